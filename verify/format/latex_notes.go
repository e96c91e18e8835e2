package format

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// A texNote is a note with its words.
type texNote struct {
	label  string
	series int
	kind   texKind
	words  *leaf
	called bool
}

// texKind is where a note is printed: with the title, at the foot, at the end.
type texKind uint8

const (
	titleNote texKind = iota
	footNote
	endNote
)

// A texMark is a call without its note: \footnotemark.
type texMark struct {
	out    *leaf
	call   int // in out.calls
	label  string
	series int
	kind   texKind
	ref    string // the \label within the note, for \footref
}

// A texCounter counts notes as LaTeX does. The classes that have chapters
// start again at each (classes.dtx, \@addtoreset{footnote}{chapter}).
type texCounter struct {
	n         int
	series    int
	used      bool // a note has a number since the counter was set back
	byChapter bool
	within    string // another level that starts again
	format    string // the body of \thefootnote
}

// restart is told of every heading.
func (c *texCounter) restart(heading string) {
	if heading == "chapter" && c.byChapter || c.within != "" && heading == c.within {
		c.set(0)
	}
}

// set gives the counter a number. One that goes back to the start begins a new
// series, as soon as a note takes a number of it.
func (c *texCounter) set(n int) {
	if n < c.n && n == 0 && c.used {
		c.used = false
		c.series++
	}
	c.n = n
}

func (c *texCounter) step() { c.n++; c.used = true }

// label is the counter as it is printed.
func (c *texCounter) label(n int) string {
	for _, style := range [...]string{"fnsymbol", "roman", "Roman", "alph", "Alph"} {
		if !strings.Contains(c.format, "\\"+style) {
			continue
		}
		switch style {
		case "fnsymbol":
			return fnsymbol(n)
		case "roman":
			return ordinal(n, "i")
		case "Roman":
			return ordinal(n, "I")
		case "alph":
			return ordinal(n, "a")
		case "Alph":
			return ordinal(n, "A")
		}
	}
	return strconv.Itoa(n)
}

// fnsymbol are LaTeX's nine symbols (ltcounts.dtx, \@fnsymbol).
func fnsymbol(n int) string {
	symbols := [...]string{"*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡"}
	if n < 1 || n > len(symbols) {
		return strconv.Itoa(n)
	}
	return symbols[n-1]
}

// noteMacro reads notes and their calls.
func (x *texWalk) noteMacro(name string, at int) bool {
	switch name {
	case "footnote", "sidenote", "tablefootnote", "pagenote":
		x.noteHere(footNote, at)
	case "endnote":
		x.noteHere(endNote, at)
	case "thanks":
		if !x.preamble {
			x.thanks(at)
		}
	case "footnotemark":
		x.markHere(footNote, at)
	case "endnotemark":
		x.markHere(endNote, at)
	case "footnotetext":
		x.textHere(footNote)
	case "endnotetext":
		x.textHere(endNote)
	case "footref":
		x.refHere(x.arg().text, at)
	case "footcite", "footfullcite", "footcitetext", "smartcite", "footcites":
		x.footcite(at)
	case "cite", "citep", "parencite", "autocite", "textcite", "citet", "fullcite":
		x.cite(at)
	default:
		return x.refMacro(name, at)
	}
	return true
}

// within is the note that is being read, -1 for none.
func (x *texWalk) within() int {
	if x.out == x.body {
		return -1
	}
	for i := len(x.notes) - 1; i >= 0; i-- {
		if x.notes[i].words == x.out {
			return i
		}
	}
	return -1
}

func (x *texWalk) counterOf(k texKind) *texCounter {
	if k == endNote {
		return &x.end
	}
	return &x.foot
}

// number is that of the next note: the one given, or one more than the last.
func (x *texWalk) number(k texKind) string {
	c := x.counterOf(k)
	if p, ok := x.option(); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(p.text)); err == nil {
			return c.label(n)
		}
		return strings.TrimSpace(p.text)
	}
	c.step()
	return c.label(c.n)
}

func (x *texWalk) noteHere(k texKind, at int) {
	if x.preamble {
		return
	}
	label := x.number(k)
	x.callHere(label, at)
	x.openNote(k, label, true)
}

// callHere prints a call that belongs to the next note.
func (x *texWalk) callHere(label string, at int) {
	if label == "" {
		return
	}
	x.out.call(label, len(x.notes), at)
}

// openNote starts a note; its words follow in braces.
func (x *texWalk) openNote(k texKind, label string, called bool) {
	n := texNote{label: label, series: x.counterOf(k).series, kind: k, words: newLeaf(x.body.source), called: called}
	x.notes = append(x.notes, n)
	out := x.out
	in := x.peek()
	if in == nil {
		return
	}
	if in.text[in.pos] != '{' {
		p := x.arg()
		n.words.print(p.text, p.at)
		return
	}
	in.pos++
	x.push(texGroup{note: true, close: func() { x.out = out }})
	x.out = n.words
}

func (x *texWalk) thanks(at int) {
	n := 1
	for i := range x.notes {
		if x.notes[i].kind == titleNote {
			n++
		}
	}
	x.callHere(fnsymbol(n), at)
	x.openNote(titleNote, fnsymbol(n), true)
	x.notes[len(x.notes)-1].series = 0
}

func (x *texWalk) markHere(k texKind, at int) {
	if x.preamble {
		return
	}
	label := x.number(k)
	x.out.call(label, -1, at)
	x.marks = append(x.marks, texMark{out: x.out, call: len(x.out.calls) - 1, label: label, series: x.counterOf(k).series, kind: k})
}

// textHere reads a note whose call stands elsewhere.
func (x *texWalk) textHere(k texKind) {
	if x.preamble {
		return
	}
	c := x.counterOf(k)
	label := c.label(c.n)
	if p, ok := x.option(); ok {
		label = strings.TrimSpace(p.text)
		if n, err := strconv.Atoi(label); err == nil {
			label = c.label(n)
		}
	}
	x.openNote(k, label, false)
}

func (x *texWalk) refHere(id string, at int) {
	if x.preamble {
		return
	}
	label := "?"
	if n, ok := x.refs.notes[id]; ok {
		label = x.notes[n].label
	}
	x.out.call(label, -1, at)
	x.marks = append(x.marks, texMark{out: x.out, call: len(x.out.calls) - 1, ref: id})
}

// footcite reads a note that names a source by the key of a bibliography that
// is not at hand: the key stays, and the words around it.
func (x *texWalk) footcite(at int) {
	if x.preamble {
		return
	}
	x.foot.step()
	label := x.foot.label(x.foot.n)
	x.callHere(label, at)
	words := newLeaf(x.body.source)
	x.notes = append(x.notes, texNote{label: label, series: x.foot.series, kind: footNote, words: words, called: true})
	x.next('*')
	words.print(x.reference(), at)
}

// reference is the words of a citation by key: before, key, after.
func (x *texWalk) reference() string {
	first, one := x.option()
	second, two := x.option()
	key := x.arg().text
	switch {
	case two && first.text != "" && second.text != "":
		return plainTeX(first.text) + " " + key + ", " + plainTeX(second.text)
	case two && first.text != "":
		return plainTeX(first.text) + " " + key
	case two && second.text != "":
		return key + ", " + plainTeX(second.text)
	case one && !two && first.text != "":
		return key + ", " + plainTeX(first.text)
	}
	return key
}

// plainTeX is a short piece without its macros.
func plainTeX(s string) string {
	return strings.NewReplacer("~", " ", "--", "–", "\\", "", "{", "", "}", "").Replace(s)
}

func (x *texWalk) cite(at int) {
	x.next('*')
	if s := x.reference(); s != "" && !x.preamble {
		x.out.print("["+s+"]", at)
	}
}

// document puts the notes in the order printed: those of the title, at the
// foot of the pages, at the end.
func (x *texWalk) document() *verify.Document {
	order := make([]int, 0, len(x.notes))
	for k := titleNote; k <= endNote; k++ {
		for i := range x.notes {
			if x.notes[i].kind == k {
				order = append(order, i)
			}
		}
	}
	x.answer()
	place := make([]int, len(x.notes))
	for at, i := range order {
		place[i] = at
	}
	renumber(x.body.calls, place)
	notes := make([]gatheredNote, len(order))
	ids := map[[2]int]int{}
	for at, i := range order {
		n := &x.notes[i]
		renumber(n.words.calls, place)
		key := [2]int{int(n.kind), n.series}
		if ids[key] == 0 {
			ids[key] = len(ids) + 1
		}
		notes[at] = gatheredNote{passage: n.words.passage(), label: n.label, series: ids[key]}
	}
	body := x.body.passage()
	d := assemble(&body, notes)
	d.Title = x.plainTitle()
	return d
}

// plainTitle is the title without its notes and macros.
func (x *texWalk) plainTitle() string {
	s := x.title[0].text
	if s == "" {
		return ""
	}
	y := &texWalk{limit: 1 << 16, body: newLeaf(newSource(s)), macros: x.macros, refs: newTexRefs()}
	y.out = y.body
	y.inputs = []texInput{{text: s}}
	y.walk()
	text := strings.Join(strings.Fields(string(y.body.text)), " ")
	for _, c := range y.body.calls {
		if c.span.End == len(y.body.text) && utf8.RuneCountInString(text) > 1 {
			text = strings.TrimSpace(strings.TrimSuffix(text, string(y.body.text[c.span.Start:c.span.End])))
		}
	}
	return text
}

// answer finds the notes of calls that stand apart from them: the note with
// the label of the call, in its series; the nearest of several.
func (x *texWalk) answer() {
	type key struct {
		kind   texKind
		series int
		label  string
	}
	byLabel := map[key][]int{}
	for i := range x.notes {
		n := &x.notes[i]
		k := key{n.kind, n.series, n.label}
		byLabel[k] = append(byLabel[k], i)
	}
	for _, m := range x.marks {
		note := -1
		if m.ref != "" {
			if n, ok := x.refs.notes[m.ref]; ok {
				note = n
			}
		} else {
			for _, i := range byLabel[key{m.kind, m.series, m.label}] {
				if note = i; !x.notes[i].called {
					break
				}
			}
		}
		m.out.calls[m.call].note = note
	}
}
