package verify

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// gated is a report on documents of notes, each with one citation and one
// finding of dead-link: "a.txt: url | words" is a note. States are by URL.
func gated(states map[string]State, notes ...string) *Report {
	r := &Report{}
	at := map[string]*Document{}
	for _, line := range notes {
		path, note, _ := strings.Cut(line, ": ")
		d := at[path]
		if d == nil {
			d = &Document{Path: path}
			at[path] = d
			r.Documents = append(r.Documents, d)
		}
		url, _, _ := strings.Cut(note, " ")
		span := Span{len(d.Text), len(d.Text) + len(note)}
		d.Text += note + "\n"
		d.Notes = append(d.Notes, Note{Label: fmt.Sprint(len(d.Notes) + 1), Series: 1, Span: span})
		d.Citations = append(d.Citations, Citation{Note: len(d.Notes) - 1, Span: span, URL: url})
	}
	for _, s := range Sources(r.Documents) {
		state, ok := states[s.URL]
		if !ok {
			state = Dead
		}
		r.Sources = append(r.Sources, Standing{Source: s, Evidence: &Evidence{}, Verdict: Verdict{State: state}})
	}
	c := NewCase(r.Documents, r.Sources, time.Time{})
	for d, doc := range r.Documents {
		for i := range doc.Citations {
			if s := c.Standing(d, i); s.State == Dead {
				r.Findings = append(r.Findings, Finding{Rule: "dead-link", Severity: Error, Where: c.AtCitation(d, i)})
			}
		}
	}
	return r
}

var gateRules = []Rule{{ID: "dead-link", Severity: Error}, {ID: "unreachable-link", Severity: Warning, Heals: true}}

func TestGateWeighs(t *testing.T) {
	for name, c := range map[string]struct {
		finding Finding
		policy  Policy
		stops   bool
		counts  [3]int // unsure, known, waived
	}{
		"an error":                          {Finding{Rule: "dead-link", Severity: Error}, Policy{FailOn: Error}, true, [3]int{}},
		"a warning":                         {Finding{Rule: "url-date", Severity: Warning}, Policy{FailOn: Error}, false, [3]int{}},
		"a warning that counts":             {Finding{Rule: "url-date", Severity: Warning}, Policy{FailOn: Warning}, true, [3]int{}},
		"the zero policy":                   {Finding{Rule: "url-date", Severity: Advice}, Policy{}, true, [3]int{}},
		"never":                             {Finding{Rule: "dead-link", Severity: Error}, Policy{Never: true, StopFor: []string{"dead-link"}}, false, [3]int{}},
		"it may heal":                       {Finding{Rule: "unreachable-link", Severity: Error}, Policy{FailOn: Error}, false, [3]int{1, 0, 0}},
		"it may heal, and the gate is told": {Finding{Rule: "unreachable-link", Severity: Warning}, Policy{FailOn: Error, StopFor: []string{"unreachable-link"}}, true, [3]int{}},
		"waived":                            {Finding{Rule: "dead-link", Severity: Error, Waived: &Waiver{}}, Policy{FailOn: Error}, false, [3]int{0, 0, 1}},
		"waived, and of a rule to stop for": {Finding{Rule: "dead-link", Severity: Error, Waived: &Waiver{}}, Policy{FailOn: Error, StopFor: []string{"dead-link"}}, false, [3]int{0, 0, 1}},
	} {
		r := &Report{Documents: []*Document{{Path: "a.txt", Text: "Words."}}, Findings: []Finding{c.finding}}
		c.policy.Checked = gateRules
		g := Gate(r, c.policy)
		if g.Findings[0].Stops != c.stops || g.Passed() == c.stops || [3]int{g.Unsure, g.Known, g.Waived} != c.counts {
			t.Errorf("%s: stops %v, %v", name, g.Findings[0].Stops, g)
		}
		if r.Findings[0].Stops {
			t.Errorf("%s: the gate changed the report", name)
		}
	}
}

// What the verdict counts can be found again in what a report counts.
func TestGateCountsAsReportsDo(t *testing.T) {
	hard := Finding{Rule: "dead-link", Severity: Error}
	soft := Finding{Rule: "url-date", Severity: Warning}
	mark := func(f Finding, known, waived bool) Finding {
		f.Baseline = known
		if waived {
			f.Waived = &Waiver{}
		}
		return f
	}
	for want, findings := range map[string][]Finding{
		"Yes: nothing that is new, sure and not waived.":                                                 {mark(soft, true, false)},
		"Yes: nothing that is new, sure and not waived; 1 in the baseline, 1 waived.":                    {mark(hard, true, false), mark(hard, true, true)},
		"Yes: nothing that is new, sure and not waived; 1 of 3 in the baseline would stop it.":           {mark(soft, true, false), mark(hard, true, false), mark(soft, true, false)},
		"No: 1 new finding (dead-link); 1 of 2 waived would stop it.":                                    {hard, mark(soft, false, true), mark(hard, true, true)},
		"Yes: nothing that is new, sure and not waived; 1 of 2 in the baseline would stop it, 2 waived.": {mark(soft, true, false), mark(hard, true, false), mark(hard, false, true), mark(hard, false, true)},
	} {
		g := &Ruling{Findings: findings}
		for i := range findings {
			g.weigh(&findings[i], Policy{FailOn: Error, Checked: gateRules})
		}
		if got := g.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestGateThatCannotSee(t *testing.T) {
	for name, c := range map[string]struct {
		states map[State]int
		share  float64
		blind  bool
	}{
		"nothing to see":      {map[State]int{}, 0, false},
		"all live":            {map[State]int{Live: 20}, 0, false},
		"one of twenty":       {map[State]int{Live: 19, Unreachable: 1}, 0.05, false},
		"two of twenty":       {map[State]int{Live: 18, Unreachable: 1, Unchecked: 1}, 0.05, true},
		"blocked is answered": {map[State]int{Live: 1, Blocked: 19}, 0.05, false},
		"exactly the share":   {map[State]int{Live: 71, Unchecked: 29}, 0.29, false},
		"all, and allowed":    {map[State]int{Unchecked: 3}, 1, false},
		"the zero policy":     {map[State]int{Live: 99, Unchecked: 1}, 0, true},
	} {
		r := &Report{}
		for state, n := range c.states {
			for range n {
				r.Sources = append(r.Sources, Standing{Verdict: Verdict{State: state}})
			}
		}
		g := Gate(r, Policy{FailOn: Error, MaxUnjudged: c.share})
		if g.Blind != c.blind || g.Passed() == c.blind || (g.Why == "unjudged") != c.blind {
			t.Errorf("%s: %+v", name, g)
		}
	}
	r := &Report{Run: Run{Why: "deadline"}, Sources: []Standing{{}}}
	if g := Gate(r, Policy{}); g.Passed() || g.Why != "deadline" {
		t.Errorf("a run without time: %+v", g)
	}
}

// baselineOf is what a gate over r would write.
func baselineOf(r *Report) *Baseline { return Gate(r, Policy{FailOn: Error, Checked: gateRules}).Kept }

func TestBaseline(t *testing.T) {
	a, b := "a.txt: https://x.example/a Moor", "a.txt: https://x.example/b Hale"
	for name, c := range map[string]struct {
		before, now []string
		states      map[string]State
		checked     []Rule
		since       string
		stops       int
		healed      string // sources
		kept        int    // findings in a baseline written now
	}{
		"the same":             {before: []string{a, b}, now: []string{a, b}, kept: 2},
		"in another order":     {before: []string{a, b}, now: []string{b, a}, kept: 2},
		"one more":             {before: []string{a}, now: []string{a, b}, stops: 1, kept: 2},
		"one of two equal":     {before: []string{a}, now: []string{a, a}, stops: 1, kept: 2},
		"two of two equal":     {before: []string{a, a}, now: []string{a, a}, kept: 2},
		"one of two healed":    {before: []string{a, a}, now: []string{a}, healed: "https://x.example/a", kept: 1},
		"an edited note":       {before: []string{a}, now: []string{a + "e"}, stops: 1, kept: 1},
		"a healed one":         {before: []string{a, b}, now: []string{a, b}, states: map[string]State{"https://x.example/b": Live}, healed: "https://x.example/b", kept: 1},
		"blocked is no longer": {before: []string{a}, now: []string{a}, states: map[string]State{"https://x.example/a": Blocked}, healed: "https://x.example/a"},
		"not reached":          {before: []string{a}, now: []string{a}, states: map[string]State{"https://x.example/a": Unreachable}, kept: 1},
		"not asked":            {before: []string{a}, now: []string{a}, states: map[string]State{"https://x.example/a": Unchecked}, kept: 1},
		"cited no longer":      {before: []string{a, b}, now: []string{a}, healed: "https://x.example/b", kept: 1},
		"of another document":  {before: []string{a, "c.txt: https://x.example/c Loss"}, now: []string{a}, kept: 2},
		"a rule that is off":   {before: []string{a, b}, now: []string{a}, checked: gateRules[1:], kept: 2},
		"changed notes alone":  {before: []string{a, b}, now: []string{a}, since: "HEAD", kept: 2},
		"in another document":  {before: []string{a}, now: []string{"b.txt" + a[5:]}, kept: 1},
	} {
		known, err := ParseBaseline(baselineOf(gated(nil, c.before...)).Bytes())
		if err != nil {
			t.Fatal(err)
		}
		r := gated(c.states, c.now...)
		r.Run.Since = c.since
		if c.checked == nil {
			c.checked = gateRules
		}
		g := Gate(r, Policy{FailOn: Error, MaxUnjudged: 1, Baseline: known, Checked: c.checked})
		var healed []string
		for _, k := range g.Healed {
			healed = append(healed, k.Source)
		}
		if g.Stops != c.stops || strings.Join(healed, " ") != c.healed || g.Kept.Size() != c.kept {
			t.Errorf("%s: %d stop, healed %v, %d kept: %s", name, g.Stops, healed, g.Kept.Size(), g.Kept.Bytes())
		}
	}
}

func TestBaselineFile(t *testing.T) {
	b := baselineOf(gated(nil, "b.txt: https://x.example/b?x=1&y=2 Hale", "a.txt: https://x.example/a Moor", "a.txt: https://x.example/a Moor"))
	want := b.Bytes()
	again, err := ParseBaseline(want)
	if err != nil || string(again.Bytes()) != string(want) || again.Size() != 3 {
		t.Errorf("%v: %s became %s", err, want, again.Bytes())
	}
	if !strings.Contains(string(want), "x=1&y=2") || strings.Index(string(want), "a.txt") > strings.Index(string(want), "b.txt") {
		t.Errorf("not sorted, or not readable: %s", want)
	}
	for name, data := range map[string]string{
		"empty": "", "white space": " \n", "no findings": `{"schema":"loccit.baseline/1"}`, "null": `{"schema":"loccit.baseline/1","findings":null}`,
	} {
		if b, err := ParseBaseline([]byte(data)); err != nil || b.Size() != 0 {
			t.Errorf("%s: %v, %v", name, b, err)
		}
	}
	merged, err := ParseBaseline([]byte(`{"schema":"loccit.baseline/1","findings":[{"fingerprint":"f","count":1,"documents":["b"]},{"fingerprint":"f","count":2,"documents":["a"]}]}`))
	if err != nil || merged.Size() != 2 || len(merged.Known) != 1 || strings.Join(merged.Known[0].Documents, "") != "ab" {
		t.Errorf("merged: %+v, %v", merged, err)
	}
	for data, want := range map[string]string{
		`{"schema":"loccit.baseline/2"}`: "version 2, and this loccit reads version 1",
		`{"schema":"loccit.report/1"}`:   "not a baseline",
		`{"findings":[]}`:                "not a baseline",
		`[]`:                             "not a baseline",
		"{\"schema\":\"loccit.baseline/1\",\n\n<<<<<<<":                            "line 3",
		"{\"schema\":\"loccit.baseline/1\",\n\"findings\":[{\"count\":\"many\"}]}": "line 2",
		`{"schema":"loccit.baseline/0"}`:                                           "not a baseline",
	} {
		if _, err := ParseBaseline([]byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", data, err, want)
		}
	}
}

func FuzzParseBaseline(f *testing.F) {
	f.Add(baselineOf(gated(nil, "a.txt: https://x.example/a Moor")).Bytes())
	f.Add([]byte(`{"schema":"loccit.baseline/1","findings":[{"count":-3,"documents":null}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := ParseBaseline(data)
		if err != nil {
			return
		}
		again, err := ParseBaseline(b.Bytes())
		if err != nil || string(again.Bytes()) != string(b.Bytes()) {
			t.Fatalf("%v: %s became %s", err, b.Bytes(), again.Bytes())
		}
	})
}
