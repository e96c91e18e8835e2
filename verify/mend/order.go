package mend

import (
	"strings"
	"time"
	"unicode"

	"loccit/verify"
)

// An Order says what is to be written for one citation.
type Order struct {
	Citation int       // index in Document.Citations
	URL      string    // to stand in place of the URL that the note gives; empty leaves that as it is
	Archive  string    // the URL of a snapshot, to be added; empty for none
	Archived time.Time // when the snapshot was captured
	Source   string    // what the snapshot is of
}

// A Policy says which orders are wanted.
type Policy struct {
	Least    verify.Confidence // of a repair
	Archives bool              // snapshots are added to what is dead
}

// Orders are what the report r proposes for document d of it, in the order of
// the citations.
func Orders(r *verify.Report, d int, p Policy) []Order {
	sources, repaired := byKey(r.Sources), byKey(r.Repaired)
	doc := r.Documents[d]
	var orders []Order
	for i := range doc.Citations {
		c := &doc.Citations[i]
		s := sources[verify.Key(c.Link())]
		if s == nil || c.URL == "" {
			continue
		}
		o := Order{Citation: i, Source: c.URL}
		if s.Repair != nil && s.Repair.Confidence >= p.Least {
			o.URL = withFragment(s.Repair.URL, s.URL, c.URL)
			o.Source = o.URL
			s = repaired[verify.Key(o.URL)]
		}
		if o.URL == c.URL {
			o.URL = ""
		}
		if p.Archives && s != nil && s.State == verify.Dead && s.Archive.State == verify.Archived && s.Archive.Snapshot != "" {
			o.Archive, o.Archived = s.Archive.Snapshot, s.Archive.Captured
		}
		if o.URL != "" || o.Archive != "" {
			orders = append(orders, o)
		}
	}
	return orders
}

func byKey(standings []verify.Standing) map[string]*verify.Standing {
	found := make(map[string]*verify.Standing, len(standings))
	for i := range standings {
		found[standings[i].Key] = &standings[i]
	}
	return found
}

// withFragment is the repair of source for a citation that names it by cited:
// two citations of one source may name different parts of it.
func withFragment(repair, source, cited string) string {
	_, first, _ := strings.Cut(source, "#")
	if _, own, ok := strings.Cut(cited, "#"); own != first {
		repair, _, _ = strings.Cut(repair, "#")
		if ok {
			repair += "#" + own
		}
	}
	return repair
}

// rest is what stands in the note behind the URL that the citation of o gives,
// and is a part of it, where the source of o goes on: the piece that a gap tore
// off, or the dots in place of one. It is empty where there is no such thing.
func rest(d *verify.Document, o Order) string {
	c := &d.Citations[o.Citation]
	added, ok := strings.CutPrefix(o.Source, strings.TrimSuffix(c.URL, "-"))
	if !ok || added == "" {
		return ""
	}
	for _, piece := range [...]string{added, strings.TrimPrefix(added, "-"), "…", "..."} {
		if follows(d, c, piece) {
			return piece
		}
	}
	return ""
}

// follows reports whether piece stands behind the URL of c: after a gap, but for
// dots, which after one would be the note's own.
func follows(d *verify.Document, c *verify.Citation, piece string) bool {
	end := min(c.URLSpan.End, len(d.Text))
	behind := d.Text[end:max(end, d.Notes[c.Note].Span.End)]
	word := strings.TrimLeftFunc(behind, unicode.IsSpace)
	dots := piece == "…" || piece == "..."
	return piece != "" && strings.HasPrefix(word, piece) && dots == (len(word) == len(behind))
}

// archived reports whether the note of o gives a snapshot of its source
// already, by what was read of it.
func archived(d *verify.Document, o Order) bool {
	c := &d.Citations[o.Citation]
	for _, i := range d.CitationsOf(c.Note) {
		if other := &d.Citations[i]; other.ArchiveURL != "" && (i == o.Citation || fold(other.URL) == fold(o.Source)) {
			return true
		}
	}
	note, snapshot := d.Notes[c.Note].Span, plain(o.Archive)
	for _, l := range d.Links {
		if target := plain(l.URL()); note.Holds(l.Span) && (target == snapshot || holds(target, o.Source)) {
			return true
		}
	}
	for _, word := range strings.Fields(note.Of(d.Text)) {
		if word = plain(word); strings.Contains(word, snapshot) || holds(word, o.Source) {
			return true
		}
	}
	return false
}

// fold is what a URL and its repair have in common: letters and digits.
func fold(url string) string {
	_, url, _ = strings.Cut(url, "://")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimPrefix(url, "www."))
}

// holds reports whether text has url behind a slash, as the link of a snapshot
// has the URL that it is of.
func holds(text, url string) bool {
	_, bare, _ := strings.Cut(plain(url), "://")
	bare = strings.TrimPrefix(bare, "www.")
	for at := 0; ; {
		n := strings.Index(text[at:], bare)
		if n < 0 || bare == "" {
			return false
		}
		at += n
		before := strings.TrimSuffix(text[:at], "www.")
		before = strings.TrimSuffix(before, "http://")
		before = strings.TrimSuffix(before, "https://")
		rest := strings.TrimPrefix(text[at+len(bare):], "/")
		if strings.HasSuffix(before, "/") && !strings.HasSuffix(before, "//") && !goesOn(rest) {
			return true
		}
		at++
	}
}
