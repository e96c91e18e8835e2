package repair_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"loccit/testdata/smallweb"
	"loccit/verify"
	"loccit/verify/format"
)

// paper is a text of notes, one for each line: a title, a bar, a URL.
func paper(t *testing.T, lines ...string) *verify.Document {
	var body, notes strings.Builder
	for i, line := range lines {
		title, url, _ := strings.Cut(line, " | ")
		fmt.Fprintf(&body, "The dam leaked again that year, and it was mended.%d ", i+1)
		fmt.Fprintf(&notes, "\n%d Ada Kerr, “%s,” Valley Courier, May 4, 2021, %s.\n", i+1, title, url)
	}
	d, err := verify.Read(verify.Input{Path: "a.txt", Data: []byte(body.String() + "\n\n" + notes.String())}, format.Readers())
	if err != nil {
		t.Fatal(err)
	}
	d.Citations = verify.Cite(d)
	if len(d.Citations) != len(lines) {
		t.Fatalf("%d citations of %d", len(d.Citations), len(lines))
	}
	return d
}

// proposals are the repairs of a case, by what is printed.
func proposals(c *verify.Case) map[string]string {
	found := map[string]string{}
	for _, s := range c.Sources {
		if r := s.Repair; r != nil {
			found[s.URL] = fmt.Sprintf("%v %s", r.Confidence, r.URL)
		}
	}
	return found
}

const (
	leaks   = "https://courier.example/2021/the-dam-leaks-again-in-spring"
	keepers = "https://post.example/news/two-keepers-dismissed-after-flood"
	mills   = "https://archive-of-mills.example/tide-mills-of-the-northern-shore"
)

func unhyphened(url, words string) string {
	return strings.Replace(url, words, strings.ReplaceAll(words, "-", ""), 1)
}

// TestWhatIsProposed sets one page in the way of each kind of mistake.
func TestWhatIsProposed(t *testing.T) {
	damaged := unhyphened(leaks, "leaks-again")
	cases := []struct {
		name  string
		title string // of the note; empty for The Dam Leaks Again
		cited string // empty for the damaged one
		web   func(w *world)
		want  string // confidence and URL; empty for nothing
		asked int    // pages of the site, at most; 0 for any
	}{
		{name: "the page answers", web: func(w *world) { w.lives(leaks, "The Dam Leaks Again in Spring") }, want: "high " + leaks},
		{name: "it answers under another title", web: func(w *world) { w.lives(leaks, "Courier") }, want: "low " + leaks},
		{name: "an archive holds it", web: func(w *world) { w.captured(leaks, "The Dam Leaks Again in Spring") }, want: "high " + leaks},
		{name: "an archive holds it under another title", web: func(w *world) { w.captured(leaks, "Courier of the valley") }, want: "medium " + leaks},
		{name: "it is nowhere", web: func(w *world) {}},
		{name: "everything is answered with one page", web: func(w *world) { w.Site("courier.example").Rest(catchall("Welcome")) }},
		{name: "everything is answered with the words of its address", web: func(w *world) { w.Site("courier.example").Rest(catchall("echo")) }},
		{name: "everything leads home", web: func(w *world) {
			w.Site("courier.example").Rest(smallweb.To(302, "https://courier.example/")).Page("/", smallweb.Article("The Dam Leaks Again in Spring"))
		}},
		{name: "every answer is a log-in", web: func(w *world) {
			w.Site("courier.example").Rest(smallweb.To(302, "https://courier.example/login")).Page("/login", smallweb.HTML("Log in", "<input type=password>"))
		}},
		{name: "the page as printed is the right one", web: func(w *world) {
			w.lives(damaged, "The Dam Leaks Again in Spring")
			w.lives(leaks, "The Dam Leaks Again in Spring")
		}},
		{name: "the host is gone, an archive holds the page", web: func(w *world) {
			w.captured(leaks, "The Dam Leaks Again in Spring")
			w.Site("courier.example").Refusing()
		}, want: "high " + leaks},
		{name: "a bot wall before everything, an archive holds the page", web: func(w *world) {
			w.captured(leaks, "The Dam Leaks Again in Spring")
			w.Site("courier.example").Rest(smallweb.Headed(smallweb.Status(403), "cf-mitigated", "challenge"))
		}, want: "high " + leaks, asked: 4},
		{name: "an honest dead link that an archive holds is not tried", cited: leaks, web: func(w *world) {
			w.captured(leaks, "The Dam Leaks Again in Spring")
		}, asked: 2},
		{name: "the tail is lost, an archive holds one page that goes on", cited: strings.TrimSuffix(leaks, "-again-in-spring"), web: func(w *world) {
			w.captured(leaks, "The Dam Leaks Again in Spring")
		}, want: "high " + leaks},
		{name: "the tail is lost, an archive holds two pages", title: "Dams", cited: strings.TrimSuffix(leaks, "-again-in-spring"), web: func(w *world) {
			w.captured(leaks, "Spring on the river")
			w.captured(leaks+"-and-autumn", "Autumn on the river")
		}, want: "low " + leaks},
		{name: "a number is no tail", title: "Dams", cited: "https://courier.example/2021/story/12", web: func(w *world) {
			w.captured("https://courier.example/2021/story/123", "Another story")
		}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			w.Site("courier.example")
			tc.web(w)
			w.archived()
			if tc.title == "" {
				tc.title = "The Dam Leaks Again"
			}
			if tc.cited == "" {
				tc.cited = damaged
			}
			c := w.judge(paper(t, tc.title+" | "+tc.cited))
			if got := proposals(c)[tc.cited]; got != tc.want {
				t.Errorf("%q, want %q (%v: %s)\n%+v", got, tc.want, c.Sources[0].State, c.Sources[0].Detail, w.evidence[0].Tries)
			}
			if tc.want != "" && (len(c.Repaired) != 1 || c.Repaired[0].URL != c.Sources[0].Repair.URL || len(c.Repaired[0].CitedBy) != 1) {
				t.Errorf("repaired: %+v", c.Repaired)
			}
			if n := len(w.live()); tc.asked > 0 && n > tc.asked {
				t.Errorf("asked %d pages: %q", n, w.live())
			}
		})
	}
}

// TestRescueIsRemembered: what was learnt of tries is stored, so that a second
// run asks nobody, and a run without a network says the same.
func TestRescueIsRemembered(t *testing.T) {
	w := newWorld(t)
	w.lives(leaks, "The Dam Leaks Again in Spring")
	w.lives(keepers, "Two Keepers Dismissed After Flood")
	w.captured(keepers, "Two Keepers Dismissed After Flood")
	w.captured(mills, "Tide Mills of the Northern Shore")
	w.Site("archive-of-mills.example")
	w.archived()
	store := &memory{}
	w.gatherer.Store = store
	docs := []*verify.Document{paper(t,
		"The Dam Leaks Again in Spring | "+unhyphened(leaks, "leaks-again"),
		"Two Keepers Dismissed | "+unhyphened(keepers, "keepers-dismissed"),
		"Two Keepers Dismissed | "+unhyphened(keepers, "after-flood"),
		"Tide Mills of the Northern Shore | "+unhyphened(mills, "the-northern"),
	)}
	first := w.judge(docs...)
	if len(proposals(first)) != 4 || len(first.Repaired) != 3 {
		t.Fatalf("%q, %d repaired", proposals(first), len(first.Repaired))
	}
	for _, r := range first.Repaired {
		if (r.URL == keepers) != (len(r.CitedBy) == 2) || (r.URL == mills) != (r.State != verify.Live) || (r.URL == leaks) != (r.Archive.State == verify.None) {
			t.Errorf("%s: %v, %v, %v", r.URL, r.State, r.Archive, r.CitedBy)
		}
	}
	for url := range w.urls() {
		if n := w.Asked(url); n > 1 && !strings.Contains(url, "//web.archive.example/") && !slices.ContainsFunc(w.sources, func(s verify.Source) bool { return s.URL == url }) {
			t.Errorf("%s was asked %d times", url, n)
		}
	}
	before := w.requests()
	for _, offline := range []bool{false, true} {
		w.gatherer.Offline = offline
		again := w.judge(docs...)
		if n := w.requests() - before; n != 0 {
			t.Errorf("offline %v: %d requests", offline, n)
		}
		if a, b := fmt.Sprint(proposals(first)), fmt.Sprint(proposals(again)); a != b {
			t.Errorf("offline %v: %s\nwant %s", offline, b, a)
		}
		if len(again.Repaired) != len(first.Repaired) {
			t.Fatalf("offline %v: %d repaired", offline, len(again.Repaired))
		}
		for i, r := range again.Repaired {
			if was := first.Repaired[i]; r.URL != was.URL || r.State != was.State || r.Archive != was.Archive {
				t.Errorf("offline %v: %s is %v, %v; was %v, %v", offline, r.URL, r.State, r.Archive, was.State, was.Archive)
			}
		}
	}
}

// urls are all that were asked for.
func (w *world) urls() map[string]bool {
	found := map[string]bool{}
	for _, url := range w.URLs() {
		found[url] = true
	}
	return found
}

func (w *world) requests() int {
	n := 0
	for _, url := range w.URLs() {
		n += w.Asked(url)
	}
	return n
}
