package format

import "slices"

// Weights of the chains. A number that the body calls counts as much as three
// that it does not; to begin anew costs as much as two that it does, so that a
// list of a few points inside a series never breaks it in two, and a chapter
// of three notes is a series.
const (
	uncalledGain = 0.4
	calledGain   = 1.4
	oddLoss      = 0.3 // the words begin as no note does
	styleLoss    = 0.3 // the number is set in another style than the one before
	gapLoss      = 0.3 // for each number left out
	longest      = 4   // steps of more than this are no steps
	restartLoss  = 2.5
	pageLoss     = 0.6 // to begin anew on a new page, with 1, called on that page
)

// A textSeries is a run of heads with rising numbers.
type textSeries struct {
	heads []textHead
	calls []int // for each head the index of its mark, -1 for none
	extra []int // marks inside the chain of calls whose number no head has
}

// repeats is the form of call in which s may repeat its numbers: that of its
// notes, where that is brackets or superscripts.
func (s *textSeries) repeats() form {
	switch s.first().style {
	case bracket:
		return bracketed
	case sup:
		return superior
	}
	return glue
}

func (s *textSeries) first() *textHead { return &s.heads[0] }
func (s *textSeries) last() *textHead  { return &s.heads[len(s.heads)-1] }

// step is the best chain that ends with one head.
type step struct {
	score float32
	from  int // the head before, -1 for none
	start int // the number that the run of this head began with
}

// chainHeads finds the best chain of heads, cut into runs where the numbering
// begins anew. It looks at each head and each mark once.
func chainHeads(sheet *sheet, heads []textHead, marks []textMark) []textSeries {
	steps := make([]step, len(heads))
	latest := newLatest()
	called := newLatest() // number -> the latest mark of that number
	best, m, page := -1, 0, 0
	before := -1 // the best chain that ends before the page
	for i := range heads {
		h := &heads[i]
		for ; m < len(marks) && marks[m].Start < h.at; m++ {
			mk := &marks[m]
			onPage := mk.sure >= 0.6 && len(sheet.pages) > 0 && mk.Start >= sheet.pageStart(h.at)
			if !mk.claimed && (mk.sure >= 0.8 || onPage) && mk.form.fits(h.style) {
				called.set(mk.n, m)
			}
		}
		if start := sheet.pageStart(h.at); start > page {
			page, before = start, best
		}
		at := called.get(h.n)
		steps[i] = bestStep(heads, steps, latest, best, i, gain(h, at >= 0))
		if h.n == 1 && page > 0 && at >= 0 && marks[at].Start >= page && before >= 0 {
			steps[i] = better(steps[i], step{score: steps[before].score - pageLoss + gain(h, true), from: before, start: 1})
		}
		if same := latest.get(h.n); same < 0 || steps[i].score >= steps[same].score {
			latest.set(h.n, i)
		}
		if best < 0 || steps[i].score >= steps[best].score {
			best = i
		}
	}
	return cutRuns(heads, steps, best)
}

func gain(h *textHead, called bool) float32 {
	var g float32 = uncalledGain
	if called {
		g = calledGain
	}
	if h.odd {
		g -= oddLoss
	}
	return g
}

func better(a, b step) step {
	if b.score > a.score {
		return b
	}
	return a
}

// bestStep finds the best chain that head i ends.
func bestStep(heads []textHead, steps []step, latest *latest, best, i int, gain float32) step {
	h := &heads[i]
	s := step{score: gain, from: -1, start: h.n}
	if best >= 0 {
		b := steps[best]
		fresh := h.n == 1 || h.n <= b.start
		jump := h.n > heads[best].n+longest
		if (fresh || jump) && b.score-restartLoss > 0 {
			s = step{score: b.score - restartLoss + gain, from: best, start: h.n}
			if jump {
				s.start = b.start
			}
		}
	}
	for d := 1; d <= longest && d < h.n; d++ {
		from := latest.get(h.n - d)
		if from < 0 {
			continue
		}
		score := steps[from].score + gain - gapLoss*float32(d-1)
		if heads[from].style != h.style {
			score -= styleLoss
		}
		s = better(s, step{score: score, from: from, start: steps[from].start})
	}
	return s
}

func cutRuns(heads []textHead, steps []step, last int) []textSeries {
	var runs []textSeries
	for _, chain := range risingChains(last, func(i int) int { return steps[i].from }, func(i int) int { return heads[i].n }) {
		var run textSeries
		for _, i := range chain {
			run.heads = append(run.heads, heads[i])
		}
		runs = append(runs, run)
	}
	return runs
}

// risingChains follows a chain of heads back from its last, -1 where there is
// none, and cuts it where a number is not above the one before. The heads are
// told by their indices.
func risingChains(last int, before, number func(i int) int) [][]int {
	var chain []int
	for i := last; i >= 0; i = before(i) {
		chain = append(chain, i)
	}
	slices.Reverse(chain)
	var runs [][]int
	for from := 0; from < len(chain); {
		to := from + 1
		for to < len(chain) && number(chain[to]) > number(chain[to-1]) {
			to++
		}
		runs = append(runs, chain[from:to])
		from = to
	}
	return runs
}

// latest remembers for each number the last index that was set for it.
type latest struct{ index []int }

func newLatest() *latest { return &latest{index: make([]int, maxLabel+1)} }

func (l *latest) get(n int) int    { return l.index[n] - 1 }
func (l *latest) set(n, index int) { l.index[n] = index + 1 }

// farthest is how many notes in a row may lack their calls before the chain of
// calls breaks.
const farthest = 64

// beside is how many numbers below and above those of a series are looked at
// as well: their notes may be missing.
const beside = 20

// callChain finds the calls of one series.
type callChain struct {
	sheet *sheet
	run   *textSeries
	marks []textMark // of the stretch of text where the calls may stand
	at    []int      // number - low -> 1 + index of the head, 0 for none
	last  []int      // number - low -> 1 + the last mark of that number
	low   int
	steps []step
}

// chainMarks finds the calls of run among marks: the best rising chain of its
// numbers. It returns for each head the index of its call, or -1, and the
// marks of the chain whose number no head has. A mark that skip holds is part
// of a note.
func chainMarks(sheet *sheet, marks []textMark, run *textSeries, skip func(at int) bool) (calls, extra []int) {
	low := max(1, run.first().n-beside)
	size := run.last().n + beside - low + 1
	c := &callChain{sheet: sheet, run: run, marks: marks, low: low,
		at: make([]int, size), last: make([]int, size), steps: make([]step, len(marks))}
	for i, h := range run.heads {
		c.at[h.n-low] = i + 1
	}
	best := -1
	for i := range marks {
		m := &marks[i]
		if m.claimed || m.n < low || m.n >= low+size || skip(m.Start) || !c.fits(m) {
			continue
		}
		c.steps[i] = c.best(i)
		if before := c.last[m.n-low]; before == 0 || c.steps[i].score >= c.steps[before-1].score {
			c.last[m.n-low] = i + 1
		}
		if best < 0 || c.steps[i].score >= c.steps[best].score {
			best = i
		}
	}
	return c.collect(best)
}

// fits tells whether m may be a call of the series at all. A number that no
// head has must look like nothing but a call.
func (c *callChain) fits(m *textMark) bool {
	at := c.at[m.n-c.low]
	if at == 0 {
		return m.sure >= 0.9 && m.form.fits(c.run.first().style)
	}
	h := &c.run.heads[at-1]
	return m.Start < h.at && m.form.fits(h.style)
}

// best finds the best chain that mark i ends.
func (c *callChain) best(i int) step {
	n := c.marks[i].n - c.low
	gain := c.gain(i)
	s := step{score: gain, from: -1}
	for d := 1; d <= min(n, farthest); d++ {
		from := c.last[n-d] - 1
		if from < 0 {
			continue
		}
		if score := c.steps[from].score + gain - min(gapLoss*float32(d-1), restartLoss); score > s.score {
			s.score, s.from = score, from
		}
	}
	return s
}

// gain weighs mark i. That it stands on the page of its note tells it from a
// number on another page; that it stands below the last line that begins with
// its number, from the other column's call or the last chapter's.
func (c *callChain) gain(i int) float32 {
	m := &c.marks[i]
	at := c.at[m.n-c.low]
	if at == 0 {
		return m.sure / 2
	}
	gain, h := m.sure, &c.run.heads[at-1]
	if len(c.sheet.pages) > 0 && m.Start >= c.sheet.pageStart(h.at) {
		gain += 0.3
	}
	if h.twin > 0 && m.Start > h.twin {
		gain += 0.5
	}
	return gain
}

func (c *callChain) collect(last int) (calls, extra []int) {
	calls = make([]int, len(c.run.heads))
	for i := range calls {
		calls[i] = -1
	}
	for i := last; i >= 0; i = c.steps[i].from {
		if at := c.at[c.marks[i].n-c.low]; at > 0 {
			calls[at-1] = i
		} else {
			extra = append(extra, i)
		}
	}
	slices.Reverse(extra)
	return calls, extra
}
