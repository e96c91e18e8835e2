package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"loccit/testdata/smallweb"
	"loccit/verify"
)

// bomb is a gzip stream of some 10 MB that unpacks to 10 GB.
func bomb() []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	chunk := bytes.Repeat([]byte("<p>boom</p>"), 95_000)
	for range 100 {
		w.Write(chunk)
	}
	w.Close()
	return bytes.Repeat(b.Bytes(), 100) // members one after the other are one stream (RFC 1952, 2.2)
}

// endless writes for as long as somebody reads.
func endless(contentType string, chunk []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		for {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
}

func TestBombs(t *testing.T) {
	w := start(t)
	packed := bomb()
	empty := packedMembers(2000)
	w.Handle("http://bomb.example/gzip", smallweb.Headed(smallweb.Raw("text/html", string(packed)), "Content-Encoding", "gzip"))
	w.Handle("http://bomb.example/gzip-file", smallweb.Headed(smallweb.Raw("application/pdf", string(packed)), "Content-Encoding", "gzip"))
	w.Handle("http://bomb.example/a.xml.gz", smallweb.Raw("application/gzip", string(packed)))
	w.Handle("http://bomb.example/twice", smallweb.Headed(smallweb.Raw("text/html", string(packed)), "Content-Encoding", "gzip, gzip"))
	w.Handle("http://bomb.example/empty-members", smallweb.Headed(endless("text/html", empty), "Content-Encoding", "gzip"))
	w.Handle("http://bomb.example/endless-html", endless("text/html", bytes.Repeat([]byte("<p>more</p>"), 1000)))
	w.Handle("http://bomb.example/endless-pdf", endless("application/pdf", bytes.Repeat([]byte("%PDF"), 1000)))
	w.Handle("http://bomb.example/endless-redirect", smallweb.Headed(smallweb.With(302, endless("text/html", []byte("more "))), "Location", "/good"))
	w.Handle("http://bomb.example/one-attribute", smallweb.Raw("text/html", "<p title='"+strings.Repeat("x", 3<<20)))
	w.Handle("http://bomb.example/deep", smallweb.Raw("text/html", strings.Repeat("<div><h1>", 200_000)))
	w.Handle("http://bomb.example/cookies", http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		for i := range 3000 {
			out.Header().Add("Set-Cookie", fmt.Sprintf("c%d=%s", i, strings.Repeat("x", 60)))
		}
		smallweb.To(302, "/good").ServeHTTP(out, r)
	}))
	w.Handle("http://bomb.example/good", page("How the posts began"))
	want := map[string]string{
		"gzip": "live", "gzip-file": "live", "a.xml.gz": "live", "twice": "live", "empty-members": "unreachable", "endless-html": "live", "endless-pdf": "live",
		"endless-redirect": "live", "one-attribute": "live", "deep": "live", "cookies": "live", "good": "live",
	}
	var list []cited
	for name := range want {
		list = append(list, cited{URL: "http://bomb.example/" + name, Title: "How the posts began"})
	}
	docs := []*verify.Document{document(list)}
	g, _ := gatherer(t, w)
	g.Retries, g.PerHost, g.Timeout = 0, 1, 20*time.Second
	runtime.GC()
	before := allocated()
	sources, evidence := gather(t, g, docs)
	for i, s := range sources {
		name := strings.TrimPrefix(s.URL, "http://bomb.example/")
		got := verify.Classify(evidence[i].Visit.Visit, []string{"How the posts began"}, nil)
		if got.State.String() != want[name] || got.Detail == "" {
			t.Errorf("%s: %+v", name, got)
		}
		if p := evidence[i].Visit.Visit.Page; p != nil && (len(p.Title) > 500 || len(p.Headings) > 8) {
			t.Errorf("%s: page too large: %d, %d", name, len(p.Title), len(p.Headings))
		}
	}
	// The server's own writing is in this sum too; a bomb that went off would
	// be in it with gigabytes.
	if used := allocated() - before; used > 400<<20 {
		t.Errorf("%d MB were allocated", used>>20)
	}
}

func packedMembers(n int) []byte {
	var b bytes.Buffer
	for range n {
		gzip.NewWriter(&b).Close()
	}
	return b.Bytes()
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func TestCancelledFetchReturnsAtOnce(t *testing.T) {
	w := start(t)
	w.Site("x.example").Rest(smallweb.Hang())
	_, f := gatherer(t, w)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	a, err := f.Fetch(ctx, verify.Request{URL: "http://x.example/a"})
	if err == nil || a != nil {
		t.Errorf("%+v, %v; want an error", a, err)
	}
}
