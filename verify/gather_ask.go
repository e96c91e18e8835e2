package verify

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// A host that so many URLs in a row got no answer from is put off.
const silence = 3

// A URL is asked at most so often of a host that says 429.
const maxLimited = 3

func (a *asking) begin() errand {
	a.eased = a.host.eased
	return a
}

// do makes the request. Its host may be asked for the next page while the one
// that came is read.
func (a *asking) do(ctx context.Context) {
	a.request.Came = func() { a.run.schedule.told <- a.free }
	a.request.Again = a.request.Again && a.tries < a.run.Retries
	a.request.Last = a.tries > 0 && a.tries >= a.run.Retries
	a.answer, a.err = a.run.Web.Fetch(ctx, a.request)
}

// free says that nothing is under way to the host any more.
func (a *asking) free() {
	a.freed = true
	a.run.schedule.free(a.host)
}

// settle decides what the answer asks for: to be kept, to be tried again, or
// to be looked at a second time.
func (a *asking) settle() {
	if !a.freed {
		a.free()
	}
	a.freed = false   // for the next request
	if a.err != nil { // the run is over
		return
	}
	a.requests += a.answer.Requests
	a.elapsed += a.answer.Elapsed
	a.tries += max(a.answer.Requests, 1)
	switch {
	case a.answer.Failure != "":
		a.unanswered()
	case a.answer.Status == 429, a.answer.Status == 503 && a.answer.Wait > 0 && !a.walled():
		a.heldBack()
	default:
		a.run.heard(a.host)
		a.answeredWith(a.answer.Status)
	}
}

// drop answers for a host that is closed: with what this URL was told itself,
// if it was asked, else with what was told to others.
func (a *asking) drop(why closure) {
	if a.answer == nil {
		a.answer = &Answer{Failure: why.Failure, Detail: why.Detail}
	}
	a.finish()
}

// answeredWith goes by a status that is no plea to slow down.
func (a *asking) answeredWith(status int) {
	switch status {
	case 304:
		a.unchanged()
	case 404, 410:
		a.secondLook()
	case 408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527: // from 520 on they are Cloudflare's for a server behind it
		a.retry(rankBegun)
	default:
		a.finish()
	}
}

// unchanged takes the page from the earlier visit.
func (a *asking) unchanged() {
	if old := a.known; old != nil {
		fresh := a.answer.Header
		a.answer.Status, a.answer.Page, a.answer.Header = old.Status, old.Page, old.Header
		if fresh.ETag != "" {
			a.answer.Header.ETag = fresh.ETag
		}
		if fresh.LastModified != "" {
			a.answer.Header.LastModified = fresh.LastModified
		}
	}
	a.finish()
}

// secondLook asks again after a pause, since a 404 may be a hiccup of a cache
// or of one server among several. A bot wall says what it says on purpose.
func (a *asking) secondLook() {
	if a.plain || a.once || a.request.Body || a.walled() {
		a.finish()
		return
	}
	if a.gone {
		a.confirmed = true
		a.finish()
		return
	}
	a.gone = true
	pause := a.run.Pause
	if pause <= 0 {
		pause = time.Second
	}
	a.run.schedule.addAt(a.host, a, rankBegun, time.Now().Add(pause))
}

// retry asks again later what may heal, as often as the run allows. A wall
// stands for longer than that.
func (a *asking) retry(rank int) {
	if a.plain || a.tries > a.run.Retries || a.host.closed != nil || a.walled() {
		a.finish()
		return
	}
	a.run.schedule.addAt(a.host, a, rank, time.Now().Add(a.run.backoff(a.tries)))
}

// walled reports whether a bot wall gave the answer in place of the site.
func (a *asking) walled() bool {
	header := a.answer.Header.Rare.Get()
	return header.Mitigated != "" || header.Wall != ""
}

// unanswered goes by a failure. Only what may heal is tried again. A status
// that came before an answer broke off is an answer of the host.
func (a *asking) unanswered() {
	if a.answer.Status != 0 {
		a.run.heard(a.host)
	}
	switch a.answer.Failure {
	case "dns-not-found":
		if a.host.noName || a.gone {
			a.host.noName, a.confirmed = true, true
			a.finish()
			return
		}
		a.secondLook()
	case "timeout", "refused", "dns-failure", "dns-timeout", "dns-no-address", "network-unreachable":
		if a.answer.Status == 0 {
			a.run.missed(a.host, a)
		}
		a.retry(rankAgain)
	case "connection-lost": // somebody is there
		a.host.breaks++
		a.retry(rankAgain)
	case "bad-answer":
		a.run.heard(a.host)
		if a.tries > 1 {
			a.finish()
			return
		}
		a.retry(rankAgain)
	default:
		a.run.heard(a.host)
		a.finish()
	}
}

// heldBack is a plea to slow down: the whole host is given the time that it
// asks for, and nobody sleeps for it. One that asks for more than Patience, or
// says 429 twice in a row, goes to the end of the run; a 429 to what is tried
// there closes it. What was sent before it asked for the first time says no more
// than the first plea did.
func (a *asking) heldBack() {
	h, s, wait := a.host, a.run.schedule, a.answer.Wait
	h.eased = true
	if h.trial && !a.eased { // it was put off for another reason
		s.reopen(h)
	}
	if wait == 0 {
		wait = a.run.backoff(a.tries)
	}
	if next := time.Now().Add(wait); next.After(h.next) && !a.plain {
		h.next = next
	}
	limited := a.answer.Status == 429 // a 503 may be of this URL alone
	long := wait > Patience
	switch {
	case h.trial, long && h.putOffs > 0 && !h.putOff && a.tries == 1:
		s.closeSite(h, a.refusal())
		a.finish()
		return
	case a.plain:
		a.finish()
		return
	case long, limited && a.eased:
		s.putOffSite(h)
	}
	most := min(maxLimited, 1+a.run.Retries)
	if long {
		most = max(most, 2)
	}
	if a.tries >= most {
		a.finish()
		return
	}
	s.add(h, a, rankAgain)
}

// refusal is what the host's other URLs are answered with.
func (a *asking) refusal() closure {
	if a.answer.Status == 429 {
		return closure{"rate-limited", fmt.Sprintf("not asked: %s answers 429 (too many requests) to other links", a.host.name)}
	}
	return closure{fmt.Sprintf("http-%d", a.answer.Status), fmt.Sprintf("not asked: %s answers %d to other links", a.host.name, a.answer.Status)}
}

// heard notes that h gives answers.
func (r *gathering) heard(h *host) {
	h.silent, h.eased = 0, false
	if h.breaks == 1 {
		h.breaks = 0
	}
	if h.putOff && h.trial {
		r.schedule.reopen(h)
	}
}

// missed notes that h gave no answer to a. What was asked before in vain and is
// so again says nothing new of the host: only a URL that is tried at the end of
// the run closes it.
func (r *gathering) missed(h *host, a *asking) {
	if !a.missed {
		a.missed = true
		h.silent++
	}
	switch {
	case h.trial:
		why := closure{"host-silent", fmt.Sprintf(
			"not asked: %s gave no answer to other links, now and at the end of the run (%s)", h.name, a.answer.Detail)}
		if strings.HasPrefix(a.answer.Failure, "dns-") { // that holds for every port
			r.schedule.closeSite(h, why)
			return
		}
		r.schedule.close(h, why)
	case h.silent >= silence:
		r.schedule.putOff(h)
	}
}

// backoff is how long to wait after so many tries: twice as long each time,
// give or take a half, so that what failed together does not come back
// together.
func (r *gathering) backoff(tries int) time.Duration {
	base := r.Backoff
	if base <= 0 {
		base = 500 * time.Millisecond
	}
	d := base << min(tries-1, 10)
	return d/2 + time.Duration(r.random.Int64N(int64(d)))
}
