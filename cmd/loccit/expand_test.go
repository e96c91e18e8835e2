package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/bmatcuk/doublestar/v4"
)

// A partlyClosed lets nobody look into one of its folders.
type partlyClosed struct {
	fstest.MapFS
	closed string
}

func (p partlyClosed) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == p.closed {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return p.MapFS.ReadDir(name)
}

func house() partlyClosed {
	files := fstest.MapFS{}
	for _, name := range []string{"a.md", "b/one.md", "b/two.txt", "c/three.md", ".git/x.md", "d/cover.png"} {
		files[name] = &fstest.MapFile{Data: []byte("Words.\n")}
	}
	return partlyClosed{files, "b"}
}

// One folder that is closed hides no other, and is named.
func TestAClosedFolderHidesNoOther(t *testing.T) {
	found, gaps := documentsOf(house())
	if want := []string{"a.md", "c/three.md"}; !slices.Equal(found, want) {
		t.Errorf("a folder: %q, want %q", found, want)
	}
	onlyGap(t, gaps, "b")

	watched := &watchedFS{FS: house()}
	found, err := doublestar.Glob(watched, "**/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a.md", "c/three.md"} {
		if !slices.Contains(found, want) {
			t.Errorf("a glob: %q without %s", found, want)
		}
	}
	onlyGap(t, watched.gaps, "b")
}

func onlyGap(t *testing.T, gaps []gap, path string) {
	t.Helper()
	if len(gaps) != 1 || gaps[0].path != path || gaps[0].err.Error() != "no permission to read it" {
		t.Errorf("gaps %v, want %s alone", gaps, path)
	}
}

// What is not there is no gap: most of what a glob tries is not.
func TestWhatIsNotThereIsNoGap(t *testing.T) {
	watched := &watchedFS{FS: house()}
	if _, err := watched.Stat("nobody.md"); !errors.Is(err, fs.ErrNotExist) || len(watched.gaps) != 0 {
		t.Errorf("%v, %v", err, watched.gaps)
	}
}

// Who opens a pipe that stands among documents would wait for ever.
func TestAPipeIsNoDocument(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.md"), []byte("Words.\n"))
	pipe := filepath.Join(dir, "b.md")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, arg := range []string{dir, filepath.Join(dir, "*.md")} {
		found, gaps := expandOne(arg)
		if len(found) != 1 || len(gaps) != 1 || gaps[0].path != pipe || gaps[0].err != errNoFile {
			t.Errorf("%s: %q, %v", arg, found, gaps)
		}
	}
	if found, gaps := expandOne(pipe); len(found) != 1 || len(gaps) != 0 {
		t.Errorf("named itself: %q, %v", found, gaps)
	}
}
