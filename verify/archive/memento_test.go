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
