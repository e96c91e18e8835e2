package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// backWord is the length of the word that s begins with that repeats the
// source before it (ibid., id., idem, ebd.), 0 where there is none. Id has to
// be written as an abbreviation, or it is an identity.
func backWord(s string) int {
	if s == "" || strings.IndexByte("eitEIT\xd0\xd1\xe5", s[0]) < 0 { // the first bytes of these words
		return 0
	}
	for _, w := range [...]string{"ibidem", "ibídem", "ibid", "ibíd", "ebenda", "ebd", "idem", "ivi", "tamże", "tamtéž", "там же", "同上书", "同上", "同前", "id", "ib"} {
		if !hasPrefixFold(s, w) {
			continue
		}
		rest := s[len(w):]
		if c, _ := utf8.DecodeRuneInString(rest); rest != "" && (unicode.IsLetter(c) || unicode.IsDigit(c) || c == '-') {
			continue
		}
		dot := strings.HasPrefix(rest, ".")
		if w == "ivi" && !dot && !strings.HasPrefix(rest, ",") && rest != "" {
			continue
		}
		if len(w) == 2 && !dot && !(s[1] == 'd' && (strings.HasPrefix(rest, " at ") || strings.HasPrefix(rest, ",") || rest == "" && s[0] == 'I')) {
			continue
		}
		if len(w) == 2 && dot && len(rest) > 1 && isURLWord(rest[1]) {
			continue
		}
		if dot {
			return len(w) + 1
		}
		return len(w)
	}
	return 0
}

// backReference reads a clause that repeats a source: ibid. and its kin, supra
// note 12, (n 12), op. cit.
func (r *reading) backReference(s Span) (Citation, bool) {
	s = r.trimmed(afterSignals(r.text, s))
	if s.Len() == 0 {
		return Citation{}, false
	}
	c := Citation{Note: r.note, Form: Ibid}
	if n := leadingDigits(r.text[s.Start:s.End]); n > 0 && n < 3 && backWord(strings.TrimLeft(r.text[s.Start+n:s.End], " \n")) > 0 {
		s.Start += n + blank(r.text[s.Start+n:s.End]) // 2 id. at 258: the second volume
	}
	if n := backWord(r.text[s.Start:min(r.span.End, s.End+1)]); n > 0 {
		end := min(s.Start+n, r.span.End)
		if r.anotherWork(s.Start, end, s.End) {
			return Citation{}, false
		}
		c.Span = Span{s.Start, max(end, min(s.End, end))}
		r.backLocator(&c, end, s.End)
		return c, true
	}
	return r.supra(s)
}

// anotherWork reports whether id. or idem, between from and end, stands for the author
// alone: a title in italics or quotation marks, and a year, follow.
func (r *reading) anotherWork(from, end, to int) bool {
	if c := r.text[from] | 0x20; c != 'i' || hasPrefixFold(r.text[from:end], "ib") || hasPrefixFold(r.text[from:end], "iv") {
		return false
	}
	next := skipAny(r.text, min(end, to), to, " ,.")
	if next >= to || r.slantedFrom(next).Len() < 4 && r.at(next)&inQuote == 0 {
		return false
	}
	return yearOf(r.text[next:to]) > 0
}

// backLocator reads the locator behind a back-reference.
func (r *reading) backLocator(c *Citation, from, to int) {
	i := from
	for i < to && strings.IndexByte(" ,;:.\n*_)", r.text[i]) >= 0 {
		i++
	}
	if i >= to {
		return
	}
	for _, sign := range [...]string{"，", "、", "："} {
		if strings.HasPrefix(r.text[i:to], sign) {
			i += len(sign)
		}
	}
	if n := hanPage(r.text[i:to]); n > 0 {
		c.Locator, c.Span.End = r.text[i:i+n], i+n
		return
	}
	if i >= to {
		return
	}
	if n := len(volumeFirst().FindString(r.text[i:to])); n > 0 {
		i += n
	}
	rest := r.text[i:to]
	if rest[0] == '[' || rest[0] == '(' {
		if n := strings.IndexAny(rest, ")]"); n > 1 && numbers(rest[1:n]) == n-1 {
			c.Locator = rest[:n+1]
			c.Span.End = i + n + 1
		}
		return
	}
	locator, n := locatorAt(rest)
	if n == 0 {
		return
	}
	if strings.HasPrefix(rest[n:], ", ") { // chapter 2, pages 71–86
		if _, used := locatorAt(rest[n+2:]); used > 0 && pageLabel(rest[n+2:]) > 0 {
			locator, n = rest[:n+2+used], n+2+used
		}
	}
	if strings.HasSuffix(locator, "f") && i+n < len(r.text) && r.text[i+n] == '.' {
		locator += "." // of the abbreviation
	}
	c.Locator = locator
	c.Span.End = i + n
}

// volumeFirst is the volume before the page of a reference back: t. II, p. 14.
var volumeFirst = lazily(`^(?:t\.|vol\.|Bd\.|tome|tom) ?(?:\d+|[IVX]+), `)

// hanPage is the length of the page that s begins with as Chinese and Japanese print
// it: 第50页, 50頁.
func hanPage(s string) int {
	n := len(s) - len(strings.TrimPrefix(s, "第"))
	digits := leadingDigits(s[n:])
	if digits == 0 {
		return 0
	}
	n += digits
	for _, dash := range [...]string{"-", "–", "—", "~", "～", "〜", "、"} {
		if after, ok := strings.CutPrefix(s[n:], dash); ok && leadingDigits(after) > 0 {
			n += len(dash) + leadingDigits(after)
			break
		}
	}
	for _, page := range [...]string{"页", "頁", "ページ"} {
		if strings.HasPrefix(s[n:], page) {
			return n + len(page)
		}
	}
	return 0
}

// supra reads a reference to another note, or to a work named before.
func (r *reading) supra(s Span) (Citation, bool) {
	at, end, label, ok := r.supraMark(s)
	if !ok {
		return Citation{}, false
	}
	c := Citation{Note: r.note, Form: Supra, RefersTo: label, Span: Span{s.Start, end}}
	name := r.trimmed(Span{s.Start, at})
	if name.Len() > 0 && !r.supraName(&c, name) {
		return Citation{}, false
	}
	r.backLocator(&c, end, s.End)
	return c, true
}

// supraName reads the name before supra: authors, a title, or a word that the
// author gave the work. A sentence that happens to say supra is no reference.
func (r *reading) supraName(c *Citation, s Span) bool {
	p := &parser{r: r, span: s}
	for _, q := range r.quotes {
		if s.Start <= q.whole.Start && q.whole.End <= s.End {
			start, ok := p.authorsBefore(Span{s.Start, q.whole.Start})
			if ok {
				c.Title, c.Authors, c.Span.Start = cleanTitle(q.inside.Of(r.text)), p.c.Authors, start
			}
			return ok
		}
	}
	if r.supraTitle(c, s) {
		return true
	}
	run, whole := s, true
	if r.prose(s) {
		run, whole = p.nameRun(s)
	}
	text := withoutVolumeNumber(r.plain(run))
	if !whole && len(strings.Fields(text)) == 0 {
		return false
	}
	c.Span.Start = run.Start
	if n := initialedNames(text); n > 0 {
		c.Authors, c.Title = strings.Split(text[:n-len(", ")], ", "), cleanTitle(text[n:]) // H. Vos, B. Lind, Les Marées, op. cit.
	} else if first, rest, ok := strings.Cut(text, ", "); ok && initialed(first) && !connective(strings.ToLower(firstWord(rest))) && len(strings.Fields(rest)) > 1 && !initialed(rest) && !strings.ContainsAny(rest, ",&") && !strings.Contains(rest, " and ") {
		c.Authors, c.Title = authors(first), cleanTitle(rest) // H. Vos, Les Marées, op. cit.
	} else if first, rest, ok := strings.Cut(text, ", "); ok && len(strings.Fields(first)) == 1 && len(strings.Fields(rest)) > 1 && !strings.Contains(rest, ",") && !givenInitials(rest) && !strings.Contains(rest, " and ") && !strings.Contains(rest, "&") && persons([]string{first}) {
		c.Authors, c.Title = authors(first), cleanTitle(rest) // Vos, Les Marées, op. cit.
	} else if persons(splitNames(trimRoles(text))) && len(strings.Fields(text)) < 8 {
		c.Authors = authors(text)
		if n := len(c.Authors); n > 0 && run.End < s.End+1 && run.End < len(r.text) && r.text[run.End] == '.' && trailingInitials(lastWord(c.Authors[n-1])) && !strings.HasSuffix(c.Authors[n-1], ".") {
			c.Authors[n-1] += "."
		}
	} else if first, rest, ok := strings.Cut(text, ", "); ok && persons(splitNames(first)) {
		c.Authors, c.Title = authors(first), cleanTitle(rest)
	} else {
		c.Title = cleanTitle(text)
	}
	return true
}

// initialedNames is where the title begins behind two names or more with initials, and 0
// where there are fewer, or nothing behind them: H. Vos, B. Lind, Les Marées.
func initialedNames(s string) int {
	n, names := 0, 0
	for {
		name, _, ok := strings.Cut(s[n:], ", ")
		if !ok || !initialed(name) {
			break
		}
		n += len(name) + len(", ")
		names++
	}
	if names < 2 || initialed(s[n:]) {
		return 0
	}
	return n
}

// supraTitle reads authors and a title in italics behind a comma: H. Vos, *Les Marées*,
// op. cit.
func (r *reading) supraTitle(c *Citation, s Span) bool {
	slanted := italicsIn(r.italics, s)
	if len(slanted) == 0 || slanted[0].Start <= s.Start {
		return false
	}
	name, title := r.trimmed(Span{s.Start, slanted[0].Start}), Span{slanted[0].Start, s.End}
	if name.Len() == 0 || title.Len() < 3 || !strings.Contains(r.text[name.End:title.Start], ",") {
		return false
	}
	text := r.plain(name)
	if !persons(splitNames(trimRoles(text))) || len(strings.Fields(text)) > 7 {
		return false
	}
	c.Authors, c.Title, c.Span.Start = authors(text), cleanTitle(title.Of(r.text)), name.Start
	return c.Title != ""
}

// withoutVolumeNumber takes the number of a volume off the name of an author,
// where lawyers print it: 1 BLACKSTONE.
func withoutVolumeNumber(s string) string {
	n := leadingDigits(s)
	if n > 0 && n < 3 && n+1 < len(s) && s[n] == ' ' && capitalized(s[n+1:]) {
		return s[n+1:]
	}
	return s
}

// supraMark finds the words that refer to another note within s: where they
// begin and end, and the note's label.
func (r *reading) supraMark(s Span) (at, end int, label string, ok bool) {
	for i := s.Start; i < s.End; i++ {
		if i > s.Start && isURLWord(r.text[i-1]) || r.at(i)&(inURL|inQuote) != 0 {
			continue
		}
		rest := r.text[i:min(s.End, i+60)]
		if r.text[i] == '(' {
			if n, label := noteNumber(strings.TrimLeft(rest[1:], " ")); n > 0 {
				if close := strings.IndexByte(rest, ')'); close > 0 && close <= n+3 {
					return i, i + close + 1, label, true
				}
			}
			if n, label := seenNote(rest); n > 0 && r.namesWork(Span{s.Start, i}) {
				return i, i + n, label, true
			}
			continue
		}
		if strings.IndexByte("sacdeoinvwlSAOINVWL\xd0\xd1", r.text[i]) < 0 || r.at(i)&inParen != 0 {
			continue
		}
		for _, w := range [...]string{"supra", "infra", "above", "siehe oben", "s. o."} {
			if !hasPrefixFold(rest, w) {
				continue
			}
			after := rest[len(w):]
			trimmed := strings.TrimLeft(after, " ,*_\n\u00a0")
			if i == s.Start && (w == "infra" || strings.HasPrefix(trimmed, "notes")) {
				return 0, 0, "", false // it refers to what the notes say, and to no source
			}
			if n, label := noteLabel(trimmed); n > 0 {
				return i, i + len(w) + len(after) - len(trimmed) + n, label, true
			}
			if w == "supra" && i > s.Start && strings.HasPrefix(after, ",") {
				return i, i + len(w), "", true
			}
		}
		if n := citedPlace(rest); n > 0 {
			n, label := r.noteBehind(i+n, s.End)
			return i, n, label, true
		}
		if i > s.Start && r.text[i-1] == ' ' {
			if n, label := againAt(rest); n > 0 {
				return i, i + n, label, true
			}
			if n, label := seenNote(rest); n > 0 && r.namesWork(Span{s.Start, i}) {
				return i, i + n, label, true
			}
			if n := againName(rest); n > 0 && len(italicsIn(r.italics, s)) == 0 && r.unmasked(Span{s.Start, i}, inQuote|inURL) && pauseEnds(r.text[s.Start:i]) {
				return i, i + n, "", true
			}
		}
		if i == s.Start {
			if n, label := noteNumber(rest); n > 0 && (r.text[i] == 'n' || r.text[i] == 'N') {
				return i, i + n, label, true
			}
		}
	}
	return 0, 0, "", false
}

// citedPlace is the length of the words that s begins with for the work cited before:
// op. cit., loc. cit., a.a.O.
func citedPlace(s string) int {
	if len(s) < 3 || s[0] < 0x80 && s[1] < 0x80 && !strings.Contains(" op lo ar ob ou a. aa dz ", " "+strings.ToLower(s[:2])+" ") {
		return 0
	}
	for _, w := range [...]string{"op. cit.", "op. cit", "op.cit.", "op cit", "loc. cit.", "loc. cit", "loc.cit.", "loc cit", "art. cit.", "art. cité", "ob. cit.", "opus cit.", "ouvr. cité", "ouvrage cité", "a.a.O.", "a. a. O.", "aaO", "Указ. соч", "указ. соч", "Цит. соч", "цит. соч", "dz. cyt"} {
		if hasPrefixFold(s, w) {
			return len(w)
		}
	}
	return 0
}

// againAt is the length of the words that s begins with, behind a name, that send the
// reader to a note: wie Anm. 12; s. Fn. 12.
func againAt(s string) (n int, label string) {
	for _, w := range [...]string{"wie ", "siehe ", "s. ", "oben ", "s. o. ", "voir ", "vedi ", "véase ", "zie "} {
		if !strings.HasPrefix(s, w) {
			continue
		}
		if n, label := noteNumber(s[len(w):]); n > 0 && !isLower(s[len(w)]) {
			return len(w) + n, label
		}
	}
	return 0, ""
}

// againName is the length of the word that s begins with, behind a name, for the same
// work as before: Moll, ebd.; Moll, o.c.; Neri, cit.
func againName(s string) int {
	for _, w := range [...]string{"ebenda", "ebd", "ibidem", "ibid", "o.c", "l.c", "cit"} {
		if !strings.HasPrefix(s, w) {
			continue
		}
		if rest := s[len(w):]; rest == "" || rest[0] == '.' && (len(rest) == 1 || rest[1] == ' ' || rest[1] == ',') || rest[0] == ',' || rest[0] == ' ' && pageLabel(rest[1:]) > 0 {
			return len(w) + min(1, strings.Count(rest[:min(1, len(rest))], "."))
		}
	}
	return 0
}

// pauseEnds reports whether a comma ends s, or s is one name.
func pauseEnds(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasSuffix(s, ",") || !strings.Contains(s, " ")
}

// noteBehind reads the number of a note in parentheses behind such words, a.a.O.
// (Anm. 12), and tells where they end.
func (r *reading) noteBehind(i, end int) (to int, label string) {
	from := skipAny(r.text, min(i, end), end, " ,.")
	if from < end && r.text[from] == '(' {
		if n, label := noteNumber(r.text[from+1 : end]); n > 0 && from+1+n < end && r.text[from+1+n] == ')' {
			return from + n + 2, label
		}
	}
	if gap := blank(r.text[min(i, end):end]); gap > 0 { // op. cit. note 12; behind a comma, it may be a note of the work
		if n, label := noteNumber(r.text[i+gap : end]); n > 0 {
			return i + gap + n, label
		}
	}
	return i, ""
}

// noteLabel reads what noteNumber reads, and note iv: a roman number is sure
// behind the word note alone.
func noteLabel(s string) (n int, label string) {
	if n, label := noteNumber(s); n > 0 {
		return n, label
	}
	after, ok := strings.CutPrefix(s, "note ")
	if !ok {
		return 0, ""
	}
	word, _, _ := strings.Cut(after, ".")
	digits := roman(word)
	return len("note ")*min(digits, 1) + digits, after[:digits]
}

// noteNumber reads n 12, n. 12, note 12, Anm. 12, Fn. 12 at the start of s.
func noteNumber(s string) (n int, label string) {
	for _, w := range [...]string{"notes ", "note ", "nn. ", "nn ", "n. ", "n.", "n ", "at n. ", "at note ", "footnote ", "fn. ", "fn ", "wie Anm. ", "Anm. ", "Fußn. ", "Fn. ", "noot ", "nota ", "note\u00a0", "n.\u00a0"} {
		after, ok := strings.CutPrefix(s, w)
		if !ok {
			continue
		}
		digits := leadingDigits(after)
		if digits == 0 || digits > 5 {
			return 0, ""
		}
		if digits < len(after) && isLower(after[digits]) && (digits+1 == len(after) || !isURLWord(after[digits+1])) {
			digits++
		}
		return len(w) + digits, after[:digits]
	}
	return 0, ""
}
