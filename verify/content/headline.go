package content

import (
	"strings"
	"unicode"

	"loccit/verify"
)

// A largeLine is what looks like the headline of a page and is no heading: by
// its class, or by the size of its letters, as pages of the nineties have it.
// Where there are several, it is a list.
type largeLine struct {
	from int // where large letters begin in the visible text, 0 for none
	n    int
	said string
	at   int // where it ends
}

func (l *largeLine) add(said string, at int) {
	if len(said) < 8 || len(said) > 240 || said == l.said {
		return
	}
	l.n++
	l.said, l.at = said, at
}

// endLarge ends a run of large letters.
func (r *pageReader) endLarge() {
	if from := r.large.from; from > 0 && from < len(r.visible.text) && len(r.visible.text)-from < mostTitle {
		r.large.add(squeeze(string(r.visible.text[from:])), len(r.visible.text))
	}
	r.large.from = 0
}

// headlineClass knows what sites call the headline of an article: entry-title,
// story-headline, article__title.
func headlineClass(classes []byte) bool {
	if len(classes) < 8 {
		return false
	}
	for i := 0; i < len(classes); {
		n := i
		for n < len(classes) && classes[n] != ' ' {
			n++
		}
		first, last, parts := classParts(classes[i:n])
		switch string(last) {
		case "headline":
			return true
		case "title":
			switch string(first) {
			case "entry", "post", "article", "story":
				return parts == 2
			}
		}
		i = n + 1
	}
	return false
}

// titledBy takes in titles that no tag gives: a headline by its looks, and a
// line that a catalogue calls the title.
func (r *pageReader) titledBy(text string) {
	if r.large.n == 1 {
		r.claims.title(byAppearance, r.large.said)
	}
	at, lines := 0, 0
	for ; at < len(text) && lines < 60; lines++ {
		line := firstLine(text[at:])
		at += len(line) + 1
		if len(line) > 14 {
			continue
		}
		switch strings.ToLower(strings.TrimRight(line, ": ：")) {
		case "title", "titel", "titre", "título", "titolo", "titre propre", "tytuł", "cím", "название", "заглавие", "题名", "標題", "タイトル":
			next := firstLine(text[min(at, len(text)):])
			if len(next) > 3 && len(next) < mostTitle {
				r.claims.title(byAppearance, next)
			}
		}
	}
}

// titleDay takes in the day that a page's title ends with, or has in brackets:
// Smith v Jones (24 May 2018). It is one of its days; where no other is known,
// and the web was there, it is the day.
func (r *pageReader) titleDay() {
	t := r.page.Title
	for i := 0; i < len(t); {
		if d, n := verify.ReadDate(t[i:]); n > 0 && d.Day > 0 {
			before, after := strings.TrimRight(t[:i], " "), strings.TrimLeft(t[i+n:], " ")
			if strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")") || after == "" && strings.HasSuffix(before, ",") {
				rank := byAppearance
				if d.Year >= 1995 && !r.claims.dated() {
					rank = byPlace
				}
				r.claims.publishedOn(rank, d.String())
			}
			return
		}
		i += nextWord(t[i:])
	}
}

// rendered reports whether a page that scripts build was sent whole: its
// headline stands there, and text below it.
func (r *pageReader) rendered(text string) bool {
	titles := r.ownTitles()
	for i, h := range r.page.Headings[:min(len(r.page.Headings), len(r.heads))] {
		if bears(titles, wordsOf(h)) {
			own := without(text, r.beside)
			_, below, ok := strings.Cut(own, h)
			if !ok {
				below = text[min(r.heads[i], len(text)):]
			}
			return wordsIn(below) >= fewestProse && strings.ContainsFunc(below, unicode.IsPunct)
		}
	}
	return false
}
