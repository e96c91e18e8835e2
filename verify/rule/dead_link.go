package rule

import (
	"fmt"

	"loccit/verify"
)

func deadLink() verify.Rule {
	return verify.Rule{
		ID:       "dead-link",
		Group:    reach,
		Title:    "The source is gone",
		Severity: verify.Error,
		Doc: `
The server says that there is no such page (404, 410), and said so again after a pause, or the host no longer exists. A
reader who follows the note finds nothing.

A server that is down, slow or wary of machines is not called dead: that is *unreachable-link* or *blocked-link*.

**What to do.** Put in the repaired URL or the archived copy that the finding proposes; else search for the title, for
pages often move; else cite another source, or say in the note that the page is no longer online.

**Example.** *https://valley.example/news/dam* answers 404; the Wayback Machine holds a copy of the year cited.
`,
		Check: func(c *verify.Case, report func(verify.Finding)) {
			eachUse(c, func(s *verify.Standing, d int, cite *verify.Citation, where verify.Where) {
				if s.State == verify.Dead {
					report(gone(c, s, cite, where, fmt.Sprintf("The source is gone: %s.", because(s))))
				}
			})
		},
	}
}
