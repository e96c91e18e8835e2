package format

import (
	"html"
	"strings"
)

// An mdToken is a sign in the words of a block, or several that belong
// together.
type mdToken struct {
	at, to   int    // in the block
	match    int    // of a bracket: the token that closes it
	target   string // of a link; of a tag its name, where it is no link's
	n        int32  // of a run: how many signs; of a code span: how many backticks
	left     int32  // signs of a run that mean nothing
	opens    int32  // stretches of italics that begin
	closes   int32  // stretches of italics that end
	kind     mdTokenKind
	canOpen  bool
	canClose bool
	strong   bool // some of the signs end what is strong
}

type mdTokenKind uint8

const (
	mdNothing mdTokenKind = iota // brackets that are only brackets
	mdEscape
	mdBreak
	mdEntity
	mdCodeSpan
	mdAutolink
	mdHidden // comments, attributes
	mdTag
	mdAnchor // the tag that begins a link
	mdCalled
	mdAside
	mdLink
	mdImage
	mdLinkEnd
	mdSigns
	mdEnd // of an inline note
)

// An mdLexer is where the search for signs stands.
type mdLexer struct {
	*mdWords
	refs      map[string]string
	i         int
	url       int   // a printed URL ends here: its signs are its own
	brackets  []int // the open ones
	ticks     map[int]int
	noComment bool
}

// tokenize finds the signs of a block, from left to right, each looked at a
// bounded number of times: https://spec.commonmark.org/0.31.2/#inlines.
func (m *markdown) tokenize(w *mdWords) {
	x := &mdLexer{mdWords: w, refs: m.refs}
	for {
		n := strings.IndexAny(w.s[x.i:], "\\`<>[]*_^!&:.")
		if n < 0 {
			break
		}
		x.i += n
		x.sign()
	}
	for _, k := range x.brackets {
		x.tokens[k].kind = mdNothing
		x.tokens[k].to = x.tokens[k].at
	}
	emphasize(w.tokens, w.s)
}

func (x *mdLexer) add(t mdToken) {
	x.tokens = append(x.tokens, t)
	x.i = t.to
}

// sign takes the sign at x.i.
func (x *mdLexer) sign() {
	s, i := x.s, x.i
	next := byte(0)
	if i+1 < len(s) {
		next = s[i+1]
	}
	switch c := s[i]; {
	case c == '\\' && next == '\n':
		x.add(mdToken{kind: mdBreak, at: i, to: i + 2})
	case c == '\\' && isPunct(next):
		x.add(mdToken{kind: mdEscape, at: i, to: i + 2})
	case c == ':' || c == '.':
		x.printedURL()
	case c == '`':
		x.codeSpan()
	case c == '<':
		x.angle()
	case c == '&' && entityLen(s[i:]) > 2:
		n := entityLen(s[i:])
		if html.UnescapeString(s[i:i+n]) == s[i:i+n] {
			x.i++
			return
		}
		x.add(mdToken{kind: mdEntity, at: i, to: i + n})
	case c == '^' && next == '[' && callLen(s[i+1:min(len(s), i+maxNoteID+2)]) == 0: // not "x^74^[^a]"
		x.bracket(mdAside, 2)
	case c == '!' && next == '[' && !strings.HasPrefix(s[i+1:], "[^"):
		x.bracket(mdImage, 2)
	case c == '[':
		if n := callLen(s[i:min(len(s), i+maxNoteID+1)]); n > 0 {
			x.add(mdToken{kind: mdCalled, at: i, to: i + n})
			return
		}
		x.bracket(mdLink, 1)
	case c == ']':
		x.close()
	case (c == '*' || c == '_') && i >= x.url:
		x.run(c)
	default:
		x.i++
	}
}

func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// printedURL marks a URL in print as far as its signs are its own: "_" in it
// is no emphasis.
func (x *mdLexer) printedURL() {
	s, i := x.s, x.i
	x.i++
	if i < x.url || !(strings.HasPrefix(s[i:], "://") || i >= 3 && s[i] == '.' && strings.EqualFold(s[i-3:i], "www")) {
		return
	}
	end := i
	for end < len(s) && s[end] > ' ' && strings.IndexByte("<>[]`|\"", s[end]) < 0 {
		end++
	}
	for end > i && strings.IndexByte("*_~).,;:!?'", s[end-1]) >= 0 {
		end--
	}
	x.url = end
}

// codeSpan takes a code span; backticks that nothing closes are plain.
func (x *mdLexer) codeSpan() {
	n := len(x.s[x.i:]) - len(strings.TrimLeft(x.s[x.i:], "`"))
	from := x.i + n
	if last, ok := x.ticks[n]; ok && last <= from {
		x.i = from
		return
	}
	for j := from; ; {
		k := strings.IndexByte(x.s[j:], '`')
		if k < 0 {
			break
		}
		j += k
		run := j
		for run < len(x.s) && x.s[run] == '`' {
			run++
		}
		if run-j == n {
			x.add(mdToken{kind: mdCodeSpan, at: x.i, to: run, n: int32(n)})
			return
		}
		j = run
	}
	if x.ticks == nil {
		x.ticks = map[int]int{}
	}
	x.ticks[n] = 0
	x.i = from
}

// angle takes an autolink, a comment or a tag.
func (x *mdLexer) angle() {
	s, i := x.s, x.i
	if strings.HasPrefix(s[i:], "<!--") && !x.noComment {
		if n := strings.Index(s[i+4:], "-->"); n >= 0 {
			x.add(mdToken{kind: mdHidden, at: i, to: i + 4 + n + 3})
			return
		}
		x.noComment = true
	}
	n := strings.IndexAny(s[i+1:], "<>")
	if n < 1 || s[i+1+n] != '>' {
		x.i++
		return
	}
	within, to := s[i+1:i+1+n], i+n+2
	colon := strings.IndexByte(within, ':')
	switch c := within[0]; {
	case !strings.ContainsAny(within, " \n\t\"") && (colon > 1 && isScheme(within[:colon]) || strings.Contains(within, "@") && c != '/'):
		x.add(mdToken{kind: mdAutolink, at: i, to: to, target: autolinkTarget(within, colon)})
	case strings.HasPrefix(within[len(tagName(within)):], "://"): // a URL that is torn, and no tag: its words are printed
		x.i++
	case c == '/' || isAlnum(c) && c > '9':
		name := tagName(within)
		t := mdToken{kind: mdTag, at: i, to: to, target: name}
		if name == "a" {
			t.kind, t.target = mdAnchor, hrefOf(within)
		}
		x.add(t)
	default:
		x.i++
	}
}

func isScheme(s string) bool {
	for i := range len(s) {
		if !isAlnum(s[i]) && strings.IndexByte("+.-", s[i]) < 0 {
			return false
		}
	}
	return len(s) <= 32
}

func autolinkTarget(s string, colon int) string {
	if colon < 0 {
		return "mailto:" + s
	}
	return s
}

func tagName(s string) string {
	n := 1
	for n < len(s) && isAlnum(s[n]) {
		n++
	}
	return strings.ToLower(s[:n])
}

// hrefOf is the target of an anchor's tag, as it stands but for entities.
func hrefOf(tag string) string {
	low := strings.ToLower(tag)
	for at := 0; ; {
		n := strings.Index(low[at:], "href")
		if n < 0 {
			return ""
		}
		at += n + len("href")
		rest := strings.TrimLeft(tag[min(at, len(tag)):], " \t\n")
		if !strings.HasPrefix(rest, "=") || len(low) != len(tag) {
			continue
		}
		rest = strings.TrimLeft(rest[1:], " \t\n")
		if rest == "" {
			return ""
		}
		if q := rest[0]; q == '"' || q == '\'' {
			value, _, _ := strings.Cut(rest[1:], string(q))
			return html.UnescapeString(value)
		}
		return html.UnescapeString(strings.Fields(rest)[0])
	}
}

// bracket opens a bracket of n signs.
func (x *mdLexer) bracket(kind mdTokenKind, n int) {
	x.brackets = append(x.brackets, len(x.tokens))
	x.add(mdToken{kind: kind, at: x.i, to: x.i + n})
}

// close ends the innermost open bracket, which is then a link, an inline note,
// or nothing but a bracket.
func (x *mdLexer) close() {
	i := x.i
	if len(x.brackets) == 0 {
		x.i++
		return
	}
	k := x.brackets[len(x.brackets)-1]
	x.brackets = x.brackets[:len(x.brackets)-1]
	open := &x.tokens[k]
	open.match = len(x.tokens)
	inner := x.s[open.to:i]
	if open.kind == mdAside {
		if strings.Trim(inner, " \t\n0123456789") != "" {
			x.add(mdToken{kind: mdEnd, at: i, to: i + 1})
			return
		}
		x.nothing(open)
		return
	}
	target, to, ok := x.targetOf(inner, i+1)
	if !ok {
		x.nothing(open)
		return
	}
	open.target = target
	if open.kind == mdImage {
		open.target = ""
	}
	x.add(mdToken{kind: mdLinkEnd, at: i, to: to})
}

// nothing leaves a bracket and the "]" at x.i in the text.
func (x *mdLexer) nothing(open *mdToken) {
	open.kind, open.to = mdNothing, open.at
	x.i++
}
