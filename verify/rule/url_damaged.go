package rule

import (
	"fmt"

	"loccit/verify"
)

func urlDamaged() verify.Rule {
	return verify.Rule{
		ID:       "url-damaged",
		Group:    urlAsPrinted,
		Title:    "The URL looks cut or joined",
		Severity: verify.Error,
		Doc: `
The address seems to have suffered on its way into the text. Programs that copy text out of a PDF drop the hyphen at the
end of a line, *dam-leaks-again* becomes *dam-leaksagain*, or they leave a space where the line broke, and typesetters turn
a hyphen into a dash. Such a URL leads nowhere, though the page is still there.

What speaks for it are the words of the title, of the note and of the language, and another note that gives the same
address with its hyphens. A page that answers under the address as printed, with the title that the note gives, is proof
to the contrary: then nothing is said.

**What to do.** Open the proposed address. If it shows the source, put it in the note.

**Example.** *https://valley.example/1957/the-dam-leaksagain*; the title is “The Dam Leaks Again.”
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if s.Damage != nil && !disproved(s, cite) {
					report(damaged(s, cite, where))
				}
			})
		},
	}
}

// disproved reports whether the address answers with the source itself.
func disproved(s *verify.Standing, cite *verify.Citation) bool {
	if s.State != verify.Live && s.State != verify.Moved || s.Repair != nil {
		return false
	}
	if len(s.Tries) > 0 || cite.Title == "" || s.Visit == nil || s.Visit.Page == nil || s.Visit.Page.Title == "" {
		return true
	}
	return overlap(cite.Title, s.Visit.Page.Title) >= 0.5
}

func damaged(s *verify.Standing, cite *verify.Citation, where verify.Where) verify.Finding {
	f := verify.Finding{
		Where:   where,
		Message: fmt.Sprintf("The URL looks damaged: %s.", s.Damage.Why),
		Next:    "Look the page up and copy its address anew.",
	}
	if cite.URLPrinted != cite.URL {
		f.Evidence = append(f.Evidence, "As printed: "+cite.URLPrinted)
	}
	switch {
	case s.Repair != nil:
		f.Next = "Open the proposed URL. If it shows the source, put it in the note."
		f.Evidence = append(f.Evidence, fmt.Sprintf("Confidence of the proposal: %s.", s.Repair.Confidence))
		f.Evidence = append(f.Evidence, s.Repair.Evidence...)
		f.Suggestion = &verify.Suggestion{Kind: "replace-url", Text: s.Repair.URL}
	case len(s.Tries) > 0:
		f.Evidence = append(f.Evidence, fmt.Sprintf("Other readings of it were tried (%d): none was found to show the source.", len(s.Tries)))
	case len(s.Damage.Candidates) > 0:
		best := s.Damage.Candidates[0]
		f.Next = "Open the proposed URL, which was not visited yet. If it shows the source, put it in the note."
		f.Evidence = append(f.Evidence, best.Evidence...)
		f.Suggestion = &verify.Suggestion{Kind: "replace-url", Text: best.URL}
	}
	return f
}
