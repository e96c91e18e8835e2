package rule

import (
	"fmt"
	"strings"

	"loccit/verify"
)

func movedLink() verify.Rule {
	return verify.Rule{
		ID:       "moved-link",
		Group:    reach,
		Title:    "The source has a new address",
		Severity: verify.Advice,
		Doc: `
The server sends every visitor on, for good, to an address where the page lives now. The note still works, as long as the
old address is looked after.

**What to do.** Put in the new address, if the page there is the source.

**Example.** *http://valley.example/dam.html* has moved to *https://valley.example/history/dam*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if s.State != verify.Moved || s.Visit == nil || s.Visit.Final == "" || doiLink(cite) {
					return
				}
				final := s.Visit.Final
				if _, fragment, ok := strings.Cut(cite.URL, "#"); ok && !strings.Contains(final, "#") {
					final += "#" + fragment // browsers carry it along (RFC 9110, 10.2.2)
				}
				if final == cite.URL {
					return
				}
				report(verify.Finding{
					Where:      where,
					Message:    fmt.Sprintf("The page has moved to %s.", final),
					Next:       "Put in the new address, if the page there is the source.",
					Evidence:   visited(s),
					Suggestion: &verify.Suggestion{Kind: "replace-url", Text: final},
				})
			})
		},
	}
}
