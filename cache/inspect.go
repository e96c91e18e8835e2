package cache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ours is the application_id in the header of every cache: "lcct".
const ours = 0x6c636374

// header is the size of the header of an SQLite file, see
// https://www.sqlite.org/fileformat.html#the_database_header.
const header = 100

// inspect looks at the file before SQLite does, for SQLite writes as soon as it
// opens: a log, an index to it, a rollback. fresh reports that there is no cache
// yet: no file, an empty one, or one that a killed run had only begun.
func inspect(path string) (fresh bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, &Error{path, Unusable, err}
	case info.IsDir():
		return false, &Error{path, Folder, nil}
	case !info.Mode().IsRegular():
		return false, &Error{path, Unusable, errors.New("not a regular file")}
	}
	if err := writable(path, info); err != nil {
		return false, err
	}
	if info.Size() == 0 {
		return true, nil
	}
	return readHeader(path, info)
}

// writable honours the mode bits even where the user may do anything: who made
// a file read-only meant it, and root's jobs run on other people's files.
func writable(path string, info fs.FileInfo) error {
	if info.Mode().Perm()&0o222 == 0 {
		return &Error{path, ReadOnly, nil}
	}
	folder, err := os.Stat(filepath.Dir(path))
	if err == nil && folder.Mode().Perm()&0o222 == 0 {
		return &Error{path, ReadOnly, nil}
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return &Error{path, ReadOnly, err}
	}
	return f.Close()
}

// readHeader judges by the header what was seen of the file before.
func readHeader(path string, before fs.FileInfo) (fresh bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return false, &Error{path, Unusable, err}
	}
	defer f.Close()
	var h [header]byte
	if _, err := io.ReadFull(f, h[:]); err != nil || string(h[:16]) != "SQLite format 3\x00" {
		return false, &Error{path, NotDatabase, nil}
	}
	number := func(at int) int64 { return int64(binary.BigEndian.Uint32(h[at:])) }
	if id := number(68); id != ours {
		// SQLite makes the first page before it can be told whose it is.
		begun := id == 0 && number(40) == 0 && number(28) <= 2
		if begun {
			return true, nil
		}
		return false, &Error{path, Foreign, nil}
	}
	if version := number(60); version > newest {
		return false, newer(path, version)
	}
	if cutShort(path, h, before) {
		return false, &Error{path, Damaged, errors.New("cut short")}
	}
	return false, nil
}

func newer(path string, version int64) error {
	return &Error{path, Newer, fmt.Errorf("its version is %d, this program knows %d", version, newest)}
}

// cutShort reports whether pages are missing. A process that ends meanwhile moves
// its log into the file: then header and size belong to different moments, and
// check, which takes SQLite's lock where it must, is left to judge.
func cutShort(path string, h [header]byte, before fs.FileInfo) bool {
	return !whole(h, before.Size()) && !logged(path) && unchanged(path, before)
}

// unchanged reports whether nobody wrote the file since before.
func unchanged(path string, before fs.FileInfo) bool {
	now, err := os.Stat(path)
	return err == nil && now.Size() == before.Size() && now.ModTime().Equal(before.ModTime())
}

// whole reports whether a file has all the pages that its header counts. The
// count holds where nothing waits in the write-ahead log.
func whole(h [header]byte, size int64) bool {
	page := int64(binary.BigEndian.Uint16(h[16:]))
	if page == 1 {
		page = 65536
	}
	counted := binary.BigEndian.Uint32(h[24:]) == binary.BigEndian.Uint32(h[92:])
	return !counted || size >= page*int64(binary.BigEndian.Uint32(h[28:]))
}

// logged reports whether something may wait in the write-ahead log: another
// process is at work, or one was killed.
func logged(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}
