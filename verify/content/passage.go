package content

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"loccit/verify"
)

// A rendering is where a quotation stands in a page, and with what changes.
type rendering struct {
	answer  verify.Outcome // Matches, Altered or Missing
	found   string         // the words of the page, white space squeezed; empty where it is missing
	changes []change
	cost    int
	words   int // of the quotation
}

// How far apart things may stand.
const (
	ellipsisReach = 4000 // bytes of folded text that an ellipsis may leave out: two pages of a book
	bracketReach  = 160
	wideReach     = 1500 // where words may have been left out without an ellipsis
	mostPlaces    = 6    // that are looked at closely
	nearlyAll     = 0.85 // of a quotation: the rest is other words, and stands nowhere else
)

// find looks for a quotation, without its quotes, in the text that was folded.
//
// Word for word it is found by a plain search. Else the longest stretch of it
// between ellipses and brackets is searched for with mistakes (see pattern), up
// to two fifths of it, where the page holds enough of its words (see survey);
// and the quotation is laid beside each passage that comes near, word by word
// (see align), which tells what was changed. Where nothing comes near, it may
// be put together from several places: then pieces of it stand in the page word
// for word.
//
// A number of several words stands in some pages in figures, and the other way
// round: such a quotation is looked for in both.
func (f *foldedText) find(printed string) rendering {
	best := f.findAs(printed)
	if best.answer == verify.Matches {
		return best
	}
	for _, other := range otherNumbers(printed) {
		if !isFigure(other.to[0]) && !slices.ContainsFunc(other.to, func(n string) bool { return strings.Contains(f.text, fold(n).text) }) {
			continue
		}
		if p := f.findAs(other.printed); better(p, best) {
			best = p
			best.changes = other.asPrinted(p.changes)
		}
	}
	return best
}

// findAs looks for a quotation with its numbers as printed.
func (f *foldedText) findAs(printed string) rendering {
	q := parseQuotation(printed)
	if q.words == 0 || len(f.words) == 0 {
		return rendering{answer: verify.Missing}
	}
	runs := q.runs()
	if len(runs) == 1 {
		if at := strings.Index(f.text, q.text(runs[0])); at >= 0 {
			return f.wordForWord(q, f.wordAt(at))
		}
	}
	s := &searching{page: f, q: q, over: surveyed(q, f), best: rendering{answer: verify.Missing}}
	anchor := slices.MaxFunc(runs, func(a, b run) int { return cmp.Compare(q.sizeOf(a.from, a.to), q.sizeOf(b.from, b.to)) })
	places := s.places(q.text(anchor), len(runs) > 1)
	for _, at := range places {
		s.look(at, anchor, 0)
	}
	if s.best.answer == verify.Matches || s.best.share() > nearlyAll {
		return s.best
	}
	if len(places) > 0 {
		s.look(s.near, anchor, wideReach)
	}
	if s.best.answer != verify.Matches && s.best.share() <= nearlyAll {
		s.piecewise()
	}
	return s.best
}

// wordForWord is the passage that stands at the page's word i as q has it.
func (f *foldedText) wordForWord(q *quotation, i int) rendering {
	p := rendering{answer: verify.Matches, words: q.words, found: f.printed(i, i+len(q.items))}
	for k := range q.items {
		if q.items[k].partly {
			p.changes = append(p.changes, change{kind: changeLetters, cited: q.asPrinted(k, k+1)})
		}
	}
	return p
}

// wordAt is the first word that begins at or behind an offset of f.text.
func (f *foldedText) wordAt(offset int) int {
	return sort.Search(len(f.words), func(i int) bool { return int(f.words[i].at) >= offset })
}

// printed are words [from, to) as the page has them, on one line.
func (f *foldedText) printed(from, to int) string {
	if from >= to {
		return ""
	}
	text := f.source[f.words[from].start:f.words[to-1].end]
	if strings.ContainsFunc(text, ignored) {
		text = strings.Map(func(r rune) rune {
			if ignored(r) {
				return -1
			}
			return r
		}, text)
	}
	return strings.Join(strings.Fields(text), " ")
}

// bracketed are words [from, to) as printed, with the brackets that hold them and
// nothing else: (b).
func (f *foldedText) bracketed(from, to int) string {
	text := f.printed(from, to)
	if text == "" {
		return ""
	}
	before, after := f.source[:f.words[from].start], f.source[f.words[to-1].end:]
	for _, b := range [...]string{"()", "[]"} {
		if strings.HasSuffix(before, b[:1]) && strings.HasPrefix(after, b[1:]) && !strings.ContainsAny(text, b) {
			return b[:1] + text + b[1:]
		}
	}
	return text
}

// places are the offsets in the page's folded text at which passages end that
// are text, if there may be any, else those that come near it, the nearest
// first.
func (s *searching) places(text string, exact bool) []int {
	var found []int
	for at := 0; exact && len(found) < mostPlaces; {
		n := strings.Index(s.page.text[at:], text)
		if n < 0 {
			break
		}
		at += n + len(text)
		found = append(found, at)
		at-- // the space between two words serves both
	}
	if len(found) > 0 {
		return found
	}
	var near []nearby
	p := newPattern(text)
	for _, r := range s.over.regions {
		p.search(s.page.text[r.from:r.to], 2*len(text)/5, func(end, distance int) {
			end += r.from
			n := len(near)
			switch {
			case n == 0 || end-near[n-1].end > len(text)/2:
				near = append(near, nearby{end, distance})
			case distance < near[n-1].distance:
				near[n-1] = nearby{end, distance}
			}
		})
	}
	slices.SortStableFunc(near, func(a, b nearby) int { return cmp.Compare(a.distance, b.distance) })
	for _, n := range near[:min(len(near), mostPlaces)] {
		found = append(found, n.end)
	}
	return found
}

// A nearby is where a passage ends that comes near, and how near.
type nearby struct{ end, distance int }

// A searching is the search for one quotation in one page.
type searching struct {
	page *foldedText
	q    *quotation
	over *survey
	best rendering
	near int // the place of the best
}

// look lays the quotation beside the page where its run anchor seems to end,
// with so much more on both sides, and keeps what comes out if it is better
// than what was found before.
func (s *searching) look(end int, anchor run, more int) {
	length := len(s.q.text(anchor))
	before, after := s.reach(0, anchor.from), s.reach(anchor.to, len(s.q.items))
	slack := length/2 + 60 + more
	from := s.page.wordAt(end - length - before - slack)
	to := s.page.wordAt(end + after + slack)
	if from >= to {
		return
	}
	for len(s.q.items)*(to-from) > 4<<20 && to-from > 2*len(s.q.items) { // so large a table serves nobody
		from, to = from+(to-from)/8, to-(to-from)/8
	}
	p := s.judge(align(s.q, s.page, from, to))
	if s.near == 0 || better(p, s.best) {
		s.best, s.near = p, end
	}
}

// better reports whether p says more for the quotation than other.
func better(p, other rendering) bool {
	if a, b := rank(p.answer), rank(other.answer); a != b {
		return a > b
	}
	return p.cost < other.cost
}

func rank(o verify.Outcome) int {
	switch o {
	case verify.Matches:
		return 2
	case verify.Altered:
		return 1
	}
	return 0
}

// reach is how many bytes of the page items [from, to) may take.
func (s *searching) reach(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		switch it := &s.q.items[i]; it.kind {
		case ellipsis:
			n += ellipsisReach
		case bracket:
			n += bracketReach
		default:
			n += len(it.text) + 1 + len(it.text)/2
		}
	}
	return n
}
