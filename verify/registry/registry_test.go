package registry_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"loccit/verify"
	"loccit/verify/content"
	"loccit/verify/format"
	"loccit/verify/registry"
	"loccit/verify/rule"
)

var november = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

// A verdict is what an editor is told of one note.
type verdict struct {
	rules  string // of the group of identifiers, sorted
	checks []verify.Check
}

// judge reads an article of one note, gathers the evidence and judges it: from
// the text to the finding, and nothing of ours is left out but the web.
func judge(t *testing.T, g *verify.Gatherer, note string) verdict {
	t.Helper()
	d, err := verify.Read(verify.Input{Path: "river.txt", Data: []byte("The river rose for three days.1\n\n1 " + note + "\n")}, format.Readers())
	if err != nil {
		t.Fatal(err)
	}
	d.Citations = verify.Cite(d)
	docs := []*verify.Document{d}
	sources := verify.Sources(docs)
	if len(sources) == 0 {
		t.Fatalf("no source in %q", note)
	}
	g.Pause = time.Millisecond
	evidence, err := g.Gather(t.Context(), docs, sources)
	if err != nil {
		t.Fatal(err)
	}
	c, findings := verify.Judge(docs, sources, evidence, content.Comparison(nil), rule.Catalogue(), november)
	ids := []string{}
	for _, f := range findings {
		switch f.Rule {
		case "doi-unknown", "doi-mismatch", "retracted", "source-unverified":
			ids = append(ids, f.Rule)
		}
	}
	slices.Sort(ids)
	v := verdict{rules: strings.Join(ids, " ")}
	for i := range d.Citations {
		for _, k := range c.Checks(0, i) {
			if k.What == verify.CheckDOI {
				v.checks = append(v.checks, k)
			}
		}
	}
	return v
}

func gatherer(registries []verify.Registry) *verify.Gatherer {
	return &verify.Gatherer{Web: gone{}, Archives: []verify.Archive{noArchive{}}, Registries: registries, Now: func() time.Time { return november }}
}

// What registries answer, in their documented shapes, and what an editor is
// told.
func TestFromAnswerToFinding(t *testing.T) {
	const kerr = `Ada Kerr, “Silt and Memory,” River Studies 4, no. 1 (2019): 17–31, `
	const lost = ` https://river.example/silt.`
	cases := []struct {
		name, note string
		rules      string
		answer     verify.Outcome
		by, why    string // of the check; why as a part
	}{
		{"the same work", kerr + "doi:10.5555/silt.1.", "", verify.Matches, "crossref", ""},
		{"as a URL, in capitals", kerr + "https://doi.org/10.5555/SILT.1", "", verify.Matches, "crossref", ""},
		{"an alias, sent on by Crossref", kerr + "doi:10.5555/alias.1.", "", verify.Matches, "crossref", ""},
		{"not registered", kerr + "doi:10.5555/nobody.1.", "doi-unknown", verify.Missing, "doi", "not registered"},
		{"not registered, and the page is gone", kerr + "doi:10.5555/nobody.1," + lost, "doi-unknown source-unverified", verify.Missing, "doi", ""},
		{"the same work, and the page is gone", kerr + "doi:10.5555/silt.1," + lost, "", verify.Matches, "crossref", ""},
		{"another work", "Joan Abel, “Wedding Customs of the Coast,” Folklore Letters 2 (1987): 3–9, doi:10.5555/silt.1.", "doi-mismatch", verify.Differs, "crossref", "Ada Kerr"},
		{"another work that was retracted", "Joan Abel, “Wedding Customs of the Coast,” Folklore Letters 2 (1987): 3–9, doi:10.5555/retracted.1.", "doi-mismatch retracted", verify.Differs, "crossref", "retraction of 2020-03-02"},
		{"retracted", kerr + "doi:10.5555/retracted.1.", "retracted", verify.Matches, "crossref", "correction of 2019-06-01 (doi.org/10.5555/c.1); retraction of 2020-03-02"},
		{"retracted, and the note says so", kerr + "doi:10.5555/retracted.1 (retracted).", "", verify.Matches, "crossref", "retraction"},
		{"the notice itself", kerr + "doi:10.5555/notice.1.", "retracted", verify.Matches, "crossref", ""},
		{"corrected", kerr + "doi:10.5555/corrected.1.", "", verify.Matches, "crossref", "expression of concern of 2019-07-01"},
		{"withdrawn in its place", kerr + "doi:10.5555/inplace.1.", "retracted", verify.Matches, "crossref", "withdrawal"},
		{"retracted by its title alone", kerr + "doi:10.5555/bytitle.1.", "retracted", verify.Matches, "crossref", ""},
		{"a dataset, with DataCite", "Ada Kerr, “Silt Cores of the Lower River,” 2020, doi:10.5555/data.1.", "", verify.Matches, "datacite", ""},
		{"with an agency that is not asked", kerr + "doi:10.5555/elsewhere.1.", "", verify.CannotTell, "doi", "no registry that was asked says of what"},
		{"without values", kerr + "doi:10.5555/novalues.1.", "", verify.CannotTell, "doi", ""},
		{"an arXiv paper", "Ines Morau, “Ferries Without Masters,” 2021, arXiv:2101.00001v1.", "", verify.Matches, "arxiv", "version 1 is cited, and 3 is the latest known"},
		{"by its DOI", "Ines Morau, “Ferries Without Masters,” 2021, https://doi.org/10.48550/arXiv.2101.00001", "", verify.Matches, "arxiv", ""},
		{"another arXiv paper", "Ada Kerr, “Silt and Memory,” 2009, https://arxiv.org/abs/2101.00001.", "doi-mismatch", verify.Differs, "arxiv", "Ines Morau"},
		{"withdrawn from arXiv", "Ines Morau, “Ferries Without Masters,” 2021, https://arxiv.org/abs/2101.00002.", "retracted", verify.Matches, "arxiv", "withdrawal"},
		{"unknown to arXiv and doi.org", "Ines Morau, “Ferries Without Masters,” 2021, arXiv:2101.00003.", "doi-unknown", verify.Missing, "doi", ""},
		{"an empty feed of a paper that is there", "Ines Morau, “Ferries Without Masters,” 2021, arXiv:2101.00009.", "", verify.CannotTell, "doi", ""},
		{"a number that arXiv calls an error", "Ines Morau, “Ferries Without Masters,” 2021, arXiv:1234.12345.", "", verify.CannotTell, "", "makes no sense"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got := judge(t, gatherer(newFake(t).registries(t, registry.Options{})), tc.note)
			if got.rules != tc.rules {
				t.Errorf("rules %q, want %q", got.rules, tc.rules)
			}
			if len(got.checks) != 1 {
				t.Fatalf("checks: %+v", got.checks)
			}
			if k := got.checks[0]; k.Answer != tc.answer || k.Where != tc.by || !strings.Contains(k.Why, tc.why) {
				t.Errorf("%v by %q (%s), want %v by %q (%s)", k.Answer, k.Where, k.Why, tc.answer, tc.by, tc.why)
			}
		})
	}
}

// The title, the people and the dates of a record are read from where each
// registry keeps them.
func TestRecords(t *testing.T) {
	f := newFake(t)
	for _, tc := range []struct {
		registry, id string
		want         verify.Record
	}{
		{"crossref", "doi:10.5555/silt.1", verify.Record{Entry: verify.Registered, Titles: []string{"Silt & Memory", "Silt & Memory: What rivers keep"}, Authors: []string{"Ada Kerr"}, Container: "River Studies", Dates: []string{"2019-02"}, Type: "journal-article"}},
		{"crossref", "doi:10.5555/alias.1", verify.Record{Entry: verify.Registered, Titles: []string{"Silt & Memory", "Silt & Memory: What rivers keep"}, Authors: []string{"Ada Kerr"}, Container: "River Studies", Dates: []string{"2019-02"}, Type: "journal-article"}},
		{"datacite", "doi:10.5555/data.1", verify.Record{Entry: verify.Registered, Titles: []string{"Silt cores of the lower river"}, Authors: []string{"Ada Kerr"}, Container: "Mudbank", Dates: []string{"2020-05-04", "2020"}, Type: "Dataset"}},
		{"arxiv", "arxiv:2101.00001", verify.Record{Entry: verify.Registered, Titles: []string{"Ferries Without Masters"}, Authors: []string{"Ines Morau", "Peter Lund"}, Container: "arXiv", Dates: []string{"2021-01-05", "2021-04-01"}, Type: "preprint", Version: 3}},
	} {
		r, err := f.registry(t, tc.registry, registry.Options{}).Record(t.Context(), tc.id)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.want, *r); diff != "" {
			t.Errorf("%s of %s (-want +got):\n%s", tc.registry, tc.id, diff)
		}
	}
}
