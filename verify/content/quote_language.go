package content

import (
	"strings"
	"unicode"

	"loccit/verify"
)

// foreign tells that a page is in another language than the quotation at q,
// which then is a translation. It is empty where both may be of one, or too
// little is there to tell.
func foreign(doc *verify.Document, q verify.Span, g *sight) string {
	quotation := doc.Quoted(q)
	text := middle(g.text.source, len(g.text.source)/2, languageSample)
	if a, b := scriptOf(quotation), scriptOf(text); a != 0 && b != 0 && a != b {
		return "the page is in another script, and the quotation may be a translation"
	}
	if a := scriptOf(quotation); a != 'L' && a != 0 { // the languages of other scripts are not told apart
		return ""
	}
	words := wordsOf(quotation)
	cited := tongueOf(words)
	if cited == 0 && sharesLetters(quotation, text) {
		return ""
	}
	page := tongueOf(wordsOf(text))
	if page == 0 {
		page = tongueTag(g.page.Language)
	}
	if cited == 0 { // too short to tell: it will be in the language of the text around it, unless its small words are of that of the page alone
		cited = tongueOf(wordsOf(middle(doc.Text, q.Start, languageSample)))
		if may := tonguesOf(words); may&page != 0 && may&cited == 0 {
			return ""
		}
	}
	if cited == 0 || page == cited {
		return ""
	}
	return "the page is in another language, and the quotation may be a translation"
}

// translated is what a note says of a quotation that its author translated, empty
// where it says nothing of it.
func translated(note string) string {
	note = " " + strings.Join(strings.Fields(strings.NewReplacer("(", " ", "[", " ").Replace(strings.ToLower(note))), " ")
	for _, says := range [...]string{"my translation", "our translation", "own translation", "author’s translation", "author's translation", "authors’ translation", "translation mine", "translation is mine", "translations are mine", "translated by the author", "translation by the author", "trans. by author", "translation ours",
		"meine übersetzung", "eigene übersetzung", "übers. d. verf", "übersetzung des verfassers", "übersetzung der verfasserin", "ma traduction", "notre traduction", "nous traduisons", "je traduis", "traducción mía", "traducción propia", "mi traducción", "traduzione mia", "tradução minha", "tradução nossa", "mijn vertaling", "min översättning"} {
		if strings.Contains(note, " "+says) {
			return says
		}
	}
	return ""
}

// sharesLetters reports whether a quotation has a letter that English lacks, and
// that the text has often: it is in the language of the text.
func sharesLetters(quotation, text string) bool {
	for _, r := range quotation {
		if r >= 0x80 && unicode.IsLetter(r) && strings.Count(text, string(r)) > 2 {
			return true
		}
	}
	return false
}

// languageSample is how much of a text its language is told by, in bytes.
const languageSample = 6000

// middle is at most n bytes of s around offset at.
func middle(s string, at, n int) string {
	from := max(0, at-n/2)
	to := min(len(s), from+n)
	return strings.ToValidUTF8(s[from:to], "")
}
