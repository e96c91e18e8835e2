// Package content reads what a page says of itself, and compares it with what
// a note claims. Bytes and notes go in, facts and checks come out: web and
// archive hand it the answers they got, cmd hands its Comparison to the judge.
package content
