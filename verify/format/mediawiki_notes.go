package format

import (
	"sort"
	"strconv"
	"strings"

	"loccit/verify"
)

// A wikiNote is a ref.
type wikiNote struct {
	group, name string
	number      int
	label       string
	words       *leaf
	content     string // as written, to tell a repetition from another definition
	defined     bool
}

// A wikiGroup numbers its refs by first use; a references tag prints the list
// and starts again (https://www.mediawiki.org/wiki/Help:Cite#Grouped_references).
type wikiGroup struct {
	n      int
	byName map[string]int // name -> note
	list   []int
}

func (w *wikiWalk) group(name string) *wikiGroup {
	g := w.groups[name]
	if g == nil {
		g = &wikiGroup{byName: map[string]int{}}
		w.groups[name] = g
		w.order = append(w.order, name)
	}
	return g
}

// ref reads a ref tag.
func (w *wikiWalk) ref(i int, t wikiTag) {
	attrs := wikiAttributes(t.attrs)
	content := strings.TrimSpace(w.text[t.content[0]:t.content[1]])
	if follow := attrs["follow"]; follow != "" {
		w.follow(attrs["group"], follow, t.content)
		return
	}
	if content == "" && attrs["name"] == "" {
		return // an error to MediaWiki, and no note
	}
	n := w.use(attrs["group"], attrs["name"], content)
	w.out.call("["+w.notes[n].label+"]", n, i)
	if w.define(n, content) {
		w.into(w.notes[n].words, t.content[0], t.content[1])
	}
}

// use is the note that a ref names, or a new one.
func (w *wikiWalk) use(group, name, content string) int {
	g := w.group(group)
	if n, ok := g.byName[name]; ok && name != "" {
		old := &w.notes[n]
		if content == "" || !old.defined || strings.HasPrefix(name, shortPrefix) {
			return n
		}
		// A second definition: MediaWiki shows the first alone, without a word
		// where both say the same.
		dup := w.add(group, name, old.number)
		g.list = append(g.list, dup)
		return dup
	}
	g.n++
	n := w.add(group, name, g.n)
	g.list = append(g.list, n)
	if name != "" {
		g.byName[name] = n
	}
	return n
}

// shortPrefix starts the names of the notes that {{sfn}} makes.
const shortPrefix = "FOOTNOTE"

func sameWords(a, b string) bool {
	return a == b || strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

func (w *wikiWalk) add(group, name string, number int) int {
	w.notes = append(w.notes, wikiNote{group: group, name: name, number: number, label: wikiLabel(group, number), words: newLeaf(w.source)})
	return len(w.notes) - 1
}

// define gives a note its words, and tells whether they are still to be read.
func (w *wikiWalk) define(n int, content string) bool {
	note := &w.notes[n]
	if content == "" || note.defined {
		return false
	}
	note.defined, note.content = true, content
	return true
}

// wikiLabel is what MediaWiki prints: a number, with the group before it; the
// groups of letters and roman numerals count by them.
func wikiLabel(group string, n int) string {
	switch group {
	case "":
		return strconv.Itoa(n)
	case "lower-alpha":
		return ordinal(n, "a")
	case "upper-alpha":
		return ordinal(n, "A")
	case "lower-roman":
		return ordinal(n, "i")
	case "upper-roman":
		return ordinal(n, "I")
	}
	return group + " " + strconv.Itoa(n)
}

// into reads a piece of the text into a leaf of its own.
func (w *wikiWalk) into(words *leaf, from, to int) {
	out, style := w.out, w.style
	w.out = words
	w.walk(from, to)
	w.out, w.style = out, style
}

// follow adds to a note that began on another page.
func (w *wikiWalk) follow(group, name string, content [2]int) {
	if n, ok := w.group(group).byName[name]; ok && w.notes[n].defined {
		w.notes[n].words.leave(spaceGap)
		w.into(w.notes[n].words, content[0], content[1])
		return
	}
	n := w.add(group, "", 0)
	w.notes[n].label = ""
	w.group(group).list = append(w.group(group).list, n)
	w.define(n, w.text[content[0]:content[1]])
	w.into(w.notes[n].words, content[0], content[1])
}

// refTemplate makes a note of a template's parameter. Refs within it are
// numbered first, for MediaWiki reads parameters before templates.
func (w *wikiWalk) refTemplate(group, name string, from, to, at int) {
	words := newLeaf(w.source)
	w.into(words, from, to)
	content := strings.TrimSpace(w.text[from:to])
	if content == "" && name == "" {
		return
	}
	n := w.use(group, name, content)
	if w.define(n, content) {
		w.notes[n].words = words
	}
	w.out.call("["+w.notes[n].label+"]", n, at)
}

// references reads the tag that prints a list, with the refs defined in it.
func (w *wikiWalk) references(group string, from, to int) {
	w.listedIn(group, from, to)
	w.flushGroup(group)
}

// listedIn reads the refs that a list defines.
func (w *wikiWalk) listedIn(group string, from, to int) {
	if w.depth >= maxWikiDepth {
		return
	}
	w.depth++
	for i := from; i < to; {
		n := strings.IndexAny(w.text[i:to], "<{")
		if n < 0 {
			break
		}
		i += n
		if t, ok := w.opaque[i]; ok && t.name == "ref" && t.end <= to {
			w.listed(group, wikiAttributes(t.attrs), t.content[0], t.content[1])
		} else if end, ok := w.close[i]; ok && end <= to {
			w.listedTemplate(group, i, end)
		}
		i = w.skip(i)
	}
	w.depth--
}

// flushGroup prints the list of a group and starts its numbers again.
func (w *wikiWalk) flushGroup(group string) {
	g := w.group(group)
	if len(g.list) > 0 {
		w.lists = append(w.lists, g.list)
	}
	*g = wikiGroup{byName: map[string]int{}}
}

// listed reads a ref that a list defines. One that nothing calls is printed
// nowhere; it keeps its name for a label.
func (w *wikiWalk) listed(group string, attrs map[string]string, from, to int) {
	if own, ok := attrs["group"]; ok {
		group = own
	}
	name, content := attrs["name"], strings.TrimSpace(w.text[from:to])
	if content == "" {
		return
	}
	n, called := w.group(group).byName[name]
	if name == "" || !called || w.notes[n].defined && !sameWords(w.notes[n].content, content) {
		number := 0
		if called && name != "" {
			number = w.notes[n].number
		}
		n = w.add(group, name, number)
		if number == 0 {
			w.notes[n].label = name
		}
		w.group(group).list = append(w.group(group).list, n)
	}
	if w.define(n, content) {
		w.into(w.notes[n].words, from, to)
	}
}

// document lays the notes out in the order of the lists that print them.
func (w *wikiWalk) document() *verify.Document {
	w.flushGroup("")
	for _, g := range w.order {
		w.flushGroup(g)
	}
	place := make([]int, len(w.notes))
	for i := range place {
		place[i] = -1
	}
	var order, series []int
	for s, list := range w.lists {
		sort.SliceStable(list, func(i, j int) bool { return printedBefore(&w.notes[list[i]], &w.notes[list[j]]) })
		for _, n := range list {
			if w.notes[n].defined {
				place[n] = len(order)
				order, series = append(order, n), append(series, s+1)
			}
		}
	}
	renumber(w.main.calls, place)
	notes := make([]gatheredNote, len(order))
	for at, n := range order {
		note := &w.notes[n]
		renumber(note.words.calls, place)
		notes[at] = gatheredNote{passage: note.words.passage(), label: note.label, series: series[at], short: strings.HasPrefix(note.name, shortPrefix)}
	}
	body, names := w.main.passage(), w.undefined() // and the rest of w may go
	d := assemble(&body, notes)
	for i := range d.Missing {
		d.Missing[i].Label = strings.Trim(d.Missing[i].Label, "[]")
		d.Missing[i].Name = names[d.Missing[i].Label]
	}
	return d
}

// undefined are the names that the wikitext has for notes that stand nowhere, by
// their labels.
func (w *wikiWalk) undefined() map[string]string {
	names := map[string]string{}
	for i := range w.notes {
		if n := &w.notes[i]; !n.defined && !strings.HasPrefix(n.name, shortPrefix) {
			name := n.name
			if other, taken := names[n.label]; taken && other != name { // two lists have this number
				name = ""
			}
			names[n.label] = name
		}
	}
	return names
}

// printedBefore is the order of a list: by number, and what has none last.
func printedBefore(a, b *wikiNote) bool {
	if (a.number == 0) != (b.number == 0) {
		return b.number == 0
	}
	return a.number < b.number
}
