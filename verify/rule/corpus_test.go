package rule_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/format"
	"loccit/verify/repair"
	"loccit/verify/rule"
)

// shared is the folder of documents that are too large or not ours to keep.
func shared(t *testing.T) string {
	dir := os.Getenv("LOCCIT_SHARED")
	if dir == "" {
		t.Skip("LOCCIT_SHARED names no folder with the shared corpus")
	}
	return dir
}

// judged reads one document and judges it offline.
func judged(t *testing.T, path string) (*verify.Document, []verify.Finding, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := verify.Read(verify.Input{Path: path, Data: data}, format.Readers())
	if err != nil {
		return nil, nil, err
	}
	d.Citations = verify.Cite(d)
	docs := []*verify.Document{d}
	sources := verify.Sources(docs)
	for i, damage := range repair.Examine(docs, sources).Damages() {
		sources[i].Damage = damage
	}
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	_, findings := verify.Judge(docs, sources, make([]verify.Evidence, len(sources)), verify.Comparison{}, rule.Catalogue(), now)
	return d, findings, nil
}

// TestSeedArticle holds what an editor finds in the seed article by hand.
func TestSeedArticle(t *testing.T) {
	d, findings, err := judged(t, filepath.Join(shared(t), "seed", "china-posts.txt"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"url-damaged":      "690 695 697 698 700 701 702 705 711 712 713 714 718",
		"ibid-ambiguous":   "696",
		"source-conflict":  "698 711",
		"source-repeated":  "708",
		"quote-unbalanced": "708",
		"note-missing":     "",
		"note-uncalled":    "",
		"note-duplicate":   "",
		"note-order":       "",
		"ibid-dangling":    "",
		"url-date":         "",
		"url-malformed":    "",
		"url-title":        "702",
		"supra-mismatch":   "",
		"date-impossible":  "",
		"url-text":         "",
		"url-shortened":    "",
		"url-machine":      "",
		"isbn-invalid":     "",
	}
	got := map[string][]string{}
	for _, f := range findings {
		label := "document"
		if n, ok := f.Where.Note(); ok {
			label = d.Notes[n].Label
		}
		got[f.Rule] = append(got[f.Rule], label)
		if testing.Verbose() {
			t.Log(label, f.Rule, f.Message, f.Evidence, f.Suggestion)
		}
	}
	for id, notes := range want {
		if labels := strings.Join(got[id], " "); labels != notes {
			t.Errorf("%s: notes %s, want %s", id, labels, notes)
		}
	}
}

// TestCorpus counts what each rule says of the corpus, for a person to look
// at: with -v every finding is printed.
func TestCorpus(t *testing.T) {
	root := filepath.Join(shared(t), "corpus")
	counts := map[string]int{}
	documents, notes := 0, 0
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.Contains(path, "conformance") || strings.Contains(path, "truth") ||
			strings.HasSuffix(path, ".pdf") { // seconds each, and most are there in another format, too
			return err
		}
		d, findings, err := judged(t, path)
		if err != nil {
			return nil // a format that has no reader yet
		}
		documents++
		notes += len(d.Notes)
		for _, f := range findings {
			counts[f.Rule]++
			if testing.Verbose() {
				label := "-"
				if n, ok := f.Where.Note(); ok {
					label = d.Notes[n].Label
				}
				fmt.Printf("%s\t%s\t%s\t%s\t%q\n", f.Rule, filepath.Base(path), label, f.Message, f.Evidence)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if documents == 0 {
		t.Fatal("no document in the corpus")
	}
	t.Logf("%d documents, %d notes", documents, notes)
	for _, r := range rule.Catalogue() {
		t.Logf("%-18s %-8s %4d", r.ID, r.Severity, counts[r.ID])
	}
}

// TestOneNumberTwice: a note that stands twice under one number, as where a wiki
// defines it twice, cites no source a second time.
func TestOneNumberTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wall.wiki")
	const text = `It held.<ref name="kerr">Ada Kerr, ''The Keepers of the Wall'' (Valley Press, 1961), 4.</ref>
It leaked.<ref name="kerr">Ada Kerr, ''The Keepers of the Wall'' (Valley Press, 1961), 4.</ref>
It fell.<ref>Ada Kerr, ''The Keepers of the Wall'' (Valley Press, 1961), 9.</ref>
`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, findings, err := judged(t, path)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, f := range findings {
		said = append(said, f.Message)
	}
	if want := []string{"Note 2 cites in full what note 1 cites in full already."}; !slices.Equal(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
}
