package format

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark reads words as what is printed for a note's number: 690, 12a, iv, *,
// n 1. It returns the label without brackets, and whether words can be one.
func mark(words string) (label string, ok bool) {
	if n := leadingDigits(words); n == len(words) && 0 < n && n <= 5 {
		return words, true // most of them
	}
	if words != "" && strings.IndexFunc(words, notArrow) < 0 {
		return words, false // a way back
	}
	label = strings.TrimFunc(words, isAroundMark)
	if label == "" || len(label) > 40 {
		return "", false
	}
	label = plainDigits(label)
	if strings.IndexFunc(label, unicode.IsSpace) < 0 {
		return label, isNumeral(label) || isSymbol(label)
	}
	head, tail, _ := strings.Cut(strings.Join(strings.Fields(label), " "), " ")
	return head + " " + tail, isWord(head) && utf8.RuneCountInString(head) <= 14 && isNumeral(tail)
}

// isAroundMark tells the brackets and the white space around a note's number.
func isAroundMark(r rune) bool {
	switch r {
	case '[', ']', '(', ')', '{', '}', '⁽', '⁾', '〔', '〕', '【', '】', ':', ';', ',', '.', '|':
		return true
	}
	return unicode.IsSpace(r)
}

// plainDigits writes superscript digits as plain ones.
func plainDigits(s string) string { return strings.Map(plainDigit, s) }

func plainDigit(r rune) rune {
	switch r {
	case '¹':
		return '1'
	case '²':
		return '2'
	case '³':
		return '3'
	case '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹':
		return r - '⁰' + '0'
	}
	return r
}

// isNumeral tells what counts notes: up to five digits with up to two letters,
// a roman numeral, one letter or two.
func isNumeral(s string) bool {
	digits := leadingDigits(s)
	rest := s[digits:]
	switch {
	case digits > 5:
		return false
	case digits > 0:
		return rest == "" || len(rest) <= 2 && isWord(rest) || decimal(rest)
	case roman(s) > 0:
		return true
	}
	return isWord(s) && utf8.RuneCountInString(s) <= 2
}

// leadingDigits is how many digits s starts with.
func leadingDigits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// decimal tells the tail of a number in parts: 1.2, 3-4.
func decimal(rest string) bool {
	return len(rest) > 1 && len(rest) <= 4 && (rest[0] == '.' || rest[0] == '-') && strings.Trim(rest[1:], "0123456789") == ""
}

// isSymbol tells the marks of notes that have no number, one or several.
func isSymbol(s string) bool {
	return utf8.RuneCountInString(s) <= 5 && strings.IndexFunc(s, notSymbol) < 0
}

func notSymbol(r rune) bool {
	switch r {
	case '*', '†', '‡', '§', '¶', '#', '‖', '∗', '⁎', '※', '•', '°', '✝', '✻', '⁂':
		return false
	}
	return true
}

func isWord(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) < 0
}

// labelNumber is what a label counts as, 0 where it does not count: 12 of
// "12", "xii" and "n 12".
func labelNumber(label string) int {
	if _, tail, ok := strings.Cut(label, " "); ok {
		label = tail
	}
	digits := leadingDigits(label)
	if digits > 0 {
		n, err := strconv.Atoi(label[:digits])
		if err != nil {
			return 0
		}
		return n
	}
	if n := roman(label); n > 0 {
		return n
	}
	if len(label) == 1 && isAlnum(label[0]) {
		return int(label[0]|0x20) - 'a' + 1
	}
	return 0
}

// roman reads a roman numeral in one case; 0 where s is none.
func roman(s string) int {
	first, _ := utf8.DecodeRuneInString(s)
	if first = unicode.ToLower(first); first >= utf8.RuneSelf || romanDigit(byte(first)) == 0 {
		return 0
	}
	if len(s) > 15 || s != strings.ToLower(s) && s != strings.ToUpper(s) {
		return 0
	}
	low := strings.ToLower(s)
	n := 0
	for i := 0; i < len(low); i++ {
		v := romanDigit(low[i])
		if v == 0 {
			return 0
		}
		if i+1 < len(low) && v < romanDigit(low[i+1]) {
			v = -v
		}
		n += v
	}
	if n <= 0 || toRoman(n) != low {
		return 0
	}
	return n
}

func romanDigit(c byte) int {
	switch c {
	case 'i':
		return 1
	case 'v':
		return 5
	case 'x':
		return 10
	case 'l':
		return 50
	case 'c':
		return 100
	case 'd':
		return 500
	case 'm':
		return 1000
	}
	return 0
}

// toRoman writes n in small roman numerals; n from 1 to 3999.
func toRoman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.text)
		}
	}
	return b.String()
}

// ordinal writes n as a list of the given type does: 1, a, A, i, I.
func ordinal(n int, kind string) string {
	switch kind {
	case "a":
		return toLetters(n)
	case "A":
		return strings.ToUpper(toLetters(n))
	case "i":
		return toRoman(n)
	case "I":
		return strings.ToUpper(toRoman(n))
	}
	return strconv.Itoa(n)
}

// toLetters counts a, b, … z, aa, ab.
func toLetters(n int) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	var s []byte
	for ; n > 0; n = (n - 1) / 26 {
		s = append(s, byte('a'+(n-1)%26))
	}
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
	return string(s)
}

// shape folds the numbers in an id: those of one kind of note then look alike.
func shape(id string) string { return string(appendShape(nil, id)) }

func appendShape(b []byte, id string) []byte {
	digit := false
	for i := range len(id) {
		d := '0' <= id[i] && id[i] <= '9'
		switch {
		case !d:
			b = append(b, id[i])
		case !digit:
			b = append(b, '0')
		}
		digit = d
	}
	return b
}

// shapes are those of several ids.
type shapes map[string]bool

func (s shapes) add(id string) {
	var room [64]byte
	if b := appendShape(room[:0], id); !s[string(b)] {
		s[string(b)] = true
	}
}

func (s shapes) has(id string) bool {
	var room [64]byte
	return s[string(appendShape(room[:0], id))]
}

// A series tells where the numbering of notes restarts. Notes that count in
// different ways (1, i, a, *, n 1) each have numbers of their own.
type series struct {
	last  int // series given
	kinds map[string]*seriesKind
}

type seriesKind struct {
	series, number int
	label          string
}

// of returns the series of the next note, given in the order printed.
func (s *series) of(label string) int {
	if s.kinds == nil {
		s.kinds = map[string]*seriesKind{}
	}
	n, kind := labelNumber(label), labelKind(label)
	k := s.kinds[kind]
	switch {
	case k == nil:
		s.last++
		k = &seriesKind{series: s.last}
		s.kinds[kind] = k
	case len(label) == 1 && len(k.label) == 1 && label[0] == k.label[0]+1:
		n = k.number + 1 // h is followed by i, which is a letter there and no roman numeral
	case n == 1 || n > 0 && n <= 3 && k.number >= 8:
		s.last++
		k.series = s.last
	}
	k.label = label
	if n > 0 {
		k.number = n
	}
	return k.series
}

// labelKind tells how a label counts, with the word before its number.
func labelKind(label string) string {
	word, tail, ok := strings.Cut(label, " ")
	if !ok {
		word, tail = "", label
	}
	switch {
	case tail != "" && '0' <= tail[0] && tail[0] <= '9':
		return word + " 1"
	case isSymbol(tail):
		return word + " *"
	}
	return word + " a"
}
