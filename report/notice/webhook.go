package notice

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"loccit/verify"
)

// Webhook posts to a URL, which may be a secret: those of chat services are.
type Webhook struct {
	URL     string
	Token   string // sent as a bearer token (RFC 6750); empty for none
	Chat    bool   // {"text": ...}, as chat services take it, in place of the JSON for programs
	Agent   string // how it calls itself
	Timeout time.Duration
}

// Send posts one notice. Only an answer of 200 to 299 takes it. A redirect does
// not: the token is for this address alone.
func (w Webhook) Send(ctx context.Context, n verify.NightNotice) error {
	address, err := url.Parse(w.URL)
	if err != nil || address.Host == "" || address.Scheme != "https" && address.Scheme != "http" {
		return errors.New("its URL is none: it begins with https://, and names a host")
	}
	if w.Token != "" && address.Scheme == "http" && !loopback(address.Hostname()) {
		return fmt.Errorf("no token is told to %s in the clear: take https", address.Host)
	}
	ctx, cancel := context.WithTimeout(ctx, w.Timeout)
	defer cancel()
	request, err := w.request(ctx, n)
	if err != nil {
		return w.redacted(address, err)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	answer, err := client.Do(request)
	if err != nil {
		if ctx.Err() == context.DeadlineExceeded {
			return fmt.Errorf("%s did not answer within %s", address.Host, w.Timeout)
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("%s ended the connection without an answer", address.Host)
		}
		var failed *url.Error
		if errors.As(err, &failed) { // it names the URL
			err = failed.Err
		}
		return w.redacted(address, err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16)) // nothing of it is told: it may repeat what it was sent
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("%s answers %d %s", address.Host, answer.StatusCode, http.StatusText(answer.StatusCode))
	}
	return nil
}

func (w Webhook) request(ctx context.Context, n verify.NightNotice) (*http.Request, error) {
	body := identified(n)
	if w.Chat {
		raw, err := json.Marshal(map[string]string{"text": n.Chat})
		if err != nil {
			return nil, err
		}
		body = string(raw)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", w.Agent)
	request.Header.Set("Idempotency-Key", n.ID)
	if w.Token != "" {
		request.Header.Set("Authorization", "Bearer "+w.Token)
	}
	return request, nil
}

func (w Webhook) redacted(address *url.URL, err error) error {
	password, _ := address.User.Password()
	return redacted(err, w.URL, w.Token, strings.TrimPrefix(address.RequestURI(), "/"), password)
}

// loopback reports whether what is told to a host stays on this one.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
