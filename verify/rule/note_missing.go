package rule

import (
	"fmt"

	"loccit/verify"
)

func noteMissing() verify.Rule {
	return verify.Rule{
		ID:       "note-missing",
		Group:    notesAndCalls,
		Title:    "A call points to no note",
		Severity: verify.Error,
		Doc: `
A number in the text sends the reader to a note that is not there. Often the note was deleted or renumbered while its
call stayed, or a chapter was pasted in without its notes.

**What to do.** Write the note, point the call to the note that was meant, or delete the call.

**Example.** The text says *the vote was postponed.14*, and the notes end with 13.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachDocument(c, func(d int, doc *verify.Document) {
				for _, call := range doc.Missing {
					report(missing(d, doc, call))
				}
			})
		},
	}
}

func missing(d int, doc *verify.Document, call verify.Call) verify.Finding {
	called := call.Label
	if call.Name != "" && call.Name != call.Label {
		called += " (“" + call.Name + "”)"
	}
	f := verify.Finding{
		Where:   verify.AtSpan(d, call.Span),
		Message: fmt.Sprintf("The text calls note %s, and there is no such note.", called),
		Next:    fmt.Sprintf("Write note %s, point the call to the note that was meant, or delete the call.", called),
	}
	if s := doc.Sentence(call.Span); s.Len() > 0 {
		f.Evidence = append(f.Evidence, "The sentence: "+short(s.Of(doc.Text), 160))
	}
	return f
}
