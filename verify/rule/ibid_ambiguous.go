package rule

import (
	"fmt"

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
	f := verify.Finding{
		Where: c.AtCitation(d, i),
		Message: fmt.Sprintf("“%s” may mean any of the %d sources of %s.",
			backWord(doc, cite), len(cite.Antecedents), noteName(doc, doc.Citations[cite.Antecedents[0]].Note)),
		Next: "Name the source that is meant in its short form.",
	}
	for k, a := range cite.Antecedents {
		other := &doc.Citations[a]
		line := fmt.Sprintf("%d. %s", k+1, sourceName(doc, other))
		if other.Locator != "" {
			line += ", cited there at " + other.Locator
		}
		f.Evidence = append(f.Evidence, line)
	}
	return f
}
