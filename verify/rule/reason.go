package rule

import (
	"fmt"
	"strings"
	"time"

	"loccit/verify"
)

// because says why a source has its state: what the verdict says for people,
// else its code.
func because(s *verify.Standing) string {
	switch {
	case s.Detail != "":
		return strings.TrimRight(s.Detail, ".")
	case s.Visit != nil && s.Visit.Detail != "":
		return strings.TrimRight(s.Visit.Detail, ".")
	case s.Reason != "":
		return s.Reason
	}
	return "no reason is known"
}

// visited tells what was asked and what came, as evidence.
func visited(s *verify.Standing) []string {
	if s.Visit == nil {
		return nil
	}
	v := s.Visit
	if s.Reason == "private-address" && len(v.Hops) == 0 { // it was not asked, as the finding says
		return nil
	}
	line := "Asked"
	if !s.Checked.IsZero() {
		line += " on " + s.Checked.UTC().Format(time.DateOnly)
	}
	switch {
	case v.Status > 0 && v.Confirmed:
		line += fmt.Sprintf(": status %d, and again after a pause", v.Status)
	case v.Status > 0:
		line += fmt.Sprintf(": status %d", v.Status)
	case v.Failure != "":
		line += ": no answer (" + v.Failure + ")"
	}
	evidence := []string{line + "."}
	if v.Final != "" && v.Final != v.URL {
		evidence = append(evidence, "It redirects to "+v.Final)
	}
	if v.Page != nil && v.Page.Title != "" {
		evidence = append(evidence, "The page is called “"+short(v.Page.Title, 100)+"”.")
	}
	return evidence
}

// rescue says where the source may be found now that its address fails: the
// repaired URL, the archived copy, or nothing.
func rescue(s *verify.Standing) (next string, evidence []string, suggestion *verify.Suggestion) {
	if r := s.Repair; r != nil {
		return "Open the proposed URL. If it shows the source, put it in the note.",
			append([]string{fmt.Sprintf("Confidence of the proposal: %s.", r.Confidence)}, r.Evidence...), &verify.Suggestion{Kind: "replace-url", Text: r.URL}
	}
	switch a := s.Archive; a.State {
	case verify.Archived:
		return "Add the archived copy to the note.", []string{snapshot(a)}, &verify.Suggestion{Kind: "add-archive", Text: a.Snapshot}
	case verify.Weak:
		return "Look at the archived copy; if it shows the source, add it to the note.",
			append([]string{snapshot(a)}, a.Why), nil
	case verify.None:
		return "Search for the title: the page may have moved. No archive that was asked holds a copy.", nil, nil
	case verify.Unknown:
		if a.Why != "" {
			evidence = []string{"The archive could not be asked: " + a.Why + "."}
		}
		return "Run again later, for the archive could not be asked; or search for the title, for the page may have moved.", evidence, nil
	case verify.Excluded:
		return "Search for the title: the page may have moved. The site keeps archives from holding copies.", nil, nil
	}
	return "Search for the title: the page may have moved, or an archive may hold a copy.", nil, nil
}

func snapshot(a verify.Holding) string {
	s := "Copy in " + archiveName(a.Provider)
	if !a.Captured.IsZero() {
		s += " of " + a.Captured.UTC().Format(time.DateOnly)
	}
	return s + ": " + a.Snapshot
}

func archiveName(provider string) string {
	switch provider {
	case "wayback":
		return "the Wayback Machine"
	case "arquivo":
		return "Arquivo.pt"
	case "perma":
		return "Perma.cc"
	case "":
		return "an archive"
	}
	return provider
}

// gone is the finding of a source that cannot be reached as cited.
func gone(c *verify.Case, s *verify.Standing, cite *verify.Citation, where verify.Where, message string) verify.Finding {
	next, evidence, suggestion := rescue(s)
	if s.Repair == nil && keepsCopy(c, cite) {
		next, evidence, suggestion = "The note gives an archived copy already: make sure that it shows the source.", []string{"The archive link: " + cite.ArchiveURL}, nil
	}
	return verify.Finding{
		Where: where, Message: message, Next: next,
		Evidence:   append(visited(s), evidence...),
		Suggestion: suggestion,
	}
}

// keepsCopy reports whether the note gives an archive link of which nothing bad
// is known.
func keepsCopy(c *verify.Case, cite *verify.Citation) bool {
	if cite.ArchiveURL == "" {
		return false
	}
	_, bad := unplayable(c, cite)
	return !bad
}
