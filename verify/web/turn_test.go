package web_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/http2"

	"loccit/verify"
	"loccit/verify/web"
)

// drains serves HTTP/2 as a server does that is about to restart: each
// connection ends with GOAWAY, at once or when the first request comes.
func drains(l net.Listener, config *tls.Config, atOnce bool, connections *atomic.Int32) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		connections.Add(1)
		go func() {
			defer conn.Close()
			secure := tls.Server(conn, config)
			if _, err := io.ReadFull(secure, make([]byte, len(http2.ClientPreface))); err != nil {
				return
			}
			f := http2.NewFramer(secure, secure)
			f.WriteSettings()
			for !atOnce {
				frame, err := f.ReadFrame()
				if err != nil {
					return
				}
				if _, ok := frame.(*http2.HeadersFrame); ok {
					break
				}
			}
			f.WriteGoAway(0, http2.ErrCodeNo, nil)
			time.Sleep(20 * time.Millisecond)
		}()
	}
}

// TestAServerThatEndsEachConnectionIsNotHammered: left to itself, net/http sends
// the request again on a new connection without end.
func TestAServerThatEndsEachConnectionIsNotHammered(t *testing.T) {
	for name, atOnce := range map[string]bool{"at once": true, "when asked": false} {
		t.Run(name, func(t *testing.T) {
			w := start(t)
			w.Site("h.example")
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			var connections atomic.Int32
			config := &tls.Config{GetCertificate: w.CertificateFor, NextProtos: []string{"h2"}}
			go drains(l, config, atOnce, &connections)
			g, f := gatherer(t, w)
			f.Connect = func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, l.Addr().String())
			}
			_, evidence := gather(t, g, cites("https://h.example/a"))
			if v := evidence[0].Visit; v.Failure != "connection-lost" {
				t.Errorf("%s (%s)", v.Failure, v.Detail)
			}
			if n := connections.Load(); n > 3 {
				t.Errorf("%d connections for one URL, want at most 3", n)
			}
		})
	}
}

// crowd is a resolver that counts how many questions it has at once.
type crowd struct {
	lock      sync.Mutex
	now, most int
	took      time.Duration
}

func (c *crowd) LookupNetIP(ctx context.Context, _, host string) ([]netip.Addr, error) {
	c.lock.Lock()
	c.now++
	c.most = max(c.most, c.now)
	c.lock.Unlock()
	time.Sleep(c.took)
	c.lock.Lock()
	c.now--
	c.lock.Unlock()
	return []netip.Addr{netip.MustParseAddr("45.0.0.1")}, ctx.Err()
}

// TestNamesAreLookedUpAFewAtATime, and those that take long hold nobody up.
func TestNamesAreLookedUpAFewAtATime(t *testing.T) {
	for _, tc := range []struct {
		name   string
		took   time.Duration
		most   int
		within time.Duration
	}{
		{"names that are found soon", 50 * time.Millisecond, 20, time.Second},
		{"names that take long", 15 * time.Second, 200, 17 * time.Second},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := &crowd{took: tc.took}
				f := &web.Fetcher{Resolver: c, Connect: func(context.Context, string, string) (net.Conn, error) { return nil, syscall.ECONNREFUSED }}
				began := time.Now()
				var wait sync.WaitGroup
				for i := range 200 {
					wait.Go(func() {
						a, err := f.Fetch(t.Context(), verify.Request{URL: fmt.Sprintf("http://h%d.example/", i)})
						if err != nil || a.Failure != "refused" {
							t.Errorf("%+v, %v", a, err)
						}
					})
				}
				wait.Wait()
				f.Close()
				if took := time.Since(began); c.most > tc.most || took > tc.within {
					t.Errorf("%d names at once, in %v; want at most %d, and %v", c.most, took, tc.most, tc.within)
				}
			})
		})
	}
}
