package verify

import (
	"slices"
	"strconv"
	"strings"
)

// printed sets, in prior, what stands before notes marked by symbols among
// numbered ones, 1 * † 2: they have a series of their own, but one foot of the
// page. It is sure where the numbers around them follow each other, or, at the
// end, where the calls come in the order of the notes.
func (d *Document) printed(prior []int) {
	for n := 1; n < len(d.Notes); n++ {
		if !symbolic(d.Notes[n].Label) {
			continue
		}
		left, right := n-1, n
		for right < len(d.Notes) && symbolic(d.Notes[right].Label) {
			right++
		}
		if d.between(left, right) {
			for k := n; k < min(right+1, len(d.Notes)); k++ {
				prior[k] = k - 1
			}
		}
		n = right
	}
}

// between reports whether the notes that stand between left and right, which
// may be the end, are printed there.
func (d *Document) between(left, right int) bool {
	a, err := strconv.Atoi(d.Notes[left].Label)
	if err != nil {
		return false
	}
	if right < len(d.Notes) {
		b, err := strconv.Atoi(d.Notes[right].Label)
		return err == nil && b == a+1 && d.Notes[left].Series == d.Notes[right].Series
	}
	uncalled := func(n Note) bool { return len(n.Calls) == 0 }
	return !slices.ContainsFunc(d.Notes[left:right], uncalled) && slices.IsSortedFunc(d.Notes[left:right], func(x, y Note) int {
		return x.Calls[0].Start - y.Calls[0].Start
	})
}

// symbolic reports whether a note's label is no number or letter: *, ††.
func symbolic(label string) bool {
	return label != "" && strings.Trim(label, "*†‡§¶#‖∗⁎") == ""
}
