package report

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// gated is the report of a gate: a finding that stops it, one in the baseline,
// one that is waived, a source that an editor has seen by hand, and remarks.
func gated(t testing.TB) *verify.Report {
	d := letters(t)
	source := verify.Sources([]*verify.Document{d})[0]
	seen := verify.Seen{URL: source.URL, On: verify.Date{Year: 2026, Month: 11, Day: 2}, Until: verify.Date{Year: 2027, Month: 5, Day: 1}, By: "I. Marsh", File: "loccit.toml", Line: 9}
	sources := []verify.Source{source}
	evidence := []verify.Evidence{{Checked: sampleNow.Add(-time.Hour), Visit: &verify.Visit{
		URL: source.URL, Final: source.URL, Status: 403, Attempts: 1, Header: verify.Header{Rare: &verify.RareHeader{Mitigated: "challenge"}},
	}}}
	verify.AddSeen(sources, evidence, []verify.Seen{seen})
	c, _ := verify.Judge([]*verify.Document{d}, sources, evidence, verify.Comparison{}, nil, sampleNow)
	r := &verify.Report{
		Version: "1.0.0", Run: verify.Run{ID: "20261123-093000", Command: "gate", Started: sampleNow.Add(-time.Second), Finished: sampleNow, Since: "main"},
		Documents: c.Documents, Sources: c.Sources, Rules: sampleRules,
		Findings: []verify.Finding{
			{Rule: "url-damaged", Severity: verify.Error, Where: c.AtCitation(0, 0), Message: "The URL looks damaged.", Next: "Look it up."},
			{Rule: "dead-link", Severity: verify.Error, Where: c.AtCitation(0, 0), Message: "The source is gone.", Next: "Cite another."},
			{Rule: "note-uncalled", Severity: verify.Error, Where: c.AtNote(0, 0), Message: "Nothing points to the note."},
		},
	}
	r.Remarks = verify.SeenRemarks(r.Sources, sampleNow)
	findings, said := verify.Waive(r, []verify.Waiver{
		{Rule: "note-uncalled", Reason: "it is called from a figure", Until: verify.Date{Year: 2027, Month: 1, Day: 31}, By: "H. Brandt", File: "loccit.toml", Line: 2},
		{Rule: "dead-link", URL: "https://museum.example/*", Reason: "in print", Until: verify.Date{Year: 2026, Month: 11, Day: 22}, File: "loccit.toml", Line: 14},
	}, sampleRules, sampleNow)
	r.Findings = findings
	known := &verify.Baseline{Known: []verify.Known{{Fingerprint: r.Fingerprint(&r.Findings[1]), Rule: "dead-link", Source: source.Key, Documents: []string{d.Path}, Count: 1}}}
	g := verify.Gate(r, verify.Policy{FailOn: verify.Error, MaxUnjudged: 0.05, Checked: sampleRules, Baseline: known})
	g.Next = "loccit fix drafts/letters.md"
	r.Findings, r.Gate = g.Findings, g
	r.Remarks = append(r.Remarks, said...)
	r.Remarks = append(r.Remarks, verify.HealedRemarks([]verify.Known{{Rule: "soft-404", Source: "https://museum.example/old", Count: 1}})...)
	return r
}

// TestWritersOnAGate sets what each format makes of a gate beside its golden
// file, and looks for what each must tell.
func TestWritersOnAGate(t *testing.T) {
	for _, w := range Writers() {
		t.Run(w.Name, func(t *testing.T) {
			written := writeTo(t, w.Name, gated(t), Options{Verbose: true, Fails: func(f verify.Finding) bool { return f.Stops }})
			golden(t, "gate-"+w.Name+"."+w.Ending, written)
			switch w.Name {
			case "metrics": // numbers alone
				return
			case "xlsx":
				written = wordsOf(t, written)
			}
			said := strings.Join(strings.Fields(string(written)), " ")
			for _, want := range []string{
				"I. Marsh opened it by hand on 2026-11-02", // seen, and by whom
				"ran out on 2026-11-22",                    // a waiver
				"Healed: soft-404 of https",
			} {
				if !strings.Contains(strings.ReplaceAll(said, "\\", ""), want) {
					t.Errorf("it does not say %q", want)
				}
			}
			if w.Name != "csv" && w.Name != "xlsx" && !strings.Contains(strings.ReplaceAll(said, "\\", ""), "No: 1 new finding (url-damaged); 1 in the baseline, 1 waived.") {
				t.Error("it does not give the verdict")
			}
			if w.Name != "github" && !strings.Contains(said, "it is called from a figure") {
				t.Error("it does not give the reason of the waiver")
			}
		})
	}
	rows, err := csv.NewReader(bytes.NewReader(writeTo(t, "csv", gated(t), Options{}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if last := rows[len(rows)-1]; !strings.HasPrefix(last[slices.Index(rows[0], "findings")], "healed: ") {
		t.Errorf("what healed is not among the findings of the table: %q", last)
	}
	checkSchema(t, compileSchema(t), writeTo(t, "json", gated(t), Options{}))
	checkSchema(t, compileSARIF(t), writeTo(t, "sarif", gated(t), Options{}))
}
