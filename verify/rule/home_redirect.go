package rule

import (
	"fmt"

	"loccit/verify"
)

func homeRedirect() verify.Rule {
	return verify.Rule{
		ID:       "home-redirect",
		Group:    reach,
		Title:    "The address leads to the site's front page",
		Severity: verify.Error,
		Doc: `
Sites that were rebuilt often send every old address to their front page. The source is no longer where the note says,
though every check by status alone passes.

**What to do.** Search the site for the title; else use the archived copy.

**Example.** *https://valley.example/1998/dam.html* redirects to *https://valley.example/*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if s.State == verify.Suspect && s.Reason == toHome {
					report(gone(c, s, cite, where, fmt.Sprintf("The address leads to the front page of %s, not to the source.", hostOf(s.URL))))
				}
			})
		},
	}
}
