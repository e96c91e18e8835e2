package format

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestHTML(t *testing.T) { goldens(t, "html", ".html", only) }

// only takes the one section of a fixture that is a document by itself.
func only(t testing.TB, files []txtar.File) []byte {
	if len(files) != 1 {
		t.Fatalf("%d sections before “want”, want one", len(files))
	}
	return files[0].Data
}
