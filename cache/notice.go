package cache

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/go-json-experiment/json"

	"loccit/verify"
)

// queue keeps a notice until Sent. One that waits already stays as it is.
func queue(ctx context.Context, tx *sql.Tx, n verify.NightNotice) error {
	raw, err := json.Marshal(n, format)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO notice (name, body) VALUES (?, ?) ON CONFLICT DO NOTHING", n.ID, string(raw))
	return err
}

// Notices are those that wait to be sent, oldest first.
func (c *Cache) Notices(ctx context.Context) ([]verify.NightNotice, error) {
	list, err := c.notices(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the notices that wait: %w", c.failed(ctx, err))
	}
	return list, nil
}

func (c *Cache) notices(ctx context.Context) (list []verify.NightNotice, err error) {
	rows, err := c.db.QueryContext(ctx, "SELECT body FROM notice ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			raw string
			n   verify.NightNotice
		)
		if err := rows.Scan(&raw); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(raw), &n, format); err != nil {
			return nil, &Error{c.path, Damaged, err}
		}
		list = append(list, n)
	}
	return list, rows.Err()
}

// Sent forgets a notice: it was sent, or never can be.
func (c *Cache) Sent(ctx context.Context, id string) error {
	err := c.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM notice WHERE name = ?", id)
		return err
	})
	if err != nil {
		return fmt.Errorf("noting that a notice was sent: %w", err)
	}
	return nil
}
