package format

import (
	"regexp"
	"testing"
)

// Real manuscripts. The counts are those of their definitions and undefined
// calls by a plain search; the words are pandoc's, in the order of its calls.
func TestMarkdownCorpus(t *testing.T) {
	tags := regexp.MustCompile(`</?[a-z][^>]*>`) // pandoc leaves them in the words
	tests := []struct {
		file                                       string
		notes, series, missing, uncalled, repeated int
		truth                                      string
		alike                                      int
	}{
		{"agile-government-bluebook.md", 156, 1, 2, 0, 0, "agile-government-bluebook.md", 156},
		{"wikijuris-content.md", 15, 1, 5, 1, 0, "wikijuris-content.md", 14},
		{"wikijuris-copyrightdefences-aglc.md", 51, 1, 0, 1, 2, "wikijuris-copyrightdefences-aglc.md", 46},
		{"inc-grayzones-book.md", 177, 7, 0, 1, 0, "", 0},
		{"inc-india-shah.md", 115, 1, 0, 0, 0, "inc-india-shah.md", 115},
		{"inc-manyfaces-ch9.md", 74, 1, 0, 0, 0, "inc-manyfaces-ch9.md", 74},
		{"inc-memes-baishya.md", 44, 1, 0, 0, 0, "inc-memes-baishya.md", 44},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			d := readFile(t, shared(t, "md", tt.file))
			calls, uncalled, repeated, series := 0, 0, 0, 0
			seen := map[mdKey]bool{}
			words := map[string]bool{}
			for _, n := range d.Notes {
				calls += len(n.Calls)
				if len(n.Calls) == 0 {
					uncalled++
					t.Logf("uncalled: %d %s %v", n.Series, n.Label, d.Place(n.Span.Start))
				}
				if seen[mdKey{n.Series, n.Label}] {
					repeated++
				}
				seen[mdKey{n.Series, n.Label}] = true
				series = max(series, n.Series)
				words[letters(n.Span.Of(d.Text))] = true
			}
			t.Logf("%d notes, %d calls, %d series, %d missing, %d uncalled, %d repeated, %d links", len(d.Notes), calls, series, len(d.Missing), uncalled, repeated, len(d.Links))
			for _, c := range d.Missing {
				t.Logf("missing: %s %v", c.Label, d.Place(c.Span.Start))
			}
			if len(d.Notes) != tt.notes || series != tt.series || len(d.Missing) != tt.missing || uncalled != tt.uncalled || repeated != tt.repeated {
				t.Errorf("%d notes in %d series, %d missing, %d uncalled, %d repeated; want %d in %d, %d, %d, %d",
					len(d.Notes), series, len(d.Missing), uncalled, repeated, tt.notes, tt.series, tt.missing, tt.uncalled, tt.repeated)
			}
			if tt.truth == "" {
				return
			}
			same := 0
			for _, n := range readTruth(t, tt.truth+".notes.json").Notes {
				if words[letters(tags.ReplaceAllString(n.Text, ""))] {
					same++
				} else {
					t.Logf("not read: %q", n.Text)
				}
			}
			if same < tt.alike {
				t.Errorf("%d notes have the words of the truth, want %d", same, tt.alike)
			}
		})
	}
}
