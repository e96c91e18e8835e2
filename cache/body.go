package cache

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unique"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"

	"loccit/verify"
)

// A row is one observation as its table holds it.
type row struct {
	key, kind, who string
	at             int64
	text, sum      string // of the page; kept apart, for few readers want it and it is most of the bytes
	body           []byte
}

// A body is what stands in the column of that name: JSON, which a person can
// read with the sqlite3 tool and which a field added later does not break. The
// package json/v2 in its public form reads it four times as fast as the
// standard library does (2.4 against 9.9 µs a visit), and that is most of what
// Latest costs.
type body struct {
	Visit  *verify.Visit
	Lookup *verify.Lookup
	Record *verify.Record
}

// format is how bodies are written and read. It never changes.
var format = json.JoinOptions(
	json.OmitZeroStructFields(true),
	jsonv1.FormatDurationAsNano(true),
	jsontext.AllowInvalidUTF8(true), // a page's title may be anything; bad bytes become U+FFFD
)

func encode(o *verify.Observation) (row, error) {
	at := o.At.UnixNano()
	if !time.Unix(0, at).Equal(o.At) {
		return row{}, fmt.Errorf("no usable time: %v", o.At)
	}
	r := row{key: o.Key, kind: string(o.Kind), who: o.By, at: at}
	b := body{o.Visit, o.Lookup, o.Record}
	if o.Visit != nil {
		visit := *o.Visit
		visit.Page = r.putAside(visit.Page)
		b.Visit = &visit
	}
	if o.Lookup != nil {
		lookup := *o.Lookup
		lookup.Snapshots = slices.Clone(lookup.Snapshots)
		for i := range lookup.Snapshots {
			lookup.Snapshots[i].Page = r.putAside(lookup.Snapshots[i].Page)
		}
		b.Lookup = &lookup
	}
	var err error
	r.body, err = json.Marshal(b, format)
	return r, err
}

// putAside takes the text from a page that names it, and returns the page
// without it. One observation has one such page: an archive opens captures
// until one shows the source.
func (r *row) putAside(p *verify.Page) *verify.Page {
	if p == nil || p.TextSum == "" {
		return p
	}
	if r.sum == "" {
		r.text, r.sum = p.Text, p.TextSum
	}
	bare := *p
	bare.Text = ""
	return &bare
}

// decode reads the visit, the lookup or the record of o, whose other fields are set.
func decode(raw []byte, o *verify.Observation) error {
	var b body
	if err := json.Unmarshal(raw, &b, format); err != nil {
		return err
	}
	o.Visit, o.Lookup, o.Record = b.Visit, b.Lookup, b.Record
	if o.Visit != nil {
		share(o.Key, o.Visit)
	}
	if o.Lookup != nil {
		shareSnapshots(o.Lookup.Snapshots)
	}
	return nil
}

// share lets equal strings be one string: of a hundred thousand visits most
// name their own key three times, and a few hundred servers and media types.
func share(key string, v *verify.Visit) {
	for _, s := range []*string{&v.URL, &v.Final} {
		if *s == key {
			*s = key
		}
	}
	if v.Final == v.URL {
		v.Final = v.URL
	}
	for i := range v.Hops {
		if v.Hops[i].URL == v.URL {
			v.Hops[i].URL = v.URL
		}
	}
	common(&v.Header.ContentType, &v.Header.Server, &v.Failure)
	if p := v.Page; p != nil {
		common(&p.MediaType, &p.Language, &p.Site)
		for i, h := range p.Headings {
			if strings.HasPrefix(p.Title, h) {
				p.Headings[i] = p.Title[:len(h)]
			}
		}
	}
}

// shareSnapshots lets the original be a part of the snapshot's URL, where it
// mostly stands.
func shareSnapshots(snapshots []verify.Snapshot) {
	for i := range snapshots {
		s := &snapshots[i]
		if strings.HasSuffix(s.URL, s.Original) {
			s.Original = s.URL[len(s.URL)-len(s.Original):]
		}
		common(&s.Type, &s.Why)
	}
}

func common(repeated ...*string) {
	for _, s := range repeated {
		if *s != "" {
			*s = unique.Make(*s).Value()
		}
	}
}
