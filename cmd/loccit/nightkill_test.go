package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"loccit/testdata/smallweb"
)

// A ward is a set of pages that fall ill and get well at random, and a reckoning
// of what is to be told of them that knows nothing of caches.
type ward struct {
	*testing.T
	random *rand.Rand
	web    *smallweb.Web
	door   string
	dir    string
	pages  []*patient
	read   map[string]bool     // runs whose report was read, with its place
	told   map[string][]string // of this night, by the place of the report
	noted  int                 // bytes of the notices that were read
	kills  int
	takes  time.Duration // that a night takes which nobody kills
}

type patient struct {
	url     string
	state   string // what it shows this night: live, moved, unreachable, suspect
	before  string // the last state in which it did not fail
	row     int    // failing nights
	gone    int    // of them the last ones that said that it is gone
	broken  string // as what it was told to have broken
	target  string
	was     string // where it was told to have moved to
	newname int
}

func newWard(t *testing.T, seed uint64) *ward {
	web, err := smallweb.Start()
	try(t, err)
	t.Cleanup(web.Close)
	door, err := web.Door()
	try(t, err)
	w := &ward{T: t, random: rand.New(rand.NewPCG(seed, 50)), web: web, door: door, dir: t.TempDir(), read: map[string]bool{}}
	var urls []string
	for i := range 24 {
		p := &patient{url: fmt.Sprintf("https://ward%d.example/bed/%d", i%6, i), before: "unchecked"}
		w.pages, urls = append(w.pages, p), append(urls, p.url)
	}
	write(t, filepath.Join(w.dir, "article.txt"), []byte(articleOf(urls)))
	write(t, filepath.Join(w.dir, "loccit.toml"), []byte(`documents = ["article.txt"]
cache = "nights.db"
host-delay = "0s"
retries = 0
max-age = "20h"
archive = "none"
format = "json"
output = "night.json"
report = ["json=second.json", "html=night.html"]

[[notice]]
kind = "file"
path = "notices.jsonl"
`))
	return w
}

// dusk lets the pages become what they are this night, and reckons what is to
// be told of that.
func (w *ward) dusk() (want []string) {
	want = []string{}
	for _, p := range w.pages {
		switch n := w.random.IntN(10); {
		case n < 4 && p.state != "": // as it was
		case n < 6:
			p.state = "live"
			w.web.Handle(p.url, smallweb.Article("A Page of Its Own"))
		case n < 7:
			p.newname++
			p.state, p.target = "moved", fmt.Sprintf("%s/%d", p.url, p.newname)
			w.web.Handle(p.target, smallweb.Article("A Page of Its Own"))
			w.web.Handle(p.url, smallweb.To(301, p.target))
		case n < 9:
			p.state = "unreachable"
			w.web.Handle(p.url, smallweb.Status(503))
		default:
			p.state = "suspect"
			w.web.Handle(p.url, smallweb.SoftNotFound())
		}
		if change := p.reckon(); change != "" {
			want = append(want, p.url+" "+change)
		}
	}
	slices.Sort(want)
	return want
}

func (p *patient) reckon() (change string) {
	switch p.state {
	case "live", "moved":
		p.row, p.gone = 0, 0
		switch {
		case p.broken != "":
			change = fmt.Sprintf("healed %s %s", p.broken, p.state)
		case p.state == "moved" && p.target != p.was:
			change = fmt.Sprintf("moved %s moved", p.before)
		}
		p.broken, p.before = "", p.state
		if p.state == "moved" {
			p.was = p.target
		}
	default:
		p.row++
		p.gone++
		if p.state == "unreachable" {
			p.gone = 0
		}
		if p.broken == "" && (p.gone >= 2 || p.row >= 3) {
			p.broken = p.state
			change = fmt.Sprintf("broke %s %s", p.before, p.state)
		}
	}
	return change
}

// night is the command, ready to run at a moment.
func (w *ward) night(now time.Time) (*exec.Cmd, *bytes.Buffer) {
	var stderr bytes.Buffer
	cmd := exec.CommandContext(w.Context(), "loccit", "nightly", "--now", now.Format(time.RFC3339))
	cmd.Dir, cmd.Stderr = w.dir, &stderr
	cmd.Env = append(os.Environ(), doorVariable+"="+w.door)
	return cmd, &stderr
}

// toTheEnd runs a night that nobody kills.
func (w *ward) toTheEnd(now time.Time) {
	w.Helper()
	cmd, stderr := w.night(now)
	began := time.Now()
	if got := code(w.T, cmd.Run()); got > exitFindings {
		w.Fatalf("%v: exit %d\n%s", now, got, stderr)
	}
	w.takes = time.Since(began)
	w.readReports(true)
}

// killed runs a night and kills it: at some moment, or as soon as its reports
// lie beside their places, or a little later.
func (w *ward) killed(now time.Time) {
	w.Helper()
	cmd, stderr := w.night(now)
	try(w, cmd.Start())
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	if w.random.IntN(2) == 0 {
		wait := time.Duration(w.random.Int64N(int64(w.takes)))
		select {
		case <-time.After(wait):
		case err := <-done:
			done <- err
		}
	} else {
		w.awaitStaged(done)
		time.Sleep(time.Duration(w.random.Int64N(int64(8 * time.Millisecond))))
	}
	cmd.Process.Kill()
	if got := code(w.T, <-done); got > exitFindings {
		w.Fatalf("%v: exit %d\n%s", now, got, stderr)
	} else if got < 0 {
		w.kills++
	}
	w.readReports(false)
}

// awaitStaged returns when a report lies beside its place, or the process ends.
func (w *ward) awaitStaged(done chan error) {
	for {
		select {
		case err := <-done:
			done <- err
			return
		case <-time.After(200 * time.Microsecond):
		}
		if found, _ := filepath.Glob(filepath.Join(w.dir, ".night.json.*")); len(found) > 0 {
			return
		}
	}
}

// readReports is what happens on the desks: each report that arrives there is
// read once.
func (w *ward) readReports(must bool) {
	w.Helper()
	for _, name := range []string{"night.json", "second.json"} {
		data, err := os.ReadFile(filepath.Join(w.dir, name))
		if os.IsNotExist(err) && !must {
			continue
		}
		try(w, err)
		var r struct {
			Run     struct{ ID string }
			Changes []struct{ URL, Kind, From, To string }
		}
		if err := json.Unmarshal(data, &r); err != nil {
			w.Fatalf("%s: half a report: %v", name, err)
		}
		if w.read[name+r.Run.ID] {
			continue
		}
		w.read[name+r.Run.ID] = true
		for _, c := range r.Changes {
			w.told[name] = append(w.told[name], strings.Join([]string{c.URL, c.Kind, c.From, c.To}, " "))
		}
	}
}

// noticed are the changes of the notices that came since it was last called.
func (w *ward) noticed() []string {
	w.Helper()
	told := []string{}
	data, err := os.ReadFile(filepath.Join(w.dir, "notices.jsonl"))
	if os.IsNotExist(err) {
		return told
	}
	try(w, err)
	for line := range strings.Lines(string(data[w.noted:])) {
		var n struct {
			Changes []struct{ URL, Kind, From, To string }
		}
		if err := json.Unmarshal([]byte(line), &n); err != nil {
			w.Fatalf("half a notice: %v", err)
		}
		for _, c := range n.Changes {
			told = append(told, strings.Join([]string{c.URL, c.Kind, c.From, c.To}, " "))
		}
	}
	w.noted = len(data)
	return told
}

// TestNightsThatAreKilled kills nights fifty times, at moments spread over all
// that they do: no change is lost, and none is told twice.
func TestNightsThatAreKilled(t *testing.T) {
	kills := 50
	if testing.Short() {
		kills = 8
	}
	w := newWard(t, 1)
	changes := 0
	for night := 0; w.kills < kills; night++ {
		if night > 4*kills {
			t.Fatalf("%d kills in %d nights", w.kills, night)
		}
		bed := bedtime(1).AddDate(0, 0, night)
		want := w.dusk()
		w.told = map[string][]string{"night.json": {}, "second.json": {}}
		if night > 0 {
			for try := range 1 + w.random.IntN(4) {
				w.killed(bed.Add(time.Duration(try) * time.Minute))
			}
		}
		w.toTheEnd(bed.Add(time.Hour))
		w.told["notices.jsonl"] = w.noticed()
		for name, told := range w.told {
			slices.Sort(told)
			if d := gocmp.Diff(want, told); d != "" {
				t.Fatalf("night %d, after %d kills: %s (-to be told +told):\n%s", night, w.kills, name, d)
			}
		}
		changes += len(want)
		if left, _ := filepath.Glob(filepath.Join(w.dir, ".night.*")); len(left) > 0 {
			t.Errorf("night %d leaves %v", night, left)
		}
	}
	if changes < kills {
		t.Errorf("only %d changes: nothing was put to the test", changes)
	}
	t.Logf("%d kills, %d changes, each told once", w.kills, changes)
}
