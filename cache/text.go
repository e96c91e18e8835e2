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

// text stores the page's text of r unless it is there, and returns its id, or
// nil for no text. A page that comes without the text that it names was seen
// before, by another way.
func (w *writer) text(ctx context.Context, r *row) (any, error) {
	digest, err := base64.RawURLEncoding.DecodeString(r.sum)
	if r.sum == "" || err != nil {
		return nil, nil
	}
	var id int64
	err = w.findText.QueryRowContext(ctx, digest).Scan(&id)
	switch {
	case err == nil:
		return id, nil
	case !errors.Is(err, sql.ErrNoRows):
		return nil, err
	case r.text == "":
		return nil, nil
	}
	packed, err := w.pack(r.text)
	if err != nil {
		return nil, err
	}
	done, err := w.addText.ExecContext(ctx, digest, packed)
	if err != nil {
		return nil, err
	}
	return done.LastInsertId()
}

// A packer compresses texts one after the other. A compressor is 800 KB, so one
// serves all of a cache's texts.
type packer struct {
	flate  *flate.Writer // made for the first text
	packed bytes.Buffer
}

// pack compresses text, fast: the web is not to wait for it. What it returns is
// good until the next call.
func (w *writer) pack(text string) ([]byte, error) {
	p := w.packer
	if p.flate == nil {
		var err error
		if p.flate, err = flate.NewWriter(&p.packed, flate.BestSpeed); err != nil {
			return nil, err
		}
	}
	p.packed.Reset()
	p.flate.Reset(&p.packed)
	if _, err := io.WriteString(p.flate, text); err != nil {
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
