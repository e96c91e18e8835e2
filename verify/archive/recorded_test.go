package archive

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// recorded is the folder of answers that archives really gave. They are not
// ours to copy, so they lie outside the project.
func recorded(t *testing.T) string {
	shared := os.Getenv("LOCCIT_SHARED")
	if shared == "" {
		t.Skip("LOCCIT_SHARED does not name the folder of the recorded answers")
	}
	return filepath.Join(shared, "recorded")
}

func readRecorded(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(recorded(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A tape is one recorded exchange, with its headers as they were.
type tape struct {
	Request  struct{ URL string }
	Response struct {
		Status  int
		Headers map[string]any
		Body    string
	}
}

func readTape(t *testing.T, name string) tape {
	t.Helper()
	var p tape
	if err := json.Unmarshal([]byte(readRecorded(t, name)), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// replay answers as the tape has it. What points at the archive points at
// the server in its place, and the body travels unpacked, as it lies on tape.
func (p *tape) replay(w http.ResponseWriter, server string) {
	for name, value := range p.Response.Headers {
		if slices.Contains([]string{"content-encoding", "transfer-encoding", "connection", "content-length"}, strings.ToLower(name)) {
			continue
		}
		values, ok := value.([]any)
		if !ok {
			values = []any{value}
		}
		for _, v := range values {
			said := fmt.Sprint(v)
			if n := strings.ToLower(name); n == "location" || n == "link" {
				said = strings.ReplaceAll(said, "https://web.archive.org", server)
			}
			w.Header().Add(name, said)
		}
	}
	w.WriteHeader(p.Response.Status)
	fmt.Fprint(w, p.Response.Body)
}

// The index's answers as recorded, through the provider; each snapshot that it
// offers is shown by a playback of our own.
func TestRecordedIndex(t *testing.T) {
	cases := []struct {
		file  string
		url   string
		near  string
		state verify.ArchiveState
		path  string // of the snapshot
	}{
		{"cdx-403-excluded-site.json", "https://nationalpost.com/health", "20191001000000", verify.Excluded, ""},
		{"cdx-text-one-row.json", "http://nasa.gov/", "19961231000000", verify.Archived, "19961231235847/http://www.nasa.gov:80/"},
		{"cdx-json-ten-rows.json", "http://www.commoncrawl.org/", "20080712000000", verify.Archived, "20080712130631/http://www.commoncrawl.org:80/"},
		{"cdx-closest-sorted.txt", "http://google.com/", "20101010101435", verify.Archived, "20101010101708/http://www.google.com/"},
		{"cdx-duplicate-rows.json", "https://www.energystar.gov/", "20200612120000", verify.Archived, "20200612210149/https://www.energystar.gov/"},
		{"cdx-multipage-first-page-resumekey.json", "http://www.cnn.com/", "20010411000000", verify.Archived, "20010410213930/http://www.cnn.com:80/"},
		{"cdx-prefix-filter-404-resumekey.json", "https://www.nasa.gov/-/", "20220121000000", verify.None, ""},
		{"cdx-bad-timestamps.txt", "http://www.usatoday.com/2000/century/tech/004.htm", "20001217120000", verify.Archived, "20000012170449/http://www.usatoday.com:80/2000/century/tech/004.htm"},
		{"cdx-missing-length.txt", "http://www.cnn.com/", "20100218040000", verify.Archived, "20100218000634/http://www.cnn.com/"},
		{"cdx-malformed-urls.txt", "https://www.epa.gov/", "20200418130000", verify.Archived, "20200418005903/https://www.epa.gov/"},
	}
	for _, tc := range cases {
		t.Run(tc.file, func(t *testing.T) {
			said := readRecorded(t, tc.file)
			answer := body(said)
			if strings.HasPrefix(said, "{") {
				p := readTape(t, tc.file)
				answer = func(w http.ResponseWriter, _ *http.Request) { p.replay(w, "") }
			}
			s, _ := index(t, answer)
			l, err := NewWayback(Options{Endpoint: s.URL}).Lookup(t.Context(), tc.url, stamped(tc.near))
			if err != nil {
				t.Fatal(err)
			}
			h := verify.Hold([]verify.Observation{{By: "wayback", Lookup: l}})
			path := strings.TrimPrefix(h.Snapshot, s.URL+"/web/")
			if h.State != tc.state || path != tc.path {
				t.Errorf("%v %s (%s), want %v %s", h.State, path, h.Why, tc.state, tc.path)
			}
		})
	}
}

// What playback answered as recorded, when that capture is opened.
func TestRecordedPlayback(t *testing.T) {
	cases := []struct {
		file     string
		doubt    string
		absent   bool
		excluded bool
	}{
		{file: "playback-302-not-memento-jump-to-closest.json", doubt: "jumps to that of 2017-11-24"},
		{file: "playback-302-unplayable-capture.json", doubt: "jumps to that of 2015-05-03"},
		{file: "playback-archived-301-memento.json", doubt: "which was not archived"}, // its target is not on the tape
		{file: "playback-archived-303-loop.json", doubt: "in a circle"},
		{file: "playback-archived-404-memento.json", doubt: "status 404"},
		{file: "playback-archived-429-memento.json", doubt: "status 429"},
		{file: "playback-404-never-archived.json", doubt: "the archive cannot show it", absent: true},
	}
	for _, tc := range cases {
		t.Run(tc.file, func(t *testing.T) {
			p := readTape(t, tc.file)
			at, ok := parseReplay(p.Request.URL)
			if !ok {
				t.Fatalf("%s is no playback", p.Request.URL)
			}
			f := newFake(t, shot{stamp: at.stamp, url: "https://idp.springer.com/authorize", status: 303, to: at.original})
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				here, _ := parseReplay("http://" + r.Host + r.RequestURI)
				if here.stamp == at.stamp && here.original == at.original {
					p.replay(w, "http://"+r.Host)
					return
				}
				r.RequestURI, _, _ = strings.Cut(r.RequestURI, "?")
				f.web(w, r)
			}))
			defer s.Close()
			sv := newService("the archive", Options{})
			o := &opening{service: sv, budget: sv.playback("x", 60000), source: at.original}
			seen, err := o.open(t.Context(), s.URL+"/web/"+at.stamp+"id_/"+at.original)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(seen.doubt, tc.doubt) || seen.absent != tc.absent || seen.excluded != tc.excluded {
				t.Errorf("doubt %q, absent %v, excluded %v", seen.doubt, seen.absent, seen.excluded)
			}
			if tc.absent && !ofArchive(&answer{header: http.Header{}, body: []byte(p.Response.Body)}) {
				t.Error("the archive's own 404 is not known as its own")
			}
		})
	}
}

// The tape of an excluded site breaks off before the sentence that says so: a
// page of the archive about itself, with status 200, is at least no capture.
func TestRecordedExcludedPlayback(t *testing.T) {
	p := readTape(t, "playback-200-but-excluded-no-memento-header.json")
	for _, complete := range []bool{false, true} {
		if complete && !strings.Contains(p.Response.Body, "excluded") {
			p.Response.Body += "<p>This URL has been excluded from the Wayback Machine.</p>"
		}
		s, _ := archiveOf(t, nil, func(w http.ResponseWriter, r *http.Request) { p.replay(w, "http://"+r.Host) })
		sv := newService("the archive", Options{})
		o := &opening{service: sv, budget: sv.playback("x", 60000), source: "https://nationalpost.com/health/"}
		seen, err := o.open(t.Context(), s.URL+"/web/20170929002712id_/https://nationalpost.com/health/")
		if err == nil && !seen.excluded {
			t.Errorf("%+v", seen)
		}
		if complete && err != nil {
			t.Error(err)
		}
	}
}

// The availability service is the last resort of the provider: with the index
// and the playback of any moment down, what it knows is looked at, and that it
// knows of nothing means nothing.
func TestRecordedAvailability(t *testing.T) {
	for file, want := range map[string]string{
		"availability-hit.json":                  "20200119032503 https://www.latimes.com/",
		"availability-hit-with-timestamp.json":   "20060101213916 http://example.com:80/",
		"availability-empty-with-timestamp.json": "", // a false negative, by its origin
	} {
		said := readRecorded(t, file)
		stamp, url, _ := strings.Cut(want, " ")
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			at, ok := parseReplay("http://" + r.Host + r.RequestURI)
			switch {
			case r.URL.Path == "/available":
				fmt.Fprint(w, said)
			case ok && at.stamp == stamp && at.original == url:
				show(w, stamp, url, 200, story)
			default:
				w.WriteHeader(http.StatusServiceUnavailable)
			}
		}))
		p := NewWayback(Options{Endpoint: s.URL})
		p.available, p.last = s.URL+"/available", p.availability
		l, err := p.Ask(t.Context(), verify.Question{URL: "https://www.latimes.com/", State: verify.Dead})
		if url != "" && err == nil && len(l.Snapshots) == 1 {
			if got := l.Snapshots[0]; got.Captured.Format(stampLayout)+" "+got.Original != want {
				t.Errorf("%s: %+v", file, got)
			}
		} else if url != "" || err == nil {
			t.Errorf("%s: %+v, %v; want %q", file, l, err, want)
		}
		s.Close()
	}
}

// Ghostarchive is asked by a link alone that a note gives: it says by the
// status whether there is a copy.
func TestRecordedGhostarchive(t *testing.T) {
	exchange := regexp.MustCompile(`(?m)^GET (\S+)\n(?:HTTP/1.1 302 Found\nLocation: (\S+)\n)?HTTP/1.1 (\d+)`)
	found := exchange.FindAllStringSubmatch(readRecorded(t, "ghostarchive-headers.txt"), -1)
	if len(found) != 2 {
		t.Fatalf("%d exchanges", len(found))
	}
	for i, want := range []verify.State{verify.Live, verify.Dead} {
		status, err := strconv.Atoi(found[i][3])
		if err != nil {
			t.Fatal(err)
		}
		v := &verify.Visit{URL: found[i][1], Hops: []verify.Hop{{URL: found[i][1], Status: 302}}, Final: "https://ghostarchive.org" + found[i][2],
			Status: status, Confirmed: true, Page: &verify.Page{Title: "A film", MediaType: "text/html", Words: 100}}
		if got := verify.Playback(v, "https://www.youtube.com/watch?v=hltKrT_5q08", []string{"A Film"}); got.State != want {
			t.Errorf("%s: %v (%s)", found[i][1], got.State, got.Detail)
		}
	}
}

// TimeMaps as recorded, through the provider.
func TestRecordedTimeMaps(t *testing.T) {
	cases := []struct {
		file, url, near string
		code            int
		count           int
		place           string
	}{
		{"timemap-archive-today.link", "https://www.kernel.org/", "20151101000000", 200, 5, "https://archive.is/20151106022345/https://www.kernel.org/"},
		{"timemap-archive-today-404.txt", "https://www.kernel.org/", "20151101000000", 404, 0, ""},
		{"timemap-lac-canada.link", "http://www.cnn.com", "20060130000000", 200, 3, "http://webarchive.bac-lac.gc.ca:8080/wayback/20060128015348/http://www.cnn.com/"},
	}
	for _, tc := range cases {
		t.Run(tc.file, func(t *testing.T) {
			said := readRecorded(t, tc.file)
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(tc.code)
				fmt.Fprint(w, said)
			}))
			defer s.Close()
			m := NewMemento("the archive", "", s.URL+"/timemap/", Options{})
			captures, err := m.byMap(t.Context(), verify.Question{URL: tc.url})
			if err != nil || len(captures) != tc.count {
				t.Fatalf("%d captures, %v; want %d", len(captures), err, tc.count)
			}
			if tc.count == 0 {
				return
			}
			if best := choose(captures, tc.url, stamped(tc.near))[0]; best.place != tc.place {
				t.Errorf("chose %s, want %s", best.place, tc.place)
			}
		})
	}
}

// Link headers of four archives, each through the provider as a TimeGate's
// answer: every one of them names mementos.
func TestRecordedLinkHeaders(t *testing.T) {
	header := regexp.MustCompile(`(?m)^\s+'([^']+)':\s+'([^']+)'`)
	found := header.FindAllStringSubmatch(readRecorded(t, "memento-link-headers-multi-archive.yaml"), -1)
	if len(found) < 20 {
		t.Fatalf("%d headers found", len(found))
	}
	for _, h := range found {
		gate, links := h[1], h[2]
		want := strings.Count(links, `memento"`)
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Vary", "accept-datetime")
			w.Header().Set("Link", links)
			for _, l := range parseLinks(links) {
				if l.is("memento") {
					w.Header().Set("Location", strings.Replace(l.target, "//www", "http://www", 1))
				}
			}
			w.WriteHeader(http.StatusFound)
		}))
		m := NewMemento("the archive", s.URL+"/gate/", "", Options{})
		captures, err := m.byGate(t.Context(), verify.Question{URL: "http://example.com/"})
		s.Close()
		if err != nil || len(captures) < want {
			t.Errorf("%s: %d captures of %d, %v", gate, len(captures), want, err)
		}
		for _, c := range captures {
			if c.at.IsZero() || c.at.After(time.Now()) || c.original == "" || !strings.HasPrefix(c.place, "http") {
				t.Errorf("%s: %+v", gate, c)
			}
		}
	}
}

// The list of endpoints is what loccit.toml takes its own from.
func TestRecordedEndpoints(t *testing.T) {
	var list []struct{ ID, TimeMap, TimeGate string }
	if err := json.Unmarshal([]byte(readRecorded(t, "memgator-archives.json")), &list); err != nil || len(list) == 0 {
		t.Fatal(len(list), err)
	}
	for _, a := range list {
		m := NewMemento(a.ID, a.TimeGate, a.TimeMap, Options{Transport: nowhere{}})
		if _, err := m.Lookup(t.Context(), cited, july); err == nil || m.Name() != a.ID {
			t.Errorf("%s: %v", a.ID, err)
		}
	}
}

type nowhere struct{}

func (nowhere) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("no network for %s", r.URL.Host)
}

// Every file has its case here, so that a new one is not forgotten.
func TestEveryRecordedFileIsUsed(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(recorded(t), "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no recorded answers:", err)
	}
	source, err := os.ReadFile("recorded_test.go")
	if err != nil {
		t.Fatal(err)
	}
	saving, err := os.ReadFile("save_test.go")
	if err != nil {
		t.Fatal(err)
	}
	source = append(source, saving...)
	elsewhere := []string{"index.md"} // the description
	for _, f := range files {
		if name := filepath.Base(f); !slices.Contains(elsewhere, name) && !strings.Contains(string(source), name) {
			t.Errorf("%s has no case", name)
		}
	}
}
