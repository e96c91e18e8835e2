package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// A textHead is a place where a note may begin: a number at the start of a line.
type textHead struct {
	at    int         // where the label begins, brackets included
	label verify.Span // the number as printed, without brackets
	body  int         // where the note's own words begin
	n     int
	style style
	odd   bool // the words after the number do not begin as a note does
	twin  int  // where the head before stands that has the same number, 0 where there is none
}

// style is how the number of a note is set off from its words.
type style int8

const (
	bare    style = iota // 12 See Smith
	dotted               // 12. See Smith, 12) See Smith
	alone                // 12, with the words on the next line
	glued                // 12See Smith
	bracket              // [12] See Smith
	paren                // (12) See Smith
	sup                  // ¹² See Smith
)

// findHeads returns every line of text that begins as a note may.
func findHeads(text string, number numeral) []textHead {
	var heads []textHead
	twins := map[int]int{}
	for start := 0; start < len(text); {
		end := lineEnd(text, start)
		at := start + blanks(text[start:end])
		if at < end && startsLabel(text[at]) {
			if h, ok := headAt(text, at, end, number); ok {
				h.odd = h.odd || at-start > farIn
				h.twin, twins[h.n] = twins[h.n], h.at
				heads = append(heads, h)
			}
		}
		if len(heads) > mostNumbers {
			return nil
		}
		start = end + 1
	}
	return heads
}

// mostNumbers bounds the numbers that a text is read for: a text with more is
// a table, or made to break readers.
const mostNumbers = 1 << 21

// farIn is an indent, in bytes, that formulas and centred page numbers have,
// and notes have not.
const farIn = 30

func lineEnd(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(text)
}

// blanks is how many bytes of white space s begins with; a no-break space and
// a page break count.
func blanks(s string) int {
	return len(s) - len(strings.TrimLeft(s, " \t\f\v\u00a0\u2007\u202f\u2009"))
}

func startsLabel(c byte) bool {
	return '1' <= c && c <= '9' || c == '[' || c == '(' || c == '^' || c == 0xc2 || c == 0xe2 || romanLetter(c)
}

// headAt reads the head of a note at the start of the line text[at:end].
func headAt(text string, at, end int, number numeral) (textHead, bool) {
	h := textHead{at: at}
	line := text[at:end]
	open := line[0]
	inner := at
	if open == '[' || open == '(' || open == '^' {
		inner++
	}
	n, width := number(text[inner:end])
	if width == 0 && inner == at {
		n, width = raised(line)
		h.style = sup
	}
	if width == 0 {
		return h, false
	}
	h.n, h.label = n, verify.Span{Start: inner, End: inner + width}
	rest := text[h.label.End:end]
	closed, ok := h.close(open, rest)
	if !ok {
		return h, false
	}
	return h.words(text, h.label.End+closed, end)
}

// close reads what sets the number off from the words: how many bytes it
// takes, and whether it is a style of notes at all.
func (h *textHead) close(open byte, rest string) (int, bool) {
	switch {
	case open == '[':
		h.style = bracket
		if !strings.HasPrefix(rest, "]") {
			return 0, false
		}
		if len(rest) > 1 && (rest[1] == ':' || rest[1] == '.') {
			return 2, true
		}
		return 1, true
	case open == '(':
		h.style = paren
		return 1, strings.HasPrefix(rest, ")")
	case h.style == sup || open == '^':
		h.style = sup
		return 0, true
	case strings.TrimSpace(rest) == "":
		h.style = alone
		return 0, true
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '.' || r == ')' || r == ':':
		h.style = dotted
		return size, len(rest) == size || blanks(rest[size:]) > 0
	case unicode.IsSpace(r):
		return 0, true
	case unicode.IsUpper(r) || opens(r):
		h.style = glued
		return 0, true
	}
	return 0, false
}

// words finds where the note's own words begin: after the number, or on the
// next line that holds any, in the same paragraph or the one after.
func (h textHead) words(text string, from, end int) (textHead, bool) {
	body := from + blanks(text[from:end])
	for range 3 {
		if body < end || end == len(text) {
			break
		}
		from, end = end+1, lineEnd(text, end+1)
		body = from + blanks(text[from:end])
	}
	h.body = body
	if body == len(text) {
		return h, h.style == bracket
	}
	r, _ := utf8.DecodeRuneInString(text[body:])
	h.odd = !(unicode.IsUpper(r) || opens(r) || strings.HasPrefix(text[body:], "http") || unicode.Is(unicode.Lo, r))
	if h.style == alone && strings.ContainsRune("*†‡", r) {
		return h, false // the note has a symbol; the number is a page's
	}
	if h.style == bare && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !opens(r) {
		return h, false
	}
	return h, true
}

// opens tells what a note may begin with other than a letter.
func opens(r rune) bool {
	switch r {
	case '"', '\'', '“', '‘', '„', '‚', '«', '»', '‹', '›', '¿', '¡', '(', '[', '<', '§', '¶', '*', '_':
		return true
	}
	return false
}
