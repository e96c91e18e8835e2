package format

import "strings"

// A docbookKind is what an element does to the words in it.
type docbookKind uint8

const (
	docbookPlain docbookKind = iota
	docbookBlock
	docbookItem
	docbookCell
	docbookTable
	docbookListing
	docbookQuote
	docbookItalic
	docbookLink
	docbookFootnote
	docbookRefer
	docbookInfo
	docbookHidden
)

// docbookKindOf looks an element up. One that is not known is plain.
func docbookKindOf(name string) docbookKind {
	switch name {
	case "footnote":
		return docbookFootnote
	case "footnoteref":
		return docbookRefer
	case "ulink", "link", "uri":
		return docbookLink
	case "quote":
		return docbookQuote
	case "emphasis", "citetitle", "foreignphrase", "firstterm":
		return docbookItalic
	case "para", "simpara", "formalpara", "title", "subtitle", "blockquote", "epigraph", "attribution", "section", "sect1", "sect2", "sect3", "sect4", "sect5",
		"simplesect", "chapter", "preface", "appendix", "part", "partintro", "dedication", "abstract", "article", "book", "set", "bibliography", "biblioentry", "bibliomixed",
		"itemizedlist", "orderedlist", "variablelist", "simplelist", "note", "tip", "warning", "caution", "important", "example", "figure", "informalexample", "sidebar",
		"glossary", "glossentry", "caption", "refentry", "refsect1", "refsect2", "qandaset", "question", "answer", "bridgehead", "colophon", "acknowledgements":
		return docbookBlock
	case "listitem", "varlistentry", "term", "member", "row", "tr", "glossterm", "glossdef", "step":
		return docbookItem
	case "entry", "td", "th":
		return docbookCell
	case "table", "informaltable":
		return docbookTable
	case "programlisting", "screen", "literallayout", "synopsis", "address":
		return docbookListing
	case "info", "bookinfo", "articleinfo", "chapterinfo", "setinfo", "partinfo", "prefaceinfo", "appendixinfo", "sectioninfo", "sect1info", "objectinfo", "articlemeta":
		return docbookInfo
	case "indexterm", "index", "toc", "lot", "subjectset", "remark", "imageobject", "imagedata", "graphic", "alt", "titleabbrev", "colspec", "spanspec", "keywordset", "biblioid", "indexentry":
		return docbookHidden
	}
	return docbookPlain
}

// docbookEntities reads the declarations in the document type of a file: where
// what comes after them starts, and the entities that are words.
func docbookEntities(text string) (after int, entities map[string]string) {
	entities = map[string]string{}
	start := strings.Index(text, "<!DOCTYPE")
	if start < 0 || start > 1<<16 || strings.Contains(text[:start], "<book") {
		return 0, entities
	}
	i := start + len("<!DOCTYPE")
	inside := false
	for i < len(text) {
		switch c := text[i]; {
		case strings.HasPrefix(text[i:], "<!--"):
			n := strings.Index(text[i:], "-->")
			if n < 0 {
				return 0, entities
			}
			i += n + 2
		case strings.HasPrefix(text[i:], "<!ENTITY") && inside:
			i += declare(text[i:], entities)
		case c == '"' || c == '\'':
			n := strings.IndexByte(text[i+1:], c)
			if n < 0 {
				return 0, entities
			}
			i += n + 1
		case c == '[':
			inside = true
		case c == ']':
			inside = false
		case c == '>' && !inside:
			return i + 1, entities
		}
		i++
	}
	return 0, entities
}

// declare reads one declaration, and returns how far before its end it is over.
func declare(s string, entities map[string]string) int {
	fields := strings.TrimLeft(s[len("<!ENTITY"):], " \t\n")
	name := fields[:max(0, strings.IndexAny(fields, " \t\n"))]
	rest := strings.TrimLeft(fields[len(name):], " \t\n")
	if name == "" || rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return len("<!ENTITY") - 1
	}
	end := strings.IndexByte(rest[1:], rest[0])
	if end < 0 {
		return len("<!ENTITY") - 1
	}
	if _, twice := entities[name]; !twice {
		entities[name] = rest[1 : 1+end]
	}
	return len(s) - len(rest) + end + 1
}
