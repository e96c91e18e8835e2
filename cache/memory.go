package cache

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Change replaces what is kept under name by what change makes of it; nobody
// else changes it meanwhile, not in another process either. What was never kept
// is nil, and nil forgets. change must not use the cache.
func (c *Cache) Change(ctx context.Context, name string, change func(was []byte) ([]byte, error)) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		var was []byte
		err := tx.QueryRowContext(ctx, "SELECT value FROM memory WHERE name = ?", name).Scan(&was)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		value, err := change(was)
		switch {
		case err != nil:
			return err
		case value == nil:
			_, err = tx.ExecContext(ctx, "DELETE FROM memory WHERE name = ?", name)
		default:
			_, err = tx.ExecContext(ctx, "INSERT INTO memory (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("changing what is kept as %s: %w", name, err)
	}
	return nil
}
