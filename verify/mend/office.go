package mend

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// office is the scribe of DOCX and ODT. What stands in the XML of the entries
// that change is spliced, so that all else in them stays byte for byte; all
// other entries are copied packed as they are.
type office struct {
	d     *verify.Document
	zip   *zip.Reader // nil for a flat ODT
	parts []*part
	rels  map[string]*part // by the part that they belong to
}

// maxPart bounds one entry, as the Reader does.
const maxPart = 160 << 20

func newOffice(in verify.Input, d *verify.Document) (*office, error) {
	o := &office{d: d, rels: map[string]*part{}}
	if !bytes.HasPrefix(in.Data, []byte("PK")) {
		p, err := newPart("", in.Data)
		if err != nil {
			return nil, err
		}
		o.parts = append(o.parts, p)
		return o, nil
	}
	z, err := zip.NewReader(bytes.NewReader(in.Data), int64(len(in.Data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("opening the zip archive: %w", err)
	}
	o.zip = z
	seen := map[string]bool{}
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "_xmlsignatures/") || f.Name == "META-INF/documentsignatures.xml" {
			return nil, errors.New("the document is signed, and a change would break the signature")
		}
		if seen[f.Name] {
			continue
		}
		seen[f.Name] = true
		if err := o.open(f); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return o, nil
}

// open reads an entry if it may hold notes, or the targets of their links.
func (o *office) open(f *zip.File) error {
	ending := path.Ext(f.Name)
	holds := f.Name == "content.xml" && o.d.Format == "odt"
	targets := ending == ".rels" && o.d.Format == "docx"
	base := strings.ToLower(path.Base(f.Name))
	if o.d.Format == "docx" && ending == ".xml" {
		holds = strings.Contains(base, "footnotes") || strings.Contains(base, "endnotes")
	}
	if !holds && !targets {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	if err != nil {
		return err
	}
	if len(data) > maxPart {
		return fmt.Errorf("unpacks to more than %d MB", maxPart>>20)
	}
	p, err := newPart(f.Name, data)
	if err != nil {
		return err
	}
	if targets {
		folder, name := path.Split(strings.TrimSuffix(f.Name, ".rels"))
		o.rels[path.Join(path.Dir(path.Clean(folder)), name)] = p
		return nil
	}
	o.parts = append(o.parts, p)
	return nil
}

// newPart reads the XML of one entry.
func newPart(name string, data []byte) (*part, error) {
	head := strings.ToLower(string(data[:min(len(data), 200)]))
	if at := strings.Index(head, "encoding="); at >= 0 && !strings.HasPrefix(strings.Trim(head[at+len("encoding="):], "\"'"), "utf-8") || !utf8.Valid(data) {
		return nil, errors.New("its XML is not in UTF-8; save it again with a program of today")
	}
	p := &part{name: name, text: string(data)}
	r := &partReader{part: p}
	if err := r.read(); err != nil {
		return nil, err
	}
	return p, nil
}

func (o *office) apply(edits []edit) ([]byte, error) {
	if o.zip == nil {
		return []byte(spliced(o.parts[0].text, edits)), nil
	}
	texts := map[string]string{}
	for _, p := range o.all() {
		own := slices.DeleteFunc(slices.Clone(edits), func(e edit) bool { return e.part != p.name })
		if len(own) > 0 {
			texts[p.name] = spliced(p.text, own)
		}
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range o.zip.File {
		text, changed := texts[f.Name]
		delete(texts, f.Name)
		if !changed {
			if err := w.Copy(f); err != nil {
				return nil, fmt.Errorf("copying %s: %w", f.Name, err)
			}
			continue
		}
		if err := replace(w, f, text); err != nil {
			return nil, fmt.Errorf("writing %s: %w", f.Name, err)
		}
	}
	if err := errors.Join(w.SetComment(o.zip.Comment), w.Close()); err != nil {
		return nil, fmt.Errorf("packing the file: %w", err)
	}
	return b.Bytes(), nil
}

// replace packs text as f was packed, under its name and with its date.
func replace(w *zip.Writer, f *zip.File, text string) error {
	into, err := w.CreateHeader(&zip.FileHeader{
		Name: f.Name, Comment: f.Comment, NonUTF8: f.NonUTF8, Method: f.Method, Modified: f.Modified,
		ExternalAttrs: f.ExternalAttrs, CreatorVersion: f.CreatorVersion,
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(into, text)
	return err
}

// all are the parts that may change.
func (o *office) all() []*part {
	all := slices.Clone(o.parts)
	for _, p := range o.rels {
		all = append(all, p)
	}
	return all
}

// plan looks for the URL in the notes that read as the note of the citation
// does: what they show, and where their links lead.
func (o *office) plan(order Order, archive bool) ([]edit, string) {
	c := &o.d.Citations[order.Citation]
	wanted := forms(o.d, c)
	var edits []edit
	met := false
	for _, n := range o.notes(squeeze(o.d.Notes[c.Note].Span.Of(o.d.Text))) {
		places := n.places(o, wanted)
		if len(places) == 0 {
			continue
		}
		met = true
		for _, p := range places {
			if order.URL == "" {
				break
			}
			more, why := p.write(plain(order.URL))
			if why != "" {
				return nil, why
			}
			edits = append(edits, more...)
		}
		if archive {
			edits = append(edits, principalOf(places).add(plain(order.Archive)))
		}
	}
	if !met {
		return nil, "the place of the URL in the file could not be found"
	}
	return edits, ""
}

// notes are those with these words, squeezed; where none has them alone, those
// that have them and more, or fewer.
func (o *office) notes(words string) []officeNote {
	var same, alike []officeNote
	for _, p := range o.parts {
		for i := range p.notes {
			n := officeNote{p, p.notes[i]}
			switch own := n.words(); {
			case own == words:
				same = append(same, n)
			case own != "" && (strings.Contains(own, words) || strings.Contains(words, own)):
				alike = append(alike, n)
			}
		}
	}
	if len(same) > 0 {
		return same
	}
	return alike
}
