package rule

import (
	"fmt"

	"loccit/verify"
)

func quoteAltered() verify.Rule {
	return verify.Rule{
		ID:       "quote-altered",
		Group:    contents,
		Title:    "The source has the passage, with other words",
		Severity: verify.Warning,
		Doc: `
The passage that the text quotes stands in the source, but not in these words: one was dropped, added or replaced, a
number is another, or words of two sentences were joined without an ellipsis. Between quotation marks a reader takes
every word for the source's own. Both are shown side by side.

What editors may change is no finding: quotation marks, dashes, spaces and hyphens, capital letters, words left out at an
ellipsis, letters in square brackets, words in square or round ones, *[sic]*, the spelling of Britain or America (*labour*,
*labor*), names without their diacritics (*Erdogan*), a number in words or in figures (*forty*, *40*), Chinese in the
characters of either shore, and Arabic with or without its points. The foot and head of printed pages that stand between
two lines are no part of the text. A letter that differs otherwise is told, since a slip in the quotation and a slip of the
source look the same from here; so is an ellipsis in place of a *not*.

**What to do.** Set the quotation as the source has it, or mark the change: an ellipsis for words left out, square
brackets for words of your own. Where the source itself is at fault, say so with *[sic]*.

**Example.** *“The board did approve the pier”*, where the page has *“The board did not approve the pier”*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCheck(c, verify.CheckQuote, verify.Altered, func(_ *verify.Standing, k verify.Check, where verify.Where) {
				report(verify.Finding{
					Where:    where,
					Message:  fmt.Sprintf("The source has “%s” in other words: %s.", short(k.Cited, 120), k.Why),
					Next:     "Compare the two, and set the quotation as the source has it, or mark what was changed with an ellipsis or square brackets.",
					Evidence: sideBySide(k),
				})
			})
		},
	}
}

// sideBySide are the words of both, those of the quotation only where the
// message cannot hold them all.
func sideBySide(k verify.Check) []string {
	evidence := []string{"source: “" + k.Found + "”", "in " + sightOf(k)}
	if short(k.Cited, 120) != k.Cited {
		evidence = append([]string{"quoted: “" + k.Cited + "”"}, evidence...)
	}
	return evidence
}
