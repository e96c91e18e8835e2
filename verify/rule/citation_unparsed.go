package rule

import (
	"fmt"
	"strings"

	"loccit/verify"
)

func citationUnparsed() verify.Rule {
	return verify.Rule{
		ID:       "citation-unparsed",
		Group:    citation,
		Title:    "The parts of a citation could not be told apart",
		Severity: verify.Advice,
		Doc: `
The note names a source, but author, title and date could not be told apart for certain. loccit does not guess: the URL is
still visited, and what needs the title or the date is left unchecked.

The citation may be perfectly right. Often it follows another style, stands in the middle of a sentence, or lacks the
quotation marks or italics that show where the title is.

**What to do.** Nothing, if the citation is clear to a reader. Else write it as author, “title,” publication, date, URL.

**Example.** *The dam's own report of 1958 (https://valley.example/r) tells another story.*
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				if cite.Unparsed == "" || onlyURL(doc, cite) {
					return
				}
				report(verify.Finding{
					Where:    c.AtCitation(d, i),
					Message:  fmt.Sprintf("This citation could not be taken apart: %s.", strings.TrimRight(cite.Unparsed, ".")),
					Next:     "Nothing, if it is clear to a reader; else write author, title, publication and date in the order of your style.",
					Evidence: []string{"The citation: " + short(cite.Span.Of(doc.Text), 160)},
				})
			})
		},
	}
}

// onlyURL reports whether a citation is a URL and nothing else: there is
// nothing to take apart.
func onlyURL(doc *verify.Document, cite *verify.Citation) bool {
	words := strings.ReplaceAll(cite.Span.Of(doc.Text), cite.URLPrinted, "")
	return cite.URLPrinted != "" && len(tokens(words)) < 2
}
