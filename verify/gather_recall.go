package verify

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"
)

// recall takes from the store what need not be asked again, and what makes
// asking cheaper.
func (r *gathering) recall(ctx context.Context) error {
	if r.Store == nil || len(r.sources) == 0 {
		return nil
	}
	if err := r.recallRecords(ctx); err != nil {
		return err
	}
	r.follow()
	past := recollection{map[string]*Observation{}, map[string][]Observation{}}
	for from := 0; from < len(r.sources); from += portion {
		if err := r.recallSome(ctx, past, from, min(from+portion, len(r.sources))); err != nil {
			return err
		}
	}
	return r.latestTries(ctx)
}

// portion is how many sources are recalled at a time: of all that the store
// tells of them, little is kept.
const portion = 4096

// A recollection is what the store tells of some sources, by key.
type recollection struct {
	visits  map[string]*Observation
	lookups map[string][]Observation
}

// recallSome is recall for a range of the sources. It uses past, which may hold
// what was recalled before.
func (r *gathering) recallSome(ctx context.Context, past recollection, from, to int) error {
	if err := r.latest(ctx, past, r.sources[from:to]); err != nil {
		return err
	}
	if err := r.latestProbes(ctx, past, r.sources[from:to]); err != nil {
		return err
	}
	meant := r.meant(past, r.sources[from:to])
	for i := from; i < to; i++ {
		if said := past.lookups[r.sources[i].Key]; said != nil {
			r.hold(i, said)
		}
		if o := past.visits[r.sources[i].Key]; o != nil && o.Visit != nil {
			r.remember(i, o, meant[i-from])
			if meant[i-from].unsounded && r.fresh[i] {
				r.unsounded = append(r.unsounded, i)
			}
		}
	}
	return nil
}

// latest reads the newest visit and the newest lookups of each of sources.
func (r *gathering) latest(ctx context.Context, past recollection, sources []Source) error {
	keys := make([]string, len(sources))
	for i, s := range sources {
		keys[i] = s.Key
	}
	seen, err := r.Store.Latest(ctx, keys)
	if err != nil {
		return err
	}
	clear(past.visits)
	clear(past.lookups)
	for i := range seen {
		switch o := &seen[i]; o.Kind {
		case KindVisit:
			past.visits[o.Key] = o
		case KindLookup:
			if said := past.lookups[o.Key]; said == nil {
				past.lookups[o.Key] = seen[i : i+1 : i+1] // most were asked of one archive
			} else {
				past.lookups[o.Key] = append(said, *o)
			}
		case KindSearch:
			r.searches[o.Key] = new(*o) // alone, without its neighbours
		}
	}
	return nil
}

// latestProbes reads what the sites of sources said to nonsense.
func (r *gathering) latestProbes(ctx context.Context, past recollection, sources []Source) error {
	roots := map[string]bool{}
	for _, s := range sources {
		roots[root(s.URL)] = true
		if o := past.visits[s.Key]; o != nil && o.Visit != nil {
			roots[root(o.Visit.Final)] = true
		}
	}
	keys := make([]string, 0, len(roots))
	for k := range roots {
		if r.probes[k] == nil {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	seen, err := r.Store.Latest(ctx, keys)
	if err != nil {
		return err
	}
	for i := range seen {
		if o := &seen[i]; o.Kind == KindProbe {
			r.probes[o.Key] = &probing{seen: new(*o)}
		}
	}
	return nil
}

// hold lets what archives said of source i before stand for what it means,
// where none of them is to be asked again; else it is kept for then.
func (r *gathering) hold(i int, said []Observation) {
	if r.Offline {
		r.held[i], r.evidence[i].Archive = true, Hold(said)
		return
	}
	var stands []Observation
	for a := range r.Archives {
		if o := r.standing(said, a); o != nil {
			stands = append(stands, *o)
		}
	}
	if len(stands) == len(r.Archives) && r.sources[i].Wraps == "" {
		r.held[i], r.evidence[i].Archive = true, Hold(stands)
		return
	}
	r.lookups[r.sources[i].Key] = said
}

// A recalling is what an earlier visit means. It is unsounded where what its site
// says to nonsense could change that, and nobody asked: the run ended before.
type recalling struct {
	Verdict
	nonsense  *Observation // what it is judged by; nil for nothing
	unsounded bool
}

// meant is what the visit to each of sources means that was there before.
func (r *gathering) meant(past recollection, sources []Source) []recalling {
	meant := make([]recalling, len(sources))
	Each(len(sources), func(from, to int) {
		for i := from; i < to; i++ {
			s := &sources[i]
			if o := past.visits[s.Key]; o != nil && o.Visit != nil {
				cited := titles(r.docs, s)
				meant[i].nonsense = r.nonsense(s, o.Visit, cited)
				meant[i].Verdict = meaning(s, o.Visit, cited, visitOf(meant[i].nonsense))
				meant[i].unsounded = r.probes[root(o.Visit.Final)] == nil && r.Web != nil && !r.Offline && wantsProbe(s, o.Visit, cited)
			}
		}
	})
	return meant
}

// remember takes o, and what it means, as the evidence for source i if it is fresh,
// else as something to ask about changes since.
func (r *gathering) remember(i int, o *Observation, meant recalling) {
	s := &r.sources[i]
	wanted := fragmentsOf(r.docs, s)
	if r.Mender != nil && s.Wraps == "" && (s.Damage != nil || r.evidence[i].archived() == nil) && wantsMending(s, meant.Verdict, o.Visit, titles(r.docs, s)) {
		r.wanting = append(r.wanting, i)
	}
	if r.Plan != nil {
		r.before[i] = *o
	}
	if r.keeps(i, o, meant.State) && (knowsAll(o.Visit, wanted) || r.Plan != nil) {
		r.fresh[i] = true
		e := &r.evidence[i]
		e.Visit, e.Checked, e.Cached, e.Probe = o.Visit, o.At, true, meant.nonsense
		return
	}
	known := o.Visit
	if len(wanted) == 0 && known.Status == 200 && known.Page != nil && known.Header.ETag+known.Header.LastModified != "" {
		r.known[wireKey(known.Final)] = known
	}
}

// keeps reports whether o, which means s, need not be renewed in this run.
func (r *gathering) keeps(i int, o *Observation, s State) bool {
	if r.Plan != nil {
		return r.leaves(i, o, s)
	}
	return r.holds(o, s)
}

// holds is keeps where nothing was planned.
func (r *gathering) holds(o *Observation, s State) bool {
	switch {
	case r.Offline && r.MaxAge == 0:
		return true
	case r.Offline:
		return r.now().Sub(o.At) <= r.MaxAge
	}
	return Fresh(o.Visit, o.At, s, r.now(), r.MaxAge)
}

func visitOf(o *Observation) *Visit {
	if o == nil {
		return nil
	}
	return o.Visit
}

// fragments collects what all sources' citations point to within a page: ids
// in each form that a page may give them, and text directives.
func fragments(docs []*Document, sources []Source) (anchors map[string]string, passages []string) {
	anchors = map[string]string{}
	for i := range sources {
		for _, f := range fragmentsOf(docs, &sources[i]) {
			if strings.Contains(f, textDirective) {
				passages = append(passages, f)
				continue
			}
			anchors[f] = f
			if plain, err := url.PathUnescape(f); err == nil {
				anchors[plain] = f
			}
			anchors[firstLine(f)] = f
		}
	}
	slices.Sort(passages)
	return anchors, slices.Compact(passages)
}

const textDirective = ":~:text="

// fragmentsOf are the fragments that the citations of s name, each once, as
// they are written. The top of a page is always there (HTML, 7.4.6.3).
func fragmentsOf(docs []*Document, s *Source) []string {
	var found []string
	note := func(link string) {
		_, f, _ := cutFragment(link)
		if isPlace(link, f) && !slices.Contains(found, f) {
			found = append(found, f)
		}
	}
	note(s.URL)
	for _, ref := range s.CitedBy {
		if ref.Document < len(docs) && ref.Citation < len(docs[ref.Document].Citations) {
			note(docs[ref.Document].Citations[ref.Citation].Link())
		}
	}
	return found
}

// marked reports whether p holds what fragment names, however that is escaped;
// of lines from one to another, the first.
func marked(p *Page, fragment string) bool {
	anchors := p.Rare.Get().Anchors
	return slices.ContainsFunc(anchors, func(a string) bool { return firstLine(unescaped(a)) == firstLine(unescaped(fragment)) })
}

// firstLine is the id of the first line where fragment names several, as in
// L10-L20; else fragment.
func firstLine(fragment string) string {
	if lines := lineRange().FindStringSubmatch(fragment); lines != nil {
		return lines[1]
	}
	return fragment
}

// lacking are the fragments of wanted that the page of v does not hold, as far
// as that is certain: the whole page was read, and it is not scripts that
// build it.
func lacking(v *Visit, wanted []string) []string {
	p := v.Page
	if len(wanted) == 0 || p == nil || v.Status != 200 || !isHTML(p.MediaType) || p.Truncated || p.Scripted {
		return nil
	}
	var lacks []string
	for _, f := range wanted {
		if !marked(p, f) {
			lacks = append(lacks, f)
		}
	}
	return lacks
}

// knowsAll reports whether v tells of each fragment of wanted that it is there
// or is not, or could not tell of any.
func knowsAll(v *Visit, wanted []string) bool {
	p := v.Page
	if len(wanted) == 0 || p == nil || !isHTML(p.MediaType) || p.Truncated || p.Scripted {
		return true
	}
	for _, f := range wanted {
		if !marked(p, f) && !slices.Contains(v.Lacks, f) {
			return false
		}
	}
	return true
}

// near is the moment that snapshots of s are wanted close to: when it was
// read, else when it was published; zero when no note says.
func near(docs []*Document, s *Source) time.Time {
	var published Date
	for _, ref := range s.CitedBy {
		if ref.Document >= len(docs) || ref.Citation >= len(docs[ref.Document].Citations) {
			continue
		}
		c := &docs[ref.Document].Citations[ref.Citation]
		if !c.Accessed.IsZero() {
			return middle(c.Accessed)
		}
		if published.IsZero() {
			published = c.Date
		}
	}
	return middle(published)
}

// middle is noon of a day, and the middle of a month or of a year.
func middle(d Date) time.Time {
	switch {
	case d.Year == 0:
		return time.Time{}
	case d.Month == 0:
		return time.Date(d.Year, 7, 1, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month), 15, 12, 0, 0, 0, time.UTC)
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 12, 0, 0, 0, time.UTC)
}
