package format

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"loccit/verify"
)

// docxReader reads Office Open XML text documents (ISO/IEC 29500): Word's
// .docx, .docm and .dotx, of the transitional and the strict kind.
//
// Numbers of notes are not in the file: they are counted as Word counts them,
// see wordCounter. Tracked changes are read as if accepted, hidden text is left
// out. Pages are those of the last time that Word laid the document out, where
// it says so.
type docxReader struct{}

func (docxReader) Format() string { return "docx" }

func (docxReader) Match(in verify.Input) verify.Fit {
	named := hasSuffix(in.Path, ".docx", ".docm", ".dotx", ".dotm")
	switch {
	case isEncryptedOffice(in.Data):
		return verify.ByContent
	case bytes.HasPrefix(in.Data, []byte(oleMagic)) && named:
		return verify.ByName
	case !bytes.HasPrefix(in.Data, []byte(zipMagic)):
		return verify.NoFit
	}
	a, err := openArchive(in.Data)
	switch {
	case err == nil && wordMain(a) != "":
		return verify.ByContent
	case err != nil && bytes.Contains(in.Data, []byte("word/document.xml")):
		return verify.ByContent // cut off: Read says so
	case err != nil && named:
		return verify.ByName
	}
	return verify.NoFit
}

func (docxReader) Read(in verify.Input) (*verify.Document, error) {
	if isEncryptedOffice(in.Data) {
		return nil, errors.New("the document is encrypted with a password; save it again without one")
	}
	if bytes.HasPrefix(in.Data, []byte(oleMagic)) {
		return nil, errors.New("an old Word document (.doc) under a new name; save it as .docx")
	}
	a, err := openArchive(in.Data)
	if err != nil {
		return nil, err
	}
	w, err := openWord(a)
	if err != nil {
		return nil, err
	}
	body, err := w.readBody()
	if err != nil {
		return nil, err
	}
	if err := w.readNotes(); err != nil {
		return nil, err
	}
	d := w.assemble(body)
	d.Title = w.title
	return d, nil
}

// A wordDocument is one DOCX while it is read.
type wordDocument struct {
	archive *archive
	main    string // name of the entry with the body
	title   string
	bodyXML []byte            // until it is read
	parts   map[string]string // the last word of a relationship's type, such as footnotes -> entry
	looks   map[string]wordLook
	foot    wordCounter
	end     wordCounter

	refs     []wordRef
	byID     map[wordID]int  // the first reference to each note, as an index in refs
	dropped  map[wordID]bool // notes that deleted or hidden references name
	notes    []wordNote      // in the order of the file
	noted    map[string]int  // bookmark -> the reference it holds, as an index in refs
	sections int             // sections that have ended
	page     int             // pages that have ended
}

// wordID names a note: footnotes and endnotes count their ids apart.
type wordID struct {
	endnote bool
	id      string
}

// wordRef is one call as it is met.
type wordRef struct {
	wordID
	label    string
	run      int    // how often the numbering of its kind had restarted
	page     int    // pages that had ended
	custom   bool   // the mark is the author's own, and stands in the note too
	bookmark string // for a cross-reference (NOTEREF): the bookmark of the reference meant
}

type wordNote struct {
	wordID
	passage passage
}

// openWord finds the parts of the document and reads those that say how the
// others are to be read.
func openWord(a *archive) (*wordDocument, error) {
	w := &wordDocument{
		archive: a, main: wordMain(a),
		byID: map[wordID]int{}, dropped: map[wordID]bool{}, noted: map[string]int{},
	}
	if w.main == "" {
		return nil, errors.New("the zip archive holds no Word document")
	}
	if err := w.findParts(); err != nil {
		return nil, err
	}
	for _, read := range []func() error{w.readTitle, w.readLooks, w.readSettings, w.readSections} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// wordMain is the entry that holds the body, empty where none does. The
// package's relationships name it; where they are lost it has its usual name.
func wordMain(a *archive) string {
	rels, err := relationships(a, "")
	if err == nil {
		for _, r := range rels {
			if strings.HasSuffix(r.kind, "/officeDocument") && a.has(r.target) && !hasSuffix(r.target, ".bin") && isWordFolder(a, r.target) {
				return r.target
			}
		}
	}
	if a.has("word/document.xml") {
		return "word/document.xml"
	}
	return ""
}

// isWordFolder tells a Word document from a spreadsheet or slides, which name
// their main part by the same relationship.
func isWordFolder(a *archive, main string) bool {
	if path.Dir(main) == "word" {
		return true
	}
	types, err := a.read("[Content_Types].xml")
	return err == nil && bytes.Contains(types, []byte("wordprocessingml."))
}

// findParts follows the relationships of the body.
func (w *wordDocument) findParts() error {
	w.parts = map[string]string{}
	for _, usual := range []string{"footnotes", "endnotes", "settings", "styles"} {
		if name := path.Join(path.Dir(w.main), usual+".xml"); w.archive.has(name) {
			w.parts[usual] = name
		}
	}
	rels, err := relationships(w.archive, w.main)
	if err != nil {
		return err
	}
	for _, r := range rels {
		if !r.external && w.archive.has(r.target) {
			w.parts[path.Base(r.kind)] = r.target
		}
	}
	return nil
}

// readTitle takes the title out of the core properties.
func (w *wordDocument) readTitle() error {
	name := "docProps/core.xml"
	if rels, err := relationships(w.archive, ""); err == nil {
		for _, r := range rels {
			if strings.HasSuffix(r.kind, "/core-properties") {
				name = r.target
			}
		}
	}
	title, err := dublinTitle(w.archive, name)
	w.title = title
	return err
}

// dublinTitle is the first dc:title of an entry; empty where there is none.
func dublinTitle(a *archive, name string) (string, error) {
	if !a.has(name) {
		return "", nil
	}
	s, err := a.scan(name)
	if err != nil {
		return "", err
	}
	for {
		kind, err := s.next()
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		if kind == xmlEOF {
			return "", nil
		}
		if kind == xmlStart && s.space == "dc" && s.name == "title" {
			title, err := s.content()
			return oneLine(title), err
		}
	}
}

// readBody reads the main part.
func (w *wordDocument) readBody() (*passage, error) {
	body := &passage{text: make([]byte, 0, len(w.bodyXML)/4)}
	s, err := w.story(w.main, &xmlScanner{data: w.bodyXML, names: map[string]string{}})
	if err != nil {
		return nil, err
	}
	w.bodyXML = nil
	s.body, s.p = true, body
	if err := s.inner(); err != nil {
		return nil, fmt.Errorf("%s: %w", w.main, err)
	}
	if w.page > 0 {
		body.pages = append([]verify.Mark{{Place: verify.Place{Page: 1}}}, body.pages...)
	}
	return body, nil
}

// readNotes reads the footnotes and the endnotes.
func (w *wordDocument) readNotes() error {
	for _, part := range []struct {
		kind    string
		endnote bool
	}{{"footnotes", false}, {"endnotes", true}} {
		name := w.parts[part.kind]
		if name == "" {
			continue
		}
		if err := w.readNotesPart(name, part.endnote); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (w *wordDocument) readNotesPart(name string, endnote bool) error {
	xml, err := w.archive.scan(name)
	if err != nil {
		return err
	}
	s, err := w.story(name, xml)
	if err != nil {
		return err
	}
	return s.notes(endnote)
}

// assemble puts the notes in the order printed: footnotes as they are called,
// endnotes after them. Notes that no call names print nowhere, so they have no
// label and come last of their kind.
func (w *wordDocument) assemble(body *passage) *verify.Document {
	byID := make(map[wordID]int, len(w.notes))
	for i, n := range w.notes {
		if _, twice := byID[n.wordID]; !twice {
			byID[n.wordID] = i
		}
	}
	var notes []gatheredNote
	at := make(map[wordID]int, len(w.notes)) // place among notes
	for _, endnote := range []bool{false, true} {
		for i, ref := range w.refs {
			if n, ok := byID[ref.wordID]; ok && ref.endnote == endnote && w.byID[ref.wordID] == i && ref.bookmark == "" {
				at[ref.wordID] = len(notes)
				notes = append(notes, w.called(ref, &w.notes[n].passage, len(body.pages) > 0))
			}
		}
		for i := range w.notes {
			n := &w.notes[i]
			if _, called := w.byID[n.wordID]; !called && n.endnote == endnote && !w.dropped[n.wordID] && n.passage.words().Len() > 0 {
				notes = append(notes, gatheredNote{passage: n.passage, series: w.series(endnote, w.counter(endnote).run)})
			}
		}
	}
	w.resolve(body, at)
	for i := range notes {
		w.resolve(&notes[i].passage, at)
	}
	return assemble(body, notes)
}

// called is a note with what its first call says of it.
func (w *wordDocument) called(ref wordRef, p *passage, paged bool) gatheredNote {
	n := gatheredNote{passage: *p, label: ref.label, series: w.series(ref.endnote, ref.run)}
	if ref.custom {
		start := p.words().Start
		if bytes.HasPrefix(p.text[start:], []byte(ref.label)) {
			n.mark = start + len(ref.label)
		}
	}
	if paged {
		page := ref.page + 1
		if ref.endnote {
			page = 0 // at the end of a section or of the document: the file does not say
		}
		n.pages = []verify.Mark{{Place: verify.Place{Page: page}}}
	}
	return n
}

// series numbers the runs of footnotes first, then those of endnotes.
func (w *wordDocument) series(endnote bool, run int) int {
	if endnote && w.foot.used {
		return w.foot.run + 1 + run + 1
	}
	return run + 1
}

func (w *wordDocument) counter(endnote bool) *wordCounter {
	if endnote {
		return &w.end
	}
	return &w.foot
}

// resolve turns references into places among the notes. A cross-reference
// whose bookmark is lost is no call.
func (w *wordDocument) resolve(p *passage, at map[wordID]int) {
	kept := p.calls[:0]
	for _, c := range p.calls {
		ref := w.refs[c.note]
		if ref.bookmark != "" {
			target, ok := w.noted[ref.bookmark]
			if !ok {
				continue
			}
			ref = w.refs[target]
		}
		c.note = -1
		if n, ok := at[ref.wordID]; ok {
			c.note = n
		}
		kept = append(kept, c)
	}
	p.calls = kept
}

// isEncryptedOffice reports whether data is an office file with a password:
// an OLE container with a stream of this name (MS-OFFCRYPTO 1.3.3).
func isEncryptedOffice(data []byte) bool {
	return bytes.HasPrefix(data, []byte(oleMagic)) &&
		bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"))
}

// hasSuffix reports whether name ends like one of endings, in whatever case.
func hasSuffix(name string, endings ...string) bool {
	name = strings.ToLower(name)
	for _, e := range endings {
		if strings.HasSuffix(name, e) {
			return true
		}
	}
	return false
}

// oneLine folds white space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
