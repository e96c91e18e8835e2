package format

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"loccit/verify"
)

// A hypertext is one or more files of marked-up pages laid flat: the text that
// a reader sees, and those of their elements that notes are found by. Files
// are added in reading order; document then finds the notes, across files too.
// The name of a file is what links call it by, relative to one common folder.
type hypertext struct {
	prose
	whole    string    // text, once all files are added: cut without a copy
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
	parent  int // -1 for none
	last    int // the last element within it, itself where it has none
	block   int // the nearest element around it, or itself, that stands on its own
	span    verify.Span
	href    string
	ordinal string // what a list prints before it
	ids     idRange
	file    int32 // in hypertext.files
	hint    hint
	nature
}

// An idRange are the ids of one element in hypertext.ids.
type idRange struct{ from, to int32 }

// idsOf are the ids of element i.
func (h *hypertext) idsOf(i int) []string {
	ids := h.elements[i].ids
	return h.ids[ids.from:ids.to]
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

// anchors are the ids of one file, which links lead to.
type anchors struct {
	element map[string]int // the first of its id, where there are several
	double  map[string]*double
}

// A double is an id that several elements of a file have: chapters were put
// together.
type double struct {
	elements []int
	jumps    int // that lead to it
}

// anchors are those of each file.
func (h *hypertext) anchors() []anchors {
	all := make([]anchors, len(h.files))
	for f := range all {
		all[f] = anchors{make(map[string]int, len(h.ids)/len(h.files)), map[string]*double{}}
	}
	for i := range h.elements {
		for _, id := range h.idsOf(i) {
			all[h.elements[i].file].add(id, i)
		}
	}
	return all
}

func (a *anchors) add(id string, i int) {
	first, known := a.element[id]
	switch {
	case !known:
		a.element[id] = i
	case a.double[id] == nil:
		a.double[id] = &double{elements: []int{first, i}}
	default:
		a.double[id].elements = append(a.double[id].elements, i)
	}
}

// A jump is a link within the hypertext.
type jump struct {
	from   int     // the element that is the link
	link   int     // its place in hypertext.links
	to     int     // the element of that id, -1 where there is none
	double *double // the elements, where there are several
	rank   int     // among the jumps that lead to the double
	away   bool    // it leads to a file that is not at hand
}

// jumps resolves the links within the hypertext.
func (h *hypertext) jumps() []jump {
	known := h.anchors()
	alias := h.aliases(known)
	jumps := make([]jump, 0, len(h.links))
	for link, i := range h.links {
		e := &h.elements[i]
		base, fragment, ok := strings.Cut(e.href, "#")
		if !ok || fragment == "" {
			continue
		}
		if plain, err := url.PathUnescape(fragment); err == nil && plain != fragment {
			if _, raw := known[e.file].element[fragment]; !raw {
				fragment = plain
			}
		}
		j := jump{from: i, link: link, to: -1}
		if file, here := h.fileOf(e.file, base, alias); here {
			j.lead(&known[file], fragment)
		} else {
			j.away = true
		}
		jumps = append(jumps, j)
	}
	return jumps
}

// lead lets a jump lead to an id of a file.
func (j *jump) lead(file *anchors, id string) {
	i, ok := file.element[id]
	if !ok {
		return
	}
	j.to = i
	if j.double = file.double[id]; j.double != nil {
		j.rank = j.double.jumps
		j.double.jumps++
	}
}

// fileOf is the file that a link in file from means by base, and whether it is
// at hand.
func (h *hypertext) fileOf(from int32, base string, alias map[string]bool) (int32, bool) {
	if base == "" {
		return from, true
	}
	if plain, err := url.PathUnescape(base); err == nil && !strings.Contains(base, "://") {
		if f := slices.Index(h.files, path.Join(path.Dir(h.files[from]), plain)); f >= 0 {
			return int32(f), true
		}
	}
	return from, alias[base]
}

// aliases are the addresses by which a single file seems to call itself: every
// fragment that links give them is an id of the file. A saved web page often
// writes its own address before each fragment.
func (h *hypertext) aliases(known []anchors) map[string]bool {
	alias := map[string]bool{}
	if len(h.files) != 1 {
		return alias
	}
	for _, i := range h.links {
		base, fragment, ok := strings.Cut(h.elements[i].href, "#")
		if !ok || base == "" || fragment == "" {
			continue
		}
		_, here := known[0].element[fragment]
		if all, seen := alias[base]; !seen || all {
			alias[base] = here
		}
	}
	return alias
}

// words is what a reader sees of an element.
func (h *hypertext) words(i int) string {
	s := h.elements[i].span
	return h.whole[s.Start:s.End]
}

// holds tells whether element i is a part of element of, or is it.
func (h *hypertext) holds(of, i int) bool { return of >= 0 && of <= i && i <= h.elements[of].last }
