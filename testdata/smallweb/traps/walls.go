package traps

import (
	"fmt"
	"net/http"

	"loccit/testdata/smallweb"
)

// bare is a page without anything that its body does not say.
func bare(title, body string) http.Handler {
	return smallweb.Raw("text/html; charset=utf-8", "<!doctype html><html><head><title>"+title+"</title></head><body>"+body+"</body></html>")
}

// alone is a trap of one page, which is asked for once.
func alone(name string, h http.Handler, title, state, reason string) Trap {
	return Trap{Name: name, Web: site("k.example", "/report", h), Cites: []Cited{{"http://k.example/report", title, state, reason, 1}}}
}

// walls are those that show no word of being one but in a script, an address or
// a status, and pages that are none.
func walls() []Trap {
	wall := func(name string, h http.Handler) Trap { return alone(name, h, "", "blocked", "bot-wall") }
	sent := func(name, to string, h http.Handler) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.To(302, to))
			w.Handle(to, h)
		}, Cites: []Cited{{"http://k.example/report", "The tide tables", "blocked", "bot-wall", 1}}}
	}
	return []Trap{
		wall("a wall that is one script", smallweb.Raw("text/html", `<html><script>var arg1='B0';</script><script>setCookie("acw_sc__v2", x);document.location.reload();</script></html>`)),
		wall("a wall whose script comes from an address of its own", bare("Einen Augenblick", `<script src="/.within.website/x/cmd/anubis/static/js/main.mjs"></script><p>Gleich geht es weiter.</p>`)),
		wall("a wall that says that one is being redirected", smallweb.Raw("text/html", `<html><title>You are being redirected...</title><script>sucuri_cloudproxy_js='';</script></html>`)),
		wall("a wall that wants to be loaded again", bare("", `<meta http-equiv="refresh" content="5; URL='/report?bm-verify=AAQ'">`)),
		wall("a wall with 202 and a refresh", smallweb.With(202, smallweb.Raw("text/html", `<html><head><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2Freport"></head></html>`))),
		{Name: "a wall with 503 that is no trouble", Web: site("k.example", "/report", smallweb.With(503, bare("Your access to this site has been limited by the site owner", "<p>Ask the owner.</p>"))),
			Cites: []Cited{{"http://k.example/report", "", "blocked", "bot-wall", 3}}},
		wall("a captcha under a title of two words", bare("Radware Captcha Page", "<p>We apologize for the inconvenience.</p>")),
		wall("a page that wants cookies", bare("Cookies required", "<h1>Please enable cookies to continue</h1>")),
		wall("a heading that turns away", bare("Small Drive", "<h1>You need access</h1><p>Request access, or switch to another account.</p>")),
		wall("200 and Forbidden", bare("Forbidden", "<h1>Forbidden</h1>")),
		alone("403 Forbidden says no more than its status", smallweb.With(403, bare("403 Forbidden", "<h1>403 Forbidden</h1><p>nginx</p>")), "The tide tables", "blocked", "http-403"),
		alone("a novel called Forbidden", bare("Forbidden - Small Press", "<h1>Forbidden</h1>"+smallweb.Prose("forbidden", 150)), "", "live", "http-200"),
		alone("a page that says please wait while it loads", bare("The tide tables", "<h2>Please wait</h2>"+smallweb.Prose("tide", 40)), "", "live", "http-200"),
		sent("sent to a captcha at any address", "http://k.example/showcaptcha?cc=1", bare("One more step", "<img src=/i.png><input>")),
		sent("sent to a captcha that then says 404", "http://k.example/sorry/index?continue=x", smallweb.Status(404)),
		sent("sent to a wall of another host", "http://validate.perfdrive.com/?ssa=1", bare("Small Security", "<p>We apologize.</p>")),
		sent("sent to where access is denied", "http://k.example/access-denied", bare("The Daily Small", "<p>Ask the editors.</p>")),
		{Name: "an article on captchas that moved", Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.To(301, "/wiki/captcha"))
			w.Handle("http://k.example/wiki/captcha", page("Who solves them"))
		}, Cites: []Cited{{"http://k.example/report", "Who solves them", "moved", "http-301", 1}}},
		{Name: "406, 412, 418 and others have no other use", Web: func(w *smallweb.Web) {
			for _, s := range []int{406, 412, 418, 420, 428, 430, 449} {
				w.Handle(fmt.Sprintf("http://k.example/%d", s), smallweb.Status(s))
			}
		}, Cites: []Cited{{"http://k.example/406", "", "blocked", "http-406", 1}, {"http://k.example/412", "", "blocked", "http-412", 1}, {"http://k.example/418", "", "blocked", "http-418", 1}, {"http://k.example/420", "", "blocked", "http-420", 1},
			{"http://k.example/428", "", "blocked", "http-428", 1}, {"http://k.example/430", "", "blocked", "http-430", 1}, {"http://k.example/449", "", "blocked", "http-449", 1}}},
		alone("nothing for readers of this country", bare("Not available", "<h1>This content is not available in your country/region</h1>"), "The tide tables", "blocked", "region-wall"),
		alone("nichts für Leser dieses Landes", bare("Hinweis", "<p>Dieses Video ist in Ihrem Land nicht verfügbar.</p>"), "The tide tables", "blocked", "region-wall"),
		alone("an article on such pages", bare("Not available in your country: how films are fenced in", "<h1>Not available in your country</h1>"+smallweb.Prose("fence", 200)), "", "live", "http-200"),
		alone("to choose one's university", bare("Find your institution", "<form><input name=q></form><input type=password>"), "", "blocked", "login-wall"),
	}
}

// signs are endings of pages that only their words or one site's habit show.
func signs() []Trap {
	one := func(name string, h http.Handler, state, reason string) Trap {
		return alone(name, h, "", state, reason)
	}
	loop := func(words string) http.Handler {
		return smallweb.Raw("text/html", `<title>Moved</title><meta http-equiv="refresh" content="0; url=/report">`+words)
	}
	traps := []Trap{
		one("a parked page that is one script", smallweb.Raw("text/html", `<title>k.example</title><script>window.park = "eyJ1";</script><script src="/bX.js"></script>`), "suspect", "parked-domain"),
		one("a parked page of advertisements", bare("k.example", `<script src="https://www.google.com/adsense/domains/caf.js"></script><div>Related links</div>`), "suspect", "parked-domain"),
		one("an obituary of a domain", bare("This domain has expired: an obituary for a blog", "<h1>This domain has expired: an obituary for a blog</h1>"+smallweb.Prose("obituary", 180)), "live", "http-200"),
		{Name: "a circle of refreshes", Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.Raw("text/html", `<title>Moved</title><meta http-equiv="refresh" content="0; url=/b">`))
			w.Handle("http://k.example/b", loop("<p>This page has moved.</p>"))
		}, Cites: []Cited{{"http://k.example/report", "The tide tables", "unreachable", "redirect-loop", 1}}, Host: map[string]int{"k.example": 2}},
		{Name: "a show of slides that begins again", Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.Raw("text/html", `<title>The tide tables</title><meta http-equiv="refresh" content="9; url=/b">`+smallweb.Prose("slide", 90)))
			w.Handle("http://k.example/b", loop(smallweb.Prose("slides", 90)))
		}, Cites: []Cited{{"http://k.example/report", "The tide tables", "live", "http-200", 1}}},
		{Name: "a video that is gone", Web: func(w *smallweb.Web) {
			w.Handle("http://www.youtube.com/watch?v=aaaaaaaaaaa", bare(" - YouTube", `<script>var x = {"status":"ERROR"};</script>`))
			w.Handle("http://www.youtube.com/watch?v=bbbbbbbbbbb", bare("The tide mill turns - YouTube", `<script>var x = {"status":"OK"};</script>`))
		}, Cites: []Cited{{"http://www.youtube.com/watch?v=aaaaaaaaaaa", "The tide mill turns", "suspect", "soft-404", 1}, {"http://www.youtube.com/watch?v=bbbbbbbbbbb", "The tide mill turns", "live", "http-200", 1}}},
	}
	for _, s := range []string{"The resource cannot be found.", "The story you are looking for has been removed", "Error", "Page expired", "No such page", "Unknown page", "Bad link", "Whoops! 404!", "Record not found", "Something went wrong"} {
		traps = append(traps, one("an error titled "+s, bare(s+" | The Daily Small", "<h1>"+s+"</h1><p>Use the search.</p>"), "suspect", "soft-404"))
	}
	return traps
}
