package format

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"
)

// What one sitemap may hold at most (sitemaps.org/protocol.html, "Sitemap file
// requirements"); a feed is held to the same.
const (
	maxListed  = 50_000
	maxListing = 50 << 20 // bytes, unpacked
)

// A Listing is a sitemap or a feed: what it lists, in its order, each once.
type Listing struct {
	Pages []string // absolute URLs
	More  []string // further sitemaps, of a sitemap index
}

// ReadListing reads a sitemap, a sitemap index, an RSS or an Atom feed that
// came from base; it may be packed by gzip. listing is nil where data is none
// of these. An error is of one that is broken, or larger than it may be.
func ReadListing(data []byte, base string) (listing *Listing, err error) {
	if data, err = unpacked(data); err != nil {
		return nil, err
	}
	l := &lister{xml: xml.NewDecoder(bytes.NewReader(data)), found: &Listing{}, seen: map[string]bool{}}
	l.base, _ = url.Parse(base)
	l.xml.Strict, l.xml.Entity, l.xml.CharsetReader = false, xml.HTMLEntity, charset.NewReaderLabel
	if !l.begin() {
		return nil, nil
	}
	return l.found, l.read()
}

func unpacked(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("unpacking: %w", err)
		}
		if data, err = io.ReadAll(io.LimitReader(z, maxListing+1)); err != nil {
			return nil, fmt.Errorf("unpacking: %w", err)
		}
	}
	if len(data) > maxListing && looksListed(data) {
		return nil, fmt.Errorf("a sitemap or feed larger than %d MB", maxListing>>20)
	}
	return data, nil
}

// looksListed reports whether a sitemap or a feed begins here.
func looksListed(data []byte) bool {
	l := &lister{xml: xml.NewDecoder(bytes.NewReader(data[:min(len(data), 4096)]))}
	l.xml.Strict, l.xml.CharsetReader = false, charset.NewReaderLabel
	return l.begin()
}

// A lister walks through the elements of a listing.
type lister struct {
	xml   *xml.Decoder
	base  *url.URL
	path  []string // local names of the elements that are open
	found *Listing
	seen  map[string]bool
	guid  string // of the item in hand: its address where it has no link
	link  bool   // the item in hand has one
}

// begin reads up to the outermost element, and reports whether it is one of a
// listing.
func (l *lister) begin() bool {
	for {
		t, err := l.xml.Token()
		if err != nil {
			return false
		}
		if e, ok := t.(xml.StartElement); ok {
			l.path = append(l.path, e.Name.Local)
			return slices.Contains([]string{"urlset", "sitemapindex", "rss", "feed", "RDF"}, e.Name.Local)
		}
	}
}

func (l *lister) read() error {
	for len(l.path) > 0 {
		t, err := l.xml.Token()
		if errors.Is(err, io.EOF) {
			return errors.New("it ends in the middle of a list")
		}
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.StartElement:
			l.path = append(l.path, e.Name.Local)
			err = l.open(e)
		case xml.EndElement:
			err = l.close(e)
			l.path = l.path[:len(l.path)-1]
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// open looks at an element as it opens.
func (l *lister) open(e xml.StartElement) error {
	switch strings.Join(l.path, "/") {
	case "urlset/url/loc", "rss/channel/item/link", "RDF/item/link":
		return l.text(func(s string) error { l.link = true; return l.add(&l.found.Pages, s) })
	case "sitemapindex/sitemap/loc":
		return l.text(func(s string) error { return l.add(&l.found.More, s) })
	case "rss/channel/item/guid":
		if attribute(e, "isPermaLink") != "false" {
			return l.text(func(s string) error { l.guid = s; return nil })
		}
	case "feed/entry/link":
		if rel := attribute(e, "rel"); rel == "" || rel == "alternate" {
			return l.add(&l.found.Pages, attribute(e, "href"))
		}
	}
	return nil
}

func (l *lister) close(e xml.EndElement) error {
	if e.Name.Local != "item" {
		return nil
	}
	guid, linked := l.guid, l.link
	l.guid, l.link = "", false
	if linked {
		return nil
	}
	return l.add(&l.found.Pages, guid)
}

// text reads the words of the element that has just opened, up to its end.
func (l *lister) text(use func(string) error) error {
	var b strings.Builder
	for {
		t, err := l.xml.Token()
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.CharData:
			b.Write(e)
		case xml.StartElement:
			if err := l.xml.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			l.path = l.path[:len(l.path)-1]
			return use(b.String())
		}
	}
}

// add lists raw, unless it is listed already or is no address of the web.
func (l *lister) add(list *[]string, raw string) error {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || raw == "" {
		return nil // what one entry has wrong takes nothing from the others
	}
	if l.base != nil && l.base.IsAbs() {
		u = l.base.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil
	}
	u.Fragment = ""
	if address := u.String(); !l.seen[address] {
		if len(l.seen) == maxListed {
			return fmt.Errorf("more than %d addresses, which no sitemap may have", maxListed)
		}
		l.seen[address] = true
		*list = append(*list, address)
	}
	return nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
