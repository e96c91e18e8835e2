package archive

import (
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"loccit/verify"
)

const cited = "https://www.paper.example/2021/07/16/the-story"

var july = time.Date(2021, 7, 16, 0, 0, 0, 0, time.UTC)

// index serves one answer to every question to the index, and keeps the last
// question. Its playback shows the story at every moment that it is asked for.
func index(t *testing.T, answer http.HandlerFunc) (*httptest.Server, *http.Request) {
	return archiveOf(t, answer, func(w http.ResponseWriter, r *http.Request) {
		at, ok := parseReplay("http://" + r.Host + r.URL.Path)
		if !ok {
			t.Errorf("playback was asked for %s", r.URL)
		}
		show(w, at.stamp, at.original, 200, story)
	})
}

func archiveOf(t *testing.T, index, playback http.HandlerFunc) (*httptest.Server, *http.Request) {
	last := &http.Request{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/web/") {
			playback(w, r)
			return
		}
		*last = *r
		index(w, r)
	}))
	t.Cleanup(s.Close)
	return s, last
}

const story = "<!DOCTYPE html><title>The story - The Paper</title><h1>The story</h1><p>" +
	"Once upon a time there was a footnote, and nobody went to look whether it was still true."

// show is what playback says of a capture.
func show(w http.ResponseWriter, stamp, original string, status int, page string) {
	at, err := parseStamp(stamp)
	if err != nil {
		panic(err)
	}
	w.Header().Set("Memento-Datetime", at.Format(http.TimeFormat))
	w.Header().Set("Link", "<"+original+`>; rel="original"`)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprint(w, page)
}

func body(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, s) }
}

// rows is an index's answer as JSON: timestamp, original, type, status.
func rows(lines ...string) http.HandlerFunc {
	all := []string{`["urlkey","timestamp","original","mimetype","statuscode","digest","length"]`}
	for _, l := range lines {
		w := strings.Fields(l)
		all = append(all, fmt.Sprintf(`["k","%s","%s","%s","%s","SHA","1234"]`, w[0], w[1], w[2], w[3]))
	}
	return body("[" + strings.Join(all, ",\n") + "]")
}

func TestWaybackChoosesASnapshot(t *testing.T) {
	cases := []struct {
		name   string
		answer http.HandlerFunc
		near   time.Time
		state  verify.ArchiveState
		path   string // of the snapshot
		why    string
	}{
		{"the closest", rows(
			"20210101000000 "+cited+" text/html 200",
			"20210714000000 "+cited+" text/html 200",
			"20220714000000 "+cited+" text/html 200",
		), july, verify.Archived, "/web/20210714000000/" + cited, "captured 2 days before the date cited, the best of 3"},
		{"before rather than after", rows(
			"20210719000000 "+cited+" text/html 200",
			"20210711000000 "+cited+" text/html 200",
		), july, verify.Archived, "/web/20210711000000/" + cited, "captured 5 days before the date cited"},
		{"a page of another year rather than a redirect of the day", rows(
			"20210716000000 "+cited+" text/html 301",
			"20190101000000 "+cited+" text/html 200",
		), july, verify.Archived, "/web/20190101000000/" + cited, "captured 2 years before the date cited"},
		{"a revisit is as good as a page", rows(
			"20210716000000 "+cited+" warc/revisit -",
			"20210101000000 "+cited+" text/html 200",
		), july, verify.Archived, "/web/20210716000000/" + cited, "captured on the day cited"},
		{"the morning after", rows("20210717061500 " + cited + " text/html 200"),
			july.Add(12 * time.Hour), verify.Archived, "/web/20210717061500/" + cited, "captured 1 day after the date cited"},
		{"the evening before", rows("20210715224500 " + cited + " text/html 200"),
			july.Add(12 * time.Hour), verify.Archived, "/web/20210715224500/" + cited, "captured 1 day before the date cited"},
		{"the URL as it was cited", rows(
			"20210716000000 http://paper.example/2021/07/16/the-story/ text/html 200",
			"20210716000001 "+cited+" text/html 200",
		), july, verify.Archived, "/web/20210716000001/" + cited, ""},
		{"the newest, where no date is cited", rows(
			"20210716000000 "+cited+" text/html 200",
			"20230716000000 "+cited+" text/html 200",
			"20200716000000 "+cited+" text/html 200",
		), time.Time{}, verify.Archived, "/web/20230716000000/" + cited, "the newest, the best of 3"},
		{"only errors were captured", rows("20210716000000 " + cited + " text/html 404"), july, verify.None, "", "no snapshot in wayback"},
		{"rows as text", body("k 20210714000000 " + cited + " text/html 200 SHA 12\n"), july, verify.Archived, "/web/20210714000000/" + cited, ""},
		{"a row of two fields too many", body("k 20210714000000 " + cited + " text/html 200 SHA 12 more file.warc\n"),
			july, verify.Archived, "/web/20210714000000/" + cited, ""},
		{"dirty rows beside a good one", rows(
			"20210716000000 http://mailto:desk@paper.example/ unk 200",
			"20210716 "+cited+" text/html 200",
			"20219916000000 "+cited+" text/html 200",
			"20210701000000 "+cited+" text/html 200",
		), july, verify.Archived, "/web/20210701000000/" + cited, ""},
		{"a month 00 that was put in", rows("20210007140000 " + cited + " text/html 200"),
			july, verify.Archived, "/web/20210007140000/" + cited, "captured 2 days before"},
		{"excluded", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Archive-Wayback-Runtime-Error", "RuntimeIOException: AdministrativeAccessControlException: Blocked Site Error")
			w.WriteHeader(http.StatusForbidden)
		}, july, verify.Excluded, "", "the site keeps the Wayback Machine out"},
		{"gzip under two headers, of which the first is empty", func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Encoding"] = []string{"", "gzip"}
			z := gzip.NewWriter(w)
			fmt.Fprintf(z, "k 20210714000000 %s text/html 200 SHA 12\n", cited)
			z.Close()
		}, july, verify.Archived, "/web/20210714000000/" + cited, ""},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			s, _ := index(t, tc.answer)
			l, err := NewWayback(Options{Endpoint: s.URL + "/"}).Lookup(t.Context(), cited, tc.near)
			if err != nil {
				t.Fatal(err)
			}
			h := verify.Hold([]verify.Observation{{Kind: verify.KindLookup, By: "wayback", Lookup: l}})
			if h.State != tc.state || h.Snapshot != "" && h.Snapshot != s.URL+tc.path || (h.Snapshot == "") != (tc.path == "") {
				t.Errorf("%v %s, want %v %s", h.State, h.Snapshot, tc.state, tc.path)
			}
			if !strings.Contains(h.Why, tc.why) {
				t.Errorf("why: %q, want %q", h.Why, tc.why)
			}
		})
	}
}

func TestWaybackNone(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"an empty list":       body("[]"),
		"a header and no row": rows(),
		"an empty answer":     body(" \n"),
	} {
		for playback, code := range map[string]int{"knows of none": 404, "is down": 503} {
			t.Run(name+", and the playback "+playback, func(t *testing.T) {
				s, _ := archiveOf(t, answer, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
				l, err := NewWayback(Options{Endpoint: s.URL}).Lookup(t.Context(), cited, july)
				if name == "an empty answer" && code != 404 { // a server that is ill says nothing, too
					if err == nil {
						t.Errorf("%+v", l)
					}
					return
				}
				if err != nil || len(l.Snapshots) > 0 || l.Excluded || l.Failure != "" {
					t.Errorf("%+v, %v", l, err)
				}
			})
		}
	}
}

// A capture of this morning is not in the index yet.
func TestWaybackKnowsMoreThanItsIndex(t *testing.T) {
	s, _ := index(t, body("[]"))
	l, err := NewWayback(Options{Endpoint: s.URL}).Lookup(t.Context(), cited, july)
	if err != nil || len(l.Snapshots) != 1 || l.Snapshots[0].Doubt || !l.Snapshots[0].Captured.Equal(july) {
		t.Errorf("%+v, %v", l, err)
	}
}

// Whatever an archive says that is no answer is an error: never "no snapshot".
func TestWaybackOutageIsAnError(t *testing.T) {
	status := func(code int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code); fmt.Fprint(w, text) }
	}
	cases := map[string]http.HandlerFunc{
		"a gateway's time-out":     status(504, "<html>504 Gateway Time-out</html>"),
		"overload":                 status(503, ""),
		"too many questions":       status(429, "[]"),
		"a bare 403":               status(403, "Forbidden"),
		"a 404":                    status(404, ""),
		"a redirect":               status(302, "[]"),
		"HTML in place of JSON":    body("<!DOCTYPE html><title>Sorry</title>"),
		"words in place of rows":   body("We are down for maintenance"),
		"JSON of another kind":     body(`{"error": "busy"}`),
		"JSON that breaks off":     body(`[["urlkey","timestamp"],["k","2021`),
		"JSON with a tail":         body(`[] Service unavailable`),
		"only rows that make none": rows("20219999000000 " + cited + " text/html 200"),
		"gzip that is none": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			fmt.Fprint(w, "[]")
		},
		"an encoding nobody wanted": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			fmt.Fprint(w, "[]")
		},
		"a body that breaks off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "[]")
		},
		"gzip that breaks off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			fmt.Fprint(z, "[]")
			z.Flush()
		},
		"more than an index has to say": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, strings.Repeat(" ", 5<<20))
		},
		"no answer at all": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	}
	for name, answer := range cases {
		t.Run(name, func(t *testing.T) {
			s, _ := archiveOf(t, answer, answer)
			l, err := NewWayback(Options{Endpoint: s.URL}).Lookup(t.Context(), cited, july)
			if err == nil {
				t.Fatalf("no error, but %+v", l)
			}
			if strings.ContainsAny(err.Error(), "\n\x1b") || len(err.Error()) > 400 {
				t.Errorf("not fit for a person: %q", err)
			}
		})
	}
}

func TestWaybackQuestion(t *testing.T) {
	s, asked := index(t, body("[]"))
	w := NewWayback(Options{Endpoint: s.URL, Agent: "loccit/1 (+https://loccit.example)"})
	if _, err := w.Lookup(t.Context(), "https://a.example/x?q=1&r=ü#part", july); err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{
		"url": {"https://a.example/x?q=1&r=ü#part"}, "output": {"json"}, "filter": {"!statuscode:[45].*"},
		"sort": {"closest"}, "closest": {"20210716000000"}, "limit": {"25"},
	}
	if diff := cmp.Diff(want, map[string][]string(asked.URL.Query())); diff != "" {
		t.Errorf("question (-want +got):\n%s", diff)
	}
	if got := asked.Header.Get("User-Agent"); got != "loccit/1 (+https://loccit.example)" {
		t.Errorf("User-Agent %q", got)
	}
}

// The clock of a test: it stands still until it is moved.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func pause(t *testing.T, err error) *verify.Pause {
	t.Helper()
	var p *verify.Pause
	if !errors.As(err, &p) {
		t.Fatalf("the error is %v, not a pause", err)
	}
	return p
}

func TestWaybackIsAskedSoOftenAMinute(t *testing.T) {
	asked := 0
	s, _ := index(t, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		fmt.Fprint(w, "[]")
	})
	c := &clock{july}
	w := NewWayback(Options{Endpoint: s.URL, Rate: 3, Now: c.read, Clock: c.read})
	for range 3 {
		if _, err := w.Lookup(t.Context(), cited, july); err != nil {
			t.Fatal(err)
		}
		c.now = c.now.Add(10 * time.Second)
	}
	_, err := w.Lookup(t.Context(), cited, july)
	if p := pause(t, err); !p.Until.Equal(july.Add(time.Minute)) {
		t.Errorf("may ask again at %v", p.Until)
	}
	c.now = july.Add(time.Minute)
	if _, err := w.Lookup(t.Context(), cited, july); err != nil {
		t.Error(err)
	}
	if _, err := w.Lookup(t.Context(), cited, july); err == nil {
		t.Error("a fifth question within the minute after the first")
	}
	if asked != 4 {
		t.Errorf("the archive heard %d questions", asked)
	}
}

func TestWaybackIsLeftAloneAfterARefusal(t *testing.T) {
	refuse, asked := true, 0
	s, _ := index(t, func(w http.ResponseWriter, _ *http.Request) {
		asked++
		if refuse {
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		fmt.Fprint(w, "[]")
	})
	c := &clock{july}
	w := NewWayback(Options{Endpoint: s.URL, Now: c.read, Clock: c.read})
	ask := func() error {
		_, err := w.Lookup(t.Context(), cited, july)
		return err
	}
	if p := pause(t, ask()); !p.Until.Equal(july.Add(time.Minute)) {
		t.Errorf("after the first refusal: until %v", p.Until)
	}
	c.now = july.Add(59 * time.Second)
	pause(t, ask())
	if asked != 1 {
		t.Fatalf("asked %d times within the minute of the first refusal", asked)
	}
	c.now = july.Add(time.Minute)
	refuse = false
	if err := ask(); err != nil {
		t.Errorf("after the minute: %v", err)
	}
	refuse = true
	if p := pause(t, ask()); !p.Until.IsZero() {
		t.Errorf("after the second refusal: until %v", p.Until)
	}
	c.now = july.Add(24 * time.Hour)
	refuse = false
	pause(t, ask())
	if asked != 3 {
		t.Errorf("asked %d times, want 3", asked)
	}
}

func TestWaybackTimeout(t *testing.T) {
	hold := make(chan struct{})
	wait := func(http.ResponseWriter, *http.Request) { <-hold }
	s, _ := archiveOf(t, wait, wait)
	defer close(hold)
	_, err := NewWayback(Options{Endpoint: s.URL, Timeout: time.Millisecond}).Lookup(t.Context(), cited, july)
	if err == nil || !strings.Contains(err.Error(), "did not answer within") {
		t.Errorf("error %v", err)
	}
}
