package verify

import "strings"

// paren reads a parenthesis behind a title and returns where it ends.
func (p *parser) paren(i int) int {
	end := i
	if k := p.r.parenFrom(i); k < len(p.r.parens) && p.r.parens[k].Start == i {
		end = p.r.parens[k].End
		p.insideParen(Span{i + 1, end - 1}, p.r.text[i])
	}
	if end == i {
		return i + 1
	}
	return end
}

func (p *parser) insideParen(s Span, bracket byte) {
	text := strings.TrimSpace(s.Of(p.r.text))
	if text == "" || p.r.at(s.Start)&taken != 0 {
		return
	}
	if bracket == '[' {
		if text == "w:" || text == "In:" || text == "in:" { // Polish
			p.book = true
			p.use(s.End + 1)
			return
		}
		if year, n := number(text); n == 4 && 1500 < year && year < 2100 && n == len(text) && !p.dated {
			p.setDate(Date{Year: year})
			p.yearBook = true
			p.use(s.End + 1)
			return
		}
		if n := numbers(text); n == len(text) && !p.dated || n == len(text) && n < 4 {
			p.addLocator("["+text+"]", s.Start, s.End+1)
		}
		return
	}
	if editorial(text) || strings.HasPrefix(text, "http") || strings.HasPrefix(text, "www.") {
		p.use(s.End + 1)
		return
	}
	if p.yearVolume && p.paged && len(text) < 12 && numbers(text) == len(text) && isDigit(text[0]) && leadingDigits(text) > 2 {
		p.addLocator(text, s.Start, s.End+1) // 1200 (1203)
		return
	}
	at, d := endDate(text[:min(len(text), 400)])
	if at < 0 {
		if n := numbers(text); n == len(text) && p.c.Container != "" && len(text) < 4 { // issue
			p.use(s.End + 1)
			p.journal = true
			return
		}
		if _, name, ok := imprint(text); ok && !p.dated {
			p.publisher = name
			p.use(s.End + 1)
		}
		return
	}
	p.setDate(d)
	p.use(s.End + 1)
	p.published(strings.Trim(trimOf(text[:at]), " ,;"))
	if p.c.Container != "" {
		p.journal = true
	}
}

// endDate is where the date begins that the inside of a parenthesis ends in.
func endDate(s string) (int, Date) {
	for i := 0; i < len(s); i++ {
		if i > 0 && strings.IndexByte(" ,.:", s[i-1]) < 0 {
			continue
		}
		d, n := dateAt(s[i:])
		if n == 0 || d.Year == 0 {
			continue
		}
		if rest := strings.Trim(s[i+n:], " .,"); rest == "" || numbers(rest) == len(rest) || clock(strings.ToLower(rest)) {
			return i, d
		}
	}
	return -1, Date{}
}

// published reads what stands before the date in a parenthesis: place and
// publisher, a site behind its medium, an edition, a court.
func (p *parser) published(s string) {
	if s == "" || edition(strings.ToLower(s)) {
		return
	}
	if at := strings.LastIndexByte(s, ':'); at > 0 && at < len(s)-1 {
		name := strings.TrimSpace(s[at+1:])
		if capitalized(name) {
			p.publisher = name
			return
		}
	}
	parts := strings.Split(s, ",")
	for n := len(parts) - 1; n >= 0; n-- {
		part := strings.TrimSpace(parts[n])
		if part == "" || medium(part) || edition(strings.ToLower(part)) || editorial(lastWord(part)) || courtName(part) || strings.HasPrefix(strings.ToLower(part), "vol") || season(firstWordLow(part)) || monthOf(firstWord(part)) > 0 || !capitalized(part) || p.legal || publishingCity(part) || reportNumber().MatchString(part) {
			continue
		}
		name := part
		if n > 0 && strings.TrimSpace(parts[n-1]) != "" && !medium(parts[n-1]) && capitalized(strings.TrimSpace(parts[n-1])) && (institution(lastWord(parts[n-1])) || institution(firstWord(strings.TrimSpace(parts[n-1])))) {
			name = strings.TrimSpace(strings.Join(parts[n-1:n+1], ","))
		}
		if p.publisher == "" {
			p.publisher = name
		}
		return
	}
}

// reportNumber is the number of a report in its series: Law Com No 306.
var reportNumber = lazily(`(?i)\bno\.? ?\d|^(?:cm|cmnd|hc|hl|sec|com) ?\d`)

func lastWord(s string) string {
	s = strings.TrimRight(s, " .,")
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// courtName reports whether s names a court as lawyers do: D.D.C., 9th Cir.
func courtName(s string) bool {
	return strings.HasSuffix(s, "Cir.") || strings.HasSuffix(s, "Ct.") || strings.HasSuffix(s, "App.") || strings.Count(s, ".") > 1 && len(s) < 16
}
