package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"loccit/verify"
)

// checkName is what a check compares, in a word.
func checkName(what verify.CheckKind) string {
	switch what {
	case verify.CheckPublished:
		return "date"
	case verify.CheckQuote:
		return "quotation"
	case verify.CheckDOI:
		return "DOI"
	}
	return string(what)
}

// answerName is how a check came out, in a word or two.
func answerName(o verify.Outcome) string {
	return [...]string{"cannot tell", "matches", "has other words", "differs", "is not there"}[o]
}

// sayCheck says in one line what was compared, and how it came out.
func sayCheck(k verify.Check) string {
	said := checkName(k.What) + " " + answerName(k.Answer)
	if k.Answer == verify.CannotTell {
		return checkName(k.What) + ": cannot tell"
	}
	if by := registryName(k); by != "" {
		said += " (by " + by + ")"
	} else if k.Where != "" && k.Where != "live" {
		said += " (by the archived copy)"
	}
	return said
}

// registryName is the registry that an identifier was looked up in; empty for a
// check of a page.
func registryName(k verify.Check) string {
	if k.What != verify.CheckDOI {
		return ""
	}
	return verify.RegistryName(k.Where)
}

// sayChecks says the checks of one citation, a line each with what it rests on;
// those that cannot tell, for one reason, share a line.
func sayChecks(checks []verify.Check) []string {
	var said []string
	for _, group := range groups(checks) {
		line := sayCheck(group[0])
		if len(group) > 1 {
			line = groupName(group) + ": cannot tell"
		}
		if why := explained(group[0]); why != "" {
			line += "; " + why
		}
		said = append(said, line)
	}
	return said
}

// groups puts checks together that cannot tell, one after the other, for the
// same reason.
func groups(checks []verify.Check) [][]verify.Check {
	var list [][]verify.Check
	for _, k := range checks {
		if n := len(list); n > 0 && k.Answer == verify.CannotTell && list[n-1][0].Answer == verify.CannotTell && k.Why == list[n-1][0].Why {
			list[n-1] = append(list[n-1], k)
		} else {
			list = append(list, []verify.Check{k})
		}
	}
	return list
}

func groupName(group []verify.Check) string {
	names := make([]string, len(group))
	for i, k := range group {
		names[i] = checkName(k.What)
	}
	return strings.Join(names, ", ")
}

// explained is what the outcome of a check rests on, in words: what was cited
// and found where that is not one, and why.
func explained(k verify.Check) string {
	var parts []string
	if k.Answer != verify.Matches && k.Answer != verify.CannotTell {
		cited := "“" + clip(plain(k.Cited), 200) + "”"
		if k.What == verify.CheckDOI {
			cited = clip(plain(k.Cited), 200)
		}
		parts = append(parts, "cited "+cited)
		if k.Found != "" {
			parts = append(parts, "found “"+clip(plain(k.Found), 200)+"”")
		}
	}
	if k.Why != "" {
		parts = append(parts, plain(k.Why))
	}
	return strings.Join(parts, "; ")
}

// byNote are findings of one document by their notes, -1 for those on the body.
func byNote(findings []verify.Finding) map[int][]*verify.Finding {
	by := map[int][]*verify.Finding{}
	for i := range findings {
		n, ok := findings[i].Where.Note()
		if !ok {
			n = -1
		}
		by[n] = append(by[n], &findings[i])
	}
	return by
}

// tells reports whether one of the findings of a note says how k came out.
func tells(findings []*verify.Finding, k verify.Check) bool {
	return k.Answer != verify.Matches && slices.ContainsFunc(findings, func(f *verify.Finding) bool {
		return strings.HasPrefix(f.Rule, string(k.What)+"-")
	})
}

// A checkTally counts the outcomes of one kind of check.
type checkTally struct {
	what   verify.CheckKind
	counts [verify.Missing + 1]int
}

// checkKinds are the kinds of check, in the order of a note.
func checkKinds() []verify.CheckKind {
	return []verify.CheckKind{verify.CheckTitle, verify.CheckAuthor, verify.CheckPublished, verify.CheckQuote, verify.CheckDOI}
}

// outcomes are what a check may come out as, the good one first.
func outcomes() []verify.Outcome {
	return []verify.Outcome{verify.Matches, verify.Altered, verify.Differs, verify.Missing, verify.CannotTell}
}

// compared counts the outcomes of all checks, kind by kind; kinds that were
// never compared are left out.
func (r reading) compared() []checkTally {
	byKind := map[verify.CheckKind]*checkTally{}
	for _, checks := range r.Checks {
		for _, k := range checks {
			if byKind[k.What] == nil {
				byKind[k.What] = &checkTally{what: k.What}
			}
			byKind[k.What].counts[k.Answer]++
		}
	}
	var list []checkTally
	for _, what := range checkKinds() {
		if t := byKind[what]; t != nil {
			list = append(list, *t)
		}
	}
	return list
}

// inWords says a tally: 12 match, 2 differ, 3 cannot tell.
func (t checkTally) inWords() string {
	many := [...]string{"not told", "match", "with other words", "differ", "not there"}
	one := [...]string{"not told", "matches", "with other words", "differs", "not there"}
	var said []string
	for _, o := range outcomes() {
		switch n := t.counts[o]; {
		case n == 1:
			said = append(said, "1 "+one[o])
		case n > 1:
			said = append(said, fmt.Sprintf("%d %s", n, many[o]))
		}
	}
	return strings.Join(said, ", ")
}

// wordDifference cuts two texts where they differ, by whole words: what an
// editor compares. The longest common run of words in order stays unmarked,
// case and punctuation aside. Texts beyond mostWords are not compared.
func wordDifference(cited, found string) (was, is []piece) {
	a, b := strings.Fields(plain(cited)), strings.Fields(plain(found))
	if len(a) > mostWords || len(b) > mostWords {
		return []piece{{plain(cited), false}}, []piece{{plain(found), false}}
	}
	inA, inB := commonWords(a, b)
	passEllipses(a, inA, inB)
	return marked(a, inA), marked(b, inB)
}

const mostWords = 400

// commonWords tells which words of a and b belong to their longest common
// subsequence.
func commonWords(a, b []string) (inA, inB []bool) {
	fold := func(list []string) []string {
		folded := make([]string, len(list))
		for i, w := range list {
			folded[i] = strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
			if folded[i] == "" {
				folded[i] = w
			}
		}
		return folded
	}
	x, y := fold(a), fold(b)
	return traced(x, y, commonScores(x, y))
}

// A score of commonScores: so many words in common, and of them so many beside
// one in common before.
const wordInCommon = 1 << 12

// commonScores are the best scores of x[i:] and y[j:], by what came before them
// (1: two words in common), i and j: of passages that have as many words in
// common, those that stand together score more.
func commonScores(x, y []string) [2][][]uint32 {
	var best [2][][]uint32
	for m := range best {
		best[m] = make([][]uint32, len(x)+1)
		for i := range best[m] {
			best[m][i] = make([]uint32, len(y)+1)
		}
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			skip := max(best[0][i+1][j], best[0][i][j+1])
			for m := range best {
				best[m][i][j] = skip
				if x[i] == y[j] {
					best[m][i][j] = max(skip, wordInCommon+uint32(m)+best[1][i+1][j+1])
				}
			}
		}
	}
	return best
}

// traced reads the words in common back from the scores of x and y.
func traced(x, y []string, best [2][][]uint32) (inX, inY []bool) {
	inX, inY = make([]bool, len(x)), make([]bool, len(y))
	for i, j, m := 0, 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j] && best[m][i][j] == wordInCommon+uint32(m)+best[1][i+1][j+1]:
			inX[i], inY[j] = true, true
			i, j, m = i+1, j+1, 1
		case best[0][i+1][j] >= best[0][i][j+1]:
			i, m = i+1, 0
		default:
			j, m = j+1, 0
		}
	}
	return inX, inY
}

// passEllipses lets an ellipsis of the quotation pass, with the words that it
// leaves out, as if both had them: it marks itself. Three words or fewer may be
// those that matter, and stay marked.
func passEllipses(cited []string, inA, inB []bool) {
	for i, j := 0, 0; i < len(inA) || j < len(inB); i, j = i+1, j+1 {
		from, start := i, j
		only := true
		for ; i < len(inA) && !inA[i]; i++ {
			only = only && strings.Trim(cited[i], ".…[]()") == ""
		}
		for j < len(inB) && !inB[j] {
			j++
		}
		within := i > from && only || i == from && i > 0 && strings.HasSuffix(strings.ReplaceAll(cited[i-1], "...", "…"), "…")
		if !within || j-start <= 3 {
			continue
		}
		for k := from; k < i; k++ {
			inA[k] = true
		}
		for k := start; k < j; k++ {
			inB[k] = true
		}
	}
}

// marked joins words to pieces; those that are not common are Changed.
func marked(words []string, common []bool) []piece {
	var list []piece
	for i, w := range words {
		if i > 0 {
			w = " " + w
		}
		if n := len(list); n > 0 && list[n-1].Changed == !common[i] {
			list[n-1].Text += w
			continue
		}
		if i > 0 { // the space belongs to no mark
			list = append(list, piece{" ", false})
			w = w[1:]
		}
		list = append(list, piece{w, !common[i]})
	}
	return slices.DeleteFunc(list, func(p piece) bool { return p.Text == "" })
}
