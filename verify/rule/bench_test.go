package rule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"loccit/verify"
	"loccit/verify/repair"
	"loccit/verify/rule"
)

// BenchmarkJudge lets every rule look at a document of many notes whose
// sources were all seen.
func BenchmarkJudge(b *testing.B) {
	d, sources, evidence := house(20_000)
	docs := []*verify.Document{d}
	now := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	b.Run("inspect", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			repair.Examine(docs, sources).Damages()
		}
	})
	b.Run("judge", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			verify.Judge(docs, sources, evidence, verify.Comparison{}, rule.Catalogue(), now)
		}
	})
}

// house is a document of n notes, each with one source of its own; one in ten
// is dead.
func house(n int) (*verify.Document, []verify.Source, []verify.Evidence) {
	d := &verify.Document{Path: "house.txt", Format: "text"}
	var text strings.Builder
	text.WriteString("The house.\n")
	for i := range n {
		url := fmt.Sprintf("https://host%d.example/1997/the-dam-leaks-again-%d.html", i%500, i)
		start := text.Len()
		fmt.Fprintf(&text, "Ines Morau, “The Dam Leaks Again, %d,” Valley Courier, June 11, 1997, ", i)
		at := text.Len()
		text.WriteString(url)
		span := verify.Span{Start: start, End: text.Len()}
		text.WriteString(".\n")
		d.Notes = append(d.Notes, verify.Note{Label: fmt.Sprint(i + 1), Series: 1, Span: span, Calls: []verify.Span{{Start: 0, End: 1}}})
		d.Citations = append(d.Citations, verify.Citation{
			Note: i, Span: span, Authors: []string{"Ines Morau"}, Title: fmt.Sprintf("The Dam Leaks Again, %d", i), Container: "Valley Courier",
			Date: verify.Date{Year: 1997, Month: 6, Day: 11}, URL: url, URLPrinted: url, URLSpan: verify.Span{Start: at, End: at + len(url)},
		})
	}
	d.Text = text.String()
	d.Places = verify.LinePlaces(d.Text)
	sources := verify.Sources([]*verify.Document{d})
	evidence := make([]verify.Evidence, len(sources))
	for i := range sources {
		v := &verify.Visit{URL: sources[i].URL, Final: sources[i].URL, Status: 200, Page: &verify.Page{Title: "The Dam Leaks Again", Words: 300, MediaType: "text/html"}}
		if i%10 == 0 {
			v = &verify.Visit{URL: sources[i].URL, Final: sources[i].URL, Status: 404, Confirmed: true}
		}
		evidence[i] = verify.Evidence{Visit: v, Cached: true}
	}
	return d, sources, evidence
}
