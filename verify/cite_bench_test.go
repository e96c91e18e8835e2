package verify_test

import (
	"os"
	"strings"
	"testing"

	"loccit/verify"
	"loccit/verify/format"
)

// BenchmarkCiteArticle reads and cites the article of TestCiteArticle.
func BenchmarkCiteArticle(b *testing.B) { benchmarkCite(b, 1) }

// BenchmarkCite50MB reads and cites 50 MB of text made of it.
func BenchmarkCite50MB(b *testing.B) { benchmarkCite(b, 50<<20) }

func benchmarkCite(b *testing.B, size int) {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		b.Skip("LOCCIT_SHARED is not set: the article is absent")
	}
	data, err := os.ReadFile(root + "/seed/china-posts.txt")
	if err != nil {
		b.Fatal(err)
	}
	data = []byte(strings.Repeat(string(data), 1+(size-1)/len(data)))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := verify.Read(verify.Input{Path: "article.txt", Data: data}, format.Readers())
		if err != nil {
			b.Fatal(err)
		}
		verify.Cite(d)
	}
}

// BenchmarkCiteAlone cites the article as read.
func BenchmarkCiteAlone(b *testing.B) {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		b.Skip("LOCCIT_SHARED is not set: the article is absent")
	}
	d := readCited(b, root+"/seed/china-posts.txt")
	b.ReportAllocs()
	for b.Loop() {
		verify.Cite(d)
	}
}
