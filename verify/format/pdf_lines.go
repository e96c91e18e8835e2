package format

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// A pdfSheet is a PDF cut into lines.
type pdfSheet struct {
	pages []PDFPage
	lines []pdfLine // in the order of the file, page by page
	body  float32   // the size that most of the text is set in
}

// A pdfLine is one line of one column.
type pdfLine struct {
	page, at                 int // at counts the lines of the document
	text                     string
	build                    []byte // the text while it grows
	left, bottom, right, top float32
	size                     float32 // of its words, small capitals and raised signs left out
	base                     float32
	pieces                   []pdfPiece
	marks                    []pdfMark
	links                    []verify.Link // spans are within text
	furniture                bool          // a running head, a page number
}

// pdfPiece is what one run gives to a line.
type pdfPiece struct {
	run        *PDFRun
	start, end int // in the text of the line
	offset     int // of start in the text of the page
}

// A pdfMark is a number or a sign that is raised above its line.
type pdfMark struct {
	span  verify.Span // in the text of the line
	label string
	n     int // what it counts as, 0 for a sign
	line  int
	sure  bool // no exponent
	taken bool
}

func newPDFSheet(pages []PDFPage) *pdfSheet {
	s := &pdfSheet{pages: pages}
	for i := range pages {
		s.cut(i)
	}
	for i := range s.lines {
		s.lines[i].at = i
	}
	s.body = s.bodySize()
	return s
}

// bodySize is the size of the body: the largest that a good part of the text
// is set in. Notes are smaller, and in law reviews there are more of them than
// of the body.
func (s *pdfSheet) bodySize() float32 {
	weight := map[int]int{} // quarters of a point -> bytes
	all := 0
	for i := range s.lines {
		l := &s.lines[i]
		weight[int(math.Round(float64(l.size)*4))] += len(l.text)
		all += len(l.text)
	}
	body := 0
	for size, n := range weight {
		if n*5 >= all {
			body = max(body, size)
		}
	}
	if body == 0 {
		for size, n := range weight {
			if n > weight[body] || n == weight[body] && size > body {
				body = size
			}
		}
	}
	return float32(body) / 4
}

// cut makes lines of one page.
func (s *pdfSheet) cut(page int) {
	p := &s.pages[page]
	first := len(s.lines)
	var line *pdfLine
	offset := 0
	for i := range p.Runs {
		r := &p.Runs[i]
		at := offset
		offset += len(r.Text)
		if r.Turned || r.Text == "" || r.Size <= 0 && strings.TrimSpace(r.Text) == "" {
			continue
		}
		if line == nil || !line.goesOn(r) {
			s.lines = append(s.lines, pdfLine{page: page, left: r.Left, right: r.Right, bottom: r.Bottom, top: r.Top})
			line = &s.lines[len(s.lines)-1]
		}
		line.add(r, at)
	}
	for i := first; i < len(s.lines); i++ {
		l := &s.lines[i]
		l.measure()
		l.findMarks(i)
		l.takeLinks(p.Links)
	}
	lines := slices.DeleteFunc(s.lines[first:], func(l pdfLine) bool { return strings.TrimSpace(l.text) == "" })
	s.lines = s.lines[:first+len(lines)]
	for i := first; i < len(s.lines); i++ {
		for k := range s.lines[i].marks {
			s.lines[i].marks[k].line = i
		}
	}
}

// goesOn reports whether r stands on the line: at its height, a raised or
// lowered sign included, and to the right of it.
func (l *pdfLine) goesOn(r *PDFRun) bool {
	last := l.pieces[len(l.pieces)-1].run
	height := max(l.size, r.Size)
	if strings.TrimSpace(r.Text) == "" {
		return true
	}
	if math.Abs(float64(r.Base-l.base)) > 0.6*float64(height) || r.Left < l.right-0.6*height {
		return false
	}
	if label := bytes.TrimSpace(l.build[:min(len(l.build), 8)]); len(l.build) < 8 && labelNumber(string(label)) > 0 {
		return r.Left-l.right < 8*height // the number of a note, and its words behind a tabulator
	}
	ended := strings.Contains(last.Text, "\n") || strings.HasSuffix(last.Text, "\x02")
	return !ended || r.Left-l.right < 2.2*height
}

// add puts a run on the line. Line ends within are those that the library
// makes, around raised signs for one; of several spaces one is kept, for the
// library makes some beside those of the file.
func (l *pdfLine) add(r *PDFRun, offset int) {
	for rest := r.Text; rest != ""; {
		n := strings.IndexAny(rest, " \n") + 1
		if n == 0 {
			n = len(rest)
		}
		piece := rest[:n]
		blank := piece[n-1] == ' ' || piece[n-1] == '\n'
		if blank && n == 1 && (len(l.build) == 0 || l.build[len(l.build)-1] == ' ') {
			piece = ""
		}
		l.extend(r, strings.ReplaceAll(piece, "\n", " "), offset)
		offset += n
		rest = rest[n:]
	}
	if strings.TrimSpace(r.Text) == "" {
		return
	}
	if r.Size > l.size {
		l.size, l.base = r.Size, r.Base
	}
	l.left, l.right = min(l.left, r.Left), max(l.right, r.Right)
	l.bottom, l.top = min(l.bottom, r.Bottom), max(l.top, r.Top)
}

// extend puts text of a run on the line, as one piece with what came before
// where nothing is left out between them.
func (l *pdfLine) extend(r *PDFRun, text string, offset int) {
	start := len(l.build)
	l.build = append(l.build, text...)
	if n := len(l.pieces); n > 0 {
		if p := &l.pieces[n-1]; p.run == r && p.offset+p.end-p.start == offset {
			p.end = len(l.build)
			return
		}
	}
	l.pieces = append(l.pieces, pdfPiece{r, start, len(l.build), offset})
}

// measure finds the size of the words of the line: the largest that more than
// a few characters have.
func (l *pdfLine) measure() {
	l.text, l.build = string(l.build), nil
	all := 0
	bySize := map[float32]int{}
	for _, p := range l.pieces {
		n := len(strings.TrimSpace(l.text[p.start:p.end]))
		bySize[p.run.Size] += n
		all += n
	}
	l.size = 0
	for size, n := range bySize {
		if n*12 >= all && size > l.size {
			l.size = size
		}
	}
	heights := map[float32]int{}
	for _, p := range l.pieces {
		if p.run.Size >= 0.85*l.size {
			heights[p.run.Base] += p.end - p.start
		}
	}
	most := 0
	for base, n := range heights {
		if n > most || n == most && base < l.base {
			most, l.base = n, base
		}
	}
}

// findMarks finds the raised numbers and signs of the line.
func (l *pdfLine) findMarks(at int) {
	for _, p := range l.pieces {
		up := p.run.Base - l.base
		small := p.run.Size < 0.85*l.size && up >= 0.5 || p.run.Size <= l.size && up >= 0.2*l.size
		for i := p.start; i < p.end; {
			end, label := markAt(l.text[:p.end], i, small)
			if label != "" {
				l.marks = append(l.marks, pdfMark{span: verify.Span{Start: i, End: end}, label: label, n: labelNumber(label), line: at, sure: l.sure(i)})
			}
			i = max(end, i+1)
		}
	}
}

// markAt reads a mark at the beginning of text[i:]: superior figures, or
// whatever counts notes where the type is small and raised.
func markAt(text string, i int, small bool) (end int, label string) {
	rest := text[i:]
	if n, width := raised(rest); width > 0 {
		return i + width, labelOf(n)
	}
	if !small {
		_, size := utf8.DecodeRuneInString(rest)
		return i + size, ""
	}
	end = i + strings.IndexAny(rest+" ", " ,;\t–-[]().:")
	if end == i {
		_, size := utf8.DecodeRuneInString(rest)
		return i + size, ""
	}
	word := text[i:end]
	if label, ok := mark(word); ok && (labelNumber(label) > 0 && labelNumber(label) <= maxLabel || isSymbol(label)) && len(word) < 16 {
		return end, label
	}
	return end, ""
}

// sure tells a call from an exponent by what stands before it: a unit of
// measure, a single letter, a figure.
func (l *pdfLine) sure(at int) bool {
	before := strings.TrimRight(l.text[:at], " ")
	r, size := utf8.DecodeLastRuneInString(before)
	switch {
	case size == 0:
		return true
	case '0' <= r && r <= '9':
		return false
	}
	word := before[wordStart(before, len(before)):]
	switch word {
	case "":
		return !strings.ContainsRune("=+−×·", r)
	case "km", "cm", "mm", "ft", "mi", "CO", "H":
		return false
	}
	return utf8.RuneCountInString(word) > 1
}

// takeLinks finds the parts of the line that links lie over.
func (l *pdfLine) takeLinks(links []PDFLink) {
	for _, link := range links {
		for _, p := range l.pieces {
			from, to := max(link.Start, p.offset), min(link.End, p.offset+p.end-p.start)
			if from >= to {
				continue
			}
			s := verify.Span{Start: from - p.offset + p.start, End: to - p.offset + p.start}
			if n := len(l.links); n > 0 && l.links[n-1].Target == link.Target && l.links[n-1].Span.End == s.Start {
				l.links[n-1].Span.End = s.End
			} else {
				l.links = append(l.links, verify.Link{Span: s, Target: link.Target})
			}
		}
	}
}

// dropFurniture finds running heads, running feet and page numbers: lines near
// the edge of the page that other pages have in the same place, with the same
// words, and with numbers that are the same or that count the pages.
func (s *pdfSheet) dropFurniture() {
	groups := map[string][]int{}
	for i := range s.lines {
		l := &s.lines[i]
		if s.nearEdge(l) && !l.startsRaised() {
			key := furnitureKey(l.text)
			groups[key] = append(groups[key], i)
		}
	}
	enough := 3
	if len(s.pages) <= 4 {
		enough = 2
	}
	for _, at := range groups {
		if !s.repeats(at, enough) {
			continue
		}
		for _, i := range at {
			s.lines[i].furniture = true
		}
	}
}

// nearEdge reports whether l stands in the outer seventh of its page, above or
// below.
func (s *pdfSheet) nearEdge(l *pdfLine) bool {
	height := s.pages[l.page].Height
	return height > 0 && (l.base > height*6/7 || l.base < height/7)
}

func (l *pdfLine) startsRaised() bool {
	return len(l.marks) > 0 && strings.TrimSpace(l.text[:l.marks[0].span.Start]) == "" && strings.TrimSpace(l.text[l.marks[0].span.End:]) != ""
}

// furnitureKey is a line with its numbers left out. Page numbers in Roman
// numerals are numbers too.
func furnitureKey(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		if roman(w) > 0 {
			words[i] = "#"
		}
	}
	return shape(strings.Join(words, " "))
}

// repeats reports whether the lines at, which have the same words, are
// furniture: they stand at one height, on enough pages, and each of their
// numbers is the same on most pages or goes with the pages. The number of a
// note does neither.
func (s *pdfSheet) repeats(at []int, enough int) bool {
	pages := map[int]bool{}
	steps := map[[2]int]int{} // place in the line, and the number or what it is above the page
	places := 0
	for _, i := range at {
		l := &s.lines[i]
		if d := l.base - s.lines[at[len(at)/2]].base; d > 3 || d < -3 {
			continue
		}
		pages[l.page] = true
		numbers := numbersOf(l.text)
		places = max(places, len(numbers))
		for k, n := range numbers {
			steps[[2]int{k, n - l.page}]++
			steps[[2]int{k, 1<<20 + n}]++
		}
	}
	if len(pages) < enough {
		return false
	}
	for k := range places {
		most := 0
		for step, n := range steps {
			if step[0] == k {
				most = max(most, n)
			}
		}
		if most*2 <= len(at) {
			return false
		}
	}
	return true
}

// numbersOf are the numbers of a line, in figures and in Roman numerals.
func numbersOf(text string) []int {
	var found []int
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !('0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z') }) {
		if n := labelNumber(w); n > 0 && len(found) < 16 {
			found = append(found, n)
		}
	}
	return found
}

// byPlace orders lines as the document does.
func byPlace(a, b pdfMark) int {
	return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.span.Start, b.span.Start))
}
