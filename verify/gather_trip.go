package verify

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Redirects are followed so far and no further. (Browsers stop at 20.)
const maxHops = 10

// A longer URL is not asked. Servers refuse more than 8 KiB as a rule.
const maxURL = 8 << 10

// A trip is one visit: the chain of answers from the URL asked to the last
// one. Each hop is an asking of its own, queued at the host that it concerns.
type trip struct {
	run    *gathering
	visit  *Visit
	url    string // asked now
	jar    jar    // cookies set along the chain
	passed []stop
	plain  bool // one request for each hop: no retry, no second look
	once   bool // no second look
	body   bool // the last answer's body is wanted
	exempt bool // robots.txt does not hold for it
	pdf    bool // a PDF is wanted whole
	data   []byte
	then   func(*Visit)
}

// A stop is a URL that a trip came through, and the cookies that it had for it
// then.
type stop struct{ key, cookies string }

func (t *trip) stopAt(url string) stop {
	return stop{wireKey(url), strings.Join(t.jar.at(url), "; ")}
}

// ask asks for url, or takes the answer that another trip had.
func (t *trip) ask(url string) {
	t.come(url)
	t.run.ask(t, url)
}

// come notes that t is at url now.
func (t *trip) come(url string) {
	t.url = url
	t.passed = append(t.passed, t.stopAt(url))
}

// answered takes in the settled answer to the URL that t asked for last.
func (t *trip) answered(a *asking) {
	v := t.visit
	v.Final = t.url
	v.Status, v.Failure, v.Detail = a.answer.Status, a.answer.Failure, a.answer.Detail
	v.Header, v.Page = a.answer.Header, a.answer.Page
	v.Confirmed = a.confirmed
	v.Attempts += a.requests
	v.Elapsed += a.elapsed
	t.data = a.answer.Body
	if a.answer.Next != "" && a.answer.Failure == "" {
		t.hop(a.answer)
		return
	}
	t.then(v)
}

// hop goes on to where answer sends.
func (t *trip) hop(answer *Answer) {
	v := t.visit
	next, fragment, _ := cutFragment(answer.Next)
	next = withoutUser(next)
	t.keepCookies(answer.Cookies)
	if answer.Status == 200 && maker(answer.Page) != "" {
		t.then(v)
		return
	}
	if answer.Status == 200 && t.wasAt(next) && t.shows(answer, next) {
		t.then(v)
		return
	}
	v.Hops = append(v.Hops, Hop{URL: t.url, Status: answer.Status})
	v.Attempts--
	switch {
	case !onWeb(next):
		t.fail("redirect-off-web", "redirects to "+clip(answer.Next, 200))
	case len(next) > maxURL:
		t.fail("redirect-excess", "redirects to ever longer addresses")
	case t.wasAt(next):
		t.fail("redirect-loop", "redirects in a circle, back to "+clip(next, 200))
	case len(v.Hops) > maxHops:
		t.fail("redirect-excess", "redirects more than 10 times")
	case t.run.excluded(next):
		t.fail("excluded", "redirects to "+clip(next, 200)+", which is excluded")
	default:
		v.Fragment = cmp.Or(clip(fragment, 200), v.Fragment) // which a redirect without one passes on (RFC 9110, 10.2.2)
		t.ask(next)
	}
}

// shows reports whether a page that leads back to where t was is one: it loads
// itself again now and then, it is one of a slide show, or it says that it is none.
// What has hardly a word and never stops to load is none.
func (t *trip) shows(answer *Answer, next string) bool {
	return wireKey(next) == wireKey(t.url) && !answer.AtOnce || !thin(answer.Page) || Classify(t.visit, nil, nil).State != Live
}

// maker names who is known to make a page that has hardly any words, such as a
// bot wall or a seller of domains: it need not be followed.
func maker(p *Page) string {
	if p == nil || p.Words >= thinWords {
		return ""
	}
	embeds := p.Rare.Get().Embeds
	return cmp.Or(parkingHosts.in(embeds), challengeHosts.in(embeds))
}

// thin reports whether p has hardly any words.
func thin(p *Page) bool { return p == nil || p.Words < thinWords }

// wasAt reports whether t came through url with the cookies that it has now: a
// page may set a cookie and send back to itself, once.
func (t *trip) wasAt(url string) bool {
	return slices.Contains(t.passed, t.stopAt(url))
}

func (t *trip) fail(reason, detail string) {
	t.visit.Failure, t.visit.Detail, t.visit.Page = reason, detail, nil
	t.then(t.visit)
}

// keepCookies remembers what the host asked last has set.
func (t *trip) keepCookies(set []Cookie) {
	if len(set) == 0 {
		return
	}
	if t.jar == nil {
		t.jar = jar{}
	}
	t.jar.keep(t.url, set, time.Now())
}

// An asking is one URL with all the requests that it takes to get an answer
// worth keeping: a retry of what may heal, a second look at what seems gone.
type asking struct {
	run       *gathering
	host      *host
	key       string // in gathering.asked
	request   Request
	known     *Visit // an earlier answer, for a conditional request
	plain     bool
	once      bool // nobody wants a second look
	answer    *Answer
	err       error
	requests  int
	tries     int
	elapsed   time.Duration
	missed    bool // it got no answer, once at least
	eased     bool // its host had asked us to slow down when the request went out
	gone      bool // a first request said 404, 410, or that there is no such name
	confirmed bool
	freed     bool // its host was told that the request is over
	settled   bool
	waiting   []*trip
}

// ask gives t the answer to url, now or later.
func (r *gathering) ask(t *trip, url string) {
	key, cookies := wireKey(url), t.jar.at(url)
	if t.body {
		key += "\nbody"
	}
	a := r.askedBefore(key)
	if len(cookies) > 0 && !(a != nil && a.settled && a.answer.Status == 200 && a.answer.Next == "") {
		key += "\n" + strings.Join(cookies, "; ")
		a = r.askedBefore(key)
	}
	switch {
	case a == nil:
		a = r.newAsking(t, key, url, cookies)
		r.schedule.open++
		if !r.Robots || t.exempt {
			r.queue(a, rankFirst)
		} else {
			r.minding(a)
		}
	case a.settled:
		t.answered(a)
	default:
		a.waiting, a.once = append(a.waiting, t), a.once && t.once
	}
}

// askedBefore is the asking under key, nil while there is none.
func (r *gathering) askedBefore(key string) *asking {
	if a := r.asked[key]; a != nil {
		return a
	}
	if a := r.waitingAt(key); a != nil {
		return a
	}
	v := r.shownAt(key)
	if v == nil {
		return nil
	}
	return &asking{settled: true, confirmed: v.Confirmed, requests: v.Attempts, elapsed: v.Elapsed, answer: &Answer{
		Requests: v.Attempts, Status: v.Status, Failure: v.Failure, Detail: v.Detail, Header: v.Header, Page: v.Page,
	}}
}

// shownAt is what this run saw of the source that is asked for under key, where
// nothing sent on from it; else nil.
func (r *gathering) shownAt(key string) *Visit {
	i, ok := r.byKey[key]
	if !ok || r.evidence[i].Visit == nil || r.evidence[i].Cached || len(r.evidence[i].Visit.Hops) > 0 {
		return nil
	}
	return r.evidence[i].Visit
}

func (r *gathering) newAsking(t *trip, key, url string, cookies []string) *asking {
	a := &asking{run: r, host: r.host(url), key: key, plain: t.plain, once: t.once, waiting: []*trip{t}}
	a.request = Request{
		URL: url, Cookies: cookies, Anchors: r.anchors, Passages: r.passages,
		Timeout: r.Timeout, Again: r.Retries > 0 && !t.plain && r.MaxRequests == 0, Body: t.body, PDF: t.pdf,
	}
	if known := r.known[wireKey(url)]; known != nil && !t.plain {
		a.known = known
		a.request.ETag, a.request.LastModified = known.Header.ETag, known.Header.LastModified
	}
	r.asked[key] = a
	return a
}

// Ranks in a host's queue: what was begun is finished first. What got no answer,
// or was refused, comes after what was not asked yet: that may show whether the
// host means all of its URLs.
const (
	rankBegun = iota
	rankFirst
	rankAgain
)

func (r *gathering) queue(a *asking, rank int) { r.schedule.add(a.host, a, rank) }

// finish hands the answer to whoever waits for it.
func (a *asking) finish() {
	a.settled = true
	a.run.schedule.open--
	waiting := a.waiting
	a.waiting, a.request, a.known = nil, Request{}, nil
	for _, t := range waiting {
		t.answered(a)
	}
	a.putAside()
}

// putAside lets go of an answer that the evidence for a source holds too, so
// that a hundred thousand of them are not kept twice; of any other, of a text
// that the store has.
func (a *asking) putAside() {
	switch r := a.run; {
	case a.answer.Next == "" && a.answer.Body == nil && r.asked[a.key] == a && r.shownAt(a.key) != nil:
		delete(r.asked, a.key)
	case r.keeper != nil:
		a.answer.Page = r.withoutText(a.answer.Page)
	}
}

// host is the host that url belongs to: of a site's two doors, http or https.
func (r *gathering) host(url string) *host {
	name := siteOf(url)
	p := r.hosts[name]
	if p == nil {
		p = r.pace(name)
		p.open()
		r.hosts[name] = p
	}
	if isSecure(url) {
		return &p.doors[1]
	}
	return &p.doors[0]
}

// pace is that of the site of this name, with its settings.
func (r *gathering) pace(name string) *pace {
	p := &pace{name: name, limit: int32(orElse(r.PerHost, 4)), delay: r.HostDelay}
	if s := r.setting(name); s != nil {
		p.limit = int32(orElse(s.Limit, int(p.limit)))
		if s.Delay != 0 {
			p.delay = max(s.Delay, 0)
		}
	}
	return p
}
