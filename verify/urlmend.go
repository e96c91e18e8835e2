package verify

import (
	"strings"
	"unicode"
)

// mendURL takes off a URL as printed the damage that is certain: white space
// at line ends and after slashes, soft hyphens and other invisible signs,
// ligatures, typographic hyphens, &amp; for &, backslashes of markup; and it
// gives one without a scheme the scheme http, as CommonMark's autolinks do.
// Percent-encoding stays byte for byte, and so do hyphens that may be missing.
func mendURL(printed string) string {
	if damaged(printed) {
		printed = mendSigns(printed)
	}
	if !hasPrefixFold(printed, "http:") && !hasPrefixFold(printed, "https:") && !hasPrefixFold(printed, ftp) {
		return "http://" + printed
	}
	return printed
}

// damaged reports whether mendSigns has anything to do.
func damaged(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c == '\\' || c >= 0x80 || c == '&' && strings.HasPrefix(s[i:], "&amp;") {
			return true
		}
	}
	return false
}

func mendSigns(printed string) string {
	wiki := strings.Contains(printed, "/wiki/") // its page names hold real en dashes
	var b strings.Builder
	b.Grow(len(printed))
	for i, c := range printed {
		switch c {
		case '\u0002', '‐', '‑', '−':
			b.WriteByte('-')
		case '–':
			if wiki {
				b.WriteRune(c)
			} else {
				b.WriteByte('-')
			}
		case '\\':
			if i+1 == len(printed) || strings.IndexByte("_&%#~$-.*()[]{}!+", printed[i+1]) < 0 {
				b.WriteByte('\\')
			}
		case 'ﬀ', 'ﬁ', 'ﬂ', 'ﬃ', 'ﬄ', 'ﬅ', 'ﬆ':
			b.WriteString([...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[c-'ﬀ'])
		case '\u00ad', '\u200b', '\u2060', '\ufeff':
		default:
			if !unicode.IsSpace(c) {
				b.WriteRune(c)
			}
		}
	}
	return strings.ReplaceAll(b.String(), "&amp;", "&")
}

// WithoutUnseen is raw without the signs that nobody sees and nobody types, which
// text brings with it where it is copied: spaces without width, soft hyphens, marks
// of direction. The joiners of scripts that need them stay.
func WithoutUnseen(raw string) string {
	if isASCII(raw) {
		return raw
	}
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\u00ad', c == '\u200b', c == '\u200e', c == '\u200f', '\u202a' <= c && c <= '\u202e',
			'\u2060' <= c && c <= '\u2069', c == '\ufeff':
			return -1
		}
		return c
	}, raw)
}

// unwrap tells an archive's link from the source it holds: the archived URL
// where the link names it, empty where it does not (perma.cc, short
// archive.today links). archive is false for any other URL.
func unwrap(link string) (inner string, archive bool) {
	_, rest, _ := strings.Cut(link, "://")
	host, path, _ := strings.Cut(rest, "/")
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	switch host {
	case "perma.cc", "ghostarchive.org", "freezepage.com", "megalodon.jp":
		return "", path != ""
	case "webcache.googleusercontent.com":
		return cached(path), true
	case "webcitation.org":
		return queried(path), path != ""
	case "archive.today", "archive.ph", "archive.is", "archive.li", "archive.vn", "archive.fo", "archive.md", "archive.ec":
		return wrapped(path), path != ""
	case "web.archive.org", "archive.org", "web-beta.archive.org":
		inner = wrapped(path)
		return inner, inner != "" || host != "archive.org" && strings.HasPrefix(path, "web/")
	}
	if inner = wrapped(path); inner != "" && timestamped(path[:len(path)-tail(path)]) {
		return inner, true
	}
	return "", false
}

// wrapped is the URL that the path of an archive's link ends in. One without
// a scheme is taken where a timestamp stands before it.
func wrapped(path string) string {
	if n := tail(path); n > 0 {
		return whole(path[len(path)-n:])
	}
	if p, ok := strings.CutPrefix(path, "web/"); ok {
		stamp, inner, _ := strings.Cut(p, "/")
		if timestamped("/"+stamp+"/") && strings.Contains(inner, ".") {
			return "http://" + inner
		}
	}
	return ""
}

// tail is the length of the URL that path ends in, 0 for none.
func tail(path string) int {
	for i := 0; i+5 < len(path); i++ {
		n := strings.Index(path[i:], "http")
		if n < 0 {
			return 0
		}
		i += n
		if i > 0 && path[i-1] != '/' {
			continue
		}
		for _, colon := range [...]string{"http:/", "https:/", "http%3A", "https%3A", "http%3a", "https%3a"} {
			if strings.HasPrefix(path[i:], colon) {
				return len(path) - i
			}
		}
	}
	return 0
}

// whole mends what archives' links do to the URL inside: a slash lost after
// the colon, and the scheme percent-encoded.
func whole(inner string) string {
	if n := strings.Index(inner[:min(len(inner), 9)], "%3"); n > 0 {
		inner = strings.NewReplacer("%3A", ":", "%3a", ":", "%2F", "/", "%2f", "/").Replace(inner)
	}
	scheme, rest, _ := strings.Cut(inner, ":")
	return scheme + "://" + strings.TrimLeft(rest, "/")
}

// timestamped reports whether a segment of path is an archive's moment: 4 to
// 14 digits, then a flag or nothing (20210101id_), or an asterisk.
func timestamped(path string) bool {
	for segment := range strings.SplitSeq(path, "/") {
		digits := strings.TrimRight(segment, "abcdefghijklmnopqrstuvwxyz_*")
		digits = strings.NewReplacer(".", "", "-", "").Replace(digits)
		if segment == "*" || allDigits(digits) && len(digits) >= 4 && len(digits) <= 14 {
			return true
		}
	}
	return false
}

// cached is the URL that a link to Google's cache names: cache:ID:URL.
func cached(path string) string {
	_, q, ok := strings.Cut(path, "cache:")
	if !ok {
		return ""
	}
	if id, rest, ok := strings.Cut(q, ":"); ok && !strings.ContainsAny(id, "./") {
		q = rest
	}
	if n := strings.IndexAny(q, "+&"); n >= 0 {
		q = q[:n]
	}
	if q == "" {
		return ""
	}
	if !strings.HasPrefix(q, "http") {
		return "http://" + q
	}
	return whole(q)
}

// queried is the URL that a link names in its parameter url.
func queried(path string) string {
	_, q, ok := strings.Cut(path, "url=")
	if !ok || !strings.HasPrefix(q, "http") {
		return ""
	}
	if n := strings.IndexByte(q, '&'); n >= 0 && !strings.Contains(q[:n], "?") {
		q = q[:n]
	}
	return whole(q)
}
