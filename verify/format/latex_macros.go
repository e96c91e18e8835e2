package format

import (
	"path"
	"strings"

	"loccit/verify"
)

// macro does what a macro stands for. Of one that is not known nothing is left
// but its arguments.
func (x *texWalk) macro(name string, at int) {
	if m, ok := x.macros[name]; ok && x.expand(m, at) {
		return
	}
	if s, ok := texSymbol(name); ok {
		x.say(s, at)
		x.nothing()
		return
	}
	switch {
	case x.noteMacro(name, at), x.linkMacro(name, at), x.fontMacro(name), x.defineMacro(name), x.layoutMacro(name, at):
		return
	}
	if isAccent(name) {
		x.accent(name, at)
		return
	}
	if n, ok := droppedArgs(name); ok {
		x.next('*')
		x.options()
		for range n {
			x.arg()
		}
		x.options()
		return
	}
	if isASCIILetter(name[0]) {
		x.unknown()
	}
}

// nothing takes the empty group that ends the name of a symbol.
func (x *texWalk) nothing() {
	in := x.innermost()
	if strings.HasPrefix(in.text[in.pos:], "{}") {
		in.pos += 2
	}
}

// unknown forgets the options of a macro; its arguments are groups, and their
// words are kept. A bracket that stands apart is none of its options.
func (x *texWalk) unknown() {
	in := x.innermost()
	if in.pos < len(in.text) && in.text[in.pos] == '*' {
		in.pos++
	}
	for in.pos < len(in.text) && in.text[in.pos] == '[' {
		in.balanced('[', ']')
	}
}

// linkMacro reads addresses.
func (x *texWalk) linkMacro(name string, at int) bool {
	switch name {
	case "url", "nolinkurl", "path":
		x.options()
		target := texURL(x.verbatim().text)
		x.flushTo(target, at)
	case "href":
		x.options()
		x.peek()
		target := texURL(x.verbatim().text)
		if x.peek() == nil {
			return true
		}
		out := x.out
		out.flush()
		start := out.here()
		x.brace(texGroup{close: func() { out.link(start, target) }})
	case "hyperlink", "hypertarget", "texorpdfstring":
		x.arg()
		if name == "texorpdfstring" {
			return true // the first argument was what is printed; the second is for menus
		}
	case "hyperref":
		if _, ok := x.option(); !ok {
			x.arg()
			x.arg()
			x.arg()
		}
	case "doi":
		id := texURL(x.verbatim().text)
		x.flushTo(id, at)
		if n := len(x.out.links); n == 0 || !x.preamble {
			x.out.links = append(x.out.links, verify.Link{Span: x.out.since(x.out.here() - len(id)), Target: "https://doi.org/" + id})
		}
	default:
		return false
	}
	return true
}

// flushTo prints an address that leads to itself.
func (x *texWalk) flushTo(target string, at int) {
	if x.preamble || target == "" {
		return
	}
	x.out.flush()
	start := x.out.here()
	x.out.print(target, at)
	x.out.link(start, target)
}

// fontMacro reads what sets words in italics.
func (x *texWalk) fontMacro(name string) bool {
	switch name {
	case "emph", "textit", "textsl", "mkbibemph", "citetitle":
		x.brace(texGroup{italic: 1 + x.out.here()})
	case "em", "it", "itshape", "slshape", "sl":
		if n := len(x.groups); n > 0 && x.groups[n-1].italic == 0 {
			x.groups[n-1].italic = 1 + x.out.here()
		}
	case "enquote", "mkbibquote":
		x.next('*')
		x.say("“", x.at())
		out := x.out
		x.brace(texGroup{close: func() { x.sayTo(out, "”") }})
	default:
		return false
	}
	return true
}

func (x *texWalk) sayTo(out *leaf, s string) {
	if !x.preamble {
		out.print(s, x.at())
	}
}

// at is the place in the main file of what is read next.
func (x *texWalk) at() int {
	if len(x.inputs) == 0 {
		return 0
	}
	return x.inputs[len(x.inputs)-1].place()
}

// layoutMacro reads what divides a text into its parts.
func (x *texWalk) layoutMacro(name string, at int) bool {
	switch name {
	case "\\", "newline", "linebreak", "tabularnewline":
		x.next('*')
		x.unknown()
		x.out.leave(lineGap)
	case "par", "bigskip", "medskip", "smallskip", "newpage", "clearpage", "cleardoublepage", "hrule":
		x.out.leave(paragraphGap)
	case " ", ",", ";", ":", "quad", "qquad", "enspace", "thinspace", "space", "nobreakspace", "\n", "\t", ">":
		x.out.leave(spaceGap)
	case "item":
		x.out.leave(lineGap)
		if label, ok := x.option(); ok {
			x.read(label, at)
		}
	case "part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "addchap", "addsec":
		x.heading(name)
	case "caption", "captionof":
		if x.next('*'); name == "captionof" {
			x.arg()
		}
		x.option()
		x.out.leave(paragraphGap)
		out := x.out
		x.brace(texGroup{close: func() { out.leave(paragraphGap) }})
	case "begin":
		x.begin()
	case "end":
		x.finish(x.arg().text)
	case "verb", "lstinline", "Verb":
		x.next('*')
		x.say(x.verbatim().text, at)
	case "SaveVerb": // \SaveVerb{name}|words|, of fancyvrb
		x.options()
		id := x.arg().text
		x.verbs[id] = x.verbatim().text
	case "UseVerb":
		x.next('*')
		x.options()
		x.say(x.verbs[x.arg().text], at)
	case "title", "author", "date":
		x.option()
		x.title[strings.Index("tad", name[:1])] = x.arg()
	case "maketitle":
		x.maketitle()
	case "iffalse":
		x.skipFalse()
	case "fi", "else", "iftrue":
	case "input", "include", "subfile", "import", "subimport", "subfileinclude":
		x.include(name, at)
	default:
		return false
	}
	return true
}

// heading reads a title of a chapter or less; numbers of notes may restart.
func (x *texWalk) heading(name string) {
	star := x.next('*')
	x.option()
	if !x.preamble {
		x.escape()
	}
	if !star {
		x.foot.restart(name)
		x.end.restart(name)
		x.refs.count(name)
	}
	x.out.leave(paragraphGap)
	out := x.out
	if name == "paragraph" || name == "subparagraph" {
		return
	}
	x.brace(texGroup{close: func() { out.leave(paragraphGap) }})
}

// read has a piece read before what follows. Nothing within takes what stands
// after it for its argument.
func (x *texWalk) read(p texPiece, at int) {
	if len(x.inputs) >= maxTexInputs {
		return
	}
	in := p.input()
	in.at, in.stop = at, true
	x.inputs = append(x.inputs, in)
}

func (x *texWalk) maketitle() {
	for i := len(x.title) - 1; i >= 0; i-- {
		if x.title[i].text != "" {
			x.read(texPiece{text: x.title[i].text + "\n\n"}, x.title[i].at)
		}
	}
	x.out.leave(paragraphGap)
}

// begin opens an environment.
func (x *texWalk) begin() {
	env := x.arg().text
	switch strings.TrimSuffix(env, "*") {
	case "document":
		if x.preamble {
			x.preamble = false
			x.groups = x.groups[:0]
		}
		return
	case "verbatim", "Verbatim", "lstlisting", "minted", "alltt", "comment", "BVerbatim", "filecontents":
		x.listing(env)
		return
	}
	x.unknown()
	for range envArgs(strings.TrimSuffix(env, "*")) {
		x.arg()
	}
	x.out.leave(paragraphGap)
	x.push(texGroup{env: env})
}

// envArgs are how many arguments of an environment are no words.
func envArgs(env string) int {
	switch env {
	case "tabular", "longtable", "supertabular", "array", "minipage", "multicols", "thebibliography", "adjustwidth", "spacing", "adjustbox", "subfigure", "subtable", "tabulary":
		return 1
	case "tabularx", "wrapfigure", "list", "tabu", "wraptable":
		return 2
	}
	return 0
}

// listing keeps a text as it is, to the end of its environment; a comment is
// left out.
func (x *texWalk) listing(env string) {
	in := x.innermost()
	end := strings.Index(in.text[in.pos:], "\\end{"+env+"}")
	size := len("\\end{" + env + "}")
	if end < 0 {
		end, size = len(in.text)-in.pos, 0
	}
	x.out.leave(paragraphGap)
	if !x.preamble && env != "comment" && env != "filecontents" && in.mapped {
		x.out.keep(strings.Trim(in.text[in.pos:in.pos+end], "\n"), in.pos)
	}
	x.out.leave(paragraphGap)
	x.out.steady = false
	in.pos += end + size
}

// finish closes an environment with the groups that were left open in it. One
// that was never opened closes nothing.
func (x *texWalk) finish(env string) {
	if env == "document" {
		x.escape()
		x.closeAll()
		x.inputs = nil
		return
	}
	x.out.leave(paragraphGap)
	const enough = 64 // groups left open within
	for i := len(x.groups) - 1; i >= max(0, len(x.groups)-enough); i-- {
		if x.groups[i].note {
			return
		}
		if x.groups[i].env == env {
			for len(x.groups) > i {
				x.pop()
			}
			return
		}
	}
}

// skipFalse passes over what \iffalse hides: to its \else, or to its \fi.
func (x *texWalk) skipFalse() {
	in := x.innermost()
	end := controlIndex(in.text[in.pos:], "\\fi")
	hidden := in.text[in.pos : in.pos+end]
	in.pos += controlIndex(hidden, "\\else")
}

// controlIndex is where s goes on after a macro; its length where that is not
// in it.
func controlIndex(s, macro string) int {
	for at := 0; ; {
		n := strings.Index(s[at:], macro)
		if n < 0 {
			return len(s)
		}
		if at += n + len(macro); at == len(s) || !isASCIILetter(s[at]) {
			return at
		}
	}
}

// include reads another file of the manuscript's folder. One that is not there,
// that is being read already, or that lies outside the folder is passed over.
func (x *texWalk) include(name string, at int) {
	dir := ""
	if name == "import" || name == "subimport" {
		x.next('*')
		dir = x.arg().text
	}
	file := strings.Trim(x.arg().text, " \"")
	if x.open == nil || file == "" || strings.Contains(file, "\\") {
		return
	}
	file = path.Join(dir, file)
	if path.IsAbs(file) || strings.HasPrefix(file, "..") || strings.Contains(dir, "..") || len(x.inputs) >= maxTexInputs {
		return
	}
	for _, candidate := range []string{file + ".tex", file} {
		if x.reading(candidate) {
			return
		}
		data, err := x.open(candidate)
		if err != nil {
			continue
		}
		text, err := decode(data, inputenc(data))
		if x.included += len(data) + 1024; err != nil || x.included > maxTexIncluded {
			return
		}
		x.limit += 50 * len(data)
		x.inputs = append(x.inputs, texInput{text: text, name: candidate, at: at})
		return
	}
}

func (x *texWalk) reading(file string) bool {
	for _, in := range x.inputs {
		if in.name == file {
			return true
		}
	}
	return false
}
