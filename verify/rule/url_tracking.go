package rule

import (
	"fmt"
	"slices"

	"loccit/verify"
)

func urlTracking() verify.Rule {
	return verify.Rule{
		ID:       "url-tracking",
		Group:    urlAsPrinted,
		Title:    "The URL carries tracking parameters",
		Severity: verify.Advice,
		Doc: `
The end of the address tells the site where its visitor came from: a newsletter, a social network, a person's share button.
It says nothing about the page, makes the address long, and may tell more about the author than she knows.

**What to do.** Cut it off; the page stays the same.

**Example.** *https://valley.example/dam?utm_source=newsletter* is *https://valley.example/dam*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				clean, gone := untracked(cite.URL)
				gone = slices.DeleteFunc(gone, func(p string) bool { return assistant(p) != "" })
				if cite.URL == "" || len(gone) == 0 {
					return
				}
				report(verify.Finding{
					Where:      c.AtCitation(d, i),
					Message:    fmt.Sprintf("A part of the URL only tells the site where its reader came from: %s.", list(gone)),
					Next:       "Cut it off; the page stays the same.",
					Evidence:   []string{"The URL: " + cite.URL},
					Suggestion: &verify.Suggestion{Kind: "replace-url", Text: clean},
				})
			})
		},
	}
}
