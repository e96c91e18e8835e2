package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chinese reads a citation as Chinese notes print it, its parts divided by 、，：
// and its titles inside 《》 (or “”): 王伟，《盐与面包》，《人民日报》，2012年5月4日.
// The first title is the work, a second one where it stands.
// Where the parts do not say what they are, the citation stays unparsed: the
// rules for spaced scripts would take whole sentences for a title.
func (p *parser) chinese() bool {
	parts := p.chineseParts()
	if len(parts) == 0 {
		return false
	}
	first := 0
	for first < len(parts) && chineseTitle(parts[first].Of(p.r.text)) == "" {
		first++
	}
	if first > 1 || first == len(parts) || !p.chineseHead(parts[:first], parts[first]) {
		return p.chineseUnread()
	}
	for _, s := range parts[first+1:] {
		p.chinesePart(s)
	}
	p.use(p.span.End)
	switch {
	case p.c.URL != "" || p.dated || p.c.DOI != "" || p.c.ISBN != "":
		p.kind = complete
	case len(p.c.Authors) > 0 || p.c.Container != "" || p.publisher != "":
		p.kind = named
	default:
		p.kind = fragment
	}
	return true
}

// chineseParts divides the clause at the commas, colons and full stops of
// Chinese print, outside titles; none where it is no Chinese citation: it has
// neither such a comma nor 《, or its first letter is not Chinese.
func (p *parser) chineseParts() []Span {
	s := p.span
	for _, signal := range [...]string{"参见", "详见", "参阅", "参看", "转引自", "见"} {
		if strings.HasPrefix(s.Of(p.r.text), signal) {
			s.Start += len(signal)
			break
		}
	}
	lead := strings.TrimLeft(s.Of(p.r.text), " 《“「『（")
	if !unicode.Is(unicode.Han, rune0(lead)) || !strings.ContainsAny(s.Of(p.r.text), "，《") {
		return nil
	}
	p.span.Start = s.Start
	var parts []Span
	start, open := s.Start, 0
	cut := func(end, next int) {
		if part := p.r.trimmed(Span{start, end}); part.Len() > 0 {
			parts = append(parts, part)
		}
		start = next
	}
	for i := s.Start; i < s.End; {
		c, size := utf8.DecodeRuneInString(p.r.text[i:s.End])
		switch mask := p.r.at(i); {
		case mask&inURL != 0:
			cut(i, i+size)
		case mask&inQuote != 0:
		case c == '《':
			if open == 0 && !strings.HasSuffix(p.r.text[start:i], "载") {
				cut(i, i)
			}
			open++
		case c == '》':
			open = max(open-1, 0)
		case open == 0 && strings.ContainsRune("，。：；,:;", c):
			cut(i, i+size)
		}
		i += size
	}
	cut(s.End, s.End)
	return parts
}

// chineseTitle is what s, a part, has inside 《》 or “” at its start; empty
// where it begins otherwise or nothing closes it.
func chineseTitle(s string) string {
	s = strings.TrimPrefix(s, "载")
	for _, marks := range [...][2]string{{"《", "》"}, {"“", "”"}, {"「", "」"}} {
		inside, ok := strings.CutPrefix(s, marks[0])
		if !ok {
			continue
		}
		if at := strings.LastIndex(inside, marks[1]); at > 0 {
			return strings.TrimRight(strings.TrimSpace(inside[:at]), "，。")
		}
	}
	return ""
}

// chineseHead reads the authors, a part or none, and the title behind them. A
// name that runs into 《 without a sign between is a sentence's.
func (p *parser) chineseHead(before []Span, title Span) bool {
	if len(before) > 0 {
		if strings.TrimSpace(p.r.text[before[0].End:title.Start]) == "" {
			return false
		}
		names, ok := chineseNames(before[0].Of(p.r.text))
		if !ok {
			return false
		}
		p.c.Authors = names
	}
	p.c.Title = chineseTitle(title.Of(p.r.text))
	return true
}

// chineseNames divides the names of authors at 、 and takes the words of their
// part off: 等 (and others), 著, 编, 主编, 译. ok is false where one is longer
// than a person's name or an institution's, or has a word of sentences.
func chineseNames(s string) (names []string, ok bool) {
	for name := range strings.SplitSeq(s, "、") {
		name = strings.TrimSpace(name)
		for _, role := range [...]string{"主编", "编著", "编译", "著", "编", "译", "等"} {
			name = strings.TrimSpace(strings.TrimSuffix(name, role))
		}
		if name == "" || utf8.RuneCountInString(name) > 12 || strings.ContainsAny(name, "的了是说在这那我你他她它们很也认据") || strings.ContainsFunc(name, notInChineseName) {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}

// notInChineseName reports whether c stands in no name: of people, of
// foreigners (彼得·汉森), with their country in brackets ([美], （美）).
func notInChineseName(c rune) bool {
	return !unicode.Is(unicode.Han, c) && !strings.ContainsRune("·•．[]（）〔〕 ", c)
}

// chinesePart reads a part behind the title: the container, a date, a day of
// access, a page, a publisher. Any other is left alone.
func (p *parser) chinesePart(s Span) {
	text := s.Of(p.r.text)
	if name := chineseTitle(text); name != "" {
		if p.c.Container == "" {
			p.c.Container = name
		}
		text = text[strings.LastIndexAny(text, "》”」"):]
		_, size := utf8.DecodeRuneInString(text)
		text = strings.TrimSpace(text[size:]) // 《人民日报》2012年5月4日
	}
	at := strings.IndexAny(text, "0123456789")
	if at < 0 {
		at = len(text)
	}
	if chinesePublisher(text[:at]) {
		p.publisher, text, at = text[:at], text[at:], 0 // 海港出版社2009年版
	}
	if strings.HasSuffix(text, "页") && at < len(text) {
		p.addLocator(text, s.Start, s.End)
		return
	}
	d, n := dateAt(text[at:])
	switch {
	case n == 0 || d.Year == 0:
	case strings.Contains(text, "访问") || p.behindAccess(s.Start):
		p.c.Accessed = d
	case at == 0 && p.c.Date.IsZero():
		p.setDate(d)
	}
}

// behindAccess reports whether 访问日期：, or 访问时间：, stands before offset i.
func (p *parser) behindAccess(i int) bool {
	before := strings.TrimRight(p.r.text[p.span.Start:i], "：: ")
	return strings.HasSuffix(before, "访问日期") || strings.HasSuffix(before, "访问时间")
}

func chinesePublisher(s string) bool {
	return strings.HasSuffix(s, "出版社") || strings.HasSuffix(s, "书店") || strings.HasSuffix(s, "书局") || strings.HasSuffix(s, "印书馆")
}

// chineseUnread leaves the clause unparsed where it has a URL to keep, and
// without one to the reading of commentary.
func (p *parser) chineseUnread() bool {
	if p.c.URL == "" {
		return false
	}
	p.c.Authors, p.c.Title = nil, ""
	p.c.Unparsed = "author, title and date could not be told apart"
	p.use(p.span.End)
	p.kind = complete
	return true
}
