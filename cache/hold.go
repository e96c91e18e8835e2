package cache

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// A Holder is the process that works a night on a cache.
type Holder struct {
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Since time.Time `json:"since"`
}

// String names the process as a person looks for it.
func (h Holder) String() string {
	if h.PID == 0 {
		return "another process"
	}
	return fmt.Sprintf("process %d on %s, since %s", h.PID, h.Host, h.Since.Local().Format(time.DateTime))
}

// A Held is the error of Hold where somebody else works a night on the cache.
type Held struct {
	Path string // of the cache
	By   Holder
}

// Error says who holds the cache, and what to do.
func (e *Held) Error() string {
	return fmt.Sprintf("another night holds the cache %s: %s; wait for it to end, or give this one another --cache", e.Path, e.By)
}

// A Hold is the right to work a night on a cache, which one process has at a
// time. It is a lock of the operating system on a file beside the cache, and
// ends with the process, however that ends.
type Hold struct {
	lock *flock.Flock
	file *os.File
	Dead *Holder // who held it before and died; nil where the last one ended well
}

// Hold takes the right to work a night. The error is a *Held where another
// process has it; nobody waits.
func (c *Cache) Hold() (*Hold, error) {
	path := c.path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // two names of one cache are one cache
	}
	path += ".night"
	lock := flock.New(path, flock.SetPermissions(0o600))
	mine, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	if !mine {
		return nil, &Held{c.path, holderOf(path)}
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("locking %s: %w", path, err), lock.Unlock())
	}
	h := &Hold{lock: lock, file: file}
	if before, err := readHolder(file); err == nil {
		h.Dead = &before
	}
	if err := h.sign(); err != nil {
		return nil, errors.Join(fmt.Errorf("locking %s: %w", path, err), h.Release())
	}
	return h, nil
}

// sign writes down who holds the lock.
func (h *Hold) sign() error {
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	raw, err := json.Marshal(Holder{os.Getpid(), host, time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return err
	}
	if err := h.file.Truncate(0); err != nil {
		return err
	}
	_, err = h.file.WriteAt(append(raw, '\n'), 0)
	return err
}

// Release ends the hold. The file stays, empty: to take it away would let two
// others lock two files of one name.
func (h *Hold) Release() error {
	return errors.Join(h.file.Truncate(0), h.file.Close(), h.lock.Unlock())
}

// holderOf reads who holds a lock. It may be taken at this moment and not be
// signed yet.
func holderOf(path string) Holder {
	for range 20 {
		if f, err := os.Open(path); err == nil {
			h, err := readHolder(f)
			f.Close()
			if err == nil {
				return h
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	return Holder{}
}

func readHolder(f *os.File) (Holder, error) {
	var h Holder
	raw, err := io.ReadAll(io.NewSectionReader(f, 0, 4096))
	if err == nil {
		err = json.Unmarshal(raw, &h)
	}
	return h, err
}
