package verify

import "strings"

// germanDecision is a decision as German, Austrian and Swiss lawyers cite it: the court,
// the kind of decision with its day, and the number of the case.
//
//	OLG Hamburg, Beschl. v. 31.3.2010 – 3 U 12/09, juris Rn. 14.
//	BGH, Urteil vom 3. Juli 2008 – I ZR 218/05, NJW 2008, 3565 Rn. 12.
var germanDecision = lazily(`^(\p{Lu}\p{L}*\p{Lu}\p{L}*(?: \p{Lu}[\p{L}.-]+){0,3}|\p{Lu}\p{L}+gericht(?: \p{Lu}[\p{L}.-]+){0,3}), ((?:Urteil|Urt\.|Beschluss|Beschluß|Beschl\.|Verfügung|Vfg\.|Bescheid|Gutachten|Erkenntnis)(?: des \p{L}+ Senats)? (?:vom|v\.) )(\d[^,;()–—-]{5,18})`)

// europeanNumber is the number of a case of the European courts, with its name.
var europeanNumber = lazily(`^, (?:verb\. )?Rs\. [^,;()]{2,40}[^,;() ](?: \([^()]{2,60}\))?`)

// decision reads such a decision. What stands between its day and the next comma, the
// number of the case, belongs to its title.
func (p *parser) decision() bool {
	text := p.span.Of(p.r.text)
	if at := strings.Index(text, ", "); at < 0 || at+2 >= len(text) || strings.IndexByte("UBVGE", text[at+2]) < 0 {
		return false
	}
	m := germanDecision().FindStringSubmatchIndex(text)
	if m == nil || !p.r.unmasked(Span{p.span.Start, p.span.Start + m[1]}, inURL|inQuote) {
		return false
	}
	date, n := dateAt(text[m[6]:])
	if n == 0 || date.Day == 0 || date.Year == 0 {
		return false
	}
	end := p.span.Start + m[6] + n
	for end < p.span.End && p.r.at(end) == 0 && p.r.text[end] != ',' && p.r.text[end] != ';' {
		end++
	}
	end += len(europeanNumber().FindString(p.r.text[end:p.span.End]))
	if end-p.span.Start > 200 {
		return false
	}
	p.c.Authors = []string{text[m[2]:m[3]]}
	p.c.Title = cleanTitle(Span{p.span.Start + m[4], end}.Of(p.r.text))
	p.kind = complete
	p.setDate(date)
	p.use(end)
	p.tail(p.onJuris(end))
	return true
}

// onJuris reads the database of German courts at end, and tells where the place in the
// decision begins behind it: , juris Rn. 14.
func (p *parser) onJuris(end int) int {
	rest := strings.TrimLeft(p.r.text[end:p.span.End], " ,")
	after, ok := strings.CutPrefix(rest, "juris")
	if !ok || after != "" && after[0] != ' ' && after[0] != ',' {
		return end
	}
	p.c.Container = "juris"
	p.use(p.span.End - len(after))
	return p.span.End - len(after)
}
