package traps

import (
	"fmt"
	"net/http"
	"strings"

	"loccit/testdata/smallweb"
)

// frame is a page of a site all of whose pages have one title and a menu of so
// many links.
func frame(links int, content string) http.Handler {
	var menu strings.Builder
	for i := range links {
		fmt.Fprintf(&menu, "<li><a href=/lists/%d>Harbour lists, volume %d</a></li>", i, i)
	}
	return bare("Small County Records", "<ul>"+menu.String()+"</ul><div id=content>"+content+"</div><p>Open on weekdays.</p>")
}

// own are pages that have something of their own, whatever else they have in
// common with errors, walls and their neighbours.
func own() []Trap {
	const own, other = "Soundings of the Harbour", "Depths at Low Water"
	beside := func(name string, page, nonsense http.Handler, state, reason string) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			w.Site("k.example").Rest(nonsense).Page("/report", page)
		}, Cites: []Cited{{"http://k.example/report", own, state, reason, 1}}, Host: map[string]int{"k.example": 2}}
	}
	text := func(title, before string, words int) http.Handler {
		return bare(title, before+"<h2>"+own+"</h2>"+smallweb.Prose("harbour", words))
	}
	none := frame(8, "<p>Nothing was selected.</p>")
	traps := []Trap{
		beside("a short page in a frame", frame(8, "<p>Quay four fathoms. Mole seven fathoms. Sandbank dry.</p>"), none, "live", "http-200"),
		beside("a short page in a large frame", frame(300, "<p>Quay four fathoms. Mole seven fathoms. Sandbank dry.</p>"), frame(300, "<p>Nothing was selected.</p>"), "live", "http-200"),
		beside("a short page of Japanese in a frame", frame(8, "<p>港の深さは四尋。</p>"), none, "live", "http-200"),
		beside("the frame with the time of day", frame(8, "<p>Nothing was selected. It is 12:04:31, request 8f31-a.</p>"), frame(8, "<p>Nothing was selected. It is 12:04:33, request 77c2-e.</p>"), "suspect", "soft-404"),
		beside("a page that differs from its frame by nothing but its address", frame(8, "<p>Nothing was found at /report.</p>"), frame(8, "<p>Nothing was found at that.</p>"), "suspect", "soft-404"),
		beside("a help page about an error", bare("Page not found – what to do about it | Small Help", "<h1>Page not found</h1>"+smallweb.Prose("help", 260)), smallweb.Status(404), "live", "http-200"),
		beside("an error with a long text", bare("Page not found | Small Times", "<h1>Page not found</h1>"+smallweb.Prose("times", 260)), smallweb.Status(404), "suspect", "soft-404"),
		beside("a help page about an error, where nonsense says the same", bare("Page not found – what to do about it | Small Help", "<h1>Page not found</h1>"+smallweb.Prose("help", 260)), bare("Page not found – what to do about it | Small Help", "<h1>Page not found</h1>"+smallweb.Prose("help", 260)), "suspect", "soft-404"),
		alone("a site called by an error", bare("Not Found", "<h1>"+own+"</h1>"+smallweb.Prose("harbour", 150)), own, "live", "http-200"),
		alone("a log-in box beside a short record", bare("Small Records", "<form><input name=u><input type=password>Log in</form><h3>"+own+"</h3><p>Chart. One sheet.</p>"), own, "live", "http-200"),
		alone("a log-in form in place of a record", bare("Small Records", "<form><h3>Log in</h3><input name=u><input type=password></form><p>To see this chart you need a card.</p>"), own, "blocked", "login-wall"),
		alone("an error that is headed by the name of its site", bare("Page not found | Small Times", "<h1>Page not found</h1><h2>Small Times</h2>"+smallweb.Prose("times", 70)), other, "suspect", "soft-404"),
		alone("a parked page headed by what it is about", bare("k.example | Harbour Charts", "<h1>k.example</h1><p>This domain may be for sale.</p>"+strings.Repeat("<a href=/s>Harbour charts and tables</a> ", 20)), other, "suspect", "parked-domain"),
	}
	for _, thing := range []string{"<iframe src=/reader?sheet=9></iframe>", "<video src=/v/9.mp4></video>", "<img src=/sheets/9.jpg>", "<object data=/9.pdf></object>", "<canvas data-sheet=9></canvas>", "<a href=/files/9.pdf>Download</a>"} {
		traps = append(traps, beside("a page with nothing but "+thing, frame(8, thing), frame(8, ""), "live", "http-200"))
	}
	for _, mount := range []string{"<div ng-view></div>", "<ui-view></ui-view>", "<div data-bind='html: sheet'></div>", "<p v-html=sheet></p>"} {
		filled := frame(8, mount+"<script src=/fill.js></script>")
		traps = append(traps, Trap{Name: "a frame that scripts fill at " + mount, Web: func(w *smallweb.Web) { w.Site("k.example").Rest(filled) },
			Cites: []Cited{{"http://k.example/report", other, "live", "http-200", 1}}})
	}
	for _, hidden := range []string{"<h1 hidden>Page not found</h1>", "<div aria-hidden=true><div></div><h1>Page not found</h1></div>", "<section class='box d-none'><h1>Page not found</h1></section>", "<h1 style='color:red; display: none'>Page not found</h1>", "<h1 class=a-name-of-ours>Page not found</h1>"} {
		traps = append(traps, alone("a text below "+hidden, text(own+" | Small Times", hidden, 100), other, "live", "http-200"))
	}
	for _, box := range []string{"<p>This domain may be for sale. Buy this domain.</p>", "<script src=https://www.google.com/adsense/domains/caf.js></script>", "<h2>Are you over 18?</h2>", "<p>This film is not available in your region.</p>"} {
		traps = append(traps, alone("a text beside "+box, text(own+" | Small Times", box, 70), other, "live", "http-200"))
	}
	return append(traps, Trap{Name: "to one reader of sheets, each with its own behind the hash", Web: func(w *smallweb.Web) {
		for i := range 3 {
			w.Handle(fmt.Sprintf("http://k.example/sheet/%d", i), smallweb.To(301, fmt.Sprintf("/reader#sheet=%d", i)))
		}
		w.Handle("http://k.example/reader", bare("Reader", "<div id=root></div><script src=/reader.js></script>"))
	}, Cites: many("http://k.example/sheet/%d", 3, "moved", "http-301", 1)})
}
