package content

import (
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// TestQuoteOfEmptyPage: a page that answers and shows nothing still gives its
// quotations an answer: nobody can tell, and why.
func TestQuoteOfEmptyPage(t *testing.T) {
	const words = "the old bridge was never paid for"
	body := "It says that “" + words + "”.1\n\n1 "
	at := strings.Index(body, words)
	note := verify.Span{Start: len(body), End: len(body) + 7}
	d := &verify.Document{Path: "a.txt", Format: "text", Text: body + "A note.\n", Notes: []verify.Note{{Label: "1", Series: 1, Span: note}}}
	d.Citations = []verify.Citation{{URL: "https://a.example/", Title: "Bridges", Span: note, Quotes: []verify.Span{{Start: at, End: at + len(words)}}}}
	docs := []*verify.Document{d}
	sources := verify.Sources(docs)
	now := time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
	visit := &verify.Visit{URL: "https://a.example/", Final: "https://a.example/", Status: 200, Attempts: 1, Confirmed: true}
	seen := verify.Evidence{Visit: visit, Checked: now}
	c, _ := verify.Judge(docs, sources, []verify.Evidence{seen}, Comparison(nil), nil, now)
	for _, k := range c.Checks(0, 0) {
		if k.What == verify.CheckQuote {
			if k.Answer != verify.CannotTell || !strings.Contains(k.Why, "nothing that can be read") {
				t.Errorf("%+v", k)
			}
			return
		}
	}
	t.Errorf("no answer: %+v, %+v", c.Checks(0, 0), c.Standing(0, 0))
}
