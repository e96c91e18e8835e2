package archive

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A link is one entry of a Link header or of a TimeMap (RFC 8288, RFC 6690).
type link struct {
	target string
	rels   []string          // in lower case; several in one are several
	params map[string]string // by name in lower case, rel left out; the first of a name counts
}

// is reports whether the link has the relation rel.
func (l *link) is(rel string) bool { return slices.Contains(l.rels, rel) }

// moment is the time in the parameter name.
func (l *link) moment(name string) (time.Time, bool) {
	at, err := http.ParseTime(l.params[name])
	return at.UTC(), err == nil
}

// parseLinks reads links as archives write them: with unquoted values, several
// relations in one, commas within <> and quotes and without a blank after
// them, commas too many, and line breaks anywhere. What stands between links
// and is none is passed over.
func parseLinks(s string) []link {
	var links []link
	for {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			return links
		}
		end := strings.IndexByte(s[open:], '>')
		if end < 0 {
			return links
		}
		l := link{target: strings.TrimSpace(s[open+1 : open+end]), params: map[string]string{}}
		s = parseParams(s[open+end+1:], &l)
		links = append(links, l)
	}
}

// parseParams reads the parameters of one link and returns what follows it.
func parseParams(s string, l *link) string {
	for {
		s = strings.TrimLeft(s, " \t\r\n")
		if s == "" || s[0] != ';' {
			return s
		}
		s = strings.TrimLeft(s[1:], " \t\r\n")
		n := strings.IndexAny(s, "=;,<")
		if n < 0 {
			return ""
		}
		if s[n] != '=' { // a parameter without a value
			s = s[n:]
			continue
		}
		name := strings.ToLower(strings.TrimSpace(s[:n]))
		var value string
		value, s = parseValue(strings.TrimLeft(s[n+1:], " \t\r\n"))
		if name == "rel" && l.rels == nil {
			l.rels = strings.Fields(strings.ToLower(value))
		} else if _, ok := l.params[name]; !ok && name != "rel" {
			l.params[name] = value
		}
	}
}

// parseValue reads a quoted or a bare value. A bare one may hold commas, as
// dates do: it ends at a semicolon, at the next link, and at the end.
func parseValue(s string) (value, rest string) {
	if s != "" && s[0] == '"' {
		return parseQuoted(s[1:])
	}
	for i := range len(s) {
		switch s[i] {
		case ';':
			return strings.TrimSpace(s[:i]), s[i:]
		case ',':
			if after := strings.TrimLeft(s[i+1:], ", \t\r\n"); after == "" || after[0] == '<' {
				return strings.TrimSpace(s[:i]), s[i:]
			}
		}
	}
	return strings.TrimSpace(s), ""
}

func parseQuoted(s string) (value, rest string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			return b.String(), s[i+1:]
		case '\\':
			if i++; i == len(s) {
				return b.String(), ""
			}
		}
		b.WriteByte(s[i])
	}
	return b.String(), ""
}

// mementos are the captures that links name, resolved against the URL that
// they came from. A moment that has not come yet is an error of the archive's
// clock or of its index, and is left out.
func mementos(links []link, base string, now time.Time) []capture {
	from, err := url.Parse(base)
	if err != nil {
		return nil
	}
	var original string
	for i := range links {
		if links[i].is("original") {
			original = links[i].target
		}
	}
	var captures []capture
	for i := range links {
		at, ok := links[i].moment("datetime")
		target, err := from.Parse(links[i].target)
		if !links[i].is("memento") || !ok || err != nil || at.After(now.Add(24*time.Hour)) {
			continue
		}
		captures = append(captures, placed(target.String(), at, original))
	}
	return distinct(captures)
}

// originalOf is the URL that a memento says it shows; empty where it does not
// say.
func originalOf(header http.Header) string {
	for _, l := range parseLinks(strings.Join(header["Link"], ", ")) {
		if l.is("original") {
			return l.target
		}
	}
	return ""
}
