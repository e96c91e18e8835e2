package report

import (
	"cmp"
	"strings"

	"loccit/verify"
)

func (l *jsonLine) source(r reading, s *verify.Standing) {
	visit := cmp.Or(s.Visit, &verify.Visit{})
	l.object()
	l.text("key", s.Key)
	l.text("url", s.URL)
	l.text("state", s.State.String())
	l.optionalText("reason", s.Reason)
	l.optionalText("detail", s.Detail)
	l.optionalNumber("status", visit.Status)
	l.optionalText("final_url", visit.Final)
	l.hops(visit.Hops)
	l.optionalMoment("checked", s.Checked)
	if s.Visit != nil {
		l.truth("cached", s.Cached)
		l.optionalNumber("attempts", visit.Attempts)
		l.decimal("elapsed_ms", float64(visit.Elapsed.Microseconds())/1000)
	}
	l.page(visit.Page)
	l.holding(s.Archive)
	l.repair(s.Repair)
	l.seen(s.Seen)
	l.citedBy(r, s.CitedBy)
	l.endObject()
}

func (l *jsonLine) hops(list []verify.Hop) {
	l.array("redirects")
	for _, hop := range list {
		l.object()
		l.text("url", hop.URL)
		l.number("status", hop.Status)
		l.endObject()
	}
	l.endArray()
}

func (l *jsonLine) page(p *verify.Page) {
	if p == nil {
		return
	}
	l.objectIn("page")
	l.optionalText("title", p.Title)
	l.optionalText("author", strings.Join(p.By(), "; "))
	l.optionalText("published", p.Published)
	l.optionalText("site", p.Site)
	l.optionalText("language", p.Language)
	l.optionalText("media_type", p.MediaType)
	l.number("words", p.Words)
	l.optionalTruth("truncated", p.Truncated)
	l.endObject()
}

func (l *jsonLine) holding(h verify.Holding) {
	l.objectIn("archive")
	l.text("state", h.State.String())
	l.optionalText("provider", h.Provider)
	l.optionalText("snapshot", h.Snapshot)
	l.optionalMoment("captured", h.Captured)
	l.optionalText("why", h.Why)
	l.endObject()
}

func (l *jsonLine) repair(p *verify.Repair) {
	if p == nil {
		return
	}
	l.objectIn("repair")
	l.text("url", p.URL)
	l.text("confidence", p.Confidence.String())
	l.texts("evidence", p.Evidence)
	l.endObject()
}

// seen is an editor's word for a source.
func (l *jsonLine) seen(s *verify.Seen) {
	if s == nil {
		return
	}
	l.objectIn("seen")
	l.text("by", s.By)
	l.text("on", isoDate(s.On))
	l.text("until", isoDate(s.Until))
	l.endObject()
}

func (l *jsonLine) citedBy(r reading, refs []verify.Ref) {
	l.array("cited_by")
	for _, ref := range refs {
		l.object()
		l.number("document", ref.Document)
		l.place(r.Documents[ref.Document], ref.Citation)
		l.endObject()
	}
	l.endArray()
}
