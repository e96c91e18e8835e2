package rule

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"loccit/verify"
)

func urlTitle() verify.Rule {
	return verify.Rule{
		ID:       "url-title",
		Group:    urlAsPrinted,
		Title:    "The words in the URL contradict the title",
		Severity: verify.Advice,
		Doc: `
The address spells out the title, as those of newspapers do, but names something else at one place. Either the title was
copied wrongly, or the headline was changed after the address was made. An address that simply has other words than the
title proves nothing, and is let pass.

**What to do.** Open the page and compare its title with that of the note.

**Example.** The title is “The Commission Stopped Talking About Leaks,” and the URL ends in
*/the-commission-stopped-talking-about-floods*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				if cite.BackReference() || cite.URL == "" || cite.Title == "" {
					return
				}
				slug, ok := slugOf(cite.URL)
				if !ok {
					return
				}
				said, instead, ok := swapped(withoutSite(tokens(cite.Title), cite), slug)
				if !ok {
					return
				}
				report(verify.Finding{
					Where:   c.AtCitation(d, i),
					Message: fmt.Sprintf("Where the title says “%s,” the URL says “%s.”", said, instead),
					Next:    "Open the page and compare its title with that of the note.",
					Evidence: []string{
						"The title: " + short(cite.Title, 160),
						"The URL: " + cite.URL,
					},
				})
			})
		},
	}
}

// withoutSite leaves out the words at the end of a title that name the site:
// many pages put it there, and no slug has it.
func withoutSite(title []string, cite *verify.Citation) []string {
	host, container := hostOf(cite.URL), tokens(cite.Container)
	for len(title) > 0 {
		last := title[len(title)-1]
		if !strings.Contains(host, last) && !slices.Contains(container, last) {
			break
		}
		title = title[:len(title)-1]
	}
	return title
}

// A slug is the words of a URL, closed up: hyphens may be lost, so words are
// looked for in the letters.
type slug struct {
	letters string
	starts  []int // where a token begins in letters, and the end
}

// slugOf is the segment of a path that has the most words, slugWords at least.
func slugOf(raw string) (slug, bool) {
	if !mayBeSlug(pathOf(raw)) { // as in most
		return slug{}, false
	}
	u, err := url.Parse(raw)
	if err != nil {
		return slug{}, false
	}
	var best []string
	for segment := range strings.SplitSeq(u.Path, "/") {
		if !mayBeSlug(segment) {
			continue
		}
		if i := strings.LastIndexByte(segment, '.'); i > 0 && len(segment)-i <= 6 {
			segment = segment[:i]
		}
		if words := tokens(segment); len(words) > len(best) {
			best = words
		}
	}
	s := slug{letters: strings.Join(best, ""), starts: make([]int, 1, len(best)+1)}
	for i, w := range best {
		s.starts = append(s.starts, s.starts[i]+len(w))
	}
	return s, len(best) >= slugWords && len(s.letters) < 400
}

// slugWords are what a segment has at least that spells out a title.
const slugWords = 4

// mayBeSlug reports whether a segment of a path has as many signs that part words
// as a slug has: a byte each, or more of a letter that is not ASCII.
func mayBeSlug(path string) bool {
	signs := 0
	for i := range len(path) {
		switch c := path[i]; {
		case c == '/':
			signs = 0
		case (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9'):
			if signs++; signs == slugWords-1 {
				return true
			}
		}
	}
	return false
}

// pathOf is the path of a URL as printed, and what more it has before query and
// fragment where it has no scheme.
func pathOf(raw string) string {
	if i := strings.IndexAny(raw, "?#"); i >= 0 {
		raw = raw[:i]
	}
	scheme, rest, ok := strings.Cut(raw, "://")
	if !ok || strings.Contains(scheme, "/") {
		return raw
	}
	return rest[strings.IndexByte(rest, '/')+1:]
}

// A hit is a word of the title found in the slug.
type hit struct{ word, start, end int }

// swapped compares a title with a slug that follows it: three words that count
// at least, and three in five of them, in the same order. Where exactly one
// place has a word of the title missing and other letters in its stead, it
// gives both.
func swapped(title []string, s slug) (said, instead string, ok bool) {
	if len(title) > 40 {
		title = title[:40]
	}
	chain := align(title, s)
	counting, matched := 0, 0
	for i, w := range title {
		if !small(w) {
			counting++
			if slices.ContainsFunc(chain, func(h hit) bool { return h.word == i }) {
				matched++
			}
		}
	}
	if matched < 3 || matched*5 < counting*3 {
		return "", "", false
	}
	places := 0
	for k := range chain { // before the first stand sections and bylines
		a, b := between(title, s, chain, k)
		if a == "" || b == "" {
			continue
		}
		if places++; places > 1 {
			return "", "", false
		}
		said, instead = a, b
	}
	return said, instead, places == 1
}

// align finds the longest chain of words of the title that stand in the slug
// in the same order. Short words must begin or end a token.
func align(title []string, s slug) []hit {
	var hits []hit
	for i, w := range title {
		for from := 0; len(w) > 1; {
			k := strings.Index(s.letters[from:], w)
			if k < 0 {
				break
			}
			start, end := from+k, from+k+len(w)
			if len(w) > 4 || slices.Contains(s.starts, start) || slices.Contains(s.starts, end) {
				hits = append(hits, hit{i, start, end})
			}
			from = start + 1
		}
	}
	return longest(hits)
}

// longest is the chain of hits, each later in title and slug than the one
// before, that covers the most letters.
func longest(hits []hit) []hit {
	if len(hits) > 200 {
		return nil
	}
	weight := make([]int, len(hits))
	prev := make([]int, len(hits))
	best := -1
	for i, h := range hits {
		weight[i], prev[i] = h.end-h.start, -1
		for j, g := range hits[:i] {
			if g.word < h.word && g.end <= h.start && weight[j]+h.end-h.start > weight[i] {
				weight[i], prev[i] = weight[j]+h.end-h.start, j
			}
		}
		if best < 0 || weight[i] > weight[best] {
			best = i
		}
	}
	var chain []hit
	for ; best >= 0; best = prev[best] {
		chain = append(chain, hits[best])
	}
	slices.Reverse(chain)
	return chain
}

// between gives what title and slug have between the k-th hit and the next:
// words that count, and that are not two spellings of one. One of them is
// empty where there is no contradiction.
func between(title []string, s slug, chain []hit, k int) (said, instead string) {
	word, start := chain[k].word+1, chain[k].end
	nextWord, end := len(title), len(s.letters)
	if k+1 < len(chain) {
		nextWord, end = chain[k+1].word, chain[k+1].start
	}
	var words []string
	for _, w := range title[word:nextWord] {
		if !small(w) {
			words = append(words, w)
		}
	}
	var other []string
	for i := 0; i+1 < len(s.starts); i++ {
		from, to := max(start, s.starts[i]), min(end, s.starts[i+1])
		if from < to && !small(s.letters[from:to]) {
			other = append(other, s.letters[from:to])
		}
	}
	if len(words) == 0 || len(words) > 2 || len(other) == 0 || len(other) > 2 || alike(words, other) {
		return "", ""
	}
	return strings.Join(words, " "), strings.Join(other, " ")
}

// small reports whether a word says too little to contradict anything.
func small(w string) bool {
	if len(w) < 4 || strings.Trim(w, "0123456789") == "" {
		return true
	}
	switch w {
	case "about", "after", "against", "amid", "among", "been", "before", "being", "between", "could", "does", "during", "from", "have", "into", "just", "more", "must", "over", "said", "says", "should", "than", "that", "their", "them", "then", "there", "these", "they", "this", "through", "under", "upon", "very", "were", "what", "when", "where", "which", "while", "will", "with", "would", "your", "html", "news", "story", "article", "opinion":
		return true
	}
	return strings.ContainsAny(w, "0123456789")
}

// alike reports whether two words are spellings or forms of one: uighur and
// uyghur, afghan and afghanistan, govt and government.
func alike(words, other []string) bool {
	for _, a := range words {
		for _, b := range other {
			n := min(len(a), len(b), 4)
			if a[:n] == b[:n] || len(b) <= 4 && len(a) > 2 && a[:2] == b[:2] || levenshtein.ComputeDistance(a, b) <= 2 {
				return true
			}
		}
	}
	joined := strings.Join(words, "")
	return strings.Contains(joined, strings.Join(other, "")) || levenshtein.ComputeDistance(joined, strings.Join(other, "")) <= 2
}
