package verify

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A clause is a part of a note that may hold a citation: a sentence, or what
// stands between semicolons, or what a signal inside a sentence introduces.
type clause struct {
	Span
	sep byte // what divides it from the one before: 0 for the first, '.', ';', '?' behind a quotation that ends a sentence, 's' for a signal
}

// clauses divides the note. Quotations, parentheses and URLs are not divided.
func (r *reading) clauses() []clause {
	var found []clause
	start, sep := r.span.Start, byte(0)
	cut := func(end, next int, by byte) {
		if end > start {
			found = append(found, clause{Span{start, end}, sep})
		}
		start, sep = next, by
	}
	for i := r.span.Start; i < r.span.End; i++ {
		c := r.text[i]
		if r.at(i) != 0 {
			if next := r.closesSentence(i); next > 0 {
				cut(i+1, next, '?')
			}
			continue
		}
		switch c {
		case ';':
			cut(i, i+1, ';')
		case '.', '!', '?', 0xE2, 0xE3, 0xEF:
			if next := r.breaksAt(start, i); next > 0 {
				cut(next, next, '.')
				i = next - 1
			}
		case '\n':
			if strings.HasPrefix(strings.TrimLeft(r.text[i+1:min(r.span.End, i+80)], " \t"), "\n") {
				cut(i, i+1, '.')
			}
		case 'w':
			if i > start && strings.HasPrefix(r.text[i:r.span.End], "with ") && r.pauseBefore(i) && compares(r.text[start:i]) {
				cut(i, i+len("with "), 's')
			}
		case 'a', 'u', 'e':
			if n := r.joinsCitations(start, i); n > 0 {
				cut(i, i+n, ';')
			}
		case 's', 'c', 'v', 'z':
			if i > start && r.pauseBefore(i) && introduces(r.text, i, r.span.End) {
				cut(i, i, 's')
			}
		}
	}
	cut(r.span.End, r.span.End, 0)
	return found
}

// joinsCitations is the length of the and at i that stands between two short citations
// with their pages, and 0 for any other: Vos, *Tides*, 30, and Lind, “Ebbs,” 12.
func (r *reading) joinsCitations(start, i int) int {
	if i < start+8 || r.text[i-1] != ' ' || r.text[i-2] != ',' || !isDigit(r.text[i-3]) {
		return 0
	}
	for _, and := range [...]string{"and ", "und ", "et "} {
		if strings.HasPrefix(r.text[i:r.span.End], and) && r.marksTitle(Span{start, i}) && r.namesTitle(i+len(and)) {
			return len(and)
		}
	}
	return 0
}

// marksTitle reports whether a title in italics or in quotation marks stands in s.
func (r *reading) marksTitle(s Span) bool {
	k := r.quoteFrom(s.Start)
	return len(italicsIn(r.italics, s)) > 0 || k < len(r.quotes) && r.quotes[k].whole.End <= s.End
}

// namesTitle reports whether a name, a comma, and a title in italics or in quotation
// marks begin at i.
func (r *reading) namesTitle(i int) bool {
	comma := strings.IndexByte(r.text[i:min(r.span.End, i+80)], ',')
	if comma < 2 || !persons(splitNames(r.text[i:i+comma])) {
		return false
	}
	next := skipAny(r.text, i+comma+1, r.span.End, " *_")
	return next < r.span.End && (r.at(next)&inQuote != 0 || r.slantedFrom(next).Len() > 2)
}

// compares reports whether s begins with the signal that names two sources: compare
// Vos, Tides, with Lind, Ebbs (Bluebook, rule 1.2).
func compares(s string) bool {
	return hasPrefixFold(strings.TrimLeft(s, " \n*_"), "compare ") && strings.HasSuffix(strings.TrimRight(s, " \n"), ",")
}

// breaksAt tells where the next sentence begins when the mark at i ends one of
// the note's, and 0 when it does not.
func (r *reading) breaksAt(start, i int) int {
	if r.insideItalics(i) {
		return 0
	}
	if i > r.span.Start && r.at(i-1)&inURL != 0 && r.text[i] == '.' {
		next := skipSpace(r.text, i+1, r.span.End)
		if next > i+1 && next < r.span.End && !unicode.IsLower(rune0(r.text[next:])) {
			return next
		}
		return 0
	}
	next := sentenceBreak(r.text, start, i, r.span.End)
	if next <= 0 || next >= r.span.End { // 。 needs no space behind it, and may end the note
		return 0
	}
	if r.text[next] == '(' && r.text[i] == '.' && r.at(next)&inParen != 0 && !r.longParen(next) {
		return 0
	}
	if isDigit(r.text[next]) && r.text[i] == '.' || r.text[i] == '.' && printedAbbreviation(r.text[start:i]) && phrase(r.text[next:]) == 0 {
		return 0
	}
	return next
}

// longParen reports whether the parenthesis at i holds sentences.
func (r *reading) longParen(i int) bool {
	k := r.parenFrom(i)
	return k < len(r.parens) && r.parens[k].Start == i && r.parens[k].Len() > 60 && !strings.Contains(r.parens[k].Of(r.text)[:40], ":")
}

// insideItalics reports whether i stands inside italics, before their end.
func (r *reading) insideItalics(i int) bool {
	k := sort.Search(len(r.italics), func(k int) bool { return r.italics[k].Start > i })
	return k > 0 && i+1 < r.italics[k-1].End
}

// closesSentence tells where the next sentence begins when i is the last byte
// of a quotation or a parenthesis that ends a sentence inside.
func (r *reading) closesSentence(i int) int {
	if i+1 >= r.span.End || r.at(i+1) != 0 || r.at(i)&inURL != 0 || i < r.span.Start+4 {
		return 0
	}
	if c := r.text[i+1]; c != ' ' && c != '\n' {
		return 0
	}
	inside := strings.TrimRight(r.text[max(r.span.Start, i-7):i+1], "”’\"'»)]*_")
	if inside == "" || len(inside) == min(8, i+1-r.span.Start) {
		return 0
	}
	if c := r.text[i]; c == ')' || c == ']' {
		open := strings.LastIndexAny(r.text[max(r.span.Start, i-12):i], "([")
		if open >= 0 { // (ed.), (Cth.)
			return 0
		}
	}
	last, _ := utf8.DecodeLastRuneInString(inside)
	if last != '.' && last != '?' && last != '!' && last != '…' {
		return 0
	}
	next := skipSpace(r.text, i+1, r.span.End)
	if next >= r.span.End {
		return 0
	}
	c := rune0(r.text[skipOpeners(r.text, next, r.span.End):])
	if !unicode.IsUpper(c) && !unicode.IsTitle(c) {
		return 0
	}
	return next
}

// pauseBefore reports whether a comma, a colon, a dash or the end of a
// quotation or a parenthesis stands before the word at i, or white space alone
// for a signal that follows such a word as details.
func (r *reading) pauseBefore(i int) bool {
	if r.text[i-1] != ' ' && r.text[i-1] != '\n' && r.text[i-1] != '(' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(r.text[r.span.Start:i], " \n"))
	return strings.ContainsRune(",:;—–-(.)”’\"", before) || unicode.IsLetter(before) || isDigitRune(before)
}

// volumeEnds reports whether s is the volume of a reporter or a law review, or ends in
// one behind a comma: , 33.
func volumeEnds(s string) bool {
	before := strings.TrimRight(s, "0123456789")
	return len(s)-len(before) <= 3 && (before == "" || strings.HasSuffix(before, ", "))
}

// printedAbbreviation reports whether s ends in an abbreviation of the kind
// that fills legal and scholarly notes: Harv., Mgmt., Mass., Int’l.
func printedAbbreviation(s string) bool {
	at := strings.LastIndexAny(s, " \n(,&-.")
	word := s[at+1:]
	if word == "" || !capitalized(word) {
		return false
	}
	if len(word) > 1 && len(word) <= 6 && word == strings.ToUpper(word) {
		word = word[:1] + strings.ToLower(word[1:]) // as law reviews set journals
	}
	if at > 0 && s[at] == ' ' && len(word) <= 6 && isDigit(s[at-1]) && monthOf(word) == 0 && volumeEnds(s[:at]) { // 33 Ga. St. U. L. Rev. 359
		return true
	}
	switch word {
	case "Acad", "Adm", "Admin", "Aff", "Affs", "Am", "Ann", "App", "Appl", "Arb", "Ass", "Assoc", "Aust", "Bd", "Brit", "Bull", "Bus", "Cal", "Can", "Cas", "Cent", "Chem", "Chi", "Cir", "Civ", "Co", "Colo", "Colum", "Comm", "Commc", "Comp", "Comput", "Conf", "Cong", "Conn", "Const", "Cos", "Coun", "Crim", "Ct", "Def", "Del", "Dep", "Dept", "Dev", "Dir", "Dist", "Distrib", "Div", "Doc", "Econ", "Educ", "Elec", "Eng", "Engl", "Env", "Envtl", "Eur", "Exec", "Fed", "Fin", "Fla", "Found", "Geo", "Gen", "Gov", "Govt", "Grp", "Harv", "Hist", "Hous", "Hum", "Human", "Ill", "Indus", "Info", "Ins", "Inst", "Int", "Intl", "Inv", "Jan", "Jud", "Jur", "Just", "Ky", "Lab", "Law", "Legis", "Lib", "Litig", "Mag", "Mass", "Math", "Md", "Me", "Med", "Mfg", "Mgmt", "Mich", "Minn", "Mkt", "Mo", "Mod", "Mont", "Mun", "Nat", "Natl", "Neb", "Nev", "Nw", "Sw", "Se", "Ne", "Ohio", "Okla", "Ont", "Op", "Or", "Oxford", "Pa", "Org", "Pac", "Pat", "Penn", "Phil", "Phila", "Pol", "Polit", "Priv", "Prob", "Probs", "Proc", "Prod", "Prof", "Prop", "Psych", "Psychol", "Pub", "Publ", "Pubs", "Pvt", "Q", "Rec", "Ref", "Reg", "Rel", "Rels", "Rep", "Res", "Rev", "Sch", "Sci", "Sec", "Serv", "Servs", "Soc", "Socio", "Stan", "Stat", "Stud", "Subcomm", "Supp", "Sur", "Sys", "Tech", "Techs", "Tel", "Tenn", "Tex", "Transp", "Trans", "Univ", "Util", "Va", "Vand", "Vt", "Wash", "Wis", "Wyo", "Zeitschr", "Hrsg", "Jg", "Aufl", "Kap", "Anm", "Fn", "Rn", "Rz", "Vgl", "Ders", "Dies", "Ctr":
		return true
	}
	return false
}
