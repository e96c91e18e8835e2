package verify

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Cookie is what an answer sets for its own host. (RFC 6265; what is for
// other hosts too is kept for this one alone.)
type Cookie struct {
	Name, Value string    // as they are sent back
	Path        string    // of the addresses that it is for; empty for those beside the one that set it
	Secure      bool      // for https alone
	Expires     time.Time // zero for never; past, to take it back
}

// A jar holds the cookies of one trip, by host name: none ever goes to another
// host, nor to another trip.
type jar map[string][]Cookie

// keep puts in what the answer to url set.
func (j jar) keep(url string, set []Cookie, now time.Time) {
	host := hostName(url)
	for _, c := range set {
		if c.Path == "" || c.Path[0] != '/' {
			c.Path = folderOf(url)
		}
		j[host] = slices.DeleteFunc(j[host], func(old Cookie) bool { return old.Name == c.Name && old.Path == c.Path })
		if c.Expires.IsZero() || c.Expires.After(now) {
			j[host] = append(j[host], c)
		}
	}
}

// at are the cookies that url is asked with, as name=value, those of longer
// paths first.
func (j jar) at(url string) []string {
	if len(j) == 0 {
		return nil
	}
	held := j[hostName(url)]
	scheme, _, _ := SplitURL(url)
	path := plainPath(url)
	var fit []Cookie
	for _, c := range held {
		under, ok := strings.CutPrefix(path, c.Path)
		if ok && (under == "" || strings.HasSuffix(c.Path, "/") || under[0] == '/') && (!c.Secure || scheme == "https") {
			fit = append(fit, c)
		}
	}
	slices.SortStableFunc(fit, func(a, b Cookie) int { return cmp.Compare(len(b.Path), len(a.Path)) })
	sent, left := make([]string, 0, len(fit)), maxCookies
	for _, c := range fit {
		if left -= len(c.Name) + len(c.Value) + len("=; "); left < 0 {
			break
		}
		sent = append(sent, c.Name+"="+c.Value)
	}
	return sent
}

// So many bytes of cookies are sent at most. Servers refuse longer headers.
const maxCookies = 8 << 10

// plainPath is the path of url without its query.
func plainPath(url string) string {
	path, _, _ := strings.Cut(pathOf(url), "?")
	if path == "" || path[0] != '/' {
		return "/"
	}
	return path
}

// folderOf is the path of url up to its last slash (RFC 6265, 5.1.4).
func folderOf(url string) string {
	path := plainPath(url)
	return path[:max(1, strings.LastIndexByte(path, '/'))]
}
