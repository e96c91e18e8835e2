package content

import (
	"fmt"
	"strings"
	"time"

	"loccit/verify"
)

// comparePublished asks whether the page names the day that the note cites,
// give or take one: clocks differ around the world, and an article of the
// evening is printed in the morning.
func (e *exam) comparePublished() answer {
	cited := e.date
	days := append([]string{e.page.Published}, append(e.page.Dates, e.page.Updated)...)
	known := false
	for _, raw := range days {
		d, ok := dateOf(raw)
		if !ok {
			continue
		}
		known = true
		if agree(cited, d) {
			return answer{Outcome: verify.Matches, found: raw}
		}
	}
	shown, ok := dateOf(e.page.Published)
	updated, _ := dateOf(e.page.Updated)
	a := answer{found: dayOf(e.page.Published)}
	switch {
	case !known:
		a.why = "the page names no date"
	case !ok && updated.Year != 0 && before(updated, cited):
		a.Outcome, a.found, a.why = verify.Differs, dayOf(e.page.Updated), "the page was last changed before that"
	case !ok:
		a.why = "the page names a day, but does not say of what"
	case !e.seen.IsZero() && agree(verify.DateOf(e.seen), shown):
		a.why = "the page bears the day on which it was looked at"
	case cited.Year < 1995 && shown.Year >= 1995 && !e.titleDated():
		a.why = "the source is older than the web, and its page came later"
	case updated.Year != 0 && before(shown, cited) && before(cited, updated) && !e.namesPerson():
		a.why = fmt.Sprintf("the page is of %s and was updated on %s: the note may mean a version between", shown, updated)
	case cited.Month == 0 && e.scholarly() && max(cited.Year-shown.Year, shown.Year-cited.Year) == 1:
		a.why = "articles of journals appear online in another year than in print"
	case e.interstitial():
		a.why = "the page asks for something before it shows the source"
	default:
		a.Outcome = verify.Differs
	}
	return a
}

// titleDated reports whether the page's title names a day, which is then that of
// the source, whenever the page was made: Navigation Bill (Hansard, 14 March 1995).
func (e *exam) titleDated() bool {
	for _, t := range append([]string{e.page.Title}, e.page.Titles...) {
		for i, words := 0, 0; i < len(t) && words < 40; words++ {
			if d, n := verify.ReadDate(t[i:]); n > 0 && d.Day > 0 {
				return true
			}
			i += nextWord(t[i:])
		}
	}
	return false
}

// scholarly: journals date an article several times.
func (e *exam) scholarly() bool {
	return e.doi || len(e.page.Dates) > 1 || strings.Contains(strings.ToLower(e.page.Site), "journal") || strings.Contains(strings.ToLower(e.container), "journal")
}

func dateOf(iso string) (verify.Date, bool) {
	d, n := verify.ReadDate(dayOf(iso))
	return d, n > 0 && d.Year != 0
}

// agree reports whether two dates may be one, as far as both are known, with a
// day's grace where a day is named.
func agree(a, b verify.Date) bool {
	from, to := span(a)
	low, high := span(b)
	grace := 24 * time.Hour
	if a.Day == 0 && b.Day == 0 {
		grace = 0
	}
	return !from.Add(-grace).After(high) && !to.Add(grace).Before(low)
}

// span is the first and the last day that d may mean.
func span(d verify.Date) (from, to time.Time) {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(d.Year, 12, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		from = time.Date(d.Year, time.Month(d.Month), 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(0, 1, -1)
	}
	from = time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	return from, from
}

func before(a, b verify.Date) bool {
	_, end := span(a)
	begin, _ := span(b)
	return end.Before(begin)
}
