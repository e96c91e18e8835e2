package format

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

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

// A piece is one line of a page, or the part of it that stands in one column.
type piece struct {
	words  string
	line   int // of the file
	column int // where words begins
}

// layOut takes a text apart into pages, as pdftotext and typewriters mark them
// with form feeds, and puts it together again without page numbers and running
// heads, and with columns one after the other. A text without form feeds stays
// as it is.
func layOut(source string) *sheet {
	if strings.IndexByte(source, '\f') < 0 {
		return &sheet{text: source, places: verify.LinePlaces(source)}
	}
	pages := splitPages(source)
	furniture := findFurniture(pages)
	columned := mostlyColumned(pages)
	var b sheetBuilder
	b.text.Grow(len(source))
	for i, page := range pages {
		page = trimBlank(furniture.strip(page, i))
		if columned {
			page = unfoldColumns(page)
		}
		b.add(page, i+1)
	}
	return &sheet{text: b.text.String(), pages: b.pages, places: b.places}
}

type sheetBuilder struct {
	text   strings.Builder
	pages  []int
	places verify.Places
}

func (b *sheetBuilder) add(page []piece, number int) {
	if number > 1 {
		b.pages = append(b.pages, b.text.Len())
	}
	for _, p := range page {
		b.places = append(b.places, verify.Mark{Offset: b.text.Len(), Place: verify.Place{Line: p.line, Column: p.column, Page: number}})
		b.text.WriteString(p.words)
		b.text.WriteByte('\n')
	}
}

// splitPages cuts source at its form feeds. A form feed is the last character
// of its line's first part and breaks no line, as editors count.
func splitPages(source string) [][]piece {
	var pages [][]piece
	line, column := 1, 1
	for _, page := range strings.Split(source, "\f") {
		var pieces []piece
		for i, words := range strings.Split(page, "\n") {
			if i > 0 {
				line, column = line+1, 1
			}
			pieces = append(pieces, piece{words, line, column})
		}
		column += utf8.RuneCountInString(pieces[len(pieces)-1].words) + 1
		pages = append(pages, pieces)
	}
	return pages
}

// trimBlank takes the blank lines off both ends of a page, so that what runs
// on over the page break runs on in the text.
func trimBlank(page []piece) []piece {
	for len(page) > 0 && strings.TrimSpace(page[0].words) == "" {
		page = page[1:]
	}
	for len(page) > 0 && strings.TrimSpace(page[len(page)-1].words) == "" {
		page = page[:len(page)-1]
	}
	return page
}

// edge is how many lines at the top and at the foot of a page may be running
// heads.
const edge = 4

// furniture knows what stands at the edges of many pages: running heads and
// feet. A page number is known by how far it runs ahead of the page's index.
type furniture struct{ heads, feet map[string]bool }

func findFurniture(pages [][]piece) *furniture {
	heads, feet := map[string]int{}, map[string]int{}
	for i, page := range pages {
		for _, at := range edgeLines(page) {
			line := page[at.index].words
			counts := heads
			if at.foot {
				counts = feet
			}
			if at.foot && noteLike(line) {
				continue
			}
			for _, key := range furnitureKeys(line, i) {
				counts[key]++
			}
		}
	}
	enough := max(3, len(pages)/20)
	if len(pages) < 20 {
		enough = 2 + len(pages)/10
	}
	return &furniture{frequent(heads, enough), frequent(feet, enough)}
}

func frequent(counts map[string]int, enough int) map[string]bool {
	kept := map[string]bool{}
	for key, n := range counts {
		if n >= enough {
			kept[key] = true
		}
	}
	return kept
}

type edgeLine struct {
	index int
	foot  bool
}

// edgeLines are the lines of page that may be running heads or feet.
func edgeLines(page []piece) []edgeLine {
	var lines []edgeLine
	for i, n := 0, 0; i < len(page) && n < edge; i++ {
		if strings.TrimSpace(page[i].words) != "" {
			lines = append(lines, edgeLine{i, false})
			n++
		}
	}
	for i, n := len(page)-1, 0; i >= 0 && n < edge; i-- {
		if strings.TrimSpace(page[i].words) != "" {
			lines = append(lines, edgeLine{i, true})
			n++
		}
	}
	return lines
}

// strip takes the furniture off page number index, from the edges inwards: a
// line that only looks like it, inside the text, stays.
func (f *furniture) strip(page []piece, index int) []piece {
	page = trimBlank(page)
	for n := 0; n < edge && len(page) > 0 && isFurniture(f.heads, page[0].words, index); n++ {
		page = trimBlank(page[1:])
	}
	for n := 0; n < edge && len(page) > 0 && isFurniture(f.feet, page[len(page)-1].words, index); n++ {
		page = trimBlank(page[:len(page)-1])
	}
	return page
}

func isFurniture(known map[string]bool, line string, index int) bool {
	return slices.ContainsFunc(furnitureKeys(line, index), func(key string) bool { return known[key] })
}

// furnitureKeys are the shapes of a line that it may share with those of other
// pages: the line as it stands, and with each of its numbers told as the
// distance to the page's index. A note that begins or ends with a number has
// another distance on each page.
func furnitureKeys(line string, index int) []string {
	words := strings.Fields(line)
	if len(words) > 30 {
		return nil
	}
	var keys []string
	if len(words) > 1 {
		keys = append(keys, strings.Join(words, " "))
	}
	for i, word := range words {
		n := pageNumber(word)
		if n == 0 {
			continue
		}
		shape := slices.Clone(words)
		shape[i] = "#" + strconv.Itoa(n-index)
		keys = append(keys, strings.Join(shape, " "))
	}
	return keys
}

// pageNumber reads a word that may be a page number: 12, -12-, [12], xii; 0
// for any other.
func pageNumber(word string) int {
	word = strings.ToLower(strings.Trim(word, "-–—|[]·•"))
	if n, width := decimals(word); width > 0 && width == len(word) {
		return n
	}
	if n, width := romans(word); width > 0 && width == len(word) {
		return n
	}
	return 0
}

// noteLike tells the last line of a note from a running foot: "Ibid." ends
// many a page.
func noteLike(line string) bool {
	lower := strings.ToLower(line)
	for _, sign := range []string{"ibid", "id.", "supra", "infra", "note", "cit.", "see ", "ebd", " at ", "p. ", "pp. ", "cf.", "(fn", "accessed"} {
		if strings.Contains(lower, sign) {
			return true
		}
	}
	return false
}

// mostlyColumned tells whether the text is set in two columns.
func mostlyColumned(pages [][]piece) bool {
	full, columned := 0, 0
	for _, page := range pages {
		if len(page) < 20 {
			continue
		}
		full++
		if from, _ := gutter(page); from > 0 {
			columned++
		}
	}
	return columned >= 2 && columned*2 >= full
}

// gutter finds the white band down the middle of a page of two columns: its
// first and last character column, 0 where there is none.
func gutter(page []piece) (from, to int) {
	width, lines := 0, 0
	for _, p := range page {
		if strings.TrimSpace(p.words) != "" {
			lines++
			width = max(width, utf8.RuneCountInString(p.words))
		}
	}
	if lines < 10 || width < 60 {
		return 0, 0
	}
	inked, right := inkByColumn(page, width)
	bestFrom, bestTo := 0, 0
	for x := width * 3 / 10; x < width*7/10; x++ {
		if inked[x]*12 > lines {
			continue
		}
		start := x
		for x < width*7/10 && inked[x]*12 <= lines {
			x++
		}
		if x-start > bestTo-bestFrom {
			bestFrom, bestTo = start, x
		}
	}
	if bestTo-bestFrom < 2 || right(bestTo)*2 < lines {
		return 0, 0
	}
	return bestFrom, bestTo
}

// inkByColumn counts for each character column the lines that have ink there;
// right counts the lines with words on both sides of a column.
func inkByColumn(page []piece, width int) (inked []int, right func(x int) int) {
	inked = make([]int, width+1)
	type extent struct{ first, last int }
	var extents []extent
	for _, p := range page {
		x, e := 0, extent{-1, -1}
		for _, r := range p.words {
			if r > ' ' && r <= '~' || !unicode.IsSpace(r) {
				inked[x]++
				if e.first < 0 {
					e.first = x
				}
				e.last = x
			}
			x++
		}
		extents = append(extents, e)
	}
	return inked, func(x int) int {
		n := 0
		for _, e := range extents {
			if e.first >= 0 && e.first < x && e.last >= x {
				n++
			}
		}
		return n
	}
}

// unfoldColumns puts the right column of a page after its left one. A line
// that runs over the gutter, such as a title, keeps its place between them.
func unfoldColumns(page []piece) []piece {
	from, to := gutter(page)
	if from == 0 {
		return page
	}
	var out, right []piece
	for _, p := range page {
		left, other, ok := splitLine(p, from, to)
		if !ok {
			out = append(append(out, right...), p)
			right = nil
			continue
		}
		out = append(out, left)
		right = append(right, other)
	}
	return append(out, right...)
}

// splitLine cuts a line at the gutter: in the widest space that touches it.
func splitLine(p piece, from, to int) (left, right piece, ok bool) {
	runes := []rune(p.words)
	if len(runes) <= from {
		return p, piece{"", p.line, p.column}, true
	}
	at := -1
	for x := from; x < min(to, len(runes)); x++ {
		if unicode.IsSpace(runes[x]) && (x == 0 || unicode.IsSpace(runes[x-1]) || x+1 < len(runes) && unicode.IsSpace(runes[x+1])) {
			at = x
			break
		}
	}
	if at < 0 {
		return p, p, false
	}
	for at < len(runes) && unicode.IsSpace(runes[at]) {
		at++
	}
	left = piece{strings.TrimRightFunc(string(runes[:at]), unicode.IsSpace), p.line, p.column}
	return left, piece{string(runes[at:]), p.line, p.column + at}, true
}
