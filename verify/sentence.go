package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestSentence is how far back a sentence is looked for, in bytes: no sentence
// that an editor reads is longer, and a text without full stops stays cheap.
const longestSentence = 3000

// Sentence is the sentence of the body that the call at closes, as far as the
// call: without the call mark, without white space at either end, never across
// a paragraph's border, at most about 3000 bytes. A quotation that ends at the
// call is taken in from where it opens. It is empty where nothing stands
// before the call.
func (d *Document) Sentence(at Span) Span {
	end := clamp(at.Start, 0, len(d.Text))
	before := end
	end = len(strings.TrimRightFunc(d.Text[:end], unicode.IsSpace))
	if strings.Count(d.Text[end:before], "\n") > 1 {
		return Span{before, before}
	}
	lo := paragraphStart(d.Text, end)
	start := lastSentence(d.Text, lo, end)
	start = openQuotation(d.Text, lo, start, end)
	for start < end {
		r, size := utf8.DecodeRuneInString(d.Text[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	return Span{start, end}
}

// lastSentence is where the last sentence of text[lo:end] begins. What holds
// no letter (a mark between two calls, a number) is no sentence of its own.
func lastSentence(text string, lo, end int) int {
	bare := false // what follows the last break holds no letter
	for i := end - 1; i >= lo; i-- {
		if !mayEndSentence(text[i]) {
			continue
		}
		start := sentenceBreak(text, lo, i, end)
		if start <= 0 {
			continue
		}
		if bare || hasLetter(text[start:end]) {
			return start
		}
		bare = true
	}
	return lo
}

// mayEndSentence reports whether c is, or begins, a mark that ends sentences.
func mayEndSentence(c byte) bool {
	switch c {
	case '.', '!', '?', 0xE2, 0xE3, 0xEF: // and the lead bytes of … 。！？
		return true
	}
	return false
}

// openQuotation moves start back to the sentence in which a quotation opens
// that closes between start and end.
func openQuotation(text string, lo, start, end int) int {
	for _, q := range [...]struct{ open, close string }{{"“", "”"}, {"„", "“"}, {"«", "»"}, {"「", "」"}} {
		closes := strings.Index(text[start:end], q.close)
		if closes < 0 || strings.Contains(text[start:start+closes], q.open) {
			continue
		}
		if at := strings.LastIndex(text[lo:start], q.open); at >= 0 && !strings.Contains(text[lo+at:start], q.close) {
			return lastSentence(text, lo, lo+at)
		}
	}
	return start
}

// sentenceBreak tells where the next sentence begins when the mark at i ends
// one, and -1 when it does not.
func sentenceBreak(text string, lo, i, end int) int {
	r, size := utf8.DecodeRuneInString(text[i:end])
	p := i + size
	switch r {
	case '。', '！', '？':
		return skipClosers(text, p, end)
	case '.', '!', '?', '…':
	default:
		return -1
	}
	p = skipCallMark(text, skipClosers(text, p, end), end)
	next := skipSpace(text, p, end)
	if next == p || next >= end {
		return -1
	}
	if r == '.' && abbreviated(text, lo, i, next, end) {
		return -1
	}
	if first, _ := utf8.DecodeRuneInString(text[skipOpeners(text, next, end):end]); unicode.IsLower(first) {
		return -1
	}
	return next
}

func skipSpace(text string, p, end int) int {
	for p < end {
		r, size := utf8.DecodeRuneInString(text[p:end])
		if !unicode.IsSpace(r) {
			return p
		}
		p += size
	}
	return p
}

func skipClosers(text string, p, end int) int {
	return skipAny(text, p, end, `.!?…"'”’»›)]*_`)
}

func skipOpeners(text string, p, end int) int {
	return skipAny(text, p, end, `"'“‘«‹„‚([*_`)
}

func skipAny(text string, p, end int, set string) int {
	for range 24 { // a longer run is no writing
		r, size := utf8.DecodeRuneInString(text[p:end])
		if size == 0 || !strings.ContainsRune(set, r) {
			return p
		}
		p += size
	}
	return p
}

// skipCallMark steps over a call that is glued to the end of a sentence:
// 690, [12], [^12], superscript digits, *, †.
func skipCallMark(text string, p, end int) int {
	if p < end && text[p] == '[' {
		if n := strings.IndexByte(text[p:min(end, p+130)], ']'); n > 0 && !strings.ContainsAny(text[p:p+n], " \n") {
			return skipCallMark(text, p+n+1, end)
		}
		return p
	}
	return skipAny(text, p, end, "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§^")
}

// abbreviated reports whether the full stop at i belongs to an abbreviation,
// an initial or an ordinal, so that the sentence goes on at next.
func abbreviated(text string, lo, i, next, end int) bool {
	start := i
	for start > lo {
		r, size := utf8.DecodeLastRuneInString(text[lo:start])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '\'' && r != '’' {
			break
		}
		start -= size
		if i-start > 24 {
			return false
		}
	}
	word := text[start:i]
	following := firstWord(text[next:end])
	switch {
	case word == "":
		return false
	case isInitial(word):
		return true
	case seriesOrdinal(text[next:end]): // So. 2d, Cal. 4th
		return true
	case hostLike(word): // Sify.com
		return false
	case strings.Contains(word, "."): // U.S., e.g., z.B.
		return !startsSentence(following)
	case len(word) <= 2 && word[0] >= '0' && word[0] <= '9': // 5. Mai, 19. Jahrhundert
		return monthOf(following) > 0 || ordinalOf(following)
	}
	low := strings.ToLower(word)
	return abbreviation(low, following) || numberedBy(low, following, text[next+len(following):end])
}

// seriesOrdinal reports whether s begins with the number of a series of reports.
func seriesOrdinal(s string) bool {
	for _, ordinal := range [...]string{"2d ", "3d ", "4th ", "5th ", "6th ", "7th "} {
		if strings.HasPrefix(s, ordinal) && len(s) > len(ordinal) && isDigit(s[len(ordinal)]) {
			return true
		}
	}
	return false
}

// ordinalOf reports whether an ordinal with a full stop stands before word: 19.
// Jahrhundert, 2. Aufl., 3. Band.
func ordinalOf(word string) bool {
	switch word {
	case "Jahrhundert", "Jahrhunderts", "Jh", "Aufl", "Auflage", "Ausg", "Ausgabe", "Bd", "Band", "Heft", "Jg", "Jahrgang", "Teil", "Halbband", "Senat", "Kammer":
		return true
	}
	return false
}

// hostLike reports whether word, with stops inside, ends as hosts and files do.
func hostLike(word string) bool {
	at := strings.LastIndexByte(word, '.')
	return at > 0 && len(word)-at > 2 && isLower(word[at+1]) && isLower(word[len(word)-1])
}

// isInitial reports whether word is one letter, as in S. Rajaratnam.
func isInitial(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsUpper(r)
}

func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		return s
	}
	return s[:end]
}

// startsSentence reports whether word opens sentences far more often than it
// follows an abbreviation.
func startsSentence(word string) bool {
	switch word {
	case "The", "It", "In", "This", "That", "These", "Those", "But", "And", "He", "She", "They", "We", "However", "There", "Its", "His", "Her", "Their", "As", "At", "On", "For", "While", "When", "After", "If", "Since", "Although", "What", "Why", "How", "A", "An":
		return true
	}
	return false
}

// abbreviation reports whether word, in lower case and without its full stop,
// is an abbreviation where following comes after it.
func abbreviation(word, following string) bool {
	switch word {
	case "mr", "mrs", "ms", "dr", "drs", "prof", "st", "ste", "sen", "rep", "gov", "gen", "col", "lt", "capt", "sgt", "maj", "adm", "rev", "hon", "pres", "messrs",
		"vs", "v", "cf", "vgl", "cfr", "approx", "viz", "hrsg", "hg", "mme", "mlle", "sr", "sra", "srta", "dott", "sig", "dhr", "mw", "eds", "trans", "transl", "rs", "az", "urt", "beschl", "slg", "bzw", "sog", "ggf", "evtl", "inkl":
		return true
	case "no", "nos", "nr", "vol", "vols", "p", "pp", "n", "nn", "art", "fig", "figs", "ch", "chap", "sec", "sect", "para", "paras", "pt", "app", "abs", "abb", "bd", "núm", "pág", "págs", "pag", "blz", "op", "loc", "mar":
		return following == "" || following == "cit"
	case "ca", "al", "ibid", "id", "cit", "ed", "ff", "repr", "rev'd", "supp", "seq", "inc", "ltd", "corp", "co", "bros", "dept", "univ", "ass'n", "int'l", "nat'l", "gov't", "usw", "überarb", "erw", "verb", "bearb", "aktual", "durchges", "neubearb", "unveränd", "vollst", "env", "coll", "trad", "org", "coord", "red", "oprac", "przeł", "tłum", "wyd", "éd", "dir",
		"jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec":
		return !startsSentence(following)
	}
	return len(word) == 1 // u. a., z. B., d. h., s. o.
}

// numberedBy reports whether word, an abbreviation of a division, stands before the
// letter or the roman number of one: sec. B, p. A3, art. IV.
func numberedBy(word, following, rest string) bool {
	switch word {
	case "no", "nos", "nr", "n", "nn", "p", "pp":
		return len(following) == 1 && rest != "" && isDigit(rest[0])
	case "vol", "vols", "art", "arts", "fig", "figs", "ch", "chap", "sec", "sect", "para", "paras", "pt", "app", "cl", "amend", "bk", "bd", "abs", "abb", "kap":
		return len(following) == 1 && following != "A" || roman(following) == len(following) && following != "" && unicode.IsUpper(rune0(following))
	}
	return false
}

// paragraphStart is where the paragraph that holds end begins, at most
// longestSentence bytes before it.
func paragraphStart(text string, end int) int {
	lo := max(0, end-longestSentence)
	for lo < end && !utf8.RuneStart(text[lo]) {
		lo++
	}
	for i := end - 1; i >= lo; i-- {
		if text[i] == '\n' && breaksParagraph(text[i+1:end]) {
			return i + 1
		}
	}
	if lo == 0 {
		return 0
	}
	if n := strings.IndexAny(text[lo:end], " \n\t"); n >= 0 {
		return lo + n
	}
	return lo
}

// breaksParagraph reports whether a line that begins with s begins a new
// paragraph, or is blank.
func breaksParagraph(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 64)], " \t\r\u00a0")
	if s == "" {
		return false
	}
	if s[0] == '\n' || s[0] == '#' || s[0] == '|' {
		return true
	}
	for _, bullet := range [...]string{"- ", "* ", "+ ", "• ", "– "} {
		if strings.HasPrefix(s, bullet) {
			return true
		}
	}
	return false
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

func clamp(n, lo, hi int) int { return max(lo, min(n, hi)) }
