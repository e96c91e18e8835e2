package verify_test

import (
	"os"
	"testing"

	"loccit/verify"
)

// TestCiteArticle cites a real article of 32 notes, whose facts were read off
// it by hand.
func TestCiteArticle(t *testing.T) {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		t.Skip("LOCCIT_SHARED is not set: the article is absent")
	}
	d := readCited(t, root+"/seed/china-posts.txt")
	withURL := 0
	for _, c := range d.Citations {
		if c.URL != "" {
			withURL++
		}
		if c.Unparsed != "" {
			t.Errorf("note %s: unparsed: %s", d.Notes[c.Note].Label, c.Unparsed)
		}
	}
	if withURL != 27 || len(d.Citations) != 30 {
		t.Errorf("%d citations, %d with URL; want 30 and 27", len(d.Citations), withURL)
	}
	at := map[string][]int{}
	for n := range d.Notes {
		at[d.Notes[n].Label] = d.CitationsOf(n)
	}
	for label, want := range map[string]int{"688": 1, "689": 1, "690": 1, "691": 1, "693": 0, "695": 2, "696": 1, "698": 2, "703": 0, "704": 1, "709": 0, "710": 0, "716": 1} {
		if got := len(at[label]); got != want {
			t.Errorf("note %s: %d citations, want %d", label, got, want)
		}
	}
	if !t.Failed() {
		checkArticle(t, d, at)
	}
}

// checkArticle compares back-references and fields with the facts; at are the
// citations of each note.
func checkArticle(t *testing.T, d *verify.Document, at map[string][]int) {
	for _, back := range []struct {
		label string
		want  []int
	}{
		{"691", at["690"]},
		{"696", at["695"]},
		{"698", at["697"]},
	} {
		c := d.Citations[at[back.label][0]]
		if c.Form != verify.Ibid || !equal(c.Antecedents, back.want) {
			t.Errorf("note %s: %v to %v, want ibid to %v", back.label, c.Form, c.Antecedents, back.want)
		}
	}
	for _, want := range []struct{ label, authors, title, container, date, locator string }{
		{"689", "", "‘Strike Hard’ Campaign Aims to Restore Harmony in Xinjiang", "Global Times", "2014-07-07", ""},
		{"690", "John Sudworth", "‘If the Others Go I’ll Go’: Inside China’s Scheme to Transfer Uighurs Into Work", "BBC News", "2021-03-02", ""},
		{"694", "United Nations Security Council", "Report of the Analytical Support and Sanctions Monitoring Team", "", "2021-07-21", "11"},
		{"697", "Tamim Asey", "China’s Borderland Relations: Afghanistan", "Young China Watchers Online Discussion", "2021-09", ""},
		{"706", "Xin Liu|Hui Zhang|Yun Yi Bai", "TTP’s Enmity Toward Pakistan Creates Risk for Chinese Projects: Analysts", "Global Times", "2021-09-18", ""},
		{"708", "United Nations Security Council", "Report of the Analytical Support and Sanctions Monitoring Team", "", "2021-07-21", "11"},
		{"712", "", "’The Atmosphere Has Become Abnormal’: Han Chinese Views From Xinjiang", "SupChina", "2020-11-04", ""},
	} {
		c := d.Citations[at[want.label][0]]
		if got := fields(&c); got != [5]string{want.authors, want.title, want.container, want.date, want.locator} {
			t.Errorf("note %s: %q", want.label, got)
		}
	}
	if first, second := d.Citations[at["695"][0]], d.Citations[at["695"][1]]; first.Locator != "19-20" || second.Container != "KabulNow" {
		t.Errorf("note 695: %q %q", fields(&first), fields(&second))
	}
	if second := d.Citations[at["698"][1]]; second.Form != verify.Full || second.Container != "Independent Turkce" || second.Date != (verify.Date{Year: 2021, Month: 10, Day: 9}) {
		t.Errorf("note 698: %q", fields(&second))
	}
}
