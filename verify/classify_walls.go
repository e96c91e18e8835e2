package verify

import (
	"cmp"
	"slices"
	"strings"
)

// botWall knows the walls that say so in a header, the addresses that walls
// send to, and the pages that ask whether the reader is human. Such pages come
// with 403 and 503 as a rule, but with 200, 202, 405 and 429 too.
func botWall(e *exam) (Verdict, bool) {
	switch header := e.Header.Rare.Get(); {
	case header.Mitigated != "":
		return verdict(Blocked, "bot-wall", "Cloudflare asks for proof of a human reader (cf-mitigated: %s)", header.Mitigated)
	case header.Wall != "":
		return verdict(Blocked, "bot-wall", "a bot wall answered in place of the site (%s)", header.Wall)
	case e.named():
		return no()
	case e.page.Words >= challengeWords:
		return deniedBelowMenus(e)
	case e.sent && waitingRooms.holds(hostName(e.Final)) != "" && waitingRooms.holds(hostName(e.URL)) == "":
		return verdict(Blocked, "bot-wall", "sends to a waiting room, %s", clip(e.Final, 200))
	case e.sent && isChallenge(e.Final) && !isChallenge(e.URL):
		return verdict(Blocked, "bot-wall", "sends to a page that asks for proof of a human reader, %s", clip(e.Final, 200))
	case e.sent && deniedPath().MatchString(pathOf(e.Final)) && !deniedPath().MatchString(pathOf(e.URL)):
		return verdict(Blocked, "bot-wall", "sends to a page that turns readers away, %s", clip(e.Final, 200))
	}
	return walled(e)
}

// deniedBelowMenus: a page whose title and heading turn its reader away, and that shows
// hardly a word beside the menus of its site.
func deniedBelowMenus(e *exam) (Verdict, bool) {
	if e.page.Words > errorWords || e.page.prose() >= thinWords || e.Status >= 400 || deniedPhrases().in(e.tongue()) == "" || deniedPhrases().in(e.heading()) == "" {
		return no()
	}
	return verdict(Blocked, "bot-wall", "the page turns its reader away: “%s”", clip(e.page.Title, 120))
}

// walled goes by what a page of few words shows.
func walled(e *exam) (Verdict, bool) {
	thin := e.page.Words < thinWords
	said := func(p phrases) string {
		switch {
		case p.in(e.tongue()) != "":
			return clip(e.page.Title, 120)
		case thin && p.in(e.heading()) != "":
			return clip(e.page.Headings[0], 120)
		}
		return ""
	}
	if waitPhrases().in(e.tongue()) != "" {
		return verdict(Blocked, "bot-wall", "the page asks for proof of a human reader: “%s”", clip(e.page.Title, 120))
	}
	if text := said(challengePhrases()); text != "" {
		return verdict(Blocked, "bot-wall", "the page asks for proof of a human reader: “%s”", text)
	}
	text := said(deniedPhrases())
	if text == "" && !e.page.Scripted && !e.standsAlone() && (e.Status < 400 || e.Status >= 500 || e.Status == 405) { // else the status says it
		text = deniedPhrases().in(e.lines())
	}
	if text != "" {
		return verdict(Blocked, "bot-wall", "the page turns its reader away: “%s”", text)
	}
	if text := said(statusPhrases()); text != "" && thin && e.Status < 300 {
		return verdict(Blocked, "bot-wall", "answers %d, but the page turns its reader away: “%s”", e.Status, text)
	}
	if sentence := challengeSentences().within(e.page.brief()); sentence != "" && !e.standsAlone() {
		return verdict(Blocked, "bot-wall", "the page asks for proof of a human reader: “%s”", oneLine(e.page.brief()))
	}
	switch {
	case e.askedAgain():
		return verdict(Blocked, "bot-wall", "the page is nothing but a script that sets a cookie and asks again, which programs do not do")
	case thin && e.does(CaptchaAlone):
		return verdict(Blocked, "bot-wall", "the page is nothing but a captcha: “%s”", oneLine(cmp.Or(e.page.Title, e.page.brief())))
	}
	host := challengeHosts.in(e.page.Rare.Get().Embeds)
	if host == "" && e.page.Words <= fewWords {
		host = captchaHosts.in(e.page.Rare.Get().Embeds)
	}
	if thin && host != "" {
		return verdict(Blocked, "bot-wall", "the page is nothing but a challenge from %s", entryName(host))
	}
	return no()
}

// waitingRooms let a few readers at a time to the site behind them.
var waitingRooms = hosts{"queue-it.net", "queue-fair.com"}

var (
	// An address that asks whether its reader is human.
	challengePath = lazily(`(?i)(^|/)(captchas?|showcaptcha|recaptcha|captcha-?(challenge|verify|check)|human-?verification|verify-?human|bot-?(detection|check)|are-?you-?(a-)?(human|robot)|robot-?check|sorry/index|browser-?check|distil_\w+|tspd|cdn-cgi/challenge-platform|_sec/verify|\.well-known/(sg|ddos-guard)\w*)(\.[a-z]{2,5})?(/|\?|$)|[?&]bm-verify=`)
	// Hosts that walls send to.
	challengeSites = hosts{"perfdrive.com", "captcha-delivery.com", "px-cdn.net", "challenges.cloudflare.com"}
	// An address that asks for an age.
	agePath = lazily(`(?i)(^|/)(age-?_?(gate|check|verification|verify|confirm(ation)?|restricted|wall)|verify-?_?age|over-?18|adult-?(warning|check))(\.[a-z]{2,5})?/?(\?|$)|(^|/)interstitial/blogin(\?|$)`) // the last is Blogger's
	// An address that turns its reader away.
	deniedPath = lazily(`(?i)(^|/)(access-?_?denied|permission-?_?denied|(unsupported|outdated|old)-?_?browser|browser-?_?(not-?_?supported|unsupported|upgrade|update)|not-?_?authori[sz]ed|unauthori[sz]ed)(\.[a-z]{2,5})?/?(\?|$)|^/(errors?/)?(403|forbidden)(\.[a-z]{2,5})?/?(\?|$)`)
)

func isChallenge(url string) bool {
	return challengePath().MatchString(pathOf(url)) || challengeSites.holds(hostName(url)) != ""
}

// refusal is a status by which a server keeps out this reader, and not all. Who
// takes anything and makes no condition is told 406, 412 and 428 by walls alone;
// 418, 420, 430 and 449 have no other use.
func refusal(e *exam) (Verdict, bool) {
	switch e.Status {
	case 400:
		if strings.HasSuffix(e.page.Title, "No required SSL certificate was sent") { // nginx has no status of its own for it
			return verdict(Blocked, "login-wall", "asks for a certificate that its readers bring with them: “%s”", clip(e.page.Title, 120))
		}
	case 429:
		return verdict(Blocked, "rate-limited", "answers 429 (too many requests)")
	case 401, 402, 403, 406, 407, 412, 418, 420, 428, 430, 440, 449, 451, 999:
		return verdict(Blocked, code(e.Status), "answers %d (%s)", e.Status, statusWords[e.Status])
	}
	return no()
}

var (
	// An address, and a host, where subscriptions are sold.
	offerPath = lazily(`(?i)(^|/)(subscribe|subscribe-?now|subscriptions?|pay-?wall|register-?wall|members?(hip)?/join|abo|abos|abonnements?|abonnieren|abonnez-?vous|s-abonner|sabonner|suscripcion(es)?|suscribete|suscribirse|abbonamenti|abbonati|abbonamento|assinaturas?|assine|abonneren|prenumerera|abonnere|tilaa|prenumerata|podpiska)(\.[a-z]{2,5})?/?(\?|$)`)
	offerHost = lazily(`(?i)^(subscri(be|ptions?)|abos?|abonnements?|suscripcion(es)?|abbonamenti|assinaturas?|membership)\.`)
	// An address for readers from where the site does not want to be read.
	regionPath = lazily(`(?i)(^|/)(geo-?_?(block|blocked|blocking|restrict|restricted|restriction|fence)|region-?_?(block|blocked|restricted)|country-?_?(block|blocked)|gdpr-?(block|blocked|unavailable)|(not-?available|unavailable)-?in-?(your-?)?(country|region|eu|europe))(\.[a-z]{2,5})?/?(\?|$)`)
)

func isOffer(url string) bool {
	return offerPath().MatchString(pathOf(url)) || offerHost().MatchString(hostName(url))
}

// offerWall: sent to, or shown, a short page that sells or asks something first:
// a subscription, an account, an age. It may be the same for any address of the
// site, and says nothing of the source.
func offerWall(e *exam) (Verdict, bool) {
	if e.sent && isOffer(e.Final) && !isOffer(e.URL) && !e.named() {
		return verdict(Blocked, "paywall", "sends to where subscriptions are sold, %s", clip(e.Final, 200))
	}
	if e.page.Words >= challengeWords || e.named() || e.vouches() {
		return no()
	}
	said := slices.Concat(e.tongue(), e.heading())
	switch {
	case offerPhrases().in(said) != "", memberPhrases().in(e.lines()) != "" && !e.sets():
		return verdict(Blocked, "paywall", "asks for a subscription or an account in place of the page: “%s”", oneLine(cmp.Or(e.page.Title, e.page.brief())))
	case e.sent && agePath().MatchString(pathOf(e.Final)) && !agePath().MatchString(pathOf(e.URL)), agePhrases().in(said) != "":
		return verdict(Blocked, "age-wall", "asks for the reader's age in place of the page: “%s”", oneLine(cmp.Or(e.page.Title, e.page.brief())))
	}
	return no()
}

// regionWall: a short page that has nothing for readers of some countries. From
// elsewhere the source may be there.
func regionWall(e *exam) (Verdict, bool) {
	if e.sent && regionPath().MatchString(pathOf(e.Final)) && !regionPath().MatchString(pathOf(e.URL)) && !e.named() {
		return verdict(Blocked, "region-wall", "sends to a page for readers of other countries, %s", clip(e.Final, 200))
	}
	if e.page.Words >= challengeWords || e.named() || e.vouches() {
		return no()
	}
	for _, text := range append([]string{e.page.Title, e.page.brief()}, e.page.Headings...) {
		if text != "" && notHere().MatchString(foldWords(text)) && !e.standsAlone() {
			return verdict(Blocked, "region-wall", "has nothing for readers of this country: “%s”", oneLine(text))
		}
	}
	return no()
}

// notHere is how pages say so, folded.
var notHere = lazily(`can only be (streamed|watched|viewed|accessed) (from )?(with)?in (the )?(united (states|kingdom)|usa?|uk|european union|eu|canada|australia)\b|(not|isn t|un|no longer) ?available (in|from|to|for) (your|this) (current )?(country|region|location|area|territory|jurisdiction)` +
	`|in (ihrem|deinem|ihrer|deiner) (land|region) (leider )?nicht verfügbar|nicht verfügbar in (ihrem|deinem|ihrer|deiner) (land|region)|(pas|in) ?disponible dans votre (pays|région)` +
	`|no (está |se encuentra )?disponible en (tu|su) (país|región|ubicación)|não (está )?disponível (no seu país|na sua região|em seu país|em sua região)` +
	`|non (è )?disponibile (nel tuo paese|nella tua regione|nel suo paese)|niet beschikbaar in (uw|jouw|je) (land|regio)|недоступ\pL* (в|для) (вашем регионе|вашей стран\pL*|вашего региона)` +
	`|从您所在的?(国家|地区)|您所在的?(国家|地区|国家或地区)(暂?不|无法)|お住まいの(国|地域)(では|からは)|from a country belonging to the european economic area|(this|our) (site|website|content) is (currently )?(unavailable|not available) (in|to|from) (visitors from |users in |readers in )?(the )?(european (union|economic area)|most european countries|eu|eea)`)
