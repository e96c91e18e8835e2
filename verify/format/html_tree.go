package format

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"

	"loccit/verify"
)

// A pageWalk lays one page flat into a hypertext. It builds no tree: the
// elements that are open are a stack, and those that nothing can be linked to
// leave no trace, so that a table of a million rows costs its text alone.
type pageWalk struct {
	*hypertext
	tokens *xhtml.Tokenizer
	xml    bool // every element ends where its end tag or its slash says
	file   int32
	at     int // offset of the token in the source
	open   []openElement
	tags   map[string]*tag // that were met, by name as printed
	para   *tag            // of p, which many a start tag ends
	hidden int             // open elements that nobody sees
	listed int             // open elements with white space kept
	tagIDs []string        // room for the ids of one tag
}

// A tag is a name that elements of the page have.
type tag struct {
	name string
	tagKind
	open int // elements: an end tag without a start costs nothing
}

// tag is the tag of a name as a tag of the page prints it, met for the first time
// or again. The case of ASCII letters means nothing, and a NUL is no character.
func (w *pageWalk) tag(printed string) *tag {
	t := w.tags[printed]
	if t != nil {
		return t
	}
	name := strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r == 0:
			return utf8.RuneError
		}
		return r
	}, printed)
	if t = w.tags[name]; t == nil {
		t = &tag{name: name, tagKind: kindOf(name)}
		w.tags[name] = t
	}
	w.tags[printed] = t
	return t
}

// nameIn is the name that a tag begins with, "<" or "</" taken off: it is what the
// tokenizer reads, which would make a copy of it for each tag.
func nameIn(tag string) string {
	for i := range len(tag) {
		switch tag[i] {
		case ' ', '\n', '\r', '\t', '\f', '/', '>':
			return tag[:i]
		}
	}
	return tag
}

// An openElement is one whose end was not met yet.
type openElement struct {
	*tag
	index   int  // in hypertext.elements
	start   int  // of its text
	unseen  bool // by its name, or by what its start tag says
	slanted bool
	counter int    // of list items met
	numbers string // of a list: 1, a, A, i, I
	kept    bool   // it has an id, a target or a meaning of its own
}

// maxOpen is how deep elements may nest before those within are taken for
// their parents: browsers stop at 512 (Blink, HTMLConstructionSite.cpp).
const maxOpen = 4096

// add lays a file of the hypertext flat. text is UTF-8; xml tells XHTML, where
// "<script/>" is an empty element, from HTML.
func (h *hypertext) add(name, text string, xml bool) {
	h.files = append(h.files, name)
	h.source = newSource(text)
	h.steady = false
	h.leave(paragraphGap)
	starts := strings.Count(text, "<") / 2 // tags, about
	h.text = slices.Grow(h.text, len(text)/2)
	h.marks = slices.Grow(h.marks, min(starts, len(text)/32))
	h.elements = slices.Grow(h.elements, min(starts, 16<<10)) // of a long text few are kept
	h.ids, h.links = slices.Grow(h.ids, min(starts/4, 4<<10)), slices.Grow(h.links, min(starts/4, 4<<10))
	w := &pageWalk{hypertext: h, xml: xml, file: int32(slices.Index(h.files, name)), tags: map[string]*tag{}}
	w.para = w.tag("p")
	w.tokens = xhtml.NewTokenizer(strings.NewReader(text))
	w.tokens.AllowCDATA(true)
	for {
		kind := w.tokens.Next()
		end := w.at + len(w.tokens.Raw())
		if kind == xhtml.ErrorToken {
			break
		}
		w.token(kind, text[w.at:end])
		w.at = end
	}
	w.closeTo(0)
	h.leave(paragraphGap)
}

// token takes a token, as it stands in the source.
func (w *pageWalk) token(kind xhtml.TokenType, raw string) {
	switch kind {
	case xhtml.TextToken:
		w.words(raw)
	case xhtml.StartTagToken:
		w.start(w.tag(nameIn(raw[len("<"):])), false)
	case xhtml.SelfClosingTagToken:
		w.start(w.tag(nameIn(raw[len("<"):])), true)
	case xhtml.EndTagToken:
		w.end(nameIn(raw[len("</"):]))
	}
}

// words adds the text of one token.
func (w *pageWalk) words(s string) {
	at := w.at
	if w.hidden > 0 {
		if w.top("title") && w.title == "" && w.tag("svg").open == 0 {
			w.title = strings.Join(strings.Fields(html.UnescapeString(s)), " ")
		}
		return
	}
	if strings.HasPrefix(s, "<![CDATA[") {
		s, at = strings.TrimSuffix(s[9:], "]]>"), at+9
		w.plain(s, at)
		return
	}
	for {
		amp := strings.IndexByte(s, '&')
		if amp < 0 {
			w.plain(s, at)
			return
		}
		w.plain(s[:amp], at)
		n := entityLen(s[amp:])
		w.entity(s[amp:amp+n], at+amp)
		s, at = s[amp+n:], at+amp+n
	}
}

func (w *pageWalk) plain(s string, at int) {
	if w.listed > 0 {
		w.keep(s, at)
	} else {
		w.write(s, at)
	}
}

// entity adds what a character reference stands for. One that is white space
// by name ("&#32;", "&#10;") is folded as any other.
func (w *pageWalk) entity(s string, at int) {
	if s == "&" {
		w.write(s, at)
		return
	}
	plain := html.UnescapeString(s)
	if plain == s {
		w.write(s, at)
		return
	}
	w.print(strings.ToValidUTF8(plain, "\ufffd"), at)
}

// entityLen is the length of the character reference that s starts with.
func entityLen(s string) int {
	n := 1
	for n < len(s) && n < 40 && (isAlnum(s[n]) || s[n] == '#' && n == 1) {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	return n
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// start opens an element, and ends those that cannot hold it.
func (w *pageWalk) start(t *tag, closed bool) {
	a := w.attributes(t.name)
	if w.xml && closed {
		w.tokens.NextIsNotRawText()
	}
	if !w.xml {
		w.imply(t)
	}
	switch t.name {
	case "br":
		w.leave(lineGap)
		w.steady = false
		return
	case "base":
		return
	case "hr":
		w.leave(paragraphGap)
		return
	}
	if t.void || len(w.open) >= maxOpen {
		return
	}
	w.push(t, &a)
	if closed && (w.xml || t.name == "a" || t.name == "span") {
		w.closeTo(len(w.open) - 1)
	}
}

// imply ends the elements that a start tag ends without saying so, see
// https://html.spec.whatwg.org/multipage/syntax.html#optional-tags.
func (w *pageWalk) imply(t *tag) {
	switch t.name {
	case "li":
		w.endWithin(t, "ul", "ol", "menu")
	case "dt", "dd":
		w.endWithin(w.tag("dt"), "dl")
		w.endWithin(w.tag("dd"), "dl")
	case "tr":
		w.endWithin(t, "table")
	case "td", "th":
		w.endWithin(w.tag("td"), "tr", "table")
		w.endWithin(w.tag("th"), "tr", "table")
	case "tbody", "thead", "tfoot":
		w.endWithin(w.tag("tr"), "table")
	case "option":
		w.endWithin(t, "select")
	case "a":
		w.endWithin(t, "td", "th", "table")
	}
	if t.block {
		w.endWithin(w.para, "td", "th", "table", "li", "button", "object", "caption")
	}
}

// endWithin ends the innermost open element of tag t, unless one of limits
// lies around it first.
func (w *pageWalk) endWithin(t *tag, limits ...string) {
	if t.open == 0 {
		return
	}
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i].tag == t {
			w.closeTo(i)
			return
		}
		for _, l := range limits {
			if w.open[i].name == l {
				return
			}
		}
	}
}

// push puts an element on the stack.
func (w *pageWalk) push(t *tag, a *attributes) {
	w.elements = append(w.elements, element{parent: -1, last: len(w.elements), block: -1, file: w.file, ids: w.keepIDs(a.ids), href: a.href, hint: a.hint})
	e := &w.elements[len(w.elements)-1]
	o := openElement{tag: t, index: e.last, unseen: t.hidden || a.hidden, slanted: t.italic && !a.plain, numbers: a.kind}
	if len(w.open) > 0 {
		p := &w.open[len(w.open)-1]
		around := &w.elements[p.index]
		e.parent, e.block, e.nature = p.index, around.block, around.nature
		if t.name == "li" {
			p.counter = a.number(p.counter)
			if p.name == "ol" {
				e.ordinal = ordinal(p.counter, p.numbers)
			}
		}
	}
	if t.name == "ol" {
		o.counter = a.startAt - 1
	}
	e.name, e.isBlock, e.item, e.root = t.name, t.block || t.item, t.item, t.root
	e.heading = e.heading || t.heading || a.heading
	e.nav = e.nav || t.nav || a.nav
	e.raised = e.raised || t.raised || a.raised
	if e.isBlock {
		e.block = o.index
	}
	w.leave(t.gap)
	o.start = len(w.text)
	o.kept = len(a.ids) > 0 || e.href != "" || e.hint != noHint || t.heading ||
		e.ordinal != "" && len(w.hypertext.raised) > 0
	e.span.Start = o.start
	if o.unseen {
		w.hidden++
	}
	if o.listed {
		w.listed++
	}
	if e.href != "" && w.hidden == 0 {
		w.links = append(w.links, o.index)
	}
	w.open = append(w.open, o)
	t.open++
}

// keepIDs sets the ids of one element down in the row of all.
func (h *hypertext) keepIDs(ids []string) idRange {
	from := int32(len(h.ids))
	h.ids = append(h.ids, ids...)
	return idRange{from, int32(len(h.ids))}
}

// end ends the innermost open element with the name that an end tag prints, and all
// within it.
func (w *pageWalk) end(printed string) {
	if w.top(printed) {
		w.closeTo(len(w.open) - 1)
		return
	}
	t := w.tag(printed)
	if t.open == 0 {
		if t == w.para {
			w.leave(paragraphGap)
		}
		return
	}
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i].tag == t {
			w.closeTo(i)
			return
		}
		// An inline element does not reach out of the cell that it is in.
		if n := w.open[i].name; (n == "td" || n == "th" || n == "table") && !t.block && !t.item {
			return
		}
	}
}

// closeTo ends the open elements from the n-th on, innermost first.
func (w *pageWalk) closeTo(n int) {
	for len(w.open) > n {
		o := w.open[len(w.open)-1]
		w.open = w.open[:len(w.open)-1]
		o.open--
		w.finish(o)
	}
}

func (w *pageWalk) finish(o openElement) {
	e := &w.elements[o.index]
	if o.unseen {
		w.hidden--
	}
	if o.listed {
		w.listed--
	}
	w.leave(o.gap)
	e.span = w.trim(verify.Span{Start: o.start, End: max(o.start, len(w.text))})
	e.last = len(w.elements) - 1
	if o.slanted && e.span.Len() > 0 && !(o.name == "cite" && w.holdsItalics(e.span)) {
		w.italics = append(w.italics, e.span)
	}
	if o.name == "sup" && e.span.Len() > 0 && e.span.Len() < 8 {
		w.hypertext.raised = append(w.hypertext.raised, e.span)
	}
	if o.name == "blockquote" && e.span.Len() > 0 {
		w.hypertext.quoted = append(w.hypertext.quoted, e.span)
	}
	if !o.kept && e.last == o.index {
		w.elements = w.elements[:o.index]
	}
}

// holdsItalics tells whether a span has italics within: a cite element around
// a whole reference is no title.
func (w *pageWalk) holdsItalics(s verify.Span) bool {
	n := len(w.italics)
	return n > 0 && w.italics[n-1].Start >= s.Start
}

func (w *pageWalk) top(name string) bool {
	return len(w.open) > 0 && w.open[len(w.open)-1].name == name
}

// declaresXML tells XHTML from HTML by its first bytes.
func declaresXML(data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 2048)], "\ufeff \t\r\n")
	return bytes.HasPrefix(head, []byte("<?xml"))
}
