package traps

import (
	"net/http"
	"strings"

	"loccit/testdata/smallweb"
)

// live are pages that are there.
func live() []Trap {
	return []Trap{
		{Name: "a page", Web: site("live.example", "/a", page("How the posts began")),
			Cites: []Cited{{"http://live.example/a", "How the posts began", "live", "http-200", 1}}},
		{Name: "a page without a title cited is compared with nonsense, once", Web: site("live.example", "/a", page("How the posts began")),
			Cites: []Cited{{"http://live.example/a", "", "live", "http-200", 1}}, Host: map[string]int{"live.example": 2}},
		{Name: "HEAD is not asked", Web: func(w *smallweb.Web) {
			w.Handle("http://h.example/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method != http.MethodGet {
					w.WriteHeader(404)
					return
				}
				page("Methods").ServeHTTP(w, r)
			}))
		}, Cites: []Cited{{"http://h.example/a", "Methods", "live", "http-200", 1}}},
		{Name: "nothing to show is an answer", Web: site("n.example", "/a", smallweb.Status(204)),
			Cites: []Cited{{"http://n.example/a", "", "live", "http-204", 1}}},
		{Name: "203 and 206 are answers", Web: func(w *smallweb.Web) {
			w.Handle("http://n.example/203", smallweb.With(203, page("Two hundred and three")))
			w.Handle("http://n.example/206", smallweb.With(206, page("Two hundred and six")))
		}, Cites: []Cited{{"http://n.example/203", "Two hundred and three", "live", "http-203", 1}, {"http://n.example/206", "Two hundred and six", "live", "http-206", 1}}},
		{Name: "the query is asked as it stands", Web: func(w *smallweb.Web) {
			w.Handle("http://q.example/a?id=7&x=%2F+%7e", page("Query seven"))
		}, Cites: []Cited{{"http://q.example/a?id=7&x=%2F+%7e", "Query seven", "live", "http-200", 1}}},
		{Name: "percent-encoding stays byte for byte", Web: func(w *smallweb.Web) {
			w.Handle("http://p.example/a%2fb%2F%7Ec/%e4%b8%ad", page("Encoded path"))
		}, Cites: []Cited{{"http://p.example/a%2fb%2F%7Ec/%e4%b8%ad", "Encoded path", "live", "http-200", 1}}},
		{Name: "a stray percent sign goes out as it is, and this server minds", Web: func(w *smallweb.Web) { w.Site("p.example") },
			Cites: []Cited{{"http://p.example/100%-sure", "Quite sure", "unreachable", "http-400", 1}}},
		{Name: "letters beyond ASCII in a path", Web: site("p.example", "/caf%C3%A9", page("Café society")),
			Cites: []Cited{{"http://p.example/café", "Café society", "live", "http-200", 1}}},
		{Name: "an international name", Web: site("xn--bcher-kva.example", "/a", page("Bücher und Leser")),
			Cites: []Cited{{"http://bücher.example/a", "Bücher und Leser", "live", "http-200", 1}}},
		{Name: "one page under two spellings of its host is asked once", Web: site("xn--bcher-kva.example", "/a", page("Bücher und Leser")),
			Cites: []Cited{{"http://bücher.example/a", "Bücher und Leser", "live", "http-200", 1}, {"http://xn--bcher-kva.example/a", "Bücher und Leser", "live", "http-200", 1}},
			Host:  map[string]int{"xn--bcher-kva.example": 1}},
		{Name: "user name and password are not sent", Web: func(w *smallweb.Web) {
			w.Handle("http://u.example/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") != "" {
					w.WriteHeader(500)
					return
				}
				page("No secrets").ServeHTTP(w, r)
			}))
		}, Cites: []Cited{{"http://me:secret@u.example/a", "No secrets", "live", "http-200", 1}}},
		{Name: "over TLS, by HTTP/2", Web: func(w *smallweb.Web) {
			w.Handle("https://s.example/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.ProtoMajor != 2 {
					w.WriteHeader(505)
					return
				}
				page("Secure page").ServeHTTP(w, r)
			}))
		}, Cites: []Cited{{"https://s.example/a", "Secure page", "live", "http-200", 1}}},
		{Name: "a page about missing pages, told by its note", Web: site("w.example", "/wiki/HTTP_404", page("HTTP 404 - Wikipedia")),
			Cites: []Cited{{"http://w.example/wiki/HTTP_404", "HTTP 404", "live", "http-200", 1}}},
		{Name: "a page about missing pages, told by its address", Web: site("w.example", "/wiki/HTTP_404", page("HTTP 404 - Wikipedia")),
			Cites: []Cited{{"http://w.example/wiki/HTTP_404", "", "live", "http-200", 1}}},
		{Name: "a book called Not Found", Web: site("b.example", "/books/12", page("Not Found: A Memoir | Small Press")),
			Cites: []Cited{{"http://b.example/books/12", "", "live", "http-200", 1}}},
		{Name: "a changelog that says what was removed", Web: site("c.example", "/changes", smallweb.HTML("Changelog", "<h1>Changelog</h1><p>The old page has been removed and is no longer available. Page not found errors are fixed.</p>"+smallweb.Prose("changes", 80))),
			Cites: []Cited{{"http://c.example/changes", "", "live", "http-200", 1}}},
		{Name: "a page with a log-in box in a corner", Web: site("l.example", "/story", smallweb.HTML("The long story", "<form><input type=password></form><h1>The long story</h1>"+smallweb.Prose("story", 300))),
			Cites: []Cited{{"http://l.example/story", "", "live", "http-200", 1}}},
		{Name: "a story about houses for sale", Web: site("e.example", "/economy", page("Every third house is for sale")),
			Cites: []Cited{{"http://e.example/economy", "", "live", "http-200", 1}}},
		{Name: "a thin page is no dead page", Web: site("t.example", "/a", smallweb.HTML("Poem", "<p>So much depends</p>")),
			Cites: []Cited{{"http://t.example/a", "", "live", "http-200", 1}}},
		{Name: "a PDF", Web: site("f.example", "/a.pdf", smallweb.Raw("application/pdf", "%PDF-1.4 "+strings.Repeat("x", 100_000))),
			Cites: []Cited{{"http://f.example/a.pdf", "A report", "live", "http-200", 1}}},
		{Name: "a page that loads itself again is a page", Web: site("r.example", "/live", smallweb.Raw("text/html", "<title>Live blog of the vote</title><meta http-equiv=refresh content='5; url=/live'><p>news")),
			Cites: []Cited{{"http://r.example/live", "Live blog of the vote", "live", "http-200", 1}}},
		{Name: "a refresh for readers without scripts only", Web: site("r.example", "/a", smallweb.Raw("text/html", "<title>Scripts wanted here</title><noscript><meta http-equiv=refresh content='0; url=/noscript'></noscript><p>news")),
			Cites: []Cited{{"http://r.example/a", "Scripts wanted here", "live", "http-200", 1}}},
	}
}

// bodies are bodies that are packed.
func bodies() []Trap {
	return []Trap{
		{Name: "gzip", Web: site("z.example", "/a", smallweb.Headed(smallweb.Raw("text/html", packed("<title>Packed tightly</title>")), "Content-Encoding", "gzip")),
			Cites: []Cited{{"http://z.example/a", "Packed tightly", "live", "http-200", 1}}},
		{Name: "gzip with an empty header beside it", Web: site("z.example", "/a", smallweb.Headed(smallweb.Raw("text/html", packed("<title>Page not found</title>")), "Content-Encoding", "", "Content-Encoding", "gzip")),
			Cites: []Cited{{"http://z.example/a", "", "suspect", "soft-404", 1}}},
		{Name: "gzip that is none", Web: site("z.example", "/a", smallweb.Headed(smallweb.Raw("text/html", "<title>Page not found</title>"), "Content-Encoding", "gzip")),
			Cites: []Cited{{"http://z.example/a", "", "suspect", "soft-404", 1}}},
		{Name: "an encoding that nobody asked for", Web: site("z.example", "/a", smallweb.Headed(smallweb.Raw("text/html", "\x1b\x03\x00rubbish"), "Content-Encoding", "br")),
			Cites: []Cited{{"http://z.example/a", "", "live", "http-200", 1}}},
	}
}
