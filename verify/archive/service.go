package archive

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strings"
	"time"

	"loccit/verify/budget"
)

// Options are what all providers share. The zero Options ask the real archive
// through http.DefaultTransport.
type Options struct {
	Endpoint  string            // base URL in place of the archive's own, from loccit.toml
	Rate      int               // questions to its index in a minute; 0 for what the archive allows, or less
	Memory    budget.Memory     // of earlier runs; nil for none
	Transport http.RoundTripper // the crawler's, which refuses private addresses and knows proxies
	Agent     string            // User-Agent with an address where we can be reached
	Timeout   time.Duration     // of one request, body included; 0 for 20 s
	Now       func() time.Time  // the present of the run; nil for the clock
	Clock     func() time.Time  // what budgets and pauses go by; nil for the clock
}

// A service makes the requests of one provider.
type service struct {
	archive   string // as people call it
	transport http.RoundTripper
	agent     string
	timeout   time.Duration
	now       func() time.Time
	clock     func() time.Time
	memory    budget.Memory
}

func newService(archive string, o Options) *service {
	s := &service{archive: archive, transport: o.Transport, agent: o.Agent, timeout: o.Timeout, now: o.Now, clock: o.Clock, memory: o.Memory}
	if s.transport == nil {
		s.transport = http.DefaultTransport
	}
	if s.agent == "" {
		s.agent = "loccit"
	}
	if s.timeout == 0 {
		s.timeout = 20 * time.Second
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.clock == nil {
		s.clock = time.Now
	}
	return s
}

// index is the budget of the service that finds captures, the scarce one.
func (s *service) index(key string, rate, otherwise int) *budget.Budget {
	if rate <= 0 {
		rate = otherwise
	}
	return &budget.Budget{Key: key + "/index", Name: "the index of " + s.archive, Rate: rate, Memory: s.memory}
}

// playback is the budget of the service that shows captures.
func (s *service) playback(key string, rate int) *budget.Budget {
	return &budget.Budget{Key: key + "/playback", Name: "the playback of " + s.archive, Spaced: time.Minute / time.Duration(rate), Memory: s.memory}
}

// An answer is what one request brought, whatever its status.
type answer struct {
	url       string
	status    int
	header    http.Header
	body      []byte // decoded
	truncated bool   // there was more than the limit
}

// get makes one GET request within b and follows no redirect: where an archive
// sends us is an answer to look at. At most limit bytes of the decoded body are
// read. A 429 of the archive itself is a refusal: see refusal.
func (s *service) get(ctx context.Context, b *budget.Budget, url string, limit int64, header ...string) (*answer, error) {
	wait, err := b.Take(ctx, s.clock())
	if err != nil {
		return nil, err
	}
	if err := sleep(ctx, wait); err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	a, err := s.roundTrip(limited, url, limit, header)
	switch {
	case err == nil:
		return a, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, fmt.Errorf("%s did not answer within %v", s.archive, s.timeout)
	}
	return nil, fmt.Errorf("asking %s: %w", s.archive, err)
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *service) roundTrip(ctx context.Context, url string, limit int64, header []string) (*answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", s.agent)
	// Said here, so that net/http leaves the body alone: the Wayback Machine
	// may send an empty Content-Encoding before the true one, and net/http
	// looks at the first alone.
	r.Header.Set("Accept-Encoding", "gzip")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := s.transport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	a := &answer{url: url, status: resp.StatusCode, header: resp.Header}
	if a.body, err = read(resp, limit); err != nil {
		return nil, fmt.Errorf("its answer breaks off or cannot be unpacked: %w", err)
	}
	if int64(len(a.body)) > limit {
		a.body, a.truncated = a.body[:limit], true
	}
	return a, nil
}

// read decodes a body, and reads one byte more than limit where there is one.
func read(resp *http.Response, limit int64) ([]byte, error) {
	var body io.Reader = resp.Body
	encodings := strings.Split(strings.Join(resp.Header[textproto.CanonicalMIMEHeaderKey("Content-Encoding")], ","), ",")
	for _, e := range encodings {
		switch strings.ToLower(strings.TrimSpace(e)) {
		case "", "identity", "none", "utf-8":
		case "gzip", "x-gzip":
			if resp.Uncompressed {
				continue
			}
			packed, err := io.ReadAll(io.LimitReader(body, limit+1))
			if err != nil {
				return nil, err
			}
			if len(packed) == 0 { // a redirect names an encoding for nothing
				return nil, nil
			}
			if body, err = gzip.NewReader(bytes.NewReader(packed)); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("in the encoding %q, which was not asked for", e)
		}
	}
	return io.ReadAll(io.LimitReader(body, limit+1))
}

// memento is the moment that an answer was captured, if it is the archive's
// copy of one: the one header that tells what was archived from what the
// archive itself has to say (RFC 7089, section 2.1.1).
func (a *answer) memento() (time.Time, bool) {
	at, err := http.ParseTime(strings.TrimSpace(a.header.Get("Memento-Datetime")))
	return at, err == nil
}

// trouble is the error in an answer that the archive gave for itself and that
// is none: nil for a 2xx, a 3xx and a 404.
func (s *service) trouble(ctx context.Context, a *answer, b *budget.Budget) error {
	switch {
	case a.status == http.StatusTooManyRequests:
		return b.Refused(ctx, s.clock())
	case a.status >= 500:
		return fmt.Errorf("%s is down or overloaded (status %d)", s.archive, a.status)
	case a.status == http.StatusNotFound, a.status >= 200 && a.status < 400:
		return nil
	}
	return fmt.Errorf("%s refuses to answer (status %d)", s.archive, a.status)
}

// blocked reports whether the archive says that a site keeps it out, or that
// its own robots.txt rule does. A bare 403 may be a block of ours.
func blocked(a *answer) bool {
	said := a.header.Get("X-Archive-Wayback-Runtime-Error")
	if a.status == http.StatusForbidden && said == "" && len(a.body) < 4096 {
		said = string(a.body)
	}
	return strings.Contains(said, "AdministrativeAccessControlException") ||
		strings.Contains(said, "RobotAccessControlException")
}

var errNonsense = errors.New("its answer is none that makes sense")
