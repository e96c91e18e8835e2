package format

import (
	"bytes"
	"path"
	"strconv"
	"strings"

	"loccit/verify"
)

// urlsReader reads a plain list of URLs, one a line. A line that begins with #
// is a comment, as is what follows a # after white space. Each URL is a note
// with its position as its label; no such note has a call.
type urlsReader struct{}

func (urlsReader) Format() string { return "urls" }

func (urlsReader) Match(in verify.Input) verify.Fit {
	if listsURLs(in.Data) {
		return verify.ByContent
	}
	if strings.EqualFold(path.Ext(in.Path), ".urls") && binaryKind(in.Data) == "" {
		return verify.ByName
	}
	return verify.NoFit
}

// listsURLs tells whether every line of data that is no comment is one word,
// and three in four of these are web addresses: a list with slips is a list.
func listsURLs(data []byte) bool {
	urls, others := 0, 0
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	for len(data) > 0 {
		var line []byte
		line, data, _ = bytes.Cut(data, []byte("\n"))
		word, _ := urlOf(string(line[:min(len(line), 10000)]))
		switch {
		case word == "":
			continue
		case strings.ContainsAny(word, " \t"):
			return false
		case isWebAddress(word):
			urls++
		default:
			if others++; others > 3 && others > urls {
				return false
			}
		}
	}
	return urls > 0 && others*3 <= urls
}

// urlOf is what a line holds without its comment, and where that begins.
func urlOf(line string) (words string, at int) {
	at = blanks(line)
	words = line[at:]
	if strings.HasPrefix(words, "#") {
		return "", at
	}
	for _, comment := range []string{" #", "\t#"} {
		words, _, _ = strings.Cut(words, comment)
	}
	return strings.TrimRight(words, " \t\r\f\u00a0"), at
}

func isWebAddress(word string) bool {
	lower := strings.ToLower(word[:min(len(word), 8)])
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "www.")
}

func (urlsReader) Read(in verify.Input) (*verify.Document, error) {
	text, err := decode(in.Data, "")
	if err != nil {
		return nil, err
	}
	d := &verify.Document{Text: text, Places: verify.LinePlaces(text)}
	for at := 0; at < len(text); {
		end := lineEnd(text, at)
		if words, from := urlOf(text[at:end]); words != "" {
			d.Notes = append(d.Notes, verify.Note{
				Label:  strconv.Itoa(len(d.Notes) + 1),
				Series: 1,
				Span:   verify.Span{Start: at + from, End: at + from + len(words)},
			})
		}
		at = end + 1
	}
	return d, nil
}
