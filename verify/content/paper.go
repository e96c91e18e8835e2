package content

import (
	"strings"

	"loccit/verify"
)

// A Paper is what a PDF says of itself, and its text.
type Paper struct {
	Title, Author string // as its metadata have them; programs write much nonsense there
	Created       string // ISO 8601: when the file was made, which may be long after what it holds
	Text          string // a line feed between lines; empty for pictures of pages
}

// Describe writes what p says into the page that it came as.
func (p *Paper) Describe(page *verify.Page) {
	if !junkTitle(p.Title) {
		page.Title = clip(squeeze(p.Title))
	}
	page.Words = wordsIn(p.Text)
	r := &pageReader{page: page}
	r.claims.author(byDublinCore, p.Author)
	r.claims.publishedOn(byAppearance, p.Created)
	r.looked(p.Text)
	r.claims.settle(page)
	SetText(page, p.Text)
}

func isPaper(page *verify.Page) bool { return strings.HasSuffix(page.MediaType, "pdf") }

// Where a PDF names itself, and how much of a title must stand there.
const (
	paperHead  = 6000 // bytes
	paperLines = 5    // that a title may run over
	strange    = 0.34 // of the title's words stand there: any paper has as many
)

// compareOnPaper asks whether the first pages of a PDF bear the title: what its
// metadata call it proves nothing against it.
func (e *exam) compareOnPaper() answer {
	text := head(e.text(), paperHead)
	if strings.TrimSpace(text) == "" {
		return answer{why: "the PDF holds no text that could be read"}
	}
	lines := strings.Split(text, "\n")
	for _, cited := range e.spellings() {
		for i := range lines {
			for n := 1; n <= paperLines && i+n <= len(lines); n++ {
				t := titleOf(strings.Join(lines[i:i+n], " "))
				if len(t.words) > 3*len(cited.words)+8 {
					break
				}
				if sameTitle(cited, t) && !otherIssue(cited, t) {
					return answer{Outcome: verify.Matches, found: short(t.raw)}
				}
			}
		}
	}
	first := e.page.Title
	for i := 0; first == "" && i < len(lines); i++ {
		first = short(lines[i])
	}
	all := titleOf(text)
	a := answer{found: first, why: "the PDF's first pages hold some words of the title, but not the title"}
	switch {
	case len(e.cited().content) == 0 || e.page.Words < fewestWords:
	case e.foreign(all):
		a.why = "the PDF is in another language than the title cited"
	case ratioOf(shared(e.cited().content, all.content), len(e.cited().content)) < strange:
		a.Outcome, a.why = verify.Differs, "its first pages hold next to none of the title's words"
	}
	return a
}
