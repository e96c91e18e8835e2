package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tail reads what follows a title: container, date, locator, publisher, in the
// order that they come.
func (p *parser) tail(from int) {
	text := p.r.text
	for i := from; i < p.span.End && !p.prosaic && !p.stop; {
		c, size := utf8.DecodeRuneInString(text[i:])
		mask := p.r.at(i)
		switch {
		case mask&(inURL|taken) != 0:
			i++
		case mask&inQuote != 0:
			i = p.skipQuote(i)
		case mask&inParen != 0:
			i = p.paren(i)
		case unicode.IsSpace(c) || strings.ContainsRune(",;.:—–-<>·*_|/", c):
			i += size
		default:
			i = p.chunk(i)
		}
	}
}

// skipQuote steps over a quotation behind the title: the title of a series, or
// words about it.
func (p *parser) skipQuote(i int) int {
	for i < p.span.End && p.r.at(i)&inQuote != 0 {
		i++
	}
	return i
}

// chunk reads what stands at i up to a comma, a full stop or a parenthesis,
// and returns where the next begins.
func (p *parser) chunk(i int) int {
	text := p.r.text[i:p.span.End]
	if lead := leadIn(text); lead > 0 {
		if d, n := dateAt(text[lead:]); n > 0 && d.Year > 0 {
			p.setDate(d)
			p.use(i + lead + n)
			return i + lead + n
		}
	}
	if d, n := dateAt(text); n > 0 && d.Year > 0 && (d.Month > 0 || boundary(text[n:])) && !p.pagesAhead(text, n) {
		p.setDate(d)
		p.use(i + n)
		return i + n
	}
	end := p.chunkEnd(i)
	if s := p.italicsAt(i); s.Len() > 0 && s.End <= p.span.End {
		end = max(s.End, i+1)
		p.text(Span{i, s.End})
		return end
	}
	if p.volume(i, end) {
		return end
	}
	if locator, n := locatorAt(text); n > 0 {
		p.addLocator(locator, i, i+n)
		return i + n
	}
	p.text(Span{i, end})
	return max(end, i+1)
}

// leadIn is the length of the words that s begins with that lead to a date:
// dated, issued on, last updated.
func leadIn(s string) int {
	n := 0
	for range 4 {
		switch word := strings.ToLower(firstWord(s[n:])); word {
		case "dated", "issued", "posted", "published", "updated", "last", "modified", "edited", "executed", "filed", "on", "vom", "am", "le", "du", "den", "el", "van", "op", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "first", "created":
			n += len(word)
			n += len(s[n:]) - len(strings.TrimLeft(s[n:], " ,:\n\u00a0"))
		default:
			return n
		}
	}
	return n
}

// boundary reports whether s begins where a part of a citation may end.
func boundary(s string) bool {
	if s == "" {
		return true
	}
	c := rune0(s)
	if unicode.IsSpace(c) {
		rest := strings.TrimLeft(s, " \n\u00a0")
		return rest == "" || strings.ContainsRune("(<[", rune0(rest)) || hasPrefixFold(rest, "http") || hasPrefixFold(rest, "www.") || hasPrefixFold(rest, "doi") || pageLabel(rest[:min(len(rest), 24)]) > 0
	}
	return strings.ContainsRune(",;.:)]<>—", c)
}

// pagesAhead reports whether what looks like a year is the first of two
// numbers of pages, as in 2010–14 behind a journal's volume.
func (p *parser) pagesAhead(text string, n int) bool {
	year, _ := number(text)
	return p.journal && p.dated && year != p.c.Date.Year && n >= 4 && allDigits(text[:4]) && !strings.Contains(text[:n], " ")
}

func (p *parser) italicsAt(i int) Span {
	if s := italicsIn(p.r.italics, Span{i, i + 1}); len(s) > 0 {
		return s[0]
	}
	return Span{}
}

// chunkEnd is where the part ends that begins at i.
func (p *parser) chunkEnd(i int) int {
	for j := i; j < p.span.End; j++ {
		if p.r.at(j) != 0 {
			return j
		}
		switch p.r.text[j] {
		case ',', ';', '<':
			if p.r.thousands(j) {
				continue
			}
			return j
		case '.':
			if j+1 < p.span.End && p.r.text[j+1] != ' ' && p.r.text[j+1] != '\n' {
				continue
			}
			if j+1 == p.span.End || sentenceBreak(p.r.text, i, j, p.span.End) > 0 && !printedAbbreviation(p.r.text[i:j]) {
				return j
			}
		}
	}
	return p.span.End
}

// thousands reports whether the comma at i stands inside a number: 12,500.
func (r *reading) thousands(i int) bool {
	return r.text[i] == ',' && i > r.span.Start && i+1 < r.span.End && isDigit(r.text[i-1]) && isDigit(r.text[i+1])
}

// volume reads the number of a journal's volume or issue.
func (p *parser) volume(i, end int) bool {
	s := strings.TrimSpace(p.r.text[i:end])
	for _, label := range [...]string{"no.", "No.", "nos.", "Nos ", "nos ", "nr.", "Nr.", "vol.", "Vol.", "vols.", "Vol ", "vol ", "issue", "Issue", "iss.", "Heft", "H.", "Jg.", "Bd.", "núm.", "n°", "Jaargang", "Book ", "tome", "t."} {
		if after, ok := strings.CutPrefix(s, label); ok && after != "" {
			after = strings.TrimSpace(after)
			if p.c.Container == "" && strings.HasPrefix(strings.ToLower(label), "no") { // a numbered part of a judgment
				if n := numbers(p.r.text[i+len(s)-len(after) : p.span.End]); n > 0 {
					to := i + len(s) - len(after) + n
					if strings.HasPrefix(p.r.text[to:p.span.End], " of ") {
						p.use(to) // the number of a case
						return true
					}
					p.addLocator(p.r.text[i:to], i, to)
					return true
				}
			}
			if after != "" && (isDigit(after[0]) || roman(after) > 0) && len(strings.Fields(after)) < 4 {
				p.journal = p.journal || p.c.Container != ""
				p.use(end)
				return true
			}
		}
	}
	if strings.Trim(s, "0123456789.:/- ") != "" || s == "" || !isDigit(s[0]) {
		return false
	}
	rest := strings.TrimLeft(p.r.text[end:p.span.End], " ,")
	if strings.HasPrefix(rest, "(") && p.dated && p.c.Container == "" && !p.slanted { // (2009) 31(2) Review
		p.journal, p.lawyers = true, true
		p.use(end)
		return true
	}
	if strings.HasPrefix(rest, "(") && !p.dated && !p.reported && p.c.Container != "" || strings.HasPrefix(rest, "no.") || strings.HasPrefix(rest, "iss") {
		p.journal = true
		p.use(end)
		return true
	}
	return false
}

// addLocator keeps a locator: the pages of an article give way to the page
// cited.
func (p *parser) addLocator(locator string, from, to int) {
	if _, cited, ok := strings.Cut(locator, ", "); ok && p.lawyers && p.c.Locator == "" {
		locator = cited
	}
	switch {
	case p.c.Locator == "":
		p.c.Locator = locator
	case p.journal && allPages(locator):
		p.c.Locator = locator
	case !allPages(locator):
		p.c.Locator += ", " + locator
	}
	p.paged = true
	p.use(to)
}

func allPages(s string) bool { return s != "" && (isDigit(s[0]) || roman(s) > 0) }

// text reads a part that is no date and no number.
func (p *parser) text(s Span) {
	s = p.r.trimmed(s)
	if s.Len() == 0 {
		return
	}
	whole := s.Of(p.r.text)
	if s.End < p.span.End && p.r.text[s.End] == '.' && printedAbbreviation(whole) {
		s.End++
		whole = s.Of(p.r.text)
	}
	if elsewhere(whole) {
		p.stop = true
		return
	}
	if company(whole) && p.c.Container == "" && !p.dated && strings.Trim(p.r.text[min(p.used, s.Start):s.Start], " ,.") == "" {
		p.c.Title += ", " + strings.TrimRight(whole, ".") + "."
		p.use(s.End)
		return
	}
	if p.remark(whole) || p.place(whole, s.End) {
		p.use(s.End)
		return
	}
	if p.c.Container == "" && !p.book && p.editedNext(s.End) { // the editors of the book, without in
		p.book, p.editors = true, s.End
		p.use(s.End)
		return
	}
	if book, ok := inBook(whole); ok && p.c.Container == "" {
		p.book = true
		s.Start = s.End - len(book)
		p.editors = p.editorsEnd(s.Start)
		whole = book
	}
	if p.r.prose(s) || p.newSentence(s) {
		p.prosaic = true
		return
	}
	if p.book && p.editing(s) {
		p.use(s.End)
		return
	}
	if at, d := dateWithin(whole); at >= 0 {
		p.setDate(d)
		p.use(s.End)
		if d.Month == 0 && !season(firstWordLow(whole[at:])) && (p.book || s.End < p.span.End) {
			at = len(whole) // a name may end in a year
		}
		whole = strings.TrimRight(trimOf(whole[:at]), " ,(")
		if whole == "" {
			return
		}
	}
	if name, page, ok := reporter(whole); ok {
		p.journal, p.reported = true, true
		p.c.Container = name
		p.addLocator(page, s.Start, s.End)
		return
	}
	if _, name, ok := imprint(whole); ok && (p.c.Container == "" || p.publisher == "") && (p.beforeYear(s.End) || p.dated) {
		p.publisher = withoutYear(name)
		p.use(s.End)
		return
	}
	if p.book && p.bookEnd > 0 && !p.dated && !p.paged && strings.TrimSpace(p.r.text[p.bookEnd:s.Start]) == "," {
		p.bookEnd = s.End
		p.c.Container = strings.Trim(Span{p.bookStart, s.End}.Of(p.r.text), " ,;:*_") // a comma in the book's title
	}
	if p.c.Container == "" && p.book {
		p.bookStart, p.bookEnd = s.Start, s.End
	}
	p.setContainer(p.withoutVolume(whole, s.End))
	p.use(s.End)
}

func withoutYear(name string) string {
	if at, d := dateWithin(name); at > 0 && d.Year > 0 {
		return strings.TrimRight(name[:at], " ,")
	}
	return name
}

// editedNext reports whether (eds) follows at end.
func (p *parser) editedNext(end int) bool {
	i := skipSpace(p.r.text, end, p.span.End)
	paren := p.parenEnd(i)
	return i < p.span.End && paren > i && editorial(p.r.text[i+1:paren-1])
}

func (p *parser) setContainer(name string) {
	name = strings.Trim(name, " ,;:*_")
	first := firstWord(name)
	if p.legal && !(strings.Contains(name, ".") && len(name) < 20) {
		return // what stands behind a case is its number, or a reporter
	}
	if p.c.Container == "" && name != "" && !medium(name) && !(first != "" && connective(first)) && !numbered(name) && (capitalized(name) || !strings.Contains(name, " ") || strings.Contains(name, ".")) {
		p.c.Container = name
	}
}

// numbered reports whether s is a number of a document, and no name: 236 final.
func numbered(s string) bool {
	first, rest, _ := strings.Cut(s, " ")
	if acronym(first) && strings.Contains(rest, "/") && isDigit(rest[0]) { // SMART 2019/0041
		return true
	}
	return strings.Trim(first, "0123456789/.-") == "" && (rest == "" || unicode.IsLower(rune0(rest)))
}

// company reports whether s is the end of a company's name: Inc., Ltd.
func company(s string) bool {
	switch strings.Trim(s, ".") {
	case "Inc", "Ltd", "LLC", "L.L.C", "Co", "Corp", "PLC", "plc", "GmbH", "N.A":
		return true
	}
	return false
}

// newSentence reports whether a sentence begins with s, and not a part of the
// citation.
func (p *parser) newSentence(s Span) bool {
	before := strings.TrimRight(p.r.text[max(p.span.Start, s.Start-4):s.Start], " \n")
	if !strings.HasSuffix(before, ".") {
		return false
	}
	end := s.End
	for end < p.span.End && end-s.Start < 300 && p.r.text[end] != '.' {
		end++
	}
	return p.r.prose(Span{s.Start, end})
}

// elsewhere reports whether s begins to say where else the work stands.
func elsewhere(s string) bool {
	for _, w := range [...]string{"quoted in", "cited in", "as quoted in", "as cited in", "quoted by", "reprinted in", "repr. in", "Reprinted in", "Quoted in", "zit. n.", "zitiert nach", "cité par", "cité dans"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// place reports whether s is a place before the imprint that follows at end:
// Cambridge, Mass.: MIT Press.
func (p *parser) place(s string, end int) bool {
	if len(strings.Fields(s)) > 3 || !capitalized(s) || p.book && p.c.Container == "" {
		return false
	}
	rest := p.r.trimmed(Span{end, p.span.End})
	next := Span{rest.Start, p.chunkEnd(rest.Start)}
	if next.Len() == 0 || p.r.at(next.Start) != 0 {
		return false
	}
	state, _, ok := imprint(next.Of(p.r.text))
	if !ok && p.slanted && publishingCity(s) && capitalized(next.Of(p.r.text)) { // Paris, Seuil, 2004
		return p.yearAhead(next.End, "")
	}
	return ok && (stateOf(state) || publishingCity(s) || p.slanted)
}

// editorsEnd is where the editors end that stand behind in: at (eds), when
// there is one.
func (p *parser) editorsEnd(from int) int {
	if k := p.r.parenFrom(from); k < len(p.r.parens) && p.r.parens[k].End <= p.span.End {
		paren := p.r.parens[k]
		if editorial(p.r.text[paren.Start+1 : paren.End-1]) {
			return paren.End
		}
	}
	return 0
}

func editorial(s string) bool {
	switch strings.Trim(strings.ToLower(strings.TrimSpace(s)), ".:") {
	case "ed", "eds", "hrsg", "hg", "editor", "editors", "dir", "dirs", "red", "coord", "coords", "a cura di", "org", "orgs":
		return true
	}
	return false
}

// editing reports whether s names editors, and no book.
func (p *parser) editing(s Span) bool {
	if s.Start < p.editors {
		return true
	}
	if p.editors > 0 {
		return false
	}
	name := p.r.plain(s)
	if !persons(splitNames(name)) || len(strings.Fields(name)) < 2 {
		return false
	}
	rest := p.r.trimmed(Span{s.End, p.span.End})
	next := Span{rest.Start, p.chunkEnd(rest.Start)}
	if next.Len() == 0 || p.r.at(next.Start) != 0 {
		return false
	}
	_, _, isImprint := imprint(next.Of(p.r.text))
	isImprint = isImprint && p.yearAhead(next.End, next.Of(p.r.text))
	d, n := dateAt(next.Of(p.r.text))
	return !isImprint && !(n > 0 && d.Year > 0) && !isDigit(p.r.text[next.Start])
}

// inBook takes in off the words that name the book around a chapter.
func inBook(s string) (string, bool) {
	for _, in := range [...]string{"in: ", "In: ", "in ", "In ", "dans ", "Dans "} {
		if rest, ok := strings.CutPrefix(s, in); ok && rest != "" && capitalized(rest) {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

// remark reports whether s is furniture: the medium, an edition, a translator,
// the hour, where else the work stands.
func (p *parser) remark(s string) bool {
	low := strings.ToLower(s)
	for _, w := range [...]string{"available", "archived", "accessed", "retrieved", "reprinted", "quoted in", "cited in", "trans.", "translated", "trans ", "ed. ", "eds. ", "edited by", "eds.", "doi", "isbn", "issn", "emphasis", "author’s", "author's", "hereinafter", "last updated", "last modified", "updated", "posted", "published", "on file", "also", "with ", "foreword", "introduction by", "original", "url", "permalink", "verfügbar", "disponible", "online unter", "unter", "version", "accessible", "from the original", "working paper", "last edited", "special issue", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		if strings.HasPrefix(low, w) {
			if at, d := dateWithin(s); at >= 0 && (w == "posted" || w == "updated" || w == "published" || strings.HasPrefix(w, "last") || strings.HasSuffix(w, "day")) {
				p.setDate(d)
			}
			return true
		}
	}
	return medium(s) || edition(low) || clock(low) || monthOf(strings.Trim(firstWord(s), ".")) > 0 && len(strings.Fields(s)) < 4
}

func edition(low string) bool {
	return strings.HasSuffix(low, " ed") || strings.HasSuffix(low, " ed.") || strings.HasSuffix(low, " edn") || strings.HasSuffix(low, " edition") || strings.HasSuffix(low, "aufl.") || strings.HasSuffix(low, "aufl")
}

func clock(low string) bool {
	return len(low) > 3 && isDigit(low[0]) && (strings.HasSuffix(low, "am") || strings.HasSuffix(low, "pm") || strings.HasSuffix(low, "a.m") || strings.HasSuffix(low, "p.m") || strings.HasSuffix(low, "gmt") || strings.HasSuffix(low, "utc"))
}

// medium reports whether s names a kind of source, and no source.
func medium(s string) bool {
	switch strings.ToLower(strings.Trim(s, " .,:")) {
	case "web page", "webpage", "website", "web", "blog post", "blog", "online", "media release", "press release", "discussion paper", "research paper", "working paper", "report", "final report", "video", "tweet", "podcast", "pdf", "film", "interview", "speech", "audio", "post", "e-book", "ebook", "print", "editorial", "op-ed", "blog entry", "forum post", "in english", "in german", "in french", "in italian", "in spanish", "englisch", "deutsch", "französisch", "engl", "phd thesis", "phd diss", "thesis", "dissertation", "unpublished", "emphasis mine", "emphasis added", "et al", "and", "or", "on", "at", "via", "see", "here", "link", "html", "as of", "g2 section", "on-line section", "draft", "forthcoming", "n.d", "nd", "s.a", "s.l", "o.j", "dated", "supra", "ibid":
		return true
	}
	return false
}

// dateWithin is where a date begins that s ends in, with a month, or as a year
// behind other words; -1 where there is none.
func dateWithin(s string) (int, Date) {
	for i := 0; i < len(s); i++ {
		if i > 0 && s[i-1] != ' ' {
			continue
		}
		if d, n := dateAt(s[i:]); n > 0 && d.Year > 0 && i+n == len(s) && (d.Month > 0 || n == 4 || season(firstWordLow(s[i:]))) {
			return i, d
		}
	}
	return -1, Date{}
}

func firstWordLow(s string) string { return strings.ToLower(firstWord(s)) }

// trimOf takes off the end of s the small words that lead to a date.
func trimOf(s string) string {
	for {
		s = strings.TrimRight(s, " ,")
		at := strings.LastIndexByte(s, ' ')
		switch strings.ToLower(strings.Trim(s[at+1:], ".,")) {
		case "on", "of", "vom", "am", "from", "dated", "le", "du", "den", "el", "de", "del", "der", "op", "van", "em", "posted", "published", "updated", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
			if at < 0 {
				return ""
			}
			s = s[:at]
		default:
			return s
		}
	}
}

// reporter reads volume, journal and first page in the order of lawyers:
// 18 Harv. J.L. & Tech. 319.
func reporter(s string) (name, page string, ok bool) {
	volume := leadingDigits(s)
	if volume == 0 || volume > 4 || volume >= len(s) || s[volume] != ' ' {
		return "", "", false
	}
	at := strings.LastIndexByte(s, ' ')
	page = s[at+1:]
	if at <= volume || !isDigit(page[0]) && !strings.HasPrefix(page, "¶") || numbers(page) != len(page) {
		return "", "", false
	}
	name = strings.TrimSpace(s[volume:at])
	name = strings.TrimSpace(strings.TrimRight(name, "¶"))
	if !capitalized(name) || len(name) > 80 {
		return "", "", false
	}
	return name, page, true
}

// imprint divides place and publisher: New York: Random House.
func imprint(s string) (place, name string, ok bool) {
	at := strings.Index(s, ":")
	if at < 0 {
		return "", "", false
	}
	place, name = strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+1:])
	if place == "" || name == "" || len(strings.Fields(place)) > 5 || len(strings.Fields(name)) > 10 || !capitalized(place) || !capitalized(name) || strings.Contains(name, ":") || !authorLike(place) || !isASCIIOrLetter(place) {
		return "", "", false
	}
	return place, name, true
}

func isASCIIOrLetter(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool { return isDigitRune(c) || strings.ContainsRune("“”‘?!", c) })
}

// beforeYear reports whether a year follows at i, or the clause ends there.
func (p *parser) beforeYear(i int) bool {
	rest := p.r.trimmed(Span{i, p.span.End})
	if rest.Len() == 0 {
		return true
	}
	d, n := dateAt(rest.Of(p.r.text))
	return n > 0 && d.Year > 0 || p.dated
}

// withoutVolume takes the number of a volume off a journal's name, where what
// follows says that it is a journal.
func (p *parser) withoutVolume(s string, end int) string {
	rest := strings.TrimLeft(p.r.text[end:min(end+16, p.span.End)], " ,")
	low := strings.ToLower(rest)
	if !strings.HasPrefix(rest, "(") && !strings.HasPrefix(rest, ":") && !strings.HasPrefix(low, "no") && !strings.HasPrefix(low, "iss") && !strings.HasPrefix(low, "nr") && !strings.HasPrefix(low, "h.") {
		if at := strings.LastIndexByte(s, ' '); at < 0 || !strings.ContainsAny(s[at:], ":/") || strings.Trim(s[at:], "0123456789:/. ") != "" {
			return s
		}
	}
	name := s
	for {
		at := strings.LastIndexByte(name, ' ')
		last := strings.Trim(name[at+1:], "().,")
		if at > 0 && (strings.Trim(last, "0123456789.:/-–") == "" || volumeWord(last) || roman(last) == len(last) && len(last) > 1) {
			name = strings.TrimRight(name[:at], " ,")
			p.journal = true
			continue
		}
		return name
	}
}

func volumeWord(s string) bool {
	switch strings.ToLower(s) {
	case "no", "nos", "vol", "vols", "issue", "nr", "bd", "jg", "jaargang", "heft", "n°", "núm", "series", "lente", "spring", "summer", "fall", "autumn", "winter":
		return true
	}
	return false
}

// paren reads a parenthesis behind a title and returns where it ends.
func (p *parser) paren(i int) int {
	end := i
	if k := p.r.parenFrom(i); k < len(p.r.parens) && p.r.parens[k].Start == i {
		end = p.r.parens[k].End
		p.insideParen(Span{i + 1, end - 1}, p.r.text[i])
	}
	if end == i {
		return i + 1
	}
	return end
}

func (p *parser) insideParen(s Span, bracket byte) {
	text := strings.TrimSpace(s.Of(p.r.text))
	if text == "" || p.r.at(s.Start)&taken != 0 {
		return
	}
	if bracket == '[' {
		if n := numbers(text); n == len(text) && !p.dated || n == len(text) && n < 4 {
			p.addLocator("["+text+"]", s.Start, s.End+1)
		}
		return
	}
	if editorial(text) || strings.HasPrefix(text, "http") || strings.HasPrefix(text, "www.") {
		p.use(s.End + 1)
		return
	}
	at, d := endDate(text[:min(len(text), 400)])
	if at < 0 {
		if n := numbers(text); n == len(text) && p.c.Container != "" && len(text) < 4 { // issue
			p.use(s.End + 1)
			p.journal = true
			return
		}
		if _, name, ok := imprint(text); ok && !p.dated {
			p.publisher = name
			p.use(s.End + 1)
		}
		return
	}
	p.setDate(d)
	p.use(s.End + 1)
	p.published(strings.Trim(trimOf(text[:at]), " ,;"))
	if p.c.Container != "" {
		p.journal = true
	}
}

// endDate is where the date begins that the inside of a parenthesis ends in.
func endDate(s string) (int, Date) {
	for i := 0; i < len(s); i++ {
		if i > 0 && strings.IndexByte(" ,.:", s[i-1]) < 0 {
			continue
		}
		d, n := dateAt(s[i:])
		if n == 0 || d.Year == 0 {
			continue
		}
		if rest := strings.Trim(s[i+n:], " .,"); rest == "" || numbers(rest) == len(rest) || clock(strings.ToLower(rest)) {
			return i, d
		}
	}
	return -1, Date{}
}

// published reads what stands before the date in a parenthesis: place and
// publisher, a site behind its medium, an edition, a court.
func (p *parser) published(s string) {
	if s == "" || edition(strings.ToLower(s)) {
		return
	}
	if at := strings.LastIndexByte(s, ':'); at > 0 && at < len(s)-1 {
		name := strings.TrimSpace(s[at+1:])
		if capitalized(name) {
			p.publisher = name
			return
		}
	}
	parts := strings.Split(s, ",")
	for n := len(parts) - 1; n >= 0; n-- {
		part := strings.TrimSpace(parts[n])
		if part == "" || medium(part) || edition(strings.ToLower(part)) || editorial(lastWord(part)) || courtName(part) || strings.HasPrefix(strings.ToLower(part), "vol") || season(firstWordLow(part)) || monthOf(firstWord(part)) > 0 || !capitalized(part) || p.legal {
			continue
		}
		name := part
		if n > 0 && strings.TrimSpace(parts[n-1]) != "" && !medium(parts[n-1]) && capitalized(strings.TrimSpace(parts[n-1])) && (institution(lastWord(parts[n-1])) || institution(firstWord(strings.TrimSpace(parts[n-1])))) {
			name = strings.TrimSpace(strings.Join(parts[n-1:n+1], ","))
		}
		if p.publisher == "" {
			p.publisher = name
		}
		return
	}
}

func lastWord(s string) string {
	s = strings.TrimRight(s, " .,")
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// courtName reports whether s names a court as lawyers do: D.D.C., 9th Cir.
func courtName(s string) bool {
	return strings.HasSuffix(s, "Cir.") || strings.HasSuffix(s, "Ct.") || strings.HasSuffix(s, "App.") || strings.Count(s, ".") > 1 && len(s) < 16
}
