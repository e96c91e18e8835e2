package content

import (
	"os"
	"testing"
	"time"

	"loccit/verify"
)

// BenchmarkCompare makes the checks of all citations of testdata/pairs and its
// neighbours; a round is all of them.
func BenchmarkCompare(b *testing.B) {
	var cases []*verify.Case
	for _, folder := range []string{"pairs", "unseen", "third", "fourth", "fifth"} {
		for _, f := range pairFiles(b, folder) {
			for i := range f.pairs {
				cases = append(cases, f.asCase(&f.pairs[i]))
			}
		}
	}
	benchmarkCompare(b, cases)
}

// BenchmarkCompareLabelled cites each page of TestLabelledPages by its labels.
func BenchmarkCompareLabelled(b *testing.B) {
	var cases []*verify.Case
	for _, p := range labelledPages(b) {
		body, err := os.ReadFile(p.file)
		if err != nil {
			b.Fatal(err)
		}
		f := pairFile{url: p.url, typ: "text/html", state: "live", page: body}
		cases = append(cases, f.asCase(p.cited(p.url)))
	}
	benchmarkCompare(b, cases)
}

func benchmarkCompare(b *testing.B, cases []*verify.Case) {
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range cases {
			Compare(c, verify.Ref{})
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(cases)), "ns/citation")
}

// asCase is a citation of the page of f, before anything is checked.
func (f *pairFile) asCase(p *pair) *verify.Case {
	docs := []*verify.Document{f.citing(p)}
	sources := verify.Sources(docs)
	c, _ := verify.Judge(docs, sources, []verify.Evidence{f.evidence(sources[0].Key)}, verify.Comparison{}, nil, time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC))
	return c
}
