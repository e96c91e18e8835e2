package registry_test

import (
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/registry"
)

// What registries said is remembered: thirty days that a DOI is registered, a
// day that it is not, an error never. An offline run takes what there is.
func TestRemembered(t *testing.T) {
	const silt, nobody = "Ada Kerr, “Silt and Memory,” 2019, doi:10.5555/silt.1.", "Ada Kerr, “Silt and Memory,” 2019, doi:10.5555/nobody.1."
	f := newFake(t)
	s := &shelf{}
	run := func(note string, days float64, offline, down bool, maxAge time.Duration) (verdict, int, int) {
		f.lock.Lock()
		f.faults = nil
		if down {
			f.faults = faultsOf("503", registry.Names()...)
		}
		f.lock.Unlock()
		doi, crossref := f.count("doi"), f.count("crossref")
		g := gatherer(f.registries(t, registry.Options{}))
		g.Store, g.Offline, g.MaxAge = s, offline, maxAge
		g.Now = func() time.Time { return november.Add(time.Duration(days * 24 * float64(time.Hour))) }
		v := judge(t, g, note)
		return v, f.count("doi") - doi, f.count("crossref") - crossref
	}
	for i, tc := range []struct {
		note          string
		days          float64
		offline, down bool
		maxAge        time.Duration
		doi, crossref int // questions
		answer        verify.Outcome
	}{
		{note: silt, offline: true, answer: -1}, // nobody ever asked
		{note: silt, down: true, doi: 1, crossref: 1, answer: verify.CannotTell},
		{note: silt, doi: 1, crossref: 1, answer: verify.Matches},
		{note: silt, days: 29, answer: verify.Matches},
		{note: silt, days: 29, maxAge: -1, doi: 1, crossref: 1, answer: verify.Matches},
		{note: silt, days: 60, down: true, doi: 1, crossref: 1, answer: verify.Matches}, // it was registered, and so it is
		{note: silt, days: 60, doi: 1, crossref: 1, answer: verify.Matches},
		{note: silt, days: 400, offline: true, answer: verify.Matches},
		{note: silt, days: 400, offline: true, maxAge: 24 * time.Hour, answer: -1},
		{note: nobody, doi: 2, answer: verify.Missing},
		{note: nobody, days: 0.9, answer: verify.Missing},
		{note: nobody, days: 1.1, doi: 2, answer: verify.Missing},
		{note: nobody, days: 9, down: true, doi: 1, crossref: 1, answer: verify.CannotTell}, // that it was not may have changed
		{note: nobody, days: 9, offline: true, answer: verify.Missing},
	} {
		v, doi, crossref := run(tc.note, tc.days, tc.offline, tc.down, tc.maxAge)
		answer := verify.Outcome(-1)
		if len(v.checks) > 0 {
			answer = v.checks[0].Answer
		}
		if answer != tc.answer || doi != tc.doi || crossref != tc.crossref {
			t.Errorf("step %d: %+v, doi.org asked %d times, Crossref %d; want %+v", i, v, doi, crossref, tc)
		}
	}
}

// However many notes give an identifier, in whatever form, it is asked once;
// and what --exclude keeps is not asked.
func TestOneQuestionAnIdentifier(t *testing.T) {
	d := &verify.Document{Text: "x", Notes: []verify.Note{{Label: "1"}}, Citations: []verify.Citation{
		{DOI: "10.5555/silt.1"}, {DOI: "10.5555/SILT.1", URL: "https://river.example/silt"}, {DOI: "10.5555/silt.1", URL: "https://doi.org/10.5555/silt.1", URLPrinted: "https://doi.org/10.5555/silt.1"},
		{ArXiv: "2101.00001"}, {ArXiv: "2101.00001v2"}, {DOI: "10.48550/arXiv.2101.00001"},
		{DOI: "10.5555/secret.1", URL: "https://secret.example/1"},
	}}
	docs := []*verify.Document{d}
	f := newFake(t)
	g := gatherer(f.registries(t, registry.Options{}))
	g.Exclude, g.Pause = []string{"https://secret.example/*"}, time.Millisecond
	sources := verify.Sources(docs)
	evidence, err := g.Gather(t.Context(), docs, sources)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"doi", "crossref", "arxiv"} {
		if n := f.count(name); n != 1 {
			t.Errorf("%s was asked %d times", name, n)
		}
	}
	for i, s := range sources {
		if got := len(evidence[i].Records) > 0; got != (s.URL != "https://secret.example/1") {
			t.Errorf("%s: %d records", s.URL, len(evidence[i].Records))
		}
	}
}
