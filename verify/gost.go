package verify

import (
	"regexp"
	"strings"
	"sync"
)

// Russian notes set the initials behind the surname without a comma, and // before
// what the work stands in (GOST R 7.0.5–2008):
//
//	Иванова А. П. Колокола Вельма. М.: Причал, 2004. С. 45–47.
//	Петров С. В. Шум города // Вестник звука. 2009. № 3. С. 201–219.
var gost = sync.OnceValue(func() *gostPatterns {
	const name = `\p{Lu}[\p{Ll}’'-]+(?:-\p{Lu}\p{Ll}+)?,? (?:\p{Lu}\p{Ll}?\. ?){1,2}`
	return &gostPatterns{
		names:   regexp.MustCompile(`^(` + name + `(?:, ` + name + `)*)(?:и др\. |и ` + name + `)?`),
		name:    regexp.MustCompile(name),
		journal: regexp.MustCompile(`^(.{3,300}?) // ([^.,/]{2,120}?)(?:[.,] |$)`),
		house:   regexp.MustCompile(`^(.{3,300}?)(?: ?/ ?[^/]{3,120}?)?\. (?:[–—] )?((?:М|Л|СПб|Пг|М\.; Л|М\.; СПб)\.|\p{Lu}\p{Ll}{2,20}(?:-\p{L}+){0,2}) ?[:,] ?(?:([^,;:]{2,60}?), ?)?(\d{4})\b`),
		page:    regexp.MustCompile(`[СсCc]\. ?(\d+(?: ?[-–—] ?\d+)?)`),
	}
})

type gostPatterns struct{ names, name, journal, house, page *regexp.Regexp }

// gostEntry takes a Russian citation that s begins with, and tells where it ends. ok
// is false where s begins with anything else.
func (r *reading) gostEntry(s Span) (f found, end int, ok bool) {
	s = r.trimmed(afterSignals(r.text, s))
	stop := min(r.span.End, s.Start+longestReference)
	if s.Len() < 2 || r.text[s.Start] != 0xD0 { // Cyrillic, and large
		return found{}, 0, false
	}
	text := r.text[s.Start:stop]
	names := gost().names.FindString(text)
	if names == "" {
		return found{}, 0, false
	}
	p := &parser{r: r, span: Span{s.Start, stop}, used: s.Start, kind: complete}
	p.c.Note, p.c.Guessed = r.note, true
	for _, name := range gost().name.FindAllString(names, -1) {
		p.c.Authors = append(p.c.Authors, strings.TrimSpace(name))
	}
	at := p.gostOutlet(text, len(names))
	if at == 0 {
		return found{}, 0, false
	}
	at = p.gostRest(text, at)
	at = r.absorb(s.Start+at, stop)
	p.span.End, p.used = at, at
	p.takeAccessed()
	p.takeURLs()
	p.takeIdentifiers()
	p.finish()
	if p.c.Date.IsZero() && p.c.URL == "" {
		return found{}, 0, false
	}
	return found{p.c, complete}, max(at, p.c.Span.End), true
}

// gostOutlet reads the title that text has at at, and what the work stands in or
// who published it; 0 where neither follows.
func (p *parser) gostOutlet(text string, at int) int {
	if m := gost().journal.FindStringSubmatch(text[at:]); m != nil {
		p.c.Title, p.c.Container = cleanTitle(m[1]), strings.TrimSpace(m[2])
		return at + len(m[0])
	}
	m := gost().house.FindStringSubmatch(text[at:])
	if m == nil {
		return 0
	}
	p.c.Title, p.publisher = cleanTitle(m[1]), strings.Trim(m[3], " «»“”\"")
	d, _ := dateAt(m[4])
	p.setDate(d)
	return at + len(m[0])
}

// gostRest reads the parts between full stops behind that: year or day, numbers of
// volumes, pages.
func (p *parser) gostRest(text string, at int) int {
	for range 8 {
		next := skipAny(text, at, len(text), " .,;–—")
		if next >= len(text) {
			return at
		}
		rest := text[next:]
		if d, n := dateAt(rest); n > 0 && d.Year > 0 && (d.Month > 0 || boundary(rest[n:])) && !p.dated {
			p.setDate(d)
			at = next + n
			continue
		}
		if m := gost().page.FindStringSubmatchIndex(rest); m != nil && m[0] == 0 {
			p.c.Locator = strings.ReplaceAll(rest[m[2]:m[3]], " ", "")
			at = next + m[1]
			continue
		}
		label := ""
		for _, one := range [...]string{"№", "Т.", "Вып.", "Ч.", "Кн.", "т.", "вып.", "ч.", "кн."} {
			if strings.HasPrefix(rest, one) {
				label = one
			}
		}
		if label == "" {
			return at
		}
		n := len(label) + blank(rest[len(label):])
		used := numbers(rest[n:])
		if used == 0 {
			return at
		}
		at = next + n + used
	}
	return at
}
