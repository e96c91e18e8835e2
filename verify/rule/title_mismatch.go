package rule

import (
	"fmt"

	"loccit/verify"
)

func titleMismatch() verify.Rule {
	return verify.Rule{
		ID:       "title-mismatch",
		Group:    contents,
		Title:    "The page bears another title than the note gives",
		Severity: verify.Warning,
		Doc: `
The address answers, but what it shows is called something else: no word that matters is in both titles, or hardly one,
and author or date are others too. The address may belong to another article, the page may have been replaced, or the
title was copied from somewhere else.

Names of sites, subtitles, case, accents and punctuation are no difference, and a headline that was changed still shares
words with the first one. A title that stands on the page only in a menu, in the margin or in a list of references is that
of something else, unless author or date agree. Cases are told apart by both parties, parts and years by their numbers. Nothing is said where the page cannot be read, is in another language than the title, or asks
for cookies, a log-in or a subscription first; nor where the title stands in the note without quotation marks or italics, and
only a guess tells where it ends.

**What to do.** Open the page. If it is not the source, find the right address, or cite the archived copy.

**Example.** The note cites “The Dam Leaks Again,” and the page is called “Wedding Venues on the Coast.”
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCheck(c, verify.CheckTitle, verify.Differs, func(s *verify.Standing, k verify.Check, where verify.Where) {
				f := disagreement(s, k, where)
				f.Message = fmt.Sprintf("The note calls it “%s”; %s is called “%s”.", short(k.Cited, 120), pageOf(k), short(k.Found, 120))
				f.Next = "Open the page. If it is not the source, find the right address."
				if f.Suggestion != nil {
					f.Next = "Open the page. If it is not the source, cite the archived copy, which is."
				}
				report(f)
			})
		},
	}
}
