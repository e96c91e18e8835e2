package verify

import (
	"cmp"
	"fmt"
	"slices"
)

// A Mender proposes what URLs may have been meant. It does not look outside.
type Mender interface {
	// Guess proposes URLs in place of that of the i-th source, best first and
	// at most six.
	Guess(i int) []Candidate
	// Search is what an archive's index is asked for in place of the URL of the
	// i-th source: see Searcher. An empty prefix asks for nothing.
	Search(i int) (prefix, token string)
	// Alike tells how like the URL of the i-th source url is.
	Alike(i int, url string) Likeness
}

// Likeness tells how like a printed URL another one is.
type Likeness int

const (
	Unlike   Likeness = iota
	Near              // but for two letters
	Cut               // it begins like the printed one and goes on: the printed one may have lost its end
	SameFold          // the same letters and digits: only hyphens, case and the like differ
)

// A Try is what was learnt of one URL that may have been meant in place of a
// source's.
type Try struct {
	Candidate
	Key      string
	Likeness Likeness
	Listed   string   // the archive whose index lists it; empty where none was seen to
	Shown    Evidence // of its visit, and what archives say of it
}

// A trial weighs the tries of one source against each other.
type trial struct {
	source   *Source
	titles   []string
	verdict  Verdict // of the URL as printed
	printed  *Visit  // may be nil
	tries    []Try
	listed   [SameFold + 1]int // how many of the tries an archive lists, by likeness
	archived int               // how many have a snapshot that bears a title of the notes
	held     int               // how many have a snapshot
	named    int               // how many begin as the printed URL and bear a title of the notes, on the web or in an archive
}

// weighed is what one try comes to; the greater is the better one.
type weighed struct {
	ok         bool
	confidence Confidence
	live       bool
	why        []string
}

// mend states which of the tries is to be proposed in place of a source's URL,
// and at which confidence; nil and -1 where none is. A page that answers and
// bears the note's title is sure; what an archive alone knows is as sure as it
// is the only one; what merely answers is not.
func mend(docs []*Document, s *Source, v Verdict, e *Evidence) (*Repair, int) {
	t := &trial{source: s, titles: titles(docs, s), verdict: v, tries: e.Tries}
	if e.Visit != nil {
		t.printed = e.Visit
	}
	t.count()
	best, at := weighed{}, -1
	for k := range t.tries {
		if w := t.weigh(&t.tries[k]); w.ok && (at < 0 || w.better(best)) {
			best, at = w, k
		}
	}
	if at < 0 || best.confidence < t.least(e) {
		return nil, -1
	}
	try := &t.tries[at]
	return &Repair{URL: try.URL, Confidence: best.confidence, Evidence: append(best.why, try.Evidence...)}, at
}

func (w weighed) better(than weighed) bool {
	return w.confidence > than.confidence || w.confidence == than.confidence && w.live && !than.live
}

func (t *trial) count() {
	for k := range t.tries {
		try := &t.tries[k]
		if try.Listed != "" {
			t.listed[try.Likeness]++
		}
		s := try.Shown.archived()
		archived := s != nil && t.names(s)
		if s != nil {
			t.held++
		}
		if archived {
			t.archived++
		}
		if v := try.Shown.Visit; try.Likeness == Cut && (archived || v != nil && v.Status == 200 && bears(v.Page, t.titles)) {
			t.named++
		}
	}
}

// least is how sure a repair must be. An address that answers, or of which an
// archive has a copy under the note's title, is proposed to be changed for a
// sure one alone.
func (t *trial) least(e *Evidence) Confidence {
	s := e.archived()
	if t.verdict.State == Live || t.verdict.State == Moved || s != nil && t.names(s) {
		return High
	}
	return Low
}

// names reports whether the page of s bears the title of the notes.
func (t *trial) names(s *Holding) bool { return bears(s.Page, t.titles) }

func titleOf(s *Holding) string {
	if s.Page == nil {
		return ""
	}
	return s.Page.Title
}

func (t *trial) weigh(try *Try) weighed {
	live, archived := t.weighLive(try), t.weighArchived(try)
	if live.ok && archived.ok {
		if archived.better(live) {
			live, archived = archived, live
		}
		live.why, live.live = append(live.why, archived.why...), true
		return live
	}
	if archived.ok {
		return archived
	}
	return live
}

// weighLive weighs what the web says of a try.
func (t *trial) weighLive(try *Try) weighed {
	if try.Shown.Visit == nil {
		return weighed{}
	}
	v, probe := try.Shown.Visit, visitOf(try.Shown.Probe)
	state := Classify(v, t.titles, probe).State
	switch {
	case state == Blocked && t.verdict.State == Dead && root(v.URL) == root(t.printed.URL):
		return weighed{ok: true, why: []string{"the site refuses to show it to a program, and does not say that it is gone, as it does of the address as printed"}}
	case state != Live && state != Moved, sameAnswer(t.printed, v):
		return weighed{}
	}
	w := weighed{ok: true, live: true, why: []string{"it answers"}}
	named, shown := bears(v.Page, t.titles), ""
	if v.Page != nil {
		shown = v.Page.Title
	}
	switch {
	case named && echoes(probe):
		w.confidence, w.why[0] = Medium, "it answers with a page of its own, though its site puts the words of any address into its title"
	case named && try.Likeness == Cut && t.named > 1:
		w.confidence, w.why[0] = Medium, fmt.Sprintf("it answers, and its page is called “%s”; so are others that begin as the printed address", clip(shown, 120))
	case named:
		w.confidence, w.why[0] = High, fmt.Sprintf("it answers, and its page is called “%s”, as in the note", clip(shown, 120))
	case shown != "" && len(t.titles) > 0:
		w.why[0] = fmt.Sprintf("it answers; its page is called “%s”, and the note says “%s”", clip(shown, 120), clip(t.titles[0], 120))
	case try.Likeness == SameFold && t.distinguishes(v, probe):
		w.confidence, w.why[0] = Medium, "it answers, and its site says of other addresses that they are not there"
	}
	return w
}

// distinguishes reports whether the site is known to tell addresses that are
// there from those that are not.
func (t *trial) distinguishes(v, probe *Visit) bool {
	if saidGone(t.printed, v) {
		return true
	}
	return probe != nil && probe.Failure == ""
}

// saidGone reports whether the site of v said of another address that it is
// not there.
func saidGone(of, v *Visit) bool {
	return of != nil && (of.Status == 404 || of.Status == 410) && root(of.Final) == root(v.Final)
}

// sameAnswer reports whether two addresses show one page, so that the one is no
// better than the other.
func sameAnswer(a, b *Visit) bool {
	if a == nil || a.Page == nil || b.Page == nil || a.Status != b.Status {
		return false
	}
	return bare(a.Final) == bare(b.Final) || a.Page.Digest != "" && a.Page.Digest == b.Page.Digest
}

// weighArchived weighs what archives say of a try.
func (t *trial) weighArchived(try *Try) weighed {
	s := try.Shown.archived()
	only := try.Listed != "" && t.listed[try.Likeness] == 1
	switch {
	case s != nil && t.names(s):
		w := weighed{ok: true, confidence: Medium, why: []string{holds(s)}}
		if t.archived == 1 && try.Likeness > Near {
			w.confidence = High
		}
		return w
	case try.Listed == "" && s == nil:
		return weighed{}
	case try.Listed == "":
		w := weighed{ok: true, why: []string{holds(s)}}
		if t.held == 1 && try.Likeness == SameFold && (titleOf(s) == "" || len(t.titles) == 0) {
			w.confidence = Medium
		}
		return w
	case s != nil && titleOf(s) != "" && len(t.titles) > 0 && !only:
		return weighed{ok: true, why: []string{fmt.Sprintf("the index of %s lists it, with the title “%s”", try.Listed, clip(titleOf(s), 120))}}
	case !only:
		return weighed{ok: true, why: []string{"the index of " + try.Listed + " lists it, and others like it"}}
	case try.Likeness == SameFold:
		return weighed{ok: true, confidence: Medium, why: []string{"the index of " + try.Listed + " lists it, and no other address of these letters"}}
	case try.Likeness == Cut:
		return weighed{ok: true, confidence: Medium, why: []string{"the index of " + try.Listed + " lists it, and no other address that begins as the printed one"}}
	}
	return weighed{ok: true, why: []string{"the index of " + try.Listed + " lists it; it differs from the printed one by two letters at most"}}
}

// holds tells of a snapshot, and where it is.
func holds(s *Holding) string {
	said := "an archive holds it as of " + s.Captured.UTC().Format("2006-01-02")
	if title := titleOf(s); title != "" {
		said += ", under the title “" + clip(title, 120) + "”"
	}
	return said + ": " + s.Snapshot
}

// archived is what archives have of the source, where nothing speaks against
// it; else nil.
func (e *Evidence) archived() *Holding {
	if e.Archive.State != Archived {
		return nil
	}
	return &e.Archive
}

// wantsMending reports whether it is worth looking for another URL: the source
// is gone, or its URL looks damaged and nothing shows that it is right.
func wantsMending(s *Source, v Verdict, visit *Visit, cited []string) bool {
	switch v.State {
	case Dead, Suspect:
		return true
	case Live, Moved:
		return s.Damage != nil && len(cited) > 0 && visit.Page != nil && visit.Page.Title != "" && !bears(visit.Page, cited)
	case Blocked, Unreachable:
		return s.Damage != nil
	}
	return false
}

// byText is the repair that the words of the note alone propose: until its
// page was seen, confidence is low.
func byText(d *Damage) *Repair {
	if d == nil || len(d.Candidates) == 0 {
		return nil
	}
	best := d.Candidates[0]
	return &Repair{URL: best.URL, Confidence: Low, Evidence: best.Evidence}
}

// repaired are the standings of the URLs that are proposed and were looked at,
// each once, sorted by key.
func repaired(docs []*Document, standings []Standing, evidence []Evidence) []Standing {
	at := map[string]int{}
	var found []Standing
	for i := range standings {
		st := &standings[i]
		try := chosen(st, &evidence[i])
		if try == nil || try.Shown.Visit == nil && try.Shown.Archive.State == ArchiveUnchecked {
			continue
		}
		if k, ok := at[try.Key]; ok {
			found[k].CitedBy = append(slices.Clip(found[k].CitedBy), st.CitedBy...)
			continue
		}
		at[try.Key] = len(found)
		found = append(found, stand(docs, &Source{Key: try.Key, URL: try.URL, CitedBy: st.CitedBy}, &try.Shown))
	}
	slices.SortFunc(found, func(a, b Standing) int { return cmp.Compare(a.Key, b.Key) })
	return found
}

// chosen is the try that the repair of st proposes.
func chosen(st *Standing, e *Evidence) *Try {
	if st.Repair == nil {
		return nil
	}
	for k := range e.Tries {
		if e.Tries[k].URL == st.Repair.URL {
			return &e.Tries[k]
		}
	}
	return nil
}
