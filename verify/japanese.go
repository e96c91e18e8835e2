package verify

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// Japanese notes set the title in brackets right behind the author, 「」 around an
// article and 『』 around a book or a journal:
//
//	山田花子『鐘の町』(港出版社、2004年) 45頁。
//	鈴木一郎「都市の音」『音響研究』12巻3号(2009年)201–219頁。
//
// Source: SIST 02, and the style sheets of Japanese historians and lawyers.
var japan = sync.OnceValue(func() *japanesePatterns {
	return &japanesePatterns{
		head:  regexp.MustCompile(`^([^「『」』《》。，0-9]{2,60}?)[、，:： ]{0,3}([「『])`),
		house: regexp.MustCompile(`[(（]([^()（）、，]{2,30})[、，] ?(\d{4})年?[^()（）]{0,12}[)）]`),
		day:   regexp.MustCompile(`(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?`),
		page:  regexp.MustCompile(`(\d+(?: ?[-–—~〜～] ?\d+)?(?:頁|ページ))`),
	}
})

type japanesePatterns struct{ head, house, day, page *regexp.Regexp }

// japanese reads a clause whose title stands in such brackets behind names.
func (p *parser) japanese() bool {
	text := p.span.Of(p.r.text)
	lead, ok := japaneseLetter(text)
	if !ok {
		return false
	}
	m := japan().head.FindStringSubmatchIndex(text[lead:])
	if m == nil {
		return false
	}
	names := japaneseNames(text[lead+m[2] : lead+m[3]])
	title, rest, ok := bracketed(text[lead+m[4]:])
	if names == nil || !ok {
		return false
	}
	p.span.Start += lead
	p.c.Authors, p.c.Title = names, title
	if at := strings.IndexAny(rest, "「『"); at >= 0 && strings.Contains(text[lead+m[4]:], "「"+title) && len([]rune(rest[:at])) < 20 {
		if name, behind, ok := bracketed(rest[at:]); ok && strings.HasPrefix(rest[at:], "『") {
			p.c.Container, rest = name, behind
		}
	}
	p.japaneseRest(rest)
	p.use(p.span.End)
	p.kind = named
	if p.dated || p.c.URL != "" || p.c.DOI != "" {
		p.kind = complete
	}
	return p.dated || p.c.URL != "" || p.paged || p.c.Container != ""
}

// japaneseLetter reports whether s holds such brackets and begins with a letter of
// Chinese or Japanese script, and where.
func japaneseLetter(s string) (int, bool) {
	if first := rune0(s); first < '⺀' || !unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana) || !strings.ContainsAny(s, "「『") {
		return 0, false // most citations begin with another script
	}
	lead := 0
	for _, signal := range [...]string{"例えば、", "例えば", "たとえば、"} {
		if strings.HasPrefix(s, signal) {
			lead = len(signal)
			break
		}
	}
	return lead, unicode.In(rune0(s[lead:]), unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// japaneseNames divides names at ・ and 、 where each is a person's; nil where they
// are words of a sentence.
func japaneseNames(s string) []string {
	for _, role := range [...]string{"編著", "監修", "編", "著", "訳", "ほか", "他"} {
		s = strings.TrimSuffix(strings.TrimSpace(s), role)
	}
	var names []string
	for name := range strings.FieldsFuncSeq(s, func(c rune) bool { return strings.ContainsRune("、，・=＝/", c) }) {
		name = strings.TrimSpace(name)
		if n := len([]rune(name)); n < 2 || n > 20 || strings.HasSuffix(name, "は") || strings.HasSuffix(name, "が") || strings.HasSuffix(name, "の") || strings.HasSuffix(name, "を") || strings.HasSuffix(name, "に") || strings.HasSuffix(name, "と") || strings.HasSuffix(name, "で") {
			return nil
		}
		names = append(names, name)
	}
	katakana := !strings.ContainsFunc(s, func(c rune) bool { return unicode.In(c, unicode.Han) })
	if katakana && len(names) > 1 && !strings.ContainsAny(s, "、，") {
		return []string{strings.TrimSpace(s)} // ジョン・スミス
	}
	return names
}

// bracketed is what the brackets hold that s begins with, and what follows them.
func bracketed(s string) (inside, rest string, ok bool) {
	for _, marks := range [...][2]string{{"「", "」"}, {"『", "』"}} {
		after, found := strings.CutPrefix(s, marks[0])
		if !found {
			continue
		}
		depth := 1
		for i, c := range after {
			switch string(c) {
			case marks[0]:
				depth++
			case marks[1]:
				if depth--; depth == 0 {
					return strings.TrimSpace(after[:i]), after[i+len(marks[1]):], i > 0
				}
			}
		}
	}
	return "", "", false
}

// japaneseRest reads publisher, date and page behind the title.
func (p *parser) japaneseRest(rest string) {
	if m := japan().house.FindStringSubmatch(rest); m != nil && p.c.Container == "" {
		p.publisher = strings.TrimSpace(m[1])
		year, _ := number(m[2])
		p.setDate(Date{Year: year})
	}
	for _, m := range japan().day.FindAllStringSubmatchIndex(rest, 4) {
		d, _ := dateAt(rest[m[0]:m[1]])
		behind := rest[m[1]:min(len(rest), m[1]+24)]
		switch {
		case strings.Contains(behind, "閲覧") || strings.Contains(behind, "アクセス") || strings.Contains(behind, "参照"):
			p.c.Accessed = d
		case p.c.Date.IsZero():
			p.setDate(d)
		}
	}
	if all := japan().page.FindAllString(rest, 3); len(all) > 0 {
		p.c.Locator = all[len(all)-1]
		p.paged = true
	}
}
