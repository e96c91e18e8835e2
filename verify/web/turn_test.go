package web_test

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
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
