package format

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// What an archive may unpack to. A manuscript of a thousand pages has some
// 20 MB of XML; more than these is a bomb or no manuscript.
const (
	maxEntry   = 160 << 20 // bytes of one entry
	maxArchive = 320 << 20 // bytes of all entries that are read
	maxEntries = 1 << 16
)

// An archive reads the entries of a zip file in memory. Nothing is ever
// written to disk.
type archive struct {
	entries map[string]*zip.File // by name, as opened
	left    int64                // bytes that may still be unpacked
}

// openArchive reads the directory of a zip file.
func openArchive(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("the file is cut off or damaged, for the directory of its zip archive cannot be read: %w", err)
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("the zip archive has %d entries, more than the %d that are read", len(z.File), maxEntries)
	}
	a := &archive{entries: make(map[string]*zip.File, len(z.File)), left: maxArchive}
	for _, f := range z.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if _, twice := a.entries[name]; !twice && safeName(name) {
			a.entries[name] = f
		}
	}
	return a, nil
}

// has reports whether the archive holds an entry of that name.
func (a *archive) has(name string) bool { return a.entries[name] != nil }

// read unpacks one entry.
func (a *archive) read(name string) ([]byte, error) {
	f := a.entries[name]
	if f == nil {
		return nil, fmt.Errorf("%s is missing from the zip archive", name)
	}
	if f.Flags&1 != 0 {
		return nil, fmt.Errorf("%s is encrypted with a password; save the file again without one", name)
	}
	if limit := min(maxEntry, a.left); f.UncompressedSize64 > uint64(limit) {
		return nil, fmt.Errorf("%s unpacks to %d MB, more than the %d MB that are read", name, f.UncompressedSize64>>20, limit>>20)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("unpacking %s: %w", name, err)
	}
	defer r.Close()
	// The size is as the archive says, so the room is given in one go only
	// while it is plausible: deflate packs at most 1032 to 1.
	room := min(int64(f.UncompressedSize64), int64(f.CompressedSize64)*1032+1)
	b := bytes.NewBuffer(make([]byte, 0, room+bytes.MinRead))
	if _, err := b.ReadFrom(io.LimitReader(r, maxEntry+1)); err != nil {
		return nil, fmt.Errorf("%s is damaged: %w", name, err)
	}
	if a.left -= int64(b.Len()); b.Len() > maxEntry || a.left < 0 {
		return nil, fmt.Errorf("%s unpacks to more than is read", name)
	}
	return b.Bytes(), nil
}

// scan starts reading one entry as XML.
func (a *archive) scan(name string) (*xmlScanner, error) {
	data, err := a.read(name)
	if err != nil {
		return nil, err
	}
	s, err := newXMLScanner(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// safeName reports whether an entry's name stays inside the archive. Nothing
// is unpacked to disk, yet a name that climbs is no document's own.
func safeName(name string) bool {
	if name == "" || path.IsAbs(name) {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return false
		}
	}
	return true
}

// within resolves a link of the entry base to the name of another entry of the
// archive; it is not ok where the link leaves the archive.
func within(base, href string) (name string, ok bool) {
	if path.IsAbs(href) {
		href = strings.TrimPrefix(path.Clean(href), "/")
	} else {
		href = path.Join(path.Dir(base), href)
	}
	return href, safeName(href)
}

const zipMagic, zipLocal, oleMagic = "PK\x03\x04", 30, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// zipStart returns the name and the beginning of the first entry of a zip
// file, which stand at its start: so a file that was cut off is known too. The
// entry's bytes are as stored, for formats that put their media type there.
func zipStart(data []byte) (name string, stored []byte) {
	if len(data) < zipLocal || string(data[:len(zipMagic)]) != zipMagic {
		return "", nil
	}
	n := int(data[26]) | int(data[27])<<8
	extra := int(data[28]) | int(data[29])<<8
	rest := data[zipLocal:]
	if len(rest) < n {
		return "", nil
	}
	name = string(rest[:n])
	if len(rest) > n+extra {
		stored = rest[n+extra:]
	}
	return name, stored
}
