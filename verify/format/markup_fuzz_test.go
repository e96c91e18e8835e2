package format

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

func FuzzHTML(f *testing.F) { fuzzMarkup(f, "html", htmlReader{}) }

func FuzzLaTeX(f *testing.F) { fuzzMarkup(f, "latex", latexReader{}) }

func FuzzMediaWiki(f *testing.F) { fuzzMarkup(f, "mediawiki", mediawikiReader{}) }

func FuzzDokuWiki(f *testing.F) { fuzzMarkup(f, "dokuwiki", dokuwikiReader{}) }

func FuzzDocBook(f *testing.F) { fuzzMarkup(f, "docbook", docbookReader{}) }

// TestEveryReaderIsFuzzed looks for a target with the name of each format.
func TestEveryReaderIsFuzzed(t *testing.T) {
	names, err := filepath.Glob("*_test.go")
	if err != nil || len(names) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	var tests strings.Builder
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tests.Write(data)
	}
	code := strings.ToLower(tests.String())
	for _, r := range Readers() {
		if !strings.Contains(code, "\nfunc fuzz"+r.Format()) {
			t.Errorf("no fuzz target has the name of %s", r.Format())
		}
	}
}

// fuzzMarkup checks that a Reader panics on nothing, that its spans lie inside
// its text, and that it answers the same twice. The fixtures are the seeds.
func fuzzMarkup(f *testing.F, dir string, r verify.Reader) {
	names, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	if err != nil || len(names) == 0 {
		f.Fatalf("no fixtures in testdata/%s: %v", dir, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(txtar.Parse(data).Files[0].Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := verify.Input{Path: "x", Data: data}
		d, err := r.Read(in)
		if err != nil {
			return
		}
		checkSpans(t, d)
		if again, err := r.Read(in); err != nil || !reflect.DeepEqual(d, again) {
			t.Errorf("read a second time it is another document: %v", err)
		}
		r.Match(in)
	})
}

// Hostile pages end soon and cost a small multiple of their size. What the
// bounds catch is growth by the square, so they are wide.
func TestHostileHTML(t *testing.T) {
	n := 100_000
	tests := []struct{ name, data string }{
		{"deep", strings.Repeat("<div>", n) + "x" + strings.Repeat("</div>", n)},
		{"deep inline", strings.Repeat("<b><i>", n) + "x" + strings.Repeat("</b>", n)},
		{"never opened", strings.Repeat("<div>", 4000) + strings.Repeat("</p></section></q>", n)},
		{"misnested", strings.Repeat("<p><a href=#x id=x><b></p>", n)},
		{"rows", "<table>" + strings.Repeat("<tr><td>1<td>2\n", n) + "</table>"},
		{"rows of ids", "<table>" + strings.Repeat("<tr id=r><td id=c>1<td>2\n", n) + "</table>"},
		{"one id", strings.Repeat("<p><a id=a href=#a>1</a> x</p>", n)},
		{"calls of one note", strings.Repeat("<sup><a href=#n>1</a></sup> ", n) + "<p id=n>1. Note"},
		{"calls without end", strings.Repeat("x<sup><a id=b href=#n>1</a></sup> ", n) + "<p><a id=n href=#b>1</a> Note"},
		{"anchors in one line", strings.Repeat("<a id=a href=#b>1</a><a id=b href=#a>1</a>", n)},
		{"back from one block", "<div id=a>" + strings.Repeat("x<sup><a href=#n>1</a></sup>", n) + "</div><p id=n>" + strings.Repeat("<a href=#a>^</a>", n) + " x"},
		{"lists of notes", strings.Repeat("<ol><li id=fn1>a <a href=#r1>^</a>", n)},
		{"one line", "<p>" + strings.Repeat("word <b>w</b> ", n)},
		{"entities", strings.Repeat("&amp;&notit;&", n)},
		{"no end", "<!--" + strings.Repeat("<", n)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { bounded(t, htmlReader{}, tt.data) })
	}
}

func TestHostileLaTeX(t *testing.T) {
	n := 100_000
	tests := []struct{ name, data string }{
		{"deep", strings.Repeat("{", n) + "x" + strings.Repeat("}", n)},
		{"deep emphasis", strings.Repeat("\\emph{", n) + "x" + strings.Repeat("}", n)},
		{"deep notes", strings.Repeat("\\footnote{", n) + "x" + strings.Repeat("}", n)},
		{"notes that never end", strings.Repeat("\\footnote{x ", n)},
		{"brackets that never end", strings.Repeat("\\footnote[x ", n)},
		{"environments that never end", strings.Repeat("\\begin{quote}", n) + strings.Repeat("\\end{x}", n)},
		{"options that never end", strings.Repeat("\\x[", n)},
		{"addresses that never end", strings.Repeat("\\url{", n)},
		{"listings that never end", strings.Repeat("\\begin{verbatim}", n)},
		{"a macro that doubles itself", "\\newcommand{\\a}{\\a\\a}" + strings.Repeat("\\a ", n)},
		{"a macro that grows", "\\newcommand{\\a}[1]{\\a{#1#1}}\\a{xxxxxxxx}"},
		{"billion laughs", "\\def\\a{lol}\\def\\b{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b\\b\\b\\b\\b\\b\\b}\\def\\d{\\c\\c\\c\\c\\c\\c\\c\\c\\c\\c}\\def\\e{\\d\\d\\d\\d\\d\\d\\d\\d\\d\\d}\\def\\f{\\e\\e\\e\\e\\e\\e\\e\\e\\e\\e}\\def\\g{\\f\\f\\f\\f\\f\\f\\f\\f\\f\\f}\\def\\h{\\g\\g\\g\\g\\g\\g\\g\\g\\g\\g}\\h"},
		{"marks", strings.Repeat("\\footnotemark[1]", n) + "\\footnotetext[1]{x}"},
		{"labels", strings.Repeat("\\label{x}", n)},
		{"labels in groups", strings.Repeat("{", n) + strings.Repeat("\\label{x}", n)},
		{"labels between notes", strings.Repeat("\\footnote{x}\\label{x}", n)},
		{"labels ahead", strings.Repeat("\\ref{x}\\ref{y}", n) + "\\label{x}"},
		{"rows", strings.Repeat("a & b \\\\\n", n)},
		{"false", strings.Repeat("\\iffalse ", n)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { bounded(t, latexReader{}, tt.data) })
	}
}

func TestHostileMediaWiki(t *testing.T) {
	n := 100_000
	tests := []struct{ name, data string }{
		{"deep templates", strings.Repeat("{{a|", n) + "x" + strings.Repeat("}}", n)},
		{"deep links", strings.Repeat("[[a|", n) + "x" + strings.Repeat("]]", n)},
		{"deep parameters", strings.Repeat("{{{a|", n) + "x" + strings.Repeat("}}}", n)},
		{"templates that never end", strings.Repeat("{{a|b=", n)},
		{"links that never end", strings.Repeat("[[a|", n) + strings.Repeat("}}", n)},
		{"addresses that never end", strings.Repeat("[http://x ", n)},
		{"addresses with an end", strings.Repeat("[http://x ", n) + "]"},
		{"refs that never end", strings.Repeat("<ref>", n)},
		{"refs in one ref", strings.Repeat("<ref>", n) + "</ref>"},
		{"names without content", strings.Repeat("<ref name=a />", n)},
		{"one name", strings.Repeat("<ref name=a>x</ref>", n)},
		{"lists", strings.Repeat("<ref name=a>x</ref><references/>", n)},
		{"lists in lists", strings.Repeat("<references>", n) + strings.Repeat("</references>", n)},
		{"lists by function", strings.Repeat("{{#tag:references|", n) + strings.Repeat("}}", n)},
		{"groups", "<ref group=a>" + strings.Repeat("x", n)},
		{"parameters", "{{cite web" + strings.Repeat("|a=b", n) + "}}"},
		{"rows", "{|\n" + strings.Repeat("|-\n| a || b\n", n) + "|}"},
		{"bars", strings.Repeat("|a=b|", n)},
		{"bars in lines", strings.Repeat("\n|a=b|", n)},
		{"quotes", strings.Repeat("''", n) + strings.Repeat("'", n)},
		{"comments that never end", strings.Repeat("<!--", n)},
		{"headings", strings.Repeat("\n"+strings.Repeat("=", 10), n)},
		{"equals", strings.Repeat("=", n)},
		{"follows", "<ref name=a>x</ref>" + strings.Repeat("<ref follow=a>x</ref>", n)},
		{"short notes", strings.Repeat("{{sfn|A|2004}}", n)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { bounded(t, mediawikiReader{}, tt.data) })
	}
}

func TestHostileDokuWiki(t *testing.T) {
	n := 100_000
	tests := []struct{ name, data string }{
		{"deep notes", strings.Repeat("((", n) + "x" + strings.Repeat("))", n)},
		{"notes that never end", strings.Repeat("((", n)},
		{"notes", strings.Repeat("((x))", n)},
		{"links that never end", strings.Repeat("[[a|", n)},
		{"tags that never end", strings.Repeat("<code>", n)},
		{"literals that never end", strings.Repeat("%% [[", n)},
		{"one row", "|" + strings.Repeat("a|", n)},
		{"italics", strings.Repeat("//", n)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { boundedBy(t, dokuwikiReader{}, tt.data, 300) })
	}
}

func TestHostileDocBook(t *testing.T) {
	n := 100_000
	big := strings.Repeat("x", 10_000)
	tests := []struct{ name, data string }{
		{"deep", strings.Repeat("<para>", n) + "x" + strings.Repeat("</para>", n)},
		{"not so deep", strings.Repeat("<footnote>", 2900) + "x" + strings.Repeat("</footnote>", 2900)},
		{"rows", "<article><table>" + strings.Repeat("<row><entry>1</entry><entry>2</entry></row>", n) + "</table></article>"},
		{"notes", "<article>" + strings.Repeat("<footnote>x</footnote>", n) + "</article>"},
		{"one id", "<article>" + strings.Repeat("<footnote id='a'>x</footnote><footnoteref linkend='a'/>", n) + "</article>"},
		{"a long entity", "<!DOCTYPE article [<!ENTITY a '" + big + "'>]><article>" + strings.Repeat("&a;", n) + "</article>"},
		{"a doctype without end", "<!DOCTYPE article [" + strings.Repeat("<!ENTITY a '", n)},
		{"references", "<article>" + strings.Repeat("&a;&#65;&", n) + "</article>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { bounded(t, docbookReader{}, tt.data) })
	}
}

// bounded reads data and fails where that allocates far more than data is
// long. Time is bounded by the test's own limit.
func bounded(t *testing.T, r verify.Reader, data string) { boundedBy(t, r, data, 200) }

func boundedBy(t *testing.T, r verify.Reader, data string, times uint64) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	d, err := r.Read(verify.Input{Path: "x", Data: []byte(data)})
	runtime.ReadMemStats(&after)
	if err == nil {
		checkSpans(t, d)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > times*uint64(len(data))+1<<24 {
		t.Errorf("%d bytes were allocated for %d", used, len(data))
	}
}
