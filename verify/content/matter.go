package content

import (
	"bytes"
	"strings"

	"golang.org/x/net/html/atom"

	"loccit/verify"
)

// A matter is what a page has outside its links: of a frame that is the same on
// all pages of a site, most is links.
type matter struct {
	text   []byte
	over   bool // there was more than is kept
	inLink bool
	linked int // words within links
	shown  int // see verify.Page
}

// write takes in words of the visible text.
func (m *matter) write(text []byte, words int) {
	switch {
	case m.inLink:
		m.linked += words
	case words == 0 || m.over:
	case len(m.text)+len(text) > verify.BriefText:
		m.over = true
	default:
		m.text = append(append(m.text, bytes.TrimSpace(text)...), '\n')
	}
}

// meet takes in a tag.
func (m *matter) meet(tag atom.Atom, a *attributes) {
	switch tag {
	case atom.A:
		m.inLink = a.href != nil
		if leadsToFile(a.href) {
			m.shown++
		}
	case atom.Img, atom.Video, atom.Audio, atom.Embed, atom.Object, atom.Canvas, atom.Iframe, atom.Frame:
		m.shown++
	}
}

// settle gives p what was found.
func (m *matter) settle(p *verify.Page, rare *verify.RarePage) {
	p.Linked, p.Shown = int32(m.linked), int32(m.shown)
	if !m.over && p.TextSum != "" {
		rare.Matter = string(bytes.ToValidUTF8(m.text, []byte("\uFFFD")))
	}
}

// leadsToFile reports whether href is that of a text, a picture or a recording,
// and not of a page.
func leadsToFile(href []byte) bool {
	if i := bytes.IndexAny(href, "?#"); i >= 0 {
		href = href[:i]
	}
	dot := bytes.LastIndexByte(href, '.')
	if dot < 0 || len(href)-dot > 5 {
		return false
	}
	switch strings.ToLower(string(href[dot+1:])) {
	case "pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "epub", "djvu", "djv", "ps", "zip", "mp3", "ogg", "wav", "mp4", "webm", "mov", "avi", "jpg", "jpeg", "png", "gif", "tif", "tiff", "webp":
		return true
	}
	return false
}
