package verify

import (
	"fmt"
	"slices"
	"strings"
)

// A Selection is what a run looks at: of each document that was added, the
// notes and the sentences that an earlier version does not have. The nil
// Selection is everything.
type Selection struct {
	Since string // the revision of the earlier versions
	parts map[*Document]*part
}

// A part is what is looked at of one document.
type part struct {
	notes []bool
	whole bool   // there is no earlier version
	was   string // the words of the earlier version, with single spaces
}

// Add compares d with its earlier version, nil for none, and reports whether
// anything in it is to be looked at. Notes are compared by their words, so one
// that was given another number is the same; of several with the same words, as
// many are known as the earlier version has.
func (s *Selection) Add(d, was *Document) bool {
	if s.parts == nil {
		s.parts = map[*Document]*part{}
	}
	p := &part{notes: make([]bool, len(d.Notes)), whole: was == nil}
	s.parts[d] = p
	if was == nil {
		for i := range p.notes {
			p.notes[i] = true
		}
		return true
	}
	p.was = singleSpaced(was.Text)
	known := map[string]int{}
	for i := range was.Notes {
		known[singleSpaced(was.Notes[i].Span.Of(was.Text))]++
	}
	for i := range d.Notes {
		words := singleSpaced(d.Notes[i].Span.Of(d.Text))
		known[words]--
		p.notes[i] = known[words] < 0
	}
	return slices.Contains(p.notes, true) || p.was != singleSpaced(d.Text)
}

// Revision is the revision that notes are compared with; empty for none.
func (s *Selection) Revision() string {
	if s == nil {
		return ""
	}
	return s.Since
}

// Notes are how many notes of docs are looked at.
func (s *Selection) Notes(docs []*Document) int {
	n := 0
	for _, d := range docs {
		for i := range d.Notes {
			if s.holds(d, i) {
				n++
			}
		}
	}
	return n
}

// Remark says how much of docs is looked at.
func (s *Selection) Remark(docs []*Document) Remark {
	all := 0
	for _, d := range docs {
		all += len(d.Notes)
	}
	if len(docs) == 0 {
		return Remark{Kind: RemarkPartial, Message: fmt.Sprintf("Nothing differs from %s, so there was nothing to look at.", s.Since)}
	}
	return Remark{Kind: RemarkPartial, Message: fmt.Sprintf("Looked at what differs from %s alone: %d of %s, in %s.", s.Since, s.Notes(docs), counted(all, "note"), counted(len(docs), "document"))}
}

// holds reports whether note n of d is looked at.
func (s *Selection) holds(d *Document, n int) bool {
	if s == nil {
		return true
	}
	p := s.parts[d]
	return p == nil || p.notes[n]
}

// Sources are those that the notes name that are looked at, by a
// back-reference too.
func (s *Selection) Sources(docs []*Document, sources []Source) []Source {
	if s == nil {
		return sources
	}
	wanted := map[string]bool{}
	for _, d := range docs {
		for i := range d.Citations {
			if c := d.Resolve(i); c != nil && s.holds(d, d.Citations[i].Note) {
				wanted[Key(c.Link())], wanted[Key(c.ArchiveURL)] = true, true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(sources), func(source Source) bool { return !wanted[source.Key] })
}

// Findings are those on notes that are looked at, and outside of notes those
// on sentences that the earlier version does not have.
func (s *Selection) Findings(docs []*Document, findings []Finding) []Finding {
	if s == nil {
		return findings
	}
	return slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool {
		d := docs[f.Where.Document]
		if n, ok := f.Where.Note(); ok {
			return !s.holds(d, n)
		}
		p := s.parts[d]
		if p == nil || p.whole {
			return false
		}
		sentence := singleSpaced(d.Sentence(f.Where.Span).Of(d.Text))
		return f.Where.Span.Len() == 0 || strings.Contains(p.was, sentence)
	})
}
