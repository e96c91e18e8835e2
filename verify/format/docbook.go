package format

import (
	"bytes"
	"fmt"
	"path"
	"strconv"
	"strings"

	"loccit/verify"
)

// docbookReader reads DocBook 4 and 5 (https://docbook.org/). Footnotes have
// numbers through the whole document, as DocBook's own stylesheets give them
// to web pages; those of a table have letters of its own.
type docbookReader struct{}

func (docbookReader) Format() string { return "docbook" }

func (docbookReader) Match(in verify.Input) verify.Fit {
	head := in.Data[:min(len(in.Data), 1<<14)]
	root := docbookRoot(head)
	switch {
	case root == "":
		return verify.NoFit
	case bytes.Contains(head, []byte("docbook.org/ns/docbook")), bytes.Contains(head, []byte("//OASIS//DTD DocBook")), bytes.Contains(head, []byte("//OASIS//DTD Simplified DocBook")):
		return verify.ByContent
	case bytes.Contains(in.Data[:min(len(in.Data), 1<<20)], []byte("<para>")):
		return verify.ByContent
	}
	switch strings.ToLower(path.Ext(in.Path)) {
	case ".docbook", ".dbk", ".dbx":
		return verify.ByName
	}
	return verify.NoFit
}

// docbookRoot is the first element of a file, if DocBook has documents of that
// name.
func docbookRoot(head []byte) string {
	for {
		n := bytes.IndexByte(head, '<')
		if n < 0 || n+1 >= len(head) {
			return ""
		}
		head = head[n+1:]
		switch {
		case bytes.HasPrefix(head, []byte("!--")):
			_, head, _ = bytes.Cut(head, []byte("-->"))
			continue
		case head[0] == '?' || head[0] == '!':
			continue
		}
		end := bytes.IndexAny(head, " \t\r\n>/")
		if end < 0 {
			return ""
		}
		_, local := cutName(head[:end])
		switch name := string(local); name {
		case "book", "article", "chapter", "set", "part", "preface", "appendix", "section", "sect1", "refentry", "glossary", "bibliography", "reference":
			return name
		}
		return ""
	}
}

func (docbookReader) Read(in verify.Input) (*verify.Document, error) {
	text, err := decode(in.Data, xmlCharset(in.Data))
	if err != nil {
		return nil, err
	}
	src := newSource(text)
	w := &docbookWalk{source: src, main: newBody(src), ids: map[string]int{}, limit: 1<<16 + 4*len(text)}
	w.out = w.main
	w.scan = xmlScanner{data: []byte(text), names: map[string]string{}, lax: true}
	w.scan.pos, w.entities = docbookEntities(text)
	if err := w.walk(); err != nil {
		return nil, fmt.Errorf("line %d: %w", src.place(w.scan.pos, 0).Line, err)
	}
	return w.document(), nil
}

// A docbookWalk reads one file.
type docbookWalk struct {
	scan     xmlScanner
	source   *source
	main     *leaf
	out      *leaf
	open     []docbookOpen
	notes    []docbookNote
	refs     []docbookRef
	ids      map[string]int // of notes
	entities map[string]string
	limit    int // bytes that entities may still bring
	numbers  int
	tables   int // open
	letters  int // of the table
	quotes   int // open quotes
	title    string
}

// A docbookOpen is what the end of an element does.
type docbookOpen struct {
	kind   docbookKind
	start  int // of its words
	target string
	out    *leaf
}

type docbookNote struct {
	label string
	words *leaf
}

// A docbookRef calls a note by its id.
type docbookRef struct {
	out  *leaf
	call int
	id   string
}

func (w *docbookWalk) walk() error {
	for {
		kind, err := w.scan.next()
		if err != nil {
			return err
		}
		switch kind {
		case xmlEOF:
			return nil
		case xmlStart:
			err = w.start()
		case xmlEnd:
			w.end()
		case xmlText:
			err = w.words()
		}
		if err != nil {
			return err
		}
	}
}

// start opens an element; one whose words are not seen is passed over whole.
func (w *docbookWalk) start() error {
	name := w.scan.name
	kind := docbookKindOf(name)
	if kind == docbookInfo {
		return w.info()
	}
	if kind == docbookHidden {
		return w.scan.skip()
	}
	o := docbookOpen{kind: kind, out: w.out}
	switch kind {
	case docbookBlock, docbookListing, docbookTable:
		w.out.leave(paragraphGap)
	case docbookItem:
		w.out.leave(lineGap)
	case docbookCell:
		w.out.leave(cellGap)
	case docbookQuote:
		w.quotes++
		w.out.print(map[bool]string{true: "“", false: "‘"}[w.quotes%2 == 1], w.scan.pos)
	case docbookFootnote:
		w.footnote()
	case docbookRefer:
		w.refer()
	case docbookLink:
		o.target = w.target()
	}
	if kind == docbookTable {
		if w.tables++; w.tables == 1 {
			w.letters = 0
		}
	}
	if role, ok := w.scan.attr("", "role"); ok && name == "emphasis" && (role == "bold" || role == "strong") {
		o.kind = docbookPlain
	}
	w.out.steady = false
	o.start = w.out.here()
	w.open = append(w.open, o)
	return nil
}

// end closes the innermost element.
func (w *docbookWalk) end() {
	o := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	switch o.kind {
	case docbookBlock, docbookListing:
		w.out.leave(paragraphGap)
	case docbookTable:
		w.tables--
		w.out.leave(paragraphGap)
	case docbookItem:
		w.out.leave(lineGap)
	case docbookCell:
		w.out.leave(cellGap)
	case docbookQuote:
		w.out.print(map[bool]string{true: "”", false: "’"}[w.quotes%2 == 1], w.scan.pos)
		w.quotes--
	case docbookItalic:
		w.out.italic(o.start)
	case docbookFootnote:
		w.out = o.out
	case docbookLink:
		if w.out.since(o.start).Len() == 0 && o.target != "" {
			w.out.flush()
			o.start = w.out.here()
			w.out.print(o.target, w.scan.pos)
		}
		w.out.link(o.start, o.target)
	}
	w.out.steady = false
}

// target is where a link leads: DocBook 4 has url, DocBook 5 has xlink:href.
func (w *docbookWalk) target() string {
	if url, ok := w.scan.attr("", "url"); ok {
		return url
	}
	url, _ := w.scan.attr("xlink", "href")
	return url
}

// id is the name of the element that just began.
func (w *docbookWalk) id() string {
	if id, ok := w.scan.attr("xml", "id"); ok {
		return id
	}
	id, _ := w.scan.attr("", "id")
	return id
}

func (w *docbookWalk) footnote() {
	n := docbookNote{words: newLeaf(w.source)}
	label, _ := w.scan.attr("", "label")
	switch {
	case strings.TrimSpace(label) != "": // and such a note is not counted
		n.label = strings.TrimSpace(label)
	case w.tables > 0:
		w.letters++
		n.label = ordinal(w.letters, "a")
	default:
		w.numbers++
		n.label = strconv.Itoa(w.numbers)
	}
	if id := w.id(); id != "" {
		w.ids[id] = len(w.notes)
	}
	w.out.call(n.label, len(w.notes), w.scan.pos)
	w.notes = append(w.notes, n)
	w.out = n.words
}

// refer reads a call of a note that another place holds.
func (w *docbookWalk) refer() {
	id, _ := w.scan.attr("", "linkend")
	label := id
	if n, ok := w.ids[id]; ok {
		label = w.notes[n].label
	}
	if own, ok := w.scan.attr("", "label"); ok {
		label = own
	}
	w.out.call(label, -1, w.scan.pos)
	w.refs = append(w.refs, docbookRef{w.out, len(w.out.calls) - 1, id})
}

// words adds character data.
func (w *docbookWalk) words() error {
	s, at := string(w.scan.chars), w.scan.pos-len(w.scan.chars)
	if w.scan.raw {
		w.write(s, at-len("]]>"))
		return nil
	}
	for {
		n := strings.IndexByte(s, '&')
		if n < 0 {
			w.write(s, at)
			return nil
		}
		w.write(s[:n], at)
		size := entityLen(s[n:])
		if semicolon := strings.IndexByte(s[n:min(len(s), n+64)], ';'); semicolon > size-1 {
			size = semicolon + 1
		}
		if err := w.entity(s[n:n+size], at+n); err != nil {
			return err
		}
		s, at = s[n+size:], at+n+size
	}
}

func (w *docbookWalk) write(s string, at int) {
	if n := len(w.open); n > 0 && w.open[n-1].kind == docbookListing {
		w.out.keep(s, at)
		return
	}
	w.out.write(s, at)
}

// entity adds what a reference stands for. Those that the file declares are
// words and no more: one that is made of others is refused, for that is how a
// small file grows without end.
func (w *docbookWalk) entity(ref string, at int) error {
	name := strings.TrimSuffix(ref[1:], ";")
	value, own := w.entities[name]
	if !own {
		plain, _ := w.scan.decode(nil, []byte(ref))
		w.out.print(string(plain), at)
		return nil
	}
	if strings.ContainsRune(value, '<') || w.madeOfOthers(value) {
		return fmt.Errorf("the entity “%.40s” is made of other entities or elements; such are not expanded", ref)
	}
	if plain, err := w.scan.decode(nil, []byte(value)); err == nil {
		value = string(plain)
	}
	if w.limit -= len(value); w.limit < 0 {
		return fmt.Errorf("the entities of the file bring more text than the file is long")
	}
	w.out.print(value, at)
	return nil
}

// madeOfOthers tells whether the value of an entity refers to another that the
// file declares.
func (w *docbookWalk) madeOfOthers(value string) bool {
	for _, part := range strings.Split(value, "&")[1:] {
		name, _, _ := strings.Cut(part, ";")
		if _, own := w.entities[name]; own {
			return true
		}
	}
	return false
}

// info reads the title of the document, and passes over what else is said of it.
func (w *docbookWalk) info() error {
	top := w.scan.depth <= 2
	return w.scan.each(func(kind xmlKind) error {
		if kind != xmlStart || w.scan.name != "title" || !top || w.title != "" {
			return nil
		}
		words, err := w.scan.content()
		if err != nil {
			return err
		}
		w.title = strings.Join(strings.Fields(words), " ")
		w.out.leave(paragraphGap)
		w.out.print(w.title, w.scan.pos)
		w.out.leave(paragraphGap)
		return nil
	})
}

// document lays the notes out, those of tables among the others.
func (w *docbookWalk) document() *verify.Document {
	for _, r := range w.refs {
		if n, ok := w.ids[r.id]; ok {
			r.out.calls[r.call].note = n
		}
	}
	var s series
	notes := make([]gatheredNote, len(w.notes))
	for i, n := range w.notes {
		notes[i] = gatheredNote{passage: n.words.passage(), label: n.label, series: s.of(n.label)}
	}
	body := w.main.passage()
	d := assemble(&body, notes)
	d.Title = w.title
	return d
}
