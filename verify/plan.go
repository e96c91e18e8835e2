package verify

import (
	"cmp"
	"slices"
	"time"
)

// A Glance is the little that a plan wants to know of a source: sixteen bytes,
// so that a million of them can be held. The zero Glance is a source that was
// never seen.
type Glance struct {
	At    int64 // of its latest visit, in nanoseconds since 1970; 0 for none
	State State // in trouble or blocked, as the last night made of it; else Unchecked
}

// A Planner says which sources a night asks, and in what order: first those in
// trouble, which are asked every night, then those whose observation is no
// longer fresh, the oldest before the others. What finds no room is the oldest
// of the next night, and so rechecks spread over the nights. It is pure.
type Planner struct {
	Now         time.Time
	Since       time.Time     // what was visited since was asked by this night already, see Resumed
	MaxAge      time.Duration // as that of a Gatherer
	MaxRequests int           // for the night; 0 for no bound
	Deadline    time.Duration // for the night; 0 for none
	HostDelay   time.Duration // between two requests to a host
	Retries     int           // of what may heal
	Offline     bool          // nothing is asked

	Asks func(key string) bool // whether a source may be asked at all; nil for all
}

// A Plan is what one night asks.
type Plan struct {
	Order   []int     // indices of the sources to be asked, in this order
	Since   time.Time // as the Planner's
	Trouble int       // how many of Order were in trouble: they stand first
	Ahead   int       // how many of Order are not due yet: they would find no room when they are, or bear witness to the network
	Left    int       // due, and left to the nights to come
	Missed  int       // of these, in trouble: the bounds are too narrow for what must be asked every night
	Room    int       // requests that the plan leaves over; negative for no bound
}

// Plan plans a night over sources with these keys. glances[i] belongs to
// keys[i].
func (p *Planner) Plan(keys []string, glances []Glance) *Plan {
	d := &draft{Planner: p, Plan: Plan{Since: p.Since, Room: -1}, keys: keys, glances: glances}
	if p.Offline {
		return &d.Plan
	}
	if p.MaxRequests > 0 {
		d.Room = p.MaxRequests
	}
	if p.Deadline > 0 && p.HostDelay > 0 {
		d.perHost = max(1, int(p.Deadline/p.HostDelay))
		d.hosts = map[string]int{}
	}
	trouble, due := d.wanted()
	for _, i := range trouble {
		if !d.take(i) {
			d.Missed++
		}
	}
	d.Trouble = len(d.Order)
	for _, i := range due {
		d.take(i)
	}
	d.Left = len(trouble) + len(due) - len(d.Order)
	if len(d.Order) == d.Trouble && d.Trouble > 0 {
		d.witness()
	}
	if d.Left == 0 {
		d.ahead()
	}
	return &d.Plan
}

// A draft is a plan in the making.
type draft struct {
	*Planner
	Plan
	keys    []string
	glances []Glance
	perHost int            // requests that one host can be asked within the deadline; 0 for no bound
	hosts   map[string]int // taken so far, by host

	witnesses []int // see witness
}

// wanted are the sources to be asked tonight, both lists oldest first.
func (d *draft) wanted() (trouble, due []int) {
	now, since := d.Now.UnixNano(), d.Planner.Since.UnixNano()
	for i, g := range d.glances {
		switch {
		case g.At >= since && g.At <= now, !g.State.failing() && now-g.At <= int64(d.life(g.State)):
		case d.Asks != nil && !d.Asks(d.keys[i]):
		case g.State.failing():
			trouble = append(trouble, i)
		default:
			due = append(due, i)
		}
	}
	d.oldestFirst(trouble)
	d.oldestFirst(due)
	return trouble, due
}

// life is how long a visit that means s stays fresh; a source that is neither
// in trouble nor blocked is live.
func (p *Planner) life(s State) time.Duration {
	switch {
	case p.MaxAge != 0:
		return max(p.MaxAge, 0)
	case s == Blocked:
		return Lifetime(Blocked)
	}
	return Lifetime(Live)
}

func (d *draft) oldestFirst(list []int) {
	slices.SortFunc(list, func(a, b int) int {
		return cmp.Or(cmp.Compare(d.glances[a].At, d.glances[b].At), cmp.Compare(a, b))
	})
}

// take puts source i into the plan where there is room for it.
func (d *draft) take(i int) bool {
	cost := d.cost(d.glances[i].State)
	if d.Room >= 0 && cost > d.Room {
		return false
	}
	if d.perHost > 0 {
		host := siteOf(d.keys[i])
		if d.hosts[host]+cost > d.perHost && d.hosts[host] > 0 {
			return false
		}
		d.hosts[host] += cost
	}
	if d.Room >= 0 {
		d.Room -= cost
	}
	d.Order = append(d.Order, i)
	return true
}

// cost is how many requests a visit to a source in state s is likely to take:
// what is gone is looked at twice, what does not answer is tried again.
func (p *Planner) cost(s State) int {
	switch s {
	case Dead, Suspect:
		return 2
	case Unreachable:
		return 1 + p.Retries
	}
	return 1
}

// witnesses are how many sources that were well are asked in a night that asks
// nothing but what is in trouble.
const witnesses = 3

// witness asks a few sources on hosts of their own that were well: where none of
// them answers either, it is the network that is down, and not the sources.
func (d *draft) witness() {
	hosts := map[string]bool{}
	for _, i := range d.waiting() {
		host := siteOf(d.keys[i])
		if d.glances[i].State != Unchecked || hosts[host] {
			continue
		}
		hosts[host] = true
		if !d.take(i) {
			return
		}
		d.Ahead++
		if d.witnesses = append(d.witnesses, i); len(d.witnesses) == witnesses {
			return
		}
	}
}

// nights are how far a plan looks ahead: the longest that a visit stays fresh.
const nights = 7

// ahead fills the room that is left with sources that are due in a night to
// come in which more are due than a night can ask. Every night again has its
// trouble, which is many requests at the cost of it tonight.
func (d *draft) ahead() {
	if d.MaxRequests == 0 || d.Room == 0 {
		return
	}
	standing := 0
	for _, i := range d.Order[:d.Trouble] {
		standing += d.cost(d.glances[i].State)
	}
	waiting := d.waiting()
	over, sum, at := 0, 0, 0
	for night := 1; night <= nights; night++ {
		until := d.Now.Add(time.Duration(night) * day).UnixNano()
		for at < len(waiting) && d.dueAt(waiting[at]) < until {
			at++
			sum++
		}
		over = max(over, sum-night*max(0, d.MaxRequests-standing))
	}
	for _, i := range waiting[:min(over, len(waiting))] {
		if slices.Contains(d.witnesses, i) {
			continue
		}
		if !d.take(i) {
			break
		}
		d.Ahead++
	}
}

// waiting are the sources that are fresh, the first to be due first.
func (d *draft) waiting() []int {
	var list []int
	now, since := d.Now.UnixNano(), d.Planner.Since.UnixNano()
	for i, g := range d.glances {
		if g.At != 0 && (g.At < since || g.At > now) && !g.State.failing() && now-g.At <= int64(d.life(g.State)) {
			list = append(list, i)
		}
	}
	slices.SortFunc(list, func(a, b int) int { return cmp.Or(cmp.Compare(d.dueAt(a), d.dueAt(b)), cmp.Compare(a, b)) })
	return list
}

func (d *draft) dueAt(i int) int64 { return d.glances[i].At + int64(d.life(d.glances[i].State)) }
