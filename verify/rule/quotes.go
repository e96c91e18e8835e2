package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mark is one double quotation mark of a text.
type mark struct {
	offset, size int
	opens        bool
}

// lonely finds a double quotation mark without a partner.
func lonely(text string) (mark, bool) {
	if m, ok := lonelyCurly(text); ok && !oddStraight(text) { // “title" is sloppy, but closed
		return m, true
	}
	if m, ok := lonelyGuillemet(text); ok {
		return m, true
	}
	return lonelyStraight(text)
}

// lonelyCurly walks over “ ” and „ “ with a count of what is open.
func lonelyCurly(text string) (mark, bool) {
	var open []mark
	low := 0 // how many of them were opened by „
	for i, r := range text {
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
func lonelyGuillemet(text string) (mark, bool) {
	left, right := strings.Count(text, "«"), strings.Count(text, "»")
	if left == right || strings.Contains(text, "\n") { // each paragraph of a long quotation begins with one
		return mark{}, false
	}
	if left+right > 1 { // »…» of the Finns, and pairs gone wrong
		return mark{}, false
	}
	i := strings.IndexAny(text, "«»")
	if left == 1 { // « opens, unless a word stands before it: »so«
		return mark{i, len("«"), opens(text, i, '“', false)}, true
	}
	return mark{i, len("»"), opens(text, i, '”', false)}, true
}

// lonelyStraight counts straight marks. Inches and seconds stand after a
// digit, and so may a closing mark: where there is one, nothing can be said.
func lonelyStraight(text string) (mark, bool) {
	last := -1
	for i := range len(text) {
		if text[i] == '"' {
			if afterDigit(text, i) {
				return mark{}, false
			}
			last = i
		}
	}
	if !oddStraight(text) {
		return mark{}, false
	}
	if strings.ContainsAny(text, "“”„") {
		return mark{}, false
	}
	if strings.Count(text, `"`) > 1 {
		last = oddOne(text, last)
	}
	return mark{last, 1, opens(text, last, '”', false)}, true
}

// oddOne is the first straight mark whose shape says that it opens while a
// quotation is open; else the last.
func oddOne(text string, last int) int {
	open := -1
	for i := range len(text) {
		if text[i] != '"' {
			continue
		}
		if open >= 0 && opens(text, i, '”', false) {
			return open
		}
		if open >= 0 {
			open = -1
		} else {
			open = i
		}
	}
	return last
}

func oddStraight(text string) bool { return strings.Count(text, `"`)%2 == 1 }
