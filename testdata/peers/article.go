package main

import (
	"fmt"
	"html"
	"strings"

	"loccit/testdata/smallweb/traps"
)

// article is a page with a note for each source, as a publisher prints them:
// one file for those who read notes and for those who follow links.
func article(cites []traps.Cited) []byte {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=en><head><meta charset=utf-8><title>What became of the sources</title></head><body>\n<h1>What became of the sources</h1>\n")
	for i := range cites {
		fmt.Fprintf(&b, "<p>Somebody wrote this down.<sup><a id=ref%d href=#note%[1]d>%[1]d</a></sup></p>\n", i+1)
	}
	b.WriteString("<ol>\n")
	for i, c := range cites {
		title := ""
		if c.Title != "" {
			title = "“" + html.EscapeString(c.Title) + ",” "
		}
		fmt.Fprintf(&b, "<li id=note%d>%s<a href=\"%s\">%[3]s</a>. <a href=#ref%[1]d>↩</a></li>\n", i+1, title, html.EscapeString(c.URL))
	}
	b.WriteString("</ol></body></html>\n")
	return []byte(b.String())
}

// list is one URL a line.
func list(cites []traps.Cited) []byte {
	var b strings.Builder
	for _, c := range cites {
		b.WriteString(c.URL + "\n")
	}
	return []byte(b.String())
}
