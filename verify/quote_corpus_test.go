package verify_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"loccit/verify"
	"loccit/verify/format"
)

// TestQuotationsOfCorpus counts the quotations of real documents that are put
// in a source's mouth; with -v each is printed, for a person to read.
func TestQuotationsOfCorpus(t *testing.T) {
	root := os.Getenv("LOCCIT_SHARED")
	if root == "" {
		t.Skip("LOCCIT_SHARED is not set: the corpus is absent")
	}
	notes, quoting, quotes, shared, documents := 0, 0, 0, 0, 0
	err := filepath.WalkDir(filepath.Join(root, "corpus"), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.Contains(path, "conformance") || strings.Contains(path, "truth") ||
			strings.Contains(path, "derived") || strings.HasSuffix(path, ".pdf") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		d, err := verify.Read(verify.Input{Path: path, Data: data}, format.Readers())
		if err != nil {
			return nil // no document: an index, a picture
		}
		d.Citations = verify.Cite(d)
		documents++
		notes += len(d.Notes)
		for n := range d.Notes {
			found := 0
			for _, i := range d.CitationsOf(n) {
				c := &d.Citations[i]
				for _, q := range c.Quotes {
					t.Logf("%s\t%s\t“%s”\t%s", filepath.Base(path), d.Notes[n].Label, oneLine(q.Of(d.Text)), oneLine(c.Span.Of(d.Text)))
				}
				quotes += len(c.Quotes)
				found += len(c.Quotes)
				if len(c.Shared) > 0 && i == d.CitationsOf(n)[0] {
					shared += len(c.Shared)
				}
			}
			if found > 0 {
				quoting++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if documents == 0 || quotes == 0 {
		t.Fatalf("%d documents, %d quotations", documents, quotes)
	}
	t.Logf("%d documents, %d notes, %d of them with %d quotations of their one source; %d that any of several sources may have said", documents, notes, quoting, quotes, shared)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
