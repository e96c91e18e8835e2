package verify

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Baseline is what is known to be wrong and stops no gate. The zero Baseline
// knows nothing.
type Baseline struct {
	Known []Known // sorted by document, rule, source and fingerprint
}

// A Known is one finding of a baseline, and how often it is known.
type Known struct {
	Fingerprint string   `json:"fingerprint"` // see Report.Fingerprint
	Rule        string   `json:"rule"`
	Source      string   `json:"source,omitempty"` // its key
	Note        string   `json:"note,omitempty"`   // the first words of the note, for who reads the file
	Documents   []string `json:"documents"`        // sorted; as Policy.Name has them
	Count       int      `json:"count"`
}

// The version of the file that a baseline is written as.
const (
	baselineName    = "loccit.baseline/"
	baselineVersion = 1
)

// ParseBaseline reads what Baseline.Bytes wrote. An empty file knows nothing.
// The error says what is wrong, and on which line, but not in which file.
func ParseBaseline(data []byte) (*Baseline, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return &Baseline{}, nil
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, jsonError(data, err)
	}
	version, err := strconv.Atoi(strings.TrimPrefix(head.Schema, baselineName))
	switch {
	case !strings.HasPrefix(head.Schema, baselineName) || err != nil || version < 1:
		return nil, errors.New("not a baseline of loccit")
	case version > baselineVersion:
		return nil, fmt.Errorf("a baseline of version %d, and this loccit reads version %d at most: update loccit", version, baselineVersion)
	}
	var body struct {
		Findings []Known `json:"findings"`
	}
	if err := json.Unmarshal(data, &body); err != nil {
		return nil, jsonError(data, err)
	}
	return newBaseline(body.Findings), nil
}

func jsonError(data []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	offset := int64(len(data))
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	}
	line := 1 + bytes.Count(data[:min(offset, int64(len(data)))], []byte("\n"))
	return fmt.Errorf("not a baseline of loccit: line %d: %w", line, err)
}

// newBaseline folds what is known of one fingerprint into one entry; after two
// branches were merged, the higher count holds.
func newBaseline(known []Known) *Baseline {
	at := map[string]int{}
	b := &Baseline{}
	for _, k := range known {
		k.Count = max(k.Count, 1)
		i, ok := at[k.Fingerprint]
		if !ok {
			at[k.Fingerprint] = len(b.Known)
			b.Known = append(b.Known, k)
			continue
		}
		b.Known[i].Count = max(b.Known[i].Count, k.Count)
		b.Known[i].Documents = append(slices.Clip(b.Known[i].Documents), k.Documents...)
	}
	for i := range b.Known {
		slices.Sort(b.Known[i].Documents)
		b.Known[i].Documents = slices.Compact(b.Known[i].Documents)
	}
	slices.SortFunc(b.Known, func(x, y Known) int {
		return cmp.Or(slices.Compare(x.Documents, y.Documents), cmp.Compare(x.Rule, y.Rule),
			cmp.Compare(x.Source, y.Source), cmp.Compare(x.Fingerprint, y.Fingerprint))
	})
	return b
}

// Bytes is the baseline as a file: JSON, a finding on a line, the same bytes
// for the same findings.
func (b *Baseline) Bytes() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n \"schema\": %q,\n \"findings\": [", baselineName+strconv.Itoa(baselineVersion))
	for i, k := range b.Known {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n  ")
		k.Documents = append([]string{}, k.Documents...) // never null
		out.Write(plainJSON(k))
	}
	if len(b.Known) > 0 {
		out.WriteString("\n ")
	}
	out.WriteString("]\n}\n")
	return out.Bytes()
}

// plainJSON leaves "&" in URLs as it is.
func plainJSON(v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("verify: " + err.Error()) // text and numbers can always be written
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// Size is how many findings b knows.
func (b *Baseline) Size() int {
	n := 0
	for i := range b.Known {
		n += b.Known[i].Count
	}
	return n
}
