package rule

import (
	"fmt"

	"loccit/verify"
)

func sourceRepeated(pairs pairing) verify.Rule {
	return verify.Rule{
		ID:       "source-repeated",
		Group:    citation,
		Title:    "A source is cited in full twice",
		Severity: verify.Advice,
		Doc: `
The full citation belongs to the first note that names a source; later ones take the short form (author, short title,
page), so that a reader sees at once that it is the same work. Two full citations also drift apart when one is corrected.

Each chapter with numbers of its own may begin anew with full citations. Bare URLs are left alone, and so are different
parts of one work under one URL, two notes of one number, which is *note-duplicate*, and two citations that differ in URL,
title or date: that is *source-conflict*.

**What to do.** Shorten the later citation, and point back to the note of the first if your style asks for it.

**Example.** Notes 4 and 18 both give author, title, date and URL of one report.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachDocument(c, func(d int, doc *verify.Document) {
				for _, p := range pairs(doc) {
					a, b := &doc.Citations[p.first], &doc.Citations[p.later]
					if len(p.differs) > 0 || !worded(a) || !worded(b) || twins(&doc.Notes[a.Note], &doc.Notes[b.Note]) {
						continue
					}
					report(verify.Finding{
						Where:    c.AtCitation(d, p.later),
						Message:  fmt.Sprintf("%s cites in full what %s cites in full already.", capital(noteName(doc, b.Note)), noteName(doc, a.Note)),
						Next:     "Shorten this citation to author, short title and page.",
						Evidence: []string{capital(noteName(doc, a.Note)) + ": " + short(a.Span.Of(doc.Text), 160)},
					})
				}
			})
		},
	}
}

// twins reports whether two notes bear one number: either a wiki writes one note
// out twice, or the number is what is wrong, see note-duplicate.
func twins(a, b *verify.Note) bool {
	return a.Label != "" && a.Label == b.Label && a.Series == b.Series
}

// worded reports whether a citation says more than a URL.
func worded(c *verify.Citation) bool {
	return c.Title != "" || len(c.Authors) > 0 || c.Container != ""
}
