package report

import (
	"bufio"
	"cmp"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"loccit/verify"
)

// writeSARIF writes the Static Analysis Results Interchange Format, version
// 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0): what code scanning services
// and editors of code read. A finding stands on a line.
func writeSARIF(w *bufio.Writer, r *verify.Report, _ Options) error {
	j := &jsonStream{w: w}
	s := &sarifReport{reading: read(r), rule: map[string]int{}, artifact: map[string]int{}}
	s.baseline = s.Gate != nil && s.Gate.Kept != nil || slices.ContainsFunc(s.Findings, func(f verify.Finding) bool { return f.Baseline })
	rules, artifacts := s.rules(), s.artifacts()
	j.raw("{\n \"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\n \"version\": \"2.1.0\",\n \"runs\": [{\n  \"tool\": {\"driver\": {\"name\": \"loccit\"")
	if r.Version != "" {
		j.raw(", \"version\": ")
		j.quote(r.Version)
	}
	j.raw(", \"rules\": [")
	j.items(len(rules), "\n    ", func(l *jsonLine, i int) { l.sarifRule(&rules[i]) })
	j.endList("  ", len(rules))
	j.raw("}},\n  \"columnKind\": \"unicodeCodePoints\",\n  \"automationDetails\": ")
	j.object()
	j.text("id", "loccit/"+s.command()+"/")
	j.endObject()
	j.raw(",\n  \"invocations\": [")
	s.invocation(&j.jsonLine)
	j.raw("],\n  \"artifacts\": [")
	j.items(len(artifacts), "\n    ", func(l *jsonLine, i int) { l.sarifArtifact(artifacts[i]) })
	j.endList("  ", len(artifacts))
	j.raw(",\n  \"results\": [")
	j.items(len(s.Findings), "\n    ", func(l *jsonLine, i int) { s.result(l, &s.Findings[i]) })
	j.endList("  ", len(s.Findings))
	j.raw("\n }]\n}\n")
	return j.flush()
}

type sarifReport struct {
	reading
	rule     map[string]int // rule to its index
	artifact map[string]int // URI to its index
	baseline bool           // some findings are in a baseline, so each result says whether it is
}

// rules are the catalogue, and what was found under rules that it does not
// have.
func (s *sarifReport) rules() []verify.Rule {
	list := slices.Clone(s.Rules)
	for i := range list {
		s.rule[list[i].ID] = i
	}
	for i := range s.Findings {
		f := &s.Findings[i]
		if _, ok := s.rule[f.Rule]; !ok {
			s.rule[f.Rule] = len(list)
			list = append(list, verify.Rule{ID: f.Rule, Severity: f.Severity})
		}
	}
	return list
}

func (l *jsonLine) sarifRule(r *verify.Rule) {
	title := cmp.Or(r.Title, r.ID)
	doc := cmp.Or(strings.TrimSpace(r.Doc), title)
	l.object()
	l.text("id", r.ID)
	l.sarifText("shortDescription", title)
	l.objectIn("help")
	l.text("text", doc)
	l.text("markdown", doc)
	l.endObject()
	l.objectIn("defaultConfiguration")
	l.text("level", sarifLevel(r.Severity))
	l.endObject()
	l.endObject()
}

func sarifLevel(s verify.Severity) string {
	return [...]string{verify.Advice: "note", verify.Warning: "warning", verify.Error: "error"}[s]
}

// sarifText appends a message object (section 3.11).
func (l *jsonLine) sarifText(name, text string) {
	l.objectIn(name)
	l.text("text", text)
	l.endObject()
}

// invocation tells of the run, and of what is to be said of it as a whole.
func (s *sarifReport) invocation(l *jsonLine) {
	l.object()
	l.truth("executionSuccessful", s.Run.Complete())
	l.optionalMoment("startTimeUtc", s.Run.Started)
	l.optionalMoment("endTimeUtc", s.Run.Finished)
	if !s.Run.Complete() || len(s.Remarks) > 0 || s.Gate != nil {
		l.array("toolExecutionNotifications")
		s.notifications(l)
		l.endArray()
	}
	l.endObject()
}

func (s *sarifReport) notifications(l *jsonLine) {
	if !s.Run.Complete() {
		l.object()
		l.text("level", "warning")
		l.sarifText("message", "The run is not complete: "+whyIncomplete(s.Run.Why)+".")
		l.endObject()
	}
	for i := range s.Remarks {
		l.sarifRemark(&s.Remarks[i])
	}
	if s.Gate != nil {
		l.object()
		l.text("level", "note")
		l.sarifText("message", Verdict(s.Gate))
		l.sarifDescriptor("gate")
		l.endObject()
	}
}

func (l *jsonLine) sarifRemark(m *verify.Remark) {
	l.object()
	l.text("level", "note")
	l.sarifText("message", inFull(m))
	l.sarifDescriptor(string(m.Kind))
	if m.File != "" {
		l.array("locations")
		l.object()
		l.objectIn("physicalLocation")
		l.objectIn("artifactLocation")
		l.text("uri", sarifURI(m.File))
		l.endObject()
		if m.Line > 0 {
			l.objectIn("region")
			l.number("startLine", m.Line)
			l.endObject()
		}
		l.endObject()
		l.endObject()
		l.endArray()
	}
	l.endObject()
}

// sarifDescriptor names what a notification is about.
func (l *jsonLine) sarifDescriptor(id string) {
	l.objectIn("descriptor")
	l.text("id", id)
	l.endObject()
}

// artifacts are the documents whose files were read, each file once: the
// standard wants them distinct, and the same file may have been named twice.
func (s *sarifReport) artifacts() []*verify.Document {
	var list []*verify.Document
	for _, d := range s.Documents {
		uri := sarifURI(d.Path)
		if _, ok := s.artifact[uri]; !ok {
			s.artifact[uri] = len(list)
			list = append(list, d)
		}
	}
	return list
}

func (l *jsonLine) sarifArtifact(d *verify.Document) {
	l.object()
	l.objectIn("location")
	l.text("uri", sarifURI(d.Path))
	l.endObject()
	l.texts("roles", []string{"analysisTarget"})
	if d.SHA256 != "" {
		l.objectIn("hashes")
		l.text("sha-256", d.SHA256)
		l.endObject()
	}
	l.endObject()
}

// sarifURI is a path as a URI: relative ones stay so, that a service may find
// them in its copy of the work tree.
func sarifURI(path string) string {
	if path == "-" || path == "" {
		return "stdin"
	}
	if u, err := url.Parse(path); err == nil && link(path) != "" { // a document may come from the web
		return u.String()
	}
	u := url.URL{Path: filepath.ToSlash(path)}
	if filepath.IsAbs(path) {
		u.Scheme = "file"
	}
	return u.String()
}

func (s *sarifReport) result(l *jsonLine, f *verify.Finding) {
	message := f.Message
	if f.Next != "" {
		message += " " + f.Next
	}
	l.object()
	l.text("ruleId", f.Rule)
	l.number("ruleIndex", s.rule[f.Rule])
	l.text("level", sarifLevel(f.Severity))
	l.sarifText("message", plain(message))
	l.array("locations")
	s.location(l, f)
	l.endArray()
	l.objectIn("partialFingerprints")
	l.text("loccitFinding/v1", s.Fingerprint(f))
	l.endObject()
	if s.baseline {
		l.text("baselineState", sarifState(f))
	}
	if f.Waived != nil {
		l.array("suppressions")
		l.object()
		l.text("kind", "external")
		l.text("status", "accepted")
		l.text("justification", answer(f.Waived))
		l.endObject()
		l.endArray()
	}
	l.sarifProperties(f)
	l.endObject()
}

// sarifState tells whether f is in the baseline of the run.
func sarifState(f *verify.Finding) string {
	if f.Baseline {
		return "unchanged"
	}
	return "new"
}

// location is where f stands: in the file, and in the note.
func (s *sarifReport) location(l *jsonLine, f *verify.Finding) {
	d := s.Documents[f.Where.Document]
	uri := sarifURI(d.Path)
	l.object()
	l.objectIn("physicalLocation")
	l.objectIn("artifactLocation")
	l.text("uri", uri)
	l.number("index", s.artifact[uri])
	l.endObject()
	s.region(l, f)
	l.endObject()
	if note := s.noteOf(f); note != nil {
		name := "note " + plain(note.Label)
		l.array("logicalLocations")
		l.object()
		l.text("name", name)
		l.text("fullyQualifiedName", uri+"#"+name)
		l.endObject()
		l.endArray()
	}
	l.endObject()
}

// region is what f points at, in a format that has lines.
func (s *sarifReport) region(l *jsonLine, f *verify.Finding) {
	start := s.placeOf(f)
	if start.Line == 0 {
		return
	}
	d := s.Documents[f.Where.Document]
	end := d.Place(f.Where.Span.End)
	l.objectIn("region")
	l.number("startLine", start.Line)
	l.optionalNumber("startColumn", start.Column)
	l.optionalNumber("endLine", end.Line)
	l.optionalNumber("endColumn", end.Column)
	if words := f.Where.Span.Of(d.Text); words != "" {
		l.sarifText("snippet", words)
	}
	l.endObject()
}

// sarifProperties are what the standard has no place for.
func (l *jsonLine) sarifProperties(f *verify.Finding) {
	if f.Next == "" && f.Evidence == nil && f.Suggestion == nil {
		return
	}
	l.objectIn("properties")
	l.optionalText("next", f.Next)
	if len(f.Evidence) > 0 {
		l.texts("evidence", f.Evidence)
	}
	l.suggestion(f.Suggestion)
	l.endObject()
}
