package repair

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold is what a URL and its damaged copies share: its letters and digits in
// order, decoded and in lower case, without scheme, www, hyphens, underscores,
// soft hyphens and white space. Marks that tell addresses apart (/ ? = & . :)
// stay. It is empty for a URL without a host.
func Fold(raw string) string { return string(AppendFold(nil, raw)) }

// AppendFold is Fold behind room.
func AppendFold(room []byte, raw string) []byte {
	raw, _, _ = strings.Cut(raw, "#")
	_, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return room
	}
	if strings.Contains(rest, "%") {
		if decoded, err := url.PathUnescape(rest); err == nil {
			rest = decoded
		}
	}
	from := len(room)
	for _, r := range strings.TrimPrefix(strings.ToLower(norm.NFC.String(rest)), "www.") {
		if !isHyphen(r) && r != '_' && r != '\u00ad' && r != ' ' && r != '\n' && r != '\t' && r != '\u00a0' && r != '\u200b' {
			room = utf8.AppendRune(room, r)
		}
	}
	for len(room) > from && room[len(room)-1] == '/' {
		room = room[:len(room)-1]
	}
	return room
}

// isHyphen reports whether r is a hyphen or a dash that typesetters put in its
// place.
func isHyphen(r rune) bool {
	return r == '-' || '\u2010' <= r && r <= '\u2015' || r == '\u2212'
}
