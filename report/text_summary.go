package report

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"loccit/verify"
)

// summary ends a text report, on one screen.
func (t *textReport) summary() {
	s := &t.sum
	if len(t.Documents) > 0 {
		t.line(0, "")
		t.line(0, t.brush.dim(strings.Repeat("─", min(t.width, 72))))
	}
	t.line(0, t.brush.bold(strings.Join([]string{
		plural(s.Documents, "document"), plural(s.Notes, "note"), plural(s.Citations, "citation"), plural(s.Sources, "source"),
	}, ", ")))
	if s.Sources > 0 {
		t.counts("Sources", t.states(s))
	}
	for i, tally := range t.compared() {
		t.counts([...]string{"Compared", ""}[min(i, 1)], []string{checkName(tally.what) + ": " + tally.inWords()})
	}
	t.untold()
	t.counts("Findings", t.severities(s))
	t.incomplete(s)
	t.remarks()
	t.first()
	if t.Gate != nil { // one line, however long, so that a program finds it
		t.line(0, "")
		t.line(0, t.brush.bold(Verdict(t.Gate)))
	}
}

// untold names the notes of which something could not be told: nothing found
// there is no approval.
func (t *textReport) untold() {
	var notes []string
	for _, doc := range t.Documents {
		last := -1
		for i := range doc.Citations {
			cannot := func(k verify.Check) bool { return k.Answer == verify.CannotTell }
			if n := doc.Citations[i].Note; n != last && slices.ContainsFunc(t.checks(doc, i), cannot) {
				last = n
				notes = append(notes, plain(doc.Notes[n].Label))
			}
		}
	}
	const most = 8
	switch n := len(notes); {
	case n == 0 || t.Verbose:
	case n > most || len(t.Documents) > 1:
		t.counts("", []string{fmt.Sprintf("not told in %s: --verbose says why", plural(n, "note"))})
	default:
		t.counts("", []string{"not told in " + sayNotes(notes) + ": --verbose says why"})
	}
}

// sayNotes names notes by their labels: note 3; notes 3 and 5.
func sayNotes(labels []string) string {
	if len(labels) == 1 {
		return "note " + labels[0]
	}
	last := len(labels) - 1
	return "notes " + strings.Join(labels[:last], ", ") + " and " + labels[last]
}

// remarks are what is to be said beside the findings.
func (t *textReport) remarks() {
	if len(t.Remarks) == 0 {
		return
	}
	t.line(0, "")
	t.line(0, t.brush.bold("Besides"))
	for i := range t.Remarks {
		m := &t.Remarks[i]
		words := inFull(m) + " [" + string(m.Kind) + "]"
		if place := placeOfRemark(m); place != "" {
			words += " (" + place + ")"
		}
		for i, line := range wrap(words, t.width-4) {
			t.line(2, [...]string{"· ", "  "}[min(i, 1)]+line)
		}
	}
}

func (t *textReport) counts(name string, list []string) {
	const column = 10
	line, columns := fmt.Sprintf("%-*s", column, name), column
	for i, item := range list {
		n := columnsOf(unpainted(item)) + len(", ")
		if i > 0 {
			line += ", "
		}
		if i > 0 && columns+n > t.width {
			t.line(0, strings.TrimRight(line, " "))
			line, columns = strings.Repeat(" ", column), column
		}
		line += item
		columns += n
	}
	t.line(0, line)
}

// states are the sources by state, the good ones first.
func (t *textReport) states(s *Summary) []string {
	var list []string
	for _, state := range goodFirst() {
		if n := s.States[state]; n > 0 {
			list = append(list, t.brush.state(state, fmt.Sprintf("%d %s", n, state)))
		}
	}
	return list
}

func (t *textReport) severities(s *Summary) []string {
	var list []string
	for severity := verify.Error; severity >= verify.Advice; severity-- {
		if n := s.Findings[severity]; n > 0 {
			list = append(list, t.brush.severity(severity, counted(n, severity)))
		}
	}
	if len(list) == 0 {
		list = append(list, "none")
	}
	if s.Baseline > 0 {
		list = append(list, fmt.Sprintf("%d of them in the baseline", s.Baseline))
	}
	if s.Waived > 0 {
		list = append(list, fmt.Sprintf("%d waived", s.Waived))
	}
	return list
}

func (t *textReport) incomplete(s *Summary) {
	switch {
	case !t.Run.Complete():
		said := fmt.Sprintf("Not complete: %s.", whyIncomplete(t.Run.Why))
		if n := s.States[verify.Unchecked]; n > 0 {
			said += fmt.Sprintf(" %d of %s not checked; the next run goes on from here.", n, pluralWas(s.Sources, "source"))
		}
		t.paragraph(said, func(s string) string { return t.brush.severity(verify.Warning, s) })
	case t.Run.Offline:
		t.paragraph("This run was offline: it asked nothing of the web. What it knows of sources is what a cache remembered.", t.brush.dim)
	}
}

func (t *textReport) paragraph(text string, paint func(string) string) {
	t.line(0, "")
	for _, line := range wrap(text, t.width) {
		t.line(0, paint(line))
	}
}

// first says what to do first: the rules with open findings, the gravest and
// most frequent before the others.
func (t *textReport) first() {
	const most = 6
	list := t.pressing()
	if len(list) == 0 {
		return
	}
	t.line(0, "")
	t.line(0, t.brush.bold("First"))
	name := 0
	for _, p := range list[:min(most, len(list))] {
		name = max(name, len(p.rule))
	}
	for _, p := range list[:min(most, len(list))] {
		head := fmt.Sprintf("%5d  %-*s", len(p.findings), name, p.rule)
		t.line(0, t.brush.severity(p.severity, head)+"  "+t.places(t.oneOfEach(p.findings), t.width-len(head)-2))
	}
	if n := len(list) - most; n > 0 {
		t.line(7, t.brush.dim(fmt.Sprintf("and findings of %s", plural(n, "other rule"))))
	}
	t.paragraph(fmt.Sprintf("loccit rules %s explains the first of them.", list[0].rule), t.brush.dim)
}

// A pressing rule is one with open findings.
type pressing struct {
	rule     string
	severity verify.Severity
	findings []*verify.Finding
}

// pressing are the rules with open findings: errors before warnings before
// advice, and the most frequent first.
func (r reading) pressing() []pressing {
	at := map[string]int{}
	var list []pressing
	for i := range r.Findings {
		f := &r.Findings[i]
		if !open(f) {
			continue
		}
		n, ok := at[f.Rule]
		if !ok {
			n = len(list)
			at[f.Rule] = n
			list = append(list, pressing{rule: f.Rule})
		}
		list[n].severity = max(list[n].severity, f.Severity)
		list[n].findings = append(list[n].findings, f)
	}
	slices.SortStableFunc(list, func(a, b pressing) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(len(b.findings), len(a.findings)), cmp.Compare(a.rule, b.rule))
	})
	return list
}

// oneOfEach are findings without those that stand where the one before does.
func (t *textReport) oneOfEach(findings []*verify.Finding) []*verify.Finding {
	return slices.CompactFunc(slices.Clone(findings), func(a, b *verify.Finding) bool {
		return a.Where.Document == b.Where.Document && t.placeName(a) == t.placeName(b)
	})
}

// places names the notes of findings in at most width columns, with their
// document where there are several.
func (t *textReport) places(findings []*verify.Finding, width int) string {
	said := ""
	for i := range findings {
		place := t.placeAfter(findings, i)
		if i > 0 {
			place = said + ", " + place
		}
		rest := fmt.Sprintf(" and %d more", len(findings)-i)
		if i > 0 && columnsOf(place)+len(rest) > width {
			return said + rest
		}
		said = place
	}
	return said
}

// placeAfter names the place of finding i without what the one before it has
// said already.
func (t *textReport) placeAfter(findings []*verify.Finding, i int) string {
	f := findings[i]
	place := t.placeName(f)
	if t.beginsNotes(findings, i) {
		place = strings.Replace(place, "note ", "notes ", 1)
	}
	if i > 0 && findings[i-1].Where.Document == f.Where.Document {
		if t.noteOf(findings[i-1]) != nil {
			return strings.TrimPrefix(strings.TrimPrefix(place, "notes "), "note ")
		}
		return place
	}
	if len(t.Documents) > 1 {
		return plain(path.Base(t.Documents[f.Where.Document].Path)) + " " + place
	}
	return place
}

// beginsNotes reports whether findings i and i+1 are on notes of one document,
// so that they are named as notes 5, 6.
func (r reading) beginsNotes(findings []*verify.Finding, i int) bool {
	return i+1 < len(findings) && findings[i].Where.Document == findings[i+1].Where.Document &&
		r.noteOf(findings[i]) != nil && r.noteOf(findings[i+1]) != nil
}

// placeName is the number of a note, or the place in the body.
func (r reading) placeName(f *verify.Finding) string {
	if note := r.noteOf(f); note != nil {
		if note.Label == "" {
			return "a note without a number"
		}
		return "note " + plain(note.Label)
	}
	if at := inPlace(r.placeOf(f)); at != "" {
		return at
	}
	return "as a whole"
}
