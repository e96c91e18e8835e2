package format

import (
	"bytes"
	"errors"
	"fmt"

	"loccit/verify"
)

// rtfReader reads Rich Text Format (Microsoft's RTF Specification 1.9.1). Notes
// stand where they are called; their numbers are counted as Word counts them,
// see wordCounter. Revisions are read as if accepted, hidden text is left out.
type rtfReader struct{}

func (rtfReader) Format() string { return "rtf" }

func (rtfReader) Match(in verify.Input) verify.Fit {
	if bytes.HasPrefix(bytes.TrimLeft(in.Data[:min(len(in.Data), 100)], "\ufeff \t\r\n"), []byte(`{\rtf`)) {
		return verify.ByContent
	}
	return verify.NoFit
}

func (rtfReader) Read(in verify.Input) (*verify.Document, error) {
	r := newRTF(in.Data)
	if err := r.parse(); err != nil {
		return nil, err
	}
	d := r.assemble()
	d.Title = oneLine(string(r.title.text))
	return d, nil
}

// rtfMaxDepth is far above what programs write.
const rtfMaxDepth = 10000

// An rtfDocument is one file while it is read.
type rtfDocument struct {
	data []byte
	pos  int

	state  rtfState
	groups []rtfState // those that are open, outermost first
	bytes  []byte     // 8-bit characters not yet decoded: some take two
	high   rune       // the first half of a character beyond U+FFFF
	skip   int        // 8-bit characters that only repeat the \u before them

	codePage int            // of the document
	fonts    map[int]string // font -> charset
	font     int            // the font being defined
	title    passage
	body     passage
	p        *passage // where text goes
	foot     rtfCounter
	end      rtfCounter
	sections int
	notes    []rtfNote
	open     []int // notes that are being read, innermost last
	fields   []rtfField

	numbered bool        // \chftn came: the note that follows is one of those that are counted
	raised   verify.Span // the last words that were raised
}

// rtfState is what a group inherits, and what ends with it.
type rtfState struct {
	dest                   rtfDest
	chars                  int // 8-bit characters after each \u
	font                   int
	italic, hidden, raised bool
	deleted                bool
	kind                   rtfGroup // what ends with the group
	unknown                bool     // \* came: what follows may be skipped
	twice                  bool     // it has two versions: \upr
	outer                  rtfDest  // of such a group
}

// rtfDest is where the text of a group goes.
type rtfDest int

const (
	rtfText rtfDest = iota
	rtfSkip
	rtfFonts
	rtfInfo
	rtfTitle
	rtfCode // of a field
)

// rtfGroup is a group whose end matters.
type rtfGroup int

const (
	rtfPlain rtfGroup = iota
	rtfNoteGroup
	rtfFieldGroup
)

// rtfNote is a note being read.
type rtfNote struct {
	*passage
	outer   *passage // where it is called
	endnote bool
	dropped bool // its call is deleted or hidden
	begun   bool // it is known which kind it is
	custom  bool
	label   string
	run     int
}

type rtfField struct {
	code  []byte
	p     *passage
	start int
	shown bool
}

// rtfCounter counts the notes of one kind; a section may number them in its own
// way.
type rtfCounter struct {
	wordCounter
	document wordNumbering
}

func newRTF(data []byte) *rtfDocument {
	r := &rtfDocument{data: data, codePage: 1252, fonts: map[int]string{}}
	r.p = &r.body
	r.state.chars = 1
	r.foot.document = wordNumbering{format: "decimal", start: 1, restart: "continuous"}
	r.end.document = r.foot.document
	r.foot.rule, r.end.rule = r.foot.document, r.end.document
	return r
}

// parse reads the whole file.
func (r *rtfDocument) parse() error {
	for r.pos < len(r.data) {
		switch c := r.data[r.pos]; c {
		case '{':
			r.flush()
			r.pos++
			if len(r.groups) == rtfMaxDepth {
				return fmt.Errorf("at byte %d: groups nested more than %d deep", r.pos, rtfMaxDepth)
			}
			r.groups = append(r.groups, r.state)
			r.state.kind, r.state.unknown, r.state.twice = rtfPlain, false, false
		case '}':
			r.flush()
			r.pos++
			r.endGroup()
			if len(r.groups) == 0 {
				return nil
			}
		case '\\':
			if err := r.control(); err != nil {
				return err
			}
		case '\r', '\n', 0:
			r.pos++
		default:
			r.plain()
		}
	}
	if len(r.groups) > 0 {
		return fmt.Errorf("the file is cut off: %d groups have no end", len(r.groups))
	}
	return errors.New("the file is cut off before its text")
}

// plain takes the text up to the next sign that means something; one
// character, where it is not its own text in every charset.
func (r *rtfDocument) plain() {
	start := r.pos
	if r.skip > 0 || len(r.bytes) > 0 || !asItStands(r.data[start]) || r.fontCharset() == "symbol" {
		r.pos++
		r.char(r.data[start])
		return
	}
	for r.pos < len(r.data) && asItStands(r.data[r.pos]) {
		r.pos++
	}
	r.kindKnown()
	r.high = 0
	r.put(string(r.data[start:r.pos]))
}

func asItStands(c byte) bool { return c >= ' ' && c < 0x80 && c != '{' && c != '}' && c != '\\' }

// endGroup does what the end of a group means, and goes back to the state
// before it.
func (r *rtfDocument) endGroup() {
	if len(r.groups) == 0 {
		return
	}
	r.high, r.skip = 0, 0
	switch r.state.kind {
	case rtfNoteGroup:
		r.endNote()
	case rtfFieldGroup:
		r.endField()
	}
	r.state = r.groups[len(r.groups)-1]
	r.groups = r.groups[:len(r.groups)-1]
}

// control reads a control word or a control symbol.
func (r *rtfDocument) control() error {
	r.pos++
	if r.pos == len(r.data) {
		return errors.New("the file is cut off inside a control word")
	}
	c := r.data[r.pos]
	if !asciiLetter(c) {
		r.pos++
		r.symbol(c)
		return nil
	}
	start := r.pos
	for r.pos < len(r.data) && asciiLetter(r.data[r.pos]) {
		r.pos++
	}
	word := string(r.data[start:r.pos])
	n, given := r.parameter()
	if word == "bin" && n > 0 {
		if r.pos += n; r.pos > len(r.data) {
			return errors.New("the file is cut off inside a picture")
		}
		return nil
	}
	if word == "u" && given {
		r.unicode(n)
		return nil
	}
	if r.skip > 0 && r.state.dest == rtfText && !r.ends(word) {
		r.skip--
		return nil
	}
	r.flush()
	r.word(word, n, given)
	return nil
}

// ends reports whether a control word is none that could stand for a character
// after \u.
func (r *rtfDocument) ends(word string) bool { return rtfCharacter(word) == "" }

// parameter reads the number after a control word, and the one space that may
// follow. Numbers beyond any sense are cut.
func (r *rtfDocument) parameter() (n int, given bool) {
	negative := false
	if r.pos+1 < len(r.data) && r.data[r.pos] == '-' && isDigit(r.data[r.pos+1]) {
		negative = true
		r.pos++
	}
	for r.pos < len(r.data) && isDigit(r.data[r.pos]) {
		if given = true; n < 1<<30/10 {
			n = n*10 + int(r.data[r.pos]-'0')
		}
		r.pos++
	}
	if r.pos < len(r.data) && r.data[r.pos] == ' ' {
		r.pos++
	}
	if negative {
		n = -n
	}
	return n, given
}

// symbol reads a control symbol.
func (r *rtfDocument) symbol(c byte) {
	switch c {
	case '\'':
		if r.pos+2 <= len(r.data) {
			if b, ok := hexByte(r.data[r.pos], r.data[r.pos+1]); ok {
				r.pos += 2
				r.char(b)
			}
		}
	case '\\', '{', '}':
		r.char(c)
	case '*':
		r.state.unknown = true
	case '~':
		r.write("\u00a0")
	case '_':
		r.write("\u2011")
	case '-':
		r.write("\u00ad")
	case '\r', '\n':
		r.write("\n")
	case '\t':
		r.write("\t")
	}
}

// assemble puts footnotes first and endnotes after them, as they are printed.
func (r *rtfDocument) assemble() *verify.Document {
	place := make([]int, len(r.notes))
	notes := make([]gatheredNote, 0, len(r.notes))
	for _, endnote := range []bool{false, true} {
		for i := range r.notes {
			n := &r.notes[i]
			if n.endnote != endnote || n.dropped {
				continue
			}
			g := gatheredNote{passage: *n.passage, label: n.label, series: n.run + 1}
			if endnote && r.foot.used {
				g.series += r.foot.run + 1
			}
			if start := n.words().Start; n.custom && bytes.HasPrefix(n.text[start:], []byte(n.label)) {
				g.mark = start + len(n.label)
			}
			place[i] = len(notes)
			notes = append(notes, g)
		}
	}
	renumber(r.body.calls, place)
	for i := range notes {
		renumber(notes[i].passage.calls, place)
	}
	return assemble(&r.body, notes)
}

func asciiLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func hexByte(a, b byte) (byte, bool) {
	high, ok1 := hexDigit(a)
	low, ok2 := hexDigit(b)
	return high<<4 | low, ok1 && ok2
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case isDigit(c):
		return c - '0', true
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}
