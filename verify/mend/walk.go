package mend

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

// A speller knows how a format may write a character of a URL.
type speller struct {
	entities  bool // &amp;
	twice     bool // and that once more, as in the dump of a wiki
	backslash bool // \_
	tex       bool // \-, \allowbreak, % and a line end
	tags      bool // <wbr>
	quoted    bool // > at the start of a line
	braces    bool // {{!}}
}

func spellerOf(format string) speller {
	switch format {
	case "markdown":
		return speller{entities: true, backslash: true, tags: true, quoted: true}
	case "html", "docbook":
		return speller{entities: true, tags: true}
	case "latex":
		return speller{backslash: true, tex: true}
	case "mediawiki":
		return speller{entities: true, tags: true, braces: true}
	}
	return speller{}
}

// squeeze drops what may stand in the middle of a printed URL and is no part
// of it: white space, and characters that nobody sees.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if slack(r) {
			return -1
		}
		return r
	}, s)
}

func slack(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff', '\u0002':
		return true
	}
	return unicode.IsSpace(r)
}

// walk reads want, which is squeezed, off text at offset at, and returns where
// it ends; -1 where something else stands there.
func (s speller) walk(text string, at int, want string) int {
	lines := 0
	for i := 0; i < len(want); {
		if at >= len(text) {
			return -1
		}
		r, size := utf8.DecodeRuneInString(want[i:])
		if n := s.same(text[at:], r); n > 0 {
			at, i, lines = at+n, i+size, 0
			continue
		}
		n, line := s.skip(text[at:])
		if lines += line; n == 0 || lines > 1 {
			return -1
		}
		at += n
	}
	return at
}

// same is the length of what text begins with, if it is a spelling of r.
func (s speller) same(text string, r rune) int {
	if got, size := utf8.DecodeRuneInString(text); got == r && size > 0 {
		if s.entities && r == '&' {
			return max(size, entity(text, r, s.twice))
		}
		return size
	}
	switch {
	case s.entities && text[0] == '&':
		return entity(text, r, s.twice)
	case s.braces && strings.HasPrefix(text, "{{!}}") && r == '|', s.braces && strings.HasPrefix(text, "{{=}}") && r == '=':
		return len("{{!}}")
	case s.tex && r == '~' && strings.HasPrefix(text, "\\textasciitilde{}"):
		return len("\\textasciitilde{}")
	case s.tex && r == '~' && strings.HasPrefix(text, "\\~{}"):
		return len("\\~{}")
	case s.backslash && text[0] == '\\' && len(text) > 1:
		if got, size := utf8.DecodeRuneInString(text[1:]); got == r && (r < utf8.RuneSelf && unicode.IsPunct(r) || unicode.IsSymbol(r)) {
			return 1 + size
		}
	}
	return 0
}

// entity is the length of the character reference that text begins with, if it
// stands for r.
func entity(text string, r rune, twice bool) int {
	end := strings.IndexByte(text[:min(len(text), 14)], ';')
	if end < 0 {
		return 0
	}
	if twice && strings.HasPrefix(text, "&amp;") { // &amp;amp;
		if again := strings.IndexByte(text[end+1:min(len(text), end+14)], ';'); again >= 0 {
			if n := end + 1 + again + 1; html.UnescapeString(html.UnescapeString(text[:n])) == string(r) {
				return n
			}
		}
	}
	if html.UnescapeString(text[:end+1]) == string(r) {
		return end + 1
	}
	return 0
}

// skip is the length of what stands at the start of text and is no part of a
// URL, and whether a line ends there.
func (s speller) skip(text string) (size, lines int) {
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case text[0] == '\r' && len(text) > 1 && text[1] == '\n':
		size, lines = 2, 1
	case r == '\n' || r == '\r':
		lines = 1
	case slack(r):
		return size, 0
	default:
		return s.skipMarkup(text), 0
	}
	if s.quoted {
		for size < len(text) && (text[size] == ' ' || text[size] == '>') {
			size++
		}
	}
	return size, lines
}

// skipMarkup is the length of markup that breaks a URL over lines.
func (s speller) skipMarkup(text string) int {
	if s.tags {
		for _, tag := range []string{"<wbr>", "<wbr/>", "<wbr />", "<br>", "<br/>", "<br />", "<sbr/>", "</wbr>"} {
			if len(text) >= len(tag) && strings.EqualFold(text[:len(tag)], tag) {
				return len(tag)
			}
		}
	}
	if s.entities && text[0] == '&' {
		if end := strings.IndexByte(text[:min(len(text), 14)], ';'); end > 0 {
			if got := []rune(html.UnescapeString(text[:end+1])); len(got) == 1 && slack(got[0]) {
				return end + 1
			}
		}
	}
	if s.tex {
		for _, m := range []string{"\\-", "\\allowbreak{}", "\\allowbreak ", "\\allowbreak", "\\linebreak[0]", "\\linebreak", "\\newline", "\\\\"} {
			if strings.HasPrefix(text, m) {
				return len(m)
			}
		}
		if text[0] == '%' {
			if end := strings.IndexByte(text, '\n'); end >= 0 {
				return end + 1
			}
		}
	}
	return 0
}

// find returns where want, which is squeezed, stands in a part of text as a
// URL of its own: not within a longer one.
func (s speller) find(text string, within verify.Span, want string) []verify.Span {
	var found []verify.Span
	if want == "" {
		return nil
	}
	for at := within.Start; at < within.End; {
		n := strings.IndexByte(text[at:within.End], want[0])
		if n < 0 {
			break
		}
		at += n
		if end := s.walk(text, at, want); end >= 0 && end <= within.End && starts(text, at) && s.ends(text[end:]) {
			found = append(found, verify.Span{Start: at, End: end})
			at = end
			continue
		}
		at++
	}
	return found
}

// starts reports whether what stands at offset at is not the rest of something.
func starts(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	if r == '=' {
		return parameter(text[:at-1])
	}
	return !(r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))) && !strings.ContainsRune("@_-./?&%", r)
}

// parameter reports whether text ends in the name of an attribute or of a
// template's parameter, and not in one of a URL's query.
func parameter(text string) bool {
	name := strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' || r == ':'
	})
	return name != text && (name == "" || strings.ContainsRune("| \t\r\n", rune(name[len(name)-1])))
}

// ends reports whether a URL may end before rest.
func (s speller) ends(rest string) bool {
	if s.entities {
		for _, e := range []string{"&lt;", "&gt;", "&quot;", "&nbsp;", "&#160;", "&rdquo;"} {
			if strings.HasPrefix(rest, e) {
				return true
			}
		}
	}
	if s.tex && strings.HasPrefix(rest, "\\") || s.braces && strings.HasPrefix(rest, "''") {
		return true
	}
	after := strings.TrimLeft(rest, ".,;:!?)'*")
	r, _ := utf8.DecodeRuneInString(after)
	return after == "" || !(unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/-_=&%#~+@$\\", r))
}

// goesOn reports whether rest, behind a URL, looks like more of it.
func goesOn(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/-_=&%#~+@$“‘«„", r)) && !strings.HasPrefix(rest, "&")
}
