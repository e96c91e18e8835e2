package format

import (
	"bytes"
	"html"
	"path"
	"sort"
	"strings"

	"loccit/verify"
)

// mediawikiReader reads the text of wiki pages as MediaWiki and its extension
// Cite take it, also where it stands escaped in an XML dump
// (https://www.mediawiki.org/wiki/Help:Cite). Templates are not at hand; those
// that carry notes and citations are known by name and by their parameters.
type mediawikiReader struct{}

func (mediawikiReader) Format() string { return "mediawiki" }

func (mediawikiReader) Match(in verify.Input) verify.Fit {
	data := bytes.TrimLeft(in.Data, "\ufeff \t\r\n")
	if bytes.HasPrefix(data, []byte("<mediawiki")) {
		return verify.ByContent
	}
	if bytes.HasPrefix(data, []byte("<?xml")) || bytes.HasPrefix(data, []byte("<!")) || bytes.HasPrefix(data, []byte("<html")) || bytes.HasPrefix(data, []byte("\\")) {
		return verify.NoFit
	}
	sample := data[:min(len(data), 1<<18)]
	ref := bytes.Contains(sample, []byte("</ref>")) || bytes.Contains(sample, []byte("&lt;/ref&gt;"))
	if ref && bytes.Contains(sample, []byte("[[")) && bytes.Contains(sample, []byte("]]")) {
		return verify.ByContent
	}
	switch strings.ToLower(path.Ext(in.Path)) {
	case ".wiki", ".mediawiki", ".wikitext", ".mw":
		return verify.ByName
	}
	return verify.NoFit
}

func (mediawikiReader) Read(in verify.Input) (*verify.Document, error) {
	text, err := decode(in.Data, "")
	if err != nil {
		return nil, err
	}
	src := newSource(text)
	title := ""
	if strings.HasPrefix(strings.TrimSpace(text), "<mediawiki") {
		text, title = src.pages()
	} else if strings.Contains(text, "&lt;/ref&gt;") && !strings.Contains(text, "</ref>") {
		text = src.unescape([][2]int{{0, len(text)}})
	}
	w := newWikiWalk(text, src)
	w.body()
	d := w.document()
	d.Title = title
	return d, nil
}

// A shift tells from where on the text that is read lies elsewhere in the file.
type shift struct{ at, origin int }

// unescape takes parts of the source, given by their first and last offsets,
// with the character references of XML replaced, and keeps where it all was.
func (s *source) unescape(parts [][2]int) string {
	var b strings.Builder
	for _, p := range parts {
		s.shifts = append(s.shifts, shift{b.Len(), p[0]})
		for at := p[0]; at < p[1]; {
			n := strings.IndexByte(s.text[at:p[1]], '&')
			if n < 0 {
				b.WriteString(s.text[at:p[1]])
				break
			}
			b.WriteString(s.text[at : at+n])
			at += n
			size := entityLen(s.text[at:p[1]])
			b.WriteString(strings.ToValidUTF8(html.UnescapeString(s.text[at:at+size]), "\ufffd"))
			at += size
			s.shifts = append(s.shifts, shift{b.Len(), at})
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

// origin is the offset in the file of offset at of what unescape returned.
func (s *source) origin(at int) int {
	i := sort.Search(len(s.shifts), func(i int) bool { return s.shifts[i].at > at }) - 1
	if i < 0 {
		return at
	}
	return s.shifts[i].origin + at - s.shifts[i].at
}

// pages are the texts of the pages of a dump, and the title of the first.
// https://www.mediawiki.org/wiki/Help:Export
func (s *source) pages() (text, title string) {
	var parts [][2]int
	for at := 0; ; {
		n := strings.Index(s.text[at:], "<text")
		if n < 0 {
			break
		}
		at += n
		open := strings.IndexByte(s.text[at:], '>')
		if open < 0 {
			break
		}
		if s.text[at+open-1] == '/' {
			at += open
			continue
		}
		from := at + open + 1
		end := strings.Index(s.text[from:], "</text>")
		if end < 0 {
			end = len(s.text) - from
		}
		parts = append(parts, [2]int{from, from + end})
		at = from + end
	}
	if _, after, ok := strings.Cut(s.text, "<title>"); ok {
		title, _, _ = strings.Cut(after, "</title>")
	}
	return s.unescape(parts), html.UnescapeString(title)
}
