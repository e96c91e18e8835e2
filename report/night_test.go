package report

import (
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// nightly is the sample as a night tells it: a change of each kind, one of them
// waived, what is broken still, and a waiver that runs out.
func nightly(t testing.TB) *verify.Report {
	r := sample(t)
	at := func(days int) time.Time { return sampleNow.AddDate(0, 0, -days) }
	waiver := verify.Waiver{Rule: "dead-link", URL: "https://coast.example/*", Reason: "being moved", Until: verify.Date{Year: 2026, Month: 11, Day: 25}, By: "H. Brandt"}
	change := func(url, kind, from, to string, days int, detail, link string) verify.Change {
		return verify.Change{Key: verify.Key(url), URL: url, Kind: kind, From: from, To: to, Since: at(days), Detail: detail, Link: link}
	}
	r.Run.Command = "nightly"
	r.Night = &verify.Night{
		Changes: []verify.Change{
			change("https://coast.example/essays/harbour-that-closed", "broke", "live", "dead", 1, "answers 404 (not found), twice", ""),
			change("https://ministry.example/accounts", "broke", "unchecked", "unreachable", 2, "answers 503 <b>(out of service)</b>", ""),
			change("https://review.example/tide-wages", "healed", "dead", "live", 0, "answers 200", ""),
			change("http://data.example/crossings", "moved", "live", "moved", 0, "moved for good", "https://data.example/crossings"),
			change("https://museum.example/letters", "archived", "none", "archived", 3, "", "https://web.archive.org/web/20261120000000/https://museum.example/letters"),
		},
		Broken: []verify.Broken{{Key: "https://aho.example/ice", URL: "https://aho.example/ice", State: verify.Blocked, Since: at(40), Detail: "a bot wall"}},
		Ending: []verify.Waiver{waiver}, Asked: 12, Left: 340,
	}
	r.Night.Changes[0].Waived = &waiver
	return r
}

// TestWritersOnANight sets what the formats for people and for programs make of
// a night beside their golden files.
func TestWritersOnANight(t *testing.T) {
	for _, name := range []string{"text", "json", "html", "markdown"} {
		w, err := ByName(name)
		if err != nil {
			t.Fatal(err)
		}
		written := writeTo(t, name, nightly(t), Options{})
		golden(t, "night-"+name+"."+w.Ending, written)
		said := string(written)
		first := strings.Index(said, "broke")
		if other := strings.Index(said, "url-damaged"); first < 0 || other >= 0 && other < first {
			t.Errorf("%s: what changed does not stand first", name)
		}
		if strings.Contains(said, "<b>(out") && (name == "html" || name == "markdown") {
			t.Errorf("%s: markup of the web went through", name)
		}
		if name == "json" {
			checkSchema(t, compileSchema(t), written)
		}
	}
	waived := nightly(t)
	waived.Night.Broken[0].Waived = &verify.Waiver{Reason: "its wall is known"}
	for _, name := range []string{"text", "json", "html", "markdown"} {
		if said := string(writeTo(t, name, waived, Options{})); !strings.Contains(said, "its wall is known") {
			t.Errorf("%s: nothing says why a source that is broken still is waived", name)
		}
	}
	quiet := sample(t)
	quiet.Night = &verify.Night{}
	if said := string(writeTo(t, "text", quiet, Options{})); !strings.HasPrefix(said, "Nothing changed.\n") {
		t.Errorf("a quiet night: %.200s", said)
	}
	if said := string(writeTo(t, "json", quiet, Options{})); !strings.Contains(said, `"changes": []`) {
		t.Errorf("a quiet night: %.500s", said)
	}
}
