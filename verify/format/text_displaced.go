package format

import "sort"

// displaced finds the call of head i of s where it stands before that of an
// earlier note or after that of a later one, so that the rising chain of calls
// left it out: the one mark of its number that can be nothing but a call, no
// farther off than two called notes to either side. Without one it is -1.
func (f *finder) displaced(s *textSeries, i int) int {
	h := &s.heads[i]
	from, before := f.calledFrom(s, i, -1)
	to, after := f.calledFrom(s, i, 1)
	if before+after < 2 {
		return -1
	}
	if after < 2 || to > h.at {
		to = min(s.first().at, h.at)
	}
	found := -1
	for c := sort.Search(len(f.marks), func(c int) bool { return f.marks[c].Start > from }); c < len(f.marks) && f.marks[c].Start < to; c++ {
		m := &f.marks[c]
		if m.n != h.n || m.claimed || m.sure < 0.9 || !m.form.fits(h.style) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = c
	}
	if found >= 0 {
		f.marks[found].claimed = true
	}
	return found
}

// calledFrom is where the second called note stands in direction way from head
// i, or the last one there, and how many there are, up to two.
func (f *finder) calledFrom(s *textSeries, i, way int) (at, n int) {
	for k := i + way; k >= 0 && k < len(s.calls) && n < 2; k += way {
		if c := s.calls[k]; c >= 0 {
			at, n = f.marks[c].Start, n+1
		}
	}
	return at, n
}
