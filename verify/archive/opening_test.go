package archive

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// What opening the capture of 16 July 2021 shows.
func TestOpening(t *testing.T) {
	const stamp = "20210716000000"
	at := func(url string, status int) shot { return shot{stamp: stamp, url: url, status: status} }
	redirect := func(from, to string) shot { return shot{stamp: stamp, url: from, status: 301, to: to} }
	page := func(text string) shot { return shot{stamp: stamp, url: cited, status: 200, page: text} }
	var chain []shot
	for i := range 7 {
		from := fmt.Sprintf("https://www.paper.example/%d", i)
		if i == 0 {
			from = cited
		}
		chain = append(chain, redirect(from, fmt.Sprintf("https://www.paper.example/%d", i+1)))
	}
	cases := []struct {
		name  string
		shots []shot
		doubt string // part of it; empty for none
	}{
		{"a page", []shot{at(cited, 200)}, ""},
		{"an archived redirect to a page", []shot{redirect(cited, "https://www.paper.example/new-story"), at("https://www.paper.example/new-story", 200)}, ""},
		{"from http to https", []shot{redirect(cited, strings.Replace(cited, "https", "http", 1)), at(cited, 200)}, "in a circle"},
		{"an archived redirect in a circle", []shot{redirect(cited, "https://id.paper.example/cookie"), redirect("https://id.paper.example/cookie", cited)}, "in a circle"},
		{"an archived redirect without end", chain, "more than 5"},
		{"an archived redirect to what was not archived", []shot{redirect(cited, "https://www.paper.example/gone")}, "was not archived"},
		{"an archived redirect to a capture of another year", []shot{redirect(cited, "https://www.paper.example/new"),
			{stamp: "20230716000000", url: "https://www.paper.example/new", status: 200}}, "2 years apart"},
		{"an archived redirect to a capture of the next day", []shot{redirect(cited, "https://www.paper.example/new"),
			{stamp: "20210717000000", url: "https://www.paper.example/new", status: 200}}, ""},
		{"an archived 404", []shot{at(cited, 404)}, "404"},
		{"an archived 429", []shot{at(cited, 429)}, "429"},
		{"an archived 503", []shot{at(cited, 503)}, "503"},
		{"an archived redirect home", []shot{redirect(cited, "https://www.paper.example/"), at("https://www.paper.example/", 200)}, "home page"},
		{"an archived log-in", []shot{redirect(cited, "https://www.paper.example/login?next=x"),
			{stamp: stamp, url: "https://www.paper.example/login?next=x", status: 200, page: "<title>Log in</title><form><input type=password></form>"}}, "log-in"},
		{"an archived error page of status 200", []shot{page("<title>Page not found - The Paper</title><h1>Page not found</h1><p>Sorry.")}, "not found"},
		{"an archived challenge", []shot{page("<title>Just a moment...</title><p>Checking your browser")}, "human"},
		{"a capture that cannot be shown", []shot{{stamp: stamp, url: cited, status: 200, lost: true},
			{stamp: "20190101000000", url: cited, status: 200}}, "jumps to that of 2019-01-01"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			f := newFake(t, tc.shots...)
			s := newService("the archive", Options{})
			o := &opening{service: s, budget: s.playback("x", 60000), source: cited}
			seen, err := o.open(t.Context(), f.URL+"/web/"+stamp+"id_/"+cited)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(seen.doubt, tc.doubt) || (seen.doubt == "") != (tc.doubt == "") || seen.absent || seen.excluded {
				t.Errorf("doubt %q, want %q; %+v", seen.doubt, tc.doubt, seen)
			}
		})
	}
}

func TestOpeningFindsNothing(t *testing.T) {
	s := newService("the archive", Options{})
	o := &opening{service: s, budget: s.playback("x", 60000), source: cited}
	seen, err := o.open(t.Context(), newFake(t).URL+"/web/20210716000000id_/"+cited)
	if err != nil || !seen.absent {
		t.Errorf("never archived: %+v, %v", seen, err)
	}
	f := newFake(t)
	f.excluded = true
	if seen, err = o.open(t.Context(), f.URL+"/web/20210716000000id_/"+cited); err != nil || !seen.excluded {
		t.Errorf("excluded: %+v, %v", seen, err)
	}
}

// Another page than the one that was asked for is no proof of it.
func TestOpeningOfAnotherAddress(t *testing.T) {
	s, _ := archiveOf(t, nil, func(w http.ResponseWriter, r *http.Request) {
		show(w, "20210716000000", "https://www.other.example/page", 200, story)
	})
	sv := newService("the archive", Options{})
	o := &opening{service: sv, budget: sv.playback("x", 60000), source: cited}
	seen, err := o.open(t.Context(), s.URL+"/web/20210716000000id_/"+cited)
	if err != nil || !strings.Contains(seen.doubt, "another address") {
		t.Errorf("%+v, %v", seen, err)
	}
}

// An archive that sends us elsewhere is not followed there.
func TestOpeningStaysInTheArchive(t *testing.T) {
	for name, header := range map[string]http.Header{
		"by itself":             {"Location": {"http://192.0.2.1/web/20210716000000id_/" + cited}},
		"by an archived answer": {"Location": {"http://192.0.2.1/admin"}, "Memento-Datetime": {july.Format(http.TimeFormat)}},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			s, _ := archiveOf(t, nil, func(w http.ResponseWriter, r *http.Request) {
				if asked++; asked > 1 {
					http.NotFound(w, r)
					return
				}
				for k, v := range header {
					w.Header()[k] = v
				}
				w.WriteHeader(http.StatusFound)
			})
			sv := newService("the archive", Options{Timeout: time.Second, Transport: only{s.Listener.Addr().String()}})
			o := &opening{service: sv, budget: sv.playback("x", 60000), source: cited}
			seen, err := o.open(t.Context(), s.URL+"/web/20210716000000id_/"+cited)
			if err != nil && strings.Contains(err.Error(), "left the archive") {
				t.Error(err)
			}
			if err == nil && seen.doubt == "" {
				t.Errorf("nothing speaks against %+v", seen)
			}
		})
	}
}

// only lets requests to one host through.
type only struct{ host string }

func (o only) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != o.host {
		return nil, fmt.Errorf("left the archive for %s", r.URL)
	}
	return http.DefaultTransport.RoundTrip(r)
}
