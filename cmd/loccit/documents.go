package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/sync/errgroup"

	"loccit/verify"
)

// maxDocument bounds one manuscript. The longest of the corpus has 1.1 MB; a
// file past this is no manuscript, and would only exhaust the memory.
const maxDocument = 256 << 20

// readDocuments reads and cites every document that args name, in their order.
// What cannot be read is said on standard error and counted; the others go on.
func (c *cli) readDocuments(ctx context.Context, args []string) (docs []*verify.Document, failed int, err error) {
	paths, missing := c.expand(args)
	docs, failed, err = c.readPaths(ctx, paths)
	return docs, missing + failed, err
}

// openDocuments is readDocuments for commands that need the cache next: it is
// opened meanwhile, unless there is nothing to read.
func (c *cli) openDocuments(ctx context.Context, args []string) (docs []*verify.Document, failed int, err error) {
	paths, missing := c.expand(args)
	if len(paths) > 0 {
		c.beginOpening()
	}
	docs, failed, err = c.readPaths(ctx, paths)
	return docs, missing + failed, err
}

func (c *cli) readPaths(ctx context.Context, paths []string) (docs []*verify.Document, failed int, err error) {
	read := make([]*verify.Document, len(paths))
	errs := make([]error, len(paths))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range paths {
		g.Go(func() error {
			if ctx.Err() == nil {
				read[i], errs[i] = c.readDocument(ctx, p)
			}
			return nil
		})
	}
	_ = g.Wait() // no function returns an error
	for i, d := range read {
		if errs[i] != nil {
			failed++
			c.errorf("%s: %v", paths[i], errs[i])
		} else if d != nil {
			docs = append(docs, d)
		}
	}
	return docs, failed, ctx.Err()
}

// nothingToExamine ends a run whose reading was interrupted, or gave no document.
// Where each was named with what is wrong, nothing is left to say.
func nothingToExamine(docs []*verify.Document, failed int, interrupted error) error {
	switch {
	case interrupted != nil:
		return &exitError{exitIncomplete, errors.New("interrupted while reading, before any source was visited")}
	case len(docs) > 0:
		return nil
	case failed > 0:
		return &exitError{code: exitFailed}
	}
	return &exitError{exitFailed, errors.New("no document to audit")}
}

// readDocument reads one document and takes its notes apart.
func (c *cli) readDocument(ctx context.Context, path string) (*verify.Document, error) {
	in, err := c.open(ctx, path)
	if err != nil {
		return nil, err
	}
	d, err := verify.Read(in, readers(ctx))
	if err != nil {
		return nil, err
	}
	d.Citations = verify.Cite(d)
	return d, nil
}

// open reads the bytes of a file, of standard input, or of a URL.
func (c *cli) open(ctx context.Context, path string) (verify.Input, error) {
	if isURL(path) {
		return c.download(ctx, path)
	}
	if path == "-" {
		data, err := readBounded(c.stdin)
		return verify.Input{Path: path, Data: data}, err
	}
	f, err := os.Open(path)
	if err != nil {
		return verify.Input{}, plainError(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > maxDocument {
		return verify.Input{}, errTooLarge
	}
	data, err := readBounded(f)
	if err != nil {
		return verify.Input{}, plainError(err)
	}
	return verify.Input{Path: path, Data: data, Open: siblings(filepath.Dir(path))}, nil
}

var errTooLarge = fmt.Errorf("larger than %d MB, which no manuscript is", maxDocument>>20)

func readBounded(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxDocument+1))
	if err == nil && len(data) > maxDocument {
		err = errTooLarge
	}
	return data, err
}

// siblings opens files of one folder and those below it, and none outside:
// os.Root refuses .. and links that lead away.
func siblings(dir string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return nil, err
		}
		defer root.Close()
		f, err := root.Open(filepath.FromSlash(name))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return readBounded(f)
	}
}

// plainError drops what the operating system adds and the editor knows: the
// call and the path.
func plainError(err error) error {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("no permission to read it")
	case errors.As(err, &p):
		return p.Err
	}
	return err
}

func isURL(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// expand turns arguments into paths: a folder into the documents below it, a
// glob into what it matches. What names nothing is said on standard error and
// counted.
func (c *cli) expand(args []string) (paths []string, failed int) {
	for _, a := range args {
		found, err := expandOne(a)
		if err != nil {
			failed++
			c.errorf("%s: %v", a, err)
		}
		paths = append(paths, found...)
	}
	return dedupe(paths), failed
}

func expandOne(arg string) ([]string, error) {
	if arg == "-" || isURL(arg) {
		return []string{arg}, nil
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return folder(arg)
	case err == nil:
		return []string{arg}, nil
	case !strings.ContainsAny(arg, "*?[{"):
		return nil, missingFile(arg, err)
	}
	found, err := doublestar.FilepathGlob(arg) // ** is any depth of folders
	slices.Sort(found)
	if err != nil {
		return nil, errors.New("not a glob: " + err.Error())
	}
	if len(found) == 0 {
		return nil, errors.New("matches no file")
	}
	var files []string
	for _, f := range found {
		if info, err := os.Stat(f); err == nil && !info.IsDir() {
			files = append(files, f)
		}
	}
	return files, nil
}

// missingFile names the file of the same folder that was most likely meant.
func missingFile(arg string, err error) error {
	plain := plainError(err)
	entries, _ := os.ReadDir(filepath.Dir(arg))
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if n := nearest(filepath.Base(arg), names); n != "" && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w; did you mean %s?", plain, filepath.Join(filepath.Dir(arg), n))
	}
	return plain
}

// endings are the endings of file names that are taken for documents when a
// folder is read; a file that is named itself is always tried.
var endings = []string{".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".odt", ".fodt",
	".epub", ".pdf", ".tex", ".ltx", ".latex", ".wiki", ".mediawiki", ".dokuwiki", ".xml", ".dbk", ".docbook", ".rtf", ".urls"}

// folder finds the documents below dir, hidden ones left out, in the order of
// their names.
func folder(dir string) ([]string, error) {
	var found []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(e.Name(), ".") && path != dir
		switch {
		case err != nil:
			return err
		case e.IsDir() && hidden:
			return filepath.SkipDir
		case !e.IsDir() && !hidden && slices.Contains(endings, strings.ToLower(filepath.Ext(path))):
			found = append(found, path)
		}
		return nil
	})
	if err != nil {
		return nil, plainError(err)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no document in this folder (it was searched for %s)", strings.Join(endings, " "))
	}
	return found, nil
}

func dedupe(paths []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(paths, func(p string) bool {
		clean := p
		if !isURL(p) {
			clean = filepath.Clean(p)
		}
		was := seen[clean]
		seen[clean] = true
		return was
	})
}
