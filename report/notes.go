package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"loccit/verify"
)

// Notes writes the parse of one document and nothing else: each note with its
// place, its calls, and its citations taken apart.
func Notes(w io.Writer, d *verify.Document) error {
	n := &notesWriter{Writer: bufio.NewWriter(w), d: d}
	n.head()
	series := 0
	for i := range d.Notes {
		if s := d.Notes[i].Series; s != series && (series != 0 || s != 1) {
			fmt.Fprintf(n, "\nSeries %d\n", s)
		}
		series = d.Notes[i].Series
		n.note(i)
	}
	for _, m := range d.Missing {
		fmt.Fprintf(n, "\n%s  no such note; %s\n", plain(m.Label), n.called(&verify.Note{Calls: []verify.Span{m.Span}}))
	}
	return n.Flush()
}

type notesWriter struct {
	*bufio.Writer
	d *verify.Document
}

// head counts what the document holds.
func (n *notesWriter) head() {
	calls, urls := len(n.d.Missing), 0
	for i := range n.d.Notes {
		calls += len(n.d.Notes[i].Calls)
	}
	for i := range n.d.Citations {
		if n.d.Citations[i].URL != "" {
			urls++
		}
	}
	fmt.Fprintf(n, "%s (%s): %s%s, %s, %s, %s\n", plain(n.d.Path), n.d.Format, plural(len(n.d.Notes), "note"), n.labels(),
		plural(calls, "call"), plural(len(n.d.Citations), "citation"), plural(urls, "URL"))
}

// labels are the first and the last label, where there are several notes.
func (n *notesWriter) labels() string {
	if len(n.d.Notes) < 2 {
		return ""
	}
	return fmt.Sprintf(" (%s–%s)", plain(n.d.Notes[0].Label), plain(n.d.Notes[len(n.d.Notes)-1].Label))
}

func (n *notesWriter) note(i int) {
	note := &n.d.Notes[i]
	label := plain(note.Label)
	if label == "" {
		label = "without a number"
	}
	heading := n.called(note)
	if in := inPlace(n.d.Place(note.Span.Start)); in != "" {
		heading = in + ", " + heading
	}
	fmt.Fprintf(n, "\n%s  %s\n", label, heading)
	if len(note.Calls) > 0 {
		n.field("at", quoted(n.d.Sentence(note.Calls[0]).Of(n.d.Text)))
	}
	cites := n.d.CitationsOf(i)
	if len(cites) == 0 {
		n.field("", commentary(note.Span.Of(n.d.Text)))
	}
	for k, c := range cites {
		n.citation(c, k, len(cites))
	}
}

// commentary is what a note without a citation says.
func commentary(text string) string {
	if words := clip(plain(text), 140); words != "" {
		return "commentary: " + words
	}
	return "empty"
}

// called says where the note is called from, as far as the format has places.
func (n *notesWriter) called(note *verify.Note) string {
	if len(note.Calls) == 0 {
		return "called nowhere"
	}
	in := inPlace(n.d.Place(note.Calls[0].Start))
	switch many := len(note.Calls) > 1; {
	case many && in != "":
		return fmt.Sprintf("called %d times, first at %s", len(note.Calls), in)
	case many:
		return fmt.Sprintf("called %d times", len(note.Calls))
	case in != "":
		return "called at " + in
	}
	return "called once"
}

func (n *notesWriter) citation(i, k, of int) {
	c := &n.d.Citations[i]
	name := "cites"
	if of > 1 {
		name = fmt.Sprintf("cites %c", 'a'+rune(k%26))
	}
	n.field(name, describe(c))
	if c.BackReference() {
		n.field("repeats", n.antecedents(c))
	}
	if c.Accessed != (verify.Date{}) {
		n.field("accessed", c.Accessed.String())
	}
	n.field("url", c.URL)
	if plain(c.URLPrinted) != c.URL && c.URLPrinted != c.ArchiveURL {
		n.field("printed", c.URLPrinted)
	}
	n.field("archive", c.ArchiveURL)
	n.field("doi", c.DOI)
	n.field("isbn", c.ISBN)
	n.field("arxiv", c.ArXiv)
	n.field("unparsed", c.Unparsed)
}

// describe names a source in one line, as far as its parts are known.
func describe(c *verify.Citation) string {
	var parts []string
	if c.Form != verify.Full {
		parts = append(parts, c.Form.String())
	}
	if len(c.Authors) > 0 {
		parts = append(parts, strings.Join(c.Authors, "; "))
	}
	if c.Title != "" {
		parts = append(parts, "“"+c.Title+"”")
	}
	for _, p := range []string{c.Container, c.Date.String(), c.Locator} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return "(no part but its link)"
	}
	return plain(strings.Join(parts, " · "))
}

// antecedents names the notes that a back-reference may repeat.
func (n *notesWriter) antecedents(c *verify.Citation) string {
	var notes []string
	for _, a := range c.Antecedents {
		other := &n.d.Citations[a]
		notes = append(notes, fmt.Sprintf("note %s, %s", n.d.Notes[other.Note].Label, clip(describe(other), 90)))
	}
	switch len(notes) {
	case 0:
		return "nothing that could be found"
	case 1:
		return notes[0]
	}
	return "ambiguous: " + strings.Join(notes, "; or ")
}

// field writes one line under a note, where there is something to write.
func (n *notesWriter) field(name, value string) {
	if value = plain(value); value == "" {
		return
	}
	if name == "" {
		fmt.Fprintf(n, "     %s\n", value)
		return
	}
	fmt.Fprintf(n, "     %-8s %s\n", name, value)
}

func quoted(s string) string {
	s = plain(s)
	if s == "" {
		return ""
	}
	return "… " + tail(s, 130)
}

// clip cuts s after n characters, at a word where there is one.
func clip(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// tail keeps the last n characters of s, from a word on.
func tail(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	s = string(runes[len(runes)-n:])
	if i := strings.IndexByte(s, ' '); i >= 0 {
		s = s[i+1:]
	}
	return s
}
