package verify

// A Check is one thing that a citation says of its source, compared with what
// the source shows.
type Check struct {
	What   CheckKind
	Answer Outcome
	Cited  string // as the note or the body has it
	Found  string // as the source has it; empty where nothing was found
	Where  string // what was looked at: "live", or the URL of a snapshot; empty where nothing could be
	Why    string // in words, for an editor
}

// CheckKind is what a check compares.
type CheckKind string

const (
	CheckTitle     CheckKind = "title"
	CheckAuthor    CheckKind = "author"
	CheckPublished CheckKind = "published"
	CheckQuote     CheckKind = "quote"
	CheckDOI       CheckKind = "doi"
)

// Outcome is how a check came out. The zero Outcome is CannotTell, so a check
// that nobody made accuses nobody.
type Outcome int

const (
	CannotTell Outcome = iota
	Matches            // and for a quotation: with no other changes than editors allow
	Altered            // a quotation stands there with other words
	Differs            // title, author, date or identifier are of something else
	Missing            // a quotation does not stand there
)

func (o Outcome) String() string {
	return [...]string{"cannot-tell", "matches", "altered", "differs", "missing"}[o]
}

// A Compare makes the checks of one citation. It is pure, and reads c alone;
// the text of a page it reads by Case.Text.
type Compare func(c *Case, at Ref) []Check

// A Comparison is how citations are compared with their sources. The zero
// Comparison compares nothing.
type Comparison struct {
	Citation Compare
	Source   func(c *Case, s *Standing) *Drift // compares a page with its snapshot
	Texts    func(sum string) string           // brings back a text that was put aside, for several goroutines; nil where none was
}

// A Drift tells how far a page has moved from its snapshot.
type Drift struct {
	Kept  float64 // the share of the snapshot's passages that the page still has, 0 to 1
	Was   int     // words of the snapshot's main text
	Is    int     // of the page's
	Away  bool    // the page is about something else by now
	Lost  string  // a passage of the snapshot that the page lacks
	Moved bool    // beyond what pages change by themselves
}

// Checks are those of citation i of document d.
func (c *Case) Checks(d, i int) []Check { return c.checks[Ref{d, i}] }

// AllChecks are the checks of every citation that has any.
func (c *Case) AllChecks() map[Ref][]Check { return c.checks }

// Compare makes the checks of every citation, source by source, so that a text
// is brought back once, and on all processors; the order of the checks of one
// citation is that of the comparison.
func (c *Case) Compare(how Comparison) {
	if how.Citation == nil && how.Source == nil {
		return
	}
	uses := c.uses()
	made := make([][]checked, len(uses)) // those of a range where it begins
	Each(len(uses), func(from, to int) {
		own := *c // with texts in hand of its own
		own.texts = how.Texts
		var list []checked
		for i := from; i < to; i++ {
			list = own.compare(list, how, uses[i])
			own.lately = nil
		}
		made[from] = list
	})
	n := 0
	for _, list := range made {
		n += len(list)
	}
	c.checks = make(map[Ref][]Check, n)
	for _, list := range made {
		for _, m := range list {
			c.checks[m.at] = m.checks
		}
	}
}

// A checked citation is one with its checks.
type checked struct {
	at     Ref
	checks []Check
}

// A use is a source with the citations that mean it, back-references included.
type use struct {
	source    *Standing // nil for the citations of no source
	citations []Ref
}

// compare appends the checks of a source's citations to list.
func (c *Case) compare(list []checked, how Comparison, u use) []checked {
	if how.Source != nil && u.source != nil {
		u.source.Drift = how.Source(c, u.source)
	}
	for _, at := range u.citations {
		if how.Citation == nil {
			break
		}
		if checks := how.Citation(c, at); len(checks) > 0 {
			list = append(list, checked{at, checks})
		}
	}
	return list
}

// uses are all sources in their order, and at last what belongs to none.
func (c *Case) uses() []use {
	list := make([]use, len(c.Sources)+1)
	for i := range c.Sources {
		list[i].source = &c.Sources[i]
	}
	for d, doc := range c.Documents {
		for i := range doc.Citations {
			u := &list[c.at(d, i)]
			u.citations = append(u.citations, Ref{d, i})
		}
	}
	return list
}

// Text is the visible text of p, a line feed between blocks. It is empty where
// p is nil or its text was not kept. While checks are made it brings back what
// was put aside; rules find no more than brief texts.
func (c *Case) Text(p *Page) string {
	switch {
	case p == nil:
		return ""
	case p.Text != "" || p.TextSum == "" || c.texts == nil:
		return p.Text
	}
	if text, ok := c.lately[p.TextSum]; ok {
		return text
	}
	text := c.texts(p.TextSum)
	if c.lately == nil {
		c.lately = map[string]string{}
	}
	c.lately[p.TextSum] = text
	return text
}
