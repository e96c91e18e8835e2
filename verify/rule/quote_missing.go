package rule

import (
	"fmt"

	"loccit/verify"
	"loccit/verify/content"
)

func quoteMissing() verify.Rule {
	return verify.Rule{
		ID:       "quote-missing",
		Group:    contents,
		Title:    "The source does not have the words quoted",
		Severity: verify.Warning,
		Doc: `
The text quotes some words and gives a source for them, and they do not stand there: neither as quoted nor in words that
come near. Mostly the page has changed since, or the words stand in another source that the author read beside this one;
a note may have moved from its sentence; and now and then a quotation was never said.

Looked for are the quotations in the sentence that the note's call closes, the block quotation that it ends (of Markdown,
HTML and EPUB), and those in the note itself, if the note has one source, or refers back to one: in all visible text of
the page as it is now, then in the snapshot nearest the citation. Titles, single words, phrases of two words and words
held at a distance (*so-called*) are not looked for. Where a note has several sources, no one can tell whose words they
are, and nothing is said.

Nothing is said of words that are nobody's (a slogan, a coined phrase, what *one might call* so), that the sentence gives
to another speaker whom the page does not name, or says were told to its writer, nor of what the note calls a translation.
Nothing is said where the words may well stand in a part that was not seen: behind a paywall or a log-in, on a page that
scripts build, in a book or a paper that the page only presents, or in another language, of which the quotation is a
translation.

**What to do.** Look the words up in the source. If the page has changed, cite a snapshot that has them. If they stand
elsewhere, name that source. If they cannot be found, ask the author where they were read.

**Example.** *The minister spoke of “a door that will not be closed again”.¹²*: the interview that note 12 gives has no
such words, and the one of the day before has.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCheck(c, verify.CheckQuote, verify.Missing, func(_ *verify.Standing, k verify.Check, where verify.Where) {
				report(verify.Finding{
					Where:    where,
					Message:  fmt.Sprintf("“%s” was not found in the source, nor words that come near.", short(k.Cited, 120)),
					Next:     "Look the words up in the source: if the page has changed, cite a snapshot that has them; if they stand elsewhere, name that source.",
					Evidence: []string{"looked for in all visible text of " + sightOf(k)},
				})
			})
		},
	}
}

// sightOf names what a check was made on.
func sightOf(k verify.Check) string {
	if k.Where == content.Live {
		return "the page as it is now"
	}
	return "the snapshot " + k.Where
}
