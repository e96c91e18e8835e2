package repair_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"loccit/verify"
	"loccit/verify/format"
)

// A victim is a real URL that is printed damaged.
type victim struct {
	title, url string // the title may be empty
	printed    string // with white space where the page has some
	kind       string
	where      int // 0: its page is live, 1: only archived, 2: both
}

// kinds of damage, as text has it that was copied out of a PDF.
var kinds = []struct {
	name   string
	tail   bool
	damage func(random *rand.Rand, url string) (string, bool)
}{
	{"hyphens lost at breaks", false, func(r *rand.Rand, url string) (string, bool) { return loseHyphens(r, url) }},
	{"a break after - or /", false, func(r *rand.Rand, url string) (string, bool) { return insert(r, url, "/-", "\n") }},
	{"a space inside", false, func(r *rand.Rand, url string) (string, bool) { return insert(r, url, "/-", " ") }},
	{"an en dash for a hyphen", false, func(r *rand.Rand, url string) (string, bool) {
		return strings.Replace(url, "-", "–", 1), strings.Contains(url[8:], "-")
	}},
	{"a lost tail", true, loseTail},
}

// loseHyphens takes one to three hyphens between words out of a path.
func loseHyphens(random *rand.Rand, url string) (string, bool) {
	d := &verify.Document{Citations: []verify.Citation{{URL: url}}}
	l, ok := lose(random, d, 0)
	return l.url, ok
}

var lastSlug = regexp.MustCompile(`/[a-z0-9]+(?:-[a-z0-9]+){3,}(?:/|\.html?)?$`)

// loseTail cuts a slug at a hyphen, as a page does that was printed too narrow.
func loseTail(random *rand.Rand, url string) (string, bool) {
	at := lastSlug.FindStringIndex(url)
	if at == nil {
		return "", false
	}
	var hyphens []int
	for i := at[0]; i < at[1]; i++ {
		if url[i] == '-' && i > at[0]+8 {
			hyphens = append(hyphens, i)
		}
	}
	if len(hyphens) == 0 {
		return "", false
	}
	cut := hyphens[len(hyphens)-1-random.IntN(min(2, len(hyphens)))]
	return url[:cut], true
}

// victims are n URLs of the corpus with words in their paths, those of notes
// first, each damaged in one way, in turn.
func victims(t *testing.T, random *rand.Rand, n int) (found []victim, others []victim) {
	type sample struct {
		title, url string
		body       bool
	}
	var samples []sample
	seen := map[string]bool{}
	for _, d := range corpus(t) {
		cited := len(d.Citations)
		bodies(d)
		damaged := already(d)
		for i := range d.Citations {
			c := &d.Citations[i]
			rest := strings.TrimPrefix(strings.TrimPrefix(c.URL, "https://"), "http://")
			host, path, _ := strings.Cut(rest, "/")
			if seen[verify.Key(c.URL)] || damaged[c.URL] || !wordy(path) || !strings.Contains(host, ".") || strings.Contains(host, ":") || strings.Contains(c.URL, "archive.org/web") ||
				strings.ContainsAny(c.URL, " \n\\{}()…→#,;'*") || len(c.URL) > 250 || strings.ContainsFunc(c.URL, func(r rune) bool { return r > 126 }) {
				continue
			}
			seen[verify.Key(c.URL)] = true
			samples = append(samples, sample{c.Title, c.URL, i >= cited})
		}
	}
	random.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
	slices.SortStableFunc(samples, func(a, b sample) int {
		if a.body == b.body {
			return 0
		} else if a.body {
			return 1
		}
		return -1
	})
	suffered := make([]int, len(kinds))
	for _, s := range samples {
		v := victim{title: s.title, url: s.url}
		if at := v.suffer(random, suffered, n/len(kinds)); len(found) < n && at >= 0 {
			v.where = suffered[at] % 3
			if kinds[at].tail && v.where == 0 { // its page is in the archive at least
				v.where = 2
			}
			suffered[at]++
			found = append(found, v)
		} else {
			others = append(others, v)
		}
	}
	return found, others
}

// suffer damages v in the way that the fewest have suffered yet and that its URL
// has a place for, and returns which that is; -1 where there is none, or where
// most have suffered that already.
func (v *victim) suffer(random *rand.Rand, suffered []int, most int) int {
	order := []int{0, 1, 2, 3, 4}
	slices.SortStableFunc(order, func(a, b int) int { return suffered[a] - suffered[b] })
	for _, k := range order {
		printed, ok := kinds[k].damage(random, v.url)
		if ok && printed != v.url && suffered[k] < most {
			v.printed, v.kind = printed, kinds[k].name
			return k
		}
	}
	return -1
}

// called is what the page of v is called: as the note says, else by the words
// of its address.
func (v *victim) called() string {
	_, path, _ := strings.Cut(v.url[8:], "/")
	words := strings.Join(strings.FieldsFunc(path, func(r rune) bool { return !('a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9') }), " ")
	if v.title != "" {
		words = v.title
	}
	return words + " | " + verify.Host(v.url)
}

// printed sets the victims in articles of 25 notes, and reads them again.
func printed(t *testing.T, all []victim) []*verify.Document {
	var docs []*verify.Document
	quotes := strings.NewReplacer("“", "‘", "”", "’", "\n", " ", "\"", "’")
	for part := range slices.Chunk(all, 25) {
		var body, notes strings.Builder
		for i, v := range part {
			fmt.Fprintf(&body, "The dam leaked again that year, and it was mended.%d ", i+1)
			if v.title == "" {
				fmt.Fprintf(&notes, "\n%d Ada Kerr, Valley Courier, May 4, 2019, %s.\n", i+1, v.printed)
			} else {
				fmt.Fprintf(&notes, "\n%d Ada Kerr, “%s,” Valley Courier, May 4, 2019, %s.\n", i+1, quotes.Replace(v.title), v.printed)
			}
		}
		text := body.String() + "\n\n" + notes.String()
		d, err := verify.Read(verify.Input{Path: fmt.Sprintf("%d.txt", len(docs)), Data: []byte(text)}, format.Readers())
		if err != nil {
			t.Fatal(err)
		}
		d.Citations = verify.Cite(d)
		docs = append(docs, d)
	}
	return docs
}

// A tally counts how damaged URLs of one kind came out.
type tally struct{ n, read, high, medium, low, wrongHigh, wrong, lost, visits int }

// TestRescue damages 500 real URLs, and asks the whole pipeline for them, over
// a web on which the true page is live, archived, or both, among neighbours,
// and on which every fifth site answers everything with one page.
func TestRescue(t *testing.T) {
	random := rand.New(rand.NewPCG(1958, 3))
	all, others := victims(t, random, 500)
	if len(all) != 500 {
		t.Fatalf("%d URLs with words in their paths", len(all))
	}
	w := newWorld(t)
	hosts := map[string]int{}
	exists := func(v *victim, live, archived bool) {
		if live {
			w.lives(v.url, v.called())
		} else {
			w.Site(verify.Host(v.url))
		}
		if archived {
			w.captured(v.url, v.called())
		}
	}
	for i := range all {
		v := &all[i]
		host := verify.Host(v.url)
		if hosts[host]++; hosts[host] == 1 && random.IntN(5) == 0 {
			w.Site(host).Rest(catchall("Welcome"))
		}
		exists(v, v.where != 1, v.where > 0)
	}
	for i := range others { // a few neighbours
		if n := hosts[verify.Host(others[i].url)]; n > 0 && n < 8 && !slices.ContainsFunc(all, func(v victim) bool { return strings.HasPrefix(others[i].url, v.url) }) {
			hosts[verify.Host(others[i].url)]++
			exists(&others[i], true, true)
		}
	}
	w.archived()
	docs := printed(t, all)
	c := w.judge(docs...)
	tallies := map[string]*tally{}
	for i := range all {
		kind := tallies[all[i].kind]
		if kind == nil {
			kind = &tally{}
			tallies[all[i].kind] = kind
		}
		w.count(kind, &all[i], c, docs[i/25], i%25)
	}
	report(t, tallies)
}

// count looks up what became of v, which is cited in note n of d.
func (w *world) count(k *tally, v *victim, c *verify.Case, d *verify.Document, n int) {
	k.n++
	at := slices.IndexFunc(d.Citations, func(c verify.Citation) bool { return c.Note == n && c.URL != "" })
	if at < 0 {
		k.lost++
		w.t.Logf("not read: %q", v.printed)
		return
	}
	st := c.StandingOf(d.Citations[at].Link())
	source := slices.IndexFunc(w.sources, func(s verify.Source) bool { return s.Key == st.Key })
	for _, try := range w.evidence[source].Tries {
		if try.Shown.Visit != nil {
			k.visits++
		}
	}
	switch {
	case verify.Key(st.URL) == verify.Key(v.url) && st.Repair == nil:
		k.read++
	case st.Repair == nil:
		k.lost++
		w.t.Logf("lost (%s, %d): %s\n\t%q %v %s", v.kind, v.where, v.url, v.printed, st.State, st.Detail)
	case verify.Key(st.Repair.URL) != verify.Key(v.url):
		k.wrong++
		if st.Repair.Confidence == verify.High {
			k.wrongHigh++
		}
		w.t.Logf("wrong (%s, %d): %s\n\t%q\n\t%s, %v: %q", v.kind, v.where, v.url, v.printed, st.Repair.URL, st.Repair.Confidence, st.Repair.Evidence)
	default:
		*[]*int{&k.low, &k.medium, &k.high}[st.Repair.Confidence]++
	}
}

func report(t *testing.T, tallies map[string]*tally) {
	row := func(name string, k *tally) {
		t.Logf("%-26s %5d %6d %6d %7d %5d %6d %11d %5d %7.2f %%  %.2f", name, k.n, k.read, k.high, k.medium, k.low, k.wrong, k.wrongHigh, k.lost,
			100*float64(k.read+k.high+k.medium+k.low)/float64(max(k.n, 1)), float64(k.visits)/float64(max(k.n, 1)))
	}
	t.Logf("%-26s %5s %6s %6s %7s %5s %6s %11s %5s %9s %s", "damage", "URLs", "read", "high", "medium", "low", "wrong", "wrong, high", "lost", "right", "probes a URL")
	var sum tally
	for _, kind := range kinds {
		k := tallies[kind.name]
		if k == nil {
			t.Fatalf("no URL suffers %s", kind.name)
		}
		row(kind.name, k)
		sum.n, sum.read, sum.high, sum.medium, sum.low = sum.n+k.n, sum.read+k.read, sum.high+k.high, sum.medium+k.medium, sum.low+k.low
		sum.wrong, sum.wrongHigh, sum.lost, sum.visits = sum.wrong+k.wrong, sum.wrongHigh+k.wrongHigh, sum.lost+k.lost, sum.visits+k.visits
	}
	row("all", &sum)
	if right := sum.read + sum.high + sum.medium + sum.low; 100*right < 95*sum.n {
		t.Errorf("%d of %d repaired", right, sum.n)
	}
	if sum.wrongHigh > 0 {
		t.Errorf("%d wrong repairs with high confidence", sum.wrongHigh)
	}
	if sum.visits > 4*sum.n {
		t.Errorf("%d probes", sum.visits)
	}
}
