package rule

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
	"loccit/verify/content"
)

// A case file tells, in sections, what a rule is given:
//
//	body       the text; [7] calls note 7
//	notes      one note a paragraph: [7] and its words
//	           a line "== name ==" begins a new series, "== 2 ==" goes on with series 2
//	links      VISIBLE TEXT -> TARGET
//	citations  one a line, in the order of the notes: LABEL FORM key=value ...
//	           the keys are those of verify.Citation in lower case; a value with spaces stands
//	           in quotation marks; of=695.1,695.2 are the antecedents: note 695's first and second
//	           citation
//	sources    what the web and the archives said: URL STATE REASON key=value ...
//	records    what registries said: IDENTIFIER REGISTRY ENTRY key=value ...
//	page URL   the visible text of a source, a line a block
//	snapshot URL  the same of the snapshot of a source
//	now        the present of the run, if it matters
//	findings   what the rule must answer; written anew by -update
//
// Where a note holds several citations, they are told apart by semicolons.

// readCase makes the case that a file describes.
func readCase(t *testing.T, a *txtar.Archive) *verify.Case {
	t.Helper()
	sections := map[string]string{}
	for _, f := range a.Files {
		sections[f.Name] = string(f.Data)
	}
	d := &verify.Document{Path: "article.txt", Format: "text"}
	if f := strings.TrimSpace(sections["format"]); f != "" {
		d.Format = f
	}
	readBody(d, sections["body"])
	readNotes(d, sections["notes"])
	readLinks(t, d, sections["links"])
	d.Places = verify.LinePlaces(d.Text)
	callNotes(d)
	readCitations(t, d, sections["citations"])
	docs := []*verify.Document{d}
	now := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	if s := strings.TrimSpace(sections["now"]); s != "" {
		var err error
		if now, err = time.Parse(time.DateOnly, s); err != nil {
			t.Fatal(err)
		}
	}
	standings := readSources(t, docs, sections["sources"])
	readRecords(t, docs, standings, sections["records"])
	c := verify.NewCase(docs, standings, now)
	readPages(t, c, a)
	quoteCalls(d)
	c.Compare(content.Comparison(nil))
	return c
}

// readPages gives sources the texts of their pages and snapshots.
func readPages(t *testing.T, c *verify.Case, a *txtar.Archive) {
	for _, f := range a.Files {
		what, url, ok := strings.Cut(f.Name, " ")
		s := c.StandingOf(url)
		switch {
		case !ok:
		case s == nil:
			t.Fatalf("no source for %q", f.Name)
		case what == "page":
			page(s).Text = string(f.Data)
		case what == "snapshot":
			s.Archive.Page = &verify.Page{MediaType: "text/html", Text: string(f.Data)}
		}
	}
}

// quoteCalls gives each citation the quotations that Cite finds at its call.
func quoteCalls(d *verify.Document) {
	for _, found := range verify.Cite(d) {
		for i := range d.Citations {
			if c := &d.Citations[i]; c.Note == found.Note && (c.Span.Holds(found.Span) || found.Span.Holds(c.Span)) {
				c.Quotes, c.Shared = found.Quotes, found.Shared
			}
		}
	}
}

func readBody(d *verify.Document, body string) { d.Text = body }

var noteStart = regexp.MustCompile(`^\[(\S*)\] ?`)

func readNotes(d *verify.Document, notes string) {
	series := 1
	for _, paragraph := range strings.Split(strings.TrimSpace(notes), "\n\n") {
		if name, ok := strings.CutPrefix(paragraph, "== "); ok {
			if n, err := strconv.Atoi(strings.TrimSuffix(name, " ==")); err == nil {
				series = n
			} else {
				series++
			}
			continue
		}
		if m := noteStart.FindStringSubmatch(paragraph); m != nil {
			d.Text += "\n" + m[0]
			start := len(d.Text)
			d.Text += strings.TrimSpace(paragraph[len(m[0]):])
			d.Notes = append(d.Notes, verify.Note{Label: m[1], Series: series, Span: verify.Span{Start: start, End: len(d.Text)}})
			d.Text += "\n"
		} else if paragraph != "" { // one more paragraph of the note before
			last := &d.Notes[len(d.Notes)-1]
			d.Text += "\n" + paragraph
			last.Span.End = len(d.Text)
			d.Text += "\n"
		}
	}
}

var callMark = regexp.MustCompile(`\[([^\]\s]+)\]`)

// callNotes finds the calls of the body: [7] calls the first note 7 that no
// earlier call in a lower series took.
func callNotes(d *verify.Document) {
	body := len(d.Text)
	if len(d.Notes) > 0 {
		body = d.Notes[0].Span.Start - len(d.Notes[0].Label) - 3
	}
	series := 1
	for _, m := range callMark.FindAllStringSubmatchIndex(d.Text[:body], -1) {
		label, span := d.Text[m[2]:m[3]], verify.Span{Start: m[0], End: m[1]}
		if label == "==" {
			series++
			continue
		}
		n := slices.IndexFunc(d.Notes, func(n verify.Note) bool { return n.Label == label && n.Series == series })
		if n < 0 {
			d.Missing = append(d.Missing, verify.Call{Label: label, Span: span})
			continue
		}
		d.Notes[n].Calls = append(d.Notes[n].Calls, span)
	}
}

func readLinks(t *testing.T, d *verify.Document, links string) {
	for _, line := range lines(links) {
		text, target, ok := strings.Cut(line, " -> ")
		start := strings.Index(d.Text, text)
		if !ok || start < 0 {
			t.Fatalf("link %q: no such text", line)
		}
		d.Links = append(d.Links, verify.Link{Span: verify.Span{Start: start, End: start + len(text)}, Target: target})
	}
	slices.SortFunc(d.Links, func(a, b verify.Link) int { return a.Span.Start - b.Span.Start })
}

func readCitations(t *testing.T, d *verify.Document, citations string) {
	held := map[int]int{}
	rows := lines(citations)
	for _, line := range rows {
		words := fields(line)
		held[noteOf(t, d, words[0])]++
	}
	seen := map[int]int{}
	for _, line := range rows {
		words := fields(line)
		n := noteOf(t, d, words[0])
		c := verify.Citation{Note: n, Span: share(d, n, seen[n], held[n])}
		seen[n]++
		c.Form = form(t, words[1])
		for _, w := range words[2:] {
			key, value, _ := strings.Cut(w, "=")
			setField(t, d, &c, key, value)
		}
		d.Citations = append(d.Citations, c)
	}
}

// share is the k-th of the citations of note n.
func share(d *verify.Document, n, k, of int) verify.Span {
	s := d.Notes[n].Span
	if of == 1 {
		return s
	}
	for range k {
		if i := strings.Index(s.Of(d.Text), "; "); i >= 0 {
			s.Start += i + 2
		}
	}
	if i := strings.Index(s.Of(d.Text), "; "); i >= 0 && k < of-1 {
		s.End = s.Start + i
	}
	return s
}

func form(t *testing.T, word string) verify.Form {
	for f := verify.Full; f <= verify.Supra; f++ {
		if f.String() == word {
			return f
		}
	}
	t.Fatalf("no form %q", word)
	return 0
}

func setField(t *testing.T, d *verify.Document, c *verify.Citation, key, value string) {
	switch key {
	case "author":
		c.Authors = append(c.Authors, value)
	case "title":
		c.Title = value
	case "about":
		c.About = value
	case "guessed":
		c.Guessed = value == "yes"
	case "container":
		c.Container = value
	case "date":
		c.Date = date(t, value)
	case "accessed":
		c.Accessed = date(t, value)
	case "locator":
		c.Locator = value
	case "url":
		c.URL = value
		if c.URLPrinted == "" {
			c.URLPrinted = value
		}
	case "printed":
		c.URLPrinted = value
	case "archive":
		c.ArchiveURL = value
	case "doi":
		c.DOI = value
	case "isbn":
		c.ISBN = value
	case "arxiv":
		c.ArXiv = value
	case "refersto":
		c.RefersTo = value
	case "unparsed":
		c.Unparsed = value
	case "of":
		for _, ref := range strings.Split(value, ",") {
			c.Antecedents = append(c.Antecedents, citationOf(t, d, ref))
		}
	default:
		t.Fatalf("a citation has no field %q", key)
	}
	if i := strings.Index(c.Span.Of(d.Text), c.URLPrinted); c.URLPrinted != "" && i >= 0 {
		c.URLSpan = verify.Span{Start: c.Span.Start + i, End: c.Span.Start + i + len(c.URLPrinted)}
	}
}

func citationOf(t *testing.T, d *verify.Document, ref string) int {
	label, which, _ := strings.Cut(ref, ".")
	k := 1
	if which != "" {
		k, _ = strconv.Atoi(which)
	}
	for i := range d.Citations {
		if d.Notes[d.Citations[i].Note].Label == label {
			if k--; k == 0 {
				return i
			}
		}
	}
	t.Fatalf("no citation %q before", ref)
	return 0
}

// noteOf finds the note that a citation line means: "3", or "2:3" for note 3
// of the second series.
func noteOf(t *testing.T, d *verify.Document, ref string) int {
	series, label, ok := strings.Cut(ref, ":")
	if !ok {
		series, label = "1", ref
	}
	for n := range d.Notes {
		if d.Notes[n].Label == label && strconv.Itoa(d.Notes[n].Series) == series {
			return n
		}
	}
	t.Fatalf("no note %q", ref)
	return 0
}

func date(t *testing.T, s string) verify.Date {
	var d verify.Date
	parts := strings.Split(s, "-")
	for i, at := range []*int{&d.Year, &d.Month, &d.Day} {
		if i < len(parts) {
			n, err := strconv.Atoi(parts[i])
			if err != nil {
				t.Fatalf("date %q: %v", s, err)
			}
			*at = n
		}
	}
	return d
}

// lines are the lines of a section that say something.
func lines(section string) []string {
	var found []string
	for _, l := range strings.Split(section, "\n") {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			found = append(found, l)
		}
	}
	return found
}

// fields splits a line at spaces, but not within "..."; the quotation marks go.
func fields(line string) []string {
	var words []string
	var word strings.Builder
	quoted := false
	for _, r := range line + " " {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ' ' && !quoted:
			if word.Len() > 0 {
				words = append(words, word.String())
				word.Reset()
			}
		default:
			word.WriteRune(r)
		}
	}
	return words
}

// write shows findings as an editor would read them.
func write(c *verify.Case, findings []verify.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		doc := c.Documents[f.Where.Document]
		at := "document"
		if n, ok := f.Where.Note(); ok {
			at = noteName(doc, n)
		} else if f.Where.Span.Len() > 0 {
			at = "“" + f.Where.Span.Of(doc.Text) + "”"
		}
		fmt.Fprintf(&b, "%s: %s\n    next: %s\n", at, f.Message, f.Next)
		for _, e := range f.Evidence {
			fmt.Fprintf(&b, "    evidence: %s\n", e)
		}
		if f.Suggestion != nil {
			fmt.Fprintf(&b, "    suggestion: %s %s\n", f.Suggestion.Kind, f.Suggestion.Text)
		}
	}
	return b.String()
}
