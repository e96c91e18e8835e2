package rule

import (
	"fmt"
	"strings"
	"unicode"

	"loccit/verify"
)

func urlText() verify.Rule {
	return verify.Rule{
		ID:       "url-text",
		Group:    urlAsPrinted,
		Title:    "The URL that is printed is not the link's target",
		Severity: verify.Warning,
		Doc: `
On the screen the link leads to one page, and on paper the reader types in another address. Often the visible text was
corrected and the link behind it was not, or the other way round; or the visible address was cut.

The visible address of a site that leads to one of its pages, an address shortened with dots, and a difference in scheme,
*www.*, tracking or escaping are let pass; so is an archived copy of the very page.

**What to do.** Open both, and give text and link the one that shows the source.

**Example.** The text says *https://valley.example/report*, and the link leads to *https://valley.example/report-1958.pdf*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachDocument(c, func(d int, doc *verify.Document) {
				for _, l := range doc.Links {
					if f, ok := misleading(c, d, l); ok {
						report(f)
					}
				}
			})
		},
	}
}

func misleading(c *verify.Case, d int, l verify.Link) (verify.Finding, bool) {
	doc := c.Documents[d]
	if l.Span.Len() == 0 || l.Span.End > len(doc.Text) || !strings.HasPrefix(l.Target, "http") {
		return verify.Finding{}, false
	}
	text := l.Span.Of(doc.Text)
	if text == l.Target { // as most that are no words
		return verify.Finding{}, false
	}
	visible, target := visibleURL(text), l.URL()
	if visible == "" || agree(visible, target) || agree(text, target) { // what is trimmed off may be its end: …/a[1]
		return verify.Finding{}, false
	}
	f := verify.Finding{
		Where:   spot(c, d, l.Span),
		Message: fmt.Sprintf("The text shows %s, and the link leads to %s.", visible, short(target, 200)),
		Next:    "Open both, and give text and link the one that shows the source.",
	}
	if strings.HasPrefix(unescaped(target), unescaped(visible)) {
		f.Message = fmt.Sprintf("The text shows only the beginning of the link's target: %s.", visible)
		f.Evidence = []string{"Target: " + target}
		if answers(c.StandingOf(target)) {
			f.Suggestion = &verify.Suggestion{Kind: "replace-text", Text: target}
		}
	} else if short(target, 200) != target {
		f.Evidence = []string{"Target: " + target}
	}
	return f, true
}

// answers reports whether a source was seen to be there: what was not is put in
// nobody's place.
func answers(s *verify.Standing) bool {
	return s != nil && (s.State == verify.Live || s.State == verify.Moved)
}

// spot places a finding on the citation or note that holds a span, or on the
// span itself.
func spot(c *verify.Case, d int, s verify.Span) verify.Where {
	doc := c.Documents[d]
	for n := range doc.Notes {
		if doc.Notes[n].Span.Holds(s) {
			return holder(c, d, n, s.Start)
		}
	}
	return verify.AtSpan(d, s)
}

// visibleURL is the URL that a link's text shows, with a scheme; empty where
// it shows anything else, or an address that dots cut short.
func visibleURL(text string) string {
	const around = "<>()[].,;:“”\"'" // a URL in a sentence
	begin := strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(around, r) })
	if begin == "" || begin[0]|0x20 != 'h' && begin[0]|0x20 != 'w' { // as most begin, words
		return ""
	}
	text = strings.Trim(strings.Join(strings.Fields(text), ""), around)
	if strings.Contains(text, "…") || strings.Contains(text, "...") {
		return ""
	}
	lower := strings.ToLower(text)
	switch {
	case strings.HasPrefix(lower, "http://"), strings.HasPrefix(lower, "https://"):
	case strings.HasPrefix(lower, "www."):
		text = "http://" + text
	default:
		return ""
	}
	if strings.Count(strings.ToLower(text), "http") > 1 && !strings.Contains(text, "/http") || malformed(text) != "" {
		return ""
	}
	return text
}

// agree reports whether the visible URL and the target are one address, or
// differ in nothing that matters.
func agree(visible, target string) bool {
	if visible == target { // as most are
		return true
	}
	a, b := unescaped(visible), unescaped(target)
	if a == b || a == withoutFragment(b) || withoutFragment(a) == b {
		return true
	}
	if isRoot(visible) { // the name of a site, for a page of it
		return hostOf(visible) == hostOf(target) || strings.HasSuffix(hostOf(target), "."+hostOf(visible))
	}
	return keeper(target) && strings.Contains(b, a) || keeper(visible) && strings.Contains(a, b)
}

// unescaped is plain without percent-encoding and the backslashes of markup.
func unescaped(raw string) string {
	raw = withoutBackslashes.Replace(verify.WithoutUnseen(strings.Join(strings.Fields(raw), "")))
	s, fragment, ok := strings.Cut(raw, "#")
	s = withoutMarkup.Replace(decoded(plain(s)))
	s = strings.TrimRight(s, "/.,;)")
	if ok && fragment != "" {
		s += "#" + strings.ToLower(fragment)
	}
	return s
}

var (
	withoutBackslashes = strings.NewReplacer(`\`, "", "%5C", "", "%5c", "")
	withoutMarkup      = strings.NewReplacer(`\`, "", "&amp;", "&", "dx.doi.org", "doi.org")
)

func withoutFragment(s string) string {
	s, _, _ = strings.Cut(s, "#")
	return s
}
