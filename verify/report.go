package verify

import "time"

// A Report is all that one run saw and found: what every writer of the
// package report is given.
type Report struct {
	Version   string // of loccit
	Run       Run
	Documents []*Document
	Sources   []Standing      // sorted by key
	Repaired  []Standing      // proposed repairs that were visited
	Checks    map[Ref][]Check // what citations say of their sources, compared
	Findings  []Finding       // sorted by document and place
	Rules     []Rule          // the catalogue that was used, for titles and help
	Remarks   []Remark        // what is to be said beside the findings
	Gate      *Ruling         // of loccit gate; nil for other commands
	Night     *Night          // of loccit nightly; nil for other commands
}

// A Night is what a nightly run has to tell.
type Night struct {
	Changes []Change // since the last night, in the order of SortChanges
	Broken  []Broken // what was told to have broken before, and has not healed; the longest first
	Ending  []Waiver // that run out within a week
	Asked   int      // sources that were to be asked this night
	Left    int      // sources that are due, and left to the nights to come
}

// Broke is how many sources broke this night that nobody has answered for.
func (n *Night) Broke() int {
	broke := 0
	for i := range n.Changes {
		if n.Changes[i].Kind == Broke && n.Changes[i].Waived == nil {
			broke++
		}
	}
	return broke
}

// A Run says when and how a report came to be.
type Run struct {
	ID       string
	Command  string // audit, gate, nightly, demo
	Started  time.Time
	Finished time.Time
	Why      string // why it is not complete: interrupted, deadline, no-network, unjudged; empty when it is
	Offline  bool
	Since    string // a revision: only notes that differ from it were looked at; empty for all
}

// Complete reports whether the run saw all that it was asked to see.
func (r Run) Complete() bool { return r.Why == "" }
