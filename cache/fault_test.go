package cache

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// Each case makes a file that cannot serve. Open says why, and names the way
// out; the file stays as it was, and nothing appears beside it.
func TestAFileThatCannotServeIsLeftUntouched(t *testing.T) {
	cases := []struct {
		name string
		make func(t *testing.T, path string)
		want Problem
		says string
	}{
		{"not a database", text("once upon a time there was a footnote"), NotDatabase, "not an SQLite database"},
		{"shorter than a header", text("x"), NotDatabase, "--no-cache"},
		{"a header and rubbish", text("SQLite format 3\x00" + strings.Repeat("rubbish ", 500)), Foreign, "another program"},
		{"of another program", edit("PRAGMA application_id = 7"), Foreign, "--cache"},
		{"of a newer version", edit(fmt.Sprintf("PRAGMA user_version = %d", newest+1)), Newer, "newer version"},
		{"a folder", func(t *testing.T, path string) { must(t, os.Mkdir(path, 0o700)) }, Folder, "is a folder"},
		{"a read-only file", func(t *testing.T, path string) {
			edit("SELECT 1")(t, path)
			must(t, os.Chmod(path, 0o400))
		}, ReadOnly, "make it writable"},
		{"in a read-only folder", func(t *testing.T, path string) {
			edit("SELECT 1")(t, path)
			must(t, os.Chmod(filepath.Dir(path), 0o500))
			t.Cleanup(func() { os.Chmod(filepath.Dir(path), 0o700) })
		}, ReadOnly, "--no-cache"},
		{"cut short", func(t *testing.T, path string) {
			edit("SELECT 1")(t, path)
			must(t, os.Truncate(path, 3*4096))
		}, Damaged, "damaged"},
		{"a page overwritten", damage(3, 4096), Damaged, "move it away"},
		{"every page but the first overwritten", damage(1, 1<<30), Damaged, "damaged"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "cache.db")
			tc.make(t, path)
			before := folder(t, path)
			c, err := Open(path, Options{})
			if err == nil {
				c.Close()
				t.Fatal("it opened")
			}
			var e *Error
			if !errors.As(err, &e) || e.Problem != tc.want || !strings.Contains(err.Error(), tc.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("error %q: want problem %d, saying %q", err, tc.want, tc.says)
			}
			if diff := gocmp.Diff(before, folder(t, path)); diff != "" {
				t.Errorf("the folder changed (-before +after):\n%.500s", diff)
			}
		})
	}
}

// Another process puts its log into the file and ends, between two looks of ours:
// the file has grown, and is not cut short.
func TestAFileThatChangesWhileItIsLookedAtIsNotDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	edit("SELECT 1")(t, path)
	small, first := lookAt(t, path)
	c := openAt(t, path)
	for i := range 500 {
		add(t, c, realistic(1000+i, fmt.Sprint("text ", i))...)
	}
	must(t, c.Close())
	large, last := lookAt(t, path)
	if !whole(first, small.Size()) || !whole(last, large.Size()) || whole(last, small.Size()) {
		t.Fatalf("from %d to %d bytes: the file did not grow as it should", small.Size(), large.Size())
	}
	if fresh, err := readHeader(path, small); fresh || err != nil {
		t.Errorf("grown after it was measured: %v, %v", fresh, err)
	}
	must(t, os.Truncate(path, small.Size()))
	if now, _ := lookAt(t, path); !cutShort(path, last, now) {
		t.Error("cut short, and nobody at work: not noticed")
	}
}

// lookAt is what inspect sees of a file: its size and time, and its header.
func lookAt(t *testing.T, path string) (info fs.FileInfo, h [header]byte) {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	data, err := os.ReadFile(path)
	must(t, err)
	copy(h[:], data)
	return info, h
}

func text(s string) func(*testing.T, string) {
	return func(t *testing.T, path string) { must(t, os.WriteFile(path, []byte(s), 0o600)) }
}

// edit makes a good cache and then lets another program change it.
func edit(query string) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		c, err := Open(path, Options{})
		must(t, err)
		for i := range 200 {
			add(t, c, realistic(i, fmt.Sprint("text ", i))...)
		}
		must(t, c.Close())
		db, err := sql.Open("sqlite3", path)
		must(t, err)
		_, err = db.Exec(query)
		must(t, errors.Join(err, db.Close()))
	}
}

// damage overwrites n bytes of a good cache, from the given page of it on.
func damage(page, n int) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		edit("SELECT 1")(t, path)
		data, err := os.ReadFile(path)
		must(t, err)
		for i := page * 4096; i < min(page*4096+n, len(data)); i++ {
			data[i] = byte(i*7 + 13)
		}
		must(t, os.WriteFile(path, data, 0o600))
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// folder is what stands beside path, and in it: name to mode, time and bytes.
func folder(t *testing.T, path string) map[string]string {
	t.Helper()
	found := map[string]string{}
	must(t, filepath.WalkDir(filepath.Dir(path), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && name != path {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		var data []byte
		if info.Mode().IsRegular() {
			if data, err = os.ReadFile(name); err != nil {
				return err
			}
		}
		found[filepath.Base(name)] = fmt.Sprint(info.Mode(), info.ModTime(), data)
		return nil
	}))
	return found
}

func TestAnEmptyFileIsANewCache(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	must(t, os.WriteFile(path, nil, 0o600))
	c := openAt(t, path)
	add(t, c, visit("https://a.example/", noon, 200))
}

// A run was killed, or is at this moment, between the first page and the mark
// that says whose it is.
func TestAFileThatWasOnlyBegunIsANewCache(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	db, err := sql.Open("sqlite3", path+"?_auto_vacuum=incremental")
	must(t, err)
	_, err = db.Exec("PRAGMA user_version = 0")
	must(t, errors.Join(err, db.Close()))
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		t.Fatal("the file holds nothing:", err)
	}
	add(t, openAt(t, path), visit("https://a.example/", noon, 200))
}

func TestAFolderAboveThatIsAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	if _, err := Open(filepath.Join(file, "cache.db"), Options{}); err == nil || !strings.Contains(err.Error(), "cache.db") {
		t.Errorf("error %v", err)
	}
}

func TestANewCacheIsNobodyElsesBusiness(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sub", "cache.db")
	add(t, openAt(t, path), visit("https://a.example/", noon, 200))
	for _, name := range []string{path, path + "-wal", filepath.Dir(path)} {
		info, err := os.Stat(name)
		must(t, err)
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", filepath.Base(name), info.Mode())
		}
	}
}

// Damage within a row leaves the structure whole: it is met when it is read.
func TestARowThatCannotBeReadIsDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	edit(`UPDATE observation SET body = '{"Visit":{"Sta' WHERE id = 7`)(t, path)
	c := openAt(t, path)
	var keys []string
	for i := range 200 {
		keys = append(keys, realistic(i, "")[0].Key)
	}
	_, err := c.Latest(t.Context(), keys)
	var e *Error
	if !errors.As(err, &e) || e.Problem != Damaged || !strings.Contains(err.Error(), keys[3]) {
		t.Errorf("Latest: %v", err)
	}
	if err := c.Export(t.Context(), &bytes.Buffer{}); !errors.As(err, &e) || e.Problem != Damaged {
		t.Errorf("Export: %v", err)
	}
}

// Damage that comes while the cache is open is an error too, not a panic and
// not an empty answer.
func TestDamageWhileOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	edit("SELECT 1")(t, path)
	c := openAt(t, path)
	info, err := os.Stat(path)
	must(t, err)
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	must(t, err)
	defer f.Close() // at the end: closing drops the locks that c holds
	_, err = f.WriteAt(bytes.Repeat([]byte{0xA5}, int(info.Size())-4096), 4096)
	must(t, err)
	var e *Error
	if _, err := c.Latest(t.Context(), []string{realistic(5, "")[0].Key}); !errors.As(err, &e) || e.Problem != Damaged {
		t.Errorf("Latest: %v", err)
	}
	if _, err := c.Stat(t.Context()); !errors.As(err, &e) || e.Problem != Damaged {
		t.Errorf("Stat: %v", err)
	}
}

// Another program holds the write lock for longer than we wait.
func TestAHeldCacheSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	edit("SELECT 1")(t, path)
	c, err := Open(path, Options{Patience: time.Millisecond})
	must(t, err)
	defer c.Close()
	db, err := sql.Open("sqlite3", path+"?_txlock=immediate")
	must(t, err)
	defer db.Close()
	tx, err := db.Begin()
	must(t, err)
	defer tx.Rollback()
	var e *Error
	if err := c.Add(t.Context(), visit("https://a.example/", noon, 200)); !errors.As(err, &e) || e.Problem != Busy {
		t.Errorf("Add: %v", err)
	}
	if got := latest(t, c, realistic(5, "")[0].Key); len(got) != 2 {
		t.Errorf("a reader has to wait for the writer: %d observations", len(got))
	}
}

// A folder that cannot be made, or is a file, leaves an editor with the way out.
func TestAFolderThatCannotServe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, []byte("x"), 0o600))
	for _, path := range []string{filepath.Join(file, "cache.db"), "/dev/null/loccit/cache.db"} {
		_, err := Open(path, Options{})
		var e *Error
		if !errors.As(err, &e) || e.Problem != Unusable || !strings.Contains(err.Error(), "--no-cache") || !strings.Contains(err.Error(), path) {
			t.Errorf("error %q: want the file, and the way out", err)
		}
	}
}
