package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// A textMark is a place in the text that may be a call.
type textMark struct {
	verify.Span
	n       int
	form    form
	sure    float32 // how likely its surroundings make it a call, 0 to 1
	claimed bool    // a series has it
}

// form is how a call is set.
type form int8

const (
	glue        form = iota // unabated.690
	superior                // unabated.⁶⁹⁰
	bracketed               // unabated [690]
	parenthetic             // unabated (690)
)

// fits tells whether calls of form f go with notes of style s. A note list in
// brackets has its calls in brackets: anything else is a number of the text.
func (f form) fits(s style) bool {
	switch s {
	case bracket:
		return f == bracketed
	case paren:
		return f == parenthetic || f == superior
	}
	return f != parenthetic
}

// findMarks returns the places that may be calls, in order.
func findMarks(text string) []textMark {
	var marks []textMark
	for i := 0; i < len(text) && len(marks) < 2*mostNumbers; {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			end := i + 1
			for end < len(text) && '0' <= text[end] && text[end] <= '9' {
				end++
			}
			if n, width := decimals(text[i:end]); width == end-i {
				if sure := contextOf(text, i, end); sure > 0 {
					marks = append(marks, textMark{Span: verify.Span{Start: i, End: end}, n: n, form: glue, sure: sure})
				}
			}
			i = end
		case c == '[' || c == '(':
			var end int
			marks, end = bracketMarks(marks, text, i)
			i = max(end, i+1)
		case c == 0xc2 || c == 0xe2:
			n, width := raised(text[i:])
			if width > 0 && i > 0 && !isSpace(text[i-1]) {
				marks = append(marks, textMark{Span: verify.Span{Start: i, End: i + width}, n: n, form: superior, sure: raisedContext(text, i)})
			}
			i += max(width, 1)
		default:
			i++
		}
	}
	return marks
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\f' }

// findRomanMarks returns the places that may be calls in roman numerals. Glued
// to a word they cannot be told from its letters, so only those after
// punctuation count, and those in brackets.
func findRomanMarks(text string) []textMark {
	var marks []textMark
	for i := 1; i < len(text); i++ {
		if !romanLetter(text[i]) || isLetter(text[i-1]) || isSpace(text[i-1]) {
			continue
		}
		n, width := romans(text[i:])
		end := i + width
		if width == 0 || !endsNumber(text[end:]) {
			continue
		}
		if text[i-1] == '[' && strings.HasPrefix(text[end:], "]") {
			marks = append(marks, textMark{Span: verify.Span{Start: i - 1, End: end + 1}, n: n, form: bracketed, sure: 0.9})
		} else if sure := afterMark(text, i); sure > 0 && !inAddress(text, i) {
			marks = append(marks, textMark{Span: verify.Span{Start: i, End: end}, n: n, form: glue, sure: sure})
		}
		i = end - 1
	}
	return marks
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// afterMark weighs a roman numeral by the punctuation it stands after. Unlike
// digits it makes no fraction with a number before the stop: COVID-19.xxii
func afterMark(text string, i int) float32 {
	r, size := utf8.DecodeLastRuneInString(text[:i])
	if unicode.IsLetter(r) {
		return 0
	}
	if (r == '.' || r == ',') && i > size && isDigit(text[i-size-1]) {
		return 0.8
	}
	return gluedTo(text, i)
}

// fillRomans looks for the calls that run lacks: between the calls around it,
// the one word that ends with the numeral, as in "Facebookvii". One letter is
// too little to go by.
func fillRomans(text string, marks []textMark, run *textSeries) []textMark {
	from, next := 0, 0
	for i, h := range run.heads {
		if c := run.calls[i]; c >= 0 {
			from = marks[c].End
			continue
		}
		for next = max(next, i); next < len(run.calls) && run.calls[next] < 0; next++ {
		}
		to := h.at
		if next < len(run.calls) {
			to = marks[run.calls[next]].Start
		}
		from = max(from, to-longestNote)
		numeral := toRoman(h.n)
		if at, ok := onlyTail(text, from, min(to, h.at), numeral); ok && len(numeral) > 1 {
			run.calls[i] = len(marks)
			marks = append(marks, textMark{Span: verify.Span{Start: at, End: at + len(numeral)}, n: h.n, claimed: true})
			from = at + len(numeral)
		}
	}
	return marks
}

// onlyTail finds the one place between from and to where a word ends with tail.
func onlyTail(text string, from, to int, tail string) (int, bool) {
	found, n := 0, 0
	for at := from; at < to; {
		i := strings.Index(text[at:to], tail)
		if i < 0 {
			break
		}
		at += i
		after, _ := utf8.DecodeRuneInString(text[at+len(tail):])
		if at > 0 && !isSpace(text[at-1]) && !unicode.IsLetter(after) && !inNumeral(text, at) {
			found = at
			n++
		}
		at += len(tail)
	}
	return found, n == 1
}

// inNumeral tells whether the numeral at i is the tail of a longer one: the vi
// of xvi.
func inNumeral(text string, i int) bool { return romanLetter(text[i-1]) }

// raisedContext: superscript digits after a unit of measure are exponents.
func raisedContext(text string, at int) float32 {
	word := text[wordStart(text, at):at]
	switch word {
	case "m", "km", "cm", "mm", "ft", "mi", "x", "n", "r", "R", "e":
		return 0.3
	}
	return 1
}

// bracketMarks reads a bracket that holds numbers and nothing else: [12],
// [12, 14], [12–14], (12). It returns where the bracket ends, 0 if it is none.
func bracketMarks(marks []textMark, text string, at int) ([]textMark, int) {
	if listing(text[:at]) {
		return marks, 0
	}
	f, closing := bracketed, byte(']')
	if text[at] == '(' {
		f, closing = parenthetic, ')'
	}
	before := len(marks)
	from := 0 // the number before a dash, 0 where there is none
	for i := at + 1; i < len(text) && i-at < 40; {
		n, width := decimals(text[i:])
		if width == 0 {
			break
		}
		for k := from + 1; from > 0 && k < n && n-from < 20; k++ {
			marks = append(marks, textMark{Span: verify.Span{Start: i, End: i + width}, n: k, form: f, sure: 0.9})
		}
		marks = append(marks, textMark{Span: verify.Span{Start: i, End: i + width}, n: n, form: f, sure: 0.9})
		i += width
		if i < len(text) && text[i] == closing {
			if len(marks) == before+1 {
				marks[before].Span = verify.Span{Start: at, End: i + 1}
			}
			return marks, i + 1
		}
		sep := separator(text[i:])
		if sep == 0 || f == parenthetic {
			break
		}
		from = 0
		if text[i] == '-' || text[i] >= 0x80 {
			from = n
		}
		i += sep
	}
	return marks[:before], 0
}

// listing tells whether a bracket behind before holds the values of a program
// or a formula: x = [1, 2, 3], [[1, 2], [3, 4]], f([1]).
func listing(before string) bool {
	before = strings.TrimRight(before[max(0, len(before)-8):], " ")
	return strings.HasSuffix(before, "=") || strings.HasSuffix(before, "[") || strings.HasSuffix(before, "{")
}

// separator is how many bytes stand between two numbers in one bracket.
func separator(s string) int {
	for _, sep := range []string{", ", ",", "; ", ";", "-", "–"} {
		if strings.HasPrefix(s, sep) {
			return len(sep)
		}
	}
	return 0
}

// contextOf tells how likely text[i:end], a number in plain digits, is a call
// by what stands around it: 0 for no call at all.
func contextOf(text string, i, end int) float32 {
	if i == 0 || !endsNumber(text[end:]) {
		return 0
	}
	if text[i-1] == ' ' {
		return spaced(text, i, end)
	}
	sure := gluedTo(text, i)
	if sure > 0 && inAddress(text, i) {
		return 0
	}
	return sure
}

// endsNumber tells whether what follows a number leaves it whole: no decimal
// fraction, thousands, range, unit, verse or date.
func endsNumber(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	if size == 0 {
		return true
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest[size:])
	switch r {
	case '%', '‰', '°', '$', '€', '£', '²', '³', '=', '\\', '_':
		return false
	case '.', ',', ':', '/', '–', '−':
		return !unicode.IsDigit(next)
	case '-', '‑', '\'', '’':
		return !unicode.IsDigit(next) && !unicode.IsLetter(next)
	}
	return true
}

// gluedTo weighs what the number at i stands glued to.
func gluedTo(text string, i int) float32 {
	r, size := utf8.DecodeLastRuneInString(text[:i])
	before := i - size
	prev, _ := utf8.DecodeLastRuneInString(text[:before])
	switch {
	case unicode.IsLetter(r):
		start := wordStart(text, i)
		if start > 1 && text[start-1] == '.' && (isLetter(text[start-2]) || text[start-2] == '_') && text[start] <= 'Z' {
			return 0 // a name of a program: row.Col1
		}
		return afterWord(text[possessor(text, start):i])
	case r == '.':
		return afterStop(text, before, prev)
	case r == ',' || r == ';' || r == ':':
		if unicode.IsDigit(prev) {
			return afterYear(text, before)
		}
		return boolWeight(glueable(prev))
	case r == '!' || r == '?' || r == '…':
		return boolWeight(!unicode.IsSpace(prev))
	case strings.ContainsRune("”’»›\"'“‘)]", r):
		return boolWeight(before > 0 && !unicode.IsSpace(prev) && !strings.ContainsRune("([{", prev))
	}
	return 0
}

// spaced weighs a number with a space before it, as some extractions of PDF
// leave it: "listeners 4 .", "drugs. 7" at the end of a paragraph, "liberty. 14
// In place". Few numbers of the text stand so.
func spaced(text string, i, end int) float32 {
	prev, size := utf8.DecodeLastRuneInString(text[:i-1])
	if size == 0 || unicode.IsSpace(prev) {
		return 0
	}
	stopped := strings.ContainsRune(".,;:!?…”’»\"')]", prev)
	rest := text[end:]
	if strings.HasPrefix(rest, " ") {
		next, _ := utf8.DecodeRuneInString(rest[1:])
		switch {
		case strings.ContainsRune(".,;:!?", next) && (stopped || unicode.IsLetter(prev)):
			return 0.7
		case stopped && prev != ',' && unicode.IsUpper(next):
			return 0.6
		}
		return 0
	}
	if stopped && prev != ',' && (rest == "" || rest[0] == '\n') {
		return 0.6
	}
	return 0
}

func boolWeight(ok bool) float32 {
	if ok {
		return 1
	}
	return 0
}

// glueable tells what may stand before the punctuation that a call follows.
func glueable(r rune) bool {
	return unicode.IsLetter(r) || strings.ContainsRune("”’»›\"'“‘)]}>…%.*_/", r)
}

// wordStart is where the word of letters begins that ends at end.
func wordStart(text string, end int) int {
	for end > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:end])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		end -= size
	}
	return end
}

// possessor widens a word over an apostrophe, for the s of "Aquinas’s" is no
// word of its own.
func possessor(text string, start int) int {
	r, size := utf8.DecodeLastRuneInString(text[:start])
	if r != '’' && r != '\'' {
		return start
	}
	return wordStart(text, start-size)
}

// afterWord weighs a number glued to a word: G20, CO2 and COVID19 are names,
// page12 and Fig3 point elsewhere.
func afterWord(word string) float32 {
	last, _ := utf8.DecodeLastRuneInString(word)
	switch {
	case unicode.Is(unicode.Lo, last): // scripts without case
		return 0.8
	case utf8.RuneCountInString(word) < 2:
		return 0
	case unicode.IsUpper(last):
		return 0.3
	case locator(word):
		return 0.3
	}
	return 0.8
}

// afterStop weighs a number glued to a full stop that ends what comes before.
func afterStop(text string, stop int, prev rune) float32 {
	switch {
	case unicode.IsDigit(prev):
		return afterYear(text, stop)
	case unicode.IsLetter(prev):
		start := wordStart(text, stop)
		switch {
		case start > 0 && isDigit(text[start-1]) && prev == 's':
			return 0.8 // the 1600s.58
		case alsoWord(text[start:stop]):
			return 0.3 // the history of art.12; but art.12 of the statutes
		case locator(text[start:stop]):
			return boolWeight(spelledOut(text[start:stop]))
		case start+utf8.RuneLen(prev) == stop && start > 1 && text[start-1] == '.' && isDigit(text[start-2]):
			return 0 // clause 1.E.1
		case start+utf8.RuneLen(prev) == stop && possessor(text, start) == start && (start == 0 || text[start-1] != '.'):
			return 0.3 // p.12, n.7, B.1; but the U.S.12, Aquinas’s.12
		}
		return 1
	}
	return boolWeight(glueable(prev))
}

// afterYear weighs a number after punctuation that a year comes before: "in
// 2019.12" is a call more often than a fraction. Other digits make fractions
// and thousands.
func afterYear(text string, stop int) float32 {
	if stop < 5 {
		return 0
	}
	year := text[stop-4 : stop]
	if (year[0] == '1' || year[:2] == "20") && isDigit(year[1]) && isSpace(text[stop-5]) && year[2] >= '0' && year[2] <= '9' && year[3] >= '0' && year[3] <= '9' {
		return 0.5
	}
	return 0
}

// locator tells the words that a number after them belongs to.
func locator(word string) bool {
	switch strings.ToLower(word) {
	case "p", "pp", "pg", "n", "nn", "no", "nos", "nr", "num", "vol", "vols", "art", "arts", "sec", "secs", "s", "ss",
		"ch", "chs", "chap", "para", "paras", "par", "cl", "fn", "fig", "figs", "eq", "eqs", "ver", "v", "vv", "abs",
		"rn", "tab", "col", "cols", "app", "ed", "eds", "seite",
		"kap", "abb", "bd", "op", "cf", "res", "doc", "reg", "stat", "rev", "ibid", "id", "http", "www":
		return true
	}
	return spelledOut(strings.ToLower(word))
}

// spelledOut tells the locators in full, which take no full stop before their
// number: one after them ends a sentence ("on the next page.12"). With a capital
// they head what they number (Table.1).
func spelledOut(word string) bool {
	switch word {
	case "page", "pages", "note", "notes", "chapter", "section", "article", "figure", "table", "equation", "line", "lines",
		"volume", "number", "part", "book", "appendix", "exhibit", "version":
		return true
	}
	return false
}

// alsoWord tells the locators that are words of their own, too, at the end of a
// sentence as elsewhere.
func alsoWord(word string) bool {
	return word == "art" || word == "arts" || word == "no" || word == "app" || word == "doc"
}

// inAddress tells whether the word around i is a URL, an e-mail address, a DOI
// or a path: whatever is glued there is part of it.
func inAddress(text string, i int) bool {
	start := max(0, i-300)
	word := text[start:i]
	if at := strings.LastIndexAny(word, " \n\t\f"); at >= 0 {
		word = word[at+1:]
	}
	return strings.Contains(word, "://") || strings.Contains(word, "www.") || strings.Contains(word, "@") ||
		strings.Contains(word, "10.") && strings.Contains(word, "/") || strings.Count(word, "/") > 1 ||
		strings.Contains(word, "=") || strings.Contains(word, "_")
}
