package rule

import (
	"fmt"
	"strings"

	"loccit/verify"
)

func ibidDangling() verify.Rule {
	return verify.Rule{
		ID:       "ibid-dangling",
		Group:    backReferences,
		Title:    "The ibid. has nothing to repeat",
		Severity: verify.Error,
		Doc: `
*Ibid.* repeats the source of the note before. Here that note names no source, or there is no note before: usually a note
was moved, deleted or slipped in between after the *ibid.* was written.

**What to do.** Find out which source was meant, an older version of the text helps, and name it.

**Example.** Note 3 is a remark without a source, and note 4 says *Ibid.*
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				if cite.Form == verify.Ibid && len(cite.Antecedents) == 0 && !chained(doc, cite) && !interleaved(doc, cite.Note) {
					report(dangling(c, d, i))
				}
			})
		},
	}
}

// chained reports whether the note before is itself an ibid. that dangles: that
// one is told, and mends this one.
func chained(doc *verify.Document, cite *verify.Citation) bool {
	if first(doc, cite.Note) {
		return false
	}
	before := doc.CitationsOf(cite.Note - 1)
	if len(before) == 0 {
		return false
	}
	last := &doc.Citations[before[len(before)-1]]
	return last.Form == verify.Ibid && len(last.Antecedents) == 0
}

// interleaved reports whether notes of another series stand between note n and
// the one before it in its own, as where two languages run side by side: what
// was not resolved there may have been torn apart in reading.
func interleaved(doc *verify.Document, n int) bool {
	if !first(doc, n) {
		return false
	}
	for k := range n {
		if doc.Notes[k].Series == doc.Notes[n].Series {
			return true
		}
	}
	return false
}

// first reports whether note n is the first of its series.
func first(doc *verify.Document, n int) bool {
	return n == 0 || doc.Notes[n-1].Series != doc.Notes[n].Series
}

func dangling(c *verify.Case, d, i int) verify.Finding {
	doc := c.Documents[d]
	cite := &doc.Citations[i]
	f := verify.Finding{
		Where: c.AtCitation(d, i),
		Next:  "Find out which source was meant, and name it.",
	}
	if first(doc, cite.Note) {
		f.Message = fmt.Sprintf("“%s” stands in the first note: there is no source that it could repeat.", backWord(doc, cite))
		return f
	}
	before := cite.Note - 1
	if len(doc.CitationsOf(before)) > 0 {
		f.Message = fmt.Sprintf("“%s” repeats the source of the note before it, which is missing.", backWord(doc, cite))
	} else {
		f.Message = fmt.Sprintf("“%s” repeats the source of %s, which names none.", backWord(doc, cite), noteName(doc, before))
	}
	f.Evidence = []string{opening(doc, before, 120)}
	return f
}

// backWord is the word by which a citation refers back, as printed: Ibid., id.,
// Ebd.
func backWord(doc *verify.Document, cite *verify.Citation) string {
	words := strings.Fields(cite.Span.Of(doc.Text))
	if len(words) == 0 {
		return "ibid."
	}
	for _, w := range words[:min(3, len(words))] { // See ibid.
		w = strings.Trim(w, "([,;:)]")
		switch strings.ToLower(strings.Trim(w, ".")) {
		case "ibid", "id", "idem", "ebd", "ebenda", "ib", "ibidem", "dies", "ders":
			return w
		}
	}
	return strings.Trim(words[0], ",;:")
}
