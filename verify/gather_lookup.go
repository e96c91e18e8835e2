package verify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// An archive that fails so often in a row is not asked again in this run.
const outage = 3

// An archive is given so long for one answer; the Wayback Machine's index
// takes 20 seconds on a bad day.
const lookupTimeout = 30 * time.Second

// A question asks one archive about one source.
type question struct {
	run     *gathering
	source  int
	archive int
	host    *host // whose queue it waits in
	rank    int   // there
	asked   Question
	search  *search // asks the archive's index in place of that; nil for none
	ctx     error
	lookup  *Lookup
	err     error
}

// lookUp asks archive a about source i, unless its earlier answer still holds;
// lightly, as of a source that is live, where the answer matters little.
func (r *gathering) lookUp(i, a int, lightly bool) {
	if o := r.standing(r.lookups[r.sources[i].Key], a); o != nil {
		r.answer(i, *o)
		return
	}
	switch r.evidence[i].Skipped {
	case "excluded", "url-malformed", "not-web":
		return
	}
	q := &question{source: i, archive: a, host: r.archives[a], asked: r.questionOf(i)}
	if lightly {
		q.asked.State = Live
	}
	q.rank = urgency(q.asked.State)
	if q.rank == leisure {
		q.host = r.quick[a]
	}
	r.unheard[i]++
	r.inquire(q)
}

// standing is what archive a said before, where that still holds; else nil.
func (r *gathering) standing(said []Observation, a int) *Observation {
	for k := range said {
		o := &said[k]
		if o.By == r.Archives[a].Name() && o.Lookup != nil && within(o.At, r.now(), LookupLifetime(o.Lookup), min(r.MaxAge, 0)) {
			return o
		}
	}
	return nil
}

// answer takes in what archives say of source i.
func (r *gathering) answer(i int, lookups ...Observation) {
	order := func(by string) int {
		return slices.IndexFunc(r.Archives, func(a Archive) bool { return a.Name() == by })
	}
	all := append(r.answers[i], lookups...)
	slices.SortStableFunc(all, func(a, b Observation) int { return order(a.By) - order(b.By) })
	r.answers[i], r.evidence[i].Archive = all, Hold(all)
}

// A load is how many questions to an archive are still open, of both kinds.
type load struct{ urgent, leisurely int }

func (l *load) add(q *question, n int) {
	if q.rank == leisure {
		l.leisurely += n
	} else {
		l.urgent += n
	}
}

// inquire puts q into the queue of its archive.
func (r *gathering) inquire(q *question) {
	q.run = r
	r.progress.Questions++
	r.asking[q.archive].add(q, 1)
	r.schedule.archive++
	r.schedule.add(q.host, q, q.rank)
}

// questionOf is all that an archive may want to know of source i.
func (r *gathering) questionOf(i int) Question {
	s, e := &r.sources[i], &r.evidence[i]
	q := Question{Near: near(r.docs, s), Titles: titles(r.docs, s)}
	q.URL, _, _ = cutFragment(s.URL)
	if e.Visit != nil {
		q.State = Classify(e.Visit, q.Titles, visitOf(r.nonsense(s, e.Visit, q.Titles))).State
	}
	return q
}

// urgency ranks sources in trouble first: an editor needs a snapshot of them.
func urgency(s State) int {
	switch s {
	case Dead, Suspect:
		return 0
	case Unreachable:
		return 1
	case Blocked:
		return 2
	case Unchecked:
		return 3
	}
	return leisure
}

// leisure is the rank of a source that is live.
const leisure = 4

func (q *question) begin() errand { return q }

func (q *question) do(ctx context.Context) {
	limited, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	switch a := q.run.Archives[q.archive].(type) {
	case Searcher:
		if q.search != nil {
			q.lookup = &Lookup{}
			q.lookup.Snapshots, q.err = a.Prefix(limited, q.search.prefix, q.search.token)
			break
		}
		q.lookup, q.err = lookUp(limited, a, q.asked)
	default:
		q.lookup, q.err = lookUp(limited, a, q.asked)
	}
	q.ctx = ctx.Err()
}

// lookUp asks a in the best way that it knows.
func lookUp(ctx context.Context, a Archive, q Question) (*Lookup, error) {
	if asker, ok := a.(Asker); ok {
		return asker.Ask(ctx, q)
	}
	return a.Lookup(ctx, q.URL, q.Near)
}

func (q *question) settle() {
	r, h := q.run, q.host
	r.schedule.free(h)
	var pause *Pause
	switch {
	case q.err == nil && q.lookup != nil:
		h.silent, h.spoke = 0, true
		if q.search != nil { // of what is listed only what is like the URL is worth keeping
			q.lookup.Snapshots = slices.DeleteFunc(q.lookup.Snapshots, func(s Snapshot) bool {
				return r.Mender.Alike(q.source, s.Original) == Unlike
			})
		}
		o := q.observation(*q.lookup)
		r.keeper.add(o)
		if r.keeper != nil {
			o.Lookup = o.Lookup.withoutText()
		}
		q.finish(o)
	case q.ctx != nil: // the run is over
	case errors.As(q.err, &pause) && !pause.Until.IsZero():
		r.schedule.addAt(h, q, q.rank, r.soon(pause.Until))
	case errors.As(q.err, &pause): // it asked twice to be left alone
		failed := Lookup{Failure: "rate-limited", Detail: pause.Error()}
		r.schedule.close(r.archives[q.archive], closure{failed.Failure, failed.Detail})
		r.schedule.close(r.quick[q.archive], closure{failed.Failure, failed.Detail})
		q.finish(q.observation(failed))
	default:
		h.silent++
		failed := q.failure()
		if h.silent >= outage {
			r.schedule.close(h, closure{failed.Failure, fmt.Sprintf("not asked: %s failed %d times in a row (%s)", h.name, outage, failed.Detail)})
		}
		q.finish(q.observation(failed))
	}
}

// soon is at, or a second from now where that is past: the archive's clock and
// ours may differ.
func (r *gathering) soon(at time.Time) time.Time {
	if next := time.Now().Add(time.Second); at.Before(next) {
		return next
	}
	return at
}

func (q *question) drop(why closure) {
	q.finish(q.observation(Lookup{Failure: why.Failure, Detail: why.Detail}))
}

// failure is the Lookup of an archive that could not be asked.
func (q *question) failure() Lookup {
	switch {
	case errors.Is(q.err, context.DeadlineExceeded):
		return Lookup{Failure: "timeout", Detail: fmt.Sprintf("no answer within %v", lookupTimeout)}
	case q.err == nil:
		return Lookup{Failure: "archive-error", Detail: "no answer"}
	}
	return Lookup{Failure: "archive-error", Detail: q.err.Error()}
}

func (q *question) observation(l Lookup) Observation {
	kind := KindLookup
	if q.search != nil {
		kind = KindSearch
	}
	return Observation{Kind: kind, Key: q.run.sources[q.source].Key, By: q.run.Archives[q.archive].Name(), At: q.run.now(), Lookup: &l}
}

// finish takes o as the archive's word. A failure is no word about the source,
// so it is not stored, and what the archive said before stands beside it.
func (q *question) finish(o Observation) {
	r := q.run
	r.schedule.archive--
	r.progress.Answered++
	r.asking[q.archive].add(q, -1)
	r.report()
	if q.search != nil {
		q.search.then(&o)
		return
	}
	r.answer(q.source, o)
	if o.Lookup.Failure != "" {
		for _, old := range r.lookups[o.Key] {
			if old.By == o.By && old.Lookup != nil && len(old.Lookup.Snapshots) > 0 {
				r.answer(q.source, old)
			}
		}
	}
	if r.unheard[q.source]--; r.unheard[q.source] == 0 {
		delete(r.answers, q.source)
		r.ripe(q.source)
	}
}
