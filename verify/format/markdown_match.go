package format

import (
	"bytes"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"loccit/verify"
)

func (markdownReader) Match(in verify.Input) verify.Fit {
	if (htmlReader{}).Match(in) == verify.ByContent || bytes.HasPrefix(in.Data, []byte("{\\rtf")) {
		return verify.NoFit
	}
	if definesNotes(in.Data) {
		return verify.ByContent
	}
	switch strings.ToLower(path.Ext(in.Path)) {
	case ".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd":
		return verify.ByName
	case "", ".txt", ".text":
		if hasInlineNote(in.Data) {
			return verify.ByContent
		}
	}
	return verify.NoFit
}

// definesNotes tells whether a line of data begins with the head of a note,
// "[^label]:". Every file of every format is asked, so it looks at little more
// than the brackets.
func definesNotes(data []byte) bool {
	for {
		n := bytes.Index(data, []byte("[^"))
		if n < 0 {
			return false
		}
		before := data[bytes.LastIndexByte(data[:n], '\n')+1 : n]
		line, rest, more := bytes.Cut(data[n+2:], []byte("\n"))
		if startsLine(before) && endsHead(line) {
			return true
		}
		if !more {
			return false
		}
		data = rest
	}
}

// startsLine tells whether nothing stands before a note's head but the marks
// of quotations and up to three spaces.
func startsLine(before []byte) bool {
	for len(before) > 0 && before[0] == '>' {
		before = bytes.TrimPrefix(before[1:], []byte(" "))
	}
	return len(before) <= 3 && len(bytes.Trim(before, " ")) == 0
}

// endsHead tells whether line, what follows "[^", goes on with a label, "]:"
// and white space.
func endsHead(line []byte) bool {
	n := bytes.IndexByte(line, ']')
	if n < 1 || bytes.ContainsAny(line[:n], "[^ \t\f\r") {
		return false
	}
	rest := line[n+1:]
	return len(rest) > 0 && rest[0] == ':' && (len(rest) == 1 || rest[1] == ' ' || rest[1] == '\t' || rest[1] == '\r')
}

// hasInlineNote tells whether data has a note of several words within the
// text, “word^[Several words.]”: "[" after a caret has other meanings in
// programs and formulas.
func hasInlineNote(data []byte) bool {
	for {
		n := bytes.Index(data, []byte("^["))
		if n < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRune(data[:n])
		after := data[n+2:]
		end := bytes.IndexAny(after, "[]")
		if end >= 0 && after[end] == ']' && (unicode.IsLetter(before) || unicode.IsPunct(before)) && severalWords(after[:end]) {
			return true
		}
		data = data[n+1:] // the "[" is the word before the next
	}
}

// severalWords tells whether a note starts with a letter and has two words on
// its first line, neither of them a sign or two.
func severalWords(note []byte) bool {
	first, size := utf8.DecodeRune(note)
	if !unicode.IsLetter(first) {
		return false
	}
	runes := 0
	for i := size; i < len(note) && note[i] != '\n'; {
		if note[i] == ' ' && runes >= 3 {
			return utf8.RuneCount(note[i+1:]) >= 3
		}
		_, n := utf8.DecodeRune(note[i:])
		i, runes = i+n, runes+1
	}
	return false
}
