package verify_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"loccit/verify"
)

var update = flag.Bool("update", false, "write testdata/citations/references.txt anew")

// TestCiteReferences cites the notes of testdata/citations/references.txt, each
// as a document of its own; that file says what an editor reads in them.
func TestCiteReferences(t *testing.T) {
	const file = "testdata/citations/references.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(strings.TrimSpace(string(data)), "\n\n")
	if len(blocks) < 30 {
		t.Fatalf("%s has %d notes", file, len(blocks)-1)
	}
	written := blocks[:1:1]
	for _, block := range blocks[1:] {
		note, want, _ := strings.Cut(block, "\n")
		d := toldDocument([]told{{note: note}})
		d.Citations = verify.Cite(d)
		got := describe(d, 0)
		for _, c := range d.Citations {
			if c.About != "" {
				got += "\nB " + c.About
			}
			if c.Guessed {
				got += "\nG " + c.Title
			}
		}
		written = append(written, note+"\n"+got)
		if got != strings.TrimSpace(want) && !*update {
			t.Errorf("%s\n-- got --\n%s\n-- want --\n%s", note, got, want)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(written, "\n\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
