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
	Quote  Span   // of CheckQuote: where the quotation stands in Document.Text
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

// A Compare makes the checks of one citation. It is pure, and reads c alone.
type Compare func(c *Case, at Ref) []Check

// Checks are those of citation i of document d.
func (c *Case) Checks(d, i int) []Check { return c.checks[Ref{d, i}] }

// AllChecks are the checks of every citation that has any.
func (c *Case) AllChecks() map[Ref][]Check { return c.checks }

// Compare makes the checks of every citation.
func (c *Case) Compare(compare Compare) {
	c.checks = map[Ref][]Check{}
	for d, doc := range c.Documents {
		for i := range doc.Citations {
			at := Ref{d, i}
			if checks := compare(c, at); len(checks) > 0 {
				c.checks[at] = checks
			}
		}
	}
}
