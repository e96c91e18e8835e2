package rule

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mark is one double quotation mark of a text.
type mark struct {
	offset, size int
	opens        bool
}

// A sign is such a mark as it is written.
type sign struct {
	offset int
	rune   rune
}

// signsOf appends to signs the double quotation marks of text, in order.
func signsOf(signs []sign, text string) []sign {
	for i := range len(text) {
		switch text[i] {
		case '"', "«"[0], "“"[0]: // one of these begins each of them
			switch r, _ := utf8.DecodeRuneInString(text[i:]); r {
			case '"', '«', '»', '“', '”', '„', '‟':
				signs = append(signs, sign{i, r})
			}
		}
	}
	return signs
}

// lonely finds a double quotation mark without a partner; signs are those of
// text.
func lonely(text string, signs []sign) (mark, bool) {
	if m, ok := lonelyCurly(text, signs); ok && count(signs, '"')%2 == 0 { // “title" is sloppy, but closed
		return m, true
	}
	if m, ok := lonelyGuillemet(text, signs); ok {
		return m, true
	}
	return lonelyStraight(text, signs)
}

// count is how many signs are written so.
func count(signs []sign, r rune) int {
	n := 0
	for _, s := range signs {
		if s.rune == r {
			n++
		}
	}
	return n
}

// lonelyCurly walks over “ ” and „ “ with a count of what is open.
func lonelyCurly(text string, signs []sign) (mark, bool) {
	var room [4]mark
	open := room[:0]
	low := 0 // how many of them were opened by „
	for _, s := range signs {
		i, r := s.offset, s.rune
		if r != '“' && r != '”' && r != '„' && r != '‟' {
			continue
		}
		m := mark{offset: i, size: utf8.RuneLen(r), opens: opens(text, i, r, low > 0)}
		switch {
		case m.opens && len(open) > 0 && startsParagraph(text, i):
			// A quotation that goes on in a new paragraph is opened anew, and
			// closed once (Chicago 12.36).
		case m.opens:
			open = append(open, m)
			if r == '„' {
				low++
			}
		case len(open) == 0:
			if !afterDigit(text, i) { // 12”
				return m, true
			}
		default:
			if strings.HasPrefix(text[open[len(open)-1].offset:], "„") {
				low--
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return mark{}, false
	}
	return open[len(open)-1], true
}

// opens tells whether the mark at offset i, read as r, opens. The glyph decides, unless
// it leans against its place: ”So he said” and “so he said“ are marks of other
// habits, and no missing ones.
func opens(text string, i int, r rune, low bool) bool {
	_, size := utf8.DecodeRuneInString(text[i:])
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+size:])
	free := i == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{—–", before)
	ends := i+size == len(text) || unicode.IsSpace(after) || strings.ContainsRune(".,;:!?)]}—–", after)
	switch r {
	case '„':
		return true
	case '“':
		return !low && (free || !ends)
	}
	return free && !ends
}

func startsParagraph(text string, i int) bool {
	lead := strings.TrimRight(text[:i], " \t\u00a0")
	return strings.HasSuffix(lead, "\n")
}

func afterDigit(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return unicode.IsDigit(r)
}

// lonelyGuillemet counts « and »: French and German open with different ones,
// so only their numbers can be compared.
func lonelyGuillemet(text string, signs []sign) (mark, bool) {
	if count(signs, '«')+count(signs, '»') != 1 || strings.Contains(text, "\n") { // »…» of the Finns, pairs gone wrong; each paragraph of a long quotation begins with one
		return mark{}, false
	}
	s := signs[slices.IndexFunc(signs, func(s sign) bool { return s.rune == '«' || s.rune == '»' })]
	if s.rune == '«' { // it opens, unless a word stands before it: »so«
		return mark{s.offset, len("«"), opens(text, s.offset, '“', false)}, true
	}
	return mark{s.offset, len("»"), opens(text, s.offset, '”', false)}, true
}

// lonelyStraight counts straight marks. Inches and seconds stand after a
// digit, and so may a closing mark: where there is one, nothing can be said.
func lonelyStraight(text string, signs []sign) (mark, bool) {
	var straight []sign
	for _, s := range signs {
		switch {
		case s.rune == '"' && afterDigit(text, s.offset), s.rune == '“', s.rune == '”', s.rune == '„':
			return mark{}, false
		case s.rune == '"':
			straight = append(straight, s)
		}
	}
	if len(straight)%2 == 0 {
		return mark{}, false
	}
	lone := oddOne(text, straight)
	return mark{lone, 1, opens(text, lone, '”', false)}, true
}

// oddOne is the first straight mark whose shape says that it opens while a
// quotation is open; else the last.
func oddOne(text string, straight []sign) int {
	open := -1
	for _, s := range straight {
		switch {
		case open < 0:
			open = s.offset
		case opens(text, s.offset, '”', false):
			return open
		default:
			open = -1
		}
	}
	return straight[len(straight)-1].offset
}
