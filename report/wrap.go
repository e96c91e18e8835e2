package report

import (
	"strings"

	"github.com/rivo/uniseg"
)

// wrap breaks text into lines of at most width columns, between words. A URL
// is never broken, so that it can be clicked and copied; another word that is
// longer than a line (Chinese has no spaces) breaks where Unicode allows it.
func wrap(text string, width int) []string {
	var lines []string
	var line strings.Builder
	columns := 0
	for _, word := range strings.Fields(text) {
		n := columnsOf(word)
		if columns > 0 && columns+1+n > width {
			lines = append(lines, line.String())
			line.Reset()
			columns = 0
		}
		if columns > 0 {
			line.WriteByte(' ')
			columns++
		}
		if n > width && !strings.Contains(word, "://") {
			parts := breakWord(word, width)
			lines = append(lines, parts[:len(parts)-1]...)
			word = parts[len(parts)-1]
			n = columnsOf(word)
		}
		line.WriteString(word)
		columns += n
	}
	if columns > 0 {
		lines = append(lines, line.String())
	}
	return lines
}

// breakWord breaks a word without spaces by the rules of UAX #14.
func breakWord(word string, width int) []string {
	var lines []string
	line, columns, state := "", 0, -1
	for word != "" {
		var segment string
		segment, word, _, state = uniseg.FirstLineSegmentInString(word, state)
		n := columnsOf(segment)
		if columns > 0 && columns+n > width {
			lines = append(lines, line)
			line, columns = "", 0
		}
		line += segment
		columns += n
	}
	return append(lines, line)
}

// columnsOf is how many columns of a terminal s takes.
func columnsOf(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return uniseg.StringWidth(s)
		}
	}
	return len(s)
}
