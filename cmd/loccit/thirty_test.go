package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"loccit/testdata/smallweb"
)

var update = flag.Bool("update", false, "write the table of docs/nightly.md anew")

// A fate is what becomes of one page in thirty nights, and what is to be told
// of it: on which night, as kind, from and to.
type fate struct {
	name string
	web  map[int]func(*smallweb.Web, string) // by the night before which it happens
	said map[int]string                      // the same in words, for the table
	told map[int]string
}

// Where each page stands.
func address(name string) string { return "https://" + name + ".example/page" }

func honest(w *smallweb.Web, url string) { w.Handle(url, smallweb.Article("A Page of Its Own")) }
func trouble(w *smallweb.Web, url string) {
	w.Handle(url, smallweb.Status(http.StatusServiceUnavailable))
}
func soft(w *smallweb.Web, url string)     { w.Handle(url, smallweb.SoftNotFound()) }
func walled(w *smallweb.Web, url string)   { w.Handle(url, smallweb.Challenge()) }
func refusing(w *smallweb.Web, url string) { w.Site(host(url)).Refusing() }
func reopened(w *smallweb.Web, url string) { w.Site(host(url)).Open() }
func vanished(w *smallweb.Web, url string) { w.Site(host(url)).Unresolved(notFound(host(url))) }
func host(url string) string               { return strings.Split(url, "/")[2] }
func gone(code int) func(*smallweb.Web, string) {
	return func(w *smallweb.Web, url string) {
		w.Handle(url, smallweb.With(code, smallweb.HTML("Not found", "<h1>Not found</h1>")))
	}
}
func movedTo(path string) func(*smallweb.Web, string) {
	return func(w *smallweb.Web, url string) {
		to := "https://" + host(url) + path
		w.Handle(to, smallweb.Article("A Page of Its Own"))
		w.Handle(url, smallweb.To(http.StatusMovedPermanently, to))
	}
}

// fates are all pages of the thirty nights. A night asks them all: --max-age is
// less than a day.
func fates() []fate {
	type acts = map[int]func(*smallweb.Web, string)
	type words = map[int]string
	return []fate{
		{name: "steady", web: acts{}},
		{name: "dies", web: acts{5: gone(404)}, said: words{5: "404"}, told: words{6: "broke live dead"}},
		{name: "withdrawn", web: acts{7: gone(410)}, said: words{7: "410"}, told: words{8: "broke live dead"}},
		{name: "vanishes", web: acts{9: vanished}, said: words{9: "its name is gone from the DNS"}, told: words{10: "broke live dead"}},
		{name: "pretends", web: acts{11: soft}, said: words{11: "a “not found” page that says 200"}, told: words{12: "broke live suspect"}},
		{name: "ill", web: acts{4: trouble, 15: honest}, said: words{4: "503", 15: "back"}, told: words{6: "broke live unreachable", 15: "healed unreachable live"}},
		{name: "refuses", web: acts{18: refusing}, said: words{18: "connections are refused"}, told: words{20: "broke live unreachable"}},
		{name: "hiccups", web: acts{8: trouble, 9: honest, 20: trouble, 22: honest}, said: words{8: "503 for one night", 20: "503 for two nights"}},
		{name: "blinks", web: acts{14: gone(404), 15: honest}, said: words{14: "404 for one night"}},
		{name: "flickers", web: acts{3: refusing, 4: reopened, 5: refusing, 6: reopened, 7: refusing, 8: reopened, 9: refusing, 10: reopened},
			said: words{3: "refused every second night, four times"}},
		{name: "moves", web: acts{10: movedTo("/new"), 22: movedTo("/newer")}, said: words{10: "301", 22: "301 to another address"},
			told: words{10: "moved live moved", 22: "moved moved moved"}},
		{name: "returns", web: acts{16: gone(404), 25: movedTo("/again")}, said: words{16: "404", 25: "back, at another address"},
			told: words{17: "broke live dead", 25: "healed dead moved"}},
		{name: "walled", web: acts{12: walled}, said: words{12: "a bot wall"}},
		{name: "mixed", web: acts{23: trouble, 24: gone(404), 25: trouble}, said: words{23: "503", 24: "404", 25: "503"}, told: words{25: "broke live unreachable"}},
		{name: "unborn", web: acts{1: gone(404)}, said: words{1: "404 from the beginning"}, told: words{2: "broke unchecked dead"}},
		{name: "kept", web: acts{}, said: words{12: "an archive takes a snapshot of it"}, told: words{15: "archived none archived"}},
		{name: "relapses", web: acts{2: trouble, 6: honest, 19: gone(404), 26: honest}, said: words{2: "503", 6: "back", 19: "404", 26: "back"},
			told: words{4: "broke live unreachable", 6: "healed unreachable live", 20: "broke live dead", 26: "healed dead live"}},
	}
}

// A vigil is a small web that changes from night to night, and the command that
// watches it.
type vigil struct {
	*testing.T
	web   *smallweb.Web
	dir   string
	fates []fate
}

func newVigil(t *testing.T) *vigil {
	web, err := smallweb.Start()
	try(t, err)
	t.Cleanup(web.Close)
	v := &vigil{T: t, web: web, dir: t.TempDir(), fates: fates()}
	var urls []string
	for _, f := range v.fates {
		honest(web, address(f.name))
		urls = append(urls, address(f.name))
	}
	write(t, filepath.Join(v.dir, "article.txt"), []byte(articleOf(urls)))
	write(t, filepath.Join(v.dir, "loccit.toml"), []byte(`documents = ["*.txt"]
cache = "nights.db"
host-delay = "0s"
retries = 0
max-age = "20h"
wayback-url = "https://web.archive.org"
archive-rate = 100000
`))
	return v
}

// captures are what the archive holds on a night: every page but one from the
// beginning.
func (v *vigil) captures(night int) {
	var list []smallweb.Capture
	for _, f := range v.fates {
		if f.name != "kept" || night >= 12 {
			list = append(list, smallweb.Capture{URL: address(f.name), At: "20190401120000", Page: "<title>A Page of Its Own</title>" + smallweb.Prose("A Page of Its Own", 120)})
		}
	}
	v.web.Archive("web.archive.org", list...).Rest(http.NotFoundHandler())
}

func bedtime(night int) time.Time { return time.Date(2026, 3, night, 2, 0, 0, 0, time.UTC) }

// run is the command at a moment, with what it wrote and its exit code.
func (v *vigil) run(now time.Time, command string, args ...string) (string, int) {
	v.Helper()
	var stdout, stderr bytes.Buffer
	c := &cli{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, small: v.web, pause: time.Millisecond}
	root := c.root()
	root.SetArgs(append([]string{command, "--config", filepath.Join(v.dir, "loccit.toml"), "--format", "json", "--now", now.Format(time.RFC3339)}, args...))
	code := c.exit(root.ExecuteContext(v.Context()))
	if code > exitFindings {
		v.Fatalf("%s: exit %d\n%s", now, code, stderr.String())
	}
	return stdout.String(), code
}

// tonight are the changes that a night tells, as name kind from to.
func (v *vigil) tonight(out string) []string {
	v.Helper()
	var r struct {
		Changes []struct{ URL, Kind, From, To string }
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		v.Fatal(err)
	}
	told := []string{}
	for _, c := range r.Changes {
		told = append(told, strings.TrimSuffix(host(c.URL), ".example")+" "+c.Kind+" "+c.From+" "+c.To)
	}
	slices.Sort(told)
	return told
}

// TestThirtyNights watches pages die, hiccup, come back, move and get archived:
// each change is told once, on its night, and no hiccup is told. Some nights
// are run twice, and at noon there is an audit: strikes are counted by nights.
func TestThirtyNights(t *testing.T) {
	v := newVigil(t)
	var table strings.Builder
	table.WriteString("| night | on the web | told | exit |\n| --: | :-- | :-- | --: |\n")
	for night := 1; night <= 30; night++ {
		v.captures(night)
		var happened []string
		want := []string{}
		broke := false
		for _, f := range v.fates {
			if act := f.web[night]; act != nil {
				act(v.web, address(f.name))
			}
			if said := f.said[night]; said != "" {
				happened = append(happened, "*"+f.name+"*: "+said)
			}
			if told := f.told[night]; told != "" {
				want = append(want, f.name+" "+told)
				broke = broke || strings.HasPrefix(told, "broke")
			}
		}
		slices.Sort(want)
		out, code := v.run(bedtime(night), "nightly")
		got := v.tonight(out)
		if d := gocmp.Diff(want, got); d != "" {
			t.Errorf("night %d (-want +got):\n%s", night, d)
		}
		if wantCode := map[bool]int{true: exitFindings}[broke]; code != wantCode {
			t.Errorf("night %d: exit %d, want %d", night, code, wantCode)
		}
		v.again(night)
		if len(happened)+len(got) > 0 {
			fmt.Fprintf(&table, "| %d | %s | %s | %d |\n", night, strings.Join(happened, "<br>"), strings.Join(inTable(got), "<br>"), code)
		}
	}
	v.document(table.String())
}

// again runs some nights a second time, and an audit at noon after some.
func (v *vigil) again(night int) {
	if night%3 == 2 {
		out, code := v.run(bedtime(night).Add(3*time.Hour), "nightly")
		if told := v.tonight(out); len(told) > 0 || code != exitPassed {
			v.Errorf("night %d, again: %v, exit %d", night, told, code)
		}
	}
	if night%4 == 0 {
		v.run(bedtime(night).Add(10*time.Hour), "audit", "--fail-on", "never", filepath.Join(v.dir, "article.txt"))
	}
}

// inTable are changes as the table has them.
func inTable(told []string) []string {
	var rows []string
	for _, s := range told {
		f := strings.Fields(s)
		rows = append(rows, fmt.Sprintf("*%s* **%s**: %s → %s", f[0], f[1], f[2], f[3]))
	}
	return rows
}

// document sets the table beside that of docs/nightly.md.
func (v *vigil) document(table string) {
	const begin, end = "<!-- begin: the table of TestThirtyNights -->\n", "<!-- end -->"
	path := filepath.Join("..", "..", "docs", "nightly.md")
	page, err := os.ReadFile(path)
	try(v, err)
	before, rest, ok := strings.Cut(string(page), begin)
	old, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		v.Fatalf("%s has no place for the table", path)
	}
	if *update {
		write(v, path, []byte(before+begin+table+end+after))
		return
	}
	if d := gocmp.Diff(old, table); d != "" {
		v.Errorf("%s has another table; go test ./cmd/loccit -run ThirtyNights -update writes it anew\n%s", path, d)
	}
}
