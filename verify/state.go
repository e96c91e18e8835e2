package verify

import "fmt"

// State is what observations mean. The zero State is Unchecked, so a
// forgotten field can never pass a gate.
type State int

const (
	Unchecked   State = iota // offline, excluded, disallowed by robots, out of time
	Live                     // answers, and is a page of its own
	Moved                    // permanently redirected, and the target is Live
	Suspect                  // answers, but not with the source: soft 404, home page, parked domain
	Blocked                  // 401, 403, 429, bot wall, log-in: a person may still get in
	Unreachable              // DNS trouble, TLS, timeout, refused, 5xx, redirect loop or excess, redirect off the web, an address refused as private: may heal, or be our side
	Dead                     // the server or the DNS says that it is gone: 404, 410, NXDOMAIN
)

// Names as in reports, in the order of the constants.
var states = [...]string{"unchecked", "live", "moved", "suspect", "blocked", "unreachable", "dead"}

func (s State) String() string {
	if s < Unchecked || s > Dead {
		panic(fmt.Sprintf("verify: state %d", int(s)))
	}
	return states[s]
}

// A Verdict is the state of a source with the reason for it.
type Verdict struct {
	State  State
	Reason string // a stable code: http-404, dns-not-found, tls-expired, timeout, soft-404, ...
	Detail string // the same for a person to read
}

// ArchiveState is what the archives' answers mean. The zero ArchiveState is
// ArchiveUnchecked.
type ArchiveState int

const (
	ArchiveUnchecked ArchiveState = iota // not asked
	Archived                             // a snapshot shows the source
	Weak                                 // there is a snapshot, and a reason to doubt it
	None                                 // every archive asked says that it holds none
	Excluded                             // the site keeps archives out
	Unknown                              // an archive could not be asked; never read as None
)

func (s ArchiveState) String() string {
	if s < ArchiveUnchecked || s > Unknown {
		panic(fmt.Sprintf("verify: archive state %d", int(s)))
	}
	return [...]string{"unchecked", "archived", "weak", "none", "excluded", "unknown"}[s]
}

// Severity is how much a finding matters. The zero Severity is Advice.
type Severity int

const (
	Advice Severity = iota
	Warning
	Error
)

func (s Severity) String() string {
	if s < Advice || s > Error {
		panic(fmt.Sprintf("verify: severity %d", int(s)))
	}
	return [...]string{"advice", "warning", "error"}[s]
}
