package cache

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"loccit/verify"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 123456789, time.UTC)

func openAt(t testing.TB, path string) *Cache {
	t.Helper()
	c, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func fresh(t testing.TB) *Cache { return openAt(t, filepath.Join(t.TempDir(), "cache.db")) }

func visit(key string, at time.Time, status int) verify.Observation {
	return verify.Observation{Kind: verify.KindVisit, Key: key, By: "web", At: at,
		Visit: &verify.Visit{URL: key, Final: key, Status: status, Attempts: 1}}
}

func lookup(key, by string, at time.Time, snapshots ...verify.Snapshot) verify.Observation {
	return verify.Observation{Kind: verify.KindLookup, Key: key, By: by, At: at,
		Lookup: &verify.Lookup{Snapshots: snapshots}}
}

func add(t testing.TB, c *Cache, observations ...verify.Observation) {
	t.Helper()
	if err := c.Add(t.Context(), observations...); err != nil {
		t.Fatal(err)
	}
}

func latest(t testing.TB, c *Cache, keys ...string) []verify.Observation {
	t.Helper()
	found, err := c.Latest(t.Context(), keys)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(found, func(a, b verify.Observation) int {
		return cmp.Or(strings.Compare(a.Key, b.Key), strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.By, b.By))
	})
	return found
}

// fill sets every field that v reaches to something that is not zero, so that a
// field added to an observation cannot be forgotten on its way to the disk.
func fill(t *testing.T, v reflect.Value, name string) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(noon))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(name + " “ü” \x00 <&>")
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(len(name)) + 1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), name)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(t, v.Index(i), fmt.Sprint(name, i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), v.Type().Field(i).Name)
		}
	default:
		t.Fatalf("%s is a %s: say here how to fill one", name, v.Kind())
	}
}

func TestEveryFieldComesBack(t *testing.T) {
	c := fresh(t)
	var o verify.Observation
	fill(t, reflect.ValueOf(&o).Elem(), "")
	o.Kind, o.By = verify.KindVisit, "web"
	page := o.Visit.Page
	page.TextSum = verify.SumOf(page.Text)
	for i := range o.Lookup.Snapshots { // one of them has a text at most, and it may be that of the page
		o.Lookup.Snapshots[i].Page.Text, o.Lookup.Snapshots[i].Page.TextSum = "", ""
	}
	o.Lookup.Snapshots[0].Page.TextSum = page.TextSum
	add(t, c, o)
	if o.Visit.Page.Text == "" {
		t.Error("Add emptied the text of the observation it was given")
	}

	got := latest(t, c, o.Key)
	texts, err := c.Texts(t.Context(), []string{page.TextSum, verify.SumOf("never seen"), "no sum"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(map[string]string{page.TextSum: page.Text}, texts); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	want := o
	bare, v := *page, *o.Visit
	bare.Text, v.Page = "", &bare
	want.Visit = &v
	if diff := gocmp.Diff([]verify.Observation{want}, got); diff != "" {
		t.Errorf("latest (-want +got):\n%s", diff)
	}
}

func TestLatestIsTheNewestOfEachKindByEach(t *testing.T) {
	c := fresh(t)
	a, b := "https://a.example/", "https://b.example/"
	probe := visit(a, noon, 404)
	probe.Kind = verify.KindProbe
	add(t, c, visit(a, noon, 200), visit(a, noon.Add(time.Hour), 404), probe)
	add(t, c, visit(a, noon.Add(-time.Hour), 500)) // arrives late, and is older
	add(t, c, lookup(a, "wayback", noon), lookup(a, "arquivo", noon), lookup(a, "wayback", noon.Add(time.Minute)))
	add(t, c, visit(b, noon, 410))

	var got []string
	for _, o := range latest(t, c, a, b, "https://never.example/") {
		got = append(got, fmt.Sprint(o.Key, " ", o.Kind, " ", o.By, " ", o.At.Format("15:04")))
	}
	want := []string{
		"https://a.example/ lookup arquivo 12:00",
		"https://a.example/ lookup wayback 12:01",
		"https://a.example/ probe web 12:00",
		"https://a.example/ visit web 13:00",
		"https://b.example/ visit web 12:00",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("latest (-want +got):\n%s", diff)
	}
}

// The number of keys is no multiple of a batch, and a key is asked for twice.
func TestLatestOfMoreKeysThanABatch(t *testing.T) {
	c := fresh(t)
	var all []verify.Observation
	var keys []string
	for i := range 3*batch + 7 {
		keys = append(keys, fmt.Sprintf("https://h%d.example/%d", i%50, i))
		all = append(all, visit(keys[i], noon, 200))
	}
	add(t, c, all...)
	got := latest(t, c, keys...)
	if len(got) != len(keys) {
		t.Fatalf("%d of %d found", len(got), len(keys))
	}
	slices.Sort(keys)
	for i := range got {
		if got[i].Key != keys[i] || got[i].Visit.URL != keys[i] {
			t.Fatalf("asked for %s, got %s of %s", keys[i], got[i].Visit.URL, got[i].Key)
		}
	}
}

func TestHistoryIsInTimeOrder(t *testing.T) {
	c := fresh(t)
	a := "https://a.example/x"
	add(t, c, visit(a, noon.Add(time.Hour), 404), lookup(a, "wayback", noon.Add(time.Minute)))
	add(t, c, visit(a, noon, 200), visit("https://a.example/y", noon, 200))
	got, err := c.History(t.Context(), "HTTPS://A.example:443/x#part")
	if err != nil {
		t.Fatal(err)
	}
	var times []string
	for _, o := range got {
		times = append(times, fmt.Sprint(o.Kind, o.At.Format(" 15:04")))
	}
	if diff := gocmp.Diff([]string{"visit 12:00", "lookup 12:01", "visit 13:00"}, times); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	if got, err := c.History(t.Context(), "https://never.example/"); err != nil || len(got) != 0 {
		t.Errorf("of a source never seen: %v, %v", got, err)
	}
}

func TestWhatIsAddedOutlivesClose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "not", "yet", "there", "a?b#c%20d.db")
	c, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	add(t, c, visit("https://a.example/", noon, 200))
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if got := latest(t, openAt(t, path), "https://a.example/"); len(got) != 1 {
		t.Fatalf("%d observations after reopening", len(got))
	}
}

func TestAnObservationWithoutATimeIsRefused(t *testing.T) {
	c := fresh(t)
	if err := c.Add(t.Context(), visit("https://a.example/", noon, 200), visit("https://b.example/", time.Time{}, 200)); err == nil {
		t.Fatal("no error")
	}
	if got := latest(t, c, "https://a.example/", "https://b.example/"); len(got) != 0 {
		t.Fatalf("Add stored %d of what it refused", len(got))
	}
}

func TestACancelledContextIsTheErrorAndStoresNothing(t *testing.T) {
	c := fresh(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o := visit("https://a.example/", noon, 200)
	if err := c.Add(ctx, o); !errors.Is(err, context.Canceled) {
		t.Errorf("Add: %v", err)
	}
	if _, err := c.Latest(ctx, []string{o.Key}); !errors.Is(err, context.Canceled) {
		t.Errorf("Latest: %v", err)
	}
	if _, err := c.History(ctx, o.Key); !errors.Is(err, context.Canceled) {
		t.Errorf("History: %v", err)
	}
	if _, err := c.Stat(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Stat: %v", err)
	}
	if got := latest(t, c, o.Key); len(got) != 0 {
		t.Errorf("stored %d", len(got))
	}
	add(t, c, o) // and the cache still serves
}

func TestRuns(t *testing.T) {
	c := fresh(t)
	killed := verify.Run{ID: "1", Command: "nightly", Started: noon}
	whole := verify.Run{ID: "2", Command: "audit", Started: noon.Add(time.Hour), Offline: true}
	for _, r := range []verify.Run{killed, whole} {
		if err := c.Record(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	whole.Finished, whole.Why = noon.Add(2*time.Hour), "deadline"
	if err := c.Record(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	got, err := c.Runs(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff([]verify.Run{whole, killed}, got); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
	if got, _ := c.Runs(t.Context(), 1); len(got) != 1 || got[0].ID != "2" {
		t.Errorf("the newest run: %v", got)
	}
}
