package verify

import (
	"regexp"
	"slices"
	"strings"
)

// sections are the divisions of a statute as lawyers cite them: s 46(1), ss 19A,
// 27 and 44D–44F, sch 2 s 4, Art. 5.
const sections = `((?:ss?\.?|schs?|pts?|divs?|regs?|rr?|cls?|[Aa]rts?\.?|§§?|[Ss]ections?|paras?|Pt|Div) ?[0-9][0-9A-Za-z().–-]*` +
	`(?:(?:,| and| &| or| to) ?(?:(?:ss?|schs?|pts?|divs?|regs?|rr?|cls?) ?)?[0-9(][0-9A-Za-z().–-]*` +
	`| (?:ss?|schs?|pts?|divs?|regs?|rr?|cls?) ?[0-9][0-9A-Za-z().–-]*)*)`

// statutes are the patterns of a statute that is cited with its divisions: by
// its name, year and country (AGLC 3.1, OSCOLA 2.4), or by the letters that the
// author has given it.
var statutes = [...]law{
	{namesStatute, lazily(`^([A-Z][^.;:“”"]{2,160}? (?:Act|Bill|Code|Regulations?|Rules|Determination|Ordinance|Constitution|Order|Directive|Charter))` +
		`(?:,? ((?:1[5-9]|20)[0-9][0-9]))?(?: ?\([A-Z][A-Za-z. ]{0,20}\))?,? ` + sections + `$`)},
	{lettersFirst, lazily(`^([A-Z]{2,6})() ` + sections + `$`)},
}

// A law is a pattern of what lawyers cite, and a cheap test in front of it: whether
// it may match a text of four bytes or more.
type law struct {
	may     func(s string) bool
	pattern func() *regexp.Regexp
}

func (l law) find(s string) []string {
	if len(s) < 4 || !l.may(s) {
		return nil
	}
	return l.pattern().FindStringSubmatch(s)
}

// withAny reports of a text whether it holds any of words.
func withAny(words ...string) func(s string) bool {
	return func(s string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
	}
}

func capitalByte(c byte) bool { return 'A' <= c && c <= 'Z' }

// lettersFirst reports whether the letters that an author has given a statute may
// stand first in s.
func lettersFirst(s string) bool { return capitalByte(s[0]) && capitalByte(s[1]) }

func namesStatute(s string) bool {
	return capitalByte(s[0]) && withAny(" Act", " Bill", " Code", " Regulation", " Rules", " Determination", " Ordinance", " Constitution", " Order", " Directive", " Charter")(s)
}

// codes are the patterns of a provision of a code or a constitution as American
// lawyers cite it, with the name of its act or without (Bluebook, rules 11 and 12):
// Clean Rivers Act, 33 U.S.C. § 1251(a) (2012); Cal. Penal Code § 187 (West 2014);
// U.S. Const. art. I, § 8.
var codes = [...]law{
	{withAny("U.S.C.", "C.F.R.", "D.C. Code"), lazily(`^(?:([A-Z][^.;:“”"§]{3,150}?)(?: of ([12][0-9]{3}))?(?: §§? [0-9A-Za-z.()-]+)?,(?: (?:[Pp]ub\. L\.|§).{0,60}?,)? )?([0-9]{1,3} (?:U\.S\.C\.(?:A\.)?|C\.F\.R\.|D\.C\. Code))` + provision + providedIn + `\.?$`)},
	{withAny("§"), lazily(`^()()((?:[A-Z][A-Za-z’'&]*\.? ){1,5}(?:Code|Stat|Law|Laws|Comp)\.?(?: Ann\.?| Stat\.?| Rev\.?| Law| Gen\.?)*)` + provision + providedIn + `\.?$`)},
	{withAny("Const."), lazily(`^()()((?:[A-Z][A-Za-z.]* ){1,2}Const\.) ((?:art|amend|pmbl|cl)\..{0,60}?)` + providedIn + `\.?$`)},
}

// provision and providedIn are the division of a code and its year.
const (
	provision  = ` (§§? ?[0-9][0-9A-Za-z().:,–‑-]*(?:(?: to|,| and| &) ?[0-9][0-9A-Za-z().:–‑-]*)*(?: et seq)?)`
	providedIn = `(?: ?\((?:[A-Z][A-Za-z.& ]* )?([12][0-9]{3})\))?`
)

// acts are patterns of whole acts: title, year, where they were published, and the
// division cited (Bluebook, rules 12.4 and 12.9.4; OSCOLA 2.6.1).
var acts = [...]law{
	{withAny("Pub. L."), lazily(`^(?:The )?([A-Z][^.;:“”"§]{3,150}?)(?: of ([12][0-9]{3}))?, (Pub\. L\.) (?:No\. )?[0-9]{1,3}[–‑-][0-9]{1,4}(?:, (§§? ?[^,()]{1,40}))?(?:, [0-9]{1,3} Stat\. [0-9, –‑-]{1,24})?(?: \(([12][0-9]{3})\))?$`)},
	{restates, lazily(`^((?:RESTATEMENT|Restatement) \([A-Za-z]+\) (?:OF|[Oo]f) [A-Z][A-Za-z &]{3,60})()() (§§? ?[0-9][0-9A-Za-z.() –-]*?)(?:,? cmt\. [a-z])? \([^()]*?([12][0-9]{3})\)$`)},
	{withAny("] OJ "), lazily(`^((?:(?:Council|Commission|European Parliament|Parliament) )?(?:(?:and Council|Framework|Implementing|Delegated) )*(?:Directive|Regulation|Decision|Recommendation) [^“”"]{3,220}?) \[([12][0-9]{3})\] (OJ) [LC][0-9]+/[0-9]+(?:, ((?:arts?|Arts?|recitals?|paras?|annex|Article) [^,]{1,30}))?()$`)},
}

func restates(s string) bool {
	return strings.HasPrefix(s, "RESTATEMENT") || strings.HasPrefix(s, "Restatement")
}

// act reads a clause that is nothing but an act and where it was published.
func (p *parser) act() bool {
	if p.span.Len() > 400 || p.c.URL != "" {
		return false
	}
	text := singleSpaced(p.span.Of(p.r.text))
	for _, one := range acts {
		m := one.find(text)
		if m == nil {
			continue
		}
		p.c.Title, p.c.Container, p.c.Locator = strings.TrimSpace(m[1]), m[3], strings.TrimRight(m[4], " .,")
		p.enacted(m[5], m[2])
		return true
	}
	return false
}

// code reads a clause that is nothing but a provision of a code.
func (p *parser) code() bool {
	if p.span.Len() > 300 || p.c.URL != "" {
		return false
	}
	text := p.span.Of(p.r.text)
	if !strings.Contains(text, "§") && !strings.Contains(text, "Const.") {
		return false
	}
	text = singleSpaced(text)
	for _, one := range codes {
		m := one.find(text)
		if m == nil {
			continue
		}
		p.c.Title, p.c.Locator = m[3], strings.TrimRight(m[4], " .,")
		if m[1] != "" {
			p.c.Title = m[1]
			p.c.Container = strings.TrimLeft(m[3], "0123456789 ")
		}
		p.enacted(m[5], m[2])
		return true
	}
	return false
}

// enacted ends a clause that is nothing but law: its year is the first of printed
// that is one.
func (p *parser) enacted(printed ...string) {
	for _, one := range printed {
		if year, n := number(one); n == 4 && p.c.Date.IsZero() {
			p.c.Date, p.dated = Date{Year: year}, true
		}
	}
	p.use(p.span.End)
	p.legal, p.paged, p.kind = true, true, complete
}

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
	text := singleSpaced(p.span.Of(p.r.text))
	for _, one := range statutes {
		m := one.find(text)
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
