package content

import (
	"fmt"
	"strings"
	"testing"

	"loccit/verify"
)

// story is so many sentences that nobody else has.
func story(subject string, sentences int) []string {
	var found []string
	for i := range sentences {
		found = append(found, fmt.Sprintf("In year %d of the %s the keeper wrote %d lines about tide number %d and signed none of them.", 1700+i, subject, i*3+1, i*i))
	}
	return found
}

// beside are beginnings of other stories, each below a headline.
func beside(edition int, sentences []string) []string {
	found := []string{"You may also like", "Most read"}
	for i, s := range sentences {
		found = append(found, fmt.Sprintf("Headline %d of edition %d", i, edition), s)
	}
	return found
}

// signed are comments, each below a name and a day.
func signed(sentences []string) []string {
	found := []string{"Comments", "Log in to comment"}
	for i, s := range sentences {
		found = append(found, fmt.Sprintf("reader%d", i), "2 days ago", "Reply", s)
	}
	return found
}

func TestDrift(t *testing.T) {
	const menu = "Home\nNews\nSport\nSubscribe today\n"
	old := story("mill", 20)
	text := func(parts ...[]string) string {
		var all []string
		for _, p := range parts {
			all = append(all, p...)
		}
		return menu + strings.Join(all, "\n")
	}
	other := story("cathedral with a northern spire", 20)
	for i := range other {
		other[i] = strings.NewReplacer("In year", "Chapter", "keeper wrote", "mason cut", "lines about tide number", "stones for the arches of bay", "and signed none of them", "while pilgrims waited below").Replace(other[i])
	}
	for _, tc := range []struct {
		name, was, is string
		want          string // same, little, moved, away, nothing
	}{
		{"nothing changed", text(old), text(old), "little"},
		{"another menu, another date, more links", text(old), "Menu\nAbout\nContact us now\n" + strings.Join(old, "\n") + "\nFive things you did not know about eels\nRead more", "little"},
		{"a correction and a new paragraph", text(old), text(old[:3], other[:1], old[4:]), "little"},
		{"grown by half", text(old), text(old, other[:10]), "little"},
		{"half rewritten", text(old), text(old[:9], other[:11]), "moved"},
		{"another story", text(old), text(other), "away"},
		{"cut short by a paywall", text(old), text(old[:4]) + "\nSubscribe to read on", "nothing"},
		{"other stories beside it", text(old[:9], beside(1, other[:4])), text(old[:9], beside(2, other[8:12])), "little"},
		{"other comments below it", text(old[:8], signed(other[:10])), text(old[:8], signed(other[10:])), "little"},
		{"the end rewritten, other stories beside it", text(old, beside(1, other[:2])), text(old[:9], other[4:14], beside(2, other[14:17])), "moved"},
		{"too little to compare", menu, text(old), "nothing"},
		{"a shell now", text(old), menu, "nothing"},
		{"empty", "", "", "nothing"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := driftOf(tc.was, tc.is)
			got := "nothing"
			switch {
			case d == nil:
			case d.Away:
				got = "away"
			case d.Moved:
				got = "moved"
			default:
				got = "little"
			}
			if got != tc.want {
				t.Errorf("%s, want %s: %+v", got, tc.want, d)
			}
			if d != nil && d.Moved != (d.Lost != "") {
				t.Errorf("lost: %q", d.Lost)
			}
		})
	}
}

// Equal bytes are no drift, whoever counted them, and cost no text.
func TestDriftByDigest(t *testing.T) {
	st := verify.Standing{Evidence: &verify.Evidence{Visit: &verify.Visit{Page: &verify.Page{Digest: "ABC", Words: 900, TextSum: "x"}}}}
	st.State = verify.Live
	st.Archive = verify.Holding{State: verify.Archived, Digest: "ABC", Page: &verify.Page{Words: 900, TextSum: "y"}}
	c := verify.NewCase(nil, nil, st.Checked)
	if d := DriftOf(c, &st); d == nil || d.Moved || d.Kept != 1 {
		t.Errorf("%+v", d)
	}
	st.Archive.Digest = "DEF"
	if d := DriftOf(c, &st); d != nil {
		t.Errorf("without texts: %+v", d)
	}
	st.State = verify.Blocked
	st.Archive.Digest = "ABC"
	if d := DriftOf(c, &st); d != nil {
		t.Errorf("of a page that was not seen: %+v", d)
	}
}

func BenchmarkDrift(b *testing.B) {
	old, new := strings.Join(story("mill", 120), "\n"), strings.Join(story("mill of the weir", 120), "\n")
	b.SetBytes(int64(len(old) + len(new)))
	b.ReportAllocs()
	for b.Loop() {
		driftOf(old, new)
	}
}
