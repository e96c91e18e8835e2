package format

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

func TestDocx(t *testing.T) { goldens(t, "docx", ".docx", packDocx) }

// packDocx makes a Word document of a fixture. So that an editor can read it,
// a fixture leaves away what is the same in all: body.xml is what stands in
// the body, NAME.xml what stands in the root element of that part, links what
// stands in a part's relationships, one “part id URL” a line.
func packDocx(t testing.TB, files []txtar.File) []byte {
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	const spaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/"`
	entries := []txtar.File{{
		Name: "[Content_Types].xml",
		Data: []byte(head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`),
	}}
	for _, f := range files {
		body := string(f.Data)
		switch f.Name {
		case "body.xml":
			entries = append(entries, txtar.File{Name: "word/document.xml", Data: []byte(head + "<w:document" + spaces + "><w:body>" + body + "</w:body></w:document>")})
		case "footnotes.xml", "endnotes.xml", "styles.xml", "settings.xml":
			root := "w:" + strings.TrimSuffix(f.Name, ".xml")
			entries = append(entries, txtar.File{Name: "word/" + f.Name, Data: []byte(head + "<" + root + spaces + ">" + body + "</" + root + ">")})
		case "title":
			entries = append(entries, txtar.File{Name: "docProps/core.xml", Data: []byte("<cp" + spaces + "><dc:title>" + body + "</dc:title></cp>")})
		case "links":
			entries = append(entries, relsOf(body)...)
		default:
			entries = append(entries, f)
		}
	}
	return packZip(t, entries)
}

// relsOf writes the relationships of the parts.
func relsOf(lines string) []txtar.File {
	byPart := map[string]string{}
	var parts []string
	for line := range strings.Lines(lines) {
		part, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		id, target, _ := strings.Cut(rest, " ")
		if byPart[part] == "" {
			parts = append(parts, part)
		}
		byPart[part] += `<Relationship Id="` + id + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="` + target + `" TargetMode="External"/>`
	}
	var files []txtar.File
	for _, part := range parts {
		files = append(files, txtar.File{
			Name: "word/_rels/" + part + ".xml.rels",
			Data: []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + byPart[part] + `</Relationships>`),
		})
	}
	return files
}

func TestWordNumbers(t *testing.T) {
	tests := []struct {
		n            int
		format, want string
	}{
		{688, "decimal", "688"}, {63, "lowerRoman", "lxiii"}, {1994, "upperRoman", "MCMXCIV"}, {0, "lowerRoman", "0"},
		{26, "lowerLetter", "z"}, {27, "lowerLetter", "aa"}, {54, "upperLetter", "BBB"},
		{1, "chicago", "*"}, {4, "chicago", "§"}, {6, "chicago", "††"}, {7, "decimalEnclosedCircle", "⑦"},
		{7, "decimalZero", "07"}, {12, "decimalFullWidth", "１２"}, {5, "numberInDash", "- 5 -"}, {5, "none", ""}, {9, "hebrew1", "9"},
	}
	for _, tt := range tests {
		if got := wordNumber(tt.n, tt.format); got != tt.want {
			t.Errorf("%d as %s is %q, want %q", tt.n, tt.format, got, tt.want)
		}
	}
}

func TestFieldWords(t *testing.T) {
	tests := []struct{ code, want string }{
		{` HYPERLINK "https://example.org/a b" \o "A tip" `, "https://example.org/a b"},
		{`HYPERLINK "https://example.org/" \l "part-2"`, "https://example.org/#part-2"},
		{`HYPERLINK https://example.org/x \t _blank`, "https://example.org/x"},
		{`HYPERLINK \l "_ftn1"`, "#_ftn1"},
		{`HYPERLINK "file:///C:\\texts\\a.doc"`, `file:///C:\texts\a.doc`},
		{`HYPERLINK "https://example.org/cut`, "https://example.org/cut"},
	}
	for _, tt := range tests {
		if got := fieldTarget(fieldWords(tt.code)[1:]); got != tt.want {
			t.Errorf("%s leads to %q, want %q", tt.code, got, tt.want)
		}
	}
}

// TestDocxTruth compares real documents with what another program reads.
func TestDocxTruth(t *testing.T) {
	for _, name := range []string{
		"inc-communities-ch1", "inc-grayzones-abram", "inc-india-rajadhyaksha", "inc-internet-revolution",
		"inc-manyfaces-ch9-endnotes", "inc-memes-ch8", "tei-hyperlink-fn-en", "wikijuris-ai-chapter",
	} {
		t.Run(name, func(t *testing.T) {
			d := readFile(t, shared(t, "docx", name+".docx"))
			tr := readTruth(t, name+".docx.notes.json")
			compareTruth(t, d, inCallOrder(d), tr)
		})
	}
}

// TestDocxConformance reads what other projects test their readers with. The
// wanted notes are as those projects' own expectations have them.
func TestDocxConformance(t *testing.T) {
	conform(t, []conformance{
		{"mammoth/endnotes.docx", []string{"i: A tachyon walks into a bar.", "ii: Fin."}},
		{"mammoth/footnotes.docx", []string{"1: A tachyon walks into a bar.", "2: Fin."}},
		{"mammoth/footnote-hyperlink.docx", []string{"1: Example <http://www.example.com>"}},
		{"openxml-powertools/CA008-Footnote-Reference.docx", []string{"1: This is a test."}},
		{"openxml-powertools/RC007-Endnotes-After.docx", []string{"i: New endnote.", "ii: This is an endnote with a change. This endnote has multiple paragraphs.", "iii: Yet another endnote."}},
		{"openxml-powertools/RP050-Deleted-Footnote.docx", nil},
		{"openxml-powertools/WC034-Footnotes-After3.docx", []string{"1: Foo", "2: This is the footnote."}},
		{"pandoc/notes.docx", []string{"1: My note.", "i: This is an endnote at the end of the document."}},
		{"pandoc/link_in_notes.docx", []string{"1: http://wikipedia.org/ <http://wikipedia.org/>"}},
		{"pandoc/sdt_in_footnote.docx", []string{"1: Vgl. Bitzios u. a.: Dissonance in the food traceability regulatory environment and food fraud, in: Dries u. a. (Hrsg.): It’s a jungle out there - the strange animals of economic organization in agri-food value chains, Wageningen im Druck, hier S. 100-105."}},
	})
}

func TestDocxRefuses(t *testing.T) {
	whole := packDocx(t, []txtar.File{{Name: "body.xml", Data: []byte("<w:p><w:r><w:t>" + strings.Repeat("Words and words. ", 500) + "</w:t></w:r></w:p>")}})
	deep := strings.Repeat("<w:sdt>", 5000) + strings.Repeat("</w:sdt>", 5000)
	refuses(t, "x.docx", []refusal{
		{"cut off", cutOff(whole), "cut off or damaged"},
		{"encrypted", append([]byte(oleMagic), "....E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"...), "encrypted with a password"},
		{"old Word", []byte(oleMagic + "........"), "old Word document"},
		{"deep", packDocx(t, []txtar.File{{Name: "body.xml", Data: []byte(deep)}}), "nested more than"},
		{"unclosed", packZip(t, []txtar.File{{Name: "word/document.xml", Data: []byte("<a><b>")}}), "word/document.xml: the file ends inside <b>"},
		{"bomb of entities", packZip(t, []txtar.File{{Name: "word/document.xml", Data: []byte(entityBomb)}}), "such entities are not expanded"},
		{"bomb of zeros", zipBomb(t, "word/document.xml"), "more than the"},
		{"lying size", lyingSize(t), "damaged"},
	})
}

const entityBomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>` +
	`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>`

// TestDocxMillionRows reads a table that no page would hold.
func TestDocxMillionRows(t *testing.T) {
	if testing.Short() {
		t.Skip("a large table")
	}
	row := "<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>"
	data := packDocx(t, []txtar.File{{Name: "body.xml", Data: []byte("<w:tbl>" + strings.Repeat(row, 1_000_000) + "</w:tbl>")}})
	d, err := docxReader{}.Read(verify.Input{Path: "x.docx", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Repeat("1\n", 999_999) + "1"; d.Text != want {
		t.Errorf("the text has %d bytes, want %d", len(d.Text), len(want))
	}
}

func FuzzDocx(f *testing.F) {
	seedFixtures(f, "docx", func(file txtar.File) bool { return file.Name == "body.xml" })
	f.Fuzz(func(t *testing.T, body string) {
		data := packDocx(t, []txtar.File{
			{Name: "body.xml", Data: []byte(body)},
			{Name: "footnotes.xml", Data: []byte(`<w:footnote w:id="1"><w:p>` + body + `</w:p></w:footnote>`)},
		})
		outlineOf(t, verify.Input{Path: "x.docx", Data: data})
	})
}

func FuzzDocxBytes(f *testing.F) {
	f.Add(packDocx(f, []txtar.File{{Name: "body.xml", Data: []byte("<w:p><w:r><w:t>Words</w:t></w:r></w:p>")}}))
	f.Add([]byte(oleMagic))
	f.Fuzz(func(t *testing.T, data []byte) { outlineOf(t, verify.Input{Path: "x.docx", Data: data}) })
}
