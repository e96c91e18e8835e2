package mend

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"loccit/verify"
	"loccit/verify/format"
)

// lines is the scribe of formats that have lines: text with or without markup.
type lines struct {
	d      *verify.Document
	text   string // of the file, with its own line ends
	coding format.Coding
	starts []int // where each line begins
	spell  speller
	dump   bool // a wiki's XML: what the wiki writes is escaped
}

func newLines(in verify.Input, d *verify.Document) (*lines, error) {
	text, coding, err := format.Source(d.Format, in.Data)
	if err != nil {
		return nil, err
	}
	l := &lines{d: d, text: text, coding: coding, starts: lineStarts(text), spell: spellerOf(d.Format)}
	if d.Format == "mediawiki" {
		l.dump = strings.HasPrefix(strings.TrimSpace(text), "<mediawiki") || strings.Contains(text, "&lt;/ref&gt;") && !strings.Contains(text, "</ref>")
		l.spell.twice = l.dump
	}
	return l, nil
}

// lineStarts are where the lines of text begin; "\n", "\r\n" and "\r" end one.
func lineStarts(text string) []int {
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' || text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func (l *lines) apply(edits []edit) ([]byte, error) {
	return l.coding.Encode(spliced(l.text, edits))
}

func (l *lines) plan(o Order, archive bool) ([]edit, string) {
	places, why := l.places(&l.d.Citations[o.Citation])
	if why != "" {
		return nil, why
	}
	var edits []edit
	if torn := rest(l.d, o); torn != "" {
		for i := range places {
			places[i].End = max(places[i].End, l.spell.walk(l.text, places[i].End, torn))
		}
	}
	if o.URL != "" {
		for _, p := range places {
			edits = append(edits, edit{Span: p, text: l.write(o.URL, p)})
		}
	}
	if archive {
		added, why := l.addition(o, places)
		if why != "" {
			return nil, why
		}
		edits = append(edits, added...)
		if o.Source == l.d.Citations[o.Citation].URL && l.d.Format == "text" {
			edits = append(edits, l.whole(places)...)
		}
	}
	for _, e := range edits {
		if _, err := l.coding.Encode(e.text); err != nil {
			return nil, err.Error()
		}
	}
	return edits, ""
}

// whole prints URLs that are broken over lines, or by spaces, without a break:
// where each ends was told by what stood behind it.
func (l *lines) whole(places []verify.Span) []edit {
	var edits []edit
	for _, p := range places {
		if printed := p.Of(l.text); squeeze(printed) != printed {
			edits = append(edits, edit{Span: p, text: squeeze(printed)})
		}
	}
	return edits
}

// places are where the file gives the URL of c, in the stretch that holds its
// note: as printed, and as the target of a link.
func (l *lines) places(c *verify.Citation) ([]verify.Span, string) {
	note := l.reach(l.stretch(l.d.Notes[c.Note].Span))
	wanted := forms(l.d, c)
	var found []verify.Span
	if at := l.offset(l.d.Place(c.URLSpan.Start)); at >= 0 && c.URLSpan.Len() > 0 {
		end := l.spell.walk(l.text, at, squeeze(c.URLPrinted))
		if end > at && goesOn(l.text[end:]) {
			return nil, "the URL seems to go on behind what was read of it"
		}
		if end > at {
			found = append(found, verify.Span{Start: at, End: end})
		}
	}
	for _, w := range wanted {
		found = apart(found, l.spell.find(l.text, note, w))
	}
	if l.d.Format == "markdown" {
		for _, w := range wanted {
			found = apart(found, l.definitions(w, note))
		}
	}
	if len(found) == 0 && l.spell.entities {
		for _, w := range wanted { // //host/path, which leaves the scheme to the page
			_, bare, _ := strings.Cut(w, "://")
			found = apart(found, l.spell.find(l.text, note, "//"+bare))
		}
	}
	if len(found) == 0 {
		for _, w := range wanted {
			found = apart(found, l.spell.find(l.text, verify.Span{End: len(l.text)}, w))
		}
		if len(found) > 1 {
			return nil, "the file has this URL in several places, and none could be told to be this note's"
		}
	}
	if len(found) == 0 {
		return nil, "the place of the URL in the file could not be found: it may be torn by other text, or stand in another file"
	}
	slices.SortFunc(found, func(a, b verify.Span) int { return cmp.Compare(a.Start, b.Start) })
	return found, ""
}

// forms are the URLs, squeezed, by which the file may give that of c; the
// longest first.
func forms(d *verify.Document, c *verify.Citation) []string {
	all := []string{squeeze(c.URLPrinted)}
	if squeeze(c.URLPrinted) != squeeze(c.ArchiveURL) {
		all = append(all, squeeze(c.URL))
		note := d.Notes[c.Note].Span
		for _, link := range d.Links {
			if note.Holds(link.Span) && verify.Key(link.URL()) == verify.Key(c.URL) {
				all = append(all, squeeze(link.Target))
			}
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "" })
}

// apart adds those of more that overlap none of found.
func apart(found, more []verify.Span) []verify.Span {
	for _, m := range more {
		if !slices.ContainsFunc(found, func(f verify.Span) bool { return m.Start < f.End && f.Start < m.End }) {
			found = append(found, m)
		}
	}
	return found
}

// offset is where a place of the document stands in the file, -1 for none.
func (l *lines) offset(p verify.Place) int {
	if p.Line < 1 || p.Line > len(l.starts) {
		return -1
	}
	at, end := l.starts[p.Line-1], len(l.text)
	if p.Line < len(l.starts) {
		end = l.starts[p.Line]
	}
	for n := 1; n < p.Column && at < end; n++ {
		_, size := utf8.DecodeRuneInString(l.text[at:])
		at += size
	}
	return at
}

// stretch is the part of the file that the words of a note stand in.
func (l *lines) stretch(note verify.Span) verify.Span {
	s := verify.Span{Start: len(l.text), End: -1}
	take := func(from, to int) {
		for to > from+1 && !utf8.RuneStart(l.d.Text[to-1]) {
			to--
		}
		a, b := l.offset(l.d.Place(from)), l.offset(l.d.Place(max(from, to-1)))
		if a < 0 || b < 0 {
			return
		}
		_, size := utf8.DecodeRuneInString(l.text[b:])
		s.Start, s.End = min(s.Start, a, b), max(s.End, a, b+size)
	}
	first, _ := slices.BinarySearchFunc(l.d.Places, note.Start+1, func(m verify.Mark, at int) int { return m.Offset - at })
	from := note.Start
	for _, m := range l.d.Places[first:] {
		if m.Offset >= note.End {
			break
		}
		take(from, m.Offset)
		from = m.Offset
	}
	take(from, note.End)
	if s.End < 0 {
		return verify.Span{}
	}
	return s
}
