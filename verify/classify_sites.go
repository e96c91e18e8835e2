package verify

import "regexp"

// A quirk is how one site shows that a page is gone where no general rule can
// tell: by a title that it gives to no page that is there.
type quirk struct {
	title string // folded
	site  string // that gave the answer, with its subdomains
	path  func() *regexp.Regexp
	words string // what it means
}

var quirks = []quirk{
	// A video that is there has its name before the site's.
	{"youtube", "youtube.com", lazily(`^/(watch\?|shorts/|live/)`), "YouTube shows no video: its page has no name but the site's"},
}

// siteSign goes by the table of quirks.
func siteSign(e *exam) (Verdict, bool) {
	for _, q := range quirks {
		if len(e.page.Title) < 20 && (hosts{q.site}).holds(hostName(e.Final)) != "" && foldWords(e.page.Title) == q.title && q.path().MatchString(pathOf(e.Final)) {
			return verdict(Suspect, "soft-404", "%s", q.words)
		}
	}
	return no()
}
