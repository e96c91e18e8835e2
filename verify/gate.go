package verify

import (
	"fmt"
	"slices"
	"strings"
)

// A Policy says what a gate stops for. The zero Policy stops for every finding
// of a rule that does not heal, and for every source that could not be looked
// at.
type Policy struct {
	FailOn      Severity // findings of this severity and above stop it
	Never       bool     // nothing stops it but that it cannot see
	StopFor     []string // rules that stop it whatever their severity, and though what they find may heal
	MaxUnjudged float64  // the share of sources that may be unreachable or unchecked, from 0 to 1
	Baseline    *Baseline
	Checked     []Rule                   // the rules that looked
	Name        func(path string) string // of a document in the baseline; nil for its path
}

// A Ruling is what a gate says of a report.
type Ruling struct {
	Findings []Finding // of the report, with Baseline and Stops set
	Healed   []Known   // of the baseline, and not found any more
	Kept     *Baseline // what a new baseline should know: what was found, and what could not be looked for

	Stops    int // findings that stop the gate
	Unsure   int // findings that would, but may heal
	Known    int // findings that would, but are in the baseline
	Waived   int // findings that would, but are waived
	Sources  int
	Unjudged int    // sources that are unreachable or unchecked
	Blind    bool   // more than the policy allows
	Failed   int    // documents that could not be read, as the command counts them
	Why      string // the run is not complete: see Run.Why
	Next     string // what to run next, as the command knows
}

// Gate says whether r passes policy. It is pure, and r stays as it was; what
// editors have waived is marked in r already, see Waive.
func Gate(r *Report, policy Policy) *Ruling {
	g := &Ruling{Findings: slices.Clone(r.Findings), Sources: len(r.Sources), Why: r.Run.Why}
	m := matched(r, g.Findings, policy)
	for i := range g.Findings {
		g.weigh(&g.Findings[i], policy)
	}
	g.Healed = m.healed(r, policy)
	g.Kept = m.kept(r, policy)
	for i := range r.Sources {
		if r.Sources[i].Wraps != "" { // whether a copy can be seen stands in no one's way
			g.Sources--
			continue
		}
		if s := r.Sources[i].State; s == Unchecked || s == Unreachable {
			g.Unjudged++
		}
	}
	const rounding = 1e-9 // 29 of 100 are not more than 0.29
	g.Blind = float64(g.Unjudged) > policy.MaxUnjudged*float64(g.Sources)+rounding
	if g.Blind && g.Why == "" {
		g.Why = "unjudged"
	}
	return g
}

// weigh counts f where it would stop the gate, and says why it does not.
func (g *Ruling) weigh(f *Finding, policy Policy) {
	wanted := slices.Contains(policy.StopFor, f.Rule)
	if policy.Never || !wanted && f.Severity < policy.FailOn {
		return
	}
	switch {
	case f.Waived != nil:
		g.Waived++
	case f.Baseline:
		g.Known++
	case !wanted && policy.heals(f.Rule):
		g.Unsure++
	default:
		f.Stops = true
		g.Stops++
	}
}

func (p Policy) heals(rule string) bool {
	i := slices.IndexFunc(p.Checked, func(r Rule) bool { return r.ID == rule })
	return i >= 0 && p.Checked[i].Heals
}

// Passed reports whether the gate says yes.
func (g *Ruling) Passed() bool { return g.Stops == 0 && g.Why == "" && g.Failed == 0 }

// String is the verdict with its reasons, in a line.
func (g *Ruling) String() string {
	if g.Passed() {
		return "Yes: " + g.besides("nothing that is new, sure and not waived")
	}
	var no []string
	if g.Failed > 0 {
		no = append(no, counted(g.Failed, "document")+" could not be read")
	}
	switch {
	case g.Why == "unjudged":
		no = append(no, fmt.Sprintf("%d of %s could not be looked at", g.Unjudged, counted(g.Sources, "source")))
	case g.Why != "":
		no = append(no, WhyInWords(g.Why))
	}
	if g.Stops > 0 {
		no = append(no, g.stopping())
	}
	return "No: " + g.besides(strings.Join(no, ", and "))
}

// stopping names the rules that stop the gate.
func (g *Ruling) stopping() string {
	const most = 4
	rules := g.StoppingRules()
	said := strings.Join(rules[:min(most, len(rules))], ", ")
	if n := len(rules) - most; n > 0 {
		said += fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("%s (%s)", counted(g.Stops, "new finding"), said)
}

// StoppingRules are the rules that stop the gate, the most frequent first.
func (g *Ruling) StoppingRules() []string {
	count := map[string]int{}
	var rules []string
	for i := range g.Findings {
		if f := &g.Findings[i]; f.Stops {
			if count[f.Rule]++; count[f.Rule] == 1 {
				rules = append(rules, f.Rule)
			}
		}
	}
	slices.SortStableFunc(rules, func(a, b string) int { return count[b] - count[a] })
	return rules
}

// besides adds what would have stopped the gate and did not: of those in the
// baseline and of those waived, which a report counts whatever their severity.
func (g *Ruling) besides(said string) string {
	known, waived := g.answered()
	var more []string
	for _, m := range []struct {
		n, of int
		what  string
	}{{g.Known, known, "in the baseline"}, {g.Waived, waived, "waived"}, {g.Unsure, g.Unsure, "may heal"}, {len(g.Healed), len(g.Healed), "healed"}} {
		switch {
		case m.n > 0 && m.n < m.of:
			more = append(more, fmt.Sprintf("%d of %d %s would stop it", m.n, m.of, m.what))
		case m.n > 0:
			more = append(more, fmt.Sprintf("%d %s", m.n, m.what))
		}
	}
	if len(more) > 0 {
		said += "; " + strings.Join(more, ", ")
	}
	return said + "."
}

// answered counts the findings in the baseline, and those waived, as a report does.
func (g *Ruling) answered() (known, waived int) {
	for i := range g.Findings {
		switch f := &g.Findings[i]; {
		case f.Waived != nil:
			waived++
		case f.Baseline:
			known++
		}
	}
	return known, waived
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
