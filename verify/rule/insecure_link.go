package rule

import (
	"fmt"
	"strings"

	"loccit/verify"
)

func insecureLink() verify.Rule {
	return verify.Rule{
		ID:       "insecure-link",
		Group:    reach,
		Title:    "The link could be an https one",
		Severity: verify.Advice,
		Doc: `
The note links to *http*, and the same host was seen to answer over *https* in this run. Over http anybody on the way can
read and change what your readers see, and browsers have begun to warn of it.

**What to do.** Open the address with https; if it shows the source, cite that.

**Example.** *http://valley.example/dam*, while another note's *https://valley.example/report* is live.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			secure := secureHosts(c)
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				link := cite.Link()
				rest, ok := strings.CutPrefix(link, "http://")
				if !ok || s.State != verify.Live && s.State != verify.Moved {
					return
				}
				seen := secure[verify.Host(link)]
				if seen == "" || s.State == verify.Moved && s.Visit != nil && strings.HasPrefix(s.Visit.Final, "https:") {
					return
				}
				report(verify.Finding{
					Where:      where,
					Message:    fmt.Sprintf("%s answers over https, too.", hostOf(link)),
					Next:       "Open the address with https; if it shows the source, cite that.",
					Evidence:   []string{"Seen in this run: " + seen},
					Suggestion: &verify.Suggestion{Kind: "replace-url", Text: "https://" + rest},
				})
			})
		},
	}
}

// secureHosts are the hosts that answered over https, each with a URL that did.
func secureHosts(c *verify.Case) map[string]string {
	hosts := map[string]string{}
	for i := range c.Sources {
		v := c.Sources[i].Visit
		if v == nil || v.Status == 0 || v.Status >= 500 {
			continue
		}
		urls := []string{v.Final}
		for _, hop := range v.Hops {
			urls = append(urls, hop.URL)
		}
		for _, u := range urls {
			if host := verify.Host(u); strings.HasPrefix(u, "https://") && hosts[host] == "" {
				hosts[host] = u
			}
		}
	}
	return hosts
}
