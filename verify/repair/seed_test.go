package repair_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"loccit/testdata/smallweb"
	"loccit/verify"
	"loccit/verify/format"
)

// lostInTheSeed are the hyphens that the seed article's URLs lost: the letters
// on both sides, and a piece of the host where that is needed.
var lostInTheSeed = []struct{ host, before, after string }{
	{"gandhara", "uyghur", "militants"},
	{"kabulnow", "uighur", "militants"}, {"kabulnow", "in", "badakhshan"},
	{"supchina", "chinese", "views"},
	{"supchina", "and", "reconciliation"}, {"supchina", "xinjiang", "clubhouse"},
	{"warontherocks", "the", "islamic"},
	{"aljazeera", "blast", "hits"}, {"aljazeera", "during", "friday"},
	{"bbc", "china", "56250915"},
	{"hindustantimes", "quiet", "pardon"}, {"hindustantimes", "story", "YhNI"},
	{"indyturk", "efsaneden", "ger"}, {"indyturk", "dlibten", "afganistana"},
	{"sify", "chinas", "intelligence"}, {"sify", "sirajuddin", "haqqani"}, {"sify", "from", "afghanistan"},
	{"telegraph", "world", "news"}, {"telegraph", "jailbreak", "complicates"},
	{"youngchinawatchers", "chinas", "borderland"}, {"youngchinawatchers", "tamim", "asey"},
}

// meant is the URL that the author of the seed article had before the PDF lost
// its hyphens.
func meant(url string) string {
	for _, l := range lostInTheSeed {
		if strings.Contains(url, l.host+".") {
			url = strings.ReplaceAll(url, l.before+l.after, l.before+"-"+l.after)
		}
	}
	return url
}

func readSeed(t *testing.T) *verify.Document {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		t.Skip("LOCCIT_SHARED names no folder with the seed article")
	}
	data, err := os.ReadFile(filepath.Join(root, "seed", "china-posts.txt"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := verify.Read(verify.Input{Path: "seed.txt", Data: data}, format.Readers())
	if err != nil {
		t.Fatal(err)
	}
	d.Citations = verify.Cite(d)
	return d
}

// TestSeedIsRepaired: thirteen of the seed article's URLs lost hyphens, and all
// of them are found again, wherever the right page still is.
func TestSeedIsRepaired(t *testing.T) {
	settings := []struct {
		name           string
		live, archived bool
		catchall       bool   // sites answer everything with one page
		title          string // of that page; echo for one that repeats the address
		down           bool   // the archive does not answer
	}{
		{name: "the right page is live", live: true},
		{name: "it is only archived", archived: true},
		{name: "both", live: true, archived: true},
		{name: "live, no archive to ask", live: true, down: true},
		{name: "live, and everything else is answered too", live: true, catchall: true, title: "Welcome"},
		{name: "archived, and everything is answered", archived: true, catchall: true, title: "Welcome"},
		{name: "both, and everything else is answered too", live: true, archived: true, catchall: true, title: "Welcome"},
		{name: "live, and every other answer repeats the address", live: true, catchall: true, title: "echo"},
		{name: "archived, and every answer repeats the address", archived: true, catchall: true, title: "echo"},
	}
	for _, s := range settings {
		t.Run(s.name, func(t *testing.T) {
			d := readSeed(t)
			w := newWorld(t)
			titles := map[string]string{}
			for i := range d.Citations {
				if url := d.Citations[i].Link(); url != "" {
					titles[meant(url)] = d.Citations[i].Title
				}
			}
			for url, title := range titles {
				if s.catchall {
					w.Site(verify.Host(url)).Rest(catchall(s.title))
				} else {
					w.Site(verify.Host(url))
				}
				if s.live {
					w.lives(url, title)
				}
				if s.archived {
					w.captured(url, title)
				}
			}
			if !s.down {
				w.archived()
			}
			wrong, right, sure := 0, 0, map[verify.Confidence]int{}
			for _, st := range w.judge(d).Sources {
				want := meant(st.URL)
				switch {
				case want == st.URL && st.Repair == nil:
				case st.Repair == nil:
					t.Errorf("not repaired: %s (%v, %s)", st.URL, st.State, st.Detail)
				case st.Repair.URL != want:
					wrong++
					t.Errorf("wrong: %s\n\tfor %s (%v: %q)", st.Repair.URL, st.URL, st.Repair.Confidence, st.Repair.Evidence)
				default:
					right++
					sure[st.Repair.Confidence]++
				}
			}
			t.Logf("%d of 13 repaired (%v), %d wrongly", right, sure, wrong)
			if right != 13 || wrong > 0 {
				t.Errorf("%d of 13 repaired, %d wrongly", right, wrong)
			}
		})
	}
}

func catchall(title string) http.Handler {
	if title != "echo" {
		return smallweb.HTML(title, "<h1>"+title+"</h1>"+smallweb.Prose("our news", 90))
	}
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		words := strings.NewReplacer("-", " ", "/", " ").Replace(r.URL.Path)
		smallweb.HTML(words+" - Search", "<h1>Results for"+words+"</h1>"+smallweb.Prose("nothing was found", 90)).ServeHTTP(out, r)
	})
}
