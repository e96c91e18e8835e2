package content

import (
	"bytes"
	"cmp"
	"strings"

	"golang.org/x/net/html/atom"
)

// meta takes in one meta element. Its name stands in name, property or
// itemprop, whichever a site thinks right.
func (r *pageReader) meta(a *attributes) {
	key, said := cmp.Or(string(a.name), string(a.property), string(a.itemprop)), string(a.content)
	if key != "" && said != "" {
		r.claims.meta(strings.ToLower(key), said)
	}
	if bytes.EqualFold(a.httpEquiv, []byte("content-language")) {
		r.claims.language(byDublinCore, said)
	}
	// With scripts on, as for a human reader, what stands in noscript is not there.
	if bytes.EqualFold(a.httpEquiv, []byte("refresh")) && r.refresh.Target == "" && !r.noscript && r.hidden != atom.Template {
		r.refresh = Refreshes(said)
		r.embed(r.refresh.Target) // of a page that is not followed, it tells whose it is
	}
}

// meta knows the names of Highwire Press, Open Graph, Dublin Core, and of the
// services that newspapers feed.
func (c *claims) meta(key, said string) {
	key = strings.ReplaceAll(key, "dcterms.", "dc.")
	switch key {
	case "citation_title":
		c.title(byHighwire, said)
	case "og:title":
		c.title(byOpenGraph, said)
	case "dc.title", "twitter:title", "parsely-title", "sailthru.title", "headline", "title", "bepress_citation_title", "eprints.title":
		c.title(byDublinCore, said)

	case "citation_author", "bepress_citation_author", "eprints.creators_name":
		c.author(byHighwire, said)
	case "citation_authors":
		for name := range strings.SplitSeq(said, ";") {
			c.author(byHighwire, name)
		}
	case "article:author", "og:article:author", "book:author":
		c.author(byOpenGraph, said)
	case "author", "dc.creator", "parsely-author", "sailthru.author", "byl", "byline", "creator", "cxenseparse:author", "articleauthor", "article_author", "article.author", "author_name", "dc.author":
		c.author(byDublinCore, said)

	case "dc.contributor":
		c.contributors = append(c.contributors[:min(len(c.contributors), mostAuthors)], said)
	case "twitter:label1", "twitter:label2":
		c.labelled = noLabel
		if kind, ok := labels()[strings.ToLower(strings.TrimSpace(said))]; ok {
			c.labelled = kind
		}
	case "twitter:data1", "twitter:data2":
		if c.labelled == labelBy {
			c.author(byDublinCore, said)
		}
		c.labelled = noLabel

	case "citation_publication_date", "citation_date", "citation_online_date", "citation_cover_date", "bepress_citation_date", "bepress_citation_online_date", "eprints.date":
		c.publishedOn(byHighwire, said)
	case "article:published_time", "og:article:published_time", "og:published_time", "book:release_date", "og:pubdate":
		c.publishedOn(byOpenGraph, said)
	case "datepublished", "dc.date", "dc.date.issued", "dc.issued", "dc.date.created", "dc.created", "date", "pubdate", "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "ptime", "pdate", "originalpublicationdate", "article.published", "uploaddate", "cxenseparse:recs:publishtime", "dc.date.available", "displaydate", "dat":
		c.publishedOn(byDublinCore, said)

	case "article:modified_time", "og:updated_time", "og:article:modified_time":
		c.updatedOn(byOpenGraph, said)
	case "datemodified", "dc.modified", "dc.date.modified", "last-modified", "lastmod", "revised", "utime", "article.updated":
		c.updatedOn(byDublinCore, said)

	case "og:site_name":
		c.site(byOpenGraph, said)
	case "citation_journal_title", "citation_publisher", "citation_conference_title", "citation_inbook_title":
		c.site(byDublinCore, said)
	case "dc.publisher", "application-name", "publisher":
		c.site(byMicrodata, said)

	case "og:locale":
		c.language(byOpenGraph, said)
	case "citation_language", "dc.language", "language", "inlanguage":
		c.language(byDublinCore, said)
	}
}
