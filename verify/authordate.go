package verify

import (
	"regexp"
	"strings"
	"sync"
)

// authorDate reads a note that its markup calls a short one: Hale 2012, p. 14;
// Hale & Berg 2004, ch. 2; Vos et al. 1998a. ok is false where it has no year,
// or words behind it that are no locator: then it is read as any other note.
func (r *reading) authorDate() (c Citation, ok bool) {
	s := r.trimmed(r.span)
	text := s.Of(r.text)
	at := yearOf(text)
	if at < 2 {
		return Citation{}, false
	}
	year, n := number(text[at:])
	rest := strings.TrimLeft(text[at+n:], "abcdefghij")
	if rest != "" && !strings.HasPrefix(rest, ", ") {
		return Citation{}, false
	}
	c = Citation{Note: r.note, Form: Short, Span: s, Date: Date{Year: year}}
	if rest = strings.TrimPrefix(rest, ", "); rest != "" {
		locator, used := locatorAt(rest)
		if used == 0 || strings.Trim(rest[used:], " .") != "" {
			locator = rest // {{sfn}} prints whatever loc= says
		}
		c.Locator = locator
	}
	names, _ := strings.CutSuffix(text[:at-1], " et al.")
	for part := range strings.SplitSeq(strings.ReplaceAll(names, " & ", ", "), ", ") {
		if part = strings.TrimSpace(part); part != "" {
			c.Authors = append(c.Authors, part)
		}
	}
	return c, len(c.Authors) > 0
}

// yearOf is where the first year stands in s, four digits behind a space; -1
// where there is none.
func yearOf(s string) int {
	for i := 1; i+4 <= len(s); i++ {
		if s[i-1] == ' ' && leadingDigits(s[i:]) == 4 && (s[i] == '1' || s[i] == '2') {
			return i
		}
	}
	return -1
}

// authorDateNote is a note of author, year and page: Hale 2012, 14; Hale and Berg
// 2004: 22–23; Hale, K., 2011, p. 34.
var authorDateNote = sync.OnceValue(func() *regexp.Regexp {
	const name = `(?:(?:[Dd]e|[Vv]an|[Vv]on|[Dd]er|[Dd]en|[Dd]i|[Dd]a|[Ll]a|[Ll]e) )*\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)?(?:, (?:\p{Lu}\. ?){1,2})?`
	return regexp.MustCompile(`^(` + name + `(?:(?:, | and | & | und | et | y |, and |, & |/)` + name + `){0,3}(?:,? et al\.?| u\. ?a\.)?)(,?) ?\(?((?:1[5-9]|20)\d\d)[a-f]?\)?(?:(?:: ?|, )([^:]+))?$`)
})

// unjoined reports whether the last of several names stands behind a comma alone: no
// list of authors, but an author, a title and a place (Anna Mohr, Die Mole, Kiel 2001).
func unjoined(names string) bool {
	comma := strings.LastIndex(names, ", ")
	if comma < 0 || strings.HasSuffix(names, "al.") || strings.HasSuffix(names, "al") || strings.HasSuffix(names, "a.") {
		return false
	}
	for _, and := range [...]string{" and ", " & ", " und ", " et ", " y ", "/"} {
		if strings.Contains(names[comma+1:], and) {
			return false
		}
	}
	return !strings.Contains(names[comma:], ".")
}

// authorDateClause reads a clause that names its work by author, year and page. A
// comma before the year has to follow initials: what stands there may be a title.
// Without a page, an earlier citation has to fit.
func (p *parser) authorDateClause() bool {
	if p.span.Len() > 120 || p.c.URL != "" || !p.r.unmasked(p.span, inURL|inQuote|taken) || len(italicsIn(p.r.italics, p.span)) > 0 {
		return false
	}
	if !strings.ContainsAny(p.span.Of(p.r.text), "12") {
		return false // no year
	}
	m := authorDateNote().FindStringSubmatch(p.span.Of(p.r.text))
	if m == nil || m[4] == "" && strings.HasSuffix(m[0], ")") || m[2] != "" && !strings.HasSuffix(m[1], ".") || publishingCity(m[1]) || monthOf(m[1]) > 0 || season(strings.ToLower(firstWord(m[1]))) {
		return false
	}
	if unjoined(m[1]) {
		return false
	}
	names := authors(strings.ReplaceAll(m[1], "/", " & "))
	for _, one := range names {
		if institution(lastWord(one)) || institution(firstWord(one)) || m[4] == "" && !oneSurname(one) {
			return false
		}
	}
	locator, n := locatorAt(m[4])
	if len(names) == 0 || m[4] != "" && (n == 0 || n < len(strings.TrimRight(m[4], " ."))) {
		return false
	}
	year, _ := number(m[3])
	p.c.Authors, p.c.Locator = names, locator
	p.setDate(Date{Year: year})
	p.use(p.span.End)
	p.kind = named
	if m[4] == "" { // Hale 2012: a citation where an earlier note names the work
		p.kind = fragment
	}
	return true
}
