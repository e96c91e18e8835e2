package format

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isCite tells the templates that print a citation.
func isCite(name string) bool {
	for _, start := range [...]string{"cite ", "citation", "vcite ", "vancite ", "cita ", "internetquelle", "literatur", "lien web", "ouvrage", "article", "harvard citation"} {
		if strings.HasPrefix(name, start) && name != "citation needed" && name != "citation style" {
			return true
		}
	}
	return name == "cite" || name == "webbref" || name == "kilde www"
}

// looksLikeCite tells a citation by its parameters, whatever the template.
func (t *wikiTemplate) looksLikeCite() bool {
	if _, ok := t.get("title"); !ok || len(t.params) > 30 {
		return false
	}
	_, ok := t.get("url", "publisher", "work", "website", "newspaper", "journal", "isbn", "access-date", "last", "last1", "author")
	return ok
}

// A wikiCite prints a citation template as a note prints a source:
// Author, “Title,” Container, Date, pages, URL, archived at URL, accessed date.
// The parameters are those of Citation Style 1
// (https://en.wikipedia.org/wiki/Help:Citation_Style_1).
type wikiCite struct {
	*wikiWalk
	t     *wikiTemplate
	begun bool // something was printed: a comma comes before the next part
}

func (w *wikiWalk) cite(t *wikiTemplate) {
	c := &wikiCite{wikiWalk: w, t: t}
	w.out.flush()
	c.authors()
	c.titles()
	c.source()
	c.identifiers()
	c.addresses()
	if p, ok := t.get("quote", "quotation", "zitat"); ok {
		c.say(" (“")
		c.value(p)
		c.say("”).")
	} else if c.begun && !c.endsIn(".") {
		c.say(".")
	}
}

// say prints words of its own.
func (c *wikiCite) say(s string) { c.out.print(s, c.t.at) }

// next divides a part from the one before.
func (c *wikiCite) next() {
	if c.begun && !c.closed() {
		c.say(", ")
	} else if c.begun {
		c.say(" ")
	}
	c.begun = true
}

// endsIn tells whether what was printed ends in one of some characters.
func (c *wikiCite) endsIn(chars string) bool {
	r, _ := utf8.DecodeLastRune(c.out.text)
	return strings.ContainsRune(chars, r)
}

// closed tells whether the last part brought its comma.
func (c *wikiCite) closed() bool {
	return strings.HasSuffix(string(c.out.text[max(0, len(c.out.text)-4):]), ",”")
}

// part prints the first of some parameters, with words before it.
func (c *wikiCite) part(before string, names ...string) bool {
	p, ok := c.t.get(names...)
	if !ok {
		return false
	}
	c.next()
	if before != "" {
		c.say(before)
	}
	c.value(p)
	return true
}

// value prints a parameter without the white space around it.
func (c *wikiCite) value(p wikiParam) {
	from, to := c.bounds(p)
	c.out.steady = false
	c.inline(from, to)
	c.out.gap = noGap
}

func (w *wikiWalk) bounds(p wikiParam) (from, to int) {
	from, to = p.from, p.to
	for from < to && strings.IndexByte(" \t\n", w.text[from]) >= 0 {
		from++
	}
	for to > from && strings.IndexByte(" \t\n", w.text[to-1]) >= 0 {
		to--
	}
	return from, to
}

// authors prints the names of those who wrote it: First Last and First Last.
func (c *wikiCite) authors() {
	type name struct{ first, last wikiParam }
	var names []name
	for i := 1; i <= 30; i++ {
		n := strconv.Itoa(i)
		last, ok := c.t.get("last"+n, "author"+n, "author-last"+n, "surname"+n, "author"+n+"-last")
		if !ok && i == 1 {
			last, ok = c.t.get("last", "author", "author-last", "surname", "user")
		}
		if !ok {
			break
		}
		first, _ := c.t.get("first"+n, "author-first"+n, "given"+n)
		if first.to == first.from && i == 1 {
			first, _ = c.t.get("first", "given", "author-first")
		}
		names = append(names, name{first, last})
	}
	if len(names) == 0 {
		c.part("", "authors", "people", "vauthors", "credits")
		return
	}
	for i, n := range names {
		if len(names) > 1 && n.first.to <= n.first.from {
			n.last, n.first = c.turned(n.last) // one of several that commas divide
		}
		switch {
		case i == 0:
			c.next()
		case i == len(names)-1:
			c.say(" and ")
		default:
			c.say(", ")
		}
		if n.first.to > n.first.from {
			c.value(n.first)
			c.say(" ")
		}
		c.value(n.last)
	}
}

// turned takes a name that is printed last name first (Doe, John) apart; any
// other value stays whole.
func (c *wikiCite) turned(p wikiParam) (last, first wikiParam) {
	before, after, ok := strings.Cut(c.text[p.from:p.to], ",")
	if !ok || strings.ContainsAny(before+after, ",;[]{}<>") || len(strings.Fields(before)) != 1 {
		return p, wikiParam{}
	}
	given := strings.Fields(after)
	if len(given) == 0 || len(given) > 3 {
		return p, wikiParam{}
	}
	for _, g := range given {
		if r, _ := utf8.DecodeRuneInString(g); !unicode.IsUpper(r) || g == "Jr." || g == "Inc." {
			return p, wikiParam{}
		}
	}
	last, first = p, p
	last.to = p.from + len(before)
	first.from = last.to + 1
	return last, first
}

// titles prints what is cited: an article in quotes, a book in italics.
func (c *wikiCite) titles() {
	chapter, inBook := c.t.get("chapter", "contribution", "entry", "article", "section")
	title, ok := c.t.get("title", "script-title")
	_, periodical := c.t.get("journal", "magazine", "newspaper", "website", "work", "periodical", "encyclopedia", "encyclopaedia", "agency")
	book := strings.Contains(c.t.name, "book") || strings.Contains(c.t.name, "literatur") || strings.Contains(c.t.name, "ouvrage") || inBook && !periodical
	switch {
	case inBook && ok:
		c.quoted(chapter)
		c.next()
		c.say("in ")
		c.slanted(title)
	case inBook:
		c.quoted(chapter)
	case ok && book:
		c.next()
		c.slanted(title)
	case ok:
		c.quoted(title)
	}
	if p, ok := c.t.get("editor", "editor-last", "editor1-last", "editors"); ok {
		c.next()
		c.say("ed. ")
		if first, ok := c.t.get("editor-first", "editor1-first"); ok {
			c.value(first)
			c.say(" ")
		}
		c.value(p)
	}
}

func (c *wikiCite) quoted(p wikiParam) {
	c.next()
	c.say("“")
	c.value(p)
	if c.endsIn("?!") {
		c.say("”")
		return
	}
	if n := len(c.out.text); n > 0 && c.out.text[n-1] == '.' && !strings.HasSuffix(string(c.out.text[max(0, n-3):]), "...") {
		c.out.text = c.out.text[:n-1]
	}
	c.say(",”")
}

func (c *wikiCite) slanted(p wikiParam) {
	start := c.out.here()
	c.value(p)
	c.out.italic(start)
}

// source prints where and when it appeared.
func (c *wikiCite) source() {
	if p, ok := c.t.get("journal", "magazine", "newspaper", "work", "website", "periodical", "encyclopedia", "encyclopaedia", "dictionary", "conference", "book-title", "series", "mailing-list"); ok {
		c.next()
		c.slanted(p)
		if v, ok := c.t.get("volume"); ok {
			c.say(" ")
			c.value(v)
		}
		c.part("no. ", "issue", "number")
	} else if p, ok := c.t.get("publisher", "agency", "institution", "via"); ok {
		c.next()
		if place, ok := c.t.get("location", "place", "publication-place", "ort"); ok {
			c.value(place)
			c.say(": ")
		}
		c.value(p)
	}
	c.part("", "date", "year", "publication-date")
	if !c.part("p. ", "page") && !c.part("pp. ", "pages") {
		c.part("", "at")
	}
}

// identifiers prints the numbers of a source.
func (c *wikiCite) identifiers() {
	for _, id := range [...]struct{ name, before, base string }{
		{"doi", "doi:", "https://doi.org/"}, {"isbn", "ISBN ", ""}, {"arxiv", "arXiv:", "https://arxiv.org/abs/"}, {"eprint", "arXiv:", "https://arxiv.org/abs/"},
	} {
		p, ok := c.t.get(id.name)
		if !ok {
			continue
		}
		c.next()
		c.out.flush()
		start := c.out.here()
		c.say(id.before)
		c.value(p)
		if id.base != "" {
			c.out.link(start, id.base+c.t.value(id.name))
		}
	}
}

// addresses prints where the source is on the web, and where a copy is.
func (c *wikiCite) addresses() {
	if p, ok := c.t.address(); ok {
		c.next()
		c.valueURL(p)
	} else if user, number := c.t.value("user"), c.t.value("number"); strings.Contains(c.t.name, "tweet") && user != "" && number != "" {
		c.next()
		c.address("https://twitter.com/"+user+"/status/"+number, c.t.at)
	}
	if p, ok := c.t.get("archive-url"); ok {
		c.next()
		c.say("archived at ")
		c.valueURL(p)
	}
	c.part("accessed ", "access-date")
}

// address is the parameter that says where the source is on the web: one of
// the usual names, or the first that holds a URL and is not the archive's.
// Templates of other languages have names of their own, such as Online.
func (t *wikiTemplate) address() (wikiParam, bool) {
	if p, ok := t.get("url", "chapter-url", "contribution-url", "section-url", "article-url", "conference-url", "1"); ok && (p.named || hasScheme(t.value("1"))) {
		return p, true
	}
	for _, p := range t.params {
		value := strings.TrimSpace(stripComments(t.text[p.from:p.to]))
		if p.named && hasScheme(value) && !strings.ContainsAny(value, " \n") && !strings.HasPrefix(p.name, "archiv") && !strings.Contains(p.name, "license") {
			return p, true
		}
	}
	return wikiParam{}, false
}

// valueURL prints an address that is the value of a parameter.
func (w *wikiWalk) valueURL(p wikiParam) {
	from, to := w.bounds(p)
	url := stripComments(w.text[from:to])
	if n := strings.IndexAny(url, " \n\t"); n >= 0 && !strings.Contains(url[:n], "{{") {
		url = url[:n]
	}
	if strings.HasPrefix(url, "{{") || url == "" {
		w.inline(from, to)
		return
	}
	url = strings.Trim(url, "[]")
	w.out.flush()
	start := w.out.here()
	w.out.steady = false
	if strings.HasPrefix(url, "//") {
		url = "https:" + url
	}
	w.out.write(html.UnescapeString(url), from)
	w.out.link(start, html.UnescapeString(url))
}
