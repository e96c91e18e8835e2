package format

import (
	"fmt"
	"html"
	"os"
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
		{"derived/inc-grayzones-abram.raw.txt", "text", 48, "inc-grayzones-abram.docx", 1},
		{"derived/inc-internet-revolution.layout.txt", "text", 138, "inc-internet-revolution.docx", 1},
		{"derived/inc-manyfaces-ch9-endnotes.raw.txt", "text", 74, "inc-manyfaces-ch9-endnotes.docx", 1},

		{"md/agile-government-bluebook.md", "markdown", 156, "agile-government-bluebook.md", 1},
		{"md/inc-grayzones-book.md", "markdown", 177, "", 0}, // pandoc takes the wrong one of two definitions
		{"md/inc-india-shah.md", "markdown", 115, "inc-india-shah.md", 1},
		{"md/inc-manyfaces-ch9.md", "markdown", 74, "inc-manyfaces-ch9.md", 1},
		{"md/inc-memes-baishya.md", "markdown", 44, "inc-memes-baishya.md", 1},
		{"md/wikijuris-content.md", "markdown", 15, "wikijuris-content.md", 1}, // one that nothing calls, which pandoc drops
		{"md/wikijuris-copyrightdefences-aglc.md", "markdown", 51, "wikijuris-copyrightdefences-aglc.md", 1},

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
		{"derived/inc-grayzones-abram.pdf", "pdf", 48, "inc-grayzones-abram.docx", 1},
		{"derived/inc-internet-revolution.pdf", "pdf", 138, "inc-internet-revolution.docx", 1},
		{"derived/inc-manyfaces-ch9-endnotes.pdf", "pdf", 74, "inc-manyfaces-ch9-endnotes.docx", 1},

		{"tex/copyleft-guide-compliance.tex", "latex", 15, "copyleft-guide-compliance.tex", 1},
		{"tex/copyleft-guide-gpl-lgpl.tex", "latex", 51, "", 0}, // pandoc cannot read it
		{"tex/mueller-hacking-dumping.tex", "latex", 179, "mueller-hacking-dumping.tex", 1},

		{"wiki/enwiki-anarchism-xmlescaped.txt", "mediawiki", 305, "", 0},
		{"wiki/enwiki-firefox.wiki", "mediawiki", 122, "", 0},
		{"wiki/enwiki-mark-behr.wiki", "mediawiki", 29, "enwiki-mark-behr.wiki", 1},
		{"wiki/enwiki-timeline-github.wiki", "mediawiki", 152, "", 0},
		{"wiki/wikijuris-copyrightdefences.dokuwiki", "dokuwiki", 66, "wikijuris-copyrightdefences.dokuwiki", 1}, // by DokuWiki's own rules; pandoc loses the 32 that have a parenthesis
		{"xml/freeculture.docbook.xml", "docbook", 222, "freeculture.docbook.xml", 1},
	}
}

// A peerLoss is what pandoc loses of a document and this package keeps.
type peerLoss struct {
	words  []string // that it drops; without them our notes have its words
	notes  int      // that cannot be compared for it
	reason string
}

func peerLosses() map[string]peerLoss {
	return map[string]peerLoss{
		"md/wikijuris-copyrightdefences-aglc.md": {nil, 5, "“(2002) 118 FCR 417” becomes point 2002 of a list there"},
		"tex/copyleft-guide-compliance.tex":      {nil, 3, "both arguments of \\tutorialpartsplit, defined in another file, are dropped there"},
		"tex/mueller-hacking-dumping.tex":        {[]string{"Investigative Technique", "Harm to Ongoing Investigation", "Grand Jury", "Personal Privacyr", "Personal Privacy"}, 0, "the words of \\blackout, defined in another file, are dropped there"},
	}
}

// Notes must be complete in formats that mark them, and may lack two in a
// hundred where they have to be guessed from the print.
const (
	goalMarked  = 1.0
	goalPrinted = 0.98
	goalURLs    = 0.995 // over all files, as citations name them
)

// TestCorpus reads real documents and prints a table of what was found in each.
func TestCorpus(t *testing.T) {
	shared(t) // skips without them
	var b strings.Builder
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "file\tnotes\ttrue\tcalls\tmissing\tsame words\tURLs\ttime")
	var urls share
	for _, f := range corpusFiles() {
		t.Run(f.file, func(t *testing.T) { fmt.Fprintln(table, f.check(t, &urls)) })
	}
	table.Flush()
	t.Logf("\n%sURLs %d of %d: %.2f %%", b.String(), urls.found, urls.of, 100*float64(urls.found)/float64(max(1, urls.of)))
	if float64(urls.found) < goalURLs*float64(urls.of) {
		t.Errorf("URLs: %d of %d", urls.found, urls.of)
	}
}

// check reads f, holds it against what is known, and returns a row.
func (f corpusFile) check(t *testing.T, sum *share) string {
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
	words := "-"
	wanted := f.sourceURLs(t, name)
	if f.truth != "" {
		tr := readTruth(t, f.truth+".notes.json")
		words = f.compareWords(t, d, notes, tr)
		wanted = truthURLs(tr)
	}
	urls := f.compareURLs(t, d, notes, wanted, sum)
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

// compareWords counts the notes of the truth whose words a note of d has.
func (f corpusFile) compareWords(t *testing.T, d *verify.Document, notes []verify.Note, tr truth) string {
	loss := peerLosses()[f.file]
	found := map[string]int{}
	for _, n := range notes {
		words := n.Span.Of(d.Text)
		for _, w := range loss.words {
			words = strings.ReplaceAll(words, w, "")
		}
		found[letters(words)]++
	}
	same := 0
	for i, want := range tr.Notes {
		key := letters(htmlTag.ReplaceAllString(want.Text, " ")) // pandoc leaves tags in the text of Markdown
		if found[key] > 0 {
			found[key]--
			same++
		} else if loss.notes == 0 && i-same < 5 {
			t.Logf("no note has the words %.200q", want.Text)
		}
	}
	of := len(tr.Notes) - loss.notes
	if float64(same) < f.alike*float64(of) {
		t.Errorf("%d notes of %d have the words of the truth", same, of)
	}
	if loss.reason != "" {
		t.Logf("%s: %d notes left out, and %d phrases of ours: %s", f.file, loss.notes, len(loss.words), loss.reason)
	}
	return fmt.Sprintf("%d/%d", same, of)
}

// compareURLs counts the URLs wanted that a citation of d names.
func (f corpusFile) compareURLs(t *testing.T, d *verify.Document, notes []verify.Note, wanted urlSet, sum *share) string {
	if wanted == nil {
		return "-"
	}
	got, hits := noteURLs(d, notes), 0
	for u, cut := range wanted {
		if got.has(u, cut) {
			hits++
		} else {
			t.Logf("no citation has the URL %s", u)
		}
	}
	sum.found, sum.of = sum.found+hits, sum.of+len(wanted)
	return fmt.Sprintf("%d/%d", hits, len(wanted))
}

// A share is found of as many as there are.
type share struct{ found, of int }

func truthURLs(tr truth) urlSet {
	urls := urlSet{}
	for _, n := range tr.Notes {
		urls.add(html.UnescapeString(n.Text))
		for _, u := range n.Targets {
			urls.add(html.UnescapeString(u))
		}
	}
	return urls
}

// sourceURLs are the URLs that a pattern sees in the notes of a wiki page, as
// a pattern finds these; nil for other files.
func (f corpusFile) sourceURLs(t *testing.T, name string) urlSet {
	if f.format != "mediawiki" {
		return nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	source := string(data)
	if !strings.Contains(source, "<ref") {
		source = html.UnescapeString(source) // a dump is escaped once
	}
	source = refComment.ReplaceAllString(source, "")
	urls := urlSet{}
	for _, m := range refElement.FindAllStringSubmatch(source, -1) {
		urls.add(html.UnescapeString(m[1]))
	}
	return urls
}

var (
	refElement = regexp.MustCompile(`(?s)<ref(?: [^>]*[^/>])?>(.*?)</ref>`)
	refComment = regexp.MustCompile(`(?s)<!--.*?-->`)
)

// noteURLs are the URLs of the notes of d: targets of links, what a pattern
// sees in the words, and what a citation names. In a printed page a citation
// sees more than the pattern, for URLs are broken over lines.
func noteURLs(d *verify.Document, notes []verify.Note) urlSet {
	urls := urlSet{}
	for _, n := range notes {
		urls.add(n.Span.Of(d.Text))
		for _, u := range targetsIn(d, n.Span) {
			urls.add(u)
		}
	}
	for _, c := range verify.Cite(d) {
		for _, u := range [...]string{c.URL, c.ArchiveURL, c.URLPrinted} {
			urls.add(u)
		}
	}
	return urls
}

// A urlSet holds URLs, and whether a space cuts each: the pattern ends at the
// spaces that typesetters put into URLs, and a citation does not.
type urlSet map[string]bool

// add adds the URLs that a pattern sees in text.
func (s urlSet) add(text string) {
	for _, at := range webAddress.FindAllStringIndex(text, -1) {
		u := strings.TrimRight(text[at[0]:at[1]], ".,;:)’'\\")
		s[u] = s[u] || at[0]+len(u) == at[1] && strings.HasPrefix(text[at[1]:], " ")
	}
}

// has reports whether s has u or, where a space cuts it, a URL that goes on
// from it.
func (s urlSet) has(u string, cut bool) bool {
	if _, ok := s[u]; ok {
		return true
	}
	for have := range s {
		if cut && strings.HasPrefix(have, u) {
			return true
		}
	}
	return false
}

var htmlTag = regexp.MustCompile(`</?[a-z]+[0-9]?( [^>]*)?/?>`) // and no <https://…>

var webAddress = regexp.MustCompile(`https?://[^\s<>"“”\[\]|{}]+`)

// letters is text as far as readers of one document must agree on it.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
