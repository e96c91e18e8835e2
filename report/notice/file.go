package notice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"loccit/verify"
)

// File appends to a file: JSON, one notice on a line, where its name ends with
// .json or .jsonl, else the text. A notice that stands there already is not
// written again, and one that a killed run began is ended.
type File struct{ Path string }

// Send appends one notice, in one write.
func (f File) Send(_ context.Context, n verify.NightNotice) error {
	entry := n.Subject + "\n\n" + n.Text + "(notice " + n.ID + ")\n\n"
	if end := strings.ToLower(filepath.Ext(f.Path)); end == ".json" || end == ".jsonl" {
		entry = identified(n) + "\n"
	}
	there, err := f.read()
	begins := begun(there, []byte(entry))
	switch {
	case err != nil:
		return appending(err)
	case bytes.Contains(there, []byte(entry)):
		return nil
	case begins > 0:
		entry = entry[begins:]
	case len(there) > 0 && there[len(there)-1] != '\n': // a write that was cut short
		entry = "\n" + entry
	}
	file, err := os.OpenFile(f.Path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
	if err != nil {
		return appending(err)
	}
	_, err = file.WriteString(entry)
	if err = errors.Join(err, file.Close()); err != nil {
		return appending(err)
	}
	return nil
}

// appending is err as what went wrong at the file, whose name its reader knows.
func appending(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("there is no folder to write it into")
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("appending: %w", err)
}

// begun is how many bytes of entry stand at the end already, from the start of a
// line on: the kernel stops between two pages of a write when the process is killed.
func begun(there, entry []byte) int {
	for at := max(0, len(there)-len(entry)); at < len(there); at++ {
		if (at == 0 || there[at-1] == '\n') && bytes.HasPrefix(entry, there[at:]) {
			return len(there) - at
		}
	}
	return 0
}

// read is what stands there; nothing of what is no regular file.
func (f File) read() ([]byte, error) {
	info, err := os.Stat(f.Path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(f.Path)
}
