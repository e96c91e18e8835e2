package format

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"loccit/verify"
)

// The parser tests of MediaWiki's extension Cite: the notes that this package
// reads in the wiki text must be those that it reads in the page that MediaWiki
// makes of it, with their labels and the number of their calls.
func TestMediaWikiCite(t *testing.T) {
	data, err := os.ReadFile(shared(t, "conformance", "mediawiki-cite", "citeParserTests.txt"))
	if err != nil {
		t.Fatal(err)
	}
	tests := parserTests(string(data))
	if len(tests) == 0 {
		t.Fatal("no tests in the file")
	}
	passed, applicable := 0, 0
	excluded := map[string]int{}
	for _, test := range tests {
		if why := test.excluded(); why != "" {
			excluded[why]++
			continue
		}
		applicable++
		got, want := citeOutline(t, mediawikiReader{}, test.wikitext), citeOutline(t, htmlReader{}, test.html)
		if slices.Equal(got, want) {
			passed++
			continue
		}
		t.Logf("%s:\n%s\ngot  %q\nwant %q", test.name, test.wikitext, got, want)
	}
	t.Logf("passed %d of %d that apply; %d do not: %v", passed, applicable, len(tests)-applicable, excluded)
	if passed*100 < applicable*98 {
		t.Errorf("passed %d of %d", passed, applicable)
	}
}

// A parserTest is one case of MediaWiki's own format,
// https://www.mediawiki.org/wiki/Parser_tests.
type parserTest struct{ name, wikitext, html, options string }

func parserTests(file string) []parserTest {
	var tests []parserTest
	for _, block := range strings.Split(file, "\n!! test\n")[1:] {
		block, _, _ = strings.Cut(block, "\n!! end\n")
		var test parserTest
		test.name, block, _ = strings.Cut(block, "\n")
		for _, section := range strings.Split("\n"+block, "\n!! ")[1:] {
			name, body, _ := strings.Cut(section, "\n")
			switch name {
			case "wikitext":
				test.wikitext = body
			case "options", "config":
				test.options += body + "\n"
			case "html", "html/php", "html/*":
				test.html = body
			case "html/parsoid":
				if test.html == "" {
					test.html = body
				}
			}
		}
		tests = append(tests, test)
	}
	return tests
}

// excluded is why a test says nothing about notes in a text.
func (p *parserTest) excluded() string {
	switch {
	case p.html == "":
		return "no page to compare with"
	case strings.Contains(p.html, "cite_error") || strings.Contains(p.html, "mw-ext-cite-error"):
		return "MediaWiki shows an error message for a note"
	case strings.Contains(p.wikitext, "{{refinref") || strings.Contains(p.wikitext, "{{ref ") || callsTemplate(p.wikitext):
		return "a template of the test's own wiki"
	case strings.Contains(p.options, "html2wt") || strings.Contains(p.options, "selser"):
		return "from a page back to wiki text"
	case strings.Contains(p.wikitext, `group="klingon"`):
		return "labels that the test's own wiki configures"
	case strings.Contains(p.wikitext, "-{"):
		return "a page in two scripts"
	case strings.Contains(p.html, `title="`) && strings.Contains(p.wikitext, `title="<ref`) || strings.Contains(p.wikitext, "[[File:") && !strings.Contains(p.wikitext, "thumb"):
		return "a note in words that nobody sees"
	case !strings.Contains(p.wikitext, "ref"):
		return "no notes"
	}
	return ""
}

// callsTemplate tells whether a text uses a template that the tests define.
func callsTemplate(s string) bool {
	for {
		_, after, ok := strings.Cut(s, "{{")
		if !ok {
			return false
		}
		if !strings.HasPrefix(after, "#tag:ref") && !strings.HasPrefix(after, "#tag:references") {
			return true
		}
		s = after
	}
}

// citeOutline is each note of a document that something calls, in a line. A
// definition that says the same again is printed once by MediaWiki.
func citeOutline(t *testing.T, r verify.Reader, text string) []string {
	d, err := r.Read(verify.Input{Path: "x", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	calls := map[string]int{}
	for _, n := range d.Notes {
		if n.Label == "" && len(n.Calls) == 0 {
			continue // the end of a note of another page, which has no number
		}
		line := fmt.Sprintf("%s %s", n.Label, letters(n.Span.Of(d.Text)))
		if _, again := calls[line]; !again {
			lines = append(lines, line)
		}
		calls[line] += len(n.Calls)
	}
	for i, l := range lines {
		lines[i] = fmt.Sprintf("%s (%d)", l, calls[l])
	}
	return lines
}
