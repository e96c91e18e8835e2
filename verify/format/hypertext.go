package format

import (
	"net/url"
	"path"
	"strings"

	"loccit/verify"
)

// A hypertext is one or more files of marked-up pages laid flat: the text that
// a reader sees, and those of their elements that notes are found by. Files
// are added in reading order; document then finds the notes, across files too.
// The name of a file is what links call it by, relative to one common folder.
type hypertext struct {
	prose
	elements []element // in the order of their start tags
	ids      []string  // of all elements, in one row
	links    []int     // the elements that lead somewhere
	files    []string
	italics  []verify.Span
	raised   []verify.Span // numbers set above the line, sorted
	quoted   []verify.Span // block quotations, by their ends
	title    string
}

// An element is a piece of a page that a note may be made of. Numbers of
// elements are indices in hypertext.elements.
type element struct {
	parent int // -1 for none
	last   int // the last element within it, itself where it has none
	block  int // the nearest element around it, or itself, that stands on its own
	span   verify.Span
	file   int
	ids    []string
	href   string
	nature
	hint    hint
	ordinal string // what a list prints before it
}

// A nature is what an element is, its ancestors considered.
type nature struct {
	name    string
	isBlock bool
	item    bool // li, dt, dd, tr, td: one of several alike
	heading bool // it is a heading, or within one
	nav     bool // it is part of a table of contents or a menu
	raised  bool // it is superscript, or within one
	root    bool // html, body, main: holds everything
}

// A hint is what the author of a page says of an element, in the vocabulary of
// DPUB-ARIA (https://www.w3.org/TR/dpub-aria-1.1/), of EPUB, of Word, or by a
// class. It is believed where the links say nothing else.
type hint uint8

const (
	noHint hint = iota
	hintCall
	hintBack
	hintNote
	hintList // of notes
)

// number gives id to an element; two elements with one id are both kept.
func (h *hypertext) numbered() map[string][]int {
	ids := map[string][]int{}
	for i := range h.elements {
		e := &h.elements[i]
		for _, id := range e.ids {
			key := h.files[e.file] + "#" + id
			ids[key] = append(ids[key], i)
		}
	}
	return ids
}

// A jump is a link within the hypertext.
type jump struct {
	from int
	key  string // file and id
	to   []int  // the elements of that id; empty where there is none
	away bool   // it leads to a file that is not at hand
}

// jumps resolves the links within the hypertext.
func (h *hypertext) jumps() []jump {
	ids := h.numbered()
	alias := h.aliases(ids)
	var jumps []jump
	for _, i := range h.links {
		e := &h.elements[i]
		base, fragment, ok := strings.Cut(e.href, "#")
		if !ok || fragment == "" {
			continue
		}
		if plain, err := url.PathUnescape(fragment); err == nil {
			if _, raw := ids[h.files[e.file]+"#"+fragment]; !raw {
				fragment = plain
			}
		}
		file, known := h.fileOf(e.file, base, alias)
		j := jump{from: i, key: file + "#" + fragment, away: !known}
		if known {
			j.to = ids[j.key]
		}
		jumps = append(jumps, j)
	}
	return jumps
}

// fileOf is the file that a link in file from means by base.
func (h *hypertext) fileOf(from int, base string, alias map[string]bool) (string, bool) {
	if base == "" {
		return h.files[from], true
	}
	if plain, err := url.PathUnescape(base); err == nil && !strings.Contains(base, "://") {
		name := path.Join(path.Dir(h.files[from]), plain)
		for _, f := range h.files {
			if f == name {
				return f, true
			}
		}
	}
	if alias[base] {
		return h.files[from], true
	}
	return base, false
}

// aliases are the addresses by which a single file seems to call itself: every
// fragment that links give them is an id of the file. A saved web page often
// writes its own address before each fragment.
func (h *hypertext) aliases(ids map[string][]int) map[string]bool {
	alias := map[string]bool{}
	if len(h.files) != 1 {
		return alias
	}
	for _, i := range h.links {
		base, fragment, ok := strings.Cut(h.elements[i].href, "#")
		if !ok || base == "" || fragment == "" {
			continue
		}
		_, here := ids[h.files[0]+"#"+fragment]
		if all, seen := alias[base]; !seen || all {
			alias[base] = here
		}
	}
	return alias
}

// words is what a reader sees of an element.
func (h *hypertext) words(i int) string {
	s := h.elements[i].span
	return string(h.text[s.Start:s.End])
}

// holds tells whether element i is a part of element of, or is it.
func (h *hypertext) holds(of, i int) bool { return of >= 0 && of <= i && i <= h.elements[of].last }
