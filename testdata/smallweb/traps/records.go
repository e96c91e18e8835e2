package traps

import (
	"net/http"
	"slices"
	"strings"

	"loccit/testdata/smallweb"
	"loccit/verify"
)

// records are sites whose programs find pages by a number, and have words of
// their own for those that they do not find.
func records() []Trap { return slices.Concat(cards(), errands(), echoing()) }

func cards() []Trap {
	lost := bare("Small Harbour Register", smallweb.Prose("menu", 40)+"<p>The keeper has put this card away, and nobody minds the drawer.</p>")
	card := bare("Small Harbour Register", smallweb.Prose("menu", 40)+"<p>Sluice keeper’s house, 1741, brick on oak piles. "+smallweb.Prose("sluice", 60)+"</p>")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	byPath := func(there string) http.Handler { // /card/7, and nothing else
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n, ok := strings.CutPrefix(r.URL.Path, "/card/")
			n, _, _ = strings.Cut(n, "/")
			switch {
			case ok && n == there:
				card.ServeHTTP(w, r)
			case ok && digits(n):
				lost.ServeHTTP(w, r)
			default:
				http.NotFound(w, r)
			}
		})
	}
	byQuery := func(there string) http.Handler { // /card.php?id=7, and nothing else
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch id := r.URL.Query().Get("id"); {
			case r.URL.Path != "/card.php":
				http.NotFound(w, r)
			case id == there:
				card.ServeHTTP(w, r)
			default:
				lost.ServeHTTP(w, r)
			}
		})
	}
	one := func(name, url string, h http.Handler, state string) Trap {
		reason := "http-200"
		if state == "suspect" {
			reason = "soft-404"
		}
		return Trap{Name: name, Web: func(w *smallweb.Web) { w.Site("r.example").Rest(h) },
			Cites: []Cited{{"http://r.example" + url, "The Sluice Keeper’s House", state, reason, 1}}, Host: map[string]int{"r.example": 2}}
	}
	return []Trap{
		one("no record of this number, by path", "/card/4711", byPath(""), "suspect"),
		one("no record of this number, by query", "/card.php?id=4711", byQuery(""), "suspect"),
		one("no record of this number, by query, among others", "/card.php?view=full&id=47&lang=en", byQuery(""), "suspect"),
		one("a record of this number, by path", "/card/4711", byPath("4711"), "live"),
		one("a record of this number, by query", "/card.php?id=4711", byQuery("4711"), "live"),
		one("a record of this number, whatever it is called", "/card/471104/keepers-house", byPath("471104"), "live"),
		one("a page that minds no query", "/sluice-house?id=4711", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/sluice-house" {
				http.NotFound(w, r)
				return
			}
			card.ServeHTTP(w, r)
		}), "live"),
		one("a page that minds no menu", "/card.php?id=4711&Itemid=53&page=2", byQuery("4711"), "live"),
		one("a program that frames whatever it is asked for", "/view?id=4711", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			bare("Small Viewer", "<iframe src='/sheets/"+r.URL.Query().Get("id")+".pdf'></iframe>").ServeHTTP(w, r)
		}), "live"),
		{Name: "records and pages by name, compared by what most are", Web: func(w *smallweb.Web) {
			w.Site("r.example").Rest(byPath("")).Page("/about/keepers", bare("Small Harbour Register", smallweb.Prose("keepers", 90)))
		}, Cites: []Cited{
			{"http://r.example/about/keepers", "Who kept the sluices", "live", "http-200", 1},
			{"http://r.example/card/12", "The Sluice Keeper’s House", "suspect", "soft-404", 1},
			{"http://r.example/card/4711", "", "suspect", "soft-404", 1},
		}, Host: map[string]int{"r.example": 4}},
		{Name: "numbers that are excluded are not made up", Web: func(w *smallweb.Web) { w.Site("r.example").Rest(byPath("")) },
			Cites: []Cited{{"http://r.example/card/4711", "The Sluice Keeper’s House", "live", "http-200", 1}}, Host: map[string]int{"r.example": 1},
			With: func(g *verify.Gatherer) { g.Exclude = []string{"*://r.example/card/2*"} }},
		{Name: "a record beside one that is silent", Web: func(w *smallweb.Web) {
			w.Site("r.example").Page("/card/12", smallweb.Hang()).Rest(byPath(""))
		}, Cites: []Cited{{"http://r.example/card/12", "", "unreachable", "timeout", 3}, {"http://r.example/card/4711", "The Sluice Keeper’s House", "suspect", "soft-404", 1}},
			Host: map[string]int{"r.example": 5}, With: hurried(silentAt("/card/12"))},
		{Name: "the home page in place of a record", Web: func(w *smallweb.Web) {
			w.Site("r.example").Page("/", page("Small Harbour Register")).Page("/index.php?id=4711", page("Small Harbour Register")).Rest(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/index.php" {
					page("Small Harbour Register").ServeHTTP(out, r)
					return
				}
				http.NotFound(out, r)
			}))
		}, Cites: []Cited{{"http://r.example/index.php?id=4711", "The Sluice Keeper’s House", "suspect", "soft-404", 1}}, Host: map[string]int{"r.example": 2}},
	}
}

// errands are redirects to addresses that say what they are for.
func errands() []Trap {
	to := func(path, title, body, cited, state, reason string) Trap {
		return Trap{Name: "sent to " + path, Web: func(w *smallweb.Web) {
			w.Handle("http://r.example/1998/sluices.html", smallweb.To(302, path))
			w.Handle("http://r.example"+path, bare(title, body))
		}, Cites: []Cited{{"http://r.example/1998/sluices.html", cited, state, reason, 1}}}
	}
	menu := "<p>" + smallweb.Prose("menu", 30) + "</p>"
	var traps []Trap
	for _, path := range []string{"/seite-nicht-gefunden", "/fr/introuvable.html", "/no_encontrada", "/erreur404", "/hata", "/en/sorry", "/gone", "/pages/pagina-no-encontrada", "/strona-nie-istnieje.php", "/x/err.aspx?aspxerrorpath=/1998/sluices.html", "/seite-nicht-verfuegbar", "/siden-er-slettet", "/this-page-is-gone"} {
		traps = append(traps, to(path, "Small Harbour Register", menu, "The Sluice Keeper’s House", "suspect", "soft-404"))
	}
	return append(traps,
		to("/poems/gone", "Gone - Small Poems", "<h1>Gone</h1>"+menu, "", "live", "http-200"),
		to("/gone", "Gone - Small Poems", "<h1>Gone</h1>"+menu, "Gone", "live", "http-200"),
		to("/missing", "Missing: a list of our sluices", "<h1>Missing: a list of our sluices</h1>"+smallweb.Prose("sluices", 400), "", "live", "http-200"),
		to("/plays/seite-nicht-gefunden", "Seite nicht gefunden: ein Hörspiel", "<h1>Seite nicht gefunden: ein Hörspiel</h1>"+menu, "Seite nicht gefunden", "live", "http-200"),
	)
}

// echoing are sites that head every page with the words of its address.
func echoing() []Trap {
	titled := func(r *http.Request) string {
		name := r.URL.Query().Get("id") + r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		return strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(name, "doku.php"), "-", " "), "_", " ")
	}
	echo := func(name, url, body, state, reason string) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			w.Site("e.example").Rest(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				title := titled(r)
				bare(title+" - Small Sluices", strings.ReplaceAll(body, "$", title)).ServeHTTP(out, r)
			}))
		}, Cites: []Cited{{"http://e.example" + url, "Sluice gates", state, reason, 1}}, Host: map[string]int{"e.example": 2}}
	}
	return []Trap{
		echo("a wiki that has no such page", "/wiki/Sluice_gates", "<h1>$</h1><p>There is currently no text in this page. You can search for this page title in other pages.</p>", "suspect", "soft-404"),
		echo("a wiki that has no such page, in German", "/wiki/Sluice_gates", "<h1>$</h1><p>Diese Seite existiert noch nicht.</p>", "suspect", "soft-404"),
		echo("a wiki that heads what it lacks", "/doku.php?id=sluice_gates", "<h1>This topic does not exist yet</h1><p>Whoever may write here can begin it.</p>", "suspect", "soft-404"),
		echo("a list of nothing", "/tag/sluice-gates", "<h1>$</h1><p>No posts found.</p>", "suspect", "soft-404"),
		echo("a poem by the name of its address", "/wiki/sluice-gates", "<h1>$</h1><p>Up goes the board, in comes the sea,<br>nothing found its way to me.</p>", "live", "http-200"),
		echo("a note on a list by the name of its address", "/tag/sluice-gates", "<h1>$</h1><p>No posts found their way into the sluice that winter.</p>", "live", "http-200"),
		echo("a page of its own beside a search that found nothing", "/tag/sluice-gates", "<h1>$</h1><p>No results found.</p><p>"+smallweb.Prose("gates", 60)+"</p>", "live", "http-200"),
		alone("what is gone or was never there, in German", bare("Kleine Zeitung", "<p>Der angeforderte Beitrag existiert nicht oder wurde gelöscht.</p>"), "Siele", "suspect", "soft-404"),
		alone("what is gone or was never there, in Chinese", bare("小报", "<p>您访问的文章不存在或已被删除</p>"), "Siele", "suspect", "soft-404"),
		alone("what is gone or was never there, in Korean", bare("작은 신문", "<p>삭제되었거나 존재하지 않는 게시물입니다.</p>"), "Siele", "suspect", "soft-404"),
		alone("a sitting that is over", bare("Small Library", "<h1>Your session has expired.</h1>"), "Siele", "suspect", "soft-404"),
		alone("an article that was not found, in Serbian", bare("Мале новине", "<h1>Чланак није пронађен</h1>"), "Siele", "suspect", "soft-404"),
		alone("an article that was not found, in Polish", bare("Mała gazeta", "<h1>Nie znaleziono artykułu</h1>"), "Siele", "suspect", "soft-404"),
	}
}
