package mend

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
)

// A Result is what became of some orders.
type Result struct {
	Data  []byte           // the file; the bytes that came in where nothing was done
	After *verify.Document // Data as it reads, with its citations
	Done  []Order
	Left  []Left
}

// Left is an order that was not carried out.
type Left struct {
	Order
	Why string // for an editor
}

// Writable reports whether documents of a format can be mended.
func Writable(format string) bool {
	return slices.Contains([]string{"text", "urls", "markdown", "html", "latex", "mediawiki", "dokuwiki", "docbook", "docx", "odt"}, format)
}

// An edit puts text in place of a part of a file's text; part names the entry
// of a zip file, and is empty for a file that is none.
type edit struct {
	part string
	verify.Span
	text string
}

// A scribe knows one file, and how its format writes what is ordered.
type scribe interface {
	// plan is what carries out o, or why that cannot be; archive says that the
	// snapshot is wanted, too.
	plan(o Order, archive bool) ([]edit, string)
	// apply is the file with edits in it, which are sorted and do not overlap.
	apply(edits []edit) ([]byte, error)
}

// Mend carries out orders in the file in, which d was read from. An order whose
// place is not certain is left, and so is one that would change more than its
// own note, or would not read as ordered.
func Mend(in verify.Input, d *verify.Document, orders []Order, readers []verify.Reader) (*Result, error) {
	s, err := newScribe(in, d)
	if err != nil {
		return nil, fmt.Errorf("looking for the URLs in the file: %w", err)
	}
	m := &mending{in: in, before: d, scribe: s, readers: readers, wrote: map[string]bool{}}
	m.result = Result{Data: in.Data, After: d}
	for _, o := range orders {
		m.plan(o)
	}
	rest := m.planned
	for m.planned = nil; len(rest) > 0; { // what was taken later may make room for what was not taken before
		taken := len(m.planned)
		m.refused = nil
		m.admit(rest)
		if len(m.planned) == taken {
			break
		}
		rest = nil
		for _, r := range m.refused {
			rest = append(rest, r.planned)
		}
	}
	for _, r := range m.refused {
		m.leave(r.Order, r.why)
	}
	if why, _ := m.try(m.planned); why != "" {
		return nil, fmt.Errorf("reading the mended file again: %s", why)
	}
	return &m.result, nil
}

// admit takes those of some orders that go well with those taken before.
func (m *mending) admit(some []planned) {
	if len(some) == 0 {
		return
	}
	with := slices.Concat(m.planned, some)
	why, bad := m.try(with)
	switch {
	case why == "":
		m.planned = with
	case len(some) == 1:
		m.refused = append(m.refused, refused{some[0], why})
	case len(bad) > 0 && slices.Min(bad) >= len(m.planned):
		var good []planned
		for i, p := range some {
			if slices.Contains(bad, i+len(m.planned)) {
				m.refused = append(m.refused, refused{p, unread(m.before, m.tried, p.Order)})
			} else {
				good = append(good, p)
			}
		}
		m.admit(good)
	default:
		m.admit(some[:len(some)/2])
		m.admit(some[len(some)/2:])
	}
}

func newScribe(in verify.Input, d *verify.Document) (scribe, error) {
	switch {
	case !Writable(d.Format):
		return nil, fmt.Errorf("%w: %s files can be read, and not written", verify.ErrFormat, d.Format)
	case d.Format == "docx" || d.Format == "odt":
		return newOffice(in, d)
	}
	return newLines(in, d)
}

// A mending is one file on its way.
type mending struct {
	in      verify.Input
	before  *verify.Document
	scribe  scribe
	readers []verify.Reader
	planned []planned
	refused []refused
	wrote   map[string]bool  // the snapshots that each note is given
	tried   *verify.Document // the last attempt, as it reads
	result  Result
}

type planned struct {
	Order
	edits []edit
}

type refused struct {
	planned
	why string
}

// plan finds out what o needs.
func (m *mending) plan(o Order) {
	c := &m.before.Citations[o.Citation]
	archive := o.Archive != "" && !archived(m.before, o)
	if key := fmt.Sprint(c.Note, " ", verify.Key(o.Source)); archive {
		archive = !m.wrote[key]
		m.wrote[key] = true
	}
	if o.URL == "" && !archive {
		return // done before
	}
	if o.URL != "" && c.ArchiveURL != "" && squeeze(c.URLPrinted) == squeeze(c.ArchiveURL) {
		m.leave(o, "the note gives the link of a snapshot, which holds the URL as it was")
		return
	}
	if o.URL != "" { // one without the other is better than none
		repair := o
		repair.Archive = ""
		m.take(repair, false)
	}
	if archive {
		o.URL = ""
		m.take(o, true)
	}
}

// take asks the scribe for the edits of an order.
func (m *mending) take(o Order, archive bool) {
	edits, why := m.scribe.plan(o, archive)
	if why != "" {
		m.leave(o, why)
		return
	}
	m.planned = append(m.planned, planned{o, edits})
}

func (m *mending) leave(o Order, why string) { m.result.Left = append(m.result.Left, Left{o, why}) }

// try carries out some orders; it says what is wrong with what comes out, and
// which orders do not read as they should, and takes it for the result where
// nothing is.
func (m *mending) try(some []planned) (why string, bad []int) {
	edits, why := gathered(some)
	if why != "" {
		return why, nil
	}
	data, after := m.in.Data, m.before
	if len(edits) > 0 {
		var err error
		if data, err = m.scribe.apply(edits); err != nil {
			return err.Error(), nil
		}
		in := m.in
		in.Data = data
		if after, err = verify.Read(in, m.readers); err != nil {
			return "the file could not be read any more: " + err.Error(), nil
		}
		after.Citations = verify.Cite(after)
		m.tried = after
		if why := differs(m.before, after, some); why != "" {
			return why, nil
		}
		for i, p := range some {
			if said := unread(m.before, after, p.Order); said != "" {
				why, bad = said, append(bad, i)
			}
		}
	}
	if why != "" {
		return why, bad
	}
	m.result.Data, m.result.After, m.result.Done = data, after, nil
	for _, p := range some {
		m.result.Done = append(m.result.Done, p.Order)
	}
	return "", nil
}

// gathered are the edits of some orders, sorted, each once.
func gathered(some []planned) ([]edit, string) {
	var all []edit
	for _, p := range some {
		all = append(all, p.edits...)
	}
	slices.SortStableFunc(all, func(a, b edit) int {
		return cmp.Or(strings.Compare(a.part, b.part), a.Start-b.Start, a.End-b.End, strings.Compare(a.text, b.text))
	})
	all = slices.Compact(all)
	for i := 1; i < len(all); i++ {
		a, b := &all[i-1], &all[i]
		if a.part == b.part && (b.Start < a.End || a.Span == b.Span) {
			return nil, "two changes meet in one place"
		}
	}
	return all, ""
}

// spliced is text with edits in it.
func spliced(text string, edits []edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.Start])
		b.WriteString(e.text)
		at = e.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// differs says what is otherwise in after than some orders explain: notes that
// they do not name, and text outside of notes, stay word for word.
func differs(before, after *verify.Document, some []planned) string {
	if len(before.Notes) != len(after.Notes) {
		return "the file would then read as if it had other notes"
	}
	named := map[int]bool{}
	for _, p := range some {
		named[before.Citations[p.Citation].Note] = true
	}
	for i := range before.Notes {
		a, b := &before.Notes[i], &after.Notes[i]
		if a.Label != b.Label || len(a.Calls) != len(b.Calls) {
			return fmt.Sprintf("note %s would then be read otherwise", a.Label)
		}
		if !named[i] && a.Span.Of(before.Text) != b.Span.Of(after.Text) {
			return fmt.Sprintf("note %s would change too", a.Label)
		}
	}
	if outsideNotes(before) != outsideNotes(after) {
		return "words outside of the note would change"
	}
	return ""
}

// outsideNotes is the text without its notes.
func outsideNotes(d *verify.Document) string {
	spans := make([]verify.Span, len(d.Notes))
	for i := range d.Notes {
		spans[i] = d.Notes[i].Span
	}
	slices.SortFunc(spans, func(a, b verify.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	var b strings.Builder
	at := 0
	for _, s := range spans {
		if s.Start >= at {
			b.WriteString(d.Text[at:s.Start])
			b.WriteByte(0)
		}
		at = max(at, s.End)
	}
	b.WriteString(d.Text[at:])
	return b.String()
}

// unread says what is wrong where o was carried out and is not to be read in
// the note.
func unread(before, after *verify.Document, o Order) string {
	note := before.Citations[o.Citation].Note
	if o.URL != "" {
		put := slices.IndexFunc(after.Citations, func(c verify.Citation) bool {
			return c.Note == note && verify.Key(plain(c.URL)) == verify.Key(plain(o.URL))
		})
		if put < 0 {
			return "the URL would not be read as it was put in"
		}
		if torn := rest(before, o); torn != "" && follows(after, &after.Citations[put], torn) {
			return "“" + torn + "” behind the URL, which is a part of it, would be left there"
		}
	}
	o.Citation = -1
	for _, i := range after.CitationsOf(note) {
		c := &after.Citations[i]
		if verify.Key(plain(c.URL)) == verify.Key(plain(o.Source)) && (c.ArchiveURL == "" || squeeze(c.URLPrinted) != squeeze(c.ArchiveURL)) {
			o.Citation = i
		}
	}
	if o.Archive != "" && (o.Citation < 0 || !archived(after, o)) {
		return "the link of the snapshot would not be read as it was put in"
	}
	return ""
}
