package verify

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// A host that so many URLs in a row got no answer from is put off.
const silence = 3

// A URL is asked at most so often of a host that says 429.
const maxLimited = 3

func (a *asking) begin() errand { return a }

// do makes the request. Its host may be asked for the next page while the one
// that came is read.
func (a *asking) do(ctx context.Context) {
	a.request.Came = func() { a.run.schedule.told <- a.free }
	a.request.Again = a.request.Again && a.tries < a.run.Retries
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
	case a.answer.Status == 429, a.answer.Status == 503 && a.answer.Wait > 0:
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
	case 408, 500, 502, 503, 504:
		a.retry()
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
	if header := a.answer.Header.Rare.Get(); a.plain || a.once || a.request.Body || header.Mitigated != "" || header.Wall != "" {
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

// retry asks again later what may heal, as often as the run allows.
func (a *asking) retry() {
	if a.plain || a.tries > a.run.Retries || a.host.closed != nil {
		a.finish()
		return
	}
	a.run.schedule.addAt(a.host, a, rankBegun, time.Now().Add(a.run.backoff(a.tries)))
}

// unanswered goes by a failure. Only what may heal is tried again.
func (a *asking) unanswered() {
	switch a.answer.Failure {
	case "dns-not-found":
		if a.host.noName || a.gone {
			a.host.noName, a.confirmed = true, true
			a.finish()
			return
		}
		a.secondLook()
	case "timeout", "refused", "dns-failure", "dns-timeout", "dns-no-address", "connection-lost", "network-unreachable":
		a.run.missed(a.host, a)
		a.retry()
	default:
		a.run.heard(a.host)
		a.finish()
	}
}

// heldBack is a plea to slow down: the whole host is given the time that it
// asks for, and nobody sleeps for it.
func (a *asking) heldBack() {
	h, s, wait := a.host, a.run.schedule, a.answer.Wait
	wasEased := h.eased
	h.eased = true
	if a.plain {
		a.finish()
		return
	}
	if wait == 0 {
		wait = a.run.backoff(a.tries)
	}
	if next := time.Now().Add(wait); next.After(h.next) {
		h.next = next
	}
	last := a.tries >= min(maxLimited, 1+a.run.Retries)
	limited := a.answer.Status == 429 // a 503 may be of this URL alone
	// A host that has answered is closed by the second URL that it refuses, any other by the first.
	refuses := limited && wasEased && (h.doubted || last && !h.spoke)
	switch {
	case h.trial, wait > Patience && !h.putOff && h.putOffs > 0, refuses:
		s.close(h, a.refusal())
		a.finish()
	case wait > Patience && a.tries < 2+a.run.Retries:
		s.putOff(h)
		s.add(h, a, rankBegun)
	case wait > Patience:
		s.putOff(h)
		a.finish()
	case last:
		h.doubted = limited
		a.finish()
	default:
		s.add(h, a, rankBegun)
	}
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
	h.silent, h.eased, h.doubted, h.spoke = nil, false, false, true
	if h.putOff && h.trial {
		r.schedule.reopen(h)
	}
}

// missed notes that h gave no answer to a.
func (r *gathering) missed(h *host, a *asking) {
	if key := wireKey(a.request.URL); !slices.Contains(h.silent, key) {
		h.silent = append(h.silent, key)
	}
	switch {
	case h.putOff && !h.trial: // it was asked before it was put off
	case h.trial, len(h.silent) >= silence && h.putOffs > 0:
		r.schedule.close(h, closure{"host-silent", fmt.Sprintf(
			"not asked: %s gave no answer to other links, now and at the end of the run (%s)", h.name, a.answer.Detail)})
	case len(h.silent) >= silence:
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
