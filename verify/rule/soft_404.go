package rule

import (
	"fmt"

	"loccit/verify"
)

// Reasons of a suspect source that have rules of their own.
const (
	toHome = "redirect-to-home"
	parked = "parked-domain"
)

func soft404() verify.Rule {
	return verify.Rule{
		ID:       "soft-404",
		Group:    reach,
		Title:    "The page says that it is not there, and calls that success",
		Severity: verify.Error,
		Doc: `
The server answers as if all were well, but what it shows is an error page, or the same page as for an address that was
made up. Most link checkers are taken in; a reader is not, and finds nothing.

**What to do.** As for *dead-link*: the repaired URL, the archived copy, or a search for the title.

**Example.** Status 200, and the page is called “Page not found.”
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if s.State == verify.Suspect && s.Reason != toHome && s.Reason != parked {
					report(gone(c, s, cite, where, fmt.Sprintf("The address answers, but not with the source: %s.", because(s))))
				}
			})
		},
	}
}
