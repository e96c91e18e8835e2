package format

import (
	"html"
	"strings"
)

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
