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

// bombs are answers that are too much for whoever takes them in, each at a host
// of its own: the name of the path, and what must be said of it.
func bombs(w *smallweb.Web) []cited {
	packed := string(bomb())
	var list []cited
	put := func(name, state, reason string, h http.Handler) {
		url := fmt.Sprintf("http://%s.example/bomb", name)
		w.Handle(url, h)
		list = append(list, cited{URL: url, Title: "How the posts began", State: state, Reason: reason})
	}
	packedAs := func(contentType, coding string) http.Handler {
		return smallweb.Headed(smallweb.Raw(contentType, packed), "Content-Encoding", coding)
	}
	put("gzip", "live", "http-200", packedAs("text/html", "gzip"))
	put("gzip-file", "live", "http-200", packedAs("application/pdf", "gzip"))
	put("xml-gz", "live", "http-200", smallweb.Raw("application/gzip", packed))
	put("twice", "live", "http-200", packedAs("text/html", "gzip, gzip"))
	put("empty-members", "unreachable", "connection-lost", smallweb.Headed(endless("text/html", packedMembers(2000)), "Content-Encoding", "gzip"))
	put("endless-html", "live", "http-200", endless("text/html", bytes.Repeat([]byte("<p>more</p>"), 1000)))
	put("endless-pdf", "live", "http-200", endless("application/pdf", bytes.Repeat([]byte("%PDF"), 1000)))
	put("forty-gigabytes", "live", "http-200", smallweb.Headed(endless("text/html", bytes.Repeat([]byte("<p>more</p>"), 1000)), "Content-Length", "42949672960"))
	put("forty-gigabytes-of-nothing", "live", "http-200", smallweb.Headed(endless("video/mp4", make([]byte, 32<<10)), "Content-Length", "42949672960"))
	put("endless-redirect", "live", "http-200", smallweb.Headed(smallweb.With(302, endless("text/html", []byte("more "))), "Location", "http://good.example/bomb"))
	put("endless-error", "unreachable", "http-500", smallweb.With(500, endless("text/html", bytes.Repeat([]byte("<p>more</p>"), 1000))))
	put("one-attribute", "live", "http-200", smallweb.Raw("text/html", "<p title='"+strings.Repeat("x", 3<<20)))
	put("deep", "live", "http-200", smallweb.Raw("text/html", strings.Repeat("<div><h1>", 200_000)))
	put("attributes", "live", "http-200", smallweb.Raw("text/html", "<p "+strings.Repeat("a=1 ", 500_000)))
	put("entities", "live", "http-200", smallweb.Raw("text/html", "<title>"+strings.Repeat("&#128512;", 200_000)))
	put("cookies", "live", "http-200", http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		for i := range 3000 {
			out.Header().Add("Set-Cookie", fmt.Sprintf("c%d=%s", i, strings.Repeat("x", 60)))
		}
		smallweb.To(302, "http://good.example/bomb").ServeHTTP(out, r)
	}))
	put("header", "unreachable", "headers-too-large", smallweb.Headed(page("Big"), "X-Big", strings.Repeat("x", 1<<20)))
	put("headers", "unreachable", "headers-too-large", http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		for i := range 100_000 {
			out.Header().Set(fmt.Sprintf("X-%d", i), "1")
		}
	}))
	put("growing", "unreachable", "redirect-excess", http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		smallweb.To(302, "/bomb?"+r.URL.RawQuery+strings.Repeat("x", 4000)).ServeHTTP(out, r)
	}))
	put("long-address", "unreachable", "redirect-excess", smallweb.To(302, "/"+strings.Repeat("x", 100<<10)))
	put("drip", "unreachable", "timeout", smallweb.Drip(time.Second, strings.Repeat("x", 1000)))
	put("good", "live", "http-200", page("How the posts began"))
	return list
}

// TestBombs runs into all of them at once, in a process of its own, whose memory
// is that of whoever visits and not that of the server.
func TestBombs(t *testing.T) {
	t.Parallel()
	w := start(t)
	list := bombs(w)
	base, err := w.Base("good.example")
	if err != nil {
		t.Fatal(err)
	}
	urls := make([]string, len(list))
	for i, c := range list {
		urls[i] = c.URL
	}
	said := visitedBy(t, strings.TrimPrefix(base, "http://"), urls)
	for i, c := range list {
		got := said.Verdicts[i]
		if got.State != c.State || got.Reason != c.Reason || got.Detail == "" {
			t.Errorf("%s is %s, %s (%s); want %s, %s", c.URL, got.State, got.Reason, got.Detail, c.State, c.Reason)
		}
		if got.Page > 1000 {
			t.Errorf("%s: %d bytes of title and headings", c.URL, got.Page)
		}
	}
	if most := int64(100e6) * said.Times; said.Peak > most || said.Peak == 0 && runtime.GOOS == "linux" {
		t.Errorf("peak memory %.0f MB, want at most %.0f", float64(said.Peak)/1e6, float64(most)/1e6)
	}
	t.Logf("peak memory %.0f MB", float64(said.Peak)/1e6)
}

func packedMembers(n int) []byte {
	var b bytes.Buffer
	for range n {
		gzip.NewWriter(&b).Close()
	}
	return b.Bytes()
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
