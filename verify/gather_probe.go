package verify

import "cmp"

// A probing is one site's answer to a made-up address.
type probing struct {
	run     *gathering
	seen    *Observation // the latest that says something, or that the site gave no answer; nil while there is neither
	open    bool         // it is still to come
	asked   bool         // in this run
	beside  []sibling    // those that may be asked for, one for each who wants to know
	waiting []func()
}

// probe asks the site that v ended on for a sibling that cannot be there, to
// learn whether it answers nonsense with the same page: once a run, and not at
// all when it was asked within a day. It calls then when that is known, unless
// it is known now. The site is asked once its last source has come, and so it is
// known which of them want to be compared.
func (r *gathering) probe(v *Visit, then func()) *probing {
	key := root(v.Final)
	p := r.probes[key]
	if r.Offline || p != nil && !p.open && (p.asked || within(p.seen.At, r.now(), ProbeLifetime, 0)) {
		return p
	}
	if p != nil && p.open {
		p.waiting = append(p.waiting, then)
		if !p.asked {
			p.wants(v)
		}
		return p
	}
	var before *Observation
	if p != nil {
		before = p.seen
	}
	p = &probing{run: r, seen: before, waiting: []func(){then}}
	if p.wants(v); len(p.beside) == 0 {
		return nil
	}
	p.open = true
	r.probes[key] = p
	h := r.host(v.Final)
	h.probings = append(h.probings, p)
	if h.due == 0 {
		h.sound()
	}
	return p
}

// wants notes that v is to be compared.
func (p *probing) wants(v *Visit) {
	if s := siblingOf(v.Final, p.run.random); !p.run.excluded(s.url) {
		p.beside = append(p.beside, s)
	}
}

// sound asks what h says to nonsense, where somebody wants to know.
func (h *host) sound() {
	probings := h.probings
	h.probings = nil
	for _, p := range probings {
		p.ask()
	}
}

// ask asks for the sibling that stands for most.
func (p *probing) ask() {
	r, best := p.run, foremost(p.beside)
	p.asked, p.beside = true, nil
	t := &trip{run: r, plain: true, visit: &Visit{URL: best.url}, then: func(v *Visit) {
		if v.Failure == "" || p.seen == nil && v.Failure != "excluded" && v.Failure != "robots" {
			v = v.withoutWords()
			p.seen = &Observation{Kind: KindProbe, Key: root(best.url), By: "web", At: r.now(), Visit: v}
			r.keeper.add(*p.seen)
		}
		waiting := p.waiting
		p.open, p.waiting = false, nil
		for _, then := range waiting {
			then()
		}
	}}
	t.ask(best.url)
}

// foremost is the sibling whose route most have; of several, one with a number:
// a site that has no page by a made-up name says so by the rules of the web as a
// rule, and leaves it to its programs to say that there is none by a number.
func foremost(beside []sibling) sibling {
	routes, have := make([]string, len(beside)), map[string]int{}
	for i := range beside {
		routes[i] = beside[i].route()
		have[routes[i]]++
	}
	best := 0
	for i, s := range beside {
		more := cmp.Compare(have[routes[i]], have[routes[best]])
		if more == 0 && s.number != beside[best].number {
			more = -1
			if s.number {
				more = 1
			}
		}
		if more > 0 || more == 0 && s.of < beside[best].of {
			best = i
		}
	}
	return beside[best]
}

// nonsense is what the site of v, a visit to s, says to nonsense, as far as that is
// known and matters: a page is judged by it for which it would have been asked, and
// no other, or what a source means would hang on what else of its site is cited.
func (r *gathering) nonsense(s *Source, v *Visit, cited []string) *Observation {
	p := r.probes[root(v.Final)]
	if p == nil || p.seen == nil || isTied(s, v, cited) && !maybeEcho(v, cited) {
		return nil
	}
	return p.seen
}

// isTied reports whether the page that v showed bears a title that a note gives s.
// Where the URL is in doubt, that may be but the words of the URL.
func isTied(s *Source, v *Visit, cited []string) bool {
	return s.Damage == nil && bears(v.Page, cited)
}

// maybeEcho reports whether v, whose page bears a title of cited, comes to a soft 404
// only if the site heads every page with the words of its address.
func maybeEcho(v *Visit, cited []string) bool {
	return v.Page != nil && isHTML(v.Page.MediaType) && v.Page.Words <= thinWords && examine(v, cited, nil).echoed() && Classify(v, cited, nil).Reason == "soft-404"
}

// wantsProbe reports whether what the site says to nonsense could change what
// v means, a visit to s: it shows a page, not a home page and not what an archive
// plays back, and nothing ties that page to a note, which gives s the titles cited,
// or nothing but the words of its address.
func wantsProbe(s *Source, v *Visit, cited []string) bool {
	if s.Wraps != "" || v.Failure != "" || v.Status != 200 || v.Page == nil || !isHTML(v.Page.MediaType) || v.Page.Scripted {
		return false
	}
	if isTied(s, v, cited) { // as of most
		return maybeEcho(v, cited) && !isHome(v.Final)
	}
	if isHome(v.Final) {
		return false
	}
	by := Classify(v, cited, nil)
	switch by.Reason {
	case "soft-404":
		e := examine(v, cited, nil)
		return e.mayOutweigh() || e.mayStandAlone()
	case "bot-wall", "region-wall":
		return examine(v, cited, nil).mayStandAlone()
	}
	return by.State == Live || by.State == Moved
}
