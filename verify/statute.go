package verify

import (
	"regexp"
	"strings"
	"sync"
)

// sections are the divisions of a statute as lawyers cite them: s 46(1), ss 19A,
// 27 and 44D–44F, sch 2 s 4, Art. 5.
const sections = `((?:ss?|schs?|pts?|divs?|regs?|rr?|cls?|[Aa]rts?\.?|§§?|[Ss]ections?|paras?|Pt|Div) ?[0-9][0-9A-Za-z().–-]*` +
	`(?:(?:,| and| &| or| to) ?(?:(?:ss?|schs?|pts?|divs?|regs?|rr?|cls?) ?)?[0-9(][0-9A-Za-z().–-]*` +
	`| (?:ss?|schs?|pts?|divs?|regs?|rr?|cls?) ?[0-9][0-9A-Za-z().–-]*)*)`

// statutes are the patterns of a statute that is cited with its divisions: by
// its name, year and country (AGLC 3.1, OSCOLA 2.4), or by the letters that the
// author has given it.
var statutes = sync.OnceValue(func() [2]*regexp.Regexp {
	return [2]*regexp.Regexp{
		regexp.MustCompile(`^([A-Z][^.;:“”"]{2,160}? (?:Act|Bill|Code|Regulations?|Rules|Determination|Ordinance|Constitution|Order|Directive|Charter))` +
			`(?:,? ((?:1[5-9]|20)[0-9][0-9]))?(?: ?\([A-Z][A-Za-z. ]{0,20}\))?,? ` + sections + `$`),
		regexp.MustCompile(`^([A-Z]{2,6})() ` + sections + `$`),
	}
})

// slantedYear reports whether the italics that s begins with end in a year.
func (r *reading) slantedYear(s Span, year string) bool {
	at := italicsIn(r.italics, s)
	return len(at) > 0 && strings.HasSuffix(strings.TrimSpace(at[0].Of(r.text)), year)
}

// statute reads a clause that is nothing but a statute and its divisions.
func (p *parser) statute() bool {
	if p.span.Len() > 300 || p.c.URL != "" || !strings.ContainsAny(p.r.text[p.span.Start:p.span.End], "0123456789") {
		return false
	}
	text := strings.Join(strings.Fields(p.span.Of(p.r.text)), " ")
	for _, pattern := range statutes() {
		m := pattern.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		p.c.Title, p.c.Locator = m[1], strings.TrimRight(m[3], " .,")
		if year, n := number(m[2]); n == 4 && p.r.slantedYear(p.span, m[2]) {
			p.c.Title += " " + m[2] // a part of its name, as AGLC prints it
		} else if n == 4 {
			p.c.Date = Date{Year: year}
			p.dated = true
		}
		p.use(p.span.End)
		p.legal, p.paged, p.kind = true, true, named
		return true
	}
	return false
}
