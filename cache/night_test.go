package cache

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"loccit/verify"
)

func TestGlances(t *testing.T) {
	c := fresh(t)
	var keys []string
	var want []verify.Glance
	var told []verify.Told
	for i := range 1500 { // more than one batch, and more than one reader
		key := fmt.Sprintf("https://a.example/%d", i)
		g := verify.Glance{}
		if i%3 > 0 {
			at := noon.Add(time.Duration(i) * time.Minute)
			add(t, c, visit(key, at.Add(-time.Hour), 200), visit(key, at, 200), lookup(key, "wayback", at.Add(time.Hour)))
			g.At = at.UnixNano()
		}
		if i%5 == 0 {
			g.State = verify.State(i % 7)
			told = append(told, verify.Told{Key: key, State: g.State, Target: "x", Tried: noon})
			if g.At == 0 {
				g.At = noon.UnixNano()
			}
		}
		keys, want = append(keys, key), append(want, g)
	}
	must(t, c.Keep(t.Context(), Delivery{Run: verify.Run{ID: "1", Command: "nightly", Started: noon}, Told: told}, Delivery{}))
	got, err := c.Glances(t.Context(), keys)
	must(t, err)
	if d := gocmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	none, err := c.Glances(t.Context(), nil)
	if err != nil || len(none) != 0 {
		t.Error(none, err)
	}
}

func TestAPromiseIsKeptOrBroken(t *testing.T) {
	c := fresh(t)
	key := "https://a.example/p"
	d := Delivery{
		Run:     verify.Run{ID: "n1", Command: "nightly", Started: noon, Finished: noon.Add(time.Minute)},
		Changes: []verify.Change{{Key: key, URL: key, Kind: "broke", From: "live", To: "dead", Since: noon.Add(-time.Hour), Detail: "answers 404", Link: "x"}},
		Told:    []verify.Told{{Key: key, Broken: verify.Dead, Since: noon, Target: "t", Archive: verify.None, State: verify.Dead, Tried: noon}},
		Notices: []verify.NightNotice{{ID: "n1.mail", To: "mail ada@house.example", At: noon, Subject: "1 broke", Text: "t", HTML: "<p>", Chat: "c", JSON: "{}"}},
		Ready:   true,
		Owed:    map[string][]verify.Change{"/tmp/report": {{Key: key, URL: key, Kind: "healed", From: "dead", To: "live"}}},
		Files:   []File{{"/tmp/.report", "/tmp/report"}},
	}
	if got, err := c.Promised(t.Context()); got != nil || err != nil {
		t.Fatal(got, err)
	}
	must(t, c.Promise(t.Context(), d))
	must(t, c.Close())
	c = openAt(t, c.Path())
	got, err := c.Promised(t.Context())
	must(t, err)
	if diff := gocmp.Diff(&d, got); diff != "" {
		t.Errorf("promised (-want +got):\n%s", diff)
	}
	if waiting, err := c.Notices(t.Context()); err != nil || len(waiting) != 0 {
		t.Errorf("a promise is sent already: %v, %v", waiting, err)
	}
	told, err := c.Told(t.Context(), []string{"https://b.example/", key})
	must(t, err)
	if len(told) != 0 {
		t.Errorf("a promise is told already: %v", told)
	}
	must(t, c.Promise(t.Context(), Delivery{}))
	must(t, c.Promise(t.Context(), d))
	must(t, c.Keep(t.Context(), d, Delivery{}))
	if got, err := c.Promised(t.Context()); got != nil || err != nil {
		t.Fatal(got, err)
	}
	told, err = c.Told(t.Context(), []string{"https://b.example/", key})
	must(t, err)
	if diff := gocmp.Diff(map[string]verify.Told{key: d.Told[0]}, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	tellings, err := c.Tellings(t.Context(), key+"#part")
	must(t, err)
	if len(tellings) != 1 || tellings[0].Run != "n1" || !tellings[0].At.Equal(noon) || tellings[0].Kind != "broke" || !tellings[0].Since.Equal(noon.Add(-time.Hour)) {
		t.Errorf("%+v", tellings)
	}
	runs, err := c.Nights(t.Context(), noon)
	must(t, err)
	if len(runs) != 1 || runs[0].ID != "n1" || !runs[0].Finished.Equal(noon.Add(time.Minute)) {
		t.Errorf("%+v", runs)
	}
	// Notices wait from then on, each once, until they are sent.
	must(t, c.Keep(t.Context(), Delivery{Run: d.Run, Notices: append([]verify.NightNotice{{ID: "n0.chat"}}, d.Notices...)}, Delivery{}))
	waiting, err := c.Notices(t.Context())
	must(t, err)
	if diff := gocmp.Diff(append(d.Notices[:1:1], verify.NightNotice{ID: "n0.chat"}), waiting); diff != "" {
		t.Errorf("waiting (-want +got):\n%s", diff)
	}
	must(t, c.Sent(t.Context(), "n1.mail"))
	if waiting, err = c.Notices(t.Context()); err != nil || len(waiting) != 1 || waiting[0].ID != "n0.chat" {
		t.Errorf("%+v, %v", waiting, err)
	}
	// What some places were not told is owed to them.
	must(t, c.Promise(t.Context(), Delivery{Owed: d.Owed}))
	if got, err := c.Promised(t.Context()); err != nil || gocmp.Diff(&Delivery{Owed: d.Owed}, got) != "" {
		t.Errorf("%+v, %v", got, err)
	}
	// What is in order again needs no row.
	d.Told[0] = verify.Told{Key: key}
	must(t, c.Keep(t.Context(), d, Delivery{}))
	if told, err = c.Told(t.Context(), []string{key}); err != nil || len(told) != 0 {
		t.Errorf("%v, %v", told, err)
	}
}

// hold takes the lock, says so and keeps it until it is killed.
func hold(path string, _ []string) error {
	c, err := Open(path, Options{})
	if err != nil {
		return err
	}
	if _, err := c.Hold(); err != nil {
		return err
	}
	fmt.Println("held")
	time.Sleep(time.Hour)
	return nil
}

func TestTwoNightsOnOneCache(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	c := openAt(t, path)
	other := start(t, "hold", path)
	out, err := other.StdoutPipe()
	must(t, err)
	must(t, other.Start())
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatal(line, err)
	}
	_, err = c.Hold()
	var held *Held
	host, _ := os.Hostname()
	if !errors.As(err, &held) || held.By.PID != other.Process.Pid || held.By.Host != host || time.Since(held.By.Since) > time.Minute {
		t.Fatalf("%v", err)
	}
	if !strings.Contains(err.Error(), fmt.Sprintf("process %d on %s, since ", other.Process.Pid, host)) {
		t.Errorf("%v", err)
	}
	link := filepath.Join(t.TempDir(), "link.db")
	must(t, os.Symlink(path, link))
	if _, err := openAt(t, link).Hold(); !errors.As(err, &held) {
		t.Errorf("by another name: %v", err)
	}
	must(t, other.Process.Kill())
	other.Wait()
	h, err := c.Hold()
	must(t, err)
	if h.Dead == nil || h.Dead.PID != other.Process.Pid {
		t.Errorf("taken over from %+v", h.Dead)
	}
	if _, err := c.Hold(); !errors.As(err, &held) || held.By.PID != os.Getpid() {
		t.Errorf("twice in one process: %v", err)
	}
	must(t, h.Release())
	h, err = c.Hold()
	must(t, err)
	if h.Dead != nil {
		t.Errorf("after a good end: taken over from %v", h.Dead)
	}
	must(t, h.Release())
	must(t, c.Add(context.Background(), visit("https://a.example/", noon, 200)))
}
