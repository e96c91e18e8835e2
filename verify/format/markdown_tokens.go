package format

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
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

// targetOf is where a link leads whose words are inner, and where it ends:
// "(target "title")" at offset at, "[label]", or nothing.
func (x *mdLexer) targetOf(inner string, at int) (target string, to int, ok bool) {
	s := x.s
	if at < len(s) && s[at] == '(' {
		if target, n := inlineTarget(s[at:]); n > 0 {
			return target, skipAttributes(s, at+n), true
		}
	}
	if at < len(s) && s[at] == '{' {
		if to := skipAttributes(s, at); to > at {
			return "", to, true
		}
	}
	if len(x.refs) == 0 || len(inner) > maxNoteID || strings.IndexByte(inner, '[') >= 0 {
		return "", 0, false
	}
	if at < len(s) && s[at] == '[' {
		if n := strings.IndexByte(s[at:min(len(s), at+maxNoteID)], ']'); n > 0 {
			label := s[at+1 : at+n]
			if n == 1 {
				label = inner
			}
			if target, ok := x.refs[foldLabel(label)]; ok {
				return target, at + n + 1, true
			}
		}
	}
	target, ok = x.refs[foldLabel(inner)]
	return target, at, ok
}

// skipAttributes goes past "{.class}" at offset at.
func skipAttributes(s string, at int) int {
	if at+1 < len(s) && s[at] == '{' && strings.IndexByte(".#:", s[at+1]) >= 0 {
		if n := strings.IndexByte(s[at:min(len(s), at+200)], '}'); n > 0 {
			return at + n + 1
		}
	}
	return at
}

// Bounds of a target and of its parentheses, which keep hostile input linear;
// CommonMark's reference program allows 32 parentheses too.
const (
	maxTarget = 4096
	maxParens = 32
)

// inlineTarget reads "(target "title")" and returns its length, 0 for what is
// none.
func inlineTarget(s string) (target string, n int) {
	i := skipBlank(s, 1)
	if i < len(s) && s[i] == '<' {
		end := strings.IndexAny(s[i+1:min(len(s), i+maxTarget)], "<>\n")
		if end < 0 || s[i+1+end] != '>' {
			return "", 0
		}
		target, i = s[i+1:i+1+end], i+end+2
	} else {
		end := bareTarget(s, i)
		if end < 0 {
			return "", 0
		}
		target, i = s[i:end], end
	}
	after := skipBlank(s, i)
	if after > i && after < len(s) && strings.IndexByte(`"'(`, s[after]) >= 0 {
		quote := s[after]
		if quote == '(' {
			quote = ')'
		}
		end := after + 1
		for end < len(s) && end < after+maxNoteID && s[end] != quote {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(s) || s[end] != quote {
			return "", 0
		}
		after = skipBlank(s, end+1)
	}
	if after >= len(s) || s[after] != ')' {
		return "", 0
	}
	return unescape(target), after + 1
}

// bareTarget is where a target that begins at i ends, -1 where it is none.
func bareTarget(s string, i int) int {
	depth := 0
	for limit := min(len(s), i+maxTarget); i < limit; i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < limit && isPunct(s[i+1]):
			i++
		case c == '(':
			if depth++; depth > maxParens {
				return -1
			}
		case c == ')' && depth == 0 || c <= ' ':
			return i
		case c == ')':
			depth--
		}
	}
	return -1
}

// skipBlank goes past white space, a line break at most once.
func skipBlank(s string, i int) int {
	breaks := 0
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' && breaks == 0) {
		if s[i] == '\n' {
			breaks++
		}
		i++
	}
	return i
}

// unescape drops the backslashes of a target and reads its entities.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') >= 0 {
		var b strings.Builder
		for i := 0; i < len(s); i++ {
			if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
				i++
			}
			b.WriteByte(s[i])
		}
		s = b.String()
	}
	return html.UnescapeString(s)
}

// run takes a run of signs of emphasis and tells whether it may begin or end
// it: https://spec.commonmark.org/0.31.2/#delimiter-run.
func (x *mdLexer) run(c byte) {
	s, at, to := x.s, x.i, x.i
	for to < len(s) && s[to] == c {
		to++
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[to:])
	spaceBefore, spaceAfter := at == 0 || unicode.IsSpace(before), to == len(s) || unicode.IsSpace(after)
	punctBefore, punctAfter := isSign(before), isSign(after)
	left := !spaceAfter && (!punctAfter || spaceBefore || punctBefore)
	right := !spaceBefore && (!punctBefore || spaceAfter || punctAfter)
	t := mdToken{kind: mdSigns, at: at, to: to, n: int32(to - at), left: int32(to - at), canOpen: left, canClose: right}
	if c == '*' && !left && !right { // pandoc asks for no more: London*:*
		t.canOpen, t.canClose = !spaceAfter, !spaceBefore
	}
	if c == '_' {
		t.canOpen = left && (!right || punctBefore)
		t.canClose = right && (!left || punctAfter)
	}
	x.add(t)
}

func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// emphasize pairs the runs of signs, by the algorithm at the end of the
// CommonMark specification. Where an ending found no beginning, later ones of
// its kind do not look further back: that keeps it linear.
func emphasize(tokens []mdToken, s string) {
	var open []int // runs that may still begin something
	bottom := map[[3]int]int{}
	for k := range tokens {
		t := &tokens[k]
		if t.kind != mdSigns {
			continue
		}
		for t.canClose && t.left > 0 {
			both := 0
			if t.canOpen {
				both = 1
			}
			key := [3]int{int(s[t.at]), both, int(t.n % 3)}
			j := len(open) - 1
			for ; j >= bottom[key]; j-- {
				o := &tokens[open[j]]
				if s[o.at] == s[t.at] && !((o.canClose || t.canOpen) && (o.n+t.n)%3 == 0 && (o.n%3 != 0 || t.n%3 != 0)) {
					break
				}
			}
			if j < bottom[key] {
				bottom[key] = len(open)
				break
			}
			o := &tokens[open[j]]
			open = open[:j+1]
			for b, n := range bottom {
				bottom[b] = min(n, j+1)
			}
			if o.left >= 2 && t.left >= 2 {
				o.left, t.left, t.strong = o.left-2, t.left-2, true
			} else {
				o.left, t.left = o.left-1, t.left-1
				o.opens++
				t.closes++
			}
			if o.left == 0 {
				open = open[:j]
			}
		}
		if t.canOpen && t.left > 0 {
			open = append(open, k)
		}
	}
}
