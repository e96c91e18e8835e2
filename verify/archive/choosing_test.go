package archive

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Captures are given as timestamp, status, length, digest and media type; the
// first of each list is the one that should win, whatever order they come in.
func TestChoose(t *testing.T) {
	cases := map[string][]string{
		"of two at one distance the earlier":              {"20210711 200 900 A text/html", "20210721 200 900 B text/html"},
		"a day after counts as two before":                {"20210708 200 900 A text/html", "20210721 200 900 B text/html"},
		"after, where before is far":                      {"20210721 200 900 A text/html", "20200101 200 900 B text/html"},
		"a page before a redirect":                        {"20110716 200 900 A text/html", "20210716 301 900 B text/html"},
		"a redirect before an error":                      {"20110716 301 900 A text/html", "20210716 404 900 B text/html"},
		"a page before an image":                          {"20210716 200 900 A text/html", "20210716 200 900 B image/png"},
		"the longer of two of one day":                    {"20210716 200 901 A text/html", "20210716 200 900 B text/html"},
		"a thin one last":                                 {"20200101 200 900 A text/html", "20190101 200 950 C text/html", "20180101 200 900 D text/html", "20210716 200 90 B text/html"},
		"a repetition is not thin":                        {"20210716 200 90 A text/html", "20200101 200 900 A text/html", "20190101 200 950 C text/html", "20180101 200 900 D text/html"},
		"a revisit is not thin":                           {"20210716 0 90 B warc/revisit", "20200101 200 900 A text/html", "20190101 200 950 C text/html", "20180101 200 900 D text/html"},
		"of two captures nobody can say that one is thin": {"20210716 200 90 A text/html", "20200101 200 900 B text/html"},
		"a length that is not known is not thin":          {"20210716 200 0 B text/html", "20200101 200 900 A text/html", "20190101 200 950 C text/html", "20180101 200 900 D text/html"},
	}
	for name, lines := range cases {
		t.Run(name, func(t *testing.T) {
			var captures []capture
			for _, line := range lines {
				var day, digest, media string
				var status, length int
				if _, err := fmt.Sscan(line, &day, &status, &length, &digest, &media); err != nil {
					t.Fatal(err)
				}
				stamp := day + "000000"
				captures = append([]capture{{stamp: stamp, at: stamped(stamp), original: cited, media: media, status: status, digest: digest, length: length}}, captures...)
			}
			for range captures {
				captures = append(captures[1:], captures[0])
				best := choose(captures, cited, july)[0]
				if !strings.HasPrefix(lines[0], best.stamp[:8]) || !strings.Contains(lines[0], " "+best.digest+" ") {
					t.Fatalf("chose that of %s, with the reason %q", best.stamp, best.why(july, len(captures)))
				}
			}
		})
	}
}

func TestUnlike(t *testing.T) {
	cases := map[string][2]string{
		"0": {"https://a.example/x", "https://A.example/x"},
		"1": {"http://www.a.example/stra%C3%9Fe/", "https://a.example/straße"},
		"2": {"https://a.example/x?_=1", "https://a.example/x?_=2"},
	}
	for want, pair := range cases {
		if got := fmt.Sprint(unlike(pair[0], pair[1])); got != want {
			t.Errorf("%s and %s: %s, want %s", pair[0], pair[1], got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	for days, want := range map[int]string{1: "1 day", 2: "2 days", 59: "59 days", 74: "74 days", 75: "2 months", 365: "12 months", 729: "23 months", 730: "2 years", -400: "13 months"} {
		if got := span(time.Duration(days) * 24 * time.Hour); got != want {
			t.Errorf("%d days are %q, want %q", days, got, want)
		}
	}
}
