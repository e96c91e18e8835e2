package report

import (
	"bytes"
	"fmt"
	"html/template"
	"iter"
	"slices"
	"sort"
	"strings"

	"loccit/verify"
)

// An htmlDocument is one document of the page.
type htmlDocument struct {
	page   *htmlPage
	index  int
	doc    *verify.Document
	byNote map[int][]*verify.Finding // -1 for those on the body
	calls  []verify.Span             // of all notes, and of missing ones; sorted
}

// Sections are the documents, made when the template gets to them.
func (p *htmlPage) Sections() iter.Seq[*htmlDocument] {
	return func(yield func(*htmlDocument) bool) {
		for d, doc := range p.reading.Documents {
			if !yield(p.section(d, doc)) {
				return
			}
		}
	}
}

// Contents are the documents in a few words each, where there are several.
func (p *htmlPage) Contents() []htmlEntry {
	if len(p.reading.Documents) < 2 {
		return nil
	}
	list := make([]htmlEntry, 0, len(p.reading.Documents))
	for d, doc := range p.reading.Documents {
		list = append(list, htmlEntry{fmt.Sprintf("d%d", d+1), plain(doc.Path), p.tally(d)})
	}
	return list
}

type htmlEntry struct{ Anchor, Path, Tally string }

// tally counts the notes of document d and its open findings.
func (p *htmlPage) tally(d int) string {
	if len(p.reading.Documents[d].Notes) == 0 {
		return "no notes found"
	}
	said := []string{plural(len(p.reading.Documents[d].Notes), "note")}
	var counts [verify.Error + 1]int
	findings := p.findings(d)
	for i := range findings {
		if open(&findings[i]) {
			counts[findings[i].Severity]++
		}
	}
	for s := verify.Error; s >= verify.Advice; s-- {
		if counts[s] > 0 {
			said = append(said, counted(counts[s], s))
		}
	}
	if len(said) == 1 {
		said = append(said, "nothing to look at")
	}
	return strings.Join(said, ", ")
}

func (p *htmlPage) section(d int, doc *verify.Document) *htmlDocument {
	s := &htmlDocument{page: p, index: d, doc: doc, byNote: byNote(p.findings(d))}
	for i := range doc.Notes {
		s.calls = append(s.calls, doc.Notes[i].Calls...)
	}
	for _, call := range doc.Missing {
		s.calls = append(s.calls, call.Span)
	}
	slices.SortFunc(s.calls, func(a, b verify.Span) int { return a.Start - b.Start })
	return s
}

func (s *htmlDocument) Anchor() string { return fmt.Sprintf("d%d", s.index+1) }

// Heading is the path of the document, and where there is but one, whose path
// and title the page itself bears, what stands below.
func (s *htmlDocument) Heading() string {
	if len(s.page.reading.Documents) == 1 {
		return "The notes"
	}
	return plain(s.doc.Path)
}

func (s *htmlDocument) Title() string {
	if len(s.page.reading.Documents) == 1 {
		return ""
	}
	return plain(s.doc.Title)
}

func (s *htmlDocument) About() string {
	if len(s.doc.Notes) == 0 {
		return s.doc.Format + ", no notes were found in it, so there was nothing to check"
	}
	return fmt.Sprintf("%s, %s, %s", s.doc.Format, plural(len(s.doc.Notes), "note"), plural(len(s.doc.Citations), "citation"))
}

// An htmlOutside holds the findings of a document that belong to no note.
type htmlOutside struct {
	Anchor, Severities, RuleIDs string
	Findings                    []htmlFinding
}

func (s *htmlDocument) Outside() *htmlOutside {
	found := s.byNote[-1]
	if len(found) == 0 {
		return nil
	}
	severities, rules := names(found)
	return &htmlOutside{Anchor: s.Anchor() + "text", Severities: severities, RuleIDs: rules, Findings: s.findings(found)}
}

// notesAtOnce is how many notes are made in one go, on one processor.
const notesAtOnce = 32

// Notes writes the notes of the document, where the template wants them: they
// are most of the page, and are made side by side.
func (s *htmlDocument) Notes() (template.HTML, error) {
	return "", inBlocks(len(s.doc.Notes), notesAtOnce, func(b []byte, from, to int) ([]byte, error) {
		made := bytes.NewBuffer(b)
		for n := from; n < to; n++ {
			if err := s.page.template.ExecuteTemplate(made, "note", s.note(n)); err != nil {
				return nil, err
			}
		}
		return made.Bytes(), nil
	}, func(made []byte) error {
		_, err := s.page.out.Write(made)
		return err
	})
}

type htmlNote struct {
	Anchor, Label, Place, Text  string
	States, Severities, RuleIDs string // for the filters, with a space between them
	Calls                       []htmlCall
	Findings                    []htmlFinding
	Citations                   []htmlCitation
}

// An htmlCall is the sentence that a call closes; the marks of other calls in
// it are the pieces that Changed.
type htmlCall struct {
	Sentence []piece
	Place    string
}

func (s *htmlDocument) note(n int) htmlNote {
	note := &s.doc.Notes[n]
	h := htmlNote{
		Anchor: noteAnchor(s.index, n), Label: plain(note.Label), Place: inPlace(s.doc.Place(note.Span.Start)),
		Text: plain(note.Span.Of(s.doc.Text)), Findings: s.findings(s.ofNote(n)),
	}
	if note.Series > 1 {
		h.Place = strings.TrimPrefix(fmt.Sprintf("%s, series %d", h.Place, note.Series), ", ")
	}
	h.Severities, h.RuleIDs = names(s.byNote[n])
	for _, call := range note.Calls {
		h.Calls = append(h.Calls, htmlCall{s.sentence(call), inPlace(s.doc.Place(call.Start))})
	}
	var states words
	from, to := citationsOf(s.doc, n)
	for i := from; i < to; i++ {
		c := s.citation(i)
		states.add(c.State)
		h.Citations = append(h.Citations, c)
	}
	h.States = states.sorted()
	return h
}

// sentence is the sentence that call closes, cut where other calls stand in it.
func (s *htmlDocument) sentence(call verify.Span) []piece {
	whole := s.doc.Sentence(call)
	var list []piece
	at := whole.Start
	i := sort.Search(len(s.calls), func(i int) bool { return s.calls[i].Start >= whole.Start })
	for ; i < len(s.calls) && s.calls[i].End <= whole.End; i++ {
		if s.calls[i].Start >= at {
			list = appendPieces(list, inline(s.doc.Text[at:s.calls[i].Start]), strings.Trim(s.calls[i].Of(s.doc.Text), "[^]"))
			at = s.calls[i].End
		}
	}
	return appendPieces(list, inline(s.doc.Text[at:whole.End]), "")
}

// ofNote are the findings on note n as such, ofCitation those on one citation.
func (s *htmlDocument) ofNote(n int) []*verify.Finding {
	return s.only(s.byNote[n], func(i int, ok bool) bool { return !ok })
}

func (s *htmlDocument) ofCitation(i int) []*verify.Finding {
	return s.only(s.byNote[s.doc.Citations[i].Note], func(at int, ok bool) bool { return ok && at == i })
}

func (s *htmlDocument) only(list []*verify.Finding, wanted func(citation int, ok bool) bool) []*verify.Finding {
	var found []*verify.Finding
	for _, f := range list {
		if wanted(f.Where.Citation()) {
			found = append(found, f)
		}
	}
	return found
}

// An htmlFinding is one finding, and what to put in place of what.
type htmlFinding struct {
	Rule, Severity, Place, Message, Next string
	Evidence                             []string
	Change                               *htmlChange
	Add, Write                           string // an archive link to add; words to write
	Answered                             string // waived, or in the baseline
	Kind                                 string // its severity for the filter, or waived
	Stops                                string // said where a gate stops for it
	Listed                               bool   // its rule stands in what needs attention
}

// An htmlChange sets a URL beside the one proposed in its place.
type htmlChange struct {
	Was, Is []piece
	Link    string
}

func (s *htmlDocument) findings(list []*verify.Finding) []htmlFinding {
	found := make([]htmlFinding, 0, len(list))
	for _, f := range list {
		h := htmlFinding{Rule: f.Rule, Severity: f.Severity.String(), Kind: f.Severity.String(), Message: plain(f.Message), Next: plain(f.Next), Evidence: f.Evidence, Listed: open(f)}
		if f.Rule == "quote-altered" { // the comparison below has both, with the differences marked
			h.Evidence = slices.DeleteFunc(slices.Clone(f.Evidence), func(e string) bool {
				return strings.HasPrefix(e, "quoted: ") || strings.HasPrefix(e, "source: ")
			})
		}
		if _, ok := f.Where.Note(); !ok {
			h.Place = inPlace(s.page.placeOf(f))
		}
		h.Evidence = unsaid(h.Evidence, s.linkOf(f))
		h.suggest(f.Suggestion, s.linkOf(f))
		if h.Answered = answered(f); h.Answered == "" && f.Stops {
			h.Stops = "The gate stops for this."
		}
		if f.Waived != nil {
			h.Kind = "waived"
		}
		found = append(found, h)
	}
	return found
}

func (s *htmlDocument) linkOf(f *verify.Finding) string {
	if i, ok := f.Where.Citation(); ok {
		return s.doc.Citations[i].Link()
	}
	return ""
}

func (h *htmlFinding) suggest(s *verify.Suggestion, old string) {
	switch {
	case s == nil:
	case s.Kind == "replace-url" && old != "":
		h.Change = changeOf(old, s.Text)
	case s.Kind == "replace-text":
		h.Write = plain(s.Text)
	default:
		h.Add = plain(s.Text)
	}
}

func changeOf(old, new string) *htmlChange {
	was, is := difference(plain(old), plain(new))
	if !legible(was) || !legible(is) {
		was, is = []piece{{plain(old), false}}, []piece{{plain(new), false}}
	}
	return &htmlChange{was, is, link(new)}
}

// names are the severities and the rules of findings, for the filters.
func names(list []*verify.Finding) (severities, rules string) {
	var s, r words
	for _, f := range list {
		if f.Waived != nil {
			s.add("waived")
		} else {
			s.add(f.Severity.String())
		}
		r.add(f.Rule)
	}
	return s.sorted(), r.sorted()
}

// words are a few distinct words.
type words []string

func (w *words) add(word string) {
	if word != "" && !slices.Contains(*w, word) {
		*w = append(*w, word)
	}
}

// sorted are the words in order, with a space between them.
func (w words) sorted() string {
	slices.Sort(w)
	return strings.Join(w, " ")
}
