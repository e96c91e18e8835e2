package rule

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

var update = flag.Bool("update", false, "write the findings of the cases anew")

// TestCases runs each rule over its own cases.
func TestCases(t *testing.T) {
	for _, r := range Catalogue() {
		t.Run(r.ID, func(t *testing.T) {
			firing := glob(t, r.ID, "fires")
			silent := glob(t, r.ID, "silent")
			for _, path := range firing {
				runCase(t, r, path, true)
			}
			for _, path := range silent {
				runCase(t, r, path, false)
			}
		})
	}
}

// glob finds the case files of a rule; a rule without one fails.
func glob(t *testing.T, id, kind string) []string {
	paths, err := filepath.Glob(filepath.Join("testdata", id, kind+"*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatalf("no case in testdata/%s/%s*.txtar", id, kind)
	}
	return paths
}

func runCase(t *testing.T, r verify.Rule, path string, fires bool) {
	t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a := txtar.Parse(data)
		if len(bytes.TrimSpace(a.Comment)) == 0 {
			t.Error("the case does not say what it shows")
		}
		c := readCase(t, a)
		findings := check(c, r)
		got := write(c, findings)
		if fires != (len(findings) > 0) {
			t.Fatalf("%d findings:\n%s", len(findings), got)
		}
		for _, f := range findings {
			if f.Message == "" || f.Next == "" {
				t.Errorf("a finding without message or next step: %+v", f)
			}
		}
		if fires {
			compare(t, a, path, got)
		}
	})
}

// check runs one rule as Judge would.
func check(c *verify.Case, r verify.Rule) []verify.Finding {
	var findings []verify.Finding
	r.Check(c, func(f verify.Finding) {
		f.Rule, f.Severity = r.ID, r.Severity
		findings = append(findings, f)
	})
	slices.SortStableFunc(findings, func(a, b verify.Finding) int { return a.Where.Span.Start - b.Where.Span.Start })
	return findings
}

func compare(t *testing.T, a *txtar.Archive, path, got string) {
	i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "findings" })
	if *update {
		if i < 0 {
			a.Files = append(a.Files, txtar.File{Name: "findings"})
			i = len(a.Files) - 1
		}
		a.Files[i].Data = []byte(got)
		if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if i < 0 {
		t.Fatalf("%s has no findings; -update writes them", path)
	}
	if diff := cmp.Diff(string(a.Files[i].Data), got); diff != "" {
		t.Errorf("findings differ (-want +got):\n%s", diff)
	}
}

// TestCatalogue holds what every entry must have.
func TestCatalogue(t *testing.T) {
	name := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	var groups []string
	for _, r := range Catalogue() {
		if !name.MatchString(r.ID) || seen[r.ID] {
			t.Errorf("%q is no name, or stands twice", r.ID)
		}
		seen[r.ID] = true
		if r.Group == "" || r.Title == "" || r.Check == nil {
			t.Errorf("%s: no group, title or check", r.ID)
		}
		if !strings.Contains(r.Doc, "**What to do.**") || !strings.Contains(r.Doc, "**Example.**") {
			t.Errorf("%s: its documentation lacks what to do, or an example", r.ID)
		}
		if len(groups) == 0 || groups[len(groups)-1] != r.Group {
			groups = append(groups, r.Group)
		}
	}
	if sorted := slices.Compact(slices.Sorted(slices.Values(groups))); len(sorted) != len(groups) {
		t.Errorf("a group stands in two places: %q", groups)
	}
	dirs, err := os.ReadDir("testdata")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	for _, dir := range dirs {
		if !seen[dir.Name()] && dir.Name() != "fuzz" {
			t.Errorf("testdata/%s belongs to no rule", dir.Name())
		}
	}
}

// TestSilentOnNothing: a rule that has nothing to look at says nothing.
func TestSilentOnNothing(t *testing.T) {
	for _, r := range Catalogue() {
		for _, c := range []*verify.Case{{}, {Documents: []*verify.Document{{}}}} {
			if got := check(c, r); len(got) > 0 {
				t.Errorf("%s: %+v", r.ID, got)
			}
		}
	}
}

// TestNoteMissingNamed: where markup has names for notes, a finding gives the name,
// for the number stands nowhere in the source.
func TestNoteMissingNamed(t *testing.T) {
	d := &verify.Document{Text: "A fair is held.[2]", Missing: []verify.Call{{Label: "2", Name: "fair", Span: verify.Span{Start: 15, End: 18}}}}
	var got []string
	noteMissing().Check(verify.NewCase([]*verify.Document{d}, nil, time.Time{}), func(f verify.Finding) { got = append(got, f.Message, f.Next) })
	want := []string{"The text calls note 2 (“fair”), and there is no such note.", "Write note 2 (“fair”), point the call to the note that was meant, or delete the call."}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
