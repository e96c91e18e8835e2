package format

import "strings"

// Fields are computed text: a code that nobody sees, and its result. Those
// that matter here are HYPERLINK, which leads somewhere, and NOTEREF, which
// calls a note a second time.

// fieldMark reads one of the three marks of a field: its begin, the end of its
// code, its end.
func (s *wordStory) fieldMark() error {
	kind, _ := s.xml.attr("w", "fldCharType")
	top := len(s.fields) - 1
	switch {
	case kind == "begin":
		if len(s.fields) == wordMaxOpen {
			return s.xml.errorf("more than %d fields in one another", wordMaxOpen)
		}
		s.fields = append(s.fields, wordField{})
	case top < 0:
	case kind == "separate":
		f := &s.fields[top]
		f.shown, f.p, f.start = true, s.p, s.p.offset()
	case kind == "end":
		f := &s.fields[top]
		code, p, start := string(f.code), f.p, f.start
		s.fields = s.fields[:top]
		if p == s.p {
			s.endField(code, start)
		}
	}
	return nil
}

// fieldCode reads a piece of a field's code; Word splits it as it likes.
func (s *wordStory) fieldCode() error {
	code, err := s.xml.content()
	if top := len(s.fields) - 1; err == nil && top >= 0 && !s.fields[top].shown {
		s.fields[top].code = append(s.fields[top].code, code...)
	}
	return err
}

// simpleField reads a field whose code is an attribute.
func (s *wordStory) simpleField() error {
	code, _ := s.xml.attr("w", "instr")
	start := s.p.offset()
	if err := s.inner(); err != nil {
		return err
	}
	s.endField(code, start)
	return nil
}

// endField does what the code says to the result, which began at start.
func (s *wordStory) endField(code string, start int) {
	words := fieldWords(code)
	if len(words) < 2 {
		return
	}
	switch strings.ToUpper(words[0]) {
	case "HYPERLINK":
		s.p.link(start, fieldTarget(words[1:]))
	case "NOTEREF", "FTNREF":
		// Without \f it is a number in running text, as in “see note 4”.
		if s.body && hasWord(words, `\f`) && s.p.offset() > start {
			s.p.calls = append(s.p.calls, passageCall{s.p.from(start), len(s.doc.refs)})
			s.doc.refs = append(s.doc.refs, wordRef{bookmark: words[1]})
		}
	}
}

// bookmark opens or closes a bookmark; a note is cross-referenced by the one
// around its call.
func (s *wordStory) bookmark() {
	id, _ := s.xml.attr("w", "id")
	if s.xml.name == "bookmarkStart" {
		name, _ := s.xml.attr("w", "name")
		if len(s.bookmarks) < wordMaxOpen {
			s.bookmarks = append(s.bookmarks, wordBookmark{id, name})
		}
		return
	}
	for i := len(s.bookmarks) - 1; i >= 0; i-- {
		if s.bookmarks[i].id == id {
			s.bookmarks = append(s.bookmarks[:i], s.bookmarks[i+1:]...)
			return
		}
	}
}

// fieldTarget is the URL of a HYPERLINK, with the fragment that \l names.
func fieldTarget(words []string) string {
	target, fragment := "", ""
	for i := 0; i < len(words); i++ {
		switch w := words[i]; {
		case w == `\l` && i+1 < len(words):
			i++
			fragment = "#" + words[i]
		case (w == `\o` || w == `\t`) && i+1 < len(words):
			i++ // the tip, and the window
		case strings.HasPrefix(w, `\`) && len(w) == 2:
		case target == "":
			target = w
		}
	}
	return target + fragment
}

// fieldWords splits a field's code at white space outside of quotation marks;
// inside of them a backslash keeps the next character.
func fieldWords(code string) []string {
	var words []string
	for {
		code = strings.TrimLeft(code, " \t\r\n\u00a0")
		if code == "" {
			return words
		}
		var word string
		if code[0] == '"' {
			word, code = quotedWord(code[1:])
		} else {
			end := strings.IndexAny(code, " \t\r\n\"")
			if end < 0 {
				end = len(code)
			}
			word, code = code[:end], code[end:]
		}
		words = append(words, word)
	}
}

func quotedWord(code string) (word, rest string) {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch {
		case code[i] == '\\' && i+1 < len(code) && (code[i+1] == '\\' || code[i+1] == '"'):
			i++
			b.WriteByte(code[i])
		case code[i] == '"':
			return b.String(), code[i+1:]
		default:
			b.WriteByte(code[i])
		}
	}
	return b.String(), ""
}

func hasWord(words []string, word string) bool {
	for _, w := range words {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
