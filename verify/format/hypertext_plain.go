package format

import (
	"slices"
	"sort"
	"strconv"

	"loccit/verify"
)

// plainNotes finds notes in pages without a link between calls and notes: raised
// numbers in the text, and a list or lines with the same numbers. It is asked
// only where links showed nothing, and believed only where every number from 1
// to the last is called.
func (h *hypertext) plainNotes(d *verify.Document) {
	chain := h.raisedChain()
	if len(chain) < 2 {
		return
	}
	if list := h.listOf(len(chain), chain[len(chain)-1].Start); list != nil {
		for i, item := range list {
			d.Notes = append(d.Notes, verify.Note{Label: strconv.Itoa(i + 1), Series: 1, Span: item, Calls: []verify.Span{chain[i]}})
		}
		return
	}
	notes, _ := findNotes(&sheet{text: d.Text, places: d.Places})
	called := 0
	for i := range notes {
		notes[i].Calls = slices.DeleteFunc(notes[i].Calls, func(c verify.Span) bool { return !h.isRaised(c) })
		called += min(1, len(notes[i].Calls))
	}
	if called == len(notes) && called >= 2 {
		d.Notes = notes
	}
}

// raisedChain are the raised numbers 1, 2, 3, … as they follow each other.
func (h *hypertext) raisedChain() []verify.Span {
	var chain []verify.Span
	for _, s := range h.raised {
		if label, _ := mark(h.whole[s.Start:s.End]); label == strconv.Itoa(len(chain)+1) {
			chain = append(chain, s)
		}
	}
	return chain
}

func (h *hypertext) isRaised(s verify.Span) bool {
	at := sort.Search(len(h.raised), func(i int) bool { return h.raised[i].End > s.Start })
	return at < len(h.raised) && h.raised[at].Holds(s)
}

// listOf is the one numbered list of n items after an offset; nil where there
// are several, or none.
func (h *hypertext) listOf(n, after int) []verify.Span {
	lists := map[int][]verify.Span{}
	var order []int
	for i := range h.elements {
		e := &h.elements[i]
		if e.ordinal == "" || e.nav || e.span.Start < after {
			continue
		}
		if lists[e.parent] == nil {
			order = append(order, e.parent)
		}
		lists[e.parent] = append(lists[e.parent], e.span)
	}
	var found []verify.Span
	for _, parent := range order {
		switch {
		case len(lists[parent]) != n:
		case found != nil:
			return nil
		default:
			found = lists[parent]
		}
	}
	return found
}
