package verify

import (
	"slices"
	"sort"
	"strings"
)

// A noteURL is a URL that a note names.
type noteURL struct {
	Span
	url     string // what was meant
	printed string
	titled  bool // the span is a link's text, and no URL
}

// noteURLs are the URLs of a note in the order printed: the targets of its
// links, and what is printed without being a link. A URL that stands both as
// target and in print counts once. They are appended to found.
func noteURLs(found []noteURL, d *Document, note Span) []noteURL {
	at := note.Start
	from := sort.Search(len(d.Links), func(i int) bool { return d.Links[i].Span.Start >= note.Start })
	for _, l := range d.Links[from:] {
		if l.Span.Start > note.End || l.Span.Start == note.End && l.Span.Len() > 0 {
			break
		}
		u, ok := linkURL(d.Text, l)
		if !ok || l.Span.End > note.End {
			continue
		}
		found = scanned(found, d.Text, Span{at, max(at, l.Span.Start)})
		at = max(at, l.Span.End)
		if n := len(found); n > 0 && found[n-1].url == u.url && u.titled == found[n-1].titled && onlySpace(d.Text, found[n-1].End, u.Start) {
			continue // one link in two pieces
		}
		found = append(found, u)
	}
	found = scanned(found, d.Text, Span{min(at, note.End), note.End})
	return once(d.Text, found)
}

func onlySpace(text string, from, to int) bool {
	return to-from < 100 && (to <= from || strings.TrimSpace(text[from:to]) == "")
}

// linkURL is what a link names that leads to a page or a file, and where.
func linkURL(text string, l Link) (noteURL, bool) {
	target := l.URL()
	if hasPrefixFold(target, "www.") {
		target = "http://" + target
	}
	if !hasPrefixFold(target, "http://") && !hasPrefixFold(target, "https://") && !hasPrefixFold(target, ftp) || len(target) < len("http://a") {
		return noteURL{}, false
	}
	u := noteURL{Span: l.Span, url: target, printed: target, titled: true}
	for visible := range printedURLs(text, l.Span) {
		u.Span, u.titled = visible.Span, false
		u.printed = visible.Of(text)
		return u, true
	}
	u.titled = l.Span.Len() > 0
	return u, true
}

func scanned(found []noteURL, text string, within Span) []noteURL {
	for p := range printedURLs(text, within) {
		found = append(found, noteURL{Span: p.Span, url: p.url, printed: p.Of(text)})
	}
	return found
}

// once drops a URL that markup repeats right after itself: the target in the
// source of a Markdown link, an anchor's attribute and its text.
func once(text string, urls []noteURL) []noteURL {
	kept := urls[:0]
	for _, u := range urls {
		n := len(kept)
		if n > 0 && kept[n-1].url == u.url && u.Start-kept[n-1].End <= 3 && !strings.ContainsAny(text[kept[n-1].End:max(kept[n-1].End, u.Start)], ",; \n") {
			if !u.titled && kept[n-1].titled {
				kept[n-1].printed = u.printed
			}
			continue
		}
		kept = append(kept, u)
	}
	return kept
}

func sortSpans(q []quoted) {
	slices.SortFunc(q, func(a, b quoted) int {
		if a.whole.Start != b.whole.Start {
			return a.whole.Start - b.whole.Start
		}
		return b.whole.End - a.whole.End
	})
}
