package verify_test

import (
	"fmt"
	"strings"
	"testing"

	"loccit/verify"
)

// In a text that says everything twice, in two columns, each ibid. repeats the
// note before it in its own language, wherever the notes of the other stand.
func TestIbidInItsOwnSeries(t *testing.T) {
	rows := []struct {
		label, note string
		series      int
	}{
		{"1", "Ada Vos, Die Mühle, Basel 1998, S. 4.", 1},
		{"1", "Ben Lind, *The Mill*, London: Seaview, 2001.", 2},
		{"2", "Ebd., S. 5.", 1},
		{"2", "Ibid., 6.", 2},
		{"3", "Ebd.", 1},
		{"3", "Ibid.", 2},
	}
	for _, order := range [...][]int{{0, 1, 2, 3, 4, 5}, {0, 2, 4, 1, 3, 5}, {1, 0, 3, 2, 5, 4}} {
		var all []told
		for _, i := range order {
			all = append(all, told{note: rows[i].note})
		}
		d := toldDocument(all)
		for n, i := range order {
			d.Notes[n].Label, d.Notes[n].Series = rows[i].label, rows[i].series
		}
		d.Citations = verify.Cite(d)
		for n, i := range order {
			if i < 2 {
				continue
			}
			var got []string
			for _, c := range d.CitationsOf(n) {
				for _, a := range d.Citations[c].Antecedents {
					from := d.Notes[d.Citations[a].Note]
					got = append(got, fmt.Sprintf("note %s of series %d", from.Label, from.Series))
				}
			}
			if want := fmt.Sprintf("note 1 of series %d", rows[i].series); strings.Join(got, ", ") != want {
				t.Errorf("order %v, %q: it repeats %q, want %s", order, rows[i].note, got, want)
			}
		}
	}
}

// A note marked by a symbol stands among the numbered ones of its page, and
// an ibid. repeats the note printed before; where the numbers around it do not
// follow each other, nobody knows what that was.
func TestIbidAmongSymbols(t *testing.T) {
	type row struct{ label, note string }
	vos := row{"1", "Ada Vos, *Low Tide* (Bergen: Fjord Press, 2011), 4."}
	lind := row{"†", "Ben Lind, *High Tide* (Bergen: Fjord Press, 2012), 4."}
	for _, c := range []struct {
		rows []row
		want string // the label of the note that the last repeats; empty for none
	}{
		{[]row{vos, {"*", "Ibid., 5."}, {"2", "The gate was shut."}}, "1"},
		{[]row{vos, {"*", "Ibid., 5."}, {"2", "Ibid., 6."}}, "1"},
		{[]row{vos, {"*", "The gate was shut."}, {"2", "Ibid., 6."}}, "1"},
		{[]row{vos, lind, {"2", "Ibid., 6."}}, "†"},
		{[]row{vos, lind, {"‡", "Ibid., 6."}, {"2", "The gate was shut."}}, "†"},
		{[]row{vos, {"*", "Ibid., 5."}, {"7", "The gate was shut."}}, ""},
		{[]row{vos, {"*", "Ibid., 5."}}, ""}, // no call says where it stands
	} {
		var all []told
		for _, r := range c.rows {
			all = append(all, told{note: r.note})
		}
		d := toldDocument(all)
		for n, r := range c.rows {
			d.Notes[n].Label = r.label
			if len(strings.Trim(r.label, "0123456789")) > 0 {
				d.Notes[n].Series = 2
			}
		}
		d.Citations = verify.Cite(d)
		got := ""
		for _, cite := range d.Citations {
			if cite.Form == verify.Ibid && len(cite.Antecedents) == 1 {
				got = d.Notes[d.Citations[cite.Antecedents[0]].Note].Label
			}
		}
		if got != c.want {
			t.Errorf("%v: the last ibid. repeats note %q, want %q", c.rows, got, c.want)
		}
	}
}
