package verify_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"loccit/verify"
)

// TestCiteStyles cites the notes of testdata/citations/styles.txt as one
// document; that file says what an editor reads in them.
func TestCiteStyles(t *testing.T) {
	data, err := os.ReadFile("testdata/citations/styles.txt")
	if err != nil {
		t.Fatal(err)
	}
	compareTold(t, strings.Split(strings.TrimSpace(string(data)), "\n\n")[1:])
}

// TestCiteTraditions cites each part of testdata/citations/traditions.txt as one
// document: the notes of one country, trade or manual.
func TestCiteTraditions(t *testing.T) {
	data, err := os.ReadFile("testdata/citations/traditions.txt")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(strings.TrimSpace(string(data)), "\n## ")[1:]
	if len(parts) < 10 {
		t.Fatalf("%d traditions in the fixture", len(parts))
	}
	for _, part := range parts {
		blocks := strings.Split(strings.TrimSpace(part), "\n\n")
		t.Run(blocks[0], func(t *testing.T) { compareTold(t, blocks[1:]) })
	}
}

// compareTold cites the notes that blocks begin with as one document, and compares
// with the lines below them.
func compareTold(t *testing.T, blocks []string) {
	t.Helper()
	var notes []told
	for _, block := range blocks {
		note, _, _ := strings.Cut(block, "\n")
		notes = append(notes, told{note: note})
	}
	d := toldDocument(notes)
	d.Citations = verify.Cite(d)
	for n, block := range blocks {
		note, want, _ := strings.Cut(block, "\n")
		if got := describe(d, n); got != strings.TrimSpace(want) {
			t.Errorf("note %d: %s\n-- got --\n%s\n-- want --\n%s", n+1, note, got, want)
		}
	}
}

// describe writes the citations of note n as styles.txt does.
func describe(d *verify.Document, n int) string {
	var b strings.Builder
	line := func(letter, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s %s\n", letter, value)
		}
	}
	for _, i := range d.CitationsOf(n) {
		c := &d.Citations[i]
		fmt.Fprintln(&b, c.Form)
		line("A", strings.Join(c.Authors, " | "))
		line("T", c.Title)
		line("C", c.Container)
		line("D", c.Date.String())
		line("S", c.Accessed.String())
		line("L", c.Locator)
		line("U", c.URL)
		line("R", c.ArchiveURL)
		line("N", c.RefersTo)
		var back []string
		for _, a := range c.Antecedents {
			back = append(back, place(d, a))
		}
		line(">", strings.Join(back, " "))
	}
	return strings.TrimSpace(b.String())
}

// place is the note of citation i, and its number there if it is not alone.
func place(d *verify.Document, i int) string {
	n := d.Citations[i].Note
	all := d.CitationsOf(n)
	if len(all) == 1 {
		return d.Notes[n].Label
	}
	return fmt.Sprintf("%s.%d", d.Notes[n].Label, i-all[0]+1)
}
