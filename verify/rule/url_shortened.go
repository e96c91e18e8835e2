package rule

import (
	"fmt"
	"slices"
	"strings"

	"loccit/verify"
)

// shorteners are services that give a page a short address of their own. Those
// of one publisher for its own pages (nyti.ms, youtu.be) are among them only
// where they no longer hold what they promised, or hide the page as others do.
var shorteners = [...]string{
	"bit.ly", "bitly.com", "j.mp", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "buff.ly", "is.gd", "v.gd", "tiny.cc", "rb.gy", "cutt.ly", "shorturl.at", "t.ly",
	"lnkd.in", "fb.me", "dlvr.it", "trib.al", "ift.tt", "soo.gd", "s2r.co", "bl.ink", "snip.ly", "rebrand.ly", "su.pr", "tr.im", "cli.gs", "x.co", "po.st", "adf.ly",
	"wp.me", "amzn.to", "nyti.ms", "wapo.st", "reut.rs", "bbc.in", "cnn.it", "on.wsj.com", "on.ft.com", "econ.st", "bloom.bg", "politi.co", "theatln.tc", "nyer.cm", "ab.co", "gu.com", "es.pn", "apne.ws", "n.pr", "tcrn.ch", "huff.to", "slate.me",
}

func urlShortened() verify.Rule {
	return verify.Rule{
		ID:       "url-shortened",
		Group:    urlAsPrinted,
		Title:    "The URL is a shortener's",
		Severity: verify.Warning,
		Doc: `
A shortened address hides where it leads, and lives only as long as the service that made it: several have closed and took
every link with them. A reader of a printed note can do nothing without it.

**What to do.** Open it, and cite the address of the page itself.

**Example.** *https://bit.ly/3xYzAbC*
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				host := hostOf(cite.URL)
				if len(host) > 12 || !slices.Contains(shorteners[:], host) || isRoot(cite.URL) {
					return
				}
				f := verify.Finding{
					Where:    where,
					Message:  fmt.Sprintf("%s only redirects: the address of the source itself is hidden.", host),
					Next:     "Open it, and cite the address of the page itself.",
					Evidence: visited(s),
				}
				if v := s.Visit; v != nil && v.Final != "" && hostOf(v.Final) != host && (s.State == verify.Live || s.State == verify.Moved) {
					final, _ := untracked(v.Final)
					f.Suggestion = &verify.Suggestion{Kind: "replace-url", Text: strings.TrimSpace(final)}
				}
				report(f)
			})
		},
	}
}
