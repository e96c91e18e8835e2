package web_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"loccit/testdata/smallweb"
	"loccit/verify"
	"loccit/verify/web"
)

// traps are the behaviours of the web that a run must get right.
var traps = []trap{
	// Pages that are there.
	{name: "a page", web: site("live.example", "/a", page("How the posts began")),
		cites: []cited{{"http://live.example/a", "How the posts began", "live", "http-200", 1}}},
	{name: "a page without a title cited is compared with nonsense, once", web: site("live.example", "/a", page("How the posts began")),
		cites: []cited{{"http://live.example/a", "", "live", "http-200", 1}}, host: map[string]int{"live.example": 2}},
	{name: "HEAD is not asked", web: func(w *smallweb.Web) {
		w.Handle("http://h.example/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet {
				w.WriteHeader(404)
				return
			}
			page("Methods").ServeHTTP(w, r)
		}))
	}, cites: []cited{{"http://h.example/a", "Methods", "live", "http-200", 1}}},
	{name: "nothing to show is an answer", web: site("n.example", "/a", smallweb.Status(204)),
		cites: []cited{{"http://n.example/a", "", "live", "http-204", 1}}},
	{name: "203 and 206 are answers", web: func(w *smallweb.Web) {
		w.Handle("http://n.example/203", smallweb.With(203, page("Two hundred and three")))
		w.Handle("http://n.example/206", smallweb.With(206, page("Two hundred and six")))
	}, cites: []cited{{"http://n.example/203", "Two hundred and three", "live", "http-203", 1}, {"http://n.example/206", "Two hundred and six", "live", "http-206", 1}}},
	{name: "the query is asked as it stands", web: func(w *smallweb.Web) {
		w.Handle("http://q.example/a?id=7&x=%2F+%7e", page("Query seven"))
	}, cites: []cited{{"http://q.example/a?id=7&x=%2F+%7e", "Query seven", "live", "http-200", 1}}},
	{name: "percent-encoding stays byte for byte", web: func(w *smallweb.Web) {
		w.Handle("http://p.example/a%2fb%2F%7Ec/%e4%b8%ad", page("Encoded path"))
	}, cites: []cited{{"http://p.example/a%2fb%2F%7Ec/%e4%b8%ad", "Encoded path", "live", "http-200", 1}}},
	{name: "a stray percent sign goes out as it is, and this server minds", web: func(w *smallweb.Web) { w.Site("p.example") },
		cites: []cited{{"http://p.example/100%-sure", "Quite sure", "unreachable", "http-400", 1}}},
	{name: "letters beyond ASCII in a path", web: site("p.example", "/caf%C3%A9", page("Café society")),
		cites: []cited{{"http://p.example/café", "Café society", "live", "http-200", 1}}},
	{name: "an international name", web: site("xn--bcher-kva.example", "/a", page("Bücher und Leser")),
		cites: []cited{{"http://bücher.example/a", "Bücher und Leser", "live", "http-200", 1}}},
	{name: "one page under two spellings of its host is asked once", web: site("xn--bcher-kva.example", "/a", page("Bücher und Leser")),
		cites: []cited{{"http://bücher.example/a", "Bücher und Leser", "live", "http-200", 1}, {"http://xn--bcher-kva.example/a", "Bücher und Leser", "live", "http-200", 1}},
		host:  map[string]int{"xn--bcher-kva.example": 1}},
	{name: "user name and password are not sent", web: func(w *smallweb.Web) {
		w.Handle("http://u.example/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") != "" {
				w.WriteHeader(500)
				return
			}
			page("No secrets").ServeHTTP(w, r)
		}))
	}, cites: []cited{{"http://me:secret@u.example/a", "No secrets", "live", "http-200", 1}}},
	{name: "over TLS, by HTTP/2", web: func(w *smallweb.Web) {
		w.Handle("https://s.example/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ProtoMajor != 2 {
				w.WriteHeader(505)
				return
			}
			page("Secure page").ServeHTTP(w, r)
		}))
	}, cites: []cited{{"https://s.example/a", "Secure page", "live", "http-200", 1}}},
	{name: "a page about missing pages, told by its note", web: site("w.example", "/wiki/HTTP_404", page("HTTP 404 - Wikipedia")),
		cites: []cited{{"http://w.example/wiki/HTTP_404", "HTTP 404", "live", "http-200", 1}}},
	{name: "a page about missing pages, told by its address", web: site("w.example", "/wiki/HTTP_404", page("HTTP 404 - Wikipedia")),
		cites: []cited{{"http://w.example/wiki/HTTP_404", "", "live", "http-200", 1}}},
	{name: "a book called Not Found", web: site("b.example", "/books/12", page("Not Found: A Memoir | Small Press")),
		cites: []cited{{"http://b.example/books/12", "", "live", "http-200", 1}}},
	{name: "a changelog that says what was removed", web: site("c.example", "/changes", smallweb.HTML("Changelog", "<h1>Changelog</h1><p>The old page has been removed and is no longer available. Page not found errors are fixed.</p>"+smallweb.Prose("changes", 80))),
		cites: []cited{{"http://c.example/changes", "", "live", "http-200", 1}}},
	{name: "a page with a log-in box in a corner", web: site("l.example", "/story", smallweb.HTML("The long story", "<form><input type=password></form><h1>The long story</h1>"+smallweb.Prose("story", 300))),
		cites: []cited{{"http://l.example/story", "", "live", "http-200", 1}}},
	{name: "a story about houses for sale", web: site("e.example", "/economy", page("Every third house is for sale")),
		cites: []cited{{"http://e.example/economy", "", "live", "http-200", 1}}},
	{name: "a thin page is no dead page", web: site("t.example", "/a", smallweb.HTML("Poem", "<p>So much depends</p>")),
		cites: []cited{{"http://t.example/a", "", "live", "http-200", 1}}},
	{name: "a PDF", web: site("f.example", "/a.pdf", smallweb.Raw("application/pdf", "%PDF-1.4 "+strings.Repeat("x", 100_000))),
		cites: []cited{{"http://f.example/a.pdf", "A report", "live", "http-200", 1}}},
	{name: "a page that loads itself again is a page", web: site("r.example", "/live", smallweb.Raw("text/html", "<title>Live blog of the vote</title><meta http-equiv=refresh content='5; url=/live'><p>news")),
		cites: []cited{{"http://r.example/live", "Live blog of the vote", "live", "http-200", 1}}},
	{name: "a refresh for readers without scripts only", web: site("r.example", "/a", smallweb.Raw("text/html", "<title>Scripts wanted here</title><noscript><meta http-equiv=refresh content='0; url=/noscript'></noscript><p>news")),
		cites: []cited{{"http://r.example/a", "Scripts wanted here", "live", "http-200", 1}}},

	// Redirects.
	{name: "moved for good", web: func(w *smallweb.Web) {
		w.Handle("http://m.example/old", smallweb.To(301, "/new"))
		w.Handle("http://m.example/new", page("The new place"))
	}, cites: []cited{{"http://m.example/old", "The new place", "moved", "http-301", 1}}},
	{name: "moved for now", web: func(w *smallweb.Web) {
		w.Handle("http://m.example/old", smallweb.To(302, "/new"))
		w.Handle("http://m.example/new", page("The new place"))
	}, cites: []cited{{"http://m.example/old", "The new place", "live", "http-200", 1}}},
	{name: "for good, then for now", web: func(w *smallweb.Web) {
		w.Handle("http://m.example/old", smallweb.To(308, "/mid"))
		w.Handle("http://m.example/mid", smallweb.To(307, "/new"))
		w.Handle("http://m.example/new", page("The new place"))
	}, cites: []cited{{"http://m.example/old", "The new place", "live", "http-200", 1}}},
	{name: "to another host, and to TLS", web: func(w *smallweb.Web) {
		w.Handle("http://m.example/old", smallweb.To(301, "https://n.example/new?x=%2f"))
		w.Handle("https://n.example/new?x=%2f", page("The new place"))
	}, cites: []cited{{"http://m.example/old", "The new place", "moved", "http-301", 1}}},
	{name: "moved to a page that is gone", web: func(w *smallweb.Web) {
		w.Handle("http://m.example/old", smallweb.To(301, "/new"))
	}, cites: []cited{{"http://m.example/old", "", "dead", "http-404", 1}}, host: map[string]int{"m.example": 3}},
	{name: "two links to one target", web: func(w *smallweb.Web) {
		w.Handle("http://m.example/a", smallweb.To(301, "/new"))
		w.Handle("http://m.example/b", smallweb.To(301, "/new"))
		w.Handle("http://m.example/new", page("The new place"))
	}, cites: []cited{{"http://m.example/a", "The new place", "moved", "http-301", 1}, {"http://m.example/b", "The new place", "moved", "http-301", 1}, {"http://m.example/new", "The new place", "live", "http-200", 1}},
		host: map[string]int{"m.example": 3}},
	{name: "a loop", web: func(w *smallweb.Web) {
		w.Handle("http://o.example/a", smallweb.To(302, "/b"))
		w.Handle("http://o.example/b", smallweb.To(302, "/a"))
	}, cites: []cited{{"http://o.example/a", "", "unreachable", "redirect-loop", 1}}},
	{name: "a loop to itself", web: site("o.example", "/a", smallweb.To(301, "/a")),
		cites: []cited{{"http://o.example/a", "", "unreachable", "redirect-loop", 1}}},
	{name: "more redirects than anyone follows", web: func(w *smallweb.Web) {
		for i := range 30 {
			w.Handle(fmt.Sprintf("http://o.example/%d", i), smallweb.To(302, fmt.Sprintf("/%d", i+1)))
		}
	}, cites: []cited{{"http://o.example/0", "", "unreachable", "redirect-excess", 1}}, host: map[string]int{"o.example": 11}},
	{name: "ten redirects are followed", web: func(w *smallweb.Web) {
		for i := range 10 {
			w.Handle(fmt.Sprintf("http://o.example/%d", i), smallweb.To(301, fmt.Sprintf("/%d", i+1)))
		}
		w.Handle("http://o.example/10", page("Here at last"))
	}, cites: []cited{{"http://o.example/0", "Here at last", "moved", "http-301", 1}}},
	{name: "a query that grows with each redirect", web: func(w *smallweb.Web) {
		w.Site("o.example").Page("/a", http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			smallweb.To(302, "/a?"+r.URL.RawQuery+strings.Repeat("x", 500)).ServeHTTP(out, r)
		}))
	}, cites: []cited{{"http://o.example/a", "", "unreachable", "redirect-excess", 1}}, host: map[string]int{"o.example": 11}},
	{name: "off the web", web: site("o.example", "/a", smallweb.To(302, "ftp://o.example/file")),
		cites: []cited{{"http://o.example/a", "", "unreachable", "redirect-off-web", 1}}},
	{name: "to a mail address", web: site("o.example", "/a", smallweb.To(302, "mailto:editor@o.example")),
		cites: []cited{{"http://o.example/a", "", "unreachable", "redirect-off-web", 1}}},
	{name: "to nowhere", web: site("o.example", "/a", smallweb.Status(302)),
		cites: []cited{{"http://o.example/a", "", "unreachable", "http-302", 1}}},
	{name: "to a target that makes no sense", web: site("o.example", "/a", smallweb.To(302, "http://[::bad/%zz")),
		cites: []cited{{"http://o.example/a", "", "unreachable", "url-malformed", 1}}},
	{name: "a cookie wall that lets in who takes the cookie", web: site("k.example", "/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			http.Redirect(w, r, "/a", http.StatusFound)
			return
		}
		page("Behind the cookie").ServeHTTP(w, r)
	})), cites: []cited{{"http://k.example/a", "Behind the cookie", "live", "http-200", 2}}},
	{name: "cookies stay with their host", web: func(w *smallweb.Web) {
		w.Handle("http://k.example/a", smallweb.Headed(smallweb.To(302, "http://other.example/b"), "Set-Cookie", "secret=1; Path=/"))
		w.Handle("http://other.example/b", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Cookie") != "" {
				w.WriteHeader(500)
				return
			}
			page("No cookie came").ServeHTTP(w, r)
		}))
	}, cites: []cited{{"http://k.example/a", "No cookie came", "live", "http-200", 1}}},
	{name: "a meta refresh", web: func(w *smallweb.Web) {
		w.Handle("http://r.example/a", smallweb.Raw("text/html", `<meta http-equiv="Refresh" content="0; URL='/b'">`))
		w.Handle("http://r.example/b", page("After the refresh"))
	}, cites: []cited{{"http://r.example/a", "After the refresh", "live", "http-200", 1}}},
	{name: "a refresh in a header", web: func(w *smallweb.Web) {
		w.Handle("http://r.example/a", smallweb.Headed(smallweb.HTML("", ""), "Refresh", "0;url=/b"))
		w.Handle("http://r.example/b", page("After the refresh"))
	}, cites: []cited{{"http://r.example/a", "After the refresh", "live", "http-200", 1}}},

	// Gone.
	{name: "404, twice", web: site("d.example", "/", page("Home")),
		cites: []cited{{"http://d.example/a", "", "dead", "http-404", 2}}},
	{name: "410, twice", web: site("d.example", "/a", smallweb.Status(410)),
		cites: []cited{{"http://d.example/a", "", "dead", "http-410", 2}}},
	{name: "404 that was a hiccup", web: site("d.example", "/a", smallweb.Steps(smallweb.Status(404), page("Back again"))),
		cites: []cited{{"http://d.example/a", "Back again", "live", "http-200", 2}}},
	{name: "404 that turns into an error of the server", web: site("d.example", "/a", smallweb.Steps(smallweb.Status(404), smallweb.Status(500))),
		cites: []cited{{"http://d.example/a", "", "unreachable", "http-500", 4}}},
	{name: "no such name", web: func(*smallweb.Web) {},
		cites: []cited{{"http://nowhere.example/a", "", "dead", "dns-not-found", -1}, {"http://nowhere.example/b", "", "dead", "dns-not-found", -1}}},

	// Unreachable.
	{name: "the name server fails", web: func(w *smallweb.Web) {
		w.Site("x.example").Unresolved(&net.DNSError{Err: "server misbehaving", Name: "x.example", IsTemporary: true})
	}, cites: []cited{{"http://x.example/a", "", "unreachable", "dns-failure", -1}}},
	{name: "the name server is silent", web: func(w *smallweb.Web) {
		w.Site("x.example").Unresolved(&net.DNSError{Err: "i/o timeout", Name: "x.example", IsTimeout: true})
	}, cites: []cited{{"http://x.example/a", "", "unreachable", "dns-timeout", -1}}},
	{name: "refused", web: func(w *smallweb.Web) { w.Site("x.example").Refusing() },
		cites: []cited{{"http://x.example/a", "", "unreachable", "refused", -1}}},
	{name: "never answers", web: site("x.example", "/a", smallweb.Hang()),
		cites: []cited{{"http://x.example/a", "", "unreachable", "timeout", 3}}, with: hasty},
	{name: "hangs up", web: site("x.example", "/a", smallweb.Hangup()),
		cites: []cited{{"http://x.example/a", "", "unreachable", "connection-lost", 6}}},
	{name: "hangs up once", web: site("x.example", "/a", smallweb.Steps(smallweb.Hangup(), page("Second wind"))),
		cites: []cited{{"http://x.example/a", "Second wind", "live", "http-200", 2}}},
	{name: "a byte now and then", web: site("x.example", "/a", smallweb.Drip(50*time.Millisecond, strings.Repeat("x", 1000))),
		cites: []cited{{"http://x.example/a", "", "unreachable", "timeout", 3}}, with: hasty},
	{name: "a page that never ends is still a page", web: site("x.example", "/a", smallweb.Raw("text/html", "<title>Endless scroll</title>"+strings.Repeat("<p>more and more words</p>", 200_000))),
		cites: []cited{{"http://x.example/a", "Endless scroll", "live", "http-200", 1}}},
	{name: "503, then well", web: site("x.example", "/a", smallweb.Steps(smallweb.Status(503), page("Well again"))),
		cites: []cited{{"http://x.example/a", "Well again", "live", "http-200", 2}}},
	{name: "always 500", web: site("x.example", "/a", smallweb.Status(500)),
		cites: []cited{{"http://x.example/a", "", "unreachable", "http-500", 3}}},
	{name: "always 502 and 504", web: func(w *smallweb.Web) {
		w.Handle("http://x.example/502", smallweb.Status(502))
		w.Handle("http://x.example/504", smallweb.Status(504))
	}, cites: []cited{{"http://x.example/502", "", "unreachable", "http-502", 3}, {"http://x.example/504", "", "unreachable", "http-504", 3}}},
	{name: "400 and 405 are not retried", web: func(w *smallweb.Web) {
		w.Handle("http://x.example/400", smallweb.Status(400))
		w.Handle("http://x.example/405", smallweb.Status(405))
	}, cites: []cited{{"http://x.example/400", "", "unreachable", "http-400", 1}, {"http://x.example/405", "", "unreachable", "http-405", 1}}},
	{name: "certificate expired", web: certified(smallweb.Expired),
		cites: []cited{{"https://s.example/a", "", "unreachable", "tls-expired", -1}}},
	{name: "certificate self-signed", web: certified(smallweb.SelfSigned),
		cites: []cited{{"https://s.example/a", "", "unreachable", "tls-self-signed", -1}}},
	{name: "certificate of another host", web: certified(smallweb.WrongHost),
		cites: []cited{{"https://s.example/a", "", "unreachable", "tls-wrong-host", -1}}},
	{name: "certificate chain incomplete", web: certified(smallweb.Incomplete),
		cites: []cited{{"https://s.example/a", "", "unreachable", "tls-incomplete-chain", -1}}},
	{name: "certificate of an unknown authority", web: certified(smallweb.Untrusted),
		cites: []cited{{"https://s.example/a", "", "unreachable", "tls-untrusted", -1}}},
	{name: "no TLS on the port", web: site("s.example", "/a", page("Plain")),
		cites: []cited{{"https://s.example:8443/a", "", "unreachable", "tls-failure", -1}}},
	{name: "headers of a megabyte", web: site("x.example", "/a", smallweb.Headed(page("Big"), "X-Big", strings.Repeat("x", 1<<20))),
		cites: []cited{{"http://x.example/a", "", "unreachable", "headers-too-large", 1}}},
	{name: "a hundred thousand headers", web: site("x.example", "/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i := range 100_000 {
			w.Header().Set(fmt.Sprintf("X-%d", i), "1")
		}
	})), cites: []cited{{"http://x.example/a", "", "unreachable", "headers-too-large", 1}}},
	{name: "what is no HTTP", web: func(w *smallweb.Web) {
		w.Handle("http://x.example/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			conn, _, _ := w.(http.Hijacker).Hijack()
			io.WriteString(conn, "SSH-2.0-OpenSSH_9.2\r\n")
			conn.Close()
		}))
	}, cites: []cited{{"http://x.example/a", "", "unreachable", "bad-answer", 1}}},

	// Private addresses.
	{name: "private by the DNS", web: func(w *smallweb.Web) { w.Site("in.example").At("10.1.2.3").Page("/a", page("Inside")) },
		cites: []cited{{"http://in.example/a", "", "unreachable", "private-address", -1}}},
	{name: "private by a redirect", web: func(w *smallweb.Web) {
		w.Handle("http://out.example/a", smallweb.To(302, "http://in.example/a"))
		w.Site("in.example").At("169.254.169.254").Page("/a", page("Metadata"))
	}, cites: []cited{{"http://out.example/a", "", "unreachable", "private-address", 1}}, host: map[string]int{"in.example": 0}},
	{name: "private in every spelling", web: func(*smallweb.Web) {},
		cites: privateURLs("http://127.0.0.1/", "http://[::1]/a", "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/", "http://127.1/", "http://[::ffff:10.0.0.1]/", "http://192.168.1.1/router", "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "http://[fe80::1]/", "http://[fc00::1]/", "http://224.0.0.1/", "http://100.64.0.1/", "http://[64:ff9b::a00:1]/")},

	// Blocked.
	{name: "401, 403, 451 and 999", web: func(w *smallweb.Web) {
		for _, s := range []int{401, 402, 403, 407, 451, 999} {
			w.Handle(fmt.Sprintf("http://b.example/%d", s), smallweb.Status(s))
		}
	}, cites: []cited{{"http://b.example/401", "", "blocked", "http-401", 1}, {"http://b.example/402", "", "blocked", "http-402", 1}, {"http://b.example/403", "", "blocked", "http-403", 1},
		{"http://b.example/407", "", "blocked", "http-407", 1}, {"http://b.example/451", "", "blocked", "http-451", 1}, {"http://b.example/999", "", "blocked", "http-999", 1}}},
	{name: "Cloudflare's challenge", web: site("b.example", "/a", smallweb.Challenge()),
		cites: []cited{{"http://b.example/a", "", "blocked", "bot-wall", 1}}},
	{name: "a challenge with status 200", web: site("b.example", "/a", smallweb.HTML("Just a moment...", "<p>Please wait</p>")),
		cites: []cited{{"http://b.example/a", "A story", "blocked", "bot-wall", 1}}},
	{name: "a challenge with status 404", web: site("b.example", "/a", smallweb.Headed(smallweb.Status(404), "cf-mitigated", "challenge")),
		cites: []cited{{"http://b.example/a", "", "blocked", "bot-wall", 1}}},
	{name: "a captcha and nothing else", web: site("b.example", "/a", smallweb.HTML("b.example", "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>")),
		cites: []cited{{"http://b.example/a", "", "blocked", "bot-wall", 1}}},
	{name: "a challenge under the site's own title", web: site("b.example", "/a", smallweb.HTML("The Daily Small", "<p>Please enable JavaScript.</p><p>Verify you are human by completing the action below.</p>")),
		cites: []cited{{"http://b.example/a", "A story", "blocked", "bot-wall", 1}}},
	{name: "a wall that says so in a header of its own", web: site("b.example", "/a", smallweb.Headed(smallweb.Status(202), "x-amzn-waf-action", "challenge")),
		cites: []cited{{"http://b.example/a", "", "blocked", "bot-wall", 1}}},
	{name: "sent to a log-in page", web: func(w *smallweb.Web) {
		w.Handle("http://b.example/a", smallweb.To(302, "/account/login?next=%2Fa"))
		w.Handle("http://b.example/account/login", smallweb.Login())
	}, cites: []cited{{"http://b.example/a", "A story", "blocked", "login-wall", 1}}},
	{name: "a log-in form in place of the page", web: site("b.example", "/a", smallweb.Login()),
		cites: []cited{{"http://b.example/a", "A story", "blocked", "login-wall", 1}}},
	{name: "429 that heals", web: site("b.example", "/a", smallweb.Steps(smallweb.Headed(smallweb.Status(429), "Retry-After", "1"), page("Let in"))),
		cites: []cited{{"http://b.example/a", "Let in", "live", "http-200", 2}}},
	{name: "429 for ever", web: func(w *smallweb.Web) { w.Site("b.example").Rest(smallweb.Status(429)) },
		cites: []cited{{"http://b.example/a", "", "blocked", "rate-limited", 3}, {"http://b.example/b", "", "blocked", "rate-limited", 3}, {"http://b.example/c", "", "blocked", "rate-limited", 3}},
		with:  single, host: map[string]int{"b.example": 3}},
	{name: "429 that wants an hour", web: func(w *smallweb.Web) {
		w.Site("b.example").Rest(smallweb.Headed(smallweb.Status(429), "Retry-After", "3600"))
	}, cites: many("http://b.example/%d", 12, "blocked", "rate-limited", 3), with: single, host: map[string]int{"b.example": 2}},
	{name: "429 that wants until a date", web: func(w *smallweb.Web) {
		w.Site("b.example").Rest(smallweb.Headed(smallweb.Status(429), "Retry-After", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)))
	}, cites: many("http://b.example/%d", 12, "blocked", "rate-limited", 3), host: map[string]int{"b.example": 5}},
	{name: "429 that wants an hour, and is well at the end of the run", web: func(w *smallweb.Web) {
		w.Site("b.example").Rest(smallweb.Steps(smallweb.Headed(smallweb.Status(429), "Retry-After", "3600"), page("Well at the end")))
	}, cites: []cited{{"http://b.example/a", "Well at the end", "live", "http-200", 2}, {"http://b.example/b", "Well at the end", "live", "http-200", 1}}, with: single},

	// Hosts that do not answer.
	{name: "a silent host with twenty links", web: func(w *smallweb.Web) { w.Site("x.example").Rest(smallweb.Hang()) },
		cites: many("http://x.example/%d", 20, "unreachable", "", 3), with: hasty, host: map[string]int{"x.example": 6}},
	{name: "a host that is deaf to connections", web: func(w *smallweb.Web) { w.Site("x.example").Deaf() },
		cites: many("http://x.example/%d", 20, "unreachable", "", -1), with: hasty},

	// Suspect.
	{name: "error title", web: site("f.example", "/a", smallweb.SoftNotFound()),
		cites: []cited{{"http://f.example/a", "A story", "suspect", "soft-404", 1}}},
	{name: "error heading", web: site("f.example", "/a", smallweb.HTML("The Daily Small", "<h1>Page not found</h1><p>Try the search.</p>")),
		cites: []cited{{"http://f.example/a", "A story", "suspect", "soft-404", 1}}},
	{name: "error titles of many languages", web: func(w *smallweb.Web) {
		for i, title := range errorTitles {
			w.Handle(fmt.Sprintf("http://f%d.example/a", i), smallweb.HTML(title+" | The Daily Small", "<p>…"))
		}
	}, cites: each(errorTitles, "http://f%d.example/a", "suspect", "soft-404")},
	{name: "an error title in an old charset", web: site("f.example", "/a", smallweb.Raw("text/html; charset=windows-1251", "<title>\xd1\xf2\xf0\xe0\xed\xe8\xf6\xe0 \xed\xe5 \xed\xe0\xe9\xe4\xe5\xed\xe0</title>")),
		cites: []cited{{"http://f.example/a", "", "suspect", "soft-404", 1}}},
	{name: "a charset that only a meta element declares", web: site("f.example", "/a", smallweb.Raw("text/html", "<meta charset=gb2312><title>\xd2\xb3\xc3\xe6\xb2\xbb\xb4\xe6\xd4\xda</title>")),
		cites: []cited{{"http://f.example/a", "", "suspect", "soft-404", 1}}},
	{name: "sent to the home page", web: func(w *smallweb.Web) {
		w.Handle("http://f.example/2011/story.html", smallweb.To(301, "/"))
		w.Handle("http://f.example/", page("The Daily Small"))
	}, cites: []cited{{"http://f.example/2011/story.html", "A story", "suspect", "redirect-to-home", 1}}},
	{name: "sent to the home page of a language", web: func(w *smallweb.Web) {
		w.Handle("http://f.example/2011/story.html", smallweb.To(302, "/en/index.html?utm_source=old"))
		w.Handle("http://f.example/en/index.html", page("The Daily Small"))
	}, cites: []cited{{"http://f.example/2011/story.html", "", "suspect", "redirect-to-home", 1}}},
	{name: "the home page itself may redirect", web: func(w *smallweb.Web) {
		w.Handle("http://f.example/", smallweb.To(301, "/en/"))
		w.Handle("http://f.example/en/", page("The Daily Small"))
	}, cites: []cited{{"http://f.example/", "", "moved", "http-301", 1}}},
	{name: "a shortened link to a home page", web: func(w *smallweb.Web) {
		w.Handle("http://bit.ly/x1", smallweb.To(301, "http://f.example/"))
		w.Handle("http://f.example/", page("The Daily Small"))
	}, cites: []cited{{"http://bit.ly/x1", "", "moved", "http-301", 1}}},
	{name: "sent to an error page", web: func(w *smallweb.Web) {
		w.Handle("http://f.example/a", smallweb.To(302, "/errors/404.html"))
		w.Handle("http://f.example/errors/404.html", smallweb.HTML("The Daily Small", "<p>Search our site.</p>"))
	}, cites: []cited{{"http://f.example/a", "", "suspect", "soft-404", 1}}},
	{name: "meta refresh to the home page", web: func(w *smallweb.Web) {
		w.Handle("http://f.example/a", smallweb.Raw("text/html", `<meta http-equiv=refresh content="3;url=http://f.example/">Gone`))
		w.Handle("http://f.example/", page("The Daily Small"))
	}, cites: []cited{{"http://f.example/a", "", "suspect", "redirect-to-home", 1}}},
	{name: "the same page for any address", web: func(w *smallweb.Web) { w.Site("f.example").Rest(page("The Daily Small")) },
		cites: []cited{{"http://f.example/2011/a.html", "A story", "suspect", "soft-404", 1}, {"http://f.example/2012/b.html", "", "suspect", "soft-404", 1}},
		host:  map[string]int{"f.example": 3}},
	{name: "nearly the same page for any address", web: func(w *smallweb.Web) {
		w.Site("f.example").Rest(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			smallweb.HTML("The Daily Small", smallweb.Prose("small", 150)+"<p>You asked for "+r.RequestURI).ServeHTTP(w, r)
		}))
	}, cites: []cited{{"http://f.example/2011/a.html", "A story", "suspect", "soft-404", 1}}},
	{name: "any address is sent to one page", web: func(w *smallweb.Web) {
		w.Site("f.example").Rest(smallweb.To(302, "/sections/all")).Page("/sections/all", page("All sections"))
	}, cites: []cited{{"http://f.example/2011/a.html", "A story", "suspect", "soft-404", 1}}},
	{name: "a page that scripts build looks alike everywhere", web: func(w *smallweb.Web) {
		w.Site("f.example").Rest(smallweb.HTML("Small App", "<div id=root></div><noscript>You need JavaScript.</noscript><script src=/app.js></script>"))
	}, cites: []cited{{"http://f.example/story/1", "A story", "live", "http-200", 1}}},
	{name: "several works that land on one page", web: func(w *smallweb.Web) {
		for _, p := range []string{"/1999/a.html", "/2004/b.html", "/2007/c.html"} {
			w.Handle("http://f.example"+p, smallweb.To(301, "/news/archive-info"))
		}
		w.Handle("http://f.example/news/archive-info", page("About our archive"))
	}, cites: []cited{{"http://f.example/1999/a.html", "", "suspect", "soft-404", 1}, {"http://f.example/2004/b.html", "", "suspect", "soft-404", 1}, {"http://f.example/2007/c.html", "", "suspect", "soft-404", 1}}},
	{name: "a parked domain", web: site("f.example", "/a", smallweb.Parked("f.example")),
		cites: []cited{{"http://f.example/a", "A story", "suspect", "parked-domain", 1}}},
	{name: "a parked domain that says so in its text alone", web: site("f.example", "/a", smallweb.HTML("f.example", "<p>Interested?</p><p>The domain f.example is for sale.</p><a href=/offer>Make an offer</a>")),
		cites: []cited{{"http://f.example/a", "A story", "suspect", "parked-domain", 1}}},
	{name: "an error phrase and nothing else", web: site("f.example", "/a", smallweb.Raw("text/plain", "Not Found\n")),
		cites: []cited{{"http://f.example/a", "A story", "suspect", "soft-404", 1}}},
	{name: "sent to a seller of domains", web: func(w *smallweb.Web) {
		w.Handle("http://f.example/a", smallweb.To(302, "http://www.hugedomains.com/domain_profile.cfm?d=f.example"))
		w.Site("www.hugedomains.com").Rest(page("Premium names"))
	}, cites: []cited{{"http://f.example/a", "A story", "suspect", "parked-domain", 1}}},

	// Not asked at all.
	{name: "excluded", web: site("e.example", "/a", page("Excluded")),
		cites: []cited{{"http://e.example/a", "", "unchecked", "excluded", -1}},
		with:  func(g *verify.Gatherer, _ *web.Fetcher) { g.Exclude = []string{"*://e.example/*"} }},
	{name: "excluded by a redirect", web: func(w *smallweb.Web) {
		w.Handle("http://e.example/a", smallweb.To(302, "http://secret.example/b"))
		w.Handle("http://secret.example/b", page("Secret"))
	}, cites: []cited{{"http://e.example/a", "", "unchecked", "excluded", 1}}, host: map[string]int{"secret.example": 0},
		with: func(g *verify.Gatherer, _ *web.Fetcher) { g.Exclude = []string{"secret.example"} }},
	{name: "a host to be skipped", web: site("e.example", "/a", page("Skipped")),
		cites: []cited{{"http://e.example/a", "", "unchecked", "excluded", -1}},
		with: func(g *verify.Gatherer, _ *web.Fetcher) {
			g.Hosts = []verify.HostSetting{{Host: "*.example", Skip: true}}
		}},
	{name: "robots.txt forbids", web: func(w *smallweb.Web) {
		w.Handle("http://e.example/robots.txt", smallweb.Raw("text/plain", "User-agent: *\nDisallow: /private\n"))
		w.Handle("http://e.example/private/a", page("Private"))
		w.Handle("http://e.example/public/a", page("Public"))
	}, cites: []cited{{"http://e.example/private/a", "", "unchecked", "robots", -1}, {"http://e.example/public/a", "Public", "live", "http-200", 1}},
		with: mannerly},
	{name: "no robots.txt forbids nothing", web: site("e.example", "/a", page("Allowed here")),
		cites: []cited{{"http://e.example/a", "Allowed here", "live", "http-200", 1}}, with: mannerly, host: map[string]int{"e.example": 2}},
	{name: "a broken robots.txt forbids all", web: func(w *smallweb.Web) {
		w.Handle("http://e.example/robots.txt", smallweb.Status(500))
		w.Handle("http://e.example/a", page("Allowed"))
	}, cites: []cited{{"http://e.example/a", "", "unchecked", "robots", -1}}, with: mannerly},
	{name: "not of the web", web: func(*smallweb.Web) {},
		cites: []cited{{"ftp://e.example/a", "", "unchecked", "url-malformed", -1}, {"http://", "", "unchecked", "url-malformed", -1}}},

	// Bodies.
	{name: "gzip", web: site("z.example", "/a", smallweb.Headed(smallweb.Raw("text/html", packed("<title>Packed tightly</title>")), "Content-Encoding", "gzip")),
		cites: []cited{{"http://z.example/a", "Packed tightly", "live", "http-200", 1}}},
	{name: "gzip with an empty header beside it", web: site("z.example", "/a", smallweb.Headed(smallweb.Raw("text/html", packed("<title>Page not found</title>")), "Content-Encoding", "", "Content-Encoding", "gzip")),
		cites: []cited{{"http://z.example/a", "", "suspect", "soft-404", 1}}},
	{name: "gzip that is none", web: site("z.example", "/a", smallweb.Headed(smallweb.Raw("text/html", "<title>Page not found</title>"), "Content-Encoding", "gzip")),
		cites: []cited{{"http://z.example/a", "", "suspect", "soft-404", 1}}},
	{name: "an encoding that nobody asked for", web: site("z.example", "/a", smallweb.Headed(smallweb.Raw("text/html", "\x1b\x03\x00rubbish"), "Content-Encoding", "br")),
		cites: []cited{{"http://z.example/a", "", "live", "http-200", 1}}},
}

var errorTitles = []string{
	"Page not found", "404 Not Found", "Error 404 (Not Found)!!1", "Oops! That page can’t be found.", "Sorry, this page isn't available.",
	"Seite nicht gefunden", "Page introuvable", "Página no encontrada", "Página não encontrada", "Pagina non trovata", "Pagina niet gevonden",
	"Sidan hittades inte", "Siden ble ikke funnet", "Siden blev ikke fundet", "Sivua ei löydy", "Strona nie została znaleziona", "Stránka nenalezena", "Az oldal nem található",
	"Страница не найдена", "Сторінку не знайдено", "Η σελίδα δεν βρέθηκε", "Sayfa bulunamadı", "الصفحة غير موجودة", "הדף לא נמצא", "पृष्ठ नहीं मिला",
	"页面不存在", "找不到網頁", "ページが見つかりません", "페이지를 찾을 수 없습니다", "ไม่พบหน้าที่คุณต้องการ", "Không tìm thấy trang", "Halaman tidak ditemukan",
}
