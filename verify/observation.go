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
	KindRecord Kind = "record" // a registry was asked about an identifier
	KindSearch Kind = "search" // an archive's index was asked what it knows that is like a source's URL
)

// An Observation is what one visit or one archive question showed, at one
// moment. It is stored and never rewritten; what it means is judged anew each
// time.
type Observation struct {
	Kind   Kind
	Key    string    // the source's key; of a record, the identifier
	By     string    // who answered: "web", or the name of the archive or registry
	At     time.Time // when it ended
	Visit  *Visit    // for a visit and a probe
	Lookup *Lookup   // for a lookup, and for a search
	Record *Record   // for a record
}

// A Visit is what the web showed to one reader, once.
type Visit struct {
	URL       string // as asked
	Hops      []Hop  // the redirects, in order; empty when there was none
	Final     string // the URL that gave the last answer, without a fragment
	Fragment  string `json:",omitempty"` // what the last redirect has behind the #: to applications, it says what to show
	Status    int    // the last HTTP status, 0 when no answer came
	Failure   string // a reason code for what stood in the way: timeout, dns-not-found, tls-expired, redirect-loop, ...; empty when an answer came
	Detail    string // the failure in words, for a person
	Attempts  int    // requests made, redirects left out; 0 when the host's other answers spoke for this URL
	Confirmed bool   // a second request after a pause got the same status
	Elapsed   time.Duration
	Header    Header
	Page      *Page    // nil when the answer had no body that was read
	Lacks     []string // fragments that citations of the source name, and that the page does not hold; only where that is certain
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
	Server       string

	Rare *RareHeader `json:",inline"` // nil for most answers; see RareHeader.Get
}

// A RareHeader holds those of the headers that few answers bear. It is kept
// apart, for a hundred thousand visits are in memory at once.
type RareHeader struct {
	RetryAfter string
	Mitigated  string // cf-mitigated
	Memento    string // Memento-Datetime: when an archive captured what it shows
	Wall       string // another header by which a bot wall gives itself away, as "name: value"
}

// Get is r, or the zero RareHeader for nil.
func (r *RareHeader) Get() RareHeader {
	if r == nil {
		return RareHeader{}
	}
	return *r
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
	Page     *Page  `json:",omitempty"` // what it shows; nil where it was not opened, or there is a doubt
}

// A Request asks for one URL, once; a redirect is an answer like any other.
type Request struct {
	URL          string
	ETag         string // of an earlier visit, for a conditional request
	LastModified string
	Cookies      []string          // name=value, as this host set them earlier in the chain
	Anchors      map[string]string // what an id or name may be, and the cited fragment that it answers; read only
	Passages     []string          // cited fragments with a text directive (#:~:text=), to be looked for in the visible text
	Timeout      time.Duration     // for the whole answer, body included; 0 for the Fetcher's own
	Again        bool              // where a connection breaks before an answer, one more try at once is allowed
	Last         bool              // it is the last of several tries: one connection is made for it, and no more
	Body         bool              // the body itself is wanted, see Answer.Body
	PDF          bool              // a PDF is wanted whole: a note quotes from it, or gives it a title
	Came         func()            // called once an answer of status 200 has come whole, before its page is read; nil for nobody
}

// An Answer is what one request brought. The zero Answer is none.
type Answer struct {
	Requests int           // made: 2 when a broken connection was tried again
	Status   int           // HTTP status, 0 when no answer came
	Failure  string        // a reason code for what stood in the way; empty when an answer came
	Detail   string        // the failure in words, for a person
	Next     string        // where a redirect or a meta refresh sends on: an absolute URL, or whatever stood there if it is none
	AtOnce   bool          // Next is a refresh that gives nobody the time to read
	Wait     time.Duration // what Retry-After asks for; 0 when it does not
	Cookies  []Cookie      // as this answer set them
	Elapsed  time.Duration
	Header   Header
	Page     *Page
	Body     []byte // decoded, at most 512 KiB; nil unless it was wanted
}

// A Fetcher makes one request, politeness being the caller's. The error is not
// nil only when ctx ended; whatever the web does wrong is an Answer. It is
// safe for several goroutines.
type Fetcher interface {
	Fetch(ctx context.Context, r Request) (*Answer, error)
}

// An Archive answers for one web archive. An outage is an error and never "no
// snapshot"; an error that is a *Pause asks for patience.
type Archive interface {
	Name() string
	Lookup(ctx context.Context, url string, near time.Time) (*Lookup, error)
}

// A Question is all that an archive may want to know of a source before it
// looks.
type Question struct {
	URL    string
	Near   time.Time // see Lookup
	State  State     // what the latest visit means: a source that is live is in no hurry
	Titles []string  // that notes give the source
}

// An Asker is an Archive that answers better the more it knows, and paces
// itself: it may be asked as fast as it answers, and says with a Pause when
// that is too fast.
type Asker interface {
	Archive
	Ask(ctx context.Context, q Question) (*Lookup, error)
}

// A Pacer is an Archive that knows how long its budgets hold questions back.
type Pacer interface {
	Archive
	// Left is how long so many questions take, about sources in trouble and
	// about live ones.
	Left(urgent, leisurely int) time.Duration
}

// A Pause is the error of an archive or a registry that must be left alone for a while. The
// question was not answered; it may be put again when the time has come.
type Pause struct {
	Until time.Time // zero: not again in this run
	Why   string    // for a person
}

// Error is the reason and the moment.
func (p *Pause) Error() string {
	if p.Until.IsZero() {
		return p.Why + "; not asked again in this run"
	}
	return p.Why + "; to be asked again at " + p.Until.UTC().Format(time.TimeOnly) + " UTC"
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
