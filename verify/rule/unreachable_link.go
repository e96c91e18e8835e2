package rule

import (
	"fmt"
	"strings"

	"loccit/verify"
)

func unreachableLink() verify.Rule {
	return verify.Rule{
		ID:       "unreachable-link",
		Group:    reach,
		Title:    "The source could not be reached",
		Severity: verify.Warning,
		Heals:    true,
		Doc: `
The server did not answer, answered that it is in trouble, agreed to no secure connection, or sends its readers in a circle;
or the host's name leads to no server at the moment. That may pass, and it may be our own network: nothing says yet that
the source is gone. An address in a network of one's own (*http://10.0.0.7/*) is not asked without --allow-private.

**What to do.** Open it in a browser. If it fails there too, run the check again in a few days; if it still fails, treat it
as dead.

**Example.** The connection to *valley.example* timed out three times.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if s.State == verify.Unreachable && !badCertificate(s) && !misprinted(s) {
					report(doubtful(s, where, fmt.Sprintf("The source could not be reached: %s.", because(s)), tryAgain(s)))
				}
			})
		},
	}
}

// tryAgain says how a source may be reached after all.
func tryAgain(s *verify.Standing) string {
	if s.Reason == "private-address" { // no waiting helps, and what opens here may open nowhere else
		return "Cite an address that readers can open; if they can open this one, check it with --allow-private."
	}
	return "Open it in a browser; if it fails there too, run the check again in a few days."
}

// misprinted reports whether a URL was not asked for a fault that url-malformed
// tells.
func misprinted(s *verify.Standing) bool {
	return s.Reason == "url-malformed" && s.Visit != nil && s.Visit.Attempts == 0 && len(s.Visit.Hops) == 0 && malformed(s.URL) != ""
}

// badCertificate: where no secure connection came about, none was looked at.
func badCertificate(s *verify.Standing) bool {
	return strings.HasPrefix(s.Reason, "tls-") && s.Reason != "tls-failure"
}

// doubtful is the finding of a source that a person may still get to see.
func doubtful(s *verify.Standing, where verify.Where, message, next string) verify.Finding {
	f := verify.Finding{Where: where, Message: message, Next: next, Evidence: visited(s)}
	if s.Archive.State == verify.Archived {
		f.Evidence = append(f.Evidence, snapshot(s.Archive))
	}
	return f
}
