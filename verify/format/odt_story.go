package format

import (
	"strconv"
	"strings"

	"loccit/verify"
)

// An odtStory reads one XML file of an OpenDocument. Each method is called
// when an element has begun, and returns when it has ended.
type odtStory struct {
	doc *odtDocument
	xml *xmlScanner
	p   *passage

	text   bool // inside a paragraph: white space and words count
	spaced bool // white space stands before what comes next, so more of it folds
	look   odtLook
	depth  int // notes open
	begun  int // where this paragraph begins
	boxes  []*passage
}

func (o *odtDocument) story(s *xmlScanner) *odtStory {
	return &odtStory{doc: o, xml: s, p: &o.body}
}

// inner reads what is in the element that just began, to its end; before any,
// the whole file.
func (s *odtStory) inner() error {
	return s.xml.each(func(kind xmlKind) error {
		switch {
		case kind == xmlStart:
			return s.element()
		case kind == xmlText && s.text:
			return s.words()
		}
		return nil
	})
}

// element reads the element that just began. Of one that says nothing here,
// what is in it comes next by itself.
func (s *odtStory) element() error {
	switch s.xml.space {
	case "text":
		return s.textElement()
	case "style":
		if s.xml.name == "style" || s.xml.name == "default-style" {
			return s.style()
		}
	case "office":
		switch s.xml.name {
		case "annotation", "annotation-end", "forms", "scripts", "binary-data", "event-listeners", "master-styles", "settings", "font-face-decls":
			return s.xml.skip()
		}
	case "draw":
		switch s.xml.name {
		case "text-box":
			return s.box()
		case "object", "object-ole", "image", "plugin", "applet":
			return s.xml.skip()
		}
	case "table":
		if s.xml.name == "covered-table-cell" || s.xml.name == "tracked-changes" {
			return s.xml.skip()
		}
	case "svg-compatible":
		if s.xml.name == "title" || s.xml.name == "desc" {
			return s.xml.skip()
		}
	case "dc":
		return s.title()
	}
	return nil
}

func (s *odtStory) textElement() error {
	switch s.xml.name {
	case "p", "h":
		return s.paragraph()
	case "span":
		return s.span()
	case "a":
		return s.link()
	case "note":
		return s.note()
	case "note-ref":
		return s.noteRef()
	case "s":
		n := 1
		if count, ok := s.xml.attr("text", "c"); ok {
			n, _ = strconv.Atoi(count)
		}
		s.write(strings.Repeat(" ", min(max(n, 0), 1000)))
	case "tab":
		s.write("\t")
	case "line-break":
		s.write("\n")
	case "soft-page-break":
		s.pageBreak()
	case "tracked-changes", "ruby-text", "number", "table-of-content-source", "notes-configuration":
		if s.xml.name == "notes-configuration" {
			s.configure()
		}
		return s.xml.skip()
	case "section", "hidden-text", "hidden-paragraph":
		if s.away() {
			return s.xml.skip()
		}
	}
	return nil
}

// away reports whether the element that just began is hidden.
func (s *odtStory) away() bool {
	display, _ := s.xml.attr("text", "display")
	hidden, _ := s.xml.attr("text", "is-hidden")
	return display == "none" || hidden == "true"
}

// style reads the style that just began.
func (s *odtStory) style() error {
	name, _ := s.xml.attr("style", "name")
	var look odtLook
	look.parent, _ = s.xml.attr("style", "parent-style-name")
	err := s.xml.each(func(kind xmlKind) error {
		if kind == xmlStart && s.xml.space == "style" && s.xml.name == "text-properties" {
			slant, said := s.xml.attr("fo", "font-style")
			look.italic = slant == "italic" || slant == "oblique"
			look.upright = said && !look.italic
			display, _ := s.xml.attr("text", "display")
			look.hidden = display == "none"
			position, _ := s.xml.attr("style", "text-position")
			look.raised = strings.HasPrefix(position, "super") || len(position) > 1 && '1' <= position[0] && position[0] <= '9'
		}
		return nil
	})
	if name != "" {
		s.doc.looks[name] = look
	}
	return err
}

// configure takes how notes of a class are numbered.
func (s *odtStory) configure() {
	class, _ := s.xml.attr("text", "note-class")
	r, known := s.doc.rules[class]
	if !known {
		return
	}
	if format, ok := s.xml.attr("style", "num-format"); ok {
		r.format = format
	}
	if start, ok := s.xml.attr("text", "start-value"); ok {
		if n, err := strconv.Atoi(start); err == nil && n >= 0 && n <= 1<<20 {
			r.start = n
		}
	}
	s.doc.rules[class] = r
}

// title takes the title out of the metadata of a flat file.
func (s *odtStory) title() error {
	if s.xml.name != "title" || s.doc.title != "" || s.text {
		return s.xml.skip()
	}
	var err error
	s.doc.title, err = s.xml.content()
	return err
}

// paragraph reads one paragraph, and sets what was anchored in it after it.
func (s *odtStory) paragraph() error {
	outer := *s
	s.text, s.spaced, s.begun, s.boxes = true, true, s.p.offset(), nil
	err := s.styled("text")
	s.p.text = append(s.p.text, '\n')
	for _, b := range s.boxes {
		s.p.add(b)
		s.p.lineBreak()
	}
	s.text, s.spaced, s.begun, s.boxes = outer.text, outer.spaced, outer.begun, outer.boxes
	return err
}

// span reads a stretch of text of one look.
func (s *odtStory) span() error { return s.styled("text") }

// styled reads what is in an element with a style.
func (s *odtStory) styled(space string) error {
	outer := s.look
	if name, ok := s.xml.attr(space, "style-name"); ok {
		look := s.doc.look(name)
		s.look.italic = look.italic || s.look.italic && !look.upright
		s.look.hidden = s.look.hidden || look.hidden
		s.look.raised = s.look.raised || look.raised
	}
	err := s.inner()
	s.look = outer
	return err
}

// words writes character data; white space folds, across elements too
// (OpenDocument 1.3, 6.1.2).
func (s *odtStory) words() error {
	if s.look.hidden {
		return nil
	}
	start := s.p.offset()
	text, err := s.xml.appendText(s.p.text)
	if err != nil {
		return err
	}
	kept := text[:start]
	for _, c := range text[start:] {
		blank := c == ' ' || c == '\t' || c == '\n' || c == '\r'
		if !blank {
			kept = append(kept, c)
		} else if !s.spaced {
			kept = append(kept, ' ')
		}
		s.spaced = blank
	}
	s.p.text = kept
	if s.look.italic {
		s.p.italic(start)
	}
	return nil
}

// write writes white space that an element stands for, which does not fold.
func (s *odtStory) write(text string) {
	if s.look.hidden || !s.text {
		return
	}
	start := s.p.offset()
	s.p.text = append(s.p.text, text...)
	s.spaced = false
	if s.look.italic {
		s.p.italic(start)
	}
}

// link reads a hyperlink.
func (s *odtStory) link() error {
	target, _ := s.xml.attr("xlink", "href")
	start, p := s.p.offset(), s.p
	if err := s.inner(); err != nil {
		return err
	}
	p.link(start, target)
	return nil
}

// note reads a note where it is called. Its body is a text of its own.
func (s *odtStory) note() error {
	if s.look.hidden {
		return s.xml.skip()
	}
	n := odtNote{class: "footnote", page: s.doc.page + 1}
	if class, _ := s.xml.attr("text", "note-class"); class == "endnote" {
		n.class = class
	}
	if id, ok := s.xml.attr("text", "id"); ok {
		s.doc.byID[id] = len(s.doc.notes)
	}
	at := len(s.doc.notes)
	s.doc.notes = append(s.doc.notes, n) // before those that are called in it
	if err := s.noteParts(&n); err != nil {
		return err
	}
	if n.label == "" {
		n.label = s.doc.number(n.class)
	}
	s.doc.notes[at] = n
	start := s.p.offset()
	s.p.text = append(s.p.text, n.label...)
	s.p.calls = append(s.p.calls, passageCall{s.p.from(start), at})
	s.spaced = false
	return nil
}

// noteParts reads the number of a note and its words.
func (s *odtStory) noteParts(n *odtNote) error {
	return s.xml.each(func(kind xmlKind) (err error) {
		switch {
		case kind != xmlStart || s.xml.space != "text":
		case s.xml.name == "note-citation":
			own, custom := s.xml.attr("text", "label")
			n.custom = custom
			if n.label, err = s.xml.content(); n.label == "" {
				n.label = own
			}
			n.label = oneLine(n.label)
		case s.xml.name == "note-body":
			err = s.noteBody(&n.passage)
		}
		return err
	})
}

func (s *odtStory) noteBody(p *passage) error {
	outer := *s
	s.p, s.text, s.look, s.boxes, s.depth = p, false, odtLook{}, nil, s.depth+1
	err := s.inner()
	for _, b := range s.boxes {
		s.p.lineBreak()
		s.p.add(b)
	}
	*s = outer
	return err
}

// noteRef reads a mention of a note elsewhere. Raised like a note's number it
// is a second call; otherwise it is a word of the sentence, as in “see note 4”.
func (s *odtStory) noteRef() error {
	id, _ := s.xml.attr("text", "ref-name")
	raised, start, p := s.look.raised, s.p.offset(), s.p
	if err := s.inner(); err != nil {
		return err
	}
	if n, ok := s.doc.byID[id]; ok && raised && s.depth == 0 && p.offset() > start {
		p.calls = append(p.calls, passageCall{p.from(start), n})
	}
	return nil
}

// box reads a text box. Its text follows the paragraph that it is anchored in,
// so that it does not tear a sentence; one with calls stays where it is, so that
// notes stay in the order of their numbers.
func (s *odtStory) box() error {
	outer := *s
	s.p, s.text, s.look, s.boxes, s.begun = &passage{}, false, odtLook{}, nil, 0
	err := s.inner()
	box := s.p
	for _, b := range s.boxes {
		box.lineBreak()
		box.add(b)
	}
	*s = outer
	if len(box.calls) == 0 && s.p.offset() > s.begun {
		s.boxes = append(s.boxes, box)
		return err
	}
	s.p.lineBreak()
	s.p.add(box)
	s.p.lineBreak()
	s.spaced = true
	return err
}

// pageBreak is where a page ended when the document was laid out last.
func (s *odtStory) pageBreak() {
	if s.p != &s.doc.body {
		return // a box, or a note that runs on
	}
	s.doc.page++
	s.p.pages = append(s.p.pages, verify.Mark{Offset: s.p.offset(), Place: verify.Place{Page: s.doc.page + 1}})
}
