package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file of 100 MB that is no text, and one that is larger than any
// manuscript: each is named, with 2, and the article beside them is audited.
func TestLargeFilesThatAreNoManuscripts(t *testing.T) {
	dir := t.TempDir()
	article := filepath.Join(dir, "article.txt")
	write(t, article, []byte(articleOf([]string{"https://paper.example/report"})))
	for _, tc := range []struct {
		size int64
		says string
	}{
		{100_000_000, "not a text: a NUL byte at byte 0"},
		{maxDocument + 1, "which no manuscript is"},
		{2 << 30, "which no manuscript is"},
	} {
		empty := filepath.Join(dir, "sparse.txt")
		write(t, empty, nil)
		try(t, os.Truncate(empty, tc.size))
		var stdout, stderr bytes.Buffer
		got := run([]string{"audit", "--offline", "--no-cache", "--fail-on", "never", "--format", "json", empty, article}, strings.NewReader(""), &stdout, &stderr)
		if got != exitFailed || !strings.Contains(stderr.String(), "sparse.txt: ") || !strings.Contains(stderr.String(), tc.says) {
			t.Errorf("%d bytes: exit %d, %q; want %d, saying %q", tc.size, got, stderr.String(), exitFailed, tc.says)
		}
		if r := readReport(t, stdout.Bytes()); len(r.Documents) != 1 || r.Documents[0].Path != article {
			t.Errorf("%d bytes: the report holds %v, want the article alone", tc.size, r.Documents)
		}
	}
}
