package format

import (
	"strconv"
	"strings"
)

// texRefs are the numbers that \ref prints. A label may stand behind what
// refers to it ("infra note 12"), so a text with such is read twice, the second
// time with what the first found.
type texRefs struct {
	notes    map[string]int    // \label within a note -> the note
	words    map[string]string // \label -> the number of its note or section
	known    map[string]string // words of the first reading
	ahead    map[string]bool   // asked for before its label
	sections [4]int            // chapter, section, subsection, subsubsection
	appendix bool
}

// texDepth is how many open groups around a label are looked at.
const texDepth = 64

func newTexRefs() texRefs {
	return texRefs{notes: map[string]int{}, words: map[string]string{}, ahead: map[string]bool{}}
}

// sectionLevel is where the counter of a heading is, -1 for one without.
func sectionLevel(heading string) int {
	switch heading {
	case "chapter":
		return 0
	case "section":
		return 1
	case "subsection":
		return 2
	case "subsubsection":
		return 3
	}
	return -1
}

// count steps the counter of a heading.
func (r *texRefs) count(heading string) {
	level := sectionLevel(heading)
	if level < 0 {
		return
	}
	r.sections[level]++
	clear(r.sections[level+1:])
}

// section is the number of the section that is being read: 2.1; empty before
// the first.
func (r *texRefs) section() string {
	var parts []string
	for level, n := range r.sections {
		if n == 0 && len(parts) == 0 {
			continue
		}
		if n == 0 {
			break
		}
		if r.appendix && level < 2 && len(parts) == 0 {
			parts = append(parts, ordinal(n, "A"))
			continue
		}
		parts = append(parts, strconv.Itoa(n))
	}
	return strings.Join(parts, ".")
}

// refMacro reads labels and what refers to them.
func (x *texWalk) refMacro(name string, at int) bool {
	switch name {
	case "ref", "autoref", "cref", "Cref":
		x.next('*')
		id := x.arg().text
		words, ok := x.refs.words[id]
		if !ok {
			x.refs.ahead[id] = true
			words, ok = x.refs.known[id]
		}
		if !ok || words == "" {
			words = "[" + id + "]" // of a figure, a table, or nothing
		}
		x.say(words, at)
	case "label":
		id := x.arg().text
		if n := x.within(); n >= 0 {
			x.refs.notes[id], x.refs.words[id] = n, x.notes[n].label
		} else {
			x.refs.words[id] = x.sectionHere()
		}
	case "appendix":
		x.refs.appendix = true
		clear(x.refs.sections[:])
	default:
		return false
	}
	return true
}

// sectionHere is what a label names that stands here, empty in an environment:
// figures, tables and formulas have counters of their own.
func (x *texWalk) sectionHere() string {
	for _, g := range x.groups[max(0, len(x.groups)-texDepth):] {
		switch strings.TrimSuffix(g.env, "*") {
		case "", "document", "quote", "quotation", "center", "abstract", "flushleft", "flushright", "multicols":
		default:
			return ""
		}
	}
	return x.refs.section()
}

// again reports whether a second reading knows more than the first.
func (r *texRefs) again() bool {
	for id := range r.ahead {
		if r.words[id] != "" {
			return true
		}
	}
	return false
}
