package repair

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"
)

// What a reading of a token costs, in steps of some bits: a word costs the
// more the rarer it is, a joint between two words costs something, and letters
// that are no word cost most. The numbers were chosen so that a rare word as it
// stands is cheaper than two common ones with a joint between.
const (
	jointCost    = 4.0
	unknownCost  = 10.0 // and unknownLetter for each letter
	unknownRune  = 3.0
	scrapCost    = 6.0 // more, where letters that are no word are only a part of the token
	titleCost    = 3.0 // a word of the title or of the authors
	functionCost = 4.0
	numberCost   = 5.0
	quarterCost  = 10.0 // q3, p5, g20, 4m
	vocabCost    = 8.0
	tongueCost   = 6.0 // a common word of the slug's language
	acronymCost  = 9.0 // written in capitals in the document
	genitiveCost = 2.0 // more than the word without its s
	loneCost     = 12.0
	shortCost    = 4.0 // more, for a word of three letters or less that is neither function word nor in the title
)

// A reading is one way to take a token apart: where its words begin, the first
// left out. None means: as it stands.
type reading struct {
	cuts []int // bytes of token.word
	cost float64
}

// parts are the words of a reading.
func (r reading) parts(word string) []string {
	var found []string
	at := 0
	for _, cut := range r.cuts {
		found = append(found, word[at:cut])
		at = cut
	}
	return append(found, word[at:])
}

// costOf is the cost of a word by itself, and whether it is one.
func (c *context) costOf(word string) (float64, bool) {
	switch {
	case c.title[word]:
		return titleCost, true
	case function(word):
		return functionCost, true
	case allDigits(word):
		return numberCost, true
	case c.vocab.acronym(word):
		return acronymCost, true
	case quarter(word):
		return quarterCost, true
	}
	cost := 0.0
	switch l := levelOf(word); {
	case l == 0:
	case l <= 10:
		cost = 6
	case l <= 20:
		cost = 8
	case l <= 35:
		cost = 10
	case l <= 50:
		cost = 12
	case l <= 60:
		cost = 14
	default:
		cost = 17
	}
	if (c.vocab.has(word) || len(word) > 3 && c.own[word] > 0 && word != c.token) && (cost == 0 || cost > vocabCost) {
		cost = vocabCost
	}
	if c.tongue[word] && (cost == 0 || cost > tongueCost) {
		return tongueCost, true
	}
	if cost == 0 && genitive(word) {
		stem, _ := c.costOf(word[:len(word)-1])
		return stem + genitiveCost, true
	}
	if word == "s" { // here-s, of a site that writes a hyphen for the apostrophe
		return loneCost, true
	}
	if cost == 0 {
		return unknownCost + unknownRune*float64(utf8.RuneCountInString(word)), false
	}
	if len(word) <= 3 {
		cost += shortCost
	}
	return cost, true
}

// readings are the n cheapest readings of word, the cheapest first. They are
// found from left to right, with the n cheapest ways to come to each byte.
func (c *context) readings(word string, n int) []reading {
	c.token = word // a word of the URL does not vouch for itself
	if len(word) > longestToken {
		cost, _ := c.costOf(word)
		return []reading{{cost: cost}}
	}
	ways := make([][]way, len(word)+1)
	ways[0] = []way{{}}
	for i := range word {
		if len(ways[i]) == 0 || !seam(word, i) {
			continue
		}
		for j := i + 1; j <= len(word); j++ {
			if j < len(word) && (!utf8.RuneStart(word[j]) || !seam(word, j)) {
				continue
			}
			cost, ok := c.costOf(word[i:j])
			if !ok && j-i < 3 {
				continue
			}
			if !ok && j-i < len(word) {
				cost += scrapCost
			}
			if i > 0 {
				cost += jointCost
			}
			ways[j] = extend(ways[j], ways[i], i, cost, n)
		}
	}
	var found []reading
	for k := range ways[len(word)] {
		found = append(found, trace(ways, len(word), k))
	}
	if len(found) == 0 {
		cost, _ := c.costOf(word)
		return []reading{{cost: cost}}
	}
	return found
}

// A way is one of the cheapest ways to come to a byte of a word.
type way struct {
	cost     float64
	from, by int // the byte before, and which of its ways
}

// extend adds to a byte's ways those over from, and keeps the n cheapest.
func extend(to, over []way, from int, cost float64, n int) []way {
	for by, w := range over {
		if len(to) == n && w.cost+cost >= to[n-1].cost {
			break
		}
		to = append(to, way{w.cost + cost, from, by})
		slices.SortStableFunc(to, func(a, b way) int { return cmp.Compare(a.cost, b.cost) })
		if len(to) > n {
			to = to[:n]
		}
	}
	return to
}

func trace(ways [][]way, at, k int) reading {
	r := reading{cost: ways[at][k].cost}
	for at > 0 {
		w := ways[at][k]
		if w.from > 0 {
			r.cuts = append(r.cuts, w.from)
		}
		at, k = w.from, w.by
	}
	slices.Reverse(r.cuts)
	return r
}

// seam reports whether a word may begin at byte i: not within a number.
func seam(word string, i int) bool {
	if i == 0 || i >= len(word) {
		return true
	}
	return !unicode.IsDigit(rune(word[i-1])) || !unicode.IsDigit(rune(word[i]))
}

// quarter reports whether word is a letter with a number of one or two digits.
func quarter(word string) bool {
	n := len(word)
	return (n == 2 || n == 3) && (allLetters(word[:1]) && allDigits(word[1:]) || allDigits(word[:n-1]) && allLetters(word[n-1:]))
}
