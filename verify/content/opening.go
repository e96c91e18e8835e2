package content

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// Bounds of what is read under a headline.
const (
	openingLines = 14
	longLine     = 160 // bytes: a paragraph, or what stands for one above the byline
	longLines    = 2   // of them, and the text has begun
	nearLines    = 2   // between a name and a day that belong together
)

// An opening is what stands under the headline, before the text goes on.
type opening struct {
	above   []credit // lines before the headline, the nearest first
	credits []credit
	long    []string // lines that are paragraphs, the first two
	from    int      // in the visible text
	to      int
}

// oldest is the first year of pages; a day before it that nothing calls that of
// publication is of what the page tells of.
const oldest = 1990

// moment is a <time> of the page.
type moment struct {
	at   int // in the visible text
	said string
}

// opened reads what stands under the headline: names and days there need
// nothing else that says what they are. It reports whether there is a headline.
func (r *pageReader) opened(text string) bool {
	at := r.headline(text)
	if at < 0 {
		return false
	}
	o := openingOf(text, at, r.beside, r.page.Language, r.credits)
	r.credits = o.credits
	o.above = creditsAbove(text, at, r.beside, r.page.Language)
	r.creditDays(&o)
	r.creditNames(&o)
	return true
}

// headline is where the headline ends in the visible text, -1 where there is
// none: the first heading that the page has for its title, else one by its
// looks, else the first h1, else a line that is the title.
func (r *pageReader) headline(text string) int {
	titles := r.ownTitles()
	for i, h := range r.page.Headings[:min(len(r.page.Headings), len(r.heads))] {
		if bears(titles, wordsOf(h)) {
			return r.heads[i]
		}
	}
	switch {
	case r.large.n == 1:
		return r.large.at
	case r.firstH1 > 0:
		return r.firstH1
	case len(r.heads) > 0 || len(titles) == 0:
		return -1
	}
	at := 0
	for n := 0; n < 30 && at < len(text); n++ {
		line := firstLine(text[at:])
		if len(line) >= 12 && len(line) < mostTitle && bears(titles, wordsOf(line)) {
			return at + len(line)
		}
		at += len(line) + 1
	}
	return -1
}

// ownTitles are what the page calls itself, in words.
func (r *pageReader) ownTitles() [][]string {
	var found [][]string
	for _, t := range append([]claim{{said: r.page.Title}}, r.claims.titles...) {
		if words := wordsOf(t.said); len(words) > 0 && len(found) < 6 {
			found = append(found, words)
		}
	}
	return found
}

// bears reports whether one of the titles is that of a heading, or has it and
// not much else.
func bears(titles [][]string, heading []string) bool {
	return len(heading) > 1 && slices.ContainsFunc(titles, func(t []string) bool {
		return holds(t, heading) && 2*len(heading) >= len(t) || holds(heading, t) && len(t) > 2
	})
}

// openingOf reads what stands under the headline that ends at from, with the
// memory of credits that nobody needs.
func openingOf(text string, from int, beside []verify.Span, language string, spent []credit) opening {
	o := opening{from: from, credits: spent[:0]}
	at := from
	for lines := 0; at < len(text) && lines < openingLines && len(o.long) < longLines; {
		line := firstLine(text[at:])
		start := at
		at += len(line) + 1
		if line = strings.TrimSpace(line); line == "" || within(beside, start+1) {
			continue
		}
		lines++
		o.to = min(at, len(text))
		if len(line) >= longLine {
			o.long = append(o.long, line)
			o.credits = append(o.credits, credit{words: 99})
			continue
		}
		if strings.Contains(line, "。") || endsSentence(line) && (len(line) > longLine/2 || wordsIn(line) > 10) {
			o.long = append(o.long, line)
			if !saysWhen(line) {
				o.credits = append(o.credits, credit{words: 99})
				continue
			}
		}
		if label := labelAlone(lastLine(text[:start])); label != "" && personLike(line) {
			line = label + " " + line
		}
		o.credits = append(o.credits, creditOf(line, language))
	}
	return o
}

// saysWhen reports whether a sentence begins by saying that the text was
// published, or changed.
func saysWhen(line string) bool {
	var room [3]int
	for _, end := range wordEnds(room[:0], line, 3) {
		if kind := labels()[strings.ToLower(line[:end])]; kind == labelPublished || kind == labelUpdated {
			return true
		}
	}
	return false
}

// creditsAbove are those of the three lines before the headline that ends at at.
func creditsAbove(text string, at int, beside []verify.Span, language string) []credit {
	var found []credit
	at = strings.LastIndexByte(text[:at], '\n')
	for at > 0 && len(found) < 3 {
		from := strings.LastIndexByte(text[:at], '\n') + 1
		if line := text[from:at]; len(line) < longLine && !within(beside, from) {
			found = append(found, creditOf(line, language))
		}
		at = from - 1
	}
	return found
}

// within reports whether an offset stands in one of the parts.
func within(parts []verify.Span, at int) bool {
	return slices.ContainsFunc(parts, func(s verify.Span) bool { return s.Start <= at && at < s.End })
}

// creditDays takes in the days of an opening: those that stand alone, with a
// label, beside names, above the headline, or before the text as newspapers date
// it.
func (r *pageReader) creditDays(o *opening) {
	dated := false
	for _, c := range o.credits {
		dated = r.creditDay(&c) || dated
	}
	for _, m := range r.moments {
		if !dated && o.from-300 <= m.at && m.at <= o.to {
			r.claims.publishedOn(byPlace, m.said)
			dated = true
		}
	}
	for _, c := range o.above {
		dated = dated || c.words == 0 && r.creditDay(&c)
	}
	for _, line := range o.long {
		if dated {
			return
		}
		for _, d := range datelineOf(line, r.page.Language) {
			r.claims.publishedOn(byPlace, d.String())
			dated = true
		}
	}
}

// creditDay takes in the days of one line, and reports whether one of them is
// that of publication.
func (r *pageReader) creditDay(c *credit) (dated bool) {
	if len(c.days) == 0 {
		return false
	}
	most := 3 // words beside
	switch {
	case c.first == labelPublished || c.first == labelUpdated:
		most = 11
	case c.leads:
		most = 6
	case c.days[0].labelled:
		most = 4
	}
	if c.words > most {
		return false
	}
	plain := c.words == 0 || c.days[0].labelled
	for _, d := range c.days {
		if d.updated {
			r.claims.updatedOn(byPlace, d.may[0].String())
			continue
		}
		for _, may := range d.may {
			if !d.labelled && may.Year < oldest || !plain && may.Day == 0 {
				continue
			}
			r.claims.publishedOn(byPlace, may.String())
			dated = true
		}
	}
	return dated
}

// datelineOf is the day before the dash with which an agency begins: BEIJING,
// March 3, 2019 —.
func datelineOf(line, language string) []verify.Date {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, "("))
	if !unicode.IsUpper(first) {
		return nil
	}
	begin := head(line, 90)
	for _, dash := range [...]string{" — ", " – ", " -- ", " - ", "— ", "– "} {
		before, _, ok := strings.Cut(begin, dash)
		if !ok {
			continue
		}
		for i, w := 0, 0; i < len(before) && w < 8; w++ {
			if may, n := pageDate(before[i:], language); n > 0 && may[0].Day > 0 && len(before)-i-n < 20 {
				return may
			}
			i += nextWord(before[i:])
		}
	}
	return nil
}

// creditNames takes in the names of an opening: those behind a “by”, and bare
// ones that a day stands near, or what somebody is, or a second name.
func (r *pageReader) creditNames(o *opening) {
	bare := false
	for i, c := range o.credits {
		if bare && !c.by { // below a byline stand those who took the pictures
			continue
		}
		if len(c.names) == 0 || c.words > 6 || c.words > 0 && !c.by || r.bylines >= mostBylines {
			continue
		}
		if !c.by && !c.member && slices.ContainsFunc(c.names, hasCompound) { // who is shown, and what that is: Bürgermeisterkandidat
			continue
		}
		if c.by || c.office || c.member && o.members() == 1 && o.dayNear(-1) || len(c.names) > 1 || o.dayNear(i) {
			r.bylines++
			bare = true
			for _, name := range c.names {
				r.claims.author(byAppearance, name)
			}
		}
	}
	for _, line := range o.long {
		if r.bylines > 0 {
			return
		}
		if names := reporters(line); len(names) > 0 {
			r.bylines++
			for _, name := range names {
				r.claims.author(byAppearance, name)
			}
		}
	}
}

// members are how many lines of an opening have a name with a party or a place in
// brackets: one is whose text it is, more are a list.
func (o *opening) members() int {
	n := 0
	for _, c := range o.credits {
		if c.member {
			n++
		}
	}
	return n
}

// hasCompound reports whether a name holds a word too long for one.
func hasCompound(name string) bool {
	return slices.ContainsFunc(wordsOf(name), isCompound)
}

// dayNear reports whether a line near line i gives a day, and nothing else; any
// line, where i is negative.
func (o *opening) dayNear(i int) bool {
	near := o.credits
	if i >= 0 {
		near = near[max(0, i-nearLines):min(len(near), i+nearLines+1)]
	}
	for _, c := range near {
		if len(c.days) > 0 && c.words == 0 {
			return true
		}
	}
	return false
}

// An agency of Eastern Europe names the place, the day, itself, and then who
// reports: МОСКВА, 7 окт — Агентство, Иван Петров.
var agencyReporter = lazily(`^\p{Lu}[\p{L} -]{2,40}, \d{1,2} \p{L}{3,10}\.?(?: \d{4})? [—–-] ([^.]{2,80})\.`)

// reporters are those whom a text of East Asia names where it begins: （记者 张三、李四）.
func reporters(line string) []string {
	begin := head(line, 300)
	if strings.IndexFunc(begin, func(r rune) bool { return r >= '⺀' }) < 0 { // nothing of East Asia
		return nil
	}
	if m := koreanReporter().FindStringSubmatch(begin); m != nil {
		return m[1:2]
	}
	if m := agencyReporter().FindStringSubmatch(begin); m != nil {
		if c := creditOf(m[1], ""); len(c.names) > 0 {
			return c.names
		}
	}
	for _, word := range [...]string{"记者", "記者"} {
		before, after, ok := strings.Cut(begin, word)
		if !ok || utf8.RuneCountInString(before) > 40 {
			continue
		}
		if r, _ := utf8.DecodeLastRuneInString(before); before != "" && !strings.ContainsRune("（(〔【[ 本报報刊社网網约約", r) {
			continue
		}
		end := strings.IndexAny(after, "）)〕】]／/。，,：:")
		if end < 0 || end > 60 {
			continue
		}
		return creditOf(word+" "+after[:end], "").names
	}
	return nil
}
