package report

import (
	"time"

	"loccit/verify"
)

type jsonChange struct {
	URL    string      `json:"url"`
	Kind   string      `json:"kind"`
	From   string      `json:"from,omitempty"`
	To     string      `json:"to"`
	Since  time.Time   `json:"since,omitzero"`
	Detail string      `json:"detail,omitempty"`
	Link   string      `json:"link,omitempty"`
	Waived *jsonWaiver `json:"waived,omitempty"`
}

type jsonBroken struct {
	URL    string      `json:"url"`
	State  string      `json:"state"`
	Since  time.Time   `json:"since"`
	Days   int         `json:"days"`
	Detail string      `json:"detail,omitempty"`
	Waived *jsonWaiver `json:"waived,omitempty"`
}

type jsonEnding struct {
	Rule string `json:"rule,omitempty"`
	URL  string `json:"url,omitempty"`
	jsonWaiver
}

type jsonPlan struct {
	Asked int `json:"asked"`
	Left  int `json:"left"`
}

// night writes what a nightly run has to tell.
func (j *jsonStream) night(r reading) {
	n := r.Night
	j.text(",\n \"changes\": [")
	for i := range n.Changes {
		c := &n.Changes[i]
		j.separate(i, "\n  ")
		j.put(jsonChange{c.URL, c.Kind, c.From, c.To, c.Since.UTC(), c.Detail, c.Link, jsonWaiverOf(c.Waived)})
	}
	j.close(len(n.Changes), "\n ],\n \"still_broken\": [")
	for i := range n.Broken {
		b := &n.Broken[i]
		j.separate(i, "\n  ")
		j.put(jsonBroken{b.URL, b.State.String(), b.Since.UTC(), daysSince(b.Since, r.Run.Started), b.Detail, jsonWaiverOf(b.Waived)})
	}
	j.close(len(n.Broken), "\n ],\n \"waivers_ending\": [")
	for i := range n.Ending {
		w := &n.Ending[i]
		j.separate(i, "\n  ")
		j.put(jsonEnding{w.Rule, w.URL, *jsonWaiverOf(w)})
	}
	j.close(len(n.Ending), "\n ]")
	j.field("night", jsonPlan{n.Asked, n.Left})
}

func jsonWaiverOf(w *verify.Waiver) *jsonWaiver {
	if w == nil {
		return nil
	}
	return &jsonWaiver{w.Reason, isoDate(w.Until), w.By}
}
