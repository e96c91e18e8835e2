package format

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadListing(t *testing.T) {
	for _, tc := range []struct {
		name, data  string
		pages, more []string
	}{
		{"a sitemap", `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
 <url><loc> https://paper.example/one?a=1&amp;b=2 </loc><lastmod>2026-01-01</lastmod>
  <image:image><image:loc>https://paper.example/picture.jpg</image:loc></image:image></url>
 <url><loc>/two#part</loc></url> <url><loc>/two</loc></url> <url><loc></loc></url> <url><loc>ftp://paper.example/three</loc></url>
</urlset>`, []string{"https://paper.example/one?a=1&b=2", "https://paper.example/two"}, nil},
		{"a sitemap index", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://paper.example/a.xml.gz</loc></sitemap>
<sitemap><loc>https://paper.example/b.xml</loc></sitemap></sitemapindex>`, nil, []string{"https://paper.example/a.xml.gz", "https://paper.example/b.xml"}},
		{"RSS 2.0", `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Paper</title><link>https://paper.example/</link>
<atom:link href="https://paper.example/feed" rel="self"/>
<item><title>One &nbsp; two</title><link><![CDATA[https://paper.example/one]]></link><guid>https://paper.example/?p=1</guid></item>
<item><guid>https://paper.example/two</guid></item><item><guid isPermaLink="false">https://paper.example/not</guid></item></channel></rss>`,
			[]string{"https://paper.example/one", "https://paper.example/two"}, nil},
		{"RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><link>https://paper.example/</link></channel>
<item rdf:about="y"><link>https://paper.example/one</link></item></rdf:RDF>`, []string{"https://paper.example/one"}, nil},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://paper.example/"/><entry><link rel="enclosure" href="/sound.mp3"/>
<link rel="alternate" type="text/html" href="one"/></entry><entry><link href="https://other.example/two"/></entry></feed>`,
			[]string{"https://paper.example/news/one", "https://other.example/two"}, nil},
		{"an empty feed", `<feed xmlns="http://www.w3.org/2005/Atom"></feed>`, nil, nil},
		{"Latin-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><urlset><url><loc>https://paper.example/caf\xe9</loc></url></urlset>", []string{"https://paper.example/caf%C3%A9"}, nil},
	} {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		z.Write([]byte(tc.data))
		z.Close()
		for _, data := range [][]byte{[]byte(tc.data), packed.Bytes()} {
			got, err := ReadListing(data, "https://paper.example/news/feed.xml")
			if err != nil || got == nil {
				t.Errorf("%s: %v, %v", tc.name, got, err)
				continue
			}
			if d := cmp.Diff(&Listing{Pages: tc.pages, More: tc.more}, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", tc.name, d)
			}
		}
	}
}

func TestWhatIsNoListing(t *testing.T) {
	for _, data := range []string{"", "plain text", "<!doctype html><html><body><a href='/x'>x</a></body></html>", "<article><link/></article>", "\x00\x01", "<"} {
		if got, err := ReadListing([]byte(data), "https://a.example/"); got != nil || err != nil {
			t.Errorf("%q: %v, %v", data, got, err)
		}
	}
}

func TestListingsThatAreBroken(t *testing.T) {
	var long strings.Builder
	for i := range maxListed + 1 {
		fmt.Fprintf(&long, "<url><loc>https://a.example/%d</loc></url>", i)
	}
	for data, says := range map[string]string{
		"<urlset><url><loc>https://a.example/":          "EOF",
		"<urlset>" + long.String() + "</urlset>":        "more than 50000 addresses",
		"<rss>" + strings.Repeat(" ", maxListing) + "x": "larger than 50 MB",
	} {
		_, err := ReadListing([]byte(data), "")
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40q: %v, want %q", data, err, says)
		}
	}
}

func FuzzReadListing(f *testing.F) {
	f.Add([]byte("<urlset><url><loc>https://a.example/</loc></url></urlset>"))
	f.Add([]byte("<rss><channel><item><guid>https://a.example/</guid></item></channel></rss>"))
	f.Add([]byte("<feed><entry><link href='x'/></entry></feed>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, _ := ReadListing(data, "https://a.example/")
		if l != nil && len(l.Pages)+len(l.More) > maxListed {
			t.Error("more than may be")
		}
	})
}
