package repair

import (
	"strings"

	"loccit/verify"
)

var _ verify.Mender = (*Examiner)(nil)

// Search is what to ask an archive's index for the URL that the i-th source was
// meant to have: all that begins with prefix, which ends before the first
// doubtful place and has a piece of the path at least, and that holds token,
// the piece among the certain ones that is the rarest by its length. Both are
// empty where nothing of the path is certain enough to be asked for.
func (x *Examiner) Search(i int) (prefix, token string) {
	s := &x.sources[i]
	a, ok := parse(s.URL)
	if !ok {
		return "", ""
	}
	p := x.plan(a, s)
	x.inContext(p, s)
	best := ""
	if found := x.Guess(i); len(found) > 0 {
		best = found[0].URL
	}
	end := p.certainTo(best)
	if end == len(a.raw) && ending().MatchString(a.raw) { // nothing is in doubt, and nothing can be missing
		return "", ""
	}
	for k := range a.tokens {
		if t := &a.tokens[k]; t.end > end {
			certain := numberIn(a.raw[t.start:t.end])
			if p.sure(t, best) {
				certain = t.word
			}
			if rarer(certain, token) {
				token = certain
			}
		}
	}
	if end <= a.path+1 { // the very first word is in doubt
		end = min(shared(a.raw, best), a.path+1+someLetters)
	}
	if end <= a.path+1 || end == a.path+1+someLetters && token == "" {
		return "", ""
	}
	return a.raw[strings.Index(a.raw, "://")+len("://") : end], token
}

// certainTo is where the first token begins that is in doubt.
func (p *plan) certainTo(best string) int {
	for k := range p.address.tokens {
		if t := &p.address.tokens[k]; !p.sure(t, best) {
			return t.start
		}
	}
	return len(p.address.raw)
}

// someLetters of a word that is in doubt are taken for certain where nothing
// else is: a hyphen is seldom lost so early.
const someLetters = 3

// shared is the length of what a and b begin with alike; that of a where b is
// empty.
func shared(a, b string) int {
	n := 0
	for n < len(a) && (b == "" || n < len(b) && a[n] == b[n]) {
		n++
	}
	return n
}

// sure reports whether a token stands in the true URL, too: it is a number or a
// word that needs no hyphen, or the only word of its segment. best is the best
// candidate.
func (p *plan) sure(t *token, best string) bool {
	switch {
	case p.jointOf(t) != nil || t.word == "" || len(t.word) != t.end-t.start:
		return false
	case allDigits(t.word), allLetters(t.word) && p.context.known(t.word):
		return true
	}
	return p.address.slug(t.segment) == nil && shared(p.address.raw, best) >= t.end
}

// numberIn is the longest run of digits in a token that is in doubt: no hyphen
// is lost within a number.
func numberIn(raw string) string {
	longest := ""
	for _, run := range strings.FieldsFunc(raw, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(run) > len(longest) {
			longest = run
		}
	}
	if len(longest) < 5 || strings.Contains(raw, "%") {
		return ""
	}
	return longest
}

// rarer reports whether a token tells more than the best so far: a long number
// more than any word, a long word more than a short one.
func rarer(word, than string) bool {
	rank := func(w string) int {
		switch {
		case allDigits(w) && len(w) > 4:
			return 100 + len(w)
		case allDigits(w) || len(w) < 4 || function(w):
			return 0
		}
		return len(w)
	}
	return rank(word) > rank(than)
}

// Alike tells how like the URL of the i-th source url is: the same but for
// hyphens and what else Fold drops, a longer one that begins so, or one that
// differs in two letters at most.
func (x *Examiner) Alike(i int, url string) verify.Likeness {
	printed, found := Fold(x.sources[i].URL), Fold(url)
	switch {
	case printed == "" || found == "":
		return verify.Unlike
	case printed == found:
		return verify.SameFold
	case goesFurther(x.sources[i].URL, printed, found):
		return verify.Cut
	case len(printed) > 20 && numbers(printed) == numbers(found) && distance(printed, found, 2):
		return verify.Near
	}
	return verify.Unlike
}

// goesFurther reports whether found is printed and more of the same segment. A
// page below another, or another view of it, is a page of its own.
func goesFurther(raw, printed, found string) bool {
	rest, ok := strings.CutPrefix(found, printed)
	_, path, _ := strings.Cut(printed, "/")
	if !ok || len(path) < 4 {
		return false
	}
	if isDigit(printed[len(printed)-1]) && isDigit(rest[0]) { // another number is another page
		return false
	}
	return strings.IndexByte("/?&.:;,", rest[0]) < 0 || strings.HasSuffix(raw, "/") && rest[0] == '/' && len(rest) > 3 || strings.HasSuffix(printed, ".")
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// numbers are the digits of s with what parts them: two addresses that differ
// in these are two pages.
func numbers(s string) string {
	var b strings.Builder
	in := false
	for _, r := range s {
		digit := '0' <= r && r <= '9'
		if digit {
			b.WriteRune(r)
		} else if in {
			b.WriteByte(' ')
		}
		in = digit
	}
	return b.String()
}
