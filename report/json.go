package report

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"slices"
	"time"

	"loccit/verify"
)

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema (draft 2020-12) that every JSON report fulfils.
func Schema() []byte { return slices.Clone(schema) }

// writeJSON writes the report of schema.json: a note, a finding and a source
// stand on a line each, so that such reports can be compared by line, and few of
// them are ever held.
func writeJSON(w *bufio.Writer, r *verify.Report, _ Options) error {
	j := newJSONStream(w)
	s := Summarize(r)
	rd := read(r)
	j.text("{\n \"schema\": \"loccit.report/1\"")
	j.field("tool", jsonTool{"loccit", r.Version})
	j.field("run", jsonRunOf(r.Run))
	j.field("summary", jsonSummaryOf(&s))
	if r.Gate != nil {
		j.field("gate", jsonGateOf(r.Gate))
	}
	if len(r.Remarks) > 0 {
		j.remarks(r.Remarks)
	}
	if r.Night != nil {
		j.night(rd)
	}
	j.text(",\n \"documents\": [")
	for d, doc := range r.Documents {
		j.document(rd, d, doc)
	}
	j.close(len(r.Documents), "\n ]")
	j.sources(rd, "sources", rd.Sources)
	j.sources(rd, "repaired", rd.Repaired)
	j.text("\n}\n")
	return j.err
}

// A jsonStream writes values one after the other; after an error it writes
// nothing more.
type jsonStream struct {
	w      *bufio.Writer
	value  bytes.Buffer // the value in hand
	encode *json.Encoder
	err    error
}

func newJSONStream(w *bufio.Writer) *jsonStream {
	j := &jsonStream{w: w}
	j.encode = newEncoder(&j.value)
	return j
}

func newEncoder(b *bytes.Buffer) *json.Encoder {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false) // "&" stays readable in URLs
	return e
}

func (j *jsonStream) document(r reading, d int, doc *verify.Document) {
	j.separate(d, "\n  ")
	j.text("{\"path\": ")
	j.put(doc.Path)
	j.text(", \"format\": ")
	j.put(doc.Format)
	j.optional("title", doc.Title)
	j.optional("sha256", doc.SHA256)
	j.text(",\n   \"notes\": [")
	j.list(len(doc.Notes), "\n    ", func(n int) any { return jsonNoteOf(r, doc, n) })
	findings := r.findings(d)
	j.close(len(doc.Notes), "\n   ],\n   \"findings\": [")
	j.list(len(findings), "\n    ", func(i int) any { return jsonFindingOf(r, &findings[i]) })
	j.close(len(findings), "\n   ]}")
}

func (j *jsonStream) sources(r reading, name string, list []verify.Standing) {
	j.text(",\n \"" + name + "\": [")
	j.list(len(list), "\n  ", func(i int) any { return jsonSourceOf(r, &list[i]) })
	j.close(len(list), "\n ]")
}

// field writes one field of the outermost object.
func (j *jsonStream) field(name string, v any) {
	j.text(",\n \"" + name + "\": ")
	j.put(v)
}

func (j *jsonStream) optional(name, text string) {
	if text != "" {
		j.text(", \"" + name + "\": ")
		j.put(text)
	}
}

// A block of a list is so many items.
const block = 512

// list writes the n items of a list.
func (j *jsonStream) list(n int, indent string, item func(i int) any) {
	if j.err != nil {
		return
	}
	j.err = inBlocks(n, block, func(b *bytes.Buffer, from, to int) error {
		return items(b, from, to, indent, item)
	}, func(made []byte) error {
		_, err := j.w.Write(made)
		return err
	})
}

// items writes the items from to to of a list into b.
func items(b *bytes.Buffer, from, to int, indent string, item func(i int) any) error {
	encode := newEncoder(b)
	for i := from; i < to; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(indent)
		if err := encode.Encode(item(i)); err != nil {
			return err
		}
		b.Truncate(b.Len() - 1) // the line end that Encode adds
	}
	return nil
}

// separate begins item i of a list.
func (j *jsonStream) separate(i int, indent string) {
	if i > 0 {
		j.text(",")
	}
	j.text(indent)
}

// close ends a list of n items; the empty one stays on its line.
func (j *jsonStream) close(n int, end string) {
	if n == 0 {
		end = end[bytes.IndexByte([]byte(end), ']'):]
	}
	j.text(end)
}

func (j *jsonStream) text(s string) {
	if j.err == nil {
		_, j.err = j.w.WriteString(s)
	}
}

func (j *jsonStream) put(v any) {
	if j.err != nil {
		return
	}
	j.value.Reset()
	if j.err = j.encode.Encode(v); j.err != nil {
		return
	}
	_, j.err = j.w.Write(bytes.TrimSuffix(j.value.Bytes(), []byte("\n")))
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonRun struct {
	ID       string    `json:"id,omitempty"`
	Command  string    `json:"command"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`
	Complete bool      `json:"complete"`
	Why      string    `json:"why,omitempty"`
	Offline  bool      `json:"offline"`
	Since    string    `json:"changed_since,omitempty"`
}

func jsonRunOf(r verify.Run) jsonRun {
	return jsonRun{r.ID, r.Command, r.Started.UTC(), r.Finished.UTC(), r.Complete(), r.Why, r.Offline, r.Since}
}

type jsonSummary struct {
	Documents int            `json:"documents"`
	Notes     int            `json:"notes"`
	Citations int            `json:"citations"`
	Sources   int            `json:"sources"`
	States    map[string]int `json:"states"`
	Findings  map[string]int `json:"findings"`
	Baseline  int            `json:"baseline,omitempty"`
	Waived    int            `json:"waived,omitempty"`
}

func jsonSummaryOf(s *Summary) jsonSummary {
	j := jsonSummary{s.Documents, s.Notes, s.Citations, s.Sources, map[string]int{}, map[string]int{}, s.Baseline, s.Waived}
	for state, n := range s.States {
		j.States[verify.State(state).String()] = n
	}
	for severity, n := range s.Findings {
		j.Findings[verify.Severity(severity).String()] = n
	}
	return j
}

type jsonNote struct {
	Label     string         `json:"label"`
	Series    int            `json:"series"`
	Line      int            `json:"line"`
	Page      int            `json:"page,omitempty"`
	Text      string         `json:"text"`
	Calls     []jsonCall     `json:"calls"`
	Citations []jsonCitation `json:"citations"`
}

func jsonNoteOf(r reading, d *verify.Document, n int) jsonNote {
	note := &d.Notes[n]
	at := d.Place(note.Span.Start)
	from, to := citationsOf(d, n)
	j := jsonNote{
		Label: note.Label, Series: series(note), Line: at.Line, Page: at.Page, Text: note.Span.Of(d.Text),
		Calls:     make([]jsonCall, 0, len(note.Calls)),
		Citations: make([]jsonCitation, 0, to-from),
	}
	for _, call := range note.Calls {
		at := d.Place(call.Start)
		j.Calls = append(j.Calls, jsonCall{at.Line, at.Column, at.Page, sentence(d, call)})
	}
	for i := from; i < to; i++ {
		j.Citations = append(j.Citations, jsonCitationOf(r, d, i))
	}
	return j
}

type jsonCall struct {
	Line    int    `json:"line"`
	Column  int    `json:"column,omitempty"`
	Page    int    `json:"page,omitempty"`
	Context string `json:"context,omitempty"`
}

type jsonCitation struct {
	Form       string      `json:"form"`
	Text       string      `json:"text"`
	Authors    []string    `json:"authors"`
	Title      string      `json:"title,omitempty"`
	Container  string      `json:"container,omitempty"`
	Date       string      `json:"date,omitempty"`
	Accessed   string      `json:"accessed,omitempty"`
	Locator    string      `json:"locator,omitempty"`
	URL        string      `json:"url,omitempty"`
	URLPrinted string      `json:"url_printed,omitempty"`
	ArchiveURL string      `json:"archive_url,omitempty"`
	DOI        string      `json:"doi,omitempty"`
	ISBN       string      `json:"isbn,omitempty"`
	ArXiv      string      `json:"arxiv,omitempty"`
	RefersTo   []jsonRef   `json:"refers_to,omitzero"` // absent for a citation in full, empty for one that dangles
	Source     string      `json:"source,omitempty"`
	Checks     []jsonCheck `json:"checks,omitempty"`
}

type jsonCheck struct {
	What   string `json:"what"`
	Answer string `json:"answer"`
	Cited  string `json:"cited,omitempty"`
	Found  string `json:"found,omitempty"`
	Where  string `json:"where,omitempty"`
	Why    string `json:"why,omitempty"`
}

// A jsonRef names one citation by its note and its place there.
type jsonRef struct {
	Document *int   `json:"document,omitempty"`
	Note     string `json:"note"`
	Series   int    `json:"series"`
	Citation int    `json:"citation"`
}

func jsonCitationOf(r reading, d *verify.Document, i int) jsonCitation {
	c := &d.Citations[i]
	j := jsonCitation{
		Form: c.Form.String(), Text: c.Span.Of(d.Text), Authors: notNull(c.Authors), Title: c.Title,
		Container: c.Container, Date: isoDate(c.Date), Accessed: isoDate(c.Accessed), Locator: c.Locator,
		URL: c.URL, URLPrinted: c.URLPrinted, ArchiveURL: c.ArchiveURL,
		DOI: c.DOI, ISBN: c.ISBN, ArXiv: c.ArXiv,
	}
	if c.BackReference() {
		j.RefersTo = make([]jsonRef, 0, len(c.Antecedents))
		for _, a := range c.Antecedents {
			j.RefersTo = append(j.RefersTo, jsonRefTo(d, a))
		}
	}
	if s := r.standing(d, i); s != nil {
		j.Source = s.Key
	}
	for _, k := range r.checks(d, i) {
		j.Checks = append(j.Checks, jsonCheck{string(k.What), k.Answer.String(), k.Cited, k.Found, k.Where, k.Why})
	}
	return j
}

func jsonRefTo(d *verify.Document, i int) jsonRef {
	note := &d.Notes[d.Citations[i].Note]
	return jsonRef{Note: note.Label, Series: series(note), Citation: within(d, i)}
}

type jsonFinding struct {
	Rule       string          `json:"rule"`
	Severity   string          `json:"severity"`
	Note       string          `json:"note,omitempty"`
	Series     int             `json:"series,omitempty"`
	Citation   *int            `json:"citation,omitempty"`
	Line       int             `json:"line,omitempty"`
	Column     int             `json:"column,omitempty"`
	Page       int             `json:"page,omitempty"`
	Message    string          `json:"message"`
	Next       string          `json:"next,omitempty"`
	Evidence   []string        `json:"evidence"`
	Suggestion *jsonSuggestion `json:"suggestion,omitempty"`
	Baseline   bool            `json:"baseline,omitempty"`
	Waived     *jsonWaiver     `json:"waived,omitempty"`
	Stops      bool            `json:"stops,omitempty"`
}

type jsonSuggestion struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

type jsonWaiver struct {
	Reason string `json:"reason"`
	Until  string `json:"until,omitempty"`
	By     string `json:"by,omitempty"`
}

func jsonFindingOf(r reading, f *verify.Finding) jsonFinding {
	at := r.placeOf(f)
	j := jsonFinding{
		Rule: f.Rule, Severity: f.Severity.String(), Line: at.Line, Column: at.Column, Page: at.Page,
		Message: f.Message, Next: f.Next, Evidence: notNull(f.Evidence), Baseline: f.Baseline, Stops: f.Stops,
	}
	if note := r.noteOf(f); note != nil {
		j.Note, j.Series = note.Label, series(note)
	}
	if i, ok := f.Where.Citation(); ok {
		n := within(r.Documents[f.Where.Document], i)
		j.Citation = &n
	}
	if s := f.Suggestion; s != nil {
		j.Suggestion = &jsonSuggestion{s.Kind, s.Text}
	}
	j.Waived = jsonWaiverOf(f.Waived)
	return j
}

// isoDate is d where it can be written with four digits for the year, as the
// schema wants it; a citation may print any number.
func isoDate(d verify.Date) string {
	if d.Year < 0 || d.Year > 9999 || d.Month < 0 || d.Month > 99 || d.Day < 0 || d.Day > 99 {
		return ""
	}
	return d.String()
}

func notNull(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
