package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"

	"loccit/verify"
)

// writeJUnit writes XML that build servers show as test results, in the shape
// that Jenkins and GitLab read: a document is a suite, a note is a test, and a
// test fails by what Options.Fails says. Findings that do not fail a test stand
// in its output.
func writeJUnit(w *bufio.Writer, r *verify.Report, o Options) error {
	j := &junitReport{Writer: w, reading: read(r), fails: o.Fails}
	if j.fails == nil {
		j.fails = func(f verify.Finding) bool { return f.Severity == verify.Error && open(&f) }
	}
	j.write()
	return nil // the bufio.Writer keeps its first error for Flush
}

type junitReport struct {
	*bufio.Writer
	reading
	fails func(verify.Finding) bool
}

// A junitTest is one note, or the text around the notes.
type junitTest struct {
	name     string
	line     int
	findings []*verify.Finding
}

func (j *junitReport) write() {
	var tests, failed, waived, broken int
	suites := make([][3]int, len(j.Documents))
	for d := range j.Documents {
		list := j.tests(d)
		f, w := j.count(list)
		suites[d] = [3]int{len(list), f, w}
		tests, failed, waived = tests+len(list), failed+f, waived+w
	}
	if !j.Run.Complete() {
		tests, broken = tests+1, 1
	}
	if j.Gate != nil || len(j.Remarks) > 0 {
		tests++
	}
	took := j.Run.Finished.Sub(j.Run.Started).Seconds()
	fmt.Fprintf(j, "%s<testsuites name=\"loccit\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\">\n", xml.Header, tests, failed, broken, waived, took)
	for d := range j.Documents {
		j.suite(d, suites[d])
	}
	if broken > 0 {
		fmt.Fprintf(j, "  <testsuite name=\"loccit\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    <testcase name=\"the run is complete\" classname=\"loccit\">\n      <error message=%s type=\"incomplete\"/>\n    </testcase>\n  </testsuite>\n", attribute(whyIncomplete(j.Run.Why)))
	}
	if j.Gate != nil || len(j.Remarks) > 0 {
		j.run()
	}
	j.WriteString("</testsuites>\n")
}

// run is a test that never fails, for what is to be said of the run: the notes
// that stop a gate fail themselves.
func (j *junitReport) run() {
	var b strings.Builder
	if j.Gate != nil {
		b.WriteString(Verdict(j.Gate) + "\n")
	}
	for i := range j.Remarks {
		fmt.Fprintf(&b, "%s: %s %s\n", j.Remarks[i].Kind, inFull(&j.Remarks[i]), placeOfRemark(&j.Remarks[i]))
	}
	fmt.Fprintf(j, "  <testsuite name=\"loccit %s\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n    <testcase name=\"remarks\" classname=\"loccit\">\n      <system-out>%s</system-out>\n    </testcase>\n  </testsuite>\n", content(j.command()), content(b.String()))
}

// tests are the notes of document d, and its text where something was found
// there.
func (j *junitReport) tests(d int) []junitTest {
	doc := j.Documents[d]
	list := make([]junitTest, len(doc.Notes), len(doc.Notes)+1)
	for n := range doc.Notes {
		note := &doc.Notes[n]
		list[n] = junitTest{name: "note " + note.Label, line: doc.Place(note.Span.Start).Line}
		if note.Series > 1 {
			list[n].name += fmt.Sprintf(" (series %d)", note.Series)
		}
	}
	outside := junitTest{name: "text"}
	findings := j.findings(d)
	for i := range findings {
		to := &outside
		if n, ok := findings[i].Where.Note(); ok {
			to = &list[n]
		}
		to.findings = append(to.findings, &findings[i])
	}
	if len(outside.findings) > 0 {
		outside.line = j.placeOf(outside.findings[0]).Line
		list = append(list, outside)
	}
	return list
}

func (j *junitReport) count(list []junitTest) (failed, skipped int) {
	for _, t := range list {
		switch {
		case len(j.failing(t)) > 0:
			failed++
		case t.skipped() != "":
			skipped++
		}
	}
	return failed, skipped
}

func (j *junitReport) failing(t junitTest) []*verify.Finding {
	var list []*verify.Finding
	for _, f := range t.findings {
		if j.fails(*f) {
			list = append(list, f)
		}
	}
	return list
}

// skipped says what answers for the findings of t where all of them are waived
// or in the baseline; such a test counts as skipped. It is empty where not.
func (t junitTest) skipped() string {
	why := ""
	for _, f := range t.findings {
		if open(f) {
			return ""
		}
		if why == "" {
			why = answered(f)
		}
	}
	return why
}

func (j *junitReport) suite(d int, counts [3]int) {
	path := j.Documents[d].Path
	fmt.Fprintf(j, "  <testsuite name=%s tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\" timestamp=\"%s\">\n",
		attribute(path), counts[0], counts[1], counts[2], j.Run.Started.UTC().Format("2006-01-02T15:04:05"))
	for _, t := range j.tests(d) {
		j.test(path, t)
	}
	j.WriteString("  </testsuite>\n")
}

func (j *junitReport) test(path string, t junitTest) {
	fmt.Fprintf(j, "    <testcase name=%s classname=%s file=%s", attribute(t.name), attribute(path), attribute(path))
	if t.line > 0 {
		fmt.Fprintf(j, " line=\"%d\"", t.line)
	}
	if len(t.findings) == 0 {
		j.WriteString("/>\n")
		return
	}
	j.WriteString(">\n")
	failing := j.failing(t)
	if len(failing) > 0 {
		message := plain(failing[0].Message)
		if n := len(failing) - 1; n > 0 {
			message += fmt.Sprintf(" (and %s)", plural(n, "finding")+" more")
		}
		fmt.Fprintf(j, "      <failure message=%s type=%s>%s</failure>\n", attribute(message), attribute(failing[0].Rule), content(j.said(failing)))
	} else if why := t.skipped(); why != "" {
		fmt.Fprintf(j, "      <skipped message=%s/>\n", attribute(why))
	}
	var others []*verify.Finding
	for _, f := range t.findings {
		if !j.fails(*f) {
			others = append(others, f)
		}
	}
	if len(others) > 0 {
		fmt.Fprintf(j, "      <system-out>%s</system-out>\n", content(j.said(others)))
	}
	j.WriteString("    </testcase>\n")
}

// said are findings in words, a line each and what to do next beneath.
func (j *junitReport) said(list []*verify.Finding) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%s: %s [%s]", f.Severity, plain(f.Message), f.Rule)
		if why := answered(f); why != "" {
			b.WriteString(" (" + why + ")")
		}
		b.WriteByte('\n')
		for _, line := range append([]string{f.Next}, f.Evidence...) {
			if line != "" {
				fmt.Fprintf(&b, "  %s\n", plain(line))
			}
		}
		if f.Suggestion != nil {
			fmt.Fprintf(&b, "  %s\n", plain(f.Suggestion.Text))
		}
	}
	return b.String()
}

// attribute is s between quotation marks, escaped for XML.
func attribute(s string) string { return `"` + content(plain(s)) + `"` }

// content is s escaped for XML; characters that XML cannot hold become U+FFFD.
func content(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}
