package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"loccit/verify"
)

// checkTargets refuses a report that could not be written, or that would
// overwrite a manuscript, the cache or another report: before the web is
// asked, not an hour later.
func (c *cli) checkTargets(args []string, docs []*verify.Document) error {
	kept := map[string]string{c.set.cache: "the cache"}
	if c.set.noCache {
		clear(kept)
	}
	if c.set.baseline != "" {
		kept[c.set.baseline] = "the baseline"
	}
	for _, a := range args {
		kept[a] = "the document"
	}
	for _, d := range docs {
		kept[d.Path] = "the document"
	}
	targets := c.set.targets()
	for i, t := range targets {
		for path, what := range kept {
			if sameFile(t, path) {
				return fmt.Errorf("%s: a report there would overwrite %s", t, what)
			}
		}
		for _, other := range targets[:i] {
			if sameFile(t, other) {
				return fmt.Errorf("%s: two reports in one file", t)
			}
		}
		if err := writable(t); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
	}
	return nil
}

// targets are the files that reports go to.
func (s *settings) targets() []string {
	var paths []string
	for _, f := range s.reports {
		paths = append(paths, f.path)
	}
	if s.output != "" && s.output != "-" {
		paths = append(paths, s.output)
	}
	return paths
}

func sameFile(a, b string) bool {
	if filepath.Clean(a) == filepath.Clean(b) {
		return true
	}
	one, err := os.Stat(a)
	if err != nil || !one.Mode().IsRegular() {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

func writable(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return errors.New("a folder; name a file in it for the report")
	}
	if info, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return errors.New("there is no folder to write it into")
	}
	return nil
}
