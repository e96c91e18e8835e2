package rule

import (
	"fmt"
	"slices"
	"time"

	"loccit/verify"
	"loccit/verify/content"
)

func contentDrift() verify.Rule {
	return verify.Rule{
		ID:       "content-drift",
		Group:    contents,
		Title:    "The page has changed since it was cited",
		Severity: verify.Advice,
		Doc: `
Much of what the archived copy nearest the citation says is no longer on the page. The copy's sentences are looked for in
the page, five words at a time; menus, dates, links and small corrections are let pass, and so is a page that shows only
its beginning. A quotation that is still found on the page says more than any count, and settles the matter.

A page counts as changed where less than seven tenths of the copy's main text is left. That floor is the same for all pages:
how much one changes by itself could be told from two of its copies, and only the one nearest the citation is fetched.

**What to do.** Read the page. If what the note rests on is gone, cite the archived copy.

**Example.** Of a report of 2019 the page keeps the title, and a fifth of the text.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				i, _ := where.Citation()
				if s.Drift == nil || !s.Drift.Moved || answered(c.Checks(d, i)) {
					return
				}
				report(verify.Finding{
					Where:   where,
					Message: drifted(s),
					Next:    "Read the page. If what the note rests on is gone, cite the archived copy.",
					Evidence: append(lostPassage(s.Drift),
						fmt.Sprintf("Main text: %d words in the copy, %d on the page.", s.Drift.Was, s.Drift.Is), snapshot(s.Archive)),
					Suggestion: &verify.Suggestion{Kind: "add-archive", Text: s.Archive.Snapshot},
				})
			})
		},
	}
}

// answered: another check says more. The quotation is there, or the page is
// another one altogether.
func answered(checks []verify.Check) bool {
	return slices.ContainsFunc(checks, func(k verify.Check) bool {
		return k.Where == content.Live && (k.What == verify.CheckQuote && k.Answer == verify.Matches || k.What == verify.CheckTitle && k.Answer == verify.Differs)
	})
}

func drifted(s *verify.Standing) string {
	since := "its archived copy was made"
	if !s.Archive.Captured.IsZero() {
		since = s.Archive.Captured.UTC().Format(time.DateOnly)
	}
	if s.Drift.Away {
		return fmt.Sprintf("The page is about something else since %s: %.0f %% of what it said is left.", since, 100*s.Drift.Kept)
	}
	return fmt.Sprintf("The page has changed since %s: %.0f %% of what it said is left.", since, 100*s.Drift.Kept)
}

func lostPassage(d *verify.Drift) []string {
	if d.Lost == "" {
		return nil
	}
	return []string{"Not there any more: “" + short(d.Lost, 160) + "”"}
}
