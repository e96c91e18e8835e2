package format

import (
	"html"
	"sort"
	"strings"
)

// A wikiScan knows, after one pass, where everything that is open on a wiki
// page is closed. Reading on from any place then costs nothing twice.
type wikiScan struct {
	text   string
	close  map[int]int // of "{{" and "[[": the offset after what closes it
	opaque map[int]wikiTag
}

// A wikiTag is an extension tag or a comment, whose content the page's other
// syntax does not reach into.
type wikiTag struct {
	name    string
	attrs   string
	content [2]int
	end     int
}

func scanWiki(text string) *wikiScan {
	s := &wikiScan{text: text, close: map[int]int{}, opaque: map[int]wikiTag{}}
	s.scan()
	return s
}

// scan finds the pairs. Braces and brackets are matched as MediaWiki's
// preprocessor does, nearest first, and never across the end of a ref.
func (s *wikiScan) scan() {
	var stack []int
	ends := map[string][]int{}
	for i := 0; i < len(s.text); {
		n := strings.IndexAny(s.text[i:], "<{}[]")
		if n < 0 {
			return
		}
		i += n
		switch s.text[i] {
		case '<':
			if tag, ok := s.tag(i, ends); ok {
				s.opaque[i] = tag
				if !wikiInner(tag.name) {
					i = tag.end
					continue
				}
			}
			i++
		case '{', '[':
			if strings.HasPrefix(s.text[i:], "{|") && (i == 0 || s.text[i-1] == '\n') {
				i += 2
				continue
			}
			if i+1 < len(s.text) && s.text[i+1] == s.text[i] {
				stack = append(stack, i)
				i += 2
				continue
			}
			i++
		default:
			stack, i = s.closing(stack, i)
		}
	}
}

// closing pairs "}}" or "]]" with what it closes. What was opened in between
// was never closed.
func (s *wikiScan) closing(stack []int, i int) ([]int, int) {
	if i+1 >= len(s.text) || s.text[i+1] != s.text[i] {
		return stack, i + 1
	}
	open := byte('{')
	if s.text[i] == ']' {
		open = '['
	}
	const enough = 16 // links or templates left open within another
	for k := len(stack) - 1; k >= max(0, len(stack)-enough); k-- {
		if s.text[stack[k]] == open {
			s.close[stack[k]] = i + 2
			return stack[:k], i + 2
		}
	}
	return stack, i + 2
}

// wikiInner tells the tags whose content is wiki text.
func wikiInner(name string) bool {
	return name == "ref" || name == "references" || name == "gallery" || name == "poem"
}

// tag reads the comment or extension tag at i. ends are the places of the tags
// that end others, found once for each name.
func (s *wikiScan) tag(i int, ends map[string][]int) (wikiTag, bool) {
	rest := s.text[i:]
	if strings.HasPrefix(rest, "<!--") {
		end := s.endOf("-->", i+4, ends)
		return wikiTag{name: "!--", content: [2]int{i + 4, end}, end: min(end+3, len(s.text))}, true
	}
	name := wikiTagName(rest)
	if name == "" {
		return wikiTag{}, false
	}
	open := strings.IndexByte(rest[:min(len(rest), 4096)], '>')
	if open < 0 {
		return wikiTag{}, false
	}
	t := wikiTag{name: name, attrs: rest[1+len(name) : open]}
	from := i + open + 1
	if attrs, empty := strings.CutSuffix(strings.TrimRight(t.attrs, " \t\n"), "/"); empty {
		t.attrs, t.content, t.end = attrs, [2]int{from, from}, from
		return t, true
	}
	end := s.endOf("</"+name, from, ends)
	if end == len(s.text) && name != "references" {
		return wikiTag{}, false // never closed: it is no tag
	}
	t.content = [2]int{from, end}
	t.end = end
	if close := strings.IndexByte(s.text[end:], '>'); close >= 0 {
		t.end = end + close + 1
	}
	return t, true
}

// endOf is the first place of mark from an offset on; the end of the text
// where there is none.
func (s *wikiScan) endOf(mark string, from int, ends map[string][]int) int {
	all, seen := ends[mark]
	if !seen {
		all = allIndexes(s.text, mark)
		ends[mark] = all
	}
	at := sort.SearchInts(all, from)
	if at == len(all) {
		return len(s.text)
	}
	return all[at]
}

// allIndexes are the places of mark, whose letters may be in either case and
// which no letter follows.
func allIndexes(text, mark string) []int {
	var all []int
	for at := 0; at+len(mark) <= len(text); {
		n := strings.IndexByte(text[at:], mark[0])
		if n < 0 {
			break
		}
		at += n
		after := at + len(mark)
		if after <= len(text) && strings.EqualFold(text[at:after], mark) && (mark == "-->" || after == len(text) || !isASCIILetter(text[after])) {
			all = append(all, at)
		}
		at++
	}
	return all
}

// wikiTagName is the name of the extension tag that s starts with.
func wikiTagName(s string) string {
	n := 1
	for n < len(s) && n < 20 && isAlnum(s[n]) {
		n++
	}
	if n == len(s) || isAlnum(s[n]) {
		return ""
	}
	switch name := strings.ToLower(s[1:n]); name {
	case "ref", "references", "nowiki", "pre", "math", "chem", "syntaxhighlight", "source", "gallery", "score", "timeline", "templatedata", "graph", "imagemap", "hiero", "poem":
		return name
	}
	return ""
}

// split are the places of sep between two offsets that belong to nothing open.
func (s *wikiScan) split(from, to int, sep byte) []int {
	var at []int
	for i := from; i < to; {
		n := strings.IndexAny(s.text[i:to], "<{["+string(sep))
		if n < 0 {
			break
		}
		i += n
		if s.text[i] == sep {
			at = append(at, i)
			i++
			continue
		}
		i = s.skip(i)
	}
	return at
}

// skip is where what opens at i is over; the next byte where nothing opens.
func (s *wikiScan) skip(i int) int {
	if t, ok := s.opaque[i]; ok {
		return max(t.end, i+1)
	}
	if end, ok := s.close[i]; ok {
		return end
	}
	return i + 1
}

// wikiAttributes are the name="value" pairs of a tag.
func wikiAttributes(s string) map[string]string {
	attrs := map[string]string{}
	for s = strings.TrimLeft(s, " \t\n"); s != ""; s = strings.TrimLeft(s, " \t\n") {
		name, rest, ok := strings.Cut(s, "=")
		if !ok {
			break
		}
		if f := strings.Fields(name); len(f) > 0 {
			name = strings.ToLower(f[len(f)-1])
		}
		rest = strings.TrimLeft(rest, " \t\n")
		value := ""
		switch {
		case rest == "":
		case rest[0] == '"' || rest[0] == '\'':
			if end := strings.IndexByte(rest[1:], rest[0]); end >= 0 {
				value, rest = rest[1:1+end], rest[2+end:]
			} else {
				value, rest = rest[1:], ""
			}
		default:
			end := strings.IndexAny(rest, " \t\n")
			if end < 0 {
				end = len(rest)
			}
			value, rest = rest[:end], rest[end:]
		}
		if _, twice := attrs[name]; !twice {
			attrs[name] = strings.Join(strings.FieldsFunc(html.UnescapeString(value), isASCIISpace), " ")
		}
		s = rest
	}
	return attrs
}

func isASCIISpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' }
