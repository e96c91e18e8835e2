package content

import (
	"slices"
	"strings"

	"loccit/verify"
)

// namesSite reports whether s is no more than the name of the site.
func (e *exam) namesSite(s string) bool { return e.siteIsNamed(wordsOf(s)) }

func (e *exam) siteIsNamed(words []string) bool {
	if len(words) == 0 {
		return true
	}
	names := e.siteNames.get(e.listSiteNames)
	joined := bareName(words)
	return slices.Contains(names.bare, joined) || len(names.label) > 3 && (joined == names.label || strings.Join(words, "") == names.label)
}

// siteNames are what a site is called.
type siteNames struct {
	bare  []string
	label string // the first of the host
}

func (e *exam) listSiteNames() siteNames {
	names := make([]string, 0, 3)
	for _, name := range [...]string{e.page.Site, e.container} {
		if name != "" {
			names = append(names, bareName(wordsOf(name)))
		}
	}
	host := strings.TrimPrefix(verify.Host(e.url), "www.")
	label, _, _ := strings.Cut(host, ".")
	return siteNames{append(names, bareName(wordsOf(host))), strings.ReplaceAll(label, "-", "")}
}

// bareName is the name of a site without what such names begin and end with.
func bareName(words []string) string {
	var room [64]byte
	bare := room[:0]
	for _, w := range words {
		switch w {
		case "the", "online", "website", "site", "official", "com", "org", "net", "www", "homepage", "home", "page", "digital", "blog":
		default:
			bare = append(bare, w...)
		}
	}
	if len(bare) == 0 {
		return strings.Join(words, "")
	}
	return string(bare)
}
