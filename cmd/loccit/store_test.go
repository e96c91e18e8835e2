package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A cache that is opened beside a document that cannot be read is closed all the
// same: SQLite then leaves no file beside it.
func TestTheCacheIsClosedWhereNoDocumentIsRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "cache.db")
	goodCache(t, path, "SELECT 1")
	for _, command := range []string{"audit", "gate", "fix"} {
		said := runWithUnreadable(t, command, path)
		if !strings.Contains(said, "broken.docx") {
			t.Errorf("%s: %q does not name the document", command, said)
		}
		if left := names(t, dir); !slices.Equal(left, []string{"cache.db"}) {
			t.Errorf("%s left %q", command, left)
		}
	}
}

// Where neither the document nor the cache can be read, the document is told.
func TestABrokenCacheBesideAnUnreadableDocument(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "cache.db")
	write(t, path, []byte("Once upon a time there was a footnote.\n"))
	before := contents(t, dir)
	for _, command := range []string{"audit", "gate", "fix"} {
		if said := runWithUnreadable(t, command, path); !strings.Contains(said, "broken.docx") {
			t.Errorf("%s: %q does not name the document", command, said)
		}
		if after := contents(t, dir); !slices.Equal(before, after) {
			t.Fatalf("%s changed the folder", command)
		}
	}
}

// runWithUnreadable runs a command on a document that cannot be read, and is what
// it says on standard error.
func runWithUnreadable(t *testing.T, command, cache string) string {
	t.Helper()
	document := filepath.Join(t.TempDir(), "broken.docx")
	write(t, document, []byte("PK\x03\x04 and nothing else"))
	var stdout, stderr bytes.Buffer
	if got := run([]string{command, "--offline", "--cache", cache, document}, strings.NewReader(""), &stdout, &stderr); got != exitFailed {
		t.Errorf("%s: exit %d, want %d", command, got, exitFailed)
	}
	return stderr.String()
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	try(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// What went wrong beside the command's work is told once, and what goes wrong
// after that is told too.
func TestFinishTellsEachErrorOnce(t *testing.T) {
	c := &cli{set: newSettings()}
	for _, want := range []error{errors.New("the disk is full"), errors.New("the disk is gone")} {
		c.rest.Go(func() error { return want })
		if got := c.finish(); got != want {
			t.Errorf("%v, want %v", got, want)
		}
		if again := c.finish(); again != nil {
			t.Errorf("told again: %v", again)
		}
	}
}
