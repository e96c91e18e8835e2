package repair

import (
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
)

// mostCandidates is how many URLs are proposed for one source: as many as
// Gather may probe.
const mostCandidates = 6

// An Examiner knows what the sources of a run are compared with. It is safe
// for several goroutines.
type Examiner struct {
	docs    []*verify.Document
	vocabs  []*vocabulary
	sources []verify.Source
	twins   map[uint64][]int // sources that are alike without hyphens
}

// Examine prepares the sources of a run, whose citations are those of docs.
func Examine(docs []*verify.Document, sources []verify.Source) *Examiner {
	return &Examiner{docs, vocabularies(docs), sources, twinsOf(sources)}
}

// Damages tells for each source what makes its URL look damaged; nil where
// nothing does.
func (x *Examiner) Damages() []*verify.Damage {
	found := make([]*verify.Damage, len(x.sources))
	verify.Each(len(x.sources), func(from, to int) {
		var room address
		for i := from; i < to; i++ {
			found[i] = x.damage(i, &room)
		}
	})
	return found
}

// Damage tells what makes the URL of the i-th source look damaged, with at
// most 6 candidates; nil where nothing does.
func (x *Examiner) Damage(i int) *verify.Damage { return x.damage(i, new(address)) }

// damage is Damage, with room for the URL's words.
func (x *Examiner) damage(i int, room *address) *verify.Damage {
	s := &x.sources[i]
	if s.Wraps != "" { // an archive's link is as the archive made it
		return nil
	}
	if d := scrap(s.URL); d != nil {
		return d
	}
	if d := x.broken(s); d != nil {
		return d
	}
	a, ok := room.parse(s.URL)
	if !ok {
		return nil
	}
	whole, other := x.union(i, a)
	p := x.plan(whole, s)
	var signs []string
	if whole.raw != s.URL {
		signs = append(signs, fmt.Sprintf("%s gives the same address with hyphens that are missing here", x.cites(other)))
	}
	if len(p.joints) > 0 {
		signs = append(signs, lost(p.joints))
	}
	if len(signs) == 0 {
		return nil
	}
	return &verify.Damage{Why: strings.Join(signs, "; "), Candidates: x.candidates(p, i, other)}
}

// Guess proposes URLs that may have been meant by the i-th source, best first
// and at most 6, though nothing about it may look damaged: for a source that
// the web says is dead.
func (x *Examiner) Guess(i int) []verify.Candidate {
	s := &x.sources[i]
	if d := x.Damage(i); d != nil {
		return d.Candidates
	}
	found := append(dashed(s.URL), x.joined(s)...)
	if a, ok := parse(s.URL); ok {
		found = append(found, x.candidates(x.plan(a, s), i, -1)...)
	}
	return found[:min(len(found), mostCandidates)]
}

// dashed proposes a hyphen for each dash: the names of some wikis' pages have
// true dashes, and so they are left where nothing speaks against them.
func dashed(url string) []verify.Candidate {
	if !strings.ContainsRune(url, '–') {
		return nil
	}
	return []verify.Candidate{{URL: strings.ReplaceAll(url, "–", "-"), Evidence: []string{"a typesetter may have made a dash of its hyphen"}}}
}

// plan is what may be done to a URL.
type plan struct {
	address *address
	context *context
	joints  []joint
}

// plan looks for joints. Most URLs have no word that the dictionary lacks, and
// then no context is made for them.
func (x *Examiner) plan(a *address, s *verify.Source) *plan {
	p := &plan{address: a}
	for segment := 0; segment <= a.tokens[len(a.tokens)-1].segment; segment++ {
		slug := a.slug(segment)
		if !slices.ContainsFunc(slug, strange) {
			continue
		}
		x.inContext(p, s)
		p.joints = append(p.joints, p.context.joints(a, slug)...)
	}
	return p
}

// inContext gives p the context of s, where it has none yet.
func (x *Examiner) inContext(p *plan, s *verify.Source) {
	if p.context == nil {
		p.context = contextOf(x.docs, x.vocabs, s)
		p.context.lay(p.address)
	}
}

func strange(t *token) bool { return len(t.word) >= 5 && !allDigits(t.word) && levelOf(t.word) == 0 }

// lost says where hyphens seem lost.
func lost(joints []joint) string {
	var places []string
	for _, j := range joints[:min(len(joints), 3)] {
		places = append(places, "between "+j.between())
	}
	what := "a hyphen seems lost "
	if len(joints) > 1 || len(joints[0].cuts) > 1 {
		what = "hyphens seem lost "
	}
	if len(joints) > 3 {
		places = append(places, "elsewhere")
	}
	return what + list(places)
}

func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// cites names the note that cites source i first.
func (x *Examiner) cites(i int) string {
	ref := x.sources[i].CitedBy[0]
	d := x.docs[ref.Document]
	name := "note " + d.Notes[d.Citations[ref.Citation].Note].Label
	if len(x.docs) > 1 {
		name += " of " + d.Path
	}
	return name
}
