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
			i = p.quotedOutlet(i)
		case mask&inParen != 0:
			i = p.paren(i)
		case unicode.IsSpace(c) || strings.ContainsRune(",;.:—–-<>·*_|/", c):
			i += size
		default:
			i = p.chunk(i)
		}
	}
}

// chunk reads what stands at i up to a comma, a full stop or a parenthesis,
// and returns where the next begins.
func (p *parser) chunk(i int) int {
	text := p.r.text[i:p.span.End]
	if next := p.chunkDate(i, text); next > 0 {
		return next
	}
	end := p.chunkEnd(i)
	if n := p.underWord(i); n > 0 {
		return n
	}
	if s := p.slantedBook(i); s.Len() > 0 {
		p.intoBook(s)
		return s.End
	}
	if s := p.italicsAt(i); s.Len() > 0 && s.End <= p.span.End {
		if word := strings.Trim(s.Of(p.r.text), " :"); word == "in" || word == "In" || word == "dans" { // Bluebook, rule 15.5
			p.book = p.c.Container == ""
			return s.End
		}
		p.slantedText(Span{i, s.End})
		return max(s.End, i+1)
	}
	if p.volume(i, end) {
		return end
	}
	if p.c.Locator != "" {
		lead := len(hereAt().FindString(text))
		if locator, n := locatorAt(text[lead:]); lead > 0 && n > 0 {
			p.c.Locator = p.abbreviated(locator, i+lead+n)
			p.use(i + lead + n)
			return i + lead + n
		}
	}
	if locator, n := locatorAt(text); n > 0 && !(isDigit(text[0]) && ordinalEdition.MatchString(text)) {
		p.addLocator(locator, i, i+n)
		return i + n
	}
	p.text(Span{i, end})
	return max(end, i+1)
}

// chunkDate reads the date at i, or the page of a journal that looks like one, and tells
// where it ends; 0 where there is neither.
func (p *parser) chunkDate(i int, text string) int {
	if lead := leadIn(text); lead > 0 {
		if d, n := dateAt(text[lead:]); n > 0 && d.Year > 0 {
			p.setDate(d)
			p.use(i + lead + n)
			return i + lead + n
		}
	}
	if p.pageBehindYear(i) {
		if locator, n := locatorAt(text); n > 0 {
			year, _ := number(p.r.text[i-len("2002, "):])
			p.setDate(Date{Year: year})
			p.journal, p.yearVolume = true, true
			p.addLocator(locator, i, i+n)
			return i + n
		}
	}
	if from := p.r.text[max(p.span.Start, i-3):i]; len(from) == 3 && isDigit(from[0]) && from[1:] == ", " && pageThenYear().MatchString(", "+text) { // 2031, 2045 (1990)
		if locator, n := locatorAt(text); n > 0 {
			p.addLocator(locator, i, i+n)
			return i + n
		}
	}
	if d, n := dateAt(text); n > 0 && d.Year > 0 && !(p.reported && d.Month == 0) && (d.Month > 0 || boundary(text[n:])) && !p.pagesAhead(text, n) {
		p.setDate(d)
		p.use(i + n)
		return i + n
	}
	if p.c.Date.Year > 0 && p.c.Date.Month == 0 && p.c.Container != "" && !p.journal { // (2020) ‘Title’, *Daily*, 4 May
		if d, n := entryDay(text, p.c.Date.Year); n > 0 && d.Year == p.c.Date.Year && d.Day > 0 {
			p.setDate(d)
			p.use(i + n)
			return i + n
		}
	}
	return 0
}

var ordinalEdition = beginning("0123456789", `^\d{1,2}(?:\.,? (?:(?:\pL+\.|und|u\.) ){0,3}(?:Aufl|Ausg|ed\b|éd|wyd|vyd|изд)|(?:\.ª|ª|ᵉ|e|ème|re|a)\.? [ée]d)`)

// hereAt are the words between the pages of an article and the one cited.
var hereAt = lazily(`^(?:hier|insb\.|bes\.|aldaar|daar|ici|aquí|aqui|qui|here|esp\.|especially|spec\.|tu):? `)

// abbreviated adds the full stop of an abbreviation that a locator ends in at to:
// 12 ff.
func (p *parser) abbreviated(locator string, to int) string {
	if (strings.HasSuffix(locator, "f") || strings.HasSuffix(locator, " sq")) && to < len(p.r.text) && p.r.text[to] == '.' {
		return locator + "."
	}
	return locator
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
		case ':':
			if p.book && p.italicsAt(min(j+2, p.span.End-1)).Start == j+2 { // in Vos, Anna: The Title
				return j
			}
		case ',', ';', '<':
			if p.r.thousands(j) {
				continue
			}
			return j
		case ' ':
			if j > i && pageAhead(p.r.text[j+1:p.span.End]) {
				return j
			}
		case '.':
			if j+1 < p.span.End && p.r.text[j+1] != ' ' && p.r.text[j+1] != '\n' {
				continue
			}
			if j+1 == p.span.End || j > i+1 && pageLabel(p.r.text[j+2:min(p.span.End, j+32)]) > 0 || sentenceBreak(p.r.text, i, j, p.span.End) > 0 && !printedAbbreviation(p.r.text[i:j]) {
				return j
			}
		}
	}
	return p.span.End
}

// pageAhead reports whether s begins with a page behind a label that is no word:
// pp. 12.
func pageAhead(s string) bool {
	for _, label := range [...]string{"p. ", "pp. ", "S. "} {
		if after, ok := strings.CutPrefix(s, label); ok {
			return after != "" && isDigit(after[0])
		}
	}
	return false
}

// thousands reports whether the comma at i stands inside a number: 12,500.
func (r *reading) thousands(i int) bool {
	return r.text[i] == ',' && i > r.span.Start && i+1 < r.span.End && isDigit(r.text[i-1]) && isDigit(r.text[i+1])
}

// addLocator keeps a locator: the pages of an article give way to the page
// cited.
func (p *parser) addLocator(locator string, from, to int) {
	if _, cited, ok := strings.Cut(locator, ", "); ok && p.lawyers && p.c.Locator == "" {
		locator = cited
	}
	locator = p.abbreviated(locator, to)
	switch {
	case p.c.Locator == "":
		p.c.Locator = locator
	case (p.journal || p.afterVolume(from)) && allPages(locator):
		p.c.Locator = locator
	case !allPages(locator):
		gap := ", "
		if from > p.locatorEnd && strings.TrimSpace(p.r.text[p.locatorEnd:from]) == "" { // § 4 Rn. 12
			gap = " "
		}
		p.c.Locator += gap + locator
	}
	p.locatorEnd = to
	p.paged = true
	p.use(to)
}

func allPages(s string) bool { return s != "" && (isDigit(s[0]) || roman(s) > 0) }

// slantedText reads a part in italics: a name, whatever words it has; behind
// in, and the names of editors, the title of the book.
func (p *parser) slantedText(s Span) {
	s = p.r.trimmed(s)
	if p.volumes && p.slanted && p.c.Container == "" {
		p.volumes = false // the title of the volume
		p.use(s.End)
		return
	}
	if p.book && p.c.Container != "" && p.bookEnd > 0 && !p.dated && !p.paged && s.Len() > 3 && len(italicsIn(p.r.italics, Span{p.bookStart, p.bookEnd})) == 0 {
		p.c.Container = ""
	}
	if p.c.Container == "" && s.Len() > 3 && (!p.dated || p.book || p.authored) && capitalized(s.Of(p.r.text)) && p.r.prose(s) {
		p.use(s.End)
		p.setContainer(s.Of(p.r.text))
		return
	}
	p.text(s)
}

// text reads a part that is no date and no number.
func (p *parser) text(s Span) {
	s = p.r.trimmed(s)
	if s.Len() == 0 {
		return
	}
	whole := s.Of(p.r.text)
	if s.End < p.span.End && p.r.text[s.End] == '.' && (printedAbbreviation(whole) || s.End+1 < p.span.End && p.r.text[s.End+1] == ',' && !strings.Contains(lastWord(whole), ".")) {
		s.End++
		whole = s.Of(p.r.text)
	}
	if elsewhere(whole) {
		p.stop = true
		return
	}
	if hasPrefixFold(whole, "comment on ") && p.c.About == "" { // “Not So,” comment on Vos, “Low Tide”
		end := p.aboutEnd(s.Start)
		p.c.About = cleanTitle(Span{s.Start, end}.Of(p.r.text))
		p.use(end)
		return
	}
	if p.aside(s, whole) {
		p.use(s.End)
		return
	}
	if n := len(editionAhead.FindString(whole)); n > 0 {
		s.Start += n
		whole = s.Of(p.r.text)
		if whole == "" || p.aside(s, whole) {
			p.use(s.End)
			return
		}
	}
	book, ok := inBook(whole)
	if !ok {
		book, ok = p.editedBook(s, whole)
	}
	around := ok && p.c.Container == "" || p.book && p.editors > 0 && s.Start >= p.editors && p.c.Container == ""
	if ok && p.c.Container == "" {
		p.book = true
		s.Start = s.End - len(book)
		p.editors = p.editorsEnd(s.Start)
		if p.editors == 0 && sameEditor(strings.ToLower(book)) {
			p.editors = s.End
		}
		whole = book
	}
	if p.r.prose(s) && (!around || p.r.hasVerb(s) || s.Len() > 120) && !p.periodical(s) || p.newSentence(s) {
		p.prosaic = true
		return
	}
	p.use(s.End)
	if p.book && len(italicsIn(p.r.italics, s)) == 0 && p.editing(s) {
		return
	}
	if whole = p.dateOff(s, whole); whole != "" {
		p.outletOf(s, whole)
	}
}

// editedBook takes en or em off the words that name editors, with their role behind
// them: en Salas, Juan (coord.).
func (p *parser) editedBook(s Span, whole string) (string, bool) {
	rest, ok := strings.CutPrefix(whole, "en ")
	if !ok {
		rest, ok = strings.CutPrefix(whole, "em ")
	}
	if !ok || !capitalized(rest) {
		return "", false
	}
	end := p.editorsEnd(s.Start)
	return rest, end > 0 && end-s.Start < 160
}

// aside takes in a part that names no outlet: the end of a company's name, the
// medium, a place, the editors of a book.
func (p *parser) aside(s Span, whole string) bool {
	if company(whole) && p.c.Container == "" && !p.dated && strings.Trim(p.r.text[min(p.used, s.Start):s.Start], " ,.") == "" {
		p.c.Title += ", " + strings.TrimRight(whole, ".") + "."
		return true
	}
	if p.remark(whole) || p.place(whole, s.End) {
		return true
	}
	if p.c.Container == "" && !p.book && p.editedNext(s.End) { // without in
		p.book, p.editors = true, s.End
		return true
	}
	return false
}

// dateOff takes a date off the end of a part, and returns the rest.
func (p *parser) dateOff(s Span, whole string) string {
	at, d := dateWithin(whole)
	if at < 0 {
		return whole
	}
	if _, _, ok := p.report(whole); ok && d.Month == 0 { // 103 NW. U. L. REV. 1553
		return whole
	}
	if d.Month == 0 && pageThenYear().MatchString(p.r.text[s.End:p.span.End]) { // L. Rev. 2031, 2045 (1990)
		return whole
	}
	p.setDate(d)
	if d.Month == 0 && p.c.Container == "" && journalYear().MatchString(whole) && isDigit(firstByte(strings.TrimLeft(p.r.text[s.End:p.span.End], ", "))) {
		p.journal, p.yearVolume = true, true // NJW 2005, 1200
		return strings.TrimRight(whole[:at], " ,")
	}
	if d.Month == 0 && p.placeAlone(strings.TrimRight(whole[:at], " ,"), s.End) {
		return ""
	}
	if d.Month == 0 && !season(firstWordLow(whole[at:])) && (p.book || s.End < p.span.End) {
		return whole // a name may end in a year
	}
	return strings.TrimRight(trimOf(whole[:at]), " ,(")
}

// pageThenYear is the page cited and the year behind the first page of an article, as
// lawyers have them: , 2045 (1990).
var pageThenYear = lazily(`^, \d{1,4}(?:[-–]\d{1,4})? \((?:[^()]{1,40} )?(?:1[5-9]|20)\d\d\)`)

// reporterAhead are the volume and the name of reports before the page of a case
// that is cited again: 531 U.S. at 15.
var (
	reporterAhead = beginning("0123456789", `^\d{1,4} (\p{Lu}[\p{L}.’' ]{0,20})$`)
	atPage        = beginning(". ", `^\.? at \d`)
)

// placeAlone reports whether s, before a year, is the place where a book appeared,
// whose publisher is not told: Warszawa 2004. Of a place that is not known, a page
// with a label of German or Slavic notes at end is evidence.
func (p *parser) placeAlone(s string, end int) bool {
	if publishingCity(s) || publishingCity(strings.ReplaceAll(s, "/", " and ")) {
		return true
	}
	if !p.slanted && !p.colon || p.c.Container != "" || strings.ContainsAny(s, " .") {
		return false
	}
	rest := strings.TrimLeft(p.r.text[end:p.span.End], " ,")
	return strings.HasPrefix(rest, "S. ") || strings.HasPrefix(rest, "s. ") || strings.HasPrefix(rest, "С. ")
}

// outletOf reads where the work appeared: a journal in the order of lawyers, a
// publisher, a book, a newspaper.
func (p *parser) outletOf(s Span, whole string) {
	if name, page, ok := p.report(whole); ok {
		p.journal, p.reported = true, true
		if !p.legal || p.c.Container == "" { // of parallel reports the first
			p.c.Container = name
		}
		if p.yearBook || p.legal { // where a case or an article begins is no place cited
			p.paged = true
			p.use(s.End)
			return
		}
		p.addLocator(page, s.Start, s.End)
		return
	}
	if m := p.shortReporter(s.End, whole); m != nil {
		p.c.Container, p.reported = m[1]+strings.Repeat(".", min(1, strings.Count(p.r.text[s.End:s.End+1], "."))), true
		return
	}
	if _, name, ok := imprint(whole); ok && (p.c.Container == "" || p.publisher == "") && (p.beforeYear(s.End) || p.dated) {
		p.publisher = withoutYear(name)
		return
	}
	if p.book && publishingCity(whole) {
		return
	}
	if p.book && p.bookEnd > 0 && !p.dated && !p.paged && strings.TrimSpace(p.r.text[p.bookEnd:s.Start]) == "," && len(italicsIn(p.r.italics, Span{p.bookStart, p.bookEnd})) == 0 {
		p.bookEnd = s.End
		p.c.Container = strings.Trim(Span{p.bookStart, s.End}.Of(p.r.text), " ,;:*_") // a comma in the book's title
	}
	if p.c.Container == "" && p.book {
		p.bookStart, p.bookEnd = s.Start, s.End
		if name := p.pagedBook(whole, s.End); name != "" {
			p.setContainer(name)
			p.journal = true
			return
		}
	}
	p.setContainer(p.withoutVolume(whole, s.End))
}

// shortReporter is the reporter in whole of a case that is cited in short, where the
// page follows at end: 12 Aller at 34; nil for none.
func (p *parser) shortReporter(end int, whole string) []string {
	if !atPage.MatchString(p.r.text[end:p.span.End]) {
		return nil
	}
	return reporterAhead.FindStringSubmatch(whole)
}

// pagedBook is the title of the book in s without the page where the work begins,
// where the page cited or the year in parentheses follows at end, as lawyers have
// it: SOUND AND THE STATE 33, 40 (1988).
func (p *parser) pagedBook(s string, end int) string {
	at := strings.LastIndexByte(s, ' ')
	if at < 0 || !allDigits(s[at+1:]) || len(s)-at > 4 {
		return ""
	}
	if rest := p.r.text[end:p.span.End]; !pageThenParen().MatchString(rest) {
		return ""
	}
	return s[:at]
}

var pageThenParen = lazily(`^(?:, \d{1,4}(?:[-–]\d{1,4})?)? \(`)

// report reads the volume of reports that has a case: 464 U.S. 417; or, behind
// a year in brackets that stands for the volume, Ch 5.
func (p *parser) report(s string) (name, page string, ok bool) {
	if !p.yearBook {
		return reporter(s)
	}
	return reporterAndPage(strings.TrimLeft(s, "0123456789 "))
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
		case "on", "of", "v", "vom", "am", "from", "dated", "le", "du", "den", "el", "de", "del", "der", "op", "van", "em", "posted", "published", "updated", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
			if at < 0 {
				return ""
			}
			s = s[:at]
		default:
			return s
		}
	}
}
