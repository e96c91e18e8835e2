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
				if cite.Form == verify.Ibid && len(cite.Antecedents) == 0 {
					report(dangling(c, d, i))
				}
			})
		},
	}
}

func dangling(c *verify.Case, d, i int) verify.Finding {
	doc := c.Documents[d]
	cite := &doc.Citations[i]
	f := verify.Finding{
		Where: c.AtCitation(d, i),
		Next:  "Find out which source was meant, and name it.",
	}
	if cite.Note == 0 {
		f.Message = fmt.Sprintf("“%s” stands in the first note: there is no source that it could repeat.", backWord(doc, cite))
		return f
	}
	before := cite.Note - 1
	f.Message = fmt.Sprintf("“%s” repeats the source of %s, which names none.", backWord(doc, cite), noteName(doc, before))
	f.Evidence = []string{capital(noteName(doc, before)) + ": " + short(doc.Notes[before].Span.Of(doc.Text), 120)}
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
