package rule

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"loccit/verify"
)

func fragmentMissing() verify.Rule {
	return verify.Rule{
		ID:       "fragment-missing",
		Group:    reach,
		Title:    "The page has no such place",
		Severity: verify.Warning,
		Doc: `
What follows the # in the address names a place on the page: a heading, a note, a passage. The page answers, but has no
such place any more, so a reader lands at its top. The passage may have been rewritten or dropped.

Pages that build themselves with scripts are let pass: there the place may appear later. So are fragments that scripts read
(*#/route*, *#t=30s*, *#page/n41/mode/2up*), those of comments, and those that services for sharing put behind an address
(*#ixzz4Zab*, *#.VbXyZ12345c*).

**What to do.** Look for the passage on the page; name the new place, or drop the part behind the #.

**Example.** *https://valley.example/report#leaks*, and the page has no element with the id *leaks*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				before, fragment, ok := strings.Cut(cite.URL, "#")
				if !ok || s.Visit == nil || s.State != verify.Live && s.State != verify.Moved || !lacks(s.Visit, fragment) {
					return
				}
				report(verify.Finding{
					Where:      where,
					Message:    fmt.Sprintf("The page has no place called “#%s”.", short(decoded(fragment), 80)),
					Next:       "Look for the passage on the page; name the new place, or drop the part behind the #.",
					Evidence:   visited(s),
					Suggestion: &verify.Suggestion{Kind: "replace-url", Text: before},
				})
			})
		},
	}
}

func lacks(v *verify.Visit, fragment string) bool {
	return slices.ContainsFunc(v.Lacks, func(l string) bool {
		l = strings.TrimPrefix(l, "#")
		return l == fragment || decoded(l) == decoded(fragment)
	})
}

// decoded is s with its percent-encoding undone, where that can be.
func decoded(s string) string {
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}
