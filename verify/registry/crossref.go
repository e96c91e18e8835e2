package registry

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"loccit/verify"
)

// Crossref asks the REST API of Crossref, which registers most DOIs of
// articles and books (https://api.crossref.org/swagger-ui/).
type Crossref struct {
	*desk
	contact string
}

// NewCrossref returns a provider for https://api.crossref.org, or for the
// server at o.Endpoint, which has /works below it. It answers five questions a
// second to anybody, and ten to those who give a mail address.
func NewCrossref(o Options) *Crossref {
	c := &Crossref{contact: mailOf(o.Contact)}
	spacing := 250 * time.Millisecond
	if c.contact != "" {
		spacing = 125 * time.Millisecond
	}
	c.desk = newDesk("registry/crossref", "Crossref", "https://api.crossref.org", spacing, o)
	return c
}

// mailOf is the mail address in a contact, empty where that is a URL.
func mailOf(contact string) string {
	contact = strings.TrimPrefix(contact, "mailto:")
	if strings.Contains(contact, "@") && !strings.Contains(contact, "/") {
		return contact
	}
	return ""
}

// Name is "crossref".
func (c *Crossref) Name() string { return "crossref" }

// Holds is true of DOIs.
func (c *Crossref) Holds(id string) bool { return strings.HasPrefix(id, verify.DOIPrefix) }

// A work is what Crossref knows of a DOI, as far as it is read.
type work struct {
	DOI       string
	Type      string
	Title     []string
	Subtitle  []string
	Original  []string `json:"original-title"`
	Short     []string `json:"short-title"`
	Container []string `json:"container-title"`
	Author    []person
	Editor    []person
	Issued    parts
	Print     parts `json:"published-print"`
	Online    parts `json:"published-online"`
	Posted    parts
	UpdatedBy []update `json:"updated-by"`
	UpdateTo  []update `json:"update-to"`
}

type person struct{ Given, Family, Name string }

type parts struct {
	Parts [][]*int `json:"date-parts"`
}

type update struct {
	DOI, Type, Source string
	Updated           parts
}

// Record asks for the work of a DOI. That Crossref has none it says in a few
// words of plain text; any other 404 is none of its own.
func (c *Crossref) Record(ctx context.Context, id string) (*verify.Record, error) {
	doi := strings.TrimPrefix(id, verify.DOIPrefix)
	address := c.base + "/works/" + url.PathEscape(doi)
	if c.contact != "" {
		address += "?" + url.Values{"mailto": {c.contact}}.Encode()
	}
	a, err := c.get(ctx, address)
	if err != nil {
		return nil, err
	}
	if a.status == http.StatusNotFound && strings.HasPrefix(strings.ToLower(string(a.body)), "resource not found") {
		return &verify.Record{Entry: verify.NotHere}, nil
	}
	var said struct {
		Status  string
		Type    string `json:"message-type"`
		Message work
	}
	if a.status != http.StatusOK || c.read(a, &said) != nil || said.Status != "ok" || said.Type != "work" {
		return nil, c.nonsense(a)
	}
	w := &said.Message
	if w.DOI == "" || !strings.EqualFold(w.DOI, doi) && !a.moved { // an alias is sent on to the DOI that is kept
		return nil, c.nonsense(a)
	}
	return w.record(), nil
}

func (w *work) record() *verify.Record {
	r := &verify.Record{Entry: verify.Registered, Type: w.Type}
	for _, t := range first(w.Title) {
		r.Titles = appendNew(r.Titles, t)
		for _, s := range first(w.Subtitle) {
			r.Titles = appendNew(r.Titles, strings.TrimSuffix(strings.TrimSpace(t), ":")+": "+s)
		}
	}
	for _, t := range slices.Concat(first(w.Original), first(w.Short)) {
		if len(r.Titles) > 0 {
			r.Titles = appendNew(r.Titles, t)
		}
	}
	people := w.Author
	if len(people) == 0 {
		people = w.Editor
	}
	for _, p := range people[:min(len(people), mostAuthors)] {
		r.Authors = appendNew(r.Authors, cmp.Or(strings.TrimSpace(p.Given+" "+p.Family), p.Name))
	}
	if len(w.Container) > 0 {
		r.Container = tidy(w.Container[0])
	}
	for _, d := range []parts{w.Issued, w.Print, w.Online, w.Posted} {
		r.Dates = appendNew(r.Dates, d.iso())
	}
	for _, u := range w.UpdatedBy[:min(len(w.UpdatedBy), mostNotices)] {
		r.Notices = append(r.Notices, u.notice())
	}
	for _, u := range w.UpdateTo[:min(len(w.UpdateTo), mostNotices)] {
		if strings.EqualFold(u.DOI, w.DOI) { // the publisher changed the work in its place
			r.Notices = append(r.Notices, u.notice())
			continue
		}
		r.About = append(r.About, u.notice())
	}
	r.Notices, r.About = inOrder(r.Notices), inOrder(r.About)
	if len(r.About) == 0 && !slices.ContainsFunc(r.Notices, verify.Notice.Retracts) {
		r.Notices = append(r.Notices, byTitle(w.Title)...)
	}
	return r
}

// byTitle reads what publishers write before the title of a work that they take
// back, and that is all that some of them do. A notice may begin so, too.
func byTitle(titles []string) []verify.Notice {
	for _, t := range titles {
		switch head, _, _ := strings.Cut(strings.ToLower(tidy(t)), ":"); head {
		case "retracted", "retracted article", "retracted paper", "retracted chapter":
			return []verify.Notice{{Type: "retraction", By: "title"}}
		case "withdrawn", "withdrawn article":
			return []verify.Notice{{Type: "withdrawal", By: "title"}}
		}
	}
	return nil
}

// Bounds of what is kept: some papers have thousands of authors.
const (
	mostAuthors = 30
	mostTitles  = 4
	mostNotices = 50
)

func first(titles []string) []string { return titles[:min(len(titles), mostTitles)] }

// iso is a date as far as it is known, empty where it is not.
func (p parts) iso() string {
	if len(p.Parts) == 0 || len(p.Parts[0]) == 0 || p.Parts[0][0] == nil {
		return ""
	}
	var d verify.Date
	for i, to := range []*int{&d.Year, &d.Month, &d.Day} {
		if i >= len(p.Parts[0]) || p.Parts[0][i] == nil {
			break
		}
		*to = *p.Parts[0][i]
	}
	return d.String()
}

// notice writes a type as the documents have it since 2020; earlier ones were
// spelt in many ways.
func (u update) notice() verify.Notice {
	kind := strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(tidy(u.Type)))
	return verify.Notice{Type: kind, DOI: strings.ToLower(tidy(u.DOI)), Date: u.Updated.iso(), By: tidy(u.Source)}
}

// inOrder sorts notices, and keeps one of those that publisher and Retraction
// Watch both tell of.
func inOrder(notices []verify.Notice) []verify.Notice {
	key := func(n verify.Notice) string { return fmt.Sprintf("%s\x00%s\x00%s", n.Date, n.Type, n.DOI) }
	slices.SortStableFunc(notices, func(a, b verify.Notice) int { return cmp.Compare(key(a), key(b)) })
	return slices.CompactFunc(notices, func(a, b verify.Notice) bool { return a.Type == b.Type && a.DOI == b.DOI })
}

// appendNew appends s without mark-up and line breaks, unless it is empty or
// there.
func appendNew(list []string, s string) []string {
	if s = tidy(s); s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
