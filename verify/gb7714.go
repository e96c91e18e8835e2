package verify

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// Chinese reference lists say behind each title what kind of work it is, in
// brackets, and divide the rest by signs alone (GB/T 7714—2015):
//
//	王芳. 钟楼史[M]. 北京: 海港出版社, 2004: 45-47.
//	李强, 王芳. 城市的声音[J]. 声学研究, 2009, 12(3): 201-219.
//	Endt K. Salt and longevity[J]. Annals of Salt, 2011, 2(1): 1-9.
var gb = sync.OnceValue(func() *gbPatterns {
	return &gbPatterns{
		journal: regexp.MustCompile(`^[.．。 ]*([^,，.．。]{2,80}?)[,，] ?(\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?)(?:[,，] ?\d{0,4})?(?:[(（]([^()（）]{1,12})[)）])?(?: ?[:：] ?([A-Za-z]?\d+(?: ?[-–~～+] ?\d+)?))?`),
		house:   regexp.MustCompile(`^[^\[\]]{0,120}?(?:^|[.．。 ])([^.．。:：,，\[\]]{1,40})[:：] ?([^,，.．。:：\[\]]{2,60})[,，] ?(\d{4})(?: ?[:：] ?(\d+(?: ?[-–~～] ?\d+)?))?`),
		day:     regexp.MustCompile(`^[.．。 ]*(?:([^,，.．。()（）\[\]]{2,60})[,，] ?)?[(（]?(\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?)[)）]?`),
		seen:    regexp.MustCompile(`^[^\[\]]{0,40}\[(\d{4}-\d{1,2}-\d{1,2})\]`),
	}
})

// gbKind is such a sign.
var gbKind = lazily(`\[(?:([MCNJDRSPGZAK])|DB|CP|EB|DS|CM)(?:/(?:OL|CD|MT|DK))?\]`)

// maySign reports whether s may hold such a sign: a bracket with capitals in it.
func maySign(s string) bool {
	for at := 0; ; {
		n := strings.IndexByte(s[at:], '[')
		if n < 0 || at+n+2 >= len(s) {
			return false
		}
		at += n + 1
		if a, b := s[at], s[at+1]; strings.IndexByte("ACDEGJKMNPRSZ", a) >= 0 && strings.IndexByte("]/BPSM", b) >= 0 {
			return true
		}
	}
}

type gbPatterns struct{ journal, house, day, seen *regexp.Regexp }

// gbEntry takes an entry with such a sign that s begins with, and tells where it
// ends. ok is false where s begins with anything else.
func (r *reading) gbEntry(s Span) (f found, end int, ok bool) {
	s = r.trimmed(s)
	stop := min(r.span.End, s.Start+longestReference)
	text := r.text[s.Start:stop]
	if !maySign(text[:min(len(text), 400)]) {
		return found{}, 0, false
	}
	kind := gbKind().FindStringSubmatchIndex(text[:min(len(text), 400)])
	if kind == nil || kind[0] < 3 || strings.IndexByte(text[:kind[0]], '[') >= 0 || !r.unmasked(Span{s.Start, s.Start + kind[0]}, inURL) {
		return found{}, 0, false
	}
	p := &parser{r: r, span: Span{s.Start, stop}, used: s.Start, kind: complete}
	p.c.Note = r.note
	if !p.gbHead(text[:kind[0]]) {
		return found{}, 0, false
	}
	at := kind[1]
	if rest, ok := strings.CutPrefix(text[at:], "//"); ok { // a part of a book
		book := gbKind().FindStringIndex(rest[:min(len(rest), 300)])
		if book == nil {
			return found{}, 0, false
		}
		_, name := cutStop(rest[:book[0]])
		p.c.Container = cleanTitle(name)
		at += len("//") + book[1]
	}
	letter := byte(0)
	if kind[2] >= 0 {
		letter = text[kind[2]]
	}
	at += p.gbOutlet(text[at:], letter)
	if p.c.Date.IsZero() && !strings.Contains(text[kind[0]:kind[1]], "/OL") {
		return found{}, 0, false
	}
	return p.endEntry(s.Start+at, stop)
}

// gbHead reads authors and title before the sign.
func (p *parser) gbHead(s string) bool {
	names, title := cutStop(s)
	p.c.Title = cleanTitle(title)
	if names == "" {
		return utf8.RuneCountInString(p.c.Title) > 1 && utf8.RuneCountInString(p.c.Title) < 120
	}
	for name := range strings.FieldsFuncSeq(names, func(c rune) bool { return strings.ContainsRune(",，、;；", c) }) {
		name = strings.TrimSpace(name)
		for _, role := range [...]string{"主编", "编著", "等", "编", "著", "et al"} {
			name = strings.TrimSpace(strings.TrimSuffix(name, role))
		}
		if name == "" {
			continue
		}
		if utf8.RuneCountInString(name) > 40 || !capitalized(name) || strings.ContainsAny(name, "0123456789:?!“”") {
			return false
		}
		p.c.Authors = append(p.c.Authors, name)
	}
	return len(p.c.Authors) > 0 && p.c.Title != "" && len(p.c.Authors) < 30
}

// cutStop divides s at its first full stop that ends no initial.
func cutStop(s string) (before, after string) {
	for i, c := range s {
		if c != '.' && c != '．' && c != '。' {
			continue
		}
		size := utf8.RuneLen(c)
		rest := strings.TrimLeft(s[i+size:], " ")
		if c == '.' && (rest == "" || len(rest) == len(s[i+size:]) && isASCIILetter(rest[0]) || len(lastWord(s[:i])) == 1 && len(rest) > 1 && rest[1] == '.') {
			continue
		}
		return strings.TrimSpace(s[:i]), strings.TrimSpace(rest)
	}
	return "", strings.TrimSpace(s)
}

// gbOutlet reads what stands behind the sign of a work of that kind, and tells how
// many bytes of s it takes.
func (p *parser) gbOutlet(s string, kind byte) int {
	at := 0
	switch kind {
	case 'J', 'N':
		if m := gb().journal.FindStringSubmatch(s); m != nil {
			p.c.Container = strings.TrimSpace(m[1])
			d, _ := dateAt(m[2])
			p.setDate(d)
			p.c.Locator = strings.ReplaceAll(m[4], " ", "")
			if kind == 'N' && p.c.Locator == "" {
				p.c.Locator = m[3]
			}
			at = len(m[0])
		}
	default:
		if m := gb().house.FindStringSubmatch(s); m != nil {
			p.publisher = strings.TrimSpace(m[2])
			d, _ := dateAt(m[3])
			p.setDate(d)
			p.c.Locator = strings.ReplaceAll(m[4], " ", "")
			at = len(m[0])
		}
	}
	if at == 0 {
		if m := gb().day.FindStringSubmatch(s); m != nil {
			p.setContainer(m[1])
			d, _ := dateAt(m[2])
			p.setDate(d)
			at = len(m[0])
		}
	}
	if m := gb().seen.FindStringSubmatch(s[at:]); m != nil {
		p.c.Accessed, _ = dateAt(m[1])
		at += len(m[0])
	}
	return at
}
