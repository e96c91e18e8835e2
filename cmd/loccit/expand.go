package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// expand finds the files that args name, each once. What cannot be looked
// through is said on standard error and counted.
func (c *cli) expand(args []string) (paths []string, failed int) {
	for _, a := range args {
		found, gaps := expandOne(a)
		for _, g := range gaps {
			failed++
			c.errorf("%s: %v", g.path, g.err)
		}
		paths = append(paths, found...)
	}
	return dedupe(paths), failed
}

// errNoFile is that of pipes, sockets and devices that stand among documents: who
// opens them may wait for ever. One that is named itself is opened.
var errNoFile = errors.New("neither a file nor a folder")

// A gap is a place where documents were to be found, and why none was.
type gap struct {
	path string
	err  error
}

func expandOne(arg string) ([]string, []gap) {
	if arg == "-" || isURL(arg) {
		return []string{arg}, nil
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return folder(arg)
	case err == nil:
		return []string{arg}, nil
	case !strings.ContainsAny(arg, "*?[{"):
		return nil, []gap{{arg, missingFile(arg, err)}}
	}
	return glob(arg)
}

// glob finds the files that a pattern matches, links that lead nowhere among
// them: who reads those says so.
func glob(pattern string) (files []string, gaps []gap) {
	base, rest := doublestar.SplitPattern(filepath.ToSlash(filepath.Clean(pattern))) // ** is any depth of folders
	watched := &watchedFS{FS: os.DirFS(base)}
	found, err := doublestar.Glob(watched, rest)
	if err != nil {
		return nil, []gap{{pattern, errors.New("not a glob: " + err.Error())}}
	}
	slices.Sort(found)
	gaps = below(base, watched.gaps)
	for _, f := range found {
		f = filepath.Join(base, filepath.FromSlash(f))
		switch info, err := os.Stat(f); {
		case err == nil && !info.IsDir() && !info.Mode().IsRegular():
			gaps = append(gaps, gap{f, errNoFile})
		case err != nil || !info.IsDir():
			files = append(files, f)
		}
	}
	if len(found)+len(gaps) == 0 {
		gaps = []gap{{pattern, errors.New("matches no file")}}
	}
	return files, gaps
}

// A watchedFS notes where its reader was not let in: doublestar passes over that.
type watchedFS struct {
	fs.FS
	gaps []gap // with paths as FS has them, each once
}

// ReadDir is that of fs.ReadDirFS.
func (w *watchedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(w.FS, name)
	w.note(name, err)
	return entries, err
}

// Stat is that of fs.StatFS.
func (w *watchedFS) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(w.FS, name)
	w.note(name, err)
	return info, err
}

func (w *watchedFS) note(name string, err error) {
	known := func(g gap) bool { return g.path == name }
	if errors.Is(err, fs.ErrPermission) && !slices.ContainsFunc(w.gaps, known) {
		w.gaps = append(w.gaps, gap{name, plainError(err)})
	}
}

// below gives the paths of gaps, which a file system of dir has, as they are from here.
func below(dir string, gaps []gap) []gap {
	for i := range gaps {
		gaps[i].path = filepath.Join(dir, filepath.FromSlash(gaps[i].path))
	}
	return gaps
}

// missingFile names the file of the same folder that was most likely meant.
func missingFile(arg string, err error) error {
	plain := plainError(err)
	if target, unlinked := os.Readlink(arg); unlinked == nil && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("a link to %s, which is not there", target)
	}
	entries, _ := os.ReadDir(filepath.Dir(arg))
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if n := nearest(filepath.Base(arg), names); n != "" && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w; did you mean %s?", plain, filepath.Join(filepath.Dir(arg), n))
	}
	return plain
}

// endings are the endings of file names that are taken for documents when a
// folder is read; a file that is named itself is always tried.
var endings = []string{".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".odt", ".fodt",
	".epub", ".pdf", ".tex", ".ltx", ".latex", ".wiki", ".mediawiki", ".dokuwiki", ".xml", ".dbk", ".docbook", ".rtf", ".urls"}

// folder finds the documents below dir, hidden ones left out, in the order of
// their names, and the folders below it that cannot be looked into.
func folder(dir string) ([]string, []gap) {
	found, gaps := documentsOf(os.DirFS(dir))
	gaps = below(dir, gaps)
	for i := range found {
		found[i] = filepath.Join(dir, filepath.FromSlash(found[i]))
	}
	if len(found)+len(gaps) == 0 {
		gaps = []gap{{dir, fmt.Errorf("no document in this folder (it was searched for %s)", strings.Join(endings, " "))}}
	}
	return found, gaps
}

// documentsOf is folder, with paths as fsys has them.
func documentsOf(fsys fs.FS) (found []string, gaps []gap) {
	_ = fs.WalkDir(fsys, ".", func(path string, e fs.DirEntry, err error) error { // which returns no error
		hidden := strings.HasPrefix(filepath.Base(path), ".") && path != "."
		switch {
		case err != nil:
			gaps = append(gaps, gap{path, plainError(err)})
		case e.IsDir() && hidden:
			return fs.SkipDir
		case !e.IsDir() && !hidden && slices.Contains(endings, strings.ToLower(filepath.Ext(path))):
			if info, err := fs.Stat(fsys, path); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
				gaps = append(gaps, gap{path, errNoFile})
			} else {
				found = append(found, path)
			}
		}
		return nil
	})
	return found, gaps
}

func dedupe(paths []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(paths, func(p string) bool {
		clean := p
		if !isURL(p) {
			clean = filepath.Clean(p)
		}
		was := seen[clean]
		seen[clean] = true
		return was
	})
}
