package rule

import (
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
	"loccit/verify/repair"
)

// A pair is two full citations of one source in one document.
type pair struct {
	first, later int      // indices in Document.Citations
	differs      []string // in what they contradict each other, in words; empty for a mere repetition
}

// pairs finds each full citation whose source an earlier note cites in full
// already, with the first that does. Two are of one source when their DOIs or
// addresses agree, be it only without hyphens; when the same site gives the
// same title on the same day; or, off the web, when author, title and year
// agree. Each chapter may cite anew in full (Chicago 14.31): a mere repetition
// in another series is no pair.
func pairs(doc *verify.Document) []pair {
	var found []pair
	whole := wholes(doc)
	first := map[string]int{}
	for i := range doc.Citations {
		c := &doc.Citations[i]
		if c.Form != verify.Full {
			continue
		}
		before := -1
		names := identities(c)
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
		p := pair{before, i, differences(&doc.Citations[before], c, whole)}
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

// wholes tells which addresses stand under three titles or more: those are
// reference works whose parts are cited, and different titles are no
// contradiction there.
func wholes(doc *verify.Document) map[string]bool {
	titles := map[string][]string{}
	whole := map[string]bool{}
	for i := range doc.Citations {
		c := &doc.Citations[i]
		if c.Form != verify.Full || c.Link() == "" || c.Title == "" {
			continue
		}
		at := plain(c.Link())
		if !slices.ContainsFunc(titles[at], func(t string) bool { return overlap(t, c.Title) >= 0.5 }) {
			titles[at] = append(titles[at], c.Title)
		}
		whole[at] = len(titles[at]) > 2
	}
	return whole
}

// identities are what two citations of one source share, surest first.
func identities(c *verify.Citation) []string {
	var names []string
	if c.DOI != "" {
		names = append(names, "doi:"+strings.ToLower(c.DOI))
	}
	title := strings.Join(tokens(c.Title), " ")
	wordy := strings.Count(title, " ") >= 2
	switch link := c.Link(); {
	case link != "" && isRoot(link):
		// A home page is no source of its own: many pages are cited by it.
	case link != "":
		names = append(names, "url:"+plain(link))
		if fold := repair.Fold(link); fold != "" {
			names = append(names, "fold:"+fold)
		}
		if wordy && c.Date.Day != 0 {
			names = append(names, fmt.Sprintf("site:%s %s %s", hostOf(link), c.Date, title))
		}
	case wordy && c.Date.Year != 0 && len(c.Authors) > 0:
		names = append(names, fmt.Sprintf("work:%s %s %d", strings.Join(tokens(strings.Join(c.Authors, " ")), " "), title, c.Date.Year))
	}
	return names
}

func isRoot(link string) bool { return !strings.ContainsAny(plain(link), "/?") }

// differences are the parts in which two citations of one source contradict
// each other.
func differences(a, b *verify.Citation, whole map[string]bool) []string {
	var found []string
	if la, lb := a.Link(), b.Link(); la != "" && lb != "" && plain(la) != plain(lb) && (a.DOI == "" || !strings.EqualFold(a.DOI, b.DOI)) {
		found = append(found, "URL")
	}
	if whole[plain(a.Link())] {
		return found
	}
	if titled(a) && titled(b) && overlap(a.Title, b.Title) < 0.5 {
		found = append(found, "title")
	}
	if contradict(a.Date, b.Date) {
		found = append(found, "date")
	}
	return found
}

// titled reports whether a citation has a title of some words, and not a piece
// of its URL in its place.
func titled(c *verify.Citation) bool {
	return strings.Contains(strings.TrimSpace(c.Title), " ") && len(tokens(c.Title)) > 1
}
