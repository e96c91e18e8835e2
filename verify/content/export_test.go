package content

import "loccit/verify"

// FindIn looks for a quotation in the text of a page, for tests that read pages
// with other rooms' help.
func FindIn(page, quotation string) (answer verify.Outcome, why, found string) {
	p := fold(page).find(quotation)
	return p.answer, p.why(), p.found
}
