package archive

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// An archive whose links do not tell where the captured bytes are is opened at
// the playback that its owner names, and else where its links lead.
func TestMementoWithAPlayback(t *testing.T) {
	for _, named := range []bool{true, false} {
		var opened []string
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			at := stamped("20210714000000").Format(http.TimeFormat)
			switch {
			case strings.HasPrefix(r.RequestURI, "/map/"):
				fmt.Fprintf(w, "<%s>; rel=\"original\",\n<http://%s/capture/77>; rel=\"memento\"; datetime=\"%s\"", cited, r.Host, at)
			default:
				opened = append(opened, r.RequestURI)
				show(w, "20210714000000", cited, 200, story)
			}
		}))
		e := Endpoints{Name: "house", TimeMap: s.URL + "/map/"}
		if named {
			e.Playback = s.URL + "/bytes/"
		}
		l, err := NewMementoAt(e, Options{}).Ask(t.Context(), verify.Question{URL: cited, Near: july, State: verify.Dead, Titles: []string{"The story"}})
		s.Close()
		if err != nil || len(l.Snapshots) != 1 || l.Snapshots[0].Doubt || l.Snapshots[0].URL != s.URL+"/capture/77" {
			t.Fatalf("%+v, %v", l, err)
		}
		want := "/capture/77"
		if named {
			want = "/bytes/20210714000000id_/" + cited
		}
		if len(opened) != 1 || opened[0] != want {
			t.Errorf("opened %q, want %s", opened, want)
		}
	}
}

// A TimeGate of pywb's shows the capture at once, under its own address or with
// a flag: a person is sent to the capture.
func TestMementoThatIsShownAtOnce(t *testing.T) {
	for _, flag := range []string{"", "mp_"} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Location", "http://"+r.Host+"/house/20210714000000"+flag+"/"+cited)
			show(w, "20210714000000", cited, 200, story)
		}))
		l, err := NewMemento("house", s.URL+"/house/", "", Options{}).Ask(t.Context(), verify.Question{URL: cited, Near: july})
		s.Close()
		if err != nil || len(l.Snapshots) != 1 || l.Snapshots[0].URL != s.URL+"/house/20210714000000/"+cited {
			t.Fatalf("%+v, %v", l, err)
		}
		if why := l.Snapshots[0].Why; strings.Contains(why, "only one") {
			t.Errorf("nobody said how many there are: %s", why)
		}
	}
}

// The TimeGate names one capture, and the TimeMap knows a better one.
func TestMementoBeyondTheTimeGate(t *testing.T) {
	cases := map[string]struct {
		named shot // by the TimeGate
		state verify.ArchiveState
		other []shot
	}{
		"an error":   {shot{stamp: "20210714000000", url: cited, status: 404}, verify.Archived, []shot{{stamp: "20180101000000", url: cited, status: 200}}},
		"too late":   {shot{stamp: "20220101000000", url: cited, status: 200}, verify.Archived, []shot{{stamp: "20210101000000", url: cited, status: 200}}},
		"two errors": {shot{stamp: "20210714000000", url: cited, status: 404}, verify.None, []shot{{stamp: "20180101000000", url: cited, status: 503}}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			all := newFake(t, append(tc.other, tc.named)...)
			gate := newFake(t, tc.named)
			l, err := NewMemento("house", gate.URL+"/timegate/", all.URL+"/timemap/", Options{}).Ask(t.Context(), verify.Question{URL: cited, Near: july, Titles: []string{"The story"}})
			if err != nil {
				t.Fatal(err)
			}
			h := verify.Hold([]verify.Observation{{By: "house", Lookup: l}})
			if h.State != tc.state || h.State == verify.Archived && h.Captured != stamped(tc.other[0].stamp) {
				t.Errorf("%v of %v (%s)", h.State, h.Captured, h.Why)
			}
		})
	}
}

// A playback that shows the closest capture under the time that was asked for
// is taken at the word of Memento-Datetime.
func TestAPlaybackThatDrifts(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/wayback/cdx") {
			rows("20210715000000 "+cited+" text/html 200")(w, r)
			return
		}
		show(w, "20200101000000", cited, 200, story)
	}))
	defer s.Close()
	for state, want := range map[verify.State]verify.ArchiveState{verify.Live: verify.Archived, verify.Dead: verify.Weak} {
		l, err := NewArquivo(Options{Endpoint: s.URL}).Ask(t.Context(), verify.Question{URL: cited, Near: july, State: state})
		if err != nil {
			t.Fatal(err)
		}
		h := verify.Hold([]verify.Observation{{By: "arquivo", Lookup: l}})
		if h.State != want {
			t.Errorf("%v: %v (%s)", state, h.State, h.Why)
		}
		if state == verify.Live && h.Snapshot != s.URL+"/wayback/20200101000000/"+cited {
			t.Errorf("a person is sent to %s", h.Snapshot)
		}
	}
}

// The rate that loccit.toml gives an archive is its own.
func TestMementoWithARate(t *testing.T) {
	m := NewMementoAt(Endpoints{Name: "house", TimeGate: "http://a.example/", Rate: 3}, Options{Rate: 100})
	for i := range 4 {
		_, err := m.index.Take(t.Context(), july.Add(time.Duration(i)*time.Second))
		if (err != nil) != (i == 3) {
			t.Errorf("question %d: %v", i+1, err)
		}
	}
}
