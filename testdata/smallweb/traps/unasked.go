package traps

import (
	"loccit/testdata/smallweb"
	"loccit/verify"
)

// private are addresses that are nobody else's business.
func private() []Trap {
	return []Trap{
		{Name: "private by the DNS", Web: func(w *smallweb.Web) { w.Site("in.example").At("10.1.2.3").Page("/a", page("Inside")) },
			Cites: []Cited{{"http://in.example/a", "", "unreachable", "private-address", -1}}},
		{Name: "private by a redirect", Web: func(w *smallweb.Web) {
			w.Handle("http://out.example/a", smallweb.To(302, "http://in.example/a"))
			w.Site("in.example").At("169.254.169.254").Page("/a", page("Metadata"))
		}, Cites: []Cited{{"http://out.example/a", "", "unreachable", "private-address", 1}}, Host: map[string]int{"in.example": 0}},
		{Name: "private in every spelling", Web: func(*smallweb.Web) {},
			Cites: privateURLs("http://127.0.0.1/", "http://[::1]/a", "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/", "http://127.1/", "http://[::ffff:10.0.0.1]/", "http://192.168.1.1/router", "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "http://[fe80::1]/", "http://[fc00::1]/", "http://224.0.0.1/", "http://100.64.0.1/", "http://[64:ff9b::a00:1]/")},
	}
}

// unasked are sources that are not asked at all.
func unasked() []Trap {
	return []Trap{
		{Name: "excluded", Web: site("e.example", "/a", page("Excluded")),
			Cites: []Cited{{"http://e.example/a", "", "unchecked", "excluded", -1}},
			With:  func(g *verify.Gatherer) { g.Exclude = []string{"*://e.example/*"} }},
		{Name: "excluded by a redirect", Web: func(w *smallweb.Web) {
			w.Handle("http://e.example/a", smallweb.To(302, "http://secret.example/b"))
			w.Handle("http://secret.example/b", page("Secret"))
		}, Cites: []Cited{{"http://e.example/a", "", "unchecked", "excluded", 1}}, Host: map[string]int{"secret.example": 0},
			With: func(g *verify.Gatherer) { g.Exclude = []string{"secret.example"} }},
		{Name: "a host to be skipped", Web: site("e.example", "/a", page("Skipped")),
			Cites: []Cited{{"http://e.example/a", "", "unchecked", "excluded", -1}},
			With: func(g *verify.Gatherer) {
				g.Hosts = []verify.HostSetting{{Host: "*.example", Skip: true}}
			}},
		{Name: "robots.txt forbids", Web: func(w *smallweb.Web) {
			w.Handle("http://e.example/robots.txt", smallweb.Raw("text/plain", "User-agent: *\nDisallow: /private\n"))
			w.Handle("http://e.example/private/a", page("Private"))
			w.Handle("http://e.example/public/a", page("Public"))
		}, Cites: []Cited{{"http://e.example/private/a", "", "unchecked", "robots", -1}, {"http://e.example/public/a", "Public", "live", "http-200", 1}},
			With: mannerly},
		{Name: "no robots.txt forbids nothing", Web: site("e.example", "/a", page("Allowed here")),
			Cites: []Cited{{"http://e.example/a", "Allowed here", "live", "http-200", 1}}, With: mannerly, Host: map[string]int{"e.example": 2}},
		{Name: "a broken robots.txt forbids all", Web: func(w *smallweb.Web) {
			w.Handle("http://e.example/robots.txt", smallweb.Status(500))
			w.Handle("http://e.example/a", page("Allowed"))
		}, Cites: []Cited{{"http://e.example/a", "", "unchecked", "robots", -1}}, With: mannerly},
		{Name: "not of the web", Web: func(*smallweb.Web) {},
			Cites: []Cited{{"ftp://e.example/a", "", "unchecked", "not-web", -1}, {"http://", "", "unchecked", "url-malformed", -1}}},
	}
}
