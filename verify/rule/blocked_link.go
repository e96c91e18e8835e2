package rule

import (
	"fmt"

	"loccit/verify"
)

func blockedLink() verify.Rule {
	return verify.Rule{
		ID:       "blocked-link",
		Group:    reach,
		Title:    "The site lets no machine in",
		Severity: verify.Advice,
		Heals:    true,
		Doc: `
The site refused the visit: it asks for a log-in, a subscription, consent or an age first, holds off programs or readers of
some countries, or answers only so often. A person may well get in, so nothing is said about the source itself.

**What to do.** Open it once by hand. Readers without a subscription are helped by an archived copy.

**Example.** *https://valley.example/subscribers/dam* answers 403.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if s.State == verify.Blocked {
					report(doubtful(s, where, fmt.Sprintf("%s did not let us in: %s.", hostOf(s.URL), because(s)),
						"Open it once by hand: a person may still get in."))
				}
			})
		},
	}
}
