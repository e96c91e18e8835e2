package verify

import (
	"fmt"
	"slices"
	"strings"
)

// A match sets the findings of a run beside a baseline.
type match struct {
	prints   []string          // by finding
	findings []Finding         // of the run
	names    []string          // of documents, as the baseline has them
	read     map[string]bool   // the same
	fresh    map[about]bool    // what is found that the baseline does not know
	left     map[string]int    // by fingerprint: how many the baseline knows more than were found
	known    map[string]*Known // by fingerprint
	order    []string          // fingerprints of the baseline, sorted as it is
}

// An about is what a finding is of, whatever the words of its note are.
type about struct{ rule, source string }

// matched marks the findings that the baseline knows: as many of one
// fingerprint as it counts. What is waived comes last, for it needs no place
// there.
func matched(r *Report, findings []Finding, policy Policy) *match {
	m := &match{
		findings: findings, left: map[string]int{}, known: map[string]*Known{}, prints: make([]string, len(findings)),
		read: map[string]bool{}, fresh: map[about]bool{},
	}
	for _, d := range r.Documents {
		m.names = append(m.names, policy.name(d.Path))
		m.read[policy.name(d.Path)] = true
	}
	if policy.Baseline != nil {
		for i := range policy.Baseline.Known {
			k := &policy.Baseline.Known[i]
			m.left[k.Fingerprint], m.known[k.Fingerprint] = k.Count, k
			m.order = append(m.order, k.Fingerprint)
		}
	}
	for i := range findings {
		m.prints[i] = r.Fingerprint(&findings[i])
		if f := &findings[i]; f.Waived == nil && m.left[m.prints[i]] > 0 {
			m.left[m.prints[i]]--
			f.Baseline = true
		}
	}
	for i := range findings {
		if findings[i].Waived != nil && m.left[m.prints[i]] > 0 {
			m.left[m.prints[i]]--
		}
		if m.known[m.prints[i]] == nil {
			m.fresh[about{findings[i].Rule, r.sourceOf(&findings[i])}] = true
		}
	}
	return m
}

// healed is what the baseline knows and the run would have found, if it were
// still there.
func (m *match) healed(r *Report, policy Policy) []Known {
	var healed []Known
	for _, print := range m.order {
		k := *m.known[print]
		replaced := m.fresh[about{k.Rule, k.Source}] // in a note that was changed: it is new there, and did not heal
		if m.left[print] > 0 && m.lookedFor(r, policy, &k) && !replaced {
			k.Count = m.left[print]
			healed = append(healed, k)
		}
	}
	return healed
}

// lookedFor reports whether the run would have found k: its rule looked, its
// documents were read, in whole, and its source answered.
func (m *match) lookedFor(r *Report, policy Policy, k *Known) bool {
	if r.Run.Since != "" || !slices.ContainsFunc(policy.Checked, func(rule Rule) bool { return rule.ID == k.Rule }) {
		return false
	}
	for _, name := range k.Documents {
		if !m.read[name] {
			return false
		}
	}
	i, cited := slices.BinarySearchFunc(r.Sources, k.Source, func(s Standing, key string) int { return strings.Compare(s.Key, key) })
	return !cited || r.Sources[i].State != Unchecked && r.Sources[i].State != Unreachable
}

// kept is the baseline that knows the findings of this run, and of the old
// one what this run could not look for. What is waived has its answer already,
// and what may heal is gone tomorrow: neither belongs there.
func (m *match) kept(r *Report, policy Policy) *Baseline {
	var known []Known
	at := map[string]int{}
	for i := range m.findings {
		f := &m.findings[i]
		if f.Waived != nil || policy.heals(f.Rule) && !slices.Contains(policy.StopFor, f.Rule) {
			continue
		}
		n, ok := at[m.prints[i]]
		if !ok {
			n = len(known)
			at[m.prints[i]] = n
			known = append(known, Known{Fingerprint: m.prints[i], Rule: f.Rule, Source: r.sourceOf(f), Note: r.words(f)})
		}
		known[n].Count++
		known[n].Documents = append(known[n].Documents, m.names[f.Where.Document])
	}
	for _, print := range m.order {
		k := m.known[print]
		if m.left[print] > 0 && !m.lookedFor(r, policy, k) {
			known = append(known, *k)
		}
	}
	return newBaseline(known)
}

func (p Policy) name(path string) string {
	if p.Name == nil {
		return path
	}
	return p.Name(path)
}

// sourceOf is the key of the source that f is about, as its fingerprint has
// it; empty for none.
func (r *Report) sourceOf(f *Finding) string {
	if i, ok := f.Where.Citation(); ok {
		return Key(r.Documents[f.Where.Document].Citations[i].Link())
	}
	return ""
}

// words are the first of the note that f is about.
func (r *Report) words(f *Finding) string {
	n, ok := f.Where.Note()
	if !ok {
		return ""
	}
	d := r.Documents[f.Where.Document]
	return clip(singleSpaced(d.Notes[n].Span.Of(d.Text)), 90)
}

// HealedRemarks name what healed.
func HealedRemarks(healed []Known) []Remark {
	remarks := make([]Remark, 0, len(healed))
	for i := range healed {
		k := &healed[i]
		about := k.Source
		if about == "" {
			about = "“" + k.Note + "”"
		}
		if k.Note == "" && k.Source == "" {
			about = strings.Join(k.Documents, ", ")
		}
		remarks = append(remarks, Remark{
			Kind:    RemarkHealed,
			Message: fmt.Sprintf("Healed: %s of %s is in the baseline, and is not found any more.", k.Rule, about),
			Next:    "Write the baseline anew, so that it would be told if it came back.",
		})
	}
	return remarks
}
