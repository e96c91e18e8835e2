package content

import (
	"cmp"
	"fmt"
	"strings"

	"loccit/verify"
)

// identified compares what the note says with what registries hold of s, its
// source, under the identifiers that it gives; s is nil for no source.
func identified(c *verify.Case, at verify.Ref, s *verify.Standing) []verify.Check {
	cite := &c.Documents[at.Document].Citations[at.Citation]
	if s == nil || len(s.Records) == 0 {
		return nil
	}
	var checks []verify.Check
	for _, id := range cite.Identifiers() {
		g := verify.Register(s.Records, id)
		if len(g.Asked) == 0 {
			continue
		}
		k := verify.Check{What: verify.CheckDOI, Cited: verify.IdentifierName(id), Where: g.By}
		switch {
		case g.Entry == verify.Unregistered:
			k.Answer, k.Why = verify.Missing, "it is not registered"
			if why := torn(c.Documents[at.Document], cite); why != "" {
				k.Answer, k.Why = verify.CannotTell, why
			}
		case g.Entry == "":
			k.Why = "the registries could not be asked: " + cmp.Or(g.Why, "they do not know it, and the one that would know was not asked")
		case !g.Record.Described():
			k.Why = cmp.Or(g.Why, "it is registered, and no registry that was asked says of what")
		default:
			k.Answer, k.Found, k.Why = compareRecord(c, at, g.Record)
		}
		if g.Record != nil {
			k.Why = joined(k.Why, published(cite, id, g.Record))
		}
		checks = append(checks, k)
	}
	return checks
}

// compareRecord asks whether the record is of the work that the note describes.
// Another title alone does not make it another work: translations, chapters and
// whole books share identifiers; so author and year must not fit either.
func compareRecord(c *verify.Case, at verify.Ref, r *verify.Record) (verify.Outcome, string, string) {
	cite := &c.Documents[at.Document].Citations[at.Citation]
	found := r.Titles[0]
	if cite.Title == "" {
		return verify.CannotTell, found, "the note names no title"
	}
	e := newExam(c, at, &view{page: pageOf(r)})
	three := answer3(e)
	title, author, date := three.title, three.author, three.published
	_, score, _ := e.closest()
	switch {
	case title.Outcome != verify.Differs:
		return title.Outcome, cmp.Or(title.found, found), title.why
	case partOf(cite, r):
		return verify.CannotTell, found, "one of the two may be a part of the other"
	case author.Outcome == verify.Matches:
		return verify.CannotTell, found, "it is registered under another title, by an author that the note names"
	case date.Outcome == verify.Matches && author.Outcome != verify.Differs:
		return verify.CannotTell, found, "it is registered under another title, of the year that the note names"
	case score.common > 0 && author.Outcome != verify.Differs:
		return verify.CannotTell, found, title.why
	}
	return verify.Differs, found, "it is registered for another work" + describe(r)
}

// pageOf is the record as a page would say it of itself.
func pageOf(r *verify.Record) *verify.Page {
	p := &verify.Page{Title: r.Titles[0], Titles: r.Titles[1:], Authors: r.Authors, Site: r.Container, MediaType: "text/html", Words: 1000}
	if len(r.Dates) > 0 {
		p.Published, p.Dates = r.Dates[0], r.Dates[1:]
	}
	return p
}

// partOf reports whether the note's title is the record's container, or the
// other way round: a chapter may be cited by the DOI of its book.
func partOf(cite *verify.Citation, r *verify.Record) bool {
	alike := func(a, b string) bool {
		x, y := titleOf(a), titleOf(b)
		n := shared(x.content, y.content)
		return n > 0 && float64(n) >= enough*float64(min(len(x.content), len(y.content)))
	}
	if cite.Container != "" {
		for _, t := range r.Titles {
			if alike(cite.Container, t) {
				return true
			}
		}
	}
	return r.Container != "" && alike(cite.Title, r.Container)
}

// describe is who wrote the work, where and when, as far as that is known.
func describe(r *verify.Record) string {
	var said string
	switch n := len(r.Authors); {
	case n > 2:
		said = ", by " + r.Authors[0] + " and others"
	case n > 0:
		said = ", by " + strings.Join(r.Authors, " and ")
	}
	if r.Container != "" {
		said += ", in " + r.Container
	}
	if len(r.Dates) > 0 {
		if d, ok := dateOf(r.Dates[0]); ok {
			said += fmt.Sprintf(", %d", d.Year)
		}
	}
	return said
}

// published is what else an editor should know: notices, and versions.
func published(cite *verify.Citation, id string, r *verify.Record) string {
	var said []string
	for _, n := range r.Notices {
		said = append(said, Notice(n))
	}
	if v := cite.ArXivVersion(); v > 0 && strings.HasPrefix(id, verify.ArXivPrefix) && r.Version > 0 && v != r.Version {
		said = append(said, fmt.Sprintf("version %d is cited, and %d is the latest known", v, r.Version))
	}
	return strings.Join(said, "; ")
}

// Notice says a notice in words: retraction of 2010-02-06 (doi.org/10.1000/182).
func Notice(n verify.Notice) string {
	said := strings.ReplaceAll(n.Type, "_", " ")
	if n.Date != "" {
		said += " of " + n.Date
	}
	if n.DOI != "" {
		said += " (doi.org/" + n.DOI + ")"
	}
	return said
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

// torn tells why a DOI may not be all that the note prints: it stands at the
// end of a line and seems to go on, or a character follows that DOIs may hold
// and that ends most. It is empty where nothing is doubtful.
func torn(d *verify.Document, cite *verify.Citation) string {
	printed := cite.DOI
	if printed == "" {
		printed = cite.ArXiv
	}
	note := d.Notes[cite.Note].Span.Of(d.Text)
	at := strings.Index(note, printed)
	switch {
	case at < 0 && strings.Contains(cite.URLPrinted, printed): // a link behind other words
		return ""
	case at < 0:
		return "it was put together from pieces, and may not be whole"
	}
	rest := note[at+len(printed):]
	if strings.HasPrefix(rest, "<") || strings.HasPrefix(rest, "\u00ad") || strings.HasPrefix(rest, "‐") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "…") || strings.HasPrefix(rest, "...") {
		return "it may not end where it seems to"
	}
	glue := len(rest) - len(strings.TrimLeft(rest, "-./_:;("))
	rest = strings.TrimLeft(rest[glue:], " \t\r")
	after, broken := strings.CutPrefix(rest, "\n")
	if !broken {
		return ""
	}
	next, _, _ := strings.Cut(strings.TrimLeft(after, " \t"), " ")
	if next == "" || next[0] == '\n' {
		return ""
	}
	last := printed[len(printed)-1]
	if glue > 0 && rest != "" && continues(next) || last == '-' || last == '/' || strings.ContainsAny(next, "0123456789") && continues(next) {
		return "it stands at the end of a line, and may go on in the next"
	}
	return ""
}

// continues reports whether a word may be the rest of an identifier.
func continues(w string) bool {
	return w[0] >= 'a' && w[0] <= 'z' || w[0] >= '0' && w[0] <= '9'
}
