package format

import (
	"strconv"
	"strings"
)

// A texMacro is one that the author defines.
type texMacro struct {
	params   int
	fallback string // of the first parameter, which is optional then
	optional bool
	body     string
}

// defineMacro reads definitions, and what else is said of numbers.
func (x *texWalk) defineMacro(name string) bool {
	switch name {
	case "newcommand", "renewcommand", "providecommand", "newrobustcmd", "renewrobustcmd", "DeclareRobustCommand":
		x.newcommand()
	case "def", "gdef", "edef", "xdef":
		x.def()
	case "NewDocumentCommand", "RenewDocumentCommand", "ProvideDocumentCommand", "DeclareDocumentCommand":
		x.newDocumentCommand()
	case "newenvironment", "renewenvironment":
		x.next('*')
		x.arg()
		x.options()
		x.arg()
		x.arg()
	case "let":
		to := x.arg().text
		x.next('=')
		from := x.arg().text
		if m, ok := x.macros[strings.TrimPrefix(from, "\\")]; ok {
			x.macros[strings.TrimPrefix(to, "\\")] = m
		}
	case "documentclass":
		x.options()
		x.foot.byChapter, x.end.byChapter = true, true
		x.arg()
	case "counterwithout", "@removefromreset":
		x.next('*')
		if counter := x.counter(x.arg().text); counter != nil {
			counter.byChapter = false
		}
		x.arg()
	case "counterwithin", "@addtoreset":
		x.next('*')
		if counter := x.counter(x.arg().text); counter != nil {
			counter.within = x.arg().text
			return true
		}
		x.arg()
	case "setcounter", "addtocounter":
		counter := x.counter(x.arg().text)
		n, err := strconv.Atoi(strings.TrimSpace(x.arg().text))
		switch {
		case counter == nil || err != nil:
		case name == "setcounter":
			counter.set(n)
		default:
			counter.n += n
		}
	case "stepcounter", "refstepcounter":
		if counter := x.counter(x.arg().text); counter != nil {
			counter.n++
		}
	default:
		return false
	}
	return true
}

func (x *texWalk) counter(name string) *texCounter {
	switch name {
	case "footnote":
		return &x.foot
	case "endnote":
		return &x.end
	}
	return nil
}

func (x *texWalk) newcommand() {
	x.next('*')
	name := strings.TrimPrefix(strings.TrimSpace(x.arg().text), "\\")
	m := texMacro{}
	if n, ok := x.option(); ok {
		m.params, _ = strconv.Atoi(n.text)
		var fallback texPiece
		if fallback, m.optional = x.option(); m.optional {
			m.fallback = fallback.text
		}
	}
	m.body = x.arg().text
	x.define(name, m)
}

// define keeps a macro. What carries notes and links keeps its meaning: packages
// redefine it to make it look other, not to make it another thing.
func (x *texWalk) define(name string, m texMacro) {
	switch name {
	case "":
	case "thefootnote":
		x.foot.format = m.body
	case "theendnote":
		x.end.format = m.body
	case "footnote", "footnotemark", "footnotetext", "endnote", "url", "href", "emph", "section", "chapter", "input", "include", "item", "begin", "end":
	default:
		if m.params >= 0 && m.params <= 9 {
			x.macros[name] = m
		}
	}
}

// def reads a definition of TeX's own: \def\name#1#2{body}. Parameters with
// words between them are beyond it.
func (x *texWalk) def() {
	name := strings.TrimPrefix(x.arg().text, "\\")
	in := x.peek()
	if in == nil {
		return
	}
	brace := strings.IndexByte(in.text[in.pos:min(len(in.text), in.pos+200)], '{')
	if brace < 0 {
		return
	}
	params := strings.Join(strings.Fields(in.text[in.pos:in.pos+brace]), "")
	in.pos += brace
	body := x.arg().text
	n := len(params) / 2
	for i := 1; i <= n; i++ {
		if params[2*i-2] != '#' || params[2*i-1] != byte('0'+i) {
			return
		}
	}
	if len(params)%2 == 0 {
		x.define(name, texMacro{params: n, body: body})
	}
}

// newDocumentCommand reads definitions of xparse with mandatory arguments, and
// with one optional argument first.
func (x *texWalk) newDocumentCommand() {
	name := strings.TrimPrefix(strings.TrimSpace(x.arg().text), "\\")
	spec, body := x.arg().text, x.arg().text
	m := texMacro{body: body}
	if rest, ok := strings.CutPrefix(strings.TrimSpace(spec), "O{"); ok {
		m.fallback, spec, _ = strings.Cut(rest, "}")
		m.optional, m.params = true, 1
	} else if rest, ok := strings.CutPrefix(strings.TrimSpace(spec), "o"); ok {
		m.optional, m.params, spec = true, 1, rest
	}
	for _, c := range strings.Fields(spec) {
		for _, one := range c {
			if one != 'm' && one != '+' {
				return
			}
			if one == 'm' {
				m.params++
			}
		}
	}
	x.define(name, m)
}

// expand has the body of a macro read in its place.
func (x *texWalk) expand(m texMacro, at int) bool {
	if x.cost > x.limit || len(x.inputs) >= maxTexInputs || x.preamble {
		return x.preamble
	}
	args := make([]string, 0, m.params)
	for i := range m.params {
		if i == 0 && m.optional {
			p, ok := x.option()
			if !ok {
				p.text = m.fallback
			}
			args = append(args, p.text)
			continue
		}
		args = append(args, x.arg().text)
	}
	if m.params == 0 {
		x.nothing()
	}
	body := substitute(m.body, args)
	x.cost += len(body) + 64
	x.inputs = append(x.inputs, texInput{text: body, at: at})
	return true
}

// substitute puts arguments in the place of #1 to #9.
func substitute(body string, args []string) string {
	if len(args) == 0 || strings.IndexByte(body, '#') < 0 {
		return body
	}
	var b strings.Builder
	for i := 0; i < len(body); i++ {
		if body[i] == '#' && i+1 < len(body) && '1' <= body[i+1] && int(body[i+1]-'1') < len(args) {
			i++
			if b.Len() > maxTexArg {
				break
			}
			b.WriteString(args[body[i]-'1'])
			continue
		}
		b.WriteByte(body[i])
	}
	return b.String()
}
