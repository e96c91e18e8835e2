package repair

import (
	"net/url"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Fold is what a URL and its damaged copies share: its letters and digits in
// order, decoded and in lower case, without scheme, www, hyphens, underscores,
// soft hyphens and white space. Marks that tell addresses apart (/ ? = & . :)
// stay. It is empty for a URL without a host.
func Fold(raw string) string {
	raw, _, _ = strings.Cut(raw, "#")
	_, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return ""
	}
	if strings.Contains(rest, "%") {
		if decoded, err := url.PathUnescape(rest); err == nil {
			rest = decoded
		}
	}
	rest = strings.ToLower(norm.NFC.String(rest))
	rest = strings.TrimPrefix(rest, "www.")
	rest = strings.Map(func(r rune) rune {
		if isHyphen(r) || r == '_' || r == '\u00ad' || r == ' ' || r == '\n' || r == '\t' || r == '\u00a0' || r == '\u200b' {
			return -1
		}
		return r
	}, rest)
	return strings.TrimRight(rest, "/")
}

// isHyphen reports whether r is a hyphen or a dash that typesetters put in its
// place.
func isHyphen(r rune) bool {
	return r == '-' || '\u2010' <= r && r <= '\u2015' || r == '\u2212'
}
