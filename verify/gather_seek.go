package verify

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// A Searcher is an Archive whose index can be asked which URLs it knows that
// begin with prefix and hold token anywhere: one capture of each, a few dozen
// at most. prefix is a URL without its scheme and ends before the first
// doubtful place; token may be empty.
type Searcher interface {
	Archive
	Prefix(ctx context.Context, prefix, token string) ([]Snapshot, error)
}

// A search is the question that a Searcher is put for one source.
type search struct {
	prefix, token string
	then          func(*Observation)
}

// seek asks an archive's index for what it knows by the letters of the URL.
func (m *mending) seek() {
	r := m.run
	m.sought, m.left = true, nil
	a, ok := r.searcher()
	if !ok {
		return
	}
	if o := r.searchedBefore(m.source, a); o != nil {
		m.list(o)
		return
	}
	prefix, token := r.Mender.Search(m.source)
	if prefix == "" || r.Offline {
		return
	}
	m.asking = true
	r.inquire(&question{source: m.source, archive: a, host: r.archives[a], search: &search{prefix, token, func(o *Observation) {
		m.asking = false
		m.list(o)
		m.goOn()
	}}})
}

// searcher is the first archive whose index can be searched.
func (r *gathering) searcher() (int, bool) {
	i := slices.IndexFunc(r.Archives, func(a Archive) bool { _, ok := a.(Searcher); return ok })
	return i, i >= 0
}

// searchedBefore is what an archive's index listed in an earlier run, while
// that holds.
func (r *gathering) searchedBefore(i, a int) *Observation {
	o := r.searches[r.sources[i].Key]
	if o == nil || o.Lookup == nil || o.By != r.Archives[a].Name() ||
		!r.Offline && !within(o.At, r.now(), LookupLifetime(o.Lookup), min(r.MaxAge, 0)) {
		return nil
	}
	return o
}

// list takes in what the index lists: a try that it knows is the likelier, and
// what is most like the printed URL is tried next.
func (m *mending) list(o *Observation) {
	var left []Try
	for _, c := range m.run.listed(m.source, o) {
		if k := slices.IndexFunc(m.tries, func(a attempt) bool { return sameAddress(a.URL, c.URL) }); k >= 0 {
			m.tries[k].Listed = o.By
			continue
		}
		left = append(left, Try{Candidate: c, Listed: o.By})
	}
	m.left = left[:min(len(left), mostListed)]
}

// sameAddress reports whether two URLs are one to an archive, which goes by
// neither scheme, www, the slash at the end, nor by how a letter is escaped.
func sameAddress(a, b string) bool { return loose(a) == loose(b) }

func loose(url string) string {
	_, host, rest := SplitURL(url)
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	return strings.TrimPrefix(host, "www.") + strings.TrimRight(unescaped(rest), "/")
}

// asPrinted writes what an archive listed with the scheme and the host of the
// printed URL, where they are one: an index names whichever it saw.
func asPrinted(listed, printed string) string {
	scheme, host, _ := SplitURL(printed)
	_, _, rest := SplitURL(listed)
	if loose(scheme+"://"+host+rest) == loose(listed) {
		return scheme + "://" + host + rest
	}
	return listed
}

// listed are the URLs of an archive's answer that are like that of source i,
// the most like first, and of these the one whose words are those of the title.
func (r *gathering) listed(i int, o *Observation) []Candidate {
	type row struct {
		Candidate
		like Likeness
		said int
	}
	want := contentWords(strings.Join(titles(r.docs, &r.sources[i]), " "))
	var rows []row
	for _, s := range o.Lookup.Snapshots {
		if slices.ContainsFunc(rows, func(r row) bool { return sameAddress(r.URL, s.Original) }) || sameAddress(s.Original, r.sources[i].URL) {
			continue
		}
		like := r.Mender.Alike(i, s.Original)
		if like == Unlike {
			continue
		}
		said := 0
		for _, w := range contentWords(unescaped(pathOf(s.Original))) {
			if slices.Contains(want, w) {
				said++
			}
		}
		rows = append(rows, row{Candidate{URL: asPrinted(s.Original, r.sources[i].URL)}, like, said})
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(b.said, a.said), cmp.Compare(len(a.URL), len(b.URL)), cmp.Compare(a.URL, b.URL))
	})
	found := make([]Candidate, len(rows))
	for k := range rows {
		found[k] = rows[k].Candidate
	}
	return found
}
