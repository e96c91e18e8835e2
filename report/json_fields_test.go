package report

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"loccit/verify"
)

// TestJSONWritesEveryField holds that whatever the schema names is written where
// there is something to say: fields are appended one by one, and one that is
// forgotten would be missed by nobody.
func TestJSONWritesEveryField(t *testing.T) {
	night, full := nightly(t), hostile("words")
	night.Night.Broken[0].Waived = &night.Night.Ending[0]
	full.Documents[0].Citations[0].Accessed = verify.Date{Year: 2026, Month: 11, Day: 23}
	full.Sources[0].Visit.Page.Truncated = true
	fields := fieldsOf{written: map[string]bool{}}
	if err := json.Unmarshal(Schema(), &fields.schema); err != nil {
		t.Fatal(err)
	}
	for _, r := range []*verify.Report{sample(t), gated(t), night, full} {
		var report any
		if err := json.Unmarshal(writeTo(t, "json", r, Options{}), &report); err != nil {
			t.Fatal(err)
		}
		fields.look(fields.schema, report, "report")
	}
	if len(fields.written) < 150 {
		t.Errorf("only %d fields", len(fields.written))
	}
	var missing []string
	for field, is := range fields.written {
		if !is {
			missing = append(missing, field)
		}
	}
	if slices.Sort(missing); len(missing) > 0 {
		t.Errorf("never written: %s", strings.Join(missing, ", "))
	}
}

// fieldsOf tells of the fields of a schema which are written.
type fieldsOf struct {
	schema  map[string]any
	written map[string]bool // by the name of the object and of the field
}

// look sets what value, which is of the schema s, has.
func (f *fieldsOf) look(s map[string]any, value any, name string) {
	if ref, ok := s["$ref"].(string); ok {
		name = strings.TrimPrefix(ref, "#/$defs/")
		s, _ = f.schema["$defs"].(map[string]any)[name].(map[string]any)
	}
	switch value := value.(type) {
	case []any:
		items, _ := s["items"].(map[string]any)
		for _, item := range value {
			f.look(items, item, name)
		}
	case map[string]any:
		properties, _ := s["properties"].(map[string]any)
		for field, of := range properties {
			at := name + "." + field
			said, ok := value[field]
			f.written[at] = f.written[at] || ok
			if of, is := of.(map[string]any); ok && is {
				f.look(of, said, at)
			}
		}
	}
}
