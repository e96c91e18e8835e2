package verify

import (
	"regexp"
	"strings"
	"sync"
)

// lazily is a pattern that is compiled when it is first asked for: a run that reads
// no such citation does not pay for it.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// A begun pattern is bound to the start of a text. Of one that does not begin with
// any of a few bytes it is not asked, and not compiled for it.
type begun struct {
	first   string
	pattern func() *regexp.Regexp
}

// beginning is pattern, all of whose matches begin with a byte of first.
func beginning(first, pattern string) begun { return begun{first, lazily(pattern)} }

func (b begun) fits(s string) bool { return s != "" && strings.IndexByte(b.first, s[0]) >= 0 }

func (b begun) MatchString(s string) bool { return b.fits(s) && b.pattern().MatchString(s) }

func (b begun) FindString(s string) string {
	if !b.fits(s) {
		return ""
	}
	return b.pattern().FindString(s)
}

func (b begun) FindStringSubmatch(s string) []string {
	if !b.fits(s) {
		return nil
	}
	return b.pattern().FindStringSubmatch(s)
}
