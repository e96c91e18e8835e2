package content

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"loccit/verify"
)

// How much the word of a page is trusted, by where it stands: JSON-LD and the
// tags that libraries and networks read are filled in with care, what a reader
// sees may belong to something else on the page.
const (
	byLinkedData  = iota // schema.org as JSON-LD
	byHighwire           // citation_title, citation_author, ... (Google Scholar's inclusion guidelines)
	byOpenGraph          // og:title, article:published_time (ogp.me)
	byDublinCore         // dc.title, dcterms.issued, and what else meta elements say
	byMicrodata          // itemprop, <time pubdate>, a class that says what it is
	byPlace              // a day under the headline
	byAppearance         // a byline or a date that only its looks tell
	bySomeElement        // the first <time> of the page, whatever it is
	byLink               // what leads to a page about an author, if it is a name
)

// Bounds of what is kept.
const (
	mostTitles  = 6
	mostAuthors = 12
	mostDates   = 4
)

// A claim is one thing that a page says of itself.
type claim struct {
	rank int
	said string
}

// claims are what a page says of itself, in all the ways that it does.
type claims struct {
	titles, authors, published, updated, sites, languages []claim
	contributors                                          []string // who stand beside authors: advisers, translators
	paid                                                  bool     // not all of the text is free
	name, headline                                        string   // of the work in JSON-LD
	labelled                                              label    // what the next pair of a network's tags is about
}

func (c *claims) title(rank int, said string)    { c.titles = add(c.titles, rank, said) }
func (c *claims) site(rank int, said string)     { c.sites = add(c.sites, rank, said) }
func (c *claims) language(rank int, said string) { c.languages = add(c.languages, rank, said) }

func (c *claims) author(rank int, said string) {
	if said = person(said); said == "" {
		return
	}
	all := creditOf(said, "")
	if all.source && len(all.names) == 0 { // photographs by, edited by
		return
	}
	if len(all.names) > 0 && all.words == 0 && len(all.days) == 0 {
		for _, name := range all.names {
			c.authors = add(c.authors, rank, name)
		}
		return
	}
	c.authors = add(c.authors, rank, said)
}

func (c *claims) publishedOn(rank int, said string) {
	if d := day(said); d != "" {
		c.published = add(c.published, rank, d)
	}
}

func (c *claims) updatedOn(rank int, said string) {
	if d := day(said); d != "" {
		c.updated = add(c.updated, rank, d)
	}
}

func add(list []claim, rank int, said string) []claim {
	said = clip(squeeze(said))
	if said == "" || len(list) >= 64 || slices.ContainsFunc(list, func(c claim) bool { return c.rank == rank && c.said == said }) {
		return list
	}
	return append(list, claim{rank, said})
}

// dated reports whether a day of publication is known.
func (c *claims) dated() bool {
	return slices.ContainsFunc(c.published, func(d claim) bool { return d.rank <= byPlace })
}

// settle writes what was claimed into p, the most trusted first.
func (c *claims) settle(p *verify.Page) {
	for _, list := range [][]claim{c.titles, c.authors, c.published, c.updated, c.sites, c.languages} {
		slices.SortStableFunc(list, func(a, b claim) int { return cmp.Compare(a.rank, b.rank) })
	}
	c.dropDescription(p)
	c.postedOn(p)
	if len(c.authors) == 0 {
		for _, name := range c.contributors {
			c.author(byDublinCore, name)
		}
	}
	for _, t := range c.titles {
		if p.Title == "" {
			p.Title = t.said
		} else if t.said != p.Title && len(p.Titles) < mostTitles && !slices.Contains(p.Titles, t.said) {
			p.Titles = append(p.Titles, t.said)
		}
	}
	for _, a := range c.authors {
		if len(p.Authors) < mostAuthors && !slices.ContainsFunc(p.Authors, func(b string) bool { return strings.EqualFold(a.said, b) }) {
			p.Authors = append(p.Authors, a.said)
		}
	}
	for _, d := range c.published {
		switch {
		case p.Published == "" && d.rank < byAppearance:
			p.Published = d.said
		case dayOf(d.said) != dayOf(p.Published) && len(p.Dates) < mostDates && !slices.Contains(p.Dates, dayOf(d.said)):
			p.Dates = append(p.Dates, dayOf(d.said))
		}
	}
	if len(c.updated) > 0 && dayOf(c.updated[0].said) != dayOf(p.Published) {
		p.Updated = c.updated[0].said
	}
	for i, d := range c.updated {
		if i > 0 && d.rank <= byPlace && len(p.Dates) < mostDates && !slices.Contains(p.Dates, dayOf(d.said)) && dayOf(d.said) != dayOf(p.Published) {
			p.Dates = append(p.Dates, dayOf(d.said))
		}
	}
	p.Paid = p.Paid || c.paid
	if p.Site == "" && len(c.sites) > 0 {
		p.Site = c.sites[0].said
	}
	if p.Language == "" && len(c.languages) > 0 {
		p.Language = strings.ReplaceAll(c.languages[0].said, "_", "-")
	}
}

// dropDescription drops the headline of a work that has a name, where the page
// bears the name and nowhere the headline: encyclopedias say there in a few
// words what the thing is.
func (c *claims) dropDescription(p *verify.Page) {
	if c.name == "" || c.headline == "" || c.name == c.headline || p.Title == "" {
		return
	}
	name, headline := wordsOf(c.name), wordsOf(c.headline)
	bears := func(said string) bool { return holds(wordsOf(said), headline) }
	if !holds(wordsOf(p.Title), name) || bears(p.Title) || slices.ContainsFunc(p.Headings, bears) {
		return
	}
	said := clip(squeeze(c.headline))
	c.titles = slices.DeleteFunc(c.titles, func(t claim) bool { return t.rank == byLinkedData && t.said == said })
}

// dayOf is the date of an ISO 8601 moment, as it is written: a newspaper dates
// by its own clock.
func dayOf(iso string) string {
	date, _, _ := strings.Cut(iso, "T")
	return date
}

// day reads a date in any form that pages give it, and writes it as ISO 8601,
// with the time where it has one.
func day(said string) string {
	said = strings.TrimSpace(said)
	if len(said) >= 10 && said[4] == '-' && said[7] == '-' && (len(said) == 10 || said[10] == 'T' || said[10] == ' ') {
		if d, n := verify.ReadDate(said[:10]); n == 10 && d.Day > 0 {
			return clip(strings.Replace(said, " ", "T", 1))
		}
		return ""
	}
	if len(said) >= 7 && len(said) <= 10 && (said[4] == '/' || said[4] == '.') && strings.Trim(said, "0123456789/.") == "" {
		said = strings.NewReplacer("/", "-", ".", "-").Replace(said) // the form of Highwire's tags
	}
	if date, clock, ok := strings.Cut(said, "T"); ok && len(date) == 8 && strings.Trim(clock, "0123456789Z") == "" { // the basic form of ISO 8601
		said = date
	}
	if len(said) == 8 && strings.Trim(said, "0123456789") == "" {
		said = said[:4] + "-" + said[4:6] + "-" + said[6:]
	}
	if weekday, rest, ok := strings.Cut(said, ", "); ok && len(weekday) <= 12 && strings.IndexFunc(weekday, unicode.IsDigit) < 0 {
		if d, _ := verify.ReadDate(rest); d.Year != 0 {
			return d.String()
		}
	}
	d, _ := verify.ReadDate(said)
	return d.String()
}

// person is the name in what stands where authors stand; empty for an address,
// a number, or a placeholder.
func person(said string) string {
	said = squeeze(said)
	if said == "" || len(said) > 200 || strings.HasPrefix(said, "http") || strings.HasPrefix(said, "/") || strings.HasPrefix(said, "@") {
		return ""
	}
	said = withoutYears(withoutBy(said))
	if strings.IndexFunc(said, unicode.IsLetter) < 0 {
		return ""
	}
	switch strings.ToLower(said) {
	case "admin", "administrator", "author", "authors", "staff", "editor", "webmaster", "anonymous", "unknown", "user", "root", "none", "null", "undefined", "n/a", "by", "guest":
		return ""
	}
	return said
}

// withoutYears drops the years of a life, which libraries put behind a name:
// Roe, Jane, 1868-1941.
func withoutYears(said string) string {
	at := strings.LastIndex(said, ", ")
	if at < 0 || len(said)-at < len(", 1868-") || strings.Trim(said[at+2:], "0123456789-–? ") != "" {
		return said
	}
	return said[:at]
}

// withoutBy drops what introduces the names of a byline.
func withoutBy(said string) string {
	if len(said) > 3 && said[:2] == "By" && said[2] >= 'A' && said[2] <= 'Z' { // ByJane Roe: two elements without a space
		return said[2:]
	}
	if said == "" || !mayIntroduce(said[0]) { // as most lines
		return said
	}
	for _, by := range [...]string{"written by", "posted by", "published by", "story by", "report by", "text by", "words by", "by", "von", "par", "por", "di", "door", "av", "af", "przez", "автор:", "autor:", "auteur:", "author:", "authors:", "text:"} {
		if len(said) > len(by) && said[0]|0x20 == by[0]|0x20 && (said[len(by)] == ' ' || said[len(by)] == ':') && strings.EqualFold(said[:len(by)], by) {
			return withoutOffice(strings.TrimLeft(said[len(by):], " :"))
		}
	}
	return said
}

// mayIntroduce reports whether one of the words that introduce names begins with
// a byte.
func mayIntroduce(first byte) bool {
	switch first | 0x20 {
	case 'a', 'b', 'd', 'p', 'r', 's', 't', 'v', 'w', "а"[0] | 0x20:
		return true
	}
	return false
}

// withoutOffice drops what a paper calls its people before it names them.
func withoutOffice(said string) string {
	for _, office := range [...]string{"our correspondent ", "our reporter ", "onze verslaggever ", "onze correspondent ", "unserer korrespondentin ", "unserem korrespondenten ", "notre correspondant ", "notre correspondante ", "notre envoyé spécial "} {
		if len(said) > len(office) && strings.EqualFold(said[:len(office)], office) {
			return said[len(office):]
		}
	}
	return said
}
