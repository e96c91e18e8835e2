package traps

import (
	"fmt"
	"net/http"
	"strings"

	"loccit/testdata/smallweb"
	"loccit/verify"
)

// announced is an error whose body is promised and never comes.
func announced(status string) http.Handler {
	return spoken("HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\nContent-Length: 4000\r\n\r\n")
}

// wells are links that each have the page that is cited.
func wells(url string, n int) []Cited {
	cites := many(url, n, "live", "http-200", 1)
	for i := range cites {
		cites[i].Title = "Well"
	}
	return cites
}

// half are hosts of which a part is well, and answers of which a part comes.
func half() []Trap {
	cut := spoken("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4000\r\n\r\n")
	some := func(path string, h http.Handler) func(*smallweb.Web) {
		return func(w *smallweb.Web) { w.Site("h.example").Page(path, h).Rest(page("Well")) }
	}
	beside := func(n int, bad []Cited) []Cited {
		return append(bad, wells("http://h.example/well/%d", n)...)
	}
	one := func(name, answer, state, reason string, most int) Trap {
		return Trap{Name: name, Web: site("h.example", "/a", spoken(answer)), Cites: []Cited{{"http://h.example/a", "", state, reason, most}}}
	}
	return []Trap{
		{Name: "six links that break off, and the others are well", Web: some("/bad/*", cut),
			Cites: beside(8, many("http://h.example/bad/%d", 6, "unreachable", "connection-lost", 3))},
		{Name: "eight links that hang up, and the others are well", Web: some("/bad/*", smallweb.Hangup()),
			Cites: beside(8, many("http://h.example/bad/%d", 8, "unreachable", "connection-lost", 4))}, // once on a connection that was kept open
		{Name: "four addresses that answer 429, and the others are well", Web: some("/bad/*", smallweb.Status(429)),
			Cites: beside(8, many("http://h.example/bad/%d", 4, "blocked", "rate-limited", 3))},
		{Name: "one address that wants an hour, and the others are well", Web: some("/bad/*", smallweb.Headed(smallweb.Status(429), "Retry-After", "3600")),
			Cites: beside(6, many("http://h.example/bad/%d", 1, "blocked", "rate-limited", 3)), With: single},
		{Name: "http is refused, and https is well", Web: func(w *smallweb.Web) { w.Site("h.example").RefusingPort(80).Rest(page("Well")) },
			Cites: append(wells("https://h.example/%d", 4), many("http://h.example/%d", 6, "unreachable", "", -1)...)},
		{Name: "https is refused, and http is well", Web: func(w *smallweb.Web) { w.Site("h.example").RefusingPort(443).Rest(page("Well")) },
			Cites: append(many("https://h.example/%d", 6, "unreachable", "", -1), wells("http://h.example/%d", 4)...)},
		{Name: "404 whose body is cut", Web: site("h.example", "/a", announced("404 Not Found")), Cites: []Cited{{"http://h.example/a", "", "dead", "http-404", 2}}},
		{Name: "410 whose chunks are rubbish", Web: site("h.example", "/a", spoken("HTTP/1.1 410 Gone\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")),
			Cites: []Cited{{"http://h.example/a", "", "dead", "http-410", 2}}},
		{Name: "404 whose gzip is cut", Web: site("h.example", "/a", spoken("HTTP/1.1 404 Not Found\r\nContent-Encoding: gzip\r\nContent-Length: 900\r\n\r\n"+packed("<p>Nothing is here.")[:20])),
			Cites: []Cited{{"http://h.example/a", "", "dead", "http-404", 2}}},
		{Name: "403 whose body is cut", Web: site("h.example", "/a", announced("403 Forbidden")), Cites: []Cited{{"http://h.example/a", "", "blocked", "http-403", 1}}},
		{Name: "451 whose body is cut", Web: site("h.example", "/a", announced("451 Unavailable For Legal Reasons")), Cites: []Cited{{"http://h.example/a", "", "blocked", "http-451", 1}}},
		{Name: "503 whose body is cut, then well", Web: site("h.example", "/a", smallweb.Steps(announced("503 Service Unavailable"), page("Well again"))),
			Cites: []Cited{{"http://h.example/a", "Well again", "live", "http-200", 2}}},
		{Name: "525, 520 and 425, then well", Web: func(w *smallweb.Web) {
			for _, s := range []int{425, 520, 525} {
				w.Handle(fmt.Sprintf("http://h.example/%d", s), smallweb.Steps(smallweb.Status(s), page("Well again")))
			}
		}, Cites: []Cited{{"http://h.example/425", "Well again", "live", "http-200", 2}, {"http://h.example/520", "Well again", "live", "http-200", 2}, {"http://h.example/525", "Well again", "live", "http-200", 2}}},
		{Name: "always 522", Web: site("h.example", "/a", smallweb.Status(522)), Cites: []Cited{{"http://h.example/a", "", "unreachable", "http-522", 3}}},
		{Name: "a challenge with status 503", Web: site("h.example", "/a", smallweb.Headed(smallweb.Status(503), "cf-mitigated", "challenge", "Retry-After", "1")),
			Cites: []Cited{{"http://h.example/a", "", "blocked", "bot-wall", 1}}},
		{Name: "rubbish once, then well", Web: site("h.example", "/a", smallweb.Steps(spoken("rubbish\r\n\r\n"), page("Well again"))),
			Cites: []Cited{{"http://h.example/a", "Well again", "live", "http-200", 2}}},
		one("rubbish without end", strings.Repeat("rubbish\r\n", 9), "unreachable", "bad-answer", 2),
		{Name: "404 that keeps its body to itself", Web: site("h.example", "/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "4000")
			w.WriteHeader(404)
			w.(http.Flusher).Flush()
			smallweb.Hang().ServeHTTP(w, r)
		})), Cites: []Cited{{"http://h.example/a", "", "dead", "http-404", 2}}, With: func(g *verify.Gatherer) { g.Timeout = 2e9 }},
	}
}
