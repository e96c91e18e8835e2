package web

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"time"
)

// failure gives err its reason code, and says it in words. What is told apart
// by text alone has no type in net/http.
func failure(err error, timeout time.Duration) (reason, detail string) {
	var (
		refused     *refusedError
		addressless *noAddressError
		dns         *net.DNSError
		certificate *tls.CertificateVerificationError
		record      tls.RecordHeaderError
		alert       tls.AlertError
		op          *net.OpError
		network     net.Error
	)
	text := err.Error()
	switch {
	case errors.As(err, &refused):
		return "private-address", refused.Error()
	case errors.As(err, &op) && op.Op == "proxyconnect", strings.Contains(text, "choosing a proxy"):
		return "proxy-failure", "the proxy could not be used: " + innermost(err)
	case errors.As(err, &addressless):
		return "dns-no-address", "the name " + addressless.Error()
	case errors.As(err, &dns):
		return dnsFailure(dns)
	case errors.As(err, &certificate):
		return certificateFailure(certificate)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return "timeout", fmt.Sprintf("no full answer within %v", timeout)
	case errors.As(err, &record), strings.Contains(text, "server gave HTTP response to HTTPS client"):
		return "tls-failure", "what answers there does not speak TLS"
	case errors.As(err, &alert) && alert == certificateRequired:
		return wantsCertificate()
	case errors.As(err, &alert), strings.Contains(text, "tls: "), strings.Contains(text, "x509: "):
		return "tls-failure", "no secure connection: " + strings.TrimPrefix(innermost(err), "tls: ")
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused", "the host refuses connections"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.ENETDOWN):
		return "network-unreachable", "no way to the host: " + innermost(err)
	case strings.Contains(text, "headers exceeded"), strings.Contains(text, "header list larger"):
		return "headers-too-large", "the answer's headers are larger than 256 KiB"
	case strings.Contains(text, "malformed HTTP"), strings.Contains(text, "malformed MIME"), strings.Contains(text, "invalid header"),
		strings.Contains(text, "too many transfer encodings"), strings.Contains(text, "unsupported transfer encoding"), strings.Contains(text, "Content-Length"),
		strings.Contains(text, "chunk"), strings.Contains(text, "zlib: "):
		return "bad-answer", "the answer is not proper HTTP: " + innermost(err)
	case errors.Is(err, errTurnedAway):
		return "connection-lost", "the server ends each connection before it answers"
	case broken(err):
		return "connection-lost", "the connection broke before a full answer"
	}
	return "failure", innermost(err)
}

// certificateRequired is the alert of that name (RFC 8446, 6.2).
const certificateRequired tls.AlertError = 116

// wantsCertificate is what a host shows that lets in those whom a certificate of
// their own names: a log-in without a form.
func wantsCertificate() (reason, detail string) {
	return "login-wall", "asks for a certificate that its readers bring with them"
}

// broken reports whether err is that of a connection which ended too early.
func broken(err error) bool {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNABORTED) || errors.Is(err, net.ErrClosed) {
		return true
	}
	text := err.Error()
	for _, sign := range []string{"server closed idle connection", "http2: ", "stream error", "GOAWAY", "flate: corrupt", "gzip: invalid"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// dnsFailure tells a name that does not exist from a name server that did not
// help. A name without an address is a noAddressError. A name of one part is one of
// somebody's own network, if it is one at all, and those of Tor are denied by all
// name servers (RFC 7686): neither is gone for that.
func dnsFailure(err *net.DNSError) (reason, detail string) {
	switch name := strings.TrimSuffix(err.Name, "."); {
	case err.IsNotFound && !strings.Contains(name, "."):
		return "url-malformed", fmt.Sprintf("“%s” is no complete name of a host", name)
	case err.IsNotFound && strings.HasSuffix(strings.ToLower(name), ".onion"):
		return "dns-failure", fmt.Sprintf("%s is a name of the Tor network, which was not asked", name)
	case err.IsNotFound:
		return "dns-not-found", fmt.Sprintf("there is no host named %s", err.Name)
	case err.IsTimeout:
		return "dns-timeout", fmt.Sprintf("the name servers for %s did not answer in time", err.Name)
	}
	return "dns-failure", fmt.Sprintf("the name servers for %s failed: %s", err.Name, err.Err)
}

// certificateFailure tells what is wrong with a certificate. When several
// things are, x509 names the date first, then the name, then the issuer.
func certificateFailure(err *tls.CertificateVerificationError) (reason, detail string) {
	var (
		invalid x509.CertificateInvalidError
		host    x509.HostnameError
	)
	leaf := err.UnverifiedCertificates[0]
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		at := invalid.Cert // of the chain, the one whose time it is not
		if time.Now().Before(at.NotBefore) {
			return "tls-not-yet-valid", "the certificate is not valid before " + at.NotBefore.Format(time.DateOnly)
		}
		return "tls-expired", "the certificate expired on " + at.NotAfter.Format(time.DateOnly)
	case errors.As(err, &host):
		return "tls-wrong-host", "the certificate is for other hosts: " + names(leaf)
	case selfSigned(leaf):
		return "tls-self-signed", "the certificate is signed by nobody but itself"
	case errors.As(err, new(x509.UnknownAuthorityError)):
		if last := err.UnverifiedCertificates[len(err.UnverifiedCertificates)-1]; selfSigned(last) {
			return "tls-untrusted", fmt.Sprintf("the certificate's issuer is not trusted here: %s", last.Subject.CommonName)
		}
		return "tls-incomplete-chain", fmt.Sprintf("the server does not send the certificate of %s, which signed its own", issuer(err.UnverifiedCertificates))
	}
	return "tls-untrusted", "the certificate cannot be trusted: " + strings.TrimPrefix(innermost(err), "x509: ")
}

func selfSigned(c *x509.Certificate) bool {
	return string(c.RawSubject) == string(c.RawIssuer) && c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

// issuer names whoever signed the last certificate of an unfinished chain.
func issuer(chain []*x509.Certificate) string {
	name := chain[len(chain)-1].Issuer.CommonName
	if name == "" {
		return "its issuer"
	}
	return name
}

func names(c *x509.Certificate) string {
	names := c.DNSNames
	if len(names) == 0 {
		names = []string{c.Subject.CommonName}
	}
	if len(names) > 3 {
		names = append(names[:3:3], "…")
	}
	return strings.Join(names, ", ")
}

// innermost is the text of the error at the root, which says what happened
// without repeating the URL.
func innermost(err error) string {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return clip(err.Error())
		}
		err = next
	}
}
