package traps

import (
	"fmt"
	"net/http"

	"loccit/testdata/smallweb"
)

// suspect are pages that are not the source.
func suspect() []Trap {
	return []Trap{
		{Name: "error title", Web: site("f.example", "/a", smallweb.SoftNotFound()),
			Cites: []Cited{{"http://f.example/a", "A story", "suspect", "soft-404", 1}}},
		{Name: "error heading", Web: site("f.example", "/a", smallweb.HTML("The Daily Small", "<h1>Page not found</h1><p>Try the search.</p>")),
			Cites: []Cited{{"http://f.example/a", "A story", "suspect", "soft-404", 1}}},
		{Name: "error titles of many languages", Web: func(w *smallweb.Web) {
			for i, title := range errorTitles() {
				w.Handle(fmt.Sprintf("http://f%d.example/a", i), smallweb.HTML(title+" | The Daily Small", "<p>…"))
			}
		}, Cites: each(errorTitles(), "http://f%d.example/a", "suspect", "soft-404")},
		{Name: "an error title in an old charset", Web: site("f.example", "/a", smallweb.Raw("text/html; charset=windows-1251", "<title>\xd1\xf2\xf0\xe0\xed\xe8\xf6\xe0 \xed\xe5 \xed\xe0\xe9\xe4\xe5\xed\xe0</title>")),
			Cites: []Cited{{"http://f.example/a", "", "suspect", "soft-404", 1}}},
		{Name: "a charset that only a meta element declares", Web: site("f.example", "/a", smallweb.Raw("text/html", "<meta charset=gb2312><title>\xd2\xb3\xc3\xe6\xb2\xbb\xb4\xe6\xd4\xda</title>")),
			Cites: []Cited{{"http://f.example/a", "", "suspect", "soft-404", 1}}},
		{Name: "sent to the home page", Web: func(w *smallweb.Web) {
			w.Handle("http://f.example/2011/story.html", smallweb.To(301, "/"))
			w.Handle("http://f.example/", page("The Daily Small"))
		}, Cites: []Cited{{"http://f.example/2011/story.html", "A story", "suspect", "redirect-to-home", 1}}},
		{Name: "sent to the home page of a language", Web: func(w *smallweb.Web) {
			w.Handle("http://f.example/2011/story.html", smallweb.To(302, "/en/index.html?utm_source=old"))
			w.Handle("http://f.example/en/index.html", page("The Daily Small"))
		}, Cites: []Cited{{"http://f.example/2011/story.html", "", "suspect", "redirect-to-home", 1}}},
		{Name: "the home page itself may redirect", Web: func(w *smallweb.Web) {
			w.Handle("http://f.example/", smallweb.To(301, "/en/"))
			w.Handle("http://f.example/en/", page("The Daily Small"))
		}, Cites: []Cited{{"http://f.example/", "", "moved", "http-301", 1}}},
		{Name: "a shortened link to a home page", Web: func(w *smallweb.Web) {
			w.Handle("http://bit.ly/x1", smallweb.To(301, "http://f.example/"))
			w.Handle("http://f.example/", page("The Daily Small"))
		}, Cites: []Cited{{"http://bit.ly/x1", "", "moved", "http-301", 1}}},
		{Name: "sent to an error page", Web: func(w *smallweb.Web) {
			w.Handle("http://f.example/a", smallweb.To(302, "/errors/404.html"))
			w.Handle("http://f.example/errors/404.html", smallweb.HTML("The Daily Small", "<p>Search our site.</p>"))
		}, Cites: []Cited{{"http://f.example/a", "", "suspect", "soft-404", 1}}},
		{Name: "meta refresh to the home page", Web: func(w *smallweb.Web) {
			w.Handle("http://f.example/a", smallweb.Raw("text/html", `<meta http-equiv=refresh content="3;url=http://f.example/">Gone`))
			w.Handle("http://f.example/", page("The Daily Small"))
		}, Cites: []Cited{{"http://f.example/a", "", "suspect", "redirect-to-home", 1}}},
		{Name: "the same page for any address", Web: func(w *smallweb.Web) { w.Site("f.example").Rest(page("The Daily Small")) },
			Cites: []Cited{{"http://f.example/2011/a.html", "A story", "suspect", "soft-404", 1}, {"http://f.example/2012/b.html", "", "suspect", "soft-404", 1}},
			Host:  map[string]int{"f.example": 3}},
		{Name: "nearly the same page for any address", Web: func(w *smallweb.Web) {
			w.Site("f.example").Rest(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				smallweb.HTML("The Daily Small", smallweb.Prose("small", 150)+"<p>You asked for "+r.RequestURI).ServeHTTP(w, r)
			}))
		}, Cites: []Cited{{"http://f.example/2011/a.html", "A story", "suspect", "soft-404", 1}}},
		{Name: "any address is sent to one page", Web: func(w *smallweb.Web) {
			w.Site("f.example").Rest(smallweb.To(302, "/sections/all")).Page("/sections/all", page("All sections"))
		}, Cites: []Cited{{"http://f.example/2011/a.html", "A story", "suspect", "soft-404", 1}}},
		{Name: "a page that scripts build looks alike everywhere", Web: func(w *smallweb.Web) {
			w.Site("f.example").Rest(smallweb.HTML("Small App", "<div id=root></div><noscript>You need JavaScript.</noscript><script src=/app.js></script>"))
		}, Cites: []Cited{{"http://f.example/story/1", "A story", "live", "http-200", 1}}},
		{Name: "several works that land on one page", Web: func(w *smallweb.Web) {
			for _, p := range []string{"/1999/a.html", "/2004/b.html", "/2007/c.html"} {
				w.Handle("http://f.example"+p, smallweb.To(301, "/news/archive-info"))
			}
			w.Handle("http://f.example/news/archive-info", page("About our archive"))
		}, Cites: []Cited{{"http://f.example/1999/a.html", "", "suspect", "soft-404", 1}, {"http://f.example/2004/b.html", "", "suspect", "soft-404", 1}, {"http://f.example/2007/c.html", "", "suspect", "soft-404", 1}}},
		{Name: "a parked domain", Web: site("f.example", "/a", smallweb.Parked("f.example")),
			Cites: []Cited{{"http://f.example/a", "A story", "suspect", "parked-domain", 1}}},
		{Name: "a parked domain that says so in its text alone", Web: site("f.example", "/a", smallweb.HTML("f.example", "<p>Interested?</p><p>The domain f.example is for sale.</p><a href=/offer>Make an offer</a>")),
			Cites: []Cited{{"http://f.example/a", "A story", "suspect", "parked-domain", 1}}},
		{Name: "an error phrase and nothing else", Web: site("f.example", "/a", smallweb.Raw("text/plain", "Not Found\n")),
			Cites: []Cited{{"http://f.example/a", "A story", "suspect", "soft-404", 1}}},
		{Name: "sent to a seller of domains", Web: func(w *smallweb.Web) {
			w.Handle("http://f.example/a", smallweb.To(302, "http://www.hugedomains.com/domain_profile.cfm?d=f.example"))
			w.Site("www.hugedomains.com").Rest(page("Premium names"))
		}, Cites: []Cited{{"http://f.example/a", "A story", "suspect", "parked-domain", 1}}},
	}
}

// errorTitles are those of error pages, in many languages.
func errorTitles() []string {
	return []string{
		"Page not found", "404 Not Found", "Error 404 (Not Found)!!1", "Oops! That page can’t be found.", "Sorry, this page isn't available.",
		"Seite nicht gefunden", "Page introuvable", "Página no encontrada", "Página não encontrada", "Pagina non trovata", "Pagina niet gevonden",
		"Sidan hittades inte", "Siden ble ikke funnet", "Siden blev ikke fundet", "Sivua ei löydy", "Strona nie została znaleziona", "Stránka nenalezena", "Az oldal nem található",
		"Страница не найдена", "Сторінку не знайдено", "Η σελίδα δεν βρέθηκε", "Sayfa bulunamadı", "الصفحة غير موجودة", "הדף לא נמצא", "पृष्ठ नहीं मिला",
		"页面不存在", "找不到網頁", "ページが見つかりません", "페이지를 찾을 수 없습니다", "ไม่พบหน้าที่คุณต้องการ", "Không tìm thấy trang", "Halaman tidak ditemukan",
	}
}
