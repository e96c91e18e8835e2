package content

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A foldedText is what passages are compared by: its words in lower case, in
// compatibility form (NFKC: ligatures, full width), with plain apostrophes,
// without punctuation, soft hyphens and hyphens, and one space between them.
// Of scripts that put no spaces between words, each character is a word, and
// no space stands beside it. Thousands are written without a separator, decimals
// and minutes with a full stop. Each word knows where it stands in the text that
// was folded.
type foldedText struct {
	source string
	text   string // the words, with a space before and behind
	words  []word
}

// A word of a folded text.
type word struct {
	at, to     int32 // in folded.text
	start, end int32 // in folded.source, in bytes
	sign       sign
}

// A sign is what stood before a word, or how it was written.
type sign uint8

const (
	afterHyphen sign = 1 << iota // a hyphen parts it from the word before
	afterBreak                   // the end of a line does
	afterStop                    // the end of a sentence does
	capital                      // it begins with a capital letter
	noteMark                     // the number of a note, glued to the text before it
	dense                        // one character of a script without spaces
)

func (f *foldedText) word(i int) string { return f.text[f.words[i].at:f.words[i].to] }

// fold folds text, which may be any bytes below 2 GiB.
func fold(text string) *foldedText {
	if len(text) > 1<<31-1 {
		text = text[:1<<31-1]
	}
	f := &folder{source: text, out: make([]byte, 1, len(text)+len(text)/8+16)}
	f.words = make([]word, 0, len(text)/5+1)
	f.out[0] = ' '
	for i := 0; i < len(text); {
		i = f.take(i)
	}
	f.close()
	if n := len(f.words); n > 0 && f.out[len(f.out)-1] != ' ' {
		f.out = append(f.out, ' ')
	}
	return &foldedText{source: text, text: string(f.out), words: f.words}
}

// A folder folds one text from its start to its end.
type folder struct {
	source string
	out    []byte
	words  []word
	open   bool // the last word may go on
	next   sign // of the word to come
	group  int  // digits since the word began or its last separator
}

// take takes in what stands at offset i, and returns the offset behind it.
func (f *folder) take(i int) int {
	c := f.source[i]
	if c >= utf8.RuneSelf {
		return f.takeRune(i)
	}
	if c == ' ' && f.group == 0 {
		f.close()
		return i + 1
	}
	if c >= 'a' && c <= 'z' {
		if n := f.small(i); n > i {
			return n
		}
	}
	if i+1 < len(f.source) && f.source[i+1] >= 0xCC && isLetter(c) && combines(f.source[i+1:]) {
		return f.normalise(i)
	}
	switch {
	case c >= 'A' && c <= 'Z':
		f.put(c+'a'-'A', i, i+1, capital)
		f.group = 0
	case c >= '0' && c <= '9':
		f.digit(c, i, i+1)
	default:
		return f.punctuation(rune(c), i, 1)
	}
	return i + 1
}

// small takes in a run of small letters at offset i, which is most of any text,
// and returns the offset behind it; a letter that a mark combines with is none
// of them.
func (f *folder) small(i int) int {
	end := i + 1
	for end < len(f.source) && f.source[end]-'a' < 26 {
		end++
	}
	if end < len(f.source) && f.source[end] >= 0xCC && combines(f.source[end:]) {
		end--
	}
	if end == i {
		return i
	}
	if !f.open {
		f.begin(i, 0, true)
	}
	f.out = append(f.out, f.source[i:end]...)
	f.words[len(f.words)-1].end = int32(end)
	f.group = 0
	return end
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// combines reports whether s begins with a mark that belongs to the letter
// before it.
func combines(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.M, r)
}

func (f *folder) takeRune(i int) int {
	r, size := utf8.DecodeRuneInString(f.source[i:])
	switch {
	case r == utf8.RuneError, ignored(r):
		return i + size
	case r >= 0x2010 && r <= 0x2027, r >= 0x2030 && r <= 0x205E, r >= 0x3000 && r <= 0x303F, r >= 0xFE50 && r <= 0xFE6F, r == '«', r == '»', r == 0xA0, r == '´', r == '\u202F', r == '\u2009', r == '−', r == '©', r == '®', r == '™':
		return f.punctuation(r, i, size)
	case superscript(r):
		if n := len(f.out); f.open && f.out[n-1] >= '0' && f.out[n-1] <= '9' { // 10²
			return f.normalise(i)
		}
		return i + size
	case plainLetter(r):
		if i+size < len(f.source) && f.source[i+size] >= 0xCC && combines(f.source[i+size:]) {
			return f.normalise(i)
		}
		f.letter(r, i, i+size)
		return i + size
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), unicode.IsNumber(r), compatible(r):
		return f.normalise(i)
	}
	return f.punctuation(r, i, size)
}

// plainLetter reports whether r is a letter that NFKC leaves alone: of Latin-1,
// of basic Cyrillic, or of the common Chinese characters.
func plainLetter(r rune) bool {
	return r >= 0xC0 && r <= 0xFF && r != '×' && r != '÷' || r >= 0x410 && r <= 0x44F || r >= 0x4E00 && r <= 0x9FFF
}

// compatible reports whether NFKC may make letters or signs of r: full-width
// forms, ligatures, letters as symbols.
func compatible(r rune) bool {
	return r >= 0xFB00 && r <= 0xFB06 || r >= 0xFF01 && r <= 0xFFEE || r >= 0x2100 && r <= 0x214F || r >= 0x3200 && r <= 0x33FF || r >= 0x1D400 && r <= 0x1D7FF
}

// ignored are the characters that nobody sees: soft hyphens, joiners, zero
// width spaces, marks of direction.
func ignored(r rune) bool {
	return r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2064 || r == 0xFEFF || r >= 0xFE00 && r <= 0xFE0F
}

func superscript(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r == '⁰' || r >= '⁴' && r <= '⁹'
}

// normalise takes in a letter with the marks behind it, in compatibility form.
func (f *folder) normalise(i int) int {
	size := norm.NFKC.NextBoundaryInString(f.source[i:], true)
	if size <= 0 {
		size = 1
	}
	for _, r := range norm.NFKC.String(f.source[i : i+size]) {
		switch {
		case r >= '0' && r <= '9':
			f.digit(byte(r), i, i+size)
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsNumber(r):
			f.letter(r, i, i+size)
		case r == '\'' || r == '.' || r == ',' || unicode.IsSpace(r) || r == '%' || r == '&' || currency(r):
			f.punctuation(r, i, size)
		default:
			f.close()
		}
	}
	return i + size
}

// letter takes in one letter, digit or mark beyond ASCII.
func (f *folder) letter(r rune, start, end int) {
	f.group = 0
	if vowelMark(r) {
		return
	}
	if r >= 0x0E00 && unparted(r) {
		f.close()
		f.begin(start, dense, false)
		f.out = utf8.AppendRune(f.out, simplified(r))
		f.words[len(f.words)-1].end = int32(end)
		f.close()
		return
	}
	how := sign(0)
	lower := unicode.ToLower(r)
	if lower != r {
		how = capital
	}
	switch lower {
	case 'ß':
		f.put('s', start, end, how)
		f.put('s', start, end, how)
		return
	case 'ς':
		lower = 'σ'
	case 'ё': // few print the dots
		lower = 'е'
	case 'ſ':
		lower = 's'
	case 'ş': // as old fonts of Romanian write a comma below; Turkish has no other
		lower = 'ș'
	case 'ţ':
		lower = 'ț'
	}
	if !f.open {
		f.begin(start, how, true)
	}
	f.out = utf8.AppendRune(f.out, lower)
	f.words[len(f.words)-1].end = int32(end)
}

// put adds one byte to the word that is open, or begins one.
func (f *folder) put(c byte, start, end int, how sign) {
	if !f.open {
		f.begin(start, how, true)
	}
	f.out = append(f.out, c)
	f.words[len(f.words)-1].end = int32(end)
}

func (f *folder) digit(c byte, start, end int) {
	if !f.open {
		how := sign(0)
		if f.glued(start) {
			how = noteMark
		}
		f.group = 0
		f.put(c, start, end, how)
		f.group = 1
		return
	}
	f.put(c, start, end, 0)
	f.group++
}

// glued reports whether a number at offset i looks like the mark of a note:
// one to three digits, close behind the end of a sentence, a clause or a
// quotation that ends in a letter, with white space behind them.
func (f *folder) glued(i int) bool {
	before := f.source[:i]
	r, size := utf8.DecodeLastRuneInString(before)
	if !strings.ContainsRune(".,;:!?”\"’)]»", r) {
		return false
	}
	for size > 0 && strings.ContainsRune(".,;:!?”\"’)]»", r) {
		before = before[:len(before)-size]
		r, size = utf8.DecodeLastRuneInString(before)
	}
	if !unicode.IsLetter(r) {
		return false
	}
	n := 0
	for n < 4 && i+n < len(f.source) && f.source[i+n] >= '0' && f.source[i+n] <= '9' {
		n++
	}
	if n > 3 {
		return false
	}
	after, _ := utf8.DecodeRuneInString(f.source[i+n:])
	return i+n == len(f.source) || unicode.IsSpace(after)
}

// behindQuote reports whether a closing quote or bracket stands before offset i.
func (f *folder) behindQuote(i int) bool {
	r, _ := utf8.DecodeLastRuneInString(f.source[:i])
	return strings.ContainsRune("”’»\")]", r)
}

// begin begins a word; a space goes before it unless its neighbour or itself
// is dense.
func (f *folder) begin(start int, how sign, spaced bool) {
	if n := len(f.words); f.out[len(f.out)-1] != ' ' && (spaced || f.words[n-1].sign&dense == 0) {
		f.out = append(f.out, ' ')
	}
	f.words = append(f.words, word{at: int32(len(f.out)), start: int32(start), sign: how | f.next})
	f.next = 0
	f.open = true
}

func (f *folder) close() {
	if f.open {
		f.words[len(f.words)-1].to = int32(len(f.out))
		f.open = false
	}
	f.group = 0
}

// punctuation takes in what is no letter and no digit.
func (f *folder) punctuation(r rune, i, size int) int {
	after := i + size
	switch r {
	case '\'', '’', '‘', 'ʼ', '′', '`', '´':
		if f.open && after < len(f.source) && startsWithLetter(f.source[after:]) {
			f.put('\'', i, after, 0)
			return after
		}
	case '.', ',', ':', ' ', '\u00a0', '\u202F', '\u2009':
		if next, ok := f.initial(r, after); ok {
			return next
		}
		if f.open && f.group > 0 && f.separator(r, after) {
			return after
		}
	case '-', '‐', '‑', '−':
		if !f.open && after < len(f.source) && f.source[after] >= '0' && f.source[after] <= '9' && (i == 0 || f.source[i-1] == ' ') {
			f.put('-', i, after, 0)
			return after
		}
		f.next |= afterHyphen
	case '\n', '\r', '\f', '\u2028', '\u2029':
		f.next |= afterBreak
	case '[':
		if n := editorial(f.source[i:]); n > 0 {
			f.close()
			return i + n
		}
		if lettersInBrackets(f.source, i, f.open) {
			return after
		}
	case ']':
		if f.open && after < len(f.source) && startsWithLetter(f.source[after:]) {
			return after
		}
	case '%':
		f.close()
		f.symbol("percent", i, after)
		return after
	case '&':
		f.close()
		f.symbol("&", i, after)
		return after
	}
	if currency(r) {
		f.close()
		f.symbol(string(r), i, after)
		return after
	}
	switch r {
	case '.', '!', '?', '…':
		if f.open || f.behindQuote(i) {
			f.next |= afterStop
		}
	case '。', '！', '？':
		f.next |= afterStop
	}
	f.close()
	return after
}

// symbol takes in a sign that counts as a word.
func (f *folder) symbol(s string, start, end int) {
	f.begin(start, 0, true)
	f.out = append(f.out, s...)
	f.words[len(f.words)-1].end = int32(end)
	f.close()
}

func currency(r rune) bool { return r == '$' || r >= 0xA2 && r <= 0xA5 || r >= 0x20A0 && r <= 0x20CF }

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// separator takes in a mark between two digits: one that parts thousands
// vanishes, one before decimals or minutes becomes a full stop.
func (f *folder) separator(r rune, after int) bool {
	digits := 0
	for digits < 4 && after+digits < len(f.source) && f.source[after+digits] >= '0' && f.source[after+digits] <= '9' {
		digits++
	}
	if digits == 3 && f.group <= 3 && r != ':' {
		f.group = 0
		return true
	}
	if digits > 0 && (r == '.' || r == ',' || r == ':') {
		f.out = append(f.out, '.')
		f.group = 0
		return true
	}
	return false
}

// lettersInBrackets reports whether the bracket at offset i opens around some
// letters of a word: [t]he, walk[ed]. inWord says that it stands behind a
// letter.
func lettersInBrackets(s string, i int, inWord bool) bool {
	end := strings.IndexByte(s[i:min(len(s), i+10)], ']')
	if end < 2 || strings.IndexFunc(s[i+1:i+end], func(r rune) bool { return !unicode.IsLetter(r) }) >= 0 {
		return false
	}
	return inWord || end <= 5 && i+end+1 < len(s) && startsWithLetter(s[i+end+1:])
}

// editorial is the length of what an editor of the page put in brackets and
// nobody quotes: [12], [citation needed], [edit]. 0 where s begins otherwise.
func editorial(s string) int {
	end := strings.IndexByte(s[:min(len(s), 40)], ']')
	if end < 2 {
		return 0
	}
	inside := s[1:end]
	switch strings.ToLower(inside) {
	case "citation needed", "edit", "clarification needed", "who?", "when?", "failed verification", "dead link", "permanent dead link", "update", "sic", "sic!", "full citation needed", "better source needed", "dubious – discuss", "bearbeiten", "einzelnachweis fehlt":
		return end + 1
	}
	inside = strings.TrimPrefix(strings.TrimPrefix(inside, "note "), "nb ")
	if len(inside) <= 3 && strings.Trim(inside, "0123456789") == "" {
		return end + 1
	}
	if len(inside) == 1 && isLetter(inside[0]) && (end+1 == len(s) || !startsWithLetter(s[end+1:])) { // [a]
		return end + 1
	}
	return 0
}
