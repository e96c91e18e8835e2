package format

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

func TestHTML(t *testing.T) { goldens(t, "html", ".html", only) }

// only takes the one section of a fixture that is a document by itself.
func only(t testing.TB, files []txtar.File) []byte {
	if len(files) != 1 {
		t.Fatalf("%d sections before “want”, want one", len(files))
	}
	return files[0].Data
}

func TestLaTeX(t *testing.T) { goldens(t, "latex", ".tex", only) }

// Other files are read only by names within the manuscript's folder, and one
// that is being read is not read again.
func TestLaTeXIncludes(t *testing.T) {
	files := map[string]string{
		"one.tex":       "One.\\footnote{First.}\n\\input{two}",
		"two.tex":       "Two.\\footnote{Second.}\n\\input{one}\\input{main}",
		"sub/three.tex": "Three.\\footnote{Third.}",
	}
	var asked []string
	in := verify.Input{
		Path: "main.tex",
		Data: []byte("\\documentclass{article}\\begin{document}\n\\input{one.tex}\n\\include{../secret}\\input{/etc/passwd}\\input{sub/../../x}\n\\import{sub/}{three}\\input{gone}\nLast.\\footnote{Fourth.}\n\\end{document}"),
		Open: func(name string) ([]byte, error) {
			asked = append(asked, name)
			if text, ok := files[name]; ok {
				return []byte(text), nil
			}
			return nil, fs.ErrNotExist
		},
	}
	d, err := latexReader{}.Read(in)
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, d)
	var got []string
	for _, n := range d.Notes {
		p := d.Place(n.Span.Start)
		got = append(got, fmt.Sprintf("%s %s line %d", n.Label, n.Span.Of(d.Text), p.Line))
	}
	want := []string{"1 First. line 2", "2 Second. line 2", "3 Third. line 4", "4 Fourth. line 5"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, name := range asked {
		if strings.Contains(name, "..") || strings.HasPrefix(name, "/") {
			t.Errorf("%q was asked for", name)
		}
	}
}

func TestMediaWiki(t *testing.T) { goldens(t, "mediawiki", ".wiki", only) }

func TestDokuWiki(t *testing.T) { goldens(t, "dokuwiki", ".doku", only) }

func TestDocBook(t *testing.T) { goldens(t, "docbook", ".dbk", only) }
