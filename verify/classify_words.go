package verify

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// phrases is a set of folded phrases. A phrase that ends in an ellipsis is the
// beginning of a sentence; others are the whole of what is said.
type phrases struct {
	whole     map[string]bool
	starts    []string // sorted, and none begins with another
	sentences []string // whole ones, as they are listed
}

// newPhrases are those of a list, read when they are first asked for.
func newPhrases(list string) func() phrases {
	return sync.OnceValue(func() phrases { return readPhrases(list) })
}

func readPhrases(list string) phrases {
	p := phrases{whole: map[string]bool{}}
	for line := range strings.Lines(list) {
		for phrase := range strings.SplitSeq(strings.TrimSpace(line), " · ") {
			start, begins := strings.CutSuffix(phrase, "…")
			if folded := foldWords(start); folded == "" {
				continue
			} else if begins {
				p.starts = append(p.starts, folded)
			} else {
				p.whole[folded] = true
				p.sentences = append(p.sentences, folded)
			}
		}
	}
	slices.Sort(p.starts)
	return p
}

// wordSet is the set of the words of a list, made when it is first asked for.
func wordSet(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for _, w := range strings.Fields(list) {
			set[w] = true
		}
		return set
	})
}

// Sentences are longer than any error message beyond this many bytes.
const maxSentence = 160

// in returns the first of the folded segments that is one of p, or "".
func (p phrases) in(segments []string) string {
	for _, s := range segments {
		if p.whole[s] {
			return s
		}
		if len(s) <= maxSentence && p.begins(s) {
			return s
		}
	}
	return ""
}

// begins reports whether s begins with one of the starts: in their order, that is
// the last one that does not come after s.
func (p phrases) begins(s string) bool {
	at, same := slices.BinarySearch(p.starts, s)
	return same || at > 0 && strings.HasPrefix(s, p.starts[at-1])
}

// within returns the first sentence of p that stands in text, or "".
func (p phrases) within(text string) string {
	if text == "" {
		return ""
	}
	folded := " " + foldWords(text) + " "
	for _, s := range p.sentences {
		if strings.Contains(folded, " "+s+" ") {
			return s
		}
	}
	return ""
}

// titleParts are the parts of a title: the page's name, its section, the site's
// name. Between them stands a word that is nothing but signs, or a sign that needs
// no room. A colon parts a title from a subtitle as often (“Not Found: A Memoir”), so
// it does not count.
func titleParts(title string) []string {
	var found []string
	from := 0
	for at := 0; at < len(title); {
		n := 0
		if isSign(title[at]) {
			n = separator(title[at:])
		}
		if n == 0 {
			at++
			continue
		}
		found = append(found, title[from:at])
		at += n
		from = at
	}
	return append(found, title[from:])
}

// isSign reports whether c is none of a word's bytes, as most are.
func isSign(c byte) bool {
	return (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9')
}

// separator is how long that is which s begins with between two parts of a title;
// 0 where s goes on with a part.
func separator(s string) int {
	const blank = " \t\n\f\r"
	switch s[0] {
	case ' ', '\t', '\n', '\f', '\r':
		if len(s) == 1 || !isSign(s[1]) {
			return 0
		}
		signs := strings.TrimLeft(s, blank)
		after := strings.TrimLeft(signs, "|-–—·•/<>«»~")
		rest := strings.TrimLeft(after, blank)
		if len(signs) > len(after) && len(after) > len(rest) {
			return len(s) - len(rest)
		}
		return 0
	}
	for _, sign := range [...]string{"|", "»", "«", "•", "::", "--"} {
		if strings.HasPrefix(s, sign) {
			return len(sign)
		}
	}
	return 0
}

// What surrounds the message on an error page and says nothing by itself: a word,
// or a few.
var (
	interjections = wordSet(`
	ooops ops opa ojej uhoh sorry apologies whoops woops ups hoppla huch désolé desole perdón perdon desculpe spiacenti ой упс извините ошибка
	error erreur fehler errore erro fout fel feil fejl błąd blad hata chyba hiba eroare greška http status code page 404 410`)
	longInterjections = []string{"uh oh", "we re sorry", "we are sorry", "lo sentimos"}
)

// interjected is s without the interjection that it begins with, and that; empty
// where there is none.
func interjected(s string) (rest, said string) {
	word, rest, _ := strings.Cut(s, " ")
	oops := strings.HasPrefix(word, "oops") && strings.TrimRight(word, "s") == "oop"
	hmm := strings.HasPrefix(word, "hmm") && strings.TrimRight(word, "m") == "h"
	if interjections()[word] || oops || hmm {
		return rest, word
	}
	for _, long := range longInterjections {
		if rest, ok := strings.CutPrefix(s, long); ok && (rest == "" || rest[0] == ' ') {
			return strings.TrimPrefix(rest, " "), long
		}
	}
	return s, ""
}

// segments are the parts of a title, folded: each as it is, and without what
// surrounds the message.
func segments(title string) []string {
	if title == "" || len(title) > 400 {
		return nil
	}
	var found []string
	add := func(s string) {
		if s != "" && !slices.Contains(found, s) {
			found = append(found, s)
		}
	}
	said := []string{title}
	if parts := titleParts(title); len(parts) > 1 {
		said = append(said, parts...)
	}
	for _, part := range said {
		folded := foldWords(part)
		add(folded)
		stripped, last := folded, ""
		for rest, said := interjected(folded); said != ""; rest, said = interjected(rest) {
			stripped, last = rest, said
		}
		if last == "page" { // which may be that of “page not found”
			add(strings.TrimSpace("page " + stripped))
		}
		for _, tail := range [...]string{" 404", " 410", " error", " 404 error", " error 404", " http 404", " 1", " sorry", " oops"} {
			stripped = strings.TrimSuffix(strings.TrimSpace(stripped), tail)
		}
		if stripped = strings.TrimSpace(stripped); stripped == "" && folded != "" && strings.Contains(" "+folded+" ", " 404 ") {
			stripped = "404" // “Whoops! 404!”
		}
		add(stripped)
	}
	return found
}

// foldWords brings text down to what phrases are compared by: letters and digits in
// lower case, single spaces, no marks.
func foldWords(s string) string {
	var room [maxSentence]byte
	b, space := room[:0], false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c >= utf8.RuneSelf:
			return foldRunes(s)
		default:
			space = true
			continue
		}
		if space && len(b) > 0 {
			b = append(b, ' ')
		}
		space = false
		b = append(b, c)
	}
	return string(b)
}

// foldRunes is foldWords for a text that is more than ASCII.
func foldRunes(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFC.String(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && (r < utf8.RuneSelf || !unicode.IsMark(r)) {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// bears reports whether the page bears one of the titles that notes give the
// source: half of the title's words, at least, stand in the page's title or in
// one of its headings.
func bears(p *Page, cited []string) bool {
	if p == nil {
		return false
	}
	for _, title := range cited {
		if title == p.Title && strings.ContainsFunc(title, unicode.IsLetter) { // as of most
			return true
		}
		want := contentWords(title)
		if len(want) == 0 {
			continue
		}
		for _, shown := range append([]string{p.Title}, p.Headings...) {
			if shown != "" && shares(want, contentWords(shown)) {
				return true
			}
		}
	}
	return false
}

func shares(want, have []string) bool {
	found := 0
	for _, w := range want {
		if slices.Contains(have, w) {
			found++
		}
	}
	return 2*found >= len(want) && (found >= 2 || found == len(want))
}

// contentWords are the words of a title that tell it from others, each once:
// longer than three letters, or numbers; a character each where no spaces
// stand between words; all words where none is long.
func contentWords(title string) []string {
	var words, short []string
	for _, w := range strings.Fields(foldWords(title)) {
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unspaced(first):
			for _, r := range w {
				words = append(words, string(r))
			}
		case utf8.RuneCountInString(w) > 3 || unicode.IsDigit(first):
			words = append(words, w)
		default:
			short = append(short, w)
		}
	}
	if len(words) == 0 {
		words = short
	}
	slices.Sort(words)
	return slices.Compact(words)
}

func unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// offersDomain reports whether text offers the domain that it stands on.
//
// Above an article, a phrase must be nearly all there is: articles on the trade
// have such titles.
func offersDomain(text, host string, article bool) bool {
	folded := " " + foldWords(text) + " "
	words := len(strings.Fields(folded))
	for _, phrase := range ownDomain {
		if strings.Contains(folded, " "+phrase+" ") && (!article || words <= len(strings.Fields(phrase))+3) {
			return true
		}
	}
	name := " " + foldWords(strings.TrimPrefix(host, "www.")) + " "
	for _, phrase := range saleWords {
		if strings.Contains(folded, name+phrase+" ") {
			return true
		}
	}
	return false
}
