package registry

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"loccit/verify/budget"
)

// Options are what all providers share. The zero Options ask the real registry
// through http.DefaultTransport.
type Options struct {
	Endpoint  string            // base URL in place of the registry's own
	Contact   string            // where we can be reached: a mail address or a URL; Crossref and DataCite serve those better who say so
	Memory    budget.Memory     // of earlier runs; nil for none
	Transport http.RoundTripper // the crawler's, which refuses private addresses and knows proxies
	Agent     string            // User-Agent
	Timeout   time.Duration     // of one request, body included; 0 for 20 s
	Clock     func() time.Time  // what budgets go by; nil for the clock
}

// A desk makes the requests of one provider.
type desk struct {
	registry string // as people call it
	base     string
	client   *http.Client
	agent    string
	timeout  time.Duration
	clock    func() time.Time
	budget   *budget.Budget
	spacing  time.Duration
}

// mostBytes of an answer are read: a paper of three thousand authors is 2 MB
// at Crossref.
const mostBytes = 8 << 20

// mostHops are followed where a registry sends on to its other addresses.
const mostHops = 3

// newDesk is a desk for the registry that is kept under key, asked at most once
// in spacing.
func newDesk(key, registry, base string, spacing time.Duration, o Options) *desk {
	d := &desk{registry: registry, base: strings.TrimSuffix(cmp.Or(o.Endpoint, base), "/"), spacing: spacing, agent: cmp.Or(o.Agent, "loccit"), timeout: cmp.Or(o.Timeout, 20*time.Second), clock: o.Clock}
	if d.clock == nil {
		d.clock = time.Now
	}
	transport := o.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	d.client = &http.Client{Transport: transport, CheckRedirect: sameHost}
	d.budget = &budget.Budget{Key: key, Name: registry, Spaced: spacing, Memory: o.Memory}
	return d
}

// sameHost follows a registry to its own addresses alone: another host that
// answers in its place is a proxy or a log-in page.
func sameHost(r *http.Request, via []*http.Request) error {
	if len(via) > mostHops {
		return errors.New("it redirects again and again")
	}
	if r.URL.Host != via[0].URL.Host {
		return fmt.Errorf("it redirects to another host, %s", r.URL.Host)
	}
	return nil
}

// Spacing is the time between two questions.
func (d *desk) Spacing() time.Duration { return d.spacing }

// An answer is what one request brought: a status that means something, and a
// body.
type answer struct {
	status int
	media  string // without parameters
	body   []byte
	moved  bool // another address of the registry gave it
}

// get makes one GET request. An outage, a refusal and an answer that is too
// large are errors; what is left is a 2xx, a 400 or a 404.
func (d *desk) get(ctx context.Context, address string) (*answer, error) {
	wait, err := d.budget.Take(ctx, d.clock())
	if err != nil {
		return nil, err
	}
	if err := sleep(ctx, wait); err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	a, err := d.roundTrip(limited, address)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil && limited.Err() != nil:
		return nil, fmt.Errorf("%s did not answer within %v", d.registry, d.timeout)
	case err != nil:
		return nil, fmt.Errorf("asking %s: %w", d.registry, plain(err))
	case a.status == http.StatusTooManyRequests || strings.HasPrefix(string(a.body), "Rate exceeded"): // so says arXiv
		return nil, d.budget.Refused(ctx, d.clock())
	case a.status >= 500:
		return nil, fmt.Errorf("%s is down or overloaded (status %d)", d.registry, a.status)
	case a.status/100 != 2 && a.status != http.StatusBadRequest && a.status != http.StatusNotFound:
		return nil, fmt.Errorf("%s refuses to answer (status %d)", d.registry, a.status)
	case len(a.body) > mostBytes:
		return nil, fmt.Errorf("the answer of %s is larger than %d MB", d.registry, mostBytes>>20)
	}
	return a, nil
}

// plain drops the method and the URL, which an editor need not read.
func plain(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
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

func (d *desk) roundTrip(ctx context.Context, address string) (*answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", d.agent)
	resp, err := d.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	a := &answer{status: resp.StatusCode, moved: resp.Request.URL.String() != r.URL.String()}
	a.media, _, _ = mime.ParseMediaType(resp.Header.Get("Content-Type"))
	a.body, err = io.ReadAll(io.LimitReader(resp.Body, mostBytes+1))
	if err != nil {
		return nil, fmt.Errorf("its answer breaks off: %w", err)
	}
	return a, nil
}

// nonsense is the error for an answer that is none.
func (d *desk) nonsense(a *answer) error {
	return fmt.Errorf("the answer of %s makes no sense (status %d, %d bytes)", d.registry, a.status, len(a.body))
}

// read decodes JSON.
func (d *desk) read(a *answer, into any) error {
	if err := json.Unmarshal(a.body, into); err != nil {
		return d.nonsense(a)
	}
	return nil
}

// inPath escapes an identifier for a path, its slashes apart.
func inPath(id string) string {
	parts := strings.Split(id, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}
