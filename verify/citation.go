package verify

import (
	"cmp"
	"fmt"
	"time"
)

// Form is how a citation names its source.
type Form int

const (
	Full  Form = iota // with title or URL, enough to find it
	Short             // author and short title: Cheng, “Need a Good Laugh?”
	Ibid              // ibid., id., idem, ebd.: the source of the note before
	Supra             // supra note 12, (n 12), op. cit., loc. cit.
)

func (f Form) String() string {
	if f < Full || f > Supra {
		panic(fmt.Sprintf("verify: form %d", int(f)))
	}
	return [...]string{"full", "short", "ibid", "supra"}[f]
}

// A Citation is one source named in a note.
type Citation struct {
	Note      int  // index in Document.Notes
	Span      Span // the citation's own words, commentary left out
	Form      Form
	Authors   []string // as printed, in the order printed
	Title     string
	Guessed   bool   // the title bears no mark, neither quotation marks nor italics, and where it begins and ends is a guess
	About     string // what stands in place of a title, or behind it, and names another work or person: comment on Vos, “Low Tide”; interview by Tom Lind
	Container string // newspaper, journal, site or publisher, as printed
	Date      Date   // of publication; zero parts are unknown
	Accessed  Date
	Locator   string // page or paragraph cited, as printed

	URL        string // what was meant to be printed: damage that is certain removed, archive wrapper taken off; empty when the source is not on the web
	URLPrinted string // always as printed, damage and wrapper included
	URLSpan    Span   // where URLPrinted stands
	ArchiveURL string // the archive link that the note gives, if it gives one

	DOI, ISBN, ArXiv string

	Quotes      []Span // words in the body, at the call, and in the note, put in the source's mouth
	Shared      []Span // the same, where the note has several sources or its call stands beside others: any of them may have said it
	RefersTo    string // the note label that a supra names: "12" of "supra note 12"
	Antecedents []int  // indices in Document.Citations of what a back-reference may repeat; several is ambiguous, none dangles
	Unparsed    string // why the parts could not be told apart; empty when they could
}

// BackReference reports whether c repeats a source that another note names.
func (c *Citation) BackReference() bool { return c.Form != Full }

// A Date is a day, a month or a year; zero parts are unknown.
type Date struct{ Year, Month, Day int }

// DateOf is the day of t, where t is.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, int(month), day}
}

// Before reports whether d is earlier than e; both are whole days.
func (d Date) Before(e Date) bool {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day)) < 0
}

// IsZero reports whether nothing is known of the date.
func (d Date) IsZero() bool { return d == Date{} }

// String gives the known parts as ISO 8601: 2021, 2021-07 or 2021-07-16;
// empty for the zero Date.
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}
