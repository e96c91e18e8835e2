package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"

	"loccit/testdata/smallweb/traps"
)

// latencyWeb answers every path of its hosts with a page of its own, some
// time after it was asked.
type latencyWeb struct {
	hosts   map[string]netip.Addr
	after   time.Duration
	story   string
	article []byte
	asked   atomic.Int64
}

func openLatency(dir string, n, hosts int, after time.Duration, paragraphs int) (web, error) {
	w := &latencyWeb{hosts: map[string]netip.Addr{}, after: after, story: strings.Repeat(paragraph, paragraphs)}
	w.hosts["article.start"] = netip.AddrFrom4([4]byte{127, 0, 255, 1})
	var cites []traps.Cited
	for i := range n {
		host := fmt.Sprintf("h%d.bench", i%hosts)
		w.hosts[host] = netip.AddrFrom4([4]byte{127, 0, byte(1 + i%hosts/250), byte(1 + i%hosts%250)})
		path := fmt.Sprintf("/article/%d", i)
		cites = append(cites, traps.Cited{URL: "http://" + host + path, Title: "Page " + path})
	}
	w.article = article(cites)
	l, err := net.Listen("tcp4", ":80")
	if err != nil {
		return nil, err
	}
	go http.Serve(l, w)
	return w, write(dir, map[string][]byte{"article.html": w.article, "links.txt": list(cites)})
}

func (w *latencyWeb) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	out.Header().Set("Content-Type", "text/html; charset=utf-8")
	if r.Host == "article.start" {
		out.Write(w.article)
		return
	}
	w.asked.Add(1)
	time.Sleep(w.after)
	fmt.Fprintf(out, "<html><head><title>Page %s</title></head><body><h1>%[1]s</h1>", r.URL.Path)
	io.WriteString(out, w.story) // what is longer than the server's buffer comes in chunks, as most that programs make does
}

const paragraph = "<p>The keeper of the lock wrote down every night how high the water had risen.</p>"

func (w *latencyWeb) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	if a, ok := w.hosts[strings.ToLower(host)]; ok {
		return []netip.Addr{a}, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

func (w *latencyWeb) Requests() int { return int(w.asked.Load()) }
