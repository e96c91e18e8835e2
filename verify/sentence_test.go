package verify

import (
	"strings"
	"testing"
)

// In each text the call is the mark ‸; the sentence is what it should close.
func TestSentence(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"plain":              {"It rained. The dam broke.‸ Nobody came.", "The dam broke."},
		"glued earlier call": {"It rained.688 The dam broke.‸", "The dam broke."},
		"bracketed call":     {"It rained.[^3] The dam broke.‸", "The dam broke."},
		"clause":             {"It rained. While the dam held,‸ the road did not.", "While the dam held,"},
		"abbreviation":       {"Then Dr. Vos of Acme Inc. spoke to Mr. Li.‸", "Then Dr. Vos of Acme Inc. spoke to Mr. Li."},
		"initials":           {"It was J. R. Hale of the S. Mor School.‸", "It was J. R. Hale of the S. Mor School."},
		"country":            {"He left the U.S. The dam broke.‸", "The dam broke."},
		"country inside":     {"The U.S. Navy came.‸", "The U.S. Navy came."},
		"number":             {"He chose No. 5 of the list.‸", "He chose No. 5 of the list."},
		"no at the end":      {"The answer was no. Then they left.‸", "Then they left."},
		"year at the end":    {"It began in 1999. Then they left.‸", "Then they left."},
		"ordinal":            {"Er kam am 5. Mai nach Wien.‸", "Er kam am 5. Mai nach Wien."},
		"German":             {"Es regnet, z. B. Montag. Der Damm hielt.‸", "Der Damm hielt."},
		"closing quote":      {"He shrugged. “We must go.”‸", "“We must go.”"},
		"quotation of two":   {"He left. She said: “We go. We stay.”‸", "She said: “We go. We stay.”"},
		"quotation before":   {"He said “no.” Then he left.‸", "Then he left."},
		"question":           {"Who knew? The dam broke.‸", "The dam broke."},
		"name with a mark":   {"Then Yahoo! said it would pay.‸", "Then Yahoo! said it would pay."},
		"paragraph":          {"A heading\n\nthe dam broke‸", "the dam broke"},
		"wrapped line":       {"It rained. The\ndam broke.‸", "The\ndam broke."},
		"list":               {"- It rained\n- the dam broke‸", "- the dam broke"},
		"two calls":          {"It rained. The dam broke.12,‸", "The dam broke.12,"},
		"two spaced calls":   {"It rained. The dam broke. [1] ‸", "The dam broke. [1]"},
		"space before":       {"It rained. The dam broke. ‸", "The dam broke."},
		"nothing":            {"Up.\n\n‸ x", ""},
		"Chinese":            {"下雨了。水坝破了。‸", "水坝破了。"},
		"ellipsis":           {"It rained … and rained. It broke.‸", "It broke."},
	} {
		at := strings.Index(c.text, "‸")
		d := &Document{Text: c.text}
		if got := d.Sentence(Span{at, at + len("‸")}).Of(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestSentenceIsBounded(t *testing.T) {
	text := strings.Repeat("word ", 10000)
	got := (&Document{Text: text}).Sentence(Span{len(text), len(text)})
	if got.Len() > longestSentence || !strings.HasPrefix(got.Of(text), "word") {
		t.Errorf("sentence of %d bytes, begins %q", got.Len(), got.Of(text)[:10])
	}
}
