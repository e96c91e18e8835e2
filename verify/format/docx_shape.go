package format

// What stands beside running text: tables, text boxes, deleted stretches.

// row reads a row of a table, unless it was deleted.
func (s *wordStory) row() error {
	for depth := s.xml.depth; ; {
		kind, err := s.xml.next()
		switch {
		case err != nil || kind == xmlEOF || kind == xmlEnd && s.xml.depth < depth:
			return err
		case kind != xmlStart:
			continue
		case s.xml.space == "w" && s.xml.name == "trPr":
			deleted, err := s.rowDeleted()
			if err != nil {
				return err
			}
			if deleted {
				return s.dropTo(depth)
			}
			continue
		}
		if err := s.element(); err != nil {
			return err
		}
	}
}

func (s *wordStory) rowDeleted() (deleted bool, err error) {
	err = s.xml.each(func(kind xmlKind) error {
		deleted = deleted || kind == xmlStart && s.xml.space == "w" && s.xml.name == "del"
		return nil
	})
	return deleted, err
}

// drop passes over what was deleted, and remembers the notes that went with
// it.
func (s *wordStory) drop() error { return s.dropTo(s.xml.depth) }

func (s *wordStory) dropTo(depth int) error {
	for {
		kind, err := s.xml.next()
		if err != nil || kind == xmlEOF || kind == xmlEnd && s.xml.depth < depth {
			return err
		}
		if kind == xmlStart && s.xml.space == "w" && (s.xml.name == "footnoteReference" || s.xml.name == "endnoteReference") {
			id, _ := s.xml.attr("w", "id")
			s.doc.dropped[wordID{s.xml.name == "endnoteReference", id}] = true
		}
	}
}

// box reads a text box. Its text follows the paragraph that it is anchored in,
// so that it does not tear a sentence; one with calls stays where it is, so that
// notes stay in the order of their numbers.
func (s *wordStory) box() error {
	outer := *s
	s.begun = 0
	s.p, s.boxes, s.fields, s.look, s.paragraphLook, s.mark = &passage{}, nil, nil, wordLook{}, wordLook{}, 0
	err := s.inner()
	box := s.p
	s.p, s.fields, s.look, s.paragraphLook, s.mark = outer.p, outer.fields, outer.look, outer.paragraphLook, outer.mark
	s.keepLine, s.newSection, s.begun = outer.keepLine, outer.newSection, outer.begun
	s.boxes = outer.boxes
	if len(box.calls) == 0 && s.p.offset() > s.begun {
		s.boxes = append(s.boxes, box)
		return err
	}
	s.p.lineBreak()
	s.p.add(box)
	s.p.lineBreak()
	return err
}

// alternatives reads the first choice that a program left for others, and
// nothing twice; the fallback only where there is no choice.
func (s *wordStory) alternatives() error {
	taken := false
	return s.xml.each(func(kind xmlKind) error {
		switch {
		case kind != xmlStart:
			return nil
		case taken:
			return s.xml.skip()
		}
		taken = true
		return s.inner()
	})
}
