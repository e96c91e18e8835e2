package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"loccit/verify"
	"loccit/verify/format"
)

// maxListings is how many sitemaps one night reads, and maxPages how many
// documents they may list together: a house that has published more names its
// sitemaps one by one, in several nights.
const (
	maxListings = 1000
	maxPages    = 250_000
)

// listed replaces each sitemap and each feed of entries by the documents that
// it lists. A document of the web that was read on the way is kept, and not
// asked for again. What cannot be read is said on standard error and counted.
func (c *cli) listed(ctx context.Context, entries []string) (paths []string, failed int) {
	l := &listing{cli: c, seen: map[string]bool{}}
	c.fetched = map[string]verify.Input{}
	for _, e := range entries {
		l.entry(ctx, e)
	}
	return l.paths, l.failed
}

type listing struct {
	*cli
	paths  []string
	seen   map[string]bool // sitemaps and feeds that were read
	failed int
}

func (l *listing) entry(ctx context.Context, entry string) {
	if ctx.Err() != nil || !mayList(entry) {
		l.paths = append(l.paths, entry)
		return
	}
	in, err := l.open(ctx, entry)
	if err != nil {
		if isURL(entry) {
			l.fail(entry, err)
		} else {
			l.paths = append(l.paths, entry) // the one who reads it says what is wrong
		}
		return
	}
	found, err := format.ReadListing(in.Data, entry)
	switch {
	case err != nil:
		l.fail(entry, err)
	case found == nil:
		if isURL(entry) {
			l.fetched[entry] = in
		}
		l.paths = append(l.paths, entry)
	default:
		l.logf("%s lists %d", entry, len(found.Pages)+len(found.More))
		l.take(ctx, entry, found)
	}
}

// take adds what a listing lists.
func (l *listing) take(ctx context.Context, entry string, found *format.Listing) {
	if len(l.paths)+len(found.Pages) > maxPages {
		l.fail(entry, fmt.Errorf("with it there are more than %d documents; name fewer sitemaps", maxPages))
		return
	}
	l.paths = append(l.paths, found.Pages...)
	for _, more := range found.More {
		if l.seen[more] {
			continue
		}
		l.seen[more] = true
		if len(l.seen) > maxListings {
			l.fail(entry, fmt.Errorf("it leads to more than %d sitemaps", maxListings))
			return
		}
		l.entry(ctx, more)
	}
}

func (l *listing) fail(entry string, err error) {
	l.failed++
	l.errorf("%s: %v", entry, err)
}

// mayList reports whether entry may be a sitemap or a feed: something of the
// web, or a file that is named as one.
func mayList(entry string) bool {
	if isURL(entry) {
		return true
	}
	name := strings.TrimSuffix(strings.ToLower(entry), ".gz")
	switch filepath.Ext(name) {
	case ".xml", ".rss", ".atom", ".rdf":
		return !strings.ContainsAny(entry, "*?[{")
	}
	return false
}

// A pace keeps requests for documents to one host apart. The zero pace is
// ready.
type pace struct {
	lock sync.Mutex
	next map[string]time.Time // by host
}

// wait returns when host may be asked again, or with ctx.
func (p *pace) wait(ctx context.Context, host string, delay time.Duration) error {
	p.lock.Lock()
	if p.next == nil {
		p.next = map[string]time.Time{}
	}
	at := time.Now()
	if p.next[host].After(at) {
		at = p.next[host]
	}
	p.next[host] = at.Add(delay)
	p.lock.Unlock()
	t := time.NewTimer(time.Until(at))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
