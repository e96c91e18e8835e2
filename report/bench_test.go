package report

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// large is a report of 10 documents with notes/10 notes each, a source for
// each note, every tenth dead.
func large(notes int) *verify.Report {
	r := &verify.Report{Version: "1.0.0", Run: verify.Run{Command: "audit", Started: sampleNow, Finished: sampleNow}, Rules: sampleRules}
	for d := range 10 {
		r.Documents = append(r.Documents, largeDocument(d, notes/10))
	}
	for i, source := range verify.Sources(r.Documents) {
		st := verify.Standing{
			Source: source, Verdict: verify.Verdict{State: verify.Live, Reason: "ok", Detail: "The page answers."},
			Evidence: &verify.Evidence{Checked: sampleNow, Cached: true,
				Visit: &verify.Visit{URL: source.URL, Final: source.URL, Status: 200, Attempts: 1, Elapsed: 120 * time.Millisecond, Page: &verify.Page{Title: fmt.Sprintf("The crossing of day %d", i), MediaType: "text/html", Words: 640}},
				Archive: verify.Holding{
					State: verify.Archived, Provider: "wayback", Captured: sampleNow, Why: "closest to the date cited",
					Snapshot: "https://web.archive.org/web/20261123093000/" + source.URL,
				}},
		}
		if i%10 == 0 {
			st.Verdict = verify.Verdict{State: verify.Dead, Reason: "http-404", Detail: "The server says that there is no such page (404)."}
		}
		r.Sources = append(r.Sources, st)
	}
	c := verify.NewCase(r.Documents, r.Sources, sampleNow)
	for i := range r.Sources {
		s := &r.Sources[i]
		for _, ref := range s.CitedBy {
			if s.State == verify.Dead {
				r.Findings = append(r.Findings, verify.Finding{Rule: "dead-link", Severity: verify.Error, Where: c.AtCitation(ref.Document, ref.Citation), Message: "The page is gone: the server says that there is no such page (404).", Next: "Give the snapshot, or another source."})
			}
		}
	}
	r.Findings = inOrder(r.Findings, byPlace)
	return r
}

func largeDocument(d, notes int) *verify.Document {
	doc := &verify.Document{Path: fmt.Sprintf("drafts/%02d.txt", d), Format: "text"}
	var b strings.Builder
	for n := range notes {
		fmt.Fprintf(&b, "On the day %d the ferry crossed again, against all advice.", n)
		start := b.Len()
		fmt.Fprintf(&b, "%d ", n+1)
		doc.Notes = append(doc.Notes, verify.Note{Label: fmt.Sprint(n + 1), Series: 1, Calls: []verify.Span{{Start: start, End: b.Len() - 1}}})
		if n%5 == 4 {
			b.WriteString("\n\n")
		}
	}
	for n := range notes {
		fmt.Fprintf(&b, "\n%d ", n+1)
		start := b.Len()
		link := fmt.Sprintf("https://archive%d.example/%02d/crossings/%06d.html", n%97, d, n)
		fmt.Fprintf(&b, "Ada Lindqvist, “Crossing %d,” Nordholm Courier, 3 May 2019, %s.", n, link)
		doc.Notes[n].Span = verify.Span{Start: start, End: b.Len()}
		doc.Citations = append(doc.Citations, verify.Citation{
			Note: n, Span: verify.Span{Start: start, End: b.Len() - 1}, Authors: []string{"Ada Lindqvist"}, Title: fmt.Sprintf("Crossing %d", n),
			Container: "Nordholm Courier", Date: verify.Date{Year: 2019, Month: 5, Day: 3}, URL: link, URLPrinted: link,
		})
	}
	doc.Text = b.String()
	doc.Places = verify.LinePlaces(doc.Text)
	return doc
}

func BenchmarkWrite(b *testing.B) {
	r := large(100_000)
	for _, w := range Writers() {
		b.Run(w.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := w.Write(io.Discard, r, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
