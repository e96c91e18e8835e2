package verify_test

import (
	"testing"
	"time"

	"loccit/verify"
)

func html(title string, words int, headings ...string) *verify.Page {
	return &verify.Page{Title: title, Headings: headings, MediaType: "text/html", Words: words}
}

// TestClassify holds what a crawl cannot show easily: pages at the borders.
func TestClassify(t *testing.T) {
	const at = "http://a.example/2011/story.html"
	for _, tc := range []struct {
		name   string
		visit  verify.Visit
		cited  string
		state  string
		reason string
	}{
		{"error title on a long page", verify.Visit{Page: html("Page not found", 2000)}, "", "live", "http-200"},
		{"error title on a page with menus", verify.Visit{Page: html("Page not found", 600)}, "", "suspect", "soft-404"},
		{"vague title on a short page", verify.Visit{Page: html("404", 40)}, "", "suspect", "soft-404"},
		{"vague title on a page of some length", verify.Visit{Page: html("404", 500)}, "", "live", "http-200"},
		{"site first", verify.Visit{Page: html("The Daily Small | Page Not Found", 40)}, "A story", "suspect", "soft-404"},
		{"the site's name is cited, and the page is an error", verify.Visit{Page: html("Page not found - Small Town Herald", 40)}, "Small Town Herald", "suspect", "soft-404"},
		{"a book on the subject", verify.Visit{Page: html("Page not found: how the web forgets", 200)}, "Page not found: how the web forgets", "live", "http-200"},
		{"a heading in the middle of documentation", verify.Visit{Page: html("Status codes", 250, "Status codes", "404 Not Found")}, "", "live", "http-200"},
		{"a heading that is all", verify.Visit{Page: html("Small", 30, "This page isn’t available")}, "", "suspect", "soft-404"},
		{"no title at all", verify.Visit{Page: html("", 0)}, "", "live", "http-200"},
		{"access denied with 200", verify.Visit{Page: html("Access Denied", 30)}, "A story", "blocked", "bot-wall"},
		{"an article on captchas", verify.Visit{Page: html("CAPTCHA - Wikipedia", 4000)}, "", "live", "http-200"},
		{"an article titled Access denied", verify.Visit{Page: html("Access denied", 700)}, "Access denied", "live", "http-200"},
		{"a story on a log-in", verify.Visit{Page: &verify.Page{Title: "Log in", MediaType: "text/html", Words: 900, Password: true}}, "", "live", "http-200"},
		{"log-in of another host", verify.Visit{Final: "https://sso.a.example/saml2/idp?x=y", Hops: []verify.Hop{{at, 302}}, Page: html("Welcome", 20)}, "", "blocked", "login-wall"},
		{"sent to agree to cookies", verify.Visit{Final: "https://consent.a.example/v2/collectConsent?sessionId=1", Hops: []verify.Hop{{at, 302}}, Page: html("Your privacy", 90)}, "A story", "blocked", "consent-wall"},
		{"an article on consent, at a new address", verify.Visit{Final: "http://a.example/law/consent", Hops: []verify.Hop{{at, 301}}, Page: html("What consent means", 900)}, "", "moved", "http-301"},
		{"the title of an article on the trade", verify.Visit{Page: html("Why a good domain is for sale so rarely", 200)}, "", "live", "http-200"},
		{"a new server", verify.Visit{Page: html("Welcome to nginx!", 50)}, "A story", "suspect", "soft-404"},
		{"domain offered", verify.Visit{Page: html("a.example", 40, "This domain is for sale!")}, "", "suspect", "parked-domain"},
		{"domain offered in Russian", verify.Visit{Page: html("Домен продаётся", 40)}, "", "suspect", "parked-domain"},
		{"home with a campaign mark", verify.Visit{Final: "http://www.a.example/?utm_source=x", Hops: []verify.Hop{{at, 301}}, Page: html("A", 400)}, "", "suspect", "redirect-to-home"},
		{"front page that chooses an article", verify.Visit{Final: "http://www.a.example/?p=123", Hops: []verify.Hop{{at, 301}}, Page: html("A", 400)}, "", "moved", "http-301"},
		{"home that is the work cited", verify.Visit{Final: "http://a.example/", Hops: []verify.Hop{{at, 301}}, Page: html("Atlas of Small Towns", 400)}, "Atlas of Small Towns", "moved", "http-301"},
		{"error page in a query", verify.Visit{Final: "http://a.example/page.aspx?error=404&x", Hops: []verify.Hop{{at, 302}}, Page: html("A", 40)}, "", "suspect", "soft-404"},
		{"readers bring a certificate", verify.Visit{Status: 400, Page: html("400 No required SSL certificate was sent", 12)}, "", "blocked", "login-wall"},
		{"a request that is wrong", verify.Visit{Status: 400, Page: html("400 Bad Request", 12)}, "", "unreachable", "http-400"},
		{"404 seen once", verify.Visit{Status: 404}, "", "unreachable", "http-404"},
		{"404 confirmed", verify.Visit{Status: 404, Confirmed: true}, "", "dead", "http-404"},
		{"530", verify.Visit{Status: 530}, "", "unreachable", "http-530"},
		{"no name, seen once", verify.Visit{Failure: "dns-not-found", Detail: "x"}, "", "unreachable", "dns-not-found"},
		{"no name", verify.Visit{Failure: "dns-not-found", Detail: "x", Confirmed: true}, "", "dead", "dns-not-found"},
		{"http to https", verify.Visit{Final: "https://a.example/2011/story.html", Hops: []verify.Hop{{at, 301}}, Page: html("A story", 400)}, "A story", "moved", "http-301"},
		{"a plain text", verify.Visit{Page: &verify.Page{MediaType: "text/plain", Words: 3}}, "", "live", "http-200"},
		{"a PDF whose name says not found", verify.Visit{Page: &verify.Page{MediaType: "application/pdf", Title: "Not found"}}, "", "live", "http-200"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := tc.visit
			v.URL = at
			if v.Final == "" {
				v.Final = at
			}
			if v.Status == 0 && v.Failure == "" {
				v.Status = 200
			}
			var titles []string
			if tc.cited != "" {
				titles = append(titles, tc.cited)
			}
			got := verify.Classify(&v, titles, nil)
			if got.State.String() != tc.state || got.Reason != tc.reason || got.Detail == "" {
				t.Errorf("%s, %s (%s); want %s, %s", got.State, got.Reason, got.Detail, tc.state, tc.reason)
			}
		})
	}
}

func TestFresh(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		state  verify.State
		age    time.Duration
		maxAge time.Duration
		want   bool
	}{
		{verify.Live, 6 * 24 * time.Hour, 0, true}, {verify.Live, 8 * 24 * time.Hour, 0, false}, {verify.Moved, 6 * 24 * time.Hour, 0, true},
		{verify.Blocked, 2 * 24 * time.Hour, 0, true}, {verify.Blocked, 4 * 24 * time.Hour, 0, false},
		{verify.Dead, 23 * time.Hour, 0, true}, {verify.Suspect, 25 * time.Hour, 0, false}, {verify.Unreachable, time.Second, 0, false}, {verify.Unreachable, time.Second, time.Hour, false},
		{verify.Live, 2 * time.Hour, time.Hour, false}, {verify.Live, 20 * 24 * time.Hour, 30 * 24 * time.Hour, true}, {verify.Live, time.Second, -1, false},
	} {
		if got := verify.Fresh(&verify.Visit{Attempts: 1}, now.Add(-tc.age), tc.state, now, tc.maxAge); got != tc.want {
			t.Errorf("%s, %v old, at most %v: fresh is %v", tc.state, tc.age, tc.maxAge, got)
		}
	}
	if verify.Fresh(&verify.Visit{}, now, verify.Blocked, now, 0) {
		t.Error("a URL that was not asked counts as seen")
	}
}
