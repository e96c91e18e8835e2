package smallweb

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"strings"
	"time"
)

// A Certificate is what is right or wrong with a site's certificate.
type Certificate int

const (
	Good       Certificate = iota
	Expired                // since yesterday
	SelfSigned             // by nobody else
	WrongHost              // made out for another name
	Incomplete             // signed by an intermediate that is not sent
	Untrusted              // signed by an authority that nobody trusts, which is sent
	Early                  // from tomorrow on
	Misused                // made out for signing mail
)

// An authority signs the certificates of a web.
type authority struct {
	root, middle, stranger *signer
}

type signer struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority() (*authority, error) {
	var a authority
	var err error
	if a.root, err = sign(ca("Small Web Root"), nil); err != nil {
		return nil, err
	}
	if a.middle, err = sign(ca("Small Web Intermediate"), a.root); err != nil {
		return nil, err
	}
	a.stranger, err = sign(ca("Nobody's Root"), nil)
	return &a, err
}

// Roots are the authorities that whoever visits this web should trust.
func (w *Web) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(w.authority.root.cert)
	return pool
}

// RootsPEM are the same authorities as a file of certificates.
func (w *Web) RootsPEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.authority.root.cert.Raw})
}

// CertificateFor makes one for the site that is asked for.
func (w *Web) CertificateFor(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	w.lock.Lock()
	site := w.sites[strings.ToLower(hello.ServerName)]
	w.lock.Unlock()
	kind := Good
	if site != nil {
		kind = site.cert
	}
	leaf := &x509.Certificate{
		Subject: pkix.Name{CommonName: hello.ServerName}, DNSNames: []string{hello.ServerName},
		NotBefore: time.Now().Add(-30 * 24 * time.Hour), NotAfter: time.Now().Add(30 * 24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	by, chain := w.authority.middle, []*signer{w.authority.middle}
	switch kind {
	case Expired:
		leaf.NotAfter = time.Now().Add(-24 * time.Hour)
	case Early:
		leaf.NotBefore = time.Now().Add(24 * time.Hour)
	case Misused:
		leaf.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}
	case SelfSigned:
		by, chain = nil, nil
	case WrongHost:
		leaf.DNSNames = []string{"another.example"}
	case Incomplete:
		chain = nil
	case Untrusted:
		by, chain = w.authority.stranger, []*signer{w.authority.stranger}
	}
	signed, err := sign(leaf, by)
	if err != nil {
		return nil, err
	}
	sent := &tls.Certificate{Certificate: [][]byte{signed.cert.Raw}, PrivateKey: signed.key}
	for _, s := range chain {
		sent.Certificate = append(sent.Certificate, s.cert.Raw)
	}
	return sent, nil
}

func ca(name string) *x509.Certificate {
	return &x509.Certificate{
		Subject:   pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-365 * 24 * time.Hour), NotAfter: time.Now().Add(365 * 24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
}

// sign makes template a certificate, signed by by or, if that is nil, by
// itself.
func sign(template *x509.Certificate, by *signer) (*signer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	if template.SerialNumber, err = rand.Int(rand.Reader, big.NewInt(1<<62)); err != nil {
		return nil, err
	}
	parent, parentKey := template, key
	if by != nil {
		parent, parentKey = by.cert, by.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, parentKey)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return &signer{cert, key}, err
}
