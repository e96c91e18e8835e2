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
	s, err := Stage(path, f, r, o)
	if err != nil {
		return err
	}
	if err := s.Put(); err != nil {
		return errors.Join(err, s.Drop())
	}
	return nil
}

// A Staged report lies written in full beside its place, and takes that place
// when it is Put there.
type Staged struct {
	Place  string
	Beside string // empty where Place is no regular file: that is written to when it is Put

	name  string
	write func() error
}

// Stage writes r as Save does, but leaves it beside its place.
func Stage(path string, f Writer, r *verify.Report, o Options) (*Staged, error) {
	place, err := placeOfFile(path)
	if err != nil {
		return nil, fmt.Errorf("saving the %s report: %w", f.Name, err)
	}
	s := &Staged{Place: place, name: f.Name}
	info, err := os.Stat(place)
	switch {
	case err == nil && !info.Mode().IsRegular():
		s.write = func() error { return saveInto(place, os.O_WRONLY, f, r, o) }
		return s, nil
	case err == nil:
		return s, s.saveBeside(info.Mode().Perm(), f, r, o)
	case errors.Is(err, fs.ErrNotExist):
		return s, s.saveBeside(0, f, r, o)
	}
	return nil, fmt.Errorf("saving the %s report: %w", f.Name, err)
}

// Put lets the report take its place, in one step.
func (s *Staged) Put() error {
	if s.Beside == "" {
		return s.write()
	}
	if err := os.Rename(s.Beside, s.Place); err != nil {
		return fmt.Errorf("saving the %s report: %w", s.name, err)
	}
	return nil
}

// Drop takes away a report that was not Put.
func (s *Staged) Drop() error {
	if s.Beside == "" {
		return nil
	}
	return ignoreMissing(os.Remove(s.Beside))
}

// saveBeside writes a file beside the place. Without a mode of an older report
// the umask decides who may read it.
func (s *Staged) saveBeside(mode fs.FileMode, f Writer, r *verify.Report, o Options) error {
	s.Beside = filepath.Join(filepath.Dir(s.Place), "."+filepath.Base(s.Place)+"."+rand.Text()[:8])
	if err := saveInto(s.Beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, f, r, o); err != nil {
		return errors.Join(err, s.Drop())
	}
	if mode != 0 {
		if err := os.Chmod(s.Beside, mode); err != nil {
			return errors.Join(fmt.Errorf("saving the %s report: %w", f.Name, err), s.Drop())
		}
	}
	return nil
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
