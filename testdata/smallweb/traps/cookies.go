package traps

import (
	"net/http"
	"strings"

	"loccit/testdata/smallweb"
)

// sends answers with h where a request brings just these cookies, else with an
// error of the server.
func sends(cookies string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if got := strings.Join(r.Header.Values("Cookie"), "; "); got != cookies {
			http.Error(w, "unexpected cookies: "+got, http.StatusInternalServerError)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// sets redirects and sets cookies.
func sets(target string, cookies ...string) http.Handler {
	var lines []string
	for _, c := range cookies {
		lines = append(lines, "Set-Cookie", c)
	}
	return smallweb.Headed(smallweb.To(302, target), lines...)
}

// cookies are redirects that set cookies, and targets that mind which ones come.
func cookies() []Trap {
	seen := page("What the cookies showed")
	one := func(name, first string, handlers map[string]http.Handler) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			for url, h := range handlers {
				w.Handle(url, h)
			}
		}, Cites: []Cited{{first, "What the cookies showed", "live", "http-200", 1}}}
	}
	const first = "https://k.example/a/first"
	return []Trap{
		one("a secure cookie is not sent in the clear", first, map[string]http.Handler{
			first: sets("http://k.example/b", "safe=1; Secure; Path=/", "open=1; Path=/"), "http://k.example/b": sends("open=1", seen)}),
		one("a secure cookie comes back over TLS", first, map[string]http.Handler{
			first: sets("/b", "safe=1; Secure; Path=/"), "https://k.example/b": sends("safe=1", seen)}),
		one("a cookie for one folder stays in it", first, map[string]http.Handler{
			first: sets("/other", "near=1", "far=1; Path=/other/deep", "whole=1; Path=/", "like=1; Path=/oth"), "https://k.example/other": sends("whole=1", sets("/other/deep/x", "more=1; Path=/other")),
			"https://k.example/other/deep/x": sends("far=1; more=1; whole=1", seen)}),
		one("a cookie without a path comes back beside the address that set it", first, map[string]http.Handler{
			first: sets("/a/second", "near=1"), "https://k.example/a/second": sends("near=1", seen)}),
		one("a cookie that is taken back", first, map[string]http.Handler{
			first: sets("/b", "k=1; Path=/", "l=1; Path=/", "m=1; Path=/"), "https://k.example/b": sends("k=1; l=1; m=1", sets("/c", "k=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "l=0; Path=/; Max-Age=0")),
			"https://k.example/c": sends("m=1", seen)}),
		one("a cookie that was old when it came", first, map[string]http.Handler{
			first: sets("/b", "k=1; Path=/; Expires=Thu, 01 Jan 2015 00:00:00 GMT", "l=1; Path=/; Max-Age=60; Expires=Thu, 01 Jan 2015 00:00:00 GMT"), "https://k.example/b": sends("l=1", seen)}),
		one("a cookie for the whole domain goes back to its own host, and to no other", "https://www.k.example/a", map[string]http.Handler{
			"https://www.k.example/a": sets("/b", "k=1; Domain=k.example; Path=/"), "https://www.k.example/b": sends("k=1", sets("https://k.example/c")),
			"https://k.example/c": sends("", sets("https://www.k.example/d")), "https://www.k.example/d": sends("k=1", seen)}),
		one("a cookie for a domain that is not the host's", first, map[string]http.Handler{
			first: sets("/b", "k=1; Domain=n.example; Path=/", "l=1; Domain=www.k.example; Path=/"), "https://k.example/b": sends("", seen)}),
		one("a cookie in quotes comes back in quotes", first, map[string]http.Handler{
			first: sets("/b", `k="a b"; Path=/`), "https://k.example/b": sends(`k="a b"`, seen)}),
		{Name: "cookies stay with their chain", Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/a", sets("/b", "k=1; Path=/"))
			w.Handle("http://k.example/b", sends("k=1", seen))
			w.Handle("http://k.example/c", sends("", seen))
			w.Handle("http://k.example/d", sends("", smallweb.To(302, "/e")))
			w.Handle("http://k.example/e", sends("", seen))
		}, Cites: []Cited{{"http://k.example/a", "What the cookies showed", "live", "http-200", 1}, {"http://k.example/c", "What the cookies showed", "live", "http-200", 1}, {"http://k.example/d", "What the cookies showed", "live", "http-200", 1}}, With: single},
		{Name: "a cookie for elsewhere does not open a loop", Web: site("k.example", "/a", sets("/a", "k=1; Path=/elsewhere")),
			Cites: []Cited{{"http://k.example/a", "", "unreachable", "redirect-loop", 1}}},
		{Name: "a cookie that is never taken as enough", Web: site("k.example", "/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			sets("/a", "n="+strings.Repeat("x", 1+len(r.Header.Get("Cookie")))+"; Path=/").ServeHTTP(w, r)
		})), Cites: []Cited{{"http://k.example/a", "", "unreachable", "redirect-excess", 11}}},
	}
}
