package content

import (
	"bytes"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"loccit/verify"
)

// decodeText makes UTF-8 of content: by what is declared (in the header, a
// mark at the start, or a meta element), else UTF-8 if it is that, else by the
// look of it. What is declared is not believed where it cannot be: some servers say
// one charset of all pages, old ones among them.
func decodeText(content []byte, contentType string) []byte {
	head := withoutCutRune(content[:min(len(content), mostWeighed)])
	if len(content) > 0 && content[0] < 0xfe && saysUTF8(contentType) && isUTF8(head) { // what begins with 0xfe or 0xff may be marked as UTF-16
		return bytes.TrimPrefix(content, []byte(markUTF8))
	}
	encoding, name, certain := charset.DetermineEncoding(content[:min(len(content), 4096)], contentType)
	switch {
	case name == "utf-8" && isUTF8(head), ofSingleBytes(name) && utf8.Valid(head):
		return bytes.TrimPrefix(content, []byte(markUTF8))
	case name == "utf-8", !certain && name == "windows-1252": // that is what it says when nothing is declared
		encoding, name, _ = charset.DetermineEncoding(nil, "text/html; charset=windows-1252")
		if guess := chardet.Detect(head); guess.Confidence > 0.5 {
			if e, n := charset.Lookup(guessed(guess.Encoding)); e != nil {
				encoding, name = e, n
			}
		}
	}
	if name == "utf-8" {
		return bytes.TrimPrefix(content, []byte(markUTF8))
	}
	decoded, err := encoding.NewDecoder().Bytes(content)
	if err != nil {
		return content
	}
	return decoded
}

// So many bytes are looked at to tell the charset.
const mostWeighed = 64 << 10

// isUTF8 reports whether b is UTF-8, a stray byte here and there let pass.
func isUTF8(b []byte) bool {
	if utf8.Valid(b) {
		return true
	}
	good, bad := 0, 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		b = b[size:]
	}
	return good >= bad
}

// ofSingleBytes reports whether each byte is a character in the charset of that
// name. Letters of such a one hardly ever make UTF-8.
func ofSingleBytes(name string) bool {
	for _, begins := range [...]string{"windows-", "iso-8859-", "koi8-", "macintosh", "x-mac-", "ibm866"} {
		if strings.HasPrefix(name, begins) {
			return true
		}
	}
	return false
}

const markUTF8 = "\xef\xbb\xbf"

// saysUTF8 knows the ways in which most servers declare UTF-8.
func saysUTF8(contentType string) bool {
	media, parameter, _ := strings.Cut(contentType, ";")
	charset, ok := strings.CutPrefix(strings.TrimPrefix(parameter, " "), "charset=")
	return ok && strings.EqualFold(charset, "utf-8") && (isHTML(media) || media == "text/plain")
}

// guessed is the label of what chardet found. Nobody serves the Cyrillic of the
// old Macintosh, whose small letters are those of windows-1251.
func guessed(encoding string) string {
	if encoding == "MacCyrillic" {
		return "windows-1251"
	}
	return encoding
}

// withoutCutRune leaves out the last character where a bound cut it in two.
func withoutCutRune(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if utf8.RuneStart(b[len(b)-i]) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}

// byteKinds tells what a byte does to the word that it stands in: an apostrophe
// neither begins nor ends one. Filled once, read only.
var byteKinds = func() (kinds [256]byte) {
	for c := range kinds {
		switch letter := rune(c); {
		case c >= utf8.RuneSelf:
			kinds[c] = notASCII
		case unicode.IsLetter(letter), unicode.IsDigit(letter):
			kinds[c] = inWord
		case letter == '\'':
			kinds[c] = keepsWord
		case letter == ' ':
			kinds[c] = oneSpace
		case unicode.IsSpace(letter):
			kinds[c] = untidy
		}
	}
	return kinds
}()

// Kinds of bytes, a bit each.
const (
	inWord = 1 << iota
	keepsWord
	oneSpace
	untidy // white space other than that
	notASCII
)

// countWords counts runs of letters and digits; of scripts that put no spaces
// between words, two characters count as one. A text is tidy if it has no white
// space but single spaces.
//
// Where a word begins no processor can foresee, so that bytes are not asked one
// by one: inside is 1 within a word, and 0 outside.
func countWords(text []byte) (words int, tidy bool) {
	dense, inside, before, loose := 0, 0, 0, 0
	for i := 0; i < len(text); {
		kind := int(byteKinds[text[i]])
		if kind != notASCII {
			now := kind&inWord | kind>>1&inside // keepsWord
			words += now &^ inside
			loose |= kind & (before | untidy)
			inside, before = now, kind
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		i += size
		before = 0
		switch {
		case r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana), r >= 0x0e00 && r <= 0x0eff:
			dense++
			inside = 0
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r):
			words += 1 &^ inside
			inside = 1
		default:
			inside = 0
			if unicode.IsSpace(r) {
				loose |= untidy
			}
		}
	}
	return words + (dense+1)/2, loose&(untidy|oneSpace) == 0
}

// wordsIn counts the words of s.
func wordsIn(s string) int {
	words, _ := countWords([]byte(s))
	return words
}

// hasDigit reports whether s has a digit, of any script.
func hasDigit(s string) bool {
	for i := range len(s) {
		if c := s[i]; isDigit(c) {
			return true
		} else if c >= utf8.RuneSelf {
			return strings.ContainsFunc(s[i:], unicode.IsDigit)
		}
	}
	return false
}

// firstLine is s up to its first line feed.
func firstLine(s string) string {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return s[:n]
	}
	return s
}

func squeeze(s string) string { return squeezeTo(s, mostTitle) }

// squeezed makes one space of any white space.
func squeezed(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' || c == ' ' && (i == 0 || i+1 == len(s) || s[i+1] == ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s // as most is
}

// squeezeTo makes one space of any white space, and bounds the length.
func squeezeTo(s string, most int) string {
	s = squeezed(validText(s))
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	return s
}

// foldText is what passages are compared by: lower case, typographic quotes
// and dashes plain.
func foldText(s string) string {
	return strings.ToLower(plainMarks.Replace(s))
}

var plainMarks = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "\u00a0", " ", "\u00ad", "")

// holdsPassage reports whether text, folded, holds what a text directive
// quotes: #:~:text=[prefix-,]start[,end][,-suffix] (WICG, Scroll to Text
// Fragment).
func holdsPassage(text, fragment string) bool {
	_, directives, _ := strings.Cut(fragment, ":~:")
	for directive := range strings.SplitSeq(directives, "&") {
		quoted, ok := strings.CutPrefix(directive, "text=")
		if !ok {
			continue
		}
		from := 0
		for part := range strings.SplitSeq(quoted, ",") {
			if strings.HasSuffix(part, "-") || strings.HasPrefix(part, "-") { // context
				continue
			}
			plain, err := url.PathUnescape(part)
			if err != nil {
				plain = part
			}
			want := strings.Join(strings.Fields(foldText(plain)), " ")
			at := strings.Index(text[from:], want)
			if at < 0 {
				return false
			}
			from += at + len(want)
		}
	}
	return true
}

// A visible collects what a reader sees of a page: single spaces within a
// block, a line feed between two.
type visible struct {
	text          []byte
	space, parted bool // something blank came since the last word; a block ended
	cut           bool // there was more than MostText
}

// write adds text. One that is tidy (see countWords) is taken as a whole.
func (v *visible) write(text []byte, tidy bool) {
	if tidy && len(v.text)+len(text) < MostText {
		v.writeTidy(text)
		return
	}
	seen := v.text // the collector need not hear of each word
	for len(text) > 0 {
		n, size := wordsEnd(text)
		if n == 0 {
			v.space = true
			text = text[size:]
			continue
		}
		if most := MostText - len(seen); n > most {
			v.cut = true
			n = max(bytes.LastIndexByte(text[:max(most, 0)], ' '), 0)
			text = text[:n]
		}
		if n == 0 {
			break
		}
		switch {
		case len(seen) == 0:
		case v.parted:
			seen = append(seen, '\n')
		case v.space:
			seen = append(seen, ' ')
		}
		v.space, v.parted = false, false
		seen = append(seen, text[:n]...)
		text = text[n:]
	}
	v.text = seen
}

func (v *visible) writeTidy(text []byte) {
	words := bytes.Trim(text, " ")
	if len(words) == 0 {
		v.space = v.space || len(text) > 0
		return
	}
	switch {
	case len(v.text) == 0:
	case v.parted:
		v.text = append(v.text, '\n')
	case v.space || text[0] == ' ':
		v.text = append(v.text, ' ')
	}
	v.text = append(v.text, words...)
	v.space, v.parted = text[len(text)-1] == ' ', false
}

// wordsEnd is where the words end that text begins with, one space between two
// of them, and how long the other white space there is.
func wordsEnd(text []byte) (n, size int) {
	for n < len(text) {
		if c := text[n]; c > ' ' && c < utf8.RuneSelf {
			n++
			continue
		}
		if n > 0 && text[n] == ' ' && n+1 < len(text) && text[n+1] > ' ' && text[n+1] < utf8.RuneSelf {
			n += 2
			continue
		}
		r, size := utf8.DecodeRune(text[n:])
		if unicode.IsSpace(r) {
			return n, size
		}
		n += size
	}
	return n, 0
}

func (v *visible) part() { v.parted = true }

// SetText gives p its visible text. A text that is longer than is kept with
// the page gets a name, by which it is kept apart.
func SetText(p *verify.Page, text string) {
	text = validText(text)
	if len(text) > MostText {
		text, p.Truncated = strings.ToValidUTF8(text[:MostText], ""), true
	}
	p.Text = text
	if len(text) > verify.BriefText {
		p.TextSum = verify.SumOf(text)
	}
}

// validText is s with a mark in place of what is no UTF-8.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// isBlock knows the elements that begin a line of their own.
func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.Br, atom.P, atom.Div, atom.Li, atom.Td, atom.Th, atom.Tr, atom.Dt, atom.Dd, atom.Ul, atom.Ol, atom.Dl, atom.Table,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main,
		atom.Nav, atom.Aside, atom.Blockquote, atom.Pre, atom.Figure, atom.Figcaption, atom.Caption, atom.Address, atom.Form,
		atom.Fieldset, atom.Legend, atom.Hr, atom.Details, atom.Summary, atom.Option, atom.Body, atom.Button, atom.Label:
		return true
	}
	return false
}

func isHTML(mediaType string) bool {
	return mediaType == "text/html" || mediaType == "application/xhtml+xml"
}

// clip bounds a value that is kept.
func clip(s string) string {
	const most = 512
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "")
	}
	return s
}
