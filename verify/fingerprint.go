package verify

import (
	"crypto/sha256"
	"encoding/hex"
)

// Fingerprint names f by what it is about, in 32 hexadecimal digits: its rule,
// the source it concerns and the words of its note, or the words it points at
// outside of notes. Neither lines nor labels nor the file's name go into it, so
// that a paragraph added above changes nothing, and a changed note is new.
// Findings that differ in their place alone share one.
func (r *Report) Fingerprint(f *Finding) string {
	d := r.Documents[f.Where.Document]
	source, words := "", ""
	if i, ok := f.Where.Citation(); ok {
		source = Key(d.Citations[i].Link())
	}
	if n, ok := f.Where.Note(); ok {
		words = d.Notes[n].Span.Of(d.Text)
	} else {
		words = d.Sentence(f.Where.Span).Of(d.Text) + f.Where.Span.Of(d.Text)
	}
	words = singleSpaced(words)
	sum := sha256.Sum256([]byte(f.Rule + "\x00" + source + "\x00" + words))
	return hex.EncodeToString(sum[:16])
}
