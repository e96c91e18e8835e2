package content

import (
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"loccit/verify"
)

// Bounds between what pages change by themselves and what an editor should see.
// The last three are those at which the Off-Topic Memento Toolkit calls a page
// off topic (Jones, Weigle, Nelson: The Off-Topic Memento Toolkit, iPRES 2018).
const (
	shingleWords = 5
	fewestProse  = 40   // words of main text, on either side, that can be compared
	keptEnough   = 0.7  // of the snapshot's shingles: what a page loses by new dates, links and corrections
	wholly       = 0.9  // of the page's shingles stand in the snapshot: it was cut short, by a paywall as a rule
	awayCosine   = 0.12 // less alike in the words they use
	awayJaccard  = 0.96 // further apart in the words they have
	awayWords    = 0.3  // of the words are left
)

// DriftOf compares a page with its snapshot, by their main texts: how many of
// the snapshot's runs of five words the page still has. It is nil where that
// cannot be told: one of them has no text, or was cut off, or shows too little.
func DriftOf(c *verify.Case, s *verify.Standing) *verify.Drift {
	if s.Visit == nil || s.State != verify.Live && s.State != verify.Moved || s.Archive.State != verify.Archived {
		return nil
	}
	is, was := s.Visit.Page, s.Archive.Page
	switch {
	case is == nil || was == nil || is.Scripted || was.Scripted:
		return nil
	case is.Digest != "" && (is.Digest == was.Digest || is.Digest == s.Archive.Digest), is.TextSum != "" && is.TextSum == was.TextSum:
		return &verify.Drift{Kept: 1, Was: was.Words, Is: is.Words}
	case is.Truncated || was.Truncated:
		return nil
	}
	text := c.Text(is)
	d := driftOf(c.Text(was), text)
	if d != nil && d.Moved && (is.Paid || paywalled(fold(text)) != "") { // the rest may stand behind the offer
		return nil
	}
	return d
}

func driftOf(was, is string) *verify.Drift {
	seed := maphash.MakeSeed()
	a, b := proseOf(was, seed), proseOf(is, seed)
	if a.words < fewestProse || b.words < fewestProse && b.lines < 5 {
		return nil
	}
	a.sort()
	b.sort()
	if b.words < a.words && len(b.shingles) > 0 && contained(b.shingles, a.shingles) >= wholly {
		return nil
	}
	a.keepMain()
	d := &verify.Drift{Was: a.words, Is: b.words, Kept: contained(a.shingles, b.shingles)}
	if d.Moved = d.Kept < keptEnough; d.Moved {
		used, uses := counted(a.all), counted(b.all)
		d.Away = cosine(used, uses) < awayCosine || jaccardDistance(used, uses) > awayJaccard || float64(d.Is) < awayWords*float64(d.Was)
		d.Lost = a.lost(b.shingles)
	}
	return d
}

// A prose is the main text of a page: the lines that are sentences, and not
// menus, links or captions. Which those are is told by their length and their
// ends, so that it can be done again with the text alone.
type prose struct {
	words, lines int
	shingles     []uint64
	all          []uint64 // words that matter, as they come
	passages     []passage
	block        int // of the line read last
	seed         maphash.Seed
}

type passage struct {
	text     string
	words    int
	block    int // text that fewer than two short lines in a row part is one
	shingles []uint64
}

func proseOf(text string, seed maphash.Seed) *prose {
	p := &prose{seed: seed}
	brief := 0 // lines in a row that are no prose
	for line := range strings.Lines(text) {
		p.lines++
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		brief++
		if len(line) < 40 {
			continue
		}
		if words := wordsOf(line); len(words) >= 12 || len(words) >= 8 && endsSentence(line) {
			if brief > 2 {
				p.block++
			}
			brief = 0
			p.add(line, words)
		}
	}
	return p
}

func endsSentence(s string) bool {
	for {
		r, size := utf8.DecodeLastRuneInString(s)
		switch r {
		case '”', '"', '’', '\'', '»', ')', ']':
			s = s[:len(s)-size]
		case '.', '!', '?', '…', '。', '！', '？':
			return true
		default:
			return false
		}
	}
}

func (p *prose) add(line string, words []string) {
	hashes := make([]uint64, len(words))
	for i, w := range words {
		hashes[i] = maphash.String(p.seed, w)
		if len(w) > 3 || carries(w, 0) {
			p.all = append(p.all, hashes[i])
		}
	}
	p.words += len(words)
	one := passage{text: line, words: len(words), block: p.block}
	for i := 0; i+shingleWords <= len(hashes); i++ {
		var h uint64
		for _, w := range hashes[i : i+shingleWords] {
			h = (h<<7 | h>>57) ^ w*0x9E3779B97F4A7C15
		}
		one.shingles = append(one.shingles, h)
	}
	p.shingles = append(p.shingles, one.shingles...)
	p.passages = append(p.passages, one)
}

// keepMain keeps the blocks that are main text: the longest, and others of at
// least half its words. What else stands in sentences on a page changes
// by itself: comments, each below a name and a day, and what other stories
// begin with.
func (p *prose) keepMain() {
	sizes := make([]int, p.block+1)
	for _, one := range p.passages {
		sizes[one.block] += one.words
	}
	least := slices.Max(sizes) / 2
	p.passages = slices.DeleteFunc(p.passages, func(one passage) bool { return sizes[one.block] < least })
	p.words, p.shingles = 0, p.shingles[:0]
	for _, one := range p.passages {
		p.words += one.words
		p.shingles = append(p.shingles, one.shingles...)
	}
	p.sort()
}

// sort puts the shingles in order, each once.
func (p *prose) sort() {
	slices.Sort(p.shingles)
	p.shingles = slices.Compact(p.shingles)
}

func counted(hashes []uint64) map[uint64]int {
	counts := make(map[uint64]int, len(hashes)/2)
	for _, h := range hashes {
		counts[h]++
	}
	return counts
}

// lost is the passage of p of which others hold the least, the first of
// several.
func (p *prose) lost(others []uint64) string {
	least, text := 1.0, ""
	for _, one := range p.passages {
		there := 0
		for _, h := range one.shingles {
			if _, ok := slices.BinarySearch(others, h); ok {
				there++
			}
		}
		if held := ratioOf(there, len(one.shingles)); held < least {
			least, text = held, short(one.text)
		}
	}
	return text
}

func ratioOf(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// contained is the share of a that b has too. Both are sorted.
func contained(a, b []uint64) float64 {
	if len(a) == 0 {
		return 0
	}
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return ratioOf(n, len(a))
}

func cosine(a, b map[uint64]int) float64 {
	var dot, aa, bb float64
	for h, n := range a {
		dot += float64(n * b[h])
		aa += float64(n * n)
	}
	for _, n := range b {
		bb += float64(n * n)
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return dot / math.Sqrt(aa*bb)
}

func jaccardDistance(a, b map[uint64]int) float64 {
	common := 0
	for h := range a {
		if b[h] > 0 {
			common++
		}
	}
	if all := len(a) + len(b) - common; all > 0 {
		return 1 - float64(common)/float64(all)
	}
	return 0
}
