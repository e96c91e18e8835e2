// Package cache remembers observations and runs in one SQLite file. Commands
// open it and hand it to the pipeline as a verify.Store; verdicts are never
// kept in it, so that a changed rule or setting needs no new visit.
//
// It is the only package that knows SQL. The tables are those of migrations/;
// a new version adds a file there and never edits an old one. The first
// statement of a migration must fail when it is made twice, for two processes
// may try it at once, and its last one sets user_version to its number: that is
// how a program too old for a file knows so before it touches it.
package cache
