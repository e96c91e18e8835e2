package report

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"loccit/verify"
)

// Save writes r to the file path in the format of f. The report is written
// beside its place and renamed, so that whoever reads path sees the old report
// or the new one, whole. Where path is no regular file (a terminal, a pipe), it
// is written to as it is; where it is a link, the file that it leads to is
// replaced.
func Save(path string, f Writer, r *verify.Report, o Options) error {
	place, err := placeOfFile(path)
	if err != nil {
		return fmt.Errorf("saving the %s report: %w", f.Name, err)
	}
	info, err := os.Stat(place)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return saveInto(place, os.O_WRONLY, f, r, o)
	case err == nil:
		return saveBeside(place, info.Mode().Perm(), f, r, o)
	case errors.Is(err, fs.ErrNotExist):
		return saveBeside(place, 0, f, r, o)
	}
	return fmt.Errorf("saving the %s report: %w", f.Name, err)
}

// placeOfFile is path, or what it leads to where it is a link to a file that
// exists.
func placeOfFile(path string) (string, error) {
	place, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, nil
	}
	return place, err
}

// saveBeside writes a file beside place and renames it. Without a mode of an
// older report the umask decides who may read it.
func saveBeside(place string, mode fs.FileMode, f Writer, r *verify.Report, o Options) error {
	beside := filepath.Join(filepath.Dir(place), "."+filepath.Base(place)+"."+rand.Text()[:8])
	if err := saveInto(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, f, r, o); err != nil {
		return errors.Join(err, ignoreMissing(os.Remove(beside)))
	}
	if mode != 0 {
		if err := os.Chmod(beside, mode); err != nil {
			return errors.Join(fmt.Errorf("saving the %s report: %w", f.Name, err), os.Remove(beside))
		}
	}
	if err := os.Rename(beside, place); err != nil {
		return errors.Join(fmt.Errorf("saving the %s report: %w", f.Name, err), os.Remove(beside))
	}
	return nil
}

func saveInto(path string, flag int, f Writer, r *verify.Report, o Options) (err error) {
	file, err := os.OpenFile(path, flag, 0o666)
	if err != nil {
		return fmt.Errorf("saving the %s report: %w", f.Name, err)
	}
	defer func() {
		if closed := file.Close(); err == nil && closed != nil {
			err = fmt.Errorf("saving the %s report: %w", f.Name, closed)
		}
	}()
	return f.Write(file, r, o)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// SaveBaseline writes b to the file path as Save writes a report.
func SaveBaseline(path string, b *verify.Baseline) error {
	f := Writer{Name: "baseline", write: func(w *bufio.Writer, _ *verify.Report, _ Options) error {
		_, err := w.Write(b.Bytes())
		return err
	}}
	return Save(path, f, nil, Options{})
}
