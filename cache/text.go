package cache

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"
)

// Texts returns, by key, the visible text of the page that the newest visit by
// the web showed, for those of keys where there was any.
func (c *Cache) Texts(ctx context.Context, keys []string) (map[string]string, error) {
	found := map[string]string{}
	read, err := c.db.PrepareContext(ctx, "SELECT t.body FROM source s JOIN latest l ON l.source = s.id"+
		" JOIN observation o ON o.id = l.observation JOIN text t ON t.id = o.text WHERE s.key = ? AND l.kind = 'visit' AND l.who = 'web'")
	if err != nil {
		return nil, fmt.Errorf("reading page texts: %w", c.failed(ctx, err))
	}
	defer read.Close()
	for _, key := range keys {
		var packed []byte
		err := read.QueryRowContext(ctx, key).Scan(&packed)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading the page text of %s: %w", key, c.failed(ctx, err))
		}
		if found[key], err = c.unpack(packed); err != nil {
			return nil, fmt.Errorf("reading the page text of %s: %w", key, err)
		}
	}
	return found, nil
}

// text stores a page's text unless it is there, and returns its id, or nil for
// no text.
func (w *writer) text(ctx context.Context, text string) (any, error) {
	if text == "" {
		return nil, nil
	}
	digest := sha256.Sum256([]byte(text))
	var id int64
	err := w.findText.QueryRowContext(ctx, digest[:]).Scan(&id)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	packed, err := w.pack(text)
	if err != nil {
		return nil, err
	}
	done, err := w.addText.ExecContext(ctx, digest[:], packed)
	if err != nil {
		return nil, err
	}
	return done.LastInsertId()
}

// pack compresses text. A compressor is 800 KB, so one serves all of a cache's
// texts.
func (w *writer) pack(text string) ([]byte, error) {
	var b bytes.Buffer
	if *w.flate == nil {
		var err error
		if *w.flate, err = flate.NewWriter(&b, flate.DefaultCompression); err != nil {
			return nil, err
		}
	}
	(*w.flate).Reset(&b)
	if _, err := io.WriteString(*w.flate, text); err != nil {
		return nil, err
	}
	err := (*w.flate).Close()
	return b.Bytes(), err
}

func (c *Cache) unpack(packed []byte) (string, error) {
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return "", &Error{c.path, Damaged, err}
	}
	return string(text), nil
}
