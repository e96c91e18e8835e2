package rule

import (
	"fmt"

	"loccit/verify"
)

// A document none of whose notes is called is a list of notes without its
// text. From this many notes on that is said once, and not of every note. In a
// long list some notes may be called by others.
const (
	listOfNotes = 5
	longList    = 20
)

func noteUncalled() verify.Rule {
	return verify.Rule{
		ID:       "note-uncalled",
		Group:    notesAndCalls,
		Title:    "No call points to the note",
		Severity: verify.Warning,
		Doc: `
A note that nothing in the text points to is read by nobody, and its numbers no longer agree with the calls around it.
Often the sentence was cut and its note stayed, or the call lost its superscript on the way from another program.

**What to do.** Put the call back where the note belongs, or delete the note.

**Example.** There are notes 1 to 12, and the text calls 1 to 9, 11 and 12: note 10 is uncalled.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachDocument(c, func(d int, doc *verify.Document) { uncalled(c, d, doc, report) })
		},
	}
}

func uncalled(c *verify.Case, d int, doc *verify.Document, report func(verify.Finding)) {
	var alone []int
	for n := range doc.Notes {
		if len(doc.Notes[n].Calls) == 0 {
			alone = append(alone, n)
		}
	}
	if doc.Format == "urls" { // a list of URLs has no text that could call
		return
	}
	all := len(doc.Notes)
	if len(alone) == all && all >= listOfNotes || len(alone)*10 >= all*9 && all >= longList {
		report(verify.Finding{
			Where:   verify.AtDocument(d),
			Message: fmt.Sprintf("%d of the %d notes are not called: this looks like a list of notes without its text.", len(alone), all),
			Next:    "Give the text together with its notes, if their calls are to be checked.",
		})
		return
	}
	for _, n := range alone {
		name := noteName(doc, n)
		report(verify.Finding{
			Where:    c.AtNote(d, n),
			Message:  fmt.Sprintf("Nothing in the text points to %s.", name),
			Next:     "Put its call back where it belongs, or delete the note.",
			Evidence: neighbours(doc, n),
		})
	}
}

// neighbours tells where the calls of the notes around n stand: there the lost
// call may have been.
func neighbours(doc *verify.Document, n int) []string {
	var found []string
	for _, m := range []int{n - 1, n + 1} {
		if m < 0 || m >= len(doc.Notes) || len(doc.Notes[m].Calls) == 0 {
			continue
		}
		if place := at(doc, doc.Notes[m].Calls[0].Start); place != "" {
			found = append(found, fmt.Sprintf("The call of %s stands in %s.", noteName(doc, m), place))
		}
	}
	return found
}
