package format

import (
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"
)

// elementName is the name in a tag, as that stands in the source, "a" in "<a href=x>"
// and in "</a>", in small letters.
func elementName(tag string) string {
	name := strings.TrimPrefix(tag[1:], "/")
	for n := range len(name) {
		if endsTagName(name[n]) {
			return smallLetters(name[:n])
		}
	}
	return smallLetters(name)
}

// attributes reads those of the start tag that the tokenizer stands at: tag, as
// it stands in the source, of an element called name. The tokenizer copies each
// one several times, and is asked only where there is something to decode.
func (w *pageWalk) attributes(tag, name string) attributes {
	a := attributes{startAt: 1, ids: w.tagIDs[:0]}
	switch {
	case len(tag) == len("<>")+len(name):
	case strings.ContainsAny(tag, "&\r\x00"):
		decodedAttributes(&a, w.tokens, name)
	default:
		readAttributes(&a, tag, name)
	}
	w.tagIDs = a.ids
	return a
}

// decodedAttributes reads the attributes that the tokenizer gives.
func decodedAttributes(a *attributes, tokens *xhtml.Tokenizer, name string) {
	for more := true; more; {
		var key, val []byte
		key, val, more = tokens.TagAttr()
		if asked(string(key), name) {
			a.set(string(key), string(val))
		}
	}
}

// readAttributes reads the attributes where nothing is to be decoded. Of two
// with one name the first counts.
func readAttributes(a *attributes, tag, name string) {
	seen := make([]string, 0, 4)
	rest := tag[len("<")+len(name) : len(tag)-len(">")]
	for {
		rest = pastTagBlanks(rest)
		if rest == "" {
			return
		}
		var key, val string
		key, val, rest = cutTagAttribute(rest)
		if key = smallLetters(key); asked(key, name) && !slices.Contains(seen, key) {
			seen = append(seen, key)
			a.set(key, val)
		}
	}
}

// cutTagAttribute takes the first attribute off what stands in a tag, and the
// slash off it where it starts with one: the key is empty then. It goes as
// https://html.spec.whatwg.org/multipage/parsing.html#attribute-name-state says.
func cutTagAttribute(s string) (key, val, rest string) {
	n := 0
	for n < len(s) && (s[n] == '=' && n == 0 || s[n] != '=' && !endsTagName(s[n])) {
		n++
	}
	key, s = s[:n], pastTagBlanks(s[n:])
	switch {
	case strings.HasPrefix(s, "/"):
		return key, "", s[1:]
	case !strings.HasPrefix(s, "="):
		return key, "", s
	}
	s = pastTagBlanks(s[1:])
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		val, rest, _ = strings.Cut(s[1:], s[:1])
		return key, val, rest
	}
	n = 0
	for n < len(s) && !isTagBlank(s[n]) {
		n++
	}
	return key, s[:n], s[n:]
}

// endsTagName tells what stands behind the name of a tag or an attribute.
func endsTagName(c byte) bool { return c == '/' || c == '>' || isTagBlank(c) }

func isTagBlank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}

func pastTagBlanks(s string) string {
	for s != "" && isTagBlank(s[0]) {
		s = s[1:]
	}
	return s
}

// smallLetters is s with its ASCII letters small.
func smallLetters(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
