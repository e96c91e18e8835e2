package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"loccit/report"
)

// replaceFile puts data in place of was, which the file path holds, and keeps
// was in a file beside it, whose name it returns. Whoever reads path sees the
// old file or the new one, whole; its mode stays.
func replaceFile(path string, was, data []byte) (backup string, err error) {
	place, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", plainError(err)
	}
	info, err := os.Stat(place)
	if err != nil {
		return "", plainError(err)
	}
	if !info.Mode().IsRegular() {
		return "", errors.New("not a regular file; nothing was written")
	}
	if info.Mode().Perm()&0o200 == 0 {
		return "", errors.New("no permission to write it; nothing was written")
	}
	now, err := os.ReadFile(place)
	if err != nil {
		return "", plainError(err)
	}
	if !bytes.Equal(now, was) {
		return "", errors.New("the file was changed meanwhile; nothing was written")
	}
	if backup, err = keep(place, was, info.Mode().Perm()); err != nil {
		return "", fmt.Errorf("keeping what it was: %w", plainError(err))
	}
	beside := report.Beside(place)
	err = writeNew(beside, data, info.Mode().Perm())
	if err == nil {
		err = os.Rename(beside, place)
	}
	if err != nil {
		if gone := os.Remove(beside); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
		return "", errors.Join(fmt.Errorf("writing it: %w", plainError(err)), os.Remove(backup))
	}
	return backup, nil
}

// keep writes data to the first of path.orig, path.orig.2, path.orig.3, ...
// that is not there.
func keep(path string, data []byte, mode fs.FileMode) (string, error) {
	for n := 1; ; n++ {
		name := path + ".orig"
		if n > 1 {
			name = fmt.Sprintf("%s.%d", name, n)
		}
		err := writeNew(name, data, mode)
		if !errors.Is(err, fs.ErrExist) {
			return name, err
		}
	}
}

// writeNew writes a file that must not be there yet, to the disk.
func writeNew(path string, data []byte, mode fs.FileMode) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Chmod(mode); err != nil {
		return err
	}
	return f.Sync()
}

// checksum is the SHA-256 of data, as Document.SHA256 has it.
func checksum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
