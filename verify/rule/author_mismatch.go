package rule

import (
	"fmt"

	"loccit/verify"
)

func authorMismatch() verify.Rule {
	return verify.Rule{
		ID:       "author-mismatch",
		Group:    contents,
		Title:    "The page names another author than the note",
		Severity: verify.Advice,
		Doc: `
The page says who wrote it, and none of the authors in the note is among them. Initials, accents, the order of names and
authors left out are no difference. Nothing is said where either names a house alone (an agency, an office, a newspaper),
where the author cited stands in the page's title, alone on a line or in a line about the author, and where the page is an
interview in which the name comes up, since some cite interviews by who was asked.

**What to do.** Open the page and read the byline.

**Example.** The note names Hanna Oke, and the page is by Peter Lund.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCheck(c, verify.CheckAuthor, verify.Differs, func(s *verify.Standing, k verify.Check, where verify.Where) {
				if anotherPage(c, where, k) {
					return
				}
				f := disagreement(s, k, where)
				f.Message = fmt.Sprintf("The note names %s as author; %s names %s.", short(k.Cited, 120), pageOf(k), short(k.Found, 120))
				f.Next = "Open the page and read the byline."
				report(f)
			})
		},
	}
}
