package mend

import (
	"fmt"
	"regexp"
	"strings"

	"loccit/verify"
)

// plain is url with what no markup bears, and no URL should hold, encoded
// (RFC 3986, section 2.1).
func plain(url string) string {
	var b strings.Builder
	for i := range len(url) {
		if c := url[i]; c <= ' ' || c == 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// write is url as the format writes it in place of what stands at p.
func (l *lines) write(url string, p verify.Span) string {
	url = plain(url)
	switch l.d.Format {
	case "markdown":
		if strings.HasSuffix(l.text[:p.Start], "](") {
			url = markdownTarget(url)
		}
		if l.texted(p) {
			url = escaped(url, l.text[p.Start:p.End], "_*~[]")
		}
	case "html", "docbook":
		url = strings.NewReplacer("&", "&amp;", "'", "%27").Replace(url)
	case "mediawiki":
		url = strings.NewReplacer("'", "%27", "[", "%5B", "]", "%5D").Replace(url)
		if l.dump {
			url = strings.ReplaceAll(url, "&", "&amp;")
		}
	case "latex":
		return l.writeTeX(url, p)
	}
	return url
}

// markdownTarget is url in (brackets), which may hold others in pairs.
func markdownTarget(url string) string {
	if closing("("+url+")", '(', ')') == len(url)+2 {
		return url
	}
	return strings.NewReplacer("(", "%28", ")", "%29").Replace(url)
}

// texted reports whether what stands at p is words, and no target of a link.
func (l *lines) texted(p verify.Span) bool {
	before := strings.TrimRight(l.text[:p.Start], " ")
	return !strings.HasSuffix(before, "(") && !strings.HasSuffix(before, "<") && !strings.HasSuffix(before, ":")
}

// escaped is url with a backslash before those of signs that old has one
// before.
func escaped(url, old, signs string) string {
	for i := range len(signs) {
		if sign := signs[i : i+1]; strings.Contains(old, "\\"+sign) {
			url = strings.ReplaceAll(url, sign, "\\"+sign)
		}
	}
	return url
}

// writeTeX is url within \url{} and its sisters, or in words. In an argument of
// another macro, such as a footnote, TeX takes % and # for its own also within
// \url; hyperref allows both with a backslash.
func (l *lines) writeTeX(url string, p verify.Span) string {
	if macro(l.text[:p.Start]) != "" {
		return strings.NewReplacer("%", "\\%", "#", "\\#").Replace(url)
	}
	return texWords(url)
}

// texWords is url in words.
func texWords(url string) string {
	return strings.NewReplacer("%", "\\%", "#", "\\#", "_", "\\_", "&", "\\&", "$", "\\$", "~", "\\textasciitilde{}").Replace(url)
}

// macro is the name of the macro whose first argument begins where text ends,
// if it is one that takes a URL.
func macro(text string) string {
	m := texMacro().FindStringSubmatch(text[max(0, len(text)-200):])
	if m == nil {
		return ""
	}
	return m[1]
}

func texMacro() *regexp.Regexp {
	return regexp.MustCompile(`\\(url|path|nolinkurl|href)\*?\s*(?:\[[^\]]*\])?\{\s*$`)
}
