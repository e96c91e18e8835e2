package registry_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/registry"
)

func say(status int, media, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

const sorry = "<!DOCTYPE html><title>Sorry</title>We will be back soon"

// Whatever a registry may do instead of answering.
var faults = map[string]http.HandlerFunc{
	"500":                   say(500, "application/json", `{"responseCode":100}`),
	"502 with HTML":         say(502, "text/html", sorry),
	"503":                   say(503, "text/plain", ""),
	"403":                   say(403, "text/html", sorry),
	"401":                   say(401, "application/json", `{}`),
	"HTML":                  say(200, "text/html", sorry),
	"HTML as JSON":          say(200, "application/json", sorry),
	"404 with HTML":         say(404, "text/html", sorry),
	"404 without a word":    say(404, "application/json", ""),
	"404 with empty JSON":   say(404, "application/json", `{}`),
	"nothing":               say(200, "application/json", ""),
	"an empty object":       say(200, "application/json", `{}`),
	"null":                  say(200, "application/json", `null`),
	"a list":                say(200, "application/json", `[]`),
	"JSON of another":       say(404, "application/json", `{"responseCode":100,"handle":"10.5555/another"}`),
	"an error of handles":   say(200, "application/json", `{"responseCode":2,"handle":"10.5555/nobody.1"}`),
	"a work of another":     say(200, "application/json", `{"status":"ok","message-type":"work","message":{"DOI":"10.5555/another","title":["Wedding Customs"]}}`),
	"a list of works":       say(200, "application/json", `{"status":"ok","message-type":"work-list","message":{"items":[]}}`),
	"a failed validation":   say(400, "application/json", `{"status":"failed","message-type":"validation-failure","message":[{"type":"x"}]}`),
	"a feed without a sum":  say(200, "application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"></feed>`),
	"a feed of another":     say(200, "application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><totalResults xmlns="http://a9.com/-/spec/opensearch/1.1/">1</totalResults><entry><id>http://arxiv.org/abs/9999.00001v1</id><title>Wedding Customs</title></entry></feed>`),
	"a feed that breaks":    say(200, "application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><totalResults xmlns="http://a9.com/-/spec/opensearch/1.1/">0</totalRe`),
	"the connection breaks": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	"breaks off": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, `{"responseCode":100,`)
	},
	"another host": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "http://login.example/")
		w.WriteHeader(http.StatusFound)
	},
	"round and round": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.URL.EscapedPath()+"x")
		w.WriteHeader(http.StatusFound)
	},
	"without end": func(w http.ResponseWriter, _ *http.Request) {
		for range 10 << 10 {
			fmt.Fprint(w, strings.Repeat(" ", 1<<10))
		}
	},
}

// Whatever one registry does instead of answering, it is an error of that
// registry and no word about the identifier.
func TestFaultsAreErrors(t *testing.T) {
	ids := map[string]string{"doi": "doi:10.5555/nobody.1", "crossref": "doi:10.5555/silt.1", "datacite": "doi:10.5555/data.1", "arxiv": "arxiv:2101.00001"}
	for _, name := range registry.Names() {
		for fault, handler := range faults {
			t.Run(name+"/"+fault, func(t *testing.T) {
				f := newFake(t)
				f.faults[name] = handler
				r, err := f.registry(t, name, registry.Options{}).Record(t.Context(), ids[name])
				var pause *verify.Pause
				if err == nil || errors.As(err, &pause) {
					t.Errorf("%+v, %v", r, err)
				}
			})
		}
	}
}

// An outage is never a finding: not of one registry, nor of all, in any form.
// What is asked is the worst case, a DOI that nobody registered and a page that
// is gone; without the fault both findings are there.
func TestAnOutageIsNoFinding(t *testing.T) {
	notes := map[string]string{
		"doi":   "Ada Kerr, “Silt and Memory,” River Studies 4 (2019), doi:10.5555/nobody.1, https://river.example/silt.",
		"arxiv": "Ines Morau, “Ferries Without Masters,” 2021, arXiv:2101.00003, https://river.example/ferries.",
	}
	for id, note := range notes {
		if got := judge(t, gatherer(newFake(t).registries(t, registry.Options{})), note); got.rules != "doi-unknown source-unverified" {
			t.Fatalf("%s: without a fault %q", id, got.rules)
		}
		for fault, handler := range faults {
			for _, down := range [][]string{{"doi"}, {"doi", "arxiv"}, {"doi", "crossref", "datacite", "arxiv"}} {
				t.Run(fmt.Sprint(id, "/", fault, "/", down), func(t *testing.T) {
					f := newFake(t)
					for _, name := range down {
						f.faults[name] = handler
					}
					got := judge(t, gatherer(f.registries(t, registry.Options{})), note)
					if got.rules != "" || len(got.checks) != 1 || got.checks[0].Answer != verify.CannotTell || got.checks[0].Why == "" {
						t.Errorf("%q, %+v", got.rules, got.checks)
					}
				})
			}
		}
	}
}

// Where arXiv alone is down, doi.org's word that a number is not registered is
// not enough; where Crossref alone is, a DOI is registered and no more is known.
func TestOneRegistryDown(t *testing.T) {
	for _, tc := range []struct{ down, note, why string }{
		{"arxiv", "Ines Morau, “Ferries Without Masters,” 2021, arXiv:2101.00003.", "arXiv is down"},
		{"crossref", "Ada Kerr, “Silt and Memory,” 2019, doi:10.5555/retracted.1.", "Crossref is down"},
		{"datacite", "Ada Kerr, “Silt Cores,” 2020, doi:10.5555/data.1.", "DataCite is down"},
	} {
		f := newFake(t)
		f.faults[tc.down] = faults["503"]
		got := judge(t, gatherer(f.registries(t, registry.Options{})), tc.note)
		if got.rules != "" || len(got.checks) != 1 || got.checks[0].Answer != verify.CannotTell || !strings.Contains(got.checks[0].Why, tc.why) {
			t.Errorf("%s: %q, %+v", tc.down, got.rules, got.checks)
		}
	}
	// doi.org is down, and Crossref describes the work: that will do.
	f := newFake(t)
	f.faults["doi"] = faults["503"]
	if got := judge(t, gatherer(f.registries(t, registry.Options{})), "Ada Kerr, “Silt and Memory,” 2019, doi:10.5555/retracted.1."); got.rules != "retracted" {
		t.Errorf("doi: %+v", got)
	}
}

// A hasty clock is almost a minute slow until shortly after the registry said
// 429, and then right: what is to wait a minute waits for a moment.
type hasty struct{ broke atomic.Int64 }

func (h *hasty) now() time.Time {
	now := time.Now()
	if at := h.broke.Load(); at == 0 || now.UnixNano()-at < int64(200*time.Millisecond) {
		return now.Add(-time.Minute + 500*time.Millisecond)
	}
	return now
}

// Who says 429 is left alone, asked once more, and then no more: in this run,
// nor in the next.
func TestTooManyRequests(t *testing.T) {
	for name, note := range map[string]string{
		"doi":   "Ada Kerr, “Silt and Memory,” 2019, doi:10.5555/nobody.1, https://river.example/silt.",
		"arxiv": "Ines Morau, “Ferries,” 2021, arXiv:2101.00003, https://river.example/ferries.",
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t)
			var clock hasty
			refuse := say(429, "text/plain", "slow down")
			if name == "arxiv" { // so it says that, with any status
				refuse = say(200, "text/plain", "Rate exceeded.")
			}
			f.faults[name] = func(w http.ResponseWriter, r *http.Request) {
				clock.broke.CompareAndSwap(0, time.Now().UnixNano())
				refuse(w, r)
			}
			o := registry.Options{Memory: &memory{kept: map[string][]byte{}}, Clock: clock.now}
			for run := range 2 {
				got := judge(t, gatherer(f.registries(t, o)), note)
				if got.rules != "" || len(got.checks) != 1 || got.checks[0].Answer != verify.CannotTell || !strings.Contains(got.checks[0].Why, "asked too much") {
					t.Errorf("run %d: %q, %+v", run, got.rules, got.checks)
				}
				if n := f.count(name); n != 2 {
					t.Errorf("run %d: asked %d times by now", run, n)
				}
			}
		})
	}
}

// A registry that fails three times in a row is not asked again in the run,
// and holds up nobody.
func TestARegistryThatIsDownIsLeftAlone(t *testing.T) {
	f := newFake(t)
	f.faults["doi"] = faults["503"]
	var sources []verify.Source
	d := &verify.Document{Text: "x", Notes: []verify.Note{{Label: "1"}}}
	for i := range 12 {
		d.Citations = append(d.Citations, verify.Citation{DOI: fmt.Sprintf("10.5555/nobody.%d", i)})
	}
	sources = verify.Sources([]*verify.Document{d})
	g := gatherer([]verify.Registry{f.registry(t, "doi", registry.Options{})})
	g.Pause = time.Millisecond
	evidence, err := g.Gather(t.Context(), []*verify.Document{d}, sources)
	if err != nil {
		t.Fatal(err)
	}
	for i := range evidence {
		if evidence[i].Visit == nil || len(evidence[i].Records) != 1 || evidence[i].Records[0].Record.Failure == "" {
			t.Errorf("source %d: %+v", i, evidence[i].Records)
		}
	}
	if n := f.count("doi"); n != 3 {
		t.Errorf("asked %d times", n)
	}
}
