package report

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	markdownhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"loccit/verify"
)

// hostile is a report in which every word from a manuscript or the web is the
// given one.
func hostile(words string) *verify.Report {
	date := verify.Date{Year: -4, Month: 13, Day: 99}
	body := words + "1 \n\n"
	d := &verify.Document{Path: words, Format: "text", Title: words, Text: body + words, Missing: []verify.Call{{Label: words}}}
	d.Places = verify.LinePlaces(d.Text)
	note := verify.Span{Start: len(body), End: len(d.Text)}
	call := verify.Span{Start: len(words), End: len(words) + 1}
	d.Notes = []verify.Note{{Label: words, Series: 1, Span: note, Calls: []verify.Span{call}}, {Label: words, Series: 2, Span: note}}
	d.Citations = []verify.Citation{
		{Note: 0, Span: note, Authors: []string{words}, Title: words, Container: words, Date: date, Accessed: date, Locator: words, URL: words, URLPrinted: words, ArchiveURL: words, DOI: words, ISBN: words, ArXiv: words, Unparsed: words},
		{Note: 1, Span: note, Form: verify.Supra, Antecedents: []int{0}, RefersTo: words},
	}
	standing := verify.Standing{
		Source:  verify.Source{Key: verify.Key(d.Citations[0].Link()), URL: words, CitedBy: []verify.Ref{{Document: 0, Citation: 0}}},
		Verdict: verify.Verdict{State: verify.Suspect, Reason: words, Detail: words},
		Evidence: &verify.Evidence{Checked: sampleNow, Archive: verify.Holding{State: verify.Weak, Provider: words, Snapshot: words, Captured: sampleNow, Why: words}, Visit: &verify.Visit{
			URL: words, Hops: []verify.Hop{{URL: words, Status: 301}}, Final: words + "/", Status: 200, Failure: words, Elapsed: time.Second,
			Page: &verify.Page{Title: words, Authors: []string{words}, Published: words, Site: words, Language: words, MediaType: words, Words: 1},
		}},
		Repair: &verify.Repair{URL: words + "-", Evidence: []string{words}},
	}
	r := &verify.Report{Version: words, Run: verify.Run{ID: words, Command: "audit", Why: words}, Documents: []*verify.Document{d, d}, Sources: []verify.Standing{standing}, Repaired: []verify.Standing{standing}}
	c := verify.NewCase(r.Documents, r.Sources, sampleNow)
	for _, f := range []verify.Finding{
		{Where: verify.AtDocument(0)},
		{Where: verify.AtSpan(0, call), Suggestion: &verify.Suggestion{Kind: "replace-text", Text: words}},
		{Where: c.AtNote(0, 0), Waived: &verify.Waiver{Reason: words, Until: date, By: words}},
		{Where: c.AtCitation(0, 0), Suggestion: &verify.Suggestion{Kind: "replace-url", Text: words + "+"}, Severity: verify.Error},
		{Where: c.AtCitation(0, 0), Suggestion: &verify.Suggestion{Kind: "add-archive", Text: words}, Severity: verify.Warning, Baseline: true},
	} {
		f.Rule, f.Message, f.Next, f.Evidence = "dead-link", words, words, []string{words}
		r.Findings = append(r.Findings, f)
	}
	return r
}

// attacks are words that have broken reports of other tools, and some that
// were made to break these.
func attacks() []string {
	return []string{
		"", "plain words", "a\x00b", "\xff\xfe broken UTF-8 \xc3", "\u202Eright to left\u202C", "\u2028\u2029",
		`<script>alert(1)</script>`, `</script><img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `' onmouseover='alert(1)`, `</style><b>`, `<!--`, `-->`, `]]>`, `<![CDATA[`,
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "//evil.example/x", "https:evil.example",
		`https://good.example/"onclick="alert(1)`, "https://good.example/<b>`x`", "https://user:secret@evil.example/a b", "http://[::1", "https://good.example/%zz", "https://good.example/ü/漢字?q=„“#frag",
		"{{.Title}}", "{{template \"page\"}}", "&lt;b&gt;", "&#106;avascript:alert(1)", "`code` **bold** [x](javascript:alert(1)) ![i](https://evil.example/i.png) <https://evil.example>", "# heading\n- list\n1. one", "| a | b |\n|--|--|", "@someone and @else", "[a]: javascript:alert(1)", "\\", "``` fence", "~~~", "$x$ ~~s~~",
		"0)", "12. one", "- one", "+ one", "===", "=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "\"=1\",\"b\"",
		"::error::x\n::set-output name=a::b", "%0A::stop-commands::x", "a,b:c%25", "\x1b[31mred\x1b[0m", "\a\b\v\f", strings.Repeat("long", 3000), strings.Repeat("漢", 300), "e\u0301\u200d👩‍👩‍👧",
	}
}

func FuzzHostileWords(f *testing.F) {
	for _, words := range attacks() {
		f.Add(words)
	}
	s := compileSchema(f)
	sarif := compileSARIF(f)
	f.Fuzz(func(t *testing.T, words string) {
		r := hostile(words)
		checkSchema(t, s, writeTo(t, "json", r, Options{}))
		checkSchema(t, sarif, writeTo(t, "sarif", r, Options{}))
		checkHTML(t, r, writeTo(t, "html", r, Options{}))
		checkMarkdown(t, writeTo(t, "markdown", r, Options{}))
		checkXML(t, writeTo(t, "junit", r, Options{}))
		checkCSV(t, writeTo(t, "csv", r, Options{}))
		checkGitHub(t, r, writeTo(t, "github", r, Options{}))
		checkText(t, writeTo(t, "text", r, Options{Verbose: true}))
		var notes bytes.Buffer
		if err := Notes(&notes, r.Documents[0]); err != nil {
			t.Fatal(err)
		}
		checkText(t, notes.Bytes())
	})
}

// checkHTML reads the page back as a browser does, and finds what the template
// says and nothing else.
func checkHTML(t *testing.T, r *verify.Report, page []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	eachElement(root, func(n *html.Node) {
		count[n.Data]++
		if strings.HasPrefix(attr(n, "class"), "note") {
			count["note"]++
		}
		if attr(n, "class") == "citation" {
			count["citation"]++
		}
		checkElement(t, n)
	})
	notes, citations := 0, 0
	for _, d := range r.Documents {
		notes, citations = notes+len(d.Notes), citations+len(d.Citations)
	}
	for what, want := range map[string]int{"script": 1, "style": 1, "title": 1, "form": 1, "meta": 6, "link": 1, "note": notes + 1, "citation": citations} {
		if count[what] != want {
			t.Errorf("the page has %d × %s, want %d", count[what], what, want)
		}
	}
}

func checkElement(t *testing.T, n *html.Node) {
	t.Helper()
	known := strings.Fields(`html head meta title link style body a header p span time h1 h2 h3 main section div form fieldset
		legend label input b select option button output kbd ol ul li code details summary article blockquote sup strong
		dl dt dd del ins footer script nav cite em`)
	if !slices.Contains(known, n.Data) {
		t.Errorf("an element that the page does not have of itself: %s", n.Data)
	}
	for _, a := range n.Attr {
		if strings.HasPrefix(strings.ToLower(a.Key), "on") || a.Key == "src" || a.Key == "srcset" || a.Key == "action" || a.Key == "srcdoc" {
			t.Errorf("%s has an attribute %s=%q", n.Data, a.Key, a.Val)
		}
	}
	href := attr(n, "href")
	if n.Data == "a" && !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "http://") && !strings.HasPrefix(href, "https://") {
		t.Errorf("a link leads to %q", href)
	}
	if n.Data == "a" && strings.HasPrefix(href, "http") && attr(n, "rel") != "noopener noreferrer" {
		t.Errorf("the link to %q tells where it was followed", href)
	}
}

func eachElement(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		eachElement(c, visit)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// checkMarkdown renders Markdown with raw HTML let through, and finds none.
func checkMarkdown(t *testing.T, written []byte) {
	t.Helper()
	var page bytes.Buffer
	m := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(markdownhtml.WithUnsafe()))
	if err := m.Convert(written, &page); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	eachElement(root, func(n *html.Node) {
		if !slices.Contains(strings.Fields("html head body h1 h2 h3 p ul li strong code a table thead tbody tr th td"), n.Data) {
			t.Errorf("an element that the report does not have of itself: %s\n%s", n.Data, written)
		}
		if href := attr(n, "href"); n.Data == "a" && !strings.HasPrefix(href, "http://") && !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "mailto:") {
			t.Errorf("a link leads to %q", href)
		}
	})
}

func checkXML(t *testing.T, written []byte) {
	t.Helper()
	var depth int
	decoder := xml.NewDecoder(bytes.NewReader(written))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not XML: %v\n%s", err, written)
		}
		switch e := token.(type) {
		case xml.StartElement:
			depth++
			if !slices.Contains(strings.Fields("testsuites testsuite testcase failure error skipped system-out"), e.Name.Local) {
				t.Errorf("an element that JUnit does not have: %s", e.Name.Local)
			}
		case xml.EndElement:
			depth--
		}
	}
	if depth != 0 {
		t.Errorf("%d elements stay open", depth)
	}
}

func checkCSV(t *testing.T, written []byte) {
	t.Helper()
	reader := csv.NewReader(bytes.NewReader(written))
	rows, err := reader.ReadAll() // an error where a row is longer than another
	if err != nil {
		t.Fatalf("not CSV: %v\n%s", err, written)
	}
	if len(rows[0]) != len(columns()) {
		t.Errorf("%d columns, want %d", len(rows[0]), len(columns()))
	}
	for _, row := range rows {
		for _, field := range row {
			if field != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(field)[0]) {
				t.Errorf("a spreadsheet takes %q for a formula", field)
			}
		}
	}
}

func checkGitHub(t *testing.T, r *verify.Report, written []byte) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(string(written), "\n"), "\n")
	want := 2 // that the run is not complete, and the last line
	if r.Run.Complete() {
		want = 1
	}
	for i := range r.Findings {
		if open(&r.Findings[i]) {
			want++
		}
	}
	if len(lines) != want {
		t.Errorf("%d lines, want %d:\n%s", len(lines), want, written)
	}
	for _, line := range lines[:len(lines)-1] {
		if !strings.HasPrefix(line, "::error ") && !strings.HasPrefix(line, "::warning ") && !strings.HasPrefix(line, "::notice ") {
			t.Errorf("a line that is no annotation: %q", line)
		}
	}
}

func checkText(t *testing.T, written []byte) {
	t.Helper()
	for _, r := range string(written) {
		if unicode.IsControl(r) && r != '\n' || turnsOrder(r) {
			t.Errorf("the terminal is sent %U", r)
		}
	}
}
