package format

import (
	"slices"
	"strings"

	"loccit/verify"
)

// textReader reads plain text, what pdftotext makes of a PDF included. Notes
// come first: the longest ascending chains of numbers at the starts of lines
// (text_heads.go, text_series.go). A chain is a series of notes only where
// the body calls it, number by number (text_calls.go), or where it stands
// under a heading of its own; a numbered list is neither.
type textReader struct{}

func (textReader) Format() string { return "text" }

func (textReader) Match(verify.Input) verify.Fit { return verify.Fallback }

func (textReader) Read(in verify.Input) (*verify.Document, error) {
	source, err := decode(in.Data, "")
	if err != nil {
		return nil, err
	}
	s := layOut(source)
	d := &verify.Document{Text: s.text, Places: s.places, Title: firstLine(s.text)}
	d.Notes, d.Missing = findNotes(s)
	return d, nil
}

// A sheet is the text that notes are looked for in.
type sheet struct {
	text   string
	pages  []int // offsets where a page begins, the first page left out
	places verify.Places
}

// pageStart returns where the page begins that holds offset at.
func (s *sheet) pageStart(at int) int {
	i, found := slices.BinarySearch(s.pages, at)
	if found {
		return at
	}
	if i == 0 {
		return 0
	}
	return s.pages[i-1]
}

// pageEnd returns where the page ends that holds offset at.
func (s *sheet) pageEnd(at int) int {
	i, found := slices.BinarySearch(s.pages, at)
	if found {
		i++
	}
	if i < len(s.pages) {
		return s.pages[i]
	}
	return len(s.text)
}

// layOut takes source apart into pages.
func layOut(source string) *sheet {
	s := &sheet{text: source, places: linePlaces(source)}
	for i := 0; ; {
		n := strings.IndexByte(source[i:], '\f')
		if n < 0 {
			return s
		}
		i += n + 1
		s.pages = append(s.pages, i)
	}
}

// firstLine is the title of a text that marks none: its first line, if that
// is short enough for one.
func firstLine(text string) string {
	text = strings.TrimLeft(text, " \t\n\f")
	line, _, _ := strings.Cut(text, "\n")
	line = strings.TrimSpace(line)
	if len(line) > 200 {
		return ""
	}
	return line
}

// findNotes returns the notes of s in the order printed, and the calls that
// point to none.
func findNotes(s *sheet) ([]verify.Note, []verify.Call) {
	finder := &finder{sheet: s}
	finder.run(decimals, findMarks(s.text))
	if false {
		finder.run(romans, nil)
	}
	finder.named()
	finder.symbols()
	return finder.document()
}
