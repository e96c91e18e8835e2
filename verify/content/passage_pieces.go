package content

import (
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
)

// piecewise looks for a quotation whose words stand in the page in other
// places than the quotation has them: first around its longest pieces, with
// words left out between them; then for pieces that stand far apart.
func (s *searching) piecewise() {
	pieces := s.over.pieces(s.q)
	if len(pieces) == 0 {
		return
	}
	if s.best.answer == verify.Missing {
		bySize := slices.Clone(pieces)
		slices.SortStableFunc(bySize, func(a, b piece) int { return b.size - a.size })
		for _, p := range bySize[:min(len(bySize), 2)] {
			end := int(s.page.words[p.at+p.to-p.from-1].to)
			s.look(end, p.run, wideReach)
		}
	}
	if joined, ok := s.putTogether(pieces); ok && better(joined, s.best) {
		s.best = joined
	}
}

// putTogether is the passage of a quotation that nearly all stands in the
// page, in a few pieces.
func (s *searching) putTogether(pieces []piece) (rendering, bool) {
	size := 0
	for _, p := range pieces {
		size += p.size
	}
	if len(pieces) < 2 || len(pieces) > 4 || 10*size < 8*s.q.size {
		return rendering{}, false
	}
	var found []string
	for _, p := range pieces {
		found = append(found, s.page.printed(p.at, p.at+p.to-p.from))
	}
	c := change{kind: changeJoined, found: fmt.Sprintf("%d places", len(pieces))}
	if len(pieces) == 2 {
		c.cited = s.q.asPrinted(pieces[1].from, pieces[1].to)
	}
	return rendering{answer: verify.Altered, found: strings.Join(found, " […] "), changes: []change{c}, cost: (s.q.words * costOther * 2) / 10, words: s.q.words}, true
}
