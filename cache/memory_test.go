package cache

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"loccit/verify"
)

func TestChange(t *testing.T) {
	c := fresh(t)
	append := func(more string) string {
		var now string
		must(t, c.Change(t.Context(), "a", func(was []byte) ([]byte, error) {
			if was == nil {
				was = []byte("new")
			}
			now = string(was) + more
			return []byte(now), nil
		}))
		return now
	}
	if got := append("1"); got != "new1" {
		t.Errorf("the first is %q", got)
	}
	failed := errors.New("no")
	if err := c.Change(t.Context(), "a", func([]byte) ([]byte, error) { return []byte("lost"), failed }); !errors.Is(err, failed) {
		t.Errorf("error %v", err)
	}
	if got := append("2"); got != "new12" {
		t.Errorf("the second is %q", got)
	}
	must(t, c.Change(t.Context(), "a", func([]byte) ([]byte, error) { return nil, nil }))
	if got := append("3"); got != "new3" {
		t.Errorf("after it was forgotten: %q", got)
	}
}

// count200 adds one to a number two hundred times.
func count200(path string, _ []string) error {
	c, err := Open(path, Options{})
	if err != nil {
		return err
	}
	for range 200 {
		err := c.Change(context.Background(), "n", func(was []byte) ([]byte, error) {
			n, _ := strconv.Atoi(string(was))
			return fmt.Append(nil, n+1), nil
		})
		if err != nil {
			return err
		}
	}
	return c.Close()
}

func TestTwoProcessesChangeOneNumber(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cache.db")
	a, b := start(t, "count", path), start(t, "count", path)
	var said strings.Builder
	a.Stderr, b.Stderr = &said, &said
	must(t, a.Start())
	must(t, b.Start())
	if err := errors.Join(a.Wait(), b.Wait()); err != nil {
		t.Fatal(err, &said)
	}
	must(t, openAt(t, path).Change(t.Context(), "n", func(was []byte) ([]byte, error) {
		if string(was) != "400" {
			t.Errorf("the number is %s", was)
		}
		return was, nil
	}))
}

// A file of each earlier version is brought to the newest, and keeps what it
// holds.
func TestOlderVersionsAreBroughtUp(t *testing.T) {
	files, err := migrations.ReadDir("migrations")
	must(t, err)
	if len(files) != newest {
		t.Fatalf("%d migrations, and the newest version is %d", len(files), newest)
	}
	for version := 1; version < newest; version++ {
		path := filepath.Join(t.TempDir(), "cache.db")
		edit(undo(version))(t, path)
		info, err := os.Stat(path)
		must(t, err)
		c := openAt(t, path)
		key := realistic(5, "")[0].Key
		if got := latest(t, c, key); len(got) != 2 {
			t.Errorf("from version %d of %d bytes: %d observations", version, info.Size(), len(got))
		}
		add(t, c, visit(key, noon.AddDate(0, 0, 1), 404))
		must(t, c.Change(t.Context(), "a", func([]byte) ([]byte, error) { return []byte("b"), nil }))
		if got, err := c.History(t.Context(), key); err != nil || len(got) != 3 || got[2].Kind != verify.KindVisit {
			t.Errorf("history: %v, %v", got, err)
		}
	}
}

// undo takes a file of the newest version back to an older one.
func undo(version int) string {
	steps := map[int]string{2: "DROP TABLE memory", 3: "DROP TABLE told; DROP TABLE change; DROP TABLE delivery", 4: "DROP TABLE notice"}
	var all []string
	for v := newest; v > version; v-- {
		all = append(all, steps[v], fmt.Sprintf("DELETE FROM goose_db_version WHERE version_id = %d", v))
	}
	return strings.Join(append(all, fmt.Sprintf("PRAGMA user_version = %d", version)), "; ")
}
