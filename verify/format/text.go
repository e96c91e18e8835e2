package format

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
		return nil, misnamed(in.Path, err)
	}
	s := layOut(source)
	notes, missing := findNotes(s)
	if s.overleaf(notes) {
		notes, missing = findNotes(s)
	}
	return unlessTorn(in.Path, &verify.Document{Text: s.text, Places: s.places, Title: firstLine(s.text), Notes: notes, Missing: missing})
}

// promised is the ending of a name that promises more than a text; empty for
// all others.
func promised(name string) string {
	switch ending := strings.ToLower(path.Ext(name)); ending {
	case ".docx", ".odt", ".epub", ".pdf", ".rtf":
		return ending
	}
	return ""
}

// misnamed says of what is no text that its name promises something else, where
// it does: a damaged file, or one of another program.
func misnamed(name string, err error) error {
	if ending := promised(name); ending != "" {
		return fmt.Errorf("its name ends in %s, but it does not begin as such files do; and %w", ending, err)
	}
	return err
}

// unlessTorn lets d pass, a text or a page, whatever its name, but where that
// promises more and d has no notes: then it is what was left of a file, or the
// page that was sent in place of one. What the web serves may be called anything.
func unlessTorn(name string, d *verify.Document) (*verify.Document, error) {
	if len(d.Notes) > 0 || len(d.Missing) > 0 || promised(name) == "" || strings.Contains(name, "://") {
		return d, nil
	}
	return nil, misnamed(name, errors.New("what stands in it has no notes; open it, and save it anew"))
}

// firstLine is the title of a text that marks none: its first line, if it
// reads like one.
func firstLine(text string) string {
	line, rest, _ := strings.Cut(strings.TrimLeft(text, " \t\n\f"), "\n")
	line = strings.Join(strings.Fields(line), " ")
	end := strings.TrimRight(line, "0123456789[]") // a call may close the sentence
	if utf8.RuneCountInString(line) > 150 || strings.HasSuffix(end, ".") || strings.Contains(line, "://") {
		return ""
	}
	if heads := findHeads(line, decimals); len(heads) > 0 || !titleLike(line) || runsOn(line, rest) {
		return ""
	}
	return line
}

// titleLike tells a title from a scrap: it has words, begins large, stops at no
// comma, and is no line of a program, a table or a form.
func titleLike(line string) bool {
	letters := 0
	for _, r := range line {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, "“”‘«\"'([¿¡"))
	return letters > 2 && !unicode.IsLower(first) && !strings.ContainsAny(line, "={}|@<>\\;") && !strings.ContainsAny(line[len(line)-1:], ",:-")
}

// runsOn tells whether a text goes on in the next line as a paragraph does: that
// is not much longer, and no blank line stands between.
func runsOn(line, rest string) bool {
	next, _, _ := strings.Cut(rest, "\n")
	width := utf8.RuneCountInString(strings.TrimSpace(next))
	return width > 0 && utf8.RuneCountInString(line)*4 > width*3 && line != strings.ToUpper(line)
}

// findNotes returns the notes of s in the order printed, and the calls that
// point to none.
func findNotes(s *sheet) ([]verify.Note, []verify.Call) {
	f := &finder{sheet: s}
	f.run(findHeads(s.text, decimals), findMarks(s.text))
	f.missing()
	heads := slices.DeleteFunc(findHeads(s.text, romans), func(h textHead) bool { return h.style == sup })
	if len(heads) >= 3 {
		f.run(heads, findRomanMarks(s.text))
	}
	f.bracketed()
	f.symbols()
	return f.document()
}
