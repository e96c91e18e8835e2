package format

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loccit/verify"
)

func TestRTF(t *testing.T) { goldens(t, "rtf", ".rtf", onlyFile) }

// onlyFile is for formats that are one readable file.
func onlyFile(_ testing.TB, files []txtar.File) []byte { return files[0].Data }

func TestRTFConformance(t *testing.T) {
	conform(t, []conformance{{"pandoc/footnote.rtf", []string{
		"1: See Sahlins, Bateson, and Geertz for a complete bibliography.",
		"2: A complete bibliography will be found at the end of this chapter.",
	}}})
}

func TestRTFRefuses(t *testing.T) {
	refuses(t, "x.rtf", []refusal{
		{"cut off", []byte(`{\rtf1 Words {\footnote and`), "cut off: 2 groups"},
		{"cut off in a picture", []byte(`{\rtf1 {\pict\bin99999 xyz}}`), "cut off inside a picture"},
		{"cut off in a word", []byte(`{\rtf1 \`), "cut off"},
		{"deep", []byte(`{\rtf1 ` + strings.Repeat(`{`, 20000)), "nested more than"},
	})
}

// Hostile files end soon and cost a small multiple of their size.
func TestHostileRTF(t *testing.T) {
	n := 1 << 20
	for _, tt := range []struct{ name, data string }{
		{"one line after a raw byte", "\xe9" + strings.Repeat("x", n)},
		{"raw bytes", strings.Repeat("\xe9x", n)},
		{"groups", strings.Repeat("{x}", n)},
		{"notes", strings.Repeat(`{\footnote x}`, n/10)},
		{"hidden", `{\v ` + strings.Repeat("x", n) + "}"},
	} {
		t.Run(tt.name, func(t *testing.T) { bounded(t, rtfReader{}, `{\rtf1 `+tt.data+"}") })
	}
}

func FuzzRTF(f *testing.F) {
	seedFixtures(f, "rtf", func(file txtar.File) bool { return file.Name != "want" })
	f.Fuzz(func(t *testing.T, text string) {
		outlineOf(t, verify.Input{Path: "x.rtf", Data: []byte(`{\rtf1 ` + text)})
	})
}
