package format

import (
	"bytes"
	"html"
	"slices"
	"strings"

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
	file   int
	at     int // offset of the token in the source
	open   []openElement
	count  map[string]int // open elements by name: an end tag without a start costs nothing
	hidden int            // open elements that nobody sees
	listed int            // open elements with white space kept
	tagIDs []string       // room for the ids of one tag
}

// An openElement is one whose end was not met yet.
type openElement struct {
	name    string
	index   int // in hypertext.elements
	start   int // of its text
	hidden  bool
	listed  bool
	italic  bool
	counter int // of list items met
	kind    string
	gap     gap
	kept    bool // it has an id, a target or a meaning of its own
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
	h.text = slices.Grow(h.text, len(text)/2)
	h.marks = slices.Grow(h.marks, len(text)/128)
	h.elements = slices.Grow(h.elements, min(strings.Count(text, "<")/2, 8<<10)) // of a long text few are kept
	w := &pageWalk{hypertext: h, xml: xml, file: slices.Index(h.files, name), count: map[string]int{}}
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
		w.start(raw, false)
	case xhtml.SelfClosingTagToken:
		w.start(raw, true)
	case xhtml.EndTagToken:
		w.end(elementName(raw))
	}
}

// words adds the text of one token.
func (w *pageWalk) words(s string) {
	at := w.at
	if w.hidden > 0 {
		if w.top("title") && w.title == "" && w.count["svg"] == 0 {
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
func (w *pageWalk) start(tag string, closed bool) {
	name := elementName(tag)
	k := kindOf(name)
	a := w.attributes(tag, name)
	if w.xml && closed {
		w.tokens.NextIsNotRawText()
	}
	if !w.xml {
		w.imply(name, k)
	}
	switch name {
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
	if k.void || len(w.open) >= maxOpen {
		return
	}
	w.push(name, k, a)
	if closed && (w.xml || name == "a" || name == "span") {
		w.closeTo(len(w.open) - 1)
	}
}

// imply ends the elements that a start tag ends without saying so, see
// https://html.spec.whatwg.org/multipage/syntax.html#optional-tags.
func (w *pageWalk) imply(name string, k tagKind) {
	switch name {
	case "li":
		w.endWithin("li", "ul", "ol", "menu")
	case "dt", "dd":
		w.endWithin("dt", "dl")
		w.endWithin("dd", "dl")
	case "tr":
		w.endWithin("tr", "table")
	case "td", "th":
		w.endWithin("td", "tr", "table")
		w.endWithin("th", "tr", "table")
	case "tbody", "thead", "tfoot":
		w.endWithin("tr", "table")
	case "option":
		w.endWithin("option", "select")
	case "a":
		w.endWithin("a", "td", "th", "table")
	}
	if k.block {
		w.endWithin("p", "td", "th", "table", "li", "button", "object", "caption")
	}
}

// endWithin ends the innermost open element called name, unless one of limits
// lies around it first.
func (w *pageWalk) endWithin(name string, limits ...string) {
	if w.count[name] == 0 {
		return
	}
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i].name == name {
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
func (w *pageWalk) push(name string, k tagKind, a attributes) {
	parent := -1
	e := element{block: -1, file: w.file, ids: w.keepIDs(a.ids), href: a.href, hint: a.hint}
	o := openElement{name: name, index: len(w.elements), hidden: k.hidden || a.hidden, listed: k.listed, italic: k.italic && !a.plain, kind: a.kind}
	if len(w.open) > 0 {
		p := &w.open[len(w.open)-1]
		parent = p.index
		e.block, e.nature = w.elements[parent].block, w.elements[parent].nature
		if k.item && (name == "li") {
			p.counter = a.number(p.counter)
			e.ordinal = ordinal(p.counter, p.kind)
			if p.name != "ol" {
				e.ordinal = ""
			}
		}
	}
	if name == "ol" {
		o.counter = a.startAt - 1
	}
	e.parent, e.last = parent, o.index
	e.name, e.isBlock, e.item, e.root = name, k.block || k.item, k.item, k.root
	e.heading = e.heading || k.heading || a.heading
	e.nav = e.nav || k.nav || a.nav
	e.raised = e.raised || k.raised || a.raised
	if e.isBlock {
		e.block = o.index
	}
	o.gap = k.gap
	w.leave(k.gap)
	o.start = len(w.text)
	o.kept = len(e.ids) > 0 || e.href != "" || e.hint != noHint || k.heading ||
		e.ordinal != "" && len(w.hypertext.raised) > 0
	e.span.Start = o.start
	if o.hidden {
		w.hidden++
	}
	if o.listed {
		w.listed++
	}
	if e.href != "" && w.hidden == 0 {
		w.links = append(w.links, o.index)
	}
	w.elements = append(w.elements, e)
	w.open = append(w.open, o)
	w.count[name]++
}

// keepIDs sets the ids of a tag down in the row of all.
func (h *hypertext) keepIDs(ids []string) []string {
	from := len(h.ids)
	h.ids = append(h.ids, ids...)
	return h.ids[from:len(h.ids):len(h.ids)]
}

// end ends the innermost open element called name, and all within it.
func (w *pageWalk) end(name string) {
	if name == "p" && w.count["p"] == 0 {
		w.leave(paragraphGap)
	}
	if w.count[name] == 0 {
		return
	}
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i].name == name {
			w.closeTo(i)
			return
		}
		// An inline element does not reach out of the cell that it is in.
		if n := w.open[i].name; (n == "td" || n == "th" || n == "table") && !kindOf(name).block && !kindOf(name).item {
			return
		}
	}
}

// closeTo ends the open elements from the n-th on, innermost first.
func (w *pageWalk) closeTo(n int) {
	for len(w.open) > n {
		o := w.open[len(w.open)-1]
		w.open = w.open[:len(w.open)-1]
		w.count[o.name]--
		w.finish(o)
	}
}

func (w *pageWalk) finish(o openElement) {
	e := &w.elements[o.index]
	if o.hidden {
		w.hidden--
	}
	if o.listed {
		w.listed--
	}
	w.leave(o.gap)
	e.span = w.trim(verify.Span{Start: o.start, End: max(o.start, len(w.text))})
	e.last = len(w.elements) - 1
	if o.italic && e.span.Len() > 0 && !(o.name == "cite" && w.holdsItalics(e.span)) {
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
