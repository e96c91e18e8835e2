package format

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// A pairing finds notes in a hypertext by links that point at each other: a
// call leads to its note, and the note leads back. What elements and ids are
// called matters little; books name them in a hundred ways.
type pairing struct {
	*hypertext
	jumps    []jump
	jumpOf   []int         // of each element; -1 where it is no link within the hypertext
	notes    []*linkedNote // as they are found
	noteAt   []*linkedNote // of each element; nil where it is no note
	room     []linkedNote  // for notes to come
	linked   []int         // room for the calls and backs of notes, most of which have one of each
	role     []linkRole    // of each element
	headings []int         // elements
	around   []int         // room for the links of near
}

type linkRole uint8

const (
	noRole linkRole = iota
	callRole
	backRole
)

// A linkedNote is a note as the links show it.
type linkedNote struct {
	target int   // the element that its calls lead to
	calls  []int // links
	backs  []int // links
}

func newPairing(h *hypertext) *pairing {
	n := len(h.elements)
	p := &pairing{hypertext: h, jumps: h.jumps(), jumpOf: make([]int, n), noteAt: make([]*linkedNote, n), role: make([]linkRole, n)}
	for i := range h.elements {
		p.jumpOf[i] = -1
		if h.elements[i].heading {
			p.headings = append(p.headings, i)
		}
	}
	for i, j := range p.jumps {
		p.jumpOf[j.from] = i
	}
	return p
}

// find finds the notes: those that pairs prove first, then those that lack a
// way back or a call.
func (p *pairing) find() {
	p.pairs()
	p.oneWay()
	p.uncalled()
}

// A pair is a call and a link that leads back to it.
type pair struct {
	call, back, note int
	score            int
}

// pairs finds the links that point at each other. Which of two is the call is
// told by how each looks.
func (p *pairing) pairs() {
	found := make([]pair, 0, len(p.jumps)/2)
	weighed := make([]int32, len(p.elements))
	for i := range p.jumps {
		back, to := p.jumps[i].from, p.target(i, true)
		for _, call := range p.near(to) {
			if weighed[to]++; weighed[to] > maxWeighed {
				break
			}
			if f, ok := p.judge(call, back); ok {
				found = append(found, f)
			}
		}
	}
	best := bestPairs(found)
	p.notes, p.room, p.linked = make([]*linkedNote, 0, len(best)), make([]linkedNote, 0, len(best)), make([]int, 0, 2*len(best))
	for _, f := range best {
		p.accept(f)
	}
}

// bestPairs are the pairs with the better one alone of two that have the same
// links the other way round, the best first.
func bestPairs(all []pair) []pair {
	ends := func(f pair) (int, int) { return min(f.call, f.back), max(f.call, f.back) }
	slices.SortFunc(all, func(a, b pair) int {
		a1, a2 := ends(a)
		b1, b2 := ends(b)
		return cmp.Or(a1-b1, a2-b2, b.score-a.score)
	})
	all = slices.CompactFunc(all, func(a, b pair) bool {
		a1, a2 := ends(a)
		b1, b2 := ends(b)
		return a1 == b1 && a2 == b2
	})
	slices.SortFunc(all, func(a, b pair) int {
		return cmp.Or(b.score-a.score, a.call*2+a.back-b.call*2-b.back, a.call-b.call)
	})
	return all
}

// maxWeighed bounds how many pairs are weighed for the ways back to one
// element: thousands of them are no book's.
const maxWeighed = 1 << 14

// accept takes a pair, unless a better one used its links the other way.
func (p *pairing) accept(f pair) {
	if p.role[f.call] == backRole || p.role[f.back] == callRole {
		return
	}
	p.role[f.call], p.role[f.back] = callRole, backRole
	n := p.note(f.note)
	if !slices.Contains(n.calls, f.call) {
		n.calls = p.withLink(n.calls, f.call)
	}
	if !slices.Contains(n.backs, f.back) {
		n.backs = p.withLink(n.backs, f.back)
	}
}

// withLink is links with one more. The first of them takes no memory of its own.
func (p *pairing) withLink(links []int, link int) []int {
	if len(links) > 0 {
		return append(links, link)
	}
	p.linked = append(p.linked, link)
	return p.linked[len(p.linked)-1 : len(p.linked) : len(p.linked)]
}

func (p *pairing) note(target int) *linkedNote {
	n := p.noteAt[target]
	if n == nil {
		if len(p.room) == cap(p.room) {
			p.room = make([]linkedNote, 0, 64)
		}
		p.room = append(p.room, linkedNote{target: target})
		n = &p.room[len(p.room)-1]
		p.notes, p.noteAt[target] = append(p.notes, n), n
	}
	return n
}

// target is the element that jump i leads to, -1 for none. Where chapters were
// put together and an id is there several times, a call means the next one and
// a way back the one before; where there are as many jumps as elements, the
// third means the third.
func (p *pairing) target(i int, back bool) int {
	j := &p.jumps[i]
	if j.double == nil {
		return j.to
	}
	elements := j.double.elements
	if len(elements) == j.double.jumps {
		return elements[j.rank]
	}
	at := sort.SearchInts(elements, j.from)
	if back {
		at--
	}
	return elements[min(max(at, 0), len(elements)-1)]
}

// near are the links that a way back to element t may mean: t itself, the link
// around it, those within it, or its neighbours, where t is an empty anchor. They
// hold until it is asked again.
func (p *pairing) near(t int) []int {
	const enough = 64 // calls of one paragraph
	if t < 0 {
		return nil
	}
	found := p.around[:0]
	for i, up := t, 0; i >= 0 && up < 4; i, up = p.elements[i].parent, up+1 {
		if p.elements[i].href != "" {
			found = append(found, i)
		}
	}
	at := sort.SearchInts(p.links, t)
	from := at
	if from < len(p.links) && p.links[from] == t {
		from++
	}
	for _, l := range p.links[from:min(len(p.links), from+enough)] {
		if !p.holds(t, l) && !p.adjacent(t, l) {
			break
		}
		if p.inParagraph(t, l) {
			found = append(found, l)
		}
	}
	if at > 0 && p.adjacent(p.links[at-1], t) {
		found = append(found, p.links[at-1])
	}
	p.around = found
	return found
}

// inParagraph tells whether an element that a way back leads to is no more
// than the paragraph of a call: "back to the top" leads to a page or a chapter.
func (p *pairing) inParagraph(t, call int) bool {
	if !p.elements[t].isBlock {
		return true
	}
	b := p.elements[call].block
	if b == t || b < 0 {
		return !p.elements[t].root
	}
	return p.elements[b].parent == t && (p.elements[t].item || p.elements[t].name == "blockquote")
}

// adjacent tells whether only brackets and white space stand between two
// elements of one block, a first.
func (p *pairing) adjacent(a, b int) bool {
	x, y := &p.elements[a], &p.elements[b]
	gap := y.span.Start - x.span.End
	return x.block == y.block && gap >= 0 && gap <= 4 &&
		strings.Trim(p.whole[x.span.End:y.span.Start], "[]() \n") == ""
}

// judge weighs whether call and back are a pair.
func (p *pairing) judge(call, back int) (pair, bool) {
	i := p.jumpOf[call]
	if i < 0 || call == back {
		return pair{}, false
	}
	note := p.target(i, false)
	if note < 0 || !p.holds(p.home(note), back) || p.holds(p.home(note), call) && !p.line(note, back) {
		return pair{}, false
	}
	c, ok := p.asCall(call)
	if !ok {
		return pair{}, false
	}
	b, ok := p.asBack(back, call, note)
	if !ok {
		return pair{}, false
	}
	score := 2 * (c + b)
	if call < back {
		score++
	}
	return pair{call, back, note, score}, true
}

// line tells whether two elements stand in one line of a block whose lines br
// divides.
func (p *pairing) line(a, b int) bool {
	from, to := p.elements[a].span.Start, p.elements[b].span.Start
	return strings.IndexByte(p.whole[min(from, to):max(from, to)], '\n') < 0
}

// asCall weighs what speaks for a link as the call of a note.
func (p *pairing) asCall(link int) (int, bool) {
	e := &p.elements[link]
	if e.nav {
		return 0, false
	}
	score := 0
	hinted := p.hinted(link, hintCall)
	label, ok := p.callLabel(link)
	start := p.startsLine(link)
	bracketed := p.bracketed(link)
	switch {
	case hinted:
		score += 4
	case !ok:
		return 0, false
	case !e.raised && !bracketed && (start || strings.Contains(label, " ")):
		return 0, false
	}
	if p.hinted(link, hintBack) {
		score -= 4
	}
	if e.raised {
		score++
	}
	if start {
		score -= 2
	}
	return score, true
}

// callLabel is what a call prints. In square brackets and raised it may be
// anything short: groups of notes have names of their own.
func (p *pairing) callLabel(link int) (string, bool) {
	words := p.words(link)
	if label, ok := mark(words); ok {
		return label, true
	}
	if len(words) > 40 || !p.elements[link].raised || !p.bracketed(link) {
		return "", false
	}
	label := strings.TrimSpace(strings.Trim(words, "[]()"))
	return label, label != ""
}

// asBack weighs what speaks for a link as the way back from a note to call.
func (p *pairing) asBack(link, call, note int) (int, bool) {
	e := &p.elements[link]
	if e.nav || e.heading || p.elements[note].heading {
		return 0, false
	}
	score, ok := 0, false
	if p.hinted(link, hintBack) {
		score, ok = score+4, true
	}
	words := p.words(link)
	if isArrow(words) {
		score, ok = score+4, true
	}
	if p.startsLine(link) {
		score, ok = score+2, true
	}
	own, _ := mark(words)
	if its, isMark := mark(p.words(call)); isMark && own == its {
		score, ok = score+1, true
	}
	if n := &p.elements[note]; n.isBlock || n.hint == hintNote {
		score++
	}
	return score, ok
}

// hinted tells whether a link, or what is hardly more than the link, is said
// to be what hint says.
func (p *pairing) hinted(link int, want hint) bool {
	size := p.elements[link].span.Len()
	for i, up := link, 0; i >= 0 && up < 4; i, up = p.elements[i].parent, up+1 {
		e := &p.elements[i]
		if e.hint == want {
			return true
		}
		if e.isBlock || e.span.Len() > size+2 {
			return false
		}
	}
	return false
}

// home is the block that the words of a note begin in. An anchor in a block
// of its own announces the block after it.
func (p *pairing) home(target int) int {
	b := p.elements[target].block
	if b < 0 {
		return -1
	}
	if p.elements[b].item && p.elements[b].name != "li" && p.elements[b].name != "dd" {
		if up := p.elements[b].parent; up >= 0 && (p.elements[b].name == "td" || p.elements[b].name == "th" || p.elements[b].name == "dt") {
			return up
		}
	}
	if p.elements[b].span.Len() > 0 {
		return b
	}
	for i := b + 1; i < len(p.elements) && i < b+8; i++ {
		if p.elements[i].isBlock && p.elements[i].span.Len() > 0 {
			return i
		}
	}
	return b
}

// startsLine tells of a jump whether nothing but brackets, arrows and other links of the
// same kind stand before it in its line.
func (p *pairing) startsLine(link int) bool {
	at := p.elements[link].span.Start
	before := p.jumps[p.jumpOf[link]].link - 1
	for range 400 {
		if at == 0 {
			return true
		}
		if before >= 0 && p.elements[p.links[before]].span.End == at && p.elements[p.links[before]].span.Len() > 0 && p.jumping(p.links[before]) {
			at = p.elements[p.links[before]].span.Start
			before--
			continue
		}
		r, size := utf8.DecodeLastRuneInString(p.whole[:at])
		if r == '\n' || r == '\t' {
			return true
		}
		if !isEdge(r) {
			return p.afterArrow(at)
		}
		at -= size
		for before >= 0 && p.elements[p.links[before]].span.Start >= at {
			before--
		}
	}
	return false
}

// afterArrow tells whether the line of offset at starts with an arrow not far
// before it: “^ Jump up to: a b c”.
func (p *pairing) afterArrow(at int) bool {
	const enough = 40
	head := p.whole[max(0, at-enough):at]
	head = head[1+strings.LastIndexByte(head, '\n'):]
	r, _ := utf8.DecodeRuneInString(head)
	return len(head) < enough && (r == '^' || isArrowRune(r))
}

func (p *pairing) jumping(link int) bool { return p.jumpOf[link] >= 0 }

// isEdge tells what may stand between the start of a note and its way back.
func isEdge(r rune) bool {
	switch r {
	case '[', ']', '(', ')', '{', '}', '^', '.', ':', ',', '*', '|':
		return true
	}
	return unicode.IsSpace(r) || isArrowRune(r)
}

// bracketed tells whether a link is in square brackets or parentheses of its
// own, within the link or around it.
func (p *pairing) bracketed(link int) bool {
	outer := p.outer(link)
	s := p.whole[outer.Start:outer.End]
	return len(s) > 2 && (s[0] == '[' && s[len(s)-1] == ']' || s[0] == '(' && s[len(s)-1] == ')')
}

// outer is the span of a call with the brackets around it.
func (p *pairing) outer(link int) verify.Span {
	s := p.elements[link].span
	if s.Start > 0 && s.End < len(p.whole) {
		switch string([]byte{p.whole[s.Start-1], p.whole[s.End]}) {
		case "[]", "()":
			return verify.Span{Start: s.Start - 1, End: s.End + 1}
		}
	}
	return s
}

// isArrow tells the words of a way back: an arrow, a caret, a picture, "back".
func isArrow(words string) bool {
	if words == "" || words == "^" || words == "«" {
		return true
	}
	if strings.IndexFunc(words, isArrowRune) >= 0 {
		return true
	}
	low := strings.ToLower(strings.Trim(words, "[]() .\u00a0"))
	for _, w := range []string{"back", "return", "jump up", "jump back", "go back", "zurück", "hochspringen", "retour", "revenir", "terug", "volver", "torna", "назад", "voltar"} {
		if rest, ok := strings.CutPrefix(low, w); ok && (rest == "" || (rest[0] == ' ' || rest[0] == ':') && len(low) < 32) {
			return true
		}
	}
	return false
}

func notArrow(r rune) bool { return !isArrowRune(r) }

func isArrowRune(r rune) bool {
	return 0x2190 <= r && r <= 0x21FF || 0x2900 <= r && r <= 0x297F || 0x2B00 <= r && r <= 0x2BFF || 0x27F0 <= r && r <= 0x27FF ||
		r == '⏎' || r == '⌃' || r == '▲' || r == '△' || r == 0xFE0E || r == 0xFE0F
}
