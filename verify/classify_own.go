package verify

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a page has of its own speaks for it, whatever else stands on it.

// ownProse is how many words outside links make a text.
const (
	ownProse = 50
	muchText = 120
)

// prose is how many words stand outside links.
func (p *Page) prose() int { return p.Words - int(p.Linked) }

// matter is what p says outside its links, where that is known: of a short page
// all that it says.
func (p *Page) matter() string {
	if text := p.brief(); text != "" {
		return text
	}
	return p.Rare.Get().Matter
}

// hasOwn reports whether e shows what p, the answer of its site to nonsense, does
// not: a picture, a recording or a file more, or words that are neither there nor
// in the address. Numbers do not count: they are times, and marks of requests.
func (e *exam) hasOwn(p *Visit) bool {
	if e.page.Shown > p.Page.Shown {
		return true
	}
	said, frame := e.page.matter(), p.Page.matter()
	if said == "" || frame == "" {
		return false
	}
	known := wordsOfOwn(frame)
	address := strings.ToLower(unescaped(pathOf(e.URL)) + " " + unescaped(pathOf(e.Final)))
	own := 0
	for word := range wordsOfOwn(said) {
		if !known[word] && !strings.Contains(address, word) {
			own++
		}
	}
	return own >= ownWords
}

// So many words tell one page from another.
const ownWords = 3

// wordsOfOwn are the words of text without numbers and the shortest; a character
// each where no spaces stand between words.
func wordsOfOwn(text string) map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(foldWords(text)) {
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case unspaced(first):
			for _, r := range word {
				if unspaced(r) {
					words[string(r)] = true
				}
			}
		case utf8.RuneCountInString(word) >= 3 && !strings.ContainsFunc(word, unicode.IsDigit):
			words[word] = true
		}
	}
	return words
}

// vouches reports whether the page stands for itself: a part of its title, which
// names no error, no wall and no site, is one of its headings, and a text stands
// there. Then a box, a line or a script of what errors and walls are made of is a
// thing beside it.
func (e *exam) vouches() bool {
	if e.ownTitle == nil {
		e.ownTitle = new(e.titlesItself())
	}
	return *e.ownTitle
}

func (e *exam) titlesItself() bool {
	return e.isHTML && e.page.prose() >= ownProse && e.headsItself()
}

// headsItself reports whether a part of the page's title, which names no error, no
// wall and no site, is one of its headings.
func (e *exam) headsItself() bool {
	if e.tongueSays() {
		return false
	}
	parts := slices.DeleteFunc(titleParts(e.page.Title), func(part string) bool { return strings.TrimSpace(part) == "" })
	return len(parts) > 1 && slices.ContainsFunc(parts[:len(parts)-1], e.heads)
}

// standsAlone reports whether a short page heads itself, on a site that says of an
// address that cannot be there that there is nothing: what a line of it says of walls
// and of errors is said of something else.
func (e *exam) standsAlone() bool { return saysNonsense(e.probe) && e.mayStandAlone() }

// mayStandAlone reports whether the site's answer to nonsense can show that.
func (e *exam) mayStandAlone() bool {
	return e.isHTML && e.Status == 200 && !e.sent && !e.page.Scripted && e.page.Words < challengeWords && e.headsItself()
}

// heads reports whether part, of the page's title, is a heading, and more than a
// name of its site.
func (e *exam) heads(part string) bool {
	folded := foldWords(part)
	host := strings.ReplaceAll(hostName(e.Final), "-", "")
	named := func(w string) bool { return strings.Contains(host, w) }
	if words := contentWords(folded); len(words) < 2 || !slices.ContainsFunc(words, func(w string) bool { return !named(w) }) {
		return false
	}
	return folded != foldWords(e.page.Site) && slices.ContainsFunc(e.page.Headings, func(h string) bool { return foldWords(h) == folded })
}

// tongueSays reports whether the title is one of an error, a wall or a domain for
// sale.
func (e *exam) tongueSays() bool {
	said := e.tongue()
	for _, list := range [...]func() phrases{errorPhrases, vaguePhrases, challengePhrases, deniedPhrases, statusPhrases, waitPhrases, offerPhrases, agePhrases, loginPhrases, consentPhrases} {
		if list().in(said) != "" {
			return true
		}
	}
	return slices.ContainsFunc(said, saysGone) || offersDomain(e.page.Title, hostName(e.Final), false) || notHere().MatchString(foldWords(e.page.Title))
}

// sets reports whether a line of a short page is a title that a note gives, and
// little else.
func (e *exam) sets() bool {
	text := e.page.matter()
	for _, title := range e.cited {
		want := contentWords(title)
		if len(want) == 0 {
			continue
		}
		for line := range strings.Lines(text) {
			if have := contentWords(line); len(have) <= len(want)+1 && shares(want, have) {
				return true
			}
		}
	}
	return false
}
