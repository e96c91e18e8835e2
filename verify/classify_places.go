package verify

import (
	"net/url"
	"slices"
	"strings"
)

// unescaped is path with its percent-encoding undone, where that can be.
func unescaped(path string) string {
	if plain, err := url.PathUnescape(path); err == nil {
		return plain
	}
	return path
}

// bare is url without what a redirect changes and a reader does not see:
// scheme and user name.
func bare(url string) string {
	if _, key, ok := strings.Cut(wireKey(url), "://"); ok {
		return key
	}
	return url
}

// pathOf is the path of url, with its query.
func pathOf(url string) string {
	_, _, rest := SplitURL(url)
	return rest
}

var (
	// The home page of a site, or of one of its languages; servers of some makes keep it in a folder. (/node is Drupal's.)
	homePath = lazily(`(?i)^(/[a-z]{2}([-_][a-z]{2,4})?){0,2}/?$|^(/[a-z]{2}([-_][a-z]{2,4})?){0,2}(/(pages|web|guest|home|public|site|main|www|cms))*/?((index|default|home|homepage|main|start|welcome|accueil|inicio|startseite|startsida|startsidan|portada|hjem|hem|forside|forsiden|etusivu|glavnaya|golovna|strona-glowna|domov|pocetna|naslovna|kezdolap|fooldal|pagina-?(principal|inicial)|principal|avaleht|ana-?sayfa|trang-?chu|beranda|front-?page|landing(-?page)?|portal|cms|node)([-_]?page)?(\.[a-z]{2,5})?)/?$`)
	// Where domains that are parked send to, as often as to a seller of domains.
	parkedHost = lazily(`^ww[0-9]{1,3}\.`)
	// A query that does not choose a page: campaign marks, languages, notices of the redirect itself.
	idleQuery = lazily(`(?i)^(utm_[a-z]+|fbclid|gclid|msclkid|mc_[a-z]+|igshid|ref|referrer|referer|source|src|from|lang|language|locale|hl|l|redirect(ed)?|rd|error|err|status|code|reason|notfound|not_found|404|msg|message|m|v|_|cookie\w*|session\w*|sid|jsessionid|phpsessid|amp)(=.*)?$|^(page|view|pg|section)=(home|index|start|main)(page)?$`)
	// An address that errors are shown at. (ASP.NET names what it failed at in aspxerrorpath.)
	errorPath = lazily(`(?i)(^|[/_=;?&-])(error-?404|404-?error|404-?page|404-?not-?found|err404|http-?404|not-?_?found|notfound|page-?_?not-?_?found|pagenotfound|(page|content|article|story|document|site)[-_]?(is[-_])?(not[-_]?available|unavailable)|nopage|no-?_?longer-?available|page-?missing|missing-?page|fileerror|errorpage|error-?_?page|errordocument|oops)(\.[a-z]{2,5})?(/|\?|&|;|$)|^/(errors?|errorpages?|fehler|erreur)(\.[a-z]{2,5})?/?(\?|$)` +
		`|^(/[a-z]{2}([-_][a-z]{2,4})?)?(/(errors?|fehler|error-?pages|errordocs?|static|status|http|common|system|shared|site|home|public|www|html|pages|assets))*/(404|410)(\.[a-z]{2,5})?/?(\?|$)|[?&]aspxerrorpath=|[?&](e|err|error|error_?code|code|status|status_?code|http|reason|msg|message)=(404|410)(&|$)`)
	// A number that errors bear, and articles too.
	errorNumber = lazily(`(^|[/_=;?&-])404(\.[a-z]{2,5})?(/|\?|&|;|$)`)
	// An address that is for logging in.
	loginPath = lazily(`(?i)(^|/)(log-?in|sign-?in|signon|sign_in|log_in|user/login|users/sign_in|auth|authenticate|authorize|authentication|oauth2?|sso|saml2?|adfs|cas|idp|shibboleth|openid|wp-login|accounts?/(login|signin)|anmelden|einloggen|connexion|identification|iniciar-?sesion|acceso|accedi|inloggen|logga-?in|entrar|prihlaseni|zaloguj|giris|accesso|checkpoint|authwall|gateway/login|registerwall|subscriber-?login)(\.[a-z]{2,5})?(/|\?|$)`)
	// An address that asks for consent before anything is shown.
	consentPath = lazily(`(?i)(^|/)(collect-?consent|collectidentifiers|gdpr-?consent|consent(-?wall)?|cookie-?(wall|consent)|privacy-?(gate|wall))(\.[a-z]{2,5})?(/|\?|$)`)
	consentHost = lazily(`(?i)^(consents?|guce|cookiewall|myprivacy)\.`)
	loginHost   = lazily(`(?i)^(log-?in|signin|sso|auth|oauth|idp|accounts?|id|cas|shib|shibboleth|secure-?login|passport|adfs|sts|identity|profile|authentication|wayf|wayfinder)\.`)
)

// isHome reports whether url is the home page of a site.
func isHome(url string) bool {
	path, query, _ := strings.Cut(pathOf(url), "?")
	if !homePath().MatchString(path) {
		return false
	}
	for part := range strings.SplitSeq(query, "&") {
		if part != "" && !idleQuery().MatchString(part) {
			return false
		}
	}
	return true
}

func isErrorPage(url string) bool { return errorPath().MatchString(pathOf(url)) }

func isLogin(url string) bool {
	return loginPath().MatchString(pathOf(url)) || loginHost().MatchString(hostName(url))
}

// ofConsent are words of which consentPath and consentHost need one.
var ofConsent = []string{"consent", "collectidentifiers", "cookie", "privacy", "guce"}

func isConsent(url string) bool {
	lower := strings.ToLower(url)
	if !slices.ContainsFunc(ofConsent, func(word string) bool { return strings.Contains(lower, word) }) { // as almost always
		return false
	}
	return consentPath().MatchString(pathOf(url)) || consentHost().MatchString(hostName(url))
}

var (
	// An address of a search, and the parameters that hold what is sought.
	searchPath  = lazily(`(?i)(^|/)(site-?)?(search|searchresults?|search-?results?|suche|suchergebnisse?|recherche|rechercher|buscar|busca|busqueda|pesquisa|cerca|ricerca|zoeken|sok|haku|szukaj|hledat|find|poisk)(\.[a-z]{2,5})?/?$`)
	searchQuery = lazily(`(?i)^(q|s|query|search|keywords?|terms?|k|text|search_?(term|text|query|string|word)s?|searchfor|suchbegriff|recherche|busca|buscar)$`)
	// An address that stands for a list, which a site may well show by searching.
	listingPath = lazily(`(?i)(^|/)(tags?|topics?|themen?|themes?|labels?|keywords?|categor(y|ies)|subjects?|search|suche|recherche|buscar|find|archives?|collections?|browse)(\.[a-z]{2,5})?(/|\?|$)`)
)

// searchedFor are the words that url searches a site for; none where it is no
// search.
func searchedFor(raw string) []string {
	path, query, _ := strings.Cut(pathOf(raw), "?")
	if query == "" || !searchPath().MatchString(path) && !homePath().MatchString(path) {
		return nil
	}
	for part := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		if !searchQuery().MatchString(name) {
			continue
		}
		if plain, err := url.QueryUnescape(value); err == nil {
			value = plain
		}
		return strings.Fields(foldWords(value))
	}
	return nil
}

// isListing reports whether url stands for a list of pages, or is a search
// itself.
func isListing(url string) bool {
	_, query, _ := strings.Cut(pathOf(url), "?")
	for part := range strings.SplitSeq(query, "&") {
		if name, _, _ := strings.Cut(part, "="); searchQuery().MatchString(name) {
			return true
		}
	}
	return listingPath().MatchString(pathOf(url))
}

// withoutQuery is url, as bare has it, without its query.
func withoutQuery(url string) string {
	site, _, _ := strings.Cut(bare(url), "?")
	return site
}

// hosts is a set of domain names, each standing for its subdomains; an entry
// with a slash is the beginning of a path on any host, and one that begins with
// InScript a word within a script.
type hosts []string

// What a page of hardly any words does instead of showing one, among
// RarePage.Embeds.
const (
	BoxAndBack     = "does:box and back"     // it says its text in a box, and goes back or closes
	BoxAndAway     = "does:box and away"     // it says its text in a box, and sends on
	CookieAndAgain = "does:cookie and again" // it sets a cookie, and loads itself again
	CookieAndAway  = "does:cookie and away"  // it sets a cookie, and sends on
	LogInSent      = "does:log-in"           // it sends a form to whoever logs readers in
	CaptchaAlone   = "does:captcha"          // it asks for proof of a human reader, and has no other field
)

// InScript stands before a word of a script among RarePage.Embeds.
const InScript = "script:"

// ScriptMarks are the words by which the scripts of bot walls and of parked pages
// are known, in a stable order.
func ScriptMarks() []string {
	var marks []string
	for _, entry := range slices.Concat(challengeHosts, parkingHosts, hosts{wantsLogIn}) {
		if mark, ok := strings.CutPrefix(entry, InScript); ok {
			marks = append(marks, mark)
		}
	}
	return marks
}

// holds returns the entry that host belongs to, or "".
func (h hosts) holds(host string) string {
	for _, entry := range h {
		if host == entry || strings.HasSuffix(host, "."+entry) {
			return entry
		}
	}
	return ""
}

// in returns the first entry that one of embeds (host and path) belongs to.
func (h hosts) in(embeds []string) string {
	for _, embed := range embeds {
		host, path, _ := strings.Cut(embed, "/")
		if found := h.holds(host); found != "" {
			return found
		}
		for _, entry := range h {
			if entry[0] == '/' && strings.HasPrefix("/"+path, entry) {
				return strings.Trim(entry, "/")
			}
		}
	}
	return ""
}

// entryName names an entry that embeds belong to.
func entryName(entry string) string {
	if mark, ok := strings.CutPrefix(entry, InScript); ok {
		return "a script (" + mark + ")"
	}
	return entry
}

// Companies that park or sell domains, and the servers of their pages.
var parkingHosts = hosts{
	"sedo.com", "sedoparking.com", "sedo.co.uk", "sedo.de", "parkingcrew.net", "bodis.com", "afternic.com", "dan.com",
	"hugedomains.com", "above.com", "undeveloped.com", "uniregistry.com", "domainmarket.com", "buydomains.com",
	"brandbucket.com", "squadhelp.com", "atom.com", "sav.com", "dynadot.com", "efty.com", "domainnamesales.com",
	"domainsponsor.com", "parklogic.com", "parkpage.foundationapi.com", "parkingpage.namecheap.com", "voodoo.com",
	"skenzo.com", "trafficz.com", "namedrive.com", "smartname.com", "fabulous.com", "cashparking.com",
	"godaddy.com", "/parking-lander/", "/lander", "domainactive.com", "rookdns.com", "ztomy.com", "fastpark.net",
	"perfectdomain.com", "spaceship.com", "domaineasy.com", "4.cn", "ename.com", "22.cn", "juming.com",
	"script:window.park=", "script:window.park =", "/adsense/domains/", "parkweb.vip", "d38psrni17bvxu.cloudfront.net", "expireddomains.com",
	"domain-for-sale.com", "nicsell.com", "domainname.de", "united-domains.de", "onlydomains.com", "porkbun.com",
}

// Services whose challenge stands in place of a page. The words of scripts are those
// of Alibaba, Sucuri, Cloudflare, Kasada, Amazon, Reblaze, Ruishu, Knownsec and StackPath, and of
// testcookie, Taobao and Anubis; the form is Amazon's.
var challengeHosts = hosts{
	"/cdn-cgi/challenge-platform/h/", "/_Incapsula_Resource", "captcha-delivery.com",
	"perimeterx.net", "px-cdn.net", "px-cloud.net",
	"awswaf.com", "imperva.com", "distilnetworks.com", "kasada.io", "check.ddos-guard.net",
	"/.within.website/", "/TSPD/", "/_sec/verify", "script:acw_sc__v2", "script:sucuri_cloudproxy_js", "script:_cf_chl_opt", "script:KPSDK", "script:gokuProps", "script:window.rbzns",
	"script:$_ts=window", "script:__jsl_clearance", "script:sbtsckpath", "/sbbi/",
	"script:slowAES", "script:_____tmd_____", "script:anubis_challenge", "/errors/validateCaptcha",
	"sgcaptcha.com", "/.well-known/sgcaptcha", "/.well-known/ddos-guard", "qrator.net", "/__ddg",
}

// Services that guard forms of honest pages too: they tell of a wall where there
// is hardly a word beside them.
var captchaHosts = hosts{
	"challenges.cloudflare.com", "hcaptcha.com", "arkoselabs.com", "funcaptcha.com", "geetest.com", "/recaptcha/",
}

// Link shorteners and redirectors: what they send to may be anything.
var shorteners = hosts{
	"bit.ly", "t.co", "goo.gl", "tinyurl.com", "ow.ly", "buff.ly", "is.gd", "v.gd", "tiny.cc", "dlvr.it", "fb.me",
	"lnkd.in", "rb.gy", "cutt.ly", "shorturl.at", "rebrand.ly", "trib.al", "wp.me", "youtu.be", "amzn.to", "nyti.ms",
	"wapo.st", "econ.st", "bbc.in", "reut.rs", "doi.org", "hdl.handle.net", "purl.org", "w3id.org",
	"urn.kb.se", "nbn-resolving.org", "n2t.net", "ark.bnf.fr", "perma.cc", "t.ly", "s.id", "t.cn", "dwz.cn", "url.cn",
	"clck.ru", "vk.cc", "aka.ms", "g.co", "a.co", "git.io", "flic.kr", "redd.it", "ht.ly", "su.pr", "j.mp", "po.st",
}
