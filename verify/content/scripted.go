package content

import "strings"

// scripted: what a reader sees is made by scripts, which are not run here. A
// page that says as much, or has an empty place for them to fill, and few words
// beside it.
func (r *pageReader) scripted(text string) bool {
	if r.doings.back || r.doings.away {
		return false
	}
	if r.page.Words < wishWords && strings.Contains(strings.ToLower(text), "javascript") {
		return true
	}
	if r.scripts == 0 {
		return false
	}
	if r.appRoot || r.wantScript {
		return r.page.Words < 200
	}
	return r.page.Words < bareWords
}

// blank reports whether the page shows nothing, and will not whatever a browser
// does with it.
func (r *pageReader) blank() bool {
	return r.page.Words == 0 && r.page.Title == "" && len(r.page.Headings) == 0 &&
		!r.shows && !r.framed && !r.appRoot && r.scripts == 0 && r.refresh.Target == "" && len(r.visible.text) == 0
}

func isAppElement(name []byte) bool {
	switch string(name) {
	case "app-root", "ng-app", "my-app", "ion-app", "polymer-app", "app-shell", "ng-view", "ui-view", "router-outlet", "router-view":
		return true
	}
	return false
}
