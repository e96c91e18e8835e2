package verify

import (
	"sort"
	"strings"
	"unicode"
)

// A callIndex knows where all calls of a document stand.
type callIndex struct{ at []Span }

func newCallIndex(d *Document) *callIndex {
	x := &callIndex{}
	for i := range d.Notes {
		x.at = append(x.at, d.Notes[i].Calls...)
	}
	sort.Slice(x.at, func(i, j int) bool { return x.at[i].Start < x.at[j].Start })
	return x
}

// before is the end of the last call before offset i, 0 where there is none.
func (x *callIndex) before(i int) int {
	n := sort.Search(len(x.at), func(k int) bool { return x.at[k].Start >= i })
	if n == 0 {
		return 0
	}
	return x.at[n-1].End
}

// quoted gives the one citation of a note the words that the body, at the
// call, and the note's commentary put in its source's mouth. With several
// sources nobody can tell whose words they are.
func (r *reading) quoted(citations []Citation, calls *callIndex) {
	if len(citations) != 1 {
		return
	}
	c := &citations[0]
	for _, call := range r.d.Notes[r.note].Calls {
		s := r.d.Sentence(call)
		s.Start = max(s.Start, min(s.End, calls.before(call.Start)))
		c.Quotes = append(c.Quotes, quotations(r.d, s)...)
	}
	for _, q := range r.quotes {
		if !q.unclosed && (q.whole.End <= c.Span.Start || q.whole.Start >= c.Span.End) {
			if inside := trimQuote(r.text, q.inside); quotation(inside.Of(r.text)) {
				c.Quotes = append(c.Quotes, inside)
			}
		}
	}
}

// quotations are the words inside quotes within s that somebody is said to
// have said.
func quotations(d *Document, s Span) []Span {
	if !strings.ContainsAny(s.Of(d.Text), "“”„«»\"‘'") {
		return nil
	}
	r := &reading{d: d, text: d.Text[:s.End], span: s, mask: make([]uint8, s.Len())}
	r.markQuotes()
	var found []Span
	for _, q := range r.quotes {
		if inside := trimQuote(d.Text, q.inside); !q.unclosed && quotation(inside.Of(d.Text)) {
			found = append(found, inside)
		}
	}
	return found
}

func trimQuote(text string, s Span) Span {
	for s.End > s.Start && strings.IndexByte(" ,.;:\n", text[s.End-1]) >= 0 {
		s.End--
	}
	for s.Start < s.End && (text[s.Start] == ' ' || text[s.Start] == '\n') {
		s.Start++
	}
	return s
}

// quotation reports whether words in quotes are somebody's, and no title,
// name or word held at a distance: three words at least, not all written
// large.
func quotation(s string) bool {
	words, small := 0, 0
	for w := range strings.FieldsSeq(s) {
		words++
		c := rune0(strings.Trim(w, "“”‘’\"'([{.,;:"))
		if unicode.IsLower(c) && !connective(w) && !particle(w) {
			small++
		}
	}
	return words >= 3 && small > 0 && len(s) >= 15
}
