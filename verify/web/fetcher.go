package web

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gocolly/colly/v2"
	"github.com/hashicorp/go-retryablehttp"
	"golang.org/x/net/http/httpproxy"

	"loccit/verify"
	"loccit/verify/content"
)

// UserAgent is what loccit calls itself, unless the Fetcher says otherwise. It
// names no address: only whoever runs it has one.
const UserAgent = "loccit/1 (citation checker)"

// A Fetcher makes requests for a Gatherer. The zero Fetcher is ready, and asks
// public addresses only. It is safe for several goroutines; its fields must
// not be changed after the first Fetch.
type Fetcher struct {
	UserAgent    string        // empty for the constant UserAgent; should name someone to write to
	AllowPrivate bool          // loopback, private, link-local and other special addresses may be asked
	Timeout      time.Duration // for a request that sets none; 0 for 20 s
	Connections  int           // kept open for the next request, in all; 0 for 256

	Resolver Resolver                                                          // nil for the system's
	Known    []string                                                          // names that every working resolver finds; a resolver that finds none of them is not believed that a host does not exist; nil to believe it
	Connect  func(ctx context.Context, network, addr string) (net.Conn, error) // to an IP address and port; nil for a net.Dialer
	Proxy    func(*url.URL) (*url.URL, error)                                  // nil for HTTP_PROXY, HTTPS_PROXY and NO_PROXY
	Roots    *x509.CertPool                                                    // nil for the system's, SSL_CERT_FILE included

	PDF func(ctx context.Context, data []byte) (*content.Paper, error) // takes a PDF apart that a note describes; nil to leave them unread

	once      sync.Once
	collector *colly.Collector
	clones    sync.Pool // of *colly.Collector: each takes one request at a time
	transport *http.Transport
	buffers   sync.Pool            // of *bytes.Buffer: where bodies are read into, one after the other
	readers   chan *content.Reader // as many as processors: pages wait for one, so that whoever waits at a socket gets his turn
	dials     sync.WaitGroup
	knows     atomic.Bool     // one of Known was found
	closed    context.Context // ends with Close
	close     context.CancelFunc
}

// A Resolver turns a name into addresses; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Fetch asks for r.URL, once. The error is that of ctx; whatever the web does
// wrong is in the Answer.
func (f *Fetcher) Fetch(ctx context.Context, r verify.Request) (*verify.Answer, error) {
	f.once.Do(f.start)
	began := time.Now()
	answer := f.ask(ctx, r)
	if answer.Failure != "" && ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	answer.Elapsed = time.Since(began)
	return answer, nil
}

// Close lets go of all connections, and waits for those that are being made.
func (f *Fetcher) Close() error {
	f.once.Do(f.start)
	f.close()
	f.transport.CloseIdleConnections()
	f.dials.Wait()
	f.transport.CloseIdleConnections()
	return nil
}

func (f *Fetcher) start() {
	f.closed, f.close = context.WithCancel(context.Background())
	if f.UserAgent == "" {
		f.UserAgent = UserAgent
	}
	if f.Timeout <= 0 {
		f.Timeout = 20 * time.Second
	}
	if f.Connections <= 0 {
		f.Connections = 256
	}
	if f.Resolver == nil {
		f.Resolver = &resolver{}
	}
	if f.Connect == nil {
		f.Connect = (&net.Dialer{KeepAlive: -1}).DialContext // no answer is waited for long enough to need it
	}
	if f.Proxy == nil {
		f.Proxy = httpproxy.FromEnvironment().ProxyFunc()
	}
	f.transport = &http.Transport{
		Proxy:                  f.turn,
		DialContext:            f.dial,
		TLSClientConfig:        &tls.Config{RootCAs: f.Roots, CipherSuites: cipherSuites(), GetClientCertificate: noCertificate},
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // body.go decodes, and bounds what comes out
		MaxIdleConns:           f.Connections,
		MaxIdleConnsPerHost:    f.Connections,
		IdleConnTimeout:        5 * time.Second,
		MaxResponseHeaderBytes: 256 << 10, // browsers stop at that
		ReadBufferSize:         2 << 10,   // of each connection; bodies are read past it
		WriteBufferSize:        1 << 10,   // there is nothing to write but headers
	}
	f.collector = f.newCollector()
	f.readers = make(chan *content.Reader, runtime.GOMAXPROCS(0))
	for range cap(f.readers) {
		f.readers <- new(content.Reader)
	}
}

// newCollector sets up colly over retryablehttp over wire. NewCollector would
// let COLLY_* variables change it; Init does not.
func (f *Fetcher) newCollector() *colly.Collector {
	c := &colly.Collector{}
	c.Init()
	c.AllowURLRevisit = true // otherwise two links to one target are an error
	c.ParseHTTPErrorResponse = true
	c.SetClient(&http.Client{
		Transport: &retryablehttp.RoundTripper{Client: f.retrying()},
		// wire hides Location; this is for the case that it changes.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	})
	return c
}

// retrying tries once more where a connection breaks before an answer: kept
// open too long, or a hiccup. All that needs waiting is the schedule's.
func (f *Fetcher) retrying() *retryablehttp.Client {
	return &retryablehttp.Client{
		HTTPClient: &http.Client{
			Transport:     &wire{f},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		RetryMax: 1,
		CheckRetry: func(ctx context.Context, _ *http.Response, err error) (bool, error) {
			j := jobOf(ctx)
			return err != nil && ctx.Err() == nil && j.request.Again && j.requests < j.most() && broken(err), nil
		},
		Backoff: func(time.Duration, time.Duration, int, *http.Response) time.Duration {
			return 50*time.Millisecond + rand.N(100*time.Millisecond)
		},
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
}

// A job is one request on its way through the layers.
type job struct {
	request  verify.Request
	url      *url.URL
	deadline time.Time
	proxied  bool
	requests int
	turns    int          // how often the transport looked for a connection, for the request that is under way
	dials    atomic.Int32 // how often it made one
	cancel   context.CancelFunc
	status   int
	header   http.Header
	body     *body
	buffer   *bytes.Buffer
	content  []byte      // what came of the body; it may lie in buffer
	identify atomic.Bool // the host asked for a certificate of ours
}

// most is how many requests j may send: a second where the first was lost, but
// not for a URL that had its tries.
func (j *job) most() int {
	if j.request.Last {
		return 1
	}
	return 2
}

// spent is what the request that is under way has come to. It is connections that
// count: a request on one that was kept open too long, or that HTTP/2 ends for all
// that share it (RFC 9113, 6.8), was not looked at.
func (j *job) spent() int { return int(j.dials.Load()) }

// turn chooses the proxy of a request. The transport asks for it each time that
// it looks for a connection, and by itself would do so without end where a server
// of HTTP/2 ends each connection with GOAWAY.
func (f *Fetcher) turn(r *http.Request) (*url.URL, error) {
	j := jobOf(r.Context())
	if j.turns > 0 && j.spent() >= j.most() || j.turns == mostTurns {
		return nil, errTurnedAway
	}
	j.turns++
	return f.Proxy(r.URL)
}

// mostTurns is how often a connection is looked for, however few of them are new.
const mostTurns = 8

var errTurnedAway = errors.New("the server ends the connections that it is asked on")

type jobKey struct{}

func jobOf(ctx context.Context) *job {
	j, _ := ctx.Value(jobKey{}).(*job)
	return j
}

func (f *Fetcher) ask(ctx context.Context, r verify.Request) *verify.Answer {
	target, err := exactURL(r.URL)
	if err != nil {
		return &verify.Answer{Failure: "url-malformed", Detail: err.Error()}
	}
	if r.Timeout <= 0 {
		r.Timeout = f.Timeout
	}
	j := &job{request: r, url: target, deadline: time.Now().Add(r.Timeout)}
	whole := ctx // taking a PDF apart is no part of the answer's time
	ctx, j.cancel = context.WithDeadline(context.WithValue(ctx, jobKey{}, j), j.deadline)
	defer j.cancel()
	if err := f.collect(ctx, j); err != nil {
		return j.failed(err)
	}
	if came := j.request.Came; came != nil && j.status == http.StatusOK {
		came()
	}
	a := f.answer(j)
	f.readPDF(whole, j, a)
	f.release(j.buffer)
	return a
}

// readPDF has a PDF taken apart that came whole. One that cannot be read is a
// page without words.
func (f *Fetcher) readPDF(ctx context.Context, j *job, a *verify.Answer) {
	if f.PDF == nil || !j.request.PDF || a.Page == nil || a.Page.Truncated || !isPDF(a.Page.MediaType) || a.Status != http.StatusOK {
		return
	}
	if paper, err := f.PDF(ctx, j.content); err == nil {
		paper.Describe(a.Page)
	}
}

// collect sends j through colly. colly's URL parser follows the WHATWG and
// rewrites what it reads, so it is given a stand-in, a short one: each letter of
// it costs. wire knows the URL that is meant.
func (f *Fetcher) collect(ctx context.Context, j *job) error {
	c, ok := f.clones.Get().(*colly.Collector)
	if !ok {
		c = f.collector.Clone()
	}
	defer f.clones.Put(c)
	c.Context = ctx
	err := c.Request(http.MethodGet, j.url.Scheme+"://x/", nil, nil, f.header(j))
	if err == nil && j.body == nil {
		return errors.New("the request was not made")
	}
	return err
}

func (f *Fetcher) header(j *job) http.Header {
	h := http.Header{
		"User-Agent":      {f.UserAgent},
		"Accept":          {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
		"Accept-Language": {"en;q=0.8,*;q=0.5"},
		"Accept-Encoding": {"gzip"},
	}
	if len(j.request.Cookies) > 0 {
		h.Set("Cookie", strings.Join(j.request.Cookies, "; "))
	}
	if j.request.ETag != "" {
		h.Set("If-None-Match", j.request.ETag)
	}
	if j.request.LastModified != "" {
		h.Set("If-Modified-Since", j.request.LastModified)
	}
	return h
}

func (j *job) failed(err error) *verify.Answer {
	a := &verify.Answer{Requests: j.requests}
	a.Failure, a.Detail = failure(err, j.request.Timeout)
	if a.Failure == "tls-failure" && j.identify.Load() {
		a.Failure, a.Detail = wantsCertificate()
	}
	return a
}

// answer makes an Answer of what came.
func (f *Fetcher) answer(j *job) *verify.Answer {
	a := &verify.Answer{Requests: j.requests, Status: j.status, Cookies: cookies(j.header, j.url.Hostname()), Wait: retryAfter(j.header)}
	a.Header = verify.Header{
		ContentType:  clip(j.header.Get("Content-Type")),
		ETag:         clip(j.header.Get("ETag")),
		LastModified: clip(j.header.Get("Last-Modified")),
		Server:       clip(j.header.Get("Server")),
	}
	rare := verify.RareHeader{
		RetryAfter: clip(j.header.Get("Retry-After")),
		Mitigated:  clip(j.header.Get("cf-mitigated")),
		Memento:    clip(j.header.Get("Memento-Datetime")),
		Wall:       wall(j.header, j.status),
	}
	if rare != (verify.RareHeader{}) {
		a.Header.Rare = new(rare)
	}
	if j.request.Body {
		a.Body = append([]byte{}, j.content...)
	}
	if isRedirect(j.status) {
		if location := strings.TrimSpace(j.header.Get("Location")); location != "" {
			a.Next = resolve(j.request.URL, location)
			return a
		}
	}
	f.readPage(j, a)
	return a
}

// readPage reads what came of the body. Where it broke off with nothing in it
// that a reader could use, that is a failure; but an error is told by its
// status, and some servers announce a body for it and send none.
func (f *Fetcher) readPage(j *job, a *verify.Answer) {
	isError := j.status >= 400
	if j.body.unread || len(j.content) == 0 && (isError || j.body.err == nil && j.status != http.StatusOK) {
		return
	}
	declared := j.header.Get("Content-Type")
	hints := content.Hints{
		ContentType: declared, MediaType: mediaType(declared), Truncated: j.body.truncated || j.body.err != nil,
		Anchors: j.request.Anchors, Passages: j.request.Passages,
	}
	if hints.MediaType == "" || isSheet(hints.MediaType) && isHTML(mediaType(http.DetectContentType(j.content))) { // an error in place of the file
		hints.MediaType = mediaType(http.DetectContentType(j.content))
	}
	reader := <-f.readers
	page, refresh := reader.Read(j.content, hints)
	f.readers <- reader
	if j.body.err != nil && !isError && page.Title == "" && page.Words < 20 {
		a.Failure, a.Detail = failure(fmt.Errorf("reading the body: %w", j.body.err), j.request.Timeout)
		return
	}
	a.Page = page
	if refresh.Target == "" {
		refresh = content.Refreshes(j.header.Get("Refresh"))
	}
	if refresh.Target == "" || j.status != http.StatusOK {
		return
	}
	// One that opens a program or runs a script leaves the page where it is.
	next := resolve(j.request.URL, refresh.Target)
	if scheme, _, _ := verify.SplitURL(next); scheme == "http" || scheme == "https" {
		a.Next, a.AtOnce = next, refresh.Delay < 1
	}
}

func isRedirect(status int) bool {
	switch status {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}

// clip bounds a header value that is kept.
func clip(s string) string {
	const most = 512
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "")
	}
	return s
}

// cookies are what h sets for host; a few, and not long ones.
func cookies(h http.Header, host string) []verify.Cookie {
	if len(h["Set-Cookie"]) == 0 {
		return nil
	}
	var kept []verify.Cookie
	for _, c := range (&http.Response{Header: h}).Cookies() {
		if len(c.Name)+len(c.Value) > 4096 || len(c.Path) > 1024 || len(kept) == 20 || !within(host, c.Domain) {
			continue
		}
		if c.Quoted {
			c.Value = `"` + c.Value + `"`
		}
		k := verify.Cookie{Name: c.Name, Value: c.Value, Path: c.Path, Secure: c.Secure, Expires: c.Expires}
		switch { // Max-Age goes before Expires
		case c.MaxAge < 0:
			k.Expires = time.Unix(1, 0)
		case c.MaxAge > 0:
			k.Expires = time.Now().Add(time.Duration(min(c.MaxAge, year)) * time.Second)
		}
		kept = append(kept, k)
	}
	return kept
}

// within reports whether host is domain or lies in it; a cookie that names
// another domain is not for host to set.
func within(host, domain string) bool {
	domain = strings.TrimPrefix(domain, ".")
	return domain == "" || strings.EqualFold(host, domain) || strings.HasSuffix(strings.ToLower(host), "."+strings.ToLower(domain))
}

// retryAfter reads Retry-After in both forms (RFC 9110, 10.2.3). A date is
// taken against the server's own clock, where it gives that.
func retryAfter(h http.Header) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0
	}
	if seconds, ok := digits(value); ok {
		return time.Duration(seconds) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	now := time.Now()
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return max(at.Sub(now), 0)
}

const year = 365 * 24 * 3600 // in seconds

// digits reads a whole number of seconds; no wait is longer than a year.
func digits(s string) (int, bool) {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = min(n*10+int(c-'0'), year)
	}
	return n, true
}

// wall names the header by which a bot wall other than Cloudflare's gives
// itself away when it answers in place of the site.
func wall(h http.Header, status int) string {
	for _, name := range []string{"X-Datadome", "X-Amzn-Waf-Action", "X-Kpsdk-Ct", "X-Px-Block", "X-Vercel-Mitigated", "Sg-Captcha"} {
		value := h.Get(name)
		switch {
		case value == "":
		case name == "X-Datadome" && status == http.StatusOK: // protected, and let through
		case name == "X-Vercel-Mitigated" && value == "none":
		default:
			return strings.ToLower(name) + ": " + clip(value)
		}
	}
	return ""
}
