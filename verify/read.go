package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// Fit is how well an input fits a Reader.
type Fit int

const (
	NoFit     Fit = iota
	Fallback      // nothing speaks against it: plain text
	ByName        // the name's ending says so, and the content does not speak against it
	ByContent     // the content says so, whatever the name
)

// An Input is one manuscript as bytes.
type Input struct {
	Path string // as the user named it; its ending may tell the format
	Data []byte
	// Open reads another file of the manuscript's own folder, by a slash-separated
	// relative name: what \input names. Nil where there is no folder.
	Open func(name string) ([]byte, error)
}

// A Reader decodes one format: its notes, its calls and the text around them.
// It does no I/O of its own, and it answers the same for the same bytes.
type Reader interface {
	Format() string
	Match(in Input) Fit
	Read(in Input) (*Document, error)
}

// ErrFormat is wrapped by the error of Read where no Reader fits.
var ErrFormat = errors.New("format not supported yet")

// Read decodes in with the Reader that fits it best; among equals the first
// wins. The error names what is wrong, not the path.
func Read(in Input, readers []Reader) (*Document, error) {
	var best Reader
	fit := NoFit
	for _, r := range readers {
		if f := r.Match(in); f > fit {
			best, fit = r, f
		}
	}
	if best == nil {
		return nil, ErrFormat
	}
	d, err := best.Read(in)
	if errors.Is(err, ErrFormat) {
		return nil, err // it names the kind itself
	}
	if err != nil {
		return nil, fmt.Errorf("reading as %s: %w", best.Format(), err)
	}
	d.Path, d.Format = in.Path, best.Format()
	sum := sha256.Sum256(in.Data)
	d.SHA256 = hex.EncodeToString(sum[:])
	return d, nil
}
