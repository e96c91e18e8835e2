package report

import (
	"bufio"
	"fmt"
	"strings"

	"loccit/verify"
)

// writeMetrics writes what a run counted as a text file of Prometheus
// (exposition format 0.0.4), such as node_exporter's textfile collector picks
// up. Every state and severity stands there, those that nothing has as 0.
func writeMetrics(w *bufio.Writer, r *verify.Report, _ Options) error {
	s := Summarize(r)
	m := metrics{w}
	m.gauge("loccit_documents", "Documents that the last run read.", sampled{"", float64(s.Documents)})
	m.gauge("loccit_notes", "Notes in them.", sampled{"", float64(s.Notes)})
	m.gauge("loccit_citations", "Citations in those.", sampled{"", float64(s.Citations)})
	m.gauge("loccit_sources", "Sources that the citations name, by state.", byState(r.Sources)...)
	m.gauge("loccit_source_archives", "Sources, by what archives have of them.", byArchive(r.Sources)...)
	m.gauge("loccit_findings", "Findings that nobody has answered for, by severity.", bySeverity(s)...)
	m.gauge("loccit_findings_waived", "Findings that an editor has answered for.", sampled{"", float64(s.Waived)})
	m.gauge("loccit_findings_baseline", "Findings that are in the baseline.", sampled{"", float64(s.Baseline)})
	m.gauge("loccit_run_complete", "1 where the last run saw all that it was asked to see, else 0.", sampled{"", truth(r.Run.Complete())})
	m.gauge("loccit_run_started_timestamp_seconds", "When the last run began, in seconds since 1970.", sampled{"", float64(r.Run.Started.Unix())})
	m.gauge("loccit_run_duration_seconds", "How long it took.", sampled{"", max(0, r.Run.Finished.Sub(r.Run.Started).Seconds())})
	if r.Gate != nil {
		m.gauge("loccit_gate_stopped_by", "Findings that stop the gate.", sampled{"", float64(r.Gate.Stops)})
	}
	if r.Night != nil {
		m.gauge("loccit_night_changes", "What changed since the night before, by kind.", byKind(r.Night)...)
		m.gauge("loccit_night_still_broken", "Sources that broke in an earlier night, and have not healed.", sampled{"", float64(len(r.Night.Broken))})
		m.gauge("loccit_night_left", "Sources that are due, and left to the nights to come.", sampled{"", float64(r.Night.Left)})
	}
	return nil // the bufio.Writer keeps its first error for Flush
}

type metrics struct{ *bufio.Writer }

// A sampled is one value of a metric: its label as name="value", or nothing.
type sampled struct {
	label string
	value float64
}

func (m metrics) gauge(name, help string, values ...sampled) {
	fmt.Fprintf(m, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
	for _, v := range values {
		label := v.label
		if label != "" {
			label = "{" + label + "}"
		}
		fmt.Fprintf(m, "%s%s %s\n", name, label, strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.3f", v.value), "0"), "."))
	}
}

func byState(sources []verify.Standing) []sampled {
	var counts [verify.Dead + 1]int
	for i := range sources {
		counts[sources[i].State]++
	}
	var all []sampled
	for state, n := range counts {
		all = append(all, sampled{fmt.Sprintf("state=%q", verify.State(state)), float64(n)})
	}
	return all
}

func byArchive(sources []verify.Standing) []sampled {
	var counts [verify.Unknown + 1]int
	for i := range sources {
		counts[sources[i].Archive.State]++
	}
	var all []sampled
	for state, n := range counts {
		all = append(all, sampled{fmt.Sprintf("archive=%q", verify.ArchiveState(state)), float64(n)})
	}
	return all
}

func byKind(n *verify.Night) []sampled {
	var all []sampled
	for _, kind := range []string{verify.Broke, verify.Healed, verify.Relocated, verify.Preserved} {
		count := 0
		for i := range n.Changes {
			if n.Changes[i].Kind == kind {
				count++
			}
		}
		all = append(all, sampled{fmt.Sprintf("kind=%q", kind), float64(count)})
	}
	return all
}

func bySeverity(s Summary) []sampled {
	var all []sampled
	for severity, n := range s.Findings {
		all = append(all, sampled{fmt.Sprintf("severity=%q", verify.Severity(severity)), float64(n)})
	}
	return all
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
