package verify

import (
	"regexp"
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

// quotedOutlet takes a quotation behind the title for the journal around the work,
// where Italian, Polish and Russian set those in quotation marks and numbers or a
// date follow: in «Rivista del mare», XII (2009); „Przegląd” 2009, nr 3. Any other
// it steps over: the title of a series, or words about the work.
func (p *parser) quotedOutlet(i int) int {
	if k := p.r.quoteFrom(i); k < len(p.r.quotes) && p.r.quotes[k].whole.Start == i && p.c.Container == "" && !p.dated {
		q := p.r.quotes[k]
		name := q.inside.Of(p.r.text)
		before := strings.TrimRight(p.r.text[max(p.span.Start, i-12):i], " ")
		if strings.ContainsAny(p.r.text[i:q.inside.Start], "«„") && (strings.HasSuffix(before, ",") && p.slanted || strings.HasSuffix(before, " in")) && capitalized(name) && len(strings.Fields(name)) < 10 && outletNumbers.MatchString(p.r.text[q.whole.End:p.span.End]) {
			p.c.Container = strings.Trim(name, " ,.;:")
			p.use(q.whole.End)
		}
	}
	for i < p.span.End && p.r.at(i)&inQuote != 0 {
		i++
	}
	return i
}

// outletNumbers is what stands behind such a journal: volume, issue, year or day.
var outletNumbers = regexp.MustCompile(`^,? (?:\d|[IVXLC]+\b|nr |n\. |z\. |t\. |vol\. |R\. |anno |a\. |№|\()`)

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
	end := p.chunkEnd(i)
	if s := p.slantedBook(i); s.Len() > 0 {
		p.intoBook(s)
		return s.End
	}
	if s := p.italicsAt(i); s.Len() > 0 && s.End <= p.span.End {
		p.slantedText(Span{i, s.End})
		return max(s.End, i+1)
	}
	if p.volume(i, end) {
		return end
	}
	if lead := len(hereAt.FindString(text)); lead > 0 && p.c.Locator != "" {
		if locator, n := locatorAt(text[lead:]); n > 0 {
			p.c.Locator = p.abbreviated(locator, i+lead+n)
			p.use(i + lead + n)
			return i + lead + n
		}
	}
	if locator, n := locatorAt(text); n > 0 {
		p.addLocator(locator, i, i+n)
		return i + n
	}
	p.text(Span{i, end})
	return max(end, i+1)
}

// hereAt are the words between the pages of an article and the one cited.
var hereAt = regexp.MustCompile(`^(?:hier|insb\.|bes\.|aldaar|daar|ici|aquí|aqui|qui|here|esp\.|especially|spec\.|tu) `)

// abbreviated adds the full stop of an abbreviation that a locator ends in at to:
// 12 ff.
func (p *parser) abbreviated(locator string, to int) string {
	if strings.HasSuffix(locator, "f") && to < len(p.r.text) && p.r.text[to] == '.' {
		return locator + "."
	}
	return locator
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

// slantedBook are the italics that the word in at i leads to: the title of a book,
// commas and all.
func (p *parser) slantedBook(i int) Span {
	for _, in := range [...]string{"in ", "In ", "in: ", "In: ", "dans ", "Dans ", "en ", "em "} {
		if !strings.HasPrefix(p.r.text[i:p.span.End], in) {
			continue
		}
		for _, s := range italicsIn(p.r.italics, Span{i + len(in), i + len(in) + 1}) {
			if s.Start >= i+len(in)-1 && s.End <= p.span.End {
				return s
			}
		}
	}
	return Span{}
}

// intoBook takes the italics s for the book or the journal around the work.
func (p *parser) intoBook(s Span) {
	p.use(s.End)
	p.book = true
	if p.c.Container == "" {
		p.c.Container = strings.Trim(p.withoutVolume(s.Of(p.r.text), s.End), " ,.;:*_")
		p.bookStart, p.bookEnd = s.Start, s.End
		if at, d := dateWithin(strings.TrimRight(s.Of(p.r.text), " ,.;:*_")); at > 0 {
			p.bookYear = d
		}
	}
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

// volume reads the number of a journal's volume or issue.
func (p *parser) volume(i, end int) bool {
	s := strings.TrimSpace(p.r.text[i:end])
	for _, label := range [...]string{"no.", "No.", "nos.", "Nos ", "nos ", "nr.", "Nr.", "vol.", "Vol.", "vols.", "Vol ", "vol ", "issue", "Issue", "iss.", "Heft", "H.", "Jg.", "Bd.", "núm.", "n°", "Jaargang", "Book ", "tome", "t.", "nr ", "№", "fasc.", "vyp.", "Вып.", "вып.", "Т.", "т."} {
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
				p.volumes = p.slanted && strings.HasPrefix(strings.ToLower(label), "vol")
				p.use(end)
				return true
			}
		}
	}
	if p.issue(s) {
		p.journal = true
		p.use(end)
		return true
	}
	if strings.Trim(s, "0123456789.:/- ") != "" && roman(s) != len(s) || s == "" || !isDigit(s[0]) && roman(s) == 0 {
		return false
	}
	rest := strings.TrimLeft(p.r.text[end:p.span.End], " ,")
	if strings.HasPrefix(rest, "(") && p.dated && p.c.Container == "" && !p.slanted { // (2009) 31(2) Review
		p.journal, p.lawyers = true, true
		p.use(end)
		return true
	}
	if p.c.Container != "" && !p.reported && issueInParens.MatchString(rest) {
		p.journal = true
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

// issueInParens is the number of an issue behind that of its volume: (2), and pages
// or a year behind it.
var issueInParens = regexp.MustCompile(`^\(\d{1,3}(?:[-–/]\d{1,3})?\)(?:[,:;]|$)`)

// issue reports whether s is a volume or an issue with a label of one letter, as
// journals have behind their name: v. 12, n. 3.
func (p *parser) issue(s string) bool {
	after, ok := strings.CutPrefix(s, "v. ")
	if !ok {
		after, ok = strings.CutPrefix(s, "n. ")
		ok = ok && p.journal
	}
	return ok && p.c.Container != "" && allDigits(strings.ReplaceAll(strings.ReplaceAll(after, "-", ""), "/", ""))
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
	case p.journal && allPages(locator):
		p.c.Locator = locator
	case !allPages(locator):
		p.c.Locator += ", " + locator
	}
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
	p.use(s.End)
	if p.book && len(italicsIn(p.r.italics, s)) == 0 && p.editing(s) {
		return
	}
	if whole = p.dateOff(s, whole); whole != "" {
		p.outletOf(s, whole)
	}
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
	p.setDate(d)
	if d.Month == 0 && !season(firstWordLow(whole[at:])) && (p.book || s.End < p.span.End) {
		return whole // a name may end in a year
	}
	return strings.TrimRight(trimOf(whole[:at]), " ,(")
}

// outletOf reads where the work appeared: a journal in the order of lawyers, a
// publisher, a book, a newspaper.
func (p *parser) outletOf(s Span, whole string) {
	if name, page, ok := p.report(whole); ok {
		p.journal, p.reported = true, true
		p.c.Container = name
		if p.yearBook || p.legal { // where a case or an article begins is no place cited
			p.paged = true
			p.use(s.End)
			return
		}
		p.addLocator(page, s.Start, s.End)
		return
	}
	if _, name, ok := imprint(whole); ok && (p.c.Container == "" || p.publisher == "") && (p.beforeYear(s.End) || p.dated) {
		p.publisher = withoutYear(name)
		return
	}
	if p.book && p.bookEnd > 0 && !p.dated && !p.paged && strings.TrimSpace(p.r.text[p.bookEnd:s.Start]) == "," && len(italicsIn(p.r.italics, Span{p.bookStart, p.bookEnd})) == 0 {
		p.bookEnd = s.End
		p.c.Container = strings.Trim(Span{p.bookStart, s.End}.Of(p.r.text), " ,;:*_") // a comma in the book's title
	}
	if p.c.Container == "" && p.book {
		p.bookStart, p.bookEnd = s.Start, s.End
	}
	p.setContainer(p.withoutVolume(whole, s.End))
}

// report reads the volume of reports that has a case: 464 U.S. 417; or, behind
// a year in brackets that stands for the volume, Ch 5.
func (p *parser) report(s string) (name, page string, ok bool) {
	if !p.yearBook {
		return reporter(s)
	}
	return reporter("1 " + strings.TrimLeft(s, "0123456789 "))
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
		if text == "w:" || text == "In:" || text == "in:" { // Polish
			p.book = true
			p.use(s.End + 1)
			return
		}
		if year, n := number(text); n == 4 && 1500 < year && year < 2100 && n == len(text) && !p.dated {
			p.setDate(Date{Year: year})
			p.yearBook = true
			p.use(s.End + 1)
			return
		}
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
		if part == "" || medium(part) || edition(strings.ToLower(part)) || editorial(lastWord(part)) || courtName(part) || strings.HasPrefix(strings.ToLower(part), "vol") || season(firstWordLow(part)) || monthOf(firstWord(part)) > 0 || !capitalized(part) || p.legal || publishingCity(part) || reportNumber.MatchString(part) {
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

// reportNumber is the number of a report in its series: Law Com No 306.
var reportNumber = regexp.MustCompile(`(?i)\bno\.? ?\d|^(?:cm|cmnd|hc|hl|sec|com) ?\d`)

func lastWord(s string) string {
	s = strings.TrimRight(s, " .,")
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// courtName reports whether s names a court as lawyers do: D.D.C., 9th Cir.
func courtName(s string) bool {
	return strings.HasSuffix(s, "Cir.") || strings.HasSuffix(s, "Ct.") || strings.HasSuffix(s, "App.") || strings.Count(s, ".") > 1 && len(s) < 16
}
