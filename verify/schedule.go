package verify

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// An errand is one question to one host. Its do runs in a worker and must
// return soon after ctx ends; its settle and drop run in the goroutine of the
// schedule, and may give it new errands.
type errand interface {
	queuer
	do(ctx context.Context)
	settle() // do has returned
}

// A queuer is what waits in a host's queue: an errand, or what will be one when
// its turn comes.
type queuer interface {
	begin() errand
	drop(why closure) // the host was closed before do was called, or between two calls
}

// A schedule drains hosts with a fixed number of workers. One goroutine owns
// all of its state, so nothing here is locked: the workers see errands only.
//
// A worker is given an errand only at the moment when the errand may be run.
// Whatever waits (for its host's delay, for Retry-After, for the pause before
// a second look) waits in the heap of wakings, and holds no worker; so a slow
// host costs the others nothing but the workers that its limit allows it.
type schedule struct {
	workers int // at most so many errands run at once

	ready   []*host // may start an errand now; in order of arrival
	wakings wakings
	aside   []*host // put off to the end of the run
	open    int     // errands of sites that are not settled, wherever they are
	shelved int     // of these, the ones that lie with hosts put off
	archive int     // errands of archives that are not settled
	busy    int     // errands that workers hold

	allowance int // errands to sites that may still be run; negative for no bound

	started int
	todo    chan errand
	told    chan func() // what workers ask the schedule's goroutine to do
	wait    sync.WaitGroup
	seq     uint32
}

// A host is what is asked: a site by http, the same site by https, or an
// archive. One port of a site may be silent while the other answers.
type host struct {
	*pace
	queue  queue
	closed *closure

	putOffs int32 // how often it was put off
	silent  int32 // so many URLs in a row got no answer
	breaks  int32 // so often a connection ended before an answer; a single time is forgotten at the next answer
	listed  bool  // is in ready, or a waking will put it there
	putOff  bool  // waits for the end of the run
	trial   bool  // one errand at the end of the run decides for all
}

// A pace is what politeness owes to whoever is asked: http and https of a site
// have one in common.
type pace struct {
	name    string
	archive bool
	spoke   bool // of an archive: has answered in this run
	eased   bool // asked us to slow down, and has not answered well since
	noName  bool // that there is no such name was confirmed

	limit  int32 // at once
	active int32
	due    int32         // visits to sources that are still to come
	delay  time.Duration // between the starts of two errands
	window *window       // nil for no budget
	next   time.Time     // no errand starts before

	probings []*probing // to be asked once no visit is to come
	doors    [2]host    // http and https; an archive has one
}

// open makes the doors to whoever p is owed to, and returns the first.
func (p *pace) open() *host {
	p.doors[0].pace, p.doors[1].pace = p, p
	return &p.doors[0]
}

// A closure is why a host's remaining errands are not run.
type closure struct{ Failure, Detail string }

func newSchedule(workers int) *schedule {
	return &schedule{
		workers: workers, allowance: -1,
		todo: make(chan errand, workers),   // so that the loop never waits for a worker
		told: make(chan func(), 2*workers), // one word of an errand on its way and one at its end: a worker never waits for the loop
	}
}

// add puts e into the queue of h; lower ranks are run first, then older ones.
func (s *schedule) add(h *host, e queuer, rank int) {
	if h.closed != nil {
		e.drop(*h.closed)
		return
	}
	if s.spent(h) {
		s.open--
		return
	}
	s.seq++
	heap.Push(&h.queue, queued{e, int32(rank), s.seq})
	if h.putOff && !h.trial {
		s.shelved++
	}
	s.list(h)
}

// addAt puts e into the queue of h when the time has come.
func (s *schedule) addAt(h *host, e errand, rank int, at time.Time) {
	heap.Push(&s.wakings, waking{at: at, host: h, errand: e, rank: rank})
}

// list makes h ready, now or when its time comes.
func (s *schedule) list(h *host) {
	if h.listed || !h.mayStart() {
		return
	}
	h.listed = true
	now := time.Now()
	if at := h.startsAt(now); at.After(now) {
		heap.Push(&s.wakings, waking{at: at, host: h})
		return
	}
	s.ready = append(s.ready, h)
}

// mayStart reports whether h can take one more errand. A host in doubt is asked
// one thing at a time, but for what it was asked already in vain.
func (h *host) mayStart() bool {
	if len(h.queue) == 0 || h.putOff && !h.trial {
		return false
	}
	limit := h.limit
	if h.archive && !h.spoke {
		limit = min(limit, 4) // it may be down
	}
	inDoubt := h.silent > 0 && (h.archive || h.queue[0].rank < rankAgain)
	if h.eased || h.trial || h.breaks > 0 || inDoubt {
		limit = 1
	}
	return h.active < limit
}

// startsAt is the earliest moment for the next errand of h.
func (h *host) startsAt(now time.Time) time.Time {
	at := h.next
	if h.window != nil {
		if free := h.window.free(now); free.After(at) {
			at = free
		}
	}
	return at
}

// dispatch hands errands to workers for as long as there are both.
func (s *schedule) dispatch(ctx context.Context) {
	for s.busy < s.workers && len(s.ready) > 0 {
		h := s.ready[0]
		s.ready[0] = nil
		s.ready = s.ready[1:]
		h.listed = false
		if s.spent(h) {
			s.abandon(h)
			continue
		}
		now := time.Now()
		if !h.mayStart() || h.startsAt(now).After(now) {
			s.list(h)
			continue
		}
		e := heap.Remove(&h.queue, h.turn()).(queued).begin()
		h.active++
		if !h.archive {
			s.allowance = max(-1, s.allowance-1)
		}
		h.next = now.Add(h.delay)
		if h.window != nil {
			h.window.take(now)
		}
		s.list(h)
		s.hand(ctx, e)
	}
}

// turn is where in its queue the errand stands that h takes next. What is tried
// at the end of a run is a URL that was not asked yet, and of these the last: it
// has the least in common with those that got no answer.
func (h *host) turn() int {
	if !h.trial {
		return 0
	}
	last := -1
	for i, q := range h.queue {
		if q.rank == rankFirst && (last < 0 || q.seq > h.queue[last].seq) {
			last = i
		}
	}
	return max(last, 0)
}

// spent reports whether nothing more may be asked of h because the run has
// made as many requests as it may.
func (s *schedule) spent(h *host) bool { return s.allowance == 0 && !h.archive }

// abandon forgets what h still has to answer: nobody hears of it.
func (s *schedule) abandon(h *host) {
	s.open -= len(h.queue)
	if h.putOff && !h.trial {
		s.shelved -= len(h.queue)
	}
	h.queue = nil
}

// hand gives e to an idle worker, or to a new one.
func (s *schedule) hand(ctx context.Context, e errand) {
	if s.busy == s.started {
		s.started++
		s.wait.Go(func() {
			for e := range s.todo {
				e.do(ctx)
				s.told <- func() { s.busy--; e.settle() }
			}
		})
	}
	s.busy++
	s.todo <- e
}

// hear does what a worker asks for, and whatever else was asked for by now.
func (s *schedule) hear(do func()) {
	for {
		do()
		select {
		case do = <-s.told:
		default:
			return
		}
	}
}

// wake lets in what waited for now.
func (s *schedule) wake() {
	for len(s.wakings) > 0 && !s.wakings[0].at.After(time.Now()) {
		w := heap.Pop(&s.wakings).(waking)
		if w.errand != nil {
			s.add(w.host, w.errand, w.rank)
			continue
		}
		w.host.listed = false
		s.list(w.host)
	}
}

// nextWaking tells how long it is until something is to be let in, if
// anything waits. It may be asked after dispatch only, which can make hosts
// wait.
func (s *schedule) nextWaking() (time.Duration, bool) {
	if len(s.wakings) == 0 {
		return 0, false
	}
	return max(time.Until(s.wakings[0].at), 0), true
}

// free says that an errand of h has been run.
func (s *schedule) free(h *host) {
	h.active--
	for i := range h.doors {
		s.list(&h.doors[i])
	}
}

// putOff leaves what h still has to answer to the end of the run. A trial that
// is under way comes later too.
func (s *schedule) putOff(h *host) {
	if h.putOff && !h.trial || h.closed != nil {
		return
	}
	h.putOff, h.trial = true, false
	h.putOffs++
	s.shelved += len(h.queue)
	s.aside = append(s.aside, h)
}

// putOffSite leaves h to the end of the run, and the other doors of its site.
func (s *schedule) putOffSite(h *host) {
	for i := range h.doors {
		s.putOff(&h.doors[i])
	}
}

// tryAside gives each host that was put off its one try, once nothing else is
// left to ask of any site, and reports whether there was one. Archives may
// still be at work: they have nothing to do with it. It does not wait for a
// host that wants more than patience.
func (s *schedule) tryAside(patience time.Duration) bool {
	if len(s.aside) == 0 || s.open > s.shelved {
		return false
	}
	aside := s.aside
	s.aside = nil
	for _, h := range aside {
		h.trial = true
		s.shelved -= len(h.queue)
		if time.Until(h.next) > patience {
			h.next = time.Now().Add(h.delay)
		}
		s.list(h)
	}
	return true
}

// reopen lets a host go on that was put off and answers again.
func (s *schedule) reopen(h *host) {
	h.trial, h.putOff = false, false
	s.list(h)
}

// close drops whatever h still has to answer, now and later.
func (s *schedule) close(h *host, why closure) {
	if h.closed != nil {
		return
	}
	h.closed = &why
	if h.putOff && !h.trial {
		s.shelved -= len(h.queue)
	}
	rest := h.queue
	h.queue = nil
	for _, q := range rest {
		q.drop(why)
	}
}

// closeSite closes h and the other doors of its site.
func (s *schedule) closeSite(h *host, why closure) {
	for i := range h.doors {
		s.close(&h.doors[i], why)
	}
}

// end waits for all workers. What they still held is not settled.
func (s *schedule) end() {
	close(s.todo)
	s.wait.Wait()
}

// A queue is a heap of errands by rank and age.
type queue []queued

type queued struct {
	queuer
	rank int32
	seq  uint32
}

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return q[i].rank < q[j].rank || q[i].rank == q[j].rank && q[i].seq < q[j].seq
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(queued)) }
func (q *queue) Pop() any {
	old := *q
	last := old[len(old)-1]
	old[len(old)-1] = queued{}
	if *q = old[:len(old)-1]; len(*q) == 0 {
		*q = nil
	}
	return last
}

// wakings are what waits for a moment: errands, and hosts.
type wakings []waking

type waking struct {
	at     time.Time
	host   *host
	errand errand // nil when the host itself waits
	rank   int
}

func (w wakings) Len() int           { return len(w) }
func (w wakings) Less(i, j int) bool { return w[i].at.Before(w[j].at) }
func (w wakings) Swap(i, j int)      { w[i], w[j] = w[j], w[i] }
func (w *wakings) Push(x any)        { *w = append(*w, x.(waking)) }
func (w *wakings) Pop() any {
	old := *w
	last := old[len(old)-1]
	old[len(old)-1] = waking{}
	*w = old[:len(old)-1]
	return last
}

// A window is a budget of so many errands in any minute.
type window struct {
	starts []time.Time // a ring of the last ones
	at     int
}

func newWindow(perMinute int) *window { return &window{starts: make([]time.Time, perMinute)} }

func (w *window) take(now time.Time) {
	w.starts[w.at] = now
	w.at = (w.at + 1) % len(w.starts)
}

// free is the first moment at or after now when the budget allows one more.
func (w *window) free(now time.Time) time.Time {
	oldest := w.starts[w.at]
	if oldest.IsZero() {
		return now
	}
	if at := oldest.Add(time.Minute); at.After(now) {
		return at
	}
	return now
}
