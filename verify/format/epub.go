package format

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"loccit/verify"
)

// epubReader reads EPUB 2 and 3: the pages of the book in reading order as one
// hypertext, so that calls find their notes in other files too.
type epubReader struct{}

func (epubReader) Format() string { return "epub" }

const epubMedia = "application/epub+zip"

func (epubReader) Match(in verify.Input) verify.Fit {
	if !bytes.HasPrefix(in.Data, []byte(zipMagic)) {
		return verify.NoFit
	}
	name, media := zipStart(in.Data)
	if name == "mimetype" {
		if bytes.HasPrefix(bytes.TrimLeft(media, "\ufeff \r\n"), []byte(epubMedia)) {
			return verify.ByContent
		}
		return verify.NoFit
	}
	if a, err := openArchive(in.Data); err == nil && a.has(epubContainer) {
		return verify.ByContent
	}
	if hasSuffix(in.Path, ".epub") {
		return verify.ByName
	}
	return verify.NoFit
}

func (epubReader) Read(in verify.Input) (*verify.Document, error) {
	a, err := openArchive(in.Data)
	if err != nil {
		return nil, err
	}
	b, err := openBook(a)
	if err != nil {
		return nil, err
	}
	h := &hypertext{}
	for _, page := range b.pages {
		data, err := a.read(page.name)
		if err == nil {
			data, err = xmlUTF8(data)
		}
		if err != nil {
			return nil, err
		}
		h.add(page.name, unixLines(string(data)), !page.html)
	}
	d := h.document()
	d.Title = b.title
	d.Places = nil // lines of files that nobody sees
	return d, nil
}

const epubContainer = "META-INF/container.xml"

// A book is what an EPUB says of itself.
type book struct {
	title string
	pages []bookPage // in reading order
}

type bookPage struct {
	name string // of the entry
	html bool   // it is no XHTML
}

// bookItem is one line of the manifest.
type bookItem struct {
	bookPage
	readable, nav bool
	placed        bool // the spine names it
}

// openBook reads the package document. Pages that the reading order leaves
// out, as some books do with their notes, come last.
func openBook(a *archive) (*book, error) {
	root, err := packageName(a)
	if err != nil {
		return nil, err
	}
	b, items, spine, err := readPackage(a, root)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", root, err)
	}
	byID := make(map[string]int, len(items))
	for i := range items {
		byID[items[i].id] = i
	}
	for _, id := range spine {
		if i, ok := byID[id]; ok && items[i].readable && !items[i].placed {
			items[i].placed = true
			b.pages = append(b.pages, items[i].bookPage)
		}
	}
	for i := range items {
		if it := &items[i]; it.readable && !it.placed && !it.nav && a.has(it.name) {
			b.pages = append(b.pages, it.bookPage)
		}
	}
	if len(b.pages) == 0 {
		return nil, errors.New("the book names no pages")
	}
	return b, locked(a, b.pages)
}

// packageName is the entry with the package document.
func packageName(a *archive) (string, error) {
	s, err := a.scan(epubContainer)
	if err != nil {
		return "", err
	}
	for {
		kind, err := s.next()
		if err != nil {
			return "", fmt.Errorf("%s: %w", epubContainer, err)
		}
		if kind == xmlEOF {
			return "", fmt.Errorf("%s names no package document", epubContainer)
		}
		if kind == xmlStart && s.name == "rootfile" {
			if name, ok := s.attr("", "full-path"); ok {
				return name, nil
			}
		}
	}
}

// namedItem is a line of the manifest with its id.
type namedItem struct {
	id string
	bookItem
}

// readPackage reads the title, the manifest and the reading order.
func readPackage(a *archive, root string) (b *book, items []namedItem, spine []string, err error) {
	s, err := a.scan(root)
	if err != nil {
		return nil, nil, nil, err
	}
	b = &book{}
	for {
		kind, err := s.next()
		if err != nil || kind == xmlEOF {
			return b, items, spine, err
		}
		if kind != xmlStart {
			continue
		}
		switch s.name {
		case "title":
			title, err := s.content()
			if err != nil {
				return nil, nil, nil, err
			}
			if b.title == "" {
				b.title = oneLine(title)
			}
		case "item":
			item, err := takeItem(s, root)
			if err != nil {
				return nil, nil, nil, err
			}
			items = append(items, item)
		case "itemref":
			id, _ := s.attr("", "idref")
			spine = append(spine, id)
		}
	}
}

// takeItem reads one line of the manifest. A page that lies outside of the
// archive is no part of a book.
func takeItem(s *xmlScanner, root string) (namedItem, error) {
	id, _ := s.attr("", "id")
	href, _ := s.attr("", "href")
	media, _ := s.attr("", "media-type")
	properties, _ := s.attr("", "properties")
	item := namedItem{id: id}
	switch media {
	case "application/xhtml+xml", "application/x-dtbook+xml":
		item.readable = true
	case "text/html", "text/x-oeb1-document":
		item.readable, item.html = true, true
	}
	item.nav = strings.Contains(" "+properties+" ", " nav ")
	if item.nav {
		item.readable = false
	}
	if !item.readable || strings.Contains(href, "://") {
		item.readable = false
		return item, nil
	}
	href, _, _ = strings.Cut(href, "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	name, ok := within(root, href)
	if !ok {
		return item, fmt.Errorf("the page %q lies outside of the book", href)
	}
	item.name = name
	return item, nil
}

// locked is an error if a page is encrypted. Fonts often are, with no password,
// and do not matter.
func locked(a *archive, pages []bookPage) error {
	const name = "META-INF/encryption.xml"
	if !a.has(name) {
		return nil
	}
	s, err := a.scan(name)
	if err != nil {
		return err
	}
	closed := map[string]bool{}
	err = s.each(func(kind xmlKind) error {
		if kind == xmlStart && s.name == "CipherReference" {
			uri, _ := s.attr("", "URI")
			if plain, err := url.PathUnescape(uri); err == nil {
				uri = plain
			}
			closed[uri] = true
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, p := range pages {
		if closed[p.name] {
			return fmt.Errorf("the book is locked: %s is encrypted (DRM)", p.name)
		}
	}
	return nil
}
