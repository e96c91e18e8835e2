package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"loccit/cache"
	"loccit/verify"
	"loccit/verify/content"
)

// BenchmarkArticle is the parse alone, as an editor calls it: one article, and
// 50 MB of text made of it.
func BenchmarkArticle(b *testing.B) {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		b.Skip("LOCCIT_SHARED is not set: the article is absent")
	}
	article, err := os.ReadFile(filepath.Join(root, "seed", "china-posts.txt"))
	try(b, err)
	for _, size := range []int{1, 50 << 20} {
		data := bytes.Repeat(article, 1+(size-1)/len(article))
		path := filepath.Join(b.TempDir(), "article.txt")
		write(b, path, data)
		b.Run(fmt.Sprintf("%.1fMB", float64(len(data))/1e6), func(b *testing.B) {
			c := &cli{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				_, err := c.readDocument(b.Context(), path)
				try(b, err)
			}
		})
	}
}

// BenchmarkWarmCache audits 100,000 sources that were all seen before, offline:
// the whole command in a process of its own, with the memory it took.
func BenchmarkWarmCache(b *testing.B) {
	const sources = 100_000
	dir := b.TempDir()
	store := filepath.Join(dir, "cache.db")
	urls := fillCache(b, store, sources)
	documents := map[string]string{
		"list":  strings.Join(urls, "\n") + "\n",
		"notes": articleOf(urls),
	}
	for _, name := range []string{"list", "notes"} {
		path := filepath.Join(dir, name+".txt")
		write(b, path, []byte(documents[name]))
		for _, format := range []string{"json", "text", "html"} {
			b.Run(name+"/"+format, func(b *testing.B) {
				var peak int64
				for b.Loop() {
					cmd := exec.CommandContext(b.Context(), "loccit", "audit", "--offline", "--cache", store, "--fail-on", "never", "--format", format,
						"--output", filepath.Join(dir, "report"), path)
					if out, err := cmd.CombinedOutput(); err != nil {
						b.Fatalf("%v\n%.1000s", err, out)
					}
					peak = max(peak, peakMemory(cmd.ProcessState))
				}
				b.ReportMetric(float64(peak)/1e6, "peak-MB")
			})
		}
	}
}

// BenchmarkJudgeAgain judges 10,000 pages that were stored with their texts, of
// 12 KB each, against notes that say what they say, and against their archived
// copies: the whole command in a process of its own, offline. Every copy has
// other words than its page, so that each text is brought back and read.
func BenchmarkJudgeAgain(b *testing.B) {
	const sources = 10_000
	dir := b.TempDir()
	path := filepath.Join(dir, "cache.db")
	urls := fillTexts(b, path, sources)
	article := filepath.Join(dir, "article.txt")
	write(b, article, []byte(articleOf(urls)))
	var peak int64
	for b.Loop() {
		cmd := exec.CommandContext(b.Context(), "loccit", "audit", "--offline", "--cache", path, "--fail-on", "never", "--format", "json", "--output", filepath.Join(dir, "report"), article)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%.1000s", err, out)
		}
		peak = max(peak, peakMemory(cmd.ProcessState))
	}
	report, err := os.ReadFile(filepath.Join(dir, "report"))
	try(b, err)
	if n := bytes.Count(report, []byte(`"content-drift"`)); n < sources-1 { // a label has four digits at most, so that note 10000 is none
		b.Fatalf("of %d pages that all have drifted, %d are told", sources, n)
	}
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
}

// fillTexts remembers n pages with long texts, and archived copies that share a
// third of their sentences with them.
func fillTexts(b *testing.B, path string, n int) (urls []string) {
	store, err := cache.Open(path, cache.Options{})
	try(b, err)
	at := time.Now().Add(-time.Hour)
	sentences := func(from, to, i int) string {
		var text strings.Builder
		for k := from; k < to; k++ {
			fmt.Fprintf(&text, "In year %d of mill %d the keeper wrote %d lines about tide number %d and signed none of them.\n", 1700+k, i, k*3+i, k*k)
		}
		return text.String()
	}
	page := func(i int, text string) *verify.Page {
		p := &verify.Page{Title: fmt.Sprintf("Report %d of the Mills", i), Authors: []string{"Hanna Oke"}, Published: "2019-03-04", MediaType: "text/html", Language: "en", Words: len(text) / 6}
		content.SetText(p, text)
		return p
	}
	var seen []verify.Observation
	for i := range n {
		url := fmt.Sprintf("https://www.paper%d.example/news/2019/03/04/a-report-of-the-mills-%d", i%1000, i)
		urls = append(urls, url)
		v := &verify.Visit{URL: url, Final: url, Status: 200, Attempts: 1, Page: page(i, sentences(0, 120, i))}
		l := &verify.Lookup{Snapshots: []verify.Snapshot{{
			URL: "https://web.archive.org/web/20190308111213/" + url, Original: url, Captured: at.AddDate(-5, 0, 0), Status: 200, Type: "text/html", Page: page(i, sentences(80, 200, i)),
		}}}
		seen = append(seen, verify.Observation{Kind: verify.KindVisit, Key: url, By: "web", At: at, Visit: v}, verify.Observation{Kind: verify.KindLookup, Key: url, By: "wayback", At: at, Lookup: l})
		if len(seen) >= 1000 || i == n-1 {
			try(b, store.Add(b.Context(), seen...))
			seen = seen[:0]
		}
	}
	try(b, store.Close())
	return urls
}

// BenchmarkNoNotes audits 100 MB of prose in which nothing is to be found.
func BenchmarkNoNotes(b *testing.B) {
	path := filepath.Join(b.TempDir(), "prose.txt")
	line := "The ponds were silting faster than three men could dig, and that was known.\n"
	write(b, path, bytes.Repeat([]byte(line), 100_000_000/len(line)))
	b.SetBytes(100_000_000)
	var peak int64
	for b.Loop() {
		cmd := exec.CommandContext(b.Context(), "loccit", "audit", "--offline", "--no-cache", path)
		if out, err := cmd.CombinedOutput(); err != nil || !bytes.Contains(out, []byte("no numbered notes")) {
			b.Fatalf("%v\n%.1000s", err, out)
		}
		peak = max(peak, peakMemory(cmd.ProcessState))
	}
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
}

// peakMemory is the most that a process ever held, in bytes.
func peakMemory(s *os.ProcessState) int64 {
	usage, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss // bytes there, kilobytes elsewhere
	}
	return usage.Maxrss * 1024
}

// fillCache remembers a visit and a snapshot of each of n sources on a thousand
// hosts; one in twenty is dead.
func fillCache(b *testing.B, path string, n int) (urls []string) {
	store, err := cache.Open(path, cache.Options{})
	try(b, err)
	at := time.Now().Add(-time.Hour)
	var seen []verify.Observation
	for i := range n {
		url := fmt.Sprintf("https://www.paper%d.example/news/2019/03/04/a-report-of-the-mills-%d", i%1000, i)
		urls = append(urls, url)
		v := &verify.Visit{URL: url, Final: url, Status: 200, Attempts: 1, Header: verify.Header{ContentType: "text/html; charset=utf-8", ETag: fmt.Sprintf(`"%x"`, i)}, Page: &verify.Page{
			Title: fmt.Sprintf("Report %d of the Mills - Paper %d", i, i%1000), Headings: []string{fmt.Sprintf("Report %d of the Mills", i)},
			Authors: []string{"Hanna Oke"}, Published: "2019-03-04T10:00:00Z", Site: "The Paper", Language: "en", MediaType: "text/html", Words: 812, Digest: "YEIPJFLNQ4IJ3HP4YBDJBWGJL4MTEJ42",
		}}
		if i%20 == 0 {
			v = &verify.Visit{URL: url, Final: url, Status: 404, Attempts: 2, Confirmed: true}
		}
		captured := time.Date(2019, 3, 8, 11, 12, 13, 0, time.UTC)
		l := &verify.Lookup{Near: time.Date(2019, 3, 4, 12, 0, 0, 0, time.UTC), Snapshots: []verify.Snapshot{{
			URL: "https://web.archive.org/web/20190308111213/" + url, Original: url, Captured: captured, Status: 200, Type: "text/html", Length: 23456,
			Why: "closest to the date cited, 4 days after it"}}}
		seen = append(seen, verify.Observation{Kind: verify.KindVisit, Key: url, By: "web", At: at, Visit: v},
			verify.Observation{Kind: verify.KindLookup, Key: url, By: "wayback", At: at, Lookup: l})
		if len(seen) >= 2000 || i == n-1 {
			try(b, store.Add(b.Context(), seen...))
			seen = seen[:0]
		}
	}
	try(b, store.Close())
	return urls
}

// BenchmarkNight is a whole night over 10,000 documents with 100,000 citations
// of as many sources, of which nothing is to be fetched: the command in a
// process of its own, with the memory it took.
func BenchmarkNight(b *testing.B) {
	const documents, each = 10_000, 10
	dir := b.TempDir()
	store := filepath.Join(dir, "cache.db")
	urls := fillCache(b, store, documents*each)
	try(b, os.Mkdir(filepath.Join(dir, "texts"), 0o755))
	for i := range documents {
		write(b, filepath.Join(dir, "texts", fmt.Sprintf("%05d.txt", i)), []byte(articleOf(urls[i*each:(i+1)*each])))
	}
	write(b, filepath.Join(dir, "loccit.toml"), []byte("documents = [\"texts\"]\ncache = \"cache.db\"\n"))
	now := time.Now()
	var peak int64
	for b.Loop() {
		// What is in trouble would be asked every night; offline, nothing is.
		cmd := exec.CommandContext(b.Context(), "loccit", "nightly", "--offline", "--now", now.Format(time.RFC3339), "--report", "json=night.json")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%.1000s", err, out)
		}
		peak = max(peak, peakMemory(cmd.ProcessState))
	}
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
}
