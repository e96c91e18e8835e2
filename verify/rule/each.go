package rule

import "loccit/verify"

// eachDocument calls visit for every document of the case.
func eachDocument(c *verify.Case, visit func(d int, doc *verify.Document)) {
	for d, doc := range c.Documents {
		visit(d, doc)
	}
}

// eachNote calls visit for every note, in the order printed.
func eachNote(c *verify.Case, visit func(d int, doc *verify.Document, n int, note *verify.Note)) {
	for d, doc := range c.Documents {
		for n := range doc.Notes {
			visit(d, doc, n, &doc.Notes[n])
		}
	}
}

// eachCitation calls visit for every citation, in the order printed.
func eachCitation(c *verify.Case, visit func(d int, doc *verify.Document, i int, cite *verify.Citation)) {
	for d, doc := range c.Documents {
		for i := range doc.Citations {
			visit(d, doc, i, &doc.Citations[i])
		}
	}
}

// eachUse calls visit for every citation that names a source by its URL or
// DOI, with what is known of the source. Links of archives are left out: they
// have a rule of their own. Back-references are left out: they
// send a reader to the note that names it.
func eachUse(c *verify.Case, visit func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where)) {
	for i := range c.Sources {
		s := &c.Sources[i]
		if s.Wraps != "" {
			continue
		}
		for _, ref := range s.CitedBy {
			visit(s, ref.Document, &c.Documents[ref.Document].Citations[ref.Citation], c.AtCitation(ref.Document, ref.Citation))
		}
	}
}
