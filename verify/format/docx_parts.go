package format

import (
	"bytes"
	"fmt"
	"path"
	"strings"
)

// A relationship is one link from a part of an office package to another part
// or to the web.
type relationship struct {
	id, kind, target string
	external         bool
}

// relationships are those of an entry; of the package as a whole for an empty
// name. An entry without any has none.
func relationships(a *archive, part string) ([]relationship, error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		name = "_rels/.rels"
	}
	if !a.has(name) {
		return nil, nil
	}
	s, err := a.scan(name)
	if err != nil {
		return nil, err
	}
	var rels []relationship
	err = s.each(func(kind xmlKind) error {
		if kind == xmlStart && s.name == "Relationship" {
			rels = append(rels, takeRelationship(s, part))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rels, nil
}

func takeRelationship(s *xmlScanner, part string) relationship {
	var r relationship
	r.id, _ = s.attr("", "Id")
	r.kind, _ = s.attr("", "Type")
	r.target, _ = s.attr("", "Target")
	mode, _ := s.attr("", "TargetMode")
	if r.external = mode == "External"; !r.external {
		r.target, _ = within(part, r.target)
	}
	return r
}

// wordLook is what a style says that matters to readers of notes. A style may
// leave either open.
type wordLook struct {
	italic, hidden bool
	saidItalic     bool
	saidHidden     bool
	base           string
	visited        bool
}

// readLooks reads the styles, and lets each inherit from those it is based on.
func (w *wordDocument) readLooks() error {
	w.looks = map[string]wordLook{}
	name := w.parts["styles"]
	if name == "" {
		return nil
	}
	s, err := w.archive.scan(name)
	if err != nil {
		return err
	}
	err = s.each(func(kind xmlKind) (err error) {
		if kind == xmlStart && s.space == "w" && s.name == "style" {
			id, _ := s.attr("w", "styleId")
			w.looks[id], err = takeLook(s)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for id := range w.looks {
		w.inherit(id)
	}
	return nil
}

// takeLook reads one style.
func takeLook(s *xmlScanner) (look wordLook, err error) {
	err = s.each(func(kind xmlKind) error {
		if kind != xmlStart || s.space != "w" {
			return nil
		}
		switch s.name {
		case "basedOn":
			look.base, _ = s.attr("w", "val")
		case "i":
			look.italic, look.saidItalic = wordOn(s), true
		case "vanish":
			look.hidden, look.saidHidden = wordOn(s), true
		case "tblStylePr", "pPr":
			return s.skip() // of parts of a table, and of paragraphs' marks
		}
		return nil
	})
	return look, err
}

// inherit fills what a style leaves open from its base. A circle of bases ends
// where it began.
func (w *wordDocument) inherit(id string) wordLook {
	look, ok := w.looks[id]
	if !ok || look.visited {
		return look
	}
	look.visited = true
	w.looks[id] = look
	if look.base != "" {
		base := w.inherit(look.base)
		if !look.saidItalic {
			look.italic = base.italic
		}
		if !look.saidHidden {
			look.hidden = base.hidden
		}
	}
	w.looks[id] = look
	return look
}

// readSettings takes the document's numbering of notes.
func (w *wordDocument) readSettings() error {
	w.foot.rule = wordNumbering{format: "decimal", start: 1, restart: "continuous"}
	w.end.rule = wordNumbering{format: "lowerRoman", start: 1, restart: "continuous"}
	name := w.parts["settings"]
	if name == "" {
		return nil
	}
	s, err := w.archive.scan(name)
	if err != nil {
		return err
	}
	err = s.each(func(kind xmlKind) error {
		switch {
		case kind != xmlStart || s.space != "w":
		case s.name == "footnotePr":
			return takeNumbering(s, &w.foot.rule)
		case s.name == "endnotePr":
			return takeNumbering(s, &w.end.rule)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// readSections takes the numbering of notes out of each section of the body.
// The properties of a section stand at its end, so they are needed before the
// body is read. Most documents have none, and then there is nothing to do.
func (w *wordDocument) readSections() error {
	var err error
	if w.bodyXML, err = w.archive.read(w.main); err != nil {
		return err
	}
	s, err := newXMLScanner(w.bodyXML)
	if err != nil {
		return fmt.Errorf("%s: %w", w.main, err)
	}
	if w.bodyXML = s.data; !bytes.Contains(s.data, []byte("notePr")) {
		return nil
	}
	err = s.each(func(kind xmlKind) error {
		switch {
		case kind != xmlStart || s.space != "w":
		case strings.HasSuffix(s.name, "PrChange"):
			return s.skip()
		case s.name == "sectPr":
			return w.takeSection(s)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", w.main, err)
	}
	return nil
}

// takeSection reads the properties of one section; what they leave open is as
// in the settings.
func (w *wordDocument) takeSection(s *xmlScanner) error {
	foot, end := w.foot.rule, w.end.rule
	err := s.each(func(kind xmlKind) error {
		switch {
		case kind != xmlStart || s.space != "w":
		case s.name == "sectPrChange":
			return s.skip()
		case s.name == "footnotePr":
			return takeNumbering(s, &foot)
		case s.name == "endnotePr":
			return takeNumbering(s, &end)
		}
		return nil
	})
	w.foot.sections = append(w.foot.sections, foot)
	w.end.sections = append(w.end.sections, end)
	return err
}

// wordOn is the value of a switch such as <w:i/>: on unless it says otherwise
// (ISO/IEC 29500-1, 17.17.4).
func wordOn(s *xmlScanner) bool {
	val, _ := s.attr("w", "val")
	switch val {
	case "0", "false", "off":
		return false
	}
	return true
}
