package format

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"loccit/verify"
)

// char takes one 8-bit character, unless it only repeats the \u before it for
// programs that know no Unicode. Characters of two bytes are decoded together.
func (r *rtfDocument) char(c byte) {
	r.kindKnown()
	if r.skip > 0 {
		r.skip--
		return
	}
	if c < 0x80 && len(r.bytes) == 0 && r.fontCharset() != "symbol" {
		r.high = 0
		r.put(string(rune(c)))
		return
	}
	r.bytes = append(r.bytes, c)
}

// kindKnown settles the kind of a note whose words begin at once.
func (r *rtfDocument) kindKnown() {
	if n := len(r.open); n > 0 && !r.notes[r.open[n-1]].begun && r.state.dest == rtfText {
		r.kindOfNote(false)
	}
}

// flush decodes the 8-bit characters that have gathered.
func (r *rtfDocument) flush() {
	if len(r.bytes) == 0 {
		return
	}
	b := r.bytes
	r.bytes = r.bytes[:0]
	r.high = 0
	name := r.fontCharset()
	if name == "symbol" {
		r.put(rtfSymbols(b))
		return
	}
	enc := rtfEncoding(name)
	text, err := enc.NewDecoder().Bytes(b)
	if err != nil || !utf8.Valid(text) {
		text, _ = charmap.Windows1252.NewDecoder().Bytes(b)
	}
	r.put(string(text))
}

// unicode takes a character by number. Programs write those beyond 32767 as
// negative numbers, and those beyond U+FFFF as two halves.
func (r *rtfDocument) unicode(n int) {
	r.flush()
	r.kindKnown()
	if n < 0 {
		n += 1 << 16
	}
	c := rune(n)
	switch {
	case utf16.IsSurrogate(c) && c < 0xDC00:
		r.high = c
		r.skip = r.state.chars
		return
	case utf16.IsSurrogate(c):
		c = utf16.DecodeRune(r.high, c)
	case !utf8.ValidRune(c) || c < ' ' && c != '\t' && c != '\n':
		c = utf8.RuneError
	}
	r.high = 0
	r.put(string(c))
	r.skip = r.state.chars
}

// write takes a character that a control stands for.
func (r *rtfDocument) write(text string) {
	r.flush()
	r.kindKnown()
	if r.skip > 0 {
		r.skip--
		return
	}
	r.put(text)
}

// put adds text to where this group's text goes.
func (r *rtfDocument) put(text string) {
	switch r.state.dest {
	case rtfTitle:
		r.title.text = append(r.title.text, text...)
	case rtfCode:
		if top := len(r.fields) - 1; top >= 0 && !r.fields[top].shown {
			r.fields[top].code = append(r.fields[top].code, text...)
		}
	case rtfText:
		if r.state.hidden || r.state.deleted {
			return
		}
		start := r.p.offset()
		r.p.text = append(r.p.text, text...)
		if r.state.italic {
			r.p.italic(start)
		}
		if r.state.raised {
			if r.raised.End != start || r.raised.Len() == 0 {
				r.raised.Start = start
			}
			r.raised.End = r.p.offset()
		}
	}
}

// fontCharset is the charset of the font in use, else that of the document.
func (r *rtfDocument) fontCharset() string {
	if name := r.fonts[r.state.font]; name != "" {
		return name
	}
	return rtfCodePage(r.codePage)
}

// rtfCharset is the charset that \fcharset names; empty for that of the
// document.
func rtfCharset(n int) string {
	switch n {
	case 2:
		return "symbol"
	case 77:
		return "macintosh"
	case 128:
		return "shift_jis"
	case 129, 130:
		return "euc-kr"
	case 134:
		return "gbk"
	case 136:
		return "big5"
	case 161:
		return "windows-1253"
	case 162:
		return "windows-1254"
	case 163:
		return "windows-1258"
	case 177:
		return "windows-1255"
	case 178, 179, 180:
		return "windows-1256"
	case 186:
		return "windows-1257"
	case 204:
		return "windows-1251"
	case 222:
		return "windows-874"
	case 238:
		return "windows-1250"
	case 254:
		return "ibm437"
	case 255:
		return "ibm850"
	}
	return ""
}

// rtfCodePage is the charset of a Windows code page.
func rtfCodePage(n int) string {
	switch n {
	case 437, 850, 852, 855, 858, 860, 862, 863, 865, 866:
		return "ibm" + strconv.Itoa(n)
	case 932:
		return "shift_jis"
	case 936:
		return "gbk"
	case 949, 1361:
		return "euc-kr"
	case 950:
		return "big5"
	case 10000:
		return "macintosh"
	case 10007:
		return "x-mac-cyrillic"
	case 65001:
		return "utf-8"
	}
	return "windows-" + strconv.Itoa(n)
}

// rtfEncoding finds the decoder of a charset; Windows-1252 where there is none.
func rtfEncoding(name string) encoding.Encoding {
	switch name {
	case "ibm437":
		return charmap.CodePage437
	case "ibm850":
		return charmap.CodePage850
	case "ibm852":
		return charmap.CodePage852
	case "ibm855":
		return charmap.CodePage855
	case "ibm858":
		return charmap.CodePage858
	case "ibm860":
		return charmap.CodePage860
	case "ibm862":
		return charmap.CodePage862
	case "ibm863":
		return charmap.CodePage863
	case "ibm865":
		return charmap.CodePage865
	}
	if enc, _ := charset.Lookup(name); enc != nil {
		return enc
	}
	return charmap.Windows1252
}

// rtfSymbols reads characters of a symbol font: signs and figures are those of
// ASCII, the rest is private to the font.
func rtfSymbols(b []byte) string {
	var runes []rune
	for _, c := range b {
		switch {
		case c == 0xB7:
			runes = append(runes, '•')
		case c < 0x40:
			runes = append(runes, rune(c))
		default:
			runes = append(runes, 0xF000+rune(c))
		}
	}
	return string(runes)
}

// trimmedSpan is s without the white space around it.
func (p *passage) trimmedSpan(s verify.Span) verify.Span {
	if s.End > len(p.text) {
		return verify.Span{}
	}
	return trimSpan(p.text, s)
}
