package repair

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"loccit/verify"
)

// mostText bounds how much of a document is read for its words.
const mostText = 4 << 20

// A vocabulary is the words of one document. It is made when it is first
// asked.
type vocabulary struct {
	words func() map[string]bool
}

func vocabularyOf(d *verify.Document) *vocabulary {
	return &vocabulary{sync.OnceValue(func() map[string]bool { return read(d) })}
}

func vocabularies(docs []*verify.Document) []*vocabulary {
	found := make([]*vocabulary, len(docs))
	for i, d := range docs {
		found[i] = vocabularyOf(d)
	}
	return found
}

func (v *vocabulary) has(word string) bool { return v != nil && v.words()[word] }

// acronym reports whether the document writes word in capitals: HC, VPN.
func (v *vocabulary) acronym(word string) bool {
	return v != nil && len(word) < 4 && v.words()[strings.ToUpper(word)]
}

// read reads the words of d without those of its URLs: a
// damaged URL must not vouch for itself.
func read(d *verify.Document) map[string]bool {
	text := d.Text
	if len(text) > mostText {
		text = text[:mostText]
	}
	known := map[string]bool{}
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
			learn(known, text[at:s.Start])
			at = s.End
		}
	}
	learn(known, text[at:])
	return known
}

// learn adds the words of four letters and more, as they stand between white
// space, and what is written in two or three capitals; what looks like a URL, a
// handle or a hashtag is left out.
func learn(known map[string]bool, text string) {
	for piece := range strings.FieldsSeq(text) {
		if linked(piece) {
			continue
		}
		for w := range runs(piece) {
			learnWord(known, w)
		}
		if w := strings.TrimFunc(piece, besideWord); (len(w) == 2 || len(w) == 3) && allCapitals(w) {
			known[w] = true
		}
	}
}

// learnWord adds a word, folded. Most are known, and need no memory then.
func learnWord(known map[string]bool, word string) {
	var room [32]byte
	folded := room[:0]
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf || c == '\'' {
			folded = append(folded[:0], foldWord(word)...)
			break
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		folded = append(folded, c)
	}
	if len(folded) >= 4 && !known[string(folded)] {
		known[string(folded)] = true
	}
}

// linked reports whether a piece of text looks like a URL, a handle or a
// hashtag.
func linked(piece string) bool {
	dot := false
	for i := range len(piece) {
		switch piece[i] {
		case '@', '#', '_', '=':
			return true
		case '.', ':':
			dot = true
		case '/':
			if dot {
				return true
			}
		}
	}
	return false
}

// besideWord knows the marks that stand around a word.
func besideWord(r rune) bool {
	switch r {
	case '.', ',', ';', ':', '(', ')', '[', ']', '“', '”', '‘', '’', '"':
		return true
	}
	return false
}

func allCapitals(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}
