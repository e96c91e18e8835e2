package verify

import "strings"

// German notes, and some of Spain and Italy, set the authors before a colon and the
// title without a mark behind it:
//
//	Kessler, Anna: Die Glocken von Velm. Eine Stadtgeschichte, 2. Aufl., Berlin 2004, S. 45 f.
//	Paul Harms: Läuten und Lärm, in: Anna Kessler (Hrsg.): Klang der Stadt, München 2011, S. 33.
//
// Source: DIN ISO 690, 2013, and the style sheets of German historians.

// longestColonNames is how far behind the start of a citation the colon may stand,
// in bytes.
const longestColonNames = 160

// colonNames are the authors that stand in s before its first colon, and where the
// title begins; none where anything else does.
func (r *reading) colonNames(s Span) (names []string, title int) {
	for i := s.Start; i < min(s.End-2, s.Start+longestColonNames); i++ {
		if m := r.at(i); m&(inURL|inQuote|taken) != 0 {
			return nil, 0
		} else if m != 0 || r.text[i] != ':' || r.text[i+1] != ' ' {
			continue
		}
		before := trimRoles(r.withoutRoles(Span{s.Start, i}))
		next := rune0(strings.TrimLeft(r.text[i+1:s.End], " *_"))
		if len(italicsIn(r.italics, Span{s.Start, i})) > 0 || !isDigitRune(next) && !capitalized(string(next)) {
			return nil, 0
		}
		return colonList(before), skipSpace(r.text, i+1, s.End)
	}
	return nil, 0
}

// colonList divides names at slashes and semicolons, or at und.
func colonList(s string) (names []string) {
	for name := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == '/' || c == ';' }) {
		name = trimRoles(strings.TrimSpace(name))
		switch list := splitNames(name); {
		case inverted(name) || fullName(name) && !strings.Contains(name, ",") && !institution(firstWord(name)):
			names = append(names, name)
		case strings.Contains(name, " und ") && len(list) > 1 && fullName(list[0]) && fullName(list[len(list)-1]) && persons(list):
			names = append(names, list...)
		default:
			body := bodyNames(name)
			if len(body) != 1 || persons(body) {
				return nil
			}
			names = append(names, name)
		}
	}
	return names
}

// colonTitle reads a citation whose authors stand before a colon. It needs to be
// told where the title ends: by a book around it, an imprint, an edition, a page; and
// since names before a colon may be a title's (Anna Vos: A Life), labels behind it
// have to be German.
func (p *parser) colonTitle() bool {
	names, title := p.r.colonNames(p.span)
	if names == nil {
		names, title = p.r.commaNames(p.span)
	}
	if names == nil {
		return false
	}
	end := p.colonTitleEnd(title)
	if end <= title+2 {
		return false
	}
	if !germanLabels().MatchString(p.r.text[end:p.span.End]) || p.r.hasVerb(Span{title, end}) && p.r.prose(Span{title, end}) {
		return false
	}
	p.c.Authors = names
	p.c.Title = cleanTitle(Span{title, end}.Of(p.r.text))
	p.c.Guessed, p.colon = true, true
	p.use(end)
	p.tail(end)
	if p.prosaic && !p.dated && p.c.URL == "" || !p.dated && !p.paged && p.c.URL == "" {
		p.reset()
		p.c.Guessed, p.colon = false, false
		return false
	}
	p.kind = named
	if p.dated || p.c.URL != "" {
		p.kind = complete
	}
	return true
}

var germanLabels = lazily(`(?:^|[ ,(])(?:S\. ?\d|[Ii]n: |Bd\. |Aufl\.|Hrsg|hrsg|Verlag|Rn\. |Sp\. |Heft |Jg\. |URL: |Zugriff|[Aa]bgerufen)`)

// colonTitleEnd is where the title that begins at i ends: at the first comma or full
// stop that a book, an imprint, an edition, a date, a page or a URL follows; 0
// where none does.
func (p *parser) colonTitleEnd(i int) int {
	for j := i; j < min(p.span.End, i+500); j++ {
		if m := p.r.at(j); m&inURL != 0 {
			return j
		} else if m&inParen != 0 && p.r.text[j] == '(' {
			if at, d := endDate(p.r.text[j+1 : p.parenEnd(j)-1]); at >= 0 && d.Year > 0 {
				return j
			}
		} else if m != 0 {
			continue
		}
		if p.r.text[j] == '.' && j > i+1 && isLower(p.r.text[j-1]) && p.r.text[j-2] == ' ' { // Frankfurt a. M.
			continue
		}
		if c := p.r.text[j]; c != ',' && (c != '.' || j+1 < p.span.End && p.r.text[j+1] != ' ') {
			continue
		}
		if next := skipSpace(p.r.text, j+1, p.span.End); next < p.span.End && p.tailAt(next) {
			return j
		}
	}
	return 0
}

// tailAt reports whether what stands at i is a part behind the title.
func (p *parser) tailAt(i int) bool {
	text := p.r.text[i:p.span.End]
	if p.r.at(i)&inURL != 0 || pageLabel(text[:min(len(text), 40)]) > 0 || editionAhead.MatchString(text) || germanTail.MatchString(text) {
		return true
	}
	if _, ok := inBook(text); ok {
		return true
	}
	if d, n := dateAt(text); n > 0 && d.Year > 0 && boundary(text[n:]) {
		return true
	}
	end := p.chunkEnd(i)
	part := strings.TrimSpace(p.r.text[i:end])
	if at, d := dateWithin(part); at > 0 && d.Year > 0 && (d.Month > 0 || len(strings.Fields(part)) < 4) { // Berlin 2004
		return true
	}
	_, _, ok := imprint(part)
	return ok && p.yearAhead(end, part) || publishingCity(part) && p.yearAhead(end, "")
}

var germanTail = beginning("0123456789hAaBDUi\xc3", `^(?:(?:hrsg|hg|übers|[Aa]us dem|herausgegeben|übersetzt)\b|Bd\. |Band \d|Diss\b|\d{1,2}\.,? (?:(?:\pL+\.|und|u\.) ){0,3}(?:Aufl|Ausg)|URL\b|in: )`)
