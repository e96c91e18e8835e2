package verify

import (
	"math/rand/v2"
	"regexp"
	"testing"
)

// In the patterns, N is a number that nothing has, X a name that nobody has, and
// H a hexadecimal digit.
func TestSiblings(t *testing.T) {
	for url, want := range map[string]string{
		"http://a.example/2013/05/mill-closes.html":                                    "/2013/05/X.html",
		"http://a.example/2013/05/mill-closes/":                                        "/2013/05/X/",
		"http://a.example/mills":                                                       "/X",
		"http://a.example":                                                             "/X",
		`http://a.example\mills`:                                                       "/X",
		"http://a.example/?x=y":                                                        "/X",
		"http://a.example/?p=123":                                                      "/?p=N",
		"http://a.example/story/471104":                                                "/story/N",
		"http://a.example/story/471104.html":                                           "/story/N.html",
		"http://a.example/story/471104/":                                               "/story/N/",
		"http://a.example/node/9":                                                      "/node/N",
		"http://a.example/thread-88.html":                                              "/thread-N.html",
		"http://a.example/news/mill-closes-a-471104.html":                              "/news/X-X-a-N.html",
		"http://a.example/article_471104_32.html":                                      "/article_N_32.html",
		"http://a.example/471104/mill-closes":                                          "/N/X",
		"http://a.example/2013/mill-closes?id=3":                                       "/2013/X",
		"http://a.example/mill-closes/2":                                               "/mill-closes/X",
		"http://a.example/mills/page/2/":                                               "/mills/page/X/",
		"http://a.example/status/1234567890123456789":                                  "/status/8D18",
		"http://a.example/items/0b7e1a2c-11d4-4e5f-9a3b-c0ffee":                        "/items/H8-H4-H4-H4-H6",
		"http://a.example/caf%C3%A9-4711":                                              "/X",
		"http://a.example/article.php?id=4711":                                         "/article.php?id=N",
		"http://a.example/article.php?print=1&id=4711&page=2":                          "/article.php?print=1&id=N&page=2",
		"http://a.example/viewtopic.php?f=3&t=88":                                      "/viewtopic.php?f=3&t=N",
		"http://a.example/index.php?option=com_content&view=article&id=4711&Itemid=53": "/index.php?option=com_content&view=article&id=N&Itemid=53",
		"http://a.example/show.asp?site_id=2&lang=en":                                  "/X.asp",
		"http://a.example/show.asp?article_id=4711&photo_id=3":                         "/show.asp?article_id=N&photo_id=N",
		"http://a.example/story.html?id=4711":                                          "/X.html",
		"http://a.example/story?id=4711":                                               "/story?id=N",
		"http://a.example/index.php?title=Tide_mills":                                  "/index.php?title=X",
		"http://a.example/index.php?page=2":                                            "/X.php",
		"http://a.example/doku.php?id=mills:tide":                                      "/doku.php?id=X",
		"http://a.example/smf.php?topic=88.0":                                          "/smf.php?topic=N.0",
	} {
		s := siblingOf(url, rand.New(rand.NewPCG(1, 2)))
		pattern := regexp.QuoteMeta("http://a.example" + want)
		for sign, means := range map[string]string{"X": `[` + consonants + `]{16}`, "N": `20[0-9]{8}`} {
			pattern = regexp.MustCompile(`([/=_-])`+sign+`\b`).ReplaceAllString(pattern, "${1}"+means)
			pattern = regexp.MustCompile(`([/=_-])`+sign+`_`).ReplaceAllString(pattern, "${1}"+means+"_")
		}
		pattern = regexp.MustCompile(`H([0-9])`).ReplaceAllString(pattern, "[0-9a-f]{$1}")
		pattern = regexp.MustCompile(`8D([0-9]+)`).ReplaceAllString(pattern, "8[0-9]{$1}")
		if !regexp.MustCompile("^" + pattern + "$").MatchString(s.url) {
			t.Errorf("beside %s stands %s, want %s", url, s.url, want)
		}
	}
}

func TestForemostSibling(t *testing.T) {
	var beside []sibling
	for _, url := range []string{"http://a.example/b/one", "http://a.example/about", "http://a.example/b/two", "http://a.example/card/4", "http://a.example/card/5"} {
		beside = append(beside, siblingOf(url, rand.New(rand.NewPCG(1, 2))))
	}
	if best := foremost(beside); best.of != "http://a.example/card/4" {
		t.Errorf("of routes that as many have, that of %s was chosen", best.of)
	}
	if best := foremost(append(beside, beside[1], beside[1])); best.of != "http://a.example/about" {
		t.Errorf("though most have another route, that of %s was chosen", best.of)
	}
}
