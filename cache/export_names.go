package cache

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode"

	"github.com/go-json-experiment/json/jsontext"
)

// snakeCase writes one value of JSON with the names of all its members as the
// reports have them: MediaType is media_type.
func snakeCase(w *jsontext.Encoder, value []byte) error {
	r := jsontext.NewDecoder(bytes.NewReader(value), jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
	for {
		kind, n := r.StackIndex(r.StackDepth())
		token, err := r.ReadToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if kind == '{' && n%2 == 0 && token.Kind() == '"' {
			token = jsontext.String(exportName(token.String()))
		}
		if err := w.WriteToken(token); err != nil {
			return err
		}
	}
}

// exportName is a field's name as the export has it.
func exportName(field string) string {
	switch field {
	case "ETag":
		return "etag"
	case "Elapsed":
		return "elapsed_ns"
	}
	var b strings.Builder
	runes := []rune(field)
	for i, r := range runes {
		upper := unicode.IsUpper(r)
		begins := i > 0 && upper && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if begins {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
