package repair_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"loccit/testdata/smallweb"
	"loccit/verify"
	"loccit/verify/archive"
	"loccit/verify/repair"
	"loccit/verify/web"
)

// A world is a web on loopback with an archive, and a Gatherer that knows no
// other.
type world struct {
	*smallweb.Web
	t        *testing.T
	gatherer *verify.Gatherer
	captures []smallweb.Capture
	sources  []verify.Source
	evidence []verify.Evidence // of the last run
}

// present is the day of all runs.
var present = time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)

func newWorld(t *testing.T) *world {
	w, err := smallweb.Start()
	if err != nil {
		t.Fatal(err)
	}
	f := &web.Fetcher{Resolver: w, Connect: w.Connect, Roots: w.Roots(), Timeout: 20 * time.Second}
	t.Cleanup(func() { f.Close(); w.Close() })
	return &world{Web: w, t: t, gatherer: &verify.Gatherer{
		Web: f, Concurrency: 64, Pause: time.Millisecond, Backoff: time.Millisecond, Random: rand.NewPCG(1, 1),
		ArchiveRate: 100_000, Now: func() time.Time { return present },
	}}
}

// lives puts a page at url, below which its site says 404 to all else.
func (w *world) lives(url, title string) { w.Handle(url, smallweb.Article(title)) }

// captured puts a page into the archive.
func (w *world) captured(url, title string) {
	w.captures = append(w.captures, smallweb.Capture{URL: url, At: "20211105120000",
		Page: "<title>" + title + "</title><h1>" + title + "</h1>" + smallweb.Prose(title, 120)})
}

// archived opens the archive, with what was captured until now.
func (w *world) archived() {
	w.Archive("web.archive.example", w.captures...)
	base, err := w.Base("web.archive.example")
	if err != nil {
		w.t.Fatal(err)
	}
	// The archive's clock runs fast, so that its budget holds nobody up.
	var ticks atomic.Int64
	now := func() time.Time { return present.Add(time.Duration(ticks.Add(1)) * time.Second) }
	w.gatherer.Archives = []verify.Archive{archive.NewWayback(archive.Options{Endpoint: base, Rate: 100_000, Now: func() time.Time { return present }, Clock: now})}
}

// judge runs the pipeline from the citations of docs to their case.
func (w *world) judge(docs ...*verify.Document) *verify.Case {
	w.t.Helper()
	sources := verify.Sources(docs)
	x := repair.Examine(docs, sources)
	for i := range sources {
		sources[i].Damage = x.Damage(i)
	}
	w.gatherer.Mender = x
	evidence, err := w.gatherer.Gather(context.Background(), docs, sources)
	if err != nil {
		w.t.Fatal(err)
	}
	w.sources, w.evidence = sources, evidence
	c, _ := verify.Judge(docs, sources, evidence, verify.Comparison{}, nil, present)
	return c
}

// memory is a Store that forgets everything at the end of the test.
type memory struct {
	lock sync.Mutex
	all  []verify.Observation
}

func (m *memory) Latest(_ context.Context, keys []string) ([]verify.Observation, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	newest := map[string]verify.Observation{}
	for _, o := range m.all {
		if slices.Contains(keys, o.Key) {
			newest[o.Key+" "+string(o.Kind)+" "+o.By] = o
		}
	}
	var found []verify.Observation
	for _, o := range newest {
		found = append(found, o)
	}
	return found, nil
}

func (m *memory) Add(_ context.Context, observations ...verify.Observation) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.all = append(m.all, observations...)
	return nil
}

// live are the URLs that were asked for, those of the archive left out.
func (w *world) live() []string {
	return slices.DeleteFunc(w.URLs(), func(url string) bool { return strings.Contains(url, "//web.archive.example/") })
}
