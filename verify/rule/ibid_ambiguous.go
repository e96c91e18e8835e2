package rule

import (
	"fmt"
	"slices"

	"loccit/verify"
)

func ibidAmbiguous() verify.Rule {
	return verify.Rule{
		ID:       "ibid-ambiguous",
		Group:    backReferences,
		Title:    "The ibid. follows a note with several sources",
		Severity: verify.Warning,
		Doc: `
*Ibid.* repeats the one source of the note before. Where that note names two or more, a reader cannot tell which is meant;
the Chicago Manual of Style, the Bluebook (rule 4.1, for *id.*) and the AGLC (1.4) all forbid it there. Commentary after
a single source does no harm.

**What to do.** Name the source again in its short form: author, short title, page.

**Example.** Note 7 names a report and a newspaper article, and note 8 says *Ibid., 20.*
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				if cite.Form == verify.Ibid && len(cite.Antecedents) > 1 {
					report(ambiguous(c, d, i))
				}
			})
		},
	}
}

func ambiguous(c *verify.Case, d, i int) verify.Finding {
	doc := c.Documents[d]
	cite := &doc.Citations[i]
	note := repeatedNote(doc, i)
	f := verify.Finding{
		Where: c.AtCitation(d, i),
		Message: fmt.Sprintf("“%s” may mean any of the %d sources of %s.",
			backWord(doc, cite), len(cite.Antecedents), noteName(doc, note)),
		Next: "Name the source that is meant in its short form.",
	}
	for k, a := range cite.Antecedents {
		line := fmt.Sprintf("%d. %s", k+1, sourceName(doc, &doc.Citations[a]))
		if locator := citedAt(doc, note, a); locator != "" {
			line += ", cited there at " + locator
		}
		f.Evidence = append(f.Evidence, line)
	}
	return f
}

// repeatedNote is the note whose sources citation i, an ibid., may repeat: that of the
// citation before, or where that is as ambiguous, the one before it. A source of that
// note may have been cited in full by an earlier one.
func repeatedNote(doc *verify.Document, i int) int {
	for k := i - 1; k >= 0; k-- {
		if before := &doc.Citations[k]; before.Form != verify.Ibid || !slices.Equal(before.Antecedents, doc.Citations[i].Antecedents) {
			return before.Note
		}
	}
	return doc.Citations[i].Note
}

// citedAt is the place that a note cites of source a, in full or in short.
func citedAt(doc *verify.Document, note, a int) string {
	for _, k := range doc.CitationsOf(note) {
		if c := &doc.Citations[k]; k == a || slices.Equal(c.Antecedents, []int{a}) {
			return c.Locator
		}
	}
	return ""
}
