package format

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"loccit/verify"
)

func TestText(t *testing.T) { goldens(t, "text", ".txt", only) }

func benchmarkText(b *testing.B, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := readText(data)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(d.Notes)), "notes")
	}
}

// BenchmarkText reads 50 MB of articles one after the other, each with a
// series of its own, and as much prose without notes.
func BenchmarkText(b *testing.B) {
	article := []byte(numberedArticle(688, 32))
	if root := os.Getenv("LOCCIT_SHARED"); root != "" {
		seed, err := os.ReadFile(root + "/seed/china-posts.txt")
		if err != nil {
			b.Fatal(err)
		}
		article = seed
	}
	b.Run("articles", func(b *testing.B) { benchmarkText(b, bytes.Repeat(article, 50<<20/len(article))) })
	prose := []byte(strings.Repeat("In 1912 the harbour took 1,400 ships, and 12 of them sank.\n\n", 1000))
	b.Run("prose", func(b *testing.B) { benchmarkText(b, bytes.Repeat(prose, 50<<20/len(prose))) })
}

func readText(data []byte) (*verify.Document, error) {
	return textReader{}.Read(verify.Input{Path: "-", Data: data})
}

// numberedArticle is an article of n paragraphs with a call each, and the
// notes after it, numbered from first.
func numberedArticle(first, n int) string {
	var body, notes strings.Builder
	for i := range n {
		fmt.Fprintf(&body, "The keeper of the lighthouse wrote a letter in the year %d, and nobody read it.%d The next winter he wrote again.\n\n", 1850+i, first+i)
		fmt.Fprintf(&notes, "%d Ada Moor, “Letters from the Rock, Part %d,” Harbour Gazette, May 3, 2019, https://harbour.example/letters/%d.\n\n", first+i, i, i)
	}
	return body.String() + notes.String() + "The editor lives on the coast, and has a boat.\n\n"
}
