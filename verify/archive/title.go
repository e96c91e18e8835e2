package archive

import (
	"strings"
	"unicode"

	"loccit/verify"
)

// otherTitle says that a page bears another title than any that notes give the
// source, empty where it may be the same. It says so only where the two share
// no word at all: archived pages are titled by their site, cut short, and
// translated.
func otherTitle(page *verify.Page, cited []string) string {
	if page == nil || len(cited) == 0 {
		return ""
	}
	shown := telling(page.Title + " " + strings.Join(page.Headings, " "))
	if len(shown) < 3 || len(telling(page.Title)) == 0 {
		return ""
	}
	for _, title := range cited {
		wanted := telling(title)
		if len(wanted) < 3 || scripts(wanted) != scripts(shown) || common(wanted, shown) {
			return ""
		}
	}
	return "its title is “" + clip(page.Title) + "”, and shares no word with the one cited"
}

// telling are the words of s that tell one title from another: those of four
// letters and more, and, of scripts that do not part words, every letter.
func telling(s string) map[string]bool {
	found := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := []rune(w)
		if unpartedBy(letters[0]) {
			for _, r := range letters {
				found[string(r)] = true
			}
		} else if len(letters) >= 4 {
			found[w] = true
		}
	}
	return found
}

func unpartedBy(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Khmer, unicode.Lao, unicode.Myanmar)
}

// scripts tells Latin from all else: a title that a note translates shares no
// word with the page, and is the same.
func scripts(words map[string]bool) (latin bool) {
	n := 0
	for w := range words {
		if unicode.Is(unicode.Latin, []rune(w)[0]) {
			n++
		}
	}
	return 2*n > len(words)
}

func common(a, b map[string]bool) bool {
	for w := range a {
		if b[w] {
			return true
		}
		for v := range b { // house, houses
			if len(w) > 4 && len(v) > 4 && (strings.HasPrefix(v, w) || strings.HasPrefix(w, v)) {
				return true
			}
		}
	}
	return false
}
