package format

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"loccit/verify"
)

// Real documents with the number of notes that another method than this
// package counted in them, and where it is at hand their words.
func TestMarkupCorpus(t *testing.T) {
	shared := os.Getenv("LOCCIT_SHARED")
	if shared == "" {
		t.Skip("LOCCIT_SHARED is not set: no real documents to read")
	}
	tests := []struct {
		file  string
		notes int
		truth string // the notes' words as pandoc reads them
		alike int    // how many of those must be the same
	}{
		{"html/freeculture-docbook.html", 222, "freeculture.docbook.xml", 222},
		{"html/inc-grayzones-book.html", 177, "", 0},
		{"html/inc-internet-revolution.html", 138, "inc-internet-revolution.docx", 138},
		{"html/mueller-appendix.html", 15, "", 0},
		{"html/se-keynes-economic-consequences-endnotes.xhtml", 171, "", 0},
		{"html/wikipedia-mozilla-rendered.html", 72, "", 0},
		{"derived/inc-grayzones-abram.html", 48, "inc-grayzones-abram.docx", 48},
		{"derived/inc-internet-revolution.html", 138, "inc-internet-revolution.docx", 138},
		{"derived/inc-manyfaces-ch9-endnotes.html", 74, "inc-manyfaces-ch9-endnotes.docx", 74},
		{"xml/freeculture.docbook.xml", 222, "freeculture.docbook.xml", 222},
		{"tex/copyleft-guide-compliance.tex", 15, "copyleft-guide-compliance.tex", 12}, // three name sections by numbers that LaTeX would compute
		{"tex/copyleft-guide-gpl-lgpl.tex", 51, "", 0},
		{"wiki/wikijuris-copyrightdefences.dokuwiki", 66, "", 0}, // by DokuWiki's own rules; pandoc loses 32 that end in " )"
		{"wiki/enwiki-anarchism-xmlescaped.txt", 305, "", 0},
		{"wiki/enwiki-firefox.wiki", 122, "", 0},
		{"wiki/enwiki-mark-behr.wiki", 29, "enwiki-mark-behr.wiki", 29},
		{"wiki/enwiki-timeline-github.wiki", 152, "", 0},
		{"tex/mueller-hacking-dumping.tex", 179, "mueller-hacking-dumping.tex", 178}, // one has a letter after a macro
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(shared, "corpus", tt.file))
			if err != nil {
				t.Fatal(err)
			}
			d, err := verify.Read(verify.Input{Path: tt.file, Data: data}, Readers())
			if err != nil {
				t.Fatal(err)
			}
			calls := 0
			for _, n := range d.Notes {
				calls += len(n.Calls)
			}
			t.Logf("%d notes of %d, %d calls, %d missing, %d links", len(d.Notes), tt.notes, calls, len(d.Missing), len(d.Links))
			if len(d.Notes) != tt.notes {
				t.Errorf("%d notes, want %d", len(d.Notes), tt.notes)
			}
			if os.Getenv("LOCCIT_SHOW") != "" {
				show(t, d)
			}
			if tt.truth == "" {
				return
			}
			want := truthNotes(t, filepath.Join(shared, "corpus/truth", tt.truth+".notes.json"))
			same := 0
			for i := range min(len(want), len(d.Notes)) {
				got := d.Notes[i].Span.Of(d.Text)
				if letters(got) == letters(want[i]) || strings.HasPrefix(tt.file, "tex/") && holdsWords(want[i], got) {
					same++
				} else if same > i-5 {
					t.Logf("note %s:\n got %q\nwant %q", d.Notes[i].Label, got, want[i])
				}
			}
			if same < tt.alike {
				t.Errorf("%d notes have the words of the truth, want %d", same, tt.alike)
			}
		})
	}
}

func show(t *testing.T, d *verify.Document) {
	for _, n := range d.Notes {
		t.Logf("%d/%s %v calls %d: %.150q … %.40q", n.Series, n.Label, d.Place(n.Span.Start), len(n.Calls), n.Span.Of(d.Text), d.Text[max(n.Span.End-40, n.Span.Start):n.Span.End])
	}
	for _, m := range d.Missing {
		t.Logf("missing %s %v", m.Label, d.Place(m.Span.Start))
	}
}

func truthNotes(t *testing.T, file string) []string {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var truth struct{ Notes []struct{ Text string } }
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, n := range truth.Notes {
		texts = append(texts, n.Text)
	}
	return texts
}

// holdsWords tells whether the words of a stand in b in their order: pandoc drops
// the arguments of macros that it does not know, and this package keeps them.
func holdsWords(a, b string) bool {
	words := strings.FieldsFunc(b, notLetter)
	for _, w := range strings.FieldsFunc(a, notLetter) {
		at := slices.Index(words, w)
		if at < 0 {
			return false
		}
		words = words[at+1:]
	}
	return true
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// letters is text as far as readers of one document must agree on it.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
