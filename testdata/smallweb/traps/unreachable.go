package traps

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"loccit/testdata/smallweb"
)

// gone are sources that are gone.
func gone() []Trap {
	return []Trap{
		{Name: "404, twice", Web: site("d.example", "/", page("Home")),
			Cites: []Cited{{"http://d.example/a", "", "dead", "http-404", 2}}},
		{Name: "410, twice", Web: site("d.example", "/a", smallweb.Status(410)),
			Cites: []Cited{{"http://d.example/a", "", "dead", "http-410", 2}}},
		{Name: "404 that was a hiccup", Web: site("d.example", "/a", smallweb.Steps(smallweb.Status(404), page("Back again"))),
			Cites: []Cited{{"http://d.example/a", "Back again", "live", "http-200", 2}}},
		{Name: "404 that turns into an error of the server", Web: site("d.example", "/a", smallweb.Steps(smallweb.Status(404), smallweb.Status(500))),
			Cites: []Cited{{"http://d.example/a", "", "unreachable", "http-500", 4}}},
		{Name: "no such name", Web: func(*smallweb.Web) {},
			Cites: []Cited{{"http://nowhere.example/a", "", "dead", "dns-not-found", -1}, {"http://nowhere.example/b", "", "dead", "dns-not-found", -1}}},
	}
}

// unreachable are sources that nobody gets at.
func unreachable() []Trap {
	return []Trap{
		{Name: "the name server fails", Web: func(w *smallweb.Web) {
			w.Site("x.example").Unresolved(&net.DNSError{Err: "server misbehaving", Name: "x.example", IsTemporary: true})
		}, Cites: []Cited{{"http://x.example/a", "", "unreachable", "dns-failure", -1}}},
		{Name: "the name server is silent", Web: func(w *smallweb.Web) {
			w.Site("x.example").Unresolved(&net.DNSError{Err: "i/o timeout", Name: "x.example", IsTimeout: true})
		}, Cites: []Cited{{"http://x.example/a", "", "unreachable", "dns-timeout", -1}}},
		{Name: "refused", Web: func(w *smallweb.Web) { w.Site("x.example").Refusing() },
			Cites: []Cited{{"http://x.example/a", "", "unreachable", "refused", -1}}},
		{Name: "never answers", Web: site("x.example", "/a", smallweb.Hang()),
			Cites: []Cited{{"http://x.example/a", "", "unreachable", "timeout", 3}}, With: hasty},
		{Name: "hangs up", Web: site("x.example", "/a", smallweb.Hangup()),
			Cites: []Cited{{"http://x.example/a", "", "unreachable", "connection-lost", 3}}},
		{Name: "hangs up once", Web: site("x.example", "/a", smallweb.Steps(smallweb.Hangup(), page("Second wind"))),
			Cites: []Cited{{"http://x.example/a", "Second wind", "live", "http-200", 2}}},
		{Name: "a byte now and then", Web: site("x.example", "/a", smallweb.Drip(50*time.Millisecond, strings.Repeat("x", 1000))),
			Cites: []Cited{{"http://x.example/a", "", "unreachable", "timeout", 3}}, With: hasty},
		{Name: "a page that never ends is still a page", Web: site("x.example", "/a", smallweb.Raw("text/html", "<title>Endless scroll</title>"+strings.Repeat("<p>more and more words</p>", 200_000))),
			Cites: []Cited{{"http://x.example/a", "Endless scroll", "live", "http-200", 1}}},
		{Name: "503, then well", Web: site("x.example", "/a", smallweb.Steps(smallweb.Status(503), page("Well again"))),
			Cites: []Cited{{"http://x.example/a", "Well again", "live", "http-200", 2}}},
		{Name: "always 500", Web: site("x.example", "/a", smallweb.Status(500)),
			Cites: []Cited{{"http://x.example/a", "", "unreachable", "http-500", 3}}},
		{Name: "always 502 and 504", Web: func(w *smallweb.Web) {
			w.Handle("http://x.example/502", smallweb.Status(502))
			w.Handle("http://x.example/504", smallweb.Status(504))
		}, Cites: []Cited{{"http://x.example/502", "", "unreachable", "http-502", 3}, {"http://x.example/504", "", "unreachable", "http-504", 3}}},
		{Name: "400 and 405 are not retried", Web: func(w *smallweb.Web) {
			w.Handle("http://x.example/400", smallweb.Status(400))
			w.Handle("http://x.example/405", smallweb.Status(405))
		}, Cites: []Cited{{"http://x.example/400", "", "unreachable", "http-400", 1}, {"http://x.example/405", "", "unreachable", "http-405", 1}}},
		{Name: "certificate expired", Web: certified(smallweb.Expired),
			Cites: []Cited{{"https://s.example/a", "", "unreachable", "tls-expired", -1}}},
		{Name: "certificate not valid yet", Web: certified(smallweb.Early),
			Cites: []Cited{{"https://s.example/a", "", "unreachable", "tls-not-yet-valid", -1}}},
		{Name: "certificate for another use", Web: certified(smallweb.Misused),
			Cites: []Cited{{"https://s.example/a", "", "unreachable", "tls-untrusted", -1}}},
		{Name: "certificate self-signed", Web: certified(smallweb.SelfSigned),
			Cites: []Cited{{"https://s.example/a", "", "unreachable", "tls-self-signed", -1}}},
		{Name: "certificate of another host", Web: certified(smallweb.WrongHost),
			Cites: []Cited{{"https://s.example/a", "", "unreachable", "tls-wrong-host", -1}}},
		{Name: "certificate chain incomplete", Web: certified(smallweb.Incomplete),
			Cites: []Cited{{"https://s.example/a", "", "unreachable", "tls-incomplete-chain", -1}}},
		{Name: "certificate of an unknown authority", Web: certified(smallweb.Untrusted),
			Cites: []Cited{{"https://s.example/a", "", "unreachable", "tls-untrusted", -1}}},
		{Name: "no TLS on the port", Web: site("s.example", "/a", page("Plain")),
			Cites: []Cited{{"https://s.example:8443/a", "", "unreachable", "tls-failure", -1}}},
		{Name: "headers of a megabyte", Web: site("x.example", "/a", smallweb.Headed(page("Big"), "X-Big", strings.Repeat("x", 1<<20))),
			Cites: []Cited{{"http://x.example/a", "", "unreachable", "headers-too-large", 1}}},
		{Name: "a hundred thousand headers", Web: site("x.example", "/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for i := range 100_000 {
				w.Header().Set(fmt.Sprintf("X-%d", i), "1")
			}
		})), Cites: []Cited{{"http://x.example/a", "", "unreachable", "headers-too-large", 1}}},
		{Name: "what is no HTTP", Web: func(w *smallweb.Web) {
			w.Handle("http://x.example/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				conn, _, _ := w.(http.Hijacker).Hijack()
				io.WriteString(conn, "SSH-2.0-OpenSSH_9.2\r\n")
				conn.Close()
			}))
		}, Cites: []Cited{{"http://x.example/a", "", "unreachable", "bad-answer", 2}}},
	}
}
