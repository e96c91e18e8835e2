package cache

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// A source is seen once a day: the letters are what was seen, a digit its
// status class, and a prune keeps the days of which the second line has a mark.
func TestPruneKeepsTheNewestAndEachChange(t *testing.T) {
	const today = 8 // days since the first: what is seen from then on is recent
	cases := []struct{ name, seen, kept string }{
		{"nothing ever changed", "2222222", "^     ^"},
		{"it died", "2224444", "^  ^  ^"},
		{"it came back", "2242222", "^ ^^  ^"},
		{"recent ones all stay", "22222222222", "^       ^^^"},
		{"seen once, long ago", "2", "^"},
		{"a change just before the recent ones", "2222222422", "^      ^^^"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			c := fresh(t)
			key := "https://a.example/"
			day := func(i int) time.Time { return noon.AddDate(0, 0, i) }
			for i, s := range tc.seen {
				v := visit(key, day(i), 100*int(s-'0'))
				text := fmt.Sprint("seen on day ", i)
				v.Visit.Page = &verify.Page{Title: "Page", Text: text, TextSum: verify.SumOf(text)}
				add(t, c, v)
			}
			p, err := c.Prune(t.Context(), day(today).Add(-time.Hour))
			must(t, err)
			left, err := c.History(t.Context(), key)
			must(t, err)
			kept := []byte(strings.Repeat(" ", len(tc.seen)))
			for _, o := range left {
				kept[int(o.At.Sub(noon).Hours()/24)] = '^'
			}
			if string(kept) != tc.kept {
				t.Errorf("kept\n%s\n%s, want\n%s", tc.seen, kept, tc.kept)
			}
			gone := strings.Count(tc.kept, " ")
			if p.Observations != gone || p.Texts != gone {
				t.Errorf("it says that it took away %+v, want %d of each", p, gone)
			}
			if got := latest(t, c, key); len(got) != 1 || !got[0].At.Equal(day(len(tc.seen)-1)) {
				t.Errorf("latest is %v", got)
			}
		})
	}
}

// More rows than one step, and sources that a step boundary cuts through.
func TestPruneOfManySources(t *testing.T) {
	c := fresh(t)
	var all []verify.Observation
	for day := range 10 {
		for i := range 700 {
			all = append(all, visit(fmt.Sprintf("https://a.example/%d", i), noon.AddDate(0, 0, day), 200))
		}
	}
	add(t, c, all...)
	before, err := c.Stat(t.Context())
	must(t, err)
	p, err := c.Prune(t.Context(), noon.AddDate(1, 0, 0))
	must(t, err)
	after, err := c.Stat(t.Context())
	must(t, err)
	if p.Observations != 700*8 || after.Observations != 700*2 || after.Sources != 700 {
		t.Errorf("pruned %+v, left %+v", p, after)
	}
	if before.Observations != 7000 || before.ByKind[verify.KindVisit] != 7000 || !before.Oldest.Equal(noon) || !before.Newest.Equal(noon.AddDate(0, 0, 9)) {
		t.Errorf("stat before: %+v", before)
	}
	must(t, c.Close())
	again := openAt(t, c.Path())
	if small, err := again.Stat(t.Context()); err != nil || small.Bytes > before.Bytes/2 {
		t.Errorf("the file has %d bytes, and had %d: %v", small.Bytes, before.Bytes, err)
	}
}

func TestPruneForgetsOldRuns(t *testing.T) {
	c := fresh(t)
	for i, id := range []string{"old", "new"} {
		must(t, c.Record(t.Context(), verify.Run{ID: id, Command: "audit", Started: noon.AddDate(0, i, 0)}))
	}
	p, err := c.Prune(t.Context(), noon.AddDate(0, 0, 3))
	must(t, err)
	runs, err := c.Runs(t.Context(), 10)
	must(t, err)
	if p.Runs != 1 || len(runs) != 1 || runs[0].ID != "new" {
		t.Errorf("pruned %+v, left %v", p, runs)
	}
}

func TestExportIsALineForEachObservation(t *testing.T) {
	c := fresh(t)
	text := "The words <of> a page\nwith two lines."
	both := realistic(1, text)
	add(t, c, both...)
	add(t, c, realistic(1, text)[0]) // the same text is stored once and exported twice
	var out bytes.Buffer
	must(t, c.Export(t.Context(), &out))
	lines := slices.Collect(strings.Lines(out.String()))
	if len(lines) != 3 || lines[0] != lines[2] {
		t.Fatalf("%d lines, of which the first and the last should be the same:\n%s", len(lines), out.String())
	}
	var got struct {
		Key, Kind, By string
		Visit         struct {
			Final string
			Page  struct {
				Text      string
				MediaType string `json:"media_type"`
			}
		}
	}
	if err := json.Unmarshal([]byte(lines[0]), &got); err != nil {
		t.Fatalf("%v in %s", err, lines[0])
	}
	if got.Key != both[0].Key || got.Kind != "visit" || got.By != "web" || got.Visit.Final != both[0].Visit.Final ||
		got.Visit.Page.Text != text || got.Visit.Page.MediaType != both[0].Visit.Page.MediaType {
		t.Errorf("exported %+v", got)
	}
	s, err := c.Stat(t.Context())
	must(t, err)
	if s.Texts != 1 || s.TextBytes == 0 {
		t.Errorf("stat: %+v", s)
	}
}

// A writer must not wait until somebody has read an export to its end.
func TestAddWhileAnExportIsRead(t *testing.T) {
	c := fresh(t)
	add(t, c, slices.Concat(realistic(1, "a"), realistic(2, "b"))...)
	w := writerFunc(func(p []byte) (int, error) {
		return len(p), c.Add(t.Context(), realistic(3, "c")...)
	})
	must(t, c.Export(t.Context(), w))
	if got := latest(t, c, realistic(3, "")[0].Key); len(got) != 2 {
		t.Errorf("%d observations", len(got))
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// The names of an export are a contract: they follow from the fields, which
// none may rename without a thought for those who read exports.
func TestExportNames(t *testing.T) {
	var names []string
	var collect func(prefix string, of reflect.Type)
	collect = func(prefix string, of reflect.Type) {
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct || of == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range of.NumField() {
			if strings.Contains(of.Field(i).Tag.Get("json"), "inline") {
				collect(prefix, of.Field(i).Type)
				continue
			}
			name := prefix + exportName(of.Field(i).Name)
			names = append(names, name)
			collect(name+".", of.Field(i).Type)
		}
	}
	collect("", reflect.TypeFor[verify.Observation]())
	for _, want := range strings.Fields(`kind key by at visit visit.url visit.hops visit.hops.url visit.hops.status visit.final
		visit.status visit.failure visit.detail visit.attempts visit.confirmed visit.elapsed_ns visit.header
		visit.header.content_type visit.header.etag visit.header.last_modified visit.header.retry_after visit.header.server
		visit.header.mitigated visit.header.wall visit.page visit.page.title visit.page.anchors visit.page.media_type visit.page.text
		visit.page.text_sum visit.lacks lookup lookup.near lookup.snapshots lookup.snapshots.url lookup.snapshots.original
		lookup.snapshots.captured lookup.excluded lookup.failure lookup.detail`) {
		if !slices.Contains(names, want) {
			t.Errorf("an export has no %s any more: %v", want, names)
		}
	}
	for _, name := range names {
		if name != strings.ToLower(name) {
			t.Errorf("%s is not in snake case", name)
		}
	}
}
