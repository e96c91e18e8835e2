package repair_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/repair"
)

// article makes a document of notes with one citation each: a title, and a URL
// at the end. Text after the URL may follow a "|".
func article(body string, notes ...[2]string) *verify.Document {
	d := &verify.Document{Path: "article.txt", Text: body + "\n"}
	for i, n := range notes {
		title, link := n[0], n[1]
		url, after, _ := strings.Cut(link, "|")
		start := len(d.Text)
		d.Text += "“" + title + ",” Valley Courier, "
		at := len(d.Text)
		d.Text += url + after
		d.Notes = append(d.Notes, verify.Note{Label: string(rune('1' + i)), Series: 1, Span: verify.Span{Start: start, End: len(d.Text)}})
		d.Citations = append(d.Citations, verify.Citation{
			Note: i, Title: title, Authors: []string{"Ines Morau"}, URL: url, URLPrinted: url,
			Span: d.Notes[i].Span, URLSpan: verify.Span{Start: at, End: at + len(url)},
		})
		d.Text += "\n\n"
	}
	return d
}

func inspect(d *verify.Document) map[string]*verify.Damage {
	docs := []*verify.Document{d}
	sources := verify.Sources(docs)
	found := map[string]*verify.Damage{}
	for i, damage := range repair.Examine(docs, sources).Damages() {
		found[sources[i].URL] = damage
	}
	return found
}

func TestDamaged(t *testing.T) {
	tests := []struct{ name, title, url, want string }{
		{"words of the title", "The Dam Leaks Again in the Valley", "https://courier.example/1997/the-dam-leaksagain-in-the-valley", "https://courier.example/1997/the-dam-leaks-again-in-the-valley"},
		{"two of them", "Keepers of the Wall Dismissed by the Dam Commission", "https://courier.example/keepersof-the-wall-dismissed-bythe-dam-commission/", "https://courier.example/keepers-of-the-wall-dismissed-by-the-dam-commission/"},
		{"a genitive", "The Valley’s Last Ferryman Retires", "https://courier.example/the-valleyslast-ferryman-retires", "https://courier.example/the-valleys-last-ferryman-retires"},
		{"a small word the slug left out", "A View From the River", "https://courier.example/news-a-viewriver-today", "https://courier.example/news-a-view-river-today"},
		{"a name of the author", "On Stone", "https://courier.example/a-talk-with-inesmorau-on-stone", "https://courier.example/a-talk-with-ines-morau-on-stone"},
		{"a name the dictionary does not know", "A Letter From Ostravice", "https://courier.example/a-letter-fromostravice-today", "https://courier.example/a-letter-from-ostravice-today"},
		{"small word and word, not in the title", "Flood Warning", "https://courier.example/river-rises-duringmonday-evening-rush", "https://courier.example/river-rises-during-monday-evening-rush"},
		{"two common words, not in the title", "Flood Warning", "https://courier.example/bridge-closed-stormhits-the-whole-town", "https://courier.example/bridge-closed-storm-hits-the-whole-town"},
		{"a number at the end", "The Bridge That Fell", "https://courier.example/news/world-europe-bridge48211307", "https://courier.example/news/world-europe-bridge-48211307"},
		{"inflected words", "From Ostrava to Karvinsko", "https://courier.example/%C4%8Dl%C3%A1nky/cesta-ostravoukarvinskem-dnes", "https://courier.example/%C4%8Dl%C3%A1nky/cesta-ostravou-karvinskem-dnes"},
		{"percent-encoded letters", "Dämme über Täler", "https://courier.example/d%C3%A4mme-%C3%BCbert%C3%A4ler-heute", "https://courier.example/d%C3%A4mme-%C3%BCber-t%C3%A4ler-heute"},
		{"a mark stuck to the end", "Flood Warning", "https://courier.example/flood%E2%80%9D", "https://courier.example/flood"},
		{"a word stuck to the end", "Flood Warning", "https://courier.example/flood.htmlaccessed", "https://courier.example/flood.html"},
		{"signs that nobody sees", "Flood Warning", "https://courier.example/flo\u00adod\u200b\u200e", "https://courier.example/flood"},
		{"a markup's backslash", "Flood Warning", "https://courier.example/flood%5C_warning", "https://courier.example/flood_warning"},
		{"a break after a hyphen", "Flood Warning", "https://courier.example/flood-|\nwarning-issued. More", "https://courier.example/flood-warning-issued"},
		{"a space in a word", "Flood Warning", "https://courier.example/the-great-fl| ood-of-1957", "https://courier.example/the-great-flood-of-1957"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := article("The dam, built in Ostravice, leaked.", [2]string{tt.title, tt.url})
			url, _, _ := strings.Cut(tt.url, "|")
			damage := inspect(d)[url]
			if damage == nil {
				t.Fatal("nothing looks damaged")
			}
			if damage.Why == "" || len(damage.Candidates) == 0 || len(damage.Candidates[0].Evidence) == 0 {
				t.Fatalf("no reason, candidate or evidence: %+v", damage)
			}
			if got := damage.Candidates[0].URL; got != tt.want {
				t.Errorf("candidate %s, want %s", got, tt.want)
			}
		})
	}
}

func TestSound(t *testing.T) {
	tests := []struct{ name, title, url string }{
		{"every word by itself", "The Dam Leaks Again", "https://courier.example/the-dam-leaks-again"},
		{"a compound of the dictionary", "Health Care for the Valley", "https://courier.example/new-healthcare-for-the-valley"},
		{"a compound of a prefix", "Cyber Law and the River", "https://courier.example/on-cyberlaw-and-the-river"},
		{"a compound of the text", "The Damkeepers of the Valley", "https://courier.example/the-damkeepers-of-the-valley"},
		{"closed up where the title has a hyphen", "Re-Education of a Dam-Keeper", "https://courier.example/the-reeducation-of-a-damkeeper"},
		{"one word", "World News Today", "https://courier.example/worldnews/today"},
		{"a host", "The Dam Watchers", "https://damwatchers.example/the-damwatchers-of-today"},
		{"a handle", "Something She Said", "https://social.example/inesmorau/status/1446762669713895428"},
		{"identifiers", "Regular Press Conference", "https://ministry.example/mfa_eng/xwfw_665399/s2510_665401/t1864659.html"},
		{"a word before an identifier", "Ten Spies Caught", "https://courier.example/ten-spies-caught/storyQhNI0zjmClMcj6T7"},
		{"what kind of number it is", "The Bridge That Fell", "https://courier.example/world/the-bridge-that-fell-article48211307"},
		{"a short number", "Covid in the Valley", "https://courier.example/covid19-in-the-valley"},
		{"another language", "Der Dammbruch im Tal", "https://bote.example/klimaschutzgesetz-und-dammbruch-im-tal"},
		{"a genitive", "China’s Dams", "https://courier.example/chinas-dams-and-the-river"},
		{"underscores", "Ines Morau at the Biennial", "https://museum.example/files/inesmorau_1_1997biennial.html"},
		{"a query", "The Dam Leaks Again", "https://courier.example/search?q=the-dam-leaksagain"},
		{"prose after the URL", "The Dam Leaks Again", "https://courier.example/dam| and/or the well-known sequel"},
		{"an access date after the URL", "The Dam Leaks Again", "https://courier.example/dam| (accessed 12/03/2021)"},
		{"no path", "The Dam", "https://courier.example"},
		{"no URL", "The Dam", "courier"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for url, damage := range inspect(article("The damkeepers went home.", [2]string{tt.title, tt.url})) {
				if damage != nil {
					t.Errorf("%s: %s", url, damage.Why)
				}
			}
		})
	}
}

// Two citations of one address that lost different hyphens mend each other.
func TestTwins(t *testing.T) {
	d := article("",
		[2]string{"Walls and Waters", "https://bote.example/zidovi-ivode-uodolini-reke"},
		[2]string{"Walls and Waters", "https://bote.example/zidoviivode-u-odolini-reke"},
		[2]string{"Walls and Waters", "https://bote.example/zidovi-i-vode-u-dolini"})
	found := inspect(d)
	for _, url := range []string{"https://bote.example/zidovi-ivode-uodolini-reke", "https://bote.example/zidoviivode-u-odolini-reke"} {
		damage := found[url]
		if damage == nil {
			t.Fatalf("%s does not look damaged", url)
		}
		if !slices.ContainsFunc(damage.Candidates, func(c verify.Candidate) bool {
			return c.URL == "https://bote.example/zidovi-ivode-u-odolini-reke"
		}) {
			t.Errorf("%s: %+v", url, damage.Candidates)
		}
		if !strings.Contains(damage.Why, "gives the same address") {
			t.Errorf("%s: %s", url, damage.Why)
		}
	}
	if damage := found["https://bote.example/zidovi-i-vode-u-dolini"]; damage != nil {
		t.Errorf("another address looks damaged: %s", damage.Why)
	}
}

// An identifier that may have lost its hyphen is no sign by itself, but a
// candidate where something else is one.
func TestSecondCandidate(t *testing.T) {
	url := "https://courier.example/spies-get-a-quietpardon-today/storyYhNI0zjmClMcj6T7.html"
	damage := inspect(article("", [2]string{"Spies Get a Quiet Pardon", url}))[url]
	want := "https://courier.example/spies-get-a-quiet-pardon-today/story-YhNI0zjmClMcj6T7.html"
	if damage == nil || len(damage.Candidates) < 2 || damage.Candidates[1].URL != want {
		t.Errorf("%+v", damage)
	}
}

func TestGuess(t *testing.T) {
	tests := []struct{ url, want string }{
		{"https://courier.example/damleaks/1957", "https://courier.example/dam-leaks/1957"},
		{"https://courier.example/wpcontent/uploads/report.pdf", "https://courier.example/wp-content/uploads/report.pdf"},
		{"https://courier.example/a-caretaker-of-the-dam", "https://courier.example/a-care-taker-of-the-dam"},
	}
	for _, tt := range tests {
		docs := []*verify.Document{article("", [2]string{"A Title of Other Words", tt.url})}
		sources := verify.Sources(docs)
		if damage := repair.Examine(docs, sources).Damages()[0]; damage != nil {
			t.Errorf("%s looks damaged: %s", tt.url, damage.Why)
		}
		candidates := repair.Examine(docs, sources).Guess(0)
		if len(candidates) > 6 || !slices.ContainsFunc(candidates, func(c verify.Candidate) bool { return c.URL == tt.want }) {
			t.Errorf("%s: %+v", tt.url, candidates)
		}
	}
}

// Work on hostile URLs is bounded, and what is proposed is few and not the URL
// itself.
func TestHostile(t *testing.T) {
	done := make(chan bool)
	go func() {
		defer close(done)
		for _, path := range []string{
			strings.Repeat("the", 600), strings.Repeat("inthe-", 330), strings.Repeat("a", 1900), strings.Repeat("a-", 900),
			strings.Repeat("%C3%A4", 300), strings.Repeat("%", 1900), strings.Repeat("-", 1900), strings.Repeat("/", 1900),
			strings.Repeat("storyAb12-", 190), strings.Repeat("xn\xff\xfe-", 300), strings.Repeat("theislamic-statestopped-", 80),
		} {
			url := "https://courier.example/" + path
			docs := []*verify.Document{article("", [2]string{"The Islamic State Stopped", url}, [2]string{"The Islamic State Stopped", url + "-"})}
			sources := verify.Sources(docs)
			repair.Examine(docs, sources).Damages()
			for i := range sources {
				for k, c := range repair.Examine(docs, sources).Guess(i) {
					if k > 5 || c.URL == sources[i].URL {
						t.Errorf("candidate %d of %.40s: %.60s", k, url, c.URL)
					}
				}
			}
		}
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("still at it after a minute")
	}
}

func TestFold(t *testing.T) {
	same := []string{"https://www.Courier.example/The-Dam_leaks/", "http://courier.example/thedamleaks", "https://courier.example/the–dam\u00adleaks#top", "https://courier.example/th%65-dam-leaks"}
	for _, url := range same[1:] {
		if repair.Fold(url) != repair.Fold(same[0]) {
			t.Errorf("%s folds to %s, not %s", url, repair.Fold(url), repair.Fold(same[0]))
		}
	}
	for _, url := range []string{"https://courier.example/thedamleak", "https://courier.example/the/damleaks", "https://other.example/thedamleaks"} {
		if repair.Fold(url) == repair.Fold(same[0]) {
			t.Errorf("%s folds to %s", url, repair.Fold(url))
		}
	}
}

func FuzzDamages(f *testing.F) {
	f.Add("The Dam Leaks Again", "https://courier.example/the-dam-leaksagain", " and more")
	f.Add("Dämme", "https://x.example/%C3%A4%cc%87-%zz-in\u0307the", "\nrest-of-it.html")
	f.Fuzz(func(t *testing.T, title, url, after string) {
		docs := []*verify.Document{article("", [2]string{title, url + "|" + after}, [2]string{title, strings.Replace(url, "-", "", 1)})}
		sources := verify.Sources(docs)
		for i, damage := range repair.Examine(docs, sources).Damages() {
			if damage != nil && (damage.Why == "" || len(damage.Candidates) > 6) {
				t.Errorf("%q: %+v", sources[i].URL, damage)
			}
		}
	})
}

func BenchmarkDamages(b *testing.B) {
	for _, bench := range []struct{ name, slug string }{
		{"sound", "the-dam-leaks-again-in-the-ostravice-valley"},
		{"damaged", "the-dam-leaksagain-in-the-ostravice-valley"},
	} {
		var notes [][2]string
		for i := range 1000 {
			notes = append(notes, [2]string{"The Dam Leaks Again", fmt.Sprintf("https://courier.example/1997/%d/%s", i, bench.slug)})
		}
		docs := []*verify.Document{article("", notes...)}
		sources := verify.Sources(docs)
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				repair.Examine(docs, sources).Damages()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(sources)), "µs/source")
		})
	}
}
