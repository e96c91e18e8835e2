package format

import "loccit/verify"

// A leaf is prose with what Readers find in it: the body, or one note, of a
// format that writes its notes into the running text.
type leaf struct {
	prose
	calls   []passageCall
	links   []verify.Link
	italics []verify.Span
}

func newLeaf(s *source) *leaf { return &leaf{prose: prose{source: s}} }

// newBody is the leaf of the body, with room for nearly all of the source.
func newBody(s *source) *leaf {
	body := newLeaf(s)
	body.text = make([]byte, 0, len(s.text))
	return body
}

// call prints label as the call of a note; note is its place in the list of
// notes, negative where there is none.
func (s *leaf) call(label string, note, at int) {
	s.flush()
	start := len(s.text)
	s.print(label, at)
	s.calls = append(s.calls, passageCall{verify.Span{Start: start, End: len(s.text)}, note})
}

// here is where the next word will stand; a gap before it belongs to what is
// written later, and since cuts it off.
func (s *leaf) here() int { return len(s.text) }

// since is the span of what was written since start.
func (s *leaf) since(start int) verify.Span {
	return s.trim(verify.Span{Start: min(start, len(s.text)), End: len(s.text)})
}

// link notes that what was written since start leads to target.
func (s *leaf) link(start int, target string) {
	if target = outside(target); target != "" {
		s.links = append(s.links, verify.Link{Span: s.since(start), Target: target})
	}
}

// italic notes that what was written since start is in italics.
func (s *leaf) italic(start int) {
	if span := s.since(start); span.Len() > 0 {
		s.italics = append(s.italics, span)
	}
}

// passage is the leaf as assemble takes it.
func (s *leaf) passage() passage {
	return passage{text: s.text, calls: s.calls, links: s.links, italics: s.italics, pages: s.places()}
}
