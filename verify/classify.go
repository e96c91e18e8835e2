package verify

import (
	"fmt"
	"slices"
	"strings"
)

// Classify turns what a visit showed into a state with a stable reason code.
// cited are the titles that notes give the source; probe is what the host
// says to nonsense, nil when it was not asked. It is pure: an observation
// that was stored years ago is judged by today's rules.
//
// The rules are tried in the order of the table below; the first that has an
// answer gives it.
func Classify(v *Visit, cited []string, probe *Visit) Verdict {
	e := examine(v, cited, probe)
	for _, rule := range classification {
		if verdict, ok := rule(e); ok {
			return verdict
		}
	}
	return Verdict{Unreachable, "unknown", "no answer that makes sense"}
}

// classification is how states are decided. Reason codes, by state:
//
//	live         http-2xx
//	moved        http-301, http-308
//	suspect      soft-404, redirect-to-home, parked-domain
//	blocked      http-401, -402, -403, -406, -407, -412, -418, -420, -428, -430, -440, -449, -451, -999, rate-limited,
//	             bot-wall, login-wall, consent-wall, region-wall, paywall, age-wall
//	unreachable  other http-xxx; dns-failure, dns-timeout, dns-no-address, timeout, refused, network-unreachable, connection-lost,
//	             host-silent, proxy-failure, tls-expired, tls-not-yet-valid, tls-self-signed, tls-wrong-host, tls-incomplete-chain,
//	             tls-untrusted, tls-failure, redirect-loop, redirect-excess, redirect-off-web, private-address,
//	             headers-too-large, bad-answer, url-malformed, failure, unknown; http-404, http-410 and dns-not-found seen once
//	dead         http-404, http-410, dns-not-found, each seen twice
//	unchecked    offline, excluded, robots, deadline, later, interrupted, url-malformed, not-web
//
// Soft-404's Detail says which signal made it.
var classification = [...]func(*exam) (Verdict, bool){
	noAnswer,       // what stood in the way of an answer
	botWall,        // a challenge in place of the page, whatever its status
	refusal,        // 401, 403, 429, 451, 999 …
	gone,           // 404 and 410, confirmed
	otherStatus,    // all else that is not 2xx
	lockedPage,     // shown a field for the page's password
	loginWall,      // sent to a log-in page, or shown one
	consentWall,    // sent to a page that asks for consent first, or shown one
	offerWall,      // shown an offer of a subscription or an account, or asked for one's age
	regionWall,     // shown that there is nothing for readers where we are
	boxAlone,       // a box that says so, and nothing else
	siteSign,       // what one site shows in place of what is gone
	siteGone,       // that there is no such site
	parked,         // a domain that is for sale
	sentHome,       // sent to the home page of the site
	sentToError,    // sent to an error page
	sentToSearch,   // sent to a search for the words of its own address
	errorTitle,     // the title says that there is nothing here
	errorHeading,   // the heading says so, and the page is short
	errorText,      // the page says so, and nothing else
	errorData,      // data say so, and nothing else
	nothingShown,   // there is nothing to read
	likeNonsense,   // the site says the same to an address that cannot be there
	movedForGood,   // every redirect permanent
	answersAsCited, // live
}

// An exam is a visit with what several rules want to know of it.
type exam struct {
	*Visit
	page   *Page  // never nil
	probe  *Visit // may be nil
	sent   bool   // redirected, to another address than the one cited
	isHTML bool
	cited  []string

	// Most pages are judged without these, which cost more than all else; they are
	// made when they are first asked for, and nil before.
	bears, ownTitle                     *bool
	titleWords, headingWords, linesSaid []string
}

// named reports whether the page bears a title that a note gives.
func (e *exam) named() bool {
	if e.bears == nil {
		e.bears = new(bears(e.page, e.cited))
	}
	return *e.bears
}

// tongue are the segments of the title, folded.
func (e *exam) tongue() []string {
	if e.titleWords == nil {
		e.titleWords = segments(e.page.Title)
	}
	return e.titleWords
}

// heading are the segments of the first heading, folded.
func (e *exam) heading() []string {
	if e.headingWords == nil && len(e.page.Headings) > 0 {
		e.headingWords = segments(e.page.Headings[0])
	}
	return e.headingWords
}

// lines are those of a page that is nothing but a message, folded.
func (e *exam) lines() []string {
	if e.linesSaid != nil || e.page.Words > thinWords {
		return e.linesSaid
	}
	for line := range strings.Lines(e.page.brief()) {
		if len(line) <= maxSentence {
			e.linesSaid = append(e.linesSaid, foldWords(line))
		}
	}
	return e.linesSaid
}

func examine(v *Visit, cited []string, probe *Visit) *exam {
	e := &exam{Visit: v, page: v.Page, probe: probe, cited: cited}
	if e.page == nil {
		e.page = &Page{}
	}
	e.isHTML = isHTML(e.page.MediaType)
	e.sent = len(v.Hops) > 0 && bare(v.Final) != bare(v.URL)
	return e
}

func verdict(s State, reason, detail string, args ...any) (Verdict, bool) {
	if len(args) > 0 {
		detail = fmt.Sprintf(detail, args...)
	}
	return Verdict{s, reason, detail}, true
}

func no() (Verdict, bool) { return Verdict{}, false }

// noAnswer goes by the failure alone: the reason code is the failure's.
func noAnswer(e *exam) (Verdict, bool) {
	switch e.Failure {
	case "":
		return no()
	case "robots", "excluded":
		return verdict(Unchecked, e.Failure, "%s", e.Detail)
	case "rate-limited", "login-wall":
		return verdict(Blocked, e.Failure, "%s", e.Detail)
	case "dns-not-found":
		if e.Confirmed {
			return verdict(Dead, e.Failure, "%s", e.Detail)
		}
		return verdict(Unreachable, e.Failure, "%s; a second look was not possible", e.Detail)
	}
	return verdict(Unreachable, e.Failure, "%s", e.Detail)
}

func gone(e *exam) (Verdict, bool) {
	if e.Status != 404 && e.Status != 410 {
		return no()
	}
	detail := fmt.Sprintf("answers %d (%s)", e.Status, statusWords[e.Status])
	if e.sent {
		detail += " after a redirect to " + clip(e.Final, 200)
	}
	if !e.Confirmed {
		return verdict(Unreachable, code(e.Status), "%s, once; a second look was not possible", detail)
	}
	return verdict(Dead, code(e.Status), "%s, twice", detail)
}

// otherStatus: any 2xx is an answer, 204 (nothing to show) included. A 3xx
// that sends nowhere, a 4xx that finds fault with the request and a 5xx may be
// our side, or may heal.
func otherStatus(e *exam) (Verdict, bool) {
	if e.Status >= 200 && e.Status < 300 {
		return no()
	}
	words := statusWords[e.Status]
	if words == "" {
		words = "no known meaning"
	}
	return verdict(Unreachable, code(e.Status), "answers %d (%s)", e.Status, words)
}

// loginWall: sent from the source to an address for logging in, or shown a
// form that asks for a password under a title that says so. A page that has a
// log-in box in a corner is not one.
func loginWall(e *exam) (Verdict, bool) {
	if !e.sent && !e.page.Password && !e.does(LogInSent) && !e.asksInstitution() || isLogin(e.URL) || e.named() || !e.sent && e.sets() {
		return no()
	}
	if e.does(LogInSent) && e.page.Words < thinWords {
		return verdict(Blocked, "login-wall", "sends its reader on to be logged in, by a form")
	}
	tongue := loginPhrases().in(e.tongue()) != ""
	titled := tongue || loginPhrases().in(e.heading()) != "" || loginPhrases().in(e.lines()) != "" && !e.besideHeading() || e.titledLogIn()
	switch {
	case e.sent && isLogin(e.Final) && (titled || e.page.Password || e.page.Words < thinWords):
		return verdict(Blocked, "login-wall", "sends to a log-in page, %s", clip(e.Final, 200))
	case e.asksInstitution():
		return verdict(Blocked, "login-wall", "asks for the reader's institution: “%s”", e.page.Title)
	case e.page.Password && (titled && e.page.Words < challengeWords || tongue && e.page.Words <= errorWords && e.page.prose() < thinWords):
		return verdict(Blocked, "login-wall", "shows a log-in form: “%s”", e.page.Title)
	}
	return no()
}

// asksInstitution reports whether a short page leads to the log-ins of universities.
func (e *exam) asksInstitution() bool {
	return e.page.Words < thinWords && institutionPhrases().in(e.tongue()) != ""
}

// parked: a host that sells domains, or a short page that offers its own
// domain. A long page may be about the trade.
func parked(e *exam) (Verdict, bool) {
	for _, url := range sentTo(e.Visit) {
		if host := parkingHosts.holds(hostName(url)); host != "" && parkingHosts.holds(hostName(e.URL)) == "" {
			return verdict(Suspect, "parked-domain", "sends to %s, where domains are parked or sold", host)
		}
	}
	if !e.isHTML || e.page.Words > parkedWords || e.named() || e.vouches() {
		return no()
	}
	if host := hostName(e.Final); e.sent && parkedHost().MatchString(host) && !parkedHost().MatchString(hostName(e.URL)) && e.page.Words < thinWords {
		return verdict(Suspect, "parked-domain", "sends to %s, as domains do that are parked", host)
	}
	if host := parkingHosts.in(e.page.Rare.Get().Embeds); host != "" && e.page.Words < thinWords*2 {
		return verdict(Suspect, "parked-domain", "the page is made by %s, as of domains that are parked or sold", entryName(host))
	}
	for _, text := range append([]string{e.page.Title}, e.page.Headings...) {
		if offersDomain(text, hostName(e.Final), e.page.Words >= challengeWords) {
			return verdict(Suspect, "parked-domain", "the domain is for sale or parked: “%s”", clip(text, 120))
		}
	}
	if text := e.page.brief(); text != "" && offersDomain(text, hostName(e.Final), false) {
		return verdict(Suspect, "parked-domain", "the domain is for sale or parked: “%s”", oneLine(text))
	}
	return no()
}

// sentHome: sent from a page of its own to a home page. Addresses of link
// shorteners stand for any page, home pages too.
func sentHome(e *exam) (Verdict, bool) {
	if !e.sent || !isHome(e.Final) || isHome(e.URL) || shorteners.holds(hostName(e.URL)) != "" || e.named() {
		return no()
	}
	return verdict(Suspect, "redirect-to-home", "sends to the home page, %s", clip(e.Final, 200))
}

// sentToSearch: where a site has no page any more, it may search for the words of
// the address. That the result repeats them says nothing.
func sentToSearch(e *exam) (Verdict, bool) {
	if !e.sent {
		return no()
	}
	sought := searchedFor(e.Final)
	if len(sought) == 0 || isListing(e.URL) {
		return no()
	}
	own := addressWords(e.Visit)
	if slices.ContainsFunc(sought, func(w string) bool { return !slices.Contains(own, w) }) {
		return no()
	}
	return verdict(Suspect, "soft-404", "sends to a search for the words of its address, %s", clip(e.Final, 200))
}

// likeNonsense: the page is the one that the site gives for an address that
// cannot be there. Pages that scripts build look alike from outside whatever
// they show, so nothing can be said of them.
func likeNonsense(e *exam) (Verdict, bool) {
	p := e.probe
	if p == nil || p.Failure != "" || p.Status != e.Status || p.Page == nil || !e.isHTML ||
		e.page.Scripted || isHome(e.Final) || root(p.URL) != root(e.Final) {
		return no()
	}
	if echoes(p) && sameEcho(p, e.Visit) {
		return verdict(Suspect, "soft-404", "shows a page that repeats whatever address it is asked for: “%s”", clip(e.page.Title, 120))
	}
	if e.named() && !bears(p.Page, e.cited) { // the name of the site alone names no page
		return no()
	}
	like := e.likeWhat()
	switch {
	case like == "":
		return no()
	case e.asksPassword():
		return verdict(Blocked, "login-wall", "asks for a password at whatever address: %s", like)
	}
	return verdict(Suspect, "soft-404", "%s", like)
}

// likeWhat says in what the page is the one that the probe got; empty where it is
// another.
func (e *exam) likeWhat() string {
	p := e.probe
	sent := len(p.Hops) > 0 && len(e.Hops) > 0
	switch {
	case sent && bare(p.Final) == bare(e.Final):
		return fmt.Sprintf("sends to %s, as it does with an address that cannot be there", clip(e.Final, 200))
	case sent && withoutQuery(p.Final) == withoutQuery(e.Final) && samePage(p.Page, e.page) && !e.hasOwn(p):
		return fmt.Sprintf("sends to %s, and shows there what it shows for an address that cannot be there", clip(e.Final, 200))
	case len(p.Hops) > 0:
		return ""
	case p.Page.Digest != "" && p.Page.Digest == e.page.Digest:
		return "shows the very page that it shows for an address that cannot be there"
	case samePage(p.Page, e.page) && !e.framesAll() && !e.hasOwn(p):
		return fmt.Sprintf("shows the page that it shows for an address that cannot be there: “%s”", clip(e.page.Title, 120))
	}
	return ""
}

// framesAll reports whether what the page shows stands in a frame, or is made by
// a script: there is hardly a word beside it. Another frame is another page.
func (e *exam) framesAll() bool {
	return e.page.Words < fewWords && len(e.page.Rare.Get().Embeds) > 0
}

// samePage reports whether two pages differ by no more than the address that
// an error page repeats.
func samePage(a, b *Page) bool {
	if a.Title == "" || a.Title != b.Title || strings.Join(a.Headings, "\n") != strings.Join(b.Headings, "\n") {
		return false
	}
	return alikeInLength(a, b, 0)
}

// alikeInLength reports whether two pages are of one length, give or take a
// little and slack words.
func alikeInLength(a, b *Page, slack int) bool {
	apart := a.Words - b.Words
	return max(apart, -apart) <= max(5, a.Words/50)+slack
}

// nothingShown: an answer with nothing in it is no page of its own, and says of none that
// it is gone. It comes of a program that broke off, or of a server that turns away
// who asks, and may be another the next time.
func nothingShown(e *exam) (Verdict, bool) {
	if e.Status != 200 || !e.page.Blank {
		return no()
	}
	if e.sent {
		return verdict(Unreachable, "bad-answer", "answers 200 with nothing in it, at %s", clip(e.Final, 200))
	}
	return verdict(Unreachable, "bad-answer", "answers 200 with nothing in it")
}

// movedForGood: from http to https counts, a page that sets a cookie and sends
// back to itself does not.
func movedForGood(e *exam) (Verdict, bool) {
	if len(e.Hops) == 0 || wireKey(e.Final) == wireKey(e.URL) {
		return no()
	}
	for _, h := range e.Hops {
		if h.Status != 301 && h.Status != 308 {
			return no()
		}
	}
	return verdict(Moved, code(e.Hops[0].Status), "moved for good to %s", clip(e.Final, 200))
}

func answersAsCited(e *exam) (Verdict, bool) {
	if e.Status == 200 && !e.sent { // as most do, and words for each would add up
		return Verdict{Live, "http-200", "answers 200"}, true
	}
	if e.sent {
		return verdict(Live, code(e.Status), "answers %d, at %s", e.Status, clip(e.Final, 200))
	}
	return verdict(Live, code(e.Status), "answers %d", e.Status)
}

// Lengths in words of visible text, menus included.
const (
	fewWords       = 10  // hardly a heading
	messageWords   = 20  // one sentence or two
	thinWords      = 60  // nothing but a message
	shortWords     = 300 // an error page with the site's menus
	challengeWords = 120
	parkedWords    = 300
	errorWords     = 800 // an error page with large menus
)

func code(status int) string { return fmt.Sprintf("http-%d", status) }

// sentTo are the URLs that v was sent to.
func sentTo(v *Visit) []string {
	if len(v.Hops) == 0 {
		return nil
	}
	urls := []string{v.Final}
	for _, h := range v.Hops {
		urls = append(urls, h.URL)
	}
	return urls
}

func isHTML(mediaType string) bool {
	return mediaType == "text/html" || mediaType == "application/xhtml+xml"
}

// statusWords are the names of RFC 9110 in plain words, and some that
// particular servers made up.
var statusWords = map[int]string{
	300: "several choices", 301: "moved, but does not say where to", 302: "moved, but does not say where to",
	303: "see elsewhere, but does not say where", 304: "not changed", 307: "moved, but does not say where to",
	308: "moved, but does not say where to",
	400: "bad request", 401: "asks for a password", 402: "asks for payment", 403: "forbidden", 404: "not found",
	405: "method not allowed", 406: "refuses a reader that takes anything", 407: "a proxy asks for a password", 408: "took too long",
	409: "conflict", 410: "gone", 411: "length required", 412: "refused, for a condition that nobody made", 414: "the address is too long",
	418: "refused, as by a teapot", 420: "too many requests", 421: "misdirected", 423: "locked", 425: "too early", 426: "upgrade required",
	428: "refused, for want of a condition", 430: "refused by a wall",
	431: "the request's headers are too large", 440: "the session has ended", 449: "refused, to be tried another way", 451: "unavailable for legal reasons",
	500: "error on the server", 501: "not implemented", 502: "bad gateway", 503: "out of service for now",
	504: "gateway timeout", 505: "HTTP version not supported", 507: "out of space", 508: "loop on the server",
	509: "out of bandwidth", 511: "the network asks for a log-in",
	520: "error between Cloudflare and the site", 521: "the site is down, says Cloudflare",
	522: "the site did not answer Cloudflare", 523: "Cloudflare does not reach the site",
	524: "the site took too long for Cloudflare", 525: "Cloudflare and the site could not agree on TLS",
	526: "Cloudflare does not trust the site's certificate", 530: "Cloudflare could not find the site",
	999: "refused, as LinkedIn does with unknown readers",
}
