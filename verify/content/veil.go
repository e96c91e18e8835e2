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

// meet takes in what a tag means for what the page has of its own, does, and hides.
func (r *pageReader) meet(tag atom.Atom, a *attributes, opens bool) {
	r.matter.meet(tag, a)
	if r.page.Words < beforeWords {
		r.doings.meet(tag, a)
	}
	switch v := &r.veil; {
	case !opens && tag != atom.Dialog:
	case v.tag == tag:
		v.deep++
	case v.tag == 0 && a.isHidden(tag) && tag != atom.Br && tag != atom.Hr:
		v.tag, v.deep = tag, 0
	}
}

// leave takes in the end of an element of that name.
func (v *veil) leave() {
	if v.deep > 0 {
		v.deep--
		return
	}
	v.tag = 0
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
