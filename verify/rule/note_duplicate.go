package rule

import (
	"fmt"
	"strings"
	"unicode"

	"loccit/verify"
)

func noteDuplicate() verify.Rule {
	return verify.Rule{
		ID:       "note-duplicate",
		Group:    notesAndCalls,
		Title:    "Two notes have the same number",
		Severity: verify.Error,
		Doc: `
Two notes of one series carry the same number, so a call with that number may mean either. In Markdown most programs keep
one of the two and drop the other without a word.

On a MediaWiki page a named note may be written out twice, as long as both say the same: it is printed once.

Numbers that begin again with a chapter are a new series, and no duplicates; neither are asterisks and daggers that begin
again with a page.

**What to do.** Give the second note its own number and set its call right, or delete the one that is left over.

**Example.** After an insertion both the old and the new note are numbered 7.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachDocument(c, func(d int, doc *verify.Document) { duplicates(c, d, doc, report) })
		},
	}
}

func duplicates(c *verify.Case, d int, doc *verify.Document, report func(verify.Finding)) {
	type number struct {
		series int
		label  string
	}
	first := make(map[number]int, len(doc.Notes))
	for n := range doc.Notes {
		note := &doc.Notes[n]
		if symbolic(note.Label) {
			continue
		}
		id := number{note.Series, note.Label}
		before, ok := first[id]
		if !ok {
			first[id] = n
			continue
		}
		if doc.Format == "mediawiki" && same(doc, n, before) {
			continue
		}
		f := verify.Finding{
			Where:   c.AtNote(d, n),
			Message: fmt.Sprintf("There is a second %s; the first stands %s.", noteName(doc, n), where(doc, before)),
			Next:    "Number this note anew and set its call right, or delete the one that is left over.",
		}
		if same(doc, n, before) {
			f.Evidence = append(f.Evidence, "Both notes say the same, word for word.")
		} else if begins := short(doc.Notes[before].Span.Of(doc.Text), 100); begins == "" {
			f.Evidence = append(f.Evidence, "The first is empty.")
		} else {
			f.Evidence = append(f.Evidence, "The first begins: "+begins)
		}
		report(f)
	}
}

// symbolic reports whether a label is made of signs alone: * † ‡ § begin again
// with each page.
func symbolic(label string) bool {
	return !strings.ContainsFunc(label, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func where(doc *verify.Document, n int) string {
	if place := at(doc, doc.Notes[n].Span.Start); place != "" {
		return "in " + place
	}
	return "further up"
}

func same(doc *verify.Document, a, b int) bool {
	words := func(n int) string { return strings.Join(strings.Fields(doc.Notes[n].Span.Of(doc.Text)), " ") }
	return words(a) == words(b)
}
