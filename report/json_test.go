package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"loccit/verify"
)

// compileSchema is the schema, closed: it lets others add fields, but what is
// written here, it names.
func compileSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	contract, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	closeObjects(contract)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("loccit.report/1", contract); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("loccit.report/1")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// closeObjects lets the objects of a schema have no fields but those that it names.
func closeObjects(schema any) {
	switch s := schema.(type) {
	case []any:
		for _, item := range s {
			closeObjects(item)
		}
	case map[string]any:
		for _, item := range s {
			closeObjects(item)
		}
		if _, ok := s["properties"].(map[string]any); ok {
			s["additionalProperties"] = false
		}
	}
}

func writeTo(t testing.TB, format string, r *verify.Report, o Options) []byte {
	t.Helper()
	w, err := ByName(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := w.Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func checkSchema(t testing.TB, s *jsonschema.Schema, written []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(written))
	if err != nil {
		t.Fatalf("not JSON: %v\n%s", err, written)
	}
	if err := s.Validate(v); err != nil {
		t.Fatalf("does not fulfil the schema: %v\n%s", err, written)
	}
	if bytes.Contains(written, []byte("null")) {
		var tree any
		_ = json.Unmarshal(written, &tree)
		if path, found := findNull(tree, "$"); found {
			t.Fatalf("null at %s", path)
		}
	}
}

func findNull(v any, path string) (string, bool) {
	switch v := v.(type) {
	case nil:
		return path, true
	case []any:
		for _, item := range v {
			if at, found := findNull(item, path+"[]"); found {
				return at, true
			}
		}
	case map[string]any:
		for name, item := range v {
			if at, found := findNull(item, path+"."+name); found {
				return at, true
			}
		}
	}
	return "", false
}

func TestJSONOfTheSample(t *testing.T) {
	written := writeTo(t, "json", sample(t), Options{})
	checkSchema(t, compileSchema(t), written)
}

func TestJSONWithNothingSet(t *testing.T) {
	for name, r := range map[string]*verify.Report{
		"report":   {},
		"document": {Documents: []*verify.Document{{Format: "text"}}},
		"note":     {Documents: []*verify.Document{{Format: "text", Notes: make([]verify.Note, 1), Citations: make([]verify.Citation, 1)}}},
		"source":   {Sources: []verify.Standing{{Evidence: &verify.Evidence{}}}, Repaired: []verify.Standing{{Evidence: &verify.Evidence{}}}},
		"finding":  {Documents: []*verify.Document{{Format: "text"}}, Findings: []verify.Finding{{Rule: "dead-link"}}},
	} {
		t.Run(name, func(t *testing.T) {
			checkSchema(t, compileSchema(t), writeTo(t, "json", r, Options{}))
		})
	}
}

// TestSchemaIsTheContract holds the embedded schema to the contract: it may
// say more, and nothing else.
func TestSchemaIsTheContract(t *testing.T) {
	shared := os.Getenv("LOCCIT_SHARED")
	if shared == "" {
		t.Skip("LOCCIT_SHARED does not say where the contract lies")
	}
	var contract, own any
	if err := json.Unmarshal(readFile(t, filepath.Join(shared, "report.schema.json")), &contract); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(Schema(), &own); err != nil {
		t.Fatal(err)
	}
	holds(t, "$", contract, own)
}

// holds reports where own lacks or changes what contract says.
func holds(t *testing.T, path string, contract, own any) {
	t.Helper()
	fields, ok := contract.(map[string]any)
	if !ok {
		if d := cmp.Diff(contract, own); d != "" {
			t.Errorf("%s differs: %s", path, d)
		}
		return
	}
	mine, _ := own.(map[string]any)
	for name, want := range fields {
		got, ok := mine[name]
		if !ok {
			t.Errorf("%s.%s is missing", path, name)
			continue
		}
		holds(t, path+"."+name, want, got)
	}
}

// A jsonDocument is what the tests read of a JSON report.
type jsonDocument struct {
	Notes []struct {
		Label     string
		Calls     []struct{ Context string }
		Citations []struct {
			Form     string
			Source   string
			RefersTo []jsonRef `json:"refers_to"`
		}
	}
	Findings []struct {
		Rule, Note string
		Citation   *int
		Line, Page int
	}
}

type jsonRef struct {
	Note             string
	Series, Citation int
}

func readJSON(t *testing.T, r *verify.Report) []jsonDocument {
	t.Helper()
	var got struct{ Documents []jsonDocument }
	if err := json.Unmarshal(writeTo(t, "json", r, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	return got.Documents
}

func TestJSONBackReferences(t *testing.T) {
	r := sample(t)
	r.Documents[0].Citations[1].Antecedents = nil // note 13 dangles
	notes := readJSON(t, r)[0].Notes
	if got := notes[0].Citations[0].RefersTo; got != nil {
		t.Errorf("a citation in full refers to %v", got)
	}
	if got := notes[1].Citations[0]; got.RefersTo == nil || len(got.RefersTo) != 0 || got.Source != "" {
		t.Errorf("an ibid. that dangles: %+v, want an empty list and no source", got)
	}
	want := []jsonRef{{Note: "15", Series: 1, Citation: 0}, {Note: "15", Series: 1, Citation: 1}}
	if d := cmp.Diff(want, notes[4].Citations[0].RefersTo); d != "" || notes[4].Citations[0].Source != "" {
		t.Errorf("an ambiguous ibid.: %s (source %q)", d, notes[4].Citations[0].Source)
	}
	if got := notes[10].Citations[0].Source; got != "https://courier.example/2019/05/two-boats-a-day" {
		t.Errorf("the supra of note 22 has the source %q", got)
	}
}

func TestJSONPlacesOfFindings(t *testing.T) {
	documents := readJSON(t, sample(t))
	type place struct {
		Note       string
		Citation   int
		Line, Page int
	}
	want := map[string]place{
		"note-missing":    {"", -1, 3, 0},
		"soft-404":        {"15", 1, 10, 0},
		"ibid-ambiguous":  {"16", -1, 11, 0},
		"archive-missing": {"ii", 0, 0, 1},
	}
	for _, d := range documents {
		for _, f := range d.Findings {
			w, ok := want[f.Rule]
			if !ok {
				continue
			}
			delete(want, f.Rule)
			got := place{f.Note, -1, f.Line, f.Page}
			if f.Citation != nil {
				got.Citation = *f.Citation
			}
			if got != w {
				t.Errorf("%s stands at %+v, want %+v", f.Rule, got, w)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

func TestJSONContextIsTheSentence(t *testing.T) {
	if got := readJSON(t, sample(t))[0].Notes[1].Calls[0].Context; got != "Nobody had asked the islanders." {
		t.Errorf("note 13 is called after %q", got)
	}
}

// Lists out of order are put in order on the way out, and not in the report.
func TestJSONSorts(t *testing.T) {
	r := sample(t)
	sorted := writeTo(t, "json", r, Options{})
	slices.Reverse(r.Sources)
	first := r.Sources[0].Key
	if got := writeTo(t, "json", r, Options{}); !bytes.Equal(got, sorted) {
		t.Error("sources that were reversed come out otherwise")
	}
	if r.Sources[0].Key != first {
		t.Error("the report itself was sorted")
	}
}
