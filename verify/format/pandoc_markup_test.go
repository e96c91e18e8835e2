package format

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"loccit/verify"
)

// A pandocCase is a text with what pandoc makes of it.
type pandocCase struct {
	name, native string
	reader       verify.Reader
	text         string
}

// pandoc's own cases for the formats of markup: as many notes as its native
// output has.
func TestPandocMarkup(t *testing.T) {
	cases, skipped := pandocCases(t, shared(t, "conformance", "pandoc"))
	passed := 0
	for _, c := range cases {
		d, err := c.reader.Read(verify.Input{Path: "x", Data: []byte(c.text)})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		want := strings.Count(c.native, "Note\n") + strings.Count(c.native, "Note ")
		if len(d.Notes) != want {
			t.Errorf("%s: %d notes, want %d:\n%s", c.name, len(d.Notes), want, c.text)
			continue
		}
		passed++
	}
	t.Logf("passed %d of %d that apply; %d are of other formats or of pandoc's writers", passed, len(cases), skipped)
}

// pandocCases are those of a folder, and how many are of other formats.
func pandocCases(t *testing.T, folder string) (cases []pandocCase, skipped int) {
	read := func(name string) string {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	wiki := filepath.Join(folder, "mediawiki-reader")
	cases = append(cases, pandocCase{"mediawiki-reader", read(wiki + ".native"), mediawikiReader{}, read(wiki + ".wiki")})
	names, err := filepath.Glob(filepath.Join(folder, "cmd-*.md"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	readers := map[string]verify.Reader{"latex": latexReader{}, "html": htmlReader{}, "mediawiki": mediawikiReader{}, "dokuwiki": dokuwikiReader{}, "docbook": docbookReader{}}
	for _, name := range names {
		for _, block := range strings.Split("\n"+read(name), "\n% pandoc ")[1:] {
			command, rest, _ := strings.Cut(block, "\n")
			input, output, _ := strings.Cut(rest, "\n^D\n")
			output, _, _ = strings.Cut(output, "\n```")
			_, from, _ := strings.Cut(command, "-f ")
			from, _, _ = strings.Cut(from+" ", " ")
			from, _, _ = strings.Cut(from, "+")
			if readers[from] == nil || !strings.Contains(command, "native") {
				skipped++
				continue
			}
			cases = append(cases, pandocCase{filepath.Base(name), output, readers[from], input})
		}
	}
	return cases, skipped
}
