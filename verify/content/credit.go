package content

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// A credit is what one line under a headline says of who wrote the page, and
// when: “By Jane Roe and agencies | Updated 3 March 2019, 10:22 GMT”.
type credit struct {
	names  []string
	by     bool // a word says that they wrote it
	member bool // brackets behind a name say of what party or place
	office bool // what somebody is, or for whom they work, stands beside
	days   []pageDay
	first  label // what the line begins with
	source bool  // it says where pictures come from, or who edited
	leads  bool  // the line begins with a day
	words  int   // that say something else
}

// A pageDay is a date that a line gives.
type pageDay struct {
	may      []verify.Date // what it may mean: 3/4/2019 has two readings
	updated  bool
	labelled bool // a word says that it is the day of publication, or of an update
}

// creditOf reads a line of a page in a language (BCP 47, or empty).
func creditOf(line, language string) credit {
	s := scanner{rest: westernDigits(withoutAddress(line)), language: language}
	for s.rest != "" && s.words < 12 {
		s.step()
	}
	return s.credit
}

// withoutAddress is a line without addresses of mail, as archives of lists write
// them too: ruth at abernathy.example.
func withoutAddress(line string) string {
	if !strings.Contains(line, "@") && !strings.Contains(line, " at ") {
		return line
	}
	return mailAddress().ReplaceAllString(line, "")
}

var mailAddress = lazily(`[\w.+-]+(?:@| at )[\w-]+(?:\.[\w-]+)+`)

// labelledCredit is creditOf for a line that begins with a label; of any other
// it reads no more than the beginning.
func labelledCredit(line, language string) credit {
	s := scanner{rest: westernDigits(line), language: language}
	for s.rest != "" && s.words < 12 && (s.first != noLabel || s.words+len(s.names)+len(s.days) == 0) {
		s.step()
	}
	return s.credit
}

// A scanner reads a credit from left to right.
type scanner struct {
	credit
	rest     string
	language string
	mode     label
	begun    bool // something was read but labels and small words
}

// A label is what a word says of what follows it.
type label uint8

const (
	noLabel label = iota
	labelBy
	labelPublished
	labelUpdated
	labelSource // the house that a text comes from
	labelEmpty  // at, on, the name of a weekday
)

func (s *scanner) step() {
	if s.bracket() || s.mark() {
		return
	}
	if len(s.names) > 0 {
		if m := joins().FindString(s.rest); m != "" {
			s.rest = s.rest[len(m):]
			return
		}
	}
	if s.label() || s.day() || s.clock() {
		return
	}
	s.phrase()
}

// mark takes in what is neither letter nor digit.
func (s *scanner) mark() bool {
	r, size := utf8.DecodeRuneInString(s.rest)
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return false
	}
	switch r {
	case '|', '·', '•', '｜', ')', ']', '〕', '】', '）', '。':
		s.mode = noLabel
	}
	s.rest = s.rest[size:]
	return true
}

// bracket takes in what stands in brackets behind a name or a house, a party or
// a place: Jane Roe (Greens).
func (s *scanner) bracket() bool {
	if s.rest[0] != '(' || len(s.names) == 0 || s.words > 0 {
		return false
	}
	inside, rest, ok := strings.Cut(s.rest[1:], ")")
	r, _ := utf8.DecodeRuneInString(inside)
	if !ok || !unicode.IsUpper(r) || len(inside) > 40 || len(strings.Fields(inside)) > 3 || hasDigit(inside) || strings.ContainsAny(inside, ":/") || isOffice(inside) || labels()[strings.ToLower(firstWord(inside))] == labelSource { // the last are of pictures
		return false
	}
	s.rest, s.member = rest, true
	return true
}

// isApart knows the marks that part what a line under a headline says.
func isApart(r rune) bool {
	switch r {
	case '|', '·', '•', '–', '—', '/', '／', ';', ',', '(', ')', '[', ']', '〔', '〕', '【', '】', '（', '）', '｜', '：', '，', '、', '。', '《', '》', ':':
		return true
	}
	return false
}

// label takes in a word, or a few, that say what follows.
func (s *scanner) label() bool {
	var room [4]int
	ends := wordEnds(room[:0], s.rest, 4)
	for k := len(ends); k > 0; k-- {
		said := strings.ToLower(squeezed(s.rest[:ends[k-1]]))
		kind, ok := labels()[strings.TrimSuffix(said, ".")]
		if said == "per" && strings.HasPrefix(s.language, "ca") { // a name in the North
			kind, ok = labelBy, true
		}
		if !ok || k == 1 && kind == labelEmpty && len(said) <= 3 && said[0] < 0x80 && !s.beforeNumber(ends[0]) {
			continue
		}
		s.takeLabel(kind, ends[k-1])
		return true
	}
	for _, l := range denseLabels {
		if strings.HasPrefix(s.rest, l.word) {
			s.takeLabel(l.label, len(l.word))
			return true
		}
	}
	return false
}

func (s *scanner) takeLabel(kind label, n int) {
	word := s.rest[:n]
	s.rest = s.rest[n:]
	if s.first == noLabel && kind != labelEmpty && s.words+len(s.names)+len(s.days) == 0 {
		s.first = kind
	}
	s.source = s.source || kind == labelSource
	if kind != labelEmpty && (s.mode != labelSource || kind != labelBy || n > 4 || word[0] >= 0x80) { // photographs by
		s.mode = kind
	}
}

// beforeNumber reports whether a number or a mark follows a short word, or
// nothing: Sun 3 March, but Sun Wei.
func (s *scanner) beforeNumber(at int) bool {
	rest := strings.TrimLeft(s.rest[at:], " \u00a0")
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if unicode.IsDigit(r) || isApart(r) || r == '.' {
		return true
	}
	var room [1]int
	next := wordEnds(room[:0], rest, 1)
	if len(next) == 0 {
		return false
	}
	if _, ok := labels()[strings.ToLower(rest[:next[0]])]; ok {
		return true
	}
	days, _ := pageDate(rest, s.language)
	return len(days) > 0
}

// day takes in a date.
func (s *scanner) day() bool {
	may, n := pageDate(s.rest, s.language)
	s.leads = s.leads || n > 0 && !s.begun
	if n == 0 && (s.mode == labelPublished || s.mode == labelUpdated) { // Spring 1987
		if d, used := verify.ReadDate(s.rest); used > 4 && d.Year >= earliest && !unicode.IsDigit(rune(s.rest[0])) {
			may, n = []verify.Date{d}, used
		}
	}
	if n == 0 {
		return false
	}
	s.begun = true
	s.days = append(s.days, pageDay{may: may, updated: s.mode == labelUpdated, labelled: s.mode == labelUpdated || s.mode == labelPublished})
	s.rest = s.rest[n:]
	s.mode = noLabel
	return true
}

var (
	clock = lazily(`^(?i:\d{1,2}\s?(?:[:.h時时点點시]\s?\d{2})?(?::\d{2})?\s?(?:[ap]\.?m\b\.?|uhr\b|hrs?\b|h\b|分|분|時|时|시)|\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?(?:z\b|\s?[+-]\d{2}:?\d{2})?)`)
	count = lazily(`^(?i:\d[\d.,]*\s?(?:-\s?)?(?:mins?|minutes?|minuten|minuti|minutos|minuters?|comments?|kommentare?r?|commentaires?|comentarios?|commenti|reacties|views?|shares?|reads?|words?|阅读|浏览|评论|次|人|分|コメント)\b?(?:\s(?:read|de lecture|de lectura|de leitura|di lettura|lesezeit|leestijd|czytania))?)`)
)

// clock takes in a time of day, or how long the text is and how many read it.
func (s *scanner) clock() bool {
	if s.rest[0] < '0' || s.rest[0] > '9' {
		return false
	}
	for _, known := range [...]*regexp.Regexp{clock(), count()} {
		if m := known.FindString(s.rest); m != "" {
			s.rest = s.rest[len(m):]
			return true
		}
	}
	return false
}

// phrase takes in words up to the next mark or number: names, what somebody is,
// or something else.
func (s *scanner) phrase() {
	s.begun = true
	n := s.phraseEnd()
	said := strings.TrimSpace(s.rest[:n])
	s.rest = s.rest[n:]
	if s.mode == labelSource {
		return
	}
	if scriptOf(said) == 'E' {
		s.densePhrase(said)
		return
	}
	if s.place(said) {
		return
	}
	if !strings.ContainsAny(said, blanks) {
		s.take(said)
		return
	}
	if m := inPhrase().FindStringIndex(said); m != nil && s.mode == noLabel && personLike(said[m[1]:]) && !personLike(said[:m[0]]) { // a story by
		said, s.mode = said[m[1]:], labelBy
	}
	for _, one := range divided(said) {
		s.take(one)
	}
}

// blanks are what stands between the words of a phrase.
const blanks = " \t\n\f\r"

// place reports whether one word stands before a day, as letters and press
// releases begin: Madrid, 3 March 2019.
func (s *scanner) place(said string) bool {
	r, _ := utf8.DecodeRuneInString(said)
	if s.mode != noLabel || !unicode.IsUpper(r) || strings.ContainsAny(said, " ") || len(s.names)+len(s.days)+s.words > 0 {
		return false
	}
	rest := strings.TrimLeft(s.rest, " -–—,|")
	if rest == s.rest || rest == "" {
		return false
	}
	_, n := pageDate(rest, s.language)
	return n > 0
}

var inPhrase = lazily(`\s(?:by|von|par|por|door)\s`)

var whence = lazily(`\s(?:in|for|at|aus|à|en|a|da|i|uit|w|v)\s\p{Lu}`)

func (s *scanner) take(one string) {
	if m := whence().FindStringIndex(one); m != nil && personLike(one[:m[0]]) { // Jane Roe in Berlin
		one, s.office = one[:m[0]], true
	}
	if _, empty := labels()[strings.ToLower(one)]; empty {
		return
	}
	byName := s.mode == labelBy
	switch {
	case isOffice(one) && (len(s.names) > 0 || s.by || byName):
		s.office = true
	case personLike(one), byName && titled(one):
		s.names = append(s.names, one)
		s.by = s.by || byName
	case isOffice(one):
		s.office = true
	case strings.Trim(one, "0123456789") == "": // of comments, of shares
	default:
		s.words += len(strings.Fields(one))
		if byName {
			s.mode = noLabel
		}
	}
}

// titled reports whether s may be what stands behind “by”: a few words, the
// first of them large, or in a script that has no large letters.
func titled(s string) bool {
	words := strings.Fields(s)
	if len(words) > 4 || len(words) < 2 {
		return false
	}
	for _, w := range words[:2] {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(r) || isSmall(r) {
			return false
		}
	}
	return true
}

// isSmall reports whether r is a small letter of a script that begins names with
// large ones; Georgian has these for signs only.
func isSmall(r rune) bool { return unicode.IsLower(r) && unicode.ToTitle(r) != r }

// densePhrase takes in words of East Asia: names stand behind a label, 记者张三,
// or before one, 홍길동 기자.
func (s *scanner) densePhrase(said string) {
	if m := koreanReporter().FindStringSubmatch(said); m != nil {
		s.names, s.by = append(s.names, m[1]), true
		return
	}
	if s.mode != labelBy {
		s.words += (utf8.RuneCountInString(said) + 1) / 2
		return
	}
	for one := range strings.FieldsSeq(said) {
		whole := one
		for _, end := range [...]string{"报道", "報導", "報道", "摄影", "攝影", "北京", "上海", "台北", "香港", "整理", "综合", "編輯", "编辑"} {
			one = strings.TrimSuffix(one, end)
		}
		if n := utf8.RuneCountInString(one); n >= 2 && n <= 6 && (one == whole || n > 2) { // 海口報導 is a place
			s.names, s.by = append(s.names, one), true
		}
	}
}

var koreanReporter = lazily(`(\p{Hangul}{2,4})\s*(?:기자|특파원|논설위원|선임기자)`)

// phraseEnd is where a phrase ends: at a mark, a number, a dash between spaces,
// and before a word that says what follows, for what stands in two elements may
// have nothing but a space between: Jane Roe Published: 3 March 2019.
func (c *scanner) phraseEnd() int {
	s := c.rest
	for i, r := range s {
		if i == 0 {
			continue
		}
		if s[i-1] == ' ' && (unicode.Is(unicode.Han, r) || c.labelled(s[i:])) {
			return i
		}
		if isApart(r) && r != ':' || unicode.IsDigit(r) || r == '：' || r == ':' && i+1 < len(s) && s[i+1] == ' ' {
			return i
		}
		if r == '-' && strings.HasPrefix(s[i-1:], " - ") {
			return i
		}
	}
	return len(s)
}

// labelled reports whether s begins with a word that says what follows it, and
// a day or a colon after it; or with a month, and the rest of a date.
func (c *scanner) labelled(s string) bool {
	var room [3]int
	ends := wordEnds(room[:0], s, 3)
	for k := len(ends); k > 0; k-- {
		switch said := strings.ToLower(s[:ends[k-1]]); labels()[said] {
		case labelPublished, labelUpdated, labelBy, labelSource:
			rest := strings.TrimLeft(s[ends[k-1]:], " ")
			_, n := pageDate(rest, c.language)
			if n > 0 || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "：") || said == "by" {
				return true
			}
		}
	}
	if r, _ := utf8.DecodeRuneInString(s); !unicode.IsLetter(r) {
		return false
	}
	_, n := pageDate(s, c.language)
	return n > 0
}

var joins = lazily(`^(?:and|&|und|et|y|e|og|och|en|ja|i|и|та|ve|with|mit|con|com|avec|med|și|és)\s`)

var conjunction = lazily(`\s(?:and|&|und|et|y|e|og|och|en|ja|i|a|и|та|ve|with|mit|con|com|avec|med|și|és)\s`)

// divided parts names that a word joins: Jane Roe and John Doe, but not José
// Ortega y Gasset.
func divided(s string) []string {
	var parts []string
	from := 0
	for _, m := range conjunction().FindAllStringIndex(s, -1) {
		left, right := s[from:m[0]], s[m[1]:]
		word := strings.TrimSpace(s[m[0]:m[1]])
		if len(strings.Fields(right)) < 2 && len(word) == 1 && word != "&" || m[0] < from {
			continue
		}
		parts = append(parts, strings.TrimSpace(left))
		from = m[1]
	}
	return append(parts, strings.TrimSpace(s[from:]))
}

// wordEnds are where the first words of s end, n of them at most, behind ends.
func wordEnds(ends []int, s string, n int) []int {
	inside := false
	for i, r := range s {
		letter := unicode.IsLetter(r) || unicode.IsMark(r) || r == '\'' || r == '’' || r == '-' && inside
		switch {
		case letter:
			inside = true
		case inside:
			ends = append(ends, i)
			inside = false
			if len(ends) == n {
				return ends
			}
		}
		if !letter && r != ' ' && r != '\u00a0' && r != '.' {
			return ends
		}
	}
	if inside {
		ends = append(ends, len(s))
	}
	return ends
}

// personLike reports whether s looks like the name of one person, whose parts
// are written with large letters: Juan de la Cruz, J. R. Ewing.
func personLike(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 6 || len(s) > 60 {
		return false
	}
	large := 0
	for i, w := range words {
		lower := strings.ToLower(strings.Trim(w, ".’'"))
		if nameParticle(lower) && (i > 0 || len(words) > 2) && i < len(words)-1 {
			continue
		}
		if lower == "jr" || lower == "sr" || lower == "iii" {
			continue
		}
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "’'"))
		if !unicode.IsUpper(r) || noNames()[lower] || strings.ContainsAny(w, "!?\"“”&@#_*+=…") {
			return false
		}
		for _, part := range strings.Split(lower, "-") {
			if noNames()[part] {
				return false
			}
		}
		large++
	}
	return large >= 2 && large <= 5
}

// nameParticle knows the small words within names.
func nameParticle(w string) bool {
	switch w {
	case "von", "van", "de", "der", "den", "di", "da", "du", "la", "le", "del", "della", "dos", "das", "do", "zu", "zur", "al", "el", "bin", "bint", "ibn", "ben", "af", "av", "ter", "ten", "vom", "y", "e", "st", "d", "'t", "of", "och", "ap", "degli", "dei", "lo", "los", "las", "abu":
		return true
	}
	return false
}
