package rule

import (
	"fmt"
	"slices"

	"loccit/verify"
	"loccit/verify/content"
)

func sourceUnverified() verify.Rule {
	return verify.Rule{
		ID:       "source-unverified",
		Group:    identifiers,
		Title:    "Nothing that was tried shows that the source exists",
		Severity: verify.Warning,
		Doc: `
Every way that the note gives to its source was tried, and none leads there: the page is gone and no archive ever held it,
and the DOI, where there is one, is not registered or is that of another work. This is a lead and no more: small pages die
uncopied, and DOIs are mistyped. But references that were made up look just so.

The finding lists what was tried. Nothing is said where anything could not be tried: a page behind a wall or down, an
archive or a registry that did not answer, an ISBN, a URL that is being repaired. Nor is it where an earlier run saw the page.
Where the DOI is all that the note gives,
*doi-unknown* or *doi-mismatch* says it alone, and where another page stands at the address, *title-mismatch* does.

**What to do.** Look for the title in a library catalogue or a search engine. If it is nowhere, ask the author where it was
read.

**Example.** The note gives a title, a URL that answers 404 and that no archive holds, and a DOI that is not registered.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if tried := triedInVain(c, s, cite, where); len(tried) > 0 {
					report(verify.Finding{
						Where:    where,
						Message:  fmt.Sprintf("Nothing that was tried shows that %s exists.", sourceName(c.Documents[d], cite)),
						Next:     "Look for the title in a library catalogue or a search engine; if it is nowhere, ask the author where it was read.",
						Evidence: tried,
					})
				}
			})
		},
	}
}

// triedInVain lists what was tried, where all that could be was, without
// success, and more than an identifier; empty otherwise.
func triedInVain(c *verify.Case, s *verify.Standing, cite *verify.Citation, where verify.Where) []string {
	if cite.BackReference() || cite.Title == "" || cite.ArchiveURL != "" || s.Repair != nil || s.Damage != nil {
		return nil
	}
	page, gone, ok := pageInVain(c, s, cite, where)
	if !ok {
		return nil
	}
	numbers, ok := numbersInVain(c, cite, where)
	if !ok || len(page) == 0 || !gone && len(numbers) == 0 {
		return nil
	}
	return append(page, numbers...)
}

// pageInVain says how the address was tried; ok is false where that shows the
// source, or shows nothing.
func pageInVain(c *verify.Case, s *verify.Standing, cite *verify.Citation, where verify.Where) (tried []string, gone, ok bool) {
	if cite.URL == "" || doiLink(cite) || hostOf(cite.URL) == "arxiv.org" { // the number says all
		return nil, false, true
	}
	switch s.State {
	case verify.Dead:
		if s.Archive.State != verify.None || s.Lived {
			return nil, false, false
		}
		tried = append(visited(s), "No archive that was asked holds a copy.")
		if len(s.Tries) > 0 {
			tried = append(tried, fmt.Sprintf("Other spellings of the address were tried, %d in all; none shows it.", len(s.Tries)))
		}
		return tried, true, true
	case verify.Live, verify.Moved:
		i, _ := where.Citation()
		for _, k := range c.Checks(where.Document, i) {
			if k.What == verify.CheckTitle && k.Answer == verify.Differs && k.Where == content.Live && !content.SnapshotAgrees(k) {
				return []string{fmt.Sprintf("The page at its address is called “%s”.", short(k.Found, 120))}, false, true
			}
		}
	}
	return nil, false, false
}

// numbersInVain says how DOI, arXiv number and ISBN were tried; ok is false
// where one of them may well be the source's.
func numbersInVain(c *verify.Case, cite *verify.Citation, where verify.Where) (tried []string, ok bool) {
	if cite.ISBN != "" {
		fault := badISBN(cite.ISBN)
		if fault == "" {
			return nil, false
		}
		tried = append(tried, fmt.Sprintf("ISBN %s cannot be right: %s.", cite.ISBN, fault))
	}
	i, _ := where.Citation()
	checks := c.Checks(where.Document, i)
	for _, id := range cite.Identifiers() {
		at := slices.IndexFunc(checks, func(k verify.Check) bool {
			return k.What == verify.CheckDOI && k.Cited == verify.IdentifierName(id)
		})
		if at < 0 {
			return nil, false
		}
		switch k := checks[at]; k.Answer {
		case verify.Missing:
			tried = append(tried, fmt.Sprintf("%s is not registered. %s", identifierWords(k), askedFor(k)))
		case verify.Differs:
			tried = append(tried, fmt.Sprintf("%s is that of another work: “%s”.", identifierWords(k), short(k.Found, 120)))
		default:
			return nil, false
		}
	}
	return tried, true
}
