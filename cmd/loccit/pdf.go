package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"loccit/verify"
	"loccit/verify/content"
	"loccit/verify/format"
)

// A PDF comes from strangers, and what takes it apart is large: it runs in a
// process of its own, which can be ended. The longest of the corpus, 300 pages,
// takes 3 s.
const (
	pdfTime   = 2 * time.Minute
	pdfMemory = 1 << 30
)

// readers are those of the catalogue, with the PDF reader in a process of its
// own.
func readers(ctx context.Context) []verify.Reader {
	all := format.Readers()
	for i, r := range all {
		if _, ok := r.(format.PDFReader); ok {
			all[i] = format.PDFReader{Pages: func(data []byte) ([]format.PDFPage, error) { return pdfPages(ctx, data, pdfTime) }}
		}
	}
	return all
}

// pdfPages has the pages of a PDF read by this program in another process, which
// may take no longer than limit.
func pdfPages(ctx context.Context, data []byte, limit time.Duration) ([]format.PDFPage, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("starting the PDF reader: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var out, said bytes.Buffer
	child := exec.CommandContext(ctx, self, "pdf-pages")
	child.Args[0] = "loccit"
	child.Stdin, child.Stdout, child.Stderr = bytes.NewReader(data), &out, &said
	err = child.Run()
	switch {
	case ctx.Err() != nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("given up after %s", limit)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, childError(said.String(), err)
	}
	return format.DecodePDFPages(&out)
}

// A source that is a PDF has so long, and so many are taken apart at once: each
// takes some 80 MB and a processor.
const (
	paperTime = 30 * time.Second
	paperMost = 2
)

// papers takes apart the PDFs that notes describe, each within limit.
func papers(limit time.Duration) func(context.Context, []byte) (*content.Paper, error) {
	turns := make(chan struct{}, paperMost)
	return func(ctx context.Context, data []byte) (*content.Paper, error) {
		select {
		case turns <- struct{}{}:
			defer func() { <-turns }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		pages, err := pdfPages(ctx, data, limit)
		if err == nil && len(pages) == 0 {
			err = errors.New("the PDF has no pages")
		}
		if err != nil {
			return nil, err
		}
		return &content.Paper{Title: pages[0].Title, Author: pages[0].Author, Created: pages[0].Created, Text: format.PDFText(pages)}, nil
	}
}

// childError is what the other process says is wrong, else how it ended.
func childError(said string, err error) error {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	if wrong, ok := strings.CutPrefix(line, "loccit: "); ok && wrong != "" {
		return errors.New(wrong)
	}
	return fmt.Errorf("the PDF reader broke down: %w", err)
}

// pdfCommand is the other process. It is for loccit itself.
func (c *cli) pdfCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "pdf-pages",
		Hidden:            true,
		Args:              cobra.NoArgs,
		PersistentPreRunE: func(*cobra.Command, []string) error { return nil }, // no loccit.toml
		RunE: func(*cobra.Command, []string) error {
			debug.SetMemoryLimit(pdfMemory)
			return format.PDFPages(c.stdin, c.stdout, pdfCache())
		},
	}
}

// pdfCache is where the compiled PDF reader is kept between runs: 4 s the
// first time, and a fraction of one after that. Empty where no folder can be
// had.
func pdfCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir = filepath.Join(dir, "loccit", "pdf")
	if os.MkdirAll(dir, 0o755) != nil {
		return ""
	}
	return dir
}
