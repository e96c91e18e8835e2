package rule

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

func readSources(t *testing.T, docs []*verify.Document, sources string) []verify.Standing {
	said := map[string][]string{}
	for _, line := range lines(sources) {
		words := fields(line)
		said[verify.Key(words[0])] = words[1:]
	}
	var standings []verify.Standing
	for _, s := range verify.Sources(docs) {
		st := verify.Standing{Source: s, Evidence: &verify.Evidence{}}
		st.Reason = "offline"
		if words, ok := said[s.Key]; ok {
			setStanding(t, &st, words)
			delete(said, s.Key)
		}
		standings = append(standings, st)
	}
	for key, words := range said { // what no citation names, such as the archive link of a note
		st := verify.Standing{Source: verify.Source{Key: key, URL: key}, Evidence: &verify.Evidence{}}
		setStanding(t, &st, words)
		standings = append(standings, st)
	}
	slices.SortFunc(standings, func(a, b verify.Standing) int { return strings.Compare(a.Key, b.Key) })
	return standings
}

func setStanding(t *testing.T, st *verify.Standing, words []string) {
	st.State, st.Reason = state(t, words[0]), ""
	st.Checked = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	st.Visit = &verify.Visit{URL: st.URL, Final: st.URL}
	if st.State == verify.Unchecked {
		st.Visit, st.Checked = nil, time.Time{}
	}
	for _, w := range words[1:] {
		key, value, ok := strings.Cut(w, "=")
		if !ok {
			st.Reason = w
			continue
		}
		setStandingField(t, st, key, value)
	}
}

func setStandingField(t *testing.T, st *verify.Standing, key, value string) {
	switch key {
	case "status":
		st.Visit.Status, _ = strconv.Atoi(value)
	case "final":
		st.Visit.Hops = append(st.Visit.Hops, verify.Hop{URL: st.URL, Status: 301})
		st.Visit.Final = value
	case "confirmed":
		st.Visit.Confirmed = true
	case "detail":
		st.Detail = value
	case "page":
		page(st).Title = value
	case "text":
		page(st).Text = strings.ReplaceAll(value, `\n`, "\n")
		page(st).Words = len(strings.Fields(value))
	case "author":
		page(st).Authors = append(page(st).Authors, value)
	case "published":
		page(st).Published = value
	case "updated":
		page(st).Updated = value
	case "site":
		page(st).Site = value
	case "language":
		page(st).Language = value
	case "words":
		page(st).Words, _ = strconv.Atoi(value)
	case "archivedtitle":
		archivedPage(st).Title = value
	case "archivedauthor":
		archivedPage(st).Authors = append(archivedPage(st).Authors, value)
	case "archivedpublished":
		archivedPage(st).Published = value
	case "archivedtext":
		archivedPage(st).Text = strings.ReplaceAll(value, `\n`, "\n")
		archivedPage(st).Words = len(strings.Fields(value))
	case "anchor":
		page(st).Rare = &verify.RarePage{Anchors: append(page(st).Rare.Get().Anchors, value)}
	case "type":
		page(st).MediaType = value
	case "lacks":
		st.Visit.Lacks = append(st.Visit.Lacks, value)
	case "scripted":
		page(st).Scripted = true
	case "truncated":
		page(st).Truncated = true
	case "lived":
		st.Lived = true
	case "cached":
		st.Cached = true
	case "archive":
		st.Archive.State = archiveState(t, value)
	case "snapshot":
		st.Archive.Snapshot, st.Archive.Provider = value, "wayback"
	case "captured":
		st.Archive.Captured, _ = time.Parse(time.DateOnly, value)
	case "why":
		st.Archive.Why = value
	case "damage":
		if st.Damage == nil {
			st.Damage = &verify.Damage{}
		}
		st.Damage.Why = value
	case "candidate":
		if st.Damage == nil {
			st.Damage = &verify.Damage{}
		}
		st.Damage.Candidates = append(st.Damage.Candidates, verify.Candidate{URL: value, Evidence: []string{"the words of the title lie there"}})
	case "repair":
		st.Repair = &verify.Repair{URL: value, Evidence: []string{"it answers, and its title is that of the note"}}
	case "confidence":
		for k := verify.Low; k <= verify.High; k++ {
			if k.String() == value {
				st.Repair.Confidence = k
			}
		}
	default:
		t.Fatalf("a source has no field %q", key)
	}
}

func page(st *verify.Standing) *verify.Page {
	if st.Visit.Page == nil {
		st.Visit.Page = &verify.Page{MediaType: "text/html"}
	}
	return st.Visit.Page
}

func archivedPage(st *verify.Standing) *verify.Page {
	if st.Archive.Page == nil {
		st.Archive.Page = &verify.Page{MediaType: "text/html", Words: 200}
	}
	return st.Archive.Page
}

func state(t *testing.T, word string) verify.State {
	for s := verify.Unchecked; s <= verify.Dead; s++ {
		if s.String() == word {
			return s
		}
	}
	t.Fatalf("no state %q", word)
	return 0
}

func archiveState(t *testing.T, word string) verify.ArchiveState {
	for s := verify.ArchiveUnchecked; s <= verify.Unknown; s++ {
		if s.String() == word {
			return s
		}
	}
	t.Fatalf("no archive state %q", word)
	return 0
}
