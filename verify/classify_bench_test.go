package verify

import (
	"strings"
	"testing"
)

// BenchmarkClassify judges pages that are what they are cited for: most are.
func BenchmarkClassify(b *testing.B) {
	const title = "The Keeper of the Lock - The Valley Post"
	words := strings.Repeat("The keeper of the lock wrote down every night how high the water had risen. ", 60)
	for _, part := range []struct{ name, text string }{{"line", words[:76]}, {"message", words[:280]}, {"article", words}} {
		v := &Visit{URL: "http://post.example/valley/lock", Final: "http://post.example/valley/lock", Status: 200, Page: &Page{
			MediaType: "text/html", Title: title, Headings: []string{"The Keeper of the Lock"}, Text: title + "\n" + part.text, Words: len(strings.Fields(part.text)),
		}}
		b.Run(part.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if Classify(v, []string{title}, nil).State != Live {
					b.Fatal("not live")
				}
			}
		})
	}
}
