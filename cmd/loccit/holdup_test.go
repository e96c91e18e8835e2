package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"loccit/cache"
	"loccit/verify"
	"loccit/verify/web"
)

// oneServer is the address of the server that every name leads to.
type oneServer string

func (oneServer) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.AddrFrom4([4]byte{45, 0, 0, 1})}, nil
}

func (s oneServer) Connect(ctx context.Context, _, _ string) (net.Conn, error) {
	return new(net.Dialer).DialContext(ctx, "tcp", string(s))
}

// BenchmarkBesideHostsThatHoldUp visits 2,000 URLs on 100 hosts, 2 at once on
// each and 50 ms apart from its answer, with every observation in SQLite: alone,
// and beside a host that answers 429 with Retry-After: 30 and one that never
// answers. Of each it tells the best time of the 2,000, and what one is of the
// other.
func BenchmarkBesideHostsThatHoldUp(b *testing.B) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.Host, "later"):
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		case strings.HasPrefix(r.Host, "never"):
			<-r.Context().Done()
			return
		}
		time.Sleep(50 * time.Millisecond)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<title>Page %s</title><h1>%[1]s</h1>", r.URL.Path)
		io.WriteString(w, strings.Repeat("<p>The ponds were silting faster than three men could dig, and that was known.</p>", 60))
	}))
	defer server.Close()
	const n = 2000
	var sources, slow []verify.Source
	source := func(format string, args ...any) verify.Source {
		u := fmt.Sprintf(format, args...)
		return verify.Source{Key: u, URL: u}
	}
	for i := range n {
		sources = append(sources, source("http://h%d.example/%d", i%100, i))
	}
	for i := range 20 {
		slow = append(slow, source("http://later.example/%d", i), source("http://never.example/%d", i))
	}
	alone, beside := time.Hour, time.Hour
	for b.Loop() {
		alone = min(alone, untilVisited(b, server, sources, n))
		beside = min(beside, untilVisited(b, server, append(slow[:len(slow):len(slow)], sources...), n))
	}
	b.ReportMetric(alone.Seconds(), "s/alone")
	b.ReportMetric(beside.Seconds(), "s/beside")
	b.ReportMetric(beside.Seconds()/alone.Seconds(), "ratio")
}

// untilVisited is how long it takes until n of sources are answered; then the
// run is ended.
func untilVisited(b *testing.B, server *httptest.Server, sources []verify.Source, n int) (took time.Duration) {
	store, err := cache.Open(filepath.Join(b.TempDir(), "cache.db"), cache.Options{})
	try(b, err)
	to := oneServer(server.Listener.Addr().String())
	f := &web.Fetcher{Resolver: to, Connect: to.Connect}
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	began := time.Now()
	g := &verify.Gatherer{Web: f, Store: store, PerHost: 2, Retries: 2, Timeout: 20 * time.Second, Progress: func(p verify.Progress) {
		if p.Visited >= n && took == 0 {
			took = time.Since(began)
			cancel()
		}
	}}
	_, err = g.Gather(ctx, nil, sources)
	try(b, err)
	try(b, f.Close())
	try(b, store.Close())
	return took
}
