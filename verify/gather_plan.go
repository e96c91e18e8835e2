package verify

// follow takes up the plan.
func (r *gathering) follow() {
	if r.Plan == nil {
		return
	}
	r.planned = append(r.planned, r.Plan.Order...)
	r.before = make([]Observation, len(r.sources))
	r.troubled = make([]bool, len(r.sources))
	for i := range r.sources {
		r.fresh[i] = true
	}
	for n, i := range r.planned {
		r.fresh[i], r.troubled[i] = false, n < r.Plan.Trouble
	}
}

// leaves reports whether the plan leaves o as it is. A plan goes by what the
// last night saw; what o is judged to be in trouble since then, by an audit or
// by a newer rule, is asked as well, if there is room.
func (r *gathering) leaves(i int, o *Observation, s State) bool {
	if !r.fresh[i] {
		return false
	}
	if r.Offline || r.Plan.Room == 0 || !o.At.Before(r.Plan.Since) && !o.At.After(r.now()) || !s.failing() {
		return true
	}
	if r.Plan.Room > 0 && len(r.planned)-len(r.Plan.Order) >= r.Plan.Room {
		return true
	}
	r.planned, r.fresh[i] = append(r.planned, i), false
	return false
}

// order are the sources in the order in which they are set out for: those that
// a plan asks first, as it has them. Each host is asked in this order.
func (r *gathering) order() []int {
	order := make([]int, 0, len(r.sources))
	order = append(order, r.planned...)
	asked := make([]bool, len(r.sources))
	for _, i := range order {
		asked[i] = true
	}
	for i := range r.sources {
		if !asked[i] {
			order = append(order, i)
		}
	}
	return order
}

// standsFor lets what was seen before stand for source i, which a planned run
// did not get to for this reason. A recheck that waits for another night is
// nothing that is missing; what is in trouble should have been asked.
func (r *gathering) standsFor(i int, why string) bool {
	if i >= len(r.before) || r.before[i].Visit == nil {
		return false
	}
	e := &r.evidence[i]
	e.Visit, e.Checked, e.Cached = r.before[i].Visit, r.before[i].At, true
	if why == "interrupted" || why == "deadline" && r.troubled[i] {
		e.Skipped = why
	}
	if !r.held[i] {
		e.Archive = Hold(r.lookups[r.sources[i].Key])
	}
	return true
}

// Asks reports whether url may be asked at all: it is an address of the web,
// and no setting excludes it.
func (g *Gatherer) Asks(url string) bool {
	url, _, _ = cutFragment(url)
	return onWeb(url) && !(&gathering{Gatherer: g}).excluded(url)
}
