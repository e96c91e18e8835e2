package verify

import (
	"sort"
	"strings"
)

// byURL divides a clause that holds the URLs of several sources, behind each.
func (r *reading) byURL(s Span) []Span {
	var parts []Span
	start, have := s.Start, ""
	for k := r.urlFrom(s.Start); k < len(r.urls) && r.urls[k].End <= s.End; k++ {
		u := &r.urls[k]
		source, archive := unwrap(u.url)
		if !archive {
			source = u.url
		}
		if have != "" && source != "" && !sameSource(have, source) {
			cut := r.urls[k-1].End
			for cut < s.End && strings.IndexByte(")]>", r.text[cut]) >= 0 {
				cut++
			}
			if n := r.accessEnd(cut, u.Start); n > 0 {
				cut = n
			}
			parts = append(parts, Span{start, cut})
			start, have = cut, ""
		}
		if source != "" && have == "" {
			have = source
		}
	}
	return append(parts, Span{start, s.End})
}

// accessEnd is where words end between from and to that say when the page
// before them was seen; 0 where there are none.
func (r *reading) accessEnd(from, to int) int {
	for i := from; i < min(to, from+12); i++ {
		if n := accessWord(r.text[i:to]); n > 0 {
			if _, used := accessDate(r.text[i+n : to]); used > 0 {
				end := i + n + used
				if end < to && strings.IndexByte(")]", r.text[end]) >= 0 {
					end++
				}
				return end
			}
		}
	}
	return 0
}

// sameSource reports whether two URLs name one source: the same but for the
// scheme, or one of them a DOI.
func sameSource(a, b string) bool {
	if strings.Contains(a, "doi.org/10.") != strings.Contains(b, "doi.org/10.") {
		return true
	}
	trim := func(s string) string {
		_, s, _ = strings.Cut(Key(s), "://")
		return strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
	}
	return trim(a) == trim(b)
}

// urlFrom is the index of the first URL at or behind offset i.
func (r *reading) urlFrom(i int) int {
	return sort.Search(len(r.urls), func(k int) bool { return r.urls[k].Start >= i })
}

// goesOn reports whether clause next, behind the end of a sentence, still
// belongs to the citation in s: full stops divide the parts of some styles,
// and a title may end in a question mark.
func (r *reading) goesOn(s Span, next clause) bool {
	if next.Len() > 2000 {
		return false
	}
	if next.sep == ';' {
		if r.invertedName(s) && r.authored(r.trimmed(next.Span)) {
			return true // Eich, Brendan; Hyatt, David (2011)
		}
		return r.imprintOrPage(s, r.trimmed(next.Span))
	}
	if next.sep != '.' && next.sep != '?' {
		return false
	}
	n := r.trimmed(next.Span)
	if n.Len() == 0 || phrase(n.Of(r.text)) > 0 || backWord(n.Of(r.text)) > 0 {
		return false
	}
	s = r.trimmed(afterSignals(r.text, s))
	if s.Len() == 0 || s.Len() > 1500 || r.prose(s) && !r.personal(s) {
		return false
	}
	if r.furniture(n) || r.nameAndYear(s) && r.afterNameAndYear(s, n) {
		return true
	}
	if names, title := r.colonNames(s); names != nil && r.open(Span{title, s.End}) && germanLabels().MatchString(n.Of(r.text)) && !r.prose(n) {
		return true // Kessler, Anna: Die Glocken. Eine Geschichte, Berlin 2004, S. 12
	}
	if next.sep == '.' && r.personal(s) && r.open(s) && subtitleAndImprint().MatchString(n.Of(r.text)) && !r.hasVerb(n) {
		return true // Giulia Serra, Il sale e il re. Storia di un monopolio, Torino, Edizioni del Golfo, 1998, p. 3
	}
	titleEnds := r.at(s.End-1)&inQuote != 0
	if titleEnds && next.sep == '.' && r.outlet(n) || r.entryGoesOn(s, n) {
		return true
	}
	if r.prose(n) && (!titleEnds || r.hasVerb(n)) || len(strings.Fields(n.Of(r.text))) > 40 {
		return false
	}
	if r.name(s) && r.at(n.Start)&inQuote != 0 {
		return true
	}
	return r.open(s) && r.tells(n)
}

// subtitleAndImprint is a subtitle with the imprint and the page behind it, as notes in
// Romance languages have them.
var subtitleAndImprint = lazily(`^\p{Lu}[^.;,]{3,120}, (?:\p{Lu}[^.;,]{1,60}, ){1,2}(?:1[5-9]|20)\d\d, pp?\. ?\d`)

// invertedName reports whether s is nothing but one name with the surname
// first.
func (r *reading) invertedName(s Span) bool {
	s = r.trimmed(afterSignals(r.text, s))
	if s.Len() == 0 || s.Len() > 60 || len(italicsIn(r.italics, s)) > 0 || !inverted(s.Of(r.text)) {
		return false
	}
	_, given, _ := strings.Cut(s.Of(r.text), ",")
	return len(strings.Fields(given)) == 1 || initialed("X "+strings.TrimSpace(given))
}

// nameAndYear reports whether s begins with an inverted name and a date in
// parentheses: Vos, Anna (1978).
func (r *reading) nameAndYear(s Span) bool {
	k := r.parenFrom(s.Start)
	if k == len(r.parens) || r.parens[k].End > s.End || r.parens[k].Start == s.Start {
		return false
	}
	paren := r.parens[k]
	at, d := endDate(r.text[paren.Start+1 : paren.End-1])
	return at == 0 && d.Year > 0 && r.invertedName(Span{s.Start, paren.Start})
}

// afterNameAndYear reports whether n goes on with such a citation: its title in
// italics, or the imprint behind its title.
func (r *reading) afterNameAndYear(s, n Span) bool {
	slanted := len(italicsIn(r.italics, Span{n.Start, n.Start + 1})) > 0
	if r.text[s.End-1] == ')' {
		return slanted
	}
	_, _, ok := imprint(n.Of(r.text))
	return ok && !slanted
}

// authored reports whether s begins with a name and a title in quotes, or a
// date in parentheses, behind it.
func (r *reading) authored(s Span) bool {
	for i := s.Start; i < min(s.End, s.Start+80); i++ {
		switch {
		case r.at(i)&inQuote != 0:
			return i > s.Start
		case r.at(i)&inParen != 0:
			d, n := dateAt(r.text[i+1 : s.End])
			return n > 0 && d.Year > 0
		}
	}
	return false
}

// imprintOrPage reports whether a clause behind a semicolon is the imprint or
// the page of the citation in s.
func (r *reading) imprintOrPage(s, n Span) bool {
	if n.Len() == 0 || n.Len() > 80 {
		return false
	}
	text := n.Of(r.text)
	if label := pageLabel(text); label > 0 && label+numbers(text[label:]) == len(text) {
		return true
	}
	if here := len(hereAt().FindString(text)); here > 0 { // 44–60; here 51
		label := here + pageLabel(text[here:])
		return label < len(text) && label+numbers(text[label:]) == len(text)
	}
	first, rest, _ := strings.Cut(text, ",")
	_, _, ok := imprint(first)
	d, used := dateAt(strings.TrimSpace(rest))
	return ok && used > 0 && d.Year > 0 && r.open(s)
}

// personal reports whether s begins with a person's name and a comma, and
// makes no sentence: a title in a language that writes its words small.
func (r *reading) personal(s Span) bool {
	first, rest, ok := strings.Cut(s.Of(r.text), ",")
	if !ok || !fullName(first) {
		return false
	}
	return !r.hasVerb(Span{s.End - len(rest), s.End})
}

// hasVerb reports whether a word in s makes a sentence of it.
func (r *reading) hasVerb(s Span) bool {
	has := false
	r.words(s, func(word string, _ int) bool {
		has = verb(strings.Trim(word, ".,;:"))
		return !has
	})
	return has
}

// name reports whether s is nothing but a name, with a date in parentheses or
// without.
func (r *reading) name(s Span) bool {
	for i := s.Start; i < s.End; i++ {
		if r.at(i)&(inURL|inQuote) != 0 {
			return false
		}
	}
	text := r.plain(s)
	return len(strings.Fields(text)) <= 6 && authorLike(text) && !strings.ContainsAny(text, "0123456789") && (!strings.Contains(text, ",") || inverted(text))
}

// outlet reports whether s may be the name of a newspaper or a site: a few
// words, written large, without a comma.
func (r *reading) outlet(s Span) bool {
	text := s.Of(r.text)
	return len(strings.Fields(text)) <= 8 && !strings.Contains(text, ",") && !r.prose(s) && capitalized(text) && !(&parser{r: r, span: s}).remark(text) && !elsewhere(text)
}

// furniture reports whether a clause begins with what only goes on with a
// citation: its URL, the date of access, an identifier, an imprint.
func (r *reading) furniture(s Span) bool {
	text := s.Of(r.text)
	if r.at(s.Start)&inURL != 0 {
		return true
	}
	if accessWord(text) > 0 || strings.HasPrefix(text, "Reprinted in") || strings.HasPrefix(text, "Repr. in") {
		return true
	}
	for _, w := range [...]string{"doi", "ISBN", "ISSN", "arXiv", "Available", "Archived", "Retrieved", "Internet source", "Online:", "URL", "In:", "Verfügbar", "Disponible", "Published", "Web.", "PMID", "PMCID", "PubMed PMID"} {
		if strings.HasPrefix(text, w) || strings.HasPrefix(text, strings.ToUpper(w)) {
			return true
		}
	}
	first := Span{s.Start, s.End}
	if at := strings.IndexByte(text, ','); at > 0 {
		first.End = s.Start + at
	}
	if _, _, ok := imprint(first.Of(r.text)); ok && first.End < s.End {
		d, n := dateAt(strings.TrimLeft(r.text[first.End+1:s.End], " "))
		return n > 0 && d.Year > 0
	}
	d, n := dateAt(text)
	return n > 0 && d.Year > 0
}

// open reports whether a citation may be unfinished at the end of s: it has no
// date yet and no URL, and is an author, or an author with a title.
func (r *reading) open(s Span) bool {
	k := r.urlFrom(s.Start)
	if k < len(r.urls) && r.urls[k].End <= s.End {
		return r.urls[k].titled
	}
	commas := 0
	for i := s.Start; i < s.End; i++ {
		if r.at(i) == 0 && r.text[i] == ',' {
			commas++
		}
	}
	if at, d := dateWithin(r.plain(s)); at >= 0 && d.Year > 0 {
		return false
	}
	return commas < 4
}

// tells reports whether a clause that may go on with a citation says when or
// where it appeared, without an author of its own.
func (r *reading) tells(s Span) bool {
	text := s.Of(r.text)
	if k := r.urlFrom(s.Start); k < len(r.urls) && r.urls[k].End <= s.End {
		return true
	}
	if locator := pageLabel(text); locator > 0 {
		return true
	}
	if at, d := endDate(strings.TrimRight(text[:min(len(text), 300)], " .)")); at >= 0 && d.Year > 0 {
		return true
	}
	for k := r.parenFrom(s.Start); k < len(r.parens) && r.parens[k].End <= s.End; k++ {
		if at, _ := endDate(r.parens[k].Of(r.text)[1 : r.parens[k].Len()-1]); at >= 0 {
			return true
		}
	}
	return false
}
