package format

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"loccit/verify"
)

// A passage is a stretch of text that is being read: the body, or one note.
// Its spans count from its own beginning.
type passage struct {
	text    []byte
	calls   []passageCall
	links   []verify.Link
	italics []verify.Span
	pages   []verify.Mark
}

// passageCall is a call as it is met: notes may come later.
type passageCall struct {
	span verify.Span
	note int // the note called, as the reader counts them; negative where there is none
}

// offset is where the next word will stand.
func (p *passage) offset() int { return len(p.text) }

// from is the span of what was written since start.
func (p *passage) from(start int) verify.Span { return verify.Span{Start: start, End: len(p.text)} }

// lineBreak starts a new line, unless the passage is at one.
func (p *passage) lineBreak() {
	if n := len(p.text); n > 0 && p.text[n-1] != '\n' {
		p.text = append(p.text, '\n')
	}
}

// link notes that what was written since start leads to target. A target
// within the document itself says nothing of a source, and is left out.
func (p *passage) link(start int, target string) {
	target = strings.TrimSpace(target)
	if target != "" && !strings.HasPrefix(target, "#") {
		p.links = append(p.links, verify.Link{Span: p.from(start), Target: target})
	}
}

// italic notes that what was written since start is in italics. Runs that
// touch, which word processors like to split, are one.
func (p *passage) italic(start int) {
	s := p.from(start)
	if s.Len() == 0 {
		return
	}
	if n := len(p.italics); n > 0 && p.italics[n-1].End == s.Start {
		p.italics[n-1].End = s.End
		return
	}
	p.italics = append(p.italics, s)
}

// add appends q to p.
func (p *passage) add(q *passage) {
	at := len(p.text)
	move := func(s verify.Span) verify.Span { return verify.Span{Start: s.Start + at, End: s.End + at} }
	p.text = append(p.text, q.text...)
	for _, c := range q.calls {
		p.calls = append(p.calls, passageCall{move(c.span), c.note})
	}
	for _, l := range q.links {
		p.links = append(p.links, verify.Link{Span: move(l.Span), Target: l.Target})
	}
	for _, s := range q.italics {
		p.italics = append(p.italics, move(s))
	}
	for _, m := range q.pages {
		m.Offset += at
		p.pages = append(p.pages, m)
	}
}

// cut ends the passage at end; spans that reach over it are shortened.
func (p *passage) cut(end int) {
	p.text = p.text[:end]
	for i := range p.links {
		p.links[i].Span = clip(p.links[i].Span, end)
	}
	for i := range p.italics {
		p.italics[i] = clip(p.italics[i], end)
	}
	for i := range p.calls {
		p.calls[i].span = clip(p.calls[i].span, end)
	}
	for i := range p.pages {
		p.pages[i].Offset = min(p.pages[i].Offset, end)
	}
}

// words are what is left of p without the white space around it.
func (p *passage) words() verify.Span {
	return p.trimmed(0)
}

// trimmed are the words from start on: word processors set spaces of many
// widths between a number and its note.
func (p *passage) trimmed(start int) verify.Span {
	end := len(bytes.TrimRightFunc(p.text, unicode.IsSpace))
	start = min(start, end)
	rest := p.text[start:end]
	return verify.Span{Start: end - len(bytes.TrimLeftFunc(rest, unicode.IsSpace)), End: end}
}

// A gathered note is one that was read, before it has its place in the
// document.
type gatheredNote struct {
	passage
	label  string
	series int
	short  bool // as verify.Note has it
	mark   int  // bytes at the beginning that are its number, where the file prints it there
}

// trim cuts the mark and the white space off, and returns where the note's own
// words stand.
func (n *gatheredNote) trim() verify.Span {
	words := n.words()
	if n.mark > words.Start {
		words = n.trimmed(n.mark)
	}
	n.cut(words.End)
	return words
}

// renumber gives calls, which name notes by where the file has them, the places of
// their notes in order.
func renumber(calls []passageCall, place []int) {
	for i := range calls {
		if n := calls[i].note; n >= 0 {
			calls[i].note = place[n]
		}
	}
}

// assemble lays out the document: the body first, then the notes in the order
// given, each after a blank line and its label. Calls, wherever they stand,
// name notes by their place in that order; a call of a note that is not there
// has a label in its own words and goes to Missing.
func assemble(body *passage, notes []gatheredNote) *verify.Document {
	whole := passage{text: make([]byte, 0, layoutSize(body, notes))}
	body.cut(body.words().End)
	whole.add(body)
	d := &verify.Document{Notes: make([]verify.Note, len(notes))}
	for i := range notes {
		n := &notes[i]
		whole.text = append(whole.text, "\n\n"...)
		whole.text = append(whole.text, n.label...)
		whole.text = append(whole.text, ' ')
		at, words := len(whole.text), n.trim()
		whole.add(&n.passage)
		d.Notes[i] = verify.Note{Label: n.label, Series: n.series, Short: n.short, Span: verify.Span{Start: at + words.Start, End: at + words.End}}
	}
	d.Text = string(whole.text)
	d.Links, d.Italics, d.Places = whole.links, whole.italics, whole.pages
	place(d, whole.calls)
	d.Places = append(d.Places, atTheirCalls(d, notes)...)
	slices.SortStableFunc(d.Links, func(a, b verify.Link) int { return a.Span.Start - b.Span.Start })
	slices.SortStableFunc(d.Italics, func(a, b verify.Span) int { return a.Start - b.Start })
	slices.SortStableFunc(d.Missing, func(a, b verify.Call) int { return a.Span.Start - b.Span.Start })
	slices.SortStableFunc(d.Places, func(a, b verify.Mark) int { return a.Offset - b.Offset })
	return d
}

func layoutSize(body *passage, notes []gatheredNote) int {
	size := len(body.text)
	for i := range notes {
		size += len(notes[i].text) + len(notes[i].label) + 3
	}
	return size
}

// place gives every call to its note.
func place(d *verify.Document, calls []passageCall) {
	for _, c := range calls {
		if c.note >= 0 && c.note < len(d.Notes) {
			d.Notes[c.note].Calls = append(d.Notes[c.note].Calls, c.span)
			continue
		}
		d.Missing = append(d.Missing, verify.Call{Label: c.span.Of(d.Text), Span: c.span})
	}
	for i := range d.Notes {
		slices.SortFunc(d.Notes[i].Calls, func(a, b verify.Span) int { return a.Start - b.Start })
	}
}

// atTheirCalls are marks for the notes without a word, which stand where they are
// called: nothing that was read of them says where in the file they are.
func atTheirCalls(d *verify.Document, notes []gatheredNote) verify.Places {
	var marks verify.Places
	for i := range d.Notes {
		n := &d.Notes[i]
		if n.Span.Len() > 0 || len(notes[i].pages) > 0 || len(n.Calls) == 0 {
			continue
		}
		if at := d.Place(n.Calls[0].Start); at != (verify.Place{}) {
			marks = append(marks, verify.Mark{Offset: n.Span.Start, Place: at})
		}
	}
	return marks
}

// clip keeps a span inside a text that ends at end.
func clip(s verify.Span, end int) verify.Span {
	return verify.Span{Start: min(s.Start, end), End: min(s.End, end)}
}
