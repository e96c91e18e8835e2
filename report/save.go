package report

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"loccit/verify"
)

// Save writes r to the file path in the format of f. The report is written
// beside its place and renamed, so that whoever reads path sees the old report
// or the new one, whole. Where path is no regular file (a terminal, a pipe), it
// is written to as it is; where it is a link, the file that it leads to is
// replaced.
func Save(path string, f Writer, r *verify.Report, o Options) error {
	s, err := Reserve(path)
	if err != nil {
		return err
	}
	if err := s.Write(f, r, o); err != nil {
		return err
	}
	if err := s.Put(); err != nil {
		return errors.Join(err, s.Drop())
	}
	return nil
}

// A Staged report is written in full beside its place, and takes that place
// when it is Put there.
type Staged struct {
	Place  string
	Beside string // empty where Place is no regular file: that is written to when it is Put

	mode  fs.FileMode // of an older report; 0 for none
	write func() error
}

// Reserve chooses where a report for the file path lies until it is Put. Nothing
// is written yet.
func Reserve(path string) (*Staged, error) {
	place, err := placeOfFile(path)
	if err != nil {
		return nil, fmt.Errorf("saving a report: %w", err)
	}
	s := &Staged{Place: place}
	info, err := os.Stat(place)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return s, nil
	case err == nil:
		s.mode = info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("saving a report: %w", err)
	}
	s.Beside = Beside(place)
	return s, nil
}

// Beside is a name in the folder of the file place that nobody has, for what is
// to take its place. Where place's own name is as long as names may be, the
// beginning of it has to do.
func Beside(place string) string {
	const most = 200 // bytes, of 255
	base := filepath.Base(place)
	if len(base) > most {
		base = strings.ToValidUTF8(base[:most], "")
	}
	return filepath.Join(filepath.Dir(place), "."+base+"."+rand.Text()[:8])
}

// Write writes r beside its place. Without a mode of an older report the umask
// decides who may read it.
func (s *Staged) Write(f Writer, r *verify.Report, o Options) error {
	if s.Beside == "" {
		s.write = func() error { return saveInto(s.Place, os.O_WRONLY, f, r, o) }
		return nil
	}
	if err := saveInto(s.Beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, f, r, o); err != nil {
		return errors.Join(err, s.Drop())
	}
	if s.mode != 0 {
		if err := os.Chmod(s.Beside, s.mode); err != nil {
			return errors.Join(fmt.Errorf("saving the %s report: %w", f.Name, err), s.Drop())
		}
	}
	return nil
}

// Put lets the report take its place, in one step.
func (s *Staged) Put() error {
	if s.Beside == "" {
		return s.write()
	}
	if err := os.Rename(s.Beside, s.Place); err != nil {
		return fmt.Errorf("saving a report: %w", err)
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
