package report

import (
	"strings"
	"testing"

	"loccit/verify"
)

func TestTextSaysWhatWasNotLookedAt(t *testing.T) {
	offline := verify.Run{Command: "audit", Offline: true}
	for name, c := range map[string]struct {
		report *verify.Report
		want   []string
	}{
		"nothing at all": {&verify.Report{}, []string{"0 documents, 0 notes", "Findings  none"}},
		"no notes": {
			&verify.Report{Documents: []*verify.Document{{Path: "a.txt"}}},
			[]string{"a.txt: no notes found, so there was nothing to check."},
		},
		"in order": {
			&verify.Report{Documents: []*verify.Document{letters(t)}},
			[]string{"drafts/letters.md: 1 note, 1 citation, nothing to look at."},
		},
		"in order as far as it was checked": {
			&verify.Report{Run: offline, Documents: []*verify.Document{letters(t)}, Sources: unvisited(letters(t))},
			[]string{"nothing to look at; but 1 source was not checked.", "Sources   1 unchecked", "This run was offline"},
		},
		"the archive link of a note is a source of its own": {
			&verify.Report{Run: offline, Documents: []*verify.Document{archivedLetters(t)}, Sources: unvisited(archivedLetters(t))},
			[]string{"nothing to look at; but 2 sources were not checked.", "Sources   2 unchecked"},
		},
		"interrupted": {
			&verify.Report{Run: verify.Run{Why: "interrupted"}, Documents: []*verify.Document{letters(t)}, Sources: unvisited(letters(t))},
			[]string{"Not complete: it was interrupted. 1 of 1 source was not checked;"},
		},
		"no network": {
			&verify.Report{Run: verify.Run{Why: "no-network"}},
			[]string{"Not complete: there was no network."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := string(writeTo(t, "text", c.report, Options{}))
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("it does not say %q:\n%s", want, got)
				}
			}
		})
	}
}

// archivedLetters are letters whose note keeps a copy.
func archivedLetters(t *testing.T) *verify.Document {
	d := letters(t)
	d.Citations[0].ArchiveURL = "https://web.archive.org/web/20210101000000/" + d.Citations[0].URL
	return d
}

func unvisited(d *verify.Document) []verify.Standing {
	var list []verify.Standing
	for _, s := range verify.Sources([]*verify.Document{d}) {
		list = append(list, verify.Standing{Source: s, Evidence: &verify.Evidence{}})
	}
	return list
}

// The line of a document in order stays one line, that it may be found by grep.
func TestTextKeepsToItsWidth(t *testing.T) {
	for _, width := range []int{1, 60, 80, 120} {
		for line := range strings.Lines(string(writeTo(t, "text", sample(t), Options{Width: width}))) {
			line = strings.TrimRight(line, "\n")
			if n := columnsOf(line); n > max(width, 60) && !strings.Contains(line, "://") && !strings.HasPrefix(line, "drafts/") {
				t.Errorf("at width %d a line has %d columns: %s", width, n, line)
			}
		}
	}
}

func TestTextNeverBreaksAURL(t *testing.T) {
	got := string(writeTo(t, "text", sample(t), Options{Width: 60}))
	for _, whole := range []string{damagedURL, repairedURL, "https://web.archive.org/web/20160901120000/https://coast.example/essays/harbour-that-closed"} {
		if !strings.Contains(got, whole) {
			t.Errorf("%s does not stand in one piece", whole)
		}
	}
}

// Colours add escape sequences and change no word; without them there are none.
func TestTextColours(t *testing.T) {
	plain := string(writeTo(t, "text", sample(t), Options{}))
	colour := string(writeTo(t, "text", sample(t), Options{Colour: true}))
	if strings.Contains(plain, "\x1b") {
		t.Error("there are colours that nobody asked for")
	}
	if !strings.Contains(colour, "\x1b[1;31m") {
		t.Error("errors have no colour")
	}
	if got := unpainted(colour); got != plain {
		t.Errorf("colours change words:\n%s", got)
	}
}

func TestTextVerbose(t *testing.T) {
	brief := string(writeTo(t, "text", sample(t), Options{Width: 120}))
	verbose := string(writeTo(t, "text", sample(t), Options{Width: 120, Verbose: true}))
	for _, words := range []string{"waived: the https pages show other data, says H. Brandt, until 2027-06-30", "in the baseline\n", "3 other notes: nothing to look at."} {
		if !strings.Contains(verbose, words) || strings.Contains(brief, words) {
			t.Errorf("%q stands in the verbose report: %v, in the brief one: %v; want true, false", words, strings.Contains(verbose, words), strings.Contains(brief, words))
		}
	}
}

// What stands in the line of the URL is not said again below it; a URL of
// another note is.
func TestTextShowsAURLOnce(t *testing.T) {
	d := letters(t)
	c := verify.NewCase([]*verify.Document{d}, nil, sampleNow)
	url := d.Citations[0].URL
	finding := verify.Finding{
		Rule: "url-date", Where: c.AtCitation(0, 0), Message: "The dates differ.", Next: "Look it up.",
		Evidence: []string{"The URL: " + url, "As printed: " + url, "Note 1, URL: " + url},
	}
	got := string(writeTo(t, "text", &verify.Report{Documents: c.Documents, Findings: []verify.Finding{finding, finding}}, Options{Width: 120}))
	for words, want := range map[string]int{url: 5, "· The URL: " + url: 1, "· As printed: " + url: 1, "· Note 1, URL: " + url: 2} {
		if n := strings.Count(got, words); n != want { // the second finding has no line of its own for it
			t.Errorf("%q stands there %d times, want %d:\n%s", words, n, want, got)
		}
	}
	for _, format := range []string{"markdown", "html"} { // which show it with every finding, or above all of them
		got := string(writeTo(t, format, &verify.Report{Documents: c.Documents, Findings: []verify.Finding{finding}}, Options{}))
		if strings.Contains(got, "The URL: ") || strings.Contains(got, "As printed: ") || !strings.Contains(got, "Note 1, URL: ") {
			t.Errorf("%s says the URL again, or not that of another note:\n%s", format, got)
		}
	}
}

func TestReplacementMarksWhatDiffers(t *testing.T) {
	d := &verify.Document{Path: "a.txt", Text: "1 https://a.example/northsea", Notes: []verify.Note{{Label: "1", Span: verify.Span{Start: 2, End: 28}}}}
	d.Citations = []verify.Citation{{Span: d.Notes[0].Span, URL: "https://a.example/northsea"}}
	c := verify.NewCase([]*verify.Document{d}, nil, sampleNow)
	got := string(writeTo(t, "text", &verify.Report{Documents: c.Documents, Findings: []verify.Finding{{
		Rule: "url-damaged", Where: c.AtCitation(0, 0), Message: "A hyphen is lost.",
		Suggestion: &verify.Suggestion{Kind: "replace-url", Text: "https://a.example/north-sea"},
	}}}, Options{}))
	const want = `
             - https://a.example/northsea
             + https://a.example/north-sea
                                      ^
`
	if !strings.Contains(got, want) {
		t.Errorf("want%sin:\n%s", want, got)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 10, ""},
		{"one two three", 7, "one two|three"},
		{"one  two\nthree", 13, "one two three"},
		{"see https://example.org/a/very/long/path here", 12, "see|https://example.org/a/very/long/path|here"},
		{"潮汐与工资潮汐与工资", 8, "潮汐与工|资潮汐与|工资"},
		{"unbreakablewordofgreatlength", 10, "unbreakablewordofgreatlength"},
	} {
		if got := strings.Join(wrap(c.text, c.width), "|"); got != c.want {
			t.Errorf("%q at %d: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for words, want := range map[string]string{
		"two  words":         "two words",
		" a\n\tb ":           "a b",
		"\x1b[31mred":        "\uFFFD[31mred",
		"\u202Eabc":          "\uFFFDabc",
		"שלום\u200F!":        "שלום\u200F!",
		"no\u00A0break":      "no break",
		"soft\u00ADhyphen 1": "soft\u00ADhyphen 1",
	} {
		if got := plain(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}
