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
	texts     *verify.Case // brings them back
	url       string       // of the source
	raw       string       // the title cited
	authors   []string
	date      verify.Date
	container string
	doi       bool
	said      string    // the whole citation
	guessed   bool      // the title was divided from the rest of it by a guess
	about     string    // what the citation is to the page, where that is no page of its own
	sent      bool      // a redirect led to the page, and to an address of another name
	seen      time.Time // when the page was looked at, zero where that is not known

	// Most citations are told without these, which cost more than all else.
	ownText    lazy[string]
	citedWords lazy[[]string]
	citedTitle lazy[title]
	ways       lazy[[]title]
	siteWords  lazy[[]string]
	series     lazy[[]string]
	houseNames lazy[[]string]
	titles     lazy[[]shownTitle]
	siteNames  lazy[siteNames]
}

func newExam(c *verify.Case, at verify.Ref, v *view) *exam {
	d := c.Documents[at.Document]
	cite := &d.Citations[at.Citation]
	return &exam{
		page: v.page, texts: c, said: cite.Span.Of(d.Text), url: cite.Link(), raw: withoutTag(head(cite.Title, mostTitle)), authors: cite.Authors[:min(len(cite.Authors), mostAuthors)],
		date: cite.Date, container: cite.Container, doi: cite.DOI != "", guessed: cite.Guessed, about: cite.About, seen: v.seen, sent: v.sent,
	}
}

// cited is the title cited.
func (e *exam) cited() title {
	return e.citedTitle.get(func() title { return withWords(e.raw, e.words()) })
}

// words are those of the title cited.
func (e *exam) words() []string {
	return e.citedWords.get(func() []string { return wordsOf(e.raw) })
}

// spellings are those of the title cited: as a whole, without a translation in
// brackets, and without a subtitle.
func (e *exam) spellings() []title { return e.ways.get(e.spell) }

func (e *exam) spell() []title {
	ways := []title{e.cited()}
	if strings.ContainsAny(e.raw, "[(") {
		if in := bracketed().FindStringSubmatch(e.raw); in != nil {
			ways = append(ways, titleOf(in[1]+" "+in[3]), titleOf(in[2]))
		}
	}
	if before, _, ok := strings.Cut(e.raw, ": "); ok {
		if t := titleOf(before); len(t.content) > 1 {
			ways = append(ways, t)
		}
	}
	return slices.DeleteFunc(ways, func(t title) bool { return len(t.words) == 0 })
}

// site are the words of the name that the page gives its site.
func (e *exam) site() []string {
	return e.siteWords.get(func() []string { return wordsOf(e.page.Site) })
}

// work are the words of the container.
func (e *exam) work() []string {
	return e.series.get(func() []string { return wordsOf(e.container) })
}

// text is what a reader sees of the page.
func (e *exam) text() string { return e.texts.Text(e.page) }

// own is what a reader sees of the page without what stands beside its own
// matter: menus, margins, references.
func (e *exam) own() string {
	return e.ownText.get(func() string {
		if len(e.page.Beside) == 0 {
			return e.text()
		}
		return without(e.text(), e.page.Beside)
	})
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

// house are the words of the names of the site, its address, and of authors
// that are no persons.
func (e *exam) house() []string { return e.houseNames.get(e.houseWords) }

func (e *exam) houseWords() []string {
	words := slices.Concat(e.site(), e.work())
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
