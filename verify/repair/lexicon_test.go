package repair

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestLexicon holds the list of words to its shape, and the lexicon to the list.
func TestLexicon(t *testing.T) {
	shape := regexp.MustCompile(`^([a-z]{3,23}) (10|20|35|40|50|55|60|70)$`)
	lines := strings.Split(strings.TrimSuffix(scowl, "\n"), "\n")
	if len(lines) < 130_000 {
		t.Fatalf("only %d words", len(lines))
	}
	before := ""
	for _, line := range lines {
		m := shape.FindStringSubmatch(line)
		if m == nil || line <= before {
			t.Fatalf("the line %q, after %q", line, before)
		}
		if got := fmt.Sprint(lexicon().level(m[1])); got != m[2] {
			t.Fatalf("%s has the level %s, want %s", m[1], got, m[2])
		}
		before = line
	}
}

func TestLexiconLacksWhatIsNoWord(t *testing.T) {
	for _, s := range []string{"", "a", "the ", "the 10", "theferry", "ferryb", "erry", "Ferry", "ferry\n", "überall", scowl, scowl[len(scowl)-12:]} {
		if got := lexicon().level(s); got != 0 {
			t.Errorf("%.20q has the level %d", s, got)
		}
	}
	if lexicon().level("ferry") == 0 {
		t.Error("ferry is no word")
	}
}
