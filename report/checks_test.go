package report

import (
	"strings"
	"testing"
)

func TestWordDifference(t *testing.T) {
	show := func(list []piece) string {
		var b strings.Builder
		for _, p := range list {
			if p.Changed {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	for _, tc := range []struct{ cited, found, was, is string }{
		{"We cannot burn money", "We cannot burn money", "We cannot burn money", "We cannot burn money"},
		{"The wall, it leaks", "the wall it does not leak", "The wall, it [leaks]", "the wall it [does not leak]"},
		{"it did not leak", "it did leak", "it did [not] leak", "it did leak"},
		{"nothing of it", "", "[nothing of it]", ""},
		{"", "something", "", "[something]"},
		{"alpha beta", "gamma delta", "[alpha beta]", "[gamma delta]"},
		{"It was … late, and dark", "It was by all that he said late, and not dark", "It was … late, and dark", "It was by all that he said late, and [not] dark"},
		{"It was . . . late, and dark", "It was by all that he said late, and not dark", "It was . . . late, and dark", "It was by all that he said late, and [not] dark"},
		{"It was... late", "It was by all that he said late", "It was... late", "It was by all that he said late"},
		{"It was [...] late", "It was not late", "It was [[...]] late", "It was [not] late"},
		{"He went on Monday … and on Sunday nobody came", "He went on Monday and the boat on Friday,” said he to the keeper, “and on Sunday nobody came", "He went on Monday … and on Sunday nobody came", "He went on Monday and the boat on Friday,” said he to the keeper, “and on Sunday nobody came"},
		{"– a dash", "— a dash", "[–] a dash", "[—] a dash"},
	} {
		was, is := wordDifference(tc.cited, tc.found)
		if show(was) != tc.was || show(is) != tc.is {
			t.Errorf("%q and %q: %s | %s", tc.cited, tc.found, show(was), show(is))
		}
	}
	long := strings.Repeat("word ", mostWords+1)
	if was, is := wordDifference(long, "word"); len(was) != 1 || len(is) != 1 || was[0].Changed {
		t.Error("a text without bound was compared")
	}
}
