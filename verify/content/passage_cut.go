package content

// cut lets go of the words at either end of an alignment that only seem to
// correspond: a sentence of the page begins there, or the quotation has an
// ellipsis, and hardly a word beyond is the same. What the quotation has there,
// the page does not have.
func (s *searching) cut(steps []step) []step {
	from, to := 0, len(steps)
	most := s.weight(steps) / 2
	for k := len(steps) - 1; k > 0; k-- {
		if s.parted(&steps[k]) && s.loose(steps[k:], most) {
			to = k
		}
	}
	for k := 1; k < to; k++ {
		if s.parted(&steps[k]) && s.loose(steps[:k], most) {
			from = k
		}
	}
	if from == 0 && to == len(steps) {
		return steps
	}
	kept := make([]step, 0, len(steps))
	kept = append(s.onlyQuoted(kept, steps[:from]), steps[from:to]...)
	return s.onlyQuoted(kept, steps[to:])
}

// parted reports whether a step may be the border of a passage.
func (s *searching) parted(t *step) bool {
	const begins = afterStop | capital
	return t.kind == stepEllipsis || t.np > 0 && s.page.words[t.p].sign&begins == begins
}

// loose reports whether steps, at an end of an alignment, hold less than two
// fifths of the quotation's words there, and these weigh at most so much.
func (s *searching) loose(steps []step, most int) bool {
	all, held := s.weight(steps), 0
	for k := range steps {
		switch t := &steps[k]; t.kind {
		case stepSame, stepSpelling, stepJoined, stepSimilar:
			held += s.weight(steps[k : k+1])
		}
	}
	return all > 0 && all <= most && 5*held < 2*all
}

// weight is that of the quotation's words among steps: of a long one or a
// number its length, of the small ones, which stand everywhere, one.
func (s *searching) weight(steps []step) int {
	n := 0
	for _, t := range steps {
		for _, it := range s.q.items[t.q : t.q+t.nq] {
			switch {
			case it.kind != plainWord:
			case len(it.text) > 3 || isFigure(it.text) || it.sign&dense != 0:
				n += len(it.text)
			default:
				n++
			}
		}
	}
	return n
}

// onlyQuoted adds to kept the quotation's words of steps, as words that the page
// does not have.
func (s *searching) onlyQuoted(kept, steps []step) []step {
	for _, t := range steps {
		if t.nq > 0 && s.q.items[t.q].kind == plainWord {
			kept = append(kept, step{stepAdded, t.q, t.nq, t.p, 0})
		}
	}
	return kept
}
