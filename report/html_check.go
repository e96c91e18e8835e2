package report

import (
	"strings"

	"loccit/verify"
)

// An htmlCheck is one comparison of a note with its source.
type htmlCheck struct {
	Class string // the outcome, as in the schema
	Name  string // what was compared, and how it came out
	Why   string
	Was   []piece // as cited; only where it is set beside what was found
	Is    []piece
	Found string // where it matches: as the source has it
	Copy  string // the snapshot that was looked at; empty for the live page
}

// withoutHour is what was found, and of a moment the day.
func withoutHour(k verify.Check) string {
	if day, _, ok := strings.Cut(k.Found, "T"); ok && k.What == verify.CheckPublished && len(day) == len("2006-01-02") {
		return day
	}
	return k.Found
}

func (s *htmlDocument) checksOf(i int) []htmlCheck {
	var list []htmlCheck
	for _, group := range groups(s.page.checks(s.doc, i)) {
		k := group[0]
		h := htmlCheck{Class: k.Answer.String(), Name: checkName(k.What) + " " + answerName(k.Answer), Why: plain(k.Why)}
		if k.Answer == verify.CannotTell {
			h.Name = groupName(group) + ": cannot tell"
		}
		if by := registryName(k); by != "" && k.Answer != verify.CannotTell {
			h.Name += " (by " + by + ")"
		} else if k.Where != "live" && k.Answer != verify.CannotTell {
			h.Copy = link(k.Where)
		}
		if tells(s.byNote[s.doc.Citations[i].Note], k) { // just above
			h.Why = ""
		}
		switch {
		case k.What == verify.CheckDOI: // a number beside a title
			h.Found = clip(plain(k.Found), 200)
		case k.Answer == verify.Differs, k.Answer == verify.Altered, k.Answer == verify.Missing:
			h.Was, h.Is = wordDifference(k.Cited, k.Found)
		case k.What == verify.CheckQuote && k.Found != "" && plain(k.Found) != plain(k.Cited):
			h.Was, h.Is = wordDifference(k.Cited, k.Found)
		case k.Answer == verify.Matches && k.What != verify.CheckQuote && plain(k.Found) != plain(k.Cited):
			h.Found = clip(plain(withoutHour(k)), 200)
		}
		list = append(list, h)
	}
	return list
}
