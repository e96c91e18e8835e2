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
	readings := make([]reading, min(len(d.Notes), 512)) // of so many notes at once, and then of others
	for from := 0; from < len(d.Notes); from += len(readings) {
		readings = readings[:min(len(readings), len(d.Notes)-from)]
		eachOf(len(readings), 32, func(i, end int) {
			for ; i < end; i++ {
				readings[i].read(d, from+i)
			}
		})
		for i := range readings {
			v.note(&readings[i], calls)
		}
	}
	v.forward()
	v.withoutTitles()
	return v.out
}

// read marks note n and takes its clauses apart, in the memory of the note that r
// had before. What they refer back to, only a resolver knows.
func (r *reading) read(d *Document, n int) {
	span := clipped(d.Text, d.Notes[n].Span)
	span.Start += labelled(span.Of(d.Text), d.Notes[n].Label)
	mask := slices.Grow(r.mask[:0], span.Len())[:span.Len()]
	clear(mask)
	*r = reading{d: d, note: n, text: d.Text[:span.End], span: span, mask: mask, urls: r.urls[:0], quotes: r.quotes[:0], parens: r.parens[:0], found: r.found[:0]}
	r.italics = joined(d.Text, italicsIn(d.Italics, span))
	r.mark()
	r.found = r.withURLs(r.all())
}

// labelled is how many bytes of a note its own label takes, where it stands in front
// of the note once more: 12. Vos; [12] Vos.
func labelled(note, label string) int {
	n := len(note) - len(strings.TrimLeft(note, "[ "))
	if label == "" || !strings.HasPrefix(note[n:], label) {
		return 0
	}
	rest := note[n+len(label):]
	for _, end := range [...]string{"] ", ". ", ") ", "]\t", ".\t"} {
		if strings.HasPrefix(rest, end) && (n == 0) == (end[0] != ']') {
			return n + len(label) + len(end)
		}
	}
	return 0
}

// note adds the citations of the note that r has read.
func (v *resolver) note(r *reading, calls *callIndex) {
	if len(r.found) > 0 && r.found[0].c.Form == Ibid {
		v.promote(r.note)
	}
	first := len(v.out)
	v.first = append(v.first, first)
	also := hereinafter(r.span.Of(v.d.Text))
	for _, f := range r.found {
		v.take(f, r.note, first, also)
	}
	r.quoted(v.out[first:], calls)
}

// all are the citations of the note, or the one of a note that is short by its
// markup.
func (r *reading) all() []found {
	if r.d.Notes[r.note].Short {
		if c, ok := r.authorDate(); ok {
			return append(r.found, found{c, complete})
		}
	}
	return r.citations(0)
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

// What the reading of a note found: a citation, and how sure it is.
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
	case c.Form == Short:
		c.Antecedents = v.named(&c)
		v.out = append(v.out, c)
		return
	case f.kind == complete && v.namesAndYear(&c):
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

// namesAndYear makes a short form of names, a year and a page behind commas, where an
// earlier citation has these names and this year: Kraus et Linard, 2018, p. 35.
func (v *resolver) namesAndYear(c *Citation) bool {
	if len(c.Authors) > 0 || c.Title == "" || c.Locator == "" || c.Date.Year == 0 || c.Date.Month > 0 || c.URL != "" || c.DOI != "" || c.ISBN != "" || c.Container != "" {
		return false
	}
	byAuthor := *c
	byAuthor.Authors, byAuthor.Title = splitNames(c.Title), ""
	if !persons(byAuthor.Authors) {
		return false
	}
	found := v.named(&byAuthor)
	found = slices.DeleteFunc(found, func(i int) bool { return v.out[i].Date.Year != c.Date.Year })
	if len(found) == 0 {
		return false
	}
	byAuthor.Form, byAuthor.Antecedents = Short, found
	*c = byAuthor
	return true
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
// page or a year. The latter stays unparsed. Numbers alone name nothing (378:380–2).
func (v *resolver) keeps(c *Citation) bool {
	if len(c.Authors) > 0 && persons(c.Authors) && len(strings.Fields(c.Title)) > 1 && (len(strings.Fields(c.Authors[0])) > 1 || len(strings.Fields(c.Title)) > 2 || strings.Contains(c.Title, "’")) {
		return true
	}
	if !strings.ContainsAny(c.Span.Of(v.d.Text), "0123456789§¶") || c.Span.Len() < 4 || !hasLetter(c.Span.Of(v.d.Text)) && !strings.ContainsAny(c.Span.Of(v.d.Text), "§¶") {
		return false
	}
	*c = Citation{Note: c.Note, Span: c.Span, Unparsed: "author, title and date could not be told apart"}
	return true
}

// promote gives the note before n, if it gave no citation, the one that an
// ibid. in n says it holds, where its last clause is no sentence, or ends in a
// shelfmark as those of archives do.
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
	shelved := shelfmark().MatchString(last.Of(r.text)) && !r.hasVerb(last)
	if last.Len() < 4 || r.prose(last) && !shelved || len(strings.Fields(last.Of(r.text))) > 25 {
		return
	}
	v.out = append(v.out, Citation{Note: n - 1, Span: last, Unparsed: "author, title and date could not be told apart"})
}

// shelfmark is how a source in an archive ends: registre de maître Vos, fol. 12.
var shelfmark = lazily(`(?i), (?:fols?|ff?|fo|folios?|bl|carton|caja|box|folder|liasse|dossier|legajo|leg|expediente|exp|busta|fasc|nr|n[oº°]|doc)\.? ?\d{1,5}(?: ?[rv]o?)?(?:[-–]\d{1,5}[rv]?)?$`)

// forward resolves the references to other notes, which may come later.
func (v *resolver) forward() {
	for i := range v.out {
		if c := &v.out[i]; c.Form == Supra && (len(c.Antecedents) == 0 || v.later(c)) {
			c.Antecedents = v.before(i, v.supra(c))
		} else if c.Form == Short && len(c.Antecedents) == 0 { // the full citation comes later
			c.Antecedents = v.named(c)
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
	all := r.found
	clauses := r.clauses()
	for i := 0; i < len(clauses); i++ {
		c := clauses[i]
		if back, ok := r.backReference(c.Span); ok {
			if i+1 < len(clauses) && r.pageOf(&back, clauses[i+1].Span) {
				i++
			}
			all = append(all, found{back, complete})
			continue
		}
		if r.elsewhereInNotes(c.Span) {
			continue
		}
		if f, end, ok := r.listEntry(c.Span); ok {
			all = append(all, f)
			i = r.cutClauses(clauses, i, end)
			continue
		}
		if n := r.germanRun(clauses, i); n > 0 {
			i += n
			c.End = clauses[i].End
		}
		for i+1 < len(clauses) && r.goesOn(c.Span, clauses[i+1]) {
			c.End = clauses[i+1].End
			i++
		}
		for _, part := range r.byURL(c.Span) {
			f := r.parse(part)
			if f.kind == fragment && len(f.c.Authors) == 0 && f.c.URL == "" && i+1 < len(clauses) && clauses[i+1].sep == 's' {
				continue // For the strikes of 1911 see
			}
			if f.kind == fragment && len(all) > 0 && r.onlyQuoted(part) {
				continue
			}
			if f.kind == fragment && (c.sep == '.' || c.sep == '?') && f.c.URL == "" && len(all) > 0 && !strings.ContainsAny(f.c.Span.Of(r.text), "0123456789§¶") && len(f.c.Authors) == 0 {
				continue
			}
			if f.kind != commentary && c.sep == ';' {
				all = append(all, f)
			} else if f.kind != commentary {
				all = attach(all, f)
			} else if depth < 2 {
				all = append(all, r.inParens(part, depth)...)
			}
		}
	}
	return all
}

// listEntry takes the entry of a list that s begins with: of references without
// quotation marks, or of one that tells the kinds of works by signs.
func (r *reading) listEntry(s Span) (f found, end int, ok bool) {
	if f, end, ok = r.gbEntry(s); ok {
		return f, end, ok
	}
	if f, end, ok = r.gostEntry(s); ok {
		return f, end, ok
	}
	if f, end, ok = r.entry(s); ok {
		return f, end, ok
	}
	if f, end, ok = r.titleFirst(s); ok {
		return f, end, ok
	}
	return r.anonymousEntry(s)
}

// pageOf reads a clause that is nothing but a page for the locator of the reference
// back before it: Там же. С. 50.
func (r *reading) pageOf(back *Citation, s Span) bool {
	s = r.trimmed(s)
	text := s.Of(r.text)
	if back.Locator != "" || pageLabel(text) == 0 {
		return false
	}
	locator, n := locatorAt(text)
	if n == 0 || n < len(text) {
		return false
	}
	back.Locator, back.Span.End = locator, s.End
	return true
}

// onlyQuoted reports whether s is one quotation and nothing else.
func (r *reading) onlyQuoted(s Span) bool {
	s = r.trimmed(s)
	k := r.quoteFrom(s.Start)
	return k < len(r.quotes) && r.quotes[k].whole.Start == s.Start && r.quotes[k].whole.End >= s.End && quotation(r.quotes[k].inside.Of(r.text))
}

// cutClauses takes what stands before end off the clauses from i, and returns the
// last of them that is gone.
func (r *reading) cutClauses(clauses []clause, i, end int) int {
	for ; i < len(clauses) && clauses[i].Start < end; i++ {
		if rest := r.trimmed(Span{min(end, clauses[i].End), clauses[i].End}); rest.Len() > 2 {
			clauses[i].Start = rest.Start
			break
		}
	}
	return i - 1
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

// elsewhereInNotes reports whether a clause only sends the reader to other
// notes or parts of the text: infra note 33, supra Part II, Kapitel 3.
func (r *reading) elsewhereInNotes(s Span) bool {
	text := r.trimmed(afterSignals(r.text, s)).Of(r.text)
	return (hasPrefixFold(text, "infra ") || hasPrefixFold(text, "supra ")) && len(text) < 120 && !strings.Contains(text, "://") || ownPart(text)
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
