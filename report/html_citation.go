package report

import (
	"fmt"
	"html/template"
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
	Rows          htmlRows
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
	h := htmlCitation{Kind: kindOf(c), URL: plain(c.Link()), Rows: make(htmlRows, 0, 8)}
	h.Rows.fields(c)
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
		h.Rows.evidence(st)
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

// htmlRows are what was read or seen, made fit to be read.
type htmlRows []htmlRow

// add adds a row if it says something.
func (r *htmlRows) add(name, text string) { r.put(htmlRow{Name: name, Text: text}) }

func (r *htmlRows) put(row htmlRow) {
	if row.Text = plain(row.Text); row.Text != "" {
		*r = append(*r, row)
	}
}

// HTML is the rows as terms and what is said of them.
func (r htmlRows) HTML() template.HTML {
	var b strings.Builder
	b.Grow(64 * len(r))
	for _, row := range r {
		b.WriteString("<dt>" + row.Name + `</dt><dd dir="auto">`)
		if row.URL {
			b.WriteString(string(address(row.Text)))
		} else {
			b.WriteString(template.HTMLEscapeString(row.Text))
		}
		b.WriteString("</dd>\n")
	}
	return template.HTML(b.String())
}

// fields adds the parts of a citation, as they were read.
func (r *htmlRows) fields(c *verify.Citation) {
	r.add("Author", strings.Join(c.Authors, "; "))
	r.add("Title", c.Title)
	r.add("In", c.Container)
	r.add("Date", c.Date.String())
	r.add("Accessed", c.Accessed.String())
	r.add("At", c.Locator)
	r.add("DOI", c.DOI)
	r.add("ISBN", c.ISBN)
	r.add("arXiv", c.ArXiv)
	r.put(htmlRow{"Archive link", c.ArchiveURL, true})
	r.add("Not understood", c.Unparsed)
	if c.URLPrinted != c.URL {
		r.add("URL as printed", c.URLPrinted)
	}
}

// evidence adds what the visit showed.
func (r *htmlRows) evidence(st *verify.Standing) {
	v := st.Visit
	r.add("Reason", st.Reason)
	r.add("Status", statusOf(v))
	r.add("Checked", moment(st.Checked))
	if v.Final != v.URL {
		r.put(htmlRow{"Arrived at", v.Final, true})
	}
	if p := v.Page; p != nil {
		r.add("Title of the page", p.Title)
		r.add("Author of the page", strings.Join(p.By(), "; "))
		r.add("Published", p.Published)
		r.add("Updated", p.Updated)
		r.add("Site", p.Site)
		r.add("Length", length(p))
	}
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
