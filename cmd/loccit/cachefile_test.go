package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"loccit/cache"
	"loccit/verify"
)

// A cache that cannot serve ends every command that needs one with 2, says
// what is wrong and what to do, and is left as it was, byte for byte.
func TestACacheThatCannotServe(t *testing.T) {
	cases := []struct {
		name string
		make func(t *testing.T, path string)
		says string
	}{
		{"a text", func(t *testing.T, path string) { write(t, path, []byte("Once upon a time there was a footnote.\n")) }, "not an SQLite database"},
		{"a folder", func(t *testing.T, path string) { try(t, os.Mkdir(path, 0o700)) }, "is a folder"},
		{"of a newer version", func(t *testing.T, path string) { goodCache(t, path, "PRAGMA user_version = 9999") }, "newer version"},
		{"of another program", func(t *testing.T, path string) { goodCache(t, path, "PRAGMA application_id = 7") }, "another program"},
		{"read-only", func(t *testing.T, path string) { goodCache(t, path, "SELECT 1"); try(t, os.Chmod(path, 0o400)) }, "writable"},
		{"damaged", damagedCache, "damaged"},
		{"cut short", func(t *testing.T, path string) { goodCache(t, path, "SELECT 1"); try(t, os.Truncate(path, 3*4096)) }, "damaged"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "cache.db")
			tc.make(t, path)
			article := filepath.Join(t.TempDir(), "article.txt")
			write(t, article, []byte(articleOf([]string{"https://paper.example/report"})))
			before := contents(t, dir)
			for _, args := range [][]string{
				{"audit", "--offline", "--cache", path, article},
				{"cache", "stat", "--cache", path},
				{"cache", "export", "--cache", path},
				{"cache", "prune", "--cache", path},
			} {
				var stdout, stderr bytes.Buffer
				got := run(args, strings.NewReader(""), &stdout, &stderr)
				if got != exitFailed {
					t.Errorf("%s: exit %d, want %d", args[:2], got, exitFailed)
				}
				if said := stderr.String(); !strings.Contains(said, tc.says) || !strings.Contains(said, path) || !strings.Contains(said, "--cache") {
					t.Errorf("%s: %q does not say %q, the file and the way out", args[:2], said, tc.says)
				}
				if stdout.Len() > 0 {
					t.Errorf("%s: standard output: %s", args[:2], stdout.String())
				}
				if after := contents(t, dir); !slices.Equal(before, after) {
					t.Fatalf("%s changed the folder", args[:2])
				}
			}
		})
	}
}

// goodCache makes a cache of a few hundred sources, and lets another program
// run query over it.
func goodCache(t *testing.T, path, query string) {
	t.Helper()
	store, err := cache.Open(path, cache.Options{})
	try(t, err)
	var seen []verify.Observation
	for i := range 300 {
		url := fmt.Sprintf("https://paper%d.example/report", i)
		seen = append(seen, verify.Observation{Kind: verify.KindVisit, Key: url, By: "web", At: time.Now(),
			Visit: &verify.Visit{URL: url, Final: url, Status: 200}})
	}
	try(t, store.Add(t.Context(), seen...))
	try(t, store.Close())
	db, err := sql.Open("sqlite3", path)
	try(t, err)
	_, err = db.Exec(query)
	try(t, err)
	try(t, db.Close())
}

func damagedCache(t *testing.T, path string) {
	goodCache(t, path, "SELECT 1")
	data, err := os.ReadFile(path)
	try(t, err)
	for i := 3 * 4096; i < 5*4096; i++ {
		data[i] = byte(i*7 + 13)
	}
	write(t, path, data)
}

// contents are the names below dir, each with its mode, time and bytes.
func contents(t *testing.T, dir string) (found []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	try(t, err)
	for _, e := range entries {
		info, err := e.Info()
		try(t, err)
		var data []byte
		if info.Mode().IsRegular() {
			data, err = os.ReadFile(filepath.Join(dir, e.Name()))
			try(t, err)
		}
		found = append(found, fmt.Sprint(e.Name(), info.Mode(), info.ModTime(), string(data)))
	}
	return found
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	try(t, os.WriteFile(path, data, 0o600))
}

func try(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
