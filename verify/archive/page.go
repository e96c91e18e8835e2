package archive

import (
	"bytes"
	"mime"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"loccit/verify"
)

// readPage is what an archived page says of itself, as far as the judge needs
// it to tell a page from an error or a log-in.
func readPage(body []byte, contentType string) *verify.Page {
	page := &verify.Page{MediaType: mediaType(contentType)}
	if page.MediaType == "" {
		page.MediaType = "text/html"
	}
	if !strings.Contains(page.MediaType, "html") {
		page.Words = len(body)
		return page
	}
	decoded, err := charset.NewReader(bytes.NewReader(body), contentType)
	if err != nil {
		return page
	}
	root, err := html.Parse(decoded)
	if err != nil {
		return page
	}
	for n := range root.Descendants() {
		readNode(n, page)
	}
	return page
}

func readNode(n *html.Node, page *verify.Page) {
	switch n.DataAtom {
	case atom.Title:
		if page.Title == "" && (n.Parent == nil || n.Parent.Namespace == "") {
			page.Title = words(n)
		}
	case atom.H1, atom.H2:
		if h := words(n); h != "" && len(page.Headings) < 5 {
			page.Headings = append(page.Headings, h)
		}
	case atom.Input:
		for _, a := range n.Attr {
			if a.Key == "type" && strings.EqualFold(a.Val, "password") {
				page.Password = true
			}
		}
	}
	if n.Type == html.TextNode && visible(n) {
		page.Words += len(strings.Fields(n.Data))
	}
}

func visible(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head:
			return false
		}
	}
	return true
}

// words is the text within n, with single blanks.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func mediaType(contentType string) string {
	m, _, _ := mime.ParseMediaType(contentType)
	return m
}
