// Package mend writes what was found out back into manuscripts: a repaired URL
// in place of a damaged one, and the link of a snapshot behind a dead one. The
// bytes of a file, its Document and some Orders go in; the bytes of the mended
// file come out, with what was left undone and why. It does no I/O: the command
// line brings the bytes and writes them.
//
// Document.Text is not what stands in the file. In a format that has lines, the
// place of a note leads to the stretch of the file that holds it (lines.go),
// where the URL is sought as the format may write it: broken over lines, with
// escapes, as the target of a link (walk.go). A DOCX or an ODT is a zip file of
// XML; of it, the entries that change are spliced and all others are copied as
// they are (office.go).
//
// What could be meant in two ways is left alone. Nothing is taken for granted
// either: the mended file is read again, and an order that does not read as it
// should, or that touches another word, is undone (mend.go).
package mend
