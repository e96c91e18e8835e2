package content

import "testing"

// TestSameName goes through the ways in which two people who cite one person
// write that name, and through names of two persons.
func TestSameName(t *testing.T) {
	for _, c := range []struct {
		cited, shown string
		want         bool
	}{
		{"Moor A", "Agnes Moor", true},
		{"Moor-Voss TA", "Tilda Moor-Voss", true},
		{"Agnes Moor", "Moor A.", true},
		{"Moor B", "Agnes Moor", false},
		{"Seun Moor", "Oluwaseun Moor", true},
		{"Bella Moor", "Isabella Moor", true},
		{"Anna Moor", "Hannes Moor", false},
	} {
		if got := sameName(c.cited, c.shown); got != c.want {
			t.Errorf("%s, %s: %v", c.cited, c.shown, got)
		}
	}
}
