package format

import (
	"slices"
	"strconv"
	"strings"
)

// A tagKind is what the name of an HTML element says of it.
type tagKind struct {
	gap                                                                   gap
	block, item, heading, nav, raised, root, void, hidden, listed, italic bool
}

// kindOf looks an element up. One that is not known is inline, as in browsers.
func kindOf(name string) tagKind {
	switch name {
	case "p", "div", "blockquote", "section", "article", "header", "footer", "aside", "figure", "figcaption", "address",
		"center", "details", "summary", "fieldset", "form", "legend", "dir", "hgroup", "dialog", "table", "caption",
		"ul", "ol", "menu", "dl", "tbody", "thead", "tfoot", "search":
		return tagKind{gap: paragraphGap, block: true}
	case "html", "body", "main":
		return tagKind{gap: paragraphGap, block: true, root: true}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return tagKind{gap: paragraphGap, block: true, heading: true}
	case "nav":
		return tagKind{gap: paragraphGap, block: true, nav: true}
	case "pre", "listing", "xmp":
		return tagKind{gap: paragraphGap, block: true, listed: true}
	case "li", "dt", "dd", "tr", "optgroup":
		return tagKind{gap: lineGap, item: true}
	case "td", "th":
		return tagKind{gap: cellGap, item: true}
	case "sup":
		return tagKind{raised: true}
	case "em", "i", "cite", "dfn", "var":
		return tagKind{italic: true}
	case "button", "label", "video", "audio", "object":
		return tagKind{gap: spaceGap}
	case "rp", "rt":
		return tagKind{}
	case "head", "script", "style", "template", "noscript", "title", "textarea", "select", "iframe", "noembed", "noframes",
		"annotation", "annotation-xml", "datalist", "option", "metadata", "desc", "canvas":
		return tagKind{hidden: true}
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
		"frame", "basefont", "bgsound", "keygen":
		return tagKind{void: true}
	}
	return tagKind{}
}

// attributes are those of an element that notes are found by.
type attributes struct {
	ids                          []string
	href                         string
	hint                         hint
	hidden, heading, nav, raised bool
	plain                        bool   // a cite element that MediaWiki sets around a reference, and no title
	kind                         string // of a list's numbers: 1, a, A, i, I
	startAt                      int    // of a list
	value                        int    // of a list item; valued tells that there is one
	valued                       bool
}

// number is that of a list item after one of number n.
func (a *attributes) number(n int) int {
	if a.valued {
		return a.value
	}
	return n + 1
}

// attributes reads those of the start tag that the tokenizer stands at, of an
// element called name.
func (w *pageWalk) attributes(name string) attributes {
	a := attributes{startAt: 1, ids: w.tagIDs[:0]}
	for more := true; more; {
		var key, val []byte
		key, val, more = w.tokens.TagAttr() // no key where there is none
		if asked(key, name) {
			a.set(key, string(val))
		}
	}
	w.tagIDs = a.ids
	return a
}

// asked tells whether set reads an attribute of an element called name.
func asked(key []byte, name string) bool {
	switch string(key) {
	case "id", "xml:id", "href", "hidden", "role", "epub:type", "class", "style", "rev", "type", "start", "value":
		return true
	case "name":
		return name == "a"
	}
	return false
}

func (a *attributes) set(key []byte, val string) {
	switch string(key) {
	case "id", "name", "xml:id":
		if id := strings.TrimSpace(val); id != "" && !slices.Contains(a.ids, id) {
			a.ids = append(a.ids, id)
		}
	case "href":
		a.href = strings.TrimSpace(val)
	case "hidden":
		a.hidden = a.hidden || val != "until-found"
	case "role":
		a.role(val)
	case "epub:type":
		a.epubType(val)
	case "class":
		a.class(val)
	case "style":
		a.style(val)
	case "rev":
		if strings.EqualFold(val, "footnote") {
			a.hint = max(a.hint, hintBack)
		}
	case "type":
		a.kind = val
	case "start":
		if n, err := strconv.Atoi(val); err == nil {
			a.startAt = n
		}
	case "value":
		if n, err := strconv.Atoi(val); err == nil {
			a.value, a.valued = n, true
		}
	}
}

// role reads the roles of DPUB-ARIA.
func (a *attributes) role(val string) {
	for _, word := range strings.Fields(val) {
		switch word {
		case "doc-noteref":
			a.hint = hintCall
		case "doc-backlink":
			a.hint = hintBack
		case "doc-footnote", "doc-endnote":
			a.hint = hintNote
		case "doc-endnotes":
			a.hint = hintList
		case "navigation", "doc-toc", "doc-index", "doc-pagelist", "menu":
			a.nav = true
		case "heading":
			a.heading = true
		}
	}
}

// epubType reads the structural semantics of EPUB, old names included
// (https://www.w3.org/TR/epub-ssv-11/).
func (a *attributes) epubType(val string) {
	for _, word := range strings.Fields(val) {
		switch word {
		case "noteref":
			a.hint = hintCall
		case "backlink":
			a.hint = hintBack
		case "footnote", "endnote", "rearnote", "note", "sidenote":
			a.hint = hintNote
		case "footnotes", "endnotes", "rearnotes", "notes":
			a.hint = hintList
		case "toc", "landmarks", "page-list", "index", "loi", "lot":
			a.nav = true
		}
	}
}

// class reads what classes say; they are hints, and the links decide.
func (a *attributes) class(val string) {
	for word := range strings.FieldsSeq(val) {
		switch strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(word, "-", ""), "_", "")) {
		case "noteref", "footnoteref", "footnotereference", "fnref", "endnoteref":
			a.hint = max(a.hint, hintCall)
		case "footnoteback", "footnotebackref", "backlink", "fnbackref", "reversefootnote":
			a.hint = max(a.hint, hintBack)
		case "footnotes", "endnotes", "notes":
			a.hint = max(a.hint, hintList)
		case "citation":
			a.plain = true
		case "toc", "tableofcontents":
			a.nav = true
		}
	}
}

// style reads the few declarations that say how a piece of a page looks, and
// what Word says of its own notes.
func (a *attributes) style(val string) {
	for d := range strings.SplitSeq(val, ";") {
		name, value, _ := strings.Cut(d, ":")
		switch strings.ToLower(strings.TrimSpace(name) + ":" + strings.TrimSpace(value)) {
		case "display:none", "visibility:hidden", "mso-hide:all":
			a.hidden = true
		case "vertical-align:super":
			a.raised = true
		case "mso-element:footnote", "mso-element:endnote":
			a.hint = hintNote
		case "mso-element:footnote-list", "mso-element:endnote-list":
			a.hint = hintList
		}
	}
}
