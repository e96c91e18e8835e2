package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"loccit/verify"
)

// writeGitHub writes workflow commands, which GitHub shows beside the lines
// that they name
// (docs.github.com/actions/reference/workflow-commands-for-github-actions).
// GitHub shows no more than ten of each kind, so the gravest come first.
func writeGitHub(w *bufio.Writer, r *verify.Report, _ Options) error {
	rd := read(r)
	var list []*verify.Finding
	for i := range rd.Findings {
		if open(&rd.Findings[i]) {
			list = append(list, &rd.Findings[i])
		}
	}
	slices.SortStableFunc(list, func(a, b *verify.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	for _, f := range list {
		rd.annotate(w, f)
	}
	for i := range r.Remarks {
		remarkOnGitHub(w, &r.Remarks[i])
	}
	s := Summarize(r)
	found := foundInWords(&s)
	if !r.Run.Complete() {
		fmt.Fprintf(w, "::warning title=not complete::%s\n", githubData("The run is not complete: "+whyIncomplete(r.Run.Why)+"."))
	}
	fmt.Fprintf(w, "%s, %s. %s\n", plural(s.Notes, "note"), plural(s.Sources, "source"), found)
	if r.Gate != nil {
		fmt.Fprintln(w, Verdict(r.Gate))
	}
	return nil // the bufio.Writer keeps its first error for Flush
}

// remarkOnGitHub writes a remark as a notice where it asks for something, and
// else as a line of the log: GitHub shows no more than ten notices.
func remarkOnGitHub(w io.Writer, m *verify.Remark) {
	if !asks(m) {
		fmt.Fprintln(w, inFull(m))
		return
	}
	properties := "title=" + githubProperty(string(m.Kind))
	if m.Line > 0 {
		properties = fmt.Sprintf("file=%s,line=%d,%s", githubProperty(filepath.ToSlash(m.File)), m.Line, properties)
	}
	fmt.Fprintf(w, "::notice %s::%s\n", properties, githubData(inFull(m)))
}

// annotate writes one finding as a workflow command.
func (r reading) annotate(w io.Writer, f *verify.Finding) {
	command := [...]string{verify.Advice: "notice", verify.Warning: "warning", verify.Error: "error"}[f.Severity]
	var properties []string
	if path := r.Documents[f.Where.Document].Path; path != "-" {
		properties = append(properties, "file="+githubProperty(filepath.ToSlash(path)))
		if at := r.placeOf(f); at.Line > 0 {
			properties = append(properties, fmt.Sprintf("line=%d", at.Line))
			if at.Column > 0 {
				properties = append(properties, fmt.Sprintf("col=%d", at.Column))
			}
		}
	}
	properties = append(properties, "title="+githubProperty(f.Rule+", "+r.placeName(f)))
	message := plain(f.Message)
	if f.Next != "" {
		message += "\n" + plain(f.Next)
	}
	if f.Suggestion != nil {
		message += "\n" + plain(f.Suggestion.Text)
	}
	fmt.Fprintf(w, "::%s %s::%s\n", command, strings.Join(properties, ","), githubData(message))
}

// The escapes of workflow commands are those of the toolkit that reads them
// (actions/toolkit, packages/core/src/command.ts).
func githubData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func githubProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}

// JobSummary writes r as Markdown for the file that GITHUB_STEP_SUMMARY names.
// GitHub refuses a summary of more than 1 MiB, so it stops well before that and
// says how many findings are left.
func JobSummary(w io.Writer, r *verify.Report) error {
	const limit = 900 << 10
	b := bufio.NewWriter(w)
	m := &markdownReport{Writer: b, reading: read(r), limit: limit, told: map[verify.Ref]bool{}}
	m.head()
	m.first()
	for d := range r.Documents {
		if m.written < limit || len(m.findings(d)) > 0 {
			m.document(d)
		}
	}
	if m.written < limit {
		m.answered()
	}
	if m.left > 0 {
		m.linef("%s left out here: a job summary holds 1 MiB.", pluralWas(m.left, "finding"))
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing the job summary: %w", err)
	}
	return nil
}
