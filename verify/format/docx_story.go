package format

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// A wordStory reads one part with running text: the body, the footnotes or the
// endnotes. Each method is called when an element has begun, and returns when
// it has ended.
type wordStory struct {
	doc   *wordDocument
	xml   *xmlScanner
	web   map[string]string // relationship -> URL
	p     *passage
	body  bool
	begun int        // where this paragraph begins
	boxes []*passage // text boxes anchored in this paragraph; their text follows it

	paragraphLook wordLook
	look          wordLook // of this run
	keepLine      bool     // the mark of this paragraph is deleted: the next joins it
	newSection    bool     // this paragraph is the last of its section
	mark          int      // 1 + the reference whose own mark is the rest of this run
	fields        []wordField
	bookmarks     []wordBookmark
}

// wordField is a field whose end has not come.
type wordField struct {
	code  []byte
	shown bool     // its code is over, what follows is what readers see
	p     *passage // where that stands
	start int
}

// wordBookmark is one whose end has not come.
type wordBookmark struct{ id, name string }

// wordMaxOpen bounds bookmarks and fields that are open at once; honest documents
// have a handful.
const wordMaxOpen = 256

// story prepares to read a part.
func (w *wordDocument) story(name string, s *xmlScanner) (*wordStory, error) {
	rels, err := relationships(w.archive, name)
	if err != nil {
		return nil, err
	}
	web := map[string]string{}
	for _, r := range rels {
		if r.external {
			web[r.id] = r.target
		}
	}
	return &wordStory{doc: w, xml: s, web: web}, nil
}

// notes reads a part of footnotes or endnotes.
func (s *wordStory) notes(endnote bool) error {
	return s.xml.each(func(kind xmlKind) error {
		if kind != xmlStart || s.xml.space != "w" || s.xml.name != "footnote" && s.xml.name != "endnote" {
			return nil
		}
		if kind, _ := s.xml.attr("w", "type"); kind != "" && kind != "normal" {
			return s.xml.skip() // the lines that part notes from the body
		}
		return s.note(endnote)
	})
}

func (s *wordStory) note(endnote bool) error {
	id, _ := s.xml.attr("w", "id")
	n := wordNote{wordID: wordID{endnote, id}}
	s.p, s.fields, s.bookmarks = &n.passage, nil, nil
	if err := s.inner(); err != nil {
		return err
	}
	s.doc.notes = append(s.doc.notes, n)
	return nil
}

// inner reads what is in the element that just began, to its end; before any,
// the whole part.
func (s *wordStory) inner() error {
	return s.xml.each(func(kind xmlKind) error {
		if kind == xmlStart {
			return s.element()
		}
		return nil
	})
}

// element reads the element that just began. Of one that says nothing here,
// what is in it comes next by itself.
func (s *wordStory) element() error {
	switch s.xml.space {
	case "w":
		return s.word()
	case "mc":
		if s.xml.name == "AlternateContent" {
			return s.alternatives()
		}
	case "m":
		if s.xml.name == "t" {
			return s.text()
		}
	}
	return nil
}

func (s *wordStory) word() error {
	switch s.xml.name {
	case "p":
		return s.paragraph()
	case "r":
		return s.run()
	case "t":
		return s.text()
	case "pPr":
		return s.paragraphProperties()
	case "rPr":
		return s.runProperties()
	case "tab", "ptab":
		s.write("\t")
	case "br", "cr":
		s.write("\n")
	case "noBreakHyphen":
		s.write("\u2011")
	case "softHyphen":
		s.write("\u00ad")
	case "sym":
		s.symbol()
	case "footnoteReference":
		return s.reference(false)
	case "endnoteReference":
		return s.reference(true)
	case "hyperlink":
		return s.hyperlink()
	case "fldSimple":
		return s.simpleField()
	case "fldChar":
		return s.fieldMark()
	case "instrText":
		return s.fieldCode()
	case "del", "moveFrom":
		return s.drop()
	case "tr":
		return s.row()
	case "txbxContent":
		return s.box()
	case "lastRenderedPageBreak":
		s.pageBreak()
	case "bookmarkStart", "bookmarkEnd":
		s.bookmark()
	case "sectPr", "sdtPr", "tblPr", "tcPr", "tblGrid", "rt", "delText", "delInstrText":
		return s.xml.skip()
	}
	return nil
}

// paragraph reads one paragraph, and sets what was anchored in it after it.
func (s *wordStory) paragraph() error {
	look, boxes := s.paragraphLook, s.boxes
	s.paragraphLook, s.boxes, s.keepLine, s.newSection, s.begun = wordLook{}, nil, false, false, s.p.offset()
	if err := s.inner(); err != nil {
		return err
	}
	if !s.keepLine {
		s.p.text = append(s.p.text, '\n')
	}
	for _, b := range s.boxes {
		s.p.add(b)
		s.p.lineBreak()
	}
	if s.newSection && s.body {
		s.doc.sections++
	}
	s.paragraphLook, s.boxes, s.keepLine, s.newSection = look, boxes, false, false
	return nil
}

// paragraphProperties reads the style of a paragraph, whether its end was
// deleted, and whether a section ends with it.
func (s *wordStory) paragraphProperties() error {
	return s.xml.each(func(kind xmlKind) error {
		if kind != xmlStart || s.xml.space != "w" {
			return nil
		}
		switch s.xml.name {
		case "pStyle":
			val, _ := s.xml.attr("w", "val")
			s.paragraphLook = s.doc.looks[val]
		case "del", "moveFrom":
			s.keepLine = true
		case "sectPr":
			s.newSection = true
			return s.xml.skip()
		case "pPrChange", "rPrChange":
			return s.xml.skip()
		}
		return nil
	})
}

// run reads a stretch of text of one look.
func (s *wordStory) run() error {
	outer, start := s.look, s.p.offset()
	s.look, s.mark = s.paragraphLook, 0
	err := s.inner()
	if s.look.italic {
		s.p.italic(start)
	}
	if s.mark > 0 {
		s.endMark()
	}
	s.look = outer
	return err
}

// runProperties reads the look of a run. Italics by the paragraph's style and
// by the run's style undo each other (ISO/IEC 29500-1, 17.7.3); what the run
// says itself is final.
func (s *wordStory) runProperties() error {
	return s.xml.each(func(kind xmlKind) error {
		if kind != xmlStart || s.xml.space != "w" {
			return nil
		}
		switch s.xml.name {
		case "rStyle":
			val, _ := s.xml.attr("w", "val")
			style := s.doc.looks[val]
			s.look.italic = s.look.italic != style.italic
			s.look.hidden = s.look.hidden || style.hidden
		case "i":
			s.look.italic = wordOn(s.xml)
		case "vanish":
			s.look.hidden = wordOn(s.xml)
		case "rPrChange":
			return s.xml.skip()
		}
		return nil
	})
}

// text writes what a reader sees. Line ends of an indented file are spaces.
func (s *wordStory) text() error {
	if s.unseen() {
		return s.xml.skip()
	}
	return s.xml.each(func(kind xmlKind) (err error) {
		if kind == xmlText {
			start := s.p.offset()
			if s.p.text, err = s.xml.appendText(s.p.text); err == nil {
				unbreak(s.p.text[start:])
			}
		}
		return err
	})
}

// unseen reports whether readers see nothing of what comes here: hidden text,
// and the code of a field.
func (s *wordStory) unseen() bool {
	if s.look.hidden {
		return true
	}
	for i := range s.fields {
		if !s.fields[i].shown {
			return true
		}
	}
	return false
}

func (s *wordStory) write(text string) {
	if !s.unseen() {
		s.p.text = append(s.p.text, text...)
	}
}

// symbol writes a character of a symbol font. These fonts have their
// characters in the private area from U+F000; their signs and figures are
// those of ASCII, their letters are not.
func (s *wordStory) symbol() {
	val, _ := s.xml.attr("w", "char")
	n, err := strconv.ParseUint(val, 16, 16)
	if err != nil {
		return
	}
	r := rune(n)
	if r > 0xF020 && r < 0xF040 {
		r -= 0xF000
	}
	if utf8.ValidRune(r) && r >= ' ' {
		s.write(string(r))
	}
}

// reference reads a call. One that nobody sees takes its note with it.
func (s *wordStory) reference(endnote bool) error {
	id, _ := s.xml.attr("w", "id")
	custom, own := s.xml.attr("w", "customMarkFollows")
	own = own && custom != "0" && custom != "false" && custom != "off"
	key := wordID{endnote, id}
	if s.unseen() {
		s.doc.dropped[key] = true
		return nil
	}
	if s.mark > 0 {
		s.endMark()
	}
	ref := wordRef{wordID: key, page: s.doc.page, custom: own}
	start := s.p.offset()
	if first, again := s.doc.byID[key]; again {
		ref.label, ref.run = s.doc.refs[first].label, s.doc.refs[first].run
	} else {
		c := s.doc.counter(endnote)
		if !own {
			ref.label = c.next(s.doc.sections, s.doc.page)
		}
		ref.run = c.run
		s.doc.byID[key] = len(s.doc.refs)
	}
	if !own {
		s.p.text = append(s.p.text, ref.label...)
	}
	s.p.calls = append(s.p.calls, passageCall{s.p.from(start), len(s.doc.refs)})
	s.doc.refs = append(s.doc.refs, ref)
	for _, b := range s.bookmarks {
		s.doc.noted[b.name] = len(s.doc.refs) - 1
	}
	if own {
		s.mark = len(s.doc.refs)
	}
	return nil
}

// endMark takes the text between a reference and the end of its run as the
// mark that the author gave it.
func (s *wordStory) endMark() {
	call := &s.p.calls[len(s.p.calls)-1]
	call.span.End = s.p.offset()
	ref := &s.doc.refs[s.mark-1]
	mark := string(s.p.text[call.span.Start:call.span.End])
	ref.label = strings.TrimSpace(mark)
	if ref.label != "" {
		call.span.Start += strings.Index(mark, ref.label)
		call.span.End = call.span.Start + len(ref.label)
	}
	s.mark = 0
}

// hyperlink reads a link by relationship.
func (s *wordStory) hyperlink() error {
	id, _ := s.xml.attr("r", "id")
	anchor, _ := s.xml.attr("w", "anchor")
	target := s.web[id]
	if anchor != "" {
		target += "#" + anchor
	}
	start, p := s.p.offset(), s.p
	if err := s.inner(); err != nil {
		return err
	}
	p.link(start, target)
	return nil
}

// pageBreak is where a page ended when the document was laid out last.
func (s *wordStory) pageBreak() {
	if !s.body {
		return
	}
	s.doc.page++
	s.p.pages = append(s.p.pages, verify.Mark{Offset: s.p.offset(), Place: verify.Place{Page: s.doc.page + 1}})
}

// unbreak turns line ends into spaces.
func unbreak(text []byte) {
	for i, c := range text {
		if c == '\n' || c == '\r' {
			text[i] = ' '
		}
	}
}
