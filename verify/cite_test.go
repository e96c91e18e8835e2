package verify_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"loccit/verify"
	"loccit/verify/format"
)

// readCited reads the manuscript at path and cites it.
func readCited(t testing.TB, path string) *verify.Document {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := verify.Read(verify.Input{Path: path, Data: data}, format.Readers())
	if err != nil {
		t.Fatal(err)
	}
	d.Citations = verify.Cite(d)
	return d
}

// fields are the authors, title, container, date and locator of a citation.
func fields(c *verify.Citation) [5]string {
	return [5]string{strings.Join(c.Authors, "|"), c.Title, c.Container, c.Date.String(), c.Locator}
}

func equal(a, b []int) bool { return slices.Equal(a, b) }
