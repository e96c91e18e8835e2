package content

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
)

// How alike two titles must be.
const (
	enough = 0.6 // of the content words of the shorter one: they are one title
	some   = 0.4 // the headline may have been changed
)

// An answer is what one page has to say to one claim of a note.
type answer struct {
	verify.Outcome
	found string
	why   string
}

// compareTitle asks whether the page bears the title that the note cites. What
// else the page says of itself weighs where the words leave it open.
func (e *exam) compareTitle(others support) answer {
	if len(e.words()) == 0 {
		return answer{why: "the note names no title"}
	}
	if e.isOwn() { // as most
		return answer{Outcome: verify.Matches, found: e.raw}
	}
	best, score, same := e.closest()
	switch {
	case same:
		return answer{Outcome: verify.Matches, found: best.raw}
	case isPaper(e.page):
		return e.compareOnPaper()
	case best.raw == "":
		return e.byTextAlone()
	case e.page.Words < fewestWords && score.common == 0 && !e.page.Scripted && !e.strayed():
		return answer{found: best.raw, why: "the page shows next to nothing"}
	case e.interstitial():
		return answer{found: best.raw, why: "the page asks for something before it shows the source"}
	case e.foreign(best):
		return answer{found: best.raw, why: "the page is in another language than the title cited"}
	case score.common == 0:
		return e.stranger(best, others)
	case otherCase(e.raw, best.raw):
		return answer{Outcome: verify.Differs, found: best.raw, why: "it is a case of other parties"}
	case otherIssue(e.cited(), best) && score.share() >= enough:
		return answer{Outcome: verify.Differs, found: best.raw, why: "it is of another year or part"}
	}
	return e.changed(best, score, others)
}

// support is what the page says of author and date. That the house which
// publishes a site is the author of its pages says nothing.
type support struct {
	author, published verify.Outcome
	house             bool
}

func (s support) speakFor() bool {
	return s.published == verify.Matches || s.author == verify.Matches && !s.house && s.published != verify.Differs
}

func (s support) speakAgainst() bool {
	return s.author == verify.Differs || s.published == verify.Differs
}

// against: both author and date are others.
func (s support) against() bool {
	return s.author == verify.Differs && s.published == verify.Differs
}

// fewestWords of visible text make a page.
const fewestWords = 15

// A score counts what two titles have in common.
type score struct {
	common, cited, shown int // content words
}

// share is the part of the shorter title's content words that the other has.
func (s score) share() float64 {
	if least := min(s.cited, s.shown); least > 0 {
		return float64(s.common) / float64(least)
	}
	return 0
}

// isOwn reports whether the title cited is the one that the page bears, to the
// letter.
func (e *exam) isOwn() bool {
	own := e.page.Title
	switch {
	case !strings.EqualFold(own, e.raw) || junkTitle(own):
		return false
	case own == e.raw:
		return !e.siteIsNamed(e.words())
	}
	return !e.namesSite(own)
}

// closest is the title of the page that comes closest to the one cited, and
// whether it is that one.
func (e *exam) closest() (best title, most score, same bool) {
	if e.isOwn() {
		return e.cited(), score{}, true
	}
	for _, raw := range e.shown() {
		t := raw.title
		for _, cited := range e.spellings() {
			if sameTitle(cited, t) && !otherIssue(cited, t) && !otherCase(cited.raw, raw.whole) {
				return t, score{}, true
			}
			s := e.score(cited, t)
			if best.raw == "" || cmp.Or(cmp.Compare(s.share(), most.share()), cmp.Compare(s.common, most.common)) > 0 {
				best, most = t, s
			}
		}
	}
	return best, most, false
}

// score leaves out what the name of the site or of the house says on every
// page, unless nothing is left without.
func (e *exam) score(cited, shown title) score {
	a, b := e.besidesHouse(cited.content), e.besidesHouse(shown.content)
	return score{shared(a, b), len(a), len(b)}
}

func (e *exam) besidesHouse(content []string) []string {
	kept := slices.DeleteFunc(slices.Clone(content), func(w string) bool { return slices.Contains(e.house(), w) })
	if len(kept) == 0 {
		return content
	}
	return kept
}

// A shownTitle is one that a page gives itself.
type shownTitle struct {
	whole string // with the tag of a list of mail
	title
}

// shown are all titles that the page gives itself, whole, and without the parts
// that name the site.
func (e *exam) shown() []shownTitle { return e.titles.get(e.listTitles) }

func (e *exam) listTitles() []shownTitle {
	var titles []shownTitle
	add := func(s string, words []string) {
		s = strings.TrimSpace(s)
		if s == "" || slices.ContainsFunc(titles, func(t shownTitle) bool { return t.whole == s }) || e.siteIsNamed(words) || junkTitle(s) {
			return
		}
		t := withWords(s, words)
		if bare := withoutTag(s); bare != s {
			t = titleOf(bare)
		}
		titles = append(titles, shownTitle{s, t})
	}
	for _, list := range [...][]string{{e.page.Title}, e.page.Titles, e.page.Headings[:min(3, len(e.page.Headings))]} {
		for _, raw := range list {
			parts := titleParts(raw)
			if len(parts) < 2 {
				add(raw, wordsOf(raw))
				continue
			}
			kept := slices.DeleteFunc(parts, e.namesSite)
			whole := strings.Join(kept, " - ")
			add(whole, wordsOf(whole))
			for _, p := range kept {
				if words := wordsOf(p); len(withWords(p, words).content) > 1 {
					add(p, words)
				}
			}
		}
	}
	return titles
}

// titleParts parts a title from the name of its site.
func titleParts(raw string) []string {
	for i := range len(raw) {
		switch c := raw[i]; {
		case c == '|', c == "»"[0], i > 0 && raw[i-1] <= ' ' && (c == '-' || c == ':' || c == "–"[0]): // most have none of these
			return siteSeparator().Split(raw, -1)
		}
	}
	return []string{raw}
}

// Between a headline and the name of the site.
var siteSeparator = lazily(`\s+[|\-–—·•»«:]+\s+|\s*[|»]\s*`)

// junkTitle knows what programs write where a title should stand.
func junkTitle(s string) bool {
	lower := strings.ToLower(s)
	for _, start := range [...]string{"microsoft word", "microsoft powerpoint", "untitled", "document1", "layout 1", "print", "slide 1", "powerpoint presentation", "adobe photoshop"} {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	switch lower {
	case "home", "homepage", "index", "welcome", "start", "startseite", "accueil", "inicio", "article", "document", "title", "news", "page", "blog", "menu", "search", "navigation", "main menu", "404":
		return true
	}
	return isFileName(lower)
}

// isFileName reports whether s, in lower case, is the name of a file that holds a
// text.
func isFileName(s string) bool {
	at := strings.LastIndexByte(s, '.')
	if at < 1 || strings.ContainsAny(s, " \t\n\f\r") {
		return false
	}
	switch s[at+1:] {
	case "doc", "docx", "pdf", "indd", "qxd", "ppt", "pptx", "xls", "xlsx", "rtf", "odt", "tex", "dvi", "htm", "html":
		return true
	}
	return false
}

// sameTitle: the same words, or one title within the other as a headline stands
// before its subtitle, or most words in common.
func sameTitle(cited, shown title) bool {
	if strings.Join(cited.words, "") == strings.Join(shown.words, "") {
		return len(cited.words) > 0
	}
	short, long := cited, shown
	if len(short.words) > len(long.words) {
		short, long = long, short
	}
	if holds(long.words, short.words) && (len(short.content) > 1 || len(short.content) == 1 && strings.HasPrefix(strings.Join(long.words, " "), strings.Join(short.words, " ")) && len(short.content[0]) > 4) {
		return true
	}
	common := shared(cited.content, shown.content)
	least := min(len(cited.content), len(shown.content))
	if least <= fewContent && common < least { // A Short History of Pavements, of Gutters
		return false
	}
	return common >= 2 && least > 0 && float64(common) >= enough*float64(least) && 3*common >= max(len(cited.content), len(shown.content))
}

// fewContent is how many content words a title has of which each tells it from
// others.
const fewContent = 3

// oneChanged reports whether a short title has a word in place of another: what
// is left of each is all that tells the two apart.
func (e *exam) oneChanged(shown title) bool {
	return min(len(e.cited().content), len(shown.content)) <= fewContent &&
		shared(e.cited().content, shown.content) < min(len(e.cited().content), len(shown.content))
}

// otherCase: both are called by two parties, and one of these is another.
func otherCase(cited, shown string) bool {
	a := versus().Split(cited, 2)
	if len(a) < 2 {
		return false
	}
	b := versus().Split(shown, 2)
	if len(b) < 2 {
		return false
	}
	for i := range a {
		x, y := titleOf(a[i]).content, titleOf(b[i]).content
		if len(x) > 0 && len(y) > 0 && shared(x, y) == 0 {
			return true
		}
	}
	return false
}

var versus = lazily(`\s(?:v\.?|vs\.?|versus|gegen|c\.)\s`)

// otherIssue: both name years, or both name a part, and none in common.
func otherIssue(a, b title) bool {
	return apart(a.words, b.words, isYear) || apart(parts(a.words), parts(b.words), func(string) bool { return true })
}

func apart(a, b []string, counts func(string) bool) bool {
	of := func(list []string) (found []string) {
		for _, w := range list {
			if counts(w) {
				found = append(found, w)
			}
		}
		return found
	}
	a, b = of(a), of(b)
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

func isYear(w string) bool {
	return len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) && strings.Trim(w, "0123456789") == ""
}

// parts are the numbers behind words that count parts.
func parts(words []string) []string {
	var found []string
	for i := 1; i < len(words); i++ {
		switch words[i-1] {
		case "part", "volume", "vol", "no", "number", "chapter", "episode", "teil", "band", "partie", "tome", "parte", "issue", "session", "season", "book", "q":
			if n := words[i]; len(n) <= 4 && (strings.Trim(n, "0123456789") == "" || strings.Trim(n, "ivx") == "") {
				found = append(found, n)
			} else if k := numeral(n); k != "" {
				found = append(found, k)
			}
		}
	}
	return found
}

func numeral(w string) string {
	i := slices.Index([]string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}, w)
	if i < 0 {
		return ""
	}
	return fmt.Sprint(i + 1)
}

// foreign reports whether title and page are of two languages, so that their
// words cannot be compared.
func (e *exam) foreign(shown title) bool {
	if a, b := scriptOf(e.raw), scriptOf(shown.raw); a != 0 && b != 0 && a != b {
		return true
	}
	page := shown.tongue
	if declared := tongueTag(e.page.Language); page == 0 || e.page.Language != "" && declared == 0 && scriptOf(shown.raw) == 'L' {
		page = declared
	}
	switch cited := e.cited().tongue; {
	case cited != 0 && page != 0:
		return cited != page && !(e.fewOf(cited) && e.mayBe(page))
	case cited == 0:
		return page != 0 && page != english && !e.mayBe(page)
	default: // a language that is not known here, declared by the page
		return shown.tongue == 0 && e.page.Language != "" && tongueTag(e.page.Language) == 0
	}
}

// fewOf reports whether no more than one small word of the title cited is of a
// language: Sparkassenpräsident will mehr.
func (e *exam) fewOf(tongue tongues) bool {
	n := 0
	for _, w := range e.words() {
		if functionWords()[w]&tongue != 0 {
			n++
		}
	}
	return n <= 1
}

// mayBe reports whether a title whose small words are of several languages, or
// whose letters English does not have, may be of that one.
func (e *exam) mayBe(tongue tongues) bool {
	return slices.ContainsFunc(e.words(), func(w string) bool {
		return functionWords()[w]&tongue != 0 || tongue&(german|dutch|scandinavian) != 0 && isCompound(w)
	}) ||
		scriptOf(e.raw) == 'L' && !isPlain(plainMarks.Replace(e.raw))
}

// isCompound reports whether a word is one of those long ones that German, Dutch
// and the North make of several, and English does not: Zeugenaufruf.
func isCompound(w string) bool {
	if len(w) < 11 || !isPlain(w) {
		return false
	}
	for _, end := range [...]string{"ing", "ings", "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ity", "ities", "ism", "isms", "ist", "ists", "able", "ible", "ally", "ical", "ance", "ence", "ances", "ences", "ous", "ously", "ive", "ives", "ship", "ships", "ful", "less", "hood", "ed", "al", "als", "ly", "ic", "ics", "ary", "ory", "ant", "ent", "ers", "ors", "or", "ian", "ians", "es", "ogy", "aphy", "ure", "ures", "ate", "ize", "age", "ages"} {
		if strings.HasSuffix(w, end) {
			return false
		}
	}
	return true
}

// stranger: no content word in common. Before the page is called another one,
// the title is looked for in all that a reader sees.
func (e *exam) stranger(best title, others support) answer {
	if len(e.cited().content) == 0 || len(best.content) == 0 {
		return answer{found: best.raw, why: "the title has no word that could be compared"}
	}
	if line := e.lineWith(e.cited(), others); line != "" {
		return answer{found: best.raw, why: "the page bears another title, but the one cited stands on it: “" + short(line) + "”"}
	}
	return answer{Outcome: verify.Differs, found: best.raw, why: "no word that matters is in both titles"}
}

// changed weighs titles with words in common, but few.
func (e *exam) changed(best title, s score, others support) answer {
	a := answer{found: best.raw, why: fmt.Sprintf("%d of %d words that matter are in both titles; the headline may have been changed", s.common, s.cited)}
	switch {
	case e.lineWith(e.cited(), others) != "":
		a.why = "the page bears another title, but the one cited stands on it"
	case others.speakFor():
	case others.speakAgainst() && (s.share() < enough || e.oneChanged(best)):
		a.Outcome = verify.Differs
		a.why = fmt.Sprintf("only %d of %d words that matter are in both titles, and what else the page says of itself is not what the note says", s.common, s.cited)
	case s.share() < some && s.common == 1 && min(s.cited, s.shown) >= 3:
		a.Outcome = verify.Differs
		a.why = fmt.Sprintf("only 1 of %d words that matter is in both titles", s.cited)
	}
	return a
}

// byTextAlone answers for a page whose titles name no more than the site, or
// that has none.
func (e *exam) byTextAlone() answer {
	if line := lineWith(e.own(), e.cited()); line != "" {
		return answer{Outcome: verify.Matches, found: line}
	}
	if t := titleOf(e.page.Title); e.strayed() && len(t.content) > 0 && len(e.cited().content) > 0 && !e.interstitial() && !e.foreign(t) {
		return answer{Outcome: verify.Differs, found: t.raw, why: "a redirect led to a page that shows next to nothing"}
	}
	return answer{why: "the page gives itself no title"}
}

// strayed reports whether a redirect led to a page that shows next to nothing, and
// is no picture or recording: then the little that it says is all there is to judge
// by, and no page of few words that is the source itself.
func (e *exam) strayed() bool {
	return e.sent && e.page.Words < fewestWords && !e.page.Scripted && e.page.Shown == 0
}

// lineWith is the first line of the page that holds the title, and that may be
// why it is cited. A page that lists another in its margin or among its references
// is not that one, unless author or date speak for it; where both are others, no
// line does.
func (e *exam) lineWith(t title, others support) string {
	switch {
	case others.against():
		return ""
	case others.speakFor():
		return lineWith(e.text(), t)
	}
	return lineWith(e.own(), t)
}

// lineWith is the first line of text that holds a title, or most of it, and not
// much else; empty where there is none.
func lineWith(text string, t title) string {
	if len(t.content) < 2 {
		return sameLine(text, t)
	}
	rare := slices.MaxFunc(t.content, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	stem := rare[:min(len(rare), 4)]
	for line := range strings.Lines(text) {
		if len(line) > 3*len(t.raw)+80 || !strings.Contains(strings.ToLower(line), stem) && isPlain(line) {
			continue
		}
		of := titleOf(line)
		if n := shared(t.content, of.content); n >= 2 && float64(n) >= 0.75*float64(len(t.content)) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// sameLine is the first line of text that has the words of a title, and no other.
func sameLine(text string, t title) string {
	for line := range strings.Lines(text) {
		if len(line) <= len(t.raw)+16 && len(line) > 2 && slices.Equal(wordsOf(line), t.words) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 160 {
		s = strings.ToValidUTF8(s[:160], "") + "…"
	}
	return s
}
