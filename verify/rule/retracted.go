package rule

import (
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
	"loccit/verify/content"
)

func retracted() verify.Rule {
	return verify.Rule{
		ID:       "retracted",
		Group:    identifiers,
		Title:    "The work was retracted",
		Severity: verify.Error,
		Doc: `
A notice was published that takes the work back: Crossref lists it with the work (from publishers and from Retraction
Watch), or the identifier is that of the notice itself, or arXiv shows the paper as withdrawn. Readers will take the note
for support that is no longer there.

Where the title in the note is another as well, both are told: the identifier may be wrong, or the note.

Corrections and expressions of concern are no retraction: they are told with what the registry says of the DOI, and as
evidence here. Nothing is said where the note, or the sentence that calls it, says that the work was retracted.

**What to do.** Read the notice. Cite another work for the claim, or say in the note that this one was retracted.

**Example.** The DOI is registered for “Silt and Memory,” with a *retraction of 2019-03-02*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if len(s.Records) == 0 || cite.BackReference() || saysRetracted(c.Documents[d], cite) {
					return
				}
				for _, id := range cite.Identifiers() {
					g := verify.Register(s.Records, id)
					if g.Record != nil {
						takenBack(c, cite, id, g, where, report)
					}
				}
			})
		},
	}
}

// takenBack reports the notices of one record that take the work back.
func takenBack(c *verify.Case, cite *verify.Citation, id string, g verify.Registration, where verify.Where, report func(verify.Finding)) {
	f := verify.Finding{Where: where, Next: "Read the notice. Cite another work, or say in the note that this one was retracted."}
	r := g.Record
	switch about := slices.IndexFunc(r.About, verify.Notice.Retracts); {
	case slices.ContainsFunc(r.Notices, verify.Notice.Retracts) && g.By == "arxiv":
		f.Message = fmt.Sprintf("The paper %s was withdrawn from arXiv.", verify.IdentifierName(id))
	case slices.ContainsFunc(r.Notices, verify.Notice.Retracts):
		f.Message = fmt.Sprintf("The work with the DOI %s was retracted.", verify.IdentifierName(id))
	case about >= 0 && cite.Title != "":
		f.Message = fmt.Sprintf("The DOI %s is that of a notice that retracts the work (doi.org/%s).", verify.IdentifierName(id), r.About[about].DOI)
	default:
		return
	}
	for _, n := range r.Notices {
		f.Evidence = append(f.Evidence, capital(content.Notice(n))+saidBy(n))
	}
	if len(r.Titles) > 0 && ofAnotherWork(c, where, id) {
		f.Message = strings.TrimSuffix(f.Message, ".") + fmt.Sprintf("; it is called “%s”, and the note calls it “%s”.", short(r.Titles[0], 120), short(cite.Title, 120))
		f.Next = "Open the identifier. If it is that of the work meant, read the notice, and cite another work; else take the right one from the work itself."
	} else if len(r.Titles) > 0 {
		f.Evidence = append(f.Evidence, "Registered as “"+short(r.Titles[0], 160)+"”.")
	}
	if r.Detail != "" {
		f.Evidence = append(f.Evidence, "ArXiv says: “"+short(r.Detail, 200)+"”.")
	}
	report(f)
}

func saidBy(n verify.Notice) string {
	switch n.By {
	case "publisher":
		return ", by the publisher."
	case "retraction-watch":
		return ", by Retraction Watch."
	case "title":
		return ", by the title that the publisher gives it."
	}
	return "."
}

// ofAnotherWork reports whether the identifier was found to be of another work
// than the note describes: then the editor is told of both.
func ofAnotherWork(c *verify.Case, where verify.Where, id string) bool {
	i, _ := where.Citation()
	return slices.ContainsFunc(c.Checks(where.Document, i), func(k verify.Check) bool {
		return k.What == verify.CheckDOI && k.Answer == verify.Differs && k.Cited == verify.IdentifierName(id)
	})
}

// saysRetracted reports whether the note, or a sentence that calls it, tells
// the reader that the work was taken back.
func saysRetracted(d *verify.Document, cite *verify.Citation) bool {
	note := &d.Notes[cite.Note]
	texts := []string{note.Span.Of(d.Text)}
	for _, call := range note.Calls {
		texts = append(texts, d.Sentence(call).Of(d.Text))
	}
	addresses := strings.NewReplacer(cite.DOI, "", cite.URLPrinted, "") // an address may hold such a word
	for _, text := range texts {
		text = strings.ToLower(addresses.Replace(text))
		for _, word := range [...]string{"retract", "withdr", "rétract", "retira", "ritrat", "ritirat", "retraiert", "zurückgezogen", "widerrufen", "ingetrokken", "отозван", "撤回", "撤稿"} {
			if strings.Contains(text, word) {
				return true
			}
		}
	}
	return false
}
