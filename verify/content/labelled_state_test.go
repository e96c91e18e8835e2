package content

import (
	"os"
	"strings"
	"testing"

	"loccit/verify"
)

// TestRealPagesAreLive holds that no page of TestLabelledPages, cited without a
// title, is taken for an error, a wall or a parked domain, and that none of them
// leads elsewhere; two of them are walls, as they were saved.
func TestRealPagesAreLive(t *testing.T) {
	for _, p := range labelledPages(t) {
		body, err := os.ReadFile(p.file)
		if err != nil {
			t.Fatal(err)
		}
		page, refresh := Read(body, Hints{ContentType: "text/html", MediaType: "text/html"})
		got := verify.Classify(&verify.Visit{URL: p.url, Final: p.url, Status: 200, Page: page}, nil, nil)
		if wall := strings.HasSuffix(p.file, "changenow.de.loibl.html") || strings.HasSuffix(p.file, "thelocal.se.tattooed.html"); (got.State == verify.Live) == wall || refresh.Target != "" {
			t.Errorf("%s is %s, %s (%s), and leads to %q", p.url, got.State, got.Reason, got.Detail, refresh.Target)
		}
	}
}
