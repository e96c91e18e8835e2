package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"loccit/cache"
	"loccit/verify"
)

func (c *cli) nightlyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "nightly [flags]",
		Short: "What changed since the last night, in all that loccit.toml names",
		Long: `Nightly reads the documents that "documents" of loccit.toml names (files,
folders, globs, URLs, sitemaps, RSS and Atom feeds), asks the sources whose turn
it is, and tells what changed: what broke, healed, moved and was archived. Each
change is told once.

A source is broken when it could not be reached in three nights in a row, or was
gone (404, 410, no such name, a "not found" page) in two. One success clears
that. A move is told at once. Nights are counted, and not visits: runs that begin
within twelve hours are one night.

What is in trouble is asked every night; the rest when its observation is no
longer fresh, the oldest first, within --max-requests and --deadline. What finds
no room is asked in the nights to come.

Who is to hear of it by mail, webhook, chat or file stands in loccit.toml, as
[[notice]]. What could not be sent is kept, and sent in the next night.

Exit codes: 0 nothing broke; 1 something broke this night; 2 could not run, a
document could not be read, or another night holds the cache; 3 incomplete (the
report is still written).`,
		Example: `  loccit nightly
  loccit nightly --report html=night.html --report json=night.json --deadline 5h
  loccit nightly --documents 'articles/**/*.md' --documents https://paper.example/sitemap.xml`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.nightly(cmd.Context()) },
	}
	c.set.nightFlags(cmd)
	c.set.reportFlags(cmd.Flags())
	c.set.cacheFlags(cmd.Flags())
	c.set.webFlags(cmd.Flags())
	for _, name := range []string{"fail-on", "no-cache"} { // a night fails for what broke, and needs its memory
		_ = cmd.Flags().MarkHidden(name)
	}
	return cmd
}

func (s *settings) nightFlags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&s.documents, "documents", nil, "watch `FILE`: a file, a folder, a glob, a URL, a sitemap or a feed; may be repeated")
	cmd.Flags().Var(&s.maxRequests, "max-requests", "requests to the sites of sources in one night; 0 for no bound")
}

// nightly tells what changed since the last night.
func (c *cli) nightly(ctx context.Context) (err error) {
	started := c.now()
	switch {
	case c.set.noCache:
		return errors.New("a night is set against the nights before it, and needs a cache: take away no-cache")
	case len(c.set.documents) == 0:
		return errors.New(`which documents? write documents = ["articles/*.md"] into loccit.toml, or name them with --documents`)
	}
	store, err := c.openNeeded()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	hold, err := store.Hold()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hold.Release()) }()
	if hold.Dead != nil {
		c.notef("the last night did not end (%s); going on from where it was", hold.Dead)
	}
	owed, err := c.settle(ctx, store)
	if err != nil {
		return err
	}
	c.sayUnready()
	paths, unlisted := c.listed(ctx, c.set.documents)
	docs, failed, err := c.readDocuments(ctx, paths)
	failed += unlisted
	if err := nothingToExamine(docs, failed, err); err != nil {
		return err
	}
	if err := c.checkTargets(paths, docs); err != nil {
		return err
	}
	n := &night{cli: c, store: store, docs: docs, owed: owed}
	n.sources, n.mender = c.sources(docs)
	n.run = verify.Run{ID: runID(started), Command: "nightly", Started: started, Offline: c.set.offline}
	r, err := n.watch(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(n.deliver(context.WithoutCancel(ctx), r), n.send(ctx)); err != nil {
		return err
	}
	return nightCode(r, failed)
}

// nightCode is the exit code of a night.
func nightCode(r *verify.Report, failed int) error {
	switch {
	case failed > 0:
		return &exitError{exitFailed, fmt.Errorf("%s could not be read", plural(failed, "document"))}
	case !r.Run.Complete():
		return &exitError{exitIncomplete, fmt.Errorf("incomplete: %s", r.Run.Why)}
	case r.Night.Broke() > 0:
		return &exitError{code: exitFindings}
	}
	return nil
}

// A night is one nightly run.
type night struct {
	*cli
	store   *cache.Cache
	run     verify.Run
	docs    []*verify.Document
	sources []verify.Source
	mender  verify.Mender
	keys    []string
	runs    []verify.Run // the nights before
	plan    *verify.Plan
	told    []verify.Told              // what is to be remembered, where that changed
	owed    map[string][]verify.Change // what places of reports were not told by a night that was killed
}

// nightsBack is how far back nights are looked at: further than any row of
// failing nights that is not told yet.
const nightsBack = 400 * 24 * time.Hour

// watch asks what the plan wants to know, and sets what is now against what was
// told.
func (n *night) watch(ctx context.Context) (*verify.Report, error) {
	var err error
	if n.runs, err = n.store.Nights(ctx, n.run.Started.Add(-nightsBack)); err != nil {
		return nil, err
	}
	if err := n.store.Record(ctx, n.run); err != nil { // without an end, until it is told
		return nil, err
	}
	if err := n.makePlan(ctx); err != nil {
		return nil, err
	}
	evidence, err := n.gather(ctx, n.store, &n.run, n.plan, n.docs, n.sources, n.mender)
	if err != nil {
		return nil, err
	}
	if n.run.Why == "no-network" && len(n.plan.Order) == n.plan.Trouble {
		n.run.Why = "" // nothing that was well was asked, and so nothing says that it is the network
	}
	n.sayMissed(evidence)
	r, err := n.judge(ctx, n.store, n.run, n.docs, n.sources, evidence)
	if err != nil {
		return nil, err
	}
	return r, n.compare(context.WithoutCancel(ctx), r)
}

func (n *night) makePlan(ctx context.Context) error {
	n.keys = make([]string, len(n.sources))
	for i := range n.sources {
		n.keys[i] = n.sources[i].Key
	}
	glances, err := n.store.Glances(ctx, n.keys)
	if err != nil {
		return err
	}
	g := &verify.Gatherer{Exclude: n.set.exclude, Hosts: n.hosts}
	planner := verify.Planner{
		Now: n.run.Started, Since: verify.Resumed(n.runs, n.run.Started), MaxAge: n.set.maxAge.duration(),
		MaxRequests: n.set.maxRequests.value, Deadline: time.Duration(n.set.deadline), HostDelay: time.Duration(n.set.hostDelay),
		Retries: n.set.retries.value, Offline: n.set.offline, Asks: g.Asks,
	}
	n.plan = planner.Plan(n.keys, glances)
	n.logf("asking %s of %d, %d of them in trouble and %d before they are due; %d are left to other nights",
		plural(len(n.plan.Order), "source"), len(n.keys), n.plan.Trouble, n.plan.Ahead, n.plan.Left)
	return nil
}

// sayMissed says where the bounds are too narrow for what must be asked every
// night.
func (n *night) sayMissed(evidence []verify.Evidence) {
	missed := n.plan.Missed
	for _, i := range n.plan.Order[:n.plan.Trouble] {
		if evidence[i].Cached {
			missed++
		}
	}
	if missed > 0 && n.run.Complete() {
		n.notef("%s in trouble could not be asked this night: --max-requests or --deadline is too small", plural(missed, "source"))
	}
}

// compare sets each source against what was told of it.
func (n *night) compare(ctx context.Context, r *verify.Report) error {
	told, err := n.store.Told(ctx, n.keys)
	if err != nil {
		return err
	}
	tonight := n.run
	nights := verify.NewNights(append(slices.Clip(n.runs), tonight))
	r.Night = &verify.Night{Ending: verify.Ending(n.waivers, n.run.Started), Asked: len(n.plan.Order), Left: n.plan.Left}
	for i := range r.Sources {
		s := &r.Sources[i]
		was := told[s.Key]
		was.Key = s.Key
		changes, is, broken, err := verify.Tell(s, was, func() (verify.Row, error) {
			visits, err := n.store.Visits(ctx, s.Key)
			return verify.RowOf(n.docs, s, visits, nights), err
		})
		if err != nil {
			return err
		}
		r.Night.Changes = append(r.Night.Changes, changes...)
		if broken != nil {
			r.Night.Broken = append(r.Night.Broken, *broken)
		}
		if is.Tried = n.tried(s, was.Tried); is != was {
			n.told = append(n.told, is)
		}
	}
	r.Night.Answer(r)
	verify.SortChanges(r.Night.Changes)
	slices.SortStableFunc(r.Night.Broken, func(a, b verify.Broken) int { return a.Since.Compare(b.Since) })
	return nil
}

// tried is when a source was last asked for without an answer that is kept.
func (n *night) tried(s *verify.Standing, before time.Time) time.Time {
	switch {
	case s.Visit != nil && s.Reason == "robots" || s.Visit != nil && s.Reason == "excluded":
		return n.run.Started
	case s.Visit != nil:
		return time.Time{}
	}
	return before
}
