package format

import (
	"path"
	"strings"
	"testing"

	"loccit/verify"
)

// parallelFiles are one text in two files.
type parallelFiles struct {
	a, b  string
	notes int  // that both have
	apart bool // the notes of b are some of those of a, in one row
}

func allParallel() []parallelFiles {
	const abram, revolution, faces = "docx/inc-grayzones-abram.docx", "docx/inc-internet-revolution.docx", "docx/inc-manyfaces-ch9-endnotes.docx"
	return []parallelFiles{
		{abram, "derived/inc-grayzones-abram.odt", 48, false},
		{abram, "derived/inc-grayzones-abram.rtf", 48, false},
		{abram, "derived/inc-grayzones-abram.html", 48, false},
		{abram, "derived/inc-grayzones-abram.pdf", 48, false},
		{abram, "derived/inc-grayzones-abram.raw.txt", 48, false},
		{"md/inc-grayzones-book.md", abram, 48, true},
		{"epub/inc-grayzones.epub", "html/inc-grayzones-book.html", 177, false}, // both made of the book in Markdown, with the wrong one of two definitions

		{revolution, "derived/inc-internet-revolution.odt", 138, false},
		{revolution, "derived/inc-internet-revolution.rtf", 138, false},
		{revolution, "derived/inc-internet-revolution.html", 138, false},
		{revolution, "derived/inc-internet-revolution.pdf", 138, false},
		{revolution, "derived/inc-internet-revolution.layout.txt", 138, false},
		{revolution, "html/inc-internet-revolution.html", 138, false},
		{faces, "derived/inc-manyfaces-ch9-endnotes.odt", 74, false},
		{faces, "derived/inc-manyfaces-ch9-endnotes.rtf", 74, false},
		{faces, "derived/inc-manyfaces-ch9-endnotes.html", 74, false},
		{faces, "derived/inc-manyfaces-ch9-endnotes.pdf", 74, false},
		{faces, "derived/inc-manyfaces-ch9-endnotes.raw.txt", 74, false},
		{faces, "md/inc-manyfaces-ch9.md", 74, false},
		{"xml/freeculture.docbook.xml", "html/freeculture-docbook.html", 222, false},
		{"epub/se-keynes-economic-consequences.epub", "html/se-keynes-economic-consequences-endnotes.xhtml", 171, false},
	}
}

// TestParallel compares texts that there are in several formats: as many notes,
// with the same words in the same order, each called as often; and with the same
// labels in the formats that keep them.
func TestParallel(t *testing.T) {
	for _, p := range allParallel() {
		t.Run(p.b+" of "+p.a, func(t *testing.T) {
			if testing.Short() && strings.HasSuffix(p.b, ".pdf") {
				t.Skip("PDF takes its time, and -short is set")
			}
			p.compare(t)
		})
	}
}

func (p parallelFiles) compare(t *testing.T) {
	a, b := readFile(t, shared(t, p.a)), readFile(t, shared(t, p.b))
	from := 0
	if p.apart {
		from = startOf(a, b)
	}
	if len(b.Notes) != p.notes || !p.apart && len(a.Notes) != p.notes || from+p.notes > len(a.Notes) {
		t.Fatalf("%d and %d notes, want %d", len(a.Notes), len(b.Notes), p.notes)
	}
	same := 0
	for i := range b.Notes {
		m, n := &a.Notes[from+i], &b.Notes[i]
		if x, y := letters(m.Span.Of(a.Text)), letters(n.Span.Of(b.Text)); x != y {
			t.Errorf("note %s and note %s:\n%q\n%q", m.Label, n.Label, m.Span.Of(a.Text), n.Span.Of(b.Text))
			continue
		}
		same++
		if m.Label != n.Label && p.printsLabels() {
			t.Errorf("label %s and label %s", m.Label, n.Label)
		}
		if len(m.Calls) != len(n.Calls) && path.Ext(p.b) != ".xhtml" { // the notes alone, without a body
			t.Errorf("note %s is called %d times, note %s %d times", m.Label, len(m.Calls), n.Label, len(n.Calls))
		}
	}
	t.Logf("%d of %d notes are the same", same, p.notes)
}

// printsLabels reports whether b has the labels as a prints them.
func (p parallelFiles) printsLabels() bool {
	switch path.Ext(p.b) {
	case ".odt", ".rtf", ".pdf", ".txt":
		return true
	}
	return false
}

// startOf is where in a the first note of b is.
func startOf(a, b *verify.Document) int {
	first := letters(b.Notes[0].Span.Of(b.Text))
	for i := range a.Notes {
		if letters(a.Notes[i].Span.Of(a.Text)) == first {
			return i
		}
	}
	return len(a.Notes)
}
