package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestHook runs the hook of .pre-commit-hooks.yaml as pre-commit does: its entry,
// with the files of the commit behind it. A note with a URL that nobody can look at
// without a network lets the commit pass; a fault of the text stops it.
func TestHook(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git here")
	}
	data, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	entry := hookLine(t, data, "entry")
	files := regexp.MustCompile(hookLine(t, data, "files"))
	for name, want := range map[string]bool{"a/b.md": true, "B.DOCX": true, "c.txt": true, "d.htm": true,
		"setup.py": false, "go.sum": false, "loccit.toml": false, "md": false, "a.md.orig": false} {
		if files.MatchString(name) != want {
			t.Errorf("%s: the hook looks at it: %v, want %v", name, !want, want)
		}
	}
	t.Chdir(t.TempDir())
	const first = "Salt.[^1] Mills.[^2]\n\n[^1]: Ada Moor, “Salt,” <https://courier.example/salt>.\n" +
		"[^2]: Ben Hale, “Mills,” 31 February 2012, <https://review.example/mills>.\n"
	commitNote(t, first)
	for want, text := range map[int]string{
		0: strings.Replace(first, "Ada Moor", "Ada Moore", 1),
		1: strings.Replace(first, "[^2]\n", "[^2] Boats.[^3]\n", 1),
	} {
		if err := os.WriteFile("a.md", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		words := strings.Fields(entry)
		if got := run(slices.Concat(words[1:], []string{"a.md"}), nil, &out, &errs); got != want {
			t.Errorf("exit %d, want %d\n%s%s", got, want, out.String(), errs.String())
		}
	}
}

// hookLine is the value of key in the hook, which stands on a line of its own.
func hookLine(t *testing.T, data []byte, key string) string {
	t.Helper()
	m := regexp.MustCompile(`(?m)^  ` + key + `: (.+)$`).FindSubmatch(data)
	if m == nil {
		t.Fatalf("the hook has no %s", key)
	}
	return string(m[1])
}

// commitNote makes this folder a git work tree with text committed as a.md.
func commitNote(t *testing.T, text string) {
	t.Helper()
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(t.TempDir(), "none"))
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	if err := os.WriteFile("a.md", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "a.md"},
		{"-c", "user.name=An Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "first"}} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
}
