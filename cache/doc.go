// Package cache remembers observations and runs in SQLite.
package cache
