package verify

// A departure stands in a host's queue for the visit to one source. The trip,
// and all that belongs to it, is made when its turn comes: for a hundred
// thousand sources at once they would fill the memory. It keeps its place in
// the queue, so the order is that in which the run set out.
type departure struct {
	run    *gathering
	source int32
	left   bool    // its turn has come
	asking *asking // made before its turn, because something else led to the same URL
}

// depart sets out for source i at url.
func (r *gathering) depart(i int, url string) {
	if key := r.sources[i].Key; r.Robots || wireKey(url) != key || r.byKey[key] != i || r.asked[key] != nil { // its key is not the one way to ask for it
		r.tripTo(i, url).ask(url)
		return
	}
	if r.departures == nil {
		r.departures = make([]departure, len(r.sources))
	}
	d := &r.departures[i]
	d.run, d.source = r, int32(i)
	r.schedule.open++
	r.schedule.add(r.host(url), d, rankFirst)
}

// tripTo is the visit to source i.
func (r *gathering) tripTo(i int, url string) *trip {
	s := &r.sources[i]
	return &trip{
		run: r, plain: s.Wraps != "" && asksOnce(url), pdf: described(r.docs, s), visit: &Visit{URL: url},
		then: func(v *Visit) { r.arrived(i, v) },
	}
}

// waitingAt is the asking of the source that is to be asked for under key, and
// whose turn has not come yet; else nil.
func (r *gathering) waitingAt(key string) *asking {
	i, ok := r.byKey[key]
	if !ok || i >= len(r.departures) {
		return nil
	}
	d := &r.departures[i]
	if d.run == nil || d.left {
		return nil
	}
	return d.ask()
}

// ask is what d asks for.
func (d *departure) ask() *asking {
	if d.asking == nil {
		r, s := d.run, &d.run.sources[d.source]
		url, _, _ := cutFragment(s.URL)
		t := r.tripTo(int(d.source), url)
		t.come(url)
		d.asking = r.newAsking(t, s.Key, url, nil)
	}
	return d.asking
}

// begin is called when the turn of d has come.
func (d *departure) begin() errand {
	a := d.ask()
	d.left, d.asking = true, nil
	return a.begin()
}

func (d *departure) drop(why closure) { d.begin().drop(why) }
