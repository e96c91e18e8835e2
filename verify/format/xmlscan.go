package format

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// xmlMaxDepth is far above what word processors write (a table in a table in a
// text box needs some thirty levels) and far below what would hurt.
const xmlMaxDepth = 3000

// errUnclosed is wrapped when the input ends inside an element.
var errUnclosed = errors.New("the file ends")

// An xmlScanner reads the elements of one XML file in place. It is several
// times faster than encoding/xml, for it copies nothing that is not asked for,
// and it knows just enough XML for office files: elements, attributes,
// namespaces, character data. Entities that a file declares of its own are
// never expanded, so nothing grows.
type xmlScanner struct {
	data []byte // UTF-8
	pos  int
	lax  bool // take the entities of HTML, and leave unknown ones as they are printed

	name  string // of the element that just began or ended, without its prefix
	space string // the short name of its namespace as in xmlSpaces; empty for any other
	depth int    // elements open, the one that just began included

	attrs  []byte // what stands between the name and the end of the tag
	closed bool   // the tag that just began was self-closing: its end comes next
	chars  []byte // character data that just passed, not decoded
	raw    bool   // chars is a CDATA section
	open   []xmlOpen
	bound  []xmlBinding
	names  map[string]string // names seen, so that each is allocated once
}

type xmlKind int

const (
	xmlEOF xmlKind = iota
	xmlStart
	xmlEnd
	xmlText
)

// xmlOpen is an element whose end has not come.
type xmlOpen struct {
	from, to int // its name, prefix included, in data
	bound    int // bindings in force before it
	name     string
	space    string
}

// xmlBinding ties a prefix to a namespace.
type xmlBinding struct {
	prefix string
	space  string
}

// xmlSpaces gives the namespaces that readers ask for the short names that
// their standards print them with. OOXML has two of each: transitional and
// strict (ISO/IEC 29500).
func xmlSpaces(uri string) string {
	switch uri {
	case "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main":
		return "w"
	case "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships":
		return "r"
	case "http://schemas.openxmlformats.org/markup-compatibility/2006":
		return "mc"
	case "http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math":
		return "m"
	case "http://purl.org/dc/elements/1.1/":
		return "dc"
	case "http://www.w3.org/1999/xhtml":
		return "html"
	case "http://www.w3.org/1999/xlink":
		return "xlink"
	case "http://www.idpf.org/2007/ops":
		return "epub"
	case "http://www.w3.org/XML/1998/namespace":
		return "xml"
	}
	// urn:oasis:names:tc:opendocument:xmlns:text:1.0 and its sisters
	if rest, ok := strings.CutPrefix(uri, "urn:oasis:names:tc:opendocument:xmlns:"); ok {
		name, _, _ := strings.Cut(rest, ":")
		if name == "xsl-fo-compatible" {
			return "fo"
		}
		return name
	}
	return ""
}

// newXMLScanner starts at the beginning of data, in whatever charset it
// declares.
func newXMLScanner(data []byte) (*xmlScanner, error) {
	data, err := xmlUTF8(data)
	if err != nil {
		return nil, err
	}
	return &xmlScanner{data: data, names: map[string]string{}}, nil
}

// next moves on to the next start, end or text.
func (s *xmlScanner) next() (xmlKind, error) {
	if s.closed {
		s.closed = false
		s.pop()
		return xmlEnd, nil
	}
	for s.pos < len(s.data) {
		if s.data[s.pos] != '<' {
			return s.text(), nil
		}
		rest := s.data[s.pos:]
		switch {
		case len(rest) > 1 && rest[1] == '/':
			return s.end()
		case len(rest) > 1 && rest[1] == '?':
			if err := s.past("?>"); err != nil {
				return xmlEOF, err
			}
		case bytes.HasPrefix(rest, []byte("<!--")):
			s.pos += len("<!--")
			if err := s.past("-->"); err != nil {
				return xmlEOF, err
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			return s.cdata()
		case len(rest) > 1 && rest[1] == '!':
			if err := s.doctype(); err != nil {
				return xmlEOF, err
			}
		default:
			return s.start()
		}
	}
	if len(s.open) > 0 {
		return xmlEOF, s.unclosed()
	}
	return xmlEOF, nil
}

// each goes through what is in the element that just began, to its end; before
// any began, through the whole file. visit may go on by itself to the end of an
// element that it is called for.
func (s *xmlScanner) each(visit func(kind xmlKind) error) error {
	for depth := s.depth; ; {
		kind, err := s.next()
		if err != nil || kind == xmlEOF || kind == xmlEnd && s.depth < depth {
			return err
		}
		if err := visit(kind); err != nil {
			return err
		}
	}
}

// skip passes over the element that just began, to its end.
func (s *xmlScanner) skip() error { return s.each(func(xmlKind) error { return nil }) }

// content returns the character data of the element that just began and of
// all in it, and moves to its end.
func (s *xmlScanner) content() (string, error) {
	var b []byte
	err := s.each(func(kind xmlKind) (err error) {
		if kind == xmlText {
			b, err = s.appendText(b)
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return string(b), nil
}

// appendText appends the text that just passed to b, decoded.
func (s *xmlScanner) appendText(b []byte) ([]byte, error) {
	if s.raw {
		return append(b, s.chars...), nil
	}
	return s.decode(b, s.chars)
}

// attr returns an attribute of the element that just began, decoded. An
// attribute without a prefix fits every namespace: some programs leave the
// prefix away.
func (s *xmlScanner) attr(space, name string) (string, bool) {
	for rest := s.attrs; ; {
		key, value, more, ok := cutAttr(rest)
		if !ok {
			return "", false
		}
		rest = more
		prefix, local := cutName(key)
		if string(local) == name && (len(prefix) == 0 || s.lookup(prefix) == space) {
			if bytes.IndexByte(value, '&') < 0 {
				return string(value), true
			}
			decoded, err := s.decode(nil, value)
			return string(decoded), err == nil
		}
	}
}

// text takes the character data up to the next tag.
func (s *xmlScanner) text() xmlKind {
	n := bytes.IndexByte(s.data[s.pos:], '<')
	if n < 0 {
		n = len(s.data) - s.pos
	}
	s.chars, s.raw = s.data[s.pos:s.pos+n], false
	s.pos += n
	return xmlText
}

func (s *xmlScanner) cdata() (xmlKind, error) {
	s.pos += len("<![CDATA[")
	from := s.pos
	if err := s.past("]]>"); err != nil {
		return xmlEOF, err
	}
	s.chars, s.raw = s.data[from:s.pos-len("]]>")], true
	return xmlText, nil
}

// start takes a start tag.
func (s *xmlScanner) start() (xmlKind, error) {
	from := s.pos + 1
	end := s.tagEnd(from)
	if end < 0 {
		return xmlEOF, fmt.Errorf("%w inside a tag", errUnclosed)
	}
	inner := s.data[from:end]
	s.pos = end + 1
	if s.closed = bytes.HasSuffix(inner, []byte("/")); s.closed {
		inner = inner[:len(inner)-1]
	}
	n := 0
	for n < len(inner) && !xmlBlank(inner[n]) {
		n++
	}
	if n == 0 {
		return xmlEOF, s.errorf("a tag without a name")
	}
	s.attrs = inner[n:]
	return xmlStart, s.push(from, from+n)
}

// push opens the element whose name is data[from:to].
func (s *xmlScanner) push(from, to int) error {
	if len(s.open) == xmlMaxDepth {
		return s.errorf("elements nested more than %d deep", xmlMaxDepth)
	}
	before := len(s.bound)
	if bytes.Contains(s.attrs, []byte("xmlns")) {
		s.bind()
	}
	prefix, local := cutName(s.data[from:to])
	s.name, s.space = s.intern(local), s.lookup(prefix)
	s.open = append(s.open, xmlOpen{from, to, before, s.name, s.space})
	s.depth = len(s.open)
	return nil
}

// end takes an end tag.
func (s *xmlScanner) end() (xmlKind, error) {
	n := bytes.IndexByte(s.data[s.pos:], '>')
	if n < 0 {
		return xmlEOF, fmt.Errorf("%w inside a tag", errUnclosed)
	}
	name := beforeBlank(s.data[s.pos+2 : s.pos+n])
	if len(s.open) == 0 {
		return xmlEOF, s.errorf("</%.40s> ends what never began", name)
	}
	top := s.open[len(s.open)-1]
	if want := s.data[top.from:top.to]; !bytes.Equal(name, want) {
		return xmlEOF, s.errorf("</%.40s> stands where </%.40s> is due", name, want)
	}
	s.pos += n + 1
	s.pop()
	return xmlEnd, nil
}

// pop closes the innermost element, and tells which it was.
func (s *xmlScanner) pop() {
	top := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	s.bound = s.bound[:top.bound]
	s.name, s.space, s.attrs, s.depth = top.name, top.space, nil, len(s.open)
}

// doctype passes over a document type declaration with what it declares.
func (s *xmlScanner) doctype() error {
	depth := 0
	for i := s.pos; i < len(s.data); i++ {
		switch c := s.data[i]; c {
		case '"', '\'':
			n := bytes.IndexByte(s.data[i+1:], c)
			if n < 0 {
				return fmt.Errorf("%w inside a declaration", errUnclosed)
			}
			i += n + 1
		case '<':
			depth++
		case '>':
			if depth--; depth == 0 {
				s.pos = i + 1
				return nil
			}
		}
	}
	return fmt.Errorf("%w inside a declaration", errUnclosed)
}

// past moves behind the next mark.
func (s *xmlScanner) past(mark string) error {
	n := bytes.Index(s.data[s.pos:], []byte(mark))
	if n < 0 {
		return fmt.Errorf("%w before a “%s”", errUnclosed, mark)
	}
	s.pos += n + len(mark)
	return nil
}

// tagEnd is the place of the ">" that ends the tag; one in a quoted value does
// not. It is -1 where none comes.
func (s *xmlScanner) tagEnd(from int) int {
	n := bytes.IndexByte(s.data[from:], '>')
	if n < 0 || bytes.IndexByte(s.data[from:from+n], '"') < 0 && bytes.IndexByte(s.data[from:from+n], '\'') < 0 {
		if n < 0 {
			return -1
		}
		return from + n
	}
	for i := from; i < len(s.data); i++ {
		switch c := s.data[i]; c {
		case '>':
			return i
		case '"', '\'':
			n := bytes.IndexByte(s.data[i+1:], c)
			if n < 0 {
				return -1
			}
			i += n + 1
		}
	}
	return -1
}

// bind takes the namespace declarations of the tag.
func (s *xmlScanner) bind() {
	for rest := s.attrs; ; {
		key, value, more, ok := cutAttr(rest)
		if !ok {
			return
		}
		rest = more
		prefix, local := cutName(key)
		switch {
		case string(prefix) == "xmlns":
			s.bound = append(s.bound, xmlBinding{s.intern(local), xmlSpaces(string(value))})
		case len(prefix) == 0 && string(local) == "xmlns":
			s.bound = append(s.bound, xmlBinding{"", xmlSpaces(string(value))})
		}
	}
}

// lookup gives the namespace that prefix stands for here.
func (s *xmlScanner) lookup(prefix []byte) string {
	for i := len(s.bound) - 1; i >= 0; i-- {
		if s.bound[i].prefix == string(prefix) {
			return s.bound[i].space
		}
	}
	if string(prefix) == "xml" {
		return "xml"
	}
	return ""
}

func (s *xmlScanner) intern(name []byte) string {
	if known, ok := s.names[string(name)]; ok {
		return known
	}
	fresh := string(name)
	s.names[fresh] = fresh
	return fresh
}

// unclosed is the error for a file that ends early.
func (s *xmlScanner) unclosed() error {
	top := s.open[len(s.open)-1]
	return fmt.Errorf("%w inside <%.40s>", errUnclosed, s.data[top.from:top.to])
}

// errorf is an error with its place. Office files are one long line, so the
// place is a byte.
func (s *xmlScanner) errorf(format string, args ...any) error {
	return fmt.Errorf("at byte %d: %s", s.pos, fmt.Sprintf(format, args...))
}
