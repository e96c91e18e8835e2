package format

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

// TestPDFLayout reads pages as an editor would sketch them.
func TestPDFLayout(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "pdf", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures in testdata/pdf: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			fixture, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, fixture, outlineOfPages(t, sketchedPages(string(fixture.Files[0].Data))))
		})
	}
}

func outlineOfPages(t testing.TB, pages []PDFPage) string {
	t.Helper()
	r := PDFReader{Pages: func([]byte) ([]PDFPage, error) { return pages, nil }}
	d, err := verify.Read(verify.Input{Path: "x.pdf", Data: []byte("%PDF-1.7")}, []verify.Reader{r})
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	checkSpans(t, d)
	return outline(d)
}

// sketchedPages reads a sketch. “page” begins a page; a line “y x text” is text
// of ten points; ^12^ in it is raised and small, {eight points} and /italics/
// are what they say, ~ is the hyphen that the library finds at a line's end,
// and <https://a.example|words> is a link.
func sketchedPages(sketch string) []PDFPage {
	var pages []PDFPage
	for line := range strings.Lines(sketch) {
		line = strings.TrimRight(line, "\n")
		if line == "page" {
			pages = append(pages, PDFPage{Width: 600, Height: 800})
			continue
		}
		fields := strings.SplitN(line, " ", 3)
		if len(fields) < 3 || len(pages) == 0 {
			continue
		}
		y, _ := strconv.Atoi(fields[0])
		x, _ := strconv.Atoi(fields[1])
		sketchLine(&pages[len(pages)-1], float32(x), float32(y), fields[2])
	}
	return pages
}

func sketchLine(p *PDFPage, x, y float32, text string) {
	size, up, italic := float32(10), false, false
	var run strings.Builder
	flush := func() {
		if run.Len() == 0 {
			return
		}
		r := PDFRun{Text: run.String(), Left: x, Bottom: y, Size: size, Base: y, Italic: italic}
		if up {
			r.Size, r.Base, r.Bottom = size*0.6, y+size*0.4, y+size*0.4
		}
		x += r.Size * 0.5 * float32(len(run.String()))
		r.Right, r.Top = x, r.Base+r.Size
		p.Runs = append(p.Runs, r)
		run.Reset()
	}
	at := 0
	for _, r := range p.Runs {
		at += len(r.Text)
	}
	target, from := "", 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '^':
			flush()
			up = !up
		case c == '{':
			flush()
			size = 8
		case c == '}':
			flush()
			size = 10
		case c == '/' && (i == 0 || text[i-1] == ' ' || text[i-1] == '{' || italic):
			flush()
			italic = !italic
		case c == '<':
			end := strings.IndexByte(text[i:], '|')
			if end > 0 {
				target, from = text[i+1:i+end], pageLen(p)+run.Len()
				i += end
			}
		case c == '>' && target != "":
			p.Links = append(p.Links, PDFLink{Target: target, Start: from, End: pageLen(p) + run.Len()})
			target = ""
		case c == '~':
			run.WriteString("\x02")
		default:
			run.WriteByte(c)
		}
	}
	if !strings.HasSuffix(run.String(), "\x02") {
		run.WriteByte('\n')
	}
	flush()
}

func pageLen(p *PDFPage) int {
	n := 0
	for _, r := range p.Runs {
		n += len(r.Text)
	}
	return n
}

func FuzzPDFLayout(f *testing.F) {
	names, err := filepath.Glob(filepath.Join("testdata", "pdf", "*.txtar"))
	if err != nil || len(names) == 0 {
		f.Fatalf("no fixtures in testdata/pdf: %v", err)
	}
	for _, name := range names {
		fixture, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(fixture.Files[0].Data))
	}
	f.Fuzz(func(t *testing.T, sketch string) {
		sketch = strings.ToValidUTF8(sketch, "")
		if a, b := outlineOfPages(t, sketchedPages(sketch)), outlineOfPages(t, sketchedPages(sketch)); a != b {
			t.Errorf("read a second time it is another document:\n%s\n%s", a, b)
		}
	})
}

// FuzzPDFBytes reads spoilt files through the library too. It is slow: every
// file starts the library anew.
func FuzzPDFBytes(f *testing.F) {
	f.Add(writePDF([]string{"BT /F1 12 Tf 72 700 Td (The lamp was lit.) Tj /F1 7 Tf 5 Ts (1) Tj ET", "BT 72 100 Td /F1 9 Tf (1 Ann Lee, Oil.) Tj ET"}, "/Title (On lamps)"))
	r := PDFReader{Pages: func(data []byte) ([]PDFPage, error) { return ReadPDFPages(data, pdfCache()) }}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := r.Read(verify.Input{Path: "x.pdf", Data: data})
		if err != nil {
			return
		}
		checkSpans(t, d)
		if again, err := r.Read(verify.Input{Path: "x.pdf", Data: data}); err != nil || outline(again) != outline(d) {
			t.Errorf("read a second time it is another document: %v", err)
		}
	})
}

// TestPDFFile reads a PDF from its bytes, through both ends of the process that
// a program would start for it.
func TestPDFFile(t *testing.T) {
	data := writePDF([]string{
		"BT /F1 12 Tf 72 700 Td (The lamp was lit.) Tj /F1 7 Tf 5 Ts (1) Tj /F1 12 Tf 0 Ts ( Then it went out,) Tj /F1 7 Tf 5 Ts (2) Tj ET",
		"BT 72 100 Td /F1 5 Tf 4 Ts (1) Tj /F1 9 Tf 0 Ts ( Ann Lee, Oil and Wick.) Tj 0 -12 Td /F1 5 Tf 4 Ts (2) Tj /F1 9 Tf 0 Ts ( Ibid.) Tj ET",
	}, "/Title (On lamps)")
	var answer bytes.Buffer
	if err := PDFPages(bytes.NewReader(data), &answer, pdfCache()); err != nil {
		t.Fatal(err)
	}
	r := PDFReader{Pages: func([]byte) ([]PDFPage, error) { return DecodePDFPages(&answer) }}
	d, err := verify.Read(verify.Input{Path: "x.pdf", Data: data}, []verify.Reader{r})
	if err != nil {
		t.Fatal(err)
	}
	const want = `pdf "On lamps"
note [1] series 1 on page 1: "Ann Lee, Oil and Wick."
  called on page 1: "The lamp was lit.⟦1⟧ Then it w"
note [2] series 1 on page 1: "Ibid."
  called on page 1: ".1 Then it went out,⟦2⟧\n\n1 Ann Le"
`
	if got := outline(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// writePDF makes a PDF of one page.
func writePDF(content []string, info string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	b.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>")
	text := strings.Join(content, "\n")
	object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(text), text))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	object("<< " + info + " >>")
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	trailer := "/Root 1 0 R /Info 6 0 R"
	if strings.HasPrefix(info, "/Filter") {
		trailer = "/Root 1 0 R /Encrypt 6 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, trailer, table)
	return b.Bytes()
}

func TestPDFRefuses(t *testing.T) {
	locked := writePDF(nil, "/Filter /Standard /V 1 /R 2 /P -4 /O <"+strings.Repeat("ab", 32)+"> /U <"+strings.Repeat("cd", 32)+">")
	tests := []refusal{
		{"encrypted", locked, "encrypted with a password"},
		{"cut off", []byte("%PDF-1.4\n1 0 obj\n<< /Type /Cat"), "cut off"},
		{"damaged", []byte("%PDF-1.4\nnothing of a PDF\n%%EOF\n"), "damaged"},
		{"pictures", writePDF(nil, ""), "no text"},
	}
	r := PDFReader{Pages: func(data []byte) ([]PDFPage, error) { return ReadPDFPages(data, pdfCache()) }}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := verify.Read(verify.Input{Path: "x.pdf", Data: tt.data}, []verify.Reader{r})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got error %v, want one that says %q", err, tt.want)
			}
		})
	}
}

// TestPDFDamaged reads files with parts missing or spoilt: whatever comes of
// it, it is an answer.
func TestPDFDamaged(t *testing.T) {
	data := writePDF([]string{"BT /F1 12 Tf 72 700 Td (Words and words.) Tj ET"}, "")
	for i := range 12 {
		spoilt := bytes.Clone(data)
		if i%2 == 0 {
			spoilt = spoilt[:len(data)*(i+1)/13]
		} else {
			at := len(data) * i / 13
			copy(spoilt[at:], bytes.Repeat([]byte{0xff}, 20))
		}
		pages, err := ReadPDFPages(spoilt, pdfCache())
		t.Logf("variant %d: %d pages, %v", i, len(pages), err)
	}
}

func TestDecodePDFPages(t *testing.T) {
	if _, err := DecodePDFPages(strings.NewReader("no pages")); err == nil || !strings.Contains(err.Error(), "incomplete") {
		t.Errorf("got error %v, want one that says that the pages are incomplete", err)
	}
}

// longPDF has 36 lines of prose and three notes on each page.
func longPDF(pages int) []byte {
	var b bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	b.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
	}
	object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids, pages))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
	for i := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>", 5+2*i))
		text := longPage(3*i + 1)
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(text), text))
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return b.Bytes()
}

func longPage(note int) string {
	var s strings.Builder
	s.WriteString("BT 72 740 Td\n")
	for line := range 36 {
		s.WriteString("/F1 11 Tf (Some words of prose that fill the line up to its end, more or less so.) Tj ")
		if line%12 == 5 {
			fmt.Fprintf(&s, "/F1 6 Tf 4 Ts (%d) Tj 0 Ts ", note+line/12)
		}
		s.WriteString("0 -15 Td\n")
	}
	for k := range 3 {
		fmt.Fprintf(&s, "/F1 5 Tf 4 Ts (%d) Tj /F1 9 Tf 0 Ts (    Author %d, A Title of Some Length, a place, a year, p. %d.) Tj 0 -11 Td\n", note+k, note, k)
	}
	s.WriteString("ET")
	return s.String()
}
