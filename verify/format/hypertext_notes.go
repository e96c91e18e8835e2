package format

import (
	"slices"
	"sort"
	"strings"

	"loccit/verify"
)

// document finds the notes of the hypertext, and is the whole as one document.
func (h *hypertext) document() *verify.Document {
	h.whole, h.text = string(h.text), nil
	p := newPairing(h)
	p.find()
	l := &layout{pairing: p}
	l.extend()
	d := &verify.Document{Title: h.title, Text: h.whole, Places: h.places()}
	d.Notes = l.printed()
	for _, link := range p.missing() {
		label, ok := p.callLabel(link)
		if !ok {
			label = h.words(link)
		}
		d.Missing = append(d.Missing, verify.Call{Label: label, Span: p.outer(link)})
	}
	if len(d.Notes) == 0 && len(d.Missing) == 0 {
		h.plainNotes(d)
	}
	d.Links = p.targets()
	d.Italics = p.titles()
	d.Blocks = h.quoted
	slices.SortStableFunc(d.Blocks, bySpan)
	return d
}

// titles are the words in italics, sorted; the letters of ways back are none.
func (p *pairing) titles() []verify.Span {
	titles := make([]verify.Span, 0, len(p.italics))
	for _, s := range p.italics {
		at := sort.Search(len(p.jumps), func(i int) bool { return p.elements[p.jumps[i].from].span.Start > s.Start }) - 1
		if at < 0 || p.elements[p.jumps[at].from].span.End < s.End {
			titles = append(titles, s)
		}
	}
	slices.SortStableFunc(titles, bySpan)
	return titles
}

func bySpan(a, b verify.Span) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return b.End - a.End
}

// targets are the links that lead out of the document.
func (p *pairing) targets() []verify.Link {
	links := make([]verify.Link, 0, len(p.links)-len(p.jumps))
	for _, i := range p.links {
		e := &p.elements[i]
		if at := p.jumpOf[i]; at >= 0 && !p.jumps[at].away {
			continue
		}
		if target := outside(e.href); target != "" {
			links = append(links, verify.Link{Span: e.span, Target: target})
		}
	}
	if len(links) == 0 {
		return nil
	}
	return links
}

// outside is the address of a source that href names; empty where it leads
// elsewhere within the same site, for nobody knows where the document came from.
func outside(href string) string {
	if strings.HasPrefix(href, "//") {
		return "https:" + href
	}
	scheme, _, ok := strings.Cut(href, ":")
	if !ok {
		return ""
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp", "doi", "urn", "info":
		return href
	}
	return ""
}

// A layout tells where each note starts and ends.
type layout struct {
	*pairing
	order []*placedNote
	near  int // the place in links where a way back was looked for last
}

type placedNote struct {
	*linkedNote
	unit int // the element that holds the note, and perhaps others
	span verify.Span
}

// extend gives every note its words. A note reaches from its anchor to the
// next note, or to the end of the block that holds it; a list of notes gives
// what stands between two notes to the first.
func (l *layout) extend() {
	placed := make([]placedNote, len(l.notes))
	l.order = make([]*placedNote, len(l.notes))
	for i, n := range l.notes {
		unit, start := l.begin(n.target)
		placed[i] = placedNote{n, unit, verify.Span{Start: start, End: max(start, l.elements[unit].span.End)}}
		l.order[i] = &placed[i]
	}
	slices.SortFunc(l.order, func(a, b *placedNote) int {
		if a.span.Start != b.span.Start {
			return a.span.Start - b.span.Start
		}
		return a.target - b.target
	})
	l.unite()
	for i, n := range l.order {
		next := len(l.whole)
		if i+1 < len(l.order) {
			next = l.order[i+1].span.Start
		}
		if next < n.span.End {
			n.span.End = next
			continue
		}
		l.climb(n)
		l.follow(n, next)
	}
	for _, n := range l.order {
		n.span = trimSpan(l.whole, n.span)
	}
}

// unite makes one note of two that start at one place: an anchor and the
// block around it.
func (l *layout) unite() {
	l.order = slices.CompactFunc(l.order, func(a, b *placedNote) bool {
		if a.span.Start != b.span.Start || a.span.Len() == 0 {
			return false
		}
		a.calls = append(a.calls, b.calls...)
		a.backs = append(a.backs, b.backs...)
		return true
	})
}

// begin is the element that holds the note of target, and where it starts.
func (l *layout) begin(target int) (unit, start int) {
	e := &l.elements[target]
	if e.isBlock && e.span.Len() > 0 && e.name != "td" && e.name != "th" {
		return target, e.span.Start
	}
	home := l.home(target)
	if home < 0 {
		return target, e.span.Start
	}
	h := l.elements[home].span
	if e.block >= 0 && l.elements[e.block].name == "dt" {
		return e.block, l.elements[e.block].span.Start
	}
	if e.span.Start < h.Start || e.span.Start > h.End {
		return home, h.Start
	}
	line := h.Start + 1 + strings.LastIndexByte(l.whole[h.Start:e.span.Start], '\n')
	if strings.TrimFunc(l.whole[line:e.span.Start], isEdge) == "" {
		return home, line
	}
	return home, e.span.Start
}

// climb lets a note have the block around its first one, where that block
// holds nothing else and stands among others of its kind.
func (l *layout) climb(n *placedNote) {
	for {
		u := &l.elements[n.unit]
		if u.parent < 0 || l.elements[u.parent].root {
			return
		}
		up := &l.elements[u.parent]
		if up.span.Start != u.span.Start && up.isBlock || l.starts(up.span) > 1 || l.called(n.span.End, up.span.End) {
			return
		}
		among := up.parent >= 0 && l.starts(l.elements[up.parent].span) > 1 && !l.elements[up.parent].root
		if !among && !l.ofNotes(u.parent) && up.isBlock && up.name != "tr" {
			return
		}
		n.unit = u.parent
		n.span.End = max(n.span.End, up.span.End)
	}
}

// starts counts the notes that start within a span.
func (l *layout) starts(s verify.Span) int {
	from := sort.Search(len(l.order), func(i int) bool { return l.order[i].span.Start >= s.Start })
	n := 0
	for i := from; i < len(l.order) && l.order[i].span.Start < s.End && n < 2; i++ {
		n++
	}
	return n
}

// called tells whether the call of a note stands between two offsets.
func (l *layout) called(from, to int) bool {
	at := sort.Search(len(l.links), func(i int) bool { return l.elements[l.links[i]].span.Start >= from })
	for ; at < len(l.links) && l.elements[l.links[at]].span.Start < to; at++ {
		if l.role[l.links[at]] == callRole {
			return true
		}
	}
	return false
}

// ofNotes tells whether an element is said to be a note or a list of notes.
func (l *layout) ofNotes(i int) bool {
	e := &l.elements[i]
	if e.hint == hintNote || e.hint == hintList {
		return true
	}
	return slices.ContainsFunc(l.idsOf(i), namesNote)
}

// follow gives a note the blocks after its own, up to the next note, where
// they stand in a list of notes.
func (l *layout) follow(n *placedNote, next int) {
	u := &l.elements[n.unit]
	list := u.parent
	for list >= 0 && !l.elements[list].isBlock {
		list = l.elements[list].parent
	}
	if list < 0 || l.elements[list].root || u.name == "li" {
		return
	}
	end := min(next, l.elements[list].span.End)
	last := next > l.elements[list].span.End || next == len(l.whole)
	if u.name != "dt" && (last && !l.ofNotes(list) || !l.listsNotes(list)) {
		return
	}
	if end = l.headingAfter(n.unit, end); end > n.span.End && !l.called(n.span.End, end) {
		n.span.End = end
	}
}

// listsNotes tells whether the first words of an element are those of a note,
// or a line that announces notes.
func (l *layout) listsNotes(i int) bool {
	s := l.elements[i].span
	first := sort.Search(len(l.order), func(k int) bool { return l.order[k].span.Start >= s.Start })
	if first == len(l.order) {
		return false
	}
	before := strings.TrimSpace(l.whole[s.Start:max(s.Start, l.order[first].span.Start)])
	return len(before) <= 40 && !strings.Contains(before, "\n")
}

// headingAfter is where the first heading after an element starts, or end.
func (l *layout) headingAfter(unit, end int) int {
	for i := l.elements[unit].last + 1; i < len(l.elements); i++ {
		e := &l.elements[i]
		if e.span.Start >= end {
			return end
		}
		if e.heading && e.span.Len() > 0 {
			return e.span.Start
		}
	}
	return end
}

// printed are the notes as they are printed, without those that have no words
// of their own and no call: headings and menus that point at each other.
func (l *layout) printed() []verify.Note {
	notes := make([]verify.Note, 0, len(l.order))
	calls := make([]verify.Span, 0, len(l.order)) // of all notes, in one row
	var s series
	for _, n := range l.order {
		label := l.label(n)
		span := l.strip(n, label)
		if span.Len() == 0 && (len(n.calls) == 0 || !l.ofNotes(n.target)) {
			for _, c := range n.calls {
				l.role[c] = noRole
			}
			continue
		}
		note := verify.Note{Label: label, Series: s.of(label), Span: span}
		first := len(calls)
		for _, c := range n.calls {
			calls = append(calls, l.outer(c))
		}
		if len(n.calls) > 0 {
			note.Calls = slices.Clip(calls[first:])
			slices.SortFunc(note.Calls, bySpan)
		}
		notes = append(notes, note)
	}
	return notes
}

// label is what is printed for a note: at its call, by its list, or before it.
func (l *layout) label(n *placedNote) string {
	for _, c := range n.calls {
		if label, ok := l.callLabel(c); ok {
			return label
		}
	}
	if o := l.elements[n.unit].ordinal; o != "" {
		return o
	}
	for _, b := range append(slices.Clone(n.backs), n.target) {
		if label, ok := mark(l.words(b)); ok && l.elements[b].span.Start-n.span.Start < 8 {
			return label
		}
	}
	words := l.whole[n.span.Start:min(n.span.End, n.span.Start+24)]
	if first := strings.Fields(words); len(first) > 0 {
		if label, ok := mark(first[0]); ok && labelNumber(label) > 0 && len(first[0]) > len(label) {
			return label
		}
	}
	return ""
}

// strip is the span of a note without its number and its ways back.
func (l *layout) strip(n *placedNote, label string) verify.Span {
	s, found := l.stripStart(n, n.span)
	if !found && l.elements[n.unit].ordinal == "" {
		s.Start += labelLen(l.whole[s.Start:min(s.End, s.Start+len(label)+16)], label)
	}
	s.Start = min(s.Start, s.End)
	return trimSpan(l.whole, l.stripEnd(n, trimSpan(l.whole, s)))
}

func (l *layout) stripStart(n *placedNote, s verify.Span) (verify.Span, bool) {
	found := false
	for range maxBacks {
		from, to := s.Start, l.skip(s, isEdge)
		if !found && to > from && l.whole[from] == '^' {
			to += 24 // “^ Jump up to: a b”
		}
		link := l.backAt(n, from, to)
		if link < 0 || l.elements[link].span.Start >= s.End {
			break
		}
		s.Start, found = min(l.elements[link].span.End, s.End), true
	}
	if found {
		s.Start = l.skip(s, func(r rune) bool { return isEdge(r) && !strings.ContainsRune("[({", r) })
	}
	return s, found
}

// maxBacks bounds how many ways back one note is cleared of.
const maxBacks = 256

// skip is the offset of the first character of s that does not fit.
func (l *layout) skip(s verify.Span, fits func(rune) bool) int {
	rest := l.whole[s.Start:min(s.End, s.Start+64)]
	trimmed := strings.TrimLeftFunc(rest, fits)
	return s.Start + len(rest) - len(trimmed)
}

func (l *layout) stripEnd(n *placedNote, s verify.Span) verify.Span {
	for range maxBacks {
		tail := l.whole[max(s.Start, s.End-64):s.End]
		at := s.End - len(tail) + len(strings.TrimRightFunc(tail, func(r rune) bool {
			return isEdge(r) && r != '.'
		}))
		link := l.backAt(n, max(s.Start, at-64), s.End)
		for link >= 0 && l.elements[link].span.End < at {
			link = l.backAt(n, l.elements[link].span.End, s.End)
		}
		if link < 0 || l.elements[link].span.End > s.End {
			return s
		}
		s.End = l.elements[link].span.Start
		open := strings.TrimRight(l.whole[s.Start:s.End], " \u00a0\n[(")
		s.End = s.Start + len(open)
	}
	return s
}

// linkFrom is the place in links of the first that starts at offset from or behind
// it; it is looked for around place near.
func (l *layout) linkFrom(from, near int) int {
	start := func(k int) int { return l.elements[l.links[k]].span.Start }
	lo, hi, step := near, near, 1
	for ; lo > 0 && start(lo-1) >= from; step *= 2 {
		lo, hi = max(0, lo-step), lo
	}
	for step = 1; hi < len(l.links) && start(hi) < from; step *= 2 {
		lo, hi = hi, min(len(l.links), hi+step)
	}
	return lo + sort.Search(hi-lo, func(k int) bool { return start(lo+k) >= from })
}

// backAt is the first way back of note n, of some words, that starts between
// two offsets, both included; -1 for none.
func (l *layout) backAt(n *placedNote, from, to int) int {
	l.near = l.linkFrom(from, l.near)
	for _, i := range l.links[l.near:] {
		e := &l.elements[i]
		if e.span.Start > to {
			break
		}
		if e.span.Len() > 0 && l.jumping(i) && (l.role[i] == backRole || isArrow(l.words(i)) || i == n.target || l.hinted(i, hintBack) || l.lettered(n, i)) {
			return i
		}
	}
	return -1
}

// lettered tells whether a link is one of the several ways back of a note that
// is called more than once, “^ a b c”: a letter that leads to a call of the
// note, or, behind an arrow, to one that is not there any more.
func (l *layout) lettered(n *placedNote, link int) bool {
	words := strings.Trim(l.words(link), "[]() .,\u00a0")
	if len(words) != 1 || words[0] < 'a' || words[0] > 'z' || l.role[link] == callRole {
		return false
	}
	to := l.jumps[l.jumpOf[link]].to
	if to < 0 {
		return l.afterArrow(l.elements[link].span.Start)
	}
	at := l.elements[to].span
	return slices.ContainsFunc(n.calls, func(c int) bool {
		call := l.elements[c].span
		return at.Start <= call.Start && call.End <= at.End && at.Len() <= call.Len()+4 || at.Len() == 0 && at.Start <= call.Start && call.Start-at.Start <= 2
	})
}
