package content

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// hasRawText knows the elements in which what looks like a tag is text, as it is
// where scripts run.
func hasRawText(tag atom.Atom) bool {
	switch tag {
	case atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript, atom.Plaintext, atom.Script, atom.Style, atom.Textarea, atom.Title, atom.Xmp:
		return true
	}
	return false
}

// rawEnd is where the text ends of an element that has no tags in it; len(s)
// where its end tag is missing.
func rawEnd(s []byte, tag atom.Atom) int {
	switch tag {
	case atom.Script:
		return scriptEnd(s)
	case atom.Plaintext: // has no end tag
		return len(s)
	}
	name := tag.String()
	for i := 0; ; i++ {
		n := bytes.IndexByte(s[i:], '<')
		if n < 0 {
			return len(s)
		}
		i += n
		if i+1 < len(s) && s[i+1] == '/' && isNamed(s[i+2:], name) {
			return i
		}
	}
}

// isNamed reports whether s begins with a name in letters of any size, and with
// what ends a name in a tag.
func isNamed(s []byte, name string) bool {
	if len(s) <= len(name) {
		return false
	}
	for i := range len(name) {
		if s[i] != name[i] && s[i] != name[i]-('a'-'A') {
			return false
		}
	}
	end := s[len(name)]
	return isSpace(end) || end == '/' || end == '>'
}

// scriptEnd is where a script ends: at its end tag, but that may be hidden in
// what browsers that knew no scripts took for a comment (WHATWG, HTML, 13.2.5.4
// and 13.2.5.15 to 31).
func scriptEnd(s []byte) int {
	const script = "script"
	state, dashes := inScript, 0
	for i := 0; i < len(s); i++ {
		if state == inScript {
			n := bytes.IndexByte(s[i:], '<')
			if n < 0 {
				return len(s)
			}
			i += n
		}
		rest := s[i+1:]
		switch {
		case s[i] == '-':
			dashes++
			continue
		case s[i] == '>' && dashes >= 2:
			state = inScript
		case s[i] != '<':
		case state == inScript && bytes.HasPrefix(rest, []byte("!--")):
			state, dashes, i = inComment, 2, i+3
			continue
		case len(rest) > 0 && rest[0] == '/':
			if isNamed(rest[1:], script) {
				if state != inInner {
					return i
				}
				state, i = inComment, i+1+len(script)+1
			}
		case state == inComment && isNamed(rest, script):
			state, i = inInner, i+len(script)+1
		case state == inComment && (len(rest) == 0 || !isLetter(rest[0])):
			state = inScript
		}
		dashes = 0
	}
	return len(s)
}

// States of scriptEnd.
const (
	inScript  = iota
	inComment // behind <!--
	inInner   // a script in that
)
