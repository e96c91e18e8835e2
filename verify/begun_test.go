package verify

import (
	"regexp/syntax"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestBegun looks up in the programs of begun patterns that they begin with no
// other bytes. ſ and K, letters of ASCII in another case to a pattern that
// ignores case, stand in no print.
func TestBegun(t *testing.T) {
	for name, b := range map[string]begun{
		"asidePart": asidePart, "atPage": atPage, "bibliographicPart": bibliographicPart, "brazilianNumbers": brazilianNumbers, "creditAhead": creditAhead,
		"dayOfMedicine": dayOfMedicine, "editionAhead": editionAhead, "entryDate": entryDate, "europeanCase": europeanCase,
		"firstPublished": firstPublished, "germanTail": germanTail, "insidePages": insidePages, "issueInParens": issueInParens,
		"onAnother": onAnother, "ordinalEdition": ordinalEdition, "ownParts": ownParts, "pagesInAll": pagesInAll,
		"reporterAhead": reporterAhead, "sameAuthor": sameAuthor, "spokenOrWritten": spokenOrWritten,
	} {
		tree, err := syntax.Parse(b.pattern().String(), syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		prog, err := syntax.Compile(tree.Simplify())
		if err != nil {
			t.Fatal(err)
		}
		if prog.StartCond()&syntax.EmptyBeginText == 0 {
			t.Errorf("%s is not bound to the start", name)
		}
		var met int
		for r := rune(0); r <= 0x2FFF; r++ {
			if r == 'ſ' || r == '\u212A' || !startsWith(prog, uint32(prog.Start), r, map[uint32]bool{}) {
				continue
			}
			met++
			if first := string(utf8.AppendRune(nil, r)[:1]); !strings.Contains(b.first, first) {
				t.Errorf("%s may begin with %q", name, r)
			}
		}
		if met == 0 {
			t.Errorf("%s begins with nothing", name)
		}
	}
}

// startsWith reports whether a match of prog, from instruction pc on, may begin with r
// or hold nothing.
func startsWith(prog *syntax.Prog, pc uint32, r rune, seen map[uint32]bool) bool {
	if seen[pc] {
		return false
	}
	seen[pc] = true
	switch in := &prog.Inst[pc]; in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		return startsWith(prog, in.Out, r, seen) || startsWith(prog, in.Arg, r, seen)
	case syntax.InstCapture, syntax.InstEmptyWidth, syntax.InstNop:
		return startsWith(prog, in.Out, r, seen)
	case syntax.InstMatch:
		return true
	case syntax.InstFail:
		return false
	default:
		return in.MatchRune(r)
	}
}
