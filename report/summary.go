package report

import "loccit/verify"

// A Summary counts what a report holds.
type Summary struct {
	Documents, Notes, Citations, Sources int

	States   [verify.Dead + 1]int  // sources, by verify.State
	Findings [verify.Error + 1]int // by verify.Severity, waived ones left out
	Waived   int                   // findings that an editor has answered for
	Baseline int                   // of Findings, those already in the baseline
}

// Summarize counts what r holds.
func Summarize(r *verify.Report) Summary {
	s := Summary{Documents: len(r.Documents), Sources: len(r.Sources)}
	for _, d := range r.Documents {
		s.Notes += len(d.Notes)
		s.Citations += len(d.Citations)
	}
	for i := range r.Sources {
		s.States[r.Sources[i].State]++
	}
	for i := range r.Findings {
		s.count(&r.Findings[i])
	}
	return s
}

func (s *Summary) count(f *verify.Finding) {
	if f.Waived != nil {
		s.Waived++
		return
	}
	s.Findings[f.Severity]++
	if f.Baseline {
		s.Baseline++
	}
}
