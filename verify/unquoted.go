package verify

import "strings"

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

// database reports whether s names a collection of other people's works, as the second
// container of a citation (MLA Handbook, 9th ed., 5.97): JSTOR, https://….
func database(s string) bool {
	switch s {
	case "JSTOR", "Project MUSE", "ProQuest", "EBSCO", "EBSCOhost", "Gale", "HathiTrust", "Google Books", "Internet Archive", "LexisNexis", "Nexis Uni", "Academic Search Complete", "PubMed", "PubMed Central", "ScienceDirect", "SpringerLink", "Wiley Online Library", "Taylor & Francis Online", "Cambridge Core", "Oxford Academic", "SAGE Journals", "SSRN", "ERIC", "Gallica", "Persée", "Cairn", "OpenEdition", "Dialnet", "SciELO", "Redalyc", "CNKI":
		return true
	}
	return false
}

// siteAndURL reads a site's name with a colon and its URL, or a database with a comma.
func (p *parser) siteAndURL(h head) bool {
	name := h.parts[0].Of(p.r.text)
	if database(name) && strings.TrimSpace(p.r.text[h.parts[0].End:h.tail]) == "," {
		p.kind, p.c.Container = complete, name
		return true
	}
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
	if n > 0 && p.pageBehindYear(i) {
		return pageMark, i
	}
	if d, used := dateAt(whole); used > 0 && d.Year > 0 && (d.Month > 0 || boundary(whole[used:])) && n > 0 {
		return dateMark, i
	}
	if lead := leadIn(whole); lead > 0 && n > 0 {
		if d, used := dateAt(whole[lead:]); used > 0 && d.Year > 0 {
			return dateMark, i
		}
	}
	part := strings.TrimSpace(text[i:end])
	at := p.datedParen(i, end)
	if n > 0 && at > i {
		if m := p.markBefore(i, at, part); m != noMark {
			return m, i
		}
	}
	if at >= 0 {
		return parenMark, at
	}
	if part == "" {
		return noMark, 0
	}
	if n > 0 {
		if asidePart.MatchString(part) {
			return bookMark, i
		}
		if (n > 1 || !strings.Contains(p.r.text[p.span.Start:i], ": ")) && p.placesAhead(part, end) {
			return imprintMark, i
		}
		if _, _, ok := reporter(part); ok || isDigit(part[len(part)-1]) && journalYear().MatchString(part) && isDigit(firstByte(strings.TrimLeft(text[end:p.span.End], ", "))) {
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
	if at := p.labelWithin(i, end, part); at > 0 {
		return pageMark, at
	}
	return noMark, 0
}

// labelWithin is where a label of a page or a division stands inside the part from i
// to end, behind words that are no sentence; 0 where none does.
func (p *parser) labelWithin(i, end int, part string) int {
	text := p.r.text
	for _, label := range [...]string{" ¶", " §", " at ¶", " p. ", " pp. "} {
		if at := strings.Index(part, label); at > 0 && !p.r.prose(Span{i, i + at}) {
			if _, used := locatorAt(part[at+1:]); used > 0 {
				return i + len(text[i:end]) - len(strings.TrimLeft(text[i:end], " ")) + at + 1
			}
		}
	}
	return 0
}

// markBefore tells what mark the part from i is that a date in parentheses at at
// follows, where it is one.
func (p *parser) markBefore(i, at int, part string) mark {
	if asidePart.MatchString(part) || strings.HasPrefix(part, "in: ") {
		return bookMark
	}
	if name, _, ok := reporter(strings.TrimSpace(p.r.text[i:at])); ok && strings.Contains(name, ".") { // 12 Velm L. Rev. 100 (2001)
		return journalMark
	}
	return noMark
}

// asidePart is a part behind a title that names an edition, a volume, an editor or a
// translator.
var asidePart = beginning("0123456789RrteHhavBopcd\xc3", `^(?:\d{1,2}(?:st|nd|rd|th) edn?\b|\d{1,2}\. (?:Aufl|Ausg)|[Rr]ev\. ed\b|trans\. \p{Lu}|translated by |tr\. \p{Lu}|eds?\. \p{Lu}|edited by |[Hh]rsg\. |hg\. v|übers\. |aus dem |trad\. |traduit |traduzione |traducción |tradução |a cura di |vol\. \d|vols\. |Bd\. \d|red\. \p{Lu}|oprac\. |przeł\. |tłum\. |org\. \p{Lu}|coord\. \p{Lu}|onder red|directed by |cit\.?$)`)

// placesAhead reports whether part is a place where books appear, and the year
// stands in it, or behind the publisher that follows at end: Warszawa 2004; Paris,
// Seuil, 2004.
func (p *parser) placesAhead(part string, end int) bool {
	if at, d := dateWithin(part); at > 0 && d.Year > 0 && d.Month == 0 {
		return publishingCity(strings.TrimRight(part[:at], " ,"))
	}
	if !publishingCity(part) {
		return false
	}
	rest := p.r.trimmed(Span{end, p.span.End})
	next := Span{rest.Start, p.headEnd(rest.Start)}
	return next.Len() > 0 && p.r.at(next.Start) == 0 && capitalized(next.Of(p.r.text)) && p.yearAhead(next.End, "")
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
		strong := h.mark == parenMark || h.mark == imprintMark || h.mark == journalMark || h.mark == bookMark && initialed(p.r.plain(h.parts[0]))
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

// pageBehindYear reports whether the number at i, though it looks like a year, is the page
// of a journal that German lawyers cite by its year: BGH NJW 2002, 2031 (2033).
func (p *parser) pageBehindYear(i int) bool {
	if !isDigit(p.r.text[i]) {
		return false
	}
	before := p.r.text[max(p.span.Start, i-60):i]
	return courtJournal().MatchString(before)
}

// courtJournal ends in the letters of a court, of a journal, and its year.
var courtJournal = lazily(`\p{Lu}{2,}[\p{L}-]{0,10} (?:19|20)\d\d, $`)

// journalYear are the letters of a German law journal and its year: NJW 2005.
var journalYear = lazily(`^\p{Lu}{2,}[\p{L}-]{0,10} (?:19|20)\d\d$`)

func firstByte(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

// matterOf reports whether s begins as the name of a case does that has one party,
// and its year stands in brackets behind it: Re Mill Ltd [1999].
func (p *parser) matterOf(s Span) bool {
	text := s.Of(p.r.text)
	if !strings.HasPrefix(text, "Re ") && !strings.HasPrefix(text, "In re ") && !strings.HasPrefix(text, "Ex parte ") {
		return false
	}
	k := p.r.parenFrom(s.Start)
	return k < len(p.r.parens) && p.r.parens[k].Start < p.span.End && p.r.parens[k].Start < s.End+2 && p.r.text[p.r.parens[k].Start] == '['
}

// europeanCase is the number of a case of the European courts.
var europeanCase = beginning("JCTF", `^(?:Joined )?(?:Cases? )?[CTF][-–‑]\d+/\d\d`)

// legalSource reads a case (A v. B), a statute or a part of one: its name is
// the title, the section the locator.
func (p *parser) legalSource(h head) bool {
	first := p.r.plain(h.parts[0])
	versus := strings.Contains(first, " v. ") || strings.Contains(first, " v ") || strings.Contains(first, " vs. ")
	versus = versus || p.matterOf(h.parts[0])
	if versus && !p.r.prose(h.parts[0]) && capitalized(first) && authorLike(strings.NewReplacer(" v. ", " ", " v ", " ", " vs. ", " ").Replace(first)) {
		p.legal = true
		name := h.parts[0]
		if k := p.r.parenFrom(name.Start); k < len(p.r.parens) && p.r.parens[k].Start < name.End && (p.r.text[p.r.parens[k].Start] == '[' || europeanCase.MatchString(p.r.inside(p.r.parens[k]))) {
			name = p.r.trimmed(Span{name.Start, p.r.parens[k].Start}) // Vos v Lind [1932] AC 562
			first = name.Of(p.r.text)
		}
		p.c.Title = cleanTitle(first)
		if rest := p.r.text[name.End:p.span.End]; strings.HasPrefix(rest, ".") && (company(lastWord(first)) || strings.HasPrefix(rest, ".,")) {
			p.c.Title += "."
		}
		p.use(name.End)
		p.tail(name.End)
		p.kind = named
		if p.dated || p.c.URL != "" {
			p.kind = complete
		}
		return true
	}
	return false
}
