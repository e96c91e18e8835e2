package verify

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// URLs are taken apart here by hand, and not by net/url, because that refuses
// some that browsers open (a stray %, a space) and rewrites others; what goes
// out must be, byte for byte, what the note says.

// cutFragment splits raw at its fragment.
func cutFragment(raw string) (url, fragment string, found bool) {
	return strings.Cut(raw, "#")
}

// SplitURL takes raw apart: scheme and host (with its port) in lower case,
// without user name and password; the rest as it is, without fragment. Scheme
// and host are empty for what is no URL with a host.
func SplitURL(raw string) (scheme, host, rest string) {
	raw, _, _ = cutFragment(raw)
	scheme, after, ok := strings.Cut(raw, "://")
	if !ok {
		return "", "", raw
	}
	end := strings.IndexAny(after, "/?\\")
	if end < 0 {
		end = len(after)
	}
	host, rest = after[:end], after[end:]
	if at := strings.LastIndexByte(host, '@'); at >= 0 {
		host = host[at+1:]
	}
	return strings.ToLower(scheme), strings.ToLower(host), rest
}

// withoutUser is raw without user name and password, which are nobody's to send
// on, to keep or to print.
func withoutUser(raw string) string {
	scheme, after, ok := strings.Cut(raw, "://")
	if !ok {
		return raw
	}
	end := strings.IndexAny(after, "/?\\")
	if end < 0 {
		end = len(after)
	}
	at := strings.LastIndexByte(after[:end], '@')
	return scheme + "://" + after[at+1:]
}

// onWeb reports whether raw can be asked: http or https, with a host.
func onWeb(raw string) bool {
	scheme, host, _ := SplitURL(raw)
	return (scheme == "http" || scheme == "https") && host != "" && host[0] != ':' &&
		!strings.ContainsAny(host, " \t\r\n<>\"")
}

// wireKey is what two URLs share that ask the same of the same host. It is raw
// itself where that can be.
func wireKey(raw string) string {
	scheme, host, rest := SplitURL(raw)
	if scheme == "" {
		return raw
	}
	if rest == "" || rest[0] != '/' {
		rest = "/" + rest
	}
	rest = WithoutDots(rest)
	host = ASCIIHost(withoutPort(scheme, host))
	if len(raw) == len(scheme)+3+len(host)+len(rest) && strings.HasPrefix(raw, scheme) && strings.HasPrefix(raw[len(scheme)+3:], host) {
		return raw // as most are
	}
	return scheme + "://" + host + rest
}

// WithoutDots takes the segments . and .. out of the path that rest, a path with
// its query, begins with, in whatever way they are written (%2e), as browsers do
// before they ask (WHATWG URL, 4.4). No other byte is changed; rest begins with a
// slash.
func WithoutDots(rest string) string {
	path, query := rest, ""
	if i := strings.IndexByte(rest, '?'); i >= 0 {
		path, query = rest[:i], rest[i:]
	}
	if !strings.Contains(path, "/.") && !strings.Contains(path, "/%2") {
		return rest
	}
	segments := strings.Split(path, "/")[1:]
	kept := segments[:0]
	for i, segment := range segments {
		n := dots(segment)
		if n == 2 && len(kept) > 0 {
			kept = kept[:len(kept)-1]
		}
		switch {
		case n == 0:
			kept = append(kept, segment)
		case i == len(segments)-1:
			kept = append(kept, "")
		}
	}
	return "/" + strings.Join(kept, "/") + query
}

// dots is how many dots segment consists of: 1 or 2, else 0.
func dots(segment string) int {
	n := 0
	for segment != "" {
		switch {
		case segment[0] == '.':
			segment = segment[1:]
		case hasPrefixFold(segment, "%2e"):
			segment = segment[3:]
		default:
			return 0
		}
		n++
	}
	if n > 2 {
		return 0
	}
	return n
}

// siteOf is the host that politeness is owed to. http and https are one, and
// so are a name and its Punycode.
func siteOf(raw string) string {
	scheme, host, _ := SplitURL(raw)
	return ASCIIHost(withoutPort(scheme, host))
}

// isSecure reports whether raw is asked for over TLS.
func isSecure(raw string) bool {
	return len(raw) > 5 && strings.EqualFold(raw[:6], "https:")
}

// hostName is the host without its port: what cookies belong to.
func hostName(raw string) string {
	_, host, _ := SplitURL(raw)
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	return ASCIIHost(host)
}

// root is the root of the site that raw is on: scheme://host/
func root(raw string) string {
	scheme, host, _ := SplitURL(raw)
	if scheme == "" {
		return ""
	}
	return scheme + "://" + ASCIIHost(withoutPort(scheme, host)) + "/"
}

func withoutPort(scheme, host string) string {
	host = strings.TrimSuffix(host, ":") // and no number behind it (RFC 3986, 3.2.3)
	switch scheme {
	case "http":
		return strings.TrimSuffix(host, ":80")
	case "https":
		return strings.TrimSuffix(host, ":443")
	}
	return host
}

// ASCIIHost writes a name as it is asked for in the DNS, as browsers do (WHATWG
// URL, 3.5): percent-encoding is undone, and international letters, dots and digits
// get the form that they have there. A name that has no such form stays as it is.
func ASCIIHost(host string) string {
	if strings.IndexByte(host, '%') >= 0 {
		host = decodedHost(host)
	}
	if isASCII(host) {
		return strings.TrimSuffix(host, ".")
	}
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		name, port = host[:i], host[i:]
	}
	if ascii, err := browserNames.ToASCII(name); err == nil {
		return strings.TrimSuffix(ascii, ".") + port
	}
	return host
}

// browserNames is what browsers take for a name: with underscores, and with hyphens
// anywhere.
var browserNames = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule(), idna.StrictDomainName(false), idna.CheckHyphens(false))

// decodedHost is host without percent-encoding, or host itself where that brings out
// what no name holds.
func decodedHost(host string) string {
	decoded, err := url.PathUnescape(host)
	if err != nil || strings.HasPrefix(host, "[") || !utf8.ValidString(decoded) {
		return host
	}
	// A sign that divides URLs must have stood there before: the port's colon.
	if strings.ContainsAny(decoded, "/\\?#@[]%<>^|\"") || strings.Count(decoded, ":") != strings.Count(host, ":") ||
		strings.IndexFunc(decoded, func(r rune) bool { return r <= ' ' || r == 0x7f }) >= 0 {
		return host
	}
	return strings.ToLower(decoded)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// excluded reports whether url must not be asked.
func (r *gathering) excluded(url string) bool {
	if s := r.setting(siteOf(url)); s != nil && s.Skip {
		return true
	}
	_, host, rest := SplitURL(url)
	rest = WithoutDots(rest)
	for _, pattern := range r.Exclude {
		if globMatches(pattern, url) || globMatches(pattern, host+rest) || globMatches(pattern, host) {
			return true
		}
	}
	return false
}

// setting is what the configuration says of host, or nil.
func (r *gathering) setting(host string) *HostSetting {
	for i := range r.Hosts {
		if globMatches(r.Hosts[i].Host, host) {
			return &r.Hosts[i]
		}
	}
	return nil
}

// globMatches matches the whole of s, letter case aside: * is anything, / and
// nothing included, ? is one character. (path.Match stops at /, which in a URL
// helps nobody.)
func globMatches(pattern, s string) bool {
	p, t := []rune(strings.ToLower(pattern)), []rune(strings.ToLower(s))
	star, mark, i, j := -1, 0, 0, 0
	for j < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, mark = i, j
			i++
		case i < len(p) && (p[i] == '?' || p[i] == t[j]):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}

// clip shortens s for a message.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
