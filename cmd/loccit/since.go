package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"loccit/verify"
)

// changedSince chooses what differs from the revision rev of the git work tree
// that each document lies in. A document in which nothing differs is left out.
func (c *cli) changedSince(ctx context.Context, rev string, docs []*verify.Document) ([]*verify.Document, error) {
	c.only = &verify.Selection{Since: rev}
	trees := map[string]*tree{}
	var kept []*verify.Document
	for _, d := range docs {
		if d.Path == "-" || isURL(d.Path) {
			return nil, fmt.Errorf("%s: --changed-since compares files of a git work tree, and this is none", d.Path)
		}
		t, name, err := treeOf(ctx, trees, rev, d.Path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.Path, err)
		}
		was, same, err := t.version(ctx, d.Path, name)
		if err != nil {
			return nil, fmt.Errorf("%s: its version of %s: %w", d.Path, rev, err)
		}
		if same || !c.only.Add(d, was) {
			c.logf("%s: nothing differs from %s", d.Path, rev)
			continue
		}
		kept = append(kept, d)
	}
	return kept, nil
}

// A tree is a git work tree and one revision of it.
type tree struct {
	top     string // its folder
	commit  string
	old     map[string]bool   // the files of the revision, with slashes
	changed map[string]string // file of the work tree that differs, to its name then; empty for a new one
}

// treeOf finds the work tree that path lies in, and the name of path in it.
func treeOf(ctx context.Context, trees map[string]*tree, rev, file string) (*tree, string, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, "", err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil {
		return nil, "", plainError(err)
	}
	top, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, "", notATree(dir, err)
	}
	root := filepath.FromSlash(strings.TrimRight(string(top), "\r\n"))
	t := trees[root]
	if t == nil {
		if t, err = openTree(ctx, root, rev); err != nil {
			return nil, "", err
		}
		trees[root] = t
	}
	name, err := filepath.Rel(root, filepath.Join(dir, filepath.Base(abs)))
	return t, filepath.ToSlash(name), err
}

func notATree(dir string, err error) error {
	if strings.Contains(err.Error(), "not a git repository") || strings.Contains(err.Error(), "work tree") {
		return fmt.Errorf("--changed-since: %s is not in a git work tree", dir)
	}
	return fmt.Errorf("--changed-since: %w", err)
}

func openTree(ctx context.Context, top, rev string) (*tree, error) {
	if rev == "" || strings.HasPrefix(rev, "-") {
		return nil, fmt.Errorf("--changed-since: %q is no revision", rev)
	}
	commit, err := git(ctx, top, "rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err != nil && rev == "HEAD" && unborn(ctx, top) {
		commit, err = git(ctx, top, "hash-object", "-t", "tree", os.DevNull) // before the first commit all is new
	}
	if err != nil {
		return nil, noSuchRevision(ctx, top, rev, err)
	}
	t := &tree{top: top, commit: strings.TrimSpace(string(commit)), old: map[string]bool{}, changed: map[string]string{}}
	files, err := git(ctx, top, "ls-tree", "-r", "-z", "--name-only", "--full-tree", t.commit)
	if err != nil {
		return nil, err
	}
	for _, f := range fields(files) {
		t.old[f] = true
	}
	diff, err := git(ctx, top, "diff-index", "-z", "-M", "--name-status", t.commit)
	if err != nil {
		return nil, err
	}
	t.read(fields(diff))
	return t, nil
}

// unborn reports whether nothing was ever committed.
func unborn(ctx context.Context, top string) bool {
	commits, err := git(ctx, top, "rev-list", "--all", "--max-count=1")
	return err == nil && len(commits) == 0
}

// read takes what git diff-index -z says: a letter and a name, or the letter R
// and two names.
func (t *tree) read(words []string) {
	for i := 0; i+1 < len(words); i += 2 {
		now := words[i+1]
		if strings.HasPrefix(words[i], "R") && i+2 < len(words) {
			i++
			t.changed[words[i+1]] = now
			continue
		}
		t.changed[now] = ""
		if t.old[now] {
			t.changed[now] = now
		}
	}
}

func fields(data []byte) []string {
	return strings.FieldsFunc(string(data), func(r rune) bool { return r == 0 })
}

func noSuchRevision(ctx context.Context, top, rev string, err error) error {
	var e *exec.ExitError
	if !errors.As(err, &e) {
		return err
	}
	hint := ""
	if shallow, err := git(ctx, top, "rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(string(shallow)) == "true" {
		hint = "; this clone is shallow: fetch more of its history first (git fetch --unshallow)"
	}
	return fmt.Errorf("--changed-since: git knows no revision %q in %s%s", rev, top, hint)
}

// version is the document as the revision has it, nil where it has none; same
// says that it is the file of the work tree. A version that cannot be read as
// a document is as good as none.
func (t *tree) version(ctx context.Context, file, name string) (was *verify.Document, same bool, err error) {
	then, differs := t.changed[name]
	switch {
	case !differs && t.old[name]:
		return nil, true, nil
	case !differs || then == "":
		return nil, false, nil // not tracked, or new
	}
	data, err := t.blob(ctx, then)
	if err != nil {
		return nil, false, err
	}
	in := verify.Input{Path: file, Data: data, Open: func(sibling string) ([]byte, error) {
		return t.blob(ctx, path.Join(path.Dir(then), sibling))
	}}
	was, err = verify.Read(in, readers(ctx))
	if err != nil {
		return nil, false, ctx.Err()
	}
	return was, false, nil
}

// blob is a file of the revision, as git would check it out.
func (t *tree) blob(ctx context.Context, name string) ([]byte, error) {
	if !t.old[name] {
		return nil, os.ErrNotExist
	}
	return git(ctx, t.top, "cat-file", "--filters", t.commit+":"+name)
}

// git runs git in dir and returns what it prints. Variables by which a hook of
// another repository would mislead it are left out.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		if name != "GIT_DIR" && name != "GIT_WORK_TREE" && name != "GIT_INDEX_FILE" && name != "GIT_PREFIX" {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "LC_ALL=C")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("--changed-since needs the program git, and there is none here")
	case err != nil && said.Len() > 0:
		return nil, fmt.Errorf("git says: %s: %w", firstLine(said.String()), err)
	case err != nil:
		return nil, fmt.Errorf("running git %s: %w", args[0], err)
	}
	return out, nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return strings.TrimPrefix(line, "fatal: ")
}
