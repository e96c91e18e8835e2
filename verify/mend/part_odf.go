package mend

import (
	"encoding/xml"

	"loccit/verify"
)

// What the elements of OpenDocument do to a partReader (ISO/IEC 26300-1).

func (r *partReader) startODF(t xml.StartElement, span verify.Span) {
	switch t.Name.Local {
	case "note-body":
		r.beginNote()
	case "p", "h":
		r.beginParagraph()
		if r.note != nil {
			r.shows++
		}
	case "s", "tab", "line-break":
		r.print(" ", span)
	case "note-citation", "annotation", "ruby-text":
		r.mute++
	case "a":
		l := &link{}
		if href := r.attribute(span, "href"); href.text != "" {
			l.target = []run{href}
		}
		r.openLink(l)
	}
}

func (r *partReader) endODF(name string, span verify.Span) {
	switch name {
	case "note-body":
		r.endNote()
	case "p", "h":
		r.endParagraph()
		r.shows = max(0, r.shows-1)
	case "note-citation", "annotation", "ruby-text":
		r.mute = max(0, r.mute-1)
	case "a":
		r.closeLink(span)
	}
}
