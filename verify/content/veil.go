package content

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// A veil is an element that nobody sees when the page is opened: the message of
// a box that may appear later, a heading for those who listen. Its headings are
// those of the page after all others.
type veil struct {
	tag  atom.Atom // 0 for none
	deep int       // elements of the same name that are open within it
}

func (v *veil) enter(tag atom.Atom, a *attributes) {
	switch {
	case v.tag == tag:
		v.deep++
	case v.tag == 0 && a.isHidden(tag):
		v.tag, v.deep = tag, 0
	}
}

func (v *veil) leave(tag atom.Atom) {
	switch {
	case v.tag != tag:
	case v.deep > 0:
		v.deep--
	default:
		v.tag = 0
	}
}

// isHidden knows how HTML, the style of an element, and the classes of the common
// libraries of styles (Bootstrap, Tailwind, Foundation, WordPress) say that it is
// not to be seen.
func (a *attributes) isHidden(tag atom.Atom) bool {
	if a.hidden != nil || tag == atom.Dialog && !a.open || string(a.ariaHidden) == "true" {
		return true
	}
	if len(a.style) > 0 {
		if at := bytes.Index(a.style, []byte("display:")); at >= 0 && bytes.HasPrefix(bytes.TrimSpace(a.style[at+len("display:"):]), []byte("none")) {
			return true
		}
	}
	for rest := a.class; len(rest) > 0; {
		n := bytes.IndexByte(rest, ' ')
		if n < 0 {
			n = len(rest)
		}
		if hidingClass(rest[:n]) {
			return true
		}
		rest = rest[min(n+1, len(rest)):]
	}
	return false
}

func hidingClass(class []byte) bool {
	switch string(class) {
	case "hidden", "d-none", "hide", "is-hidden", "invisible", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "show-for-sr", "display-none", "modal":
		return true
	}
	return false
}
