package report

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"loccit/verify"
)

func compileSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	contract, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
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
	golden(t, "sample.json", written)
}

func TestJSONWithNothingSet(t *testing.T) {
	for name, r := range map[string]*verify.Report{
		"report":   {},
		"document": {Documents: []*verify.Document{{Format: "text"}}},
		"note":     {Documents: []*verify.Document{{Format: "text", Notes: make([]verify.Note, 1), Citations: make([]verify.Citation, 1)}}},
		"source":   {Sources: make([]verify.Standing, 1), Repaired: make([]verify.Standing, 1)},
		"finding":  {Documents: []*verify.Document{{Format: "text"}}, Findings: []verify.Finding{{Rule: "dead-link"}}},
	} {
		t.Run(name, func(t *testing.T) {
			checkSchema(t, compileSchema(t), writeTo(t, "json", r, Options{}))
		})
	}
}
