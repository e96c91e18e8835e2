package rule

import (
	"fmt"

	"loccit/verify"
)

func parkedDomain() verify.Rule {
	return verify.Rule{
		ID:       "parked-domain",
		Group:    reach,
		Title:    "The domain is for sale or full of advertisements",
		Severity: verify.Error,
		Doc: `
The name of the site was given up, and somebody keeps it to sell it or to show advertisements. The source is gone, and
whoever buys the name decides what your readers will see there.

**What to do.** Put the archived copy in place of the link, not beside it.

**Example.** *https://valley.example/dam* shows “This domain is for sale.”
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if s.State == verify.Suspect && s.Reason == parked {
					report(gone(c, s, cite, where, fmt.Sprintf("%s no longer belongs to the source: the domain is parked.", hostOf(s.URL))))
				}
			})
		},
	}
}
