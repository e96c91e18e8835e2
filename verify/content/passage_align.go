package content

import "slices"

// An alignment is a quotation laid beside a stretch of a page, word by word.
type alignment struct {
	steps []step // in the order of the page
	cost  int
}

// A step of an alignment: items [q, q+nq) of the quotation stand for words
// [p, p+np) of the page.
type step struct {
	kind  stepKind
	q, nq int
	p, np int
}

type stepKind uint8

const (
	stepNone stepKind = iota
	stepSame
	stepSpelling // one word, two spellings
	stepJoined   // one word here, two there: by a hyphen, or the end of a line
	stepSimilar  // another word with much in common
	stepOther    // another word
	stepAdded    // the page has no such word
	stepOmitted  // the quotation lacks words of the page
	stepNoteMark // the number of a note stands there
	stepEllipsis // an ellipsis, and the words that it leaves out
	stepBracket  // words of the editor's own, and those that they stand for
	stepOpenSkip // inside: the first of the words left out
)

// What a step costs: a word that differs counts 20, so that a run of words
// left out is one long omission rather than many other words.
const (
	unit         = 64
	costSpelling = 1 * unit
	costSimilar  = 12 * unit
	costOther    = 20 * unit
	costAdded    = 21 * unit // more than another word, so that a word at an end has its counterpart
	costSkip     = 14 * unit // to leave out anything
	costSkipWord = 1 * unit  // for each word
	costGapWord  = 1         // behind an ellipsis
	costInstead  = unit / 2  // for a bracket
	never        = 1 << 30
)

// A matrix lays a quotation beside the words [from, to) of a page: the global
// alignment of Needleman and Wunsch (J. Mol. Biol. 48, 1970) with omissions
// of affine cost (Gotoh, J. Mol. Biol. 162, 1982), free at both ends of the
// page.
type matrix struct {
	items    []item
	page     []form // the words of the window
	from, to int
	how      []stepKind // (len(items)+1) rows of to-from+1 columns: how the cell was reached
	skip     []bool     // whether an omission that ends here began before the last word
	best     []bool     // whether an omission is the best way to here
}

// align lays all items of q beside the page's words [from, to).
func align(q *quotation, page *foldedText, from, to int) alignment {
	t := &matrix{items: q.items, page: page.forms(from, to), from: from, to: to}
	width := to - from + 1
	t.how = make([]stepKind, (len(q.items)+1)*width)
	t.skip = make([]bool, len(t.how))
	t.best = make([]bool, len(t.how))
	before := make([]int, width) // two rows back
	last := make([]int, width)
	now := make([]int, width)
	for i := range q.items {
		if q.items[i].kind == plainWord {
			t.wordRow(i, before, last, now)
		} else {
			t.markRow(i, last, now)
		}
		before, last, now = last, now, before
	}
	end := 0
	for j, cost := range last {
		if cost < last[end] {
			end = j
		}
	}
	return alignment{t.trace(end), last[end]}
}

// forms are the words [from, to) with the forms that they are compared in.
func (f *foldedText) forms(from, to int) []form {
	forms := make([]form, 0, to-from)
	for i := from; i < to; i++ {
		forms = append(forms, newForm(f.word(i), f.words[i].sign))
	}
	return forms
}

// wordRow fills the row of item i, a word, given the two rows before it; row i
// holds what the first i items cost.
func (t *matrix) wordRow(i int, before, last, now []int) {
	width := len(now)
	it := &t.items[i]
	row := (i + 1) * width
	skip := never
	for j := range width {
		cost, how := last[j]+costAdded, stepAdded
		if j > 0 {
			if c, h := t.pair(it, j-1); last[j-1]+c < cost {
				cost, how = last[j-1]+c, h
			}
			if now[j-1] < cost && t.page[j-1].sign&noteMark != 0 && i+1 < len(t.items) {
				cost, how = now[j-1], stepNoteMark
			}
			if h, c := t.joined(i, j, before, last); c < cost {
				cost, how = c, h
			}
		}
		t.how[row+j] = how
		if j > 0 && i+1 < len(t.items) {
			open, on := now[j-1]+costSkip+costSkipWord, skip+costSkipWord
			if t.best[row+j-1] {
				open = never
			}
			skip = min(open, on)
			t.skip[row+j] = on <= open
			if skip < cost {
				cost = skip
				t.best[row+j] = true
			}
		}
		now[j] = cost
	}
}

// pair is what item it costs beside the page's word j of the window.
func (t *matrix) pair(it *item, j int) (int, stepKind) {
	switch likenessOf(it, &t.page[j]) {
	case same:
		return 0, stepSame
	case spelling:
		return costSpelling, stepSpelling
	case similar:
		return costSimilar, stepSimilar
	}
	return costOther, stepOther
}

// stepParted is a stepJoined where the page has two words for one.
const stepParted = stepOpenSkip + 1

// joined is what it costs to read item i and the one before it as the page's
// last word, or item i as the page's last two.
func (t *matrix) joined(i, j int, before, last []int) (stepKind, int) {
	it, word := &t.items[i], &t.page[j-1]
	if i > 0 && t.items[i-1].kind == plainWord && together(t.items[i-1].text, it.text, word.text, it.sign) {
		return stepJoined, before[j-1] + costSpelling/2
	}
	if j > 1 && together(t.page[j-2].text, word.text, it.text, word.sign) {
		return stepParted, last[j-2] + costSpelling/2
	}
	return stepNone, never
}

// together reports whether a and b, one behind the other, make whole: with a
// hyphen between them, or of three letters each at least, but for negations
// (not able is not notable).
func together(a, b, whole string, sign sign) bool {
	if isFigure(whole) && len(whole) == 2 {
		return twoFigures(a, b) == whole // twenty-one
	}
	if len(a)+len(b) != len(whole) || whole[:len(a)] != a || whole[len(a):] != b {
		return false
	}
	if sign&(afterHyphen|dense) != 0 {
		return true
	}
	if a[0] >= '0' && a[0] <= '9' { // 250 000
		return len(b) == 3 && b[0] >= '0' && b[0] <= '9'
	}
	return len(a) >= 3 && len(b) >= 3 && !negation(a)
}

// markRow fills the row of item i, an ellipsis or a bracket.
func (t *matrix) markRow(i int, last, now []int) {
	each, how := costGapWord, stepEllipsis
	if t.items[i].kind == bracket {
		each, how = costInstead, stepBracket
	}
	row := (i + 1) * len(now)
	for j := range now {
		now[j] = last[j]
		t.how[row+j] = stepNone // nothing is left out up to here
		if j > 0 && now[j-1]+each < now[j] {
			now[j] = now[j-1] + each
			t.how[row+j] = how
		}
	}
}

// trace reads the steps back from the cell in the last row at column j.
func (t *matrix) trace(j int) []step {
	width := t.to - t.from + 1
	var steps []step
	add := func(kind stepKind, q, nq, p, np int) { steps = append(steps, step{kind, q, nq, p, np}) }
	for i := len(t.items); i > 0; {
		at := i*width + j
		if t.best[at] {
			n := 1
			for t.skip[i*width+j-n+1] {
				n++
			}
			add(stepOmitted, i, 0, t.from+j-n, n)
			j -= n
			continue
		}
		if t.items[i-1].kind != plainWord {
			n := 0
			for t.how[i*width+j-n] != stepNone {
				n++
			}
			kind := stepEllipsis
			if t.items[i-1].kind == bracket {
				kind = stepBracket
			}
			add(kind, i-1, 1, t.from+j-n, n)
			j -= n
			i--
			continue
		}
		switch how := t.how[at]; how {
		case stepAdded:
			add(how, i-1, 1, t.from+j, 0)
			i--
		case stepNoteMark:
			add(how, i, 0, t.from+j-1, 1)
			j--
		case stepJoined:
			add(how, i-2, 2, t.from+j-1, 1)
			i, j = i-2, j-1
		case stepParted:
			add(stepJoined, i-1, 1, t.from+j-2, 2)
			i, j = i-1, j-2
		default:
			add(how, i-1, 1, t.from+j-1, 1)
			i, j = i-1, j-1
		}
	}
	slices.Reverse(steps)
	return steps
}
