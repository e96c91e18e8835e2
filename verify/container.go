package verify

import (
	"strings"
	"unicode"
)

func (p *parser) setContainer(name string) {
	name = strings.Trim(name, " ,;:*_")
	first := firstWord(name)
	if p.legal && !(strings.Contains(name, ".") && len(name) < 20) {
		return // what stands behind a case is its number, or a reporter
	}
	if publishingCity(name) || company(name) {
		return
	}
	if p.c.Container == "" && name != "" && !medium(name) && !(first != "" && connective(first)) && !numbered(name) && (capitalized(name) || !strings.Contains(name, " ") || strings.Contains(name, ".")) {
		p.c.Container = name
	}
}

// periodical reports whether s, behind a title, names a journal in a language that
// writes most words of it small: Revue d’histoire portuaire, t. 8.
func (p *parser) periodical(s Span) bool {
	name := s.Of(p.r.text)
	switch firstWord(name) {
	case "Revue", "Annales", "Cahiers", "Bulletin", "Mémoires", "Actes", "Études", "Revista", "Anales", "Cuadernos", "Boletín", "Estudios", "Anuario", "Archivo", "Rivista", "Annali", "Quaderni", "Bollettino", "Studi", "Archivio", "Anais", "Cadernos", "Boletim", "Estudos", "Tijdschrift", "Tidsskrift", "Tidskrift", "Zeitschrift", "Jahrbuch", "Archiv", "Blätter", "Mitteilungen":
	default:
		return false
	}
	return len(strings.Fields(name)) < 10 && s.End < p.span.End && p.r.text[s.End] == ',' && !p.r.hasVerb(s)
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

// credit reports whether s says what somebody did for a film, a broadcast or a
// translation (Publication Manual of the APA, 7th ed., 10.12).
func credit(s string) bool {
	switch strings.ToLower(strings.Trim(s, ". ")) {
	case "director", "directors", "writer", "writers", "writer & director", "director & writer", "producer", "producers", "executive producer", "executive producers", "host", "hosts", "composer", "artist", "presenter", "narrator", "translator", "translators", "trans", "compiler", "comp", "regie", "regisseur", "moderator", "übers":
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
		if rest, ok := strings.CutPrefix(s, in); ok && rest != "" && (capitalized(rest) || sameEditor(rest)) {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

// sameEditor reports whether s begins with the word for the author once more: in:
// ders. (Hg.).
func sameEditor(s string) bool {
	for _, word := range [...]string{"ders.", "dies.", "dems.", "ders ", "dies/", "id.", "idem"} {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

// remark reports whether s is furniture: the medium, an edition, a translator,
// the hour, where else the work stands.
func (p *parser) remark(s string) bool {
	low := strings.ToLower(s)
	for _, w := range [...]string{"available", "archived", "accessed", "retrieved", "reprinted", "quoted in", "cited in", "trans.", "translated", "trans ", "ed. ", "edited by", "eds.", "directed by", "interview by", "interviewed by", "dir. ", "performed by", "narrated by", "compiled by", "illustrated by", "hrsg", "herausgegeben", "hg. v", "übers", "aus dem ", "trad.", "traduit", "traduction", "traducción", "tradução", "traduzione", "traduzido", "a cura di", "édition établie", "éd. ", "préface", "préf.", "coll.", "red. ", "oprac", "tłum", "przeł", "onder red", "vert. ", "org. ", "coord. ", "doi", "isbn", "issn", "emphasis", "author’s", "author's", "hereinafter", "last updated", "last modified", "updated", "posted", "published", "on file", "also", "with ", "foreword", "introduction by", "intro. by", "introd. by", "afterword by", "preface by", "pref. by", "illus. by", "original", "url", "permalink", "verfügbar", "disponible", "online unter", "unter", "version", "accessible", "from the original", "working paper", "last edited", "special issue", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
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
	return strings.HasSuffix(low, " ed") || strings.HasSuffix(low, " ed.") || strings.HasSuffix(low, " edn") || strings.HasSuffix(low, " edition") || strings.HasSuffix(low, " éd.") || strings.HasSuffix(low, " éd") || strings.HasSuffix(low, "aufl.") || strings.HasSuffix(low, "aufl")
}

func clock(low string) bool {
	return len(low) > 3 && isDigit(low[0]) && (strings.HasSuffix(low, "am") || strings.HasSuffix(low, "pm") || strings.HasSuffix(low, "a.m") || strings.HasSuffix(low, "p.m") || strings.HasSuffix(low, "gmt") || strings.HasSuffix(low, "utc"))
}

// medium reports whether s names a kind of source, and no source.
func medium(s string) bool {
	switch strings.ToLower(strings.Trim(s, " .,:")) {
	case "web page", "webpage", "website", "web", "blog post", "blog", "online", "media release", "press release", "discussion paper", "research paper", "working paper", "report", "final report", "video", "tweet", "podcast", "pdf", "film", "interview", "speech", "audio", "post", "e-book", "ebook", "print", "editorial", "op-ed", "blog entry", "forum post", "in english", "in german", "in french", "in italian", "in spanish", "englisch", "deutsch", "französisch", "engl", "phd thesis", "phd diss", "thesis", "dissertation", "unpublished", "emphasis mine", "emphasis added", "et al", "and", "or", "on", "at", "via", "see", "here", "link", "html", "as of", "g2 section", "on-line section", "draft", "forthcoming", "n.d", "nd", "s.a", "s.l", "o.j", "dated", "supra", "ibid", "url", "doi", "dvd", "cd", "cd-rom", "blu-ray", "vhs", "cit", "typescript", "manuscript", "en ligne", "en línea", "em linha", "ebook edition", "kindle edition":
		return true
	}
	return false
}

// reporter reads volume, journal and first page in the order of lawyers:
// 18 Harv. J.L. & Tech. 319.
func reporter(s string) (name, page string, ok bool) {
	volume := leadingDigits(s)
	if volume == 0 || volume > 4 || volume >= len(s) || s[volume] != ' ' {
		return "", "", false
	}
	name, page, ok = reporterAndPage(s[volume+1:])
	return name, page, ok && len(name) > 1 // 4 E 1123 is a shelfmark
}

// reporterAndPage divides Harv. J.L. & Tech. 319.
func reporterAndPage(s string) (name, page string, ok bool) {
	at := strings.LastIndexByte(s, ' ')
	page = s[at+1:]
	if at <= 0 || page == "" || !isDigit(page[0]) && !strings.HasPrefix(page, "¶") && !seriesPage(page) || numbers(page) != len(page) && !seriesPage(page) {
		return "", "", false
	}
	name = strings.TrimSuffix(strings.TrimSpace(s[:at]), " at")
	name = strings.TrimSpace(strings.TrimRight(name, "¶"))
	if !capitalized(name) || len(name) > 80 || divisionLabel(name+" 1") > len(name) { // NJW 2008, 3565 Rn. 12
		return "", "", false
	}
	return name, page, true
}

// seriesPage reports whether s is a page of one of several parts of reports:
// I–7879.
func seriesPage(s string) bool {
	n := roman(s)
	if n == 0 {
		return false
	}
	digits := strings.TrimLeft(s[n:], "-–")
	return digits != s[n:] && digits != "" && leadingDigits(digits) == len(digits)
}

// imprint divides place and publisher: New York: Random House.
func imprint(s string) (place, name string, ok bool) {
	at := strings.Index(s, ":")
	if at < 0 {
		return "", "", false
	}
	place, name = strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+1:])
	if strings.Contains(place, " a") || strings.Contains(place, " i") {
		place = riverOf().ReplaceAllString(place, "")
	}
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
