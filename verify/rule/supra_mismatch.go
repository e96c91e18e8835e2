package rule

import (
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
)

func supraMismatch() verify.Rule {
	return verify.Rule{
		ID:       "supra-mismatch",
		Group:    backReferences,
		Title:    "The note that is pointed to does not name the work",
		Severity: verify.Warning,
		Doc: `
*Supra note 12* and *(n 12)* send the reader to the note that cites the work in full. Here that note names another work, or
there is no such note: notes were put in or taken out, and the number was not carried along.

**What to do.** Put in the number of the note that cites the work. The finding names it, where there is one.

**Example.** Note 20 says *Kerr, supra note 4, at 90*; note 4 cites Morau, and Kerr is cited in note 6.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				if cite.BackReference() && cite.Form != verify.Ibid && cite.RefersTo != "" {
					if f, ok := mismatch(c, d, i); ok {
						report(f)
					}
				}
			})
		},
	}
}

func mismatch(c *verify.Case, d, i int) (verify.Finding, bool) {
	doc := c.Documents[d]
	cite := &doc.Citations[i]
	names := calledBy(cite)
	k := labelled(doc, cite)
	f := verify.Finding{Where: c.AtCitation(d, i)}
	if k < 0 {
		f.Message = fmt.Sprintf("“%s” points to note %s, and there is no such note.", short(cite.Span.Of(doc.Text), 60), cite.RefersTo)
		f.Next = "Put in the number of the note that cites the work."
		return f, len(doc.Notes) > 0
	}
	if len(names) == 0 || mentions(doc, k, append(pointing(doc, cite), names...)) {
		return f, false
	}
	holder := elsewhere(doc, cite, k, names)
	if holder < 0 {
		return f, false // the name may be read wrongly: nothing can be said
	}
	f.Message = fmt.Sprintf("%s does not name %s; %s does.", capital(noteName(doc, k)), list(quoteAll(cite.Authors, cite.Title)), noteName(doc, holder))
	f.Next = fmt.Sprintf("Write %s in place of %s, if that is the work.", doc.Notes[holder].Label, cite.RefersTo)
	f.Evidence = []string{opening(doc, k, 120), opening(doc, holder, 120)}
	return f, true
}

// calledBy are the words by which a back-reference calls its work: the last
// names of the authors; without authors, the title's words that count.
func calledBy(cite *verify.Citation) []string {
	var names []string
	for _, a := range cite.Authors {
		w := tokens(a)
		if len(w) == 0 {
			continue
		}
		switch last := w[len(w)-1]; last {
		case "ders", "dies", "derselbe", "dieselbe", "idem", "id", "eadem", "same": // the author of the citation before
			return nil
		default:
			names = append(names, last)
		}
	}
	if len(names) > 0 {
		return names
	}
	for _, w := range tokens(cite.Title) {
		if len(w) > 3 {
			names = append(names, w)
		}
	}
	return names
}

// pointing are the last words before supra or (n: of a chapter it is the
// collection that they name, and not the author (Kerr, “Sluices,” in DAMS OF
// OSTRAVIA, supra note 3).
func pointing(doc *verify.Document, cite *verify.Citation) []string {
	text := cite.Span.Of(doc.Text)
	end := len(text)
	for _, mark := range []string{"supra", "Supra", "(n ", "(n. ", "(Fn", "op. cit", "loc. cit", "a.a.O"} {
		if i := strings.Index(text, mark); i >= 0 && i < end {
			end = i
		}
	}
	var last []string
	words := tokens(text[:end])
	for i := len(words) - 1; i >= 0 && len(last) < 3; i-- {
		if len(words[i]) > 3 {
			last = append(last, words[i])
		}
	}
	return last
}

// labelled is the index of the note that a back-reference points to: of its
// own series, else the last one before it; -1 where there is none.
func labelled(doc *verify.Document, cite *verify.Citation) int {
	found := -1
	for n := range doc.Notes {
		if !strings.EqualFold(doc.Notes[n].Label, cite.RefersTo) {
			continue
		}
		if doc.Notes[n].Series == doc.Notes[cite.Note].Series {
			return n
		}
		if n < cite.Note || found < 0 {
			found = n
		}
	}
	return found
}

// mentions reports whether note k says one of the names, itself or through
// what its own back-references repeat.
func mentions(doc *verify.Document, k int, names []string) bool {
	said := tokens(doc.Notes[k].Span.Of(doc.Text))
	for _, i := range doc.CitationsOf(k) {
		if full := doc.Resolve(i); full != nil {
			said = append(said, tokens(full.Span.Of(doc.Text))...)
		} else {
			for _, a := range doc.Citations[i].Antecedents {
				said = append(said, tokens(doc.Citations[a].Span.Of(doc.Text))...)
			}
		}
	}
	return slices.ContainsFunc(names, func(n string) bool {
		return slices.ContainsFunc(said, func(w string) bool { return strings.HasPrefix(w, n) })
	})
}

// elsewhere is the note that cites the work: the first before whose citation
// in full bears every name, else what Cite resolved; -1 for none.
func elsewhere(doc *verify.Document, cite *verify.Citation, k int, names []string) int {
	for i := range doc.Citations {
		other := &doc.Citations[i]
		if other.Note >= cite.Note {
			break
		}
		if other.Form != verify.Full || doc.Notes[other.Note].Series != doc.Notes[cite.Note].Series {
			continue
		}
		said := tokens(strings.Join(other.Authors, " ") + " " + other.Title)
		if !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(said, n) }) {
			return other.Note
		}
	}
	if len(cite.Antecedents) > 0 {
		if n := doc.Citations[cite.Antecedents[0]].Note; n != k {
			return n
		}
	}
	return -1
}

func quoteAll(authors []string, title string) []string {
	names := slices.Clone(authors)
	if title != "" {
		names = append(names, "“"+short(title, 60)+"”")
	}
	return names
}
