package web_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"loccit/testdata/smallweb"
	"loccit/verify"
	"loccit/verify/content"
)

// A store has the whole text of each page; the evidence holds no more than what
// names it. Two sources that end at one page both name it.
func TestTextsArePutAside(t *testing.T) {
	w := start(t)
	long := smallweb.HTML("How the posts began", "<h1>How the posts began</h1>"+smallweb.Prose("posts", 400))
	w.Site("a.example").Page("/1", long).Page("/2", smallweb.To(302, "/1")).Page("/3", smallweb.HTML("Brief", "<p>No more than this"))
	docs := cites("http://a.example/1", "http://a.example/2", "http://a.example/3")
	for _, kept := range []bool{true, false} {
		g, _ := gatherer(t, w)
		store := &memory{}
		if kept {
			g.Store = store
		}
		_, evidence := gather(t, g, docs)
		for i, e := range evidence {
			p := e.Visit.Page
			if brief := i == 2; (p.Text == "") != (kept && !brief) || (p.TextSum == "") != brief {
				t.Errorf("source %d, kept %v: text of %d bytes, sum %q", i, kept, len(p.Text), p.TextSum)
			}
		}
		for _, o := range store.all {
			if o.Kind == verify.KindVisit && len(o.Visit.Page.Text) < 10 && !(o.Key == "http://a.example/2") {
				t.Errorf("%s was stored without its text", o.Key)
			}
		}
	}
}

// A PDF is read whole where a note says something of it, up to a bound, and
// only its beginning where no note does.
func TestPDF(t *testing.T) {
	w := start(t)
	w.Site("a.example").Page("/small", smallweb.Raw("application/pdf", strings.Repeat("x", 300<<10))).
		Page("/large", smallweb.Raw("application/pdf", strings.Repeat("x", 8<<20+1))).
		Page("/untold", smallweb.Raw("application/pdf", strings.Repeat("x", 300<<10))).
		Page("/other", smallweb.Raw("application/zip", strings.Repeat("x", 300<<10)))
	g, f := gatherer(t, w)
	var lock sync.Mutex
	var sizes []int
	f.PDF = func(_ context.Context, data []byte) (*content.Paper, error) {
		lock.Lock()
		defer lock.Unlock()
		sizes = append(sizes, len(data))
		return &content.Paper{Title: "On Posts", Author: "Ada Moor", Created: "2001-02-03", Text: "How the posts began\nBy Ida Loss\nWords of it."}, nil
	}
	docs := []*verify.Document{document([]cited{
		{URL: "http://a.example/small", Title: "How the posts began"}, {URL: "http://a.example/large", Title: "How the posts began"},
		{URL: "http://a.example/untold"}, {URL: "http://a.example/other", Title: "How the posts began"},
	})}
	sources, evidence := gather(t, g, docs)
	if !slices.Equal(sizes, []int{300 << 10}) {
		t.Errorf("taken apart: PDFs of %d bytes", sizes)
	}
	for i, e := range evidence {
		p := e.Visit.Page
		if small := strings.HasSuffix(sources[i].Key, "/small"); p.Truncated == small || (p.Words == 10) != small {
			t.Errorf("%s: %+v", sources[i].Key, p)
		}
		if p.Words > 0 && (p.Title != "On Posts" || !slices.Equal(p.By(), []string{"Ada Moor", "Ida Loss"}) || !slices.Equal(p.Dates, []string{"2001-02-03"})) {
			t.Errorf("%+v", p)
		}
	}
}
