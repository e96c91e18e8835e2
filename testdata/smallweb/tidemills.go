package smallweb

import (
	_ "embed"
	"net/http"
)

// TideMills is an article with seventeen notes, and something wrong in most
// of them. Estuary serves the sites that it cites.
//
//go:embed tide-mills.txt
var TideMills string

// Estuary puts the sites that TideMills cites on the web: pages that live,
// moved, died, pretend, keep programs out, and an archive that holds some.
func (w *Web) Estuary() {
	w.Handle("https://estuary-review.example/2019/03/how-a-tide-mill-works", Story("How a Tide Mill Works", "Hanna Oke", "2019-03-04"))
	w.Handle("http://heritage.example/mills/survivors.html", To(http.StatusMovedPermanently, "https://heritage.example/collections/eleven-mills-two-survivors"))
	w.Handle("https://heritage.example/collections/eleven-mills-two-survivors", Story("Eleven Mills, Two Survivors", "Esk Heritage Trust", "2018-06-12"))
	w.Handle("http://heritage.example/maps/lower-esk.html", Article("Map of the Lower Esk"))
	w.Handle("https://northern-history.example/articles/mud-and-the-millers", Story("Mud and the Millers", "Peter Lund", "2016-05-02",
		"In his report of 1871 the county engineer put it plainly: the ponds were silting faster than three men could dig, and the wheels turned an hour less each decade."))
	w.Site("harbour.example").Rest(With(http.StatusNotFound, HTML("Not found", "<h1>Not found</h1>")))
	w.Site("saltby-courier.example").Rest(With(http.StatusNotFound, HTML("Page not found", "<h1>Page not found</h1>")))
	w.Handle("https://saltby-courier.example/culture/films-above-the-millstones", Story("Films Above the Millstones", "Ida Marsh", "2014-11-20"))
	w.Handle("https://saltby-courier.example/2022/08/17/anglers-wait-for-their-weir", Story("Anglers Wait for Their Weir", "Mona Reyes", "2022-08-17",
		"“We were promised a weir that salmon can pass,” the secretary said, “and we have seen a drawing of one.”"))
	w.Site("saltby.example").Page("/", Article("Saltby Town Council")).Rest(To(http.StatusFound, "/"))
	w.Handle("https://coastal-studies.example/papers/flood-1953", Story("The Flood of 1953 in Saltby", "Jonas Feld", "2003-01-31"))
	w.Site("esk-papers.example").Rest(Parked("esk-papers.example"))
	w.Handle("https://eskmouth-mill.example/visit/open-days", Story("Hire the Mill for Your Wedding", "Friends of Eskmouth Mill", "2025-02-10"))
	w.Site("county.example").Rest(SoftNotFound())
	w.Site("fishing.example").Rest(With(http.StatusForbidden, Challenge()))
	w.Handle("https://ministry.example/energy/tidal-questions", Status(http.StatusServiceUnavailable))
	w.Site("web.archive.org").Rest(http.NotFoundHandler())
	w.Archive("web.archive.org",
		Capture{URL: "https://estuary-review.example/2019/03/how-a-tide-mill-works", At: "20190305101112", Page: page("How a Tide Mill Works")},
		Capture{URL: "http://heritage.example/mills/survivors.html", At: "20180620080910", Page: page("Eleven Mills, Two Survivors")},
		Capture{URL: "https://harbour.example/archive/survey-1848.html", At: "20150418111213", Page: page("Survey of the Mill Ponds")},
		Capture{URL: "https://county.example/reports/eskmouth-pond.pdf", At: "20231011140000", Page: page("Eskmouth Pond: A Feasibility Study")},
		Capture{URL: "https://coastal-studies.example/papers/flood-1953", At: "20030302070809", Page: page("The Flood of 1953 in Saltby")},
		Capture{URL: "https://eskmouth-mill.example/visit/open-days", At: "20240406093000", Page: page("Open Days")},
		Capture{URL: "https://northern-history.example/articles/mud-and-the-millers", At: "20160509120000", Page: page("Mud and the Millers")},
	)
}

// page is the whole of an honest page, as a capture holds it.
func page(title string) string {
	return "<!doctype html><html lang=en><head><title>" + title + "</title></head><body><h1>" + title + "</h1>" + Prose(title, 120) + "</body></html>"
}
