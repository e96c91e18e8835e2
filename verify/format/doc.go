// Package format holds one Reader for each format of manuscript. Bytes of one
// file go in; a verify.Document with its notes and their calls comes out. The
// package does no I/O: the command line brings the bytes, verify.Read picks
// the Reader.
//
// A new format is one file with a Reader, one line in Readers, and one line in
// the table of the corpus test.
package format
