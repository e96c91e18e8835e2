package verify

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A Registry answers for one register of identifiers. An outage is an error and
// never "not registered"; an error that is a *Pause asks for patience.
type Registry interface {
	Name() string
	Spacing() time.Duration // between two questions; one is asked at a time
	Holds(id string) bool   // whether id is of a kind that it may hold
	Record(ctx context.Context, id string) (*Record, error)
}

// A Record is what one registry said of one identifier.
type Record struct {
	Entry     Entry
	Titles    []string // the title first, then it with its subtitle, in its own language, ...
	Authors   []string // Given Family
	Container string   // journal, book or repository
	Dates     []string // ISO 8601, as far as known; that of issue first
	Type      string   // as the registry calls it: journal-article
	Version   int      // the latest; 0 where the registry counts none
	Notices   []Notice // what was published about the work since: corrections, retractions
	About     []Notice // the record is of such a notice itself, about these works
	Failure   string   // a reason code when the registry could not be asked: then nothing is known
	Detail    string   // in words, for a person
}

// Entry is what a registry knows of an identifier. The empty Entry is nothing.
type Entry string

const (
	Registered   Entry = "registered"
	NotHere      Entry = "not-here"     // this registry does not hold it; another may
	Unregistered Entry = "unregistered" // by the word of who would know
)

// A Notice says that something happened to a work after it was published.
type Notice struct {
	Type string // as Crossref has it: retraction, withdrawal, correction, expression_of_concern, ...
	DOI  string // of the notice; for Record.About, of the work
	Date string // ISO 8601, as far as known
	By   string // who says so, where the registry tells: publisher, retraction-watch
}

// Retracts reports whether the notice takes the whole work back. A correction
// does not, nor does an expression of concern.
func (n Notice) Retracts() bool {
	switch n.Type {
	case "retraction", "withdrawal", "removal":
		return true
	}
	return false
}

// Described reports whether the registry says what the identifier is of.
func (r *Record) Described() bool { return r.Entry == Registered && len(r.Titles) > 0 }

// RecordLifetime is how long a registry's answer stays fresh. An error never
// is.
func RecordLifetime(r *Record) time.Duration {
	switch {
	case r.Failure != "":
		return 0
	case r.Entry == Registered:
		return 30 * day
	}
	return day
}

// Prefixes of identifiers.
const (
	DOIPrefix   = "doi:"
	ArXivPrefix = "arxiv:"
)

// arXivID is the form of an identifier since 2007, or before
// (https://info.arxiv.org/help/arxiv_identifier.html), with a version.
var arXivID = lazily(`^(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(v\d+)?$`)

// ArXiv gives every paper a DOI made of its number.
const arXivDOI = "10.48550/arxiv."

// Identifiers are those of c that registries know, each once: doi:10.1000/182
// and arxiv:2101.00001, in lower case and without a version. A DOI is left out
// where it may not be one that the note gives: in the address of a publisher,
// behind which more may stand.
func (c *Citation) Identifiers() []string {
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if doi := strings.ToLower(c.plainDOI()); strings.HasPrefix(doi, arXivDOI) {
		add(arXivIdentifier(doi[len(arXivDOI):]))
	} else if doi != "" {
		add(DOIPrefix + doi)
	}
	add(arXivIdentifier(c.ArXiv))
	return ids
}

// ArXivVersion is the version of an arXiv paper that c names, 0 for none.
func (c *Citation) ArXivVersion() int {
	version := 0
	if m := arXivID().FindStringSubmatch(strings.ToLower(c.ArXiv)); m != nil && len(m[2]) < 5 {
		for _, digit := range strings.TrimPrefix(m[2], "v") {
			version = 10*version + int(digit-'0')
		}
	}
	return version
}

func arXivIdentifier(raw string) string {
	if raw == "" {
		return ""
	}
	if m := arXivID().FindStringSubmatch(strings.ToLower(raw)); m != nil {
		return ArXivPrefix + m[1]
	}
	return ""
}

// plainDOI is the DOI without the escapes of a URL; empty where it stands in
// an address that is no DOI's. What a DOI's address was meant to be is believed
// before what is printed: a line's end may have torn it.
func (c *Citation) plainDOI() string {
	if c.DOI == "" {
		return ""
	}
	within := strings.Contains(c.URL, c.DOI) || strings.Contains(c.URLPrinted, c.DOI)
	if !within {
		return c.DOI
	}
	if host := Host(c.URL); host != "doi.org" && host != "dx.doi.org" && host != "www.doi.org" {
		return ""
	}
	doi, _ := findDOI(c.URL)
	if plain, err := url.PathUnescape(doi); err == nil {
		return plain
	}
	return doi
}

// IdentifierName writes an identifier as people do: 10.1000/182,
// arXiv:2101.00001.
func IdentifierName(id string) string {
	if number, ok := strings.CutPrefix(id, ArXivPrefix); ok {
		return "arXiv:" + number
	}
	return strings.TrimPrefix(id, DOIPrefix)
}

// RegistryName is what people call the registry that answered as by.
func RegistryName(by string) string {
	switch by {
	case "doi":
		return "doi.org"
	case "crossref":
		return "Crossref"
	case "datacite":
		return "DataCite"
	case "arxiv":
		return "arXiv"
	}
	return by
}

// A Registration is what the registries' answers on one identifier mean
// together.
type Registration struct {
	Entry  Entry    // empty where that is not known
	By     string   // the registry that describes it, or else says so
	Record *Record  // what that said; nil where the Entry is empty
	Why    string   // what stood in the way, in words; empty where nothing did
	Asked  []string // the registries, in the order in which they were asked
}

// Register states what records, of any identifiers, say of id: a registry that
// describes the work is believed before one that only knows of it, and either
// before one that does not. What one registry lacks is no word against it; and
// where one of them could not be asked, nobody's word is.
func Register(records []Observation, id string) Registration {
	var g Registration
	for i := range records {
		o := &records[i]
		if o.Key != id || o.Record == nil {
			continue
		}
		r := o.Record
		if !slices.Contains(g.Asked, o.By) {
			g.Asked = append(g.Asked, o.By)
		}
		switch {
		case r.Failure != "":
			g.Why = r.Detail
			if g.Why == "" {
				g.Why = r.Failure
			}
		case rankOf(r) > rankOf(g.Record):
			g.Entry, g.By, g.Record = r.Entry, o.By, r
		}
	}
	// The DOI of a new arXiv paper comes a day later than the paper: both must
	// have been asked.
	hasty := strings.HasPrefix(id, ArXivPrefix) && len(g.Asked) < 2
	if g.Entry == Unregistered && (g.Why != "" || hasty) {
		g.Entry, g.By, g.Record = "", "", nil
	}
	return g
}

func rankOf(r *Record) int {
	switch {
	case r == nil || r.Entry != Registered && r.Entry != Unregistered:
		return 0
	case r.Entry == Unregistered:
		return 1
	case !r.Described():
		return 2
	}
	return 3
}
