package archive

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// pywbVariable names the folder of pywb's commands; .ci/run installs them.
const pywbVariable = "LOCCIT_PYWB"

// pywbModes are how a house may run pywb: with a frame around what it shows,
// as it comes; without one; and with redirects to the moment of the capture.
// Its TimeGate answers in another manner in each.
var pywbModes = map[string]string{
	"framed":    "enable_memento: true\n",
	"unframed":  "enable_memento: true\nframed_replay: false\n",
	"redirects": "enable_memento: true\nredirect_to_exact: true\n",
}

// pywbProviders are the ways to ask one collection, called web.
var pywbProviders = []pywbProvider{
	{name: "arquivo", glances: true, make: func(base string, o Options) verify.Asker { o.Endpoint = base; return NewArquivo(o) }},
	{name: "wayback", glances: true, make: func(base string, o Options) verify.Asker { o.Endpoint = base; return NewWayback(o) }},
	{name: "timegate", gate: true, make: func(base string, o Options) verify.Asker { return NewMemento("house", base+"/web/", "", o) }},
	{name: "timemap", make: func(base string, o Options) verify.Asker {
		return NewMemento("house", "", base+"/web/timemap/link/", o)
	}},
	{name: "both", make: func(base string, o Options) verify.Asker {
		return NewMementoAt(Endpoints{Name: "house", TimeGate: base + "/web/", TimeMap: base + "/web/timemap/link/", Playback: base + "/web/"}, o)
	}},
}

type pywbProvider struct {
	name    string
	make    func(base string, o Options) verify.Asker
	gate    bool // knows what the TimeGate says and nothing else
	glances bool // asks the playback first, of a live source
}

// site is where everything of the test was captured.
const site = "https://www.paper.example/"

const july14 = "20210714000000"

// A pywbCase is a source cited in July 2021, what was captured of it, and what
// is to be told.
type pywbCase struct {
	path     string // of the source, below site
	holds    []warcRecord
	state    verify.ArchiveState
	captured string              // day of the snapshot
	why      string              // a part of the reason
	gate     verify.ArchiveState // by the TimeGate alone, where that differs
	gateDay  string              // of the snapshot that the archive chooses, where we choose another
}

var pywbCases = []pywbCase{
	{path: "good", holds: []warcRecord{{at: july14}}, state: verify.Archived, captured: "2021-07-14"},
	{path: "near-and-far", holds: []warcRecord{{at: "20120101000000"}, {at: "20190101000000"}, {at: july14}, {at: "20210729000000"}, {at: "20250101000000"}},
		state: verify.Archived, captured: "2021-07-14", why: "2 days before"},
	{path: "before-rather-than-after", holds: []warcRecord{{at: "20210713000000"}, {at: "20210718000000"}},
		state: verify.Archived, captured: "2021-07-13", why: "3 days before", gateDay: "2021-07-18"},
	{path: "long-before", holds: []warcRecord{{at: "20120101000000"}}, state: verify.Archived, captured: "2012-01-01", why: "9 years before"},
	{path: "after", holds: []warcRecord{{at: "20230801000000"}}, state: verify.Archived, captured: "2023-08-01", why: "2 years after"},
	{path: "again", holds: []warcRecord{{at: "20200101000000"}, {at: july14, repeats: "20200101000000"}}, state: verify.Archived, captured: "2021-07-14"},
	{path: "article?id=5&page=a%20b", holds: []warcRecord{{at: july14}}, state: verify.Archived, captured: "2021-07-14"},
	{path: "stra%C3%9Fe/m%C3%BChle", holds: []warcRecord{{at: july14}}, state: verify.Archived, captured: "2021-07-14"},
	{path: "straße/wehr", holds: []warcRecord{{url: site + "stra%C3%9Fe/wehr", at: july14}}, state: verify.Archived, captured: "2021-07-14"},
	{path: "slash", holds: []warcRecord{{url: "http://paper.example/slash/", at: july14}}, state: verify.Archived, captured: "2021-07-14"},
	{path: "never", state: verify.None, why: "no snapshot"},
	{path: "errors", holds: []warcRecord{{at: "20200101000000", status: 500, page: "broken"}, {at: july14, status: 404, page: "gone"}},
		state: verify.None, why: "nothing but errors", gate: verify.Weak},
	{path: "error-nearby", holds: []warcRecord{{at: "20180101000000"}, {at: july14, status: 404, page: "gone"}},
		state: verify.Archived, captured: "2018-01-01", gate: verify.Weak},
	{path: "soft", holds: []warcRecord{{at: july14, page: "<!DOCTYPE html><title>Page not found</title><h1>Page not found</h1><p>The page that you are looking for does not exist."}},
		state: verify.Weak, captured: "2021-07-14", why: "not the source"},
	{path: "moved", holds: []warcRecord{{at: july14, status: 301, to: site + "good"}}, state: verify.Archived, captured: "2021-07-14"},
	{path: "moved-nearby", holds: []warcRecord{{at: july14, status: 302, to: "/good"}}, state: verify.Archived, captured: "2021-07-14"},
	{path: "five/5", holds: chain("five", 5), state: verify.Archived, captured: "2021-07-14"},
	{path: "six/6", holds: chain("six", 6), state: verify.Weak, captured: "2021-07-14", why: "more than 5"},
	{path: "circle", holds: []warcRecord{{at: july14, status: 302, to: site + "circle-back"}, {url: site + "circle-back", at: july14, status: 302, to: site + "circle"}},
		state: verify.Weak, captured: "2021-07-14", why: "in a circle"},
	{path: "secure", holds: []warcRecord{{url: "http://www.paper.example/secure", at: july14, status: 301, to: site + "secure"}, {at: "20210714000010"}},
		state: verify.Archived, captured: "2021-07-14"},
	{path: "secure-once", holds: []warcRecord{{at: "20180101000000"}, {url: "http://www.paper.example/secure-once", at: july14, status: 301, to: site + "secure-once"}},
		state: verify.Archived, captured: "2018-01-01"},
	{path: "to-itself", holds: []warcRecord{{at: july14, status: 302, to: site + "to-itself"}}, state: verify.Weak, captured: "2021-07-14", why: "leads to itself", gate: verify.Unknown},
	{path: "to-nowhere", holds: []warcRecord{{at: july14, status: 302, to: site + "nowhere"}}, state: verify.Weak, captured: "2021-07-14", why: "not archived"},
	{path: "like-another?_=2", holds: []warcRecord{{url: site + "like-another?_=1", at: july14}}, state: verify.Weak, captured: "2021-07-14", why: "another address"},
}

// chain is n redirects, one after another, and the page at their end.
func chain(name string, n int) []warcRecord {
	all := []warcRecord{{url: site + name + "/0", at: july14}}
	for i := range n {
		all = append(all, warcRecord{url: fmt.Sprintf("%s%s/%d", site, name, i+1), at: july14, status: 301, to: fmt.Sprintf("%s%s/%d", site, name, i)})
	}
	return all
}

// A real archive, pywb, holds WARC files of ours and is asked by its index, its
// TimeGate and its TimeMap; at the end it is stopped.
func TestPywb(t *testing.T) {
	archive := newPywb(t)
	for mode, config := range pywbModes {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			base, stop := archive.serve(t, mode, config)
			for i := range pywbProviders {
				for k := range pywbCases {
					pywbProviders[i].tell(t, base, &pywbCases[k], verify.Dead)
					if pywbProviders[i].glances {
						pywbProviders[i].tell(t, base, &pywbCases[k], verify.Live)
					}
				}
			}
			stop()
			for _, p := range pywbProviders {
				for _, state := range []verify.State{verify.Dead, verify.Live} {
					l, err := p.make(base, Options{}).Ask(t.Context(), verify.Question{URL: site + "good", Near: july, State: state})
					if err == nil {
						t.Errorf("%s: the archive is down, and the answer %+v", p.name, l)
					}
				}
			}
		})
	}
}

// tell fails where the provider does not tell what the case expects of a source
// in that state.
func (p *pywbProvider) tell(t *testing.T, base string, tc *pywbCase, state verify.State) {
	t.Helper()
	want, day, why := tc.state, tc.captured, tc.why
	if (p.gate || state == verify.Live) && tc.gateDay != "" {
		day, why = tc.gateDay, "by the archive's word"
	}
	if p.gate && tc.gate != 0 {
		want, day, why = tc.gate, "2021-07-14", "an error was captured (status 404)"
	}
	l, err := p.make(base, Options{}).Ask(t.Context(), verify.Question{URL: site + tc.path, Near: july, State: state, Titles: []string{"The story"}})
	if err != nil {
		if want != verify.Unknown {
			t.Errorf("%s: %s, which is %v: %v", p.name, tc.path, state, err)
		}
		return
	}
	h := verify.Hold([]verify.Observation{{Kind: verify.KindLookup, By: p.name, Lookup: l}})
	got := ""
	if !h.Captured.IsZero() {
		got = h.Captured.Format(time.DateOnly)
	}
	if h.State != want || got != day || !strings.Contains(h.Why, why) {
		t.Errorf("%s: %s, which is %v: %v of %q (%s), want %v of %q (%s)", p.name, tc.path, state, h.State, got, h.Why, want, day, why)
	}
	if h.Snapshot != "" {
		shows(t, h)
	}
}

// shows fails where a person is not sent to the capture that is spoken of.
func shows(t *testing.T, h verify.Holding) {
	t.Helper()
	r, ok := parseReplay(h.Snapshot)
	if !ok || r.flag != "" || r.stamp != h.Captured.Format(stampLayout) {
		t.Errorf("the capture of %v is offered as %s", h.Captured, h.Snapshot)
	}
}

// A pywb is an archive of pywb's before it is served.
type pywb struct {
	bin         string // the folder of its commands
	collections string // the folder of its collections
}

// newPywb writes two WARC files and has pywb take them in.
func newPywb(t *testing.T) *pywb {
	p := &pywb{bin: os.Getenv(pywbVariable)}
	if p.bin == "" {
		t.Skip(pywbVariable + " does not name the folder of pywb's commands, as in a virtual environment with pip install pywb")
	}
	var files [2][]warcRecord
	for i, tc := range pywbCases {
		for _, r := range tc.holds {
			if r.url == "" {
				r.url = site + tc.path
			}
			files[i%2] = append(files[i%2], r)
		}
	}
	dir := t.TempDir()
	writeWARC(t, filepath.Join(dir, "packed.warc.gz"), true, files[0]...)
	writeWARC(t, filepath.Join(dir, "plain.warc"), false, files[1]...)
	p.collections = filepath.Join(dir, "collections")
	p.run(t, dir, "init", "web")
	p.run(t, dir, "add", "web", "packed.warc.gz", "plain.warc")
	return p
}

func (p *pywb) run(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), filepath.Join(p.bin, "wb-manager"), args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("wb-manager %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// serve starts a server over the collections, and what stands before one: the
// index and the raw playback at the addresses of Arquivo.pt and of the Wayback
// Machine too. It returns the URL, and what ends the server.
func (p *pywb) serve(t *testing.T, mode, config string) (base string, stop func()) {
	dir := t.TempDir()
	if err := os.Symlink(p.collections, filepath.Join(dir, "collections")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		port := freePort(t)
		if stop = p.start(t, dir, port); stop != nil {
			return front(t, port), stop
		}
	}
	t.Fatalf("pywb (%s) does not start", mode)
	return "", nil
}

// start runs the server and waits until it answers. It returns nil where it
// ended at once, as it does when somebody else took the port.
func (p *pywb) start(t *testing.T, dir, port string) (stop func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	cmd := exec.CommandContext(ctx, filepath.Join(p.bin, "wayback"), "-b", "127.0.0.1", "-p", port)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		cancel()
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait() // killed, as a rule
	}()
	stop = func() { cancel(); <-ended }
	t.Cleanup(stop)
	for range 1200 {
		select {
		case <-ended:
			t.Logf("pywb ended:\n%s", &out)
			return nil
		case <-time.After(50 * time.Millisecond):
		}
		if resp, err := http.Get("http://127.0.0.1:" + port + "/web/"); err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return stop
			}
		}
	}
	stop()
	t.Fatalf("pywb does not answer within a minute:\n%s", &out)
	return nil
}

func freePort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// front passes questions on to pywb, under the host that they were asked of.
func front(t *testing.T, port string) string {
	behind := &url.URL{Scheme: "http", Host: "127.0.0.1:" + port}
	places := strings.NewReplacer("/cdx/search/cdx", "/web/cdx", "/wayback/cdx", "/web/cdx", "/noFrame/replay/", "/web/")
	s := httptest.NewServer(&httputil.ReverseProxy{ErrorLog: log.New(io.Discard, "", 0), Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(behind)
		r.Out.Host = r.In.Host
		r.Out.URL.Path = places.Replace(r.In.URL.Path)
		r.Out.URL.RawPath = places.Replace(r.In.URL.EscapedPath())
	}})
	t.Cleanup(s.Close)
	return s.URL
}
