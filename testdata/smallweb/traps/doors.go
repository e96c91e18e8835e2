package traps

import "loccit/testdata/smallweb"

// doors are pages that stand in place of the source for some readers, and show
// hardly a word of that; and pages that look like them.
func doors() []Trap {
	const title = "Tide Mills"
	raw := func(html string) func(string) Trap {
		return func(name string) Trap {
			return alone(name, smallweb.Raw("text/html; charset=utf-8", html), title, "", "")
		}
	}
	as := func(t Trap, state, reason string) Trap {
		t.Cites[0].State, t.Cites[0].Reason = state, reason
		return t
	}
	to := func(place, title string, state, reason string) Trap {
		return Trap{Name: "sent to " + place, Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.To(302, place))
			at := place
			if at[0] == '/' {
				at = "http://k.example" + place
			}
			w.Handle(at, bare(title, "<p>Small Times"+smallweb.Prose(title, 70)))
		}, Cites: []Cited{{"http://k.example/report", "Tide Mills", state, reason, 1}}}
	}
	tube := func(name, site, page, state, reason string) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			w.Handle("http://"+site+".youtube.com/watch?v=ccccccccccc", bare(" - YouTube", page))
		}, Cites: []Cited{{"http://" + site + ".youtube.com/watch?v=ccccccccccc", title, state, reason, 1}}}
	}
	return []Trap{
		as(raw(`<html><body><script>document.cookie="guard=7f31; path=/";location.reload();</script></body></html>`)("a cookie, and the same again"), "blocked", "bot-wall"),
		as(raw(`<html><body><script>document.cookie="guard=7f31; path=/";location.href="http://k.example/report?again=1";</script></body></html>`)("a cookie, and the same address again"), "blocked", "bot-wall"),
		as(raw(`<script src=/aes.js></script><script>document.cookie="t="+hex(slowAES.decrypt(c,2,a,b));location.href="/x";</script>`)("a cookie that is deciphered"), "blocked", "bot-wall"),
		as(raw(`<title>Small Gallery</title><script>function yes(){document.cookie="ok=1";location.reload()}</script><img src=/mill.jpg><p>By the sea.</p>`)("a cookie once a reader agrees"), "live", "http-200"),
		as(raw(`<title></title><script>alert("존재하지 않는 자료입니다.");history.back();</script>`)("a box in Korean, and back"), "suspect", "soft-404"),
		as(raw(`<script>alert('Kayıt yok');window.location='/';</script>`)("a box in Turkish, and home"), "suspect", "soft-404"),
		as(raw(`<script>alert("로그인 후 이용하세요.");location.href="/member/login.do";</script>`)("a box that asks for a log-in"), "blocked", "login-wall"),
		as(raw(`<script>alert("We have moved to a new house");location.href="/new/report"+location.search;</script>`)("a box, and on to the new place"), "live", "http-200"),
		as(raw(`<title>Tide Mills</title><h1>Tide Mills</h1>`+smallweb.Prose("mills", 60)+`<script>alert("Welcome");history.back</script>`)("a box over a page"), "live", "http-200"),
		as(raw(`<body onload="document.forms[0].submit()"><form action=https://idp.n.example/sso method=post><input type=hidden name=SAMLRequest value=PHNh></form>`)("a form to log in, sent at once"), "blocked", "login-wall"),
		as(raw(`<title>Working</title><form action=https://idp.n.example/ls method=post><input type=hidden name=wa value=wsignin1.0><input type=hidden name=wtrealm value=x></form><script>document.forms[0].submit()</script>`)("another form to log in, sent at once"), "blocked", "login-wall"),
		as(raw(`<title>Verifica</title><h1>Sei una persona?</h1><div class=h-captcha></div>`)("a captcha in Italian"), "blocked", "bot-wall"),
		as(raw(`<title>Skriv til oss</title><h1>Skriv til oss</h1><form><input name=mail><textarea></textarea><div class=g-recaptcha></div></form>`)("a letter box with a captcha"), "live", "http-200"),
		as(raw(`<title>Small Store</title><form method=get action=/errors/validateCaptcha><button>Continue shopping</button></form>`)("a store that asks for a click"), "blocked", "bot-wall"),
		as(raw(`<title>Le Petit Journal</title><h1>Votre vie privée</h1><p>Pour lire, acceptez les cookies.</p><button>Accepter et continuer</button>`)("a wall of consent in French, titled by its site"), "blocked", "consent-wall"),
		as(raw(`<title>Small Press</title><h1>Members only</h1><p>This content is restricted to members. Join us.</p>`)("words for members"), "blocked", "paywall"),
		as(raw(`<title>Select your institution</title><select><option>Small University</select>`)("a choice of universities"), "blocked", "login-wall"),
		as(raw(`<title>Small Times</title><p>You seem to read us from a country belonging to the European Economic Area.</p>`)("a page for readers of other countries"), "blocked", "region-wall"),
		alone("a firewall in Chinese, as a method that is not allowed", smallweb.With(405, bare("405", "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>")), title, "blocked", "bot-wall"),
		to("/subscribe?from=/report", "Small Times", "blocked", "paywall"),
		to("/abonnement/", "Small Times", "blocked", "paywall"),
		to("http://abo.k.example/start?source=report", "Small Times", "blocked", "paywall"),
		to("/subscribe-to-the-sea", "Small Times", "live", "http-200"),
		to("/subscriptions", "Tide Mills", "live", "http-200"),
		to("/sonstiges/zustimmung/auswahl.html?from=/report", "Small Times", "blocked", "consent-wall"),
		to("/gdpr-consent/?next=/report", "Small Times", "blocked", "consent-wall"),
		to("/geoblock.html", "Small Times", "blocked", "region-wall"),
		to("http://small.queue-it.net/?c=small&t=/report", "Small Times", "blocked", "bot-wall"),
		tube("a video that asks whether its reader is human", "m", `<script>var ytInitialPlayerResponse = {"playabilityStatus":{"status":"LOGIN_REQUIRED","reason":"Sign in to confirm"}};</script>`, "blocked", "login-wall"),
		tube("a video that was taken down", "music", `<script>var ytInitialPlayerResponse = {"playabilityStatus":{"status":"ERROR"}};</script>`, "suspect", "soft-404"),
	}
}
