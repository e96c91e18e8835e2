package format

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"loccit/verify"
)

// htmlReader reads web pages: HTML of any age, and XHTML.
type htmlReader struct{}

func (htmlReader) Format() string { return "html" }

func (htmlReader) Match(in verify.Input) verify.Fit {
	head := strings.ToLower(string(htmlHead(in.Data)))
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if strings.HasPrefix(head, tag) {
			return verify.ByContent
		}
	}
	switch strings.ToLower(path.Ext(in.Path)) {
	case ".html", ".htm", ".xhtml", ".xht":
		return verify.ByName
	}
	return verify.NoFit
}

func (htmlReader) Read(in verify.Input) (*verify.Document, error) {
	text, err := decode(in.Data, declaredCharset(in.Data))
	if err != nil {
		return nil, err
	}
	h := &hypertext{}
	h.add(path.Base(in.Path), text, declaresXML(in.Data))
	return unlessTorn(in.Path, h.document())
}

// htmlHead is the start of a page without what may stand before its first tag:
// white space, comments, an XML declaration, a doctype that is not HTML's.
func htmlHead(data []byte) []byte {
	data = data[:min(len(data), 4096)]
	if len(data) > 1 && (data[0] == 0xff && data[1] == 0xfe || data[0] == 0xfe && data[1] == 0xff) {
		data = bytes.ReplaceAll(data[2:], []byte{0}, nil) // UTF-16: its ASCII is enough to tell
	}
	for {
		data = bytes.TrimLeft(data, "\ufeff \t\r\n")
		end := ""
		switch {
		case bytes.HasPrefix(data, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(data, []byte("<?")):
			end = ">"
		}
		at := bytes.Index(data, []byte(end))
		if end == "" || at < 0 {
			return data
		}
		data = data[at+len(end):]
	}
}

// declaredCharset is the charset that a page names in its head, or an XML
// declaration in its first line.
// https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
// looks at the first 1024 bytes; pages saved by word processors need more.
func declaredCharset(data []byte) string {
	head := data[:min(len(data), 4096)]
	m := charsetPattern().FindSubmatch(head)
	if m == nil {
		return ""
	}
	return string(m[1])
}

func charsetPattern() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:<meta[^>]*charset|<\?xml[^>]*encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)`)
}
