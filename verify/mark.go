package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What protects a byte of a note from being read as punctuation between the
// parts of a citation.
const (
	inQuote uint8 = 1 << iota
	inParen
	inURL
)

// A quoted is a quotation in a note: with its quotes, and between them.
type quoted struct {
	whole, inside Span
	unclosed      bool // the closing quote is missing: inside ends at a guess
}

// A reading is one note while its citations are taken apart. Offsets are those
// of the document; the mask has one byte for each byte of the note.
type reading struct {
	d       *Document
	note    int
	text    string // the document's, cut where the note ends
	span    Span
	urls    []noteURL
	quotes  []quoted // outermost ones, in order
	parens  []Span   // outermost ones outside quotes, with their brackets, in order
	italics []Span
	mask    []uint8
	found   []found // its citations
}

// at is the mask of the byte at offset i.
func (r *reading) at(i int) uint8 { return r.mask[i-r.span.Start] }

func (r *reading) protect(s Span, bit uint8) {
	for i := max(s.Start, r.span.Start); i < min(s.End, r.span.End); i++ {
		r.mask[i-r.span.Start] |= bit
	}
}

// mark finds URLs, quotations and parentheses, in this order: nothing inside
// a URL is a quote, nothing inside a quotation is a parenthesis.
func (r *reading) mark() {
	r.urls = noteURLs(r.urls, r.d, r.span)
	for _, u := range r.urls {
		if !u.titled {
			r.protect(u.Span, inURL)
		}
	}
	r.markQuotes()
	r.markParens()
}

// markQuotes pairs the quotes of the note: “ ” ‘ ’ „ “ « » and the straight
// ones. A double quote inside a double quote says that the first was never
// closed; an apostrophe closes nothing.
func (r *reading) markQuotes() {
	var room [4]openQuote
	stack := room[:0]
	for i := r.span.Start; i < r.span.End; {
		if c := r.text[i]; c < utf8.RuneSelf && c != '"' && c != '\'' {
			i++
			continue
		}
		c, size := utf8.DecodeRuneInString(r.text[i:])
		if (c == '"' || c == '\'' || c >= 0xAB) && quoteSign(c) && r.at(i)&inURL == 0 {
			stack = r.quote(stack, c, i, size)
		}
		i += size
	}
	for _, q := range stack {
		if q.sign != '\'' && q.sign != '‘' || len(stack) == 1 {
			r.unclosed(q)
		}
	}
	r.outermost()
}

type openQuote struct {
	sign rune
	at   int
	size int
}

func quoteSign(c rune) bool {
	switch c {
	case '“', '”', '„', '‟', '«', '»', '‹', '›', '"', '‘', '’', '‚', '\'', '「', '」', '『', '』':
		return true
	}
	return false
}

// quote takes in the quote c at i: it opens, closes, or is an apostrophe.
func (r *reading) quote(stack []openQuote, c rune, i, size int) []openQuote {
	before, _ := utf8.DecodeLastRuneInString(r.text[r.span.Start:i])
	after, _ := utf8.DecodeRuneInString(r.text[i+size:])
	starts := i == r.span.Start || unicode.IsSpace(before) || strings.ContainsRune("([{—–-/“‘\"'«„*_", before)
	word := c == '«' && unicode.IsSpace(after) || unicode.IsLetter(after) || unicode.IsDigit(after) || strings.ContainsRune("“‘\"'«„([#@…¿¡$’*_", after)
	if n := matching(stack, c); n >= 0 && !(starts && word && (c == '"' || c == '\'' || c == '“' && stack[n].sign != '„')) {
		if (c == '’' || c == '\'') && r.apostrophe(i, size, before, after) {
			return stack
		}
		q := stack[n]
		r.quotes = append(r.quotes, quoted{whole: Span{q.at, i + size}, inside: Span{q.at + q.size, i}})
		return stack[:n]
	}
	if !opens(c, starts, word) || len(stack) > 8 {
		return stack
	}
	if (c == '\'' || c == '’') && !r.closesLater(i+size) {
		return stack
	}
	if n := len(stack); n > 0 && double(c) && double(stack[n-1].sign) && i-stack[n-1].at > 4 {
		r.unclosed(stack[n-1])
		stack = stack[:n-1]
	}
	return append(stack, openQuote{c, i, size})
}

// matching is the innermost open quote that c closes, -1 when there is none.
func matching(stack []openQuote, c rune) int {
	for n := len(stack) - 1; n >= 0; n-- {
		if closes(stack[n].sign, c) {
			return n
		}
		if double(stack[n].sign) && !double(c) {
			return -1 // a single quote closes nothing outside a double one
		}
	}
	return -1
}

func closes(open, c rune) bool {
	switch open {
	case '“', '‟', '”': // ” printed in place of “
		return c == '”' || c == '"'
	case '„':
		return c == '“' || c == '”' || c == '‟'
	case '«':
		return c == '»'
	case '»':
		return c == '«'
	case '‘', '’', '\'':
		return c == '’' || c == '\''
	case '‚':
		return c == '‘' || c == '’'
	case '‹':
		return c == '›'
	case '›':
		return c == '‹'
	case '「':
		return c == '」'
	case '『':
		return c == '』'
	}
	return open == c || open == '"' && c == '”'
}

func double(c rune) bool {
	return c != '‘' && c != '’' && c != '‚' && c != '\'' && c != '‹' && c != '›' && c != '『' && c != '』'
}

func opens(c rune, starts, word bool) bool {
	switch c {
	case '“', '‘', '„', '‟', '‚', '「', '『':
		return true
	case '«', '»', '‹', '›', '”', '"', '\'':
		return starts && word
	}
	return false
}

// apostrophe reports whether the single quote at i, with a quotation open that
// it could close, is an apostrophe: inside a word, or after the s of a
// possessive with a surer closing quote ahead.
func (r *reading) apostrophe(i, size int, before, after rune) bool {
	if unicode.IsLetter(after) || unicode.IsDigit(after) && !unicode.IsPunct(before) {
		return true
	}
	if !unicode.IsSpace(after) || before != 's' {
		return false
	}
	rest := r.text[i+size : min(r.span.End, i+size+300)]
	for p, c := range rest {
		switch c {
		case '‘', '“', ';':
			return false
		case '’', '\'':
			next, _ := utf8.DecodeRuneInString(rest[p+utf8.RuneLen(c):])
			if strings.ContainsRune(",.;:)?!", next) {
				return true
			}
		}
	}
	return false
}

// closesLater reports whether a straight single quote ahead can close one that
// opens here: then it is no apostrophe ('90s).
func (r *reading) closesLater(p int) bool {
	rest := r.text[p:min(r.span.End, p+300)]
	for i, c := range rest {
		if c != '\'' && c != '’' || i == 0 {
			continue
		}
		next, _ := utf8.DecodeRuneInString(rest[i+utf8.RuneLen(c):])
		if !unicode.IsLetter(next) && !unicode.IsDigit(next) {
			return true
		}
	}
	return false
}

// unclosed takes in a quotation whose closing quote is missing or wrong: it
// ends at a single quote that stands where a closing one would, else before
// the first parenthesis, date or URL after a comma.
func (r *reading) unclosed(q openQuote) {
	start := q.at + q.size
	end := min(r.span.End, start+400)
	stop, size := -1, 0
	for i := start; i < end; {
		c, n := utf8.DecodeRuneInString(r.text[i:end])
		if r.at(i)&inURL != 0 || c == ';' {
			if stop < 0 {
				stop = i
			}
			break
		}
		if (c == '’' || c == '\'') && double(q.sign) && i+n < end && strings.IndexByte(" ,(", r.text[i+n]) >= 0 && r.text[i-1] != 's' {
			stop, size = i, n
			break
		}
		if stop < 0 && (c == '(' || c == ',' && r.endsTitle(i+1)) {
			stop = i
		}
		i += n
	}
	if stop < 0 || stop == start {
		return
	}
	if size == 0 && stop < r.span.End && r.text[stop] == ',' {
		stop = r.beforeContainer(start, stop)
	}
	inside := Span{start, stop}
	for inside.End > inside.Start && r.text[inside.End-1] == ' ' {
		inside.End--
	}
	r.quotes = append(r.quotes, quoted{whole: Span{q.at, stop + size}, inside: inside, unclosed: true})
}

// beforeContainer moves the end of an unclosed title back before its last
// part, which is the newspaper or the site where a date follows.
func (r *reading) beforeContainer(start, stop int) int {
	at := strings.LastIndexByte(r.text[start:stop], ',')
	if at < 10 {
		return stop
	}
	name := strings.TrimSpace(r.text[start+at+1 : stop])
	if n := len(strings.Fields(name)); n == 0 || n > 5 || !authorLike(name) {
		return stop
	}
	return start + at
}

// endsTitle reports whether what follows a comma at p cannot be part of a
// title: a date or a URL.
func (r *reading) endsTitle(p int) bool {
	p += blank(r.text[p:])
	if p >= r.span.End || r.at(p)&inURL != 0 {
		return true
	}
	d, n := dateAt(r.text[p:])
	return n > 0 && d.Year > 0 && d.Month > 0
}

// outermost keeps the quotations that stand in no other, in order, and
// protects what they hold.
func (r *reading) outermost() {
	sortSpans(r.quotes)
	kept := r.quotes[:0]
	for _, q := range r.quotes {
		if n := len(kept); n > 0 && q.whole.Start < kept[n-1].whole.End {
			continue
		}
		kept = append(kept, q)
		r.protect(q.whole, inQuote)
	}
	r.quotes = kept
}

// markParens pairs round and square brackets outside quotations and URLs.
func (r *reading) markParens() {
	var stack []int
	for i := r.span.Start; i < r.span.End; i++ {
		c := r.text[i]
		if c != '(' && c != '[' && c != ')' && c != ']' || r.at(i) != 0 {
			continue
		}
		if c == '(' || c == '[' {
			stack = append(stack, i)
			continue
		}
		n := len(stack) - 1
		for n >= 0 && (c == ')') != (r.text[stack[n]] == '(') {
			n--
		}
		if n < 0 {
			continue
		}
		if n == 0 {
			s := Span{stack[0], i + 1}
			r.parens = append(r.parens, s)
		}
		stack = stack[:n]
	}
	if len(stack) > 0 { // an outer bracket that never closes hides none
		r.innerParens(stack[len(stack)-1] + 1)
	}
	for _, s := range r.parens {
		r.protect(s, inParen)
	}
}

// innerParens pairs the brackets behind one that never closes.
func (r *reading) innerParens(from int) {
	for i := from; i < r.span.End; i++ {
		if r.text[i] != '(' && r.text[i] != '[' || r.at(i) != 0 {
			continue
		}
		closer := byte(')')
		if r.text[i] == '[' {
			closer = ']'
		}
		n := strings.IndexByte(r.text[i:r.span.End], closer)
		if n < 0 {
			return
		}
		if r.at(i+n) == 0 {
			r.parens = append(r.parens, Span{i, i + n + 1})
		}
		i += n
	}
}
