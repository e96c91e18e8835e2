package traps

import (
	"fmt"
	"net/http"
	"strings"

	"loccit/testdata/smallweb"
)

// redirects are redirects of all kinds.
func redirects() []Trap {
	return []Trap{
		{Name: "moved for good", Web: func(w *smallweb.Web) {
			w.Handle("http://m.example/old", smallweb.To(301, "/new"))
			w.Handle("http://m.example/new", page("The new place"))
		}, Cites: []Cited{{"http://m.example/old", "The new place", "moved", "http-301", 1}}},
		{Name: "moved for now", Web: func(w *smallweb.Web) {
			w.Handle("http://m.example/old", smallweb.To(302, "/new"))
			w.Handle("http://m.example/new", page("The new place"))
		}, Cites: []Cited{{"http://m.example/old", "The new place", "live", "http-200", 1}}},
		{Name: "for good, then for now", Web: func(w *smallweb.Web) {
			w.Handle("http://m.example/old", smallweb.To(308, "/mid"))
			w.Handle("http://m.example/mid", smallweb.To(307, "/new"))
			w.Handle("http://m.example/new", page("The new place"))
		}, Cites: []Cited{{"http://m.example/old", "The new place", "live", "http-200", 1}}},
		{Name: "to another host, and to TLS", Web: func(w *smallweb.Web) {
			w.Handle("http://m.example/old", smallweb.To(301, "https://n.example/new?x=%2f"))
			w.Handle("https://n.example/new?x=%2f", page("The new place"))
		}, Cites: []Cited{{"http://m.example/old", "The new place", "moved", "http-301", 1}}},
		{Name: "moved to a page that is gone", Web: func(w *smallweb.Web) {
			w.Handle("http://m.example/old", smallweb.To(301, "/new"))
		}, Cites: []Cited{{"http://m.example/old", "", "dead", "http-404", 1}}, Host: map[string]int{"m.example": 3}},
		{Name: "two links to one target", Web: func(w *smallweb.Web) {
			w.Handle("http://m.example/a", smallweb.To(301, "/new"))
			w.Handle("http://m.example/b", smallweb.To(301, "/new"))
			w.Handle("http://m.example/new", page("The new place"))
		}, Cites: []Cited{{"http://m.example/a", "The new place", "moved", "http-301", 1}, {"http://m.example/b", "The new place", "moved", "http-301", 1}, {"http://m.example/new", "The new place", "live", "http-200", 1}},
			Host: map[string]int{"m.example": 3}},
		{Name: "a loop", Web: func(w *smallweb.Web) {
			w.Handle("http://o.example/a", smallweb.To(302, "/b"))
			w.Handle("http://o.example/b", smallweb.To(302, "/a"))
		}, Cites: []Cited{{"http://o.example/a", "", "unreachable", "redirect-loop", 1}}},
		{Name: "a loop to itself", Web: site("o.example", "/a", smallweb.To(301, "/a")),
			Cites: []Cited{{"http://o.example/a", "", "unreachable", "redirect-loop", 1}}},
		{Name: "more redirects than anyone follows", Web: func(w *smallweb.Web) {
			for i := range 30 {
				w.Handle(fmt.Sprintf("http://o.example/%d", i), smallweb.To(302, fmt.Sprintf("/%d", i+1)))
			}
		}, Cites: []Cited{{"http://o.example/0", "", "unreachable", "redirect-excess", 1}}, Host: map[string]int{"o.example": 11}},
		{Name: "ten redirects are followed", Web: func(w *smallweb.Web) {
			for i := range 10 {
				w.Handle(fmt.Sprintf("http://o.example/%d", i), smallweb.To(301, fmt.Sprintf("/%d", i+1)))
			}
			w.Handle("http://o.example/10", page("Here at last"))
		}, Cites: []Cited{{"http://o.example/0", "Here at last", "moved", "http-301", 1}}},
		{Name: "a query that grows with each redirect", Web: func(w *smallweb.Web) {
			w.Site("o.example").Page("/a", http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				smallweb.To(302, "/a?"+r.URL.RawQuery+strings.Repeat("x", 500)).ServeHTTP(out, r)
			}))
		}, Cites: []Cited{{"http://o.example/a", "", "unreachable", "redirect-excess", 1}}, Host: map[string]int{"o.example": 11}},
		{Name: "off the web", Web: site("o.example", "/a", smallweb.To(302, "ftp://o.example/file")),
			Cites: []Cited{{"http://o.example/a", "", "unreachable", "redirect-off-web", 1}}},
		{Name: "to a mail address", Web: site("o.example", "/a", smallweb.To(302, "mailto:editor@o.example")),
			Cites: []Cited{{"http://o.example/a", "", "unreachable", "redirect-off-web", 1}}},
		{Name: "to nowhere", Web: site("o.example", "/a", smallweb.Status(302)),
			Cites: []Cited{{"http://o.example/a", "", "unreachable", "http-302", 1}}},
		{Name: "to a target that makes no sense", Web: site("o.example", "/a", smallweb.To(302, "http://[::bad/%zz")),
			Cites: []Cited{{"http://o.example/a", "", "unreachable", "url-malformed", 1}}},
		{Name: "a cookie wall that lets in who takes the cookie", Web: site("k.example", "/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("seen"); err != nil {
				http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
				http.Redirect(w, r, "/a", http.StatusFound)
				return
			}
			page("Behind the cookie").ServeHTTP(w, r)
		})), Cites: []Cited{{"http://k.example/a", "Behind the cookie", "live", "http-200", 2}}},
		{Name: "cookies stay with their host", Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/a", smallweb.Headed(smallweb.To(302, "http://other.example/b"), "Set-Cookie", "secret=1; Path=/"))
			w.Handle("http://other.example/b", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Cookie") != "" {
					w.WriteHeader(500)
					return
				}
				page("No cookie came").ServeHTTP(w, r)
			}))
		}, Cites: []Cited{{"http://k.example/a", "No cookie came", "live", "http-200", 1}}},
		{Name: "a meta refresh", Web: func(w *smallweb.Web) {
			w.Handle("http://r.example/a", smallweb.Raw("text/html", `<meta http-equiv="Refresh" content="0; URL='/b'">`))
			w.Handle("http://r.example/b", page("After the refresh"))
		}, Cites: []Cited{{"http://r.example/a", "After the refresh", "live", "http-200", 1}}},
		{Name: "a refresh in a header", Web: func(w *smallweb.Web) {
			w.Handle("http://r.example/a", smallweb.Headed(smallweb.HTML("", ""), "Refresh", "0;url=/b"))
			w.Handle("http://r.example/b", page("After the refresh"))
		}, Cites: []Cited{{"http://r.example/a", "After the refresh", "live", "http-200", 1}}},
	}
}
