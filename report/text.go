package report

import (
	"bufio"
	"fmt"
	"strings"

	"loccit/verify"
)

// writeText writes for a terminal: each document with its findings by note, in
// the order an editor turns the pages, and at the end, where the eye rests, a
// summary that fits a screen.
func writeText(w *bufio.Writer, r *verify.Report, o Options) error {
	t := &textReport{Writer: w, reading: read(r), Options: o, sum: Summarize(r), width: o.Width, brush: brush(o.Colour)}
	if t.width <= 0 {
		t.width = 80
	}
	t.width = max(t.width, 60) // the rules' names and the summary need as much
	t.night()
	if r.Night == nil || o.Verbose {
		for d := range r.Documents {
			t.document(d)
		}
	}
	t.summary()
	return nil // the bufio.Writer keeps its first error for Flush
}

type textReport struct {
	*bufio.Writer
	reading
	Options
	sum    Summary
	width  int
	brush  brush
	parted bool   // a document with findings came last
	link   string // that was shown last under the heading in hand
}

func (t *textReport) document(d int) {
	doc := t.Documents[d]
	shown := t.shown(d)
	if len(shown) == 0 {
		if t.parted {
			t.line(0, "")
			t.parted = false
		}
		t.line(0, t.brush.bold(plain(doc.Path))+": "+t.inOrder(d))
		if t.Verbose {
			t.comparisons(d)
		}
		return
	}
	if d > 0 {
		t.line(0, "")
	}
	t.line(0, t.brush.bold(plain(doc.Path))+t.brush.dim(t.titleOf(doc)))
	var said heading
	for _, f := range shown {
		if h := t.headingOf(f); h != said {
			said, t.link = h, ""
			t.line(0, "")
			t.line(2, t.brush.bold(h.name)+t.brush.dim(h.place))
		}
		t.finding(f)
	}
	if t.Verbose {
		t.comparisons(d)
		t.untouched(d)
	}
	t.parted = true
}

// shown are the findings of document d that are to be listed.
func (t *textReport) shown(d int) []*verify.Finding {
	var shown []*verify.Finding
	all := t.findings(d)
	for i := range all {
		if t.Verbose || open(&all[i]) {
			shown = append(shown, &all[i])
		}
	}
	return shown
}

// open reports whether nobody has answered for f yet.
func open(f *verify.Finding) bool { return f.Waived == nil && !f.Baseline }

// inOrder is the one line that a document without open findings gets. It says
// what was not looked at, so that silence is never taken for approval.
func (t *textReport) inOrder(d int) string {
	doc := t.Documents[d]
	if len(doc.Notes) == 0 {
		return "no notes found, so there was nothing to check."
	}
	said := fmt.Sprintf("%s, %s, nothing to look at", plural(len(doc.Notes), "note"), plural(len(doc.Citations), "citation"))
	if n := len(t.findings(d)); n > 0 {
		said += fmt.Sprintf(" (%s waived or in the baseline)", plural(n, "finding"))
	}
	if n := t.unchecked(d); n > 0 {
		said += fmt.Sprintf("; but %s not checked", pluralWas(n, "source"))
	}
	return said + "."
}

// unchecked is how many sources of document d nobody asked.
func (t *textReport) unchecked(d int) int {
	if t.sum.States[verify.Unchecked] == 0 {
		return 0
	}
	seen := map[string]bool{}
	for i := range t.Documents[d].Citations {
		own, archived := t.standing(t.Documents[d], i), byKeyIn(t.Sources, verify.Key(t.Documents[d].Citations[i].ArchiveURL))
		for _, s := range [...]*verify.Standing{own, archived} {
			if s != nil && s.State == verify.Unchecked {
				seen[s.Key] = true
			}
		}
	}
	return len(seen)
}

func (t *textReport) titleOf(d *verify.Document) string {
	if d.Title == "" {
		return ""
	}
	return "  " + plain(d.Title)
}

// A heading stands above the findings of one note, or of one place in the
// body.
type heading struct{ name, place string }

func (t *textReport) headingOf(f *verify.Finding) heading {
	at := t.placeOf(f)
	h := heading{name: "Text", place: inPlace(at)}
	if note := t.noteOf(f); note != nil {
		h.name = "Note " + plain(note.Label)
		h.place = inPlace(t.Documents[f.Where.Document].Place(note.Span.Start))
		if note.Label == "" {
			h.name = "Note without a number"
		} else if note.Series > 1 {
			h.name += fmt.Sprintf(" (series %d)", note.Series)
		}
	} else if h.place == "" {
		h.name = "The document"
	}
	if h.place != "" {
		h.place = ", " + h.place
	}
	return h
}

// Findings hang from their severity, which is at most seven letters long.
const (
	indent  = 4
	hanging = indent + 9
)

func (t *textReport) finding(f *verify.Finding) {
	lines := wrap(plain(f.Message)+" ["+f.Rule+"]", t.width-hanging)
	for i, line := range lines {
		line = strings.Replace(line, "["+f.Rule+"]", t.brush.dim("["+f.Rule+"]"), 1)
		if i == 0 {
			t.line(indent, t.brush.severity(f.Severity, fmt.Sprintf("%-9s", f.Severity))+line)
		} else {
			t.line(hanging, line)
		}
	}
	shown := t.suggestion(f)
	for _, e := range unsaid(f.Evidence, shown) {
		t.item("·", e, t.brush.dim)
	}
	if f.Next != "" {
		t.item("→", f.Next, t.brush.bold)
	}
	if why := answered(f); why != "" {
		t.item("·", why, t.brush.dim)
	} else if f.Stops {
		t.item("·", "the gate stops for this", t.brush.dim)
	}
}

// suggestion shows the URL that a finding is about, and what to put in its
// place. It returns the URL if it stands there, and is empty where it does not.
func (t *textReport) suggestion(f *verify.Finding) (shown string) {
	link := t.reading.link(f)
	s := f.Suggestion
	switch {
	case s != nil && s.Kind == "replace-url" && link != "":
		t.replacement(link, plain(s.Text))
		t.link = link
		return link
	case link != "" && link != t.link && !strings.Contains(f.Message, link):
		t.line(hanging, t.brush.dim(link))
		shown = link
	}
	t.link = link
	if s != nil {
		for i, line := range wrap(plain(s.Text), t.width-hanging-2) {
			t.line(hanging, [...]string{"+ ", "  "}[min(i, 1)]+t.brush.green(line))
		}
	}
	return shown
}

// replacement shows two URLs one above the other, with marks where they
// differ.
func (t *textReport) replacement(old, new string) {
	was, is := difference(old, new)
	if !legible(is) || !legible(was) {
		was, is = []piece{{old, false}}, []piece{{new, false}}
	}
	t.pieces("- ", was, t.brush.red)
	t.pieces("+ ", is, t.brush.green)
}

func (t *textReport) pieces(sign string, list []piece, paint func(string) string) {
	var line, marks strings.Builder
	for _, p := range list {
		mark := " "
		if p.Changed {
			mark = "^"
			p.Text = paint(p.Text)
		}
		line.WriteString(p.Text)
		marks.WriteString(strings.Repeat(mark, columnsOf(p.Text)))
	}
	t.line(hanging, sign+line.String())
	under := strings.TrimRight(marks.String(), " ")
	if under != "" && !t.Colour && hanging+len(sign)+columnsOf(line.String()) <= t.width {
		t.line(hanging, "  "+under)
	}
}

func (t *textReport) item(sign, text string, paint func(string) string) {
	for i, line := range wrap(plain(text), t.width-hanging-2) {
		t.line(hanging, [...]string{sign + " ", "  "}[min(i, 1)]+paint(line))
	}
}

// comparisons tells, note by note, what was compared with the sources, and how
// it came out.
func (t *textReport) comparisons(d int) {
	doc := t.Documents[d]
	headed := false
	for i := range doc.Citations {
		checks := t.checks(doc, i)
		if len(checks) == 0 {
			continue
		}
		if !headed {
			t.line(0, "")
			t.line(2, t.brush.bold("Compared with the sources"))
			headed = true
		}
		name := "Note " + plain(doc.Notes[doc.Citations[i].Note].Label) + ": "
		for _, said := range sayChecks(checks) {
			t.item("·", name+said, t.brush.dim)
		}
	}
}

// untouched counts the notes of document d that no finding is about.
func (t *textReport) untouched(d int) {
	touched := map[int]bool{}
	for _, f := range t.shown(d) {
		if n, ok := f.Where.Note(); ok {
			touched[n] = true
		}
	}
	if n := len(t.Documents[d].Notes) - len(touched); n > 0 {
		t.line(0, "")
		t.line(2, t.brush.dim(plural(n, "other note")+": nothing to look at."))
	}
}

func (t *textReport) line(indent int, s string) {
	if s != "" {
		t.WriteString(strings.Repeat(" ", indent))
		t.WriteString(s)
	}
	t.WriteByte('\n')
}

func pluralWas(n int, noun string) string {
	if n == 1 {
		return plural(n, noun) + " was"
	}
	return plural(n, noun) + " were"
}
