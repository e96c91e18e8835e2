package rule

import (
	"bytes"
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
	links := linksOf(doc)
	whole := wholes(doc, links)
	first := make(map[uint64]int, 2*len(doc.Citations)) // by name, see identities
	by := identifier{seed: maphash.MakeSeed()}
	for i := range doc.Citations {
		c := &doc.Citations[i]
		if c.Form != verify.Full || c.About != "" { // a comment on a work is not that work
			continue
		}
		names := by.identities(c, links[i], whole[links[i].plain])
		before := earliest(first, names, i)
		if before < 0 || doc.Citations[before].Note == c.Note {
			continue
		}
		a := &doc.Citations[before]
		p := pair{before, i, addresses(a, c, links[before].plain, links[i].plain)}
		switch differs := differences(doc, a, c); {
		case !whole[links[before].plain]:
			p.differs = append(p.differs, differs...)
		case len(differs) > 0 && len(p.differs) == 0:
			continue // another part of that work: neither a contradiction nor a repetition
		}
		if len(p.differs) == 0 && doc.Notes[a.Note].Series != doc.Notes[c.Note].Series {
			for _, name := range names {
				first[name] = i
			}
			continue
		}
		found = append(found, p)
	}
	return found
}

// earliest is the first citation that has the surest of names that any has, -1
// where none has one. Names that are new become those of citation i.
func earliest(first map[uint64]int, names []uint64, i int) int {
	before := -1
	for _, name := range names {
		if k, ok := first[name]; !ok {
			first[name] = i
		} else if before < 0 {
			before = k
		}
	}
	return before
}

// A link is where a citation sends a reader, and that address made plain.
type link struct{ url, plain string }

// linksOf are those of the full citations; empty for one off the web.
func linksOf(doc *verify.Document) []link {
	links := make([]link, len(doc.Citations))
	for i := range doc.Citations {
		if c := &doc.Citations[i]; c.Form == verify.Full {
			url := c.Link()
			links[i] = link{url, plain(url)}
		}
	}
	return links
}

// wholes tells which addresses stand under three titles or more: those are
// reference works whose parts are cited, and different titles are no
// contradiction there.
func wholes(doc *verify.Document, links []link) map[string]bool {
	const most = 2 // titles of a work that is no such
	times := make(map[string]int, len(links))
	for i, l := range links {
		if l.plain != "" && doc.Citations[i].Title != "" {
			times[l.plain]++
		}
	}
	titles := map[string][]string{}
	whole := map[string]bool{}
	for i, l := range links {
		at, title := l.plain, doc.Citations[i].Title
		if title == "" || times[at] <= most { // as nearly all are
			continue
		}
		if !slices.ContainsFunc(titles[at], func(t string) bool { return overlap(t, title) >= 0.5 }) {
			titles[at] = append(titles[at], title)
		}
		whole[at] = len(titles[at]) > most
	}
	return whole
}

// An identifier names what two citations of one source share. A name is a hash:
// of a million, two clash in one run of 30 million.
type identifier struct {
	seed  maphash.Seed
	names []uint64 // of one citation
	room  []byte   // what the next one is the hash of
}

// What names are of.
const (
	ofDOI byte = iota
	ofAddress
	ofFold
	ofPart // a title of an author, in a reference work
	ofPage // a title on a site, on a day
	ofWork // a title of an author, of a year
)

// identities are the names of a citation, surest first. They hold until the next
// are asked for. In a whole, see wholes, its authors and title are surer than its
// address.
func (by *identifier) identities(c *verify.Citation, at link, whole bool) []uint64 {
	by.names = by.names[:0]
	if whole && c.Title != "" {
		by.room = append(append(append(by.room[:0], ofPart), at.plain...), 0)
		by.room = appendWords(append(appendWords(by.room, strings.Join(c.Authors, " ")), 0), c.Title)
		by.hash()
	}
	if c.DOI != "" {
		by.name(ofDOI, strings.ToLower(c.DOI))
	}
	switch {
	case at.url != "" && !strings.ContainsAny(at.plain, "/?"):
		// A home page is no source of its own: many pages are cited by it.
	case at.url != "":
		by.name(ofAddress, at.plain)
		if by.room = repair.AppendFold(append(by.room[:0], ofFold), at.url); len(by.room) > 1 {
			by.hash()
		}
		if c.Date.Day != 0 {
			by.title(ofPage, hostOf(at.url)+" "+c.Date.String(), c.Title)
		}
	case c.Date.Year != 0 && len(c.Authors) > 0:
		by.title(ofWork, string(appendWords(nil, strings.Join(c.Authors, " ")))+" "+strconv.Itoa(c.Date.Year), c.Title)
	}
	return by.names
}

func (by *identifier) name(of byte, what string) {
	by.room = append(append(by.room[:0], of), what...)
	by.hash()
}

// title names a title with what tells it from its namesakes; one of less than
// three words has too many.
func (by *identifier) title(of byte, whose, title string) {
	by.room = append(append(append(by.room[:0], of), whose...), 0)
	from := len(by.room)
	if by.room = appendWords(by.room, title); bytes.Count(by.room[from:], []byte(" ")) >= 2 {
		by.hash()
	}
}

func (by *identifier) hash() { by.names = append(by.names, maphash.Bytes(by.seed, by.room)) }

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
// it, or the title of a chapter. The words of its URL are those of the source, and
// not what the note calls it.
func names(doc *verify.Document, c *verify.Citation, title string) bool {
	has := map[string]bool{}
	for word := range strings.FieldsSeq(doc.Notes[c.Note].Span.Of(doc.Text)) {
		if strings.Contains(word, "://") {
			continue
		}
		for _, w := range tokens(word) {
			has[w] = true
		}
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
