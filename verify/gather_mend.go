package verify

import (
	"context"
	"slices"
)

// Limits of what is asked for one source that looks damaged or is gone.
const (
	mostProbes = 6 // visits in all
	mostListed = 3 // of what an archive's index lists
)

// A mending looks for the URL that one source was meant to have: it visits
// what may have been meant, best first, and then asks one archive's index what
// it knows by these letters. What it comes to is stated by mend, here and in
// Judge alike.
type mending struct {
	run    *gathering
	source int
	left   []Try // not tried yet
	tries  []attempt
	visits int
	mute   map[string]bool // sites that keep us out, or do not answer
	sought bool            // the archive was asked, or there is none to ask
	asking bool            // its answer is still to come
	over   bool
}

// An attempt is one try while it is being made.
type attempt struct {
	Try
	at      int // index in gathering.sources and gathering.evidence
	visited bool
	probe   *probing // what the site says to nonsense; nil where that is not wanted
	weighed bool     // whether it is wanted was decided
}

// ripe starts to mend source i once enough is known of it to tell whether it
// needs that: what its site says to nonsense, and, where nothing about the URL
// looks damaged, whether an archive knows it as it stands.
func (r *gathering) ripe(i int) {
	if r.Mender == nil || i >= r.cited || r.mendings[i] != nil || r.sources[i].Wraps != "" {
		return
	}
	s, e := &r.sources[i], &r.evidence[i]
	if e.Visit == nil || s.Damage == nil && (r.unheard[i] > 0 || e.archived() != nil) {
		return
	}
	v := e.Visit
	if p := r.probes[root(v.Final)]; p != nil && p.open || !wantsMending(s, r.verdict(i), v, titles(r.docs, s)) {
		return
	}
	m := &mending{run: r, source: i, mute: map[string]bool{}}
	r.mendings[i] = m
	if v.Failure != "" { // other addresses of this host fare no better
		m.mute[siteOf(v.URL)] = true
	}
	for _, c := range r.candidates(i) {
		m.left = append(m.left, Try{Candidate: c})
	}
	m.goOn()
}

// verdict is what the visit to source i means, as far as is known by now.
func (r *gathering) verdict(i int) Verdict {
	s, v := &r.sources[i], r.evidence[i].Visit
	cited := titles(r.docs, s)
	return meaning(s, v, cited, visitOf(r.nonsense(s, v, cited)))
}

// candidates are what source i may have been meant to be.
func (r *gathering) candidates(i int) []Candidate {
	if d := r.sources[i].Damage; d != nil && len(d.Candidates) > 0 {
		return d.Candidates
	}
	return r.Mender.Guess(i)
}

// goOn takes the next step, and the next, until an answer must be waited for;
// it is called again when that is here.
func (m *mending) goOn() {
	for !m.over && !m.waits() {
		switch {
		case m.found():
			m.end()
		case m.tryNext():
		case !m.sought:
			m.seek()
		default:
			m.end()
		}
	}
}

// waits reports whether an answer is still to come. A visit that found a page
// may want another: what the site says to nonsense.
func (m *mending) waits() bool {
	for k := range m.tries {
		a := &m.tries[k]
		switch {
		case !a.visited:
			continue
		case !m.run.settled(a.at):
			return true
		case !a.weighed:
			a.weighed, a.probe = true, m.doubt(a.at)
		}
		if a.probe != nil && a.probe.open {
			return true
		}
	}
	return m.asking
}

// doubt asks what the site of try at says to nonsense, where that could change
// what the visit means.
func (m *mending) doubt(at int) *probing {
	r := m.run
	if r.evidence[at].Visit == nil {
		return nil
	}
	v := r.evidence[at].Visit
	switch Classify(v, titles(r.docs, &r.sources[m.source]), nil).State {
	case Blocked, Unreachable:
		if v.Status != 404 && v.Status != 410 { // these were seen once, and more is not needed
			m.mute[siteOf(v.URL)] = true
		}
		return nil
	case Live, Moved:
	default:
		return nil
	}
	if v.Page == nil || !isHTML(v.Page.MediaType) || isHome(v.Final) || saidGone(r.evidence[m.source].Visit, v) {
		return nil
	}
	return r.probe(v, m.goOn)
}

// tryNext tries the best of what is left, and reports whether there was one.
func (m *mending) tryNext() bool {
	r, most := m.run, mostProbes
	if _, ok := r.searcher(); ok && !m.sought {
		most-- // the last visit is kept for what an archive lists
	}
	for len(m.left) > 0 {
		next := m.left[0]
		m.left = m.left[1:]
		key := Key(next.URL)
		if key == r.sources[m.source].Key || !onWeb(next.URL) || slices.ContainsFunc(m.tries, func(a attempt) bool { return a.Key == key }) {
			continue
		}
		mute := next.Listed == "" && m.mute[siteOf(next.URL)]
		if next.Listed == "" && m.visits >= most {
			continue
		}
		next.Key, next.Likeness = key, r.Mender.Alike(m.source, next.URL)
		a := attempt{Try: next, at: r.tryOf(m.source, next.Candidate), visited: m.visits < most && !mute}
		m.tries = append(m.tries, a)
		if a.visited {
			m.visits++
			r.see(a.at, m.goOn)
		}
		return true
	}
	return false
}

// tryOf is where in r.sources a candidate for source i stands: the run may know
// it already, as a source or as a try for another one.
func (r *gathering) tryOf(i int, c Candidate) int {
	key := Key(c.URL)
	at, ok := r.byKey[key]
	if !ok {
		at = len(r.sources)
		r.byKey[key] = at
		r.sources = append(r.sources, Source{Key: key, URL: c.URL, CitedBy: r.sources[i].CitedBy})
		r.evidence = append(r.evidence, Evidence{})
	}
	return at
}

// settled reports whether the visit to source or try k is over.
func (r *gathering) settled(k int) bool {
	return r.evidence[k].Visit != nil || r.evidence[k].Skipped != ""
}

// see visits try k, if nobody has yet, and calls then when it is known.
func (r *gathering) see(k int, then func()) {
	if r.settled(k) {
		return
	}
	begun := len(r.waits[k]) > 0 || k < r.cited
	r.waits[k] = append(r.waits[k], then)
	if begun {
		return
	}
	s := &r.sources[k]
	url, _, _ := cutFragment(s.URL)
	switch o := r.seenBefore(s); {
	case o != nil:
		r.evidence[k] = Evidence{Visit: o.Visit, Checked: o.At, Cached: true}
	case r.Offline, r.Web == nil:
		r.evidence[k] = Evidence{Skipped: "offline"}
	case r.excluded(url):
		r.evidence[k] = Evidence{Skipped: "excluded"}
	default:
		t := &trip{run: r, once: true, pdf: described(r.docs, s), visit: &Visit{URL: url}, then: func(v *Visit) { r.cameBack(k, v) }}
		t.ask(url)
		return
	}
	r.tell(k)
}

// cameBack takes in the visit to try k.
func (r *gathering) cameBack(k int, v *Visit) {
	s := &r.sources[k]
	v.Lacks = lacking(v, fragmentsOf(r.docs, s))
	o := Observation{Kind: KindVisit, Key: s.Key, By: "web", At: r.now(), Visit: v}
	r.evidence[k] = Evidence{Visit: v, Checked: o.At}
	if v.Failure != "excluded" && v.Failure != "robots" {
		r.keeper.add(o)
		r.putAside(&r.evidence[k])
	}
	r.tell(k)
}

// seenBefore is what an earlier run saw of a try, where it need not be asked
// again: a 404 seen once is as good here as one seen twice.
func (r *gathering) seenBefore(s *Source) *Observation {
	o := r.past[s.Key]
	if o == nil {
		return nil
	}
	state := Dead
	if o.Visit.Status != 404 && o.Visit.Status != 410 {
		state = Classify(o.Visit, titles(r.docs, s), nil).State
	}
	if !r.holds(o, state) {
		return nil
	}
	return o
}

// latestTries reads what was seen of the URLs that may be tried in place of
// sources that were in trouble when they were seen last.
func (r *gathering) latestTries(ctx context.Context) error {
	if len(r.wanting) == 0 {
		return nil
	}
	var keys []string
	for _, i := range r.wanting {
		for _, c := range r.candidates(i) {
			keys = append(keys, Key(c.URL))
		}
		if o := r.searches[r.sources[i].Key]; o != nil && o.Lookup != nil {
			for _, c := range r.listed(i, o) {
				keys = append(keys, Key(c.URL))
			}
		}
	}
	slices.Sort(keys)
	seen, err := r.Store.Latest(ctx, slices.Compact(keys))
	if err != nil {
		return err
	}
	for i := range seen {
		switch o := &seen[i]; {
		case o.Kind == KindVisit && o.Visit != nil:
			r.past[o.Key] = o
		case o.Kind == KindLookup && !slices.ContainsFunc(r.lookups[o.Key], func(l Observation) bool { return l.By == o.By }):
			r.lookups[o.Key] = append(r.lookups[o.Key], *o)
		}
	}
	return nil
}

// tell lets those go on who waited for what is now known of k.
func (r *gathering) tell(k int) {
	waits := r.waits[k]
	delete(r.waits, k)
	for _, goOn := range waits {
		goOn()
	}
}

// found reports whether the visits so far came to something that no further one
// is likely to better.
func (m *mending) found() bool {
	repair, at := m.weigh()
	return at >= 0 && (repair.Confidence == High || repair.Confidence > Low && !m.sought)
}

// weigh is what Judge will say of the tries, as far as they are known.
func (m *mending) weigh() (*Repair, int) {
	e := m.run.evidence[m.source]
	e.Tries = m.seen()
	return mend(m.run.docs, &m.run.sources[m.source], m.run.verdict(m.source), &e)
}

// seen are the tries with what is known of them.
func (m *mending) seen() []Try {
	tries := make([]Try, len(m.tries))
	for k, a := range m.tries {
		tries[k] = a.Try
		tries[k].Shown = m.run.evidence[a.at]
		tries[k].Shown.Tries = nil
		if v := tries[k].Shown.Visit; v != nil {
			if p := m.run.probes[root(v.Final)]; p != nil {
				tries[k].Shown.Probe = p.seen
			}
		}
	}
	return tries
}

// end asks the archives about what will be proposed, and about all that may
// become so by their answer.
func (m *mending) end() {
	m.over = true
	repair, best := m.weigh()
	sure := best >= 0 && repair.Confidence > Low
	guesses := 0
	for k := range m.tries {
		a := &m.tries[k]
		switch {
		case k == best || a.Listed != "":
			m.run.lookUpTry(a, false)
		case !sure && a.Likeness == SameFold && guesses < mostListed:
			guesses++
			m.run.lookUpTry(a, true)
		}
	}
}

// lookUpTry asks the archives about a try, lightly where it is but a guess:
// then the playback tells whether there is anything, and the index is spared.
func (r *gathering) lookUpTry(a *attempt, lightly bool) {
	if a.at < r.cited || r.looked[a.at] {
		return
	}
	r.looked[a.at] = true
	if r.Offline {
		r.evidence[a.at].Archive = Hold(r.lookups[a.Key])
		return
	}
	for i := range r.Archives {
		r.lookUp(a.at, i, lightly)
	}
}

// tried gives each source the tries that were made in its place.
func (r *gathering) tried() {
	for i, m := range r.mendings {
		r.evidence[i].Tries = slices.DeleteFunc(m.seen(), func(t Try) bool {
			return t.Shown.Visit == nil && t.Listed == "" && t.Shown.Archive.State == ArchiveUnchecked
		})
	}
}
