package format

import (
	"archive/zip"
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

// What the tests of several formats share.

// packZip makes a zip file in memory.
func packZip(t testing.TB, files []txtar.File) []byte { return pack(t, files, zip.Deflate) }

// packStored is packZip without compression, as formats want it that tell
// themselves by their first bytes.
func packStored(t testing.TB, files []txtar.File) []byte { return pack(t, files, zip.Store) }

func pack(t testing.TB, files []txtar.File, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: method})
		if err == nil {
			_, err = w.Write(f.Data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cutOff is what is left of a file whose transfer broke.
func cutOff(data []byte) []byte { return data[:len(data)*2/3] }

// zipBomb is a small archive with one entry that unpacks to far too much.
func zipBomb(t testing.TB, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range maxEntry>>20 + 1 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lyingSize is an archive whose directory gives an entry too few bytes.
func lyingSize(t testing.TB) []byte {
	data := packZip(t, []txtar.File{{Name: "word/document.xml", Data: bytes.Repeat([]byte("<a></a>"), 1000)}})
	at := bytes.LastIndex(data, []byte("PK\x01\x02"))
	copy(data[at+24:], []byte{9, 0, 0, 0})
	return data
}

// A refusal is a file that is not read, and what the error must say.
type refusal struct {
	name string
	data []byte
	want string
}

func refuses(t *testing.T, path string, tests []refusal) {
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := verify.Read(verify.Input{Path: path, Data: tt.data}, Readers())
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got error %v, want one that says %q", err, tt.want)
			}
		})
	}
}

// A conformance is one file that another project tests its reader with, and
// its notes as that project's own expectations have them: label, words, link
// targets.
type conformance struct {
	file string
	want []string
}

func conform(t *testing.T, tests []conformance) {
	t.Helper()
	passed := 0
	for _, tt := range tests {
		d := readFile(t, shared(t, "conformance", filepath.FromSlash(tt.file)))
		var got []string
		for _, n := range d.Notes {
			line := n.Label + ": " + noteWords(n.Span.Of(d.Text))
			for _, target := range targetsIn(d, n.Span) {
				line += " <" + target + ">"
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.file, diff)
			continue
		}
		passed++
	}
	t.Logf("passed %d of %d; none is left out", passed, len(tests))
}

// seedFixtures adds the sections of the fixtures that fit.
func seedFixtures(f *testing.F, dir string, fits func(txtar.File) bool) {
	names, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	if err != nil || len(names) == 0 {
		f.Fatalf("no fixtures in testdata/%s: %v", dir, err)
	}
	for _, name := range names {
		fixture, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range fixture.Files {
			if fits(file) {
				f.Add(string(file.Data))
			}
		}
	}
}

// inCallOrder are the notes as the body calls them: the order in which pandoc
// gives them, foot- and endnotes mixed.
func inCallOrder(d *verify.Document) []int {
	type at struct{ note, call int }
	var all []at
	for i, n := range d.Notes {
		if len(n.Calls) > 0 {
			all = append(all, at{i, n.Calls[0].Start})
		}
	}
	order := make([]int, len(all))
	for range all {
		for i := 1; i < len(all); i++ {
			if all[i].call < all[i-1].call {
				all[i], all[i-1] = all[i-1], all[i]
			}
		}
	}
	for i, a := range all {
		order[i] = a.note
	}
	return order
}

// compareTruth compares the notes of d, in that order, with tr.
func compareTruth(t *testing.T, d *verify.Document, order []int, tr truth) {
	t.Helper()
	if len(order) != tr.Count || len(d.Notes) != tr.Count {
		t.Errorf("%d notes, %d of them called, want %d", len(d.Notes), len(order), tr.Count)
	}
	if len(d.Missing) > 0 {
		t.Errorf("calls without a note: %v", d.Missing)
	}
	for i := range min(len(order), len(tr.Notes)) {
		n := d.Notes[order[i]]
		if got, want := noteWords(n.Span.Of(d.Text)), noteWords(tr.Notes[i].Text); got != want && !sameGlued(n.Span.Of(d.Text), want) {
			t.Errorf("note %s:\n got %q\nwant %q", n.Label, got, want)
		}
		for _, want := range tr.Notes[i].Targets {
			found := false
			for _, got := range targetsIn(d, n.Span) {
				found = found || sameTarget(got, want)
			}
			if !found {
				t.Errorf("note %s leads to %q, want %q", n.Label, targetsIn(d, n.Span), want)
			}
		}
	}
}

// sameGlued compares a note of several paragraphs with what a program printed
// that leaves nothing between them.
func sameGlued(got, want string) bool {
	squeeze := func(s string) string { return strings.ReplaceAll(noteWords(s), " ", "") }
	return strings.Contains(got, "\n") && squeeze(got) == squeeze(want)
}

// sameTarget compares link targets; pandoc escapes what the file does not.
func sameTarget(got, want string) bool {
	fold := strings.NewReplacer(" ", "%20", "|", "%7C", "“", "%E2%80%9C")
	return fold.Replace(got) == fold.Replace(want)
}
