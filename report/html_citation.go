package report

import (
	"fmt"
	"strings"
	"time"

	"loccit/verify"
)

// An htmlCitation is one citation with what is known of its source.
type htmlCitation struct {
	Kind, URL     string
	State, Reason string
	RefersHow     string
	RefersTo      []htmlPlace
	Archive       *htmlArchive
	Repair        *htmlRepair
	Rows          []htmlRow
	Hops          []verify.Hop
	Visited       bool
	Checks        []htmlCheck
	Findings      []htmlFinding
}

type htmlArchive struct{ Snapshot, Name, Words string }

type htmlRepair struct {
	Confidence, State string
	Change            *htmlChange
	Evidence          []string
}

// An htmlRow is one thing that was read or seen.
type htmlRow struct {
	Name, Text string
	URL        bool
}

func (s *htmlDocument) citation(i int) htmlCitation {
	c := &s.doc.Citations[i]
	h := htmlCitation{Kind: kindOf(c), URL: plain(c.Link()), Rows: fieldsOf(c)}
	if c.BackReference() {
		s.refers(&h, c)
	}
	if standing := s.page.standing(s.doc, i); standing != nil {
		h.State = standing.State.String()
		if c.Link() != "" { // a back-reference leaves the evidence to the note that it repeats
			s.stands(&h, standing)
		}
	}
	h.Findings = s.findings(s.ofCitation(i))
	h.Checks = s.checksOf(i)
	h.foldRepair()
	return h
}

// foldRepair leaves a proposed URL to the repair, which has the evidence, where
// a finding proposes the same.
func (h *htmlCitation) foldRepair() {
	for i := range h.Findings {
		if c := h.Findings[i].Change; c != nil && h.Repair != nil && c.Link == h.Repair.Change.Link {
			h.Findings[i].Change = nil
		}
	}
}

// kindOf says what a citation without a URL is.
func kindOf(c *verify.Citation) string {
	switch c.Form {
	case verify.Ibid:
		return "Ibid."
	case verify.Supra:
		return "Supra"
	case verify.Short:
		return "Short form"
	}
	if c.Title != "" {
		return "Not on the web: " + plain(c.Title)
	}
	return "Not on the web"
}

func (s *htmlDocument) refers(h *htmlCitation, c *verify.Citation) {
	h.RefersHow = [...]string{"repeats nothing that could be found", "repeats", "may repeat any of"}[min(len(c.Antecedents), 2)]
	for _, a := range c.Antecedents {
		to := &s.doc.Citations[a]
		name := "note " + plain(s.doc.Notes[to.Note].Label)
		if to.Title != "" {
			name += ", “" + plain(to.Title) + "”"
		}
		h.RefersTo = append(h.RefersTo, htmlPlace{Anchor: noteAnchor(s.index, to.Note), Name: name})
	}
}

// stands tells what the visit and the archives showed.
func (s *htmlDocument) stands(h *htmlCitation, st *verify.Standing) {
	h.Reason = inWords(st.Verdict)
	if !st.Checked.IsZero() {
		h.Reason = strings.TrimSuffix(h.Reason, ".") + ". Checked on " + day(st.Checked) + age(st, s.page.Run.Finished) + "."
	}
	if st.Archive.State != verify.ArchiveUnchecked {
		h.Archive = &htmlArchive{st.Archive.Snapshot, snapshotInWords(st.Archive), archiveInWords(st.Archive)}
	}
	if r := st.Repair; r != nil {
		h.Repair = &htmlRepair{Confidence: r.Confidence.String(), Change: changeOf(st.URL, r.URL), Evidence: r.Evidence}
		if tried := s.page.repaired(st); tried != nil {
			h.Repair.State = tried.State.String()
		}
	}
	if st.Visit != nil {
		h.Visited, h.Hops = true, st.Visit.Hops
		h.Rows = append(h.Rows, evidenceOf(st)...)
	}
}

// age says how long before the run a cached visit was.
func age(st *verify.Standing, now time.Time) string {
	if !st.Cached {
		return ""
	}
	if days := int(now.Sub(st.Checked).Hours() / 24); days > 0 {
		return ", " + plural(days, "day") + " before this run"
	}
	return ", in an earlier run"
}

// fieldsOf are the parts of a citation, as they were read.
func fieldsOf(c *verify.Citation) []htmlRow {
	rows := present([]htmlRow{
		{Name: "Author", Text: strings.Join(c.Authors, "; ")},
		{Name: "Title", Text: c.Title},
		{Name: "In", Text: c.Container},
		{Name: "Date", Text: c.Date.String()},
		{Name: "Accessed", Text: c.Accessed.String()},
		{Name: "At", Text: c.Locator},
		{Name: "DOI", Text: c.DOI},
		{Name: "ISBN", Text: c.ISBN},
		{Name: "arXiv", Text: c.ArXiv},
		{Name: "Archive link", Text: c.ArchiveURL, URL: true},
		{Name: "Not understood", Text: c.Unparsed},
	})
	if c.URLPrinted != c.URL {
		rows = append(rows, present([]htmlRow{{Name: "URL as printed", Text: c.URLPrinted}})...)
	}
	return rows
}

// evidenceOf is what the visit showed.
func evidenceOf(st *verify.Standing) []htmlRow {
	v := st.Visit
	rows := []htmlRow{
		{Name: "Reason", Text: st.Reason},
		{Name: "Status", Text: statusOf(v)},
		{Name: "Checked", Text: moment(st.Checked)},
	}
	if v.Final != "" && v.Final != v.URL {
		rows = append(rows, htmlRow{Name: "Arrived at", Text: v.Final, URL: true})
	}
	if p := v.Page; p != nil {
		rows = append(rows,
			htmlRow{Name: "Title of the page", Text: p.Title},
			htmlRow{Name: "Author of the page", Text: strings.Join(p.By(), "; ")},
			htmlRow{Name: "Published", Text: p.Published},
			htmlRow{Name: "Updated", Text: p.Updated},
			htmlRow{Name: "Site", Text: p.Site},
			htmlRow{Name: "Length", Text: length(p)})
	}
	return present(rows)
}

func length(p *verify.Page) string {
	if p.Words == 0 {
		return ""
	}
	if p.Truncated {
		return "more than " + plural(p.Words, "word")
	}
	return plural(p.Words, "word")
}

// statusOf is the last answer, and how it was got.
func statusOf(v *verify.Visit) string {
	said := v.Failure
	if v.Status > 0 {
		said = fmt.Sprint(v.Status)
	}
	if v.Attempts > 1 {
		said += fmt.Sprintf(", asked %d times", v.Attempts)
	}
	if v.Elapsed > 0 {
		said += fmt.Sprintf(", %.1f s", v.Elapsed.Seconds())
	}
	return said
}

// present are the rows that say something, made fit to be read.
func present(rows []htmlRow) []htmlRow {
	list := rows[:0]
	for _, r := range rows {
		if r.Text = plain(r.Text); r.Text != "" {
			list = append(list, r)
		}
	}
	return list
}
