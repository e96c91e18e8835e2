package format

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

func TestOdt(t *testing.T) { goldens(t, "odt", ".odt", packOdt) }

// packOdt makes an OpenDocument of a fixture: styles.xml is what stands in
// office:styles, body.xml what stands in office:text, with the automatic
// styles of automatic.xml. With a section “flat” it is one XML file.
func packOdt(t testing.TB, files []txtar.File) []byte {
	const urn = "urn:oasis:names:tc:opendocument:xmlns:"
	spaces := ""
	for _, s := range []string{"office", "style", "text", "table", "draw", "meta"} {
		spaces += ` xmlns:` + s + `="` + urn + s + `:1.0"`
	}
	spaces += ` xmlns:fo="` + urn + `xsl-fo-compatible:1.0" xmlns:svg="` + urn + `svg-compatible:1.0"` +
		` xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"`
	parts := map[string]string{}
	entries := []txtar.File{{Name: "mimetype", Data: []byte(odtMedia)}}
	for _, f := range files {
		parts[f.Name] = string(f.Data)
		if strings.Contains(f.Name, "/") {
			entries = append(entries, f)
		}
	}
	meta := "<office:meta><dc:title>" + parts["title"] + "</dc:title></office:meta>"
	styles := "<office:styles>" + parts["styles.xml"] + "</office:styles>"
	content := "<office:automatic-styles>" + parts["automatic.xml"] + "</office:automatic-styles><office:body><office:text>" + parts["body.xml"] + "</office:text></office:body>"
	if _, flat := parts["flat"]; flat {
		return []byte(`<?xml version="1.0"?><office:document` + spaces + ` office:mimetype="` + odtMedia + `">` + meta + styles + content + `</office:document>`)
	}
	root := func(name, inner string) txtar.File {
		return txtar.File{Name: name + ".xml", Data: []byte(`<?xml version="1.0"?><office:document-` + name + spaces + ">" + inner + "</office:document-" + name + ">")}
	}
	return packStored(t, append(entries, root("meta", meta), root("styles", styles), root("content", content)))
}

// TestOdtTruth compares real documents with what another program reads.
func TestOdtTruth(t *testing.T) {
	for _, name := range []string{"openoffice-compdoc", "tei-test"} {
		t.Run(name, func(t *testing.T) {
			d := readFile(t, shared(t, "odt", name+".odt"))
			compareTruth(t, d, inCallOrder(d), readTruth(t, name+".odt.notes.json"))
		})
	}
}

func TestOdtConformance(t *testing.T) {
	conform(t, []conformance{
		{"pandoc/endnote.odt", []string{"i: Endnote text"}},
		{"pandoc/footnote.odt", []string{"1: Footnote text"}},
	})
}

func TestOdtRefuses(t *testing.T) {
	refuses(t, "x.odt", []refusal{
		{"cut off", cutOff(packOdt(t, []txtar.File{{Name: "body.xml", Data: []byte("<text:p>Words</text:p>")}})), "cut off or damaged"},
		{"encrypted", packOdt(t, []txtar.File{{Name: "META-INF/manifest.xml", Data: []byte("<manifest:encryption-data/>")}}), "encrypted with a password"},
		{"deep", packOdt(t, []txtar.File{{Name: "body.xml", Data: []byte(strings.Repeat("<text:section>", 5000))}}), "nested more than"},
		{"bomb of entities", packOdt(t, []txtar.File{{Name: "body.xml", Data: []byte("<text:p>&b;</text:p>")}}), "such entities are not expanded"},
		{"bomb of zeros", zipBomb(t, "content.xml"), "more than the"},
		{"no content", packStored(t, []txtar.File{{Name: "mimetype", Data: []byte(odtMedia)}}), "no content.xml"},
	})
}

func FuzzOdt(f *testing.F) {
	seedFixtures(f, "odt", func(file txtar.File) bool { return file.Name == "body.xml" })
	f.Fuzz(func(t *testing.T, body string) {
		outlineOf(t, verify.Input{Path: "x.fodt", Data: packOdt(t, []txtar.File{
			{Name: "automatic.xml", Data: []byte(`<style:style style:name="T1" style:parent-style-name="T1"><style:text-properties fo:font-style="italic"/></style:style>`)},
			{Name: "body.xml", Data: []byte(body)}, {Name: "flat"},
		})})
	})
}

// TestOdtMillionRows reads a table that no page would hold.
func TestOdtMillionRows(t *testing.T) {
	if testing.Short() {
		t.Skip("a large table")
	}
	row := "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
	data := packOdt(t, []txtar.File{{Name: "body.xml", Data: []byte("<table:table>" + strings.Repeat(row, 1_000_000) + "</table:table>")}, {Name: "flat"}})
	d, err := odtReader{}.Read(verify.Input{Path: "x.fodt", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Repeat("1\n", 999_999) + "1"; d.Text != want {
		t.Errorf("the text has %d bytes, want %d", len(d.Text), len(want))
	}
}
