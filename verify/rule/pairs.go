package rule

import (
	"hash/maphash"
	"slices"
	"strconv"
	"strings"
	"sync"

	"loccit/verify"
	"loccit/verify/repair"
)

// A pair is two full citations of one source in one document.
type pair struct {
	first, later int      // indices in Document.Citations
	differs      []string // in what they contradict each other, in words; empty for a mere repetition
}

// A pairing finds the pairs of a document.
type pairing func(*verify.Document) []pair

// pairsOnce is pairs, made once for each document: it takes longer than all that
// is done with it.
func pairsOnce() pairing {
	var lock sync.Mutex
	made := map[*verify.Document]func() []pair{}
	return func(doc *verify.Document) []pair {
		lock.Lock()
		once := made[doc]
		if once == nil {
			once = sync.OnceValue(func() []pair { return pairs(doc) })
			made[doc] = once
		}
		lock.Unlock()
		return once()
	}
}

// pairs finds each full citation whose source an earlier note cites in full
// already, with the first that does. Two are of one source when their DOIs or
// addresses agree, be it only without hyphens; when the same site gives the
// same title on the same day; or, off the web, when author, title and year
// agree. Each chapter may cite anew in full (Chicago 14.31): a mere repetition
// in another series is no pair.
func pairs(doc *verify.Document) []pair {
	var found []pair
	spellings := spell(doc)
	whole := wholes(doc, spellings)
	first := make(map[uint64]int, 2*len(doc.Citations)) // by hash: of a million names two clash in one run of 30 million
	seed := maphash.MakeSeed()
	var shared []identity
	var names []uint64
	for i := range doc.Citations {
		c := &doc.Citations[i]
		if c.Form != verify.Full || c.About != "" { // a comment on a work is not that work
			continue
		}
		before := -1
		names = names[:0]
		shared = identities(shared[:0], c, spellings[i])
		for _, name := range shared {
			names = append(names, maphash.Comparable(seed, name))
		}
		for _, name := range names {
			if k, ok := first[name]; ok {
				before = k
				break
			}
		}
		for _, name := range names {
			if _, ok := first[name]; !ok {
				first[name] = i
			}
		}
		if before < 0 || doc.Citations[before].Note == c.Note {
			continue
		}
		p := pair{before, i, nil}
		if a := &doc.Citations[before]; whole[spellings[before]] {
			p.differs = addresses(a, c, spellings[before], spellings[i])
		} else {
			p.differs = append(addresses(a, c, spellings[before], spellings[i]), differences(doc, a, c)...)
		}
		if len(p.differs) == 0 && doc.Notes[doc.Citations[before].Note].Series != doc.Notes[c.Note].Series {
			for _, name := range names {
				first[name] = i
			}
			continue
		}
		found = append(found, p)
	}
	return found
}

// spell is the plain address of each full citation; empty for one off the web.
func spell(doc *verify.Document) []string {
	spellings := make([]string, len(doc.Citations))
	for i := range doc.Citations {
		if c := &doc.Citations[i]; c.Form == verify.Full && c.Link() != "" {
			spellings[i] = plain(c.Link())
		}
	}
	return spellings
}

// wholes tells which addresses stand under three titles or more: those are
// reference works whose parts are cited, and different titles are no
// contradiction there.
func wholes(doc *verify.Document, spellings []string) map[string]bool {
	titles := map[string][]string{}
	whole := map[string]bool{}
	for i := range doc.Citations {
		c := &doc.Citations[i]
		at := spellings[i]
		if c.Form != verify.Full || at == "" || c.Title == "" {
			continue
		}
		if !slices.ContainsFunc(titles[at], func(t string) bool { return overlap(t, c.Title) >= 0.5 }) {
			titles[at] = append(titles[at], c.Title)
		}
		whole[at] = len(titles[at]) > 2
	}
	return whole
}

// An identity is one thing that two citations of one source share.
type identity struct{ kind, name, more string }

// identities adds to names what two citations of one source share, surest first.
func identities(names []identity, c *verify.Citation, spelling string) []identity {
	if c.DOI != "" {
		names = append(names, identity{kind: "doi", name: strings.ToLower(c.DOI)})
	}
	title := strings.Join(tokens(c.Title), " ")
	wordy := strings.Count(title, " ") >= 2
	switch link := c.Link(); {
	case link != "" && !strings.ContainsAny(spelling, "/?"):
		// A home page is no source of its own: many pages are cited by it.
	case link != "":
		names = append(names, identity{kind: "url", name: spelling})
		if fold := repair.Fold(link); fold != "" {
			names = append(names, identity{kind: "fold", name: fold})
		}
		if wordy && c.Date.Day != 0 {
			names = append(names, identity{"site", hostOf(link) + " " + c.Date.String(), title})
		}
	case wordy && c.Date.Year != 0 && len(c.Authors) > 0:
		names = append(names, identity{"work", strings.Join(tokens(strings.Join(c.Authors, " ")), " ") + " " + strconv.Itoa(c.Date.Year), title})
	}
	return names
}

func isRoot(link string) bool { return !strings.ContainsAny(plain(link), "/?") }

// addresses tells whether two citations of one source give it two URLs.
func addresses(a, b *verify.Citation, at, bt string) []string {
	if at != "" && bt != "" && at != bt && (a.DOI == "" || !strings.EqualFold(a.DOI, b.DOI)) {
		return []string{"URL"}
	}
	return nil
}

// differences are the other parts in which two citations of one source
// contradict each other.
func differences(doc *verify.Document, a, b *verify.Citation) []string {
	var found []string
	if titled(a) && titled(b) && overlap(a.Title, b.Title) < 0.5 && !names(doc, b, a.Title) && !names(doc, a, b.Title) {
		found = append(found, "title")
	}
	if contradict(a.Date, b.Date) {
		found = append(found, "date")
	}
	return found
}

// names reports whether the note of a citation has a title all the same, in
// other words than those that were taken for its title: a headline quoted in
// it, or the title of a chapter.
func names(doc *verify.Document, c *verify.Citation, title string) bool {
	has := map[string]bool{}
	for _, w := range tokens(doc.Notes[c.Note].Span.Of(doc.Text)) {
		has[w] = true
	}
	words := tokens(title)
	n := 0
	for _, w := range words {
		if has[w] {
			n++
		}
	}
	return n*10 >= len(words)*8
}

// titled reports whether a citation has a title of some words, and not a piece
// of its URL in its place.
func titled(c *verify.Citation) bool {
	return strings.Contains(strings.TrimSpace(c.Title), " ") && len(tokens(c.Title)) > 1
}
