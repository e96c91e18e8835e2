package archive

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A shot is one capture of a fake archive.
type shot struct {
	stamp, url string
	status     int
	to         string // where a redirect leads, as the site said it
	page       string // empty for the story
	lost       bool   // the index knows it, and the playback cannot show it
}

// A fake is a small archive: an index in two dialects, a playback, a TimeGate,
// a TimeMap and the public list of Perma.cc, over the same captures.
type fake struct {
	*httptest.Server
	lock     sync.Mutex
	shots    []shot
	asked    map[string]int   // by the first part of the path
	failing  map[string]bool  // parts that are down
	excluded bool             // the site keeps it out
	failure  http.HandlerFunc // of the parts that are down; nil for a 503
}

func newFake(t testing.TB, shots ...shot) *fake {
	f := &fake{shots: shots, asked: map[string]int{}, failing: map[string]bool{}}
	parts := map[string]http.HandlerFunc{
		"cdx": f.cdx, "web": f.web, "timegate": f.timegate, "timemap": f.timemap,
		"wayback": f.arquivo, "noFrame": f.web, "v1": f.perma,
	}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		part, _, _ := strings.Cut(strings.TrimPrefix(r.RequestURI, "/"), "/")
		f.lock.Lock()
		f.asked[part]++
		f.lock.Unlock()
		switch {
		case f.failing[part] && f.failure != nil:
			f.failure(w, r)
		case f.failing[part]:
			w.WriteHeader(http.StatusServiceUnavailable)
		case parts[part] == nil:
			http.NotFound(w, r)
		default:
			parts[part](w, r)
		}
	}))
	t.Cleanup(f.Close)
	return f
}

// of are the captures of a URL, those nearest to stamp first; of all of them
// the newest where stamp is empty.
func (f *fake) of(url, stamp string) []shot {
	var found []shot
	for _, s := range f.shots {
		if fold(s.url) == fold(url) {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b shot) int {
		if stamp == "" {
			return cmp.Compare(b.stamp, a.stamp)
		}
		return cmp.Compare(gap(a.stamp, stamp), gap(b.stamp, stamp))
	})
	return found
}

func gap(a, b string) time.Duration { return stamped(a).Sub(stamped(b)).Abs() }

func stamped(s string) time.Time {
	at, err := parseStamp(s)
	if err != nil {
		panic(err)
	}
	return at
}

func (f *fake) keepsOut(w http.ResponseWriter) bool {
	if f.excluded {
		w.Header().Set("X-Archive-Wayback-Runtime-Error", "AdministrativeAccessControlException: Blocked Site Error")
		w.WriteHeader(http.StatusForbidden)
	}
	return f.excluded
}

func (f *fake) cdx(w http.ResponseWriter, r *http.Request) {
	if f.keepsOut(w) {
		return
	}
	q := r.URL.Query()
	table := [][]string{{"urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"}}
	for _, s := range f.of(q.Get("url"), q.Get("closest")) {
		if q.Get("filter") == "!statuscode:[45].*" && s.status >= 400 {
			continue
		}
		table = append(table, []string{"k", s.stamp, s.url, "text/html", fmt.Sprint(s.status), "SHA", "1234"})
	}
	if len(table) == 1 {
		table = [][]string{}
	}
	json.NewEncoder(w).Encode(table)
}

// web is the playback: what was captured at that moment, else a jump to the
// capture nearest to it.
func (f *fake) web(w http.ResponseWriter, r *http.Request) {
	if f.keepsOut(w) {
		return
	}
	at, ok := parseReplay("http://" + r.Host + r.RequestURI)
	if !ok {
		http.NotFound(w, r)
		return
	}
	var shown []shot
	for _, s := range f.of(at.original, at.stamp) {
		if !s.lost {
			shown = append(shown, s)
		}
	}
	if len(shown) == 0 {
		http.NotFound(w, r)
		return
	}
	s := shown[0]
	if s.stamp != at.stamp {
		at.stamp, at.original = s.stamp, s.url
		w.Header().Set("X-Archive-Redirect-Reason", "found capture at "+s.stamp)
		w.Header().Set("Location", at.String())
		w.WriteHeader(http.StatusFound)
		return
	}
	if s.to != "" {
		at.original = s.to
		w.Header().Set("Location", at.String())
	}
	show(w, s.stamp, s.url, s.status, cmp.Or(s.page, story))
}

func (f *fake) arquivo(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	found := f.of(q.Get("url"), q.Get("closest"))
	if len(found) == 0 {
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprintf(w, `{"message": "No Captures found for: %s"}`, q.Get("url"))
		return
	}
	for _, s := range found {
		json.NewEncoder(w).Encode(map[string]string{
			"urlkey": "k", "timestamp": s.stamp, "url": s.url, "mime": "text/html",
			"status": fmt.Sprint(s.status), "digest": "SHA", "length": "1234", "filename": "a.warc.gz", "offset": "0",
		})
	}
}

func (f *fake) link(s shot, rel string) string {
	return fmt.Sprintf(`<%s/web/%s/%s>; rel="%s"; datetime="%s"`, f.URL, s.stamp, s.url, rel, stamped(s.stamp).Format(http.TimeFormat))
}

func (f *fake) timegate(w http.ResponseWriter, r *http.Request) {
	url := strings.TrimPrefix(r.RequestURI, "/timegate/")
	w.Header().Set("Vary", "accept-datetime")
	stamp := ""
	if at, err := http.ParseTime(r.Header.Get("Accept-Datetime")); err == nil {
		stamp = at.UTC().Format(stampLayout)
	}
	found := f.of(url, stamp)
	if len(found) == 0 {
		http.NotFound(w, r)
		return
	}
	links := []string{"<" + url + `>; rel="original"`, "<" + f.URL + "/timemap/" + url + `>; rel="timemap"; type="application/link-format"`}
	for _, s := range found {
		links = append(links, f.link(s, "memento"))
	}
	w.Header().Set("Link", strings.Join(links, ", "))
	w.Header().Set("Location", f.URL+"/web/"+found[0].stamp+"/"+found[0].url)
	w.WriteHeader(http.StatusFound)
}

func (f *fake) timemap(w http.ResponseWriter, r *http.Request) {
	url := strings.TrimPrefix(r.RequestURI, "/timemap/")
	found := f.of(url, "")
	if len(found) == 0 {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/link-format")
	fmt.Fprintf(w, "<%s>; rel=\"original\"", url)
	for _, s := range found {
		fmt.Fprintf(w, ",\n%s", f.link(s, "memento"))
	}
}

func (f *fake) perma(w http.ResponseWriter, r *http.Request) {
	objects := []any{}
	for i, s := range f.of(r.URL.Query().Get("url"), "") {
		objects = append(objects, map[string]any{
			"guid": fmt.Sprintf("AB%02d-CD34", i), "url": s.url, "title": "The story - The Paper",
			"creation_timestamp": stamped(s.stamp).Format(time.RFC3339),
			"captures": []any{
				map[string]any{"role": "primary", "status": map[bool]string{true: "success", false: "failed"}[s.status == 200 && !s.lost], "url": s.url, "content_type": "text/html; charset=utf-8"},
				map[string]any{"role": "screenshot", "status": "success", "url": "file:///cap.png", "content_type": "image/png"},
			},
		})
	}
	json.NewEncoder(w).Encode(map[string]any{"meta": map[string]any{"limit": 300, "next": nil, "total_count": len(objects)}, "objects": objects})
}
