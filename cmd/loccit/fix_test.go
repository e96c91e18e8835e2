package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
	"loccit/verify/mend"
)

// TestFixFixtures mends the fixtures of every format that can be written.
func TestFixFixtures(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("..", "..", "verify", "format", "testdata", "*", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	var sum tally
	for _, name := range names {
		fixture, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		kind := filepath.Base(filepath.Dir(name))
		ending := map[string]string{"docx": ".docx", "odt": ".odt", "epub": ".epub", "html": ".html", "latex": ".tex", "markdown": ".md"}[kind]
		in := verify.Input{Path: "x" + ending, Data: fixture.Files[0].Data}
		switch {
		case kind == "pdf" || kind == "epub":
			continue // the first is written by code, the second cannot be changed
		case kind == "docx" || kind == "odt" && len(fixture.Files) > 2:
			in.Data = zipped(t, fixture.Files[:len(fixture.Files)-1])
		}
		t.Run(kind+"/"+strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { sum.add(t, in) })
	}
	sum.say(t)
}

// TestFixCorpus mends real documents of every format that can be written.
func TestFixCorpus(t *testing.T) {
	shared := os.Getenv("LOCCIT_SHARED")
	if shared == "" {
		t.Skip("LOCCIT_SHARED names no folder with the corpus")
	}
	root := filepath.Join(shared, "corpus")
	var sum tally
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.Contains(path, "truth") {
			return err
		}
		if slices.Contains([]string{".pdf", ".epub", ".json", ".yml", ".native", ".rtf", ".fb2"}, filepath.Ext(path)) {
			return nil // not written, or no manuscript
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		in := verify.Input{Path: path, Data: data, Open: siblings(filepath.Dir(path))}
		t.Run(filepath.ToSlash(rel), func(t *testing.T) { sum.add(t, in) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if sum.documents < 50 {
		t.Errorf("only %d documents", sum.documents)
	}
	sum.say(t)
}

// A tally counts what became of the orders of many documents.
type tally struct{ documents, sources, done, left int }

func (s *tally) say(t *testing.T) {
	t.Logf("%d documents with %d sources: %d orders done, %d left", s.documents, s.sources, s.done, s.left)
	if s.done == 0 {
		t.Error("nothing was done")
	}
}

// add mends one document as if a third of its sources had a repair, a third a
// snapshot, and a third both, and shows that the diff applies, that a second
// run changes nothing, and that the words differ only where said.
func (s *tally) add(t *testing.T, in verify.Input) {
	d, err := verify.Read(in, readers(context.Background()))
	if err != nil || !mend.Writable(d.Format) {
		return // other tests tell why
	}
	d.Citations = verify.Cite(d)
	r := supposed(d, nil)
	orders := mend.Orders(r, 0, mend.Policy{Least: verify.High, Archives: true})
	s.documents++
	s.sources += len(r.Sources)
	result, err := mend.Mend(in, d, orders, readers(context.Background()))
	if err != nil {
		t.Fatal(err)
	}
	s.done += len(result.Done)
	s.left += len(result.Left)
	for _, l := range result.Left {
		t.Logf("%s: %s", proposal(d, l.Order), l.Why)
	}
	onlyAsSaid(t, d, result)
	if d.Format != "docx" && d.Format != "odt" {
		patched(t, in, d, result)
	}
	again := in
	again.Data = result.Data
	second, err := mend.Mend(again, result.After, mend.Orders(supposed(result.After, r), 0, mend.Policy{Least: verify.High, Archives: true}), readers(context.Background()))
	if err != nil {
		t.Fatal(err)
	}
	if len(second.Done) > 0 || !bytes.Equal(second.Data, result.Data) {
		t.Errorf("a second run changes %d things again, the first: %s", len(second.Done), proposal(result.After, second.Done[0]))
	}
}

// supposed is a report on d by a web that was made up. What a report before it
// said of a source it says again; a source that is none of its own is alive.
func supposed(d *verify.Document, before *verify.Report) *verify.Report {
	r := &verify.Report{Documents: []*verify.Document{d}}
	known := map[string]verify.Standing{}
	if before != nil {
		for _, st := range slices.Concat(before.Repaired, before.Sources) {
			known[st.Key] = st
		}
	}
	for i, s := range verify.Sources(r.Documents) {
		st := verify.Standing{Source: s, Evidence: &verify.Evidence{}, Verdict: verify.Verdict{State: verify.Live}}
		if before != nil {
			if old, ok := known[s.Key]; ok {
				st = old
				st.Source = s
			}
		} else {
			if i%3 != 0 {
				st.Repair = &verify.Repair{URL: hyphenated(s.URL), Confidence: verify.High}
			}
			if i%3 != 1 {
				st.State, st.Archive = verify.Dead, supposedHolding(s.URL)
			}
		}
		r.Sources = append(r.Sources, st)
		if st.Repair != nil && i%3 == 2 {
			target := verify.Source{Key: verify.Key(st.Repair.URL), URL: st.Repair.URL}
			r.Repaired = append(r.Repaired, verify.Standing{Source: target, Verdict: verify.Verdict{State: verify.Dead}, Evidence: &verify.Evidence{Archive: supposedHolding(st.Repair.URL)}})
		}
	}
	if before != nil {
		r.Repaired = before.Repaired
	}
	return r
}

func supposedHolding(url string) verify.Holding {
	at := time.Date(2021, 7, 16, 12, 0, 0, 0, time.UTC)
	url, _, _ = strings.Cut(url, "#")
	return verify.Holding{State: verify.Archived, Provider: "wayback", Snapshot: "https://web.archive.org/web/20210716120000/" + url, Captured: at}
}

// hyphenated is url with a hyphen more, as a repair has it.
func hyphenated(url string) string {
	url = strings.ReplaceAll(url, "\\", "")
	at := strings.LastIndexByte(strings.TrimRight(url, "/"), '/') + 1
	rest := url[at:]
	n := min(3, len(rest))
	for n > 0 && (n >= len(rest) || rest[n] >= 0x80 || rest[n-1] == '%' || n > 1 && rest[n-2] == '%') {
		n--
	}
	if strings.HasSuffix(url[:at], "://") {
		return url + "/mended-page"
	}
	return url[:at] + rest[:n] + "-" + rest[n:]
}

// onlyAsSaid fails where a note says more or less than before, URLs and the
// links of snapshots apart.
func onlyAsSaid(t *testing.T, d *verify.Document, r *mend.Result) {
	t.Helper()
	for i, n := range d.Notes {
		touched := slices.ContainsFunc(r.Done, func(o mend.Order) bool { return d.Citations[o.Citation].Note == i })
		before, after := n.Span.Of(d.Text), r.After.Notes[i].Span.Of(r.After.Text)
		if !touched && before != after {
			t.Errorf("note %s was not named, and differs:\n%s\n%s", n.Label, before, after)
		}
		if a, b := prose(d, i), prose(r.After, i); a != b {
			t.Errorf("note %s differs in more than its URLs:\n%s\n%s", n.Label, before, after)
		}
	}
}

// prose are the letters of a note without its URLs and the words that go with
// the links of snapshots.
func prose(d *verify.Document, note int) string {
	var b strings.Builder
	at := d.Notes[note].Span.Start
	for _, i := range d.CitationsOf(note) {
		c := &d.Citations[i]
		if s := c.URLSpan; s.Start >= at && s.Of(d.Text) == c.URLPrinted {
			b.WriteString(d.Text[at:s.Start])
			at = s.End
		}
	}
	b.WriteString(d.Text[at:d.Notes[note].Span.End])
	text := regexp.MustCompile(`https?://\S+`).ReplaceAllString(b.String(), "")
	return letters(regexp.MustCompile(`archived( at)?`).ReplaceAllString(text, ""))
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// patched shows that the diff of a document makes the mended file of it.
func patched(t *testing.T, in verify.Input, d *verify.Document, r *mend.Result) {
	t.Helper()
	if _, err := exec.LookPath("patch"); err != nil {
		if os.Getenv("LOCCIT_OFFICE") != "" {
			t.Fatal("there is no program patch")
		}
		t.Skip("there is no program patch")
	}
	dir := t.TempDir()
	in.Path = filepath.Join(dir, "document")
	if err := os.WriteFile(in.Path, in.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	var diff bytes.Buffer
	c := &cli{stderr: &bytes.Buffer{}, set: newSettings()}
	if err := c.printDiff(&diff, in, d, r); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(diff.Bytes(), []byte("(as UTF-8)")) {
		return
	}
	if len(r.Done) > 0 != (diff.Len() > 0) {
		t.Errorf("%d orders done, and a diff of %d bytes", len(r.Done), diff.Len())
	}
	cmd := exec.Command("patch", "--binary", "--quiet", in.Path)
	cmd.Stdin = &diff
	if said, err := cmd.CombinedOutput(); err != nil && len(r.Done) > 0 {
		t.Fatalf("patch: %v\n%s", err, said)
	}
	got, err := os.ReadFile(in.Path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, r.Data) {
		t.Error("the diff gives another file")
	}
}

// zipped packs the files of a fixture.
func zipped(t *testing.T, files []txtar.File) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		method := zip.Deflate
		if f.Name == "mimetype" {
			method, f.Data = zip.Store, bytes.TrimSpace(f.Data)
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: method})
		if err == nil {
			_, err = w.Write(f.Data)
		}
		if err != nil {
			t.Fatal(fmt.Errorf("packing %s: %w", f.Name, err))
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A name that a line of a diff cannot hold is written as git writes it, which
// patch reads.
func TestNamesInDiffs(t *testing.T) {
	for name, want := range map[string]string{
		"a.md":               "a.md",
		"b/a chapter.md":     "b/a chapter.md\t",
		"b/ä.md":             "b/ä.md",
		"a\n+++ ../other.md": `"a\012+++ ../other.md"`,
		"a\t“b”.md":          `"a\011\342\200\234b\342\200\235.md"`,
		`a"b\c.md`:           `"a\"b\\c.md"`,
	} {
		if got := diffName(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}
