package content

import (
	"os"
	"strings"
	"testing"
)

var inUTF8 = Hints{ContentType: "text/html; charset=utf-8", MediaType: "text/html"}

// BenchmarkReadSmall reads a page of 5 KB, as a crawler does page after page:
// by one Reader.
func BenchmarkReadSmall(b *testing.B) {
	body := []byte("<html><head><title>Page /article/17</title></head><body><h1>/article/17</h1>" +
		strings.Repeat("<p>The keeper of the lock wrote down each night how far the water had risen.</p>", 60))
	var r Reader
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		r.Read(body, inUTF8)
	}
}

// BenchmarkReadLabelled reads the pages of TestLabelledPages, one after the
// other; a round is all of them.
func BenchmarkReadLabelled(b *testing.B) {
	var bodies [][]byte
	size := 0
	for _, p := range labelledPages(b) {
		body, err := os.ReadFile(p.file)
		if err != nil {
			b.Fatal(err)
		}
		bodies = append(bodies, body)
		size += len(body)
	}
	var r Reader
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, body := range bodies {
			r.Read(body, inUTF8)
		}
	}
}
