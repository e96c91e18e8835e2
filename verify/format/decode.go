package format

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"loccit/verify"
)

// decode turns the bytes of a text format into UTF-8 with "\n" at the end of
// each line. Lines and columns stay those of the file: a carriage return is
// never more than the tail of a line, and a byte order mark is no character.
//
// A byte order mark comes first, then what the bytes themselves show, then the
// charset that the format declares (declared may be empty), and a guess last.
// The error says what is wrong and at which byte; it wraps verify.ErrFormat
// where the bytes are of a known kind that is no text.
func decode(data []byte, declared string) (string, error) {
	if kind := binaryKind(data); kind != "" {
		return "", fmt.Errorf("%w: this is %s", verify.ErrFormat, kind)
	}
	text, err := toUTF8(data, declared)
	if err != nil {
		return "", err
	}
	return unixLines(text), nil
}

// toUTF8 finds the charset of data and decodes it.
func toUTF8(data []byte, declared string) (string, error) {
	c, err := codingOf(data, declared)
	if err != nil {
		return "", err
	}
	data = data[len(c.mark):]
	if c.charset != nil {
		return decodeWith(c.charset, data)
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	return strings.ToValidUTF8(string(data), "\ufffd"), nil
}

// codingOf finds the charset of data: a byte order mark first, then what the
// bytes show, then what the format declares, and a guess last.
func codingOf(data []byte, declared string) (Coding, error) {
	if enc, skip := byteOrder(data); enc != nil {
		text, err := decodeWith(enc, data[skip:])
		if at, what := rubbish(text); what != "" {
			return Coding{}, fmt.Errorf("not a text: %s at byte %d of what is UTF-16 or UTF-32 by its first bytes", what, at)
		}
		return Coding{enc, data[:skip], true}, err
	}
	if at, what := rubbish(data); what != "" {
		return Coding{}, fmt.Errorf("not a text: %s at byte %d", what, at)
	}
	var c Coding
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		c.mark = data[:len("\ufeff")]
	}
	data = data[len(c.mark):]
	if utf8.Valid(data) || mostlyUTF8(data) {
		return c, nil
	}
	if enc, err := htmlindex.Get(declared); err == nil {
		c.charset = enc
	} else {
		c.charset = guess(data)
	}
	return c, nil
}

func decodeWith(enc encoding.Encoding, data []byte) (string, error) {
	decoded, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("decoding: %w", err)
	}
	return string(decoded), nil
}

// byteOrder recognises UTF-16 and UTF-32, by their mark or, for UTF-16, by
// the zero bytes that every second byte of Western text then is. It returns
// how many bytes the mark takes.
func byteOrder(data []byte) (encoding.Encoding, int) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(data, []byte{0, 0, 0xfe, 0xff}):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	}
	head := data[:min(len(data), 4096)&^1]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case half < 2:
	case zeros[1] > half*7/10 && zeros[0] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 0
	case zeros[0] > half*7/10 && zeros[1] == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 0
	}
	return nil, 0
}

// mostlyUTF8 reports whether data is UTF-8 with a few broken characters: a
// text cut in the middle of one, or pasted together out of two charsets.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good >= 4*bad
}

// sampleSize is how many bytes a charset is guessed from. More text makes the
// guess slower and no better.
const sampleSize = 1 << 16

// guess names the charset of data that declares none. The sample starts
// shortly before the first byte that is not ASCII, for before it every charset
// looks the same. Where the guess names nothing known it is Windows-1252, as
// for browsers.
func guess(data []byte) encoding.Encoding {
	first := bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf })
	start := max(0, first-sampleSize/4)
	sample := data[start:min(len(data), start+sampleSize)]
	enc, err := htmlindex.Get(chardet.Detect(sample).Encoding)
	if err != nil {
		return charmap.Windows1252
	}
	return enc
}

// rubbish returns the place and the name of what no text holds: a NUL, or more
// control characters than a slip explains.
func rubbish[T string | []byte](text T) (at int, what string) {
	first, controls := -1, 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= ' ' && c != 0x7f || textControl(c):
			continue
		case c == 0:
			return i, "a NUL byte"
		case first < 0:
			first = i
		}
		controls++
	}
	if controls > 8+len(text)/200 || controls*4 > len(text) {
		return first, fmt.Sprintf("the control character %#02x", text[first])
	}
	return 0, ""
}

// textControl tells the control characters that texts do hold: white space,
// the soft hyphen of PDF extraction (U+0002), backspace overstrikes and
// escape sequences of manual pages, and the end-of-file mark of CP/M.
func textControl(c byte) bool {
	switch c {
	case '\t', '\n', '\v', '\f', '\r', 0x02, '\b', 0x1a, 0x1b:
		return true
	}
	return false
}

// unixLines ends every line with "\n", whether the file used "\r\n" or, as old
// Macs did, "\r".
func unixLines(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.ReplaceAll(text, "\r", "\n")
}

// binaryKind names data that is of a well-known binary kind, with its article;
// empty where it is none. Readers of containers (DOCX, ODT, EPUB, PDF, RTF)
// match before plain text is asked, so what arrives here is one that none of
// them took.
func binaryKind(data []byte) string {
	for _, k := range binaryKinds() {
		if k.fits(data) {
			return k.name
		}
	}
	return ""
}

// A magic is the signature of one kind of file; a "?" in it stands for any byte.
type magic struct {
	offset int
	bytes  string
	name   string
}

func (m magic) fits(data []byte) bool {
	if len(data) < m.offset+len(m.bytes) {
		return false
	}
	for i := range len(m.bytes) {
		if m.bytes[i] != '?' && m.bytes[i] != data[m.offset+i] {
			return false
		}
	}
	return true
}

// binaryKinds are signatures of files that a person may take for a manuscript,
// or send by mistake; see https://en.wikipedia.org/wiki/List_of_file_signatures.
func binaryKinds() []magic {
	return []magic{
		{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file (.doc, .xls, .ppt); save it as .docx first"},
		{0, "\xdb\xa5-\x00", "a Word 2 file; save it as .docx first"},
		{0, "\xffWPC", "a WordPerfect file; save it as .docx or .odt first"},
		{0, "%PDF-", "a PDF file, and no reader took it"},
		{0, "PK\x03\x04", "a zip archive, and none of DOCX, ODT and EPUB"},
		{0, "PK\x05\x06", "an empty zip archive"},
		{0, "%!PS", "a PostScript file; make a PDF of it first"},
		{0, "AT&TFORM", "a DjVu file; make a PDF of it first"},
		{60, "BOOKMOBI", "a Mobipocket or Kindle book; convert it to EPUB first"},
		{0, "ITSF\x03", "a compiled help file (.chm)"},
		{0, "\x89PNG\r\n", "a PNG image"},
		{0, "\xff\xd8\xff", "a JPEG image"},
		{0, "GIF87a", "a GIF image"},
		{0, "GIF89a", "a GIF image"},
		{0, "II*\x00", "a TIFF image"},
		{0, "MM\x00*", "a TIFF image"},
		{0, "RIFF????WEBP", "a WebP image"},
		{0, "RIFF????WAVE", "a WAVE recording"},
		{0, "\x00\x00\x00?ftyp", "a video or HEIF image"},
		{0, "ID3\x02", "an MP3 recording"},
		{0, "ID3\x03", "an MP3 recording"},
		{0, "ID3\x04", "an MP3 recording"},
		{0, "OggS\x00", "an Ogg recording"},
		{0, "\x1f\x8b", "a gzip archive; unpack it first"},
		{0, "BZh?1AY&SY", "a bzip2 archive; unpack it first"},
		{0, "\xfd7zXZ\x00", "an xz archive; unpack it first"},
		{0, "\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it first"},
		{0, "7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"},
		{0, "Rar!\x1a\x07", "a RAR archive; unpack it first"},
		{257, "ustar\x00", "a tar archive; unpack it first"},
		{257, "ustar  \x00", "a tar archive; unpack it first"},
		{0, "SQLite format 3\x00", "an SQLite database"},
		{0, "\x7fELF", "a program"},
		{0, "MZ\x90\x00", "a Windows program"},
		{0, "bplist00", "a binary property list"},
	}
}
