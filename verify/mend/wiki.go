package mend

import (
	"regexp"
	"strings"
	"time"

	"loccit/verify"
)

// addWiki adds a snapshot to a wiki's note: as parameters of the template that
// has the URL, behind an external link, or behind a URL.
func (l *lines) addWiki(o Order, p verify.Span) ([]edit, string) {
	if t, ok := l.template(p); ok {
		return l.addParameters(o, t, p)
	}
	before := l.text[:p.Start]
	if strings.HasSuffix(before, "[") && !strings.HasSuffix(before, "[[") {
		return l.behind(p.End, "]", " (["+l.write(o.Archive, p)+" archived])")
	}
	return l.addPlain(o, p)
}

// template is the innermost template around p, with its braces.
func (l *lines) template(p verify.Span) (verify.Span, bool) {
	depth := 0
	from := -1
	for i := p.Start - 1; i > 0 && p.Start-i < maxNote; i-- {
		switch l.text[i-1 : i+1] {
		case "}}":
			depth++
			i--
		case "{{":
			if depth--; depth < 0 {
				from = i - 1
			}
			i--
		}
		if from >= 0 {
			break
		}
	}
	if from < 0 {
		return verify.Span{}, false
	}
	depth = 0
	for i := from; i+1 < len(l.text) && i-from < maxNote; i++ {
		switch l.text[i : i+2] {
		case "{{":
			depth++
			i++
		case "}}":
			i++
			if depth--; depth == 0 {
				return verify.Span{Start: from, End: i + 1}, i+1 >= p.End
			}
		}
	}
	return verify.Span{}, false
}

// snapshotParameters are the parameters in which a template takes a snapshot:
// of Citation Style 1 (https://en.wikipedia.org/wiki/Help:Citation_Style_1), of
// Internetquelle (https://de.wikipedia.org/wiki/Vorlage:Internetquelle), of
// Lien web (https://fr.wikipedia.org/wiki/Modèle:Lien_web).
func snapshotParameters(name string) (url, date, status, dead string, ok bool) {
	switch {
	case name == "cite", strings.HasPrefix(name, "cite "), name == "citation":
		return "archive-url", "archive-date", "url-status", "dead", true
	case name == "internetquelle":
		return "archiv-url", "archiv-datum", "offline", "ja", true
	case name == "lien web", name == "ouvrage", name == "article":
		return "archive-url", "archive-date", "", "", true
	}
	return "", "", "", "", false
}

// addParameters writes |archive-url=…|archive-date=…|url-status=dead before the
// template's end, with the spaces and line ends of its last parameter.
func (l *lines) addParameters(o Order, t, p verify.Span) ([]edit, string) {
	text := l.text[t.Start:t.End]
	name, _, _ := strings.Cut(text[2:len(text)-2], "|")
	name = strings.ToLower(strings.TrimSpace(strings.ReplaceAll(name, "_", " ")))
	url, date, status, dead, ok := snapshotParameters(name)
	if !ok {
		return nil, "the template “" + name + "” is none whose parameters for snapshots are known"
	}
	params := parameters(text)
	for _, old := range [][2]string{{"archiveurl", "archive-url"}, {"archivedate", "archive-date"}, {"urlarchive", "archive-url"}} {
		if at, ok := params[old[0]]; ok { // as older templates spell them
			params[old[1]] = at
		}
	}
	gap, equals := spacing(text, params)
	var edits []edit
	added := ""
	for _, s := range [...]struct{ name, value string }{
		{url, l.write(o.Archive, p)}, {date, wikiDate(o.Archived, text, params)}, {status, dead},
	} {
		at, there := params[s.name]
		switch {
		case s.name == "" || s.value == "":
		case !there:
			added += gap + "|" + equals[0] + s.name + equals[1] + s.value
		case s.name == url && strings.TrimSpace(at.Of(text)) != "":
			return nil, "the template names a snapshot already"
		default:
			at = trimmed(text, at)
			space := strings.TrimPrefix(strings.TrimLeft(equals[1], " \t"), "=")
			if at.Len() > 0 || strings.HasSuffix(text[:at.Start], " ") {
				space = ""
			}
			edits = append(edits, edit{Span: verify.Span{Start: t.Start + at.Start, End: t.Start + at.End}, text: space + s.value})
		}
	}
	if added != "" {
		end := t.Start + len(strings.TrimRight(text[:len(text)-2], " \t\r\n"))
		edits = append(edits, edit{Span: verify.Span{Start: end, End: end}, text: added})
	}
	return edits, ""
}

// trimmed is s without white space at its ends; of nothing but white space,
// what is behind the first.
func trimmed(text string, s verify.Span) verify.Span {
	value := s.Of(text)
	if strings.TrimSpace(value) == "" {
		at := s.Start
		if strings.HasPrefix(value, " ") {
			at++
		}
		return verify.Span{Start: at, End: at}
	}
	s.End -= len(value) - len(strings.TrimRight(value, " \t\r\n"))
	s.Start += len(value) - len(strings.TrimLeft(value, " \t\r\n"))
	return s
}

// parameters are the values of a template's named parameters, as offsets in its
// text.
func parameters(text string) map[string]verify.Span {
	found := map[string]verify.Span{}
	depth, start := 0, -1
	take := func(end int) {
		if start < 0 {
			return
		}
		if name, _, ok := strings.Cut(text[start:end], "="); ok {
			found[strings.TrimSpace(name)] = verify.Span{Start: start + len(name) + 1, End: end}
		}
	}
	for i := 0; i < len(text); i++ {
		switch {
		case strings.HasPrefix(text[i:], "{{"), strings.HasPrefix(text[i:], "[["):
			depth++
			i++
		case strings.HasPrefix(text[i:], "}}"), strings.HasPrefix(text[i:], "]]"):
			if depth--; depth == 0 {
				take(i)
			}
			i++
		case text[i] == '|' && depth == 1:
			take(i)
			start = i + 1
		}
	}
	return found
}

// spacing is what the template writes before the "|" of its parameters, and
// around their names: {" ", " = "} for "| url = ".
func spacing(text string, params map[string]verify.Span) (gap string, equals [2]string) {
	equals[1] = "="
	at, ok := params["url"]
	if !ok {
		return "", equals
	}
	name := strings.LastIndexByte(text[:at.Start], '|')
	before := text[:name]
	gap = before[len(strings.TrimRight(before, " \t\r\n")):]
	inner := text[name+1 : at.Start-1]
	equals[0] = inner[:len(inner)-len(strings.TrimLeft(inner, " \t"))]
	value := text[at.Start:at.End]
	equals[1] = inner[len(strings.TrimRight(inner, " \t")):] + "=" + value[:len(value)-len(strings.TrimLeft(value, " \t"))]
	return gap, equals
}

// wikiDate writes the day of a snapshot as the template writes the day of
// access.
func wikiDate(at time.Time, text string, params map[string]verify.Span) string {
	if at.IsZero() {
		return ""
	}
	s, ok := params["access-date"]
	if !ok {
		s = params["accessdate"]
	}
	switch day := strings.TrimSpace(text[s.Start:s.End]); {
	case dayFirst().MatchString(day):
		return at.UTC().Format("2 January 2006")
	case monthFirst().MatchString(day):
		return at.UTC().Format("January 2, 2006")
	}
	return at.UTC().Format(time.DateOnly)
}

func dayFirst() *regexp.Regexp   { return regexp.MustCompile(`^\d{1,2} [A-Z][a-z]+ \d{4}$`) }
func monthFirst() *regexp.Regexp { return regexp.MustCompile(`^[A-Z][a-z]+ \d{1,2}, \d{4}$`) }
