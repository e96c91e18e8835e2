package format

import (
	"strings"
	"testing"
)

// Notes and calls out of order are still notes and their calls; symbols that
// follow each other are one series.
func TestTextOutOfOrder(t *testing.T) {
	notes := map[string]string{
		"1": `1. A. Smith, "On Rivers," Rivers Today, May 11, 2020.`,
		"2": `2. B. Jones, "On Lakes," Lakes Today, May 12, 2020.`,
		"3": `3. D. Green, "On Ponds," Ponds Today, May 13, 2020.`,
		"4": `4. E. White, "On Dykes," Dykes Today, May 14, 2020.`,
		"*": `* A. Smith, "On Rivers," Rivers Today, May 11, 2020.`,
		"†": `† Ibid.`,
	}
	for _, c := range []struct{ name, body, printed, uncalled string }{
		{"note 2 after note 3", "The harbour was dredged.1 It failed.2 Nobody kept the letters.3 Maps are lost.4", "1 3 2 4", ""},
		{"call of 3 before that of 2", "The harbour was dredged.1 It failed.3 Nobody kept the letters.2 Maps are lost.4", "1 2 3 4", ""},
		{"no call of 3 at all", "The harbour was dredged.1 It failed. Nobody kept the letters.2 Maps are lost.4", "1 2 3 4", "3"},
		{"symbols", "The harbour* was dredged, and it failed.†", "* †", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var lines []string
			for _, label := range strings.Fields(c.printed) {
				lines = append(lines, notes[label])
			}
			d, err := readText([]byte(c.body + "\n\n" + strings.Join(lines, "\n") + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			var printed, uncalled []string
			for _, n := range d.Notes {
				printed = append(printed, n.Label)
				if len(n.Calls) == 0 {
					uncalled = append(uncalled, n.Label)
				}
				if n.Series != 1 {
					t.Errorf("note %s is of series %d", n.Label, n.Series)
				}
			}
			if got := strings.Join(printed, " "); got != c.printed {
				t.Errorf("notes %s, want %s", got, c.printed)
			}
			if got := strings.Join(uncalled, " "); got != c.uncalled {
				t.Errorf("uncalled %q, want %q", got, c.uncalled)
			}
			if len(d.Missing) > 0 {
				t.Errorf("calls without a note: %v", d.Missing)
			}
		})
	}
}
