package repair_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"loccit/verify"
	"loccit/verify/format"
	"loccit/verify/repair"
)

// TestBreaks prints real URLs as bad typesetting does, reads them off the page
// again, and asks for the true one: it must be what was read, or among the
// candidates.
func TestBreaks(t *testing.T) {
	type sample struct{ title, url string }
	var samples []sample
	seen := map[string]bool{}
	for _, d := range corpus(t) {
		bodies(d)
		damaged := already(d)
		for i := range d.Citations {
			c := &d.Citations[i]
			rest := strings.TrimPrefix(strings.TrimPrefix(c.URL, "https://"), "http://")
			_, path, _ := strings.Cut(rest, "/")
			if !seen[c.URL] && !damaged[c.URL] && wordy(path) && !strings.Contains(c.URL, "archive.org/web") && !strings.ContainsAny(c.URL, " \n\\{}()…→") && len(c.URL) < 300 {
				seen[c.URL] = true
				samples = append(samples, sample{c.Title, c.URL})
			}
		}
	}
	random := rand.New(rand.NewPCG(1957, 6))
	random.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
	samples = samples[:min(300, len(samples))]
	kinds := []struct {
		name   string
		least  float64 // the share that must come back
		damage func(url string) (string, bool)
	}{
		{"a line end after / or -", 0.95, func(url string) (string, bool) { return insert(random, url, "/-", "\n") }},
		{"a space after / or -", 0.95, func(url string) (string, bool) { return insert(random, url, "/-", " ") }},
		{"a space anywhere", 0.85, func(url string) (string, bool) { return insert(random, url, "", " ") }},
		{"a line end anywhere", 0.9, func(url string) (string, bool) { return insert(random, url, "", "\n") }},
		{"an en dash for a hyphen", 0.95, func(url string) (string, bool) {
			return strings.Replace(url, "-", "–", 1), strings.Contains(url, "-")
		}},
	}
	for _, k := range kinds {
		n, read, proposed := 0, 0, 0
		for _, s := range samples {
			printed, ok := k.damage(s.url)
			if !ok {
				continue
			}
			n++
			switch rank := reread(t, s.title, printed, s.url); {
			case rank == 0:
				read++
			case rank > 0:
				proposed++
			default:
				t.Logf("%s: lost %s\n\t%q", k.name, s.url, printed)
			}
		}
		if share := float64(read+proposed) / float64(n); share < k.least {
			t.Errorf("%s: %.3f, less than %.2f", k.name, share, k.least)
		}
		t.Logf("%-26s %3d URLs: read right %.1f %%, proposed %.1f %%", k.name, n, 100*float64(read)/float64(n), 100*float64(proposed)/float64(n))
	}
}

// insert puts gap into the path: behind one of the signs after, or anywhere.
func insert(random *rand.Rand, url, after, gap string) (string, bool) {
	host := strings.IndexByte(url[8:], '/') + 8
	var places []int
	for i := host + 1; i < len(url)-1; i++ {
		if after == "" || strings.IndexByte(after, url[i-1]) >= 0 && i-1 > host {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return "", false
	}
	at := places[random.IntN(len(places))]
	return url[:at] + gap + url[at:], true
}

// reread prints a note and reads it: 0 if its URL is the true one, else the
// rank of the true one among the candidates, -1 if it is lost.
func reread(t *testing.T, title, printed, want string) int {
	text := "The dam leaked.1 It was mended.2\n\n1 Ada Kerr, “" + strings.NewReplacer("“", "‘", "”", "’", "\n", " ").Replace(title) + ",” Valley Courier, May 4, 2019, " + printed + ".\n\n2 Valley Archive, box 12.\n"
	d, err := verify.Read(verify.Input{Path: "a.txt", Data: []byte(text)}, format.Readers())
	if err != nil {
		t.Fatal(err)
	}
	d.Citations = verify.Cite(d)
	docs := []*verify.Document{d}
	sources := verify.Sources(docs)
	x := repair.Examine(docs, sources)
	for i := range sources {
		if sources[i].URL == want {
			return 0
		}
		if k := slices.IndexFunc(x.Guess(i), func(c verify.Candidate) bool { return c.URL == want }); k >= 0 {
			return k + 1
		}
	}
	return -1
}
