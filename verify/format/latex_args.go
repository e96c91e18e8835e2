package format

import (
	"strings"
	"unicode/utf8"
)

// A texPiece is an argument as it is written, with its place.
type texPiece struct {
	text string
	at   int // of its first byte in the main file
}

// input is a piece, ready to be read.
func (p texPiece) input() texInput {
	return texInput{text: p.text, at: p.at, mapped: false}
}

// innermost is the input that is being read; an empty one at the very end.
func (x *texWalk) innermost() *texInput {
	if len(x.inputs) == 0 {
		return &texInput{}
	}
	return &x.inputs[len(x.inputs)-1]
}

// peek is the input that the next character comes from, with white space
// skipped; nil at the end.
func (x *texWalk) peek() *texInput {
	for i := len(x.inputs) - 1; i >= 0; i-- {
		in := &x.inputs[i]
		for in.pos < len(in.text) {
			switch in.text[in.pos] {
			case ' ', '\t', '\n':
				in.pos++
			case '%':
				in.pos += commentLen(in.text[in.pos:])
			default:
				return in
			}
		}
		if in.name != "" || in.stop {
			return nil // a file's end is no place for an argument
		}
		x.inputs = x.inputs[:i]
	}
	return nil
}

// next tells whether c follows, and takes it.
func (x *texWalk) next(c byte) bool {
	in := x.peek()
	if in == nil || in.text[in.pos] != c {
		return false
	}
	in.pos++
	return true
}

// brace takes the brace that opens an argument whose words are to be read.
// Where there is none the argument is one character, and is not worth a group.
func (x *texWalk) brace(g texGroup) {
	if x.next('{') {
		x.push(g)
	}
}

// arg takes an argument in braces as it is written; a macro or a character
// where there are none.
func (x *texWalk) arg() texPiece {
	in := x.peek()
	if in == nil {
		return texPiece{}
	}
	switch in.text[in.pos] {
	case '{':
		return in.balanced('{', '}')
	case '}':
		return texPiece{at: in.place()}
	case '\\':
		n := 1 + len(controlName(in.text[in.pos+1:]))
		return in.take(n)
	}
	return in.take(runeLen(in.text[in.pos:]))
}

// option takes an argument in square brackets, if there is one.
func (x *texWalk) option() (texPiece, bool) {
	in := x.peek()
	if in == nil || in.text[in.pos] != '[' {
		return texPiece{}, false
	}
	p := in.balanced('[', ']')
	return p, p.text != "" || in.pos > 0 && in.text[in.pos-1] == ']'
}

// options takes all arguments in square brackets.
func (x *texWalk) options() {
	for {
		if _, ok := x.option(); !ok {
			return
		}
	}
}

func (in *texInput) take(n int) texPiece {
	n = min(n, len(in.text)-in.pos)
	p := texPiece{text: in.text[in.pos : in.pos+n], at: in.place()}
	in.pos += n
	return p
}

// maxTexArg bounds an argument that is taken as it is written, in bytes: a
// brace that nothing closes does not take the book.
const maxTexArg = 1 << 16

// window is what an argument is looked for in. After many that nothing closes
// it becomes short, so that they cost no more than the text is long.
func (in *texInput) window() string {
	size := maxTexArg
	if in.wasted > 64*maxTexArg {
		size = 256
	}
	return in.text[in.pos:min(len(in.text), in.pos+size)]
}

// giveUp leaves an argument whose end was not found; only its brace is taken.
func (in *texInput) giveUp(looked int) texPiece {
	in.wasted += looked
	in.pos++
	return texPiece{at: in.place()}
}

// balanced takes what stands between an open and a close, braces counted. With
// no end in sight nothing is taken but the open.
func (in *texInput) balanced(open, close byte) texPiece {
	s := in.window()
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case c == '%':
			i += commentLen(s[i:]) - 1
		case c == '{' || c == open && depth == 0:
			depth++
		case c == '}' && open == '[' && depth == 1:
			in.pos++
			return texPiece{at: in.place()}
		case c == '}' && close == '}', c == '}' && depth > 1, c == close && depth == 1:
			if depth--; depth == 0 {
				p := texPiece{text: s[1:i], at: in.place() + 1}
				in.pos += i + 1
				return p
			}
		}
	}
	return in.giveUp(len(s))
}

// verbatim takes what stands between two of the same character, or in braces.
func (x *texWalk) verbatim() texPiece {
	in := x.innermost()
	if in.pos >= len(in.text) {
		if in = x.peek(); in == nil {
			return texPiece{}
		}
	}
	if in.text[in.pos] == '{' {
		return in.balancedVerbatim()
	}
	delimiter := in.text[in.pos]
	line, _, _ := strings.Cut(in.text[in.pos+1:], "\n")
	end := strings.IndexByte(line, delimiter)
	if end < 0 || isASCIILetter(delimiter) || delimiter >= utf8.RuneSelf {
		return texPiece{at: in.place()}
	}
	p := texPiece{text: line[:end], at: in.place() + 1}
	in.pos += end + 2
	return p
}

// balancedVerbatim takes what stands in braces, with no character special: %
// and # in a URL.
func (in *texInput) balancedVerbatim() texPiece {
	s := in.window()
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				p := texPiece{text: s[1:i], at: in.place() + 1}
				in.pos += i + 1
				return p
			}
		}
	}
	return in.giveUp(len(s))
}

// texURL is an address as it is meant: characters that TeX would take for its
// own may have a backslash, and lines may be broken.
func texURL(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && strings.IndexByte("%#_&~{}$^\\", s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case s[i] == '\\' && strings.HasPrefix(s[i:], "\\textasciitilde"):
			b.WriteByte('~')
			i += len("\\textasciitilde") - 1
			if strings.HasPrefix(s[i+1:], "{}") {
				i += 2
			}
		case s[i] == '\\' || s[i] == '\n' || s[i] == '\t' || s[i] == ' ':
		case s[i] == '{' || s[i] == '}':
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
