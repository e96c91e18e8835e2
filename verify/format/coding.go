package format

import (
	"bytes"
	"errors"
	"fmt"

	"golang.org/x/text/encoding"

	"loccit/verify"
)

// A Coding is how the characters of a text file stand in its bytes. The zero
// Coding is UTF-8.
type Coding struct {
	charset encoding.Encoding // nil for UTF-8
	mark    []byte            // the byte order mark before the text
	wide    bool              // UTF-16 or UTF-32
}

// Wide reports whether an ASCII character takes more than a byte: such a file
// is no text to programs that read bytes.
func (c Coding) Wide() bool { return c.wide }

// Source decodes the bytes of a document of a format that has lines, as its
// Reader does, but leaves line ends, and bytes that are no character in UTF-8,
// as they are. What Coding.Encode makes of the text are the same bytes.
func Source(format string, data []byte) (string, Coding, error) {
	if kind := binaryKind(data); kind != "" {
		return "", Coding{}, fmt.Errorf("%w: this is %s", verify.ErrFormat, kind)
	}
	declared := ""
	switch format {
	case "html":
		declared = declaredCharset(data)
	case "latex":
		declared = inputenc(data)
	case "docbook":
		declared = xmlCharset(data)
	}
	c, err := codingOf(data, declared)
	if err != nil || c.charset == nil {
		return string(data[len(c.mark):]), c, err
	}
	text, err := decodeWith(c.charset, data[len(c.mark):])
	if err != nil {
		return "", c, err
	}
	if same, err := c.Encode(text); err != nil || !bytes.Equal(same, data) {
		return "", c, errors.New("its charset is a guess that does not give the same bytes again; save it as UTF-8 first")
	}
	return text, c, nil
}

// Encode is text as bytes, with the mark before it. The error says that the
// charset lacks a character.
func (c Coding) Encode(text string) ([]byte, error) {
	data := []byte(text)
	if c.charset != nil {
		var err error
		if data, err = c.charset.NewEncoder().Bytes(data); err != nil {
			return nil, fmt.Errorf("a character that the charset of the file lacks: %w", err)
		}
	}
	return append(bytes.Clone(c.mark), data...), nil
}
