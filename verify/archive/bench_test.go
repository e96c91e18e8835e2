package archive

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"loccit/verify"
)

// present is a web on which every page is there.
type present struct{}

func (present) Fetch(context.Context, verify.Request) (*verify.Answer, error) {
	return &verify.Answer{Requests: 1, Status: 200, Page: &verify.Page{Title: "The story", MediaType: "text/html", Words: 500}}, nil
}

// An article of 300 live sources, all of them archived on some other day than
// the one cited, at the pace that the Wayback Machine allows: some 75 s.
func BenchmarkAnArticleOfLiveSources(b *testing.B) {
	for b.Loop() {
		var shots []shot
		var sources []verify.Source
		for i := range 300 {
			url := fmt.Sprintf("https://h%d.example/page", i)
			shots = append(shots, shot{stamp: "20210714000000", url: url, status: 200})
			sources = append(sources, verify.Source{Key: url, URL: url})
		}
		f := newFake(b, shots...)
		g := &verify.Gatherer{Web: present{}, Archives: []verify.Archive{NewWayback(Options{Endpoint: f.URL, Transport: &http.Transport{MaxIdleConnsPerHost: 8}})}}
		evidence, err := g.Gather(b.Context(), nil, sources)
		if err != nil {
			b.Fatal(err)
		}
		for i := range evidence {
			if h := evidence[i].Archive; h.State != verify.Archived {
				b.Fatalf("source %d: %v, %s", i, h.State, h.Why)
			}
		}
		b.ReportMetric(float64(f.asked["web"]), "playbacks")
		b.ReportMetric(float64(f.asked["cdx"]), "index-questions")
	}
}

func BenchmarkParseCDX(b *testing.B) {
	row := `["com,example)/a/page","20210714000000","https://www.example.com/a/page","text/html","200","YEIPJFLNQ4IJ3HP4YBDJBWGJL4MTEJ42","12345"]`
	body := []byte("[" + `["urlkey","timestamp","original","mimetype","statuscode","digest","length"],` + strings.Repeat(row+",", 24) + row + "]")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parseCDX(body); err != nil {
			b.Fatal(err)
		}
	}
}
