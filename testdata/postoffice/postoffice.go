// Package postoffice is an SMTP server on loopback for tests: real TLS, real
// log-in, mails kept in memory.
package postoffice

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// A Mail is one that arrived.
type Mail struct {
	From   string
	To     []string
	Secure bool // it came through TLS
	Data   []byte
}

// An Office takes mails. Its fields may be set before Open; the zero Office lets
// everybody in.
type Office struct {
	User, Password string
	Chatty         bool // who is not let in is told the password that he gave
	Certificate    tls.Certificate

	mu     sync.Mutex
	full   error
	mails  []Mail
	server *smtp.Server
	done   chan struct{}
	port   int
}

// NewCertificate is one for localhost, and its authority as PEM.
func NewCertificate() (tls.Certificate, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, nil, fmt.Errorf("making a key: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, nil, fmt.Errorf("making a certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), nil
}

// Open opens the office at a port of 127.0.0.1: how is starttls, implicit or
// none.
func (o *Office) Open(how string) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("opening the post office: %w", err)
	}
	o.port = l.Addr().(*net.TCPAddr).Port
	o.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{office: o, conn: c}, nil }))
	o.server.Domain, o.server.ErrorLog = "localhost", quiet{}
	config := &tls.Config{Certificates: []tls.Certificate{o.Certificate}}
	if how != "none" {
		o.server.TLSConfig = config
	}
	if how == "implicit" {
		l = tls.NewListener(l, config)
	}
	o.done = make(chan struct{})
	go func() {
		defer close(o.done)
		_ = o.server.Serve(l) // it ends when it is closed
	}()
	return nil
}

// Close ends the office, and waits for it.
func (o *Office) Close() {
	_ = o.server.Close()
	<-o.done
}

// Port is where it is open.
func (o *Office) Port() int { return o.port }

// Full lets the office take no mail any more, for that reason; nil takes mails
// again.
func (o *Office) Full(why error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.full = why
}

// Mails are those that arrived so far.
func (o *Office) Mails() []Mail {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.mails)
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// A session is one conversation.
type session struct {
	office *Office
	conn   *smtp.Conn
	in     bool
	mail   Mail
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		s.in = user == s.office.User && password == s.office.Password
		switch {
		case s.in:
			return nil
		case s.office.Chatty:
			return &smtp.SMTPError{Code: 535, Message: "not with " + password + "\x1b[31m"}
		}
		return smtp.ErrAuthFailed
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.office.User != "" && !s.in {
		return smtp.ErrAuthRequired
	}
	s.mail = Mail{From: from}
	_, s.mail.Secure = s.conn.TLSConnectionState()
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mail.To = append(s.mail.To, to)
	return nil
}

func (s *session) Data(r io.Reader) (err error) {
	s.mail.Data, err = io.ReadAll(r)
	s.office.mu.Lock()
	defer s.office.mu.Unlock()
	if err = errors.Join(err, s.office.full); err != nil {
		return &smtp.SMTPError{Code: 452, Message: err.Error()}
	}
	s.office.mails = append(s.office.mails, s.mail)
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }
