package mend

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"

	"loccit/verify"
)

// A part is one XML file of an office document, with the notes in it. Offsets
// are those of its bytes.
type part struct {
	name    string
	text    string
	notes   []*noteXML
	targets map[string]run // of a part of relationships: the URL of each
}

// A noteXML is one note: paragraphs, and the links in them.
type noteXML struct {
	paragraphs []*paragraph
}

// A paragraph is what a reader sees of it, in runs.
type paragraph struct {
	runs  []run
	links []*link
	look  string // the properties of the first run that is no link's, as XML
	tag   string // the name of a run's element, with its prefix
}

// A run is a stretch of characters with the offset of each byte in the part,
// and of the end; or an element that stands for characters, which has one
// offset for all.
type run struct {
	text string
	at   []int       // len(text)+1
	mark verify.Span // an element that stands for text
	tag  verify.Span // the start tag of the element around, where that may have to keep spaces
	link *link       // the link that it is shown by
}

// A link is an element or a field that leads somewhere.
type link struct {
	id     string // of the relationship that names its target
	anchor bool   // it names a place within that
	target []run  // where the target stands in this part
	end    int    // behind the link
}

// A partReader reads one part.
type partReader struct {
	*part
	stack  []*paragraph
	note   *noteXML
	depth  int // notes open
	mute   int // elements open whose text is none of the note's
	shows  int // elements open that hold text
	tag    verify.Span
	links  []*link // open elements; nil for one that is no link
	fields []*field
	code   bool    // what comes is the code of a field
	ended  []*link // fields whose last run has not ended
	looks  int     // where the properties of this run begin; negative before and behind them
}

// A field is a link that begins, is shown and ends by marks in runs.
type field struct {
	link  *link
	shown bool
}

// The namespaces of text, of transitional and strict OOXML and of OpenDocument.
func isWord(n xml.Name) bool {
	return strings.HasSuffix(n.Space, "/wordprocessingml/2006/main") || strings.HasSuffix(n.Space, "ooxml/wordprocessingml/main")
}

func isODF(n xml.Name) bool {
	return strings.HasPrefix(n.Space, "urn:oasis:names:tc:opendocument:xmlns:text:") || strings.HasPrefix(n.Space, "urn:oasis:names:tc:opendocument:xmlns:office:")
}

func (r *partReader) read() error {
	d := xml.NewDecoder(strings.NewReader(r.text))
	for {
		from := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading its XML: %w", err)
		}
		span := verify.Span{Start: from, End: int(d.InputOffset())}
		switch t := token.(type) {
		case xml.StartElement:
			r.start(t, span)
		case xml.EndElement:
			r.end(t.Name, span)
		case xml.CharData:
			if r.note != nil && r.shows > 0 && r.mute == 0 {
				r.words(span)
			}
		}
	}
}

func (r *partReader) start(t xml.StartElement, span verify.Span) {
	switch {
	case t.Name.Local == "Relationship":
		r.relationship(t, span)
	case isWord(t.Name):
		r.startWord(t, span)
	case isODF(t.Name):
		r.startODF(t, span)
	}
}

func (r *partReader) end(n xml.Name, span verify.Span) {
	switch {
	case isWord(n):
		r.endWord(n.Local, span)
	case isODF(n):
		r.endODF(n.Local, span)
	}
}

func (r *partReader) relationship(t xml.StartElement, span verify.Span) {
	if r.targets == nil {
		r.targets = map[string]run{}
	}
	for _, a := range t.Attr {
		if a.Name.Local == "Id" {
			r.targets[a.Value] = r.attribute(span, "Target")
		}
	}
}

func (r *partReader) beginNote() {
	if r.depth++; r.depth == 1 {
		r.note = &noteXML{}
		r.notes = append(r.notes, r.note)
		r.stack, r.links, r.fields, r.ended, r.shows, r.mute = nil, nil, nil, nil, 0, 0
	}
}

func (r *partReader) endNote() {
	if r.depth--; r.depth <= 0 {
		r.depth, r.note, r.shows = 0, nil, 0
	}
}

func (r *partReader) beginParagraph() {
	p := &paragraph{}
	r.stack = append(r.stack, p)
	if r.note != nil {
		r.note.paragraphs = append(r.note.paragraphs, p)
	}
}

func (r *partReader) endParagraph() {
	if n := len(r.stack); n > 0 {
		r.stack = r.stack[:n-1]
	}
}

// paragraph is the one that is being read; one that belongs to nothing where
// there is none.
func (r *partReader) paragraph() *paragraph {
	if n := len(r.stack); n > 0 {
		return r.stack[n-1]
	}
	return &paragraph{}
}

// link is the innermost link that is open.
func (r *partReader) link() *link {
	for i := len(r.fields) - 1; i >= 0; i-- {
		if r.fields[i].shown {
			return r.fields[i].link
		}
	}
	for i := len(r.links) - 1; i >= 0; i-- {
		if r.links[i] != nil {
			return r.links[i]
		}
	}
	return nil
}

// words takes character data.
func (r *partReader) words(span verify.Span) {
	w := decoded(r.text, span)
	if n := len(r.fields); n > 0 && (r.code || !r.fields[n-1].shown) {
		if r.code {
			l := r.fields[n-1].link
			l.target = append(l.target, w)
		}
		return
	}
	w.tag, w.link = r.tag, r.link()
	p := r.paragraph()
	p.runs = append(p.runs, w)
}

// print takes an element that stands for text; its end tag may be one of its
// own.
func (r *partReader) print(text string, span verify.Span) {
	if r.note == nil || r.mute > 0 {
		return
	}
	if !strings.HasSuffix(span.Of(r.text), "/>") {
		if n := strings.IndexByte(r.text[span.End:], '>'); n >= 0 {
			span.End += n + 1
		}
	}
	at := make([]int, len(text)+1)
	for i := range at {
		at[i] = span.Start
	}
	at[len(text)] = span.End
	p := r.paragraph()
	p.runs = append(p.runs, run{text: text, at: at, mark: span, link: r.link()})
}

// decoded are the characters of a stretch of XML.
func decoded(text string, span verify.Span) run {
	raw := span.Of(text)
	from := span.Start
	if inner, ok := strings.CutPrefix(raw, "<![CDATA["); ok {
		inner = strings.TrimSuffix(inner, "]]>")
		from += len("<![CDATA[")
		w := run{text: inner}
		for i := range len(inner) + 1 {
			w.at = append(w.at, from+i)
		}
		return w
	}
	var b strings.Builder
	var at []int
	for i := 0; i < len(raw); {
		size, chars := 1, raw[i:i+1]
		if end := strings.IndexByte(raw[i:], ';'); raw[i] == '&' && end > 0 {
			size = end + 1
			chars = html.UnescapeString(raw[i : i+size])
		}
		for range len(chars) {
			at = append(at, from+i)
		}
		b.WriteString(chars)
		i += size
	}
	return run{text: b.String(), at: append(at, span.End)}
}

// attribute is the value of an attribute of the tag at span, by its name
// without the prefix; empty where there is none.
func (r *partReader) attribute(span verify.Span, name string) run {
	tag := span.Of(r.text)
	for at := 0; ; {
		n := strings.IndexByte(tag[at:], '=')
		if n < 0 {
			return run{}
		}
		key := strings.TrimRight(tag[at:at+n], " \t\r\n")
		at += n + 1
		from := at + strings.IndexAny(tag[at:], "\"'") + 1
		if from == at {
			return run{}
		}
		end := strings.IndexByte(tag[from:], tag[from-1])
		if end < 0 {
			return run{}
		}
		words := strings.FieldsFunc(key, func(c rune) bool { return strings.ContainsRune(" \t\r\n:<", c) })
		if len(words) > 0 && words[len(words)-1] == name {
			return decoded(r.text, verify.Span{Start: span.Start + from, End: span.Start + from + end})
		}
		at = from + end + 1
	}
}
