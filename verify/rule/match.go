package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"loccit/verify"
)

// tokens are the words of s, see appendWords.
func tokens(s string) []string {
	var room [256]byte
	words := appendWords(room[:0], s)
	if len(words) == 0 {
		return nil
	}
	return strings.Split(string(words), " ")
}

// appendWords appends to room the words of s in lower case, without accents,
// apostrophes and punctuation, with a space between two: China’s is chinas.
func appendWords(room []byte, s string) []byte {
	if !ascii(s) {
		s = norm.NFD.String(s)
	}
	from, parted := len(room), false
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r == '\'', r == '’', r == '‘', r == '\u00ad', r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r):
			continue
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			r = unicode.ToLower(r)
		default:
			parted = true
			continue
		}
		if parted && len(room) > from {
			room = append(room, ' ')
		}
		parted = false
		room = utf8.AppendRune(room, r)
	}
	return room
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
	address = strings.TrimSuffix(address, "/")
	if i := strings.LastIndexByte(address, '/'); i >= 0 && strings.HasPrefix(address[i:], "/index.") {
		address = address[:i]
	}
	if isSimple(address) { // as most are
		address = strings.TrimPrefix(strings.ToLower(address), "www.")
	} else {
		path := ""
		if i := strings.IndexByte(address, '/'); i >= 0 {
			path = address[i:]
		}
		address = hostOf(raw) + strings.ToLower(norm.NFC.String(decoded(path)))
	}
	if q := withoutTracking("", query); q != "" {
		address += "?" + strings.ToLower(q)
	}
	return address
}

// isSimple reports whether an address is that of a page on a host, with nothing
// to be decoded and neither port nor user.
func isSimple(address string) bool {
	return ascii(address) && !strings.ContainsAny(address, `%:@\`) && strings.IndexByte(address, '/') != 0 && address != ""
}
