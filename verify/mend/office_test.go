package mend

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
	"loccit/verify/format"
)

// TestOffice mends every fixture of a DOCX or an ODT: a txtar archive with the
// entries of the zip file, what is known of the sources, the entries that
// change as they are to be, each as “want NAME”, and what was left.
func TestOffice(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "office", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			fixture, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			n := slices.IndexFunc(fixture.Files, func(f txtar.File) bool { return f.Name == "known" })
			if n < 0 {
				t.Fatal("no section “known”")
			}
			entries, wanted := fixture.Files[:n], fixture.Files[n+1:]
			in := verify.Input{Path: "x" + filepath.Ext(strings.TrimSuffix(name, ".txtar")), Data: packed(t, entries)}
			r := mendTwice(t, in, parseKnown(t, fixture.Files[n].Data))
			got := changed(t, in.Data, r.Data)
			got = append(got, txtar.File{Name: "left", Data: []byte(leftover(r))})
			if *update {
				fixture.Files = append(fixture.Files[:n+1], got...)
				if err := os.WriteFile(name, txtar.Format(fixture), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(&txtar.Archive{Files: wanted})), string(txtar.Format(&txtar.Archive{Files: got}))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// packed is a zip file of entries, with dates, a comment, and the first one
// stored as it is, as ODT has it.
func packed(t *testing.T, entries []txtar.File) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, e := range entries {
		h := &zip.FileHeader{Name: e.Name, Method: zip.Deflate, Comment: "entry"}
		data := e.Data
		if i == 0 && e.Name == "mimetype" {
			h.Method, data = zip.Store, bytes.TrimSpace(data)
		}
		f, err := w.CreateHeader(h)
		if err == nil {
			_, err = f.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.SetComment("made for a test"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// changed are the entries that differ. All others are the same packed bytes,
// in the same order, under the same headers.
func changed(t *testing.T, before, after []byte) []txtar.File {
	t.Helper()
	a, err := zip.NewReader(bytes.NewReader(before), int64(len(before)))
	if err != nil {
		t.Fatal(err)
	}
	b, err := zip.NewReader(bytes.NewReader(after), int64(len(after)))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.File) != len(b.File) || a.Comment != b.Comment {
		t.Fatalf("%d entries and the comment %q, want %d and %q", len(b.File), b.Comment, len(a.File), a.Comment)
	}
	var found []txtar.File
	for i, f := range a.File {
		g := b.File[i]
		if f.Name != g.Name || f.Method != g.Method || f.Comment != g.Comment || !f.Modified.Equal(g.Modified) {
			t.Fatalf("entry %d is %+v, want %+v", i, g.FileHeader, f.FileHeader)
		}
		if data := unpacked(t, g); !bytes.Equal(unpacked(t, f), data) {
			found = append(found, txtar.File{Name: "want " + g.Name, Data: data})
			continue
		}
		x, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		y, err := g.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(all(t, x), all(t, y)) {
			t.Errorf("%s was packed anew", f.Name)
		}
	}
	return found
}

func unpacked(t *testing.T, f *zip.File) []byte {
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	return all(t, r)
}

func all(t *testing.T, r io.Reader) []byte {
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestOfficeRefuses shows what is not touched.
func TestOfficeRefuses(t *testing.T) {
	fixture, err := txtar.ParseFile(filepath.Join("testdata", "office", "links.docx.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	n := slices.IndexFunc(fixture.Files, func(f txtar.File) bool { return f.Name == "known" })
	signed := append(slices.Clone(fixture.Files[:n]), txtar.File{Name: "_xmlsignatures/sig1.xml", Data: []byte("<a/>")})
	in := verify.Input{Path: "x.docx", Data: packed(t, signed)}
	d, err := verify.Read(in, format.Readers())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Mend(in, d, nil, format.Readers()); err == nil || !strings.Contains(err.Error(), "signed") {
		t.Errorf("got %v, want an error that says that it is signed", err)
	}
}
