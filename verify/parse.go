package verify

import (
	"strings"
	"sync"
	"unicode"
)

// taken protects what was read as an access date or an identifier.
const taken uint8 = 1 << 7

// A kind says what a clause turned out to be.
type kind int

const (
	commentary kind = iota
	fragment        // no sentence, yet not enough to be sure of a source
	named           // author and title, or title alone: where it appeared is not said
	complete        // a source with something that tells where to find it
)

// A parser takes one clause apart.
type parser struct {
	r    *reading
	c    Citation
	span Span // what is left to read, signals taken off
	used int  // the end of what was recognised
	kind kind

	journal    bool // volume or year in parentheses came: numbers behind are pages
	book       bool // in ...: the next text is the title of a book
	editors    int  // the end of the editors behind in
	publisher  string
	prosaic    bool // prose follows what was recognised
	dated      bool
	authored   bool // the year stood behind the authors
	paged      bool
	legal      bool
	volumes    bool // the number of a volume of the book came
	colon      bool // the authors stand before a colon
	slanted    bool // the title stands in italics: the work is a book
	bookStart  int
	bookEnd    int
	bookYear   Date // the year that the book's title ends in, for want of another
	locatorEnd int  // where the locator ends that came last
	yearVolume bool // the year stands for the volume of a German law journal
	lawyers    bool // the volume came before the journal: the first page comes before the one cited
	reported   bool // a reporter or a journal came in the order of lawyers
	yearBook   bool // a year in brackets came: [1998] Ch 5
	stop       bool // the rest says where else the work stands
}

// parse takes a clause apart.
func (r *reading) parse(s Span) found {
	s = r.trimmed(afterSignals(r.text, s))
	s.Start += len(sameAuthor.FindString(s.Of(r.text)))
	p := &parser{r: r, span: s, used: s.Start}
	p.c.Note = r.note
	if s.Len() == 0 {
		return found{p.c, p.kind}
	}
	p.takeURLs()
	p.takeAccessed()
	p.takeIdentifiers()
	switch {
	case p.authorDateClause() || p.decision() || p.chinese() || p.japanese() || p.statute() || p.provision() || p.code() || p.act() || p.contribution() || p.quotedTitle() || p.slantedTitle() || p.linkedTitle():
	case p.colonTitle():
	default:
		p.unquoted()
	}
	p.finish()
	return found{p.c, p.kind}
}

// sameAuthor stands in place of the author of the citation before: Ders., Der Ofen;
// Id., Feux.
var sameAuthor = beginning("DdIE", `^(?:[Dd]ers|[Dd]ies|Id|Idem|Eadem)\.?[,:] `)

// trimmed takes white space and punctuation off the ends of s.
func (r *reading) trimmed(s Span) Span {
	s.Start += leading(r.text[s.Start:s.End])
	for s.End > s.Start && strings.IndexByte(" ,;:.\n\t*_", r.text[s.End-1]) >= 0 {
		if r.at(s.End-1)&inURL != 0 {
			break
		}
		s.End--
	}
	return s
}

// takeURLs reads the URL of the clause and, beside it, an archive's.
func (p *parser) takeURLs() {
	for k := p.r.urlFrom(p.span.Start); k < len(p.r.urls) && p.r.urls[k].End <= p.span.End; k++ {
		u := p.r.urls[k]
		inner, archive := unwrap(u.url)
		if archive && p.c.ArchiveURL == "" {
			p.c.ArchiveURL = u.url
		}
		if !archive {
			inner = u.url
		}
		if inner != "" && p.c.URL == "" {
			p.c.URL = inner
		}
		if p.c.URLPrinted == "" || !archive && p.c.URLPrinted == p.c.ArchiveURL {
			p.c.URLPrinted, p.c.URLSpan = u.printed, u.Span
		}
	}
	if p.c.URL == "" {
		p.c.URL = p.c.ArchiveURL // a short link does not name what it holds
	}
}

// takeAccessed reads the date of access and protects its words.
func (p *parser) takeAccessed() {
	for i := p.span.Start; i < p.span.End; i++ {
		if p.r.at(i)&(inURL|inQuote) != 0 || i > p.span.Start && isURLWord(p.r.text[i-1]) {
			continue
		}
		if hasPrefixFold(p.r.text[i:p.span.End], "archived") {
			p.skipArchived(i)
		}
		n := accessWord(p.r.text[i:p.span.End])
		if n == 0 || p.c.Accessed != (Date{}) {
			continue
		}
		d, used := accessDate(p.r.text[i+n : p.span.End])
		if used == 0 {
			continue
		}
		p.c.Accessed = d
		p.r.protect(Span{i, i + n + used}, taken)
		p.use(i + n + used)
	}
}

// skipArchived protects the words that say when a page was archived: Archived
// from the original on May 2, 2020.
func (p *parser) skipArchived(i int) {
	text := p.r.text[i:min(i+90, p.span.End)]
	for n := len("archived"); n < len(text); n++ {
		if text[n-1] != ' ' {
			continue
		}
		if d, used := dateAt(text[n:]); used > 0 && d.Year > 0 {
			p.r.protect(Span{i, i + n + used}, taken)
			p.use(i + n + used)
			return
		}
		if text[n] == '.' || text[n] == ';' {
			return
		}
	}
}

// accessWords are the words that say when a page was seen, by the first byte of each,
// small and large.
var accessWords = sync.OnceValue(func() *[256][]string {
	var by [256][]string
	for _, w := range [...]string{"accessed", "last accessed", "last visited", "last viewed", "last retrieved", "last checked", "retrieved", "visited", "viewed", "reviewed", "archive date", "access date", "date accessed", "date of access",
		"abgerufen", "zuletzt abgerufen", "zuletzt besucht", "zuletzt geprüft", "zuletzt aufgerufen", "aufgerufen", "letzter Zugriff", "letzter Abruf", "Zugriff", "Abruf", "Stand",
		"consulté", "consultée", "dernière consultation", "page consultée", "dernier accès", "consultado", "consultada", "consulta", "fecha de consulta", "consultato", "consultata", "consultat", "acceso", "acesso", "accesso", "ultimo accesso", "último acceso", "último acesso", "visitado", "visitato", "visto",
		"geraadpleegd", "laatst geraadpleegd", "bezocht", "laatst bezocht", "geopend", "opgehaald", "lest", "besøkt", "hentet", "hämtad", "besökt", "set", "erişim tarihi", "erişim", "cited", "дата обращения", "dostęp", "cit"} {
		large := strings.ToUpper(w)
		by[w[0]] = append(by[w[0]], w)
		if large[0] != w[0] {
			by[large[0]] = append(by[large[0]], w)
		}
	}
	return &by
})

// accessWord is the length of the words at the start of s that say when a page
// was seen.
func accessWord(s string) int {
	for _, w := range accessWords()[s[0]] {
		if hasPrefixFold(s, w) && (len(s) == len(w) || !isURLWord(s[len(w)])) {
			return len(w)
		}
	}
	return 0
}

// accessDate reads the date behind such words: at most a few small words and
// signs stand between.
func accessDate(s string) (Date, int) {
	p := 0
	for range 4 {
		p += len(s[p:]) - len(strings.TrimLeft(s[p:], " :,.()[]\n\u00a0"))
		if d, n := entryDay(s[p:], 0); n > 0 && (d.Year > 0 || d.Month > 0) {
			return d, p + n
		}
		word := firstWord(s[p:])
		switch strings.ToLower(word) {
		case "on", "am", "at", "den", "der", "le", "la", "el", "em", "il", "in", "op", "dato", "tarihi", "date", "on:", "at:", "the", "en", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
			p += len(word)
		default:
			return Date{}, 0
		}
	}
	return Date{}, 0
}

// takeIdentifiers reads DOI, ISBN and arXiv number, in the text and in the
// URL, and protects their words.
func (p *parser) takeIdentifiers() {
	p.takeSeries()
	text := p.span.Of(p.r.text)
	take := func(at Span) {
		if at.End > at.Start {
			s := Span{p.span.Start + at.Start, p.span.Start + at.End}
			p.r.protect(s, taken)
			p.use(s.End)
		}
	}
	if strings.Contains(text, "10.") {
		var at Span
		if p.c.DOI, at = findDOI(text); p.c.DOI != "" {
			take(at)
		}
	}
	if p.c.DOI == "" && strings.Contains(p.c.URL, "doi.org/10.") {
		p.c.DOI, _ = findDOI(p.c.URL)
	}
	var at Span
	p.c.ISBN, at = findISBN(text)
	take(at)
	if p.c.ArXiv, at = findArXiv(text); p.c.ArXiv == "" && strings.Contains(p.c.URL, "arxiv.org") {
		p.c.ArXiv, _ = findArXiv(p.c.URL)
	} else {
		take(at)
	}
}

func (p *parser) use(end int) { p.used = max(p.used, end) }

// reset forgets what was read between the parts that stand for themselves.
func (p *parser) reset() {
	p.c.Authors, p.c.Title, p.c.Container, p.c.Date, p.c.Locator = nil, "", "", Date{}, ""
	p.dated, p.paged, p.journal, p.prosaic, p.book = false, false, false, false, false
	p.used = p.span.Start
}

func endsInitial(name string) bool {
	w := name[strings.LastIndexByte(name, ' ')+1:]
	return len(w) == 1 || strings.Contains(w, ".") && !strings.HasSuffix(w, ".")
}

// authorsBefore reads the authors in what stands before a title, and tells
// where the citation begins: behind commentary, where there is some. ok is
// false where what stands there is a sentence that runs into the quotation.
func (p *parser) authorsBefore(s Span) (start int, ok bool) {
	trimmed := p.r.trimmed(s)
	if trimmed.Len() == 0 {
		return s.End, true
	}
	if hasPrefixFold(trimmed.Of(p.r.text), "according to") {
		return 0, false
	}
	trimmed = p.withoutPartners(trimmed)
	cut := trimmed.Len() > 1500
	if cut {
		trimmed.Start = trimmed.End - 1500
	}
	run, whole := p.nameRun(trimmed)
	whole = whole && !cut
	text := p.r.plain(run)
	if text == "" || len(text) > 600 {
		return 0, false
	}
	pause := strings.ContainsAny(p.r.text[trimmed.End:s.End], ",:.;") || p.r.text[trimmed.End-1] == ')'
	if text, run = p.lastNames(text, run); text == "" {
		return 0, false
	}
	if whole && !authorLike(text) || !whole && !(pause && persons(splitNames(trimRoles(text))) && (len(strings.Fields(text)) > 1 || p.named(run, text))) {
		return 0, false
	}
	if !whole && unicode.IsLower(rune0(strings.TrimLeft(p.r.text[s.End:min(s.End+8, p.span.End)], "“‘\"'«„ "))) {
		return 0, false // words that go on with the sentence
	}
	if whole && !pause && len(strings.Fields(text)) > 8 {
		return 0, false
	}
	p.c.Authors = authors(text)
	if given := p.givenInParens(run); len(p.c.Authors) == 1 && given != "" {
		p.c.Authors[0] += " " + given
	}
	if n := len(p.c.Authors); n > 0 && run.End < s.End && p.r.text[run.End] == '.' && endsInitial(p.c.Authors[n-1]) {
		p.c.Authors[n-1] += "."
	}
	p.parenDate(run)
	return run.Start, true
}

// named reports whether a word of a sentence leads to run, the surname alone of an author:
// the discussion in Vos, *Tides*.
func (p *parser) named(run Span, text string) bool {
	before := strings.TrimRight(p.r.text[p.span.Start:run.Start], " \n")
	return (strings.HasSuffix(before, " in") || strings.HasSuffix(before, " by")) && !publishingCity(text)
}

// givenInParens are the given names in parentheses that French notes have behind a
// surname in capitals: MOREL (Claire).
func (p *parser) givenInParens(s Span) string {
	k := p.r.parenFrom(s.Start)
	if k >= len(p.r.parens) || p.r.parens[k].End > s.End || p.r.parens[k].End < s.End-1 {
		return ""
	}
	before := strings.TrimSpace(p.r.text[s.Start:p.r.parens[k].Start])
	if before == "" || before != strings.ToUpper(before) || !givenNames(p.r.inside(p.r.parens[k])) {
		return ""
	}
	return p.r.parens[k].Of(p.r.text)
}

// withoutPartners ends s before those whom an author talked with.
func (p *parser) withoutPartners(s Span) Span {
	for _, words := range [...]string{" in conversation with ", " in exchange with ", " in dialogue with ", " im Gespräch mit "} {
		if at := strings.Index(s.Of(p.r.text), words); at > 0 {
			s.End = s.Start + at
		}
	}
	return s
}

// nameRun is the end of s that may name authors: all that follows its last
// small word that is no part of names. whole says that it is all of s.
func (p *parser) nameRun(s Span) (run Span, whole bool) {
	run, whole = s, true
	p.r.words(s, func(word string, at int) bool {
		w := strings.Trim(word, ".,;:()[]'’*_")
		if w == "" || w == "&" || capitalized(w) || particle(w) || connective(w) || role(w) || !unicode.IsLetter(rune0(w)) {
			return true
		}
		run, whole = Span{at + len(word), s.End}, false
		return true
	})
	if whole {
		return run, true
	}
	run = p.r.trimmed(run)
	last := run.Start
	p.r.words(run, func(word string, at int) bool {
		if w := strings.Trim(word, ".,;:"); connective(w) && w != "and" && !particle(w) {
			last = at + len(word)
		}
		return true
	})
	return p.r.trimmed(Span{last, run.End}), false
}

// lastNames drops what stands before the names: another sentence, or a person
// in a work of others (Hagbard Celine in Robert Shea).
func (p *parser) lastNames(text string, run Span) (string, Span) {
	if first := firstWord(text); division(text) || first == "Point" || first == text && (startsSentence(text) || text == "If") {
		return "", run
	}
	for {
		last := lastWord(text)
		if last == "" || !connective(last) || capitalized(last) {
			break
		}
		text = strings.TrimSpace(text[:strings.LastIndex(text, last)])
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "’s"), "'s")
	for _, gap := range [...]string{". ", " in "} {
		at := strings.LastIndex(text, gap)
		if at < 0 {
			if after, ok := strings.CutPrefix(text, strings.TrimLeft(gap, " ")); ok && gap == " in " {
				text = after
				run.Start += len("in ")
			}
			continue
		}
		rest := strings.TrimSpace(text[at+len(gap):])
		word := lastWord(text[:at])
		if len(word) < 3 || suffix(word) || !fullName(strings.TrimSuffix(rest, ",")) && !persons(splitNames(rest)) || len(strings.Fields(rest)) < 2 {
			continue
		}
		if k := strings.LastIndex(run.Of(p.r.text), strings.Fields(rest)[0]); k > 0 {
			run.Start += k
			text = rest
		}
	}
	return text, run
}

// plain is the text of s without what is protected.
func (r *reading) plain(s Span) string {
	var b strings.Builder
	for i := s.Start; i < s.End; i++ {
		if r.at(i) == 0 {
			b.WriteByte(r.text[i])
		}
	}
	return strings.TrimSpace(strings.Trim(strings.TrimSpace(b.String()), ",;:"))
}

// parenDate reads a date that stands in parentheses within s.
func (p *parser) parenDate(s Span) {
	for k := p.r.parenFrom(s.Start); k < len(p.r.parens) && p.r.parens[k].End <= s.End; k++ {
		if paren := p.r.parens[k]; paren.Len() < 200 {
			if d, n := dateAt(p.r.text[paren.Start+1 : paren.End-1]); n > 0 && d.Year > 0 {
				p.setDate(d)
				p.authored = true
			}
		}
	}
}

func (p *parser) setDate(d Date) {
	if p.c.Date.IsZero() || p.c.Date.Month == 0 && d.Month > 0 && d.Year == p.c.Date.Year {
		p.c.Date = d
	}
	p.dated = p.dated || d.Year > 0
}

// finish settles the citation's span and what could not be told.
func (p *parser) finish() {
	if p.c.URLSpan.Len() > 0 || p.c.URL != "" {
		p.use(p.c.URLSpan.End)
		for i := p.used; i < p.span.End && p.r.at(i)&inURL != 0; i++ {
			p.used = i + 1
		}
	}
	if p.c.Container == "" && p.publisher != "" {
		p.c.Container = p.publisher
	}
	if p.c.Date.IsZero() && p.bookYear.Year > 0 {
		p.setDate(p.bookYear)
	}
	end := min(p.used, p.span.End)
	if end < p.span.End && !p.prosaic && !p.r.prose(Span{end, p.span.End}) {
		end = p.span.End
	}
	for end < p.span.End && strings.IndexByte(")]>", p.r.text[end]) >= 0 {
		end++
	}
	p.c.Span = p.r.trimmed(Span{p.span.Start, max(end, p.span.Start)})
	p.c.Span.End = max(p.c.Span.End, p.c.URLSpan.End)
}
