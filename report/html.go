package report

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/yuin/goldmark"

	"loccit/verify"
)

// The page is one file: style and script stand in it, and it asks for nothing
// from outside.
var (
	//go:embed html/page.html
	htmlPageTemplate string
	//go:embed html/style.css
	htmlStyle string
	//go:embed html/script.js
	htmlScript string
)

// writeHTML writes one page for an editor's desk: what needs attention first,
// then every note with its citations and the evidence for their states. Notes
// are made a few at a time as the template asks for them.
func writeHTML(w *bufio.Writer, r *verify.Report, _ Options) error {
	t, err := template.New("").Funcs(template.FuncMap{"address": address, "link": link, "moment": moment}).Parse(htmlPageTemplate)
	if err != nil {
		return err
	}
	p := newHTMLPage(r)
	p.template, p.out = t, w
	return t.ExecuteTemplate(w, "page", p)
}

// link is raw if a reader may be sent there from a report: over http or https,
// to a host. Everything else (javascript:, data:, file:) stays text.
func link(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return raw
}

// address is a URL to be read, and to be followed where a reader may be sent
// there. Addresses and rows are most of a page, and a template is slow at them.
func address(raw string) template.HTML {
	text := template.HTMLEscapeString(raw)
	if link(raw) == "" {
		return template.HTML(`<span class="url">` + text + `</span>`)
	}
	return template.HTML(`<a class="url" href="` + text + `" rel="noopener noreferrer">` + text + `</a>`)
}

// An htmlPage is what the template page.html is given.
type htmlPage struct {
	reading
	Summary
	Style  template.CSS
	Script template.JS
	rules  map[string]*verify.Rule

	template *template.Template
	out      *bufio.Writer // what the template writes to
}

func newHTMLPage(r *verify.Report) *htmlPage {
	p := &htmlPage{reading: read(r), Summary: Summarize(r), Style: template.CSS(htmlStyle), Script: template.JS(htmlScript)}
	p.rules = make(map[string]*verify.Rule, len(r.Rules))
	for i := range r.Rules {
		p.rules[r.Rules[i].ID] = &r.Rules[i]
	}
	return p
}

// Policy lets the page load nothing, and run no script but its own.
func (p *htmlPage) Policy() string {
	sum := sha256.Sum256([]byte(htmlScript))
	return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func (p *htmlPage) Command() string { return p.command() }

func (p *htmlPage) Title() string {
	if len(p.reading.Documents) != 1 {
		return plural(len(p.reading.Documents), "document")
	}
	return title(p.reading.Documents[0])
}

func title(d *verify.Document) string {
	if d.Title != "" {
		return plain(d.Title)
	}
	return plain(d.Path)
}

func (p *htmlPage) Subtitle() string {
	if len(p.reading.Documents) != 1 || p.reading.Documents[0].Title == "" {
		return ""
	}
	return plain(p.reading.Documents[0].Path)
}

// Lede says in a sentence or two what was looked at and how it came out.
func (p *htmlPage) Lede() string {
	said := fmt.Sprintf("%s, %s, %s. ", plural(p.Notes, "note"), plural(p.Citations, "citation"), plural(p.Summary.Sources, "source"))
	return said + foundInWords(&p.Summary)
}

// Verdict is that of a gate; empty for other commands.
func (p *htmlPage) Verdict() string {
	if p.Gate == nil {
		return ""
	}
	return Verdict(p.Gate)
}

// An htmlRemark is something to be said beside the findings.
type htmlRemark struct{ Kind, Message, Place string }

func (p *htmlPage) Besides() []htmlRemark {
	var list []htmlRemark
	for i := range p.Remarks {
		m := &p.Remarks[i]
		list = append(list, htmlRemark{string(m.Kind), inFull(m), placeOfRemark(m)})
	}
	return list
}

func (p *htmlPage) Incomplete() string {
	if p.Run.Complete() {
		return ""
	}
	return fmt.Sprintf("The run stopped short: %s. Of %s, %d not checked; the next run goes on from here.",
		whyIncomplete(p.Run.Why), plural(p.Summary.Sources, "source"), p.Summary.States[verify.Unchecked])
}

// Took says how long the run took.
func (p *htmlPage) Took() string {
	if took := p.Run.Finished.Sub(p.Run.Started); took > 0 {
		return fmt.Sprintf("The run took %s.", took.Round(time.Second/10))
	}
	return ""
}

// Clear is said where no finding is open; what was not looked at is said too.
func (p *htmlPage) Clear() string {
	if p.Notes == 0 {
		return "No notes were found, so there was nothing to check."
	}
	if n := p.Summary.States[verify.Unchecked]; n > 0 {
		return fmt.Sprintf("Nothing to look at in what was checked; %s not checked.", pluralWas(n, "source"))
	}
	return "Nothing needs attention."
}

// An htmlCount is a state or severity with how often it occurs.
type htmlCount struct {
	Name    string
	Count   int
	Meaning string
}

// goodFirst are the states in the order of the bar.
func goodFirst() []verify.State {
	return []verify.State{verify.Live, verify.Moved, verify.Suspect, verify.Blocked, verify.Unreachable, verify.Dead, verify.Unchecked}
}

func (p *htmlPage) States() []htmlCount {
	var list []htmlCount
	for _, s := range goodFirst() {
		if n := p.Summary.States[s]; n > 0 {
			list = append(list, htmlCount{s.String(), n, stateInWords(s)})
		}
	}
	return list
}

func (p *htmlPage) BarLabel() string {
	var list []string
	for _, c := range p.States() {
		list = append(list, fmt.Sprintf("%d %s", c.Count, c.Name))
	}
	return "Sources by state: " + strings.Join(list, ", ")
}

// Severities are the findings by severity.
func (p *htmlPage) Severities() []htmlCount {
	var list []htmlCount
	for s := verify.Error; s >= verify.Advice; s-- {
		if n := p.Summary.Findings[s]; n > 0 {
			list = append(list, htmlCount{Name: s.String(), Count: n})
		}
	}
	return list
}

// Chips are what the findings can be filtered by.
func (p *htmlPage) Chips() []htmlCount {
	list := p.Severities()
	if p.Waived > 0 {
		list = append(list, htmlCount{Name: "waived", Count: p.Waived})
	}
	return list
}

// FoundRules are the rules that have findings, sorted.
func (p *htmlPage) FoundRules() []string {
	var seen words
	for i := range p.reading.Findings {
		seen.add(p.reading.Findings[i].Rule)
	}
	slices.Sort(seen)
	return seen
}

// An htmlRule is a rule with the places where it found something.
type htmlRule struct {
	ID, Title, Severity string
	Count               int
	Doc                 template.HTML
	Places, More        []htmlPlace // More are those that only a reader who asks gets to see
}

type htmlPlace struct{ Document, Anchor, Name string }

// Attention are the rules with open findings, the gravest first.
func (p *htmlPage) Attention() []htmlRule {
	const most = 40
	var list []htmlRule
	for _, found := range p.pressing() {
		r := htmlRule{ID: found.rule, Title: found.rule, Severity: found.severity.String(), Count: len(found.findings)}
		if rule := p.rules[found.rule]; rule != nil {
			r.Title, r.Doc = rule.Title, markdown(rule.Doc)
		}
		for i, f := range found.findings {
			place := htmlPlace{Anchor: anchorOf(f), Name: p.placeName(f)}
			if len(p.reading.Documents) > 1 && (i == 0 || found.findings[i-1].Where.Document != f.Where.Document) {
				place.Document = plain(path.Base(p.reading.Documents[f.Where.Document].Path))
			}
			r.Places = append(r.Places, place)
		}
		if len(r.Places) > most {
			r.Places, r.More = r.Places[:most], r.Places[most:]
		}
		list = append(list, r)
	}
	return list
}

// markdown is the documentation of a rule, our own words, as HTML. Raw HTML in
// it is left out (goldmark does so unless it is told otherwise).
func markdown(doc string) template.HTML {
	var b bytes.Buffer
	if err := goldmark.Convert([]byte(strings.TrimSpace(doc)), &b); err != nil {
		return template.HTML("<p>" + template.HTMLEscapeString(doc) + "</p>")
	}
	return template.HTML(b.String())
}

// anchorOf is the id of the note that f is about, or of its document.
func anchorOf(f *verify.Finding) string {
	if n, ok := f.Where.Note(); ok {
		return noteAnchor(f.Where.Document, n)
	}
	return fmt.Sprintf("d%dtext", f.Where.Document+1)
}

func noteAnchor(d, n int) string { return fmt.Sprintf("d%dn%d", d+1, n+1) }
