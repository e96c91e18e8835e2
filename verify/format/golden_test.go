package format

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

var update = flag.Bool("update", false, "write the golden sections of the fixtures anew")

// goldens runs one subtest for each fixture of testdata/dir: a txtar archive
// with the files of a document and, last, a section “want” with its outline.
// pack makes the document out of the other sections.
func goldens(t *testing.T, dir, ending string, pack func(t testing.TB, files []txtar.File) []byte) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures in testdata/%s: %v", dir, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			fixture, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			last := max(len(fixture.Files)-1, 0)
			golden(t, name, fixture, outlineOf(t, verify.Input{Path: "x" + ending, Data: pack(t, fixture.Files[:last])}))
		})
	}
}

// golden compares what was got with the section “want” of a fixture.
func golden(t *testing.T, name string, fixture *txtar.Archive, got string) {
	t.Helper()
	last := len(fixture.Files) - 1
	if last < 1 || fixture.Files[last].Name != "want" {
		t.Fatal("the last section is not “want”")
	}
	if *update {
		fixture.Files[last].Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(fixture), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := string(fixture.Files[last].Data); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// outlineOf reads a document twice and writes down what was found, or the
// error.
func outlineOf(t testing.TB, in verify.Input) string {
	t.Helper()
	d, err := verify.Read(in, Readers())
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	checkSpans(t, d)
	got := outline(d)
	if again, err := verify.Read(in, Readers()); err != nil || outline(again) != got {
		t.Errorf("read a second time it is another document: %v", err)
	}
	return got
}

// outline writes down what a Reader found, for golden files: each note with
// its calls in their context, then what is missing, linked and in italics.
func outline(d *verify.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q\n", d.Format, d.Title)
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note [%s] series %d%s: %q\n", n.Label, n.Series, page(d, n.Span), n.Span.Of(d.Text))
		for _, c := range n.Calls {
			fmt.Fprintf(&b, "  called%s: %q\n", page(d, c), around(d.Text, c))
		}
	}
	for _, c := range d.Missing {
		fmt.Fprintf(&b, "missing [%s]: %q\n", c.Label, around(d.Text, c.Span))
	}
	for _, l := range d.Links {
		fmt.Fprintf(&b, "link %q to %s\n", l.Span.Of(d.Text), l.Target)
	}
	for _, s := range d.Italics {
		fmt.Fprintf(&b, "italics %q\n", s.Of(d.Text))
	}
	return b.String()
}

func page(d *verify.Document, s verify.Span) string {
	switch p := d.Place(s.Start); {
	case p.Page > 0:
		return fmt.Sprintf(" on page %d", p.Page)
	case p.Line > 0:
		return fmt.Sprintf(" at %d:%d", p.Line, p.Column)
	}
	return ""
}

// around is a span in its context, in brackets.
func around(text string, s verify.Span) string {
	from, to := max(0, s.Start-20), min(len(text), s.End+10)
	for !border(text, from) {
		from++
	}
	for !border(text, to) {
		to--
	}
	return text[from:s.Start] + "⟦" + s.Of(text) + "⟧" + text[s.End:to]
}
