package rule

import (
	"fmt"

	"loccit/verify"
)

func publishedMismatch() verify.Rule {
	return verify.Rule{
		ID:       "published-mismatch",
		Group:    contents,
		Title:    "The page gives another date than the note",
		Severity: verify.Advice,
		Doc: `
The page says when it was published, and that is not the date in the note, nor is any other that the page names: of an
update, of the printed issue, of the version online. A day's difference is none, for clocks differ around the world. The
page says it in its metadata, or a day stands alone or beside the byline under the headline; 3/4/2019 is read as the
page's language has it, or both ways. A page that was last changed before the day cited says so without any other day. The
day on which the page was looked at says nothing, for some pages always bear today's.

Sites that were moved to a new system often date all they have by the day of the move.

**What to do.** Open the page and compare the dates.

**Example.** The note says March 4, 2019, and the page says April 3, 2019.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCheck(c, verify.CheckPublished, verify.Differs, func(s *verify.Standing, k verify.Check, where verify.Where) {
				if anotherPage(c, where, k) {
					return
				}
				f := disagreement(s, k, where)
				f.Message = fmt.Sprintf("The note dates it %s; %s says %s.", k.Cited, pageOf(k), k.Found)
				f.Next = "Open the page and compare the dates."
				report(f)
			})
		},
	}
}
