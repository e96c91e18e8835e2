package verify

import "strings"

// consentWall: sent from the source to an address where cookies are to be agreed
// to, or shown in its place a short page that is titled as such pages are. It is
// the same for any address of the site, and no page of its own. A banner above a
// page leaves the page its title; a page about cookies says so in its address.
func consentWall(e *exam) (Verdict, bool) {
	switch {
	case e.page.Words > shortWords, isConsent(e.URL), e.named():
		return no()
	case e.sent && isConsent(e.Final), e.sent && e.page.Words < challengeWords && consentSegment().MatchString(pathOf(e.Final)) && !consentSegment().MatchString(pathOf(e.URL)):
		return verdict(Blocked, "consent-wall", "sends to a page that asks for consent, %s", clip(e.Final, 200))
	case !e.isHTML, aboutConsent(e.URL), aboutConsent(e.Final):
		return no()
	}
	if consentPhrases().in(e.tongue()) != "" || strings.HasSuffix(foldWords(e.page.Title), " privacy gate") || stayPhrases().in(e.tongue()) != "" && consentWords().within(e.page.brief()) != "" {
		return verdict(Blocked, "consent-wall", "asks for consent in place of the page: “%s”", clip(e.page.Title, 120))
	}
	if e.page.Words < thinWords && e.headedByConsent() && consentWords().within(e.page.brief()) != "" {
		return verdict(Blocked, "consent-wall", "asks for consent in place of the page: “%s”", oneLine(e.page.brief()))
	}
	return no()
}

// headedByConsent reports whether such a wall is titled by the name of its site, and
// says in its first heading what it is.
func (e *exam) headedByConsent() bool {
	if headedConsent().in(e.tongue()) != "" {
		return true
	}
	return len(titleParts(e.page.Title)) == 1 && (consentPhrases().in(e.heading()) != "" || headedConsent().in(e.heading()) != "")
}

// headedConsent head such walls, and other pages: they count where the text speaks
// of cookies, and of hardly anything else.
var headedConsent = newPhrases(`
consent · zustimmung · einwilligung · ihre zustimmung · ihre einwilligung · mit werbung und cookies weiterlesen · willkommen zurück · votre vie privée · votre consentement · tu privacidad · su privacidad · a sua privacidade · la tua privacy · jouw privacy · uw privacy
`)

// consentSegment is what such an address is called in other languages. Articles on
// consent may be called so too, and are longer.
var consentSegment = lazily(`(?i)(^|/)(zustimmung|einwilligung|toestemming|consentement|consentimiento|consenso|samtycke|samtykke)(\.[a-z]{2,5})?(/|\?|$)`)

// aboutConsent reports whether url names what walls of consent speak of: then
// that is what the source is about.
func aboutConsent(url string) bool {
	for word := range strings.FieldsSeq(foldWords(unescaped(pathOf(url)))) {
		for _, about := range []string{"privacy", "cookie", "consent", "gdpr", "dsgvo", "datenschutz", "einwilligung", "rgpd", "confidentialite", "privacidad", "privacidade", "integritet", "soukromi", "prywatnosc", "tietosuoja", "personvern", "adatvedelem", "tracking"} {
			if strings.Contains(word, about) {
				return true
			}
		}
	}
	return false
}

// consentPhrases are titles of walls of consent.
var consentPhrases = newPhrases(`
privacy gate · cookie wall · cookiewall · cookie consent · cookies consent · cookie consent required · consent required · we value your privacy… · we care about your privacy · we respect your privacy · your privacy matters · your privacy is important to us · your privacy choices · manage your privacy · manage your consent · cookie preferences · cookie settings · accept cookies · accept cookies to continue
wir schätzen ihre privatsphäre · wir respektieren ihre privatsphäre · ihre privatsphäre ist uns wichtig · ihre daten ihre wahl · zustimmung erforderlich · zustimmung zu cookies · cookie einwilligung · cookie zustimmung · cookie einstellungen · datenschutzeinstellungen · weiterlesen mit werbung · mit werbung weiterlesen
nous respectons votre vie privée · le respect de votre vie privée… · votre vie privée est importante… · gestion des cookies · gestion de vos cookies · consentement aux cookies · valoramos tu privacidad · valoramos su privacidad · respetamos tu privacidad · tu privacidad es importante… · su privacidad es importante… · configuración de cookies · valorizamos a sua privacidade · valorizamos sua privacidade · a sua privacidade é importante… · rispettiamo la tua privacy · la tua privacy è importante… · teniamo alla tua privacy · consenso ai cookie
jouw privacy is belangrijk… · wij respecteren je privacy · wij respecteren uw privacy · cookies accepteren · cookie instellingen · vi värnar om din integritet · vi bryr oss om din integritet · vi værner om dit privatliv · vi respekterer dit privatliv · vi respekterer personvernet ditt · arvostamme yksityisyyttäsi · szanujemy twoją prywatność · dbamy o twoją prywatność · cenimy twoją prywatność · vážíme si vašeho soukromí · respektujeme vaše soukromí · tiszteletben tartjuk az ön magánszféráját · respectăm confidențialitatea dumneavoastră · σεβόμαστε την ιδιωτικότητά σας · мы ценим вашу конфиденциальность · ми цінуємо вашу приватність
`)

// stayPhrases are titles of such walls, and of other pages: they count where the
// text speaks of cookies.
var stayPhrases = newPhrases(`
consent form · consent page · your consent · before you continue… · before you go on · one more step before you continue · bevor sie fortfahren… · bevor sie weiterlesen · bevor sie zu… · bevor du fortfährst… · avant de continuer… · avant d accéder à… · avant de poursuivre · antes de continuar… · antes de ir a… · prima di continuare… · voordat je verdergaat… · voordat u verdergaat… · innan du fortsätter… · før du fortsætter… · før du fortsetter… · ennen kuin jatkat… · zanim przejdziesz… · než budete pokračovat… · mielőtt továbblépne · înainte de a continua · πριν συνεχίσετε · прежде чем продолжить · перш ніж продовжити · devam etmeden önce · 続行する前に
`)

// consentWords stand in the text of a wall of consent.
var consentWords = newPhrases(`
cookies · cookie · your consent · accept all · reject all · we and our partners · alle akzeptieren · tout accepter · tout refuser · aceptar todo · accetta tutto · accepter et continuer · akzeptieren und weiter · zustimmen und weiter · pur abo · aceptar y continuar · accetta e continua · aceitar e continuar · accepteren en doorgaan · accept and continue · aceitar tudo · alles accepteren · acceptera alla · zaakceptuj wszystko
`)
