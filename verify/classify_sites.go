package verify

import (
	"regexp"
	"slices"
	"strings"
)

// A quirk is how one site shows that a page is gone where no general rule can
// tell: by a title that it gives to no page that is there.
type quirk struct {
	title string // folded
	site  string // that gave the answer, with its subdomains
	path  func() *regexp.Regexp
	words string // what it means
	shut  string // a mark of a page that is for those who are logged in; empty for none
	told  string // what that means
}

// wantsLogIn is what a player says in place of a video that is there, where it takes
// its reader for a program, or the video is for some.
const wantsLogIn = InScript + `"status":"LOGIN_REQUIRED"`

var quirks = []quirk{
	// A video that is there has its name before the site's.
	{"youtube", "youtube.com", lazily(`^/(watch\?|shorts/|live/)`), "YouTube shows no video: its page has no name but the site's",
		wantsLogIn, "YouTube shows the video to those alone who are logged in"},
}

// siteSign goes by the table of quirks.
func siteSign(e *exam) (Verdict, bool) {
	for _, q := range quirks {
		if len(e.page.Title) < 20 && (hosts{q.site}).holds(hostName(e.Final)) != "" && foldWords(e.page.Title) == q.title && q.path().MatchString(pathOf(e.Final)) {
			if q.shut != "" && slices.Contains(e.page.Rare.Get().Embeds, q.shut) {
				return verdict(Blocked, "login-wall", "%s", q.told)
			}
			return verdict(Suspect, "soft-404", "%s", q.words)
		}
	}
	return no()
}

// siteGone: a page that is nothing but a message says by name that the site is not
// there which was cited: “small.n.example does not exist”.
func siteGone(e *exam) (Verdict, bool) {
	if !e.isHTML || e.page.Words > thinWords || e.named() {
		return no()
	}
	host := foldWords(strings.TrimPrefix(hostName(e.URL), "www.")) + " "
	for _, said := range slices.Concat(e.tongue(), e.heading(), e.lines()) {
		if after, ok := strings.CutPrefix(said, host); ok && endsGone(strings.Fields(after), true) {
			return verdict(Suspect, "soft-404", "answers %d, but says that there is no %s", e.Status, hostName(e.URL))
		}
	}
	return no()
}
