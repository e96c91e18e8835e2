package report

import (
	"fmt"
	"path"
	"strings"
	"time"

	"loccit/verify"
)

// changedInWords says in a line what a night has to tell.
func changedInWords(n *verify.Night) string {
	var counts [4]int
	kinds := []string{verify.Broke, verify.Healed, verify.Relocated, verify.Preserved}
	for i := range n.Changes {
		for k, kind := range kinds {
			if n.Changes[i].Kind == kind {
				counts[k]++
			}
		}
	}
	var said []string
	for k, kind := range kinds {
		if counts[k] > 0 {
			said = append(said, fmt.Sprintf("%d %s", counts[k], kindInWords(kind)))
		}
	}
	if len(said) == 0 {
		return "Nothing changed."
	}
	return "Changed: " + strings.Join(said, ", ") + "."
}

// kindInWords is a kind of change as a sentence has it.
func kindInWords(kind string) string {
	if kind == verify.Preserved {
		return "newly archived"
	}
	return kind
}

// howItChanged says from what to what, since when and why.
func howItChanged(c *verify.Change) string {
	from := c.From
	if from == verify.Unchecked.String() {
		from = "never seen before"
	}
	said := from + " → " + c.To
	switch {
	case c.Since.IsZero():
	case c.Kind == verify.Preserved:
		said += ", captured on " + day(c.Since)
	default:
		said += ", since " + day(c.Since)
	}
	if c.Detail != "" {
		said += ": " + c.Detail
	}
	return plain(said)
}

// howLong says in what state a source is and how long it has been broken.
func howLong(b *verify.Broken, now time.Time) string {
	said := fmt.Sprintf("%s; broken for %s, since %s", b.State, plural(daysSince(b.Since, now), "day"), day(b.Since))
	if b.Detail != "" {
		said += ": " + b.Detail
	}
	return plain(said)
}

// daysSince is how many whole days lie between two moments.
func daysSince(since, now time.Time) int { return max(0, int(now.Sub(since).Hours()/24)) }

// endingInWords says which waiver runs out, and when.
func endingInWords(w *verify.Waiver) string {
	what := strings.Join(strings.Fields(w.Rule+" "+w.URL), " of ")
	return fmt.Sprintf("%s, on %s (%s)", plain(what), w.Until, answer(w))
}

// leftInWords says what a night asked and left to others; empty where it left
// nothing.
func leftInWords(n *verify.Night) string {
	if n.Left == 0 {
		return ""
	}
	return fmt.Sprintf("%s asked this night; %d more are due, and left to the nights to come.", pluralWas(n.Asked, "source"), n.Left)
}

// A namedPlace is a note that cites a source: in words, and for a link.
type namedPlace struct{ Name, Anchor string }

// citing names the notes that cite the source of that key, at most most of
// them, and says how many there are more.
func (r reading) citing(key string, most int) (places []namedPlace, more int) {
	s := byKeyIn(r.Sources, key)
	if s == nil {
		return nil, 0
	}
	seen := map[namedPlace]bool{}
	for _, ref := range s.CitedBy {
		d := r.Documents[ref.Document]
		n := d.Citations[ref.Citation].Note
		name := "note " + plain(d.Notes[n].Label)
		if s := series(&d.Notes[n]); s > 1 {
			name += fmt.Sprintf(" (series %d)", s)
		}
		p := namedPlace{name + " of " + plain(path.Base(d.Path)), noteAnchor(ref.Document, n)}
		if seen[p] {
			continue
		}
		seen[p] = true
		if len(places) == most {
			more++
			continue
		}
		places = append(places, p)
	}
	return places, more
}

// citedIn names the notes that cite a source in a line.
func (r reading) citedIn(key string) string {
	places, more := r.citing(key, 3)
	var names []string
	for _, p := range places {
		names = append(names, p.Name)
	}
	said := strings.Join(names, ", ")
	if more > 0 {
		said += fmt.Sprintf(" and %d more", more)
	}
	return said
}

// night stands first in the text of a nightly run. The findings of all
// documents follow only where they are asked for.
func (t *textReport) night() {
	n := t.Night
	if n == nil {
		return
	}
	t.line(0, t.brush.bold(changedInWords(n)))
	t.news(n)
}

// news is what a night has to tell, but for its first line.
func (t *textReport) news(n *verify.Night) {
	for i := range n.Changes {
		t.change(&n.Changes[i])
	}
	if len(n.Broken) > 0 {
		t.line(0, "")
		t.line(0, t.brush.bold(fmt.Sprintf("Broken still: %d", len(n.Broken))))
		for i := range n.Broken {
			b := &n.Broken[i]
			t.line(2, plain(b.URL))
			t.item4(howLong(b, t.Run.Started))
			if b.Waived != nil {
				t.item4("waived: " + answer(b.Waived))
			}
		}
	}
	if len(n.Ending) > 0 {
		t.line(0, "")
		t.line(0, t.brush.bold("Waivers that run out this week"))
		for i := range n.Ending {
			t.item4(endingInWords(&n.Ending[i]))
		}
	}
	if left := leftInWords(n); left != "" {
		t.paragraph(left, t.brush.dim)
	}
}

func (t *textReport) change(c *verify.Change) {
	t.line(0, "")
	name := fmt.Sprintf("%-9s", c.Kind)
	switch {
	case c.Kind == verify.Broke && c.Waived == nil:
		name = t.brush.severity(verify.Error, name)
	case c.Kind == verify.Healed:
		name = t.brush.green(name)
	}
	t.line(2, name+plain(c.URL))
	t.item11(howItChanged(c))
	if c.Link != "" {
		t.line(11, "→ "+plain(c.Link))
	}
	if at := t.citedIn(c.Key); at != "" {
		t.item11(at)
	}
	if c.Waived != nil {
		t.item11("waived: " + answer(c.Waived))
	}
}

func (t *textReport) item4(s string)  { t.hang(4, s) }
func (t *textReport) item11(s string) { t.hang(11, s) }

func (t *textReport) hang(indent int, s string) {
	for _, line := range wrap(s, t.width-indent) {
		t.line(indent, line)
	}
}

// night is what changed, as a table, and what is broken still.
func (m *markdownReport) night() {
	n := m.Night
	if n == nil {
		return
	}
	m.linef("## What changed\n\n%s\n", changedInWords(n))
	for i := range n.Changes {
		c := &n.Changes[i]
		m.linef("- **%s** %s", c.Kind, markdownURL(c.URL))
		m.linef("  - %s", markdownText(howItChanged(c)))
		if c.Link != "" {
			m.linef("  - → %s", markdownURL(c.Link))
		}
		if at := m.citedIn(c.Key); at != "" {
			m.linef("  - %s", markdownText(at))
		}
		if c.Waived != nil {
			m.linef("  - waived: %s", markdownText(answer(c.Waived)))
		}
	}
	if len(n.Changes) > 0 {
		m.linef("")
	}
	if len(n.Broken) > 0 {
		m.linef("## Broken still\n")
		for i := range n.Broken {
			m.linef("- %s: %s", markdownURL(n.Broken[i].URL), markdownText(howLong(&n.Broken[i], m.Run.Started)))
			if w := n.Broken[i].Waived; w != nil {
				m.linef("  - waived: %s", markdownText(answer(w)))
			}
		}
		m.linef("")
	}
	if len(n.Ending) > 0 {
		m.linef("## Waivers that run out this week\n")
		for i := range n.Ending {
			m.linef("- %s", markdownText(endingInWords(&n.Ending[i])))
		}
		m.linef("")
	}
	if left := leftInWords(n); left != "" {
		m.linef("%s\n", left)
	}
}

// An htmlNews is what the template news is given.
type htmlNews struct {
	Said    string
	Changes []newsItem
	Broken  []newsItem
	Ending  []string
}

type newsItem struct {
	Kind, Class, URL, How, Link, Waived string
	Places                              []namedPlace
}

// News is what changed in a night; nil for other commands.
func (p *htmlPage) News() *htmlNews {
	n := p.Night
	if n == nil {
		return nil
	}
	h := &htmlNews{Said: changedInWords(n)}
	if n.Left > 0 {
		h.Said += fmt.Sprintf(" %s asked; %d more are due, and left to the nights to come.", pluralWas(n.Asked, "source"), n.Left)
	}
	for i := range n.Changes {
		c := &n.Changes[i]
		change := newsItem{Kind: kindInWords(c.Kind), Class: "news-" + c.Kind, URL: plain(c.URL), How: howItChanged(c), Link: plain(c.Link)}
		if c.Waived != nil {
			change.Waived = "waived: " + answer(c.Waived)
		}
		var more int
		if change.Places, more = p.citing(c.Key, 8); more > 0 {
			change.How += fmt.Sprintf(" (cited in %d more notes)", more)
		}
		h.Changes = append(h.Changes, change)
	}
	for i := range n.Broken {
		b := newsItem{URL: plain(n.Broken[i].URL), How: howLong(&n.Broken[i], p.Run.Started)}
		if w := n.Broken[i].Waived; w != nil {
			b.Waived = "waived: " + answer(w)
		}
		h.Broken = append(h.Broken, b)
	}
	for i := range n.Ending {
		h.Ending = append(h.Ending, endingInWords(&n.Ending[i]))
	}
	return h
}
