package rule

import (
	"fmt"

	"loccit/verify"
)

func doiMismatch() verify.Rule {
	return verify.Rule{
		ID:       "doi-mismatch",
		Group:    identifiers,
		Title:    "The DOI or arXiv number is of another work",
		Severity: verify.Warning,
		Doc: `
The identifier is registered, but for something else: no word that matters is in both titles, and author and year do not
fit either. A digit was mistyped, the identifier was copied from the next reference, or the reference was made up.

Titles are compared as on web pages: case, accents, subtitles and translations in brackets are no difference. Nothing is
said where the note's title is that of the book or journal that the work is part of, where the languages differ, where
only a guess tells a title without quotation marks from its neighbours, or where the registry does not say what the
identifier is of.

**What to do.** Open the identifier, and compare. Take the right one from the work itself.

**Example.** The note cites “The Dam Leaks Again,” and Crossref has the DOI as “Wedding Customs of the Coast.”
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCheck(c, verify.CheckDOI, verify.Differs, func(s *verify.Standing, k verify.Check, where verify.Where) {
				if s == nil || mending(s) {
					return
				}
				i, _ := where.Citation()
				cite := &c.Documents[where.Document].Citations[i]
				report(verify.Finding{
					Where:    where,
					Message:  fmt.Sprintf("%s is that of “%s”; the note calls it “%s”.", identifierWords(k), short(k.Found, 120), short(cite.Title, 120)),
					Next:     "Open the identifier, and take the right one from the work itself.",
					Evidence: []string{fmt.Sprintf("%s: %s.", capital(verify.RegistryName(k.Where)), k.Why)},
				})
			})
		},
	}
}
