package web

import "crypto/tls"

// cipherSuites are those that browsers offer: besides Go's own, the ones that
// exchange keys by RSA, which old servers have nothing but. What is read is public,
// so that who kept what was sent could read it later matters little.
func cipherSuites() []uint16 {
	suites := []uint16{
		tls.TLS_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_AES_256_GCM_SHA384,
		tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_RSA_WITH_AES_256_CBC_SHA,
	}
	for _, s := range tls.CipherSuites() {
		suites = append(suites, s.ID)
	}
	return suites
}

// noCertificate says that we have none, and notes that one was asked for: a host
// that then breaks off lets in those alone who have one.
func noCertificate(asked *tls.CertificateRequestInfo) (*tls.Certificate, error) {
	if j := jobOf(asked.Context()); j != nil {
		j.identify.Store(true)
	}
	return new(tls.Certificate), nil
}
