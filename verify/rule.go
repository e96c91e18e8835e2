package verify

import "time"

// A Rule is one catalogue entry: documentation, default and code together.
type Rule struct {
	ID       string // "dead-link"; never reused or renamed
	Group    string // the heading of the catalogue that it stands under
	Title    string
	Doc      string // why it matters, what to do; Markdown
	Severity Severity
	Heals    bool // what it finds may heal by itself, or be our side: a gate stops for it only when it is told to
	Check    func(c *Case, report func(Finding))
}

// A Case is all that rules judge: the documents with their citations, and
// what is known of each source. Rules read it and change nothing.
type Case struct {
	Documents []*Document
	Sources   []Standing // sorted by key
	Repaired  []Standing // proposed repairs that were looked at, sorted by key
	Now       time.Time  // the present of the run
	byKey     map[string]int
	checks    map[Ref][]Check
	texts     func(sum string) string
	lately    map[string]string // by sum: texts of the source in hand
}

// NewCase puts documents and standings before the rules. Keys of standings are
// distinct.
func NewCase(docs []*Document, sources []Standing, now time.Time) *Case {
	c := &Case{Documents: docs, Sources: sources, Now: now, byKey: make(map[string]int, len(sources))}
	for i := range sources {
		c.byKey[sources[i].Key] = i
	}
	return c
}

// A Standing is what all observations of a source mean together: the source,
// the evidence, and what that comes to.
type Standing struct {
	Source
	*Evidence // never nil
	Verdict
	Drift  *Drift  // how far the page has moved from its snapshot; nil where that cannot be told
	Repair *Repair // nil when none is proposed
	Seen   *Seen   // an editor's word, where no visit shows more; nil for none
}

// A Holding is what archives have of a source.
type Holding struct {
	State    ArchiveState
	Provider string
	Snapshot string // URL
	Captured time.Time
	Why      string
	Page     *Page  // what the snapshot shows; nil where that is not known
	Digest   string // of the snapshot, as the archive gives it
}

// Standing returns what is known of the source that citation i of document d
// names; for a back-reference that resolves to one source, of that source. It
// is nil where there is none.
func (c *Case) Standing(d, i int) *Standing {
	if at := c.at(d, i); at < len(c.Sources) {
		return &c.Sources[at]
	}
	return nil
}

// at is where in Sources that stands, behind them all for none.
func (c *Case) at(d, i int) int {
	if cite := c.Documents[d].Resolve(i); cite != nil {
		return c.atKey(cite.Link())
	}
	return len(c.Sources)
}

// StandingOf returns what is known of the source that url names. It is nil
// where no source of the run has that key.
func (c *Case) StandingOf(url string) *Standing {
	if at := c.atKey(url); at < len(c.Sources) {
		return &c.Sources[at]
	}
	return nil
}

// atKey is where in Sources the one stands that url names, behind them all for
// none.
func (c *Case) atKey(url string) int {
	if at, ok := c.byKey[Key(url)]; ok && url != "" {
		return at
	}
	return len(c.Sources)
}

// Resolve follows back-references from citation i to the citation that names
// the source in full. It is nil where that is ambiguous or dangles.
func (d *Document) Resolve(i int) *Citation {
	for range d.Citations { // a chain is never longer, and a cycle ends
		c := &d.Citations[i]
		if !c.BackReference() || c.Link() != "" {
			return c
		}
		if len(c.Antecedents) != 1 {
			return nil
		}
		i = c.Antecedents[0]
	}
	return nil
}

// A Finding is one thing that an editor should look at.
type Finding struct {
	Rule       string
	Severity   Severity
	Where      Where
	Message    string   // what, in an editor's words
	Next       string   // what to do next
	Evidence   []string // what it rests on
	Suggestion *Suggestion
	Baseline   bool    // already in the baseline
	Waived     *Waiver // an editor has answered for it
	Stops      bool    // a gate stops for it
}

// A Suggestion is a change that the editor may make.
type Suggestion struct {
	Kind string // replace-url, add-archive, replace-text
	Text string
}

// Where is the place of a finding. Make one with AtDocument, AtSpan, AtNote or
// AtCitation.
type Where struct {
	Document int  // index in Case.Documents
	Span     Span // what to look at; empty for the document as a whole
	note     int  // 1 + index in Document.Notes; 0 for none
	citation int  // 1 + index in Document.Citations; 0 for none
}

// Note returns the index in Document.Notes, and whether there is one.
func (w Where) Note() (int, bool) { return w.note - 1, w.note > 0 }

// Citation returns the index in Document.Citations, and whether there is one.
func (w Where) Citation() (int, bool) { return w.citation - 1, w.citation > 0 }

// AtDocument places a finding on a document as a whole.
func AtDocument(d int) Where { return Where{Document: d} }

// AtSpan places a finding on words that belong to no note.
func AtSpan(d int, s Span) Where { return Where{Document: d, Span: s} }

// AtNote places a finding on note n of document d.
func (c *Case) AtNote(d, n int) Where {
	return Where{Document: d, Span: c.Documents[d].Notes[n].Span, note: n + 1}
}

// AtCitation places a finding on citation i of document d.
func (c *Case) AtCitation(d, i int) Where {
	cite := &c.Documents[d].Citations[i]
	return Where{Document: d, Span: cite.Span, note: cite.Note + 1, citation: i + 1}
}
