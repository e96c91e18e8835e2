package report

import "loccit/verify"

type jsonGate struct {
	Passed   bool   `json:"passed"`
	Verdict  string `json:"verdict"`
	Next     string `json:"next,omitempty"`
	Stops    int    `json:"stops"`
	Baseline int    `json:"baseline"`
	Waived   int    `json:"waived"`
	Unsure   int    `json:"unsure"`
	Healed   int    `json:"healed"`
	Sources  int    `json:"sources"`
	Unjudged int    `json:"unjudged"`
}

func jsonGateOf(g *verify.Ruling) jsonGate {
	return jsonGate{
		Passed: g.Passed(), Verdict: plain(g.String()), Next: plain(g.Next), Stops: g.Stops, Baseline: g.Known, Waived: g.Waived,
		Unsure: g.Unsure, Healed: len(g.Healed), Sources: g.Sources, Unjudged: g.Unjudged,
	}
}

type jsonRemark struct {
	Kind    string `json:"kind"`
	Message string `json:"message"`
	Next    string `json:"next,omitempty"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
}

func (j *jsonStream) remarks(list []verify.Remark) {
	j.text(",\n \"remarks\": [")
	for i, m := range list {
		j.separate(i, "\n  ")
		j.put(jsonRemark{string(m.Kind), m.Message, m.Next, m.File, m.Line})
	}
	j.close(len(list), "\n ]")
}
