package rule

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"loccit/verify"
)

func urlMalformed() verify.Rule {
	return verify.Rule{
		ID:       "url-malformed",
		Group:    urlAsPrinted,
		Title:    "The URL cannot be right as it is printed",
		Severity: verify.Error,
		Doc: `
The address breaks the rules of addresses: no host, two schemes, a percent sign without its two digits, a port that is no
number. No reader can follow it, whatever the web is like today. One that is seen to lead to a page is let pass.

**What to do.** Look the page up and copy its address anew.

**Example.** *https:/valley.example/dam* has one slash too few; *http://https://valley.example* has two schemes.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				if cite.URL == "" {
					return
				}
				fault := malformed(cite.URL)
				if fault == "" || answers(c.Standing(d, i)) { // who follows it gets there
					return
				}
				f := verify.Finding{
					Where:    c.AtCitation(d, i),
					Message:  fmt.Sprintf("The URL cannot be right: %s.", fault),
					Next:     "Look the page up and copy its address anew.",
					Evidence: []string{"As printed: " + cite.URLPrinted},
				}
				if better := reformed(cite.URL); better != "" {
					f.Suggestion = &verify.Suggestion{Kind: "replace-url", Text: better}
				}
				report(f)
			})
		},
	}
}

// malformed says what is wrong with a URL, or nothing. It judges the web's
// addresses alone; mailto: and the like are nobody's source. Line ends and tabs
// in a link's target are none of its matter: browsers leave them out (WHATWG
// URL, 4.4).
func malformed(raw string) string {
	if isOrdinary(raw) { // as most are
		return ""
	}
	if strings.ContainsAny(raw, "\n\r\t") {
		raw = strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(raw)
	}
	scheme, rest, ok := strings.Cut(raw, ":")
	if lower := strings.ToLower(raw); strings.HasPrefix(lower, "http//") || strings.HasPrefix(lower, "https//") {
		return "a colon must follow its scheme"
	}
	if !ok {
		return ""
	}
	scheme = strings.ToLower(scheme)
	if scheme != "http" && scheme != "https" {
		return misspelt(scheme, rest)
	}
	if !strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, "///") {
		return "two slashes must follow “" + scheme + ":”"
	}
	if lower := strings.ToLower(rest[2:]); strings.HasPrefix(lower, "http:") || strings.HasPrefix(lower, "https:") || strings.HasPrefix(lower, "http//") || strings.HasPrefix(lower, "https//") {
		return "it has two schemes"
	}
	u, err := url.Parse(inASCII(raw))
	if err != nil {
		return why(err)
	}
	return badHost(u)
}

// inASCII is raw with its host as browsers ask for it, where that can be told.
func inASCII(raw string) string {
	_, host, _ := verify.SplitURL(raw)
	at := strings.Index(strings.ToLower(raw), host)
	if ascii := verify.ASCIIHost(host); ascii != strings.TrimSuffix(host, ".") && at >= 0 {
		return raw[:at] + ascii + raw[at+len(host):]
	}
	return raw
}

// isOrdinary reports whether a URL is one that nothing can be wrong with: a
// scheme, a host of letters, digits, dots and hyphens, and no sign behind it that
// would have to be decoded.
func isOrdinary(raw string) bool {
	rest, ok := strings.CutPrefix(raw, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(raw, "http://"); !ok {
			return false
		}
	}
	end, label, letters := len(rest), 0, false // where the host ends, its last label begins, and whether that has letters
	for i := range len(rest) {
		switch c := rest[i]; {
		case c < ' ' || c == '%' || c == 0x7f:
			return false
		case i > end:
		case c == '/' || c == '?' || c == '#':
			end = i
		case c == '.':
			if !isLabel(rest[label:i]) {
				return false
			}
			label, letters = i+1, false
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			letters = true
		case c != '-' && (c < '0' || c > '9'):
			return false
		}
	}
	return label > 0 && letters && isLabel(rest[label:end])
}

func isLabel(s string) bool {
	return s != "" && len(s) <= 63 && s[0] != '-' && s[len(s)-1] != '-'
}

// misspelt knows the schemes that lost or won a letter.
func misspelt(scheme, rest string) string {
	if !strings.HasPrefix(rest, "/") {
		return ""
	}
	switch scheme {
	case "htp", "htps", "ttp", "ttps", "hhttp", "hhttps", "htttp", "htttps", "htpp", "htpps", "hhtp", "hhtps", "tttp", "httpss", "httpd", "hxxp", "hxxps":
		return "its scheme is “" + scheme + "”"
	}
	return ""
}

func why(err error) string {
	var escape url.EscapeError
	var host url.InvalidHostError
	var wrapped *url.Error
	switch {
	case errors.As(err, &escape):
		return fmt.Sprintf("“%s” is no percent sign with two digits", string(escape))
	case errors.As(err, &host):
		return fmt.Sprintf("%s cannot stand in the name of a host", string(host))
	case errors.As(err, &wrapped):
		return wrapped.Err.Error()
	}
	return err.Error()
}

// badHost says what is wrong with the host, by the rules for names of RFC 1123
// with the underscore let pass, as resolvers do.
func badHost(u *url.URL) string {
	host := u.Hostname()
	if host == "" {
		return "it names no host"
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n > 65535 {
			return fmt.Sprintf("there is no port %s; the last is 65535", port)
		}
	}
	if host == "localhost" || isAddress(host) {
		return ""
	}
	whole := strings.TrimSuffix(host, ".")
	labels := strings.Split(whole, ".")
	for i, l := range labels {
		if l == "" {
			return fmt.Sprintf("the host “%s” has two dots in a row, or one at the start", host)
		}
		if i := strings.IndexFunc(l, notInHost); i >= 0 {
			return fmt.Sprintf("the host “%s” holds a character that no host has", host)
		}
		if (l[0] == '-' || l[len(l)-1] == '-') && i >= len(labels)-2 { // below a domain, its owner may name hosts so
			return fmt.Sprintf("a part of the host “%s” begins or ends with a hyphen", host)
		}
		if len(l) > 63 {
			return fmt.Sprintf("a part of the host “%s” is longer than 63 characters", host)
		}
	}
	if len(labels) == 1 {
		return fmt.Sprintf("“%s” is no complete host", host)
	}
	if strings.Trim(labels[len(labels)-1], "0123456789") == "" {
		return fmt.Sprintf("the host “%s” ends in a number", host)
	}
	return ""
}

// isAddress reports whether host is a number of the network: all of them end in
// a digit or hold a colon.
func isAddress(host string) bool {
	if end := host[len(host)-1]; (end < '0' || end > '9') && !strings.Contains(host, ":") {
		return false
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}

// notInHost lets letters of all scripts pass: they are names before IDNA.
func notInHost(r rune) bool {
	return r < 0x80 && r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// reformed is the URL that was surely meant, or empty.
func reformed(raw string) string {
	scheme, rest, _ := strings.Cut(raw, ":")
	scheme = strings.ToLower(scheme)
	switch {
	case scheme != "http" && scheme != "https":
		if strings.HasSuffix(scheme, "s") {
			scheme = "https"
		} else {
			scheme = "http"
		}
	case malformed(raw) == "it has two schemes":
		inner := strings.TrimLeft(rest, "/")
		s, tail, ok := strings.Cut(inner, "//")
		if !ok {
			return ""
		}
		scheme, rest = strings.TrimSuffix(strings.ToLower(s), ":"), "//"+tail
	}
	better := scheme + "://" + strings.TrimLeft(rest, "/")
	if better == raw || malformed(better) != "" {
		return ""
	}
	return better
}
