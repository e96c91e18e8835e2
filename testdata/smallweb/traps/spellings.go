package traps

import (
	"loccit/testdata/smallweb"
	"loccit/verify"
)

// spellings are addresses that a browser puts right before it asks.
func spellings() []Trap {
	well := page("Tide Mills")
	one := func(name, url, state, reason string, most int) Trap {
		return Trap{Name: name, Web: site("p.example", "/coast/mills", well), Cites: []Cited{{url, "Tide Mills", state, reason, 0}}, Host: map[string]int{"p.example": most}}
	}
	return []Trap{
		one("dots in a path", "http://p.example/./coast/rivers/../mills", "live", "http-200", 1),
		one("dots above the root", "http://p.example/../../coast/mills", "live", "http-200", 1),
		one("dots that are written with percent signs", "http://p.example/coast/rivers/%2E%2e/%2e/mills", "live", "http-200", 1),
		one("a percent sign in the name of a host", "http://p%2Eexample/coast/mills", "live", "http-200", 1),
		one("the full stop of another script in the name of a host", "http://p。example/coast/mills", "live", "http-200", 1),
		one("a percent sign that makes an end of the host", "http://p.example%2Fcoast/mills", "unreachable", "url-malformed", 0),
		one("two schemes", "http://http://p.example/coast/mills", "unreachable", "url-malformed", 0),
		one("two schemes, and a colon lost", "https://http//p.example/coast/mills", "unreachable", "url-malformed", 0),
		one("a host of one part", "http://mills/coast", "unreachable", "url-malformed", 0),
		one("a number that is no address", "http://45.2.0.999/coast/mills", "unreachable", "url-malformed", 0),
		one("a number of five parts", "http://45.2.0.9.1/coast/mills", "unreachable", "url-malformed", 0),
		one("a name that no letters of the DNS can write", "http://p\u0301\u200c.example/coast/mills", "unreachable", "url-malformed", 0),
		one("a name of somebody's own machine", "http://mills.localhost/coast", "unreachable", "private-address", 0),
		one("a name of somebody's own network", "http://mills.lan/coast", "unreachable", "private-address", 0),
		one("a name of the Tor network", "http://tidemillsofthecoast.onion/", "unreachable", "dns-failure", 0),
		{Name: "a redirect that names no host", Web: func(w *smallweb.Web) {
			w.Handle("http://p.example/a", smallweb.To(302, "http:///coast/mills"))
		}, Cites: []Cited{{"http://p.example/a", "Tide Mills", "unreachable", "url-malformed", 1}}},
		{Name: "an underscore in an international name", Web: site("xn--die_mhlen-u9a.example", "/a", well),
			Cites: []Cited{{"http://die_mühlen.example/a", "Tide Mills", "live", "http-200", 0}}},
		{Name: "hyphens at the edges of a name", Web: site("-mills-.example", "/a", well),
			Cites: []Cited{{"http://-mills-.example/a", "Tide Mills", "live", "http-200", 1}}},
		{Name: "one page behind two spellings is asked for once", Web: site("p.example", "/coast/mills", well),
			Cites: []Cited{{"http://p.example/coast/mills", "Tide Mills", "live", "http-200", 1}, {"http://p.example/coast/./mills", "Tide Mills", "live", "http-200", 0}},
			Host:  map[string]int{"p.example": 1}},
		{Name: "dots that lead to where robots.txt forbids", Web: func(w *smallweb.Web) {
			w.Handle("http://p.example/robots.txt", smallweb.Raw("text/plain", "User-agent: *\nDisallow: /coast\n"))
			w.Handle("http://p.example/coast/mills", well)
		}, Cites: []Cited{{"http://p.example/rivers/../coast/mills", "Tide Mills", "unchecked", "robots", -1}}, With: mannerly},
		{Name: "dots that lead to what is excluded", Web: site("p.example", "/coast/mills", well),
			Cites: []Cited{{"http://p.example/rivers/%2e%2e/coast/mills", "Tide Mills", "unchecked", "excluded", -1}},
			With:  func(g *verify.Gatherer) { g.Exclude = []string{"p.example/coast/*"} }},
		{Name: "a redirect to the same page with dots", Web: func(w *smallweb.Web) {
			w.Handle("http://p.example/coast/mills", smallweb.To(301, "http://p.example/coast/rivers/%2e%2e/mills"))
		}, Cites: []Cited{{"http://p.example/coast/mills", "Tide Mills", "unreachable", "redirect-loop", 1}}},
	}
}
