package verify_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"loccit/verify"
)

// whimMender proposes whatever comes to its mind: other sources, hosts that
// are nowhere, what is no URL.
type whimMender struct {
	lock   sync.Mutex
	random *rand.Rand
	hosts  int
	made   map[int][]verify.Candidate
}

func (m *whimMender) Guess(i int) []verify.Candidate {
	m.lock.Lock()
	defer m.lock.Unlock()
	if _, ok := m.made[i]; !ok {
		m.made[i] = nil
		for range m.random.IntN(7) {
			m.made[i] = append(m.made[i], verify.Candidate{URL: m.url()})
		}
	}
	return m.made[i]
}

func (m *whimMender) url() string {
	switch m.random.IntN(8) {
	case 0:
		return "no URL at all"
	case 1:
		return fmt.Sprintf("http://nowhere%d.example/", m.random.IntN(3))
	}
	return fmt.Sprintf("http://h%d.example/%d", m.random.IntN(m.hosts), m.random.IntN(80))
}

func (m *whimMender) Search(i int) (string, string) {
	return map[bool]string{true: fmt.Sprintf("h%d.example/", i), false: ""}[i%3 > 0], "9"
}

func (m *whimMender) Alike(int, string) verify.Likeness {
	m.lock.Lock()
	defer m.lock.Unlock()
	return verify.Likeness(m.random.IntN(4))
}

// whimArchive answers at random, too.
type whimArchive struct {
	m *whimMender
}

func (*whimArchive) Name() string { return "archive" }

func (a *whimArchive) answer(url string) ([]verify.Snapshot, error) {
	a.m.lock.Lock()
	defer a.m.lock.Unlock()
	switch a.m.random.IntN(8) {
	case 0:
		return nil, errors.New("at a whim")
	case 1:
		return nil, &verify.Pause{Until: time.Now(), Why: "at a whim"}
	case 2:
		if a.m.random.IntN(20) == 0 {
			return nil, &verify.Pause{Why: "for good"}
		}
	}
	var shots []verify.Snapshot
	for range a.m.random.IntN(4) {
		shots = append(shots, verify.Snapshot{URL: "http://archive.example/" + url, Original: a.m.url(), Status: 200, Doubt: a.m.random.IntN(2) == 0})
	}
	return shots, nil
}

func (a *whimArchive) Lookup(_ context.Context, url string, _ time.Time) (*verify.Lookup, error) {
	shots, err := a.answer(url)
	if err != nil {
		return nil, err
	}
	return &verify.Lookup{Snapshots: shots}, nil
}

func (a *whimArchive) Prefix(_ context.Context, prefix, _ string) ([]verify.Snapshot, error) {
	return a.answer(prefix)
}

// TestMendingEndsWhateverTheWebDoes: with a mender, an archive and a web that
// have all lost their minds, each run ends, no more than six addresses are
// asked for one source (three more may be known by others' asking), and none of
// them is asked more often than any is.
func TestMendingEndsWhateverTheWebDoes(t *testing.T) {
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 5))
			hosts := 1 + random.IntN(6)
			w := &whim{random: random, hosts: hosts, asked: map[string]int{}, busy: map[string]int{}, limit: 4}
			m := &whimMender{random: rand.New(rand.NewPCG(seed, 6)), hosts: hosts, made: map[int][]verify.Candidate{}}
			var sources []verify.Source
			for i := range 60 {
				u := fmt.Sprintf("http://h%d.example/%d", i%hosts, i/hosts)
				s := verify.Source{Key: u, URL: u}
				if i%2 == 0 {
					s.Damage = &verify.Damage{Why: "at a whim", Candidates: m.Guess(i)}
				}
				sources = append(sources, s)
			}
			g := &verify.Gatherer{
				Web: w, Retries: random.IntN(3), PerHost: 4, Mender: m, ArchiveRate: 10_000, Robots: random.IntN(3) == 0,
				Archives: []verify.Archive{&whimArchive{m: m}}, Backoff: time.Millisecond, Pause: time.Millisecond, Random: rand.NewPCG(seed, 2),
			}
			ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
			defer cancel()
			evidence, err := g.Gather(ctx, nil, sources)
			if err != nil || ctx.Err() != nil {
				t.Fatal(err, ctx.Err())
			}
			for i, e := range evidence {
				visits := 0
				for _, try := range e.Tries {
					if try.Shown.Visit != nil {
						visits++
					}
				}
				if visits > 6+3 || e.Unasked != "" {
					t.Errorf("%s: %d visits, %q", sources[i].URL, visits, e.Unasked)
				}
			}
			for url, n := range w.asked {
				if most := 1 + g.Retries + 2; n > most {
					t.Errorf("%s was asked %d times, want at most %d", url, n, most)
				}
			}
			if c, _ := verify.Judge(nil, sources, evidence, verify.Comparison{}, nil, time.Now()); len(c.Sources) != len(sources) {
				t.Errorf("%d sources", len(c.Sources))
			}
		})
	}
}
