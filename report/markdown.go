package report

import (
	"bufio"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"loccit/verify"
)

// writeMarkdown writes for where Markdown is shown: a pull request, a wiki, a
// message (GitHub Flavored Markdown; plain CommonMark but for the tables).
func writeMarkdown(w *bufio.Writer, r *verify.Report, _ Options) error {
	m := &markdownReport{Writer: w, reading: read(r), told: map[verify.Ref]bool{}}
	m.head()
	m.first()
	for d := range r.Documents {
		m.document(d)
	}
	m.answered()
	return nil // the bufio.Writer keeps its first error for Flush
}

type markdownReport struct {
	*bufio.Writer
	reading
	limit   int // bytes of findings that are written; 0 for all
	written int
	left    int // findings that were not written
	told    map[verify.Ref]bool
	byNote  map[int][]*verify.Finding // of the document in hand
}

func (m *markdownReport) head() {
	s := Summarize(m.Report)
	m.linef("# loccit %s\n", m.command())
	m.linef("%s, %s, %s, %s. %s\n", plural(s.Documents, "document"), plural(s.Notes, "note"), plural(s.Citations, "citation"), plural(s.Sources, "source"), foundInWords(&s))
	switch {
	case !m.Run.Complete():
		m.linef("**Not complete:** %s. Of the sources, %d not checked.\n", markdownText(whyIncomplete(m.Run.Why)), s.States[verify.Unchecked])
	case m.Run.Offline:
		m.linef("The run was offline: what it says of the web, it knows from earlier runs.\n")
	}
	m.night()
	m.remarks()
	m.comparedTable()
	if s.Sources == 0 {
		return
	}
	var names, rules, counts []string
	for _, state := range goodFirst() {
		if n := s.States[state]; n > 0 {
			names, rules, counts = append(names, state.String()), append(rules, "--:"), append(counts, fmt.Sprint(n))
		}
	}
	m.linef("| %s |\n| %s |\n| %s |\n", strings.Join(names, " | "), strings.Join(rules, " | "), strings.Join(counts, " | "))
}

// remarks are what is to be said beside the findings, and a gate's verdict.
func (m *markdownReport) remarks() {
	if m.Gate != nil {
		m.linef("**%s**\n", markdownText(Verdict(m.Gate)))
	}
	for i := range m.Remarks {
		place := placeOfRemark(&m.Remarks[i])
		if place != "" {
			place = " " + markdownCode(place)
		}
		m.linef("- %s%s `%s`", markdownText(inFull(&m.Remarks[i])), place, m.Remarks[i].Kind)
	}
	if len(m.Remarks) > 0 {
		m.linef("")
	}
}

// foundInWords says how many findings there are.
func foundInWords(s *Summary) string {
	var found []string
	for severity := verify.Error; severity >= verify.Advice; severity-- {
		if n := s.Findings[severity]; n > 0 {
			found = append(found, counted(n, severity))
		}
	}
	if s.Waived > 0 {
		found = append(found, fmt.Sprintf("%d waived", s.Waived))
	}
	if len(found) == 0 {
		return "Nothing was found."
	}
	said := "Found: " + strings.Join(found, ", ")
	if s.Baseline > 0 {
		said += fmt.Sprintf("; %d of them in the baseline", s.Baseline)
	}
	return said + "."
}

func (r reading) command() string {
	if r.Run.Command == "" {
		return "audit"
	}
	return r.Run.Command
}

// first is the table of the rules with open findings.
func (m *markdownReport) first() {
	list := m.pressing()
	if len(list) == 0 {
		return
	}
	m.linef("| Findings | Rule | Severity | Where |\n| --: | :-- | :-- | :-- |")
	for _, p := range list {
		m.linef("| %d | `%s` | %s | %s |", len(p.findings), p.rule, p.severity, m.where(p.findings))
	}
	m.linef("")
}

// where names the first few places of findings.
func (m *markdownReport) where(findings []*verify.Finding) string {
	const most = 8
	var said strings.Builder
	for i, f := range findings[:min(most, len(findings))] {
		name := m.placeName(f)
		if m.beginsNotes(findings, i) {
			name = strings.Replace(name, "note ", "notes ", 1)
		}
		if i == 0 || findings[i-1].Where.Document != f.Where.Document {
			if i > 0 {
				said.WriteString("; ")
			}
			if len(m.Documents) > 1 {
				said.WriteString(markdownText(path.Base(m.Documents[f.Where.Document].Path)) + ": ")
			}
		} else {
			said.WriteString(", ")
			name = strings.TrimPrefix(strings.TrimPrefix(name, "notes "), "note ")
		}
		said.WriteString(markdownText(name))
	}
	if n := len(findings) - most; n > 0 {
		fmt.Fprintf(&said, " and %d more", n)
	}
	return said.String()
}

func (m *markdownReport) document(d int) {
	doc := m.Documents[d]
	m.linef("## %s\n", markdownText(doc.Path))
	if len(doc.Notes) == 0 {
		m.linef("No notes were found in it, so there was nothing to check.\n")
	}
	last, found := "", false
	findings := m.findings(d)
	m.byNote = byNote(findings)
	for i := range findings {
		f := &findings[i]
		if !open(f) {
			continue
		}
		found = true
		if m.limit > 0 && m.written > m.limit {
			m.left++
			continue
		}
		if h := m.heading(f); h != last {
			if last != "" {
				m.linef("")
			}
			last = h
			m.linef("### %s\n", h)
		}
		m.finding(f)
	}
	if last != "" {
		m.linef("")
	}
	if !found && len(doc.Notes) > 0 {
		m.linef("Nothing to look at.\n")
	}
	m.untold(d)
}

// answered are the findings that are waived or in the baseline, a line each.
func (m *markdownReport) answered() {
	headed := false
	for i := range m.Findings {
		f := &m.Findings[i]
		if open(f) {
			continue
		}
		if !headed {
			m.linef("## Waived, or in the baseline\n")
			headed = true
		}
		place := m.placeName(f)
		if len(m.Documents) > 1 {
			place = path.Base(m.Documents[f.Where.Document].Path) + ", " + place
		}
		m.linef("- %s: %s `%s` (%s)", markdownText(place), markdownText(f.Message), f.Rule, markdownText(answered(f)))
	}
	if headed {
		m.linef("")
	}
}

func (m *markdownReport) heading(f *verify.Finding) string {
	doc := m.Documents[f.Where.Document]
	name, at := "Text", inPlace(m.placeOf(f))
	if note := m.noteOf(f); note != nil {
		name, at = "Note "+markdownText(note.Label), inPlace(doc.Place(note.Span.Start))
	}
	if at != "" {
		name += ", " + at
	}
	return name
}

// untold lists what was compared with the sources of document d and could not
// be told, and why.
func (m *markdownReport) untold(d int) {
	doc := m.Documents[d]
	headed := false
	for i := range doc.Citations {
		checks := slices.DeleteFunc(slices.Clone(m.checks(doc, i)), func(k verify.Check) bool { return k.Answer != verify.CannotTell })
		if len(checks) == 0 || m.limit > 0 && m.written > m.limit {
			continue
		}
		if !headed {
			m.linef("### Compared, and not told\n")
			headed = true
		}
		for _, said := range sayChecks(checks) {
			m.linef("- Note %s: %s", markdownText(doc.Notes[doc.Citations[i].Note].Label), markdownText(said))
		}
	}
	if headed {
		m.linef("")
	}
}

// comparedTable counts what was compared with the sources.
func (m *markdownReport) comparedTable() {
	tallies := m.compared()
	if len(tallies) == 0 {
		return
	}
	m.linef("| Compared | matches | has other words | differs | is not there | cannot tell |\n| :-- | --: | --: | --: | --: | --: |")
	for _, t := range tallies {
		cells := []string{checkName(t.what)}
		for _, o := range outcomes() {
			cells = append(cells, fmt.Sprint(t.counts[o]))
		}
		m.linef("| %s |", strings.Join(cells, " | "))
	}
	m.linef("")
}

// comparisons are the checks of the citation that f is about, under the first
// finding that is.
func (m *markdownReport) comparisons(f *verify.Finding) {
	i, ok := f.Where.Citation()
	if !ok || m.told[verify.Ref{Document: f.Where.Document, Citation: i}] {
		return
	}
	m.told[verify.Ref{Document: f.Where.Document, Citation: i}] = true
	note, _ := f.Where.Note()
	checks := slices.DeleteFunc(slices.Clone(m.checks(m.Documents[f.Where.Document], i)), func(k verify.Check) bool {
		return tells(m.byNote[note], k)
	})
	for _, said := range sayChecks(checks) {
		m.linef("  - Compared: %s", markdownText(said))
	}
}

func (m *markdownReport) finding(f *verify.Finding) {
	m.linef("- **%s:** %s `%s`", f.Severity, markdownText(f.Message), f.Rule)
	shown := m.link(f)
	if shown != "" {
		m.linef("  - %s", markdownURL(shown))
	}
	if s := f.Suggestion; s != nil {
		proposed := markdownText(s.Text)
		if s.Kind != "replace-text" {
			proposed = markdownURL(s.Text)
		}
		m.linef("  - Proposed: %s", proposed)
	}
	for _, e := range unsaid(f.Evidence, shown) {
		m.linef("  - %s", markdownText(e))
	}
	if f.Next != "" {
		m.linef("  - **Next:** %s", markdownText(f.Next))
	}
	m.comparisons(f)
	if f.Stops {
		m.linef("  - The gate stops for this.")
	}
}

func (m *markdownReport) linef(format string, args ...any) {
	n, _ := fmt.Fprintf(m, format+"\n", args...)
	m.written += n
}

// markdownText is s as words: nothing in it is markup, HTML or a mention of
// somebody who would get a message.
func markdownText(s string) string {
	var b strings.Builder
	runes := []rune(plain(s))
	marker := listMarker(runes)
	for i, r := range runes {
		if i == marker || strings.ContainsRune("\\`*_[]<>|~#&$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		if r == '@' && i+1 < len(runes) && (unicode.IsLetter(runes[i+1]) || unicode.IsDigit(runes[i+1])) {
			b.WriteString("<!-- -->")
		}
	}
	return b.String()
}

// listMarker is where a text that stands first on its line would be taken for
// an item of a list or a line under a heading; -1 where it would not.
func listMarker(text []rune) int {
	i := 0
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	if i < len(text) && (i == 0 && strings.ContainsRune("-+=", text[i]) || i > 0 && strings.ContainsRune(".)", text[i])) {
		return i
	}
	return -1
}

// markdownURL is a link to raw, or raw as code where no reader may be sent
// there.
func markdownURL(raw string) string {
	if raw = plain(raw); link(raw) != "" && !strings.ContainsAny(raw, " <>\\`") {
		return "<" + raw + ">"
	}
	return markdownCode(raw)
}

// markdownCode is s between as many backticks as it needs (CommonMark 6.1).
func markdownCode(s string) string {
	longest, run := 0, 0
	for _, r := range s {
		if run++; r != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	if longest > 0 {
		s = " " + s + " "
	}
	return fence + s + fence
}
