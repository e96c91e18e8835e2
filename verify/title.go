package verify

import (
	"sort"
	"strings"
)

// quotedTitle finds the title among the quotations of the clause: the first
// one that stands at its start, or behind what names authors.
func (p *parser) quotedTitle() bool {
	tried := 0
	for k := p.r.quoteFrom(p.span.Start); k < len(p.r.quotes) && p.r.quotes[k].whole.End <= p.span.End && tried < 8; k++ {
		q := p.r.quotes[k]
		tried++
		if p.spokenBehindPage(q) {
			continue
		}
		start, ok := p.authorsBefore(Span{p.span.Start, q.whole.Start})
		if !ok {
			if p.titleInProse(q) {
				return true
			}
			continue
		}
		title := cleanTitle(q.inside.Of(p.r.text))
		if len(title) < 3 || start == q.whole.Start && p.quotation(q) {
			continue
		}
		p.span.Start = start
		p.c.Title = title
		p.use(q.whole.End)
		p.tail(q.whole.End)
		p.kind = p.weighQuoted(q)
		return p.kind != commentary
	}
	return false
}

// titleInProse takes a quotation that a sentence runs into for a title, where
// a comma, a container and a date stand behind it: makes the point in “Low
// Tide,” Daily, May 2, 2020.
func (p *parser) titleInProse(q quoted) bool {
	if q.inside.Len() == 0 || !capitalized(q.inside.Of(p.r.text)) && p.r.text[q.inside.Start] != '(' {
		return false
	}
	last := p.r.text[q.inside.End-1]
	if last != ',' && (q.whole.End >= p.span.End || p.r.text[q.whole.End] != ',') || len(strings.Fields(q.inside.Of(p.r.text))) < 2 {
		return false
	}
	before := p.span.Start
	p.span.Start = q.whole.Start
	p.c.Title = cleanTitle(q.inside.Of(p.r.text))
	p.use(q.whole.End)
	p.tail(q.whole.End)
	if p.dated && (p.c.Container != "" && (!p.prosaic || p.c.URL != "") || p.c.URL != "" && handle(p.r.text[before:q.whole.Start])) {
		p.kind = complete
		return true
	}
	p.span.Start = before
	p.reset()
	return false
}

// handle reports whether s, before a quoted title, is at most three words and a
// comma: a name that its bearer writes small, as in forums.
func handle(s string) bool {
	name, ok := strings.CutSuffix(strings.TrimSpace(s), ",")
	return ok && name != "" && len(strings.Fields(name)) <= 3 && !strings.ContainsAny(name, ".:;")
}

// quoteFrom is the index of the first quotation at or behind offset i.
func (r *reading) quoteFrom(i int) int {
	return sort.Search(len(r.quotes), func(k int) bool { return r.quotes[k].whole.Start >= i })
}

// quotation reports whether the quotation that a clause begins with is words
// of somebody, and no title: sentences, with a whole citation behind them.
func (p *parser) quotation(q quoted) bool {
	inside := q.inside.Of(p.r.text)
	if p.beforeAuthors(q) {
		return true
	}
	if strings.Count(inside, ". ") > 1 && len(inside) > 200 && p.c.URL == "" {
		return true
	}
	if len(inside) < 120 || !strings.Contains(inside, ". ") && len(inside) < 250 {
		return false
	}
	last := inside[len(inside)-1]
	return last == '.' && p.c.URL == "" || p.r.text[q.whole.End-1] != ',' && last != ',' && strings.Count(p.r.text[q.whole.End:p.span.End], ",") > 2
}

// beforeAuthors reports whether a sentence in quotes stands before the authors
// and the title of its source: “It rained.” Ada Moor, “The Weather,” ...
func (p *parser) beforeAuthors(q quoted) bool {
	inside := q.inside.Of(p.r.text)
	next := p.r.quoteFrom(q.whole.End)
	if inside == "" || !strings.ContainsAny(inside[len(inside)-1:], ".?!") || !quotation(inside) || next == len(p.r.quotes) || p.r.quotes[next].whole.End > p.span.End {
		return false
	}
	names, ok := strings.CutSuffix(strings.TrimSpace(p.r.text[q.whole.End:p.r.quotes[next].whole.Start]), ",")
	return ok && len(strings.Fields(names)) > 1 && persons(splitNames(names))
}

// spokenBehindPage reports whether a quotation closes a clause behind the page
// of a work in italics: Moor, The Drowned Parish, 34: “every parish ...”
func (p *parser) spokenBehindPage(q quoted) bool {
	before := Span{p.span.Start, q.whole.Start}
	if len(italicsIn(p.r.italics, before)) == 0 || !quotation(q.inside.Of(p.r.text)) || p.r.prose(Span{q.whole.End, p.span.End}) {
		return false
	}
	if strings.TrimRight(p.r.plain(Span{q.whole.End, p.span.End}), " .)") != "" || !p.r.said(before, false) {
		return false
	}
	if dayWithin(before.Of(p.r.text)) { // of a newspaper, and the title may come last
		return false
	}
	lead := strings.TrimRight(before.Of(p.r.text), " \n\u00a0:(")
	page := lead[len(strings.TrimRight(lead, "0123456789–-")):]
	return page != "" && len(page) < 10 && (len(page) < 4 || strings.ContainsAny(page, "–-")) && strings.HasSuffix(strings.TrimRight(lead[:len(lead)-len(page)], " "), ",") || strings.HasSuffix(lead[:len(lead)-len(page)], "p. ")
}

// dayWithin reports whether a date with a month stands in s.
func dayWithin(s string) bool {
	for i := range len(s) {
		if i == 0 || s[i-1] == ' ' || s[i-1] == '(' {
			if d, n := dateAt(s[i:]); n > 0 && d.Month > 0 {
				return true
			}
		}
	}
	return false
}

// weighQuoted decides how much a quoted title and what was found around it say.
func (p *parser) weighQuoted(q quoted) kind {
	found := p.c.URL != "" || p.dated || p.c.DOI != "" || p.c.ISBN != ""
	switch {
	case found && !(p.prosaic && p.c.URL == "" && p.c.Container == "" && len(p.c.Authors) == 0):
		return complete
	case p.prosaic && len(p.c.Authors) == 0:
		p.reset()
		return commentary
	case p.c.Container != "" || p.paged:
		if len(p.c.Authors) == 0 && !strings.ContainsAny(p.r.text[max(q.whole.Start, q.whole.End-4):min(q.whole.End+1, p.span.End)], ",.?!") {
			return fragment
		}
		return named
	case len(p.c.Authors) > 0:
		return named
	}
	return fragment
}

// slantedTitle takes the first italics of a clause without a quoted title for
// the title of a book or a report.
func (p *parser) slantedTitle() bool {
	for _, s := range italicsIn(p.r.italics, p.span) {
		s.End = min(s.End, p.span.End)
		if s.Len() < 3 || p.r.at(s.Start) != 0 {
			continue
		}
		word := strings.Trim(s.Of(p.r.text), " ,.;:")
		if phrase(word) == len(word) || backWord(word) > 0 {
			continue
		}
		start, ok := p.authorsBefore(Span{p.span.Start, s.Start})
		if !ok {
			start = s.Start
		}
		if p.newspaper(Span{p.span.Start, s.Start}, s) {
			return true
		}
		s.End = p.wholeTitle(s.End)
		before := p.span.Start
		p.span.Start = start
		p.slanted = true
		p.c.Title = cleanTitle(s.Of(p.r.text))
		if p.legal = caseName(p.c.Title); p.legal && strings.ContainsAny(p.r.text[start:s.Start], "0123456789") {
			p.c.Authors = nil // Case C-12/03
		}
		p.use(s.End)
		p.tail(s.End)
		p.kind = named
		if !ok && (p.publisher == "" || !p.dated) {
			p.span.Start = before
			p.reset()
			p.slanted, p.publisher = false, ""
			return false
		}
		switch {
		case p.prosaic && p.c.URL != "" && !p.dated && p.c.Container == "" && len(p.c.Authors) == 0:
			p.reset()
			return false
		case p.c.URL != "" || p.dated || p.c.DOI != "" || p.c.ISBN != "":
			p.kind = complete
		case p.prosaic && len(p.c.Authors) == 0 || p.c.Container == "" && !p.paged && len(p.c.Authors) == 0:
			p.reset()
			p.kind = commentary
			return false
		}
		return true
	}
	return false
}

// newspaper takes italics with a day right behind them for a newspaper, and
// what stands before them for the title, with an author in front of it or not:
// Vos, Harbor Closes After Storm, Daily, May 2, 2020.
func (p *parser) newspaper(before, italics Span) bool {
	before = p.r.trimmed(before)
	rest := strings.TrimLeft(p.r.text[italics.End:p.span.End], " ,.")
	d, n := dateAt(rest)
	name := p.r.plain(before)
	if n == 0 || d.Month == 0 || len(strings.Fields(name)) < 5 || p.r.prose(before) || persons(splitNames(name)) {
		return false
	}
	for w := range strings.FieldsSeq(name) {
		if institution(strings.Trim(w, ".,;:")) {
			return false
		}
	}
	p.c.Authors = nil
	p.span.Start = before.Start
	if at := strings.IndexByte(name, ','); at > 0 && fullName(name[:at]) && len(strings.Fields(name[at:])) > 2 {
		p.c.Authors = authors(name[:at])
		before.Start += strings.IndexByte(before.Of(p.r.text), ',') + 1
	}
	p.c.Title = cleanTitle(before.Of(p.r.text))
	p.setContainer(strings.Trim(italics.Of(p.r.text), " ,."))
	p.use(italics.End)
	p.tail(italics.End)
	p.kind = complete
	return true
}

func caseName(title string) bool {
	return strings.Contains(title, " v. ") || strings.Contains(title, " v ")
}

// wholeTitle is where a title ends of which only the beginning stands in
// italics: Homo Sacer: Sovereign Power; A v. B.
func (p *parser) wholeTitle(end int) int {
	rest := p.r.text[end:p.span.End]
	if strings.HasPrefix(rest, ". v") { // Acme Co. v. Vos
		end, rest = end+1, rest[1:]
	}
	word := firstWord(strings.TrimLeft(rest, " :"))
	if strings.HasPrefix(rest, ": ") && word != "" && capitalized(word) || strings.HasPrefix(rest, " ") && word != "" && p.r.at(end) == 0 && (capitalized(word) || word == "v" || word == "vs" || connective(word) && word != "in") {
		next := p.chunkEnd(end + 1)
		s := Span{end + 1, next}
		if next > end+1 && p.r.at(end+1) == 0 && !p.r.prose(s) {
			text := strings.TrimSpace(s.Of(p.r.text))
			if at, d := dateWithin(text); at >= 0 && d.Year > 0 {
				return end
			}
			if _, _, ok := imprint(text); ok || numbers(text) == len(text) {
				return end
			}
			return next
		}
	}
	return end
}

// linkedTitle takes a link's visible text for the title, where it is none of
// the words that links are hung on.
func (p *parser) linkedTitle() bool {
	for k := p.r.urlFrom(p.span.Start); k < len(p.r.urls) && p.r.urls[k].End <= p.span.End; k++ {
		u := p.r.urls[k]
		if !u.titled {
			continue
		}
		title := cleanTitle(u.Of(p.r.text))
		if len(strings.Fields(title)) < 2 || hungOn(title) {
			continue
		}
		start, ok := p.authorsBefore(Span{p.span.Start, u.Start})
		if !ok {
			start = u.Start
		}
		p.span.Start = start
		p.c.Title = title
		p.use(u.End)
		p.tail(u.End)
		p.kind = complete
		return true
	}
	return false
}

// hungOn reports whether a link's text says nothing of its target.
func hungOn(text string) bool {
	t := strings.ToLower(text)
	if strings.HasPrefix(t, "link") || strings.HasPrefix(t, "here") || strings.HasPrefix(t, "pdf") {
		return true
	}
	switch t {
	case "available here", "this link", "click here", "read more", "full text", "archived copy", "the original", "web page", "wayback machine", "from the original":
		return true
	}
	return false
}

// cleanTitle takes the last comma and other punctuation off a title; a
// question mark belongs to it.
func cleanTitle(s string) string {
	s = strings.Trim(singleSpaced(s), "*_ ")
	t := strings.TrimRight(s, ",.;: ")
	for _, nested := range [...]string{",’", ",”", ",'", `,"`} {
		if rest, ok := strings.CutSuffix(t, nested); ok {
			t = rest + nested[1:]
		}
	}
	if company(lastWord(t)) && strings.HasPrefix(s[len(t):], ".") {
		t += "."
	}
	return t
}
