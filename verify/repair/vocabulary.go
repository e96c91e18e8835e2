package repair

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"loccit/verify"
)

// mostText bounds how much of a document is read for its words.
const mostText = 4 << 20

// A vocabulary is the words of one document. It is made when it is first
// asked.
type vocabulary struct {
	words func() map[string]int // word to how often it stands there
}

func vocabularyOf(d *verify.Document) *vocabulary {
	return &vocabulary{sync.OnceValue(func() map[string]int { return count(d) })}
}

func vocabularies(docs []*verify.Document) []*vocabulary {
	found := make([]*vocabulary, len(docs))
	for i, d := range docs {
		found[i] = vocabularyOf(d)
	}
	return found
}

func (v *vocabulary) has(word string) bool { return v != nil && v.words()[word] > 0 }

// acronym reports whether the document writes word in capitals: HC, VPN.
func (v *vocabulary) acronym(word string) bool {
	return v != nil && len(word) < 4 && v.words()[strings.ToUpper(word)] > 0
}

// count reads the words of d without those of its URLs: a
// damaged URL must not vouch for itself.
func count(d *verify.Document) map[string]int {
	text := d.Text
	if len(text) > mostText {
		text = text[:mostText]
	}
	counts := map[string]int{}
	links := make([]verify.Span, 0, len(d.Citations))
	for i := range d.Citations {
		if s := d.Citations[i].URLSpan; s.Len() > 0 {
			links = append(links, s)
		}
	}
	slices.SortFunc(links, func(a, b verify.Span) int { return cmp.Compare(a.Start, b.Start) })
	at := 0
	for _, s := range links {
		if s.Start >= at && s.End <= len(text) {
			countWords(counts, text[at:s.Start])
			at = s.End
		}
	}
	countWords(counts, text[at:])
	return counts
}

// countWords counts the words of four letters and more, as they stand between
// white space; what looks like a URL, a handle or a hashtag is left out.
func countWords(counts map[string]int, text string) {
	start, linked, dot := -1, false, false
	flush := func(end int) {
		if start >= 0 && !linked {
			for _, w := range words(text[start:end]) {
				if len(w) >= 4 {
					counts[w]++
				}
			}
			if w := strings.Trim(text[start:end], ".,;:()[]“”‘’\""); (len(w) == 2 || len(w) == 3) && strings.Trim(w, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
				counts[w]++
			}
		}
		start, linked, dot = -1, false, false
	}
	for i, r := range text {
		if unicode.IsSpace(r) {
			flush(i)
			continue
		}
		if start < 0 {
			start = i
		}
		dot = dot || r == '.' || r == ':'
		if r == '@' || r == '#' || r == '_' || r == '=' || r == '/' && dot {
			linked = true
		}
	}
	flush(len(text))
}
