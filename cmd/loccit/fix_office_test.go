package main

import (
	"context"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
	"loccit/verify/mend"
)

// TestFixOffice opens mended DOCX and ODT with LibreOffice, which has to show
// the same words as before, but for what was ordered. With LOCCIT_OFFICE set,
// LibreOffice has to be there.
func TestFixOffice(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("LOCCIT_OFFICE") != "" {
			t.Fatal(err)
		}
		t.Skip("there is no LibreOffice (soffice)")
	}
	inputs := officeInputs(t)
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--norestore", "--convert-to", "html", "--outdir", filepath.Join(dir, "shown")}
	results := make([]*mend.Result, len(inputs))
	notes := make([]map[int]int, len(inputs)) // by citation
	for i, in := range inputs {
		d, err := verify.Read(in, readers(context.Background()))
		if err != nil {
			t.Fatalf("%s: %v", in.Path, err)
		}
		d.Citations = verify.Cite(d)
		notes[i] = map[int]int{}
		for n := range d.Citations {
			notes[i][n] = d.Citations[n].Note
		}
		orders := mend.Orders(supposed(d, nil), 0, mend.Policy{Least: verify.High, Archives: true})
		if results[i], err = mend.Mend(in, d, orders, readers(context.Background())); err != nil {
			t.Fatalf("%s: %v", in.Path, err)
		}
		for kind, data := range map[string][]byte{"before": in.Data, "after": results[i].Data} {
			path := filepath.Join(dir, fmt.Sprintf("%s%d%s", kind, i, filepath.Ext(in.Path)))
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
	}
	slices.Sort(args[7:])
	if said, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	tags, unbroken := regexp.MustCompile(`(?s)<[^>]*>`), strings.NewReplacer(" ", "", "\n", "", "\t", "")
	for i, r := range results {
		before, after := shown(t, dir, "before", i), shown(t, dir, "after", i)
		if a, b := wordsOf(before), wordsOf(after); a != b {
			t.Errorf("%s: LibreOffice shows other words:\n%s", inputs[i].Path, firstDifference(a, b))
		}
		for _, o := range r.Done {
			note := r.After.Notes[notes[i][o.Citation]]
			if !strings.Contains(wordsOf(before), wordsOf(note.Span.Of(r.After.Text))) {
				t.Logf("%s: LibreOffice does not show note %s, before and after", inputs[i].Path, note.Label)
				continue
			}
			for _, url := range []string{o.URL, o.Archive} {
				if !strings.Contains(after, url) && !strings.Contains(unbroken.Replace(tags.ReplaceAllString(after, "")), url) {
					t.Errorf("%s: LibreOffice does not show %s", inputs[i].Path, url)
				}
			}
		}
		t.Logf("%s: %d orders done", inputs[i].Path, len(r.Done))
	}
}

// officeInputs are the fixtures of the package mend, and those of the corpus
// that are not too long for LibreOffice's patience.
func officeInputs(t *testing.T) []verify.Input {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", "verify", "mend", "testdata", "office", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	var inputs []verify.Input
	for _, name := range names {
		fixture, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		n := slices.IndexFunc(fixture.Files, func(f txtar.File) bool { return f.Name == "known" })
		inputs = append(inputs, verify.Input{Path: strings.TrimSuffix(name, ".txtar"), Data: zipped(t, fixture.Files[:n])})
	}
	if shared := os.Getenv("LOCCIT_SHARED"); shared != "" {
		for _, rel := range []string{"docx/inc-memes-ch8.docx", "docx/tei-hyperlink-fn-en.docx", "docx/inc-grayzones-abram.docx", "odt/tei-test.odt", "derived/inc-grayzones-abram.odt"} {
			path := filepath.Join(shared, "corpus", filepath.FromSlash(rel))
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			inputs = append(inputs, verify.Input{Path: path, Data: data})
		}
	}
	return inputs
}

// shown is what LibreOffice made of a file: the text with the targets of its
// links.
func shown(t *testing.T, dir, kind string, i int) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "shown", fmt.Sprintf("%s%d.html", kind, i)))
	if err != nil {
		t.Fatal(err)
	}
	return html.UnescapeString(string(data))
}

// wordsOf are the letters that a page shows, without tags, URLs and what goes
// with the links of snapshots.
func wordsOf(page string) string {
	page = regexp.MustCompile(`<br/?>\s*`).ReplaceAllString(page, "") // a URL may be broken there
	page = regexp.MustCompile(`(?s)<[^>]*>`).ReplaceAllString(page, "")
	page = regexp.MustCompile(`https?://[^\s“”]+|archived at`).ReplaceAllString(page, "")
	return letters(page)
}

func firstDifference(a, b string) string {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	from := max(0, n-60)
	return a[from:min(len(a), n+60)] + "\n" + b[from:min(len(b), n+60)]
}
