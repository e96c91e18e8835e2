package verify

import (
	"slices"
	"sort"
	"strings"
)

// Cite takes the notes of d apart: every citation in the order printed, with
// back-references resolved as far as they can be. It is pure, and leaves d as
// it was.
//
// A note is first marked: its URLs (targets of links before what is printed),
// its quotations and its parentheses, whose insides divide nothing. Then it is
// divided into clauses, at the ends of sentences, at semicolons and before
// signals (see, cf.), and each clause is taken apart on its own: a reference
// back, a citation, or commentary, which gives none. What the clause does not
// say for certain stays empty; where author, title and date could not be told
// apart at all, Unparsed says why, and the URL is kept.
func Cite(d *Document) []Citation {
	v := newResolver(d)
	calls := newCallIndex(d)
	for n := range d.Notes {
		v.note(n, calls)
	}
	v.forward()
	return v.out
}

// note adds the citations of note n.
func (v *resolver) note(n int, calls *callIndex) {
	span := clipped(v.d.Text, v.d.Notes[n].Span)
	r := &reading{d: v.d, note: n, text: v.d.Text[:span.End], span: span, mask: make([]uint8, span.Len())}
	r.italics = joined(v.d.Text, italicsIn(v.d.Italics, span))
	r.mark()
	found := r.withURLs(r.citations(0))
	if len(found) > 0 && found[0].c.Form == Ibid {
		v.promote(n)
	}
	first := len(v.out)
	v.first = append(v.first, first)
	also := hereinafter(span.Of(v.d.Text))
	for _, f := range found {
		v.take(f, n, first, also)
	}
	r.quoted(v.out[first:], calls)
}

// clipped is s cut to what text holds.
func clipped(text string, s Span) Span {
	s.Start = clamp(s.Start, 0, len(text))
	return Span{s.Start, clamp(s.End, s.Start, len(text))}
}

func italicsIn(all []Span, within Span) []Span {
	from := sort.Search(len(all), func(i int) bool { return all[i].Start >= within.Start })
	to := from + sort.Search(len(all)-from, func(i int) bool { return all[from+i].Start >= within.End })
	return all[from:to]
}

// joined are italics with the pieces put together that a format divides for
// reasons of its own.
func joined(text string, italics []Span) []Span {
	for i := 1; i < len(italics); i++ {
		if !onlySpace(text, italics[i-1].End, italics[i].Start) {
			continue
		}
		all := []Span{italics[0]}
		for _, s := range italics[1:] {
			if last := &all[len(all)-1]; onlySpace(text, last.End, s.Start) {
				last.End = max(last.End, s.End)
			} else {
				all = append(all, s)
			}
		}
		return all
	}
	return italics
}

// A finding of the note's reading: a citation, and how sure it is.
type found struct {
	c    Citation
	kind kind
}

// take adds one citation of note n with what it repeats; also is the name that
// the note gives its work for later notes.
func (v *resolver) take(f found, n, first int, also string) {
	c := f.c
	switch {
	case c.Form == Ibid:
		c.Antecedents = v.ibid(n, first)
		v.out = append(v.out, c)
		return
	case c.Form == Supra:
		c.Antecedents = v.supra(&c)
		v.out = append(v.out, c)
		return
	case f.kind == complete && (c.URL != "" || !c.Date.IsZero() || c.DOI != "" || c.ISBN != ""):
		v.add(c, also)
		return
	}
	if short, ok := v.short(c); ok {
		v.out = append(v.out, short)
		return
	}
	if f.kind == fragment && !v.keeps(&c) {
		return
	}
	v.add(c, also)
}

// short reads c as a short form, where an earlier citation fits.
func (v *resolver) short(c Citation) (Citation, bool) {
	if a := v.named(&c); len(a) > 0 && (c.Title != "" || len(c.Authors) > 0) {
		c.Form, c.Antecedents = Short, a
		return c, true
	}
	if len(c.Authors) > 0 || c.Title == "" || c.Locator == "" {
		return c, false
	}
	names := splitNames(c.Title) // Jenkins, 178: the author alone
	if !persons(names) {
		return c, false
	}
	byAuthor := c
	byAuthor.Authors, byAuthor.Title = names, ""
	if a := v.named(&byAuthor); len(a) > 0 {
		byAuthor.Form, byAuthor.Antecedents = Short, a
		return byAuthor, true
	}
	return c, false
}

// keeps reports whether a clause that is no sentence, but says too little, is
// a citation all the same: an author with a title, or what has a section, a
// page or a year. The latter stays unparsed.
func (v *resolver) keeps(c *Citation) bool {
	if len(c.Authors) > 0 && persons(c.Authors) && len(strings.Fields(c.Title)) > 1 && (len(strings.Fields(c.Authors[0])) > 1 || len(strings.Fields(c.Title)) > 2 || strings.Contains(c.Title, "’")) {
		return true
	}
	if !strings.ContainsAny(c.Span.Of(v.d.Text), "0123456789§¶") || c.Span.Len() < 4 {
		return false
	}
	*c = Citation{Note: c.Note, Span: c.Span, Unparsed: "author, title and date could not be told apart"}
	return true
}

// promote gives the note before n, if it gave no citation, the one that an
// ibid. in n says it holds, where its last clause is no sentence.
func (v *resolver) promote(n int) {
	if n == 0 || v.first[n-1] < len(v.out) || v.d.Notes[n-1].Series != v.d.Notes[n].Series {
		return
	}
	span := clipped(v.d.Text, v.d.Notes[n-1].Span)
	r := &reading{d: v.d, note: n - 1, text: v.d.Text[:span.End], span: span, mask: make([]uint8, span.Len())}
	r.mark()
	clauses := r.clauses()
	if len(clauses) == 0 {
		return
	}
	last := r.trimmed(afterSignals(r.text, clauses[len(clauses)-1].Span))
	if last.Len() < 4 || r.prose(last) || len(strings.Fields(last.Of(r.text))) > 25 {
		return
	}
	v.out = append(v.out, Citation{Note: n - 1, Span: last, Unparsed: "author, title and date could not be told apart"})
}

// forward resolves the references to other notes, which may come later.
func (v *resolver) forward() {
	for i := range v.out {
		if c := &v.out[i]; c.Form == Supra && (len(c.Antecedents) == 0 || v.later(c)) {
			c.Antecedents = v.before(i, v.supra(c))
		}
	}
	for i := range v.out {
		c := &v.out[i]
		if c.Form == Ibid && len(c.Antecedents) == 1 {
			c.Antecedents[0] = v.source(c.Antecedents[0])
		}
	}
}

// later reports whether c refers to a note that comes after its own.
func (v *resolver) later(c *Citation) bool {
	k, ok := v.byLabel[labelKey{v.d.Notes[c.Note].Series, c.RefersTo}]
	return ok && k >= c.Note
}

// before drops what a reference cannot repeat: itself.
func (v *resolver) before(i int, found []int) []int {
	kept := found[:0]
	for _, f := range found {
		if f != i {
			kept = append(kept, f)
		}
	}
	return kept
}

// citations takes the clauses of the note apart. Parentheses in commentary are
// read as notes of their own, two deep.
func (r *reading) citations(depth int) []found {
	var all []found
	clauses := r.clauses()
	for i := 0; i < len(clauses); i++ {
		c := clauses[i]
		if back, ok := r.backReference(c.Span); ok {
			all = append(all, found{back, complete})
			continue
		}
		for i+1 < len(clauses) && r.goesOn(c.Span, clauses[i+1]) {
			c.End = clauses[i+1].End
			i++
		}
		for _, part := range r.byURL(c.Span) {
			p := r.parse(part)
			if p.kind == fragment && (c.sep == '.' || c.sep == '?') && p.c.URL == "" && len(all) > 0 && !strings.ContainsAny(p.c.Span.Of(r.text), "0123456789§¶") && len(p.c.Authors) == 0 {
				continue
			}
			if p.kind != commentary && c.sep == ';' {
				all = append(all, found{p.c, p.kind})
			} else if p.kind != commentary {
				all = attach(all, found{p.c, p.kind})
			} else if depth < 2 {
				all = append(all, r.inParens(part, depth)...)
			}
		}
	}
	return all
}

// withURLs adds the URLs of the note that no citation names: those that stand
// nowhere in print, and those in commentary that no citation was read from.
func (r *reading) withURLs(all []found) []found {
	named := make(map[string]bool, 2*len(all))
	for i := range all {
		named[all[i].c.URL], named[all[i].c.ArchiveURL] = true, true
	}
	for _, u := range r.urls {
		source, archive := unwrap(u.url)
		if named[u.url] || archive && source != "" && named[source] {
			continue
		}
		named[u.url] = true
		c := Citation{Note: r.note, Span: u.Span, URL: u.url, URLPrinted: u.printed, URLSpan: u.Span}
		if archive {
			c.ArchiveURL = u.url
		}
		if source != "" {
			c.URL = source
		}
		at, _ := slices.BinarySearchFunc(all, u.Start+1, func(f found, start int) int { return f.c.Span.Start - start })
		if at > 0 && all[at-1].c.URL == "" && !all[at-1].c.BackReference() && all[at-1].c.Title != "" {
			last := &all[at-1]
			last.c.URL, last.c.URLPrinted, last.c.URLSpan, last.c.ArchiveURL = c.URL, c.URLPrinted, c.URLSpan, c.ArchiveURL
			last.kind = complete
			continue
		}
		if at > 0 && all[at-1].c.Span.Holds(u.Span) && (u.Len() > 0 || archive) {
			if archive && all[at-1].c.ArchiveURL == "" {
				all[at-1].c.ArchiveURL = u.url
				continue
			}
		}
		if u.titled || u.Len() == 0 {
			c.Unparsed = "it stands in a sentence, where author, title and date cannot be told apart"
		}
		all = slices.Insert(all, at, found{c, complete})
	}
	return all
}

// attach adds f, or gives its URL to the citation before where it is nothing
// but a URL for it.
func attach(all []found, f found) []found {
	n := len(all)
	if n == 0 || f.c.URL == "" || f.c.Title != "" || len(f.c.Authors) > 0 || f.c.Unparsed != "" {
		return append(all, f)
	}
	last := &all[n-1].c
	if last.URL != "" || last.BackReference() || last.Title == "" {
		return append(all, f)
	}
	last.URL, last.URLPrinted, last.URLSpan, last.ArchiveURL = f.c.URL, f.c.URLPrinted, f.c.URLSpan, f.c.ArchiveURL
	last.Span.End = f.c.Span.End
	if last.Accessed.IsZero() {
		last.Accessed = f.c.Accessed
	}
	if last.DOI == "" {
		last.DOI = f.c.DOI
	}
	all[n-1].kind = complete
	return all
}

// inParens reads the parentheses of commentary that hold a URL or begin with a
// signal.
func (r *reading) inParens(s Span, depth int) []found {
	var all []found
	for k := r.parenFrom(s.Start); k < len(r.parens) && r.parens[k].End <= s.End; k++ {
		inside := Span{r.parens[k].Start + 1, r.parens[k].End - 1}
		text := inside.Of(r.text)
		if phrase(text) == 0 && !strings.Contains(text, "://") && !strings.Contains(text, "www.") && backWord(text) == 0 {
			continue
		}
		sub := &reading{d: r.d, note: r.note, text: r.text[:inside.End], span: inside, mask: make([]uint8, inside.Len()), italics: italicsIn(r.italics, inside)}
		sub.mark()
		all = append(all, sub.citations(depth+1)...)
	}
	return all
}

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
	if r.furniture(n) {
		return true
	}
	titleEnds := r.at(s.End-1)&inQuote != 0
	if titleEnds && next.sep == '.' && r.outlet(n) {
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
	for _, w := range [...]string{"doi", "ISBN", "ISSN", "arXiv", "Available", "Archived", "Retrieved", "Internet source", "Online:", "URL", "In:", "Verfügbar", "Disponible", "Published", "Web."} {
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
