package verify

import (
	"regexp"
	"strings"
	"sync"
)

// longestGerman is how many clauses the title of a German note may be divided into
// by its full stops, its imprint among them.
const longestGerman = 4

// germanRun is how many clauses behind clause i belong to the citation in it: German
// notes divide title, subtitle and imprint by full stops, and only the last of these
// tells that it is a citation.
//
//	Katrin Oelze: Akten aus dem Schlick. Archive am Meer. Göttingen 2015, S. 88.
//	Ulf Kern, Die Mole. Eine Geschichte, Kiel 2001, S. 2.
func (r *reading) germanRun(clauses []clause, i int) int {
	if i+1 == len(clauses) || clauses[i+1].sep != '.' {
		return 0
	}
	s := r.trimmed(afterSignals(r.text, clauses[i].Span))
	if s.Len() > 600 || !r.germanHead(s) {
		return 0
	}
	for n := i + 1; n < min(len(clauses), i+longestGerman) && clauses[n].sep == '.'; n++ {
		next := r.trimmed(clauses[n].Span)
		text := next.Of(r.text)
		if next.Len() == 0 || next.Len() > 300 || !strings.HasPrefix(text, "In: ") && phrase(text) > 0 || backWord(text) > 0 || r.prose(next) || !r.unmasked(next, inQuote) || r.germanHead(next) {
			return 0
		}
		if germanLabels().MatchString(text) && yearPrinted().MatchString(subtitleYears().ReplaceAllString(text, "")) {
			if n+1 < len(clauses) && clauses[n+1].sep == '.' && r.onlyPage(clauses[n+1].Span) {
				n++
			}
			return n - i
		}
		if yearAtEnd().MatchString(text) && n+1 < len(clauses) && r.onlyPage(clauses[n+1].Span) {
			return n + 1 - i
		}
		if yearPrinted().MatchString(subtitleYears().ReplaceAllString(text, "")) {
			return 0
		}
	}
	return 0
}

// germanHead reports whether s is nothing but authors and a title, with a colon or
// a comma between them.
func (r *reading) germanHead(s Span) bool {
	if r.prose(s) || !r.open(s) {
		return false
	}
	if text := s.Of(r.text); strings.ContainsAny(text, "0123456789") && (yearPrinted().MatchString(subtitleYears().ReplaceAllString(text, "")) || pagesPrinted().MatchString(text)) {
		return false
	}
	if names, title := r.colonNames(s); names != nil && title < s.End {
		return true
	}
	name, title, ok := strings.Cut(s.Of(r.text), ", ")
	return ok && len(title) > 3 && capitalized(title) && fullName(name) && !germanArticle(firstWord(name)) && !strings.Contains(name, ":") &&
		(!fullName(title) || germanArticle(firstWord(title))) && !publishingCity(title) && r.unmasked(s, inURL|inQuote|inParen|taken) && len(italicsIn(r.italics, s)) == 0
}

// commaNames is the author before a comma, and where the title begins, of what stands
// in a book or a journal behind a full stop: Anna Mohr, Hafenbau. In: Küste 3 (1999).
func (r *reading) commaNames(s Span) (names []string, title int) {
	name, rest, ok := strings.Cut(s.Of(r.text), ", ")
	head, _, in := strings.Cut(rest, ". In: ")
	if !ok || !in || !r.germanHead(Span{s.Start, s.Start + len(name) + len(", ") + len(head)}) {
		return nil, 0
	}
	return []string{name}, s.Start + len(name) + len(", ")
}

// takeSeries protects the series that German notes put between an equals sign and a
// parenthesis, whose number may look like a year: (= Schriften zur Küste 2101).
func (p *parser) takeSeries() {
	for k := p.r.parenFrom(p.span.Start); k < len(p.r.parens) && p.r.parens[k].End <= p.span.End; k++ {
		if paren := p.r.parens[k]; strings.HasPrefix(strings.TrimLeft(p.r.text[paren.Start+1:paren.End], " "), "=") && p.r.unmasked(paren, inURL|inQuote) {
			p.r.protect(paren, taken)
		}
	}
}

// onlyPage reports whether s is nothing but a page.
func (r *reading) onlyPage(s Span) bool {
	text := r.trimmed(s).Of(r.text)
	if pageLabel(text) == 0 {
		return false
	}
	_, n := locatorAt(text)
	return n > 0 && n == len(text)
}

// germanArticle reports whether a title or a subtitle begins with word, and no name.
func germanArticle(word string) bool {
	switch word {
	case "Der", "Die", "Das", "Ein", "Eine", "Zur", "Zum", "Von", "Vom", "Im", "Aus", "Über":
		return true
	}
	return false
}

// ownPart reports whether s is nothing but the name of a part of the text itself. No
// such name is long.
func ownPart(s string) bool {
	return s != "" && len(s) < 40 && strings.IndexByte("0123456789IVXABCD", s[len(s)-1]) >= 0 && ownParts.MatchString(s)
}

var (
	pagesPrinted  = lazily(`[ ,(](?:S|Sp|Bl|Rn)\. ?\d`)
	yearAtEnd     = lazily(`^(?:\p{Lu}[\p{L}./-]* ){1,4}(?:1[5-9]|20)\d\d$`)
	riverOf       = lazily(` (?:a\.|i\.|an der|am) ?(?:d\. ?)?(?:M|Br|O|S|Saale|Main|Oder|Breisgau)\.?$`) // Frankfurt a. M., Freiburg i. Br.
	ownParts      = beginning("OoUucKATSCF", `^(?:[Oo]ben |[Uu]nten |ci-dessus |ci-dessous )?(?:Kapitel|Kap\.|Abschnitt|Abschn\.|Teil|Tabelle|Tab\.|Abbildung|Abb\.|Anhang|Schaubild|Chapter|Table|Figure|Appendix|Chapitre|[Cc]hap\.|Tableau|Annexe) (?:[0-9]{1,3}(?:\.[0-9]{1,2}){0,3}|[IVX]{1,6}|[A-D])$`)
	yearPrinted   = lazily(`(?:^|[^\d])(?:1[5-9]|20)\d\d(?:[^\d]|$)`)
	subtitleYears = lazily(`\d{4} ?[–-] ?\d{4}`)
)

// germanProvision is a provision of a German, Austrian or Swiss act: § 75 Abs. 2
// VwVfG; §§ 14, 15 StGB; Art. 5 Abs. 1 S. 2 GG.
var germanProvision = sync.OnceValue(func() *regexp.Regexp {
	const number = `[0-9]+[a-z]?(?: ?ff?\.)?`
	const part = `(?: (?:Abs\.|Absatz|S\.|Satz|Nr\.|Nummer|Ziff\.|Ziffer|lit\.|Buchst\.|Hs\.|Alt\.|UAbs\.) ?[0-9a-z]+)`
	const provision = number + part + `*`
	return regexp.MustCompile(`^((?:§§? ?|Art\. ?|Artt\. ?|Artikel )` + provision + `(?:(?:, | und |(?: \p{Lu}[\p{L}-]*\p{Lu}[\p{L}-]*)? i\. ?V\. ?m\. | bis |[–-])(?:§§? ?|Art\. ?)?` + provision + `)*),? (\p{Lu}[\p{L}-]*\p{Lu}[\p{L}-]*(?: [IVX]+| [A-Z][a-z]*[A-Z]+)?)\.?$`)
})

// provision reads a clause that is nothing but a provision of a German act. What
// names the act is what no other word of German is: capitals within.
func (p *parser) provision() bool {
	text := p.span.Of(p.r.text)
	if len(text) > 160 || !strings.HasPrefix(text, "§") && !strings.HasPrefix(text, "Art.") && !strings.HasPrefix(text, "Artt.") && !strings.HasPrefix(text, "Artikel") {
		return false
	}
	m := germanProvision().FindStringSubmatch(singleSpaced(text))
	if m == nil {
		return false
	}
	p.c.Locator, p.c.Title = m[1], m[2]
	p.use(p.span.End)
	p.legal, p.paged, p.kind = true, true, named
	return true
}
