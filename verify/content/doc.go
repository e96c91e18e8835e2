// Package content compares pages with what notes claim of them.
package content
