package archive

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// Whatever archive is asked, the same questions get the same answers. A new
// provider is one line here.
var providers = []struct {
	name  string
	make  func(f *fake, o Options) verify.Asker
	opens bool // opens what it offers; else it goes by the archive's word
	parts []string
}{
	{"wayback", func(f *fake, o Options) verify.Asker { o.Endpoint = f.URL; return NewWayback(o) }, true, []string{"cdx", "web"}},
	{"arquivo", func(f *fake, o Options) verify.Asker { o.Endpoint = f.URL; return NewArquivo(o) }, true, []string{"wayback", "noFrame"}},
	{"timegate", func(f *fake, o Options) verify.Asker { return NewMemento("timegate", f.URL+"/timegate/", "", o) }, true, []string{"timegate", "web"}},
	{"timemap", func(f *fake, o Options) verify.Asker { return NewMemento("timemap", "", f.URL+"/timemap/", o) }, true, []string{"timemap", "web"}},
	{"both", func(f *fake, o Options) verify.Asker {
		return NewMemento("both", f.URL+"/timegate/", f.URL+"/timemap/", o)
	}, true, []string{"timegate", "timemap", "web"}},
	{"perma", func(f *fake, o Options) verify.Asker { o.Endpoint = f.URL; return NewPerma(o) }, false, []string{"v1"}},
}

func TestConformance(t *testing.T) {
	good := func(stamp string) shot { return shot{stamp: stamp, url: cited, status: 200} }
	cases := []struct {
		name     string
		shots    []shot
		near     time.Time
		live     bool
		state    verify.ArchiveState
		captured string // day of the snapshot
		opened   bool   // only for who opens what it offers
	}{
		{name: "the closest", shots: []shot{good("20190101000000"), good("20210714000000"), good("20230101000000")},
			near: july, state: verify.Archived, captured: "2021-07-14"},
		{name: "the newest, where no date is cited", shots: []shot{good("20190101000000"), good("20230101000000"), good("20210714000000")},
			state: verify.Archived, captured: "2023-01-01"},
		{name: "none", near: july, state: verify.None},
		{name: "none of this URL", shots: []shot{{stamp: "20210714000000", url: "https://www.paper.example/other", status: 200}}, near: july, state: verify.None},
		{name: "the slash at the end is folded", shots: []shot{{stamp: "20210714000000", url: cited + "/", status: 200}}, near: july,
			state: verify.Archived, captured: "2021-07-14"},
		{name: "the closest cannot be shown", shots: []shot{{stamp: "20210714000000", url: cited, status: 200, lost: true}, good("20200101000000")},
			near: july, state: verify.Archived, captured: "2020-01-01"},
		{name: "nothing but a redirect to what was not archived",
			shots: []shot{{stamp: "20210714000000", url: cited, status: 302, to: "https://www.paper.example/gone"}},
			near:  july, state: verify.Weak, captured: "2021-07-14", opened: true},
		{name: "a live source", shots: []shot{good("20190101000000"), good("20210714000000")}, near: july, live: true,
			state: verify.Archived, captured: "2021-07-14"},
		{name: "a live source without a snapshot", near: july, live: true, state: verify.None},
	}
	for _, p := range providers {
		for _, tc := range cases {
			t.Run(p.name+"/"+tc.name, func(t *testing.T) {
				if tc.opened && !p.opens {
					t.Skip("this archive is not opened")
				}
				q := verify.Question{URL: cited, Near: tc.near, Titles: []string{"The story"}}
				if tc.live {
					q.State = verify.Live
				}
				f := newFake(t, tc.shots...)
				l, err := p.make(f, Options{}).Ask(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				h := verify.Hold([]verify.Observation{{Kind: verify.KindLookup, By: p.name, Lookup: l}})
				day := ""
				if !h.Captured.IsZero() {
					day = h.Captured.Format(time.DateOnly)
				}
				if h.State != tc.state || day != tc.captured {
					t.Errorf("%v of %s (%s), want %v of %s", h.State, day, h.Why, tc.state, tc.captured)
				}
				if strings.Contains(h.Snapshot, "id_/") {
					t.Errorf("a person is sent to the raw bytes: %s", h.Snapshot)
				}
				if h.Why == "" || strings.Contains(h.Why, "; ;") || strings.HasSuffix(h.Why, "; ") {
					t.Errorf("why: %q", h.Why)
				}
				if !l.Near.Equal(tc.near) {
					t.Errorf("near %v", l.Near)
				}
			})
		}
	}
}

// Whatever part of an archive is down, and however, no answer becomes "none".
func TestConformanceOfOutages(t *testing.T) {
	faults := map[string]http.HandlerFunc{
		"503": nil,
		"500": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusInternalServerError)
			fmt.Fprint(w, "[]")
		},
		"504": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(504) },
		"429": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) },
		"403": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403); fmt.Fprint(w, "<html>Forbidden") },
		"HTML": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<!DOCTYPE html><title>Sorry</title>We are down")
		},
		"JSON": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"error":"down"}`) },
		"truncated": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "999")
			fmt.Fprint(w, "[")
		},
		"broken": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://login.example/", http.StatusFound)
		},
		"gzip": func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Encoding"] = []string{"", "gzip"}
			fmt.Fprint(w, "not packed at all")
		},
	}
	for _, p := range providers {
		for fault, answer := range faults {
			for _, live := range []verify.State{verify.Live, verify.Dead} {
				t.Run(fmt.Sprintf("%s/%s/%v", p.name, fault, live), func(t *testing.T) {
					f := newFake(t, shot{stamp: "20210714000000", url: cited, status: 200})
					f.failure = answer
					for _, part := range p.parts {
						f.failing[part] = true
					}
					l, err := p.make(f, Options{}).Ask(t.Context(), verify.Question{URL: cited, Near: july, State: live})
					if err == nil {
						t.Fatalf("no error, but %+v", l)
					}
					if fault == "429" {
						pause(t, err)
					}
				})
			}
		}
	}
}

// Where the index answers and the playback is down, what the index knows is
// offered with a doubt.
func TestConformanceOfADeadPlayback(t *testing.T) {
	for _, p := range providers {
		t.Run(p.name, func(t *testing.T) {
			f := newFake(t, shot{stamp: "20210714000000", url: cited, status: 200})
			f.failing["web"], f.failing["noFrame"] = true, true
			l, err := p.make(f, Options{}).Ask(t.Context(), verify.Question{URL: cited, Near: july, State: verify.Live})
			if err != nil {
				t.Fatal(err)
			}
			if len(l.Snapshots) != 1 || l.Snapshots[0].Doubt != p.opens {
				t.Errorf("%+v", l.Snapshots)
			}
		})
	}
}

func TestConformanceOfACancelledContext(t *testing.T) {
	for _, p := range providers {
		ctx, cancel := context.WithCancel(t.Context())
		f := newFake(t, shot{stamp: "20210714000000", url: cited, status: 200})
		cancel()
		if l, err := p.make(f, Options{}).Ask(ctx, verify.Question{URL: cited}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %+v, %v", p.name, l, err)
		}
	}
}

func TestExcluded(t *testing.T) {
	for _, p := range providers[:2] {
		for _, state := range []verify.State{verify.Live, verify.Dead} {
			f := newFake(t)
			f.excluded = true
			l, err := p.make(f, Options{}).Ask(t.Context(), verify.Question{URL: cited, State: state})
			if err != nil || !l.Excluded {
				t.Errorf("%s: %+v, %v", p.name, l, err)
			}
		}
	}
}

// An article of live sources costs the index nothing.
func TestALiveSourceIsNoQuestionToTheIndex(t *testing.T) {
	for _, p := range providers[:2] {
		f := newFake(t, shot{stamp: "20210714000000", url: cited, status: 200})
		a := p.make(f, Options{})
		for _, url := range []string{cited, "https://www.paper.example/never-archived"} {
			if _, err := a.Ask(t.Context(), verify.Question{URL: url, Near: july, State: verify.Live}); err != nil {
				t.Fatal(err)
			}
		}
		if n := f.asked[p.parts[0]]; n != 0 {
			t.Errorf("%s: the index was asked %d times", p.name, n)
		}
		if n := f.asked[p.parts[1]]; n != 3 {
			t.Errorf("%s: the playback was asked %d times", p.name, n)
		}
	}
}
