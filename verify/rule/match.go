package rule

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"loccit/verify"
)

// tokens are the words of s in lower case, without accents, apostrophes and
// punctuation: China’s is chinas.
func tokens(s string) []string {
	if ascii(s) && !strings.Contains(s, "'") {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == '‘', r == '\u00ad':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// overlap is the share of the words of the shorter title that the longer one
// has too, between 0 and 1. It is 1 where either has none: nothing speaks
// against them.
func overlap(a, b string) float64 {
	short, long := tokens(a), tokens(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) == 0 {
		return 1
	}
	has := make(map[string]bool, len(long))
	for _, w := range long {
		has[w] = true
	}
	n := 0
	for _, w := range short {
		if has[w] {
			n++
		}
	}
	return float64(n) / float64(len(short))
}

// contradict reports whether two dates cannot be the same day: they differ in
// a part that both know.
func contradict(a, b verify.Date) bool {
	switch {
	case a.Year == 0 || b.Year == 0:
		return false
	case a.Year != b.Year:
		return true
	case a.Month == 0 || b.Month == 0:
		return false
	case a.Month != b.Month:
		return true
	}
	return a.Day != 0 && b.Day != 0 && a.Day != b.Day
}

// plain is what two spellings of one address share: scheme, www, port, fragment,
// case, a slash at the end, the name of an index page and tracking parameters
// are left out.
func plain(raw string) string {
	raw, _, _ = strings.Cut(raw, "#")
	_, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return strings.ToLower(raw)
	}
	address, query, _ := strings.Cut(rest, "?")
	path := ""
	if i := strings.IndexByte(address, '/'); i >= 0 {
		path = strings.TrimSuffix(address[i:], "/")
	}
	if i := strings.LastIndexByte(path, '/'); i >= 0 && strings.HasPrefix(path[i:], "/index.") {
		path = path[:i]
	}
	if strings.Contains(path, "%") {
		if decoded, err := url.PathUnescape(path); err == nil {
			path = decoded
		}
	}
	s := hostOf(raw) + strings.ToLower(norm.NFC.String(path))
	if q := withoutTracking(query); q != "" {
		s += "?" + strings.ToLower(q)
	}
	return s
}
