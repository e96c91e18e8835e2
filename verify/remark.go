package verify

// A Remark is what a run has to say beside its findings: of a waiver that ran
// out, of a source that an editor has seen by hand, of a finding that healed.
// It stops no gate.
type Remark struct {
	Kind    RemarkKind
	Message string
	Next    string // what to do next; empty for nothing
	File    string // where an editor finds what it is about: loccit.toml; empty for none
	Line    int
}

// RemarkKind is what a remark is about.
type RemarkKind string

const (
	RemarkSeen          RemarkKind = "seen"           // an editor's word counts for a visit
	RemarkSeenExpired   RemarkKind = "seen-expired"   // it would, if it were not too old
	RemarkWaiverExpired RemarkKind = "waiver-expired" // what it waived counts again
	RemarkWaiverUnused  RemarkKind = "waiver-unused"  // it waives nothing
	RemarkHealed        RemarkKind = "healed"         // the baseline knows it, and it is not found any more
	RemarkPartial       RemarkKind = "partial"        // not all notes were looked at
)
