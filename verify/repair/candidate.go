package repair

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"loccit/verify"
)

// An option is one way to read a token, at a cost above its best way.
type option struct {
	cuts []int // bytes of the URL before which a hyphen is put
	cost float64
	says string
}

// A mix is one option for each token so far.
type mix struct {
	cuts []int
	cost float64
	says []string
}

// candidates are the cheapest mixes of options, without the URL as printed.
// twin is the source that lent its hyphens, or -1.
func (x *Examiner) candidates(p *plan, i, twin int) []verify.Candidate {
	x.inContext(p, &x.sources[i])
	var found []verify.Candidate
	printed := x.sources[i].URL
	mixes := p.mixes(mostCandidates + 2)
	for _, m := range mixes {
		url := p.address.with(m.cuts)
		if url == printed || len(found) == mostCandidates || m.cost > mixes[0].cost+farthest {
			continue
		}
		c := verify.Candidate{URL: url}
		if twin >= 0 {
			c.Evidence = append(c.Evidence, fmt.Sprintf("%s gives the address with hyphens that are missing here", x.cites(twin)))
		}
		c.Evidence = append(c.Evidence, m.says...)
		found = append(found, c)
	}
	return found
}

// mixes are the n cheapest ways to choose an option for every token: after
// each token only the n cheapest go on, and since costs add up none of the
// cheapest is lost.
func (p *plan) mixes(n int) []mix {
	all := []mix{{}}
	for i := range p.address.tokens {
		options := p.options(&p.address.tokens[i])
		if len(options) < 2 {
			if len(options) == 1 && len(options[0].cuts) > 0 {
				all = choose(all, options, n)
			}
			continue
		}
		all = choose(all, options, n)
	}
	return all
}

func choose(all []mix, options []option, n int) []mix {
	next := make([]mix, 0, len(all)*len(options))
	for _, m := range all {
		for _, o := range options {
			more := mix{slices.Concat(m.cuts, o.cuts), m.cost + o.cost, m.says}
			if o.says != "" {
				more.says = append(slices.Clip(m.says), o.says)
			}
			next = append(next, more)
		}
	}
	slices.SortStableFunc(next, func(a, b mix) int { return cmp.Compare(a.cost, b.cost) })
	return next[:min(n, len(next))]
}

// What speaks against an option beside its words.
const (
	keepJoint  = 6.0 // leaving a token as it is where a hyphen seems lost
	breakWord  = 7.0 // breaking up what is a word
	breakUsed  = 3.0 // breaking up what only the document uses as a word
	breakLone  = 4.0 // breaking up the only word of a segment, on top of what speaks for it
	breakOther = 5.0 // finding English words where the slug is of another language
	detachID   = 3.0 // story-Yh4X for storyYh4X

	// farthest is how much more than the best a candidate may cost: a probe
	// of what is less likely is wasted.
	farthest = 20.0
)

// options are the ways to read one token, the cheapest first.
func (p *plan) options(t *token) []option {
	keep := option{}
	if len(t.word) < 4 || len(t.word) > longestToken || allDigits(t.word) {
		return []option{keep}
	}
	if cut, ok := p.idAfterWord(t); ok {
		return []option{keep, {cuts: []int{t.start + cut}, cost: detachID, says: "an identifier may follow the word “" + strings.ToLower(p.address.raw[t.start:t.start+cut]) + "”"}}
	}
	j := p.jointOf(t)
	readings := p.context.readings(t.word, 5)
	if p.address.slug(t.segment) == nil {
		return p.lone(t, readings)
	}
	options := make([]option, 0, len(readings)+1)
	least := readings[0].cost
	kept := false
	for _, r := range readings {
		o := option{cost: r.cost - least}
		if len(r.cuts) == 0 {
			kept = true
			if j != nil {
				o.cost += keepJoint
			}
		} else {
			o.cost += p.against(t)
			o.cuts, o.says = p.cuts(t, r.cuts), quoted(r.parts(t.word))+" may be words of their own"
		}
		if j != nil && slices.Equal(r.cuts, j.cuts) {
			continue
		}
		options = append(options, o)
	}
	if !kept {
		cost, _ := p.context.costOf(t.word)
		options = append(options, option{cost: max(cost-least, keepJoint)})
	}
	if j != nil {
		options = append(options, option{cuts: p.cuts(t, j.cuts), says: j.says()})
	}
	slices.SortStableFunc(options, func(a, b option) int { return cmp.Compare(a.cost, b.cost) })
	return options
}

// lone are the options for the only word of a segment: as it stands first.
func (p *plan) lone(t *token, readings []reading) []option {
	if cut, ok := idiom(t.word); ok {
		return []option{{cuts: p.cuts(t, []int{cut}), says: "publishing systems write " + quoted([]string{t.word[:cut], t.word[cut:]}) + " with a hyphen"}, {cost: keepJoint}}
	}
	options := []option{{}}
	least := -1.0
	for _, r := range readings {
		if len(r.cuts) == 0 || !allWords(p.context, r.parts(t.word)) {
			continue
		}
		if least < 0 {
			least = r.cost
		}
		o := option{cuts: p.cuts(t, r.cuts), cost: breakLone + r.cost - least, says: quoted(r.parts(t.word)) + " may be words of their own"}
		if p.context.known(t.word) {
			o.cost += breakWord
		}
		options = append(options, o)
	}
	return options
}

func allWords(c *context, parts []string) bool {
	for _, w := range parts {
		if _, ok := c.costOf(w); !ok {
			return false
		}
	}
	return true
}

// against is what speaks against breaking up a token without a joint.
func (p *plan) against(t *token) float64 {
	cost := 0.0
	switch {
	case levelOf(t.word) > 0 || p.context.title[t.word] || p.context.closed[t.word]:
		cost += breakWord
	case p.context.known(t.word):
		cost += breakUsed
	}
	slug := p.address.slug(t.segment)
	if i := slices.Index(slug, t); i >= 0 && !p.context.english(slug, i) {
		cost += breakOther
	}
	return cost
}

func (p *plan) jointOf(t *token) *joint {
	for i := range p.joints {
		if p.joints[i].token.start == t.start {
			return &p.joints[i]
		}
	}
	return nil
}

// cuts are bytes of the URL for bytes of the word.
func (p *plan) cuts(t *token, at []int) []int {
	found := make([]int, len(at))
	for i, b := range at {
		found[i] = t.start + t.raw(b)
	}
	return found
}

// idAfterWord tells where an identifier of mixed case or digits begins that
// was glued to a word in lower case: storyYhNI0zj.
func (p *plan) idAfterWord(t *token) (int, bool) {
	raw := p.address.raw[t.start:t.end]
	cut := strings.IndexFunc(raw, func(r rune) bool { return !unicode.IsLower(r) })
	if cut < 3 || len(raw)-cut < 4 || levelOf(raw[:cut]) == 0 && !p.context.title[raw[:cut]] {
		return 0, false
	}
	if !mixedCase(raw) && !allDigits(raw[cut:]) || strings.Contains(raw, "%") {
		return 0, false
	}
	return cut, true
}
