package report

import (
	"bufio"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"loccit/verify"
)

// writeSARIF writes the Static Analysis Results Interchange Format, version
// 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0): what code scanning services
// and editors of code read. A finding stands on a line.
func writeSARIF(w *bufio.Writer, r *verify.Report, _ Options) error {
	j := newJSONStream(w)
	s := &sarifReport{reading: read(r), rule: map[string]int{}, artifact: map[string]int{}}
	rules := s.rules()
	j.text("{\n \"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\n \"version\": \"2.1.0\",\n \"runs\": [{\n  \"tool\": {\"driver\": {\"name\": \"loccit\"")
	j.optional("version", r.Version)
	j.text(", \"rules\": [")
	for i, rule := range rules {
		j.separate(i, "\n    ")
		j.put(rule)
	}
	j.close(len(rules), "\n  ]}}")
	j.text(",\n  \"columnKind\": \"unicodeCodePoints\",\n  \"automationDetails\": ")
	j.put(sarifID{"loccit/" + s.command() + "/"})
	j.text(",\n  \"invocations\": [")
	j.put(s.invocation())
	j.text("],\n  \"artifacts\": [")
	artifacts := s.artifacts()
	for i, artifact := range artifacts {
		j.separate(i, "\n    ")
		j.put(artifact)
	}
	j.close(len(artifacts), "\n  ],\n  \"results\": [")
	s.baseline = s.Gate != nil && s.Gate.Kept != nil || slices.ContainsFunc(s.Findings, func(f verify.Finding) bool { return f.Baseline })
	for i := range s.Findings {
		j.separate(i, "\n    ")
		j.put(s.result(&s.Findings[i]))
	}
	j.close(len(s.Findings), "\n  ]")
	j.text("\n }]\n}\n")
	return j.err
}

type sarifReport struct {
	reading
	rule     map[string]int // rule to its index
	artifact map[string]int // URI to its index
	baseline bool           // some findings are in a baseline, so each result says whether it is
}

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifID struct {
	ID string `json:"id"`
}

type sarifRule struct {
	ID            string       `json:"id"`
	Short         sarifText    `json:"shortDescription"`
	Help          sarifText    `json:"help"`
	Configuration sarifSetting `json:"defaultConfiguration"`
}

type sarifSetting struct {
	Level string `json:"level"`
}

// rules are the catalogue, and what was found under rules that it does not
// have.
func (s *sarifReport) rules() []sarifRule {
	var list []sarifRule
	add := func(id, title, doc string, severity verify.Severity) {
		if title == "" {
			title = id
		}
		if doc = strings.TrimSpace(doc); doc == "" {
			doc = title
		}
		s.rule[id] = len(list)
		list = append(list, sarifRule{id, sarifText{Text: title}, sarifText{Text: doc, Markdown: doc}, sarifSetting{sarifLevel(severity)}})
	}
	for i := range s.Rules {
		add(s.Rules[i].ID, s.Rules[i].Title, s.Rules[i].Doc, s.Rules[i].Severity)
	}
	for i := range s.Findings {
		if _, ok := s.rule[s.Findings[i].Rule]; !ok {
			add(s.Findings[i].Rule, "", "", s.Findings[i].Severity)
		}
	}
	return list
}

func sarifLevel(s verify.Severity) string {
	return [...]string{verify.Advice: "note", verify.Warning: "warning", verify.Error: "error"}[s]
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Start         time.Time           `json:"startTimeUtc,omitzero"`
	End           time.Time           `json:"endTimeUtc,omitzero"`
	Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level      string          `json:"level"`
	Message    sarifText       `json:"message"`
	Descriptor *sarifID        `json:"descriptor,omitempty"`
	Locations  []sarifLocation `json:"locations,omitempty"`
}

func (s *sarifReport) invocation() sarifInvocation {
	i := sarifInvocation{Successful: s.Run.Complete(), Start: s.Run.Started.UTC(), End: s.Run.Finished.UTC()}
	if !s.Run.Complete() {
		i.Notifications = append(i.Notifications, sarifNotification{Level: "warning", Message: sarifText{Text: "The run is not complete: " + whyIncomplete(s.Run.Why) + "."}})
	}
	for n := range s.Remarks {
		i.Notifications = append(i.Notifications, s.remark(&s.Remarks[n]))
	}
	if s.Gate != nil {
		i.Notifications = append(i.Notifications, sarifNotification{Level: "note", Message: sarifText{Text: Verdict(s.Gate)}, Descriptor: &sarifID{"gate"}})
	}
	return i
}

func (s *sarifReport) remark(m *verify.Remark) sarifNotification {
	n := sarifNotification{Level: "note", Message: sarifText{Text: inFull(m)}, Descriptor: &sarifID{string(m.Kind)}}
	if m.File != "" {
		at := sarifLocation{Physical: sarifPhysical{Artifact: sarifPlace{URI: sarifURI(m.File)}}}
		if m.Line > 0 {
			at.Physical.Region = &sarifRegion{StartLine: m.Line}
		}
		n.Locations = []sarifLocation{at}
	}
	return n
}

type sarifArtifact struct {
	Location sarifPlace        `json:"location"`
	Roles    []string          `json:"roles"`
	Hashes   map[string]string `json:"hashes,omitempty"`
}

type sarifPlace struct {
	URI   string `json:"uri"`
	Index *int   `json:"index,omitempty"`
}

// artifacts are the files that were read, each once: the standard wants them
// distinct, and the same file may have been named twice.
func (s *sarifReport) artifacts() []sarifArtifact {
	var list []sarifArtifact
	for _, d := range s.Documents {
		uri := sarifURI(d.Path)
		if _, ok := s.artifact[uri]; ok {
			continue
		}
		s.artifact[uri] = len(list)
		a := sarifArtifact{Location: sarifPlace{URI: uri}, Roles: []string{"analysisTarget"}}
		if d.SHA256 != "" {
			a.Hashes = map[string]string{"sha-256": d.SHA256}
		}
		list = append(list, a)
	}
	return list
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

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Level        string             `json:"level"`
	Message      sarifText          `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	State        string             `json:"baselineState,omitempty"`
	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	Properties   sarifProperties    `json:"properties,omitzero"`
}

type sarifLocation struct {
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifPlace   `json:"artifactLocation"`
	Region   *sarifRegion `json:"region,omitempty"`
}

type sarifRegion struct {
	StartLine   int        `json:"startLine"`
	StartColumn int        `json:"startColumn,omitempty"`
	EndLine     int        `json:"endLine,omitempty"`
	EndColumn   int        `json:"endColumn,omitempty"`
	Snippet     *sarifText `json:"snippet,omitempty"`
}

type sarifLogical struct {
	Name          string `json:"name"`
	QualifiedName string `json:"fullyQualifiedName"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifProperties struct {
	Next       string          `json:"next,omitempty"`
	Evidence   []string        `json:"evidence,omitempty"`
	Suggestion *jsonSuggestion `json:"suggestion,omitempty"`
}

func (s *sarifReport) result(f *verify.Finding) sarifResult {
	message := f.Message
	if f.Next != "" {
		message += " " + f.Next
	}
	result := sarifResult{
		RuleID: f.Rule, RuleIndex: s.rule[f.Rule], Level: sarifLevel(f.Severity), Message: sarifText{Text: plain(message)},
		Locations:    []sarifLocation{s.location(f)},
		Fingerprints: map[string]string{"loccitFinding/v1": s.Fingerprint(f)},
		Properties:   sarifProperties{Next: f.Next, Evidence: f.Evidence},
	}
	if f.Suggestion != nil {
		result.Properties.Suggestion = &jsonSuggestion{f.Suggestion.Kind, f.Suggestion.Text}
	}
	if s.baseline {
		result.State = "new"
		if f.Baseline {
			result.State = "unchanged"
		}
	}
	if f.Waived != nil {
		result.Suppressions = []sarifSuppression{{"external", "accepted", answer(f.Waived)}}
	}
	return result
}

func (s *sarifReport) location(f *verify.Finding) sarifLocation {
	d := s.Documents[f.Where.Document]
	uri := sarifURI(d.Path)
	index := s.artifact[uri]
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifPlace{uri, &index}, Region: s.region(f)}}
	if note := s.noteOf(f); note != nil {
		name := "note " + plain(note.Label)
		at.Logical = []sarifLogical{{name, uri + "#" + name}}
	}
	return at
}

// region is what f points at, in a format that has lines.
func (s *sarifReport) region(f *verify.Finding) *sarifRegion {
	start := s.placeOf(f)
	if start.Line == 0 {
		return nil
	}
	d := s.Documents[f.Where.Document]
	end := d.Place(f.Where.Span.End)
	region := &sarifRegion{StartLine: start.Line, StartColumn: start.Column, EndLine: end.Line, EndColumn: end.Column}
	if words := f.Where.Span.Of(d.Text); words != "" {
		region.Snippet = &sarifText{Text: words}
	}
	return region
}
