package cache

import (
	"testing"

	"github.com/go-json-experiment/json"
	gocmp "github.com/google/go-cmp/cmp"

	"loccit/verify"
)

// What few pages and answers have stands in a body beside the rest, as it always
// did, however it is kept in memory.
func TestRareFieldsStandBesideTheRest(t *testing.T) {
	stored := `{"Visit":{"URL":"https://a.example/","Status":403,"Header":{"Server":"wall","Mitigated":"challenge"},"Page":{"Title":"A","Anchors":["x"],"Author":"Ada Moor"}}}`
	var o verify.Observation
	must(t, decode([]byte(stored), &o))
	want := &verify.Visit{
		URL: "https://a.example/", Status: 403, Header: verify.Header{Server: "wall", Rare: &verify.RareHeader{Mitigated: "challenge"}},
		Page: &verify.Page{Title: "A", Rare: &verify.RarePage{Anchors: []string{"x"}, Author: "Ada Moor"}},
	}
	if diff := gocmp.Diff(want, o.Visit); diff != "" {
		t.Error(diff)
	}
	if by := o.Visit.Page.By(); len(by) != 1 || by[0] != "Ada Moor" {
		t.Errorf("by %q", by)
	}
	written, err := json.Marshal(body{Visit: o.Visit}, format)
	must(t, err)
	if string(written) != stored {
		t.Errorf("%s\nwant\n%s", written, stored)
	}
}

func TestCommonPagesHaveNothingRare(t *testing.T) {
	var o verify.Observation
	must(t, decode([]byte(`{"Visit":{"Status":200,"Header":{"ETag":"1"},"Page":{"Title":"A"}}}`), &o))
	if o.Visit.Header.Rare != nil || o.Visit.Page.Rare != nil {
		t.Errorf("%+v", o.Visit)
	}
}
