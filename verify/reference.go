package verify

import "strings"

// A reference is the head of an entry as reference lists have it, whose parts
// end in full stops and whose title bears no mark: APA, Harvard, Vancouver, AMA,
// MLA and Chicago without quotation marks.
//
//	Benn, C. (2016). The ferry that would not stop. The Aller Post. URL
//	Endt K, Lee AB. Salt and longevity. Ann Salt. 2011;2(1):1-9.
//	Clara Benn. The ferry that would not stop. The Aller Post. 2 May 2016. URL
//
// Sources: Publication Manual of the APA, 7th ed., chapter 9; Citing Medicine,
// 2nd ed., chapter 1 (Vancouver); AMA Manual of Style, 11th ed., chapter 3.
type reference struct {
	start   int
	authors []string
	date    Date
	title   int  // where the title begins
	sure    bool // names and date stand as no sentence has them
	medical bool // surnames before bare initials
	listed  bool // the first surname stands before the given names
}

// longestNames is how far from its start the names of a reference are looked
// for, in bytes: APA prints up to twenty authors.
const longestNames = 700

// reference reads the head of an entry of a reference list at i.
func (r *reading) reference(i int) (reference, bool) {
	i = skipAny(r.text, i, r.span.End, " \n\t\u00a0.;,")
	if i >= r.span.End || r.at(i) != 0 {
		return reference{}, false
	}
	if e, ok := r.datedReference(i); ok || e.sure {
		return e, ok
	}
	return r.stoppedReference(i)
}

// datedReference reads names and a date in parentheses: Benn, C. (2016, May 2).
func (r *reading) datedReference(i int) (reference, bool) {
	k := r.parenFrom(i)
	for k < len(r.parens) && (r.text[r.parens[k].Start] == '[' || editorial(r.inside(r.parens[k])) || credit(r.inside(r.parens[k]))) {
		k++
	}
	if k >= len(r.parens) || r.parens[k].Start-i > longestNames || r.parens[k].Start == i {
		return reference{}, false
	}
	paren := r.parens[k]
	date, ok := referenceDate(r.inside(paren))
	if !ok || !r.unmasked(Span{i, paren.Start}, inURL|inQuote|taken) || len(italicsIn(r.italics, Span{i, paren.Start})) > 0 {
		return reference{}, false
	}
	printed := strings.TrimSpace(strings.TrimSuffix(handleName().ReplaceAllString(r.withoutRoles(Span{i, paren.Start}), ""), " ."))
	e := reference{start: i, date: date, title: paren.End, sure: true}
	if e.authors = medicalNames(strings.TrimRight(printed, ". ")); e.authors == nil {
		if e.authors = invertedNames(printed); e.authors == nil {
			if e.authors = bodyNames(printed); e.authors == nil {
				return reference{}, false
			}
			e.sure = strings.HasSuffix(printed, ".")
		}
	}
	return r.titled(e)
}

// handleName is what stands behind the name of one who posts: [@clarabenn].
var handleName = lazily(` ?\[@[^\]]*\]\.?`)

// inside is the text between the brackets of s.
func (r *reading) inside(s Span) string { return r.text[s.Start+1 : s.End-1] }

// unmasked reports whether no byte of s is protected by one of bits.
func (r *reading) unmasked(s Span, bits uint8) bool {
	for i := s.Start; i < s.End; i++ {
		if r.at(i)&bits != 0 {
			return false
		}
	}
	return true
}

// titled moves e to where its title begins. ok is false where none does, or
// where a quotation does: what is marked as a title needs no guess.
func (r *reading) titled(e reference) (reference, bool) {
	e.title = skipAny(r.text, e.title, r.span.End, " \n\t\u00a0.,:*_")
	if e.title < r.span.End && r.at(e.title) == inQuote {
		return e, r.quoteGoesOn(e.title)
	}
	if e.title >= r.span.End || r.at(e.title)&^inParen != 0 {
		return e, false
	}
	c := rune0(r.text[e.title:])
	return e, !strings.ContainsRune("-–—;()[", c)
}

// quoteGoesOn reports whether the title goes on behind a quotation that it begins
// with: “Never again,” says harbour master.
func (r *reading) quoteGoesOn(i int) bool {
	k := r.quoteFrom(i)
	if k >= len(r.quotes) || r.quotes[k].whole.Start != i {
		return false
	}
	rest := strings.TrimLeft(r.text[r.quotes[k].whole.End:r.span.End], " ")
	return rest != "" && isLower(rest[0]) && furtherOn(rest) == 0 && !elsewhere(rest) && !strings.HasPrefix(rest, "in ")
}

// referenceDate reads what a reference has in the parentheses behind its names:
// 2016, 2016a, 2016, May 2, n.d., in press, 1867/1990. ok is false for anything
// else.
func referenceDate(s string) (Date, bool) {
	s = strings.TrimSpace(s)
	switch strings.ToLower(strings.Trim(s, ". ")) {
	case "n.d", "n. d", "nd", "no date", "o. j", "o.j", "s.d", "s. d", "s.a", "s. a", "in press", "im druck", "forthcoming", "im erscheinen", "sous presse", "in prep", "à paraître":
		return Date{}, true
	}
	if after, ok := strings.CutPrefix(s, "ca. "); ok {
		s = after
	}
	year, n := number(s)
	if n == 4 && year > 1400 && year < 2100 {
		rest := s[n:]
		if rest != "" && rest[0] >= 'a' && rest[0] <= 'z' {
			rest = rest[1:]
		}
		rest = strings.TrimLeft(rest, " ,")
		if rest == "" || strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "[") {
			return Date{Year: year}, true
		}
		if d, used := dateAt(rest); used > 0 && d.Month > 0 && (d.Year == 0 || d.Year == year) { // 2016, May 2
			d.Year = year
			return d, true
		}
		if d, used := dateAt(rest + " " + s[:n]); used > 0 && d.Year == year {
			return d, true
		}
		if season(firstWordLow(rest)) || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "-") {
			return Date{Year: year}, true
		}
	}
	d, used := dateAt(s)
	return d, used == len(s) && d.Year > 0
}

// stoppedReference reads names that end in a full stop: Endt K, Lee AB. Clara
// Benn. Benn, Clara. 2016.
func (r *reading) stoppedReference(i int) (reference, bool) {
	for j := i; j < min(i+longestNames, r.span.End-1) && r.at(j)&^inParen == 0; j++ {
		if j > i && r.text[j-1] == ' ' && isLower(r.text[j]) {
			if word := firstWord(r.text[j:r.span.End]); !particle(word) && !connective(word) && !role(word) && word != "al" && word != "coll" {
				break // no name
			}
		}
		if r.text[j] != '.' || r.at(j) != 0 || r.text[j+1] != ' ' && r.text[j+1] != '\n' {
			continue
		}
		e := reference{start: i, title: j + 1}
		printed := trimRoles(strings.TrimSpace(r.withoutRoles(Span{i, j})))
		next := skipSpace(r.text, j+1, r.span.End)
		if year, n := number(r.text[next:r.span.End]); n == 4 && year > 1400 && year < 2100 && strings.HasPrefix(strings.TrimLeft(r.text[next+n:r.span.End], "abcdef"), ". ") {
			e.date, e.title = Date{Year: year}, next+n
			e.title += strings.IndexByte(r.text[e.title:], '.') + 1
			if e.authors, e.sure = stoppedNames(printed), true; e.authors == nil {
				e.authors, e.sure = bodyNames(printed), false
			}
		} else if e.authors = medicalNames(printed); e.authors != nil {
			e.sure, e.medical = true, true
		} else if abbreviated(r.text, i, j, next, r.span.End) && stoppedNames(printed) == nil {
			continue
		} else if e.authors = stoppedNames(printed); e.authors == nil {
			e.authors = bodyNames(printed)
		}
		if e.authors != nil && r.nameGoesOn(printed, next) {
			continue
		}
		if len(italicsIn(r.italics, Span{i, j})) > 0 { // a title
			break
		}
		if e.authors != nil {
			e.listed = strings.Contains(e.authors[0], ",") && !e.sure
			return r.titled(e)
		}
		if len(strings.Fields(printed)) > 3 && !strings.Contains(printed, ",") {
			break
		}
	}
	return reference{}, false
}

// stoppedNames are inverted names before a full stop, which is that of the last
// initial, or ends the names.
func stoppedNames(s string) []string {
	if !strings.HasSuffix(s, ".") && (endsInitial(s) || len([]rune(lastWord(s))) == 1) {
		s += "."
	}
	return invertedNames(s)
}

// nameGoesOn reports whether what stands at next is another initial of the
// name before it, or another name: Whitlow, P. J.
func (r *reading) nameGoesOn(printed string, next int) bool {
	rest := r.text[next:r.span.End]
	if strings.HasPrefix(rest, "&") || strings.HasPrefix(rest, "and ") {
		return true
	}
	word := firstWord(rest)
	return endsInitial(printed+".") && len([]rune(word)) == 1 && strings.HasPrefix(rest[len(word):], ".")
}
