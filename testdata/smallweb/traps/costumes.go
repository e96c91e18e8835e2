package traps

import "loccit/testdata/smallweb"

// goneHeadings are those of short pages that say, in words of no list, that what was
// there is not.
func goneHeadings() []string {
	return []string{
		"This post has been deleted", "The requested topic does not exist.", "Your article is no longer available", "This page has been archived",
		"Dieser Artikel ist nicht mehr verfügbar", "Der Beitrag ist depubliziert", "Cet article n’est plus disponible", "La noticia que buscas ya no existe",
		"Esta matéria não existe mais", "Contenuto rimosso", "Dit artikel is verwijderd", "Sidan du söker finns inte längre", "Artykuł został usunięty",
		"Článek nebyl nalezen", "Материал удалён", "Sayfa kaldırılmıştır", "该文章已被删除", "この記事は掲載を終了しました",
		"We’re sorry, but the page you were looking for doesn’t exist.", "Запрашиваемая вами страница не найдена", "요청하신 기사를 찾을 수 없습니다", "Bài viết không tồn tại", "המאמר לא נמצא", "المقال غير موجود", "Artikel tidak ditemukan",
	}
}

// honestHeadings stand above short pages that are there.
func honestHeadings() []string {
	return []string{
		"Minister’s post has been deleted", "Statue has been removed", "The ferry is no longer available to islanders", "Nothing but the page", "Documents deleted", "Haber spikeri bulunamadı", "Запись разговора удалена", "El documento que no existe",
		"The bridge that does not exist",
		"Le maire a été supprimé de la liste", "Der Artikel 5 wurde nicht gestrichen", "新闻联播", "ページをめくる",
	}
}

// costumes are pages that are not the source under another's dress, and pages
// that are under the dress of an error.
func costumes() []Trap {
	return []Trap{
		alone("a title made from the address above an error", bare("Tide mills of the estuary - The Daily Small", "<h1>Article not found</h1><p>It may have moved.</p>"), "Tide Mills of the Estuary", "suspect", "soft-404"),
		alone("an error under the heading of the site, with all its menus", bare("Page not found - The Daily Small", "<h1>The Daily Small</h1><h2>Page not found</h2>"+smallweb.Prose("menus", 900)), "", "suspect", "soft-404"),
		alone("an error in an old charset that nothing declares", smallweb.Raw("text/html", "<title>\xd1\xf2\xf0\xe0\xed\xe8\xf6\xe0 \xed\xe5 \xed\xe0\xe9\xe4\xe5\xed\xe0</title><h1>\xd1\xf2\xf0\xe0\xed\xe8\xf6\xe0 \xed\xe5 \xed\xe0\xe9\xe4\xe5\xed\xe0</h1><p>\xca \xf1\xee\xe6\xe0\xeb\xe5\xed\xe8\xfe, \xf2\xe0\xea\xee\xe9 \xf1\xf2\xf0\xe0\xed\xe8\xf6\xfb \xed\xe5\xf2."), "", "suspect", "soft-404"),
		alone("what a server prints when it fails", smallweb.Raw("text/html", "<br />\n<b>Fatal error</b>:  Uncaught Error: Call to undefined function mysql_connect() in /var/www/report.php:12 Stack trace: #0 {main} thrown in <b>/var/www/report.php</b> on line <b>12</b>"), "", "suspect", "soft-404"),
		alone("a message of a forum", bare("Small Forum", "<p>Home Members Search</p><p>Invalid Thread specified. If you followed a valid link, please notify the administrator.</p>"), "", "suspect", "soft-404"),
		alone("a forum for members", bare("Small Forum", "<p>You are not logged in or you do not have permission to access this page.</p><form><input name=u><input type=password></form>"), "", "blocked", ""),
		alone("maintenance", bare("Maintenance", "<h1>Briefly unavailable for scheduled maintenance. Check back in a minute.</h1>"), "", "suspect", "soft-404"),
		alone("a poem", bare("Gone - Small Poems", "<h1>Gone</h1><p>The boats are out, the gulls are in, the harbour bell rings low, and what was here is in the wind and where it went none know. You left the lamp, you left the door, the kettle and the key.</p>"), "", "live", "http-200"),
		alone("an entry of a dictionary", bare("Error | Small Words", "<h1>error</h1><p>noun. A deviation from what is right; a mistake. From Latin, a wandering. See also: mistake, slip, blunder, fault. The letter was opened in error. A clerical error cost the town a bridge.</p>"), "", "live", "http-200"),
		alone("a guest book with a captcha", bare("Guest book", "<h1>Guest book</h1><p>Greetings from the coast, we liked the lighthouse. Lovely, and thanks for the tide tables, which we use every week at sea.</p><form><textarea></textarea></form><script src='https://www.google.com/recaptcha/api.js'></script>"), "", "live", "http-200"),
		{Name: "a page that asks for JavaScript at any address", Web: func(w *smallweb.Web) {
			w.Site("k.example").Rest(bare("Small App", "<h1>JavaScript is required</h1><p>Please enable JavaScript in your browser.</p>"))
		}, Cites: []Cited{{"http://k.example/report", "Tide Mills", "live", "http-200", 1}}},
		{Name: "an article that turns its page after eight seconds", Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.Raw("text/html", `<title>Tide Mills</title><meta http-equiv="refresh" content="8; url=/next"><h1>Tide Mills</h1>`+smallweb.Prose("mills", 180)))
			w.Handle("http://k.example/next", page("Another story"))
		}, Cites: []Cited{{"http://k.example/report", "Tide Mills", "live", "http-200", 1}}, Host: map[string]int{"k.example": 1}},
		alone("a site's name, a colon and an error", bare("Small Times: Page not found", "<h1>Small Times</h1>"+smallweb.Prose("times", 60)), "", "suspect", "soft-404"),
		alone("an error with two words before it", bare("Erreur 404 : page non trouvée", "<h1>Small Times</h1>"+smallweb.Prose("times", 60)), "", "suspect", "soft-404"),
		alone("an error on a site", bare("Page not found (404) on Small Times", "<h1>Small Times</h1>"+smallweb.Prose("times", 60)), "", "suspect", "soft-404"),
		alone("404 in Japanese", bare("404エラー", "<h1>Small Times</h1>"+smallweb.Prose("times", 60)), "", "suspect", "soft-404"),
		alone("an object without a picture", bare("Object 1881.7 - Small Museum", "<h1>Tide gauge</h1><p>Image not available</p><p>Brass. Gift of the harbour board.</p>"), "", "live", "http-200"),
		alone("a film by the name of what is to come", bare("Coming Soon - Small Films", "<h1>Coming Soon</h1><p>Comedy, 91 minutes. Two friends wait for a train that never comes, and tell each other of their lives by the sea and of all whom they have met.</p>"), "", "live", "http-200"),
		{Name: "the number of an article", Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.To(301, "/article/404"))
			w.Handle("http://k.example/article/404", page("Tide Mills"))
		}, Cites: []Cited{{"http://k.example/report", "", "moved", "http-301", 1}}},
		{Name: "a wall that asks for money at any address", Web: func(w *smallweb.Web) {
			w.Site("k.example").Rest(bare("Subscribe to read | Small Times", "<h1>Subscribe to unlock this article</h1>"))
		}, Cites: []Cited{{"http://k.example/report", "Tide Mills", "blocked", "paywall", 1}}},
		alone("an article that asks for money below its beginning", bare("Tide Mills - Small Times", "<h1>Tide Mills</h1><p>The mills stood on the estuary.</p><h2>Subscribe to continue reading</h2>"), "Tide Mills", "live", "http-200"),
		{Name: "a wall that asks for an age at any address", Web: func(w *smallweb.Web) {
			w.Site("k.example").Rest(bare("Small Brewery", "<h1>Are you over 18?</h1><button>Yes</button>"))
		}, Cites: []Cited{{"http://k.example/report", "Tide Mills", "blocked", "age-wall", 1}}},
		{Name: "sent to be asked for an age", Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.To(302, "/age-gate?to=/report"))
			w.Handle("http://k.example/age-gate?to=/report", bare("Small Brewery", "<button>Yes</button>"))
		}, Cites: []Cited{{"http://k.example/report", "Tide Mills", "blocked", "age-wall", 1}}},
		{Name: "a parked domain's other host", Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.To(302, "http://ww38.k.example/report?subid1=7"))
			w.Handle("http://ww38.k.example/report?subid1=7", bare("k.example", "<p>Loading</p>"))
		}, Cites: []Cited{{"http://k.example/report", "Tide Mills", "suspect", "parked-domain", 1}}},
		{Name: "a name without an address", Web: func(w *smallweb.Web) { w.Site("k.example").Addressless() },
			Cites: []Cited{{"http://k.example/report", "Tide Mills", "unreachable", "dns-no-address", -1}}},
	}
}

// dresses are costumes in many cuts: addresses of home pages, and headings.
func dresses() []Trap {
	var traps []Trap
	for _, home := range []string{"/Pages/default.aspx", "/web/guest/home", "/home/index.html", "/public/index.php", "/nl/nl/", "/?page=home", "/sv/startsida", "/portal", "/cms/", "/node", "/landing", "/tr/ana-sayfa", "/front-page.html"} {
		traps = append(traps, Trap{Name: "the home page at " + home, Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/2009/report", smallweb.To(302, home))
			w.Handle("http://k.example"+home, page("The Daily Small"))
		}, Cites: []Cited{{"http://k.example/2009/report", "Tide Mills", "suspect", "redirect-to-home", 1}}})
	}
	for _, h := range goneHeadings() {
		traps = append(traps, alone("gone: "+h, bare("The Daily Small", "<h1>"+h+"</h1><p>…</p>"), "", "suspect", "soft-404"))
	}
	for _, h := range honestHeadings() {
		traps = append(traps, alone("not gone: "+h, bare("The Daily Small", "<h1>"+h+"</h1><p>…</p>"), "", "live", "http-200"))
	}
	return traps
}

// scripts lead on where a page is nothing but a script.
func scripts() []Trap {
	leading := func(name, script string, more func(*smallweb.Web), state, reason string, hosts map[string]int) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.Raw("text/html", "<html><head><title>Redirecting...</title></head><body>"+script+"</body></html>"))
			more(w)
		}, Cites: []Cited{{"http://k.example/report", "Tide Mills", state, reason, 1}}, Host: hosts}
	}
	nothing := func(w *smallweb.Web) {}
	there := func(w *smallweb.Web) { w.Handle("http://k.example/new", page("Tide Mills")) }
	return []Trap{
		leading("a script to the new place", `<script>window.location.href = "\/new";</script>`, there, "live", "http-200", map[string]int{"k.example": 2}),
		leading("a script beside a few words", `<p>If nothing happens, <a href=/new>click here</a>.</p><script>location.replace('/new')</script>`, there, "live", "http-200", map[string]int{"k.example": 2}),
		leading("a script to the home page", `<script>location.replace('/')</script>`, func(w *smallweb.Web) { w.Handle("http://k.example/", page("The Daily Small")) }, "suspect", "redirect-to-home", nil),
		leading("a script to what is gone", `<script>location = '/new';</script>`, nothing, "dead", "http-404", nil),
		leading("scripts in a circle", `<script>location = '/new';</script>`, func(w *smallweb.Web) {
			w.Handle("http://k.example/new", smallweb.Raw("text/html", `<script>location = '/report';</script>`))
		}, "unreachable", "redirect-loop", nil),
		leading("a script that puts its address together", `<script>location.href = 'http://' + host + '/new';</script>`, nothing, "live", "http-200", map[string]int{"k.example": 1}),
		leading("a script for telephones beside frames", `<script>if (screen.width < 700) location = '/m';</script><iframe src=/text.html></iframe>`, nothing, "live", "http-200", map[string]int{"k.example": 1}),
		leading("a script that waits for a reader", `<button>Go</button><script>function go() { location = '/new'; }</script>`, nothing, "live", "http-200", map[string]int{"k.example": 2}),
		leading("a script that leads on after a while", `<script>window.onload = function() { window.location.href = "/new"; }</script>`, there, "live", "http-200", map[string]int{"k.example": 2}),
		leading("a script for telephones in a page", `<script>if (screen.width < 700) location = '/m';</script>`+smallweb.Prose("mills", 40), nothing, "live", "http-200", nil),
	}
}
