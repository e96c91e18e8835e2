package content

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Bounds of what a writing remembers.
const (
	mostReferences = 1 << 12
	longReference  = 16 // bytes
)

// A writing turns what stands in HTML into what it says.
type writing struct {
	odd        bool              // the HTML holds carriage returns or zero bytes
	room       []byte            // for what says something else than stands there
	references map[string]string // that were met, and what they stand for
}

// lower is a name in lower case.
func (w *writing) lower(name []byte) []byte {
	for _, c := range name {
		if 'A' <= c && c <= 'Z' {
			from := len(w.room)
			w.room = append(w.room, name...)
			return lowered(w.room[from:])
		}
	}
	return name
}

// value is what the value of an attribute says.
func (w *writing) value(said []byte) []byte { return w.read(said, true, true, true) }

// read makes one line feed of each end of a line, and characters of references
// and zero bytes.
func (w *writing) read(s []byte, references, zeros, inTag bool) []byte {
	references = references && bytes.IndexByte(s, '&') >= 0
	if !references && !(w.odd && (bytes.IndexByte(s, '\r') >= 0 || bytes.IndexByte(s, 0) >= 0)) {
		return s
	}
	from := len(w.room)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '&' && references:
			n := referenceLen(s[i:])
			w.reference(s[i:i+n], inTag, i+n < len(s) && s[i+n] == '=')
			i += n - 1
		case c == '\r':
			w.room = append(w.room, '\n')
			if i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
		case c == 0 && zeros:
			w.room = append(w.room, "\uFFFD"...)
		default:
			w.room = append(w.room, c)
		}
	}
	return w.room[from:]
}

// referenceLen is how long what looks like a reference is at the begin of s:
// &amp; or &#8211; or an “&” alone.
func referenceLen(s []byte) int {
	i := 1
	isPart := func(c byte) bool { return isLetter(c) || isDigit(c) }
	if bytes.HasPrefix(s, []byte("&#")) {
		i, isPart = 2, isDigit
		if len(s) > 2 && s[2]|0x20 == 'x' {
			i, isPart = 3, isHex
		}
		if i == len(s) || !isPart(s[i]) {
			return 1
		}
	}
	for i < len(s) && isPart(s[i]) {
		i++
	}
	if i < len(s) && s[i] == ';' {
		i++
	}
	return i
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isHex(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

// reference writes what a reference stands for. In a tag a name counts only as a
// whole, and not in ?a=1&copy=2 (WHATWG, HTML, 13.2.5.73).
func (w *writing) reference(ref []byte, inTag, assigned bool) {
	said := w.meaning(ref)
	if inTag && len(ref) > 1 && ref[1] != '#' {
		closed := ref[len(ref)-1] == ';'
		most := 1
		if closed { // some names stand for two
			most = 2
		}
		if assigned && !closed || utf8.RuneCountInString(said) > most {
			w.room = append(w.room, ref...)
			return
		}
	}
	w.room = append(w.room, said...)
}

// meaning is what a reference stands for in a text.
func (w *writing) meaning(ref []byte) string {
	if said, ok := w.references[string(ref)]; ok {
		return said
	}
	said := html.UnescapeString(string(ref))
	if len(ref) > longReference {
		return said
	}
	if w.references == nil || len(w.references) >= mostReferences {
		w.references = map[string]string{}
	}
	w.references[string(ref)] = said
	return said
}
