package registry_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"loccit/verify"
	"loccit/verify/content"
	"loccit/verify/registry"
)

// A mouth answers everything with one body.
type mouth struct {
	status int
	body   []byte
}

func (m mouth) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: m.status, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(m.body)), Request: r}, nil
}

// FuzzRecord gives every provider any answer: none fails on it, what it keeps
// is text, the same answer gives the same record, and nothing is unregistered
// but by the handle system, in its own words.
func FuzzRecord(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.*")
	if err != nil || len(paths) == 0 {
		f.Fatalf("no fixtures: %v", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(200, data)
	}
	f.Add(404, []byte(`{"responseCode":100,"handle":"10.5555/silt.1"}`))
	f.Add(404, []byte("Resource not found."))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		status = 200 + (status%400+400)%400
		for _, name := range registry.Names() {
			for _, id := range []string{"doi:10.5555/silt.1", "doi:10.5555/retracted.1", "arxiv:2101.00001"} {
				o := registry.Options{Transport: mouth{status, body}, Clock: func() time.Time { return november }}
				r, err := registry.New(name, o)
				if err != nil {
					t.Fatal(err)
				}
				if !r.Holds(id) {
					continue
				}
				record, err := r.Record(t.Context(), id)
				if err != nil {
					continue
				}
				if record.Entry == "" || record.Entry == verify.Unregistered && (name != "doi" || !bytes.Contains(body, []byte("100"))) {
					t.Fatalf("%s: %+v", name, record)
				}
				for _, s := range append(append(record.Titles, record.Authors...), record.Container, record.Detail) {
					if !utf8.ValidString(s) || len(s) > 3000 {
						t.Fatalf("%s: %q", name, s)
					}
				}
				for _, title := range []string{"Silt and Memory", "Wedding Customs"} {
					compare(t, id, title, name, record)
				}
			}
		}
	})
}

// compare makes the check of a citation of that title.
func compare(t *testing.T, id, title, by string, record *verify.Record) {
	d := &verify.Document{Text: title, Notes: []verify.Note{{Label: "1", Span: verify.Span{End: len(title)}}}}
	c := verify.Citation{Title: title, Authors: []string{"Ada Kerr"}, DOI: verify.IdentifierName(id)}
	if id[0] == 'a' {
		c.DOI, c.ArXiv = "", id[len(verify.ArXivPrefix):]
	}
	d.Citations = []verify.Citation{c}
	docs := []*verify.Document{d}
	sources := verify.Sources(docs)
	evidence := []verify.Evidence{{Records: []verify.Observation{{Kind: verify.KindRecord, Key: id, By: by, Record: record}}}}
	j, _ := verify.Judge(docs, sources, evidence, content.Comparison(nil), nil, november)
	for _, k := range j.Checks(0, 0) {
		if !utf8.ValidString(k.Why) || !utf8.ValidString(k.Found) {
			t.Fatalf("%+v", k)
		}
	}
}
