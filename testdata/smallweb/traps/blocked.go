package traps

import (
	"fmt"
	"net/http"
	"time"

	"loccit/testdata/smallweb"
)

// blocked are walls and limits.
func blocked() []Trap {
	return []Trap{
		{Name: "401, 403, 451 and 999", Web: func(w *smallweb.Web) {
			for _, s := range []int{401, 402, 403, 407, 451, 999} {
				w.Handle(fmt.Sprintf("http://b.example/%d", s), smallweb.Status(s))
			}
		}, Cites: []Cited{{"http://b.example/401", "", "blocked", "http-401", 1}, {"http://b.example/402", "", "blocked", "http-402", 1}, {"http://b.example/403", "", "blocked", "http-403", 1},
			{"http://b.example/407", "", "blocked", "http-407", 1}, {"http://b.example/451", "", "blocked", "http-451", 1}, {"http://b.example/999", "", "blocked", "http-999", 1}}},
		{Name: "Cloudflare's challenge", Web: site("b.example", "/a", smallweb.Challenge()),
			Cites: []Cited{{"http://b.example/a", "", "blocked", "bot-wall", 1}}},
		{Name: "a challenge with status 200", Web: site("b.example", "/a", smallweb.HTML("Just a moment...", "<p>Please wait</p>")),
			Cites: []Cited{{"http://b.example/a", "A story", "blocked", "bot-wall", 1}}},
		{Name: "a challenge with status 404", Web: site("b.example", "/a", smallweb.Headed(smallweb.Status(404), "cf-mitigated", "challenge")),
			Cites: []Cited{{"http://b.example/a", "", "blocked", "bot-wall", 1}}},
		{Name: "a captcha and nothing else", Web: site("b.example", "/a", smallweb.HTML("b.example", "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>")),
			Cites: []Cited{{"http://b.example/a", "", "blocked", "bot-wall", 1}}},
		{Name: "a challenge under the site's own title", Web: site("b.example", "/a", smallweb.HTML("The Daily Small", "<p>Please enable JavaScript.</p><p>Verify you are human by completing the action below.</p>")),
			Cites: []Cited{{"http://b.example/a", "A story", "blocked", "bot-wall", 1}}},
		{Name: "a wall that says so in a header of its own", Web: site("b.example", "/a", smallweb.Headed(smallweb.Status(202), "x-amzn-waf-action", "challenge")),
			Cites: []Cited{{"http://b.example/a", "", "blocked", "bot-wall", 1}}},
		{Name: "sent to a log-in page", Web: func(w *smallweb.Web) {
			w.Handle("http://b.example/a", smallweb.To(302, "/account/login?next=%2Fa"))
			w.Handle("http://b.example/account/login", smallweb.Login())
		}, Cites: []Cited{{"http://b.example/a", "A story", "blocked", "login-wall", 1}}},
		{Name: "a log-in form in place of the page", Web: site("b.example", "/a", smallweb.Login()),
			Cites: []Cited{{"http://b.example/a", "A story", "blocked", "login-wall", 1}}},
		{Name: "429 that heals", Web: site("b.example", "/a", smallweb.Steps(smallweb.Headed(smallweb.Status(429), "Retry-After", "1"), page("Let in"))),
			Cites: []Cited{{"http://b.example/a", "Let in", "live", "http-200", 2}}},
		{Name: "429 for ever", Web: func(w *smallweb.Web) { w.Site("b.example").Rest(smallweb.Status(429)) },
			Cites: []Cited{{"http://b.example/a", "", "blocked", "rate-limited", 3}, {"http://b.example/b", "", "blocked", "rate-limited", 3}, {"http://b.example/c", "", "blocked", "rate-limited", 3}},
			With:  single, Host: map[string]int{"b.example": 3}},
		{Name: "429 for one address for ever, and the others are well", Web: func(w *smallweb.Web) {
			w.Site("b.example").Page("/b", smallweb.Status(429)).Rest(page("Well"))
		}, Cites: []Cited{{"http://b.example/a", "Well", "live", "http-200", 1}, {"http://b.example/b", "", "blocked", "rate-limited", 3}, {"http://b.example/c", "Well", "live", "http-200", 1}, {"http://b.example/d", "Well", "live", "http-200", 1}},
			With: single, Host: map[string]int{"b.example": 6}},
		{Name: "429 for ever after the first page", Web: func(w *smallweb.Web) {
			w.Site("b.example").Page("/0", page("Well")).Rest(smallweb.Status(429))
		}, Cites: append([]Cited{{"http://b.example/0", "Well", "live", "http-200", 1}}, many("http://b.example/%d0", 9, "blocked", "rate-limited", 3)[1:]...),
			With: single, Host: map[string]int{"b.example": 5}},
		{Name: "429 that wants an hour", Web: func(w *smallweb.Web) {
			w.Site("b.example").Rest(smallweb.Headed(smallweb.Status(429), "Retry-After", "3600"))
		}, Cites: many("http://b.example/%d", 12, "blocked", "rate-limited", 3), With: single, Host: map[string]int{"b.example": 2}},
		{Name: "429 that wants until a date", Web: func(w *smallweb.Web) {
			w.Site("b.example").Rest(smallweb.Headed(smallweb.Status(429), "Retry-After", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)))
		}, Cites: many("http://b.example/%d", 12, "blocked", "rate-limited", 3), Host: map[string]int{"b.example": 5}},
		{Name: "429 that wants an hour, and is well at the end of the run", Web: func(w *smallweb.Web) {
			w.Site("b.example").Rest(smallweb.Steps(smallweb.Headed(smallweb.Status(429), "Retry-After", "3600"), page("Well at the end")))
		}, Cites: []Cited{{"http://b.example/a", "Well at the end", "live", "http-200", 2}, {"http://b.example/b", "Well at the end", "live", "http-200", 1}}, With: single},
	}
}

// silent are hosts that do not answer.
func silent() []Trap {
	return []Trap{
		{Name: "a silent host with twenty links", Web: func(w *smallweb.Web) { w.Site("x.example").Rest(smallweb.Hang()) },
			Cites: many("http://x.example/%d", 20, "unreachable", "", 3), With: hasty, Host: map[string]int{"x.example": 6}},
		{Name: "a host that is deaf to connections", Web: func(w *smallweb.Web) { w.Site("x.example").Deaf() },
			Cites: many("http://x.example/%d", 20, "unreachable", "", -1), With: hasty},
	}
}
