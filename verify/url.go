package verify

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A printedURL is a URL as it stands in a text.
type printedURL struct {
	Span
	url string // what was meant: see mendURL
}

// printedURLs finds the http, https and ftp URLs within a part of text, in the
// order printed: with a scheme, with www. in its place, or as a bare host of a
// common top-level domain with a path. Each byte is looked at a fixed number
// of times, however hostile the text is.
func printedURLs(text string, within Span) iter.Seq[printedURL] {
	return func(yield func(printedURL) bool) {
		s := urlScanner{text: text[:within.End], from: within.Start}
		for at := within.Start; at < within.End; {
			span, ok := s.next(at)
			if !ok {
				return
			}
			at = span.End
			s.from = span.End
			printed := text[span.Start:span.End]
			meant := printed
			if !misprinted(printed) { // else what was meant is a guess
				meant = mendURL(printed)
			}
			if !yield(printedURL{span, meant}) {
				return
			}
		}
	}
}

// ftp begins addresses that browsers do not open any more, and that notes cite all
// the same.
const ftp = "ftp://"

// A urlScanner reads URLs off a text that ends where the reading has to end.
type urlScanner struct {
	text string
	from int // nothing before it belongs to the next URL
}

// next is the span of the first URL at or after at.
func (s *urlScanner) next(at int) (Span, bool) {
	for i := at; i < len(s.text); i++ {
		switch s.text[i] {
		case 'h', 'H':
			if host, ok := s.scheme(i); ok {
				if span, ok := s.read(i, host); ok {
					return span, true
				}
			} else if span, ok := s.misspelt(i); ok {
				return span, true
			}
		case 'f', 'F':
			if hasPrefixFold(s.text[i:], ftp) && !s.glued(i) {
				if span, ok := s.read(i, i+len(ftp)); ok {
					return span, true
				}
			}
		case 'w', 'W':
			if hasPrefixFold(s.text[i:], "www.") && !s.glued(i) {
				if span, ok := s.read(i, i); ok {
					return span, true
				}
			}
		case '.':
			if start, ok := s.bareHost(i); ok {
				if span, ok := s.read(start, start); ok {
					return span, true
				}
			}
		}
	}
	return Span{}, false
}

// scheme reports whether http:// or https:// stands at i, typesetter's spaces
// allowed (http : //), and where the host after it begins.
func (s *urlScanner) scheme(i int) (int, bool) {
	t := s.text
	if !hasPrefixFold(t[i:], "http") || i > s.from && t[i-1] == '_' {
		return 0, false
	}
	p := i + len("http")
	if p < len(t) && (t[p] == 's' || t[p] == 'S') {
		p++
	}
	p = s.blanks(p)
	if p >= len(t) || t[p] != ':' {
		return 0, false
	}
	p = s.blanks(p + 1)
	if !strings.HasPrefix(t[p:], "/") {
		return 0, false
	}
	p = s.blanks(p + 1)
	if !strings.HasPrefix(t[p:], "/") {
		return 0, false
	}
	p++
	if q := s.blanks(p); q > p && s.hostAhead(q) {
		p = q
	}
	return p, true
}

// misprints of http:// and https:// that people make by hand. What follows
// them is read as it stands, for url-malformed to tell.
var misprints = []string{"http:/", "https:/", "http//", "https//", "http;//", "https;//", "http:\\\\", "https:\\\\",
	"htp://", "htps://", "htpp://", "htpps://", "hhttp://", "hhttps://", "htttp://", "htttps://", "httpss://", "httpp://", "http.://"}

func misprinted(s string) bool {
	if hasPrefixFold(s, "http://") || hasPrefixFold(s, "https://") {
		return false
	}
	return slices.ContainsFunc(misprints, func(m string) bool { return hasPrefixFold(s, m) })
}

// misspelt is the span of a URL with a misprint in place of its scheme at i:
// up to white space, less the punctuation after it.
func (s *urlScanner) misspelt(i int) (Span, bool) {
	if second := s.text[min(i+1, len(s.text)-1)] | 0x20; second != 't' && second != 'h' || s.glued(i) || !misprinted(s.text[i:]) {
		return Span{}, false
	}
	for _, m := range misprints {
		if !hasPrefixFold(s.text[i:], m) || !s.hostAhead(i+len(m)) {
			continue
		}
		end := i + len(m)
		for end < len(s.text) && s.text[end] > ' ' && !strings.ContainsRune("<>\"", rune(s.text[end])) {
			end++
		}
		end = i + len(strings.TrimRight(s.text[i:end], "?!.,:;*_~'()[]"))
		return Span{i, end}, true
	}
	return Span{}, false
}

// blanks steps over the few spaces that typesetting may put into a scheme.
func (s *urlScanner) blanks(p int) int {
	for range 3 {
		r, size := utf8.DecodeRuneInString(s.text[p:])
		if r != ' ' && r != '\n' && r != '\u00a0' && r != '\u2009' && r != '\u202f' && r != '\u00ad' && r != '\u200b' {
			break
		}
		p += size
	}
	return p
}

// hostAhead reports whether the word at p looks like a host: two labels at least.
func (s *urlScanner) hostAhead(p int) bool {
	dot := false
	for n, r := range s.text[p:min(len(s.text), p+100)] {
		switch {
		case r == '.' && n > 0:
			dot = true
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-':
			if dot {
				return true
			}
		default:
			return false
		}
	}
	return false
}

// glued reports whether a letter, a digit or a sign that is part of names
// stands right before i: then what follows is no URL of its own.
func (s *urlScanner) glued(i int) bool {
	if i <= s.from {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s.text[s.from:i])
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("@_-./", r)
}

// bareHost reports whether the dot at i stands before the top-level domain of
// a bare host with a path (doi.org/10.1000/1), and where that host begins.
func (s *urlScanner) bareHost(i int) (int, bool) {
	end := i + 1
	for end < len(s.text) && end-i < 10 && isLower(s.text[end]) {
		end++
	}
	if end+1 >= len(s.text) || s.text[end] != '/' || !isURLWord(s.text[end+1]) || !topLevel(s.text[i+1:end]) {
		return 0, false
	}
	start := i
	for start > s.from && i-start < 100 && (isURLWord(s.text[start-1]) && s.text[start-1] != '_' || s.text[start-1] == '.' || s.text[start-1] == '-') {
		start--
	}
	for start < i && (s.text[start] == '.' || s.text[start] == '-') {
		start++
	}
	if start == i || s.glued(start) || s.text[start] >= utf8.RuneSelf {
		return 0, false
	}
	return start, true
}

// topLevel reports whether domain is one that notes print without a scheme.
func topLevel(domain string) bool {
	switch domain {
	case "com", "org", "net", "edu", "gov", "int", "mil", "info", "eu", "uk", "de", "fr", "nl", "be", "ch", "at", "it", "es", "pt", "ca", "au", "nz", "za", "in", "jp", "cn", "ru", "br", "se", "no", "dk", "fi", "pl", "cz", "ie", "us", "io", "co", "tv", "me", "cc", "ly", "be/", "ph", "is", "today", "gl", "tk", "news", "blog", "app", "dev", "ai", "tr":
		return true
	}
	return false
}

// read reads the URL that begins at start and whose host begins at host.
func (s *urlScanner) read(start, host int) (Span, bool) {
	r := urlReader{text: s.text, start: start, host: host, angle: s.angle(start)}
	r.paren = start > 0 && s.text[start-1] == '('
	if !r.readHost() {
		return Span{}, false
	}
	r.readRest()
	end := r.trim()
	if end <= host {
		return Span{}, false
	}
	return Span{start, end}, true
}

// angle is where the bracket closes that opens right before start: inside
// <...> white space is no part of a URL, whatever it is (RFC 3986, appendix C).
// It is 0 where there is no such bracket.
func (s *urlScanner) angle(start int) int {
	open := strings.TrimRight(s.text[max(0, start-3):start], " ")
	if !strings.HasSuffix(open, "<") && !strings.HasSuffix(open, "‹") && !strings.HasSuffix(open, "〈") {
		return 0
	}
	for i, r := range s.text[start:min(len(s.text), start+1500)] {
		switch r {
		case '>', '›', '〉':
			return start + i
		case '<', '‹', '〈', '"', '“':
			return 0
		}
	}
	return 0
}

// hasPrefixFold reports whether s begins with prefix, ASCII letters in any case.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && (prefix == "" || sameLetter(s[0], prefix[0]) && strings.EqualFold(s[:len(prefix)], prefix))
}

// sameLetter reports whether characters whose first bytes are a and b may be one
// letter in two cases; it is for tests in front of dearer ones. Of what is not ASCII,
// ſ alone is a letter of ASCII in another case, and the sign of the kelvin, K.
func sameLetter(a, b byte) bool {
	if a < utf8.RuneSelf && b < utf8.RuneSelf {
		return a|0x20 == b|0x20
	}
	ascii := min(a, b) | 0x20
	return ascii >= utf8.RuneSelf || ascii == 's' || ascii == 'k'
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isURLWord reports whether c is a letter, a digit, an underscore or part of a
// letter outside ASCII.
func isURLWord(c byte) bool {
	return isLower(c|0x20) || isDigit(c) || c == '_' || c >= utf8.RuneSelf
}
