package verify

import (
	"strconv"
	"strings"
	"unicode"
)

// longestReference is how many bytes behind its title a reference may go on.
const longestReference = 900

// anonymousArticle is an article of medicine without authors: Title. J Clay Med.
// 2011;7(2):1-4.
var anonymousArticle = lazily(`^(\p{Lu}[^.]{8,300})\. (\p{Lu}[\p{L}&]*(?: [\p{L}&]+){0,7})\. (\d{4}(?: [A-Z][a-z]{2}(?: \d{1,2})?)?);\d+(?:\([^()]*\))?:([A-Za-z]?\d+(?:[-–][A-Za-z]?\d+)?)`)

// anonymousEntry takes such an article that s begins with, and tells where it ends.
func (r *reading) anonymousEntry(s Span) (f found, end int, ok bool) {
	s = r.trimmed(afterSignals(r.text, s))
	stop := min(r.span.End, s.Start+longestReference)
	if !volumeBehindYear(r.text[s.Start:stop]) {
		return found{}, 0, false
	}
	m := anonymousArticle().FindStringSubmatchIndex(r.text[s.Start:stop])
	if m == nil || !r.unmasked(Span{s.Start, s.Start + m[3]}, inURL|inQuote) {
		return found{}, 0, false
	}
	text := r.text[s.Start:stop]
	p := &parser{r: r, span: Span{s.Start, stop}, used: s.Start, kind: complete}
	p.c.Note, p.c.Title, p.c.Container, p.c.Locator = r.note, cleanTitle(text[m[2]:m[3]]), text[m[4]:m[5]], text[m[8]:m[9]]
	p.c.Guessed = true
	p.setDate(medicalDate(text[m[6]:m[7]]))
	return p.endEntry(s.Start+m[1], stop)
}

// volumeBehindYear reports whether ;7 stands somewhere in s, as such articles have it.
func volumeBehindYear(s string) bool {
	for {
		at := strings.IndexByte(s, ';')
		if at < 0 || at+1 == len(s) {
			return false
		}
		if isDigit(s[at+1]) {
			return true
		}
		s = s[at+1:]
	}
}

// endEntry closes an entry of a list whose parts end at at, with the identifiers and the
// URLs behind them. When a page was seen stays as it was read, unless they say it anew.
func (p *parser) endEntry(at, stop int) (found, int, bool) {
	at = p.r.absorb(at, stop)
	p.span.End, p.used = at, at
	seen := p.c.Accessed
	p.takeURLs()
	p.takeIdentifiers()
	if p.c.Accessed.IsZero() {
		p.c.Accessed = seen
	}
	p.finish()
	return found{p.c, complete}, max(at, p.c.Span.End), true
}

// datedTitle is the head of an entry whose title stands in front, since nobody
// signed it: How clay remembers. (2018, July 3).
var datedTitle = lazily(`^(\p{Lu}[^.?!“”"()\[\]]{3,200}[.?!]) \(((?:1[5-9]|20)\d\d[a-f]?(?:, [A-Z][a-z]+(?: \d{1,2})?)?|n\.d\.)\)\. `)

// titleFirst takes such an entry that s begins with, and tells where it ends: one
// that leads to a URL, or stands in what is set in italics.
func (r *reading) titleFirst(s Span) (f found, end int, ok bool) {
	s = r.trimmed(afterSignals(r.text, s))
	stop := min(r.span.End, s.Start+longestReference)
	text := r.text[s.Start:stop]
	if at := strings.IndexByte(text, '('); at < 3 || at+1 == len(text) || strings.IndexByte(".?!", text[at-2]) < 0 || text[at-1] != ' ' || strings.IndexByte("12n", text[at+1]) < 0 {
		return found{}, 0, false // no date stands in the first parenthesis
	}
	m := datedTitle().FindStringSubmatchIndex(text)
	if m == nil || !r.unmasked(Span{s.Start, s.Start + m[3]}, inURL|inQuote) {
		return found{}, 0, false
	}
	title := Span{s.Start + m[2], s.Start + m[3]}
	date, ok := referenceDate(r.text[s.Start+m[4] : s.Start+m[5]])
	if !ok || invertedNames(strings.TrimSpace(title.Of(r.text))) != nil || r.hasVerb(title) && r.prose(title) {
		return found{}, 0, false
	}
	p := &parser{r: r, span: Span{s.Start, stop}, used: s.Start, kind: complete}
	p.c.Note, p.c.Title, p.c.Guessed = r.note, cleanTitle(title.Of(r.text)), true
	p.setDate(date)
	at, outlet := p.entryOutlet(s.Start+m[1], stop)
	slanted := outlet && len(italicsIn(r.italics, Span{s.Start + m[1], at})) > 0
	if !outlet || p.c.Container == "" && !p.within(at) {
		return found{}, 0, false
	}
	at, _ = p.entryNumbers(at, stop)
	at = r.absorb(at, stop)
	if !slanted && !p.within(at) {
		return found{}, 0, false
	}
	p.span.End, p.used = at, at
	p.takeAccessed()
	return p.endEntry(at, stop)
}

// entry takes the entry of a reference list that s begins with, and tells where
// it ends. ok is false where s begins with anything else.
func (r *reading) entry(s Span) (f found, end int, ok bool) {
	s = r.trimmed(afterSignals(r.text, s))
	if r.span.End-s.Start < 20 {
		return found{}, 0, false
	}
	e, ok := r.reference(s.Start)
	if !ok {
		return found{}, 0, false
	}
	stop, linked := r.referenceEnd(e)
	p := &parser{r: r, span: Span{e.start, stop}, used: e.start}
	p.c.Note, p.c.Authors, p.c.Guessed = r.note, e.authors, !e.sure
	p.setDate(e.date)
	at, ok := p.entryTitle(e, stop)
	if !ok || p.slanted && !e.sure {
		return found{}, 0, false
	}
	at, outlet := p.entryOutlet(at, stop)
	numbered := false
	at, numbered = p.entryNumbers(at, stop)
	at = r.absorb(at, stop)
	linked = linked && at > e.title && p.within(at)
	if !p.weighEntry(e, at, linked, outlet, numbered) {
		return found{}, 0, false
	}
	p.span.End, p.used, p.kind = at, at, complete
	p.takeURLs()
	p.takeAccessed()
	p.takeIdentifiers()
	p.finish()
	return found{p.c, p.kind}, max(at, p.c.Span.End), true
}

// weighEntry reports whether what was read is an entry: where names and date alone
// would not tell, it must lead to a URL, and nothing in its title be quoted.
func (p *parser) weighEntry(e reference, at int, linked, outlet, numbered bool) bool {
	quotes := p.r.quoteFrom(e.title)
	quoting := quotes < len(p.r.quotes) && p.r.quotes[quotes].whole.Start < e.title+len(p.c.Title)
	switch {
	case e.medical && p.dated && (numbered || p.publisher != "" && (p.book || len(e.authors) > 1 || strings.Contains(p.r.text[e.title:at], "; "+p.c.Date.String()[:4]))):
		return true
	case e.medical:
		p.c.Guessed = true
		return linked && outlet && !quoting && (len(e.authors) > 1 || len(strings.Fields(p.c.Title)) > 2)
	case e.sure:
		return true
	case p.publisher != "" && p.dated && !quoting && strings.Contains(p.r.text[e.title:at], p.publisher+"; "+strconv.Itoa(p.c.Date.Year)): // Geneva: WSO; 2019
		return true
	case e.listed && p.dated && outlet && !quoting && p.c.URL == "" && (p.publisher != "" || p.c.Container != "" && len(strings.Fields(p.c.Container)) < 7 && !p.sentence(Span{e.title, e.title + len(p.c.Title)}, numbered)):
		return true // Vos, Anna. The Weir Keepers. Bergen: Fjord House, 2014.
	}
	return linked && outlet && !quoting
}

// sentence reports whether the title s of an entry reads like one. Of an entry with
// numbers of volume and page that takes a verb: titles of many languages are
// written small.
func (p *parser) sentence(s Span, numbered bool) bool {
	if numbered {
		return p.r.hasVerb(s)
	}
	return p.r.prose(s)
}

// within reports whether a URL or a DOI stands in the entry before at.
func (p *parser) within(at int) bool {
	k := p.r.urlFrom(p.span.Start)
	if k < len(p.r.urls) && p.r.urls[k].Start < at {
		return true
	}
	doi, _ := findDOI(p.r.text[p.span.Start:at])
	return doi != ""
}

// referenceEnd is where e ends at the latest: where another reference begins,
// or the note ends. linked reports whether a URL or a DOI stands before that.
func (r *reading) referenceEnd(e reference) (stop int, linked bool) {
	stop = min(r.span.End, e.title+longestReference)
	for i := e.title; i < stop; i++ {
		if r.at(i)&inURL != 0 {
			linked = true
			continue
		}
		if r.at(i) != 0 || r.text[i] != ';' && r.text[i] != '.' && r.text[i] != '\n' {
			continue
		}
		if next, ok := r.datedReference(skipSpace(r.text, i+1, r.span.End)); ok && next.sure && next.start > i+1 {
			return i + 1, linked || r.holdsDOI(e.title, i)
		}
	}
	return stop, linked || r.holdsDOI(e.title, stop)
}

func (r *reading) holdsDOI(from, to int) bool {
	doi, _ := findDOI(r.text[from:to])
	return doi != ""
}

// entryTitle reads the title of e, and tells where it ends.
func (p *parser) entryTitle(e reference, stop int) (int, bool) {
	r := p.r
	if s := p.italicsAt(e.title); s.Len() > 3 && s.Start <= e.title && s.End <= stop {
		p.c.Guessed, p.slanted = false, true
		end := s.End
		if after := strings.TrimLeft(r.text[end:stop], "*_"); strings.HasPrefix(after, ":") {
			end = r.stopAt(end, stop)
		}
		p.c.Title = cleanTitle(Span{e.title, end}.Of(r.text))
		return end, len(p.c.Title) > 2
	}
	first := r.text[e.title:]
	if unicode.IsLower(rune0(first)) {
		return 0, false
	}
	end := p.titleStop(e.title, stop)
	title := p.withoutAside(Span{e.title, end})
	p.c.Title = cleanTitle(title)
	words := len(strings.Fields(p.c.Title))
	return end, words > 0 && words < 60 && (e.sure || words > 1) && hasLetter(p.c.Title) && (e.sure || words < 30)
}

// titleStop is where the title in roman type ends that begins at from: at the
// last stop before a name in italics, or else at its first full stop.
func (p *parser) titleStop(from, stop int) int {
	r := p.r
	for _, s := range italicsIn(r.italics, Span{from, stop}) {
		if s.Len() < 3 || s.Start-from > 500 || !capitalized(strings.Trim(s.Of(r.text), " *_")) {
			continue
		}
		gap := strings.TrimRight(r.text[from:s.Start], " \n*_")
		for _, in := range [...]string{" In", " In:", " in", " in:", " Dans", " dans"} {
			gap = strings.TrimSuffix(gap, in)
		}
		if gap = strings.TrimRight(gap, " \n"); gap == "" || !strings.ContainsRune(".,?!;", rune(gap[len(gap)-1])) {
			break
		}
		if end := r.stopAt(from, stop); end < from+len(gap)-1 && r.text[end] == '.' {
			return end
		}
		return from + len(strings.TrimRight(gap, ".,; "))
	}
	end := r.stopAt(from, stop)
	if end < stop && r.text[end] != '.' && r.at(end)&inURL == 0 { // Who owns the bank? A study. Hydra.
		next := r.stopAt(end+1, stop)
		if next < stop && r.text[next] == '.' {
			if after := r.stopAt(next+1, stop); after < stop && r.at(after)&inURL == 0 && !isDigit(r.text[skipSpace(r.text, next+1, stop)]) {
				return next
			}
		}
		return end + 1
	}
	if end == stop || r.at(end)&inURL != 0 {
		return p.commaStop(from, end)
	}
	return end
}

// commaStop is where a title ends that no full stop follows: at the comma before
// the name that dates and words to the URL follow, which is a guess.
func (p *parser) commaStop(from, end int) int {
	last := end
	for i := end - 1; i > from; i-- {
		if p.r.text[i] != ',' || p.r.at(i) != 0 {
			continue
		}
		after := strings.TrimSpace(p.r.text[i+1 : last])
		if _, n := dateAt(after); n > 0 || after == "" || isDigit(after[0]) || furtherOn(after) > 0 {
			last = i
			continue
		}
		p.c.Guessed = true
		if capitalized(after) && len(strings.Fields(after)) < 7 {
			return i
		}
		break
	}
	return last
}

// stopAt is where the sentence from ends, before stop: at a full stop, a question
// mark or an exclamation mark at top level, or before a URL.
func (r *reading) stopAt(from, stop int) int {
	for i := from; i < stop; i++ {
		if m := r.at(i); m&inURL != 0 {
			return i
		} else if m != 0 || strings.IndexByte(".?!", r.text[i]) < 0 {
			continue
		}
		next := skipSpace(r.text, skipClosers(r.text, i+1, r.span.End), r.span.End)
		if next >= stop || i > from+1 && pageLabel(r.text[next:min(stop, next+30)]) > 0 || sentenceBreak(r.text, from, i, r.span.End) > 0 || r.at(next)&inURL != 0 || camel(firstWord(r.text[next:stop])) || hasPrefixFold(r.text[next:], "doi:") || r.text[i] == '.' && r.text[next-1] == ' ' && len(italicsIn(r.italics, Span{next - 1, next + 1})) > 0 {
			return i
		}
	}
	return stop
}

// camel reports whether word begins small and goes on large, as names of servers and
// journals do: arXiv, eLife.
func camel(word string) bool {
	return word != "" && isLower(word[0]) && strings.ContainsFunc(word, unicode.IsUpper)
}

// withoutAside is the text of a title without what stands in brackets at its
// end: [Blog post], (2nd ed.), (Report No. 3), (2013).
func (p *parser) withoutAside(s Span) string {
	r := p.r
	s = r.trimmed(s)
	for k := len(r.parens) - 1; k >= 0; k-- { // (Version 2) [Data set]
		paren := r.parens[k]
		if paren.End == s.End && paren.Start > s.Start && (credited().MatchString(r.inside(paren)) || r.text[paren.Start] == '[' && asideTitle().MatchString(r.inside(paren))) {
			s = r.trimmed(Span{s.Start, paren.Start})
		}
	}
	for k := r.parenFrom(s.Start); k < len(r.parens) && r.parens[k].End <= s.End; k++ {
		paren := r.parens[k]
		inside := strings.TrimSpace(r.inside(paren))
		if paren.End != s.End || paren.Start == s.Start {
			continue
		}
		if d, ok := referenceDate(inside); ok && !p.dated {
			p.setDate(d)
			return r.text[s.Start:paren.Start]
		}
		if r.text[paren.Start] == '[' && medium(inside) || edition(strings.ToLower(strings.TrimRight(inside, "."))) || asideTitle().MatchString(inside) {
			return r.text[s.Start:paren.Start]
		}
	}
	return s.Of(r.text)
}

// credited is what brackets behind a title say of a translator, or of a version.
var credited = lazily(`(?i)(?:, (?:trans|ed|eds)\.?|^version .*|^v\. ?[0-9.]+|^data ?set)$`)

var asideTitle = lazily(`(?i)^(?:internet|electronic resource|dataset|(?:report|publication|working paper|vol\.?|no\.?|rev\.?|bd\.?|\d+(?:st|nd|rd|th|\.)).*|[a-z-]+ (?:post|release|report|thesis|dissertation|page|newsletter|video|broadcast)|(?:master’s|doctoral|ph\.?d\.?) .*)$`)

// entryOutlet reads where the work appeared, and tells where that ends; ok is
// false where words follow that no entry has.
func (p *parser) entryOutlet(at, stop int) (end int, ok bool) {
	r := p.r
	for range 4 {
		at = r.skipAsides(at, stop)
		if at >= stop || r.at(at)&inURL != 0 || furtherOn(r.text[at:stop]) > 0 {
			return at, true
		}
		if d, n := entryDay(r.text[at:stop], 0); n > 0 && d.Year > 0 && (d.Month > 0 || boundary(r.text[at+n:stop])) && !strings.HasPrefix(r.text[at+n:stop], ";") {
			p.setDate(d)
			at += n
			continue
		}
		if n := len(editionAhead.FindString(r.text[at:stop])); n > 0 {
			at += n
			continue
		}
		if creditAhead.MatchString(r.text[at:stop]) {
			at = p.outletStop(at, stop)
			continue
		}
		if book, isBook := inBook(r.text[at:stop]); isBook || hasPrefixFold(r.text[at:stop], "in: ") {
			at = p.bookAt(at, stop, book)
		}
		if s := p.italicsAt(at); s.Len() > 0 && s.End <= stop {
			p.setContainer(p.withoutVolume(s.Of(r.text), s.End))
			return s.End, true
		}
		return p.romanOutlet(at, stop)
	}
	return at, true
}

// skipAsides steps over stops and over brackets that name no outlet.
func (r *reading) skipAsides(at, stop int) int {
	for {
		at = skipAny(r.text, at, stop, " \n\t\u00a0.,;:*_?!")
		if at >= stop || r.at(at)&inParen == 0 || r.at(at)&inURL != 0 {
			return at
		}
		for at < stop && r.at(at)&inParen != 0 {
			at++
		}
	}
}

// bookAt is where the title of the book begins that in at at leads to, behind
// its editors.
func (p *parser) bookAt(at, stop int, book string) int {
	start := at + len("in ")
	if book == "" || strings.HasPrefix(p.r.text[at+2:], ":") {
		start = at + len("in: ")
	}
	if end := p.editorsEnd(start); end > 0 && end < stop && end-start < 300 {
		p.book = true
		return skipAny(p.r.text, end, stop, " \n,.:*_")
	}
	if loc := bookEditors().FindStringIndex(p.r.text[start:min(stop, start+250)]); loc != nil {
		p.book = true
		return start + loc[1]
	}
	return skipSpace(p.r.text, start, stop)
}

// creditAhead is a part that tells who translated or edited the work.
var creditAhead = beginning("TEDCI", `^(?:Translated|Edited|Directed|Compiled|Illustrated) (?:and \pL+ )?by `)

var editionAhead = beginning("0123456789Rr", `^(?:\d{1,2}(?:st|nd|rd|th) ed(?:n|ition)?|(?:[Rr]ev|\d{1,2})\. (?:ed|Aufl|éd))\.? `)

var bookEditors = lazily(`^[^.:]{4,200}, (?:editors?|eds?)\.:? `)

// romanOutlet reads a journal, a newspaper, a site or a publisher in roman type.
func (p *parser) romanOutlet(at, stop int) (int, bool) {
	if colon := strings.IndexByte(p.r.text[at:min(stop, at+60)], ':'); colon > 0 && strings.Contains(p.r.text[at:at+colon], ",") { // Baltimore, MD: Moor Press
		whole := p.outletStop(at+colon+1, stop)
		if _, house, ok := imprint(p.r.text[at:whole]); ok {
			p.publisher = withoutYear(house)
			return whole, true
		}
	}
	if m := stateInParens().FindStringSubmatch(p.r.text[at:stop]); m != nil {
		p.publisher = strings.TrimSpace(m[1])
		year, _ := number(m[2])
		p.setDate(Date{Year: year})
		return at + len(m[0]), true
	}
	end := p.outletStop(at, stop)
	s := Span{at, end}
	name := strings.TrimSpace(s.Of(p.r.text))
	if name == "" || len(strings.Fields(name)) > 12 || !capitalized(name) && !camel(firstWord(name)) || p.r.prose(s) && !p.book {
		return at, false
	}
	if _, house, ok := imprint(name); ok {
		p.publisher = withoutYear(house)
		return end, true
	}
	if loc := volumeBehind().FindStringIndex(name); loc != nil && end < stop && (p.r.text[end] == ',' || p.r.at(end)&inParen != 0) {
		name, end = name[:loc[0]], at+loc[0]
	}
	p.setContainer(name)
	return end, true
}

// stateInParens is an imprint of medicine, with its state or country: Lancaster (PA):
// Hall Press; 1999.
var stateInParens = lazily(`^\p{Lu}[\p{L} .’'-]{1,40} \([A-Z][A-Za-z. ]{1,30}\): ([^;:()]{2,60}); (\d{4})\b`)

var volumeAhead = lazily(`^ \d{1,4} ?[:(/]`)

var volumeBehind = lazily(`,? (?:[Vv]ol\. |Bd\. |Jg\. )?\d{1,4}$`)

// outletStop is where the name of an outlet in roman type ends.
func (p *parser) outletStop(at, stop int) int {
	for i := at; i < stop; i++ {
		if p.r.at(i) != 0 {
			return i
		}
		switch p.r.text[i] {
		case ',', ';', '[', '<':
			return i
		case ' ':
			if volumeAhead().MatchString(p.r.text[i:stop]) {
				return i
			}
		case '.':
			if i+1 == stop || p.r.text[i+1] == ' ' || p.r.text[i+1] == '\n' {
				next := skipSpace(p.r.text, i+1, stop)
				if pageLabel(p.r.text[next:min(stop, next+30)]) > 0 {
					return i
				}
				if next < stop && !isDigit(p.r.text[next]) && p.r.at(next)&inURL == 0 && furtherOn(p.r.text[next:stop]) == 0 && (printedAbbreviation(p.r.text[at:i]) || sentenceBreak(p.r.text, at, i, p.r.span.End) <= 0) {
					continue
				}
				return i
			}
		}
	}
	return stop
}
