package format

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"loccit/verify"
)

// pdfCache keeps the compiled library between test runs.
func pdfCache() string { return filepath.Join(os.TempDir(), "loccit-test-pdfium") }

// readPDF reads a PDF in this process.
func readPDF(t testing.TB, name string) *verify.Document {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r := PDFReader{Pages: func(data []byte) ([]PDFPage, error) { return ReadPDFPages(data, pdfCache()) }}
	d, err := verify.Read(verify.Input{Path: name, Data: data}, []verify.Reader{r})
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, d)
	return d
}

// TestPDFCounts counts the notes of real articles: a chain of numbers at line
// starts, counted by another program. The bilingual one has each number twice.
func TestPDFCounts(t *testing.T) {
	tests := []struct {
		file          string
		notes, series int
	}{
		{"ancilla-iuris-2020-bilingual", 200, 2},
		{"bolognalr-blackstone", 329, 1},
		{"bolognalr-marketization", 42, 1},
		{"ijple-teaching-police", 55, 1},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			d := readPDF(t, shared(t, "pdf", tt.file+".pdf"))
			called, last := 0, 0
			for _, n := range d.Notes {
				called += min(len(n.Calls), 1)
				last = max(last, n.Series)
				if n.Span.Len() < 3 || n.Span.Len() > 6000 {
					t.Errorf("note %s has %d bytes", n.Label, n.Span.Len())
				}
			}
			if len(d.Notes) != tt.notes || called != tt.notes || last != tt.series || len(d.Missing) > 0 {
				t.Errorf("%d notes, %d of them called, in %d series, %d calls without a note; want %d notes, all called, in %d series",
					len(d.Notes), called, last, len(d.Missing), tt.notes, tt.series)
			}
			if strings.Contains(d.Text, "\x02") {
				t.Error("a hyphen of the library is left in the text")
			}
		})
	}
}
