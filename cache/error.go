package cache

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/mattn/go-sqlite3"
)

// A Problem is what keeps a file from serving as a cache.
type Problem int

const (
	Unusable    Problem = iota // none of the others: see Error.Err
	NotDatabase                // its bytes are not those of an SQLite database
	Foreign                    // an SQLite database that another program made
	Newer                      // made by a newer version of loccit
	ReadOnly                   // the file or its folder may not be written
	Damaged                    // its structure, or what is stored in it, does not hold together
	Folder                     // the path names a folder
	Full                       // the disk is full
	Busy                       // another process held it for longer than Options.Patience
)

// An Error says why a cache cannot be used, and what to do about it.
type Error struct {
	Path    string
	Problem Problem
	Err     error // what was found, where there is more to say
}

// Error names the file, what is wrong with it, and the remedy.
func (e *Error) Error() string { return e.say(", or run with --no-cache") }

// Needed is e for who cannot do without a cache.
func (e *Error) Needed() error { return &needed{e} }

type needed struct{ err *Error }

func (n *needed) Error() string { return n.err.say("") }
func (n *needed) Unwrap() error { return n.err }

// say is what Error says, with the last resort.
func (e *Error) say(resort string) string {
	another := "name another file with --cache" + resort
	what := map[Problem]string{
		Unusable:    "cannot be used: " + another,
		NotDatabase: "is not a cache (not an SQLite database): " + another,
		Foreign:     "is a database of another program: " + another,
		Newer:       "was written by a newer version of loccit: use that version, " + another,
		ReadOnly:    "cannot be written (the file or its folder is read-only): make it writable, " + another,
		Damaged:     "is damaged: move it away to start afresh, " + another,
		Folder:      "is a folder: name a file with --cache" + resort,
		Full:        "cannot grow, the disk is full: make room, " + another,
		Busy:        "is held by another process: wait for it to end, " + another,
	}[e.Problem]
	if e.Err == nil {
		return fmt.Sprintf("cache %s %s", e.Path, what)
	}
	return fmt.Sprintf("cache %s %s (%v)", e.Path, what, e.Err)
}

// Unwrap returns what was found.
func (e *Error) Unwrap() error { return e.Err }

// unopened wraps err, for which a cache could not be opened, in an Error.
func unopened(path string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &Error{path, problem(err), err}
}

// explain wraps err in an Error where it says something about the file as a
// whole. Other errors, a cancelled context among them, stay as they are.
func explain(path string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if p := problem(err); p != Unusable {
		return &Error{path, p, err}
	}
	return err
}

func problem(err error) Problem {
	if errors.Is(err, fs.ErrPermission) {
		return ReadOnly
	}
	var failure sqlite3.Error
	if !errors.As(err, &failure) {
		return Unusable
	}
	switch failure.Code {
	case sqlite3.ErrNotADB:
		return NotDatabase
	case sqlite3.ErrCorrupt, sqlite3.ErrFormat:
		return Damaged
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrCantOpen:
		return ReadOnly
	case sqlite3.ErrFull:
		return Full
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return Busy
	}
	return Unusable
}
