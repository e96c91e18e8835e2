package format

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"loccit/verify"
)

// odtReader reads OpenDocument text (ISO/IEC 26300): .odt and .ott, and the
// flat .fodt, which is one XML file. The number of a note stands in the file
// as the program printed it last.
type odtReader struct{}

func (odtReader) Format() string { return "odt" }

// odtMedia begins the media types of text documents, templates and masters.
const odtMedia = "application/vnd.oasis.opendocument.text"

func (odtReader) Match(in verify.Input) verify.Fit {
	head := in.Data[:min(len(in.Data), 2000)]
	if bytes.Contains(head, []byte("urn:oasis:names:tc:opendocument:xmlns:office:1.0")) && bytes.Contains(head, []byte(":document")) {
		if bytes.Contains(in.Data[:min(len(in.Data), 8000)], []byte(odtMedia)) {
			return verify.ByContent
		}
	}
	if name, media := zipStart(in.Data); name == "mimetype" {
		if bytes.HasPrefix(media, []byte(odtMedia)) {
			return verify.ByContent
		}
		return verify.NoFit
	}
	if !bytes.HasPrefix(in.Data, []byte(zipMagic)) || !hasSuffix(in.Path, ".odt", ".ott", ".odm") {
		return verify.NoFit
	}
	return verify.ByName
}

func (odtReader) Read(in verify.Input) (*verify.Document, error) {
	o := &odtDocument{
		looks: map[string]odtLook{},
		rules: map[string]odtNumbering{"footnote": {format: "1"}, "endnote": {format: "i"}},
		byID:  map[string]int{},
	}
	var err error
	if bytes.HasPrefix(in.Data, []byte(zipMagic)) {
		err = o.readArchive(in.Data)
	} else {
		err = o.readFlat(in.Data)
	}
	if err != nil {
		return nil, err
	}
	d := o.assemble()
	d.Title = oneLine(o.title)
	return d, nil
}

// An odtDocument is one document while it is read.
type odtDocument struct {
	title string
	looks map[string]odtLook
	rules map[string]odtNumbering // by class of note
	body  passage
	notes []odtNote
	byID  map[string]int // index in notes
	page  int            // pages that have ended
}

// odtNumbering is how notes of one class are numbered, for files that do not
// print the numbers (OpenDocument 1.3, 16.29.3 text:notes-configuration).
type odtNumbering struct {
	format string
	start  int // what the first number is above 1
	given  int
}

type odtNote struct {
	passage
	class  string
	label  string
	custom bool
	page   int
}

// odtLook is what a style says that matters here.
type odtLook struct {
	italic, hidden, raised bool
	upright                bool // it says that it is not in italics
	parent                 string
}

// readArchive reads the parts of a packed document.
func (o *odtDocument) readArchive(data []byte) error {
	a, err := openArchive(data)
	if err != nil {
		return err
	}
	if !a.has("content.xml") {
		return errors.New("the zip archive holds no content.xml")
	}
	if a.has("META-INF/manifest.xml") {
		manifest, err := a.read("META-INF/manifest.xml")
		if err != nil {
			return err
		}
		if bytes.Contains(manifest, []byte("encryption-data")) {
			return errors.New("the document is encrypted with a password; save it again without one")
		}
	}
	if o.title, err = dublinTitle(a, "meta.xml"); err != nil {
		return err
	}
	for _, name := range []string{"styles.xml", "content.xml"} {
		if !a.has(name) {
			continue
		}
		s, err := a.scan(name)
		if err == nil {
			err = o.story(s).inner()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// readFlat reads a document that is one XML file.
func (o *odtDocument) readFlat(data []byte) error {
	s, err := newXMLScanner(data)
	if err != nil {
		return err
	}
	return o.story(s).inner()
}

// look is a style with all that it inherits.
func (o *odtDocument) look(name string) odtLook {
	look := o.looks[name]
	base := look
	for range 32 { // a circle of parents ends too
		if base.parent == "" {
			break
		}
		base = o.looks[base.parent]
		look.italic = look.italic || base.italic && !look.upright
		look.upright = look.upright || base.upright
		look.hidden = look.hidden || base.hidden
		look.raised = look.raised || base.raised
	}
	return look
}

// number gives the label of a note whose file does not print it.
func (o *odtDocument) number(class string) string {
	r := o.rules[class]
	r.given++
	o.rules[class] = r
	if r.format == "" {
		return strconv.Itoa(r.start + r.given)
	}
	return ordinal(r.start+r.given, r.format)
}

// assemble puts footnotes first and endnotes after them, as they are printed.
func (o *odtDocument) assemble() *verify.Document {
	if o.page > 0 {
		o.body.pages = append([]verify.Mark{{Place: verify.Place{Page: 1}}}, o.body.pages...)
	}
	place := make([]int, len(o.notes))
	notes := make([]gatheredNote, 0, len(o.notes))
	before := 0
	for _, class := range []string{"footnote", "endnote"} {
		var run series
		for i := range o.notes {
			n := &o.notes[i]
			if n.class != class {
				continue
			}
			place[i] = len(notes)
			notes = append(notes, o.gather(n, before, &run))
		}
		before += run.last
	}
	renumber(o.body.calls, place)
	for i := range notes {
		renumber(notes[i].passage.calls, place)
	}
	return assemble(&o.body, notes)
}

// gather gives a note its series; one with a mark of the author's own belongs
// to the series around it. before are the series of other classes.
func (o *odtDocument) gather(n *odtNote, before int, run *series) gatheredNote {
	g := gatheredNote{passage: n.passage, label: n.label}
	if n.custom {
		g.series = before + max(run.last, 1)
	} else {
		g.series = before + run.of(n.label)
	}
	g.pages = nil
	if o.page > 0 {
		page := n.page
		if n.class == "endnote" {
			page = 0 // they stand at the end, and the file does not say on which page
		}
		g.pages = []verify.Mark{{Place: verify.Place{Page: page}}}
	}
	return g
}
