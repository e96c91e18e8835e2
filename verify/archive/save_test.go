package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/budget"
)

// A saveServer is a small Save Page Now: it takes whom it knows, gives each URL
// a job, and answers for jobs as it is told.
type saveServer struct {
	*httptest.Server
	lock      sync.Mutex
	submitted []string            // URLs, in order
	looked    map[string]int      // by job
	submit    map[string]string   // what a submission is answered, by URL; a job where nothing is
	answers   map[string][]string // what a job is answered, one look after the other, the last for ever; by URL
	quota     string
	refuse    int // requests that get a 429
}

func newSaveServer(t *testing.T) *saveServer {
	s := &saveServer{looked: map[string]int{}, submit: map[string]string{}, answers: map[string][]string{}}
	s.quota = `{"available":2,"daily_captures":0,"daily_captures_limit":100}`
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *saveServer) serve(w http.ResponseWriter, r *http.Request) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if r.Header.Get("Authorization") != "LOW access:topsecret" || r.Header.Get("Accept") != "application/json" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if s.refuse > 0 {
		s.refuse--
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	switch id, look := strings.CutPrefix(r.URL.Path, "/save/status/"); {
	case id == "user":
		fmt.Fprint(w, s.quota)
	case look:
		url := strings.TrimPrefix(id, "job-")
		said := s.answers[url]
		if len(said) == 0 {
			said = []string{`{"status":"success","timestamp":"20260301120000","original_url":"x","http_status":200}`}
		}
		fmt.Fprint(w, said[min(s.looked[url], len(said)-1)])
		s.looked[url]++
	case r.Method == http.MethodPost && r.URL.Path == "/save" && r.FormValue("if_not_archived_within") == "30d":
		url := r.FormValue("url")
		s.submitted = append(s.submitted, url)
		if said := s.submit[url]; said != "" {
			fmt.Fprint(w, said)
			return
		}
		id := strings.NewReplacer(":", "", "/", "").Replace(url)
		if s.answers[url] != nil {
			s.answers[id] = s.answers[url]
		}
		fmt.Fprintf(w, `{"url":%q,"job_id":"job-%s"}`, url, id)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func (s *saveServer) saver(t *testing.T, m budget.Memory, now func() time.Time) *Saver {
	t.Helper()
	v, err := NewSaver("access", "topsecret", Options{Endpoint: s.URL, Memory: m, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	v.pause = time.Millisecond
	return v
}

// saved runs a Saver, and writes each outcome down.
func saved(t *testing.T, ctx context.Context, v *Saver, urls ...string) (map[string]string, error) {
	t.Helper()
	got := map[string]string{}
	err := v.Save(ctx, urls, func(s Saved) error {
		word := s.Failure
		if word == "" {
			word = s.Snapshot().URL
		} else if s.Again {
			word += " (again)"
		}
		if got[s.URL] != "" {
			t.Errorf("%s has two outcomes", s.URL)
		}
		got[s.URL] = word
		return nil
	})
	if err != nil && strings.Contains(err.Error(), "topsecret") {
		t.Error("the error tells the key")
	}
	return got, err
}

// A notebook is a Memory.
type notebook map[string][]byte

func (n notebook) Change(_ context.Context, name string, change func([]byte) ([]byte, error)) error {
	value, err := change(n[name])
	if value == nil {
		delete(n, name)
	} else {
		n[name] = value
	}
	return err
}

func TestSave(t *testing.T) {
	s := newSaveServer(t)
	s.answers["https://a.example/slow"] = []string{`{"status":"pending"}`, `{"status":"pending"}`, `{"status":"success","timestamp":"20260301120000","http_status":200}`}
	s.answers["https://a.example/gone"] = []string{`{"status":"error","status_ext":"error:not-found","message":"no such page"}`}
	s.answers["https://a.example/tired"] = []string{`{"status":"error","status_ext":"error:browsing-timeout","message":"too slow"}`}
	s.answers["https://a.example/second"] = []string{`{"status":"error","status_ext":"error:no-browsers-available"}`, `<html>`, `{"status":"success","timestamp":"20260301120000","http_status":200}`}
	s.submit["https://a.example/often"] = `{"status":"error","status_ext":"error:too-many-daily-captures","message":"5 times today"}`
	book := notebook{}
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	v := s.saver(t, book, func() time.Time { return now })
	got, err := saved(t, t.Context(), v, "https://a.example/slow", "https://a.example/gone", "https://a.example/tired", "https://a.example/second", "https://a.example/often")
	if err != nil {
		t.Fatal(err)
	}
	for u, want := range map[string]string{
		"https://a.example/slow":   "https://web.archive.org/web/20260301120000/https://a.example/slow",
		"https://a.example/gone":   "not-found",
		"https://a.example/tired":  "browsing-timeout (again)",
		"https://a.example/second": "https://web.archive.org/web/20260301120000/https://a.example/second",
		"https://a.example/often":  "too-many-daily-captures",
	} {
		if got[u] != want {
			t.Errorf("%s: %q, want %q", u, got[u], want)
		}
	}
	// A failure for good is remembered for a week, all else is forgotten.
	s.submitted = nil
	if got, err := saved(t, t.Context(), v, "https://a.example/gone"); err != nil || got["https://a.example/gone"] != "not-found" || len(s.submitted) > 0 {
		t.Errorf("%q, %v; submitted %q", got, err, s.submitted)
	}
	now = now.Add(8 * 24 * time.Hour)
	if _, err := saved(t, t.Context(), v, "https://a.example/gone", "https://a.example/slow"); err != nil || len(s.submitted) != 2 {
		t.Errorf("%v; submitted %q", err, s.submitted)
	}
	for name, value := range book {
		if strings.Contains(name+string(value), "topsecret") {
			t.Errorf("%s remembers the key", name)
		}
	}
}

// A run that is stopped goes on where it was: what is in flight is asked about,
// and submitted once.
func TestSaveStoppedAndStartedAgain(t *testing.T) {
	s := newSaveServer(t)
	book := notebook{}
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	ctx, cancel := context.WithCancel(t.Context())
	v := s.saver(t, book, clock)
	s.answers["https://a.example/one"] = []string{`{"status":"pending"}`}
	s.answers["https://a.example/two"] = []string{`{"status":"pending"}`}
	v.wait = func(ctx context.Context, _ time.Duration) error {
		cancel() // the run is stopped while two are in flight
		return ctx.Err()
	}
	if _, err := saved(t, ctx, v, "https://a.example/one", "https://a.example/two", "https://a.example/three"); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	s.lock.Lock()
	clear(s.answers)
	s.lock.Unlock()
	got, err := saved(t, t.Context(), s.saver(t, book, clock), "https://a.example/one", "https://a.example/two", "https://a.example/three")
	if err != nil || len(got) != 3 {
		t.Errorf("%q, %v", got, err)
	}
	slices.Sort(s.submitted)
	if want := []string{"https://a.example/one", "https://a.example/three", "https://a.example/two"}; !slices.Equal(s.submitted, want) {
		t.Errorf("submitted %q, want %q", s.submitted, want)
	}
}

func TestSaveQuota(t *testing.T) {
	s := newSaveServer(t)
	s.quota = `{"available":1,"daily_captures":98,"daily_captures_limit":100}`
	book := notebook{}
	now := time.Date(2026, 3, 1, 23, 0, 0, 0, time.UTC)
	urls := []string{"https://a.example/1", "https://a.example/2", "https://a.example/3"}
	got, err := saved(t, t.Context(), s.saver(t, book, func() time.Time { return now }), urls...)
	if !errors.Is(err, ErrQuota) || len(got) != 2 {
		t.Errorf("%q, %v", got, err)
	}
	// Where the service does not say, what was counted here holds until midnight.
	s.quota = `down`
	if got, err = saved(t, t.Context(), s.saver(t, book, func() time.Time { return now }), urls[2]); !errors.Is(err, ErrQuota) || len(got) != 0 {
		t.Errorf("%q, %v", got, err)
	}
	now = now.Add(2 * time.Hour)
	if got, err = saved(t, t.Context(), s.saver(t, book, func() time.Time { return now }), urls[2]); err != nil || len(got) != 1 {
		t.Errorf("%q, %v", got, err)
	}
}

func TestSaveRefused(t *testing.T) {
	s := newSaveServer(t)
	v, err := NewSaver("access", "wrong-topsecret", Options{Endpoint: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := saved(t, t.Context(), v, "https://a.example/1"); !errors.Is(err, ErrKeys) {
		t.Errorf("%v", err)
	}
	if _, err := NewSaver("a", "b", Options{Endpoint: "http://elsewhere.example"}); err == nil {
		t.Error("the keys would be sent in the clear")
	}
	// After the first 429 a minute passes, and all is well.
	s.refuse = 1
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	v = s.saver(t, notebook{}, func() time.Time { return now })
	waited := time.Duration(0)
	v.wait = func(_ context.Context, d time.Duration) error {
		now, waited = now.Add(d), waited+d
		return nil
	}
	if got, err := saved(t, t.Context(), v, "https://a.example/1"); err != nil || len(got) != 1 || waited < time.Minute {
		t.Errorf("%q, %v after %v", got, err, waited)
	}
	// The second in a row ends the run, and the next one waits its hour.
	s.refuse, s.submitted = 2, nil
	now = now.Add(48 * time.Hour)
	for range 2 {
		var p *verify.Pause
		if _, err = saved(t, t.Context(), v, "https://a.example/2"); !errors.As(err, &p) || !p.Until.IsZero() {
			t.Errorf("%v", err)
		}
	}
	if s.refuse != 0 || len(s.submitted) > 0 {
		t.Errorf("%d refusals left, submitted %q", s.refuse, s.submitted)
	}
}

// The answers of the real service, as submissions and as the states of jobs.
func TestRecordedSaving(t *testing.T) {
	var tape map[string]json.RawMessage
	if err := json.Unmarshal([]byte(readRecorded(t, "spn2-responses.json")), &tape); err != nil {
		t.Fatal(err)
	}
	const u = "https://dserver.bundestag.de/btp/21/21089.pdf"
	cases := []struct{ name, submit, job, want string }{
		{"status success (trimmed)", "POST /save ok", "status success (trimmed)", "https://web.archive.org/web/20260827142259/" + u},
		{"status error", "POST /save ok", "status error", "invalid-host-resolution"},
		{"POST /save too many (HTTP 200)", "POST /save too many (HTTP 200)", "", "too-many-daily-captures"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				name := tc.job
				if r.Method == http.MethodPost {
					name = tc.submit
				} else if strings.HasSuffix(r.URL.Path, "/user") {
					name = "GET /save/status/user"
				} else if !strings.HasSuffix(r.URL.Path, "/spn2-dea4b01e0839fb6ccf689dc93f5b2f5a4a4f8335") {
					t.Errorf("asked %s", r.URL.Path)
				}
				if tape[name] == nil {
					t.Errorf("no answer %q on the tape", name)
				}
				w.Write(tape[name])
			}))
			defer s.Close()
			v, err := NewSaver("access", "topsecret", Options{Endpoint: s.URL})
			if err != nil {
				t.Fatal(err)
			}
			v.pause = time.Millisecond
			q, err := v.Quota(t.Context())
			if err != nil || q.Limit != 30000 || q.Available != 3 {
				t.Errorf("quota %+v, %v", q, err)
			}
			got, err := saved(t, t.Context(), v, u)
			if err != nil || got[u] != tc.want {
				t.Errorf("%q, %v; want %q", got[u], err, tc.want)
			}
		})
	}
}
