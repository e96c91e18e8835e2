package rule

import (
	"cmp"
	"fmt"
	"slices"

	"loccit/verify"
)

func noteOrder() verify.Rule {
	return verify.Rule{
		ID:       "note-order",
		Group:    notesAndCalls,
		Title:    "Notes or their calls are out of order",
		Severity: verify.Warning,
		Doc: `
Notes are numbered in the order in which the text calls them. A number that is skipped, a note that stands out of turn, or
a call that comes before that of an earlier note usually means that a passage was moved or a note got lost.

Numbering may begin anywhere, begin again with a chapter, and hold a slipped-in 12a.

**What to do.** Renumber, or look for the note that is missing between the two.

**Example.** The text calls 1, 2, 4 and then 3.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachDocument(c, func(d int, doc *verify.Document) {
				for _, notes := range series(doc) {
					numbers := ordinals(doc, notes)
					if numbers == nil {
						continue
					}
					twice := repeated(doc, notes, numbers)
					printed(c, d, notes, numbers, twice, report)
					called(c, d, notes, numbers, twice, report)
				}
			})
		},
	}
}

// series are the indices of the notes of each series, in the order printed.
func series(doc *verify.Document) [][]int {
	var found [][]int
	at := map[int]int{}
	for n := range doc.Notes {
		s := doc.Notes[n].Series
		k, ok := at[s]
		if !ok {
			k = len(found)
			at[s] = k
			found = append(found, nil)
		}
		found[k] = append(found[k], n)
	}
	return found
}

// printed looks at the notes as they stand: each number one more than the one
// before. A number that the text calls is missing, not skipped; a note that
// repeats a number has a finding of its own.
func printed(c *verify.Case, d int, notes, numbers []int, twice []bool, report func(verify.Finding)) {
	doc := c.Documents[d]
	astray := strays(numbers)
	for i, n := range notes {
		if astray[i] && twice[i] {
			continue
		}
		if astray[i] {
			report(verify.Finding{
				Where:   c.AtNote(d, n),
				Message: fmt.Sprintf("%s stands out of order.", capital(noteName(doc, n))),
				Next:    "Move it to its place, or renumber the notes.",
			})
			continue
		}
		k := before(i, astray)
		if k < 0 || numbers[i]/step <= numbers[k]/step+1 || calledOnly(doc, numbers[k], numbers[i]) || within(numbers, astray, numbers[k], numbers[i]) {
			continue
		}
		report(verify.Finding{
			Where:   c.AtNote(d, n),
			Message: fmt.Sprintf("The numbers jump from %s to %s.", doc.Notes[notes[k]].Label, doc.Notes[n].Label),
			Next:    "Look for the notes between them, or renumber.",
		})
	}
}

// repeated tells which notes have the label of an earlier one.
func repeated(doc *verify.Document, notes, numbers []int) []bool {
	twice := make([]bool, len(notes))
	if rising(numbers) { // as in nearly all documents
		return twice
	}
	seen := make(map[string]bool, len(notes))
	for i, n := range notes {
		label := doc.Notes[n].Label
		twice[i] = seen[label]
		seen[label] = true
	}
	return twice
}

// rising reports whether each number is larger than the one before.
func rising(numbers []int) bool {
	for i := 1; i < len(numbers); i++ {
		if numbers[i] <= numbers[i-1] {
			return false
		}
	}
	return true
}

// called looks at the calls: that of a later note stands later in the text.
func called(c *verify.Case, d int, notes, numbers []int, twice []bool, report func(verify.Finding)) {
	doc := c.Documents[d]
	type first struct{ note, number, offset int }
	var calls []first
	for i, n := range notes {
		if len(doc.Notes[n].Calls) > 0 && !twice[i] {
			call := slices.MinFunc(doc.Notes[n].Calls, func(a, b verify.Span) int { return cmp.Compare(a.Start, b.Start) })
			calls = append(calls, first{n, numbers[i], call.Start})
		}
	}
	slices.SortStableFunc(calls, func(a, b first) int { return cmp.Compare(a.offset, b.offset) })
	order := make([]int, len(calls))
	for i := range calls {
		order[i] = calls[i].number
	}
	for i, stray := range strays(order) {
		if !stray {
			continue
		}
		n := calls[i].note
		report(verify.Finding{
			Where:    c.AtNote(d, n),
			Message:  fmt.Sprintf("The call of %s stands out of order%s.", noteName(doc, n), inBrackets(at(doc, calls[i].offset))),
			Next:     "Renumber the notes in the order in which the text calls them.",
			Evidence: []string{sequence(i, len(calls), func(k int) string { return doc.Notes[calls[k].note].Label })},
		})
	}
}

// sequence shows the calls around the i-th.
func sequence(i, n int, label func(int) string) string {
	var words []string
	for k := max(0, i-2); k < min(n, i+3); k++ {
		words = append(words, label(k))
	}
	return "The text calls, one after the other: " + list(words) + "."
}

// strays tells which numbers must go for the rest never to fall: all that are
// not in a longest subsequence without a fall.
func strays(numbers []int) []bool {
	astray := make([]bool, len(numbers))
	if slices.IsSorted(numbers) { // as nearly all are
		return astray
	}
	var tails []int // tails[k] is the index of the smallest end of a run of k+1
	prev := make([]int, len(numbers))
	for i, x := range numbers {
		k, _ := slices.BinarySearchFunc(tails, x, func(t, x int) int {
			if numbers[t] <= x {
				return -1
			}
			return 1
		})
		prev[i] = -1
		if k > 0 {
			prev[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
		astray[i] = true
	}
	for i := tails[len(tails)-1]; i >= 0; i = prev[i] {
		astray[i] = false
	}
	return astray
}

// before is the index of the last number before i that is in order, or -1.
func before(i int, astray []bool) int {
	for k := i - 1; k >= 0; k-- {
		if !astray[k] {
			return k
		}
	}
	return -1
}

// calledOnly reports whether the text calls a note between two numbers that is
// not there: note-missing says so already.
func calledOnly(doc *verify.Document, from, to int) bool {
	return slices.ContainsFunc(doc.Missing, func(call verify.Call) bool {
		k := arabic(call.Label)
		return from < k && k < to
	})
}

// within reports whether the jump is filled by a note that stands astray.
func within(numbers []int, astray []bool, from, to int) bool {
	for i, k := range numbers {
		if astray[i] && from < k && k < to {
			return true
		}
	}
	return false
}
