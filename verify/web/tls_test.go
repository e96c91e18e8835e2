package web_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net/http/httptest"
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/web"
)

// TestSecureConnections asks servers that set up a secure connection in ways of
// their own, or none.
func TestSecureConnections(t *testing.T) {
	certified := func(auth tls.ClientAuthType, version uint16) *tls.Config {
		return &tls.Config{ClientAuth: auth, MinVersion: version, MaxVersion: version}
	}
	for _, tc := range []struct {
		name           string
		config         *tls.Config // nil for a server that does not speak TLS
		state, failure string
	}{
		{"keys exchanged by RSA", &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_256_CBC_SHA}}, "live", ""},
		{"a suite that is broken", &tls.Config{MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_RSA_WITH_RC4_128_SHA}}, "unreachable", "tls-failure"},
		{"TLS 1.1 alone", &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, "unreachable", "tls-failure"},
		{"a certificate that readers must bring", certified(tls.RequireAnyClientCert, tls.VersionTLS13), "blocked", "login-wall"},
		{"the same with TLS 1.2", certified(tls.RequireAnyClientCert, tls.VersionTLS12), "blocked", "login-wall"},
		{"a certificate that readers may bring", certified(tls.RequestClientCert, tls.VersionTLS12), "live", ""},
		{"no TLS at all", nil, "unreachable", "tls-failure"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(page("Tide Mills"))
			server.Config.ErrorLog, server.TLS = log.New(io.Discard, "", 0), tc.config
			roots := x509.NewCertPool()
			if tc.config == nil {
				server.Start()
			} else {
				server.StartTLS()
				roots.AddCert(server.Certificate())
			}
			t.Cleanup(server.Close)
			f := &web.Fetcher{Roots: roots, AllowPrivate: true}
			t.Cleanup(func() { f.Close() })
			g := &verify.Gatherer{Web: f, Timeout: time.Hour}
			docs := []*verify.Document{document([]cited{{URL: "https://" + server.Listener.Addr().String() + "/a"}})}
			evidence, err := g.Gather(context.Background(), docs, verify.Sources(docs))
			if err != nil {
				t.Fatal(err)
			}
			v := evidence[0].Visit
			if got := verify.Classify(v, nil, nil); got.State.String() != tc.state || v.Failure != tc.failure {
				t.Errorf("%s, %q (%s); want %s, %q", got.State, v.Failure, v.Detail, tc.state, tc.failure)
			}
		})
	}
}
