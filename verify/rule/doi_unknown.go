package rule

import (
	"fmt"
	"strings"

	"loccit/verify"
)

func doiUnknown() verify.Rule {
	return verify.Rule{
		ID:       "doi-unknown",
		Group:    identifiers,
		Title:    "The DOI or arXiv number is not registered",
		Severity: verify.Error,
		Doc: `
The handle system, in which every DOI of every agency is registered, was asked twice and knows no such DOI; or arXiv does
not know the number. A reader who follows the note finds nothing. Most often a character was mistyped or lost; references
that a program made up give themselves away by it, too.

Nothing is said where a registry could not be asked, where the DOI stands at the end of a line and may go on in the next,
and where its URL looks damaged: *url-damaged* says that. That one agency does not know a DOI is never enough.

**What to do.** Compare the DOI with the first page of the work, character by character. Where that is not at hand, search
for the title, and take the DOI from the publisher's page.

**Example.** *doi:10.5555/river.1998.0417*, where the work has 10.5555/river.1998.417.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCheck(c, verify.CheckDOI, verify.Missing, func(s *verify.Standing, k verify.Check, where verify.Where) {
				if s == nil || mending(s) {
					return
				}
				report(verify.Finding{
					Where:    where,
					Message:  fmt.Sprintf("%s is not registered.", identifierWords(k)),
					Next:     "Compare it with the work itself, character by character, or search for the title.",
					Evidence: []string{askedFor(k)},
				})
			})
		},
	}
}

// identifierWords names what was looked up, as a sentence begins.
func identifierWords(k verify.Check) string {
	if strings.HasPrefix(k.Cited, "arXiv:") {
		return k.Cited
	}
	return "The DOI " + k.Cited
}

// askedFor says who does not know it.
func askedFor(k verify.Check) string {
	if strings.HasPrefix(k.Cited, "arXiv:") {
		return "Neither arXiv nor doi.org knows it."
	}
	return "doi.org, asked twice, answers that there is no such DOI, with any agency."
}
