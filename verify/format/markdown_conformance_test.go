package format

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"loccit/verify"
)

// The examples of other programs: as many calls that reach a note as they
// print, and where they list notes, as many notes that are called.
func TestMarkdownConformance(t *testing.T) {
	t.Run("markdown-it-footnote", func(t *testing.T) {
		var examples []example
		for _, file := range []string{"footnote.txt", "footnote-prefixed.txt"} {
			parts := regexp.MustCompile(`(?m)^\.\n`).Split(sharedText(t, "markdown-it-footnote", file), -1)
			for i := 0; i+2 < len(parts); i += 3 {
				examples = append(examples, example{file, parts[i+1], strings.Count(parts[i+2], `class="footnote-ref"`), strings.Count(parts[i+2], `class="footnote-item"`)})
			}
		}
		sameCounts(t, examples, nil)
	})
	t.Run("pandoc", func(t *testing.T) {
		names, err := filepath.Glob(shared(t, "conformance", "pandoc", "cmd-*.md"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no examples: %v", err)
		}
		command := regexp.MustCompile("(?ms)^(`{3,})\n% (pandoc[^\n]*)\n(.*?)\\^D\n(.*?)^`{3,}$")
		printed := regexp.MustCompile(`(?m)class="footnote-ref"|\\footnote\{|\\footnotemark\{\}|\bNote$|\bNote \[|footnote:\[|<text:note |<ref>`)
		excluded := map[string]string{}
		var examples []example
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range command.FindAllStringSubmatch(string(text), -1) {
				id := filepath.Base(name) + ": " + m[2]
				examples = append(examples, example{id, m[3], len(printed.FindAllString(m[4], -1)), -1})
				switch {
				case regexp.MustCompile(`-f (latex|rst|html|jats)`).MatchString(m[2]):
					excluded[id] = "another format is read"
				case strings.Contains(m[2], "--citeproc"):
					excluded[id] = "the notes are made of a bibliography"
				case strings.Contains(m[2], "--metadata-file"):
					excluded[id] = "the note stands in another file"
				case strings.Contains(m[2], "-t markdown"):
					excluded[id] = "the output is Markdown again, and counts nothing"
				}
			}
		}
		sameCounts(t, examples, excluded)
	})
}

// An example is a text and the numbers of its calls and notes; -1 where
// they are not known.
type example struct {
	name, text   string
	calls, notes int
}

func sharedText(t *testing.T, parts ...string) string {
	data, err := os.ReadFile(shared(t, append([]string{"conformance"}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func sameCounts(t *testing.T, examples []example, excluded map[string]string) {
	if len(examples) == 0 {
		t.Fatal("no examples")
	}
	passed, applicable := 0, 0
	for _, e := range examples {
		if reason := excluded[e.name]; reason != "" {
			t.Logf("left out: %s: %s", e.name, reason)
			continue
		}
		applicable++
		d, err := markdownReader{}.Read(verify.Input{Path: "x.md", Data: []byte(e.text)})
		if err != nil {
			t.Fatal(err)
		}
		calls, notes := 0, 0
		for _, n := range d.Notes {
			calls += len(n.Calls)
			if len(n.Calls) > 0 {
				notes++
			}
		}
		if calls == e.calls && (e.notes < 0 || notes == e.notes) {
			passed++
			continue
		}
		t.Errorf("%s: %d calls of %d notes, want %d of %d:\n%s", e.name, calls, notes, e.calls, e.notes, e.text)
	}
	t.Logf("%d of %d", passed, applicable)
}
