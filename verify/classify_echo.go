package verify

import (
	"slices"
	"strings"
)

// echoes reports whether a site puts the words of any address into its page's
// title, as searches do that stand in place of an error page: there, a title
// proves nothing.
func echoes(probe *Visit) bool {
	if probe == nil || probe.Page == nil || probe.Status != 200 {
		return false
	}
	return slices.ContainsFunc(madeUp(probe.URL), func(word string) bool {
		return slices.ContainsFunc(append([]string{probe.Page.Title}, probe.Page.Headings...), func(s string) bool {
			return strings.Contains(strings.ToLower(s), word)
		})
	})
}

// sameEcho reports whether two visits of a site that echoes show one page, but
// for the words of the address and as many words more or less.
func sameEcho(a, b *Visit) bool {
	if a.Page == nil || b.Page == nil || !slices.Equal(beside(a, a.Page.Title), beside(b, b.Page.Title)) ||
		len(a.Page.Headings) != len(b.Page.Headings) {
		return false
	}
	for k := range a.Page.Headings {
		if !slices.Equal(beside(a, a.Page.Headings[k]), beside(b, b.Page.Headings[k])) {
			return false
		}
	}
	return alikeInLength(a.Page, b.Page, 2*len(addressWords(b)))
}

// beside are the words of a title that are not those of its page's address.
func beside(v *Visit, title string) []string {
	own := addressWords(v)
	return slices.DeleteFunc(strings.Fields(foldWords(title)), func(w string) bool { return slices.Contains(own, w) })
}

func addressWords(v *Visit) []string { return strings.Fields(foldWords(unescaped(pathOf(v.URL)))) }
