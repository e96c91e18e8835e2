package notice

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"os"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"loccit/verify"
)

// How a mail server is spoken to.
const (
	StartTLS = "starttls" // in the clear until it is asked for TLS, which it must have (RFC 3207)
	Implicit = "implicit" // TLS from the first byte (RFC 8314)
	None     = "none"     // in the clear; never with a password
)

// Mail sends by SMTP. Those who get a mail twice, because the night was killed
// between the sending and the noting, get it with the same Message-ID.
type Mail struct {
	Host     string
	Port     int
	TLS      string // StartTLS, Implicit or None
	User     string // empty for no log-in
	Password string
	From     string
	To       []string
	Timeout  time.Duration // of the whole exchange
}

// Send sends one mail to all, with a text and an HTML part.
func (m Mail) Send(ctx context.Context, n verify.NightNotice) error {
	if m.User != "" && m.TLS == None {
		return fmt.Errorf("no password is told to %s in the clear", m.Host)
	}
	message, err := m.compose(n)
	if err != nil {
		return redacted(err, m.secrets()...)
	}
	client, err := m.client()
	if err != nil {
		return redacted(err, m.secrets()...)
	}
	ctx, cancel := context.WithTimeout(ctx, m.Timeout)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, message)
	if err == nil || message.IsDelivered() { // a server that took it and then forgot its manners
		return nil
	}
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%s ended the connection before it took the mail", m.Host)
	}
	return redacted(err, m.secrets()...)
}

// secrets are what no message may hold: PLAIN (RFC 4616) sends the password with
// the user's name.
func (m Mail) secrets() []string {
	return []string{m.Password, "\x00" + m.User + "\x00" + m.Password}
}

func (m Mail) compose(n verify.NightNotice) (*gomail.Msg, error) {
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := message.From(m.From); err != nil {
		return nil, err
	}
	if err := message.To(m.To...); err != nil {
		return nil, err
	}
	message.Subject(n.Subject)
	message.SetDateWithValue(n.At)
	message.SetMessageIDWithValue(n.ID + "@" + m.domain())
	message.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no answer, please
	message.SetBodyString(gomail.TypeTextPlain, n.Text)
	message.AddAlternativeString(gomail.TypeTextHTML, n.HTML)
	return message, nil
}

// domain is that of the sender, who vouches for the Message-ID.
func (m Mail) domain() string {
	from, err := mail.ParseAddress(m.From)
	if err != nil {
		return "loccit.invalid"
	}
	return from.Address[strings.LastIndexByte(from.Address, '@')+1:]
}

func (m Mail) client() (*gomail.Client, error) {
	options := []gomail.Option{
		gomail.WithPort(m.Port), gomail.WithTimeout(m.Timeout), gomail.WithoutNoop(), gomail.WithHELO(greeting()),
		gomail.WithTLSConfig(&tls.Config{ServerName: m.Host, MinVersion: tls.VersionTLS12}),
	}
	switch m.TLS {
	case Implicit:
		options = append(options, gomail.WithSSL())
	case None:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if m.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(m.User), gomail.WithPassword(m.Password))
	}
	return gomail.NewClient(m.Host, options...)
}

// greeting is what this host calls itself.
func greeting() string {
	if name, err := os.Hostname(); err == nil && name != "" {
		return name
	}
	return "localhost"
}
