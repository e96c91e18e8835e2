package format

import (
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// linePlaces are the marks of a text: one for each line and, where there are
// form feeds, one after each, with its page. A form feed breaks the page and
// not the line, as editors count.
func linePlaces(text string) verify.Places {
	lines := verify.LinePlaces(text)
	feeds := strings.Count(text, "\f")
	if feeds == 0 {
		return lines
	}
	places := make(verify.Places, 0, len(lines)+feeds)
	page := 1
	for i, m := range lines {
		end := len(text)
		if i+1 < len(lines) {
			end = lines[i+1].Offset
		}
		m.Page = page
		places = append(places, m)
		for {
			n := strings.IndexByte(text[m.Offset:end], '\f')
			if n < 0 {
				break
			}
			page++
			m.Column += utf8.RuneCountInString(text[m.Offset : m.Offset+n+1])
			m.Offset += n + 1
			m.Page = page
			places = append(places, m)
		}
	}
	return places
}
