package format

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// oneWay finds the notes that do not lead back, where the evidence is certain,
// and further calls of notes that are known.
func (p *pairing) oneWay() {
	for i := range p.jumps {
		link := p.jumps[i].from
		note := p.target(i, false)
		if p.role[link] != noRole || note < 0 || p.holds(p.home(note), link) {
			continue
		}
		if n := p.noteAt[note]; n != nil && p.alike(link, n) || p.noteAt[note] == nil && p.certain(link, note) {
			p.role[link] = callRole
			found := p.note(note)
			found.calls = append(found.calls, link)
		}
	}
}

// alike tells whether a link looks as the calls of note n do.
func (p *pairing) alike(link int, n *linkedNote) bool {
	if _, ok := p.asCall(link); !ok || len(n.calls) == 0 {
		return false
	}
	first := n.calls[0]
	a, _ := mark(p.words(link))
	b, _ := mark(p.words(first))
	return a == b && p.elements[link].raised == p.elements[first].raised && p.bracketed(link) == p.bracketed(first)
}

// certain tells whether a link without a way back is a call all the same: its
// author says so, or it looks like one and leads to a piece of text that has
// the same number.
func (p *pairing) certain(link, note int) bool {
	e := &p.elements[note]
	if e.heading || e.nav || p.headed(note) {
		return false
	}
	if _, ok := p.asCall(link); !ok {
		return false
	}
	if p.hinted(link, hintCall) {
		return true
	}
	if !p.elements[link].raised && !p.bracketed(link) {
		return false
	}
	label, _ := mark(p.words(link))
	home := p.home(note)
	if home < 0 || p.elements[home].root {
		return false
	}
	if p.elements[home].ordinal == label || e.hint == hintNote {
		return true
	}
	return p.elements[note].span.Start-p.elements[home].span.Start <= len(label)+4 && p.startsWith(home, label)
}

// headed tells whether an element holds a heading: it is a chapter, then.
func (p *pairing) headed(i int) bool {
	at := sort.SearchInts(p.headings, i)
	return at < len(p.headings) && p.headings[at] <= p.elements[i].last
}

// startsWith tells whether the words of an element start with a label.
func (p *pairing) startsWith(i int, label string) bool {
	return labelLen(p.words(i), label) > 0
}

// labelLen is how many bytes at the start of words print label, with its
// brackets or full stop and the white space after it; 0 where it is not there.
func labelLen(words, label string) int {
	rest := strings.TrimLeft(words, "[({ \u00a0")
	n := 0
	for n < len(rest) && n < 2*len(label) && plainDigits(rest[:n]) != label {
		n += runeLen(rest[n:])
	}
	rest, has := rest[n:], plainDigits(rest[:n]) == label
	after := strings.TrimLeft(rest, "])}.: \u00a0\n\t")
	if label == "" || !has || after == rest && rest != "" {
		return 0
	}
	return len(words) - len(after)
}

func runeLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}

// uncalled finds the notes that nothing points to: those that say that they
// are notes, those that stand among others, and those whose way back leads to
// a call that is not there.
func (p *pairing) uncalled() {
	named, fragments := shapes{}, shapes{}
	for _, n := range p.notes {
		for _, id := range p.idsOf(n.target) {
			named.add(id)
		}
		for _, b := range n.backs {
			fragments.add(p.fragment(b))
		}
	}
	taken := p.homes()
	for i := range p.elements {
		e := &p.elements[i]
		if !p.likeNote(i) || p.covered(taken, i) {
			continue
		}
		if e.hint == hintNote && e.isBlock && !p.headed(i) || p.leadsBack(i, named, fragments) || e.name == "li" && p.among(i, taken, named) {
			p.note(i)
			taken = append(taken, p.home(i))
			sort.Ints(taken)
		}
	}
}

// likeNote tells an element that may be a note nothing points to, or its way back.
func (p *pairing) likeNote(i int) bool {
	e := &p.elements[i]
	return (e.hint == hintNote || e.name == "li" || p.lost(i)) && !e.nav && !e.heading && e.span.Len() > 0
}

// lost tells of a link that it leads to an id that is not there, and is neither call
// nor way back so far.
func (p *pairing) lost(i int) bool {
	at := p.jumpOf[i]
	return at >= 0 && p.role[i] == noRole && p.jumps[at].to < 0
}

// homes are the blocks of the notes that are known.
func (p *pairing) homes() []int {
	homes := make([]int, 0, len(p.notes))
	for _, n := range p.notes {
		homes = append(homes, p.home(n.target))
	}
	sort.Ints(homes)
	return homes
}

// covered tells whether an element lies within a block of taken, or holds one.
func (p *pairing) covered(taken []int, i int) bool {
	at := sort.SearchInts(taken, i)
	if at < len(taken) && taken[at] <= p.elements[i].last {
		return true
	}
	for k := at - 1; k >= 0 && k >= at-3; k-- {
		if p.holds(taken[k], i) {
			return !p.elements[taken[k]].root
		}
	}
	return false
}

// leadsBack tells whether link i stands where a note starts or ends and leads
// to a call that is not there: in another file, or gone.
func (p *pairing) leadsBack(i int, named, fragments shapes) bool {
	if !p.lost(i) {
		return false
	}
	home := p.home(i)
	if home < 0 || p.elements[home].root || p.headed(home) {
		return false
	}
	own := slices.Concat(p.idsOf(i), p.idsOf(home))
	if p.hinted(i, hintBack) || isArrow(p.words(i)) && p.words(i) != "" {
		return len(own) > 0
	}
	if _, ok := mark(p.words(i)); !ok || !p.startsLine(i) || p.elements[i].span.End >= p.elements[home].span.End {
		return false
	}
	for _, id := range own {
		if named.has(id) || fragments.has(p.fragment(i)) || p.jumps[p.jumpOf[i]].away {
			return true
		}
	}
	return false
}

func (p *pairing) fragment(link int) string {
	_, f, _ := strings.Cut(p.elements[link].href, "#")
	return f
}

// among tells whether a list item stands in one list with notes, and is named
// as they are.
func (p *pairing) among(i int, taken []int, named shapes) bool {
	e := &p.elements[i]
	if e.parent < 0 || !slices.ContainsFunc(p.idsOf(i), named.has) {
		return false
	}
	at := sort.SearchInts(taken, e.parent)
	return at < len(taken) && p.holds(e.parent, taken[at])
}

// missing are the calls of notes that are not there: links that look as calls
// do, and that lead to an id that nothing has.
func (p *pairing) missing() []int {
	called := shapes{}
	for _, n := range p.notes {
		for _, c := range n.calls {
			called.add(p.fragment(c))
		}
	}
	var found []int
	for i := range p.jumps {
		j := &p.jumps[i]
		if p.role[j.from] != noRole || j.to >= 0 || j.away {
			continue
		}
		if _, ok := p.asCall(j.from); !ok || p.inNote(j.from) && p.startsLine(j.from) {
			continue
		}
		e := &p.elements[j.from]
		likely := (e.raised || p.bracketed(j.from)) && (called.has(p.fragment(j.from)) || namesNote(p.fragment(j.from)))
		if p.hinted(j.from, hintCall) || likely {
			found = append(found, j.from)
		}
	}
	return found
}

// inNote tells whether an element is part of a note that is known.
func (p *pairing) inNote(i int) bool {
	b := p.elements[i].block
	for up := 0; b >= 0 && up < 4; up++ {
		if p.noteAt[b] != nil {
			return true
		}
		b = p.elements[b].parent
	}
	return false
}

// namesNote tells whether an id speaks of notes.
func namesNote(id string) bool {
	low := strings.ToLower(id)
	for _, word := range []string{"note", "ftn", "fn", "edn", "cite"} {
		if strings.Contains(low, word) {
			return true
		}
	}
	return false
}
