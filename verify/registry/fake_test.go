package registry_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/registry"
)

// A fake answers as all four registries do, from testdata. What has no fixture
// there is not registered.
type fake struct {
	*httptest.Server
	lock   sync.Mutex
	asked  map[string]int              // by registry
	faults map[string]http.HandlerFunc // by registry: in place of its answers
}

func newFake(t testing.TB) *fake {
	f := &fake{asked: map[string]int{}, faults: map[string]http.HandlerFunc{}}
	mux := http.NewServeMux()
	for name, at := range map[string]string{"doi": "/api/handles/", "crossref": "/works/", "datacite": "/dois/", "arxiv": "/api/query"} {
		mux.HandleFunc(at, func(w http.ResponseWriter, r *http.Request) {
			f.lock.Lock()
			f.asked[name]++
			fault := f.faults[name]
			f.lock.Unlock()
			if fault != nil {
				fault(w, r)
				return
			}
			id, err := url.PathUnescape(strings.TrimPrefix(r.URL.EscapedPath(), at))
			if err != nil {
				t.Error(err)
			}
			answers[name](w, r, id)
		})
	}
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
}

func (f *fake) count(name string) int {
	f.lock.Lock()
	defer f.lock.Unlock()
	return f.asked[name]
}

var answers = map[string]func(w http.ResponseWriter, r *http.Request, id string){
	"doi": func(w http.ResponseWriter, _ *http.Request, id string) {
		if replay(w, "application/json", "handle_", id, ".json") {
			return
		}
		w.Header().Set("Content-Type", "application/json;charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		json.NewEncoder(w).Encode(map[string]any{"responseCode": 100, "handle": id})
	},
	"crossref": func(w http.ResponseWriter, _ *http.Request, id string) {
		if id == "10.5555/alias.1" {
			w.Header().Set("Location", "/works/10.5555%2Fsilt.1")
			w.WriteHeader(http.StatusMovedPermanently)
			return
		}
		if !replay(w, "application/json", "crossref_", id, ".json") {
			w.Header().Set("Content-Type", "text/plain")
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, "Resource not found.")
		}
	},
	"datacite": func(w http.ResponseWriter, _ *http.Request, id string) {
		if !replay(w, "application/vnd.api+json", "datacite_", id, ".json") {
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"errors":[{"status":"404","title":"The resource you are looking for doesn't exist."}]}`)
		}
	},
	"arxiv": func(w http.ResponseWriter, r *http.Request, _ string) {
		if !replay(w, "application/atom+xml", "arxiv_", r.URL.Query().Get("id_list"), ".xml") {
			w.WriteHeader(http.StatusBadRequest)
			replay(w, "application/atom+xml", "arxiv_", "error", ".xml")
		}
	},
}

func replay(w http.ResponseWriter, media, kind, id, ending string) bool {
	name := kind + strings.ReplaceAll(strings.ToLower(id), "/", "_") + ending
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		return false
	}
	w.Header().Set("Content-Type", media)
	_, err = w.Write(data)
	return err == nil
}

// registries are all of them, through f.
func (f *fake) registries(t testing.TB, o registry.Options) []verify.Registry {
	var all []verify.Registry
	for _, name := range registry.Names() {
		all = append(all, f.registry(t, name, o))
	}
	return all
}

func (f *fake) registry(t testing.TB, name string, o registry.Options) verify.Registry {
	o.Endpoint = f.URL
	r, err := registry.New(name, o)
	if err != nil || r.Name() != name {
		t.Fatalf("%s: %v, %v", name, r, err)
	}
	return r
}

// memory keeps what budgets remember.
type memory struct {
	lock sync.Mutex
	kept map[string][]byte
}

func (m *memory) Change(_ context.Context, name string, change func([]byte) ([]byte, error)) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	now, err := change(m.kept[name])
	if err == nil {
		m.kept[name] = now
	}
	return err
}

// shelf is a Store in memory.
type shelf struct {
	lock sync.Mutex
	seen []verify.Observation
}

func (s *shelf) Latest(_ context.Context, keys []string) ([]verify.Observation, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	var found []verify.Observation
	for _, key := range keys {
		latest := map[string]verify.Observation{}
		for _, o := range s.seen {
			if was, ok := latest[string(o.Kind)+o.By]; o.Key == key && (!ok || !o.At.Before(was.At)) {
				latest[string(o.Kind)+o.By] = o
			}
		}
		for _, o := range latest {
			found = append(found, o)
		}
	}
	return found, nil
}

func (s *shelf) Add(_ context.Context, observations ...verify.Observation) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.seen = append(s.seen, observations...)
	return nil
}

// gone is a web on which every page is gone, and no archive an archive that
// holds nothing.
type gone struct{}

func (gone) Fetch(context.Context, verify.Request) (*verify.Answer, error) {
	return &verify.Answer{Requests: 1, Status: 404}, nil
}

type noArchive struct{}

func (noArchive) Name() string { return "empty" }
func (noArchive) Lookup(context.Context, string, time.Time) (*verify.Lookup, error) {
	return &verify.Lookup{}, nil
}

func faultsOf(kind string, names ...string) map[string]http.HandlerFunc {
	of := map[string]http.HandlerFunc{}
	for _, name := range names {
		of[name] = faults[kind]
	}
	return of
}
