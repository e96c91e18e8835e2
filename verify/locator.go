package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// locatorAt reads the locator that s begins with: pages (their label dropped),
// or another division with its label (¶ 12, § 5, ch. 3, art. 5). A number
// without a label counts where the whole of s up to a comma is one. n is how
// many bytes it takes, 0 when s begins with none.
func locatorAt(s string) (locator string, n int) {
	if label := pageLabel(s); label > 0 {
		if used := numbers(s[label:]); used > 0 {
			return trimList(s[label : label+used]), label + used
		}
	}
	if label := divisionLabel(s); label > 0 {
		if c := s[label]; c >= 'A' && c <= 'Z' && bareNumber(s, label+1) {
			return s[:label+1], label + 1
		}
		if used := numbers(s[label:]); used > 0 {
			return trimList(s[:label+used]), label + used
		}
	}
	if used := numbers(s); used > 0 && (bareNumber(s, used) || strings.HasPrefix(s[used:], " Rn. ") || strings.HasPrefix(s[used:], " Rz. ")) && !docket(s[:used]) {
		return trimList(s[:used]), used
	}
	return "", 0
}

// division reports whether s begins by naming a part of a text that it does
// not name: Art. 5, Sections 3 and 4.
func division(s string) bool {
	for _, label := range [...]string{"Art. ", "Arts. ", "Article ", "Articles ", "Section ", "Sections ", "Sec. ", "Para. ", "Paras. ", "Paragraph ", "Clause ", "Clauses ", "Chapter ", "Part ", "Annex ", "§ ", "§§ "} {
		if after, ok := strings.CutPrefix(s, label); ok && after != "" && (isDigit(after[0]) || roman(after) > 0) {
			return true
		}
	}
	return false
}

// docket reports whether s is a number with a year, as courts count cases:
// 494/2012.
func docket(s string) bool {
	_, after, ok := strings.Cut(s, "/")
	_, n := yearAt(after)
	return ok && n == 4 && n == len(after)
}

func trimList(s string) string { return strings.TrimRight(s, " ,;.&") }

// pageLabel is the length of a label for pages that s begins with.
func pageLabel(s string) int {
	for _, label := range [...]string{"pp.", "pp", "pages", "page", "pgs.", "pg.", "p.", "p", "Seiten", "Seite", "S.", "págs.", "pág.", "págs", "pág", "pagg.", "pag.", "blz.", "bl.", "ss.", "str.", "s.", "С.", "с.", "at pp.", "at p.", "at", "on p.", "à la page"} {
		if after, ok := strings.CutPrefix(s, label); ok {
			gap := blank(after)
			if after == "" || gap == 0 && !strings.HasSuffix(label, ".") && label != "p" && label != "pp" {
				continue
			}
			if c := rune0(after[gap:]); isDigitRune(c) || roman(after[gap:]) > 0 || c == '*' || gap > 0 && 'A' <= c && c <= 'Z' && len(after) > gap+1 && isDigit(after[gap+1]) {
				return len(label) + gap
			}
		}
	}
	return 0
}

// divisionLabel is the length of a label of another division: paragraph,
// section, chapter, article, note.
func divisionLabel(s string) int {
	if at, ok := strings.CutPrefix(s, "at "); ok {
		if n := divisionLabel(at); n > 0 {
			return n + 3
		}
	}
	for _, label := range [...]string{"¶¶", "¶", "§§", "§", "paras.", "paras", "para.", "para", "paragraphs", "paragraph", "Abs.", "Rn.", "Rz.", "chs.", "ch.", "chap.", "chapter", "Chapter", "cap.", "Kap.", "sections", "section", "Sections", "Section", "secs.", "sec.", "arts.", "art.", "Art.", "articles", "article", "Articles", "Article", "nn.", "n.", "notes", "note", "nos.", "fn.", "bk.", "book", "fols.", "fol.", "ff.", "f.", "loc.", "lines", "line", "Part", "part", "pt", "chs", "ch", "ss", "s", "cl", "sch", "reg", "r", "serials", "serial", "Nr."} {
		after, ok := strings.CutPrefix(s, label)
		if !ok || after == "" {
			continue
		}
		gap := blank(after)
		if gap == 0 && (isASCIILetter(label[len(label)-1]) || label == "") {
			continue
		}
		if c := rune0(after[gap:]); isDigitRune(c) || roman(after[gap:]) > 0 || len(label) > 2 && unicode.IsUpper(c) && bareNumber(after, gap+1) || len(label) > 3 && unicode.IsUpper(c) && len(after) > gap+1 && !isLower(after[gap+1]) {
			return len(label) + gap
		}
	}
	return 0
}

func isASCIILetter(c byte) bool { return isLower(c | 0x20) }

func isDigitRune(c rune) bool { return '0' <= c && c <= '9' }

// numbers is the length of the list of numbers, roman ones included, that s
// begins with: 12, 12–14, 65–80, 175, xvii-xviii, 12(a), 112 ff.
func numbers(s string) int {
	n := 0
	for {
		used := oneNumber(s[n:])
		if used == 0 {
			return n
		}
		n += used
		next := listGap(s[n:])
		if next == 0 {
			return n
		}
		n2 := n + next
		if d, m := dateAt(s[n2:]); m > 0 && d.Year > 0 || oneNumber(s[n2:]) == 0 || !bareNumber(s[n2:], oneNumber(s[n2:])) && listGap(s[n2+oneNumber(s[n2:]):]) == 0 {
			return n
		}
		n = n2
		if n > 200 {
			return n
		}
	}
}

func listGap(s string) int {
	for _, gap := range [...]string{", and ", ", ", " and ", " & ", " et ", " und ", ","} {
		if strings.HasPrefix(s, gap) {
			return len(gap)
		}
	}
	return 0
}

// oneNumber is the length of one number or range that s begins with.
func oneNumber(s string) int {
	n := oneEnd(s)
	if n == 0 {
		return 0
	}
	for _, dash := range [...]string{" – ", "–", "-", "—", "‑", "−", "/"} {
		if after, ok := strings.CutPrefix(s[n:], dash); ok {
			after = strings.TrimLeft(after, " ")
			if used := rangeEnd(after); used > 0 {
				n = len(s) - len(after) + used
				break
			}
		}
	}
	for _, more := range [...]string{" ff.", " f.", "ff.", "f.", "ff", " ff", " sq.", " et seq.", " passim"} {
		if strings.HasPrefix(s[n:], more) {
			return n + len(more)
		}
	}
	if s[n:] == " f" || s[n:] == " sq" { // its full stop was taken for the sentence's
		return len(s)
	}
	if len(s) > n+1 && s[n] == 'n' && isDigit(s[n+1]) { // 16n3
		return n + 1 + leadingDigits(s[n+1:])
	}
	for _, note := range [...]string{" & n.", " & nn.", " n. ", " n.", " nn. ", " fn. ", " note "} {
		if after, ok := strings.CutPrefix(s[n:], note); ok {
			if digits := leadingDigits(after); digits > 0 && digits < 5 {
				return n + len(note) + digits
			}
		}
	}
	return n
}

// rangeEnd is the length of the second end of a range: (c)–(f) and 1-C have
// letters there.
func rangeEnd(s string) int {
	if used := oneEnd(s); used > 0 {
		return used
	}
	if len(s) > 2 && s[0] == '(' && isASCIILetter(s[1]) && s[2] == ')' {
		return 3
	}
	if len(s) > 0 && s[0] >= 'A' && s[0] <= 'Z' && (len(s) == 1 || !isURLWord(s[1])) {
		return 1
	}
	return 0
}

// oneEnd is the length of one end of a range: digits with a letter before or
// behind them or subdivisions in parentheses, or a roman number.
func oneEnd(s string) int {
	n := 0
	if len(s) > 1 && (s[0] >= 'A' && s[0] <= 'Z' || s[0] == '*') && isDigit(s[1]) {
		n = 1
	}
	digits := leadingDigits(s[n:])
	if digits == 0 {
		if n > 0 {
			return 0
		}
		return roman(s)
	}
	if digits > 6 {
		return 0
	}
	n += digits
	for n+1 < len(s) && (s[n] == '.' || s[n] == ':') && isDigit(s[n+1]) {
		n += 1 + leadingDigits(s[n+1:])
	}
	if n < len(s) && isASCIILetter(s[n]) && (n+1 == len(s) || !isURLWord(s[n+1])) && s[n] != 'f' {
		n++
	}
	for n < len(s) && (s[n] == '(' || s[n] == '[') {
		end := strings.IndexAny(s[n:min(len(s), n+7)], ")]")
		if end < 0 || strings.ContainsAny(s[n:n+end], " ,") || end > 4 && allDigits(s[n+1:n+end]) || allDigits(s[n+1:n+end]) && end == 5 {
			break
		}
		n += end + 1
	}
	return n
}

// roman is the length of the roman number that s begins with, as a whole word.
func roman(s string) int {
	n := 0
	for n < len(s) && strings.IndexByte("ivxlc", s[n]|0x20) >= 0 && (s[n] < 'a') == (s[0] < 'a') {
		n++
	}
	if n == 0 || n > 9 || n == 1 && (s[0] == 'c' || s[0] == 'C' || s[0] == 'l') {
		return 0
	}
	if c, _ := utf8.DecodeRuneInString(s[n:]); n < len(s) && (unicode.IsLetter(c) || unicode.IsDigit(c) || c == '.' && n == 1 || c == '\'' || c == '’') {
		return 0
	}
	return n
}

// bareNumber reports whether behind the number of used bytes that s begins
// with, the part of the citation ends.
func bareNumber(s string, used int) bool {
	rest := strings.TrimLeft(s[used:], " \n\u00a0")
	if rest == "" {
		return true
	}
	c := rune0(rest)
	if strings.ContainsRune(",;.)]<", c) {
		return true
	}
	return len(rest) < len(s)-used && (c == '(' || c == '[' || hasPrefixFold(rest, "http") || hasPrefixFold(rest, "www."))
}
