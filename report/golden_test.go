package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestWritersOnTheSample sets what each format makes of the sample report
// beside its golden file, testdata/sample-NAME.ENDING.
func TestWritersOnTheSample(t *testing.T) {
	if len(Writers()) == 0 {
		t.Fatal("there are no formats")
	}
	for _, w := range Writers() {
		t.Run(w.Name, func(t *testing.T) {
			golden(t, "sample-"+w.Name+"."+w.Ending, writeTo(t, w.Name, sample(t), Options{}))
		})
	}
}

// TestWritersAnswerTheSameTwice holds every format to the same bytes for the
// same report, and to leaving the report as it was.
func TestWritersAnswerTheSameTwice(t *testing.T) {
	r := sample(t)
	for _, w := range Writers() {
		first := writeTo(t, w.Name, r, Options{})
		if second := writeTo(t, w.Name, r, Options{}); !bytes.Equal(first, second) {
			t.Errorf("%s: the second answer differs:\n%s", w.Name, cmp.Diff(string(first), string(second)))
		}
	}
	if d := cmp.Diff(writeTo(t, "json", sample(t), Options{}), writeTo(t, "json", r, Options{})); d != "" {
		t.Errorf("writing changed the report: %s", d)
	}
}

// golden compares what was written with testdata/name.
func golden(t *testing.T, name string, written []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, written, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test ./report -update writes it)", err)
	}
	if !bytes.Equal(want, written) {
		t.Errorf("%s differs; go test ./report -update writes it anew\n%s", file, cmp.Diff(string(want), string(written)))
	}
}
