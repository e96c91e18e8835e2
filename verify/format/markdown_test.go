package format

import (
	"strings"
	"testing"

	"loccit/verify"
)

func TestMarkdown(t *testing.T) { goldens(t, "markdown", ".md", only) }

func TestURLs(t *testing.T) { goldens(t, "urls", ".txt", only) }

func FuzzMarkdown(f *testing.F) { fuzzMarkup(f, "markdown", markdownReader{}) }

func FuzzURLs(f *testing.F) { fuzzMarkup(f, "urls", urlsReader{}) }

// The content tells Markdown, whatever the name; a few signs do not.
func TestMarkdownMatch(t *testing.T) {
	tests := []struct {
		name, data string
		want       verify.Fit
	}{
		{"x.txt", "Text[^1]\n\n[^1]: A note.\n", verify.ByContent},
		{"-", "Text^[A note of words.] here", verify.ByContent},
		{"x.tex", "$x^[A note of words.]$", verify.NoFit},
		{"x.txt", "a pattern [^1]: b", verify.NoFit},
		{"x.md", "plain", verify.ByName},
		{"x.html", "<!doctype html><p>\n[^1]: x", verify.NoFit},
		{"x.txt", "", verify.NoFit},
	}
	for _, tt := range tests {
		if got := (markdownReader{}).Match(verify.Input{Path: tt.name, Data: []byte(tt.data)}); got != tt.want {
			t.Errorf("%s %q: %v, want %v", tt.name, tt.data, got, tt.want)
		}
	}
}

func TestHostileMarkdown(t *testing.T) {
	n := 40_000
	for _, s := range []string{"[", "*", "_", "^[", "![", "`", "<", "<a ", "&", "\\", "]", "[]", "[^", "[^a]", "[^a]:", "[^a]: x\n\n[^a]", "\n[^1]: x",
		"a[^1]\n\n[^1]: x\n\n", "[a](", "[a](<", "[a](b '", "*a_ ", "**a *b_", "<!--", "x <!--\n", "<script>", "```\n", "~~~a\n", "> ", "- ", "\t", "# ", "[a]: b\n", "[a][b]",
		"^[a ", "http://a_", "x ^[a]", "[^a](b", "\n---", "^[x [^a]] "} {
		t.Run(s, func(t *testing.T) {
			boundedBy(t, markdownReader{}, strings.Repeat(s, n), 700)                                                // a token for every other byte
			boundedBy(t, markdownReader{}, "[^a]: x\n\n[a]: b\n\n"+strings.Repeat(s, n)+strings.Repeat("]", n), 700) // a token for every other byte
		})
	}
}
