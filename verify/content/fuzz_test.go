package content

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"loccit/verify"
)

// FuzzCompare holds any page against any citation: no panic, the same answer
// twice, and no mismatch without something that was found.
func FuzzCompare(f *testing.F) {
	for _, file := range slices.Concat(pairFiles(f, "pairs"), pairFiles(f, "unseen")) {
		p := file.pairs[0]
		f.Add(file.page, p.Title, strings.Join(p.Authors, ";"), p.Container, p.Date.Year)
	}
	f.Add([]byte(`<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"a"}},{"@id":"a","@type":"Person","author":{"@id":"a"}}]}</script>`), "a'", ",", "’s", -1)
	f.Fuzz(func(t *testing.T, page []byte, title, authors, container string, year int) {
		file := pairFile{url: "https://www.a.example/b/c", typ: "text/html; charset=utf-8", state: "live", page: page, snapshot: page}
		p := pair{Citation: verify.Citation{URL: "https://www.a.example/b/c", Title: title, Container: container, Date: verify.Date{Year: year}}}
		if authors != "" {
			p.Authors = strings.Split(authors, ";")
		}
		checks := file.judged(&p)
		for what, again := range file.judged(&p) {
			k := checks[what]
			if again != k {
				t.Fatalf("two answers: %+v, %+v", k, again)
			}
			if k.Answer == verify.Differs && k.Found == "" {
				t.Errorf("differs from nothing: %+v", k)
			}
			if !utf8.ValidString(k.Found+k.Why) && utf8.ValidString(title) {
				t.Errorf("%q", k.Found+k.Why)
			}
		}
	})
}

// FuzzLinkedData reads any JSON-LD: no panic, and what comes out is bounded.
func FuzzLinkedData(f *testing.F) {
	for _, seed := range []string{
		`{"@type":"NewsArticle","headline":"A","author":[{"name":"B"},"C"],"datePublished":"2020-01-02"}`,
		`[{"@type":["Article"],"headline":["A","B"],"author":{"@id":"#x"}},{"@id":"#x","givenName":"A","familyName":"B"}]`,
		`<!-- {"@graph":[{"@type":"WebPage","name":"A","isPartOf":{"name":"B"}},],} -->`, "{\"a\":\"b\nc\"}", `{"@id":"#a","author":{"@id":"#a"},"@type":"Article"}`,
		`{"@type":"QAPage","mainEntity":{"@type":"Question","name":{"@value":"A"}}}`, `"x`, "", "[[[[[[[[[[",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, script string) {
		var c claims
		c.linkedData(script)
		p := &verify.Page{}
		c.settle(p)
		if len(p.Titles) > mostTitles || len(p.Authors) > mostAuthors || len(p.Dates) > mostDates {
			t.Fatalf("%+v", p)
		}
		for _, s := range slices.Concat(p.Titles, p.Authors, p.Dates, []string{p.Title, p.Published, p.Updated, p.Site, p.Language}) {
			if len(s) > 1024 || !utf8.ValidString(s) {
				t.Fatalf("%q", s)
			}
		}
	})
}
