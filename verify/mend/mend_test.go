package mend

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
	"loccit/verify/format"
)

var update = flag.Bool("update", false, "write the wanted sections of the fixtures anew")

// TestLines mends every fixture of a format that has lines: a txtar archive
// with the document, what is known of its sources, and the document as it is
// to be, with what was left at its end.
func TestLines(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			fixture, err := txtar.ParseFile(name)
			if err != nil || len(fixture.Files) != 4 {
				t.Fatalf("want the sections of a document, known, want and left: %v", err)
			}
			in := verify.Input{Path: fixture.Files[0].Name, Data: fixture.Files[0].Data}
			known := parseKnown(t, fixture.Files[1].Data)
			r := mendTwice(t, in, known)
			if *update {
				fixture.Files[2].Data, fixture.Files[3].Data = r.Data, []byte(leftover(r))
				if err := os.WriteFile(name, txtar.Format(fixture), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(fixture.Files[2].Data), string(r.Data)); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(string(fixture.Files[3].Data), leftover(r)); diff != "" {
				t.Errorf("left (-want +got):\n%s", diff)
			}
		})
	}
}

func leftover(r *Result) string {
	var b strings.Builder
	for _, l := range r.Left {
		fmt.Fprintf(&b, "%s: %s\n", l.Source, l.Why)
	}
	return b.String()
}

// mendTwice mends a document by what is known of its sources, and shows that
// doing so again changes nothing.
func mendTwice(t *testing.T, in verify.Input, known known) *Result {
	t.Helper()
	first := mendOnce(t, in, known)
	again := in
	again.Data = first.Data
	second := mendOnce(t, again, known)
	if !bytes.Equal(first.Data, second.Data) || len(second.Done) > 0 {
		t.Errorf("a second run changes the file again: %+v\n%s", second.Done, cmp.Diff(string(first.Data), string(second.Data)))
	}
	return first
}

func mendOnce(t *testing.T, in verify.Input, known known) *Result {
	t.Helper()
	d, err := verify.Read(in, format.Readers())
	if err != nil {
		t.Fatal(err)
	}
	d.Citations = verify.Cite(d)
	was := bytes.Clone(in.Data)
	r, err := Mend(in, d, Orders(known.report(d), 0, Policy{Least: verify.High, Archives: true}), format.Readers())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(was, in.Data) {
		t.Fatal("the bytes that came in were changed")
	}
	return r
}

// known is what a test knows of sources, by key: a repair, a snapshot.
type known map[string]verify.Standing

// report is what a run would tell of d.
func (k known) report(d *verify.Document) *verify.Report {
	r := &verify.Report{Documents: []*verify.Document{d}}
	for _, s := range verify.Sources(r.Documents) {
		st := k[s.Key]
		st.Source = s
		r.Sources = append(r.Sources, st)
		if st.Repair == nil {
			continue
		}
		if again, ok := k[verify.Key(st.Repair.URL)]; ok {
			again.Source = verify.Source{Key: verify.Key(st.Repair.URL), URL: st.Repair.URL}
			r.Repaired = append(r.Repaired, again)
		}
	}
	return r
}

// parseKnown reads lines such as
//
//	https://a.example/x repaired https://a.example/y
//	https://a.example/y archived https://web.archive.org/web/2020/https://a.example/y
func parseKnown(t *testing.T, data []byte) known {
	k := known{}
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) != 3 {
			t.Fatalf("%q is not URL, what, URL", line)
		}
		st := verify.Standing{Evidence: &verify.Evidence{}, Verdict: verify.Verdict{State: verify.Dead, Reason: "http-404"}}
		switch words[1] {
		case "repaired":
			st.Repair = &verify.Repair{URL: words[2], Confidence: verify.High}
		case "guessed":
			st.Repair = &verify.Repair{URL: words[2], Confidence: verify.Medium}
		case "archived":
			st.Archive = verify.Holding{State: verify.Archived, Snapshot: words[2], Captured: time.Date(2020, 3, 1, 4, 5, 6, 0, time.UTC)}
		default:
			t.Fatalf("%q is neither repaired nor archived", words[1])
		}
		k[verify.Key(words[0])] = st
	}
	return k
}
