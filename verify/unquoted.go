package verify

import (
	"strings"
)

// A head is what stands before the tail of a citation whose title is neither
// quoted nor in italics: its parts between commas, and the mark that ends it.
type head struct {
	parts []Span
	tail  int // where the tail begins
	mark  mark
}

// A mark tells by what the tail of a citation was recognised.
type mark int

const (
	noMark      mark = iota
	parenMark        // (New York: Random House, 1999), (2010)
	imprintMark      // New York: Random House, 1999
	dateMark         // 30 January 2000
	journalMark      // 18 Harv. J.L. & Tech. 319; Public Culture 14, no. 1
	pageMark         // p. 12, ¶ 12, 12
	bookMark         // in Another Title
	urlMark
)

// unquoted takes a clause apart by its structure alone. What stays uncertain
// is left out, and said.
func (p *parser) unquoted() {
	h := p.readHead()
	for n, part := range h.parts {
		if n > 0 && elsewhere(part.Of(p.r.text)) { // the words of one, quoted in the book of another
			at := strings.Index(part.Of(p.r.text), " in ")
			if at > 0 && n == 1 {
				p.span.Start = part.Start + at + len(" in ")
				p.used = p.span.Start
				h = p.readHead()
			}
			break
		}
	}
	if len(h.parts) == 0 {
		p.noHead()
		return
	}
	if p.legalSource(h) {
		return
	}
	if division(p.span.Of(p.r.text)) && p.c.URL == "" { // Arts. 53 and 74: of what, the body says
		if !p.r.prose(p.span) && p.span.Len() < 150 {
			p.kind, p.used = fragment, p.span.End
		}
		return
	}
	if !p.cutProse(&h) {
		p.inProse()
		return
	}
	p.tail(h.tail)
	if h.mark == urlMark && len(h.parts) == 1 && len(p.c.Authors) == 0 && p.siteAndURL(h) {
		return
	}
	if h.mark == noMark || p.prosaic && h.mark != parenMark && h.mark != imprintMark && h.mark != journalMark && p.c.URL == "" {
		p.weak(h)
		return
	}
	p.divide(h)
}

// noHead is a clause that begins with its tail: a URL alone, a number.
func (p *parser) noHead() {
	p.kind = fragment
	if p.c.URL != "" || p.c.DOI != "" || p.c.ISBN != "" || p.c.ArXiv != "" {
		p.kind = complete
		if p.c.URL == "" {
			return
		}
		if s := p.r.trimmed(p.span); p.r.prose(s) {
			p.inProse()
		} else {
			p.tail(p.c.URLSpan.End)
		}
	}
}

// siteAndURL reads a site's name with a colon and its URL.
func (p *parser) siteAndURL(h head) bool {
	name := h.parts[0].Of(p.r.text)
	if strings.TrimSpace(p.r.text[h.parts[0].End:h.tail]) != ":" || len(strings.Fields(name)) > 3 || !capitalized(name) {
		return false
	}
	p.setContainer(name)
	p.kind = complete
	return p.c.Container != ""
}

// inProse keeps the URL of a sentence that is no citation, and drops the rest.
func (p *parser) inProse() {
	p.reset()
	p.kind = commentary
	if p.c.URL == "" && p.c.DOI == "" && p.c.ISBN == "" {
		return
	}
	p.kind = complete
	p.c.Unparsed = "it stands in a sentence, where author, title and date cannot be told apart"
	at := p.c.URLSpan
	if at.Len() == 0 {
		at = p.span
	}
	p.span.Start, p.used, p.prosaic = at.Start, at.End, true
}

// weak is a clause without a mark, or with prose behind a weak one.
func (p *parser) weak(h head) {
	words := len(strings.Fields(p.span.Of(p.r.text)))
	if 2*p.r.inQuotes(p.span) > p.span.Len() {
		p.reset()
		p.kind = commentary
		return
	}
	prosaic := p.prosaic
	if p.c.URL != "" {
		p.inProse()
		return
	}
	p.reset()
	p.kind = commentary
	if !prosaic && words <= 25 && !p.r.prose(p.span) {
		p.kind = fragment
		p.used = p.span.End
		if len(h.parts) > 1 || h.mark != noMark {
			p.divide(h)
			p.kind = fragment
		}
	}
}

// inQuotes is how many bytes of s stand in quotations.
func (r *reading) inQuotes(s Span) int {
	n := 0
	for i := s.Start; i < s.End; i++ {
		if r.at(i)&inQuote != 0 {
			n++
		}
	}
	return n
}

// readHead finds the parts before the first that is surely no title.
func (p *parser) readHead() head {
	h := head{tail: p.span.End}
	text := p.r.text
	for i := p.span.Start; i < p.span.End; {
		i += len(text[i:p.span.End]) - len(strings.TrimLeft(text[i:p.span.End], " ,;.:\n\u00a0·–—<"))
		if i >= p.span.End {
			break
		}
		if p.r.at(i)&(inURL|taken) != 0 {
			if p.r.at(i)&taken != 0 && p.r.at(i)&inURL == 0 && len(h.parts) == 0 {
				i++
				continue
			}
			h.tail, h.mark = i, urlMark
			return h
		}
		end := p.headEnd(i)
		if m, at := p.markAt(i, end, len(h.parts)); m != noMark {
			h.tail, h.mark = at, m
			if at > i {
				h.parts = append(h.parts, p.r.trimmed(Span{i, at}))
			}
			return h
		}
		h.parts = append(h.parts, p.r.trimmed(Span{i, end}))
		if len(h.parts) > 24 {
			break
		}
		i = max(end, i+1)
	}
	return h
}

// headEnd is where the part ends that begins at i: at a comma or a full stop
// at top level, or at a URL.
func (p *parser) headEnd(i int) int {
	for j := i; j < p.span.End; j++ {
		if m := p.r.at(j); m&(inURL|taken) != 0 {
			return j
		} else if m != 0 {
			if p.r.text[j] == '(' && j > i {
				if end := p.parenEnd(j); end > j && editorial(p.r.text[j+1:end-1]) {
					return end
				}
			}
			continue
		}
		switch p.r.text[j] {
		case ',', ';':
			if p.r.thousands(j) {
				continue
			}
			return j
		case '.':
			if sentenceBreak(p.r.text, i, j, p.span.End) > 0 && !printedAbbreviation(p.r.text[i:j]) {
				return j
			}
		}
	}
	return p.span.End
}

// markAt tells what mark stands in the part from i to end, and where the tail
// begins; n parts came before.
func (p *parser) markAt(i, end, n int) (mark, int) {
	text := p.r.text
	whole := text[i:p.span.End]
	if d, used := dateAt(whole); used > 0 && d.Year > 0 && (d.Month > 0 || boundary(whole[used:])) && n > 0 {
		return dateMark, i
	}
	if lead := leadIn(whole); lead > 0 && n > 0 {
		if d, used := dateAt(whole[lead:]); used > 0 && d.Year > 0 {
			return dateMark, i
		}
	}
	if at := p.datedParen(i, end); at >= 0 {
		return parenMark, at
	}
	part := strings.TrimSpace(text[i:end])
	if part == "" {
		return noMark, 0
	}
	if n > 0 {
		if _, _, ok := reporter(part); ok {
			return journalMark, i
		}
		if label := pageLabel(part) + divisionLabel(part); label > 0 {
			return pageMark, i
		}
		if used := numbers(part); used > 0 && bareNumber(part, used) {
			return pageMark, i
		}
		if _, ok := inBook(part); ok {
			return bookMark, i
		}
		if _, _, ok := imprint(part); ok && p.yearAhead(end, part) {
			return imprintMark, i
		}
		rest := strings.TrimLeft(text[end:p.span.End], " ,")
		if at := strings.LastIndexByte(part, ' '); at > 0 && isDigit(part[at+1]) && (strings.HasPrefix(rest, "no. ") || strings.HasPrefix(rest, "no ")) {
			return journalMark, i
		}
	}
	if at, d := dateWithin(part); at > 0 && d.Month > 0 && n > 0 {
		return dateMark, i
	}
	for _, label := range [...]string{" ¶", " §", " at ¶", " p. ", " pp. "} {
		if at := strings.Index(part, label); at > 0 && !p.r.prose(Span{i, i + at}) {
			if _, used := locatorAt(part[at+1:]); used > 0 {
				return pageMark, i + len(text[i:end]) - len(strings.TrimLeft(text[i:end], " ")) + at + 1
			}
		}
	}
	return noMark, 0
}

// datedParen is where a parenthesis begins, between i and end, that holds a
// date; -1 where there is none.
func (p *parser) datedParen(i, end int) int {
	for k := p.r.parenFrom(i); k < len(p.r.parens) && p.r.parens[k].Start < end; k++ {
		s := p.r.parens[k]
		if s.Len() > 400 || p.r.text[s.Start] != '(' {
			continue
		}
		if at, d := endDate(p.r.text[s.Start+1 : s.End-1]); at >= 0 && d.Year > 0 {
			return s.Start
		}
	}
	return -1
}

// yearAhead reports whether the part that ends at end, an imprint, has a year
// behind it or at its end.
func (p *parser) yearAhead(end int, part string) bool {
	if at, d := dateWithin(part); at >= 0 && d.Year > 0 {
		return true
	}
	rest := p.r.trimmed(Span{end, p.span.End})
	d, n := dateAt(rest.Of(p.r.text))
	return n > 0 && d.Year > 0
}

// cutProse moves the start of the clause behind a sentence that runs into a
// citation, and reports whether a citation is left.
func (p *parser) cutProse(h *head) bool {
	for n, part := range h.parts {
		if !p.r.prose(part) {
			if n > 0 && n == len(h.parts)-1 && h.mark < parenMark {
				return false
			}
			continue
		}
		run, _ := p.nameRun(part)
		name := p.r.plain(run)
		last := n == len(h.parts)-1
		strong := h.mark == parenMark || h.mark == imprintMark || h.mark == journalMark
		if strong && !last && name != "" && persons(splitNames(name)) && len(strings.Fields(name)) > 1 {
			h.parts = h.parts[n:]
			h.parts[0] = run
			p.span.Start = run.Start
			return true
		}
		if n > 0 && strong && !p.r.prose(h.parts[0]) && p.capitalShare(part) { // a title in sentence case
			continue
		}
		return false
	}
	return true
}

// capitalShare reports whether a part may be a title all the same: it begins
// large and makes no sentence.
func (p *parser) capitalShare(s Span) bool {
	verbs := 0
	p.r.words(s, func(word string, _ int) bool {
		if verb(strings.Trim(word, ".,;:")) {
			verbs++
		}
		return true
	})
	return verbs < 2 && capitalized(s.Of(p.r.text))
}

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
	if len(parts) == 0 {
		p.authorDate(h)
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
	p.use(title.End)
	if pages != "" {
		p.c.Locator = pages
	}
	if p.c.Title == "" {
		p.kind = fragment
	}
	if h.mark == pageMark || h.mark == noMark || h.mark == bookMark {
		p.kind = named
		if p.c.URL != "" || p.dated {
			p.kind = complete
		}
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
		if editorial(r.text[paren.Start+1 : paren.End-1]) {
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
func (p *parser) authorDate(h head) {
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
	after := strings.TrimLeft(p.r.text[p.parenEnd(h.tail):p.span.End], " ")
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
	h.parts = h.parts[:first+1]
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
		case "London", "New York", "Cambridge", "Oxford", "Paris", "Berlin", "Princeton", "Chicago", "Boston", "Garden City", "Englewood Cliffs", "Los Angeles", "Berkeley", "San Francisco", "Stanford", "Amsterdam", "Rotterdam", "Leiden", "Toronto", "Montreal", "New Haven", "Philadelphia", "Washington", "Baltimore", "Hillsdale", "Malden", "Minneapolis", "Durham", "Bloomington", "Urbana", "Ithaca", "München", "Munich", "Frankfurt", "Hamburg", "Stuttgart", "Tübingen", "Wien", "Vienna", "Zürich", "Basel", "Bern", "Roma", "Rome", "Milano", "Milan", "Torino", "Bologna", "Madrid", "Barcelona", "México", "Buenos Aires", "Lisboa", "São Paulo", "Rio de Janeiro", "Oslo", "Stockholm", "Copenhagen", "København", "Helsinki", "Moscow", "Tokyo", "Beijing", "Shanghai", "Hong Kong", "Singapore", "Sydney", "Melbourne", "Canberra", "Delhi", "New Delhi", "Bombay", "Mumbai", "Calcutta", "Kolkata", "Bangalore", "Cape Town", "Johannesburg", "Istanbul", "İstanbul", "Ankara", "Dublin", "Edinburgh", "Manchester", "Brighton", "Aldershot", "Farnham", "Basingstoke", "Houndmills", "Dordrecht", "Brussels", "Bruxelles", "Geneva", "Genève", "The Hague", "Den Haag", "Warsaw", "Prague", "Budapest", "Sebastopol", "Reading", "Thousand Oaks", "Ann Arbor", "Austin", "Seattle", "Santa Barbara", "Westport":
		default:
			return false
		}
	}
	return true
}

// legalSource reads a case (A v. B), a statute or a part of one: its name is
// the title, the section the locator.
func (p *parser) legalSource(h head) bool {
	first := p.r.plain(h.parts[0])
	versus := strings.Contains(first, " v. ") || strings.Contains(first, " v ") || strings.Contains(first, " vs. ")
	if versus && !p.r.prose(h.parts[0]) && capitalized(first) && authorLike(strings.NewReplacer(" v. ", " ", " v ", " ", " vs. ", " ").Replace(first)) {
		p.legal = true
		p.c.Title = cleanTitle(first)
		p.use(h.parts[0].End)
		p.tail(h.parts[0].End)
		p.kind = named
		if p.dated || p.c.URL != "" {
			p.kind = complete
		}
		return true
	}
	return false
}
