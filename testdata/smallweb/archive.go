package smallweb

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Capture is one that the archive of a web holds.
type Capture struct {
	URL    string // as it was captured
	At     string // 20210716120000
	Status int    // of the captured answer; 0 for 200
	Type   string // media type; empty for text/html
	Page   string // HTML; empty for a page of its own making
	To     string // where a captured redirect led
}

const stamp = "20060102150405"

// Archive makes the site of that name an archive which holds captures, and
// answers as the Wayback Machine does: the index at /cdx/search/cdx (url,
// matchType, filter, collapse, closest with sort, limit, output=json, fl, from,
// to), and playback at /web/TIMESTAMP[id_]/URL.
func (w *Web) Archive(name string, captures ...Capture) *Site {
	sorted := slices.Clone(captures)
	slices.SortStableFunc(sorted, func(a, b Capture) int {
		return cmp.Or(cmp.Compare(urlkey(a.URL), urlkey(b.URL)), cmp.Compare(a.At, b.At))
	})
	s := w.Site(name)
	s.Page("/cdx/search/cdx", index(sorted))
	s.Page("/web/*", playback(sorted))
	return s
}

// Fields of the index, in its usual order.
var fields = []string{"urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"}

func (c Capture) row() map[string]string {
	return map[string]string{
		"urlkey": urlkey(c.URL), "timestamp": c.At, "original": c.URL,
		"mimetype": cmp.Or(c.Type, "text/html"), "statuscode": strconv.Itoa(cmp.Or(c.Status, 200)),
		"digest": fmt.Sprintf("%032X", len(c.URL)*7919+len(c.Page)), "length": strconv.Itoa(1200 + len(c.Page)),
	}
}

// urlkey is a URL as the index sorts it: host backwards, without www and
// scheme, in lower case.
func urlkey(raw string) string {
	if !strings.Contains(raw, "://") {
		raw = "http://" + raw
	}
	u, err := url.Parse(strings.ToLower(raw))
	if err != nil {
		return strings.ToLower(raw)
	}
	labels := strings.Split(strings.TrimPrefix(u.Hostname(), "www."), ".")
	slices.Reverse(labels)
	path := u.EscapedPath()
	if path != "/" {
		path = strings.TrimSuffix(path, "/")
	}
	key := strings.Join(labels, ",") + ")" + cmp.Or(path, "/")
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return key
}

func index(captures []Capture) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		var found []Capture
		for _, c := range captures {
			if matches(c, q) {
				found = append(found, c)
			}
		}
		found = limited(sorted(found, q), q)
		chosen := fields
		if fl := q.Get("fl"); fl != "" {
			chosen = strings.Split(fl, ",")
		}
		if q.Get("output") != "json" {
			for _, c := range found {
				fmt.Fprintln(w, strings.Join(pick(c.row(), chosen), " "))
			}
			return
		}
		w.Header().Set("Content-Type", "application/json")
		rows := [][]string{}
		for _, c := range found {
			rows = append(rows, pick(c.row(), chosen))
		}
		if len(rows) > 0 {
			rows = slices.Insert(rows, 0, chosen)
		}
		json.NewEncoder(w).Encode(rows)
	})
}

func matches(c Capture, q url.Values) bool {
	key, want := urlkey(c.URL), urlkey(strings.TrimSuffix(q.Get("url"), "*"))
	if q.Get("matchType") == "prefix" || strings.HasSuffix(q.Get("url"), "*") {
		if !strings.HasPrefix(key, want) {
			return false
		}
	} else if key != want {
		return false
	}
	if from := q.Get("from"); from != "" && c.At < from {
		return false
	}
	if to := q.Get("to"); to != "" && c.At[:min(len(to), len(c.At))] > to {
		return false
	}
	row := c.row()
	for _, filter := range q["filter"] {
		filter, not := strings.CutPrefix(filter, "!")
		field, pattern, _ := strings.Cut(filter, ":")
		re, err := regexp.Compile("^(?:" + pattern + ")$")
		if err != nil || re.MatchString(row[field]) == not {
			return false
		}
	}
	return true
}

// sorted orders by distance from closest, or backwards, and collapses.
func sorted(found []Capture, q url.Values) []Capture {
	if field, digits, _ := strings.Cut(q.Get("collapse"), ":"); field != "" {
		n, err := strconv.Atoi(digits)
		found = slices.CompactFunc(found, func(a, b Capture) bool {
			x, y := a.row()[field], b.row()[field]
			if err == nil {
				x, y = x[:min(n, len(x))], y[:min(n, len(y))]
			}
			return x == y
		})
	}
	switch closest := q.Get("closest"); {
	case q.Get("sort") == "closest" && closest != "":
		at := moment(closest)
		slices.SortStableFunc(found, func(a, b Capture) int {
			return cmp.Compare(moment(a.At).Sub(at).Abs(), moment(b.At).Sub(at).Abs())
		})
	case q.Get("sort") == "reverse":
		slices.Reverse(found)
	}
	return found
}

func limited(found []Capture, q url.Values) []Capture {
	n, err := strconv.Atoi(q.Get("limit"))
	switch {
	case err != nil || n == 0:
		return found
	case n < 0:
		return found[max(0, len(found)+n):]
	}
	return found[:min(n, len(found))]
}

func pick(row map[string]string, chosen []string) []string {
	picked := make([]string, len(chosen))
	for i, f := range chosen {
		picked[i] = row[f]
	}
	return picked
}

// moment reads a timestamp of any length.
func moment(s string) time.Time {
	full := "00000101000000"
	if len(s) < len(full) {
		s += full[len(s):]
	}
	t, _ := time.Parse(stamp, s)
	return t
}

var played = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^/web/(\d{1,14})(?:[a-z]{2}_)?/(.+)$`)
})

// playback shows the capture nearest to the time asked for: itself, or by a
// redirect that is no memento.
func playback(captures []Capture) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m := played().FindStringSubmatch(r.RequestURI)
		if m == nil {
			http.NotFound(w, r)
			return
		}
		found := sorted(slices.DeleteFunc(slices.Clone(captures), func(c Capture) bool { return urlkey(c.URL) != urlkey(m[2]) }),
			url.Values{"sort": {"closest"}, "closest": {m[1]}})
		if len(found) == 0 {
			http.NotFound(w, r)
			return
		}
		c := found[0]
		if c.At != m[1] {
			w.Header().Set("x-archive-redirect-reason", "found capture at "+c.At)
			w.Header().Set("Location", strings.Replace(r.RequestURI, m[1], c.At, 1))
			w.WriteHeader(http.StatusFound)
			return
		}
		c.play(w)
	})
}

func (c Capture) play(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Memento-Datetime", moment(c.At).Format(http.TimeFormat))
	h.Set("Link", fmt.Sprintf(`<%s>; rel="original"`, c.URL))
	h.Set("Content-Type", cmp.Or(c.Type, "text/html"))
	if c.To != "" {
		h.Set("Location", "/web/"+c.At+"/"+c.To)
	}
	w.WriteHeader(cmp.Or(c.Status, 200))
	page := c.Page
	if page == "" {
		page = "<title>Archived page</title>" + Prose(c.URL, 80)
	}
	fmt.Fprint(w, page)
}
