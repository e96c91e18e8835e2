package verify

import (
	"slices"
	"strings"
)

// A landing is where redirects from several cited addresses of one host end.
type landing struct{ host, final, fragment string }

// judgeTogether looks at all verdicts at once: when several addresses of one
// host, for several works, all redirect to one page, that page is none of
// them. Where nothing but addresses is known, three are several; where the
// notes' titles differ from each other and from the page's, two are. A source
// whose title the page bears stays as it is.
func judgeTogether(docs []*Document, standings []Standing) {
	landed := map[landing][]int{}
	for i := range standings {
		st := &standings[i]
		v := st.Visit
		if v == nil || st.Wraps != "" || st.State != Live && st.State != Moved || len(v.Hops) == 0 || bare(v.Final) == bare(v.URL) ||
			shorteners.holds(hostName(v.URL)) != "" || bears(v.Page, titles(docs, &st.Source)) {
			continue
		}
		at := landing{siteOf(v.URL), wireKey(v.Final), v.Fragment}
		landed[at] = append(landed[at], i)
	}
	for at, together := range landed {
		n := apart(docs, standings, together)
		if n == 0 {
			continue
		}
		for _, i := range together {
			standings[i].Verdict, _ = verdict(Suspect, "soft-404", "sends to %s, as %d other cited addresses of %s do", clip(standings[i].Visit.Final, 200), n-1, at.host)
		}
	}
}

// apart is how many addresses stand together there that cannot be one work, 0
// if they may be.
func apart(docs []*Document, standings []Standing, together []int) int {
	var paths []string
	var works [][]string
	titled := true
	for _, i := range together {
		path, _, _ := strings.Cut(pathOf(standings[i].Visit.URL), "?")
		path = strings.TrimSuffix(strings.ToLower(path), "/")
		if slices.Contains(paths, path) {
			continue
		}
		paths = append(paths, path)
		words := contentWords(strings.Join(titles(docs, &standings[i].Source), " "))
		titled = titled && len(words) > 0 && !slices.ContainsFunc(works, func(w []string) bool { return shares(w, words) })
		works = append(works, words)
	}
	if len(paths) >= 3 || len(paths) == 2 && titled {
		return len(paths)
	}
	return 0
}
