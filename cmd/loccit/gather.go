package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"loccit/cache"
	"loccit/verify"
	"loccit/verify/archive"
	"loccit/verify/registry"
	"loccit/verify/web"
)

// gather brings home the evidence for sources; with a plan, what that asks for.
// run is told when it ended, and where it is not complete, why.
func (c *cli) gather(ctx context.Context, store *cache.Cache, run *verify.Run, plan *verify.Plan, docs []*verify.Document, sources []verify.Source, mender verify.Mender) ([]verify.Evidence, error) {
	fetcher := c.fetcher()
	defer c.rest.Go(fetcher.Close)
	g, err := c.gatherer(fetcher, store)
	if err != nil {
		return nil, err
	}
	m := c.newMeter()
	g.Progress, g.Mender, g.Meanwhile = m.progress, mender, c.collectMeanwhile
	if plan != nil {
		g.Plan, g.MaxRequests = plan, c.set.maxRequests.value
	}
	evidence, err := g.Gather(ctx, docs, sources)
	m.close()
	run.Why, run.Finished = verify.WhyIncomplete(evidence), c.now()
	return evidence, err
}

// fetcher is the way to the web that the settings allow. A demo brings its
// own web.
func (c *cli) fetcher() *web.Fetcher {
	f := &web.Fetcher{
		UserAgent:    c.agent(),
		AllowPrivate: c.set.allowPrivate,
		Timeout:      time.Duration(c.set.timeout),
		Connections:  c.set.concurrency.value,
		Known:        []string{"example.com", "iana.org"}, // kept by IANA for ever (RFC 6761)
		PDF:          papers(cmp.Or(c.paper, paperTime)),
	}
	if c.small != nil {
		f.Known = nil
		f.Resolver, f.Connect, f.Roots = c.small, c.small.Connect, c.small.Roots()
		f.Proxy = noProxy
	}
	return f
}

// agent is how loccit calls itself: honestly, and with --contact with someone
// to write to.
func (c *cli) agent() string {
	if c.set.contact == "" {
		return fmt.Sprintf("loccit/%s (citation checker)", release)
	}
	return fmt.Sprintf("loccit/%s (citation checker; +%s)", release, c.set.contact)
}

func (c *cli) gatherer(fetcher *web.Fetcher, store *cache.Cache) (*verify.Gatherer, error) {
	g := &verify.Gatherer{
		Web:         fetcher,
		Concurrency: c.set.concurrency.value,
		PerHost:     c.set.perHost.value,
		HostDelay:   time.Duration(c.set.hostDelay),
		Timeout:     time.Duration(c.set.timeout),
		Retries:     c.set.retries.value,
		Pause:       c.pause,
		Deadline:    time.Duration(c.set.deadline),
		ArchiveRate: c.set.archiveRate.perMinute(),
		MaxAge:      c.set.maxAge.duration(),
		Offline:     c.set.offline,
		Exclude:     c.set.exclude,
		Robots:      c.set.robots.value == "respect",
		Hosts:       c.hosts,
		Now:         c.now,
	}
	o := archive.Options{Rate: g.ArchiveRate, Transport: fetcher.Transport(), Agent: c.agent(), Timeout: g.Timeout, Now: c.now}
	if store != nil { // a nil *Cache in an interface would not be nil
		g.Store, o.Memory = store, store
	}
	var err error
	if g.Archives, err = c.archives(o); err != nil {
		return nil, err
	}
	g.Registries, err = c.registries(registry.Options{Memory: o.Memory, Transport: o.Transport, Agent: o.Agent, Timeout: o.Timeout})
	return g, err
}

// download reads a document from the web, with the same care as a source.
func (c *cli) download(ctx context.Context, address string) (verify.Input, error) {
	if in, ok := c.fetched[address]; ok {
		return in, nil
	}
	if c.set.offline {
		return verify.Input{}, errors.New("not read: the run is offline")
	}
	if err := c.pace.wait(ctx, verify.Host(address), time.Duration(c.set.hostDelay)); err != nil {
		return verify.Input{}, err
	}
	f := c.fetcher()
	defer f.Close()
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return verify.Input{}, errors.New("not a URL that can be asked for")
	}
	request.Header.Set("User-Agent", c.agent())
	answer, err := (&http.Client{Transport: f.Transport()}).Do(request)
	if err != nil {
		return verify.Input{}, plainDownload(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return verify.Input{}, fmt.Errorf("the server answers %s", answer.Status)
	}
	data, err := readBounded(answer.Body)
	return verify.Input{Path: address, Data: data}, err
}

// plainDownload drops the method and the URL, which stand before it already.
func plainDownload(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return fmt.Errorf("cannot be fetched: %w", err)
}
