// Package report writes what a run saw and found. A verify.Report goes in;
// text for a terminal, JSON for programs, one HTML page for an editor's desk
// and some other formats come out. The commands call it; it looks at nothing
// but the report.
//
// # Adding a format
//
// Put a function of the shape of Writer.write into a file of its own, say
// latex.go; add one line for it to Writers; put a golden file of what it makes
// of the sample report beside the others: go test ./report -update writes
// testdata/sample-latex.tex. A reading (reading.go) answers what most formats ask
// of a report; what comes from a manuscript is hostile, and a format escapes it.
package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/agnivade/levenshtein"

	"loccit/verify"
)

// A Writer writes reports in one format.
type Writer struct {
	Name      string // as --format takes it
	Ending    string // of a file that holds such a report, without the dot
	MediaType string

	write func(w *bufio.Writer, r *verify.Report, o Options) error
}

// Options are what a reader of the report may choose. The zero value suits
// every format.
type Options struct {
	Colour  bool // text: mark severity and state with colours
	Width   int  // text: columns to wrap to; 80 when it is 0
	Verbose bool // text: also what is waived, in the baseline or in order

	// Fails tells which findings fail a test of a JUnit report. When it is nil,
	// these are the errors that are neither waived nor in the baseline.
	Fails func(verify.Finding) bool
}

// Writers are all formats, in the order that help texts name them.
func Writers() []Writer {
	return []Writer{
		{"text", "txt", "text/plain; charset=utf-8", writeText},
		{"json", "json", "application/json", writeJSON},
		{"html", "html", "text/html; charset=utf-8", writeHTML},
		{"markdown", "md", "text/markdown; charset=utf-8", writeMarkdown},
		{"sarif", "sarif", "application/sarif+json", writeSARIF},
		{"junit", "xml", "application/xml", writeJUnit},
		{"csv", "csv", "text/csv; charset=utf-8", writeCSV},
		{"xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", writeXLSX},
		{"github", "txt", "text/plain; charset=utf-8", writeGitHub},
		{"metrics", "prom", "text/plain; version=0.0.4; charset=utf-8", writeMetrics},
	}
}

// ByName returns the Writer of that name. The error names the nearest good
// name, or all of them.
func ByName(name string) (Writer, error) {
	var names []string
	nearest, distance := "", 3
	for _, w := range Writers() {
		if w.Name == name {
			return w, nil
		}
		names = append(names, w.Name)
		if d := levenshtein.ComputeDistance(strings.ToLower(name), w.Name); d < distance {
			nearest, distance = w.Name, d
		}
	}
	if nearest != "" {
		return Writer{}, fmt.Errorf("no report format %q: did you mean %s?", name, nearest)
	}
	return Writer{}, fmt.Errorf("no report format %q: there are %s", name, strings.Join(names, ", "))
}

// Write writes r to w, from its beginning to its end. It holds no second copy
// of the report, and r stays as it was. The error is w's.
func (f Writer) Write(w io.Writer, r *verify.Report, o Options) error {
	b := bufio.NewWriterSize(w, 1<<16)
	if err := f.write(b, r, o); err != nil {
		if full := b.Flush(); full != nil { // w's own words, without those of a template around them
			err = full
		}
		return fmt.Errorf("writing the %s report: %w", f.Name, err)
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("writing the %s report: %w", f.Name, err)
	}
	return nil
}
