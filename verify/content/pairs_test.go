package content

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

// A pairFile of testdata/pairs is one page with the citations that name it:
//
//	url       of the page
//	type      its Content-Type, where it is not HTML in UTF-8
//	state     live where it is not said; dead, blocked
//	cites     a paragraph each: title, authors (parted by semicolons), date, container, quote, and
//	          want, the answers by hand: title=differs author=matches|cannot-tell
//	page      as the server gives it
//	snapshot  the archived copy, if there is one
//
// The sites and the words are our own; the mark-up follows the habits of real
// sites.
type pairFile struct {
	name     string
	url      string
	typ      string
	state    string
	page     []byte
	snapshot []byte
	pairs    []pair
}

// A pair is a citation, with what a person says of it who looks at the page.
type pair struct {
	verify.Citation
	quote string
	want  map[verify.CheckKind][]verify.Outcome // several where more than one answer is fair
}

// pairFiles reads the files of a folder of testdata.
func pairFiles(t testing.TB, folder string) []pairFile {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files in testdata/%s: %v", folder, err)
	}
	var found []pairFile
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, readPairs(t, path, txtar.Parse(data)))
	}
	return found
}

func readPairs(t testing.TB, path string, a *txtar.Archive) pairFile {
	f := pairFile{name: strings.TrimSuffix(filepath.Base(path), ".txtar"), typ: "text/html; charset=utf-8", state: "live"}
	for _, part := range a.Files {
		switch part.Name {
		case "url":
			f.url = strings.TrimSpace(string(part.Data))
		case "type":
			f.typ = strings.TrimSpace(string(part.Data))
		case "state":
			f.state = strings.TrimSpace(string(part.Data))
		case "page":
			f.page = part.Data
		case "snapshot":
			f.snapshot = part.Data
		case "cites":
			for _, paragraph := range strings.Split(strings.TrimSpace(string(part.Data)), "\n\n") {
				f.pairs = append(f.pairs, readPair(t, f.url, paragraph))
			}
		default:
			t.Fatalf("%s: a section %q", path, part.Name)
		}
	}
	return f
}

func readPair(t testing.TB, url, paragraph string) pair {
	p := pair{want: map[verify.CheckKind][]verify.Outcome{}}
	p.URL, p.URLPrinted = url, url
	for _, line := range strings.Split(paragraph, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "title":
			p.Title = value
		case "authors":
			p.Authors = strings.Split(value, "; ")
		case "container":
			p.Container = value
		case "date":
			for i, part := range strings.Split(value, "-") {
				*[]*int{&p.Date.Year, &p.Date.Month, &p.Date.Day}[i], _ = strconv.Atoi(part)
			}
		case "quote":
			p.quote = value
		case "want":
			for _, want := range strings.Fields(value) {
				what, answers, _ := strings.Cut(want, "=")
				for _, name := range strings.Split(answers, "|") {
					p.want[verify.CheckKind(what)] = append(p.want[verify.CheckKind(what)], outcome(t, name))
				}
			}
		default:
			t.Fatalf("a citation has no %q", line)
		}
	}
	return p
}

// outcome reads a label; a quotation that stands there is found, or matches.
func outcome(t testing.TB, name string) verify.Outcome {
	if name == "found" {
		return verify.Matches
	}
	for o := verify.CannotTell; o <= verify.Missing; o++ {
		if o.String() == name {
			return o
		}
	}
	t.Fatalf("no outcome %q", name)
	return 0
}

// evidence is what a visit to the page and a look into the archive would have
// brought.
func (f *pairFile) evidence(key string) verify.Evidence {
	page, _ := Read(f.page, Hints{ContentType: f.typ, MediaType: strings.TrimSpace(strings.Split(f.typ, ";")[0])})
	v := &verify.Visit{URL: f.url, Final: f.url, Status: 200, Attempts: 1, Confirmed: true, Page: page}
	switch f.state {
	case "dead":
		v.Status = 404
	case "blocked":
		v.Status, v.Header.Rare = 403, &verify.RareHeader{Mitigated: "challenge"}
	}
	at := time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
	e := verify.Evidence{Visit: v, Checked: at}
	if f.snapshot != nil {
		old, _ := Read(f.snapshot, Hints{ContentType: f.typ, MediaType: "text/html"})
		e.Archive = verify.Hold([]verify.Observation{{Kind: verify.KindLookup, Key: key, By: "wayback", At: at, Lookup: &verify.Lookup{Snapshots: []verify.Snapshot{{
			URL: "https://web.archive.example/web/2019/" + f.url, Original: f.url, Captured: at.AddDate(-5, 0, 0), Status: 200, Type: "text/html", Page: old,
		}}}}})
	}
	return e
}

// citing is a document of one note, which cites the page of f.
func (f *pairFile) citing(p *pair) *verify.Document {
	body := "It says that “" + p.quote + "”.1\n\n1 "
	d := &verify.Document{Path: "a.txt", Format: "text", Text: body + "A note.\n", Notes: []verify.Note{{Label: "1", Series: 1, Span: verify.Span{Start: len(body), End: len(body) + 7}}}}
	cite := p.Citation
	if at := strings.Index(body, p.quote); p.quote != "" {
		cite.Quotes = []verify.Span{{Start: at, End: at + len(p.quote)}}
	}
	cite.Span = d.Notes[0].Span
	d.Citations = []verify.Citation{cite}
	return d
}

// judged are the checks of one citation against the page of f.
func (f *pairFile) judged(p *pair) map[verify.CheckKind]verify.Check {
	docs := []*verify.Document{f.citing(p)}
	sources := verify.Sources(docs)
	c, _ := verify.Judge(docs, sources, []verify.Evidence{f.evidence(sources[0].Key)}, Comparison(nil), nil, time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC))
	found := map[verify.CheckKind]verify.Check{}
	for _, check := range c.Checks(0, 0) {
		found[check.What] = check
	}
	return found
}

// A tally counts how a check came out against its labels.
type tally struct{ pairs, fired, rightly, due, caught, right int }

func (n *tally) precision() float64 { return ratio(n.rightly, n.fired) }
func (n *tally) recall() float64    { return ratio(n.caught, n.due) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// goals are what a rule must reach: precision where it warns, and recall.
var goals = map[verify.CheckKind]struct{ precision, recall float64 }{
	verify.CheckTitle:     {0.98, 0.9},
	verify.CheckAuthor:    {0.98, 0.9},
	verify.CheckPublished: {0.98, 0.9},
	verify.CheckQuote:     {0.98, 0.9},
}

// TestPairs measures the checks against labels made by hand, and prints a
// table. Those of the folder unseen were written after the code was done; those
// of third by somebody who had not read the code. At first sight, third had a
// precision of 1.00 for titles (recall 0.75), authors (0.33) and days (0.40), and
// of 0.77 for quotations (recall 1.00): of three false alarms one was a wrong
// label. Those of fourth are by another such hand, in twenty languages and as
// many kinds of site. At first sight they had a precision of 0.97 for titles
// (recall 0.78), 1.00 for authors (0.62) and days (0.73), and 0.97 for quotations
// (0.90). What was mended since then was mended with them in sight: how the checks
// do on pages that nobody here has looked at, TestLabelledPages tells. Those of
// fifth are by a third such hand, more than half of the pages not in English. At
// first sight they had a precision of 1.00 for titles (recall 0.90), 0.91 for
// authors (0.62), 0.96 for days (0.83) and 0.96 for quotations (0.94).
func TestPairs(t *testing.T) {
	for _, folder := range []string{"pairs", "unseen", "third", "fourth", "fifth"} {
		t.Run(folder, func(t *testing.T) {
			n, tallies := 0, map[verify.CheckKind]*tally{}
			for _, f := range pairFiles(t, folder) {
				for i := range f.pairs {
					n++
					f.measure(t, i, tallies)
				}
			}
			t.Logf("%d pairs\n%s", n, table(tallies))
			for what, goal := range goals {
				if got := tallies[what]; got.precision() < goal.precision || got.recall() < goal.recall {
					t.Errorf("%s: precision %.3f, recall %.3f; wanted %.2f and %.2f", what, got.precision(), got.recall(), goal.precision, goal.recall)
				}
			}
		})
	}
}

func (f *pairFile) measure(t *testing.T, i int, tallies map[verify.CheckKind]*tally) {
	p := &f.pairs[i]
	checks := f.judged(p)
	for what, want := range p.want {
		got := checks[what]
		if _, measured := goals[what]; !measured {
			continue
		}
		n := tallies[what]
		if n == nil {
			n = &tally{}
			tallies[what] = n
		}
		n.count(want, got.Answer)
		if !slices.Contains(want, got.Answer) {
			t.Logf("%s, %q: %s is %s, labelled %v (found %q: %s)", f.name, p.Title, what, got.Answer, want, got.Found, got.Why)
		}
	}
}

func (n *tally) count(want []verify.Outcome, got verify.Outcome) {
	alarming := func(o verify.Outcome) bool { return o == verify.Differs || o == verify.Missing || o == verify.Altered }
	n.pairs++
	right := slices.Contains(want, got)
	if right {
		n.right++
	}
	if alarming(got) {
		n.fired++
		if right {
			n.rightly++
		}
	}
	if !slices.ContainsFunc(want, func(o verify.Outcome) bool { return !alarming(o) }) {
		n.due++
		if alarming(got) {
			n.caught++
		}
	}
}

func table(tallies map[verify.CheckKind]*tally) string {
	var rows []string
	for what, n := range tallies {
		rows = append(rows, fmt.Sprintf("%-10s %5d %5d %5d %9.3f %7.3f %6.3f", what, n.pairs, n.fired, n.due, n.precision(), n.recall(), ratio(n.right, n.pairs)))
	}
	slices.SortFunc(rows, func(a, b string) int { return cmp.Compare(a, b) })
	return "check      pairs fired   due precision recall  right\n" + strings.Join(rows, "\n")
}
