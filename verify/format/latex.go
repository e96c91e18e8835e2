package format

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// latexReader reads LaTeX. It knows the macros that carry notes and words, and
// expands those that the author defines; of any other it keeps the arguments
// and forgets the name, so that none stops it. Places in files that \input and
// \include bring are those of the line that brings them: the main file's.
type latexReader struct{}

func (latexReader) Format() string { return "latex" }

func (latexReader) Match(in verify.Input) verify.Fit {
	head := in.Data[:min(len(in.Data), 1<<16)]
	if bytes.Contains(head, []byte("\\documentclass")) || bytes.Contains(head, []byte("\\begin{document}")) {
		if !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<")) && texLine(head) {
			return verify.ByContent
		}
	}
	switch strings.ToLower(path.Ext(in.Path)) {
	case ".tex", ".ltx", ".latex":
		return verify.ByName
	}
	return verify.NoFit
}

// texLine tells whether a line starts with what only a LaTeX file starts a
// line with: a text about LaTeX quotes it elsewhere.
func texLine(head []byte) bool {
	for line := range bytes.Lines(head) {
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0 || line[0] == '%':
		case line[0] == '\\':
			return true
		default:
			return false
		}
	}
	return false
}

func (latexReader) Read(in verify.Input) (*verify.Document, error) {
	text, err := decode(in.Data, inputenc(in.Data))
	if err != nil {
		return nil, err
	}
	x := walkTeX(in, text, nil)
	if x.refs.again() {
		x = walkTeX(in, text, x.refs.words)
	}
	return x.document(), nil
}

// walkTeX reads text with the numbers of labels that are known beforehand.
func walkTeX(in verify.Input, text string, known map[string]string) *texWalk {
	x := &texWalk{open: in.Open, body: newBody(newSource(text)), macros: map[string]texMacro{}, refs: newTexRefs(), verbs: map[string]string{}}
	x.refs.known = known
	x.out = x.body
	x.foot.series = 1
	x.inputs = []texInput{{text: text, name: path.Base(in.Path), mapped: true}}
	x.limit = 1<<20 + 50*len(text)
	x.preamble = strings.Contains(text, "\\begin{document}")
	x.walk()
	return x
}

// inputenc is the charset that a file declares to LaTeX.
func inputenc(data []byte) string {
	head := data[:min(len(data), 1<<16)]
	at := bytes.Index(head, []byte("]{inputenc}"))
	if at < 0 {
		return ""
	}
	from := bytes.LastIndexByte(head[:at], '[') + 1
	switch name := string(head[from:at]); name {
	case "latin1", "ansinew", "cp1252":
		return "windows-1252"
	case "latin9":
		return "iso-8859-15"
	case "latin2":
		return "iso-8859-2"
	case "applemac":
		return "macintosh"
	case "cp1250", "cp1251":
		return "windows-" + name[2:]
	case "koi8-r":
		return name
	}
	return ""
}

// A texWalk reads LaTeX from its first byte to its last. What is open (groups,
// notes, titles) is a stack of its own, so that no depth of nesting matters.
type texWalk struct {
	open     func(string) ([]byte, error)
	inputs   []texInput // being read; the last one first
	groups   []texGroup
	out      *leaf
	body     *leaf
	notes    []texNote
	marks    []texMark
	macros   map[string]texMacro
	refs     texRefs
	verbs    map[string]string // \SaveVerb
	foot     texCounter
	end      texCounter
	preamble bool // before \begin{document}: only definitions count
	title    [3]texPiece
	cost     int // bytes that macros brought
	limit    int // of cost: a macro that doubles itself ends there
	included int // bytes that other files brought
}

// A texInput is a text being read: a file, or what a macro stands for.
type texInput struct {
	text   string
	pos    int
	name   string // of a file; empty for a macro
	mapped bool   // pos is an offset in the main file
	at     int    // the offset in the main file that all of it stands for, where it is not
	wasted int    // bytes looked through for arguments that nothing closes
	stop   bool   // what is asked for within does not reach beyond it
}

// A texGroup is a pair of braces, or of \begin and \end, that is open.
type texGroup struct {
	close  func()
	italic int    // 1 + where italics start, 0 for none
	env    string // the name of an environment; empty for braces
	format string // of footnote numbers, outside the group
	note   bool
}

// maxTexIncluded bounds what other files may bring, in bytes.
const maxTexIncluded = 256 << 20

// maxTexInputs bounds how deep macros and files may be nested.
const maxTexInputs = 200

func (x *texWalk) walk() {
	for len(x.inputs) > 0 {
		in := &x.inputs[len(x.inputs)-1]
		if in.pos >= len(in.text) {
			x.inputs = x.inputs[:len(x.inputs)-1]
			continue
		}
		x.step(in)
	}
	x.closeAll()
}

// step reads one piece of the innermost input: words, a macro, a brace.
func (x *texWalk) step(in *texInput) {
	n := strings.IndexAny(in.text[in.pos:], "\\{}%~-`'&$\n")
	if n < 0 {
		n = len(in.text) - in.pos
	}
	if n > 0 {
		x.words(in, n)
		return
	}
	rest := in.text[in.pos:]
	switch rest[0] {
	case '\\':
		x.control(in)
	case '{':
		in.pos++
		x.push(texGroup{})
	case '}':
		in.pos++
		x.pop()
		if strings.HasPrefix(rest, "}{") && !strings.HasPrefix(rest, "}{}") {
			x.out.leave(spaceGap) // two arguments of a macro that is not known
		}
	case '%':
		in.pos += commentLen(rest)
	case '\n':
		x.newline(in)
	case '&':
		in.pos++
		x.out.leave(cellGap)
		x.out.steady = false
	case '$':
		in.pos++
		x.out.steady = false
	default:
		x.ligature(in, rest)
	}
}

// place is the offset in the main file of where an input stands.
func (in *texInput) place() int {
	if in.mapped {
		return in.pos
	}
	return in.at
}

// words adds the next n bytes.
func (x *texWalk) words(in *texInput, n int) {
	s := in.text[in.pos : in.pos+n]
	if !x.preamble {
		if in.mapped {
			x.out.write(s, in.pos)
		} else {
			x.out.print(s, in.at)
		}
	}
	in.pos += n
}

// say adds a word in the place of what stands there.
func (x *texWalk) say(s string, at int) {
	if !x.preamble {
		x.out.print(s, at)
	}
}

// commentLen is the length of a comment with the line's end, and with the
// white space that the next line starts with.
func commentLen(s string) int {
	n := strings.IndexByte(s, '\n')
	if n < 0 {
		return len(s)
	}
	n++
	for n < len(s) && (s[n] == ' ' || s[n] == '\t') {
		n++
	}
	return n
}

// newline is a space, and with white space alone up to the next one the end
// of a paragraph.
func (x *texWalk) newline(in *texInput) {
	n := 1
	for in.pos+n < len(in.text) && strings.IndexByte(" \t\n", in.text[in.pos+n]) >= 0 {
		n++
	}
	g := spaceGap
	if strings.Count(in.text[in.pos:in.pos+n], "\n") > 1 {
		g = paragraphGap
	}
	x.out.leave(g)
	x.out.steady = false
	in.pos += n
}

// ligature reads what TeX prints as one character.
func (x *texWalk) ligature(in *texInput, rest string) {
	for _, l := range [...]struct{ from, to string }{
		{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}, {"`", "‘"}, {"'", "’"}, {"~", " "},
	} {
		if strings.HasPrefix(rest, l.from) {
			x.say(l.to, in.place())
			in.pos += len(l.from)
			return
		}
	}
	x.words(in, 1)
}

// push opens a group.
func (x *texWalk) push(g texGroup) {
	g.format = x.foot.format
	x.groups = append(x.groups, g)
}

// pop ends the innermost group; a brace too many ends none.
func (x *texWalk) pop() {
	if len(x.groups) == 0 {
		return
	}
	g := x.groups[len(x.groups)-1]
	x.groups = x.groups[:len(x.groups)-1]
	if g.italic > 0 {
		x.out.italic(g.italic - 1)
	}
	x.foot.format = g.format
	if g.close != nil {
		g.close()
	}
}

func (x *texWalk) closeAll() {
	for len(x.groups) > 0 {
		x.pop()
	}
}

// escape ends the notes that a chapter starts in: a brace was forgotten, and
// the rest of the book is no note.
func (x *texWalk) escape() {
	for i := range x.groups {
		if x.groups[i].note {
			for len(x.groups) > i {
				x.pop()
			}
			return
		}
	}
}

// control reads a backslash and what follows it.
func (x *texWalk) control(in *texInput) {
	at := in.place()
	name := controlName(in.text[in.pos+1:])
	in.pos += 1 + len(name)
	if name == "" {
		return
	}
	if isASCIILetter(name[0]) {
		for in.pos < len(in.text) && (in.text[in.pos] == ' ' || in.text[in.pos] == '\t') {
			in.pos++
		}
		if in.pos < len(in.text) && in.text[in.pos] == '\n' && !strings.HasPrefix(strings.TrimLeft(in.text[in.pos+1:min(len(in.text), in.pos+200)], " \t"), "\n") {
			in.pos++
		}
	}
	x.out.steady = false
	x.macro(name, at)
	x.out.steady = false
}

// controlName is the name of a macro: letters, or one other character.
func controlName(s string) string {
	n := 0
	for n < len(s) && (isASCIILetter(s[n]) || s[n] == '@') {
		n++
	}
	if n == 0 && s != "" {
		_, n = utf8.DecodeRuneInString(s)
	}
	return s[:n]
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
