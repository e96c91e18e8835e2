package verify

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// ago is a glance at a source that was visited so long before the night.
func ago(d time.Duration, s State) Glance {
	return Glance{At: firstNight.Add(-d).UnixNano(), State: s}
}

func TestPlan(t *testing.T) {
	glances := []Glance{
		0:  ago(6*day, Unchecked),        // fresh
		1:  ago(8*day, Unchecked),        // due
		2:  {},                           // never seen
		3:  ago(time.Hour, Dead),         // in trouble
		4:  ago(2*day, Blocked),          // fresh
		5:  ago(4*day, Blocked),          // due
		6:  ago(time.Minute, Suspect),    // in trouble
		7:  ago(30*day, Unreachable),     // in trouble
		8:  ago(9*day, Unchecked),        // due
		9:  ago(-time.Minute, Unchecked), // asked by this night already
		10: ago(-time.Minute, Dead),      // the same
	}
	keys := make([]string, len(glances))
	for i := range keys {
		keys[i] = fmt.Sprintf("https://%c.example/%d", 'a'+i%2, i)
	}
	for _, tc := range []struct {
		name    string
		planner Planner
		order   []int
		left    int
		missed  int
	}{
		{"without bounds", Planner{}, []int{7, 3, 6, 2, 8, 1, 5}, 0, 0},
		{"trouble comes first", Planner{MaxRequests: 8, Retries: 2}, []int{7, 3, 6, 2}, 3, 0},
		{"too few for what is in trouble", Planner{MaxRequests: 5, Retries: 2}, []int{7, 3}, 5, 1},
		{"what is cheap may still find room", Planner{MaxRequests: 6, Retries: 2}, []int{7, 3, 2}, 4, 1},
		{"a host takes so many requests until the deadline", Planner{Deadline: 3 * time.Second, HostDelay: time.Second}, []int{7, 3, 6, 2}, 3, 0},
		{"everything is old", Planner{MaxAge: -1}, []int{7, 3, 6, 2, 8, 1, 0, 5, 4}, 0, 0},
		{"nothing is old", Planner{MaxAge: 365 * day}, []int{7, 3, 6, 2}, 0, 0},
		{"offline", Planner{Offline: true, MaxRequests: 5}, nil, 0, 0},
	} {
		tc.planner.Now, tc.planner.Since = firstNight.Add(5*time.Minute), firstNight
		p := tc.planner.Plan(keys, glances)
		if !slices.Equal(p.Order, tc.order) || p.Left != tc.left || p.Missed != tc.missed {
			t.Errorf("%s: %v, %d left, %d missed; want %v, %d, %d", tc.name, p.Order, p.Left, p.Missed, tc.order, tc.left, tc.missed)
		}
	}
}

// A night that asks nothing but what is in trouble could not tell a network that
// is down from sources that are.
func TestAPlanCallsWitnesses(t *testing.T) {
	glances := []Glance{ago(day, Dead), ago(2*day, Unchecked), ago(3*day, Unchecked), ago(2*day, Blocked), ago(day, Unchecked), ago(day, Unchecked), ago(day, Unchecked)}
	keys := []string{"https://a.example/1", "https://a.example/2", "https://a.example/3", "https://b.example/", "https://c.example/", "https://d.example/", "https://e.example/"}
	for _, tc := range []struct {
		name    string
		glances []Glance
		bound   int
		order   []int
	}{
		{"trouble alone", glances, 0, []int{0, 2, 4, 5}},
		{"little room", glances, 3, []int{0, 2}},
		{"no trouble", append([]Glance{ago(day, Unchecked)}, glances[1:]...), 0, nil},
		{"something is due", append([]Glance{ago(day, Dead), ago(8*day, Unchecked)}, glances[2:]...), 0, []int{0, 1}},
	} {
		p := (&Planner{Now: firstNight, Since: firstNight, MaxRequests: tc.bound}).Plan(keys, tc.glances)
		if !slices.Equal(p.Order, tc.order) {
			t.Errorf("%s: %v, want %v", tc.name, p.Order, tc.order)
		}
	}
}

// A visit of the future, as --now may leave one, is no visit of this night.
func TestAPlanAsksWhatWasSeenInTheFuture(t *testing.T) {
	p := (&Planner{Now: firstNight, Since: firstNight}).Plan([]string{"https://a.example/", "https://b.example/"}, []Glance{ago(-day, Dead), ago(-day, Unchecked)})
	if !slices.Equal(p.Order, []int{0, 1}) || p.Trouble != 1 || p.Ahead != 1 {
		t.Errorf("%+v", p)
	}
}

// A thousand sources were all seen for the first time as fast as the bound
// allowed, and some fall into trouble. Over ten weeks no night asks more than
// it may, trouble is asked every night, and nothing gets older than a week and
// what the bound costs.
func TestAPlanSpreadsOverTheNights(t *testing.T) {
	const sources, bound = 1000, 200
	random := rand.New(rand.NewPCG(3, 14))
	glances := make([]Glance, sources)
	keys := make([]string, sources)
	for i := range keys {
		keys[i] = fmt.Sprintf("https://%d.example/", i)
	}
	oldest := time.Duration(0)
	for night := range 70 {
		now := firstNight.Add(time.Duration(night) * day)
		planner := Planner{Now: now, Since: now, MaxRequests: bound, Retries: 2}
		p := planner.Plan(keys, glances)
		cost := 0
		for _, i := range p.Order {
			cost += planner.cost(glances[i].State)
			glances[i].At = now.UnixNano()
		}
		if cost > bound {
			t.Fatalf("night %d costs %d requests", night, cost)
		}
		for i := range glances {
			g := &glances[i]
			if g.State.failing() && g.At != now.UnixNano() {
				t.Fatalf("night %d: source %d is %v, and was not asked", night, i, g.State)
			}
			if night >= 14 {
				oldest = max(oldest, now.Sub(time.Unix(0, g.At)))
			}
			g.State = Unchecked
			if random.IntN(100) == 0 {
				g.State = []State{Dead, Unreachable, Suspect, Blocked}[random.IntN(4)]
			}
		}
		if night >= 14 && p.Left > 0 {
			t.Errorf("night %d leaves %d sources: the load is not spread", night, p.Left)
		}
	}
	if oldest > 8*day {
		t.Errorf("a source was left alone for %v", oldest)
	}
}

// A week's sources were all seen in one night without a bound. With a bound the
// nights before they are due take some of them.
func TestAPlanLooksAhead(t *testing.T) {
	const sources, bound = 700, 150
	glances := make([]Glance, sources)
	keys := make([]string, sources)
	for i := range glances {
		keys[i], glances[i] = fmt.Sprintf("https://%d.example/", i), Glance{At: firstNight.UnixNano()}
	}
	for night := 1; night <= 30; night++ {
		now := firstNight.Add(time.Duration(night) * day)
		p := (&Planner{Now: now, Since: now, MaxRequests: bound}).Plan(keys, glances)
		for _, i := range p.Order {
			if age := now.Sub(time.Unix(0, glances[i].At)); age > 8*day {
				t.Fatalf("night %d: source %d waited %v", night, i, age)
			}
			glances[i].At = now.UnixNano()
		}
		if p.Left > 0 {
			t.Errorf("night %d leaves %d", night, p.Left)
		}
	}
}
