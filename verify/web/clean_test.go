package web_test

import (
	"context"
	"crypto/x509"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"loccit/verify"
	"loccit/verify/web"
)

// TestControlBytesInHeaders reads answers that net/http gives up, over TLS too, and
// however they come in pieces. What stands behind the headers is nobody's to clean.
func TestControlBytesInHeaders(t *testing.T) {
	const body = "<title>Tide\x01Mills</title>\n\r\n\x02"
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		for i := range len("HTTP/1.1 200 OK\r\n") {
			io.WriteString(conn, "HTTP/1.1 200 OK\r\n"[i:i+1])
		}
		for part := range strings.SplitAfterSeq("Set-Cookie: a=\x01b; path=/\r\nContent-Type: text/html\r\n\r\n"+body, "\n") {
			io.WriteString(conn, part)
		}
	})
	plain, secure := httptest.NewServer(handler), httptest.NewTLSServer(handler)
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	f := &web.Fetcher{AllowPrivate: true, Roots: roots}
	t.Cleanup(func() { f.Close() })
	for _, url := range []string{plain.URL, secure.URL} {
		for _, requests := range []int{2, 1} { // the second time, the host is known
			a, err := f.Fetch(context.Background(), verify.Request{URL: url + "/a", Again: true, Body: true})
			if err != nil {
				t.Fatal(err)
			}
			if a.Status != 200 || a.Requests != requests || string(a.Body) != body {
				t.Errorf("%s: %d, %s, %q after %d requests; want 200 after %d", url, a.Status, a.Detail, a.Body, a.Requests, requests)
			}
		}
	}
}
