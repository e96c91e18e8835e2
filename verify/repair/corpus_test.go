package repair_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"loccit/verify"
	"loccit/verify/format"
	"loccit/verify/repair"
)

// corpus reads the shared documents that have a reader, each with its
// citations. The test is skipped where there are none.
func corpus(t *testing.T) []*verify.Document {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		t.Skip("LOCCIT_SHARED names no folder with the shared corpus")
	}
	var docs []*verify.Document
	err := filepath.WalkDir(filepath.Join(root, "corpus"), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.Contains(path, "conformance") || strings.Contains(path, "truth") ||
			strings.HasSuffix(path, ".pdf") { // seconds each, and most are there in another format, too
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		d, err := verify.Read(verify.Input{Path: path, Data: data}, format.Readers())
		if err != nil {
			return nil // a format that has no reader yet
		}
		d.Citations = verify.Cite(d)
		docs = append(docs, d)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) == 0 {
		t.Fatal("no document in the corpus")
	}
	return docs
}

var inBody = regexp.MustCompile(`https?://[^\s<>"“”\\\]\}|(]+`)

// bodies adds the URLs of the body as citations without words, so that they
// are examined, too.
func bodies(d *verify.Document) {
	if len(d.Notes) == 0 {
		d.Notes = []verify.Note{{Label: "1", Series: 1}}
	}
	cited := map[string]bool{}
	for i := range d.Citations {
		cited[verify.Key(d.Citations[i].Link())] = true
	}
	add := func(url string, span verify.Span) {
		url = strings.TrimRight(url, ".,;:)'*_’↩&")
		if !cited[verify.Key(url)] && strings.HasPrefix(url, "http") {
			cited[verify.Key(url)] = true
			d.Citations = append(d.Citations, verify.Citation{Note: len(d.Notes) - 1, URL: url, URLPrinted: url, URLSpan: span})
		}
	}
	for _, m := range inBody.FindAllStringIndex(d.Text, -1) {
		add(d.Text[m[0]:m[1]], verify.Span{})
	}
	for _, l := range d.Links {
		add(l.Target, verify.Span{})
	}
}

// TestFalseAlarms prints what is called damaged among all URLs of the corpus,
// for a person to look at.
func TestFalseAlarms(t *testing.T) {
	urls, alarms := 0, map[string]string{}
	for _, d := range corpus(t) {
		bodies(d)
		docs := []*verify.Document{d}
		sources := verify.Sources(docs)
		urls += len(sources)
		for i, damage := range repair.Examine(docs, sources).Damages() {
			if damage != nil {
				alarms[sources[i].URL] = damage.Why
			}
		}
	}
	t.Logf("%d URLs, %d called damaged", urls, len(alarms))
	for _, url := range slices.Sorted(func(yield func(string) bool) {
		for url := range alarms {
			if !yield(url) {
				return
			}
		}
	}) {
		t.Logf("%s\n\t%s", url, alarms[url])
	}
}

// TestRecall loses hyphens in real slugs, as a line end in a PDF does, and asks
// for the URL back. Most of these URLs stand in no note, so that nothing but
// their own words and the document's speak for the true one.
func TestRecall(t *testing.T) {
	random := rand.New(rand.NewPCG(1956, 4))
	var cases []loss
	seen := map[string]bool{}
	for _, d := range corpus(t) {
		bodies(d)
		damaged := already(d)
		for i := range d.Citations {
			if c, ok := lose(random, d, i); ok && !seen[c.want] && !damaged[c.want] {
				seen[c.want] = true
				cases = append(cases, c)
			}
		}
	}
	if len(cases) < 100 {
		t.Fatalf("only %d URLs with words in their paths", len(cases))
	}
	random.Shuffle(len(cases), func(i, j int) { cases[i], cases[j] = cases[j], cases[i] })
	cases = cases[:min(500, len(cases))]
	detected, found, ranks, titled, titledFound := 0, 0, 0, 0, 0
	for _, c := range cases {
		damage, candidates := c.ask()
		if damage {
			detected++
		}
		if c.title != "" {
			titled++
		}
		rank := slices.IndexFunc(candidates, func(k verify.Candidate) bool { return k.URL == c.want })
		if len(candidates) > 6 {
			t.Errorf("%d candidates for %s", len(candidates), c.url)
		}
		if rank < 0 {
			first := "-"
			if len(candidates) > 0 {
				first = candidates[0].URL
			}
			t.Logf("lost %s (%q)\n\t%s\n\t%s", c.want, c.title, c.url, first)
			continue
		}
		found++
		ranks += rank + 1
		if c.title != "" {
			titledFound++
		}
	}
	t.Logf("%d URLs: called damaged %.1f %%, true URL among the candidates %.1f %%, mean rank %.2f",
		len(cases), 100*float64(detected)/float64(len(cases)), 100*float64(found)/float64(len(cases)), float64(ranks)/float64(found))
	t.Logf("of %d whose note gives a title: %.1f %%", titled, 100*float64(titledFound)/float64(max(titled, 1)))
	if float64(found) < 0.9*float64(len(cases)) {
		t.Errorf("only %d of %d found again", found, len(cases))
	}
}

// already are the URLs of d that are damaged before the test: nobody knows what
// they were.
func already(d *verify.Document) map[string]bool {
	docs := []*verify.Document{d}
	sources := verify.Sources(docs)
	found := map[string]bool{}
	for i, damage := range repair.Examine(docs, sources).Damages() {
		if damage != nil {
			found[sources[i].URL] = true
		}
	}
	return found
}

// A loss is one URL that lost hyphens.
type loss struct {
	document         *verify.Document
	url, want, title string
}

var betweenWords = regexp.MustCompile(`[a-z0-9]-[a-z0-9]`)

// lose takes one to three hyphens out of the path that citation i of d names.
func lose(random *rand.Rand, d *verify.Document, i int) (loss, bool) {
	url := d.Citations[i].URL
	_, rest, _ := strings.Cut(url, "://")
	slash := strings.IndexByte(rest, '/')
	if slash < 0 || !strings.HasPrefix(url, "http") {
		return loss{}, false
	}
	from := len(url) - len(rest) + slash
	end := len(url)
	if q := strings.IndexAny(url[from:], "?#"); q >= 0 {
		end = from + q
	}
	var hyphens []int
	for at := from; at < end; {
		m := betweenWords.FindStringIndex(url[at:end])
		if m == nil {
			break
		}
		hyphens = append(hyphens, at+m[0]+1)
		at += m[0] + 1
	}
	hyphens = slices.DeleteFunc(hyphens, func(h int) bool { // dates and numbers are no words
		return '0' <= url[h-1] && url[h-1] <= '9' && '0' <= url[h+1] && url[h+1] <= '9'
	})
	if len(hyphens) < 2 || !wordy(url[from:end]) {
		return loss{}, false
	}
	random.Shuffle(len(hyphens), func(a, b int) { hyphens[a], hyphens[b] = hyphens[b], hyphens[a] })
	lost := hyphens[:1+random.IntN(min(3, len(hyphens)-1))]
	slices.Sort(lost)
	damaged := url
	for _, h := range slices.Backward(lost) {
		damaged = damaged[:h] + damaged[h+1:]
	}
	c := *d
	c.Citations = slices.Clone(d.Citations)
	for k := range c.Citations {
		if k != i && repair.Fold(c.Citations[k].URL) == repair.Fold(url) {
			c.Citations[k].URL, c.Citations[k].DOI = "", ""
		}
	}
	c.Citations[i].URL = damaged
	return loss{&c, damaged, url, d.Citations[i].Title}, true
}

// wordy reports whether a path has words: three runs of three letters or more.
func wordy(path string) bool {
	return len(regexp.MustCompile(`[a-z]{3,}`).FindAllString(path, 4)) > 2
}

// ask reports whether the URL was called damaged, and what was proposed.
func (c *loss) ask() (bool, []verify.Candidate) {
	docs := []*verify.Document{c.document}
	sources := verify.Sources(docs)
	i := slices.IndexFunc(sources, func(s verify.Source) bool { return s.URL == c.url })
	if i < 0 {
		return false, nil
	}
	if damage := repair.Examine(docs, sources).Damages()[i]; damage != nil {
		return true, damage.Candidates
	}
	return false, repair.Examine(docs, sources).Guess(i)
}
