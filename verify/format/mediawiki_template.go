package format

import (
	"strconv"
	"strings"
)

// A wikiParam is a parameter of a template: its name, or its number, and where
// its value stands.
type wikiParam struct {
	name     string
	from, to int
	named    bool
}

// A wikiTemplate is a template as a page uses it.
type wikiTemplate struct {
	name   string // in lower case, with single spaces
	params []wikiParam
	at     int
	text   string // the page
}

// parse takes a template apart.
func (w *wikiWalk) parse(i, end int) *wikiTemplate {
	from, to := i+2, end-2
	bars := append(w.split(from, to, '|'), to)
	t := &wikiTemplate{at: i, text: w.text}
	t.name = strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(stripComments(w.text[from:bars[0]]), "_", " ")), " "))
	number := 0
	for k := 0; k+1 < len(bars); k++ {
		p := wikiParam{from: bars[k] + 1, to: bars[k+1]}
		if eq := w.split(p.from, p.to, '='); len(eq) > 0 {
			p.name, p.from, p.named = wikiParamName(w.text[p.from:eq[0]]), eq[0]+1, true
		} else {
			number++
			p.name = strconv.Itoa(number)
		}
		t.params = append(t.params, p)
	}
	return t
}

func stripComments(s string) string {
	for {
		before, after, ok := strings.Cut(s, "<!--")
		if !ok {
			return s
		}
		_, after, _ = strings.Cut(after, "-->")
		s = before + after
	}
}

// wikiParamName folds the ways to write a name: access_date, accessdate.
func wikiParamName(s string) string {
	s = strings.ToLower(strings.TrimSpace(stripComments(s)))
	s = strings.ReplaceAll(strings.ReplaceAll(s, "_", "-"), " ", "-")
	switch s {
	case "accessdate", "abruf", "zugriff", "consulté-le", "fechaacceso":
		return "access-date"
	case "archiveurl", "archiv-url", "archivurl", "urlarchivo":
		return "archive-url"
	case "archivedate", "archiv-datum":
		return "archive-date"
	case "chapterurl":
		return "chapter-url"
	case "titel", "titre", "título", "titolo":
		return "title"
	case "autor", "auteur":
		return "author"
	case "hrsg", "éditeur", "editorial", "verlag":
		return "publisher"
	case "datum", "jahr", "année", "fecha", "año", "data":
		return "date"
	case "werk", "sammelwerk", "périodique":
		return "work"
	case "nom", "nom1", "apellido", "apellidos", "cognome":
		return "last"
	case "prénom", "prénom1", "nombre", "nome":
		return "first"
	case "seiten", "páginas":
		return "pages"
	}
	return s
}

// get is the parameter of that name, the last of several, as MediaWiki has it.
// One without a value is none.
func (t *wikiTemplate) get(names ...string) (wikiParam, bool) {
	for _, name := range names {
		for i := len(t.params) - 1; i >= 0; i-- {
			if p := t.params[i]; p.name == name && strings.TrimSpace(t.text[p.from:p.to]) != "" {
				return p, true
			}
		}
	}
	return wikiParam{}, false
}

// value is a parameter as written, without the white space around it.
func (t *wikiTemplate) value(names ...string) string {
	p, _ := t.get(names...)
	return strings.TrimSpace(stripComments(t.text[p.from:p.to]))
}

// template reads a template.
func (w *wikiWalk) template(i, end int) {
	t := w.parse(i, end)
	if strings.HasPrefix(t.name, "{") {
		if p, ok := t.get("1"); ok {
			w.inline(p.from, p.to) // the default of a parameter
		}
		return
	}
	switch {
	case w.noteTemplate(t):
	case isCite(t.name) || w.out != w.main && t.looksLikeCite():
		w.cite(t)
	case w.wordTemplate(t):
	case silentTemplate(t.name):
		w.refsOnly(t)
	default:
		w.anyTemplate(t)
	}
}

// noteTemplate reads the templates that make notes, as on most Wikipedias.
func (w *wikiWalk) noteTemplate(t *wikiTemplate) bool {
	switch t.name {
	case "sfn", "sfnp", "sfnm", "harvard citation no brackets footnote", "snf", "sfnref":
		w.shortNote(t)
	case "efn", "efn-la", "notetag", "efn-lr", "efn-ua", "efn-ur", "efn-lg", "refn", "note label", "#tag:ref":
		w.noteOf(t)
	case "r", "ref label":
		w.reuse(t)
	case "#tag:references":
		w.listTemplate(t, t.value("group"), "1")
	case "reflist", "references", "reference list", "refs", "listaref", "références":
		w.listTemplate(t, t.value("group"), "refs")
	case "notelist", "efn list", "notes":
		w.listTemplate(t, "lower-alpha", "refs")
	case "notelist-ua":
		w.listTemplate(t, "upper-alpha", "refs")
	case "notelist-lr":
		w.listTemplate(t, "lower-roman", "refs")
	case "notelist-ur":
		w.listTemplate(t, "upper-roman", "refs")
	case "notefoot":
		w.listTemplate(t, "note", "refs")
	default:
		if strings.HasPrefix(t.name, "#tag:ref ") || strings.HasPrefix(t.name, "#tag: ref") {
			w.noteOf(t)
			return true
		}
		return false
	}
	return true
}

// noteGroup is the group that a template puts its notes in.
func (t *wikiTemplate) noteGroup() string {
	if g := t.value("group"); g != "" {
		return unquote(g)
	}
	switch t.name {
	case "efn", "efn-la":
		return "lower-alpha"
	case "efn-ua":
		return "upper-alpha"
	case "efn-lr":
		return "lower-roman"
	case "efn-ur":
		return "upper-roman"
	case "efn-lg":
		return "lower-greek"
	case "notetag":
		return "note"
	}
	return ""
}

func unquote(s string) string { return strings.Trim(s, "\"'") }

func (w *wikiWalk) noteOf(t *wikiTemplate) {
	p, ok := t.get("1", "text", "reference", "content")
	name := unquote(t.value("name"))
	if follow := unquote(t.value("follow")); follow != "" {
		w.follow(t.noteGroup(), follow, [2]int{p.from, p.to})
		return
	}
	if !ok {
		p = wikiParam{from: t.at, to: t.at}
	}
	w.refTemplate(t.noteGroup(), name, p.from, p.to, t.at)
}

// reuse reads {{r|name|name}}.
func (w *wikiWalk) reuse(t *wikiTemplate) {
	for _, p := range t.params {
		name := unquote(strings.TrimSpace(t.text[p.from:p.to]))
		if p.named || name == "" {
			continue
		}
		n := w.use(unquote(t.value("group", "g")), name, "")
		w.out.call("["+w.notes[n].label+"]", n, t.at)
	}
}

// shortNote reads {{sfn|Smith|Jones|2004|p=5}}; two of the same words are one
// note (https://en.wikipedia.org/wiki/Template:Sfn).
func (w *wikiWalk) shortNote(t *wikiTemplate) {
	words := t.shortWords()
	if words == "" {
		return
	}
	n := w.use(unquote(t.value("group")), shortPrefix+words, words)
	if w.define(n, words) {
		w.notes[n].words.print(words, t.at)
	}
	w.out.call("["+w.notes[n].label+"]", n, t.at)
}

// shortWords are the words of a short note: Smith & Jones 2004, p. 5.
func (t *wikiTemplate) shortWords() string {
	var names []string
	for i := 1; ; i++ {
		v := t.value(strconv.Itoa(i))
		if v == "" {
			break
		}
		names = append(names, stripLinks(v))
	}
	if len(names) == 0 {
		return ""
	}
	year := ""
	if last := names[len(names)-1]; len(names) > 1 && strings.ContainsAny(last, "0123456789") {
		names, year = names[:len(names)-1], " "+last
	}
	var s string
	switch len(names) {
	case 1, 2:
		s = strings.Join(names, " & ")
	case 3:
		s = names[0] + ", " + names[1] + " & " + names[2]
	default:
		s = names[0] + " et al."
	}
	s += year
	for _, l := range [...]struct{ before, name string }{{", p. ", "p"}, {", p. ", "page"}, {", pp. ", "pp"}, {", pp. ", "pages"}, {", ", "loc"}} {
		if v := t.value(l.name); v != "" {
			s += l.before + stripLinks(v)
		}
	}
	if v := t.value("ps"); v != "" {
		return s + stripLinks(v)
	}
	return s + "."
}

// stripLinks takes the brackets of links off.
func stripLinks(s string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "[[")
		b.WriteString(before)
		if !ok {
			return strings.ReplaceAll(b.String(), "''", "")
		}
		inner, rest, _ := strings.Cut(after, "]]")
		if _, words, piped := strings.Cut(inner, "|"); piped {
			inner = words
		}
		b.WriteString(inner)
		s = rest
	}
}

// listTemplate reads a template that prints a list of notes.
func (w *wikiWalk) listTemplate(t *wikiTemplate, group, refs string) {
	if g := t.value("group"); g != "" {
		group = unquote(g)
	}
	p, ok := t.get(refs)
	if !ok {
		p = wikiParam{from: t.at, to: t.at}
	}
	w.references(group, p.from, p.to)
}

// listedTemplate reads {{refn|…}} and its like within a list.
func (w *wikiWalk) listedTemplate(group string, i, end int) {
	t := w.parse(i, end)
	switch t.name {
	case "#tag:references":
		if p, ok := t.get("1"); ok {
			w.listedIn(group, p.from, p.to)
		}
		return
	case "refn", "efn", "efn-la", "efn-ua", "efn-lr", "#tag:ref", "notetag":
	default:
		return
	}
	if p, ok := t.get("1"); ok {
		attrs := map[string]string{"name": unquote(t.value("name"))}
		if own := t.noteGroup(); own != "" {
			attrs["group"] = own
		}
		w.listed(group, attrs, p.from, p.to)
	}
}

// wordTemplate reads templates that print a word or an address.
func (w *wikiWalk) wordTemplate(t *wikiTemplate) bool {
	last := ""
	for _, p := range t.params {
		if !p.named {
			last = p.name
		}
	}
	switch t.name {
	case "lang", "langx", "transl", "transliteration", "nihongo", "small", "nowrap", "nobold", "noitalic", "abbr", "big", "sc", "smallcaps", "em", "strong", "visible anchor", "anchor text", "text", "plainlist", "flatlist", "quote", "blockquote":
		if t.name == "abbr" || t.name == "nihongo" || t.name == "quote" || t.name == "blockquote" {
			last = "1"
		}
		if p, ok := t.get(last, "text", "1"); ok {
			w.inline(p.from, p.to)
		}
	case "'", "apostrophe":
		w.out.print("’", t.at)
	case "snd", "spnd", "spaced ndash", "ndash", "en dash":
		w.out.print(" – ", t.at)
	case "mdash", "em dash", "spaced mdash":
		w.out.print("—", t.at)
	case "nbsp", "space", "spaces", "thin space":
		w.out.leave(spaceGap)
	case "'s":
		w.out.print("’s", t.at)
	case "!":
		w.out.print("|", t.at)
	case "=":
		w.out.print("=", t.at)
	case "rp":
		w.out.print(": "+t.value("1", "p", "pp", "page", "pages"), t.at)
	case "harvnb", "harv", "harvtxt", "harvcoltxt":
		w.out.print(strings.TrimSuffix(t.shortWords(), "."), t.at)
	case "doi":
		w.numbered("doi:", "https://doi.org/", t)
	case "isbn", "issn", "oclc", "pmid", "jstor", "arxiv":
		w.numbered(strings.ToUpper(t.name)+" ", "", t)
	case "url", "official website", "webarchive", "wayback", "link":
		w.web(t)
	default:
		return false
	}
	return true
}

// numbered prints an identifier, with the address that it stands for.
func (w *wikiWalk) numbered(before, base string, t *wikiTemplate) {
	id := t.value("1", "id")
	if id == "" {
		return
	}
	w.out.flush()
	start := w.out.here()
	w.out.print(before+id, t.at)
	if base != "" {
		w.out.link(start, base+id)
	}
}

// web prints an address, with the words that it has.
func (w *wikiWalk) web(t *wikiTemplate) {
	if p, ok := t.get("title", "2"); ok && t.name != "url" {
		w.inline(p.from, p.to)
		w.out.print(", ", t.at)
	}
	if p, ok := t.get("url", "1"); ok {
		w.valueURL(p)
	}
	if p, ok := t.get("date"); ok && t.name == "webarchive" {
		w.out.print(", archived ", t.at)
		w.inline(p.from, p.to)
	}
}

// silentTemplate tells the templates that print nothing of their own: notices,
// switches, what editors tell each other.
func silentTemplate(name string) bool {
	switch name {
	case "dead link", "citation needed", "cn", "fact", "clarify", "when", "who", "by whom", "which", "use dmy dates", "use mdy dates",
		"short description", "portal", "authority control", "refbegin", "refend", "cbignore", "bots", "full citation needed", "page needed",
		"better source needed", "better source", "verify source", "failed verification", "update", "update after", "as of", "coord",
		"good article", "featured article", "infobox mapframe", "open access", "closed access", "registration required", "subscription required",
		"harvid", "sfnref", "clear", "toc limit", "toc left", "sisterlinks", "commons category", "wikiquote", "use british english", "use american english":
		return true
	}
	return strings.HasPrefix(name, "pp-") || strings.HasPrefix(name, "defaultsort") || strings.HasPrefix(name, "displaytitle")
}

// refsOnly reads the notes in what is not printed otherwise.
func (w *wikiWalk) refsOnly(t *wikiTemplate) {
	for _, p := range t.params {
		if strings.Contains(w.text[p.from:p.to], "<ref") {
			w.inline(p.from, p.to)
		}
	}
}

// anyTemplate reads a template that nothing is known of: what stands in it is
// likely seen. A short value with a name (“date=May 2011”) is likely not.
func (w *wikiWalk) anyTemplate(t *wikiTemplate) {
	for _, p := range t.params {
		value := strings.TrimSpace(w.text[p.from:p.to])
		switch {
		case value == "":
			continue
		case p.named && !strings.ContainsAny(value, "<{[") && !strings.Contains(value, "://") && strings.Count(value, " ") < 4:
			continue
		case p.named:
			w.out.leave(lineGap)
		default:
			w.out.leave(spaceGap)
		}
		w.inline(p.from, p.to)
		if p.named {
			w.out.leave(lineGap)
		}
	}
}
