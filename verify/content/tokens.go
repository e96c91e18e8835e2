package content

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// Bounds of a token.
const (
	mostToken      = 1 << 20 // bytes of a tag or a text; one that has more ends the page
	mostAttributes = 1 << 10 // what a tag has more is passed over
)

// tokens cuts HTML into tags and texts, at the places at which the Tokenizer of
// golang.org/x/net/html does. That one asks for byte after byte, and copies every
// name and value, which is more than half of the time that reading a page took.
// Comments and the like are passed over.
//
// What it gives lies in the HTML, or in memory that the next token is given: it
// is not to be kept, nor to be written to. The zero tokens has nothing to read.
type tokens struct {
	html []byte
	at   int       // where the next token begins
	raw  atom.Atom // the element that began, if what looks like a tag in it is text

	tag   atom.Atom // 0 for one that HTML does not know
	name  []byte    // of the tag, in lower case
	attrs []attribute
	bare  int // in the tag, where the last value without quotes ends

	said   []byte    // the text as it is written
	within atom.Atom // the element of which it is all the text, as raw was

	writing
}

// An attribute of a start tag. A name may come twice; the first one counts.
type attribute struct {
	key   []byte // in lower case
	value []byte // as it is written; empty where there is none, never nil
}

// A tokenKind is what a token is.
type tokenKind int

const (
	noToken tokenKind = iota // there is no other
	startTag
	closedTag // <br/>
	endTag
	someText
)

// reset begins to read html.
func (z *tokens) reset(html []byte) {
	clear(z.attrs[:cap(z.attrs)])
	*z = tokens{html: html, attrs: z.attrs[:0], writing: z.writing}
	z.odd = bytes.IndexByte(html, '\r') >= 0 || bytes.IndexByte(html, 0) >= 0
}

// next reads a token and tells its kind.
func (z *tokens) next() tokenKind {
	z.room = z.room[:0]
	for z.at < len(z.html) {
		rest := z.html[z.at:min(len(z.html), z.at+mostToken-1)]
		if raw := z.raw; raw != 0 {
			z.raw = 0
			if n := rawEnd(rest, raw); n > 0 {
				return z.says(rest[:n], raw)
			}
		}
		n := markup(rest)
		switch {
		case n > 0:
			return z.says(rest[:n], 0)
		case rest[1] == '!' || rest[1] == '?':
			z.pass(commentEnd(rest))
		case rest[1] != '/':
			return z.begins(rest)
		case len(rest) == len("</"):
			return z.says(rest, 0)
		case isLetter(rest[2]):
			return z.ends(rest)
		default: // </> and </1> are comments
			z.pass(closeAngle(rest, 2))
		}
	}
	return noToken
}

// pass leaves n bytes behind; all, where n is negative.
func (z *tokens) pass(n int) {
	if n < 0 {
		n = len(z.html) - z.at
	}
	z.at += n
}

// says gives a text.
func (z *tokens) says(text []byte, within atom.Atom) tokenKind {
	n := len(text)
	if n == mostToken-1 && len(z.html)-z.at > n {
		text, n = z.html[z.at:z.at+mostToken], -1
	}
	z.said, z.within = text, within
	z.pass(n)
	return someText
}

// text is what the text says. Zero bytes are characters where there are no tags,
// references are none in scripts and the like.
func (z *tokens) text() []byte {
	all := z.within == 0 || z.within == atom.Title || z.within == atom.Textarea
	return z.read(z.said, all, z.within != 0, false)
}

// begins reads a start tag. One within which the page ends is none.
func (z *tokens) begins(rest []byte) tokenKind {
	end, closed := z.readTag(rest, len("<"))
	z.pass(end)
	switch {
	case end < 0:
		return noToken
	case hasRawText(z.tag):
		z.raw = z.tag
	}
	if closed {
		return closedTag
	}
	return startTag
}

// ends reads an end tag, as begins does.
func (z *tokens) ends(rest []byte) tokenKind {
	end, _ := z.readTag(rest, len("</"))
	z.pass(end)
	if end < 0 {
		return noToken
	}
	return endTag
}

// readTag reads the tag that s begins with, its name at i: where it ends, -1 where
// it does not, and whether a slash closes it.
func (z *tokens) readTag(s []byte, i int) (end int, closed bool) {
	from := i
	for i < len(s) && !isSpace(s[i]) && s[i] != '/' && s[i] != '>' {
		i++
	}
	z.name = z.lower(s[from:i])
	z.tag = atom.Lookup(z.name)
	z.attrs, z.bare = z.attrs[:0], -1
	for i = pastSpace(s, i); i < len(s) && s[i] != '>'; i = pastSpace(s, i) {
		i = z.readAttribute(s, i)
	}
	if i >= len(s) {
		return -1, false
	}
	return i + 1, s[i-1] == '/' && (z.bare != i || z.repeats())
}

// readAttribute reads the attribute at i of s, and tells where it ends; len(s) if
// s ends within it.
func (z *tokens) readAttribute(s []byte, i int) int {
	from := i
	if s[i] == '=' { // is a name, if it comes first
		i++
	}
	for i < len(s) && !isSpace(s[i]) && s[i] != '/' && s[i] != '>' && s[i] != '=' {
		i++
	}
	key, value := s[from:i], s[i:i]
	i = pastSpace(s, i)
	switch {
	case i == len(s):
		return i
	case s[i] == '/':
		i++
	case s[i] == '=':
		value, i = z.readValue(s, pastSpace(s, i+1))
	}
	if len(key) > 0 && len(z.attrs) < mostAttributes {
		z.attrs = append(z.attrs, attribute{z.lower(key), value})
	}
	return i
}

// readValue reads a value at i of s, and tells where it ends.
func (z *tokens) readValue(s []byte, i int) (value []byte, end int) {
	if i == len(s) {
		return nil, i
	}
	if quote := s[i]; quote == '"' || quote == '\'' {
		n := bytes.IndexByte(s[i+1:], quote)
		if n < 0 {
			return nil, len(s)
		}
		return s[i+1 : i+1+n], i + 1 + n + 1
	}
	from := i
	for i < len(s) && !isSpace(s[i]) && s[i] != '>' {
		i++
	}
	z.bare = i
	return s[from:i], i
}

// repeats reports whether the last attribute bears the name of another.
func (z *tokens) repeats() bool {
	last := len(z.attrs) - 1
	for _, a := range z.attrs[:last] {
		if bytes.Equal(a.key, z.attrs[last].key) {
			return true
		}
	}
	return false
}

// isSpace knows what HTML calls white space.
func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func pastSpace(s []byte, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}

// markup is where the first tag or comment of s begins, whole or not; len(s) if
// there is none.
func markup(s []byte) int {
	for i := 0; ; i++ {
		n := bytes.IndexByte(s[i:], '<')
		if n < 0 || i+n+1 == len(s) {
			return len(s)
		}
		i += n
		if c := s[i+1]; isLetter(c) || c == '/' || c == '!' || c == '?' {
			return i
		}
	}
}

// commentEnd is where the comment ends that s begins with, or what else has a
// “!” or a “?” behind the angle; -1 where it does not.
func commentEnd(s []byte) int {
	if !bytes.HasPrefix(s, []byte("<!--")) {
		return closeAngle(s, 2)
	}
	dashes, begins := 0, true
	for i := len("<!--"); i < len(s); i++ {
		if s[i] == '!' && dashes >= 2 && i+1 < len(s) { // --!> ends it too
			if i++; s[i] == '-' {
				dashes, begins = 1, false
				continue
			}
		}
		switch {
		case s[i] == '-':
			dashes++
			continue
		case s[i] == '>' && (dashes >= 2 || begins):
			return i + 1
		}
		dashes, begins = 0, false
	}
	return -1
}

// closeAngle is where s goes on behind the first “>” from i on; -1 if there is
// none.
func closeAngle(s []byte, i int) int {
	n := bytes.IndexByte(s[i:], '>')
	if n < 0 {
		return -1
	}
	return i + n + 1
}
