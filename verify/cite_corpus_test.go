package verify_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"loccit/verify"
)

// TestCiteFindsURLs cites the notes of many documents as another reader gives
// them, with their links' targets, and counts how many of the URLs that a
// pattern sees there some citation names. A URL that the pattern cuts at a
// typesetter's space counts when a citation's goes on from it.
func TestCiteFindsURLs(t *testing.T) {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		t.Skip("LOCCIT_SHARED is not set: the notes are absent")
	}
	files, _ := filepath.Glob(root + "/corpus/truth/*.notes.json")
	if len(files) == 0 {
		t.Fatal("no notes in truth")
	}
	found, all := 0, 0
	for _, file := range files {
		d, want := truthNotes(t, file)
		d.Citations = verify.Cite(d)
		f, a := 0, 0
		for n, urls := range want {
			for u := range urls {
				a++
				if citedIn(d, n, u) {
					f++
				} else {
					t.Logf("%s note %s: %s", filepath.Base(file), d.Notes[n].Label, u)
				}
			}
		}
		if a > 0 {
			fmt.Printf("%-52s URLs %3d of %3d\n", strings.TrimSuffix(filepath.Base(file), ".notes.json"), f, a)
		}
		found, all = found+f, all+a
	}
	fmt.Printf("URLs %d of %d: %.2f %%\n", found, all, 100*float64(found)/float64(all))
	if 1000*found < 995*all {
		t.Errorf("%d of %d URLs, want 99.5 %%", found, all)
	}
}

// truthNotes is a document of the notes in file, and the URLs of each note.
func truthNotes(t *testing.T, file string) (*verify.Document, []map[string]bool) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var truth struct {
		Notes []struct {
			N       int
			Text    string
			Targets []string `json:"link_targets"`
		}
	}
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	pattern := regexp.MustCompile(`https?://[^\s<>"“”\]]+`)
	d := &verify.Document{}
	var text strings.Builder
	var want []map[string]bool
	for _, n := range truth.Notes {
		from := text.Len()
		text.WriteString(n.Text)
		urls := map[string]bool{}
		for _, u := range pattern.FindAllString(n.Text, -1) {
			urls[strings.TrimRight(u, ".,;:)'’”*_")] = true
		}
		at := 0
		for _, target := range n.Targets {
			if !strings.HasPrefix(target, "http") {
				continue
			}
			urls[target] = true
			link := verify.Link{Span: verify.Span{Start: text.Len(), End: text.Len()}, Target: target}
			if k := strings.Index(n.Text[at:], target); k >= 0 {
				link.Span = verify.Span{Start: from + at + k, End: from + at + k + len(target)}
				at += k + len(target)
			}
			d.Links = append(d.Links, link)
		}
		want = append(want, urls)
		d.Notes = append(d.Notes, verify.Note{Label: fmt.Sprint(n.N), Series: 1, Span: verify.Span{Start: from, End: text.Len()}})
		text.WriteString("\n\n")
	}
	d.Text = text.String()
	return d, want
}

func citedIn(d *verify.Document, note int, u string) bool {
	plain := strings.ReplaceAll(u, "&amp;", "&")
	for _, i := range d.CitationsOf(note) {
		c := &d.Citations[i]
		for _, have := range [...]string{c.URL, c.URLPrinted, c.ArchiveURL} {
			if have == u || have == plain || have != "" && strings.HasPrefix(have, u) {
				return true
			}
		}
	}
	return false
}
