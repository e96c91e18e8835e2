package format

import (
	"fmt"
	"strings"
	"testing"

	"loccit/verify"
)

func TestText(t *testing.T) { goldens(t, "text", ".txt", only) }

func FuzzText(f *testing.F) {
	f.Add([]byte("A.1 B.2\n\f1 See C.\n2 Ibid.\n\f3\n"))
	f.Add([]byte("a.i b.ii c.iii\n\ni\nx\nii\ny\niii\nz"))
	f.Add([]byte("[1]&\n\n[2]\n[2]\n[2]\n[3]Vid.\n[3]\n[3]id."))
	f.Add([]byte("\xff\xfea\x00.\x001\x00"))
	fuzzMarkup(f, "text", textReader{})
}

// Hostile texts end soon and cost a small multiple of their size.
func TestHostileText(t *testing.T) {
	n := 60_000
	for _, s := range []string{"1 A\n", "1\n", "1\n\n", "[1]\n", "[1] [1]\n[1] A\n", "a1 ", "a.1 ", "a.1\n1 A\n", "1 A.1\n2 B.2\n", "\f", "1\n\f", "a  b\n", "a.1\n\f1 A\n",
		"i\n", "a.i\ni A\n", "i A\nii A\niii A\n", "*", "* ", "a*\n* A\n", "†", "[Footnote 1: ", "[Footnote 1: a]\n", "[1] [Footnote 1: x\n", "[", "(1", "¹", "a¹\n¹ A\n",
		"9999 A\n", "a.1 b.2 c.3 d.4 e.5 ", "1. A\n3. A\n2. A\n", "\u00a0", "1\t", "[1,2,3,4-9]", "[1-", "a.1\n\n1 A\n\n"} {
		t.Run(s, func(t *testing.T) {
			boundedBy(t, textReader{}, strings.Repeat(s, n), 700)
			boundedBy(t, textReader{}, numberedArticle(1, 30)+strings.Repeat(s, n)+numberedArticle(1, 30), 700)
		})
	}
	var rising, wide strings.Builder
	for i := range 9000 {
		fmt.Fprintf(&rising, "word.%d %d A\n", i, 9000-i)
		fmt.Fprintf(&wide, "a%sb\n\f", strings.Repeat(" ", i%200))
	}
	var cut strings.Builder // each page cuts its note off
	for i := range 9000 {
		fmt.Fprintf(&cut, "The body goes on,%d and on\n\nthe rest of a note, p. 7.\n%d A note that is cut off by the\n\f", i+1, i+1)
	}
	boundedBy(t, textReader{}, cut.String(), 700)
	boundedBy(t, textReader{}, rising.String(), 700)
	boundedBy(t, textReader{}, wide.String(), 700)
}

func readText(data []byte) (*verify.Document, error) {
	return textReader{}.Read(verify.Input{Path: "-", Data: data})
}

// numberedArticle is an article of n paragraphs with a call each, and the
// notes after it, numbered from first.
func numberedArticle(first, n int) string {
	var body, notes strings.Builder
	for i := range n {
		fmt.Fprintf(&body, "The keeper of the lighthouse wrote a letter in the year %d, and nobody read it.%d The next winter he wrote again.\n\n", 1850+i, first+i)
		fmt.Fprintf(&notes, "%d Ada Moor, “Letters from the Rock, Part %d,” Harbour Gazette, May 3, 2019, https://harbour.example/letters/%d.\n\n", first+i, i, i)
	}
	return body.String() + notes.String() + "The editor lives on the coast, and has a boat.\n\n"
}
