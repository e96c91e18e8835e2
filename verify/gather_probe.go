package verify

import "strings"

// A probing is one site's answer to a made-up address.
type probing struct {
	seen    *Observation // nil while there is none
	open    bool         // it is still to come
	waiting []func()
}

// probe asks the site that v ended on for a sibling that cannot be there, to
// learn whether it answers nonsense with the same page: once a run, and not at
// all when it was asked within a day. It calls then when that is known, unless
// it is known now.
func (r *gathering) probe(v *Visit, then func()) *probing {
	key := root(v.Final)
	p := r.probes[key]
	if p != nil && p.open {
		p.waiting = append(p.waiting, then)
	}
	if r.Offline || p != nil && (p.seen == nil || within(p.seen.At, r.now(), ProbeLifetime, 0)) {
		return p
	}
	p = &probing{open: true, waiting: []func(){then}}
	r.probes[key] = p
	url := r.sibling(v.Final)
	if r.excluded(url) {
		p.open, p.waiting = false, nil
		return p
	}
	t := &trip{run: r, plain: true, visit: &Visit{URL: url}, then: func(v *Visit) {
		if v.Failure == "" {
			v = v.withoutWords()
			p.seen = &Observation{Kind: KindProbe, Key: key, By: "web", At: r.now(), Visit: v}
			r.keeper.add(*p.seen)
		}
		waiting := p.waiting
		p.open, p.waiting = false, nil
		for _, then := range waiting {
			then()
		}
	}}
	t.ask(url)
	return p
}

// wantsProbe reports whether what the site says to nonsense could change what
// v means: it shows a page, not a home page, and nothing ties that page to a
// note; where the URL is in doubt, a title that may be but the words of the URL
// does not.
func wantsProbe(v *Visit, cited []string, doubtful bool) bool {
	if v.Failure != "" || v.Status != 200 || v.Page == nil || !isHTML(v.Page.MediaType) || v.Page.Scripted {
		return false
	}
	if bears(v.Page, cited) && !doubtful || isHome(v.Final) {
		return false
	}
	s := Classify(v, cited, nil).State
	return s == Live || s == Moved
}

// sibling makes up an address beside url: same folder, same ending, and a name
// that nobody has.
func (r *gathering) sibling(url string) string {
	scheme, host, rest := SplitURL(url)
	path, _, _ := strings.Cut(rest, "?")
	path = strings.TrimSuffix(path, "/")
	slash := strings.LastIndexByte(path, '/')
	ending := ""
	if dot := strings.LastIndexByte(path, '.'); dot > slash && len(path)-dot <= 6 {
		ending = path[dot:]
	}
	name := make([]byte, 16)
	for i := range name {
		name[i] = "bcdfghjklmnpqrstvwxz"[r.random.IntN(20)] // without vowels no word comes of it that a site could take for a near miss
	}
	return scheme + "://" + host + path[:slash+1] + string(name) + ending
}
