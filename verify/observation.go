package verify

import (
	"context"
	"time"
)

// Kind tells what an observation is of.
type Kind string

const (
	KindVisit  Kind = "visit"  // a source was visited
	KindProbe  Kind = "probe"  // a made-up sibling of a source was visited, to learn what the host says to nonsense
	KindLookup Kind = "lookup" // an archive was asked about a source
)

// An Observation is what one visit or one archive question showed, at one
// moment. It is stored and never rewritten; what it means is judged anew each
// time.
type Observation struct {
	Kind   Kind
	Key    string    // the source's key
	By     string    // who answered: "web", or the archive's name
	At     time.Time // when it ended
	Visit  *Visit    // for a visit and a probe
	Lookup *Lookup   // for a lookup
}

// A Visit is what the web showed to one reader, once.
type Visit struct {
	URL       string // as asked
	Hops      []Hop  // the redirects, in order; empty when there was none
	Final     string // the URL that gave the last answer
	Status    int    // the last HTTP status, 0 when no answer came
	Failure   string // a reason code for what stood in the way: timeout, dns-not-found, tls-expired, redirect-loop, ...; empty when an answer came
	Detail    string // the failure in words, for a person
	Attempts  int    // requests made, redirects left out
	Confirmed bool   // a second request after a pause got the same status
	Elapsed   time.Duration
	Header    Header
	Page      *Page // nil when the answer had no body that was read
}

// A Hop is one redirect: what was asked, and the status that sent it on. A
// meta refresh is a hop of status 200.
type Hop struct {
	URL    string
	Status int
}

// A Header holds the few response headers that states are judged by.
type Header struct {
	ContentType  string
	ETag         string
	LastModified string
	RetryAfter   string
	Server       string
	Mitigated    string // cf-mitigated
}

// A Page is what an answer's body says of itself.
type Page struct {
	Title     string
	Headings  []string // h1 and h2, the first few
	Author    string
	Published string // ISO 8601, as far as it is known
	Site      string
	Language  string   // BCP 47
	MediaType string   // without parameters
	Words     int      // of visible text
	Truncated bool     // more bytes came than are read
	Password  bool     // a field asks for a password
	Anchors   []string // id and name attributes that a cited fragment may mean; only those that a source of the run names
	Scripted  bool     // the page builds itself with scripts
	Digest    string   // base32 SHA-1 of the decoded body, as archives write it
	Text      string   `json:",omitempty"` // the visible text, bounded
}

// A Lookup is what one archive answered about one source.
type Lookup struct {
	Near      time.Time  // the moment that snapshots were wanted close to; zero for the last good one
	Snapshots []Snapshot // best first; empty when the archive holds none
	Excluded  bool       // the archive says that the site keeps it out
	Failure   string     // a reason code when the archive could not be asked: then nothing is known
	Detail    string     // the failure in words, for a person
}

// A Snapshot is one capture of a source in a web archive.
type Snapshot struct {
	URL      string    // where a person sees it
	Original string    // the URL that was captured, as the archive writes it
	Captured time.Time // UTC
	Status   int       // of the captured answer; 0 for a revisit or where the archive does not say
	Type     string    // media type
	Digest   string
	Length   int    // bytes in the archive; 0 unknown
	Why      string // why this one was chosen, or doubted
	Doubt    bool   // there is a reason to doubt that it shows the source
}

// A Request asks for one URL, once; redirects are answers too.
type Request struct {
	URL          string
	ETag         string // of an earlier visit, for a conditional request
	LastModified string
	Anchors      []string // fragments that citations name, to be looked for in the page
}

// A Fetcher makes one polite visit. The error is not nil only when ctx ended;
// whatever the web does wrong is a Visit.
type Fetcher interface {
	Fetch(ctx context.Context, r Request) (*Visit, error)
}

// An Archive answers for one web archive. An outage is an error and never "no
// snapshot".
type Archive interface {
	Name() string
	Lookup(ctx context.Context, url string, near time.Time) (*Lookup, error)
}

// A Store remembers observations. Both methods are safe for several
// goroutines, and for several processes on one file.
type Store interface {
	// Latest returns, for each of keys that was ever seen, the newest
	// observation of each kind by each who answered, in no order.
	Latest(ctx context.Context, keys []string) ([]Observation, error)
	// Add appends. When it returns, what was added outlives a kill.
	Add(ctx context.Context, observations ...Observation) error
}
