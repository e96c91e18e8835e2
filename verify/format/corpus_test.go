package format

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
	"unicode"

	"loccit/verify"
)

// A corpusFile is a real document with the number of notes that another
// method than this package counted in it.
type corpusFile struct {
	file   string
	format string
	notes  int
	truth  string  // the notes as pandoc reads them; empty where there is none
	alike  float64 // how many of these must have the same words, as a share of 1
}

// corpusFiles is the table of TestCorpus. Where pandoc is wrong alike is below
// 1, with the reason beside it.
func corpusFiles() []corpusFile {
	return []corpusFile{
		{"seed", "text", 32, "", 0},
		{"txt/court-opinion.txt", "text", 0, "", 0},
		{"txt/stanford-phd-antitrust.txt", "text", 14, "", 0}, // counted by eye: 5 and 8 in two chapters, 1 in an appendix
		{"derived/ancilla-iuris-2020-bilingual.raw.txt", "text", 200, "", 0},
		{"derived/ancilla-iuris-2020-bilingual.layout.txt", "text", 200, "", 0},
		{"derived/bolognalr-blackstone.raw.txt", "text", 329, "", 0},
		{"derived/bolognalr-blackstone.layout.txt", "text", 329, "", 0},
		{"derived/inc-grayzones-abram.raw.txt", "text", 48, "inc-grayzones-abram.docx", 0.9},              // notes that go on on the next page
		{"derived/inc-internet-revolution.layout.txt", "text", 138, "inc-internet-revolution.docx", 0.75}, // the same
		{"derived/inc-manyfaces-ch9-endnotes.raw.txt", "text", 74, "inc-manyfaces-ch9-endnotes.docx", 0.98},

		{"md/agile-government-bluebook.md", "markdown", 156, "agile-government-bluebook.md", 1},
		{"md/inc-grayzones-book.md", "markdown", 177, "", 0}, // pandoc takes the wrong one of two definitions
		{"md/inc-india-shah.md", "markdown", 115, "inc-india-shah.md", 1},
		{"md/inc-manyfaces-ch9.md", "markdown", 74, "inc-manyfaces-ch9.md", 1},
		{"md/inc-memes-baishya.md", "markdown", 44, "inc-memes-baishya.md", 1},
		{"md/wikijuris-content.md", "markdown", 15, "wikijuris-content.md", 1},                                 // one that nothing calls, which pandoc drops
		{"md/wikijuris-copyrightdefences-aglc.md", "markdown", 51, "wikijuris-copyrightdefences-aglc.md", 0.9}, // “(2002) 118 FCR 417” is no point 2002 of a list

		{"html/freeculture-docbook.html", "html", 222, "freeculture.docbook.xml", 1},
		{"html/inc-grayzones-book.html", "html", 177, "", 0},
		{"html/inc-internet-revolution.html", "html", 138, "inc-internet-revolution.docx", 1},
		{"html/mueller-appendix.html", "html", 15, "", 0},
		{"html/se-keynes-economic-consequences-endnotes.xhtml", "html", 171, "", 0},
		{"html/wikipedia-mozilla-rendered.html", "html", 72, "", 0},
		{"derived/inc-grayzones-abram.html", "html", 48, "inc-grayzones-abram.docx", 1},
		{"derived/inc-internet-revolution.html", "html", 138, "inc-internet-revolution.docx", 1},
		{"derived/inc-manyfaces-ch9-endnotes.html", "html", 74, "inc-manyfaces-ch9-endnotes.docx", 1},

		{"docx/inc-communities-ch1.docx", "docx", 89, "inc-communities-ch1.docx", 1},
		{"docx/inc-grayzones-abram.docx", "docx", 48, "inc-grayzones-abram.docx", 1},
		{"docx/inc-india-rajadhyaksha.docx", "docx", 165, "inc-india-rajadhyaksha.docx", 1},
		{"docx/inc-internet-revolution.docx", "docx", 138, "inc-internet-revolution.docx", 1},
		{"docx/inc-manyfaces-ch9-endnotes.docx", "docx", 74, "inc-manyfaces-ch9-endnotes.docx", 1},
		{"docx/inc-memes-ch8.docx", "docx", 30, "inc-memes-ch8.docx", 1},
		{"docx/tei-hyperlink-fn-en.docx", "docx", 14, "tei-hyperlink-fn-en.docx", 1},
		{"docx/wikijuris-ai-chapter.docx", "docx", 21, "wikijuris-ai-chapter.docx", 1},

		{"odt/openoffice-compdoc.odt", "odt", 6, "openoffice-compdoc.odt", 1},
		{"odt/tei-test.odt", "odt", 6, "tei-test.odt", 1},
		{"derived/inc-grayzones-abram.odt", "odt", 48, "inc-grayzones-abram.docx", 1},
		{"derived/inc-internet-revolution.odt", "odt", 138, "inc-internet-revolution.docx", 1},
		{"derived/inc-manyfaces-ch9-endnotes.odt", "odt", 74, "inc-manyfaces-ch9-endnotes.docx", 1},

		{"derived/inc-grayzones-abram.rtf", "rtf", 48, "inc-grayzones-abram.docx", 1},
		{"derived/inc-internet-revolution.rtf", "rtf", 138, "inc-internet-revolution.docx", 1},
		{"derived/inc-manyfaces-ch9-endnotes.rtf", "rtf", 74, "inc-manyfaces-ch9-endnotes.docx", 1},

		{"epub/inc-grayzones.epub", "epub", 177, "", 0},
		{"epub/se-keynes-economic-consequences.epub", "epub", 171, "", 0},
		{"epub/wasteland-idpf.epub", "epub", 20, "", 0},

		{"pdf/ancilla-iuris-2020-bilingual.pdf", "pdf", 200, "", 0},
		{"pdf/bolognalr-blackstone.pdf", "pdf", 329, "", 0},
		{"pdf/bolognalr-marketization.pdf", "pdf", 42, "", 0},
		{"pdf/ijple-teaching-police.pdf", "pdf", 55, "", 0},
		{"derived/inc-grayzones-abram.pdf", "pdf", 48, "inc-grayzones-abram.docx", 0.9},
		{"derived/inc-internet-revolution.pdf", "pdf", 138, "inc-internet-revolution.docx", 0.9},
		{"derived/inc-manyfaces-ch9-endnotes.pdf", "pdf", 74, "inc-manyfaces-ch9-endnotes.docx", 0.9},

		{"tex/copyleft-guide-compliance.tex", "latex", 15, "copyleft-guide-compliance.tex", 0.6},
		{"tex/copyleft-guide-gpl-lgpl.tex", "latex", 51, "", 0},                               // pandoc cannot read it
		{"tex/mueller-hacking-dumping.tex", "latex", 179, "mueller-hacking-dumping.tex", 0.5}, // macros of its own

		{"wiki/enwiki-anarchism-xmlescaped.txt", "mediawiki", 305, "", 0},
		{"wiki/enwiki-firefox.wiki", "mediawiki", 122, "", 0},
		{"wiki/enwiki-mark-behr.wiki", "mediawiki", 29, "enwiki-mark-behr.wiki", 1},
		{"wiki/enwiki-timeline-github.wiki", "mediawiki", 152, "", 0},
		{"wiki/wikijuris-copyrightdefences.dokuwiki", "dokuwiki", 66, "wikijuris-copyrightdefences.dokuwiki", 1}, // by DokuWiki's own rules; pandoc loses the 32 that have a parenthesis
		{"xml/freeculture.docbook.xml", "docbook", 222, "freeculture.docbook.xml", 1},
	}
}

// Notes must be complete in formats that mark them, and may lack two in a
// hundred where they have to be guessed from the print.
const (
	goalMarked  = 1.0
	goalPrinted = 0.98
)

// TestCorpus reads real documents and prints a table of what was found in each.
func TestCorpus(t *testing.T) {
	shared(t) // skips without them
	var b strings.Builder
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "file\tnotes\ttrue\tcalls\tmissing\tsame words\tURLs\ttime")
	for _, f := range corpusFiles() {
		t.Run(f.file, func(t *testing.T) { fmt.Fprintln(table, f.check(t)) })
	}
	table.Flush()
	t.Logf("\n%s", b.String())
}

// check reads f, holds it against what is known, and returns a row.
func (f corpusFile) check(t *testing.T) string {
	if !slices.ContainsFunc(Readers(), func(r verify.Reader) bool { return r.Format() == f.format }) {
		t.Skipf("there is no reader of %s yet", f.format)
	}
	if f.format == "pdf" && testing.Short() {
		t.Skip("PDF takes its time, and -short is set")
	}
	name := shared(t, f.file)
	if f.file == "seed" {
		name = shared(t, "..", "seed", "china-posts.txt")
	}
	start := time.Now()
	d := readFile(t, name)
	elapsed := time.Since(start)
	if d.Format != f.format {
		t.Errorf("read as %s, want %s", d.Format, f.format)
	}
	notes, calls := f.counted(d)
	goal := goalMarked
	if f.printed() {
		goal = goalPrinted
	}
	if float64(len(notes)) < goal*float64(f.notes) || len(notes) > f.notes {
		t.Errorf("%d notes of %d", len(notes), f.notes)
	}
	words, urls := "-", "-"
	if f.truth != "" {
		words, urls = f.compare(t, d, notes)
	}
	return fmt.Sprintf("%s\t%d\t%d\t%d\t%d\t%s\t%s\t%s", f.file, len(notes), f.notes, calls, len(d.Missing), words, urls, elapsed.Round(time.Millisecond/10))
}

// counted are the notes of d that the count of f holds: in a printed page the
// asterisk of an author's thanks is in nobody's count. calls are those of all.
func (f corpusFile) counted(d *verify.Document) (notes []verify.Note, calls int) {
	for _, n := range d.Notes {
		calls += len(n.Calls)
		if !f.printed() || strings.Trim(n.Label, "*†‡") != "" {
			notes = append(notes, n)
		}
	}
	return notes, calls
}

// printed tells the formats that do not mark notes.
func (f corpusFile) printed() bool { return f.format == "text" || f.format == "pdf" }

// compare holds the words of each note in the truth, and the URLs, against
// those of the note of d that is most like it.
func (f corpusFile) compare(t *testing.T, d *verify.Document, notes []verify.Note) (words, urls string) {
	tr := readTruth(t, f.truth+".notes.json")
	found := map[string]int{}
	for _, n := range notes {
		found[letters(n.Span.Of(d.Text))]++
	}
	same := 0
	for i, want := range tr.Notes {
		key := letters(htmlTag.ReplaceAllString(want.Text, " ")) // pandoc leaves tags in the text of Markdown
		if found[key] > 0 {
			found[key]--
			same++
		} else if i-same < 5 {
			t.Logf("no note has the words %.200q", want.Text)
		}
	}
	if float64(same) < f.alike*float64(len(tr.Notes)) {
		t.Errorf("%d notes of %d have the words of the truth", same, len(tr.Notes))
	}
	wanted, got := truthURLs(tr), noteURLs(d, notes)
	hits := 0
	for u := range wanted {
		if got[u] {
			hits++
		}
	}
	return fmt.Sprintf("%d/%d", same, len(tr.Notes)), fmt.Sprintf("%d/%d", hits, len(wanted))
}

func truthURLs(tr truth) map[string]bool {
	urls := map[string]bool{}
	for _, n := range tr.Notes {
		addURLs(urls, html.UnescapeString(n.Text))
		for _, u := range n.Targets {
			addURLs(urls, html.UnescapeString(u))
		}
	}
	return urls
}

func noteURLs(d *verify.Document, notes []verify.Note) map[string]bool {
	urls := map[string]bool{}
	for _, n := range notes {
		addURLs(urls, n.Span.Of(d.Text))
		for _, u := range targetsIn(d, n.Span) {
			addURLs(urls, u)
		}
	}
	return urls
}

var htmlTag = regexp.MustCompile(`</?[a-z]+[0-9]?( [^>]*)?/?>`) // and no <https://…>

var webAddress = regexp.MustCompile(`https?://[^\s<>"“”\[\]]+`)

func addURLs(urls map[string]bool, text string) {
	for _, u := range webAddress.FindAllString(text, -1) {
		urls[strings.TrimRight(u, ".,;:)’'\\")] = true
	}
}

// letters is text as far as readers of one document must agree on it.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
