package web_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"loccit/testdata/smallweb"
	"loccit/verify"
	"loccit/verify/web"
)

// memory is a Store that forgets everything at the end of the test.
type memory struct {
	lock sync.Mutex
	all  []verify.Observation
	fail error
}

func (m *memory) Latest(_ context.Context, keys []string) ([]verify.Observation, error) {
	m.lock.Lock()
	defer m.lock.Unlock()
	newest := map[string]verify.Observation{}
	for _, o := range m.all {
		if slices.Contains(keys, o.Key) {
			newest[o.Key+string(o.Kind)+o.By] = o
		}
	}
	var found []verify.Observation
	for _, o := range newest {
		found = append(found, o)
	}
	return found, m.fail
}

func (m *memory) Add(_ context.Context, observations ...verify.Observation) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.all = append(m.all, observations...)
	return m.fail
}

func (m *memory) len() int {
	m.lock.Lock()
	defer m.lock.Unlock()
	return len(m.all)
}

// archive answers from a function.
type archive struct {
	name   string
	lock   sync.Mutex
	asked  []string
	answer func(url string) (*verify.Lookup, error)
}

func (a *archive) Name() string { return a.name }

func (a *archive) Lookup(_ context.Context, url string, _ time.Time) (*verify.Lookup, error) {
	a.lock.Lock()
	a.asked = append(a.asked, url)
	a.lock.Unlock()
	return a.answer(url)
}

func gather(t *testing.T, g *verify.Gatherer, docs []*verify.Document) ([]verify.Source, []verify.Evidence) {
	t.Helper()
	sources := verify.Sources(docs)
	evidence, err := g.Gather(context.Background(), docs, sources)
	if err != nil {
		t.Fatal(err)
	}
	return sources, evidence
}

func cites(urls ...string) []*verify.Document {
	var list []cited
	for _, u := range urls {
		list = append(list, cited{URL: u, Title: "How the posts began"})
	}
	return []*verify.Document{document(list)}
}

func TestSecondRunAsksNothingThatIsFresh(t *testing.T) {
	w := start(t)
	w.Site("a.example").Rest(page("How the posts began")).Page("/gone", smallweb.Status(404))
	g, _ := gatherer(t, w)
	store := &memory{}
	wayback := &archive{name: "wayback", answer: func(string) (*verify.Lookup, error) { return &verify.Lookup{}, nil }}
	g.Store, g.Archives = store, []verify.Archive{wayback}
	docs := cites("http://a.example/1", "http://a.example/2", "http://a.example/gone", "http://down.example/1")
	w.Site("down.example").Refusing()
	gather(t, g, docs)
	before, questions := len(w.Log()), len(wayback.asked)
	_, evidence := gather(t, g, docs)
	if n := len(w.Log()) - before; n != 0 {
		t.Errorf("the second run made %d requests: %q", n, w.URLs())
	}
	if n := len(wayback.asked) - questions; n != 0 {
		t.Errorf("the second run asked the archive %d times", n)
	}
	for i, e := range evidence {
		if want := i != 3; e.Cached != want || e.Archive.Provider != "wayback" {
			t.Errorf("source %d: cached %v, archives: %+v", i, e.Cached, e.Archive)
		}
	}
	now := time.Now()
	g.Now = func() time.Time { return now.Add(30 * time.Hour) } // dead keeps a day, live seven
	gather(t, g, docs)
	if n := w.Asked("http://a.example/gone"); n != 4 {
		t.Errorf("what was dead was asked %d times in three runs, want 4", n)
	}
	if n := w.Asked("http://a.example/1"); n != 1 {
		t.Errorf("what was live was asked %d times in three runs, want 1", n)
	}
	g.MaxAge = -1
	gather(t, g, docs)
	if n := w.Asked("http://a.example/1"); n != 2 {
		t.Errorf("with no age allowed, what was live was asked %d times in all, want 2", n)
	}
}

func TestRecheckIsConditional(t *testing.T) {
	w := start(t)
	w.Handle("http://a.example/old", smallweb.To(301, "/a"))
	w.Handle("http://a.example/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(304)
			return
		}
		page("How the posts began").ServeHTTP(w, r)
	}))
	g, _ := gatherer(t, w)
	g.Store, g.MaxAge = &memory{}, -1
	for run := range 2 {
		_, evidence := gather(t, g, cites("http://a.example/old"))
		v := evidence[0].Visit
		if v.Status != 200 || v.Page == nil || v.Page.Title != "How the posts began" || len(v.Hops) != 1 || evidence[0].Cached {
			t.Errorf("run %d: %+v", run, v)
		}
	}
	log := w.Log()
	if last := log[len(log)-1]; last.Header.Get("If-None-Match") != `"v1"` {
		t.Errorf("the last request was not conditional: %v", last)
	}
}

func TestOfflineTakesWhatWasSeen(t *testing.T) {
	w := start(t)
	w.Site("a.example").Rest(page("How the posts began"))
	g, _ := gatherer(t, w)
	g.Store = &memory{}
	gather(t, g, cites("http://a.example/1"))
	before := len(w.Log())
	g.Offline = true
	g.Now = func() time.Time { return time.Now().Add(1000 * time.Hour) }
	_, evidence := gather(t, g, cites("http://a.example/1", "http://a.example/2"))
	if len(w.Log()) != before {
		t.Error("an offline run made requests")
	}
	if !evidence[0].Cached || evidence[0].Visit == nil || evidence[1].Skipped != "offline" {
		t.Errorf("%+v", evidence)
	}
}

func TestInterruptedRunKeepsWhatItSaw(t *testing.T) {
	for _, how := range []string{"interrupted", "deadline"} {
		t.Run(how, func(t *testing.T) {
			w := start(t)
			w.Site("a.example").Rest(page("How the posts began"))
			w.Site("b.example").Rest(smallweb.Hang())
			g, _ := gatherer(t, w)
			store := &memory{}
			g.Store = store
			docs := cites("http://a.example/1", "http://a.example/2", "http://b.example/1", "http://b.example/2")
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if how == "deadline" {
				g.Deadline = 300 * time.Millisecond
			} else {
				g.Progress = func(p verify.Progress) {
					if p.Visited == 2 {
						cancel()
					}
				}
			}
			evidence, err := g.Gather(ctx, docs, verify.Sources(docs))
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range evidence {
				if seen := i < 2; seen != (e.Visit != nil) || seen == (e.Skipped == how) {
					t.Errorf("source %d: visit %v, skipped %q", i, e.Visit, e.Skipped)
				}
			}
			if n := store.len(); n < 2 {
				t.Errorf("%d observations were stored, want the two that were made", n)
			}
		})
	}
}

func TestBrokenStoreIsAnError(t *testing.T) {
	w := start(t)
	w.Site("a.example").Rest(page("How the posts began"))
	g, _ := gatherer(t, w)
	g.Store = &memory{fail: errors.New("disk full")}
	docs := cites("http://a.example/1")
	if _, err := g.Gather(context.Background(), docs, verify.Sources(docs)); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("error %v", err)
	}
}

func TestPerHostLimitHoldsForRedirectTargets(t *testing.T) {
	w := start(t)
	var lock sync.Mutex
	busy, most := 0, 0
	w.Site("target.example").Rest(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		lock.Lock()
		busy++
		most = max(most, busy)
		lock.Unlock()
		smallweb.Slow(20*time.Millisecond, page("How the posts began")).ServeHTTP(out, r)
		lock.Lock()
		busy--
		lock.Unlock()
	}))
	var urls []string
	for i := range 30 {
		host := fmt.Sprintf("h%d.example", i)
		w.Site(host).Rest(smallweb.To(302, fmt.Sprintf("http://target.example/%d", i)))
		urls = append(urls, "http://"+host+"/a")
	}
	g, _ := gatherer(t, w)
	g.PerHost = 2
	gather(t, g, cites(urls...))
	if most > 2 {
		t.Errorf("%d requests at once on one host, want at most 2", most)
	}
}

func TestHostDelayHolds(t *testing.T) {
	w := start(t)
	w.Site("a.example").Rest(page("How the posts began"))
	g, _ := gatherer(t, w)
	g.HostDelay = 30 * time.Millisecond
	gather(t, g, cites("http://a.example/1", "http://a.example/2", "http://a.example/3", "http://a.example/4"))
	log := w.Log()
	if span := log[len(log)-1].At - log[0].At; len(log) != 4 || span < 3*25*time.Millisecond {
		t.Errorf("%d requests within %v, want 4 at least 30 ms apart", len(log), span)
	}
}

func TestArchiveOutageIsNotHeldAgainstTheSource(t *testing.T) {
	w := start(t)
	w.Site("a.example").Rest(page("How the posts began"))
	g, _ := gatherer(t, w)
	down := &archive{name: "down", answer: func(string) (*verify.Lookup, error) { return nil, errors.New("504 gateway timeout") }}
	store := &memory{}
	g.Archives, g.Store = []verify.Archive{down}, store
	var urls []string
	for i := range 10 {
		urls = append(urls, fmt.Sprintf("http://a.example/%d", i))
	}
	_, evidence := gather(t, g, cites(urls...))
	for i, e := range evidence {
		if e.Archive.State != verify.Unknown || e.Archive.Provider != "down" {
			t.Errorf("source %d: %+v", i, e.Archive)
		}
	}
	if n := len(down.asked); n > 4 {
		t.Errorf("an archive that is down was asked %d times", n)
	}
	for _, o := range store.all {
		if o.Kind == verify.KindLookup {
			t.Errorf("an archive's failure was stored: %+v", o)
		}
	}
}

func TestFragmentsAreLookedFor(t *testing.T) {
	w := start(t)
	w.Handle("http://a.example/p", smallweb.HTML("How the posts began", `<h1 id="top1">How the posts began</h1><a name="old"></a><p id="été">The letters were carried by foot.</p><p id="L10">Ten</p><td data-line-number="44"></td>`))
	g, _ := gatherer(t, w)
	docs := cites("http://a.example/p#top1", "http://a.example/p#old", "http://a.example/p#%C3%A9t%C3%A9", "http://a.example/p#nowhere",
		"http://a.example/p#:~:text=letters%20were,by%20foot", "http://a.example/p#:~:text=letters%20were%20never", "http://a.example/p#top",
		"http://a.example/p#été", "http://a.example/p#L10-L20", "http://a.example/p#L30-L40", "http://a.example/p#!/report/7", "http://a.example/p#/report/7", "http://a.example/p#t=30s", "http://a.example/p#comment-7",
		"http://a.example/p#page/n41/mode/2up", "http://a.example/p#ixzz4Zab", "http://a.example/p#axzz3Xab", "http://a.example/p#.VbXyZ12345c", "http://a.example/p#.U1ab.twitter", "http://a.example/p#sthash.Ab1.dpuf",
		"http://a.example/p#12/51.5/-0.1", "http://a.example/p#epubcfi(/6/4!/4/2)", "http://a.example/p#issuecomment-99", "http://a.example/p#discussion_r99", "http://a.example/p#diff-9c1b", "http://a.example/p#L44")
	_, evidence := gather(t, g, docs)
	if len(evidence) != 1 {
		t.Fatalf("%d sources", len(evidence))
	}
	want := []string{"nowhere", ":~:text=letters%20were%20never", "L30-L40"}
	if got := evidence[0].Visit.Lacks; !slices.Equal(got, want) {
		t.Errorf("lacks %q, want %q", got, want)
	}
	if n := w.AskedHost("a.example"); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestProxyDoesNotOpenPrivateHosts(t *testing.T) {
	w := start(t)
	w.Site("proxy.example").Rest(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {}))
	base, err := w.Base("proxy.example")
	if err != nil {
		t.Fatal(err)
	}
	w.Site("in.example").At("192.168.7.7")
	w.Site("out.example")
	t.Setenv("HTTP_PROXY", base)
	f := &web.Fetcher{Resolver: w}
	defer f.Close()
	for url, want := range map[string]string{
		"http://in.example/a": "private-address", "http://10.0.0.1/": "private-address", "http://2130706434/": "private-address",
		"http://printer.local/": "private-address", "http://out.example/a?b=%2f": "",
	} {
		a, err := f.Fetch(context.Background(), verify.Request{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		if a.Failure != want {
			t.Errorf("%s: %q (%s), want %q", url, a.Failure, a.Detail, want)
		}
	}
	for _, r := range w.Log() {
		if strings.Contains(r.URL, "out.example") != strings.HasSuffix(r.URL, "/a?b=%2f") {
			t.Errorf("the proxy was asked for %s", r.URL)
		}
	}
	if n := len(w.Log()); n != 1 {
		t.Errorf("the proxy was asked %d times, want once", n)
	}
}

func TestCollyVariablesChangeNothing(t *testing.T) {
	t.Setenv("COLLY_MAX_BODY_SIZE", "10")
	t.Setenv("COLLY_USER_AGENT", "somebody else")
	t.Setenv("COLLY_DISALLOWED_DOMAINS", "x,a.example")
	t.Setenv("COLLY_FOLLOW_ROBOTS", "yes")
	w := start(t)
	w.Site("a.example").Page("/1", page("How the posts began"))
	g, _ := gatherer(t, w)
	_, evidence := gather(t, g, cites("http://a.example/1"))
	if v := evidence[0].Visit; v.Page == nil || v.Page.Title != "How the posts began" {
		t.Errorf("%+v", v)
	}
	if log := w.Log(); len(log) != 1 || log[0].Header.Get("User-Agent") != web.UserAgent {
		t.Errorf("%+v", log)
	}
}

// A host that is an address says it once, and a name or a number what it leads to.
func TestPrivateAddressIsNamedOnce(t *testing.T) {
	w := start(t)
	w.Site("in.example").At("192.168.7.7")
	_, f := gatherer(t, w)
	for url, want := range map[string]string{
		"http://10.0.0.1/a":    "10.0.0.1 is a private address, which is not asked",
		"http://[fc00::7]/a":   "fc00::7 is a private address, which is not asked",
		"http://2130706434/":   "2130706434 is a private address, 127.0.0.2, which is not asked",
		"http://in.example/a/": "in.example is a private address, 192.168.7.7, which is not asked",
	} {
		a, err := f.Fetch(context.Background(), verify.Request{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(a.Detail, want) {
			t.Errorf("%s: %q, want %q", url, a.Detail, want)
		}
	}
}

func TestLentTransportRefusesTheSameAddresses(t *testing.T) {
	w := start(t)
	w.Site("a.example").Page("/old", smallweb.To(302, "http://in.example/"))
	w.Site("in.example").At("10.0.0.7").Rest(page("Inside"))
	_, f := gatherer(t, w)
	client := &http.Client{Transport: f.Transport(), Timeout: 5 * time.Second}
	answer, err := client.Get("http://a.example/old")
	if err == nil {
		answer.Body.Close()
		t.Fatal("a private address was asked")
	}
	if !strings.Contains(err.Error(), "private address") || w.AskedHost("in.example") != 0 {
		t.Errorf("%v, %q", err, w.URLs())
	}
}

func TestUserNamesOfRedirectsAreForgotten(t *testing.T) {
	w := start(t)
	w.Handle("http://a.example/old", smallweb.To(301, "http://me:secret@b.example/mid?at=x@y"))
	w.Handle("http://b.example/mid?at=x@y", smallweb.To(301, "//me:secret@b.example/new"))
	w.Handle("http://b.example/new", page("How the posts began"))
	g, _ := gatherer(t, w)
	store := &memory{}
	g.Store = store
	_, evidence := gather(t, g, cites("http://a.example/old"))
	if v := evidence[0].Visit; v.Final != "http://b.example/new" || len(v.Hops) != 2 || v.Hops[1].URL != "http://b.example/mid?at=x@y" {
		t.Errorf("%+v", v)
	}
	if kept := fmt.Sprintf("%+v", store.all); strings.Contains(kept, "secret") {
		t.Errorf("a password was stored: %s", kept)
	}
}

// A resolver that denies every name knows nothing of any.
func TestNoNetworkDenied(t *testing.T) {
	w := start(t)
	w.Site("known.example")
	g, f := gatherer(t, w)
	f.Known = []string{"nowhere.example", "known.example"}
	if _, evidence := gather(t, g, cites("http://gone.example/1")); evidence[0].Visit.Failure != "dns-not-found" {
		t.Errorf("the resolver finds a known name, and is not believed: %+v", evidence[0].Visit)
	}
	g, f = gatherer(t, w)
	f.Known = []string{"nowhere.example"}
	docs := cites("http://gone.example/1", "http://lost.example/1")
	if _, evidence := gather(t, g, docs); evidence[0].Visit.Failure != "dns-failure" || !verify.NoNetwork(evidence) {
		t.Errorf("the resolver knows no name, and is believed: %+v", evidence[0].Visit)
	}
}

func TestNoNetwork(t *testing.T) {
	w := start(t)
	for _, name := range []string{"a.example", "b.example"} {
		w.Site(name).Unresolved(&net.DNSError{Err: "server misbehaving", Name: name, IsTemporary: true})
	}
	g, _ := gatherer(t, w)
	if _, evidence := gather(t, g, cites("http://a.example/1", "http://b.example/1")); !verify.NoNetwork(evidence) {
		t.Errorf("two names that cannot be looked up are no sign: %+v", evidence)
	}
	if _, evidence := gather(t, g, cites("http://a.example/1", "http://gone.example/1")); verify.NoNetwork(evidence) {
		t.Error("a name that is known not to exist was learned over a network")
	}
	mute := cites("http://a.example/1", "http://10.0.0.7/", "http://[::1]:8080/x", "http://localhost/", "http://999.1.1.1/x")
	if _, evidence := gather(t, g, mute); !verify.NoNetwork(evidence) {
		t.Errorf("what nobody was asked for is taken for a network: %+v", evidence)
	}
	if _, evidence := gather(t, g, cites("http://10.0.0.7/", "http://999.1.1.1/x")); verify.NoNetwork(evidence) {
		t.Error("no network, though nobody was asked")
	}
	w.Site("in.example").At("192.168.7.7")
	if _, evidence := gather(t, g, cites("http://a.example/1", "http://in.example/")); verify.NoNetwork(evidence) {
		t.Error("a name that led to a private address was found over a network")
	}
}
