package format

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

func TestEpub(t *testing.T) { goldens(t, "epub", ".epub", packEpub) }

// packEpub makes a book of a fixture: its media type and its container are
// added, a section “spine” lists the pages in reading order, and “title” is the
// book's. A fixture may bring a package document of its own instead.
func packEpub(t testing.TB, files []txtar.File) []byte {
	entries := []txtar.File{
		{Name: "mimetype", Data: []byte(epubMedia)},
		{Name: epubContainer, Data: []byte(`<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`)},
	}
	title, items, refs := "", "", ""
	for _, f := range files {
		switch f.Name {
		case "title":
			title = strings.TrimSpace(string(f.Data))
		case "spine":
			for _, name := range strings.Fields(string(f.Data)) {
				id := strings.NewReplacer("/", "-", "%20", "-").Replace(name)
				items += `<item id="` + id + `" href="` + name + `" media-type="application/xhtml+xml"/>`
				refs += `<itemref idref="` + id + `"/>`
			}
		default:
			entries = append(entries, f)
		}
	}
	if items != "" {
		opf := `<package xmlns="http://www.idpf.org/2007/opf"><metadata><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">` + title +
			`</dc:title></metadata><manifest>` + items + `</manifest><spine>` + refs + `</spine></package>`
		entries = append(entries, txtar.File{Name: "OPS/book.opf", Data: []byte(opf)})
	}
	return packStored(t, entries)
}

// TestEpubCounts counts the notes of real books: as many as they have elements
// that say so.
func TestEpubCounts(t *testing.T) {
	tests := []struct {
		file          string
		notes, series int
	}{
		{"inc-grayzones", 177, 7},
		{"se-keynes-economic-consequences", 171, 1},
		{"wasteland-idpf", 20, 1},
	}
	for _, tt := range tests {
		d := readFile(t, shared(t, "epub", tt.file+".epub"))
		calls, last := 0, 0
		for _, n := range d.Notes {
			calls += len(n.Calls)
			last = max(last, n.Series)
		}
		if len(d.Notes) != tt.notes || calls != tt.notes || last != tt.series || len(d.Missing) > 0 {
			t.Errorf("%s: %d notes with %d calls in %d series, %d calls without a note; want %d notes, each called once, in %d series",
				tt.file, len(d.Notes), calls, last, len(d.Missing), tt.notes, tt.series)
		}
	}
}

func TestEpubRefuses(t *testing.T) {
	page := []byte(`<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Words</p></body></html>`)
	good := []txtar.File{{Name: "spine", Data: []byte("a.xhtml")}, {Name: "OPS/a.xhtml", Data: page}}
	lock := txtar.File{Name: "META-INF/encryption.xml", Data: []byte(`<encryption><EncryptedData><CipherData><CipherReference URI="OPS/a.xhtml"/></CipherData></EncryptedData></encryption>`)}
	refuses(t, "x.epub", []refusal{
		{"cut off", cutOff(packEpub(t, good)), "cut off or damaged"},
		{"climbs out", packEpub(t, []txtar.File{{Name: "spine", Data: []byte("../../../etc/passwd")}}), "lies outside of the book"},
		{"entry climbs out", packEpub(t, []txtar.File{{Name: "spine", Data: []byte("../../escaped.xhtml")}, {Name: "../escaped.xhtml", Data: page}}), "lies outside of the book"},
		{"page missing", packEpub(t, good[:1]), "OPS/a.xhtml is missing"},
		{"locked", packEpub(t, append(good[:2:2], lock)), "encrypted (DRM)"},
		{"no pages", packEpub(t, []txtar.File{{Name: "OPS/book.opf", Data: []byte("<package/>")}}), "names no pages"},
		{"no package", packEpub(t, nil), "OPS/book.opf is missing"},
		{"bomb of zeros", zipBomb(t, epubContainer), "more than the"},
	})
}

// TestEpubEntities reads a page with entities of its own: they stay as they are
// written, as in a browser.
func TestEpubEntities(t *testing.T) {
	data := packEpub(t, []txtar.File{{Name: "spine", Data: []byte("a.xhtml")}, {Name: "OPS/a.xhtml", Data: []byte(entityBomb)}})
	d, err := epubReader{}.Read(verify.Input{Path: "x.epub", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(d.Text, "ha") {
		t.Errorf("an entity was expanded: %q", d.Text)
	}
}

func FuzzEpub(f *testing.F) {
	seedFixtures(f, "epub", func(file txtar.File) bool { return strings.HasSuffix(file.Name, ".xhtml") })
	f.Fuzz(func(t *testing.T, page string) {
		outlineOf(t, verify.Input{Path: "x.epub", Data: packEpub(t, []txtar.File{
			{Name: "spine", Data: []byte("text.xhtml notes.xhtml")},
			{Name: "OPS/text.xhtml", Data: []byte(page)},
			{Name: "OPS/notes.xhtml", Data: []byte(page)},
		})})
	})
}
