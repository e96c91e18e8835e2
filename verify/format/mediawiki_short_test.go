package format

import (
	"fmt"
	"testing"

	"loccit/verify"
)

// TestMediaWikiShortNotes reads {{sfn}} as author, year and page, wherever the
// full citation stands, and a ref of the same words as any other note.
func TestMediaWikiShortNotes(t *testing.T) {
	const page = `Salt.{{sfn|Hale|2012|p=14}} Bread.<ref>Hale, Anna (2012). ''Salt and Bread''. Boston: Harbor Press.</ref>
Tides.{{sfn|Hale|Berg|2004|loc=ch. 2}} Radio.{{sfn|BBC|1998a|pp=12–14}} Ebb.{{sfn|Vos|1999|p=3}}
Flow.<ref>{{cite book |last=Vos |first=Ada |title=Low Tide |year=1999 |publisher=Fjord Press}}</ref>
Games.<ref>Olympic Games 2012.</ref> Storm.{{sfn|Lind|2001}} Rest.{{sfn|Lind}}`
	d, err := mediawikiReader{}.Read(verify.Input{Path: "page.wiki", Data: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	d.Citations = verify.Cite(d)
	want := []string{
		"1 short [Hale] 2012 “14” [1]",
		"2 full [Hale, Anna] 2012 “” []",
		"3 short [Hale Berg] 2004 “ch. 2” []",
		"4 short [BBC] 1998 “12–14” []",
		"5 short [Vos] 1999 “3” [5]",
		"6 full [Ada Vos] 1999 “” []",
		"8 short [Lind] 2001 “” []",
	}
	var got []string
	for _, c := range d.Citations {
		if d.Notes[c.Note].Label != "7" { // what the ref of the games is, is not told here, but it is not short
			got = append(got, fmt.Sprintf("%s %s %v %s “%s” %v", d.Notes[c.Note].Label, c.Form, c.Authors, c.Date, c.Locator, c.Antecedents))
		} else if c.Form != verify.Full {
			t.Errorf("note 7 is %s", c.Form)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestMediaWikiMissing keeps the name that the wikitext gives a note which is not
// there: its number stands nowhere in the source.
func TestMediaWikiMissing(t *testing.T) {
	const page = `Salt.<ref>Anna Hale, ''Salt'' (2012).</ref> A fair is held.<ref name="fair"/> So is another.<ref name="fair" /> Rest.<ref group="n" name="a&amp;b"/>`
	d, err := mediawikiReader{}.Read(verify.Input{Path: "page.wiki", Data: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, call := range d.Missing {
		got = append(got, call.Label+" "+call.Name)
	}
	if want := []string{"2 fair", "2 fair", "n 1 a&b"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
