package mend

import (
	"encoding/xml"
	"strings"

	"loccit/verify"
)

// What the elements of OOXML do to a partReader (ISO/IEC 29500-1, 17).

func (r *partReader) startWord(t xml.StartElement, span verify.Span) {
	switch t.Name.Local {
	case "footnote", "endnote":
		r.beginNote()
	case "p":
		r.beginParagraph()
	case "r":
		r.looks = -1
		if words := strings.Fields(strings.Trim(span.Of(r.text), "<>/")); len(words) > 0 {
			r.paragraph().tag = words[0]
		}
	case "rPr":
		if r.looks == -1 {
			r.looks = span.Start
		}
	case "t":
		r.shows++
		r.tag = span
	case "br", "cr", "tab":
		r.print("\n", span)
	case "noBreakHyphen":
		r.print("\u2011", span)
	case "softHyphen":
		r.print("\u00ad", span)
	case "del", "moveFrom":
		r.mute++
	case "hyperlink":
		r.hyperlink(t)
	case "fldSimple":
		r.openLink(&link{target: []run{r.attribute(span, "instr")}})
	case "fldChar":
		r.fieldMark(t)
	case "instrText":
		r.shows++
		r.code = true
	}
}

func (r *partReader) hyperlink(t xml.StartElement) {
	l := &link{}
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "id":
			l.id = a.Value
		case "anchor":
			l.anchor = a.Value != ""
		}
	}
	r.openLink(l)
}

func (r *partReader) openLink(l *link) {
	r.links = append(r.links, l)
	p := r.paragraph()
	p.links = append(p.links, l)
}

// closeLink ends the innermost link element.
func (r *partReader) closeLink(span verify.Span) {
	if n := len(r.links); n > 0 {
		if r.links[n-1] != nil {
			r.links[n-1].end = span.End
		}
		r.links = r.links[:n-1]
	}
}

// fieldMark reads the begin of a field, the end of its code, or its end. It is
// over where the run of that mark is.
func (r *partReader) fieldMark(t xml.StartElement) {
	kind := ""
	for _, a := range t.Attr {
		if a.Name.Local == "fldCharType" {
			kind = a.Value
		}
	}
	top := len(r.fields) - 1
	switch {
	case kind == "begin":
		l := &link{}
		r.fields = append(r.fields, &field{link: l})
		p := r.paragraph()
		p.links = append(p.links, l)
	case top < 0:
	case kind == "separate":
		r.fields[top].shown = true
	case kind == "end":
		r.ended = append(r.ended, r.fields[top].link)
		r.fields = r.fields[:top]
	}
}

func (r *partReader) endWord(name string, span verify.Span) {
	switch name {
	case "footnote", "endnote":
		r.endNote()
	case "p":
		r.endParagraph()
	case "rPr":
		if p := r.paragraph(); r.looks >= 0 && p.look == "" && r.link() == nil && r.note != nil {
			if look := r.text[r.looks:span.End]; !strings.Contains(look, "footnoteRef") && !strings.Contains(strings.ToLower(look), "reference") && !strings.Contains(look, "superscript") {
				p.look = look
			}
		}
		r.looks = -2
	case "r":
		for _, l := range r.ended {
			l.end = span.End
		}
		r.ended = nil
	case "t":
		r.shows = max(0, r.shows-1)
	case "del", "moveFrom":
		r.mute = max(0, r.mute-1)
	case "hyperlink", "fldSimple":
		r.closeLink(span)
	case "instrText":
		r.shows = max(0, r.shows-1)
		r.code = false
	}
}
