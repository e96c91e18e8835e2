package verify

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A Span is a half-open byte range of Document.Text.
type Span struct{ Start, End int }

// Of returns the part of text that s covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Len is the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Holds reports whether other lies wholly within s.
func (s Span) Holds(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

func (s Span) overlaps(other Span) bool { return s.End > other.Start && s.Start < other.End }

// A Document is one manuscript as a Reader decoded it. Every Span in this
// package indexes Text, whatever the file format was.
type Document struct {
	Path   string // as the user named it; "-" for standard input
	Format string // a format name of report.schema.json: "text", "markdown", "html", ...
	Title  string // as the document gives it, or empty
	SHA256 string // of the bytes that were read, in hexadecimal; set by Read

	Text    string // UTF-8, notes included
	Notes   []Note // in the order printed
	Missing []Call // calls that point to no note, in the order printed
	Links   []Link // visible text -> target, where the format knows targets; sorted by Span.Start
	Italics []Span // where the format knows them: titles of books and journals; sorted
	Blocks  []Span // quotations set as blocks of their own, where the format knows them; sorted
	Places  Places // byte offset -> line, column, page

	Citations []Citation // what Cite made of the notes; a Reader leaves it empty
}

// A Note is one numbered footnote or endnote and the places that call it.
type Note struct {
	Label  string // as printed: 690, 12a, iv, *
	Series int    // 1 for the first run of numbers, one more each time the numbering restarts
	Span   Span   // the note's own words, without its number and without back-links
	Calls  []Span // the call marks in the body; empty for a note that nothing points to
	Short  bool   // its markup says that it names author, year and page alone: {{sfn|Hale|2012|p=14}}
}

// A Call is a place in the body that points to a note which is not there.
type Call struct {
	Label string // as printed, or as it would be
	Name  string // what the markup calls the note, where that is not its label: <ref name="fair"/>
	Span  Span
}

// A Link is a piece of visible text with the target that the format gives it.
type Link struct {
	Span   Span // of the visible text; empty where nothing is visible
	Target string
}

// URL is the target as browsers read it: without the line ends and tabs in it, and
// without what is blank around it (WHATWG URL, 4.4).
func (l Link) URL() string {
	if !strings.ContainsAny(l.Target, "\t\n\r") {
		return strings.TrimSpace(l.Target)
	}
	return strings.TrimSpace(strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(l.Target))
}

// A Place is where an editor finds something. Lines, columns and pages count
// from 1, columns in characters; 0 where the format has none.
type Place struct{ Line, Column, Page int }

// A Mark ties one byte offset of Document.Text to its place in the file.
type Mark struct {
	Offset int
	Place
}

// Places are marks sorted by offset: one for each line in a format that has
// lines, one for each page in a format that has pages.
type Places []Mark

// Place tells where offset stands in the file: at the last mark before it,
// with as many columns more as there are characters between them.
func (d *Document) Place(offset int) Place {
	i := sort.Search(len(d.Places), func(i int) bool { return d.Places[i].Offset > offset })
	if i == 0 {
		return Place{}
	}
	m := d.Places[i-1]
	p := m.Place
	if p.Column > 0 {
		p.Column += utf8.RuneCountInString(d.Text[m.Offset:min(offset, len(d.Text))])
	}
	return p
}

// LinePlaces are the marks of a plain text: one for each line of it.
func LinePlaces(text string) Places {
	places := make(Places, 0, 1+strings.Count(text, "\n"))
	line := 1
	for start := 0; ; line++ {
		places = append(places, Mark{start, Place{Line: line, Column: 1}})
		n := strings.IndexByte(text[start:], '\n')
		if n < 0 {
			return places
		}
		start += n + 1
	}
}

// CitationsOf returns the indices in d.Citations of the citations that note n
// holds, in the order printed.
func (d *Document) CitationsOf(n int) []int {
	from := sort.Search(len(d.Citations), func(i int) bool { return d.Citations[i].Note >= n })
	var found []int
	for i := from; i < len(d.Citations) && d.Citations[i].Note == n; i++ {
		found = append(found, i)
	}
	return found
}
