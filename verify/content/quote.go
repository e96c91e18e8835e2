package content

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"loccit/verify"
)

// quoted looks for the words that a citation puts in its source's mouth: in all
// visible text of the live page, then of the snapshot that was verified. It is
// a verify.Compare.
func quoted(c *verify.Case, at verify.Ref) []verify.Check {
	doc := c.Documents[at.Document]
	cite := &doc.Citations[at.Citation]
	if len(cite.Quotes)+len(cite.Shared) == 0 {
		return nil
	}
	if len(cite.Antecedents) > 1 {
		return unresolved(doc, cite)
	}
	l := lookAt(c, at)
	if l == nil {
		return nil
	}
	var checks []verify.Check
	for _, q := range cite.Quotes {
		check, _ := l.check(doc, q)
		checks = append(checks, check)
	}
	for _, q := range cite.Shared {
		if check, ok := sharedCheck(c, at, l, q); ok {
			checks = append(checks, check)
		}
	}
	return checks
}

// unresolved are the checks of a reference back to one of several sources.
func unresolved(doc *verify.Document, cite *verify.Citation) []verify.Check {
	var checks []verify.Check
	for _, q := range cite.Quotes {
		checks = append(checks, verify.Check{What: verify.CheckQuote, Cited: squeeze(doc.Quoted(q)), Why: fmt.Sprintf("the note may mean any of %d sources", len(cite.Antecedents))})
	}
	return checks
}

// A look is all that can be seen of one source.
type look struct {
	sights []sight
	why    string // that there are none
	note   string // of the citation, as printed
}

// A sight is one page that may hold a quotation.
type sight struct {
	where string // live, or the URL of the snapshot
	text  *foldedText
	page  *verify.Page
	doubt func() string // why words that are not found here may stand in the source all the same; empty where they would be seen
}

// lookAt prepares the pages of the source that the citation at means, nil where
// it is not on the web, or nobody looked.
func lookAt(c *verify.Case, at verify.Ref) *look {
	cite := c.Documents[at.Document].Resolve(at.Citation)
	s := c.Standing(at.Document, at.Citation)
	if s == nil || cite == nil {
		return nil
	}
	l := &look{}
	switch {
	case s.Visit == nil:
	case s.State != verify.Live && s.State != verify.Moved:
		l.why = "the page could not be read: it is " + s.State.String()
	case s.Visit.Page != nil:
		l.sights = append(l.sights, newSight(c, s.Visit.Page, Live))
	default:
		l.why = "the page answers, and shows nothing that can be read as text"
	}
	if p := s.Archive.Page; p != nil && s.Archive.State == verify.Archived {
		l.sights = append(l.sights, newSight(c, p, s.Archive.Snapshot))
	}
	if len(l.sights) == 0 && l.why == "" {
		return nil
	}
	doc := c.Documents[at.Document]
	own := &doc.Citations[at.Citation]
	l.note = doc.Notes[own.Note].Span.Of(doc.Text)
	for i := range l.sights {
		g := &l.sights[i]
		g.doubt = sync.OnceValue(func() string { // most words are found
			if why := partial(g.page, g.text); why != "" {
				return why
			}
			return elsewhere(cite, own, g.page, s.Visit)
		})
	}
	return l
}

func newSight(c *verify.Case, p *verify.Page, where string) sight {
	return sight{where: where, text: fold(c.Text(p)), page: p}
}

// check looks for the quotation at q. The live page comes first; where a snapshot
// comes nearer, the page has changed since. The cost is that of the best passage.
func (l *look) check(doc *verify.Document, q verify.Span) (verify.Check, rendering) {
	check := verify.Check{What: verify.CheckQuote, Cited: strings.Join(strings.Fields(doc.Quoted(q)), " "), Why: l.why}
	var best rendering
	for i := range l.sights {
		g := &l.sights[i]
		p := g.text.find(check.Cited)
		answer, why := p.answer, p.why()
		if answer == verify.Missing {
			if why = l.doubt(doc, q, g); why != "" {
				answer = verify.CannotTell
			}
		}
		if i > 0 && !says(answer, check.Answer) && !(answer == verify.Altered && check.Answer == verify.Altered && p.cost < best.cost) {
			continue
		}
		if i > 0 && l.sights[0].where == Live {
			why = joined(since(answer, check.Answer), why)
		}
		check.Answer, check.Found, check.Why, check.Where = answer, p.found, why, g.where
		best = p
		if answer == verify.Matches {
			break
		}
	}
	return check, best
}

// doubt tells why words that were not found in g may stand in the source all the
// same, or be another's.
func (l *look) doubt(doc *verify.Document, q verify.Span, g *sight) string {
	if why := g.doubt(); why != "" {
		return why
	}
	if why := foreign(doc, q, g); why != "" {
		return why
	}
	if says := translated(l.note); says != "" {
		return "the note says “" + says + "”"
	}
	if doc.SpokenToWriter(q) {
		return "the sentence says that its writer was told these words"
	}
	if who := doc.OtherSpeaker(q); who != "" && !strings.Contains(g.text.text, fold(lastOf(who)).text) {
		return "the sentence gives these words to " + who + ", whom the page does not name"
	}
	return ""
}

func lastOf(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }

// since tells what a snapshot says beyond the live page, given both answers.
func since(snapshot, live verify.Outcome) string {
	switch {
	case snapshot == verify.Matches:
		return "the live page does not have these words any more, the snapshot has"
	case snapshot == verify.Altered && live == verify.Altered:
		return "the snapshot comes nearer than the live page"
	case snapshot == verify.Altered:
		return "the passage stands in the snapshot, and not in the live page"
	}
	return ""
}

// says reports whether an answer says more for a quotation than one before.
func says(answer, before verify.Outcome) bool {
	return rank(answer) > rank(before) || before == verify.CannotTell && answer != verify.CannotTell
}

// sharedCheck looks for a quotation that any source of the note may have said. It
// is checked where it is found word for word; else, if it is long, where it is
// found with other words; else nobody can tell, which the note's first citation
// says.
func sharedCheck(c *verify.Case, at verify.Ref, own *look, q verify.Span) (verify.Check, bool) {
	doc := c.Documents[at.Document]
	check, best := own.check(doc, q)
	if check.Answer == verify.Matches {
		return check, true
	}
	all := doc.CitationsOf(doc.Citations[at.Citation].Note)
	first := at.Citation == all[0]
	altered := check.Answer == verify.Altered && best.words >= 6
	for _, i := range all {
		if i == at.Citation || len(all) > mostShared {
			continue
		}
		other := lookAt(c, verify.Ref{Document: at.Document, Citation: i})
		if other == nil {
			continue
		}
		theirs, p := other.check(doc, q)
		if theirs.Answer == verify.Matches {
			return check, false
		}
		if theirs.Answer == verify.Altered && p.words >= 6 {
			altered = altered && (p.cost > best.cost || p.cost == best.cost && i > at.Citation)
			first = false
		}
	}
	if altered {
		return check, true
	}
	check.Answer, check.Found, check.Where = verify.CannotTell, "", ""
	check.Why = "the call stands beside others, and their notes may have said it"
	if len(all) > 1 {
		check.Why = fmt.Sprintf("the note names %d sources, and any of them may have said it", len(all))
	}
	return check, first
}

// mostShared is how many sources of one note are looked through for a
// quotation that any of them may have said.
const mostShared = 6

// partial tells why a page may not show all of its text.
func partial(p *verify.Page, text *foldedText) string {
	switch {
	case p.MediaType == "application/pdf" && len(text.words) == 0:
		return "the PDF holds no text that can be read"
	case len(text.words) == 0:
		return "the page holds no text that can be read"
	case p.Scripted:
		return "scripts build the page, and they are not run"
	case p.Truncated:
		return "only the beginning of the page was read"
	case len(text.words) < thinPage:
		return fmt.Sprintf("the page shows only %d words", len(text.words))
	case p.Paid:
		return "the page says of itself that not all of its text is free"
	case p.Password && len(text.words) < 400:
		return "the page asks for a log-in"
	case (&exam{page: p}).interstitial():
		return "the page stands before the source: it asks for something first"
	}
	if len(text.words) < shortPage {
		if phrase := beginsOnly(text); phrase != "" {
			return fmt.Sprintf("the page shows only %d words, and says “%s”", len(text.words), phrase)
		}
	}
	if phrase := paywalled(text); phrase != "" {
		return "the page shows its full text to subscribers only: “" + phrase + "”"
	}
	return ""
}

// beginsOnly is the first of beginnings that a text says, empty where it says
// none: a newsletter that one may subscribe to, and a log-in to write comments,
// promise no more of the text.
func beginsOnly(text *foldedText) string {
	for _, phrase := range beginnings {
		rest := text.text
		for {
			_, after, ok := strings.Cut(rest, " "+phrase+" ")
			if !ok {
				break
			}
			if !aside(after) {
				return phrase
			}
			rest = " " + after
		}
	}
	return ""
}

// aside reports whether the words behind an invitation name what stands beside
// a text: a newsletter, a feed, comments.
func aside(after string) bool {
	words := strings.Fields(after[:min(len(after), 80)])
	return slices.ContainsFunc(words[:min(len(words), 5)], func(w string) bool {
		switch w {
		case "newsletter", "newsletters", "mailing", "feed", "feeds", "rss", "podcast", "channel", "updates", "alerts", "bulletin", "blog", "email", "emails", "comment", "comments", "reply", "post", "vote", "youtube":
			return true
		}
		return false
	})
}

// paywalled is the first of paywalls that a text says, empty where it says none.
func paywalled(text *foldedText) string {
	for _, phrase := range paywalls {
		if strings.Contains(text.text, " "+phrase+" ") || strings.Contains(text.text, phrase) && phrase[0] >= 0x80 {
			return phrase
		}
	}
	return ""
}

// A page of fewer than thinPage words, menus included, is never believed to
// show all of its text; one of fewer than shortPage unless it says that there
// is more.
const (
	thinPage  = 50
	shortPage = 300
)

// What short pages say, folded, that show the beginning of something.
var beginnings = []string{
	"read more", "continue reading", "read the full", "full article", "full text", "full story", "view pdf", "download pdf", "download the", "load more", "show more", "sign in to", "log in to", "register to", "subscribe to", "javascript", "accept cookies",
	"weiterlesen", "mehr lesen", "vollständigen artikel", "anmelden um", "pdf herunterladen", "lire la suite", "lire plus", "télécharger le", "leer más", "seguir leyendo", "descargar pdf", "continua a leggere", "leggi tutto", "leia mais", "lees verder", "listen now", "watch now",
}

// What pages say, folded, that keep the rest of their text to subscribers.
var paywalls = []string{
	"subscribe to continue reading", "subscribe to read", "subscribe to keep reading", "subscribe to unlock", "to continue reading", "to read the full article", "to read the full story", "to read this article in full",
	"already a subscriber", "already a member", "this article is for subscribers", "this content is for subscribers", "for subscribers only", "for paid subscribers", "for paying subscribers", "keep reading with a", "become a member to read", "member-only story", "only available to subscribers", "only available to members", "subscribers only", "exclusive to subscribers", "you have reached your limit of free articles", "you've reached your limit of free articles",
	"free articles remaining", "start your free trial", "unlock this article", "get access to the full version", "purchase this article", "rent this article", "buy article pdf", "access through your institution", "log in via an institution", "this is a preview of subscription content",
	"jetzt weiterlesen", "um weiterzulesen", "weiterlesen mit", "mit einem abo weiterlesen", "diesen artikel weiterlesen", "nur für abonnenten", "exklusiv für abonnenten", "bereits abonnent",
	"article réservé aux abonnés", "réservé à nos abonnés", "réservé aux abonnés", "il vous reste", "déjà abonné", "pour lire la suite", "contenido exclusivo para suscriptores", "solo para suscriptores", "suscríbete para seguir leyendo", "ya eres suscriptor",
	"riservato agli abbonati", "contenuto per gli abbonati", "exclusivo para assinantes", "alleen voor abonnees", "endast för prenumeranter", "订阅后继续阅读", "登录后阅读全文", "开通会员", "会员专享",
}

// elsewhere tells why the page that a citation leads to may not be the place
// where its words stand. cite names the source, own is the citation itself.
func elsewhere(cite, own *verify.Citation, p *verify.Page, v *verify.Visit) string {
	switch {
	case p.MediaType == "application/pdf" || p.MediaType == "text/plain":
		return ""
	case cite.DOI != "":
		return "the page presents a publication, and its text may stand behind it"
	case paged(own.Locator) || paged(cite.Locator):
		return "the note cites a page number, and this page has none: the words may stand in a document that it leads to"
	}
	final := cite.Link()
	if v != nil && v.Final != "" {
		final = v.Final
	}
	if host := keeper(final); host != "" {
		return host + " presents works whose text is not on the page"
	}
	return ""
}

// paged reports whether a locator names a page of print: 12, 19-20, p. 4, but
// no paragraph, section or minute.
func paged(locator string) bool {
	l := strings.ToLower(locator)
	if !strings.ContainsAny(l, "0123456789") {
		return false
	}
	for _, w := range [...]string{"para", "§", "¶", "sec", "abs", "art", "line", "ch", ":"} {
		if strings.Contains(l, w) {
			return false
		}
	}
	return true
}

// keeper is the site of rawURL, if it is one that lists, lends, sells or plays
// works, rather than printing them.
func keeper(rawURL string) string {
	u, err := url.Parse(rawURL)
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	for _, k := range keepers {
		if host == k || strings.HasSuffix(host, "."+k) {
			return host
		}
	}
	return ""
}

var keepers = []string{
	"youtube.com", "youtu.be", "vimeo.com", "dailymotion.com", "bilibili.com", "spotify.com", "soundcloud.com", "podcasts.apple.com", "twitch.tv", "tiktok.com",
	"amazon.com", "amazon.co.uk", "amazon.de", "books.google.com", "books.google.de", "goodreads.com", "worldcat.org", "hathitrust.org", "loc.gov",
	"jstor.org", "ssrn.com", "researchgate.net", "academia.edu", "doi.org", "sciencedirect.com", "tandfonline.com", "onlinelibrary.wiley.com", "journals.sagepub.com", "link.springer.com", "academic.oup.com", "cambridge.org", "muse.jhu.edu", "ieeexplore.ieee.org", "dl.acm.org",
	"scribd.com", "issuu.com", "docs.google.com", "drive.google.com", "dropbox.com", "slideshare.net", "netflix.com", "imdb.com",
	"twitter.com", "x.com", "facebook.com", "instagram.com", "linkedin.com", "t.me", "threads.net",
}
