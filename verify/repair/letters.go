package repair

import (
	"iter"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A spelling is a piece of a URL as words are compared: percent-decoded, in
// lower case, without accents.
type spelling struct {
	word string
	at   []int // for each byte of word, and its end: the byte of the raw piece where it begins
}

// spell reads a raw piece of a URL. A piece with bad percent-encoding is read
// byte for byte.
func spell(raw string) spelling {
	if plainWord(raw) {
		return spelling{word: strings.ToLower(raw)}
	}
	s := spelling{}
	var b strings.Builder
	for i := 0; i < len(raw); {
		r, size := decodeRune(raw[i:])
		for _, f := range foldRune(r) {
			n := utf8.RuneLen(f)
			for range n {
				s.at = append(s.at, i)
			}
			b.WriteRune(f)
		}
		i += size
	}
	s.word, s.at = b.String(), append(s.at, len(raw))
	return s
}

// raw is the byte of the raw piece where byte i of the word begins. An accent
// that stands behind its letter belongs to it.
func (s spelling) raw(i int) int {
	if s.at == nil {
		return i
	}
	return s.at[i]
}

func plainWord(raw string) bool {
	for i := range len(raw) {
		if c := raw[i]; c == '%' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// decodeRune reads one character, percent-encoded or not, and how many bytes
// of raw it takes.
func decodeRune(raw string) (rune, int) {
	if raw[0] != '%' {
		return utf8.DecodeRuneInString(raw)
	}
	n := 3
	for n+2 < len(raw) && n < 12 && raw[n] == '%' {
		n += 3
	}
	for ; n >= 3; n -= 3 {
		if n > len(raw) {
			continue
		}
		if s, err := url.PathUnescape(raw[:n]); err == nil {
			if r, size := utf8.DecodeRuneInString(s); size == len(s) && r != utf8.RuneError {
				return r, n
			}
		}
	}
	return '%', 1
}

// foldRune takes case and accents off a character; an accent by itself is
// nothing.
func foldRune(r rune) []rune {
	switch {
	case r < utf8.RuneSelf:
		return []rune{unicode.ToLower(r)}
	case unicode.Is(unicode.Mn, r):
		return nil
	}
	switch r {
	case 'ı':
		return []rune{'i'}
	case 'ø', 'Ø':
		return []rune{'o'}
	case 'ł', 'Ł':
		return []rune{'l'}
	case 'đ', 'Đ':
		return []rune{'d'}
	}
	var folded []rune
	for _, f := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, f) {
			folded = append(folded, unicode.ToLower(f))
		}
	}
	return folded
}

// foldWord takes case, accents and apostrophes off a word of prose.
func foldWord(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] == '\'' {
			plain = false
			break
		}
	}
	if plain {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range s {
		if r == '\'' || r == '’' || r == '‘' || r == '\u00ad' {
			continue
		}
		for _, f := range foldRune(r) {
			b.WriteRune(f)
		}
	}
	return b.String()
}

// words are the words of prose, folded. An apostrophe belongs to its word and
// is left out: China’s is chinas. Parts of a word with a hyphen are words of
// their own.
func words(s string) []string {
	var found []string
	for w := range runs(s) {
		if w = foldWord(w); w != "" {
			found = append(found, w)
		}
	}
	return found
}

// runs are the words of prose as they are written.
func runs(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range s {
			if inWord(r) || start >= 0 && (r == '’' || r == '\'' || r == '\u00ad' || r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r)) {
				if start < 0 {
					start = i
				}
				continue
			}
			if start >= 0 && !yield(s[start:i]) {
				return
			}
			start = -1
		}
		if start >= 0 {
			yield(s[start:])
		}
	}
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// hyphenated are the words with a hyphen or an apostrophe in a text, folded
// and closed up: Re-education is reeducation. A slug may write them so.
func hyphenated(s string) []string {
	var found []string
	for _, w := range strings.Fields(s) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if strings.ContainsFunc(w, func(r rune) bool { return isHyphen(r) || r == '/' || r == '.' || r == '&' }) {
			found = append(found, strings.Join(words(w), ""))
		}
	}
	return found
}

func allLetters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return s != ""
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
