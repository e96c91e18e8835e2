package mend

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// addition adds the snapshot of o behind one of the places of its URL, in the
// way in which the note gives that.
func (l *lines) addition(o Order, places []verify.Span) ([]edit, string) {
	p := l.principal(places)
	switch l.d.Format {
	case "urls":
		return nil, "a list of URLs has no room for the link of a snapshot"
	case "markdown":
		return l.addMarkdown(o, p)
	case "html", "docbook":
		return l.addElement(o, p)
	case "latex":
		return l.addTeX(o, p)
	case "mediawiki":
		return l.addWiki(o, p)
	case "dokuwiki":
		if strings.HasSuffix(l.text[:p.Start], "[[") {
			return l.behind(p.End, "]]", " ([["+l.write(o.Archive, p)+"|archived]])")
		}
	}
	return l.addPlain(o, p)
}

// insert adds text at an offset.
func insert(at int, text string) ([]edit, string) {
	return []edit{{Span: verify.Span{Start: at, End: at}, text: text}}, ""
}

// principal is the place by which the note is best understood: the target of a
// link before what is printed.
func (l *lines) principal(places []verify.Span) verify.Span {
	for _, p := range places {
		before := l.text[:p.Start]
		if strings.HasSuffix(before, "](") || strings.HasSuffix(before, "](<") || attribute(before) != "" || macro(before) == "href" {
			return p
		}
	}
	return places[0]
}

// attribute is the name of the attribute whose value begins where text ends,
// within a tag; empty for none.
func attribute(text string) string {
	text = strings.TrimRight(strings.TrimRight(text, "\"'"), " \t\r\n")
	open := strings.LastIndexByte(text, '<')
	if !strings.HasSuffix(text, "=") || open < 0 || strings.IndexByte(text[open:], '>') >= 0 {
		return ""
	}
	words := strings.Fields(strings.TrimSuffix(text[open+1:], "="))
	if len(words) < 2 {
		return ""
	}
	return words[len(words)-1]
}

// behind adds text behind the next mark after offset at.
func (l *lines) behind(at int, mark, text string) ([]edit, string) {
	n := strings.Index(l.text[at:], mark)
	if n < 0 {
		return nil, "the markup around the URL has no end"
	}
	return insert(at+n+len(mark), text)
}

// addPlain writes: URL, archived at URL.
func (l *lines) addPlain(o Order, p verify.Span) ([]edit, string) {
	url, at := l.write(o.Archive, p), p.End
	for _, angle := range [][2]string{{"<", ">"}, {"&lt;", "&gt;"}, {"‹", "›"}} {
		if strings.HasSuffix(l.text[:p.Start], angle[0]) && strings.HasPrefix(l.text[p.End:], angle[1]) {
			at += len(angle[1])
			url = angle[0] + url + angle[1]
		}
	}
	return insert(at, ", archived at "+url)
}

func (l *lines) addMarkdown(o Order, p verify.Span) ([]edit, string) {
	before := l.text[:p.Start]
	linked := " ([archived](" + markdownTarget(plain(o.Archive)) + "))"
	if attribute(before) != "" {
		return l.addElement(o, p)
	}
	if strings.HasSuffix(before, "](") || strings.HasSuffix(before, "](<") {
		from := strings.LastIndex(before, "](") + 1
		if n := closing(l.text[from:], '(', ')'); n > 0 {
			return insert(from+n, linked)
		}
		return nil, "the Markdown link has no end"
	}
	if _, ok := definition(before); ok {
		return l.addReference(o, linked)
	}
	if end := l.behindLink(p.End); end > p.End && strings.HasSuffix(before, "[") {
		return insert(end, linked)
	}
	return l.addPlain(o, p)
}

// addReference adds to a link whose URL stands elsewhere.
func (l *lines) addReference(o Order, linked string) ([]edit, string) {
	span := l.d.Citations[o.Citation].URLSpan
	if span.Len() == 0 {
		return nil, "the words of the link could not be found in the file"
	}
	last := span.End - 1
	for last > span.Start && !utf8.RuneStart(l.d.Text[last]) {
		last--
	}
	at := l.offset(l.d.Place(last))
	_, size := utf8.DecodeRuneInString(l.text[at:])
	at += size
	for at < len(l.text) && strings.IndexByte("*_`\\", l.text[at]) >= 0 {
		at++
	}
	end := l.behindLink(at)
	if end == at {
		return nil, "the words of the link could not be found in the file"
	}
	return insert(end, linked)
}

// addElement adds a link like the one that has the URL as its target; in HTML:
// (<a href="URL">archived</a>).
func (l *lines) addElement(o Order, p verify.Span) ([]edit, string) {
	url := strings.NewReplacer("&", "&amp;", "'", "%27").Replace(plain(o.Archive))
	key := attribute(l.text[:p.Start])
	open := strings.LastIndexByte(l.text[:p.Start], '<')
	if key == "" {
		open = l.openAnchor(p.Start)
		if open < 0 {
			return l.addPlain(o, p)
		}
	}
	words := strings.FieldsFunc(l.text[open+1:min(len(l.text), open+80)], func(r rune) bool { return strings.ContainsRune(" \t\r\n/>", r) })
	name := words[0]
	from := open
	if key != "" {
		from = p.End
	}
	inner := from + strings.IndexByte(l.text[from:], '>') + 1
	if strings.HasSuffix(l.text[:inner], "/>") {
		return insert(inner, " (<"+name+" "+key+`="`+url+`">archived</`+name+">)")
	}
	n := strings.Index(strings.ToLower(l.text[inner:]), "</"+strings.ToLower(name))
	if n < 0 {
		return nil, "the link has no end"
	}
	shut := inner + n
	at := shut + strings.IndexByte(l.text[shut:], '>') + 1
	before, label, after := " (", "archived", ")"
	if shown := l.text[inner:shut]; strings.Contains(shown, "://") || strings.Contains(shown, "www.") {
		before, label, after = ", archived at ", url, ""
	}
	link := "<" + name + " " + cmp.Or(key, "href") + `="` + url + `">` + label + "</" + name + ">"
	return insert(at, before+link+after)
}

// openAnchor is where the HTML link begins that is open at offset at, -1 for
// none.
func (l *lines) openAnchor(at int) int {
	if l.d.Format == "docbook" {
		return -1
	}
	open := strings.LastIndex(l.text[:at], "<a ")
	if open >= 0 && !strings.Contains(l.text[open:at], "</a") && strings.Contains(l.text[open:at], "href") {
		return open
	}
	return -1
}

func (l *lines) addTeX(o Order, p verify.Span) ([]edit, string) {
	in := strings.NewReplacer("%", "\\%", "#", "\\#").Replace(plain(o.Archive))
	switch macro(l.text[:p.Start]) {
	case "":
		return insert(p.End, ", archived at "+texWords(plain(o.Archive)))
	case "href":
		first := strings.LastIndexByte(l.text[:p.Start], '{')
		end := first + closing(l.text[first:], '{', '}')
		second := end + len(l.text[end:]) - len(strings.TrimLeft(l.text[end:], " \t\r\n"))
		if n := closing(l.text[second:], '{', '}'); end > first && n > 0 && l.text[second] == '{' {
			return insert(second+n, ` (\href{`+in+`}{archived})`)
		}
		return nil, "the \\href has no second argument"
	}
	if strings.HasPrefix(l.text[p.End:], "}>") {
		return l.behind(p.End, ">", `, archived at <\url{`+in+"}>")
	}
	return l.behind(p.End, "}", `, archived at \url{`+in+"}")
}
