package rule

import (
	"fmt"
	"strings"

	"loccit/verify"
)

func archiveUnplayable() verify.Rule {
	return verify.Rule{
		ID:       "archive-unplayable",
		Group:    archive,
		Title:    "The archive link of the note does not show the source",
		Severity: verify.Warning,
		Doc: `
The note gives an archived copy so that the source outlives its page. That copy is missing, is the copy of an error page, or
is of another page than the one that the note cites. The link is visited as the source itself is, once where the archive
wants no more; an archive that is down or keeps programs out is no proof of anything, and then nothing is said.

**What to do.** Open it. If it does not show the source, look for another copy, and make a new one while the page lives.

**Example.** The note cites */report-1958*, and its archive link holds */report-1959*.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachCitation(c, func(d int, doc *verify.Document, i int, cite *verify.Citation) {
				if cite.ArchiveURL == "" {
					return
				}
				if f, ok := unplayable(c, cite); ok {
					f.Where = c.AtCitation(d, i)
					report(f)
				}
			})
		},
	}
}

func unplayable(c *verify.Case, cite *verify.Citation) (verify.Finding, bool) {
	f := verify.Finding{Next: "Open it; if it does not show the source, look for another copy.", Evidence: []string{"The archive link: " + cite.ArchiveURL}}
	if s := c.StandingOf(cite.ArchiveURL); s != nil && (s.State == verify.Dead || s.State == verify.Suspect) {
		f.Message = fmt.Sprintf("The archive link does not show the source: %s.", because(s))
		f.Evidence = append(f.Evidence, visited(s)...)
		return f, true
	}
	held := wrappedIn(cite.ArchiveURL)
	if held == "" || cite.URL == "" || isRoot(cite.URL) || unescaped(held) == unescaped(cite.URL) {
		return f, false
	}
	f.Message = "The archive link holds another page than the note cites."
	f.Evidence = []string{"The note cites " + cite.URL, "The archive link holds " + held}
	return f, true
}

// wrappedIn is the URL that an archive's link holds, where the link spells it out;
// else empty.
func wrappedIn(link string) string {
	_, rest, ok := strings.Cut(link, "://")
	if !ok {
		return ""
	}
	i := strings.Index(rest, "/http")
	if i < 0 {
		return ""
	}
	inner := rest[i+1:]
	if strings.Contains(inner[:min(len(inner), 9)], "%3") {
		inner = decoded(inner)
	}
	scheme, tail, ok := strings.Cut(inner, ":")
	if !ok || scheme != "http" && scheme != "https" {
		return ""
	}
	return scheme + "://" + strings.TrimLeft(tail, "/")
}
