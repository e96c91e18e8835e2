package web_test

import (
	"strings"
	"testing"
	"time"

	"loccit/testdata/smallweb"
	"loccit/verify"
	"loccit/verify/rule"
)

// TestArchiveLinks: the link to an archive that a note gives is visited beside
// the source itself, and named where it does not show the source, and only
// there.
func TestArchiveLinks(t *testing.T) {
	const (
		report = "https://valley.example/report"
		copied = "https://web.archive.org/web/20210714000000/" + report
		today  = "https://archive.ph/AbCd1"
		perma  = "https://perma.cc/AB12-CD34"
	)
	page := func(title string) string { return "<title>" + title + "</title>" + smallweb.Prose(title, 200) }
	shows := func(c smallweb.Capture) func(*smallweb.Web) {
		return func(w *smallweb.Web) { w.Archive("web.archive.org", c) }
	}
	cases := []struct {
		name, link string
		archive    func(w *smallweb.Web)
		state      verify.State
		reason     string
		says       string // of the finding; empty where there must be none
		asked      int    // how often the link is asked for, at most; 0 for any
	}{
		{name: "the copy", link: copied, archive: shows(smallweb.Capture{URL: report, At: "20210714000000", Page: page("How the posts began")}), state: verify.Live},
		{name: "another moment, to which the archive leads", link: copied, archive: shows(smallweb.Capture{URL: report, At: "20210716000000", Page: page("How the posts began")}), state: verify.Live},
		{name: "of an error page", link: copied, archive: shows(smallweb.Capture{URL: report, At: "20210714000000", Status: 404}), state: verify.Suspect, reason: "copy-of-error", says: "error page (status 404)"},
		{name: "of a page that says it is not there", link: copied, archive: shows(smallweb.Capture{URL: report, At: "20210714000000", Page: "<title>Page not found</title>Sorry."}), state: verify.Suspect, reason: "copy-of-other", says: "Page not found"},
		{name: "of a way home", link: copied, archive: func(w *smallweb.Web) {
			w.Archive("web.archive.org", smallweb.Capture{URL: report, At: "20210714000000", Status: 302, To: "https://valley.example/"},
				smallweb.Capture{URL: "https://valley.example/", At: "20210714000000", Page: page("The valley")})
		}, state: verify.Suspect, reason: "copy-of-other", says: "home page"},
		{name: "none", link: copied, archive: func(w *smallweb.Web) { w.Archive("web.archive.org") }, state: verify.Dead, reason: "no-copy", says: "no such copy"},
		{name: "an excluded site", link: copied, archive: func(w *smallweb.Web) {
			w.Site("web.archive.org").Rest(smallweb.HTML("Wayback Machine", "<p>Sorry. This URL has been excluded from the Wayback Machine."))
		}, state: verify.Blocked, reason: "archive-excluded"},
		{name: "a page about the archive", link: copied, archive: func(w *smallweb.Web) { w.Site("web.archive.org").Rest(smallweb.Article("Wayback Machine")) }, state: verify.Unreachable, reason: "archive-answer"},
		{name: "an outage", link: copied, archive: func(w *smallweb.Web) { w.Site("web.archive.org").Rest(smallweb.Status(503)) }, state: verify.Unreachable, reason: "http-503"},
		{name: "too many questions", link: copied, archive: func(w *smallweb.Web) { w.Site("web.archive.org").Rest(smallweb.Status(429)) }, state: verify.Blocked, reason: "rate-limited"},
		{name: "an archive that is down", link: copied, archive: func(w *smallweb.Web) { w.Site("web.archive.org").Refusing() }, state: verify.Unreachable, reason: "refused"},
		{name: "archive.today, a copy", link: today, archive: func(w *smallweb.Web) { w.Site("archive.ph").Rest(smallweb.Article("How the posts began")) }, state: verify.Live, asked: 1},
		{name: "archive.today, none", link: today, archive: func(w *smallweb.Web) { w.Site("archive.ph") }, state: verify.Dead, reason: "no-copy", says: "no such copy", asked: 1},
		{name: "archive.today, a wall", link: today, archive: func(w *smallweb.Web) { w.Site("archive.ph").Rest(smallweb.Status(429)) }, state: verify.Blocked, reason: "rate-limited", asked: 1},
		{name: "Perma.cc, a copy", link: perma, archive: func(w *smallweb.Web) { w.Site("perma.cc").Rest(smallweb.Article("How the posts began")) }, state: verify.Live},
		{name: "Perma.cc, none", link: perma, archive: func(w *smallweb.Web) { w.Site("perma.cc") }, state: verify.Dead, reason: "no-copy", says: "no such copy"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			w := start(t)
			w.Site("valley.example").Page("/report", smallweb.Article("How the posts began"))
			tc.archive(w)
			g, _ := gatherer(t, w)
			g.Retries = 0
			wayback := &archive{name: "wayback", answer: func(string) (*verify.Lookup, error) { return &verify.Lookup{}, nil }}
			g.Archives = []verify.Archive{wayback}
			docs := cites(report)
			docs[0].Citations[0].ArchiveURL = tc.link
			sources, evidence := gather(t, g, docs)
			if len(sources) != 2 {
				t.Fatalf("%d sources", len(sources))
			}
			c, findings := verify.Judge(docs, sources, evidence, verify.Comparison{}, rule.Catalogue(), time.Now())
			st := c.StandingOf(tc.link)
			if st == nil || st.State != tc.state || tc.reason != "" && st.Reason != tc.reason {
				t.Fatalf("%+v", st)
			}
			if s := c.StandingOf(report); s.State != verify.Live {
				t.Errorf("the source itself is %v", s.State)
			}
			said := ""
			for _, f := range findings {
				switch f.Rule {
				case "archive-unplayable":
					said += f.Message
				case "archive-missing", "note-uncalled":
				default:
					t.Errorf("%s: %s", f.Rule, f.Message)
				}
			}
			if (said != "") != (tc.says != "") || !strings.Contains(said, tc.says) {
				t.Errorf("said %q, want %q", said, tc.says)
			}
			if n := w.Asked(tc.link); tc.asked > 0 && n > tc.asked {
				t.Errorf("asked %d times", n)
			}
			if len(wayback.asked) != 1 || wayback.asked[0] != report {
				t.Errorf("the archive was asked about %q", wayback.asked)
			}
		})
	}
}
