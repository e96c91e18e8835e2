package format

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"loccit/verify"
)

// shared is the folder with real documents, which do not belong to the
// project. Tests that need them skip where it is not at hand.
func shared(t testing.TB, parts ...string) string {
	t.Helper()
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		t.Skip("LOCCIT_SHARED is not set: no real documents to read")
	}
	return filepath.Join(append([]string{root, "corpus"}, parts...)...)
}

// readFile reads a document by whichever Reader fits it.
func readFile(t testing.TB, name string) *verify.Document {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(name) == ".pdf" {
		return readPDF(t, name) // with the library compiled once for all tests
	}
	d, err := verify.Read(verify.Input{Path: name, Data: data}, Readers())
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, d)
	return d
}

// checkSpans fails unless all spans of d lie inside its text, on the borders
// of characters, and in order.
func checkSpans(t testing.TB, d *verify.Document) {
	t.Helper()
	if !utf8.ValidString(d.Text) {
		t.Error("the text is not UTF-8")
	}
	check := func(what string, s verify.Span) {
		if s.Start < 0 || s.End < s.Start || s.End > len(d.Text) {
			t.Fatalf("%s: span %v of a text of %d bytes", what, s, len(d.Text))
		}
		if !border(d.Text, s.Start) || !border(d.Text, s.End) {
			t.Fatalf("%s: span %v cuts a character", what, s)
		}
	}
	for i, n := range d.Notes {
		check(fmt.Sprintf("note %d", i), n.Span)
		if n.Series < 1 {
			t.Errorf("note %d is in series %d", i, n.Series)
		}
		for _, c := range n.Calls {
			check(fmt.Sprintf("call of note %d", i), c)
		}
	}
	for _, c := range d.Missing {
		check("missing", c.Span)
	}
	for i, l := range d.Links {
		check("link", l.Span)
		if i > 0 && d.Links[i-1].Span.Start > l.Span.Start {
			t.Errorf("links are not sorted at %v", l.Span)
		}
	}
	for i, s := range d.Italics {
		check("italics", s)
		if i > 0 && d.Italics[i-1].Start > s.Start {
			t.Errorf("italics are not sorted at %v", s)
		}
	}
	if !sort.SliceIsSorted(d.Places, func(i, j int) bool { return d.Places[i].Offset < d.Places[j].Offset }) {
		t.Error("places are not sorted")
	}
}

func border(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

// truth is what pandoc reads in a document: a peer, not an oracle.
type truth struct {
	Source string
	Count  int
	Notes  []struct {
		Text    string
		Targets []string `json:"link_targets"`
	}
}

func readTruth(t testing.TB, name string) truth {
	t.Helper()
	data, err := os.ReadFile(shared(t, "truth", name))
	if err != nil {
		t.Fatal(err)
	}
	var tr truth
	if err := json.Unmarshal(data, &tr); err != nil {
		t.Fatal(err)
	}
	return tr
}

// noteWords are the words of a note with what programs print differently made
// the same: white space, hyphens that do not break, soft hyphens.
func noteWords(s string) string {
	s = strings.NewReplacer("\u00ad", "", "\u2011", "-", "\u00a0", " ", "\ufeff", "", "\u200b", "").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// targetsIn are the targets of the links within s, each once and sorted.
func targetsIn(d *verify.Document, s verify.Span) []string {
	seen := map[string]bool{}
	for _, l := range d.Links {
		if s.Holds(l.Span) {
			seen[l.Target] = true
		}
	}
	var found []string
	for t := range seen {
		found = append(found, t)
	}
	sort.Strings(found)
	return found
}
