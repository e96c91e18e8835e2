package content

import (
	"slices"
	"strings"

	"loccit/verify"
)

// lastChanged takes in the day on which a page says at its end that it was last
// changed, as wikis and offices do, and the day on which it says that its text
// came out elsewhere.
func (r *pageReader) lastChanged(text string) {
	for line := range strings.Lines(text[max(0, len(text)-pageEnd):]) {
		line = strings.TrimSpace(line)
		if len(line) >= 140 || !hasDigit(line) {
			continue
		}
		switch lower := strings.ToLower(line); {
		case saysChanged(lower):
			r.claims.updatedOn(byPlace, dateWithin(westernDigits(line)))
		case saysOriginal(lower): // the day of what was reprinted or translated is one of the page's
			r.claims.publishedOn(byAppearance, dateWithin(westernDigits(line)))
		}
	}
}

// saysOriginal reports whether a line tells where a text stood first.
func saysOriginal(lower string) bool {
	for _, word := range [...]string{"original article", "original story", "original text", "original version", "originally ", "first published", "first appeared", "ursprünglich", "originalartikel", "originaltext", "zuerst erschienen", "article original", "texte original", "initialement", "artículo original", "originalmente", "artigo original", "articolo originale", "originariamente", "oorspronkelijk", "oryginał", "оригинал"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}

// pageEnd is the end of a page's text, in bytes, that is looked through for when
// it was changed.
const pageEnd = 800

func saysChanged(lower string) bool {
	for _, word := range [...]string{"last modified", "last edited", "last updated", "last reviewed", "date modified", "zuletzt", "letzte änderung", "dernière modification", "dernière mise à jour", "última edición", "última actualización", "última modificación", "ultima modifica", "laatst bewerkt", "laatst gewijzigd", "senast ändrad", "sist endret", "ostatnio", "последнее изменение", "последняя правка", "最后修改", "最後編輯", "最終更新"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}

// longestLabel is how many bytes of a line a label for authors may have.
const longestLabel = 40

// lastLine is the last line of text, or as much of it as a label may have.
func lastLine(text string) string {
	text = strings.TrimRight(text[max(0, len(text)-longestLabel):], "\n ")
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// labelAlone is a line that says nothing but that an author follows, as a cell of
// a table does; empty where it says more.
func labelAlone(label string) string {
	if len(label) > longestLabel || !mayName(label) || !namesAuthor(strings.ToLower(strings.TrimRight(label, ": "))) {
		return ""
	}
	return label
}

// mayName reports whether a line may begin with one of those labels: most do not,
// and are looked at no further.
func mayName(line string) bool {
	if line == "" {
		return false
	}
	switch line[0] {
	case 'a', 'A', 'b', 'B', 'd', 'D', 'v', 'V', 'w', 'W', "а"[0]:
		return true
	}
	return false
}

// namesAuthor knows the labels that nothing but an author follows.
func namesAuthor(label string) bool {
	switch label {
	case "by", "author", "authors", "written by", "about the author", "von", "autor", "autorin", "autoren", "verfasser", "auteur", "auteurs", "auteure", "autore", "autora", "autores", "autori", "door", "автор", "авторы":
		return true
	}
	return false
}

// saysAuthor takes in who a page without authors names below a label for authors,
// wherever that stands; where several are named so, they are those of other pages.
func (r *pageReader) saysAuthor(text string) {
	var names []string
	line, before := "", ""
	for at := 0; at < len(text); {
		line, before = firstLine(text[at:]), line
		start := at
		at += len(line) + 1
		if len(line) < 4 || len(line) > 80 {
			continue
		}
		label, name := leadingLabel(line)
		if label == "" {
			label, name = labelAlone(before), line
		}
		if label == "" || within(r.beside, start) {
			continue
		}
		c := creditOf("by "+name, r.page.Language)
		if len(c.names) == 0 || c.words > 0 || c.source || slices.ContainsFunc(c.names, func(n string) bool { return !personLike(n) }) {
			continue
		}
		if names != nil && !slices.Equal(names, c.names) {
			return
		}
		names = c.names
	}
	for _, name := range names {
		r.claims.author(byAppearance, name)
	}
}

// leadingLabel parts a line that begins with a label for authors which is no
// preposition: Autor: Jane Roe; About the author - Jane Roe.
func leadingLabel(line string) (label, rest string) {
	if !mayName(line) {
		return "", ""
	}
	var room [3]int
	for _, end := range wordEnds(room[:0], line, 3) {
		if said := strings.ToLower(line[:end]); len(said) > 4 && namesAuthor(said) {
			label, rest = said, strings.TrimLeft(line[end:], ":–- ")
		}
	}
	return label, rest
}

// signed takes in who a page without authors says behind its last sentence that
// it is by: 文：張三.
func (r *pageReader) signed(text string) {
	if len(r.claims.authors) == 0 {
		r.saysAuthor(text)
	}
	if len(r.claims.authors) > 0 {
		return
	}
	end := text[max(0, len(text)-pageEnd):]
	var names []string
	for line := range strings.Lines(end) {
		line = strings.TrimSpace(line)
		if endsSentence(line) || strings.HasSuffix(line, "。") {
			names = nil
			continue
		}
		if names != nil || len(line) > 80 || within(r.beside, len(text)-len(end)) {
			continue
		}
		if c := labelledCredit(withoutAddress(line), r.page.Language); c.first == labelBy && c.words+len(c.days) == 0 && !c.source {
			names = c.names
		}
	}
	for _, name := range names {
		r.claims.author(byAppearance, name)
	}
}

// postedOn takes in who wrote what a network shows, by its title: Jane Roe on
// Network: “…”.
func (c *claims) postedOn(p *verify.Page) {
	if len(c.authors) > 0 || len(c.sites) == 0 {
		return
	}
	for _, t := range append(c.titles, claim{said: p.Title}) {
		name, rest, ok := strings.Cut(t.said, " on ")
		if ok && personLike(name) && (rest == c.sites[0].said || strings.HasPrefix(rest, c.sites[0].said+":")) {
			c.author(byAppearance, name)
			return
		}
	}
}

// saysBoth takes in the day of a line that begins by saying who wrote the text,
// or that it was published: Written by Jane Roe on 3 March 2019.
func (r *pageReader) saysBoth(line string) {
	c := labelledCredit(line, r.page.Language)
	if c.words > 4 || len(c.days) == 0 || c.days[0].updated || c.first != labelPublished && c.first != labelBy {
		return
	}
	for _, may := range c.days[0].may {
		if may.Year >= oldest && may.Day > 0 {
			r.claims.publishedOn(byPlace, may.String())
		}
	}
}
