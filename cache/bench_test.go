package cache

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"loccit/verify"
)

// realistic is a visit and a lookup as a newspaper's page gives them.
func realistic(i int, text string) []verify.Observation {
	key := fmt.Sprintf("https://www.paper%d.example/news/2021/07/16/a-title-of-several-words-%d", i%997, i)
	v := visit(key, noon, 200)
	v.Visit.Hops = []verify.Hop{{URL: key, Status: 301}}
	v.Visit.Final = key + "/"
	v.Visit.Elapsed = 123 * time.Millisecond
	v.Visit.Header = verify.Header{ContentType: "text/html; charset=utf-8", ETag: fmt.Sprintf(`"%x"`, i), Server: "nginx"}
	v.Visit.Page = &verify.Page{
		Title: fmt.Sprintf("A title of several words, %d - The Paper", i), Headings: []string{"A title of several words", "More", "Read on"},
		Authors: []string{"Jane Doe"}, Published: "2021-07-16T10:00:00Z", Site: "The Paper", Language: "en", MediaType: "text/html",
		Words: 812, Digest: "YEIPJFLNQ4IJ3HP4YBDJBWGJL4MTEJ42", Text: text,
	}
	if text != "" {
		v.Visit.Page.TextSum = verify.SumOf(text)
	}
	l := lookup(key, "wayback", noon, verify.Snapshot{
		URL: "https://web.archive.org/web/20210720101112/" + key, Original: key, Captured: noon.AddDate(-5, 0, 0),
		Status: 200, Type: "text/html", Digest: "YEIPJFLNQ4IJ3HP4YBDJBWGJL4MTEJ42", Length: 23456, Why: "closest to the date of access, 4 days after it"})
	l.Lookup.Near = noon.AddDate(-5, 0, -4)
	return []verify.Observation{v, l}
}

// filled is a cache of n sources with a visit and a lookup each.
func filled(b *testing.B, n int) (*Cache, []string) {
	c := fresh(b)
	keys := make([]string, n)
	var some []verify.Observation
	for i := range n {
		both := realistic(i, "")
		keys[i] = both[0].Key
		if some = append(some, both...); len(some) >= 1000 || i == n-1 {
			add(b, c, some...)
			some = some[:0]
		}
	}
	return c, keys
}

// Gather asks for sources as they are sorted, by key; shuffled is the worst case.
func BenchmarkLatest100000(b *testing.B) {
	c, keys := filled(b, 100_000)
	info, err := os.Stat(c.path)
	if err != nil {
		b.Fatal(err)
	}
	for _, order := range []string{"sorted", "shuffled"} {
		slices.Sort(keys)
		if order == "shuffled" {
			rand.New(rand.NewPCG(1, 2)).Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		}
		b.Run(order, func(b *testing.B) {
			b.ReportAllocs()
			var found []verify.Observation
			for b.Loop() {
				found, err = c.Latest(b.Context(), keys)
				if err != nil || len(found) != 2*len(keys) {
					b.Fatal(len(found), err)
				}
			}
			b.ReportMetric(float64(info.Size())/1e6, "MB-on-disk")
			b.ReportMetric(held(&found)/1e6, "MB-held")
		})
	}
}

// held is how many bytes what is found keeps from the garbage collector.
func held(found *[]verify.Observation) float64 {
	var with, without runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&with)
	*found = nil
	runtime.GC()
	runtime.ReadMemStats(&without)
	return float64(with.HeapAlloc) - float64(without.HeapAlloc)
}

func BenchmarkAdd(b *testing.B) {
	text := strings.Repeat("Words of an article, more or less as long as they are. ", 100)
	for _, n := range []int{1, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c := fresh(b)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				some := make([]verify.Observation, 0, n+1)
				for len(some) < n {
					some = append(some, realistic(i, fmt.Sprint(i, text))...)
					i++
				}
				add(b, c, some[:n]...)
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "observations/s")
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{0, 10_000, 40_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c, _ := filled(b, n)
			path := c.Path()
			if err := c.Close(); err != nil {
				b.Fatal(err)
			}
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				c, err := Open(path, Options{})
				if err != nil {
					b.Fatal(err)
				}
				if err := c.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(info.Size())/1e6, "MB-on-disk")
		})
	}
}

// BenchmarkPlan1000000 plans a night over a million stored sources, all of them
// cited: it reads from the cache when each was seen and what it was in, and puts
// them in order. A tenth is in trouble, and a seventh of the rest is due. Each
// plan is made in a process of its own; peak-MB is the most memory that one had,
// with the keys of all sources in it.
func BenchmarkPlan1000000(b *testing.B) {
	const n = 1_000_000
	path := filepath.Join(b.TempDir(), "cache.db")
	c, err := Open(path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	fillAtOnce(b, c, n)
	if err := c.Close(); err != nil {
		b.Fatal(err)
	}
	var took, peak float64
	for b.Loop() {
		cmd := start(b, "plan", path)
		cmd.Env = append(cmd.Env, "GOGC=40") // as the command sets it
		out, err := cmd.Output()
		if err != nil {
			b.Fatal(err)
		}
		var seconds float64
		var planned int
		if _, err := fmt.Sscan(string(out), &seconds, &planned); err != nil || planned <= n/10 {
			b.Fatalf("%s: %v", out, err)
		}
		took += seconds
		peak = max(peak, float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)*1024)
	}
	b.ReportMetric(took/float64(b.N), "s/plan")
	b.ReportMetric(peak/1e6, "peak-MB")
}

// allKeys are the keys of all sources, sorted. They stand in one text, as those
// that a document cites do.
func (c *Cache) allKeys() ([]string, error) {
	var n, size int
	if err := c.db.QueryRow("SELECT count(*), sum(length(key)) FROM source").Scan(&n, &size); err != nil {
		return nil, err
	}
	var text strings.Builder
	text.Grow(size)
	ends := make([]int32, 0, n)
	rows, err := c.db.Query("SELECT key FROM source ORDER BY key")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var key sql.RawBytes
		if err := rows.Scan(&key); err != nil {
			return nil, err
		}
		text.Write(key)
		ends = append(ends, int32(text.Len()))
	}
	keys := make([]string, n)
	from := int32(0)
	for i, to := range ends {
		keys[i], from = text.String()[from:to], to
	}
	return keys, rows.Err()
}

// fillAtOnce stores n visits by SQL alone: as many by Add would take a minute.
func fillAtOnce(b *testing.B, c *Cache, n int) {
	o := realistic(1, "")[0]
	r, err := encode(&o)
	if err != nil {
		b.Fatal(err)
	}
	const numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) "
	week := int64(8 * 24 * time.Hour)
	for _, step := range []string{
		"INSERT INTO source (id, key) SELECT i, printf('https://www.paper%d.example/news/2021/07/16/a-title-of-several-words-%d', i % 997, i) FROM n",
		"INSERT INTO observation (id, source, kind, who, at, body) SELECT i, i, 'visit', 'web', ?2 - (i * 7919000000007) % ?3, ?4 FROM n",
		"INSERT INTO latest (source, kind, who, at, observation) SELECT i, 'visit', 'web', ?2 - (i * 7919000000007) % ?3, i FROM n",
		"INSERT INTO told (source, broken, target, archive, state) SELECT i, 'dead', '', '', 'dead' FROM n WHERE i % 10 = 0",
	} {
		if _, err := c.db.Exec(numbers+step, n, noon.UnixNano(), week, r.body); err != nil {
			b.Fatal(err)
		}
	}
}

// planAll plans a night over all that is stored, and says how many seconds that
// took and how many sources it asks.
func planAll(path string, _ []string) error {
	c, err := Open(path, Options{})
	if err != nil {
		return err
	}
	keys, err := c.allKeys()
	if err != nil {
		return err
	}
	began := time.Now()
	glances, err := c.Glances(context.Background(), keys)
	if err != nil {
		return err
	}
	planner := verify.Planner{Now: noon.AddDate(0, 0, 1), Since: noon.AddDate(0, 0, 1), MaxRequests: 400_000, Deadline: 6 * time.Hour, HostDelay: 100 * time.Millisecond, Retries: 2}
	plan := planner.Plan(keys, glances)
	fmt.Println(time.Since(began).Seconds(), len(plan.Order))
	return c.Close()
}
