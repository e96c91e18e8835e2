package verify

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// Evidence is what Gather brings home for one source.
type Evidence struct {
	Visit   *Visit        // the latest; nil when there is none
	Checked time.Time     // when that visit ended; zero when there is none
	Archive Holding       // what the latest answer of each archive asked means, see Hold
	Records []Observation // what registries said of the identifiers that citations give the source
	Cached  bool          // the visit is of an earlier run
	Lived   bool          // an earlier visit showed a page there; asked only of what is gone and in no archive
	Skipped string        // why there is no fresh visit: offline, excluded, deadline, interrupted, url-malformed, not-web; empty otherwise
	Unasked string        // why an archive was not asked, or what may have been meant not tried: deadline, interrupted; empty otherwise
	Probe   *Observation  // what the host says to nonsense; nil when it was not asked
	Word    *Seen         // an editor's, see AddSeen; nil for none
	Tries   []Try         // URLs that were tried in place of the source's, in that order
}

// Judge states what the evidence means, compares each citation with its source,
// and lets every rule look at it. It is pure: the same documents, evidence and
// rules give the same case and the same findings, sorted by document and place.
// evidence[i] belongs to sources[i]; the zero Comparison compares nothing.
func Judge(docs []*Document, sources []Source, evidence []Evidence, compare Comparison, rules []Rule, now time.Time) (*Case, []Finding) {
	standings := make([]Standing, len(sources))
	Each(len(sources), func(from, to int) {
		for i := from; i < to; i++ {
			standings[i] = stand(docs, &sources[i], &evidence[i])
		}
	})
	judgeTogether(docs, standings)
	for i := range standings {
		standings[i].see(evidence[i].Word, DateOf(now))
	}
	c := NewCase(docs, standings, now)
	c.Repaired = repaired(docs, standings, evidence)
	c.Compare(compare)
	findings := slices.Concat(check(c, rules)...)
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Where.Document, b.Where.Document),
			cmp.Compare(a.Where.Span.Start, b.Where.Span.Start),
			cmp.Compare(b.Severity, a.Severity),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return c, findings
}

// check lets each rule look at c, beside the others, and returns what each of
// them found. One that waits for what another makes for both holds nobody up.
func check(c *Case, rules []Rule) [][]Finding {
	found := make([][]Finding, len(rules))
	var all sync.WaitGroup
	for i := range rules {
		all.Go(func() {
			r := &rules[i]
			r.Check(c, func(f Finding) {
				f.Rule, f.Severity = r.ID, r.Severity
				found[i] = append(found[i], f)
			})
		})
	}
	all.Wait()
	return found
}

// stand states what the evidence of one source means.
func stand(docs []*Document, s *Source, e *Evidence) Standing {
	st := Standing{Source: *s, Evidence: e}
	if e.Visit != nil {
		st.Verdict = meaning(s, e.Visit, titles(docs, s), visitOf(e.Probe))
	} else {
		st.Verdict = Verdict{State: Unchecked, Reason: e.Skipped, Detail: uncheckedWords[e.Skipped]}
	}
	if len(e.Tries) > 0 {
		st.Repair, _ = mend(docs, s, st.Verdict, e)
	} else if e.Visit == nil || wantsMending(s, st.Verdict, e.Visit, titles(docs, s)) {
		st.Repair = byText(s.Damage)
	}
	return st
}

// uncheckedWords say why a source was not visited.
var uncheckedWords = map[string]string{
	"offline":       "not visited: the run was offline, and it was never seen before",
	"excluded":      "not visited: it is excluded",
	"robots":        "not visited: its host asks so in robots.txt",
	"deadline":      "not visited: the run was out of time",
	"later":         "not visited yet: its turn comes in one of the next nights",
	"interrupted":   "not visited: the run was interrupted",
	"url-malformed": "not visited: this is no address of the web",
	"not-web":       "not visited: this is an address of FTP, which is not asked",
}

// titles are what the citations of s call it, each once.
func titles(docs []*Document, s *Source) []string {
	var found []string
	for _, ref := range s.CitedBy {
		t := docs[ref.Document].Citations[ref.Citation].Title
		if t != "" && !slices.Contains(found, t) {
			found = append(found, t)
		}
	}
	return found
}
