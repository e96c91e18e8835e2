package report

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"loccit/verify"
)

// A reading is a report with its lists in order, and answers to what formats
// ask of it.
type reading struct {
	*verify.Report
	index map[*verify.Document]int // where a document stands in Documents
}

// read puts the lists of r in order. They come in order from Judge; the copy
// is made for one that was put together otherwise.
func read(r *verify.Report) reading {
	ordered := *r
	ordered.Sources = inOrder(r.Sources, byKey)
	ordered.Repaired = inOrder(r.Repaired, byKey)
	ordered.Findings = inOrder(r.Findings, byPlace)
	index := make(map[*verify.Document]int, len(r.Documents))
	for d, doc := range r.Documents {
		index[doc] = d
	}
	return reading{&ordered, index}
}

func byKey(a, b verify.Standing) int { return cmp.Compare(a.Key, b.Key) }

func byPlace(a, b verify.Finding) int {
	return cmp.Or(
		cmp.Compare(a.Where.Document, b.Where.Document),
		cmp.Compare(a.Where.Span.Start, b.Where.Span.Start),
	)
}

func inOrder[T any](list []T, compare func(a, b T) int) []T {
	if slices.IsSortedFunc(list, compare) {
		return list
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, compare)
	return list
}

// findings are those of document d, in the order of the text.
func (r reading) findings(d int) []verify.Finding {
	all := r.Findings
	from := sort.Search(len(all), func(i int) bool { return all[i].Where.Document >= d })
	to := from + sort.Search(len(all)-from, func(i int) bool { return all[from+i].Where.Document > d })
	return all[from:to]
}

// key is that of the source that citation i of d names, and for a
// back-reference that resolves to one, of the source that it repeats. It is
// empty where there is none.
func (r reading) key(d *verify.Document, i int) string {
	if c := d.Resolve(i); c != nil && c.Link() != "" {
		return verify.Key(c.Link())
	}
	return ""
}

// link is the URL that f is about: that of its citation, or of the note that
// this refers back to; empty where there is none, more than one, or where the
// reference itself is what f is about.
func (r reading) link(f *verify.Finding) string {
	i, ok := f.Where.Citation()
	if !ok {
		return ""
	}
	d := r.Documents[f.Where.Document]
	c := &d.Citations[i]
	if c.Link() == "" && !strings.HasPrefix(f.Rule, "ibid-") && !strings.HasPrefix(f.Rule, "supra-") {
		c = d.Resolve(i)
	}
	if c == nil {
		return ""
	}
	return plain(c.Link())
}

// unsaid is evidence without what says a URL that is shown above it, and no more.
func unsaid(evidence []string, shown string) []string {
	return slices.DeleteFunc(slices.Clone(evidence), func(e string) bool {
		return shown != "" && (e == "The URL: "+shown || e == "As printed: "+shown)
	})
}

// checks are those of citation i of d.
func (r reading) checks(d *verify.Document, i int) []verify.Check {
	return r.Checks[verify.Ref{Document: r.index[d], Citation: i}]
}

// standing is what is known of the source that citation i of d names; nil
// where there is none.
func (r reading) standing(d *verify.Document, i int) *verify.Standing {
	key := r.key(d, i)
	if key == "" {
		return nil
	}
	return byKeyIn(r.Sources, key)
}

// repaired is what the visit of the repair of s showed; nil where it was not
// visited.
func (r reading) repaired(s *verify.Standing) *verify.Standing {
	if s.Repair == nil {
		return nil
	}
	return byKeyIn(r.Repaired, verify.Key(s.Repair.URL))
}

func byKeyIn(list []verify.Standing, key string) *verify.Standing {
	at := sort.Search(len(list), func(i int) bool { return list[i].Key >= key })
	if at == len(list) || list[at].Key != key {
		return nil
	}
	return &list[at]
}

// citationsOf is the half-open range of the citations of note n in
// d.Citations, which are in the order printed.
func citationsOf(d *verify.Document, n int) (from, to int) {
	from = firstCitation(d, n)
	to = from
	for to < len(d.Citations) && d.Citations[to].Note == n {
		to++
	}
	return from, to
}

// firstCitation is where the citations of note n begin in d.Citations.
func firstCitation(d *verify.Document, n int) int {
	return sort.Search(len(d.Citations), func(i int) bool { return d.Citations[i].Note >= n })
}

// within is the place of citation i among those of its note, from 0.
func within(d *verify.Document, i int) int { return i - firstCitation(d, d.Citations[i].Note) }

// noteOf is the note that f is about; nil for none.
func (r reading) noteOf(f *verify.Finding) *verify.Note {
	n, ok := f.Where.Note()
	if !ok {
		return nil
	}
	return &r.Documents[f.Where.Document].Notes[n]
}

// placeOf is where an editor finds what f is about; the zero Place for a
// document as a whole.
func (r reading) placeOf(f *verify.Finding) verify.Place {
	if _, ok := f.Where.Note(); !ok && f.Where.Span == (verify.Span{}) {
		return verify.Place{}
	}
	return r.Documents[f.Where.Document].Place(f.Where.Span.Start)
}

// series is that of n; 1 for a note that no one has given one.
func series(n *verify.Note) int { return max(1, n.Series) }

// sentence is the sentence of the body that the call at closes.
func sentence(d *verify.Document, call verify.Span) string { return d.Sentence(call).Of(d.Text) }
