package format

import (
	"slices"

	"loccit/verify"
)

// markdownReader reads Markdown with the notes of pandoc and of GitHub:
// "[^id]" with "[^id]:", and inline notes "^[...]". It scans for notes itself:
// what programs that make web pages pass over in silence, notes that nothing
// calls, calls of nothing and labels defined twice, is what an editor wants to
// hear of.
//
// Document.Text is the text as a reader sees it: the words of links without
// their targets, no marks of emphasis, no backslashes. Titles are then clean,
// and a URL stands once, as the target of its Link or in print. Calls stay as
// they are typed, and an inline note leaves a call behind where it stood and
// follows its paragraph. Every run of text knows its line and column.
type markdownReader struct{}

func (markdownReader) Format() string { return "markdown" }

func (markdownReader) Read(in verify.Input) (*verify.Document, error) {
	text, err := decode(in.Data, "")
	if err != nil {
		return nil, err
	}
	m := &markdown{prose: prose{source: newSource(text)}, refs: map[string]string{}, ids: map[string]bool{}, called: map[string]bool{}}
	m.text = make([]byte, 0, len(text)+len(text)/16)
	m.scan()
	m.render()
	d := m.document()
	if len(d.Notes) == 0 && len(d.Missing) == 0 { // a plain text that is called Markdown; one asterisk is little to go by
		if notes, missing := findNotes(&sheet{text: d.Text, places: d.Places}); len(notes) > 1 {
			d.Notes, d.Missing = notes, missing
		}
	}
	return d, nil
}

// A markdown is a text that is being read: first its blocks (scan), then the
// words in them (render), then which call goes to which note (document).
type markdown struct {
	prose
	title  string
	lines  []verify.Span // of the source, without "\n"
	blocks []mdBlock
	pieces []verify.Span     // the lines of the blocks
	heads  []mdHead          // one for each definition
	refs   map[string]string // targets of reference links, by folded label
	ids    map[string]bool   // the labels that are defined

	notes   []mdNote
	calls   []mdCall
	links   []verify.Link
	italics []verify.Span
	quoted  []verify.Span // block quotations
	called  map[string]bool
	inline  []mdInline // inline notes that wait for the end of their block
	number  int        // the last label given to an inline note
	note    int        // the note that is being read, -1 in the body
}

// mdHead is the beginning of a definition: "[^label]:".
type mdHead struct {
	label string
	verify.Span
}

// mdNote is a note that was read.
type mdNote struct {
	label  string
	span   verify.Span
	inline bool
	call   verify.Span // of an inline note
}

// mdCall is a call that was met.
type mdCall struct {
	label  string
	span   verify.Span
	note   int // the note that it stands in, -1 for the body
	series int // of the body: the chapter that it stands in
}

// document gives every call to its note.
func (m *markdown) document() *verify.Document {
	d := &verify.Document{Text: string(m.text), Title: m.title, Links: m.links, Italics: m.italics, Blocks: m.quoted, Places: m.places()}
	s := divideSeries(m.notes, m.calls)
	d.Notes = make([]verify.Note, len(m.notes))
	for i, n := range m.notes {
		d.Notes[i] = verify.Note{Label: n.label, Series: s.of[i], Span: n.span}
		if n.inline {
			d.Notes[i].Calls = []verify.Span{n.call}
		}
	}
	for _, c := range m.calls {
		if n := s.noteOf(c); n >= 0 {
			d.Notes[n].Calls = append(d.Notes[n].Calls, c.span)
		} else if s.plausible(c.label) {
			d.Missing = append(d.Missing, verify.Call{Label: c.label, Span: c.span})
		}
	}
	slices.SortStableFunc(d.Links, func(a, b verify.Link) int { return a.Span.Start - b.Span.Start })
	slices.SortStableFunc(d.Italics, func(a, b verify.Span) int { return a.Start - b.Start })
	return d
}
