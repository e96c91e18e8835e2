package cache

import (
	"bytes"
	"compress/flate"
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Texts returns the texts that sums name (see verify.SumOf), those that are
// kept.
func (c *Cache) Texts(ctx context.Context, sums []string) (map[string]string, error) {
	found := map[string]string{}
	read, err := c.db.PrepareContext(ctx, "SELECT body FROM text WHERE digest = ?")
	if err != nil {
		return nil, fmt.Errorf("reading page texts: %w", c.failed(ctx, err))
	}
	defer read.Close()
	for _, sum := range sums {
		digest, err := base64.RawURLEncoding.DecodeString(sum)
		if err != nil {
			continue
		}
		var packed []byte
		err = read.QueryRowContext(ctx, digest).Scan(&packed)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading a page's text: %w", c.failed(ctx, err))
		}
		if found[sum], err = c.unpack(packed); err != nil {
			return nil, fmt.Errorf("reading a page's text: %w", err)
		}
	}
	return found, nil
}

// digest is the name of the page's text of r as its table has it, nil for none.
func (r *row) digest() []byte {
	digest, err := base64.RawURLEncoding.DecodeString(r.sum)
	if r.sum == "" || err != nil {
		return nil
	}
	return digest
}

// textsOf are the digests of the texts of rows that are stored.
func textsOf(ctx context.Context, tx *sql.Tx, rows []row) (map[string]bool, error) {
	stored := map[string]bool{}
	for some := range slices.Chunk(rows, batch) {
		args := make([]any, len(some))
		for i := range some {
			args[i] = some[i].digest()
		}
		query := "SELECT digest FROM text WHERE digest IN (?" + strings.Repeat(",?", len(some)-1) + ")"
		found, err := tx.QueryContext(ctx, query, args...)
		if err != nil {
			return nil, err
		}
		defer found.Close()
		for found.Next() {
			var digest []byte
			if err := found.Scan(&digest); err != nil {
				return nil, err
			}
			stored[string(digest)] = true
		}
		if err := found.Err(); err != nil {
			return nil, err
		}
	}
	return stored, nil
}

// addText stores the page's text of r unless it is there. A page that comes
// without the text that it names was seen before, by another way.
func (w *writer) addText(ctx context.Context, r *row) error {
	digest := r.digest()
	if digest == nil || r.text == "" || w.stored[string(digest)] {
		return nil
	}
	packed, err := w.packer.pack(r.text)
	if err != nil {
		return err
	}
	_, err = w.text.ExecContext(ctx, digest, packed)
	w.stored[string(digest)] = true
	return err
}

// A packer compresses texts one after the other. A compressor is 800 KB, so one
// serves all of a cache's texts.
type packer struct {
	flate  *flate.Writer // made for the first text
	plain  []byte
	packed bytes.Buffer
}

// pack compresses text, fast: the web is not to wait for it. What it returns is
// good until the next call.
func (p *packer) pack(text string) ([]byte, error) {
	if p.flate == nil {
		var err error
		if p.flate, err = flate.NewWriter(&p.packed, flate.BestSpeed); err != nil {
			return nil, err
		}
	}
	p.packed.Reset()
	p.flate.Reset(&p.packed)
	p.plain = append(p.plain[:0], text...)
	if _, err := p.flate.Write(p.plain); err != nil {
		return nil, err
	}
	err := p.flate.Close()
	return p.packed.Bytes(), err
}

func (c *Cache) unpack(packed []byte) (string, error) {
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return "", &Error{c.path, Damaged, err}
	}
	return string(text), nil
}
