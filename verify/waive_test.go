package verify

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestWaive(t *testing.T) {
	const url = "https://x.example/a?b=c"
	now := time.Date(2026, 3, 31, 23, 59, 0, 0, time.FixedZone("", 2*3600))
	last, past := Date{2026, 3, 31}, Date{2026, 3, 30}
	for name, c := range map[string]struct {
		waivers []Waiver
		state   State
		since   string
		checked []Rule
		waived  bool
		remarks string
	}{
		"by rule":                         {waivers: []Waiver{{Rule: "dead-link"}}, waived: true},
		"by URL":                          {waivers: []Waiver{{URL: url}}, waived: true},
		"by URL, written otherwise":       {waivers: []Waiver{{URL: "HTTPS://X.example:443/a?b=c#top"}}, waived: true},
		"by glob":                         {waivers: []Waiver{{URL: "https://x.example/*"}}, waived: true},
		"by host":                         {waivers: []Waiver{{URL: "*.example"}}, waived: true},
		"by both":                         {waivers: []Waiver{{Rule: "dead-link", URL: url}}, waived: true},
		"of another rule":                 {waivers: []Waiver{{Rule: "soft-404", URL: url}}, checked: []Rule{{ID: "soft-404"}}, remarks: "waiver-unused"},
		"of another URL":                  {waivers: []Waiver{{URL: "https://x.example/a"}}, remarks: "waiver-unused"},
		"of a rule that is off":           {waivers: []Waiver{{Rule: "soft-404", URL: url}}},
		"unused, of notes that changed":   {waivers: []Waiver{{URL: "https://y.example/"}}, since: "HEAD"},
		"unused, of what was not reached": {waivers: []Waiver{{Rule: "dead-link", URL: url}}, state: Unreachable},
		"on its last day":                 {waivers: []Waiver{{URL: url, Until: last}}, waived: true},
		"a day later":                     {waivers: []Waiver{{URL: url, Until: past}}, remarks: "waiver-expired"},
		"a day later, of a change":        {waivers: []Waiver{{URL: url, Until: past}}, since: "HEAD", remarks: "waiver-expired"},
		"the first has run out":           {waivers: []Waiver{{URL: url, Until: past}, {Rule: "dead-link"}}, waived: true, remarks: "waiver-expired"},
		"ran out and matches none":        {waivers: []Waiver{{URL: "https://y.example/", Until: past}}, remarks: "waiver-expired"},
	} {
		states := map[string]State{url: Dead}
		if c.state != Unchecked {
			states[url] = c.state
		}
		r := gated(states, "a.txt: "+url+" Moor")
		r.Run.Since = c.since
		if c.checked == nil {
			c.checked = gateRules
		}
		findings, remarks := Waive(r, c.waivers, c.checked, now)
		var kinds []string
		for _, m := range remarks {
			kinds = append(kinds, string(m.Kind))
		}
		if strings.Join(kinds, " ") != c.remarks || len(findings) > 0 && (findings[0].Waived != nil) != c.waived {
			t.Errorf("%s: %+v, %v", name, findings, remarks)
		}
		if len(r.Findings) > 0 && (r.Findings[0].Waived != nil || len(r.Findings[0].Evidence) > 0) {
			t.Errorf("%s: the report was changed", name)
		}
	}
}

func TestSeen(t *testing.T) {
	on, until := Date{2026, 2, 3}, Date{2026, 8, 2}
	for name, c := range map[string]struct {
		state  State
		reason string
		today  Date
		want   State
		remark RemarkKind
	}{
		"blocked":            {Blocked, "bot-wall", on, Live, RemarkSeen},
		"unreachable":        {Unreachable, "timeout", on, Live, RemarkSeen},
		"excluded":           {Unchecked, "excluded", on, Live, RemarkSeen},
		"offline":            {Unchecked, "offline", on, Unchecked, ""},
		"dead":               {Dead, "http-404", on, Dead, ""},
		"suspect":            {Suspect, "soft-404", on, Suspect, ""},
		"live":               {Live, "ok", on, Live, ""},
		"on the last day":    {Blocked, "bot-wall", until, Live, RemarkSeen},
		"after it":           {Blocked, "bot-wall", Date{2026, 8, 3}, Blocked, RemarkSeenExpired},
		"before it happened": {Blocked, "bot-wall", Date{2026, 2, 2}, Blocked, RemarkSeenExpired},
	} {
		sources := []Source{{Key: "https://x.example/a", URL: "https://x.example/a"}}
		evidence := make([]Evidence, 1)
		AddSeen(sources, evidence, []Seen{
			{URL: "https://x.example/a", On: Date{2020, 1, 1}, Until: Date{2020, 2, 1}, By: "nobody"},
			{URL: "HTTPS://x.example/a#p", On: on, Until: until, By: "I. Marsh"},
		})
		st := Standing{Source: sources[0], Evidence: &evidence[0], Verdict: Verdict{c.state, c.reason, "why"}}
		st.see(evidence[0].Word, c.today)
		remarks := SeenRemarks([]Standing{st}, time.Date(c.today.Year, time.Month(c.today.Month), c.today.Day, 9, 0, 0, 0, time.UTC))
		if st.State != c.want {
			t.Errorf("%s: %v", name, st.State)
		}
		if c.remark == "" && len(remarks) == 0 {
			continue
		}
		if len(remarks) != 1 || remarks[0].Kind != c.remark || !strings.Contains(remarks[0].Message, "I. Marsh") {
			t.Errorf("%s: %v", name, remarks)
		}
	}
}

func TestSelection(t *testing.T) {
	was := []string{"a.txt: https://x.example/a Moor", "a.txt: Ibid.", "a.txt: https://x.example/b Hale"}
	for name, c := range map[string]struct {
		now     []string
		looked  string // labels of the notes that are looked at
		sources int
		differs bool
	}{
		"nothing":                    {was, "", 0, false},
		"a note above":               {append([]string{"a.txt: https://x.example/c Loss"}, was...), "1", 1, true},
		"a note taken out":           {was[1:], "", 0, true},
		"an edited note":             {[]string{was[0], was[1], was[2] + ", 4"}, "3", 1, true},
		"a second of the same words": {append(was[:3:3], was[1]), "4", 0, true},
	} {
		d, old := gated(nil, c.now...).Documents[0], gated(nil, was...).Documents[0]
		for i := range d.Citations {
			if d.Citations[i].URL == "Ibid." {
				d.Citations[i].URL = ""
			}
		}
		docs := []*Document{d}
		s := &Selection{Since: "HEAD"}
		differs := s.Add(d, old)
		var looked []string
		for n := range d.Notes {
			if s.holds(d, n) {
				looked = append(looked, d.Notes[n].Label)
			}
		}
		sources := s.Sources(docs, Sources(docs))
		if differs != c.differs || strings.Join(looked, " ") != c.looked || len(sources) != c.sources {
			t.Errorf("%s: differs %v, looked at %v, %d sources", name, differs, looked, len(sources))
		}
		c := NewCase(docs, nil, time.Time{})
		var findings []Finding
		for n := range d.Notes {
			findings = append(findings, Finding{Where: c.AtNote(0, n)})
		}
		if kept := s.Findings(docs, findings); fmt.Sprint(len(kept)) != fmt.Sprint(len(looked)) {
			t.Errorf("%s: %d findings on %d notes", name, len(kept), len(looked))
		}
	}
	var all *Selection
	d := gated(nil, was...).Documents
	if n := len(all.Sources(d, Sources(d))); n != len(Sources(d)) || all.Revision() != "" || all.Notes(d) != 3 {
		t.Errorf("the nil Selection leaves something out: %d", n)
	}
}
