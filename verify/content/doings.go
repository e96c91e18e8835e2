package content

import (
	"bytes"
	"strings"

	"golang.org/x/net/html/atom"

	"loccit/verify"
)

// doings are what a page of hardly any words does in place of showing one: says
// something in a box and leaves, sets a cookie and loads itself again, sends a form
// to whoever logs readers in, asks for proof of a human reader.
type doings struct {
	said    string // in a box, at once
	back    bool   // and then it goes back, or closes
	away    bool   // and then it goes elsewhere
	cookie  bool
	reloads bool
	logIn   bool
	captcha bool
	fields  int // for a reader to fill in
}

// So many bytes of a script are looked at for them.
const mostDoing = 8 << 10

var (
	// Before the box stands nothing that may keep it from being shown.
	box      = lazily(`^\s*(?:<!--\s*|//\s*<!\[CDATA\[\s*)?(?:window\.)?alert\(\s*(?:"((?:[^"\\]|\\.){1,400})"|'((?:[^'\\]|\\.){1,400})')\s*\)`)
	goesBack = lazily(`history\.(?:back|go)\s*\(|(?:window|self|top|parent)\.close\s*\(`)
	goesAway = lazily(`location(?:\.href)?\s*=[^=]|location\.(?:replace|assign)\s*\(`)
)

// script takes in one that stands before hardly any words.
func (d *doings) script(text []byte) {
	text = text[:min(len(text), mostDoing)]
	if d.said == "" && bytes.Contains(text, []byte("alert")) { // a look is cheap, the expression is not
		if at := box().FindSubmatchIndex(text); at != nil {
			d.said = unquoted(string(text[max(at[2], at[4]):max(at[3], at[5])]))
			d.back, d.away = goesBack().Match(text[at[1]:]), goesAway().Match(text[at[1]:])
		}
	}
	if bytes.Contains(text, []byte("document.cookie")) {
		d.cookie = d.cookie || bytes.Contains(text, []byte("location"))
		d.reloads = d.reloads || bytes.Contains(text, []byte("location.reload("))
	}
}

// unquoted is what a string of a script says.
func unquoted(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	return strings.NewReplacer(`\n`, " ", `\r`, " ", `\t`, " ", `\'`, "'", `\"`, `"`, `\/`, "/", `\\`, `\`).Replace(s)
}

// meet takes in a tag.
func (d *doings) meet(tag atom.Atom, a *attributes) {
	switch tag {
	case atom.Input:
		switch strings.ToLower(string(a.kind)) {
		case "", "text", "email", "search", "tel", "url", "number", "password":
			d.fields++
		case "hidden":
			switch string(a.name) {
			case "SAMLRequest", "wtrealm", "wa", "openid.mode": // SAML 2.0 Bindings, 3.5; WS-Federation 1.2, 13.1; OpenID Authentication 2.0, 5.2.2
				d.logIn = true
			}
		}
	case atom.Textarea, atom.Select:
		d.fields++
	case atom.Div, atom.Span:
		if len(a.class) >= len("h-captcha") && !d.captcha {
			d.captcha = bytes.Contains(a.class, []byte("g-recaptcha")) || bytes.Contains(a.class, []byte("h-captcha")) ||
				bytes.Contains(a.class, []byte("frc-captcha")) || bytes.Contains(a.class, []byte("cf-turnstile"))
		}
	}
}

// speak lets what a box says be what the page says, where that is nothing else.
func (r *pageReader) speak() {
	d := &r.doings
	if d.said == "" || r.page.Words >= hopWords || r.framed || r.appRoot {
		d.said, d.back, d.away = "", false, false
		return
	}
	words, _ := countWords([]byte(d.said))
	r.page.Words += words
	r.visible.part()
	r.visible.write([]byte(d.said), false)
}

// settle notes among embeds what was done. A script that sets a cookie may wait for
// a reader's consent, unless the page is bare of anything to read or to see.
func (d *doings) settle(bare bool, embeds []string) []string {
	note := func(is bool, mark string) {
		if is {
			embeds = append(embeds, mark)
		}
	}
	note(d.back, verify.BoxAndBack)
	note(d.away && !d.back, verify.BoxAndAway)
	note(bare && d.reloads, verify.CookieAndAgain)
	note(bare && d.cookie && !d.reloads, verify.CookieAndAway)
	note(d.logIn && d.fields == 0, verify.LogInSent)
	note(d.captcha && d.fields == 0, verify.CaptchaAlone)
	return embeds
}
