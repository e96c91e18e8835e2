package verify

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"net/url"
	"slices"
	"time"
)

// A Gatherer brings home the evidence for sources: it visits them, asks the
// archives about them, and remembers what it saw. It is the only part of
// verify that looks outside, that starts goroutines and that knows time. The
// zero Gatherer makes no request.
type Gatherer struct {
	Web      Fetcher   // nil visits nothing
	Archives []Archive // each is asked about every source, once
	Store    Store     // nil remembers nothing
	Mender   Mender    // proposes what damaged and dead URLs may have been; nil for no repairs

	Registries []Registry // asked about every identifier, in this order, until one describes it

	Concurrency int           // requests at once, in all; 0 for 256
	PerHost     int           // requests at once on one host; 0 for 4
	HostDelay   time.Duration // between the starts of two requests to one host
	Timeout     time.Duration // of one request, body included; 0 for 20 s
	Retries     int           // tries after the first, for what may heal
	Backoff     time.Duration // before the first of them, on average; it doubles each time; 0 for 500 ms
	Pause       time.Duration // before a 404 is looked at again; 0 for 1 s
	Deadline    time.Duration // for the whole run; 0 for none
	ArchiveRate int           // questions to one archive in a minute; 0 for 20
	MaxRequests int           // to the sites of sources, in the whole run; 0 for no bound

	Plan *Plan // which sources are asked, and in what order; nil asks those of which no observation is fresh

	MaxAge  time.Duration // how old an observation may be; 0 for as long as its state keeps, negative for none
	Offline bool          // nothing is asked; what was ever seen is taken, within MaxAge where that is set
	Exclude []string      // globs of URLs that are never asked; * stands for anything, ? for one character
	Robots  bool          // robots.txt is respected (RFC 9309)
	Agent   string        // the product name that robots.txt knows us by; empty for loccit
	Hosts   []HostSetting // the first whose glob fits a host holds for it

	Now       func() time.Time // the present of the run; nil for the clock. Waiting goes by the real clock
	Random    rand.Source      // for jitter and made-up names; nil for one seeded at random
	Progress  func(Progress)   // called after each step, never by two goroutines at once; nil for none
	Meanwhile func()           // called once, when the first requests are out and nothing can be done but wait; nil for none
}

// A HostSetting is what loccit.toml says of one host in [[host]].
type HostSetting struct {
	Host  string        // glob: *.example.com
	Limit int           // requests at once; 0 as for other hosts
	Delay time.Duration // between requests; 0 as for other hosts, negative for none
	Skip  bool          // never asked; its sources stay unchecked, reason excluded
}

// Progress says how far a run has come.
type Progress struct {
	Sources, Visited    int           // Visited counts what is answered, from the cache too
	Questions, Answered int           // to archives and registries
	Left                time.Duration // until the archives' budgets have let all questions out; 0 when they hold nothing back
}

// Patience is how long a host may ask us to wait and is waited for; past it,
// the host is put off to the end of the run.
const Patience = 10 * time.Second

var (
	errDeadline = errors.New("deadline")
	errStore    = errors.New("the store failed")
)

// Gather returns what is known of each source when the run is over;
// evidence[i] belongs to sources[i]. docs are the documents that the sources'
// Refs mean. When ctx or the deadline ends the run, that is no error: what was
// seen until then is returned, and the rest says so in Skipped. An error means
// that a tool failed; the evidence is still what was seen.
func (g *Gatherer) Gather(ctx context.Context, docs []*Document, sources []Source) ([]Evidence, error) {
	return newGathering(g, docs, sources).gather(ctx)
}

func (r *gathering) gather(ctx context.Context) ([]Evidence, error) {
	g := r.Gatherer
	if err := r.recall(ctx); err != nil {
		if ctx.Err() != nil {
			r.skipRest(context.Cause(ctx))
			return r.evidence, nil
		}
		return r.evidence, fmt.Errorf("recalling what was seen before: %w", err)
	}
	if g.Offline {
		r.skip("offline")
		r.enquire()
		for i := range r.cited {
			r.ripe(i)
		}
		return r.bring(), nil
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if g.Deadline > 0 {
		timer := time.AfterFunc(g.Deadline, func() { cancel(errDeadline) })
		defer timer.Stop()
	}
	keeper := keep(ctx, g.Store, func() { cancel(errStore) })
	r.keeper = keeper
	if g.MaxRequests > 0 {
		r.schedule.allowance = g.MaxRequests
	}
	r.setOut()
	r.enquire()
	r.report()
	r.run(ctx)
	r.skipRest(context.Cause(ctx))
	if err := keeper.end(); err != nil {
		return r.bring(), fmt.Errorf("storing what was seen: %w", err)
	}
	return r.bring(), nil
}

// bring is the evidence for what was cited, with that for what was tried in its
// place.
func (r *gathering) bring() []Evidence {
	r.tried()
	return r.evidence[:r.cited:r.cited]
}

func (g *Gatherer) now() time.Time {
	if g.Now == nil {
		return time.Now()
	}
	return g.Now()
}

// A gathering is one run of a Gatherer. All of it belongs to the goroutine
// that called Gather, but for what an errand in a worker's hands holds.
type gathering struct {
	*Gatherer
	docs     []*Document
	sources  []Source // those cited, and behind them what is tried in place of some
	evidence []Evidence
	cited    int           // how many are cited
	fresh    []bool        // by source: the evidence of the visit need not be renewed
	planned  []int         // with a Plan: what is asked, in order
	troubled []bool        // with a Plan, by source: it must be asked in every night
	before   []Observation // with a Plan, by source: what stands where the run does not get to it

	schedule   *schedule
	keeper     *keeper
	random     *rand.Rand
	hosts      map[string]*pace         // by site
	asked      map[string]*asking       // by what is asked: no URL is asked twice. What a source's evidence says too is taken out
	departures []departure              // by source cited: those that wait for their turn
	known      map[string]*Visit        // by URL: earlier answers that carry an ETag or a date
	held       []bool                   // by source: what archives said before stands, and none of them is asked
	lookups    map[string][]Observation // by source key: what archives said before of those that are not held
	answers    map[int][]Observation    // by source: what archives say in this run, until all have
	probes     map[string]*probing      // by root of the site
	manners    map[string]*manners      // by root of the site: robots.txt
	anchors    map[string]string        // what an id may be, and the cited fragment it answers
	passages   []string                 // cited text directives
	archives   []*host                  // one for each of Archives
	asking     []load                   // of each of Archives
	byKey      map[string]int           // by source key: where it stands in sources
	mendings   map[int]*mending         // by source
	waits      map[int][]func()         // by source: called once its visit is over
	unheard    map[int]int              // by source: how many archives have not answered
	looked     map[int]bool             // by source: the archives were asked about a try
	unsounded  []int                    // sources seen before, of which a site's answer to nonsense could say more, and it was never asked
	wanting    []int                    // sources that were in trouble when they were seen last
	past       map[string]*Observation  // by source key: earlier visits to what may be tried
	searches   map[string]*Observation  // by source key: what an archive's index listed
	quick      []*host                  // one for each that is an Asker, for the sources that are live; else the same
	progress   Progress

	whole, bare *Page // the page that was seen last, and the same without its text

	enquiries []*enquiry
	registers []*host // one for each of Registries
}

func newGathering(g *Gatherer, docs []*Document, sources []Source) *gathering {
	r := &gathering{
		Gatherer: g,
		docs:     docs,
		sources:  slices.Clip(sources),
		evidence: make([]Evidence, len(sources)),
		cited:    len(sources),
		fresh:    make([]bool, len(sources)),
		byKey:    make(map[string]int, len(sources)),
		mendings: map[int]*mending{},
		waits:    map[int][]func(){},
		unheard:  map[int]int{},
		looked:   map[int]bool{},
		past:     map[string]*Observation{},
		searches: map[string]*Observation{},
		schedule: newSchedule(orElse(g.Concurrency, 256)),
		hosts:    map[string]*pace{},
		asked:    map[string]*asking{},
		known:    map[string]*Visit{},
		held:     make([]bool, len(sources)),
		lookups:  map[string][]Observation{},
		answers:  map[int][]Observation{},
		probes:   map[string]*probing{},
		manners:  map[string]*manners{},
		progress: Progress{Sources: len(sources)},
	}
	clear(r.evidence) // what is read before it is written, the system brings twice, and stops all processors the second time
	source := g.Random
	if source == nil {
		source = rand.NewPCG(rand.Uint64(), rand.Uint64())
	}
	r.random = rand.New(source)
	for i := range sources {
		r.byKey[sources[i].Key] = i
	}
	r.anchors, r.passages = fragments(docs, sources)
	r.asking = make([]load, len(g.Archives))
	for _, a := range g.Archives {
		h := (&pace{name: a.Name(), archive: true, limit: 2, window: newWindow(orElse(g.ArchiveRate, 20))}).open()
		r.archives = append(r.archives, h)
		if _, paced := a.(Asker); paced {
			h = (&pace{name: a.Name(), archive: true, limit: 16}).open() // of 2 s each, they come to the 500 that a minute allows
		}
		r.quick = append(r.quick, h)
	}
	for _, g := range g.Registries {
		r.registers = append(r.registers, newRegister(g))
	}
	r.findEnquiries()
	return r
}

// setOut starts a visit to each source that needs one.
func (r *gathering) setOut() {
	for _, i := range r.order() {
		url, _, _ := cutFragment(r.sources[i].URL)
		switch {
		case r.fresh[i] && r.evidence[i].Visit != nil:
		case r.Web == nil:
			r.evidence[i] = Evidence{Skipped: "offline"}
		case hasPrefixFold(url, ftp):
			r.evidence[i] = Evidence{Skipped: "not-web"}
		case !onWeb(url):
			r.evidence[i] = Evidence{Skipped: "url-malformed"}
		case r.excluded(url):
			r.evidence[i] = Evidence{Skipped: "excluded"}
		case r.fresh[i]: // a plan leaves it to another night
			r.evidence[i] = Evidence{Skipped: "later"}
		default:
			r.host(url).due++
			r.depart(i, url)
			continue
		}
		r.progress.Visited++
	}
	for _, i := range r.unsounded {
		r.probe(r.evidence[i].Visit, func() { r.ripe(i) })
	}
	for i := range r.cited {
		if r.fresh[i] && r.evidence[i].Visit != nil {
			r.visited(i)
		}
	}
}

// described reports whether a citation of s says something of it that its text
// can bear out.
func described(docs []*Document, s *Source) bool {
	for _, ref := range s.CitedBy {
		if ref.Document >= len(docs) || ref.Citation >= len(docs[ref.Document].Citations) {
			continue
		}
		if c := &docs[ref.Document].Citations[ref.Citation]; c.Title != "" || len(c.Quotes) > 0 {
			return true
		}
	}
	return false
}

// run lets the schedule work until nothing is left to ask, or ctx ends.
func (r *gathering) run(ctx context.Context) {
	s := r.schedule
	meanwhile := r.Meanwhile
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for s.open > 0 || s.archive > 0 {
		if ctx.Err() != nil { // what workers bring then is settled for nobody
			r.stop()
			return
		}
		s.wake()
		s.dispatch(ctx)
		if s.tryAside(Patience) {
			continue
		}
		if s.open == 0 && s.archive == 0 { // what waited was dropped
			break
		}
		if s.busy == 0 && len(s.ready) == 0 && len(s.wakings) == 0 {
			panic("verify: a schedule with open errands waits for nothing")
		}
		wait, waiting := s.nextWaking()
		if flush, unsaved := r.keeper.flush(); unsaved && (!waiting || flush < wait) {
			wait, waiting = flush, true
		}
		if !waiting {
			wait = time.Hour
		}
		if meanwhile != nil {
			meanwhile()
			meanwhile = nil
		}
		timer.Reset(wait)
		select {
		case do := <-s.told:
			s.hear(do)
		case <-timer.C:
		case <-ctx.Done():
			r.stop()
			return
		}
	}
	s.end()
}

// stop waits for the workers, and takes in what they had finished.
func (r *gathering) stop() {
	r.schedule.end()
	for r.schedule.busy > 0 {
		r.schedule.hear(<-r.schedule.told)
	}
}

// arrived takes in the visit to source i.
func (r *gathering) arrived(i int, v *Visit) {
	s := &r.sources[i]
	v.Lacks = lacking(v, fragmentsOf(r.docs, s))
	o := Observation{Kind: KindVisit, Key: s.Key, By: "web", At: r.now(), Visit: v}
	r.evidence[i] = Evidence{Visit: v, Checked: o.At, Archive: r.evidence[i].Archive, Records: r.evidence[i].Records}
	if v.Failure != "excluded" && v.Failure != "robots" {
		r.keeper.add(o)
		r.putAside(&r.evidence[i])
	}
	h := r.host(s.URL)
	h.due--
	if wantsProbe(s, v, titles(r.docs, s)) {
		r.probe(v, func() { r.ripe(i) })
	}
	if h.due == 0 {
		h.sound()
	}
	r.visited(i)
	r.progress.Visited++
	r.report()
	r.tell(i)
}

// putAside drops the text of a page that the store has now: a hundred thousand
// of them would fill the memory.
func (r *gathering) putAside(e *Evidence) {
	if r.keeper != nil {
		v := *e.Visit
		v.Page = r.withoutText(v.Page)
		e.Visit = &v
	}
}

// withoutText is p without its text. What asked for p and what is told of it
// come here one after the other, and share one copy.
func (r *gathering) withoutText(p *Page) *Page {
	if r.whole != p {
		r.whole, r.bare = p, p.withoutText()
	}
	return r.bare
}

// visited asks the archives about source i, now that its state is known.
func (r *gathering) visited(i int) {
	if r.sources[i].Wraps == "" && !r.held[i] { // no archive keeps the pages of another
		for a := range r.Archives {
			r.lookUp(i, a, false)
		}
	}
	r.ripe(i)
}

// skip gives every source without a visit the reason why.
func (r *gathering) skip(why string) {
	for i := range r.evidence {
		if e := &r.evidence[i]; e.Visit == nil && e.Skipped == "" {
			e.Skipped = why
		}
	}
}

// skipRest says for what is missing why it is.
func (r *gathering) skipRest(cause error) {
	why := "interrupted"
	switch {
	case errors.Is(cause, errDeadline), errors.Is(cause, context.DeadlineExceeded):
		why = "deadline"
	case cause == nil && r.Plan != nil:
		why = "later"
	case cause == nil:
		why = "unasked"
	}
	for i := range r.evidence {
		e := &r.evidence[i]
		if e.Visit == nil && e.Skipped == "" && !r.standsFor(i, why) {
			e.Skipped = why
		}
		if m := r.mendings[i]; cause != nil && (r.unheard[i] > 0 || m != nil && !m.over) {
			e.Unasked = why
		}
		if e.Visit != nil && e.Probe == nil {
			s := &r.sources[i]
			e.Probe = r.nonsense(s, e.Visit, titles(r.docs, s))
		}
	}
}

func (r *gathering) report() {
	if r.Progress == nil {
		return
	}
	p := r.progress
	for a, h := range r.archives {
		open := r.asking[a]
		if pacer, ok := r.Archives[a].(Pacer); ok {
			p.Left = max(p.Left, pacer.Left(open.urgent, open.leisurely))
		} else if n := len(h.queue); n > 0 {
			p.Left = max(p.Left, time.Duration(n)*time.Minute/time.Duration(len(h.window.starts)))
		}
	}
	r.Progress(p)
}

// NoNetwork reports whether this machine seems to have no network: some
// sources were visited in this run, and not one name was found or host reached.
func NoNetwork(evidence []Evidence) bool {
	visited := false
	for _, e := range evidence {
		if e.Visit == nil || e.Cached || turnedAway(e.Visit) {
			continue
		}
		switch e.Visit.Failure {
		case "dns-failure", "dns-timeout", "network-unreachable", "host-silent", "proxy-failure":
			visited = true
		default:
			return false
		}
	}
	return visited
}

// turnedAway reports whether a visit ended before anything was asked, for what
// its URL says: it tells nothing of the network. A name that led to a private
// address does, for it was found.
func turnedAway(v *Visit) bool {
	switch {
	case len(v.Hops) > 0:
		return false
	case v.Failure == "private-address":
		u, err := url.Parse(v.URL)
		if err != nil {
			return false
		}
		_, err = netip.ParseAddr(u.Hostname())
		return err == nil || u.Hostname() == "localhost"
	}
	return v.Failure == "url-malformed"
}

func orElse(n, fallback int) int {
	if n <= 0 {
		return fallback
	}
	return n
}
