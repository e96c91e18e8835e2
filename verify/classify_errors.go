package verify

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// sentToError: sent to an address that is for errors. A number alone may be that
// of an article, so the page must be short as well.
func sentToError(e *exam) (Verdict, bool) {
	if !e.sent || isErrorPage(e.URL) || e.named() {
		return no()
	}
	if isErrorPage(e.Final) || errorNumber().MatchString(pathOf(e.Final)) && e.page.Words < challengeWords ||
		e.page.Words <= shortWords && namedForErrors(e.Final, e.page.Words < challengeWords) && !namedForErrors(e.URL, true) {
		return verdict(Suspect, "soft-404", "sends to an error page, %s", clip(e.Final, 200))
	}
	return no()
}

// namedForErrors reports whether the last part of url's path is a phrase by which
// a title tells of an error, in letters as addresses have them; right below the
// root and above a short page, a word is enough. Works are called so too.
func namedForErrors(url string, short bool) bool {
	path, _, _ := strings.Cut(pathOf(url), "?")
	path = strings.Trim(path, "/")
	name := path[strings.LastIndexByte(path, '/')+1:]
	if dot := strings.LastIndexByte(name, '.'); dot > 0 && len(name)-dot <= 6 {
		name = name[:dot]
	}
	if len(name) > maxSentence {
		return false
	}
	said := unmarked(unescaped(name))
	if words := strings.Fields(said); len(words) < 2 && said != "404" && said != "410" {
		return short && !strings.Contains(strings.TrimPrefix(langFolder().ReplaceAllString("/"+path, "/"), "/"), "/") &&
			errorNames()[strings.TrimRight(said, "0123456789 ")]
	}
	return errorAddresses()[said] || saysGone(said)
}

// unmarked is s folded, without the marks that letters bear, which addresses leave
// away as a rule.
func unmarked(s string) string {
	return foldWords(strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'ł':
			return 'l'
		case r == 'ı':
			return 'i'
		case r == 'ø':
			return 'o'
		}
		return r
	}, norm.NFD.String(s)))
}

var germanLetters = sync.OnceValue(func() *strings.Replacer { // as addresses have them
	return strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")
})

// errorAddresses are the phrases of more than one word that addresses of errors
// are made of.
var errorAddresses = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, list := range [...]phrases{errorPhrases(), vaguePhrases(), gonePredicates()} {
		for _, phrase := range list.sentences {
			if !strings.Contains(phrase, " ") || workPhrases().whole[phrase] {
				continue
			}
			set[unmarked(phrase)] = true
			set[unmarked(germanLetters().Replace(phrase))] = true
		}
	}
	return set
})

var (
	langFolder = lazily(`(?i)^/[a-z]{2}([-_][a-z]{2,4})?/`)
	errorNames = wordSet(`error errors err fehler erreur erreurs erro errore fout feil fejl fel virhe blad chyba hiba eroare greska pogreska hata oshibka klaida viga kluda
	sorry oops ops ups whoops missing gone unavailable expired removed deleted invalid notavailable nofile nocontent
	introuvable indisponible inexistante desconocida inexistente indisponivel nonexistent nieznaleziono nenalezeno nedostupne`)
)

// errorTitle: one part of the title is nothing but an error phrase. A page
// about missing pages is told by its note's title, by its address, or by its
// length.
func errorTitle(e *exam) (Verdict, bool) {
	if !e.isHTML || slices.Contains(e.cited, e.page.Title) { // as most, and then the phrase is what the source is about
		return no()
	}
	phrase, limit := errorPhrases().in(e.tongue()), errorWords
	if phrase == "" && e.page.Words <= shortWords {
		phrase, limit = cmp.Or(e.vague(e.tongue()), errorPhrases().in(afterColon(e.page.Title))), shortWords
	}
	if phrase == "" || e.aboutErrors(phrase) || e.page.Words > limit && !e.headedByError() || e.outweighs() {
		return no()
	}
	return verdict(Suspect, "soft-404", "answers %d, but the title says “%s”", e.Status, clip(e.page.Title, 120))
}

// outweighs reports whether the title, though it says so, is that of a text: the
// note's title heads it (then the site is called “Not Found”), or the text is long,
// its title has more to say than that and the name of the site, and the site
// answers nonsense as it should (then the text is about such pages).
func (e *exam) outweighs() bool {
	switch {
	case e.sent || e.page.prose() < challengeWords:
		return false
	case bears(&Page{Headings: e.page.Headings}, e.cited):
		return true
	}
	return e.mayOutweigh() && saysNonsense(e.probe)
}

// saysNonsense reports whether probe says of an address that cannot be there that
// there is nothing, as the rules of the web want it.
func saysNonsense(probe *Visit) bool {
	return probe != nil && probe.Failure == "" && (probe.Status == 404 || probe.Status == 410)
}

// mayOutweigh reports whether the answer to nonsense can show that a page titled as
// an error is a text.
func (e *exam) mayOutweigh() bool {
	if e.page.prose() < muchText {
		return false
	}
	more := 0
	for _, part := range titleParts(e.page.Title) {
		if said := segments(part); len(said) > 0 && errorPhrases().in(said) == "" && vaguePhrases().in(said) == "" {
			more++
		}
	}
	return more >= 2
}

// afterColon are the segments of what follows the name of a site and a colon.
func afterColon(title string) []string {
	if i := strings.LastIndex(title, ": "); i >= 0 {
		return segments(title[i+2:])
	}
	return nil
}

// headedByError reports whether one of the headings is an error phrase.
func (e *exam) headedByError() bool {
	return slices.ContainsFunc(e.page.Headings, func(h string) bool { return errorPhrases().in(segments(h)) != "" })
}

// vague is the first of said that may well mean an error: on short pages alone,
// and where a work may be called so, only if the text speaks of pages and
// addresses too, or of nothing at all.
func (e *exam) vague(said []string) string {
	if phrase := vaguePhrases().in(said); phrase != "" {
		text := e.page.brief()
		if workPhrases().in(said) == "" || text == "" || e.page.Words <= messageWords || speaksOfPages(text) {
			return phrase
		}
	}
	if i := slices.IndexFunc(said, saysGone); i >= 0 {
		return said[i]
	}
	return ""
}

// errorHeading: the first heading says so, and the page is short. Some sites
// make the title from the words of the address, whatever became of the page.
func errorHeading(e *exam) (Verdict, bool) {
	if !e.isHTML || e.page.Words > shortWords || len(e.page.Headings) == 0 {
		return no()
	}
	phrase := errorPhrases().in(e.heading())
	if phrase == "" {
		phrase = e.vague(e.heading())
	}
	if phrase == "" || e.aboutErrors(phrase) {
		return no()
	}
	if e.vouches() || e.outweighs() || e.named() && (e.page.Words > challengeWords || bears(&Page{Headings: e.page.Headings}, e.cited)) {
		return no()
	}
	return verdict(Suspect, "soft-404", "answers %d, but the heading says “%s”", e.Status, clip(e.page.Headings[0], 120))
}

// errorText: a page, or a plain text, that is no more than an error phrase, or
// a page of a few lines one of which is. Phrases in a longer text prove nothing:
// honest pages report removals too.
func errorText(e *exam) (Verdict, bool) {
	text := e.page.brief()
	if text == "" || e.page.Words > thinWords {
		return no()
	}
	phrase := crashPhrases().in([]string{foldWords(clip(text, maxSentence))})
	if phrase == "" && e.standsAlone() {
		return no()
	}
	if phrase == "" && e.page.Words <= messageWords && !e.headed() {
		said := segments(text)
		if phrase = errorPhrases().in(said); phrase == "" {
			phrase = e.vague(said)
		}
	}
	if phrase == "" && e.isHTML && !e.page.Scripted {
		phrase = e.admission()
	}
	if phrase == "" || e.aboutErrors(phrase) {
		return no()
	}
	return verdict(Suspect, "soft-404", "answers %d, but all it says is “%s”", e.Status, oneLine(text))
}

// headed reports whether the page's own heading is the title cited, and no echo of
// its address: what stands below is of it.
func (e *exam) headed() bool {
	return e.named() && bears(&Page{Headings: e.page.Headings}, e.cited) && !e.echoed()
}

// admission is the line of a short page that says that there is nothing here. Where
// the page bears the title cited, that speaks for it, unless the title is an echo;
// then that nothing was found is enough.
func (e *exam) admission() string {
	said := e.message()
	if said == "" && e.named() {
		said = emptyPhrases().in(e.lines())
	}
	if said != "" && e.named() && !e.echoed() {
		return ""
	}
	return said
}

// echoed reports whether the title of a short page may be no more than the words
// of its address: wikis, lists and searches head every page so, whatever they have.
// Then the title speaks for the page only as long as nothing on it says otherwise.
// A site whose answer to nonsense does not bear the words of its address heads no page
// so, but where there is one.
func (e *exam) echoed() bool {
	if e.page.prose() > echoWords || e.page.Shown > 0 || e.sent || e.probe != nil && e.probe.Failure == "" && !echoes(e.probe) {
		return false
	}
	own := addressWords(e.Visit)
	return slices.ContainsFunc(e.cited, func(title string) bool {
		want := contentWords(title)
		return len(want) > 0 && !slices.ContainsFunc(want, func(w string) bool { return !slices.Contains(own, w) })
	})
}

// echoWords is how many words a heading and a message come to.
const echoWords = 40

// message is the first of the lines of a short page that says in a whole sentence
// that there is nothing here; two words may be about a part of the page, and so may
// a sentence on a picture, where the page has a title and a heading of its own.
func (e *exam) message() string {
	for _, line := range e.lines() {
		long := strings.Count(line, " ") >= 3
		if first, _ := utf8.DecodeRuneInString(line); unspaced(first) {
			long = utf8.RuneCountInString(line) >= 8
		}
		if !long {
			continue
		}
		if rest, _ := interjected(line); errorPhrases().in([]string{line, rest}) != "" || allGone(line) && !(ofPart(line) && e.headsItself()) {
			return line
		}
	}
	return ""
}

func oneLine(text string) string { return clip(singleSpaced(text), 120) }

// aboutErrors reports whether phrase is what the source is about: the note's
// title says it, or the address cited does, and it still stands.
func (e *exam) aboutErrors(phrase string) bool {
	for _, title := range e.cited {
		if strings.Contains(" "+foldWords(title)+" ", " "+phrase+" ") {
			return true
		}
	}
	if e.sent {
		return false
	}
	address := " " + foldWords(unescaped(pathOf(e.URL))) + " "
	return slices.ContainsFunc([]string{"404", "410", "not found", "notfound", "error", "errors", "missing page", phrase}, func(about string) bool {
		return strings.Contains(address, " "+about+" ")
	})
}

// speaksOfPages reports whether text has a word that error pages have, and few
// works.
func speaksOfPages(text string) bool {
	folded := foldWords(text)
	for word := range strings.FieldsSeq(folded) {
		if pageWords()[word] {
			return true
		}
	}
	return slices.ContainsFunc([]string{"页", "頁", "ページ", "페이지", "หน้า"}, func(sign string) bool { return strings.Contains(folded, sign) })
}

var pageWords = wordSet(`
	page webpage homepage site website url link links address search browser server administrator administrators webmaster repository 404 sorry requested
	seite seiten startseite webseite website adresse suche leider
	lien adresse accueil recherche désolé
	página páginas inicio enlace dirección buscar sentimos
	endereço início desculpe
	pagina indirizzo spiacenti
	sida sidan startsidan side siden forsiden sivu sivua etusivu etusivulle
	strona stronę stronie strony adres
	stránka stránku stránky adresa
	oldal oldalt főoldal pagini
	страница страницу страницы страницей главную поиск адрес сайта
	сторінка сторінку страницата
	sayfa sayfayı anasayfa
	σελίδα σελίδας
	halaman trang الصفحة صفحة صفحه דף עמוד`)
