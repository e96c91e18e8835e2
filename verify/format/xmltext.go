package format

import (
	"bytes"
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// What XML writes in the place of characters, and in which charset.

// decode appends raw to b with its references replaced.
func (s *xmlScanner) decode(b, raw []byte) ([]byte, error) {
	for {
		n := bytes.IndexByte(raw, '&')
		if n < 0 {
			return append(b, raw...), nil
		}
		b, raw = append(b, raw[:n]...), raw[n:]
		end := bytes.IndexByte(raw[:min(len(raw), 40)], ';')
		if end < 0 {
			if !s.lax {
				return b, s.errorf("a stray “&”")
			}
			b, raw = append(b, '&'), raw[1:]
			continue
		}
		value, ok := s.entity(string(raw[1:end]))
		switch {
		case ok:
			b = append(b, value...)
		case s.lax:
			b = append(b, raw[:end+1]...)
		default:
			return b, s.errorf("the entity “%s”, which is none of XML's own; such entities are not expanded", raw[:end+1])
		}
		raw = raw[end+1:]
	}
}

// entity is what one reference stands for.
func (s *xmlScanner) entity(name string) (string, bool) {
	switch name {
	case "amp":
		return "&", true
	case "lt":
		return "<", true
	case "gt":
		return ">", true
	case "quot":
		return "\"", true
	case "apos":
		return "'", true
	}
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		return charRef(digits)
	}
	if !s.lax {
		return "", false
	}
	value := html.UnescapeString("&" + name + ";")
	return value, value != "&"+name+";"
}

// charRef is the character of a numeric reference; what XML does not allow in
// a document is a replacement character.
func charRef(digits string) (string, bool) {
	base := 10
	if hex, ok := strings.CutPrefix(strings.ToLower(digits), "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return "", false
	}
	if r := rune(n); n > utf8.MaxRune || !utf8.ValidRune(r) || r < ' ' && r != '\t' && r != '\n' && r != '\r' {
		return "\ufffd", true
	}
	return string(rune(n)), true
}

// cutName splits a name at its colon.
func cutName(name []byte) (prefix, local []byte) {
	if n := bytes.IndexByte(name, ':'); n >= 0 {
		return name[:n], name[n+1:]
	}
	return nil, name
}

// cutAttr takes the first attribute off the inside of a tag.
func cutAttr(tag []byte) (key, value, rest []byte, ok bool) {
	tag = pastBlank(tag)
	eq := bytes.IndexByte(tag, '=')
	if eq < 0 {
		return nil, nil, nil, false
	}
	key = beforeBlank(tag[:eq])
	tag = pastBlank(tag[eq+1:])
	if len(tag) == 0 || tag[0] != '"' && tag[0] != '\'' {
		return nil, nil, nil, false
	}
	end := bytes.IndexByte(tag[1:], tag[0])
	if end < 0 {
		return nil, nil, nil, false
	}
	return key, tag[1 : end+1], tag[end+2:], true
}

// xmlBlank tells the white space of XML.
func xmlBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func pastBlank(b []byte) []byte {
	for len(b) > 0 && xmlBlank(b[0]) {
		b = b[1:]
	}
	return b
}

func beforeBlank(b []byte) []byte {
	for len(b) > 0 && xmlBlank(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// xmlUTF8 is data in UTF-8, without a byte order mark. XML is UTF-8 unless a
// mark or its declaration says otherwise (XML 1.0, appendix F).
func xmlUTF8(data []byte) ([]byte, error) {
	if enc, skip := byteOrder(data); enc != nil {
		decoded, err := enc.NewDecoder().Bytes(data[skip:])
		if err != nil {
			return nil, fmt.Errorf("decoding: %w", err)
		}
		data = decoded
	} else if label := xmlCharset(data); label != "" {
		if enc, name := charset.Lookup(label); enc != nil && name != "utf-8" && name != "replacement" {
			decoded, err := enc.NewDecoder().Bytes(data)
			if err != nil {
				return nil, fmt.Errorf("decoding %s: %w", name, err)
			}
			data = decoded
		}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		data = bytes.ToValidUTF8(data, []byte("\ufffd"))
	}
	return data, nil
}

// xmlCharset is the encoding that the XML declaration names, if any.
func xmlCharset(data []byte) string {
	head := data[:min(len(data), 200)]
	end := bytes.Index(head, []byte("?>"))
	if !bytes.HasPrefix(head, []byte("<?xml")) || end < 0 {
		return ""
	}
	for rest := head[len("<?xml"):end]; ; {
		key, value, more, ok := cutAttr(rest)
		if !ok {
			return ""
		}
		if string(key) == "encoding" {
			return string(value)
		}
		rest = more
	}
}
