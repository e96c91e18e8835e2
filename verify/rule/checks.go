package rule

import (
	"slices"

	"loccit/verify"
	"loccit/verify/content"
)

// eachCheck calls visit for every check of that kind that came out so, with
// what is known of the source, in the order printed. The standing may be nil.
func eachCheck(c *verify.Case, what verify.CheckKind, answer verify.Outcome, visit func(s *verify.Standing, k verify.Check, where verify.Where)) {
	eachCitation(c, func(d int, _ *verify.Document, i int, _ *verify.Citation) {
		for _, k := range c.Checks(d, i) {
			if k.What == what && k.Answer == answer {
				visit(c.Standing(d, i), k, c.AtCitation(d, i))
			}
		}
	})
}

// anotherPage reports whether what k was compared with bears another title:
// then nothing else that it says of itself is of the source.
func anotherPage(c *verify.Case, where verify.Where, k verify.Check) bool {
	i, _ := where.Citation()
	return slices.ContainsFunc(c.Checks(where.Document, i), func(t verify.Check) bool {
		return t.What == verify.CheckTitle && t.Answer == verify.Differs && t.Where == k.Where
	})
}

// pageOf names what was looked at.
func pageOf(k verify.Check) string {
	if k.Where == content.Live {
		return "the page"
	}
	return "its archived copy"
}

// disagreement is a finding without words: where, the evidence, and the archived
// copy where that agrees with the note and the live page does not.
func disagreement(s *verify.Standing, k verify.Check, where verify.Where) verify.Finding {
	f := verify.Finding{Where: where}
	if k.Why != "" {
		f.Evidence = append(f.Evidence, capital(k.Why))
	}
	if s == nil {
		return f
	}
	if k.Where != content.Live {
		f.Evidence = append(f.Evidence, snapshot(s.Archive))
		return f
	}
	f.Evidence = append(f.Evidence, visited(s)...)
	if content.SnapshotAgrees(k) {
		f.Suggestion = &verify.Suggestion{Kind: "add-archive", Text: s.Archive.Snapshot}
	}
	return f
}
