package rule

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzShortcuts holds that a look which is cheap passes over nothing that the
// whole work would find.
func FuzzShortcuts(f *testing.F) {
	for _, s := range []string{
		"https://valley.example/1997/the-dam-leaks-again.html?a=b#c",
		"http://www.Valley.example:80/News/index.html",
		"http://-a.example/%zz", "https://a..example/", "http://1.2.3.4/a", "http://a.1/", "http://a.example./x\x7f",
		"http://valley.example/a%20b%2Dc_d", "http://valley.example/a≠b–c–d", "/one-two-three-four",
		"a turn0search1 b", "return 4 turns", "[cite: 1]", "he said grok",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if isOrdinary(s) {
			if u, err := url.Parse(s); err != nil || badHost(u) != "" {
				t.Errorf("%q is passed over as ordinary: %v", s, err)
			}
		}
		if !mayBeSlug(pathOf(s)) {
			if u, err := url.Parse(s); err == nil {
				for segment := range strings.SplitSeq(u.Path, "/") {
					if words := tokens(segment); len(words) >= slugWords {
						t.Errorf("%q is passed over, and has the words %q", s, words)
					}
				}
			}
		}
		if m := machineMark.FindString(s); m != "" && !mayHoldMark(s) {
			t.Errorf("%q is passed over, and holds the mark %q", s, m)
		}
		if visible := visibleURL(s); visible != "" && !strings.Contains(strings.ToLower(visible), "http") {
			t.Errorf("%q shows %q, no URL", s, visible)
		}
		if rest, ok := strings.CutPrefix(s, "http://"); ok {
			address := rest
			if i := strings.IndexAny(rest, "?#"); i >= 0 {
				address = rest[:i]
			}
			if a, b := plain(s), plain("http://ada@"+rest); isSimple(address) && a != b { // a user is no part of an address
				t.Errorf("%q is %q, and with a user %q", s, a, b)
			}
		}
	})
}
