package main

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
)

// nearest is the one of words that word was most likely meant to be, or
// nothing where none is near: a third of its letters may be wrong, and two of
// a short one.
func nearest(word string, words []string) string {
	best, limit := "", max(2, len(word)/3)
	for _, w := range words {
		d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(w))
		if len(word) >= 3 && strings.HasPrefix(w, word) {
			d = min(d, 1)
		}
		if d <= limit && d < len(w) {
			best, limit = w, d-1
		}
	}
	return best
}

// unknown is the error for a word that is none of words: it names the nearest
// one, or else all of them.
func unknown(what, word string, words []string) error {
	if n := nearest(word, words); n != "" {
		return fmt.Errorf("unknown %s %q; did you mean %q?", what, word, n)
	}
	switch {
	case what == "rule":
		return fmt.Errorf("unknown %s %q; loccit rules lists them", what, word)
	case len(words) > 12:
		return fmt.Errorf("unknown %s %q", what, word)
	}
	return fmt.Errorf("unknown %s %q; there are %s", what, word, strings.Join(words, ", "))
}
