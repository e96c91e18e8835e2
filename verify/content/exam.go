package content

import (
	"slices"
	"strings"
	"time"

	"loccit/verify"
)

// An exam holds one citation against one page.
type exam struct {
	page      *verify.Page
	text      func() string // what a reader sees of it
	url       string        // of the source
	cited     title
	spellings []title // of the title cited: as a whole, and without a translation in brackets
	authors   []string
	date      verify.Date
	container string
	doi       bool
	guessed   []string     // words of the whole citation, where the title was divided from the rest by a guess
	about     string       // what the citation is to the page, where that is no page of its own
	seen      time.Time    // when the page was looked at, zero where that is not known
	ownText   *string      // see own
	site      []string     // words of the name that the page gives its site
	series    []string     // words of the container
	titles    []shownTitle // see shown
	siteNames []string     // see siteIsNamed
	siteLabel string       // the first label of the host
	house     []string     // words of the names of the site, its address, and of authors that are no persons
}

func newExam(c *verify.Case, at verify.Ref, v *view) *exam {
	d := c.Documents[at.Document]
	cite := &d.Citations[at.Citation]
	page := v.page
	e := &exam{
		page: page, seen: v.seen, text: func() string { return c.Text(page) }, url: cite.Link(), cited: titleOf(withoutTag(head(cite.Title, mostTitle))),
		authors: cite.Authors[:min(len(cite.Authors), mostAuthors)], date: cite.Date, container: cite.Container, doi: cite.DOI != "",
	}
	e.spellings = []title{e.cited}
	if strings.ContainsAny(e.cited.raw, "[(") {
		if in := bracketed().FindStringSubmatch(e.cited.raw); in != nil {
			e.spellings = append(e.spellings, titleOf(in[1]+" "+in[3]), titleOf(in[2]))
		}
	}
	if head, _, ok := strings.Cut(e.cited.raw, ": "); ok && len(titleOf(head).content) > 1 {
		e.spellings = append(e.spellings, titleOf(head))
	}
	e.spellings = slices.DeleteFunc(e.spellings, func(t title) bool { return len(t.words) == 0 })
	e.site, e.series = wordsOf(page.Site), wordsOf(e.container)
	e.house = e.houseWords()
	if e.about = cite.About; cite.Guessed {
		e.guessed = wordsOf(head(cite.Span.Of(d.Text), 4*mostTitle))
	}
	return e
}

// own is what a reader sees of the page without what stands beside its own
// matter: menus, margins, references.
func (e *exam) own() string {
	if e.ownText == nil {
		text := e.text()
		if len(e.page.Beside) > 0 {
			text = without(text, e.page.Beside)
		}
		e.ownText = &text
	}
	return *e.ownText
}

// without is text without some parts, in order.
func without(text string, parts []verify.Span) string {
	var b strings.Builder
	at := 0
	for _, p := range parts {
		if p.Start < at || p.End > len(text) {
			continue
		}
		b.WriteString(text[at:p.Start])
		at = p.End
	}
	b.WriteString(text[at:])
	return b.String()
}

func (e *exam) houseWords() []string {
	words := slices.Concat(e.site, e.series)
	host := wordsOf(verify.Host(e.url))
	words = append(words, host[:max(0, len(host)-1)]...)
	for _, a := range e.authors {
		if e.isHouse(a) {
			words = append(words, wordsOf(a)...)
		}
	}
	return words
}

// withoutTag is a subject of mail without what lists and programs put before it:
// Re: [devel] release notes.
func withoutTag(subject string) string {
	const longest = len("fwd:")
	if !strings.HasPrefix(subject, "[") && !strings.Contains(subject[:min(len(subject), longest)], ":") { // most have none
		return subject
	}
	for {
		rest := subjectTag().ReplaceAllString(subject, "")
		if rest == subject || rest == "" {
			return subject
		}
		subject = rest
	}
}

var subjectTag = lazily(`^(?i:\[[\w .-]{1,24}\]|re:|fwd?:|aw:|wg:|sv:)\s+`)

// A title with its translation: Le retour des moulins [The Mills Return].
var bracketed = lazily(`^(.*?)[\[(]([^\])]{8,})[\])](.*)$`)

// interstitial reports whether the page is one that stands before the source:
// a question about cookies or age, a log-in, an offer to subscribe.
func (e *exam) interstitial() bool {
	if e.page.Words > 400 {
		return false
	}
	said := []string{e.page.Title}
	if e.page.Title == "" || e.namesSite(e.page.Title) {
		said = e.page.Headings[:min(1, len(e.page.Headings))]
	}
	for _, said := range said {
		words := wordsOf(said)
		s := " " + strings.Join(words, " ") + " "
		for _, phrase := range [...]string{
			"before you continue", "cookie", "cookies", "privacy settings", "your privacy", "consent", "zustimmung", "datenschutz", "age verification", "verify your age", "are you over",
			"subscribe", "subscription", "register to", "sign in", "log in", "login", "sign up", "anmelden", "connexion", "members only", "create an account", "already a subscriber",
			"just a moment", "access denied", "attention required", "are you a robot", "are you human", "captcha", "verify you are", "security check", "enable javascript", "browser not supported", "unsupported browser",
			"please wait", "redirecting", "loading", "one moment", "continue reading", "unlock this", "free trial", "paywall", "choose your country", "select your", "maintenance", "service unavailable", "temporarily unavailable", "not available in your",
		} {
			if strings.Contains(s, " "+phrase+" ") && (len(words) <= 4 || !homely(phrase)) {
				return true
			}
		}
	}
	return false
}

// homely reports whether a phrase of pages that ask for something is a word that
// headlines have too: “Dam Maintenance Put Off for Another Year.”
func homely(phrase string) bool {
	switch phrase {
	case "cookie", "cookies", "consent", "subscribe", "subscription", "login", "connexion", "loading", "maintenance":
		return true
	}
	return false
}
