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
	"strings"

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
		if errors.Is(errs[i], context.Canceled) { // which is said of the run
			continue
		}
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
		data, err := c.readStdin(ctx)
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

// readStdin reads standard input until ctx ends. A read that waits for a person
// cannot be called off, and so nobody waits for it then: the process ends.
func (c *cli) readStdin(ctx context.Context) ([]byte, error) {
	type input struct {
		data []byte
		err  error
	}
	done := make(chan input, 1)
	go func() {
		data, err := readBounded(c.stdin)
		done <- input{data, err}
	}()
	select {
	case in := <-done:
		return in.data, in.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

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
