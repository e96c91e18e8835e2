package repair

import (
	"slices"
	"strings"
)

// Limits beyond which a URL is no slug that a person could mend: they bound
// the work on a hostile one.
const (
	longestURL   = 2000 // bytes
	longestToken = 48   // bytes of one word of a slug
	mostTokens   = 96   // words in one URL
)

// An address is a URL taken apart into the words of its slugs.
type address struct {
	raw    string
	host   string // in lower case, with its port
	path   int    // where the path begins
	tokens []token
}

// A token is what stands between two separators of a path.
type token struct {
	start, end int // in address.raw
	spelling
	segment int  // the number of its path segment
	lead    byte // the separator before it: / - _ . + or ~
}

// parse takes a URL apart. It reports false for what has no host or no path,
// or is too long to be looked at.
func parse(raw string) (*address, bool) { return new(address).parse(raw) }

// parse is parse into a, whose tokens' room is used again.
func (a *address) parse(raw string) (*address, bool) {
	if len(raw) > longestURL {
		return nil, false
	}
	_, rest, ok := strings.Cut(raw, "://")
	if !ok {
		return nil, false
	}
	a.raw, a.tokens = raw, a.tokens[:0]
	from := len(raw) - len(rest)
	n := strings.IndexAny(rest, "/?#")
	if n <= 0 || rest[n] != '/' {
		return nil, false
	}
	a.host, a.path = strings.ToLower(rest[:n]), from+n
	end := len(raw)
	if i := strings.IndexAny(raw[a.path:], "?#"); i >= 0 {
		end = a.path + i
	}
	a.split(end)
	return a, len(a.tokens) > 0
}

func (a *address) split(end int) {
	segment, start := 0, a.path
	for i := a.path; i <= end && len(a.tokens) < mostTokens; i++ {
		if i < end && strings.IndexByte("/-_.+~,:;=@!()", a.raw[i]) < 0 {
			continue
		}
		if i > start+1 {
			a.tokens = append(a.tokens, token{start: start + 1, end: i, spelling: spell(a.raw[start+1 : i]), segment: segment, lead: a.raw[start]})
		}
		if i < end && a.raw[i] == '/' {
			segment++
		}
		start = i
	}
}

// slug are the tokens of a segment, if it separates words by hyphens. One that
// has underscores alone has none to lose.
func (a *address) slug(segment int) []*token {
	var found []*token
	hyphens, worded := 0, 0
	for i := range a.tokens {
		t := &a.tokens[i]
		if t.segment != segment {
			continue
		}
		if t.lead == '-' && len(found) > 0 {
			hyphens++
		}
		if len(t.word) > 1 && allLetters(t.word) {
			worded++
		}
		found = append(found, t)
	}
	if hyphens == 0 || worded == 0 || len(found) < 2 {
		return nil
	}
	return found
}

// with is the URL with a hyphen put in before each of the bytes at.
func (a *address) with(at []int) string {
	slices.Sort(at)
	var b strings.Builder
	b.Grow(len(a.raw) + len(at))
	last := 0
	for _, i := range slices.Compact(at) {
		b.WriteString(a.raw[last:i])
		b.WriteByte('-')
		last = i
	}
	b.WriteString(a.raw[last:])
	return b.String()
}
