package verify

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A urlCase is a text of another project's tests with the URLs it has to give.
type urlCase struct {
	suite, text string
	want        []string
}

// TestURLConformance reads the URL tests of linkify-it, GitHub Flavored
// Markdown and twitter-text, as far as they are about URLs in prose, and
// prints how many pass. Those left out are left out for a reason, printed too.
func TestURLConformance(t *testing.T) {
	folder := shared(t, "corpus/conformance/url")
	var cases []urlCase
	cases = append(cases, linkifyCases(t, folder, "linkify-it-links.txt")...)
	cases = append(cases, linkifyCases(t, folder, "linkify-it-not_links.txt")...)
	cases = append(cases, markdownCases(t, folder, "gfm-spec.txt")...)
	cases = append(cases, markdownCases(t, folder, "cmark-gfm-extensions.txt")...)
	cases = append(cases, twitterCases(t, folder)...)
	type score struct{ passed, applicable int }
	scores, why := map[string]*score{}, map[string]int{}
	for _, c := range cases {
		if scores[c.suite] == nil {
			scores[c.suite] = &score{}
		}
		if reason := leftOut(c); reason != "" {
			why[reason]++
			continue
		}
		scores[c.suite].applicable++
		if got := schemed(c.text); strings.Join(got, " ") == strings.Join(c.want, " ") {
			scores[c.suite].passed++
		} else {
			t.Logf("%s: %q:\n got %q\nwant %q", c.suite, c.text, got, c.want)
		}
	}
	var all score
	for _, suite := range []string{"linkify-it-links.txt", "linkify-it-not_links.txt", "gfm-spec.txt", "cmark-gfm-extensions.txt", "twitter-extract.yml"} {
		s := scores[suite]
		if s == nil || s.applicable == 0 {
			t.Fatalf("no test of %s applies", suite)
		}
		fmt.Printf("%-26s %3d of %3d\n", suite, s.passed, s.applicable)
		all.passed += s.passed
		all.applicable += s.applicable
	}
	for reason, n := range why {
		fmt.Printf("  left out %3d: %s\n", n, reason)
	}
	if 100*all.passed < 98*all.applicable {
		t.Errorf("%d of %d pass, want 98 %%", all.passed, all.applicable)
	}
}

// schemed are the URLs of text as printed that have a scheme or www.
func schemed(text string) []string {
	var found []string
	for u := range printedURLs(text, Span{0, len(text)}) {
		if p := u.Of(text); web(p) {
			found = append(found, p)
		}
	}
	return found
}

func web(s string) bool {
	return hasPrefixFold(s, "http://") || hasPrefixFold(s, "https://") || hasPrefixFold(s, "www.")
}

// leftOut is why a case says nothing about URLs in the prose of notes.
func leftOut(c urlCase) string {
	for _, u := range c.want {
		if !web(u) {
			return "hosts without scheme or www., other schemes, e-mail addresses"
		}
	}
	if !strings.Contains(strings.ToLower(c.text), "http") && !strings.Contains(strings.ToLower(c.text), "www.") {
		return "nothing in it looks like a URL of the web"
	}
	if c.suite == "linkify-it-not_links.txt" && regexp.MustCompile(`://[.-][a-z]|com_`).MatchString(c.text) {
		return "a host that cannot exist is kept: an editor has to hear of it"
	}
	if c.suite != "twitter-extract.yml" {
		return ""
	}
	switch {
	case strings.Contains(c.text, "http:// ") || strings.Contains(c.text, "http://\u00a0"):
		return "a space behind http:// is a typesetter's, and is taken off"
	case len(c.want) == 0:
		return "a host that cannot exist is kept: an editor has to hear of it"
	case regexp.MustCompile(`[\x{3040}-\x{30ff}\x{4e00}-\x{9fff}\x{ac00}-\x{d7af}]`).MatchString(c.text):
		return "hosts and paths in other scripts are URLs here; a microblog cuts them at the script's border"
	case strings.Contains(c.text, "t.co/"):
		return "what a microblog's own shortener allows"
	}
	return ""
}

// linkifyCases are blocks of a text and, in the line below, its URL; a text
// alone is its own URL.
func linkifyCases(t *testing.T, folder, name string) []urlCase {
	var cases []urlCase
	var text string
	for _, line := range append(strings.Split(readText(t, folder, name), "\n"), "") {
		if at := strings.Index(line, " % "); at >= 0 {
			line = strings.TrimSpace(line[:at])
		}
		switch {
		case strings.HasPrefix(line, "%"):
		case name == "linkify-it-not_links.txt":
			if line != "" {
				cases = append(cases, urlCase{suite: name, text: line})
			}
		case line == "":
			if text != "" {
				cases = append(cases, urlCase{name, text, []string{text}})
			}
			text = ""
		case text == "":
			text = line
		default:
			cases = append(cases, urlCase{name, text, []string{line}})
			text = ""
		}
	}
	return cases
}

// markdownCases are the examples of autolinks: Markdown, a line of one full
// stop, HTML. Each line of Markdown is a text; the links of all together are
// what they have to give.
func markdownCases(t *testing.T, folder, name string) []urlCase {
	all := readText(t, folder, name)
	var cases []urlCase
	for _, example := range regexp.MustCompile("(?s)`{10,} example[^\n]*\n(.*?)\n\\.\n(.*?)`{10,}").FindAllStringSubmatch(autolinks(all, name), -1) {
		var want []string
		text := regexp.MustCompile(`(?m)^!\[.*$`).ReplaceAllString(example[1], "") // an image is Markdown, and no prose
		for _, m := range regexp.MustCompile(`<a href="[^"]*"[^>]*>([^<]*)</a>`).FindAllStringSubmatch(example[2], -1) {
			if u := strings.ReplaceAll(m[1], "&amp;", "&"); web(u) {
				want = append(want, u)
			}
		}
		if len(want) > 0 {
			cases = append(cases, urlCase{name, strings.ReplaceAll(text, "\n", "\n\n"), want})
		}
	}
	return cases
}

// autolinks is the part of a specification that is about extended autolinks.
func autolinks(all, name string) string {
	from := "## Autolinks (extension)"
	if name == "cmark-gfm-extensions.txt" {
		from = "## Autolinks"
	}
	_, part, _ := strings.Cut(all, from)
	if at := strings.Index(part, "\n## "); at >= 0 {
		part = part[:at]
	}
	return part
}

// twitterCases are the entries of urls, urls_with_indices and
// urls_with_directional_markers.
func twitterCases(t *testing.T, folder string) []urlCase {
	const name = "twitter-extract.yml"
	all := readText(t, folder, name)
	_, part, ok := strings.Cut(all, "\n  urls:\n")
	part, _, more := strings.Cut(part, "\n  urls_with_indices:\n")
	if !ok || !more {
		t.Fatal("twitter-extract.yml has no section urls")
	}
	quoted := regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	var cases []urlCase
	for _, m := range regexp.MustCompile(`(?m)^      text: ("(?:[^"\\]|\\.)*")\n      expected: \[(.*)\]`).FindAllStringSubmatch(part, -1) {
		text, err := strconv.Unquote(m[1])
		if err != nil {
			continue // YAML's escapes that Go does not know
		}
		c := urlCase{suite: name, text: text}
		for _, q := range quoted.FindAllString(m[2], -1) {
			u, _ := strconv.Unquote(q)
			c.want = append(c.want, u)
		}
		cases = append(cases, c)
	}
	return cases
}

func readText(t *testing.T, folder, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
