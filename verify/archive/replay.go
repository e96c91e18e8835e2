package archive

import (
	"regexp"
	"strings"
	"sync"
)

// A replay is the parts of a URL at which an archive shows a capture:
// https://web.archive.org/web/20210716101112id_/https://a.example/.
type replay struct {
	prefix   string // up to the timestamp
	stamp    string
	flag     string // how it is to be shown: id_ is the bytes as they were captured
	original string
}

var replayed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(https?://[^/]+/(?:[^?#]*?/)?)(\d{14})([a-z]{2}_)?/(.+)$`)
})

func parseReplay(raw string) (replay, bool) {
	m := replayed().FindStringSubmatch(raw)
	if m == nil {
		return replay{}, false
	}
	r := replay{m[1], m[2], m[3], m[4]}
	if !strings.Contains(r.original, "://") {
		// Servers on the way fold the two slashes into one.
		if scheme, rest, ok := strings.Cut(r.original, ":/"); ok && (scheme == "http" || scheme == "https") {
			r.original = scheme + "://" + rest
		} else {
			r.original = "http://" + r.original
		}
	}
	return r, true
}

func (r replay) String() string { return r.prefix + r.stamp + r.flag + "/" + r.original }
