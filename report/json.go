package report

import (
	"bufio"
	_ "embed"
	"maps"
	"slices"

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
	j := &jsonStream{w: w}
	s := Summarize(r)
	rd := read(r)
	j.raw("{\n \"schema\": \"loccit.report/1\"")
	j.field("tool").tool(r.Version)
	j.field("run").run(r.Run)
	j.field("summary").summary(&s)
	if r.Gate != nil {
		j.field("gate").gate(r.Gate)
	}
	if len(r.Remarks) > 0 {
		j.list(" ", "remarks", len(r.Remarks), func(l *jsonLine, i int) { l.remark(&r.Remarks[i]) })
	}
	if r.Night != nil {
		j.night(rd)
	}
	j.raw(",\n \"documents\": [")
	for d, doc := range r.Documents {
		if d > 0 {
			j.raw(",")
		}
		j.document(rd, d, doc)
	}
	j.endList(" ", len(r.Documents))
	j.list(" ", "sources", len(rd.Sources), func(l *jsonLine, i int) { l.source(rd, &rd.Sources[i]) })
	j.list(" ", "repaired", len(rd.Repaired), func(l *jsonLine, i int) { l.source(rd, &rd.Repaired[i]) })
	j.raw("\n}\n")
	return j.flush()
}

// A jsonStream writes the lines of a report one after the other; after an error
// it writes nothing more.
type jsonStream struct {
	w        *bufio.Writer
	jsonLine // what is not written yet
}

// field begins a field of the outermost object.
func (j *jsonStream) field(name string) *jsonLine {
	j.raw(",\n \"", name, "\": ")
	return &j.jsonLine
}

func (j *jsonStream) document(r reading, d int, doc *verify.Document) {
	j.raw("\n  {\"path\": ")
	j.quote(doc.Path)
	j.raw(", \"format\": ")
	j.quote(doc.Format)
	if doc.Title != "" {
		j.raw(", \"title\": ")
		j.quote(doc.Title)
	}
	if doc.SHA256 != "" {
		j.raw(", \"sha256\": ")
		j.quote(doc.SHA256)
	}
	findings := r.findings(d)
	j.list("   ", "notes", len(doc.Notes), func(l *jsonLine, n int) { l.note(r, doc, n) })
	j.list("   ", "findings", len(findings), func(l *jsonLine, i int) { l.finding(r, &findings[i]) })
	j.raw("}")
}

// list writes a field that is a list of n items, with a line for each; the name
// stands behind indent.
func (j *jsonStream) list(indent, name string, n int, item func(l *jsonLine, i int)) {
	j.raw(",\n", indent, `"`, name, `": [`)
	j.items(n, "\n"+indent+" ", item)
	j.endList(indent, n)
}

// endList ends a list of n items; the empty one stays on its line.
func (j *jsonStream) endList(indent string, n int) {
	if n > 0 {
		j.raw("\n", indent)
	}
	j.raw("]")
}

// itemsAtOnce is how many items of a list are made in one go, on one processor:
// some 50 KB.
const itemsAtOnce = 128

func (j *jsonStream) items(n int, before string, item func(l *jsonLine, i int)) {
	if j.flush() != nil {
		return
	}
	j.err = inBlocks(n, itemsAtOnce, func(b []byte, from, to int) ([]byte, error) {
		l := jsonLine{bytes: b}
		for i := from; i < to; i++ {
			if i > 0 {
				l.raw(",")
			}
			l.raw(before)
			item(&l, i)
		}
		return l.bytes, l.err
	}, func(made []byte) error {
		_, err := j.w.Write(made)
		return err
	})
}

func (j *jsonStream) flush() error {
	if j.err == nil {
		_, j.err = j.w.Write(j.bytes)
	}
	j.bytes = j.bytes[:0]
	return j.err
}

func (l *jsonLine) tool(version string) {
	l.object()
	l.text("name", "loccit")
	l.text("version", version)
	l.endObject()
}

func (l *jsonLine) run(r verify.Run) {
	l.object()
	l.optionalText("id", r.ID)
	l.text("command", r.Command)
	l.moment("started", r.Started)
	l.moment("finished", r.Finished)
	l.truth("complete", r.Complete())
	l.optionalText("why", r.Why)
	l.truth("offline", r.Offline)
	l.optionalText("changed_since", r.Since)
	l.endObject()
}

func (l *jsonLine) summary(s *Summary) {
	states, findings := map[string]int{}, map[string]int{}
	for state, n := range s.States {
		states[verify.State(state).String()] = n
	}
	for severity, n := range s.Findings {
		findings[verify.Severity(severity).String()] = n
	}
	l.object()
	l.number("documents", s.Documents)
	l.number("notes", s.Notes)
	l.number("citations", s.Citations)
	l.number("sources", s.Sources)
	l.counts("states", states)
	l.counts("findings", findings)
	l.optionalNumber("baseline", s.Baseline)
	l.optionalNumber("waived", s.Waived)
	l.endObject()
}

func (l *jsonLine) counts(name string, of map[string]int) {
	l.objectIn(name)
	for _, what := range slices.Sorted(maps.Keys(of)) {
		l.number(what, of[what])
	}
	l.endObject()
}
