package archive

import (
	"testing"
	"time"

	"loccit/testdata/smallweb"
	"loccit/verify"
)

// The archive that the demo shows is one that the provider understands.
func TestTheArchiveOfTheSmallWeb(t *testing.T) {
	web, err := smallweb.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer web.Close()
	const moved = "https://www.paper.example/moved"
	web.Archive("web.archive.example",
		smallweb.Capture{URL: cited, At: "20210714000000", Page: story},
		smallweb.Capture{URL: cited, At: "20190101000000", Page: story},
		smallweb.Capture{URL: moved, At: "20210714000000", Status: 301, To: cited},
		smallweb.Capture{URL: "https://www.paper.example/died", At: "20210714000000", Status: 404},
	)
	base, err := web.Base("web.archive.example")
	if err != nil {
		t.Fatal(err)
	}
	w := NewWayback(Options{Endpoint: base})
	for url, want := range map[string]verify.ArchiveState{
		cited:                             verify.Archived,
		moved:                             verify.Archived,
		"https://www.paper.example/died":  verify.None,
		"https://www.paper.example/never": verify.None,
	} {
		for _, state := range []verify.State{verify.Dead, verify.Live} {
			l, err := w.Ask(t.Context(), verify.Question{URL: url, Near: july, State: state})
			if err != nil {
				t.Errorf("%s: %v", url, err)
				continue
			}
			h := verify.Hold([]verify.Observation{{By: "wayback", Lookup: l}})
			if h.State != want || want == verify.Archived && h.Captured.Format(time.DateOnly) != "2021-07-14" {
				t.Errorf("%s, which is %v: %v of %v (%s)", url, state, h.State, h.Captured, h.Why)
			}
		}
	}
}
