package verify

import (
	"net/url"
	"sort"
	"strings"
)

// A Source is one distinct cited URL (or DOI, or arXiv number), however many citations name it.
type Source struct {
	Key     string // what makes it distinct, see Key
	URL     string // as first cited
	CitedBy []Ref
	Damage  *Damage // what makes the URL look damaged; nil when nothing does
	Wraps   string  // for an archive's link: the URL that the note gives beside or within it; else empty
}

// A Ref names one citation of one document of a run.
type Ref struct{ Document, Citation int } // indices in Report.Documents and in its Citations

// Damage says that a URL looks cut or joined, and what it may have been.
type Damage struct {
	Why        string      // in an editor's words: hyphens seem lost between “asia” and “china”
	Candidates []Candidate // best first
}

// A Candidate is a URL that may have been meant in place of a damaged one.
type Candidate struct {
	URL      string
	Evidence []string // in words, strongest first
}

// Repair is a proposed URL in place of a damaged one, with the evidence for
// it. It is proposed, never put in place silently.
type Repair struct {
	URL        string
	Confidence Confidence
	Evidence   []string
}

// Confidence is how sure a repair is. The zero Confidence is Low.
type Confidence int

const (
	Low Confidence = iota
	Medium
	High
)

func (c Confidence) String() string { return [...]string{"low", "medium", "high"}[c] }

// Key is what two citations of one source share: the URL with its scheme and
// host in lower case, without default port and fragment, and nothing more.
// Percent-encoding stays byte for byte. A URL that does not parse is its own
// key.
func Key(raw string) string {
	raw, _, _ = strings.Cut(raw, "#")
	scheme, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return raw
	}
	given := scheme
	scheme = strings.ToLower(given)
	end := strings.IndexAny(rest, "/?\\")
	if end < 0 {
		end = len(rest)
	}
	host, path := strings.ToLower(rest[:end]), rest[end:]
	switch scheme {
	case "http":
		host = strings.TrimSuffix(host, ":80")
	case "https":
		host = strings.TrimSuffix(host, ":443")
	}
	if path == "" {
		path = "/"
	}
	if scheme == given && host == rest[:end] && path == rest[end:] {
		return raw // as most are
	}
	return scheme + "://" + host + path
}

// Host is the host of a source with its port, in lower case: what politeness
// is owed to. It is empty for a URL that has none.
func Host(raw string) string {
	_, host, _ := SplitURL(raw)
	return host
}

// Link is the URL that a citation sends a reader to: its URL, else its DOI as
// a URL, else that of its arXiv number, else nothing.
func (c *Citation) Link() string {
	if c.URL == "" && c.DOI != "" {
		return "https://doi.org/" + (&url.URL{Path: c.DOI}).EscapedPath()
	}
	if c.URL == "" && c.ArXiv != "" {
		if id := arXivID().FindString(c.ArXiv); id != "" {
			return "https://arxiv.org/abs/" + id
		}
	}
	return c.URL
}

// Sources are the distinct sources that the documents' citations name, sorted
// by key. Back-references add nothing: what they repeat is named elsewhere. An
// archive's link that a note gives is a source of its own, see Source.Wraps.
func Sources(docs []*Document) []Source {
	n := 0
	for _, doc := range docs {
		n += len(doc.Citations)
	}
	byKey := make(map[string]int, n)
	sources := make([]Source, 0, n)
	name := func(s Source, ref Ref) {
		at, ok := byKey[s.Key]
		if !ok {
			at = len(sources)
			byKey[s.Key] = at
			sources = append(sources, s)
		}
		sources[at].CitedBy = append(sources[at].CitedBy, ref)
	}
	for d, doc := range docs {
		for i := range doc.Citations {
			link := doc.Citations[i].Link()
			if link == "" {
				continue
			}
			name(Source{Key: Key(link), URL: link}, Ref{d, i})
		}
	}
	for d, doc := range docs {
		for i := range doc.Citations {
			if c := &doc.Citations[i]; c.ArchiveURL != "" && c.Link() != "" && Key(c.ArchiveURL) != Key(c.Link()) {
				name(Source{Key: Key(c.ArchiveURL), URL: c.ArchiveURL, Wraps: c.Link()}, Ref{d, i})
			}
		}
	}
	sort.Slice(sources, func(i, j int) bool { return sources[i].Key < sources[j].Key })
	return sources
}
