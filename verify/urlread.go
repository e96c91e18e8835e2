package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A urlReader reads one URL.
type urlReader struct {
	text  string
	start int
	host  int
	angle int  // the end of the bracket that holds the URL; 0 for none
	paren bool // a parenthesis opens right before the URL

	path  int     // where the host ends
	end   int     // what was read so far
	open  [32]int // where the brackets stand that are open
	depth int
	wraps int
}

// maxWraps is how many line ends and spaces one URL may hold.
const maxWraps = 24

// readHost reads user, host and port, and reports whether there is a host at
// all. One that cannot exist is read too: a person meant it as a URL.
func (r *urlReader) readHost() bool {
	p := r.host
	for p < len(r.text) {
		if r.text[p] == '[' && p == r.host {
			n := strings.IndexByte(r.text[p:min(len(r.text), p+50)], ']')
			if n < 0 || strings.Trim(r.text[p+1:p+n], "0123456789abcdefABCDEF:.") != "" {
				return false
			}
			p += n + 1
			continue
		}
		c, size := utf8.DecodeRuneInString(r.text[p:])
		if !hostRune(c) {
			next, ok := r.join(p)
			if !ok {
				break
			}
			p = next
			continue
		}
		p += size
	}
	r.path, r.end = p, p
	host := strings.Trim(r.text[r.host:p], ".:_-@%~")
	if r.host > r.start {
		return host != ""
	}
	if hasPrefixFold(host, "www.") {
		host = host[len("www."):]
	}
	dot := strings.LastIndexByte(host, '.')
	return dot > 0 && dot < len(host)-1
}

// hostRune reports whether c may stand in a host, its user or its port.
func hostRune(c rune) bool {
	if c < utf8.RuneSelf {
		return isURLWord(byte(c)) || strings.IndexByte("-.:@%~", byte(c)) >= 0
	}
	return urlRune(c) && !unicode.IsPunct(c) || c == '‐' || c == '‑' || c == '–'
}

// readRest reads path, query and fragment.
func (r *urlReader) readRest() {
	if r.end < len(r.text) && strings.IndexByte("/?#\\", r.text[r.end]) < 0 {
		return
	}
	for r.end < len(r.text) {
		c, size := utf8.DecodeRuneInString(r.text[r.end:])
		if unicode.IsSpace(c) || c == '\u0002' {
			next, ok := r.join(r.end)
			if !ok {
				return
			}
			r.end = next
			continue
		}
		if !r.takes(c) {
			return
		}
		r.end += size
	}
}

// takes reports whether c, at r.end, goes on with the URL.
func (r *urlReader) takes(c rune) bool {
	if c >= utf8.RuneSelf {
		return urlRune(c)
	}
	switch c {
	case '<', '>', '`':
		return false
	case '(', '[', '{', '"':
		return r.opens(byte(c))
	case ')', ']', '}':
		return r.closes(byte(c))
	case '|':
		return !templateParameter(r.text[r.end+1:])
	case ',', ';':
		return !hasPrefixFold(r.text[r.end+1:], "http")
	case 'h', 'H':
		return !r.another()
	}
	return c > ' ' && c != 0x7F
}

// another reports whether a second URL begins at r.end, glued to the first.
// One that is part of a path or a query is none.
func (r *urlReader) another() bool {
	t := r.text[r.end:]
	if !hasPrefixFold(t, "http://") && !hasPrefixFold(t, "https://") {
		return false
	}
	return strings.IndexByte("/=:?+*&#%-_@!", r.text[r.end-1]) < 0
}

// opens reports whether the bracket or quote at r.end belongs to the URL. A
// parenthesis is found out when it closes; the others have to close soon.
func (r *urlReader) opens(c byte) bool {
	if c == '(' {
		if r.depth == len(r.open) {
			return false
		}
		r.open[r.depth] = r.end
		r.depth++
		return true
	}
	rest := r.text[r.end+1 : min(len(r.text), r.end+42)]
	closing := closer(c)
	n := strings.IndexByte(rest, closing)
	if n < 0 || strings.ContainsAny(rest[:n], " \n\t<>/:") || strings.IndexByte(rest[:n], c) >= 0 {
		return false
	}
	query := strings.IndexByte(r.text[r.path:r.end], '?') >= 0
	switch c {
	case '[': // [12] after a URL is a call, [perma.cc/...] another URL
		if !query && (n == 0 || strings.Trim(rest[:n], "0123456789") == "" || strings.IndexByte(rest[:n], '.') >= 0) {
			return false
		}
	case '"':
		if n == 0 || !isURLWord(r.text[r.end-1]) {
			return false
		}
	}
	if c == '"' {
		r.end += n + 1
		return true
	}
	if r.depth == len(r.open) {
		return false
	}
	r.open[r.depth] = r.end
	r.depth++
	return true
}

// closer is the bracket that closes c; a quote closes itself.
func closer(c byte) byte {
	switch c {
	case '(':
		return ')'
	case '[':
		return ']'
	case '{':
		return '}'
	}
	return c
}

// closes reports whether the closing bracket at r.end belongs to the URL: it
// does where the URL opened it. A lone parenthesis inside a word does, too,
// unless the whole URL stands in parentheses.
func (r *urlReader) closes(c byte) bool {
	if r.depth > 0 && closer(r.text[r.open[r.depth-1]]) == c {
		r.depth--
		return true
	}
	if c != ')' || r.paren || r.depth > 0 || r.end+1 >= len(r.text) {
		return false
	}
	next := r.text[r.end+1]
	return isURLWord(next) && next < utf8.RuneSelf || strings.IndexByte("/+%=&-", next) >= 0
}

// templateParameter reports whether s begins like |title=: the URL stands in a
// wiki template and ends before.
func templateParameter(s string) bool {
	n := 0
	for n < len(s) && n < 20 && (isLower(s[n]) || s[n] == '-' || s[n] == '_') {
		n++
	}
	return n == 0 && (s == "" || s[0] == ' ' || s[0] == '}') || n > 1 && n < len(s) && s[n] == '='
}

// urlRune reports whether c, outside ASCII, may stand in a URL as printed:
// letters, marks and symbols of all scripts, and the dashes and invisible
// signs that typesetting puts there.
func urlRune(c rune) bool {
	switch {
	case c == '–' || c == '‐' || c == '‑' || c == '−' || c == '’' || c == '·' || c == '\u00ad':
		return true
	case c == '\u200b' || c == '\u200c' || c == '\u200d' || c == '\u2060' || c == '\ufeff':
		return true
	case c == '—' || c == '…' || c == utf8.RuneError || c == '\ufffc':
		return false
	case '\u2018' <= c && c <= '\u201f' || c == '«' || c == '»' || c == '‹' || c == '›':
		return false
	case '\u3000' <= c && c <= '\u303f' || '\uff01' <= c && c <= '\uff0f' || '\uff1a' <= c && c <= '\uff20' || '\uff3b' <= c && c <= '\uff40' || '\uff5b' <= c && c <= '\uff65':
		return false
	}
	return !unicode.IsSpace(c) && !unicode.IsControl(c) && !unicode.Is(unicode.Cf, c)
}

// trim drops from the end what is punctuation of the sentence, and cuts at a
// bracket that never closes; it returns where the URL ends.
func (r *urlReader) trim() int {
	if r.depth > 0 {
		r.end = r.open[0]
	}
	for r.end > r.host {
		c, size := utf8.DecodeLastRuneInString(r.text[r.host:r.end])
		switch {
		case c == ';' && r.entity():
		case c == '\'' && strings.Count(r.text[r.host:r.end], "'")%2 == 0:
			return r.end // it closes one inside the URL
		case strings.ContainsRune("?!.,:;*_~'’´|\\^·–", c) || c == '\u00ad' || c == '\u200b' || c == '\u2060' || c == '\ufeff' || unicode.IsSpace(c):
			r.end -= size
		case c == 's' && (strings.HasSuffix(r.text[r.host:r.end], "'s") || strings.HasSuffix(r.text[r.host:r.end], "’s")):
			r.end = r.end - 2
		default:
			return r.end
		}
	}
	return r.end
}

// entity cuts a character reference (&copy;) off the end, and reports whether
// there was one.
func (r *urlReader) entity() bool {
	t := r.text[r.host : r.end-1]
	n := len(t)
	for n > 0 && len(t)-n < 10 && isURLWord(t[n-1]) && t[n-1] < utf8.RuneSelf {
		n--
	}
	if n == 0 || n == len(t) || t[n-1] != '&' {
		return false
	}
	r.end = r.host + n - 1
	return true
}
