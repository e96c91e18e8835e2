package rule

import (
	"fmt"

	"loccit/verify"
)

func tlsInvalid() verify.Rule {
	return verify.Rule{
		ID:       "tls-invalid",
		Group:    reach,
		Title:    "The site's certificate is not valid",
		Severity: verify.Warning,
		Heals:    true,
		Doc: `
The host answers, but cannot prove who it is: its certificate has expired, is its own witness, or belongs to another name.
Browsers show a warning in place of the page. Often somebody forgot to renew it, and it heals; sometimes the domain has
changed hands.

**What to do.** Look at the page, if your browser lets you. If the warning stays for some weeks, cite the archived copy.

**Example.** The certificate of *valley.example* expired on 1 May.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if s.State == verify.Unreachable && badCertificate(s) {
					report(doubtful(s, where, fmt.Sprintf("The certificate of %s is not valid: %s.", hostOf(reached(s)), because(s)),
						"Look at the page, if your browser lets you; if the warning stays, cite the archived copy."))
				}
			})
		},
	}
}

// reached is the URL that answered last, or did not: a redirect may have led to
// another host than the one cited.
func reached(s *verify.Standing) string {
	if s.Visit != nil && s.Visit.Final != "" {
		return s.Visit.Final
	}
	return s.URL
}
