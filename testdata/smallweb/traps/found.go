package traps

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf16"

	"loccit/testdata/smallweb"
	"loccit/verify"
)

// ways are redirects as sites make them.
func ways() []Trap {
	the := func(name, state, reason string, hosts map[string]int, steps ...string) Trap { // URL, status, URL, status, ..., URL
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			at := map[string]http.Handler{steps[len(steps)-1]: page("Tide Mills")}
			for i := 0; i+2 < len(steps); i += 2 {
				var status int
				fmt.Sscan(steps[i+1], &status)
				at[steps[i]] = smallweb.To(status, steps[i+2])
			}
			for url := range at {
				_, rest, _ := strings.Cut(url, "://")
				w.Handle(url, bySchemes(at["http://"+rest], at["https://"+rest]))
			}
		}, Cites: []Cited{{steps[0], "Tide Mills", state, reason, 1}}, Host: hosts}
	}
	home := func(name string, first, last string) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			w.Handle(first, smallweb.To(301, last))
			at, _, _ := strings.Cut(last, "#")
			w.Handle(at, page("The Daily Small"))
		}, Cites: []Cited{{first, "Tide Mills", "suspect", "redirect-to-home", 1}}}
	}
	return []Trap{
		the("to TLS and nothing else", "moved", "http-301", nil, "http://w.example/mills", "301", "https://w.example/mills"),
		the("to TLS, to www, and to a slash", "moved", "http-301", nil, "http://w.example/mills", "301", "https://w.example/mills", "301", "https://www.w.example/mills", "301", "https://www.w.example/mills/"),
		the("from TLS to none", "moved", "http-301", nil, "https://w.example/mills", "301", "http://w.example/mills"),
		the("to a page of a language", "live", "http-200", nil, "http://w.example/mills", "302", "http://w.example/en/mills"),
		the("to the site for telephones", "live", "http-200", nil, "http://w.example/mills", "302", "http://m.w.example/mills"),
		the("to a session in the path", "live", "http-200", nil, "http://w.example/mills", "302", "http://w.example/mills;jsessionid=8A7F"),
		the("see other", "live", "http-200", nil, "http://w.example/mills", "303", "http://w.example/items/7"),
		{Name: "to a fragment of itself", Web: site("w.example", "/mills", smallweb.To(302, "/mills#top")), Cites: []Cited{{"http://w.example/mills", "", "unreachable", "redirect-loop", 1}}},
		{Name: "to itself with its port", Web: site("w.example", "/mills", smallweb.To(301, "http://w.example:80/mills")), Cites: []Cited{{"http://w.example/mills", "", "unreachable", "redirect-loop", 1}}},
		home("from deep in an old host to the home of a new one", "http://old.example/2009/mills.html", "https://new.example/"),
		home("from deep in a host to the home of its www", "http://w.example/2009/mills.html", "http://www.w.example/"),
		home("to the home page, with an error behind the hash", "http://w.example/2009/mills.html", "http://w.example/#/404"),
		the("from the home of an old host to that of a new one", "moved", "http-301", nil, "http://old.example/", "301", "https://new.example/"),
		{Name: "to a search for the words of any address", Web: func(w *smallweb.Web) {
			w.Site("w.example").Rest(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				name := strings.TrimSuffix(r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:], ".html")
				smallweb.To(302, "/search?q="+strings.ReplaceAll(name, "-", "+")).ServeHTTP(out, r)
			})).Page("/search", smallweb.HTML("Search | The Daily Small", "<h1>Search</h1><p>Nothing fits your words. Try fewer of them.</p>"+smallweb.Prose("search", 80)))
		}, Cites: []Cited{{"http://w.example/2009/tide-mills.html", "Mills of the Tide", "suspect", "soft-404", 1}}, Host: map[string]int{"w.example": 4}},
		{Name: "to a search that repeats the words of any address", Web: func(w *smallweb.Web) {
			w.Site("w.example").Rest(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				name := strings.TrimSuffix(r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:], ".html")
				smallweb.To(302, "/search?q="+strings.ReplaceAll(name, "-", "+")).ServeHTTP(out, r)
			})).Page("/search", http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				words := r.URL.Query().Get("q")
				smallweb.HTML("Results for "+words+" | The Daily Small", "<h1>Results for "+words+"</h1><p>Nothing fits. Try fewer words.</p>"+smallweb.Prose("search", 80)).ServeHTTP(out, r)
			}))
		}, Cites: []Cited{{"http://w.example/2009/tide-mills.html", "Tide Mills", "suspect", "soft-404", 1}}, Host: map[string]int{"w.example": 4}},
		{Name: "to one page that is told where from", Web: func(w *smallweb.Web) {
			w.Site("w.example").Rest(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				smallweb.To(302, "/sections/all?from="+r.URL.Path).ServeHTTP(out, r)
			})).Page("/sections/all", page("All sections"))
		}, Cites: []Cited{{"http://w.example/2009/tide-mills.html", "Tide Mills", "suspect", "soft-404", 1}}, Host: map[string]int{"w.example": 4}},
		{Name: "a list of a topic that is a search now", Web: func(w *smallweb.Web) {
			w.Handle("http://w.example/topics/tide-mills", smallweb.To(302, "/search?q=tide+mills"))
			w.Handle("http://w.example/search?q=tide+mills", page("Tide mills: 12 results"))
		}, Cites: []Cited{{"http://w.example/topics/tide-mills", "Tide mills", "live", "http-200", 1}}},
		{Name: "a search that moved", Web: func(w *smallweb.Web) {
			w.Handle("http://w.example/results.asp?query=tide+mills", smallweb.To(301, "/search?q=tide+mills"))
			w.Handle("http://w.example/search?q=tide+mills", page("Tide mills: 12 results"))
		}, Cites: []Cited{{"http://w.example/results.asp?query=tide+mills", "Tide mills", "moved", "http-301", 1}}},
		{Name: "an honest search is a page", Web: func(w *smallweb.Web) {
			w.Site("w.example").Page("/search", page("Tide mills: 12 results"))
		}, Cites: []Cited{{"http://w.example/search?q=tide+mills", "Tide mills", "live", "http-200", 1}}},
		{Name: "to log in at another host", Web: func(w *smallweb.Web) {
			w.Handle("http://w.example/mills", smallweb.To(302, "https://sso.n.example/idp/profile/SAML2/Redirect/SSO?SAMLRequest=fZJ"))
			w.Site("sso.n.example").Rest(smallweb.HTML("Small University", "<h1>Web Login Service</h1><form><input name=u><input type=password name=p></form>"))
		}, Cites: []Cited{{"http://w.example/mills", "Tide Mills", "blocked", "login-wall", 1}}},
		{Name: "to an address that says it is not available", Web: func(w *smallweb.Web) {
			w.Handle("http://w.example/mills", smallweb.To(302, "/page-not-available.html"))
			w.Handle("http://w.example/page-not-available.html", smallweb.HTML("The Daily Small", "<p>Search our site.</p>"))
		}, Cites: []Cited{{"http://w.example/mills", "Tide Mills", "suspect", "soft-404", 1}}},
		{Name: "a refresh to an error page", Web: func(w *smallweb.Web) {
			w.Handle("http://w.example/mills", smallweb.Raw("text/html", `<meta http-equiv=refresh content="0;url=/404.html">`))
			w.Handle("http://w.example/404.html", smallweb.HTML("The Daily Small", "<p>Search our site.</p>"))
		}, Cites: []Cited{{"http://w.example/mills", "Tide Mills", "suspect", "soft-404", 1}}},
		{Name: "a refresh after ten minutes is no redirect", Web: func(w *smallweb.Web) {
			w.Handle("http://w.example/mills", smallweb.Raw("text/html", `<title>Tide Mills</title><meta http-equiv=refresh content="600;url=/next"><p>The mills of the estuary.`))
			w.Handle("http://w.example/next", page("Another picture"))
		}, Cites: []Cited{{"http://w.example/mills", "Tide Mills", "live", "http-200", 1}}, Host: map[string]int{"w.example": 1}},
		{Name: "a redirect, a refresh and a redirect", Web: func(w *smallweb.Web) {
			w.Handle("http://w.example/mills", smallweb.To(301, "/b"))
			w.Handle("http://w.example/b", smallweb.Raw("text/html", `<meta http-equiv=refresh content="1;url=/c">`))
			w.Handle("http://w.example/c", smallweb.To(301, "/d"))
			w.Handle("http://w.example/d", page("Tide Mills"))
		}, Cites: []Cited{{"http://w.example/mills", "Tide Mills", "live", "http-200", 1}}},
		{Name: "a target with spaces around it", Web: func(w *smallweb.Web) {
			w.Handle("http://w.example/mills", spoken("HTTP/1.1 301 Moved\r\nLocation: \t /new \t \r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
			w.Handle("http://w.example/new", page("Tide Mills"))
		}, Cites: []Cited{{"http://w.example/mills", "Tide Mills", "moved", "http-301", 1}}},
	}
}

// bySchemes is one handler for http and another for https; nil for a 404.
func bySchemes(plain, secure http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := plain
		if r.TLS != nil {
			h = secure
		}
		if h == nil {
			h = http.NotFoundHandler()
		}
		h.ServeHTTP(w, r)
	})
}

// letters are pages whose words must be read rightly to be told.
func letters() []Trap {
	raw := func(name, contentType, body, state, reason string, headers ...string) Trap {
		return Trap{Name: name, Web: site("f.example", "/a/7", smallweb.Headed(smallweb.Raw(contentType, body), headers...)), Cites: []Cited{{"http://f.example/a/7", "Tide Mills", state, reason, 1}}}
	}
	const lost = "<title>Page not found</title><p>Try the search."
	return []Trap{
		raw("an error in UTF-16", "text/html", inUTF16(lost), "suspect", "soft-404"),
		raw("an error behind a mark of byte order", "text/html", "\ufeff"+lost, "suspect", "soft-404"),
		raw("an error in Shift JIS", "text/html; charset=Shift_JIS", "<title>\x83y\x81[\x83W\x82\xaa\x8c\xa9\x82\xc2\x82\xa9\x82\xe8\x82\xdc\x82\xb9\x82\xf1</title>", "suspect", "soft-404"),
		raw("an error in EUC-KR", "text/html; charset=euc-kr", "<title>\xc6\xe4\xc0\xcc\xc1\xf6\xb8\xa6 \xc3\xa3\xc0\xbb \xbc\xf6 \xbe\xf8\xbd\xc0\xb4\xcf\xb4\xd9</title>", "suspect", "soft-404"),
		raw("an error in Latin-1 that nobody declares", "text/html", "<title>Page non trouv\xe9e</title><p>Essayez la recherche.", "suspect", "soft-404"),
		raw("an error in entities", "text/html", "<title>P&aacute;gina&nbsp;no&#160;encontrada</title>", "suspect", "soft-404"),
		raw("an error in capitals, with spaces that do not break", "text/html", "<title>  PAGE\u00a0NOT\u2009FOUND  </title>", "suspect", "soft-404"),
		raw("the title of a drawing", "text/html", "<svg><title>Page not found</title></svg><title>Tide Mills</title><svg><title>404</title></svg>"+smallweb.Prose("mills", 80), "live", "http-200"),
		raw("a title that is taken out", "text/html", "<!-- <title>Page not found</title> --><title>Tide Mills</title>"+smallweb.Prose("mills", 80), "live", "http-200"),
		raw("a charset where the packing belongs", "text/html", lost, "suspect", "soft-404", "Content-Encoding", "UTF-8"),
		raw("no packing at all, by that name", "text/html", lost, "suspect", "soft-404", "Content-Encoding", "none"),
		raw("a type in capitals", "TEXT/HTML; CHARSET=UTF-8", lost, "suspect", "soft-404"),
		raw("an error in XHTML", "application/xhtml+xml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Page not found</title></head><body/></html>`, "suspect", "soft-404"),
		raw("an error as data", "application/json", `{"error": "Not Found"}`, "suspect", "soft-404"),
		raw("a page of nothing", "text/html", "", "unreachable", "bad-answer"),
		raw("an error as data, in a field of another name", "application/json", `{"detail": "Not found."}`, "suspect", "soft-404"),
		raw("an error as data, with its status", "application/json", `{"timestamp": "2026-11-02T10:00:00Z", "status": 404, "error": "Not Found", "path": "/a/7"}`, "suspect", "soft-404"),
		raw("an error as a problem", "application/problem+json", `{"type": "about:blank", "title": "No such sluice", "status": 404}`, "suspect", "soft-404"),
		raw("an error within data", "application/json", `{"data": null, "errors": [{"message": "Record not found", "code": 17}]}`, "suspect", "soft-404"),
		raw("an error as data, and where to read of it", "application/json", `{"message": "Not Found", "documentation_url": "https://docs.example/api", "status": "404"}`, "suspect", "soft-404"),
		raw("a picture that a style paints", "text/html", "<html><head><style>body { background: url(/mills.gif) }</style></head><body></body></html>", "live", "http-200"),
		raw("another error as data", "application/json", `{"status": "error", "message": "The tide tables are being printed"}`, "live", "http-200"),
		raw("data of a sluice", "application/json", `{"name": "Long sluice", "status": 404, "message": "not found", "keeper": null}`, "live", "http-200"),
		raw("data without errors", "application/json", `{"errors": [], "data": {"name": "Long sluice"}}`, "live", "http-200"),
		raw("an error of a store of files", "application/xml", `<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a/7</Key></Error>`, "suspect", "soft-404"),
		raw("a feed", "application/xml", `<?xml version="1.0"?><rss><channel><title>Not found</title></channel></rss>`, "live", "http-200"),
		raw("an error that is called a PDF", "application/pdf", "<!doctype html><title>Page not found</title><p>Try the search.", "suspect", "soft-404"),
		raw("a page of blanks", "text/html", " \n\t \n", "unreachable", "bad-answer"),
		raw("a page of remarks", "text/html", "<!doctype html><!-- cached --><html><head><title></title></head><body>\n</body></html>", "unreachable", "bad-answer"),
		raw("a text of nothing", "text/plain", "", "unreachable", "bad-answer"),
		raw("a PDF of nothing", "application/pdf", "", "unreachable", "bad-answer"),
		raw("a picture and no word", "text/html", "<html><body><img src=/mills.gif></body></html>", "live", "http-200"),
		raw("a frame and no word", "text/html", "<html><frameset rows=*><frame src=/mills.html></frameset></html>", "live", "http-200"),
		raw("a word and no more", "text/html", "7", "live", "http-200"),
		raw("nothing but the place to go on to", "text/html", "", "dead", "http-404", "Refresh", "0; url=/b/7"),
		raw("a PDF that is called a page", "text/html", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Title (Tide Mills) >>\nendobj\n", "live", "http-200"),
		{Name: "an error without a type", Web: site("f.example", "/a/7", spoken("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>"+lost)), Cites: []Cited{{"http://f.example/a/7", "Tide Mills", "suspect", "soft-404", 1}}},
		{Name: "errors as the software of sites writes them", Web: func(w *smallweb.Web) {
			for i, title := range softwareTitles() {
				w.Handle(fmt.Sprintf("http://f%d.example/a", i), smallweb.HTML(title, "<p>…"))
			}
		}, Cites: each(softwareTitles(), "http://f%d.example/a", "suspect", "soft-404")},
		{Name: "titles that are nearly errors", Web: func(w *smallweb.Web) {
			for i, title := range honestTitles() {
				w.Handle(fmt.Sprintf("http://f%d.example/a", i), smallweb.HTML(title, "<h1>"+title+"</h1>"+smallweb.Prose("mills", 350)))
			}
		}, Cites: each(honestTitles(), "http://f%d.example/a", "live", "http-200")},
		raw("a domain that has expired", "text/html", "<title>f.example</title><h1>This domain has expired</h1><p>If you are its owner, renew it with your registrar.", "suspect", "parked-domain"),
		raw("a parked domain in a frame", "text/html", `<html><head><title>f.example</title></head><frameset><frame src="http://www.sedoparking.com/f.example"></frameset></html>`, "suspect", "parked-domain"),
		raw("a script that leads to a seller of domains", "text/html", `<html><head><script>window.location.href="https://www.hugedomains.com/domain_profile.cfm?d=f.example"</script></head><body></body></html>`, "suspect", "parked-domain"),
		raw("a title with marks that rule a terminal", "text/html", "<title>Tide\x00 \x1b[31mMills\x1b]0;x\x07</title>"+smallweb.Prose("mills", 80), "live", "http-200"),
		raw("a form to log in, in Japanese", "text/html", "<meta charset=utf-8><title>ログイン | 小さな新聞</title><form><input name=u><input type=password></form>", "blocked", "login-wall"),
		raw("a story with a form to log in below it", "text/html", "<title>Tide Mills</title><h1>Tide Mills</h1>"+smallweb.Prose("mills", 70)+"<h2>Sign in</h2><form><input type=password></form>", "live", "http-200"),
	}
}

func inUTF16(s string) string {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

// softwareTitles are those of error pages of servers, of systems for publishing,
// and of hosting companies.
func softwareTitles() []string {
	return []string{
		"HTTP Status 404 – Not Found", "404 - File or directory not found.", "404 Not Found - nginx", "Error 404 - Not Found", "404: Page Not Found", "404 — Page not found",
		"Page Not Found :: The Daily Small", "Page not found – The Daily Small", "404 - Article not found", "404 - Category not found", "Error: Page not found", "404: This page could not be found", "404: NOT_FOUND",
		"Site not found · GitHub Pages", "File not found · GitHub", "Page not found · GitHub · GitHub", "No such app", "404 Web Site not found", "Website Expired", "Nothing found for 2009 Tide Mills", "404 Error Page",
		"Oops! We can't find that page.", "Sorry! That page is missing.", "That page is gone", "This page has moved or been deleted", "Page Not Found (404)", "The page cannot be found", "Error establishing a database connection", "Page cannot be displayed",
		"Sorry, this shop is currently unavailable.", "This site can’t be reached", "Domain not found", "Not Found | The Daily Small",
	}
}

// honestTitles are those of pages that are there.
func honestTitles() []string {
	return []string{
		"The lost submarine | 404 Media", "Gone: a novel of the marsh | Small Press", "Not found in any archive: the letters of the millers", "Missing page of the parish book is found", "Nothing to see here: how cities hide their rivers",
		"Error and its correction in the tide tables", "Access denied: the practice of filtering the web", "Sorry, wrong number (1948)", "The page that could not be found: a detective story", "Page 404 of the big book",
		"Why sites are not available on Sundays", "Deleted scenes of the mill", "Expired: how domains change hands",
	}
}

// dripped is an answer as these bytes, with a pause before each.
func dripped(d time.Duration, answer string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		for i := range len(answer) {
			time.Sleep(d)
			if _, err := io.WriteString(conn, answer[i:i+1]); err != nil {
				return
			}
		}
	})
}

// mills are n live pages, each cited with its title.
func mills(url string, n, most int) []Cited {
	cites := many(url, n, "live", "http-200", most)
	for i := range cites {
		cites[i].Title = "Tide Mills"
	}
	return cites
}

// turnsOfLuck are hosts and addresses that need a steady hand.
func turnsOfLuck() []Trap {
	well := page("Tide Mills")
	return []Trap{
		{Name: "a connection that is kept open and is not", Web: func(w *smallweb.Web) {
			w.Site("x.example").Rest(spoken("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 24\r\nConnection: keep-alive\r\n\r\n<title>Tide Mills</title"))
		}, Cites: mills("http://x.example/%d", 5, 2), With: single},
		{Name: "an underscore in the name of a host", Web: site("my_mills.example", "/a", well), Cites: []Cited{{"http://my_mills.example/a", "Tide Mills", "live", "http-200", 1}}},
		{Name: "brackets and bars in a query", Web: site("p.example", "/a?x[0]=1|2&y={z}", well), Cites: []Cited{{"http://p.example/a?x[0]=1|2&y={z}", "Tide Mills", "live", "http-200", 1}}},
		{Name: "a space in an address", Web: site("p.example", "/tide%20mills.pdf", well), Cites: []Cited{{"http://p.example/tide mills.pdf", "Tide Mills", "live", "http-200", 0}}},
		{Name: "a host in capitals", Web: site("p.example", "/Mills", well), Cites: []Cited{{"HTTP://P.example/Mills", "Tide Mills", "live", "http-200", 0}}},
		{Name: "a host with a dot at its end", Web: site("p.example", "/mills", well), Cites: []Cited{{"http://p.example./mills", "Tide Mills", "live", "http-200", 0}}},
		{Name: "a colon and no port", Web: site("p.example", "/mills", well), Cites: []Cited{{"http://p.example:/mills", "Tide Mills", "live", "http-200", 0}}},
		{Name: "another port", Web: site("p.example", "/mills", well), Cites: []Cited{{"http://p.example:8443/mills", "Tide Mills", "live", "http-200", 0}}},
		{Name: "an address behind a hash", Web: site("p.example", "/", well), Cites: []Cited{{"http://p.example/#!/mills/7", "Tide Mills", "live", "http-200", 0}}},
		{Name: "headers that come byte by byte", Web: site("p.example", "/a", dripped(50*time.Millisecond, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"+strings.Repeat("X-Slow: yes\r\n", 100))),
			Cites: []Cited{{"http://p.example/a", "", "unreachable", "timeout", 3}}, With: hasty},
		{Name: "trailers without end", Web: site("p.example", "/a", spoken("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n19\r\n<title>Tide Mills</title>\r\n0\r\n"+strings.Repeat("X-Tail: "+strings.Repeat("x", 1000)+"\r\n", 1000))),
			Cites: []Cited{{"http://p.example/a", "Tide Mills", "live", "http-200", 1}}},
		{Name: "noise before the answer", Web: site("p.example", "/a", spoken(strings.Repeat("noise ", 1000)+"\r\nHTTP/1.1 200 OK\r\n\r\n")), Cites: []Cited{{"http://p.example/a", "", "unreachable", "bad-answer", 2}}},
		{Name: "a redirect with marks that rule a terminal", Web: site("p.example", "/a", spoken("HTTP/1.1 302 Found\r\nLocation: ftp://x.example/\x1b[31m\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")),
			Cites: []Cited{{"http://p.example/a", "", "unreachable", "", 2}}},
		{Name: "403 that asks for patience", Web: site("p.example", "/a", smallweb.Headed(smallweb.Status(403), "Retry-After", "2")), Cites: []Cited{{"http://p.example/a", "", "blocked", "http-403", 1}}},
		{Name: "500, then 404 for good", Web: site("p.example", "/a", smallweb.Steps(smallweb.Status(500), smallweb.Status(404))), Cites: []Cited{{"http://p.example/a", "", "dead", "http-404", 3}}},
		{Name: "404, then too many requests, then 404", Web: site("p.example", "/a", smallweb.Steps(smallweb.Status(404), smallweb.Headed(smallweb.Status(429), "Retry-After", "1"), smallweb.Status(404))),
			Cites: []Cited{{"http://p.example/a", "", "dead", "http-404", 3}}},
		{Name: "404, then 410", Web: site("p.example", "/a", smallweb.Steps(smallweb.Status(404), smallweb.Status(410))), Cites: []Cited{{"http://p.example/a", "", "dead", "http-410", 2}}},
		{Name: "404, then forbidden", Web: site("p.example", "/a", smallweb.Steps(smallweb.Status(404), smallweb.Status(403))), Cites: []Cited{{"http://p.example/a", "", "blocked", "http-403", 2}}},
		{Name: "404 with a page as long as any", Web: site("p.example", "/a", smallweb.With(404, page("Tide Mills"))), Cites: []Cited{{"http://p.example/a", "Tide Mills", "dead", "http-404", 2}}},
		{Name: "silent once, then well", Web: site("p.example", "/a", smallweb.Steps(smallweb.Hang(), well)), Cites: []Cited{{"http://p.example/a", "Tide Mills", "live", "http-200", 2}}, With: hurried(silentFor(1))},
		{Name: "one silent address among many that answer", Web: func(w *smallweb.Web) {
			w.Site("p.example").Page("/3", smallweb.Hang()).Rest(well)
		}, Cites: append(mills("http://p.example/%d", 3, 1), Cited{"http://p.example/3", "Tide Mills", "unreachable", "timeout", 3}, Cited{"http://p.example/4", "Tide Mills", "live", "http-200", 1}),
			With: hurried(silentAt("/3"))},
		{Name: "a host that falls silent and comes back at the end of the run", Web: func(w *smallweb.Web) {
			var asked atomic.Int64
			w.Site("p.example").Rest(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				if asked.Add(1) <= 3 {
					smallweb.Hang().ServeHTTP(out, r)
					return
				}
				well.ServeHTTP(out, r)
			}))
		}, Cites: mills("http://p.example/%d", 8, 3), With: func(g *verify.Gatherer) { single(g); hurried(silentFor(3))(g) }},
	}
}
