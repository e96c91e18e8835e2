package rule

import (
	"fmt"

	"loccit/verify"
)

func sourceConflict(pairs pairing) verify.Rule {
	return verify.Rule{
		ID:       "source-conflict",
		Group:    citation,
		Title:    "One source is cited in two ways",
		Severity: verify.Warning,
		Doc: `
Two notes cite one source and contradict each other: two URLs for the same page, or two titles or dates under the same
URL. At least one of them is wrong.

URLs are compared without hyphens, since those get lost when text is copied out of a PDF; a different scheme, *www.*, a
slash at the end or tracking parameters are no contradiction. A comment on a work, its review or an interview is another
source. Two reports with one title and different dates are two sources. An address under three titles or more is that of
a work whose parts are cited.

**What to do.** Open the source, and give both notes what it says.

**Example.** Note 4 gives the URL */news/dam-leaks-again*, note 9 gives */news/damleaks-again* for the same article.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachDocument(c, func(d int, doc *verify.Document) {
				told := map[int]bool{} // each note says it once, whichever is the wrong one
				for _, p := range pairs(doc) {
					if len(p.differs) == 0 {
						continue
					}
					if !told[p.first] {
						report(conflict(c, d, p, p.first))
					}
					report(conflict(c, d, p, p.later))
					told[p.first], told[p.later] = true, true
				}
			})
		},
	}
}

// conflict is the finding of p at one of its two citations: an editor who
// reads either note should see it.
func conflict(c *verify.Case, d int, p pair, at int) verify.Finding {
	doc := c.Documents[d]
	a, b := &doc.Citations[p.first], &doc.Citations[p.later]
	f := verify.Finding{
		Where: c.AtCitation(d, at),
		Message: fmt.Sprintf("%s and %s cite one source with a different %s.",
			capital(noteName(doc, a.Note)), noteName(doc, b.Note), list(p.differs)),
		Next: "Open the source, and give both notes what it says.",
	}
	for _, cite := range []*verify.Citation{a, b} {
		for _, what := range p.differs {
			f.Evidence = append(f.Evidence, fmt.Sprintf("%s, %s: %s", capital(noteName(doc, cite.Note)), what, part(cite, what)))
		}
	}
	return f
}

func part(c *verify.Citation, what string) string {
	switch what {
	case "URL":
		return c.Link()
	case "title":
		return short(c.Title, 120)
	}
	return c.Date.String()
}
