package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// An enquiry asks the registries about one identifier, one after the other,
// until one describes it, or one that would know says that it is not
// registered.
type enquiry struct {
	run      *gathering
	id       string
	sources  []int
	registry int           // the one whose turn it is
	before   []Observation // what registries said in earlier runs
	ctx      error
	record   *Record
	err      error
}

// findEnquiries takes what the citations of sources give, in the order of the sources.
func (r *gathering) findEnquiries() {
	if len(r.Registries) == 0 {
		return
	}
	byID := map[string]*enquiry{}
	for i := range r.sources[:r.cited] {
		if url, _, _ := cutFragment(r.sources[i].URL); r.excluded(url) {
			continue
		}
		for _, id := range identifiersOf(r.docs, &r.sources[i]) {
			e := byID[id]
			if e == nil {
				e = &enquiry{run: r, id: id}
				byID[id] = e
				r.enquiries = append(r.enquiries, e)
			}
			e.sources = append(e.sources, i)
		}
	}
}

// identifiersOf are the identifiers that the citations of s give it, each once.
func identifiersOf(docs []*Document, s *Source) []string {
	var ids []string
	for _, ref := range s.CitedBy {
		if ref.Document >= len(docs) || ref.Citation >= len(docs[ref.Document].Citations) {
			continue
		}
		for _, id := range docs[ref.Document].Citations[ref.Citation].Identifiers() {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// recallRecords takes from the store what registries said before.
func (r *gathering) recallRecords(ctx context.Context) error {
	if len(r.enquiries) == 0 {
		return nil
	}
	keys := make([]string, len(r.enquiries))
	byID := make(map[string]*enquiry, len(keys))
	for i, e := range r.enquiries {
		keys[i] = e.id
		byID[e.id] = e
	}
	seen, err := r.Store.Latest(ctx, keys)
	if err != nil {
		return err
	}
	for _, o := range seen {
		if o.Kind == KindRecord && o.Record != nil {
			byID[o.Key].before = append(byID[o.Key].before, o)
		}
	}
	return nil
}

// enquire sets out to ask the registries, or takes what they said before; an
// offline run takes it at any age, as it takes visits.
func (r *gathering) enquire() {
	for _, e := range r.enquiries {
		if !r.Offline {
			e.next()
			continue
		}
		for _, o := range e.before {
			if r.MaxAge == 0 || r.now().Sub(o.At) <= r.MaxAge {
				e.take(o)
			}
		}
	}
}

// next asks the registry whose turn it is, unless its earlier answer holds.
func (e *enquiry) next() {
	r := e.run
	for ; e.registry < len(r.Registries); e.registry++ {
		g := r.Registries[e.registry]
		if !g.Holds(e.id) {
			continue
		}
		if o := e.said(g.Name()); o != nil && within(o.At, r.now(), RecordLifetime(o.Record), min(r.MaxAge, 0)) {
			e.take(*o)
			if settled(o.Record) {
				return
			}
			continue
		}
		r.progress.Questions++
		r.schedule.archive++
		r.schedule.add(r.registers[e.registry], e, 0)
		return
	}
}

// said is what a registry answered in an earlier run; nil for nothing.
func (e *enquiry) said(by string) *Observation {
	i := slices.IndexFunc(e.before, func(o Observation) bool { return o.By == by })
	if i < 0 {
		return nil
	}
	return &e.before[i]
}

// settled reports whether no other registry has more to say.
func settled(r *Record) bool { return r.Described() || r.Entry == Unregistered }

// take adds o to the evidence for every source that the identifier is given.
func (e *enquiry) take(o Observation) {
	for _, i := range e.sources {
		v := &e.run.evidence[i]
		v.Records = append(v.Records, o)
		slices.SortStableFunc(v.Records, func(a, b Observation) int { return cmp.Compare(a.Key, b.Key) })
	}
}

func (e *enquiry) begin() errand { return e }

func (e *enquiry) do(ctx context.Context) {
	limited, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	e.record, e.err = e.run.Registries[e.registry].Record(limited, e.id)
	e.ctx = ctx.Err()
}

func (e *enquiry) settle() {
	r, h := e.run, e.run.registers[e.registry]
	r.schedule.free(h)
	var pause *Pause
	switch {
	case e.err == nil && e.record != nil:
		h.silent = 0
		o := e.observation(*e.record)
		if e.record.Failure == "" {
			r.keeper.add(o)
		}
		e.finish(o)
	case e.ctx != nil: // the run is over
	case errors.As(e.err, &pause) && !pause.Until.IsZero():
		r.schedule.addAt(h, e, 0, r.soon(pause.Until))
	case errors.As(e.err, &pause):
		failed := Record{Failure: "rate-limited", Detail: pause.Error()}
		r.schedule.close(h, closure{failed.Failure, failed.Detail})
		e.finish(e.observation(failed))
	default:
		h.silent++
		failed := e.failure()
		if h.silent >= outage {
			r.schedule.close(h, closure{failed.Failure, fmt.Sprintf("not asked: %s failed %d times in a row (%s)", h.name, outage, failed.Detail)})
		}
		e.finish(e.observation(failed))
	}
}

func (e *enquiry) drop(why closure) {
	e.finish(e.observation(Record{Failure: why.Failure, Detail: why.Detail}))
}

// failure is the Record of a registry that could not be asked.
func (e *enquiry) failure() Record {
	switch {
	case errors.Is(e.err, context.DeadlineExceeded):
		return Record{Failure: "timeout", Detail: fmt.Sprintf("no answer within %v", lookupTimeout)}
	case e.err == nil:
		return Record{Failure: "registry-error", Detail: "no answer"}
	}
	return Record{Failure: "registry-error", Detail: e.err.Error()}
}

func (e *enquiry) observation(r Record) Observation {
	return Observation{Kind: KindRecord, Key: e.id, By: e.run.Registries[e.registry].Name(), At: e.run.now(), Record: &r}
}

// finish takes o as the registry's word, and asks the next one where it leaves
// something open. A failure is no word: it is not stored, and an earlier answer
// that the identifier is registered stands beside it. That it was not, once,
// may have changed.
func (e *enquiry) finish(o Observation) {
	r := e.run
	r.schedule.archive--
	r.progress.Answered++
	e.take(o)
	if o.Record.Failure != "" {
		if old := e.said(o.By); old != nil && old.Record.Entry == Registered && r.MaxAge >= 0 {
			e.take(*old)
			o = *old
		}
	}
	if !settled(o.Record) {
		e.registry++
		e.next()
	}
	r.report()
}

// newRegister is the registry as the schedule knows it.
func newRegister(g Registry) *host {
	return (&pace{name: g.Name(), archive: true, limit: 1, delay: max(g.Spacing(), time.Duration(0))}).open()
}
