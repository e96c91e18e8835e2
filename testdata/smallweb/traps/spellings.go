package traps

import "loccit/testdata/smallweb"

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
		{Name: "one page behind two spellings is asked for once", Web: site("p.example", "/coast/mills", well),
			Cites: []Cited{{"http://p.example/coast/mills", "Tide Mills", "live", "http-200", 1}, {"http://p.example/coast/./mills", "Tide Mills", "live", "http-200", 0}},
			Host:  map[string]int{"p.example": 1}},
		{Name: "a redirect to the same page with dots", Web: func(w *smallweb.Web) {
			w.Handle("http://p.example/coast/mills", smallweb.To(301, "http://p.example/coast/rivers/%2e%2e/mills"))
		}, Cites: []Cited{{"http://p.example/coast/mills", "Tide Mills", "unreachable", "redirect-loop", 1}}},
	}
}
