package verify

import (
	"strings"
	"unicode"
)

// divide tells the authors, the title and the container of a head apart.
func (p *parser) divide(h head) {
	p.kind = complete
	pages := p.lawyersPages(&h)
	parts := h.parts
	if len(parts) == 0 {
		p.kind = fragment
		return
	}
	if h.mark == parenMark && len(parts) == 1 && p.authorYear(parts[0]) {
		return
	}
	authored := p.leadingAuthors(parts, h.mark)
	if authored > 0 {
		p.c.Authors = authors(p.r.withoutRoles(Span{parts[0].Start, parts[authored-1].End}))
		parts = parts[authored:]
	}
	if len(parts) > 1 && authored > 0 && editorial(parts[0].Of(p.r.text)) { // Vos and Lind, eds.
		parts = parts[1:]
	}
	if len(parts) == 0 {
		p.authorDate()
		return
	}
	if n := len(parts); h.mark == dateMark && (n > 1 || authored == 0 && n > 1) && p.c.Container == "" {
		p.setContainer(p.r.plain(parts[n-1]))
		if p.c.Container != "" {
			parts = parts[:n-1]
		}
	}
	if h.mark == imprintMark {
		parts = p.withoutPlaces(parts, h.tail)
	}
	if h.mark == urlMark && len(parts) > 1 && p.c.Container == "" {
		p.setContainer(p.r.plain(parts[len(parts)-1]))
		parts = parts[:len(parts)-1]
	}
	if (h.mark == journalMark || h.mark == parenMark) && len(parts) > 1 && p.journalName(parts[len(parts)-1], h) {
		parts = parts[:len(parts)-1]
	}
	title := Span{parts[0].Start, parts[len(parts)-1].End}
	p.c.Title = cleanTitle(p.r.withoutRoles(title))
	p.c.Guessed = true
	if h.mark == urlMark {
		p.withoutOpener()
	}
	p.use(title.End)
	if pages != "" {
		p.c.Locator = pages
	}
	if p.c.Title == "" && !(h.mark == urlMark && p.c.URL != "") {
		p.kind = fragment
	}
	if h.mark == pageMark || h.mark == noMark || h.mark == bookMark {
		p.kind = named
		if p.c.URL != "" || p.dated {
			p.kind = complete
		}
	}
}

// withoutOpener takes the bracket around a URL off the title before it: Low Tide
// (https://…). Small words before it are a sentence's, and no title: the archive
// (https://…).
func (p *parser) withoutOpener() {
	title := strings.TrimRight(p.c.Title, "([{<（［ ")
	if title == p.c.Title {
		return
	}
	p.c.Title = cleanTitle(title)
	word := firstWord(title)
	caseless := strings.ContainsFunc(word, unicode.IsLetter) && strings.ToLower(word) == strings.ToUpper(word)
	if len(p.c.Authors) == 0 && !caseless && !strings.ContainsFunc(word, unicode.IsUpper) {
		p.c.Title = ""
	}
}

// authorYear reads a source named by author and year alone: Vos and Lind
// (2009).
func (p *parser) authorYear(part Span) bool {
	name := p.r.plain(part)
	names := splitNames(trimRoles(name))
	if !persons(names) || !etAl(name) && len(names) == 1 && len(strings.Fields(name)) > 1 {
		return false
	}
	for _, n := range names {
		if len(strings.Fields(n)) > 2 {
			return false
		}
	}
	p.c.Authors, p.kind = authors(name), named
	if p.c.URL != "" {
		p.kind = complete
	}
	return true
}

// withoutRoles is the text of s without parentheses that name a role.
func (r *reading) withoutRoles(s Span) string {
	text := s.Of(r.text)
	for k := r.parenFrom(s.Start); k < len(r.parens) && r.parens[k].End <= s.End; k++ {
		paren := r.parens[k]
		if inside := r.text[paren.Start+1 : paren.End-1]; editorial(inside) || credit(inside) {
			text = strings.Replace(text, paren.Of(r.text), "", 1)
		}
	}
	return strings.TrimSpace(text)
}

// parenFrom is the index of the first parenthesis at or behind offset i.
func (r *reading) parenFrom(i int) int {
	lo, hi := 0, len(r.parens)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.parens[mid].Start < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// leadingAuthors is how many parts at the head name authors; one part at least
// is left for the title, unless a year in parentheses follows the names.
func (p *parser) leadingAuthors(parts []Span, m mark) int {
	if len(parts) < 2 {
		return 0
	}
	first := p.r.plain(parts[0])
	if !authorLike(first) {
		return 0
	}
	n := p.namesListed(parts)
	switch {
	case n > 1:
		return n
	case m == noMark && len(parts) == 2 && person(first) && capitalized(p.r.plain(parts[1])):
		return 1
	case initialed(first) || editedBy(p.r, parts[0]) || n == 1 && len(splitNames(first)) > 1:
		return 1
	case m == imprintMark || m == journalMark || m == bookMark || m == pageMark:
		return 1
	case m == parenMark:
		if !p.journal && len(strings.Fields(first)) <= 12 {
			return 1
		}
		return 1
	case fullName(first) && (len(parts) > 2 || len(strings.Fields(first)) <= 3):
		return 1
	case len(parts) > 2 && (institution(firstWord(first)) || institution(lastWord(first)) || acronym(first)):
		return 1
	}
	return 0
}

func acronym(s string) bool {
	return len(s) >= 2 && len(s) <= 8 && s == strings.ToUpper(s) && strings.IndexByte(s, ' ') < 0
}

// editedBy reports whether a role stands at the end of part.
func editedBy(r *reading, part Span) bool {
	text := part.Of(r.text)
	return trimRoles(text) != text && strings.ContainsAny(text[len(text)-1:], ").sl")
}

// namesListed is how many parts a list of names takes that an and closes:
// Vos, Lind and Mar. It is 0 where there is none.
func (p *parser) namesListed(parts []Span) int {
	for n, part := range parts {
		name := p.r.plain(part)
		if n == len(parts)-1 || n > 30 {
			return 0
		}
		if etAl(name) {
			return n + 1
		}
		names := splitNames(strings.TrimPrefix(strings.TrimPrefix(name, "and "), "& "))
		if !persons(names) {
			return 0
		}
		if n > 0 && len(names) > 1 && fullName(p.r.plain(parts[0])) && !fullName(names[0]) && !fullName(names[len(names)-1]) {
			return 0 // Ann Poe, Dust and Duty
		}
		if len(names) > 1 || strings.HasPrefix(name, "and ") || strings.HasPrefix(name, "& ") {
			return n + 1
		}
		if len(strings.Fields(name)) < 2 && n == 0 && !initialed("X "+p.r.plain(parts[1])) && len(strings.Fields(p.r.plain(parts[1]))) > 1 {
			return 0
		}
	}
	return 0
}

func etAl(s string) bool { return strings.HasSuffix(strings.TrimRight(s, "."), " et al") }

// authorDate is a source named by author and year, and a title behind: Vos
// (2017) Tides of the North.
func (p *parser) authorDate() {
	if p.c.Container != "" {
		p.c.Title, p.c.Container = p.c.Container, ""
		return
	}
	p.kind = fragment
}

// journalName takes a part before a volume for the name of a journal.
func (p *parser) journalName(part Span, h head) bool {
	rest := strings.TrimLeft(p.r.text[h.tail:p.span.End], " ")
	name := p.r.plain(part)
	at := strings.LastIndexByte(name, ' ')
	numbered := at > 0 && strings.Trim(name[at+1:], "0123456789.:/()") == ""
	if h.mark == parenMark && (!numbered || !strings.HasPrefix(rest, "(")) {
		return false
	}
	if p.c.Container != "" && p.c.Container != p.publisher {
		return false
	}
	p.c.Container = p.withoutVolume(name, part.End)
	p.journal = true
	return true
}

// lawyersPages takes the pages off a title that stand between it and a year in
// parentheses, without a comma: An Introduction 2, 13 (2008).
func (p *parser) lawyersPages(h *head) string {
	if h.mark != parenMark || len(h.parts) < 2 {
		return ""
	}
	end := min(p.parenEnd(h.tail), p.span.End) // a second URL within the parentheses ends the citation before them
	after := strings.TrimLeft(p.r.text[end:p.span.End], " ")
	if strings.HasPrefix(after, ":") {
		return ""
	}
	last := len(h.parts) - 1
	first := last
	for first > 0 && numbers(h.parts[first].Of(p.r.text)) == h.parts[first].Len() {
		first--
	}
	text := h.parts[first].Of(p.r.text)
	at := strings.LastIndexByte(text, ' ')
	if at < 0 || numbers(text[at+1:]) != len(text)-at-1 || first == 0 && last == 0 {
		return ""
	}
	pages := Span{h.parts[first].Start + at + 1, h.parts[last].End}.Of(p.r.text)
	h.parts[first].End = h.parts[first].Start + at
	h.parts[first] = p.r.trimmed(h.parts[first])
	h.parts = h.parts[:first+1]
	if label := h.parts[first].Of(p.r.text); label == "at" || label == "p" || label == "pp" {
		h.parts = h.parts[:first]
	}
	return pages
}

func (p *parser) parenEnd(i int) int {
	if k := p.r.parenFrom(i); k < len(p.r.parens) && p.r.parens[k].Start == i {
		return p.r.parens[k].End
	}
	return i
}

// withoutPlaces drops the parts at the end of a head that are places before
// the imprint: Cambridge, Mass.: MIT Press; London, New York: Routledge.
func (p *parser) withoutPlaces(parts []Span, tail int) []Span {
	place, _, _ := strings.Cut(p.r.text[tail:p.span.End], ":")
	for len(parts) > 1 {
		last := p.r.plain(parts[len(parts)-1])
		if !publishingCity(last) && !stateOf(strings.TrimSpace(place)) {
			return parts
		}
		parts = parts[:len(parts)-1]
		place = ""
	}
	return parts
}

// stateOf reports whether s is the state behind a city in an imprint.
func stateOf(s string) bool {
	switch strings.ReplaceAll(strings.Trim(s, "."), ".", "") {
	case "Mass", "Massachusetts", "MA", "CA", "Calif", "California", "NJ", "New Jersey", "Conn", "CT", "NY", "UK", "Eng", "England", "Ill", "IL", "Pa", "PA", "Penn", "Md", "MD", "NC", "VA", "Va", "DC", "Ont", "Canada", "Ind", "IN", "Mich", "MI", "Minn", "MN", "Wis", "WI", "Tex", "TX", "Cal", "Ga", "GA", "USA", "US", "Ohio", "OH", "Neb", "Vt", "VT", "NH", "Me", "ME", "RI", "Wash", "WA", "Or", "OR", "Fla", "FL":
		return true
	}
	return false
}

// publishingCity reports whether s is a city that books are published in, or
// several joined by and.
func publishingCity(s string) bool {
	for city := range strings.SplitSeq(strings.ReplaceAll(s, " & ", " and "), " and ") {
		switch strings.TrimSpace(city) {
		case "London", "New York", "Cambridge", "Oxford", "Paris", "Berlin", "Princeton", "Chicago", "Boston", "Garden City", "Englewood Cliffs", "Los Angeles", "Berkeley", "San Francisco", "Stanford", "Amsterdam", "Rotterdam", "Leiden", "Toronto", "Montreal", "New Haven", "Philadelphia", "Washington", "Baltimore", "Hillsdale", "Malden", "Minneapolis", "Durham", "Bloomington", "Urbana", "Ithaca", "München", "Munich", "Frankfurt", "Hamburg", "Stuttgart", "Tübingen", "Wien", "Vienna", "Zürich", "Basel", "Bern", "Roma", "Rome", "Milano", "Milan", "Torino", "Bologna", "Madrid", "Barcelona", "México", "Buenos Aires", "Lisboa", "São Paulo", "Rio de Janeiro", "Oslo", "Stockholm", "Copenhagen", "København", "Helsinki", "Moscow", "Tokyo", "Beijing", "Shanghai", "Hong Kong", "Singapore", "Sydney", "Melbourne", "Canberra", "Delhi", "New Delhi", "Bombay", "Mumbai", "Calcutta", "Kolkata", "Bangalore", "Cape Town", "Johannesburg", "Istanbul", "İstanbul", "Ankara", "Dublin", "Edinburgh", "Manchester", "Brighton", "Aldershot", "Farnham", "Basingstoke", "Houndmills", "Dordrecht", "Brussels", "Bruxelles", "Geneva", "Genève", "The Hague", "Den Haag", "Warsaw", "Prague", "Budapest", "Sebastopol", "Reading", "Thousand Oaks", "Ann Arbor", "Austin", "Seattle", "Santa Barbara", "Westport", "Warszawa", "Kraków", "Wrocław", "Poznań", "Gdańsk", "Kiel", "Köln", "Cologne", "Leipzig", "Dresden", "Hannover", "Bremen", "Göttingen", "Heidelberg", "Freiburg", "München/Wien", "Frankfurt am Main", "Frankfurt a. M", "Frankfurt/Main", "Frankfurt/M", "Frankfurt/M.", "Darmstadt", "Mainz", "Bonn", "Münster", "Bielefeld", "Würzburg", "Opladen", "Wiesbaden", "Lyon", "Marseille", "Toulouse", "Bordeaux", "Strasbourg", "Rennes", "Lille", "Grenoble", "Louvain", "Lausanne", "Firenze", "Napoli", "Padova", "Sevilla", "Valencia", "Coimbra", "Porto", "Utrecht", "Groningen", "Nijmegen", "Antwerpen", "Gent", "Praha", "Göteborg", "Lund", "Uppsala", "Москва", "Санкт-Петербург":
		default:
			return false
		}
	}
	return true
}
