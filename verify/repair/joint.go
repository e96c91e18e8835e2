package repair

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A joint is a place in a slug where a hyphen seems lost.
type joint struct {
	token *token
	cuts  []int // bytes of token.word
	proof proof
}

// A proof is what speaks for a joint, the strongest first.
type proof int

const (
	noProof      proof = iota
	titleRun           // the words follow each other in the title or in an author's name
	titleStems         // both begin like words of the title, in a language that inflects them
	titleNumber        // a number follows a word of the title
	smallWord          // one is a small word: inthe, fromparis
	twoWords           // both are common words, and together they are none
	commonNumber       // a number follows a common word
)

// joints finds where hyphens seem lost in the slug.
func (c *context) joints(a *address, slug []*token) []joint {
	var found []joint
	for i, t := range slug {
		if !c.suspect(a, t) {
			continue
		}
		if cuts, p := c.prove(slug, i); p != noProof {
			found = append(found, joint{t, cuts, p})
		}
	}
	return found
}

// suspect reports whether a token may have swallowed a hyphen at all. A token
// of mixed case is an id, and one that stands in the host's name is a brand.
func (c *context) suspect(a *address, t *token) bool {
	n := len(t.word)
	if n < 5 || n > longestToken || strings.IndexByte("/-_", t.lead) < 0 || mixedCase(a.raw[t.start:t.end]) {
		return false
	}
	return !c.known(t.word) && !strings.Contains(a.host, t.word)
}

// mixedCase reports whether letters of both cases alternate: storyYhNI0zj.
func mixedCase(s string) bool {
	if strings.Contains(s, "%") { // %C3%BC is a letter, and %c3%BC too
		return false
	}
	lower, changes := true, 0
	for i, r := range s {
		if !unicode.IsLetter(r) || r > unicode.MaxASCII {
			continue
		}
		if low := unicode.IsLower(r); low != lower {
			lower = low
			if i > 0 {
				changes++
			}
		}
	}
	return changes > 1
}

// prove weighs the readings of the i-th token of a slug.
func (c *context) prove(slug []*token, i int) ([]int, proof) {
	t := slug[i]
	if cut, p := c.number(slug, i); p != noProof {
		return []int{cut}, p
	}
	if !allLetters(t.word) {
		return c.alphanumeric(t)
	}
	readings := c.readings(t.word, 4)
	for _, r := range readings {
		if parts := r.parts(t.word); len(parts) > 1 && c.titled(parts) {
			return r.cuts, titleRun
		}
	}
	if cut := c.stems(t.word); cut > 0 {
		return []int{cut}, titleStems
	}
	best := readings[0]
	if len(best.cuts) == 0 || len(best.cuts) > 2 || !c.english(slug, i) {
		return nil, noProof
	}
	parts := best.parts(t.word)
	switch {
	case c.glued(parts):
		return best.cuts, smallWord
	case c.common(parts):
		return best.cuts, twoWords
	}
	return nil, noProof
}

// titled reports whether the parts follow each other in the title, and are
// not a compound that the slug closes up: Cyber Security, cybersecurity.
func (c *context) titled(parts []string) bool {
	long := false
	for _, p := range parts {
		long = long || len(p) > 3
	}
	if !long || !c.run(parts) {
		return false
	}
	return len(parts) > 2 || !prefix(parts[0]) || function(parts[0])
}

// alphanumeric proves a token of letters and digits by the title alone: 10
// Spies, 10spies.
func (c *context) alphanumeric(t *token) ([]int, proof) {
	for _, r := range c.readings(t.word, 3) {
		if parts := r.parts(t.word); len(parts) > 1 && c.titled(parts) {
			return r.cuts, titleRun
		}
	}
	return nil, noProof
}

// number proves that a number was glued to the last word of a slug
// (asia-china56250915). Letters that only say what kind of number it is are
// part of it (article1234567, s2510), and so are short numbers (covid19).
func (c *context) number(slug []*token, i int) (cut int, p proof) {
	w := slug[i].word
	cut = strings.IndexFunc(w, unicode.IsDigit)
	if cut < 4 || i == 0 || !allDigits(w[cut:]) || len(w)-cut < 5 || !allLetters(w[:cut]) || kind(w[:cut]) {
		return 0, noProof
	}
	if i != len(slug)-1 || !c.english(slug, i) {
		return 0, noProof
	}
	if c.title[w[:cut]] {
		return cut, titleNumber
	}
	if l := levelOf(w[:cut]); l > 0 && l <= 20 && wordsOf(slug) > 2 {
		return cut, commonNumber
	}
	return 0, noProof
}

// kind reports whether a word is one that sites put before their numbers.
func kind(w string) bool {
	switch w {
	case "article", "articles", "story", "stories", "node", "page", "pages", "news", "item", "post", "posts", "document", "file", "image", "photo", "picture", "video", "report", "issue", "number", "case", "chapter", "section", "part", "version", "edition", "volume", "product", "order", "event", "entry", "topic", "thread", "question", "answer", "review", "paper", "book", "show", "release", "press", "index", "detail", "details", "link", "line", "form", "user", "member", "group", "class", "date", "time", "year", "code", "test", "vol":
		return true
	}
	return false
}

func wordsOf(slug []*token) int {
	n := 0
	for _, t := range slug {
		if len(t.word) > 1 && allLetters(t.word) {
			n++
		}
	}
	return n
}

// english reports whether the other words of a slug are mostly words that we
// know: then an unknown one among them is telling.
func (c *context) english(slug []*token, i int) bool {
	known, all := 0, 0
	for k, t := range slug {
		if k == i || len(t.word) < 2 || !allLetters(t.word) {
			continue
		}
		all++
		if c.known(t.word) {
			known++
		}
	}
	return known >= 2 && known*3 >= all*2
}

// glued reports whether one of the parts is a small word and the others are
// whole words. A small word that is a prefix, too, and one of two letters at
// the end (slugs are cut to a length) need a word of the note beside them.
func (c *context) glued(parts []string) bool {
	small := 0
	for k, p := range parts {
		if function(p) && len(p) > 1 {
			small++
			if k == 0 && prefix(p) && !c.noted(parts[1]) || k > 0 && len(p) < 3 && !c.noted(parts[k-1]) {
				return false
			}
			continue
		}
		if len(p) < 4 || !c.noted(p) && (levelOf(p) == 0 || levelOf(p) > 50) {
			return false
		}
	}
	return small > 0 && small < len(parts)
}

// noted reports whether the note or its document uses the word: where the
// dictionary does not know it, it is a name, most likely.
func (c *context) noted(w string) bool { return c.title[w] || c.vocab.has(w) }

// common reports whether all parts are common words of some length.
func (c *context) common(parts []string) bool {
	sum := 0
	for k, p := range parts {
		if l := levelOf(p); len(p) < 4 || l == 0 || l > 35 {
			return false
		}
		if k == 0 && prefix(p) {
			return false
		}
		sum += len(p)
	}
	return sum >= 9
}

// stems proves a token whose two halves both begin like long words of the
// title and then go on for some letters: idlibten-afganistana, where the
// title says Idlib and Afghanistan. It returns where the second begins, or 0.
func (c *context) stems(word string) int {
	if len(word) < 12 {
		return 0
	}
	for cut := 5; cut <= len(word)-5; cut++ {
		if utf8.RuneStart(word[cut]) && c.stem(word[:cut]) && c.stem(word[cut:]) {
			return cut
		}
	}
	return 0
}

// stem reports whether half begins with a word of the title of five letters
// or more, give or take one letter in seven, and has at most four more.
func (c *context) stem(half string) bool {
	for w := range c.title {
		if len(w) < 5 || levelOf(w) > 0 && levelOf(w) <= 35 {
			continue // a common word is in many others
		}
		slack := len(w) / 7
		for n := len(w) - slack; n <= len(w)+slack; n++ {
			if n <= len(half) && len(half)-n <= 4 && distance(half[:n], w, slack) {
				return true
			}
		}
	}
	return false
}

// distance reports whether a and b differ by at most n letters put in, left
// out or changed. n is small.
func distance(a, b string, n int) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if len(a) == 0 || len(b) == 0 {
		return len(a)+len(b) <= n
	}
	if n == 0 {
		return false
	}
	return distance(a[1:], b, n-1) || distance(a, b[1:], n-1) || distance(a[1:], b[1:], n-1)
}

// says is the evidence for a joint, in words.
func (j joint) says() string {
	parts := reading{cuts: j.cuts}.parts(j.token.word)
	both := quoted(parts)
	switch j.proof {
	case titleRun:
		return both + " follow each other in the title or in a name"
	case titleStems:
		return both + " begin like words of the title"
	case titleNumber, commonNumber:
		return fmt.Sprintf("a number follows the word “%s”", parts[0])
	}
	return fmt.Sprintf("%s are words, “%s” is none", both, j.token.word)
}

// between names the places of the lost hyphens.
func (j joint) between() string {
	return quoted(reading{cuts: j.cuts}.parts(j.token.word))
}

func quoted(parts []string) string {
	var b strings.Builder
	for i, p := range parts {
		switch {
		case i == 0:
		case i == len(parts)-1:
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		b.WriteString("“" + p + "”")
	}
	return b.String()
}
