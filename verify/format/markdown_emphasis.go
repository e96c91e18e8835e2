package format

import (
	"unicode"
	"unicode/utf8"
)

// run takes a run of signs of emphasis and tells whether it may begin or end
// it: https://spec.commonmark.org/0.31.2/#delimiter-run.
func (x *mdLexer) run(c byte) {
	s, at, to := x.s, x.i, x.i
	for to < len(s) && s[to] == c {
		to++
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[to:])
	spaceBefore, spaceAfter := at == 0 || unicode.IsSpace(before), to == len(s) || unicode.IsSpace(after)
	punctBefore, punctAfter := isSign(before), isSign(after)
	left := !spaceAfter && (!punctAfter || spaceBefore || punctBefore)
	right := !spaceBefore && (!punctBefore || spaceAfter || punctAfter)
	t := mdToken{kind: mdSigns, at: at, to: to, n: int32(to - at), left: int32(to - at), canOpen: left, canClose: right}
	if c == '*' && !left && !right { // pandoc asks for no more: London*:*
		t.canOpen, t.canClose = !spaceAfter, !spaceBefore
	}
	if c == '_' {
		t.canOpen = left && (!right || punctBefore)
		t.canClose = right && (!left || punctAfter)
	}
	x.add(t)
}

func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// emphasize pairs the runs of signs, by the algorithm at the end of the
// CommonMark specification. Where an ending found no beginning, later ones of
// its kind do not look further back: that keeps it linear.
func emphasize(tokens []mdToken, s string) {
	var open []int // runs that may still begin something
	bottom := map[[3]int]int{}
	for k := range tokens {
		t := &tokens[k]
		if t.kind != mdSigns {
			continue
		}
		for t.canClose && t.left > 0 {
			both := 0
			if t.canOpen {
				both = 1
			}
			key := [3]int{int(s[t.at]), both, int(t.n % 3)}
			j := len(open) - 1
			for ; j >= bottom[key]; j-- {
				o := &tokens[open[j]]
				if s[o.at] == s[t.at] && !((o.canClose || t.canOpen) && (o.n+t.n)%3 == 0 && (o.n%3 != 0 || t.n%3 != 0)) {
					break
				}
			}
			if j < bottom[key] {
				bottom[key] = len(open)
				break
			}
			o := &tokens[open[j]]
			open = open[:j+1]
			for b, n := range bottom {
				bottom[b] = min(n, j+1)
			}
			if o.left >= 2 && t.left >= 2 {
				o.left, t.left, t.strong = o.left-2, t.left-2, true
			} else {
				o.left, t.left = o.left-1, t.left-1
				o.opens++
				t.closes++
			}
			if o.left == 0 {
				open = open[:j]
			}
		}
		if t.canOpen && t.left > 0 {
			open = append(open, k)
		}
	}
}
