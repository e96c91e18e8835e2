package content

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A title is what two titles are compared by: its words in order, folded, and
// those of them that carry meaning.
type title struct {
	raw     string
	words   []string // in lower case, without accents, possessives and punctuation
	content []string // each once, without those of every sentence
	tongue  tongues  // as its small words tell; 0 where they do not
}

func titleOf(raw string) title { return withWords(raw, wordsOf(raw)) }

// withWords is the title raw, whose words are known.
func withWords(raw string, words []string) title {
	t := title{raw: raw, words: words}
	t.tongue = tongueOf(t.words)
	for _, w := range t.words {
		if carries(w, t.tongue) && !slices.Contains(t.content, w) {
			t.content = append(t.content, w)
		}
	}
	return t
}

// wordsOf folds s to words. Scripts that do not part words give every letter
// as one.
func wordsOf(s string) []string {
	if simple(s) {
		return runs(strings.ToLower(s))
	}
	var b strings.Builder // the words, one behind the other
	b.Grow(len(s))
	var ends []int
	from := 0 // where the word begins that is written
	end := func() {
		if b.Len() > from {
			from = b.Len()
			ends = append(ends, from)
		}
	}
	letters := []rune(norm.NFKD.String(s))
	for i, r := range letters {
		switch {
		case r == ' ':
			end()
		case r < utf8.RuneSelf && byteKinds[r]&inWord != 0:
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Mn, r), vowelMark(r), r == '\u00ad', r == '\u200b', r == '\ufeff':
		case unparted(r):
			end()
			b.WriteRune(simplified(r))
			end()
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteString(folded(unicode.ToLower(r)))
		case isApostrophe(r):
			if b.Len()-from <= 2 && i+1 < len(letters) && unicode.IsLetter(letters[i+1]) { // l’État, d’Artagnan, qu’il
				end()
				continue
			}
			if rest := letters[i+1:]; len(rest) > 0 && (rest[0] == 's' || rest[0] == 'S') && (len(rest) == 1 || !unicode.IsLetter(rest[1])) {
				end()
				letters[i+1] = ' ' // a possessive
			}
		case r == ',' || r == '.':
			if i > 0 && i+3 < len(letters) && unicode.IsDigit(letters[i-1]) && unicode.IsDigit(letters[i+1]) && unicode.IsDigit(letters[i+3]) {
				continue // 40,000
			}
			if r == '.' && i > 0 && i+1 < len(letters) && unicode.IsUpper(letters[i-1]) && unicode.IsUpper(letters[i+1]) {
				continue // U.S.
			}
			end()
		default:
			end()
		}
	}
	end()
	return cutAt(b.String(), ends)
}

// cutAt parts s at its ends, in order.
func cutAt(s string, ends []int) []string {
	if len(ends) == 0 {
		return nil
	}
	parts := make([]string, len(ends))
	from := 0
	for i, end := range ends {
		parts[i], from = s[from:end], end
	}
	return parts
}

// simple reports whether s is ASCII in which every mark parts two words: most
// lines of English pages are, and need no decomposition.
func simple(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 0x80, c == '\'', c == '`':
			return false
		case c == ',' || c == '.':
			if i > 0 && i+1 < len(s) && (isDigit(s[i-1]) && isDigit(s[i+1]) || isCapital(s[i-1]) && isCapital(s[i+1])) { // 40,000 and U.S.
				return false
			}
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }

// runs are those of letters and digits in s, which is ASCII.
func runs(s string) []string {
	n, inside := 0, false
	for i := range len(s) {
		word := byteKinds[s[i]]&inWord != 0
		if word && !inside {
			n++
		}
		inside = word
	}
	found := make([]string, 0, n)
	for i := 0; i < len(s); i++ {
		from := i
		for i < len(s) && byteKinds[s[i]]&inWord != 0 {
			i++
		}
		if i > from {
			found = append(found, s[from:i])
		}
	}
	return found
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' }

func unparted(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Khmer, unicode.Lao, unicode.Myanmar)
}

// folded writes letters that no decomposition takes apart as most keyboards do.
func folded(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ł':
		return "l"
	case 'ı':
		return "i"
	case 'þ':
		return "th"
	case 'ى', 'ی': // as Egypt and Iran write a last ya
		return "ي"
	case 'ة':
		return "ه"
	case 'ک':
		return "ك"
	}
	return string(r)
}

// carries reports whether a word tells one title from another, in a title of
// that language. Where that is not known, the shortest small words of any do
// not.
func carries(w string, tongue tongues) bool {
	switch small := functionWords()[w]; {
	case len(w) == 1 && w[0] < 0x80 && (w[0] < '0' || w[0] > '9'):
		return false
	case tongue == 0:
		return small == 0 || len(w) > 3
	default:
		return small&tongue == 0
	}
}

// alike reports whether two words are one, inflection aside: house and houses,
// China and Chinese.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 4 && isEnding(a[n:]) && isEnding(b[n:])
}

func isEnding(s string) bool {
	switch s {
	case "", "s", "es", "e", "ed", "d", "ing", "er", "ers", "r", "al", "ly", "ally", "ion", "ions", "or", "ors", "ment", "ese", "a", "an", "ian", "n", "en", "em", "y", "ies", "i", "o", "os", "as", "ne", "nen", "ung", "ungen", "ant", "ants", "ist", "ists", "ism", "ic", "ish", "ive", "eur", "eurs", "aux", "x", "st", "t", "ure", "able":
		return true
	}
	return false
}

// shared counts the words of a that b has too.
func shared(a, b []string) int {
	n := 0
	for _, w := range a {
		for _, v := range b {
			if alike(w, v) {
				n++
				break
			}
		}
	}
	return n
}

// holds reports whether the words of short stand in long, side by side.
func holds(long, short []string) bool {
	if len(short) == 0 {
		return false
	}
	for i := 0; i+len(short) <= len(long); i++ {
		k := 0
		for k < len(short) && long[i+k] == short[k] {
			k++
		}
		if k == len(short) {
			return true
		}
	}
	return false
}
