package verify

import (
	"strings"
	"testing"
)

// TestInterjected holds the quick look against the expression that it saves.
func TestInterjected(t *testing.T) {
	list, _, ok := strings.Cut(strings.TrimPrefix(interjections().String(), "^(?:(?:"), ")")
	words := strings.Split(list, "|")
	if !ok || len(words) < 30 {
		t.Fatalf("the expression has changed its shape: %s", interjections())
	}
	for _, word := range words {
		word = strings.TrimSuffix(word, "+")
		if !interjections().MatchString(word+" x ") || !interjected(word+" x") {
			t.Errorf("%q: the quick look differs from the expression", word)
		}
	}
	if interjected("a title of its own") {
		t.Error("an honest title is looked at more closely than it needs")
	}
}
