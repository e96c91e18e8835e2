package rule

import (
	"fmt"
	"strings"
	"time"

	"loccit/verify"
)

func dateImpossible() verify.Rule {
	return verify.Rule{
		ID:       "date-impossible",
		Group:    citation,
		Title:    "The date does not exist, or lies in the future",
		Severity: verify.Warning,
		Doc: `
No calendar has the day that the note gives, or it has not come yet. It is a slip of the pen, a mix-up of day and month, or a
citation that nobody looked up.

What is marked as forthcoming may lie in the future, and a bare year may be the next one: books carry it early.

**What to do.** Look the date up at the source.

**Example.** *February 30, 2021*; a page *accessed* next March.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				text := cite.Span.Of(doc.Text)
				for _, date := range []struct {
					is   string
					date verify.Date
				}{{"dated", cite.Date}, {"accessed", cite.Accessed}} {
					fault := impossible(date.date, c.Now, text)
					if fault == "" {
						continue
					}
					report(verify.Finding{
						Where:    c.AtCitation(d, i),
						Message:  fmt.Sprintf("The source is %s %s: %s.", date.is, date.date, fault),
						Next:     "Look the date up at the source, and correct it.",
						Evidence: []string{"The citation: " + short(text, 160)},
					})
				}
			})
		},
	}
}

// impossible says what is wrong with a date, or nothing. text is what the note
// says of the source: it may be announced.
func impossible(d verify.Date, now time.Time, text string) string {
	if d.Year == 0 {
		return ""
	}
	if d.Month > 12 || d.Day > 31 || d.Month > 0 && d.Day > day(d.Year, d.Month+1, 0).Day() {
		return "there is no such day"
	}
	if now.IsZero() {
		return ""
	}
	first, _ := bounds(d)
	soon := now.AddDate(0, 0, 1) // elsewhere it may be tomorrow already
	if d.Month == 0 {
		soon = now.AddDate(1, 0, 0)
	}
	if first.After(soon) && !forthcoming(text) {
		return "that day is still to come"
	}
	return ""
}

func forthcoming(text string) bool {
	text = strings.ToLower(text)
	for _, w := range []string{"forthcoming", "in press", "to appear", "to be published", "im erscheinen", "im druck", "erscheint", "à paraître", "sous presse", "próximo", "en prensa", "in uscita", "in corso di stampa", "no prelo", "te verschijnen", "scheduled", "upcoming", "due "} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
