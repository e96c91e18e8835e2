package verify

import (
	"cmp"
	"slices"
	"strings"
)

// lockedPage: a page that is there, with its title, and shows for whoever has a
// password what it would show. It says so in a few words beside the field, or, as
// WordPress has it, before its title. A field beside a text is for something else.
func lockedPage(e *exam) (Verdict, bool) {
	if !e.isHTML || !e.page.Password || e.page.prose() >= challengeWords || isLogin(e.URL) {
		return no()
	}
	if e.page.Words < thinWords && lockSentences().within(e.page.brief()) != "" || e.titledLocked() {
		return verdict(Blocked, "login-wall", "asks for a password in place of the page: “%s”", oneLine(cmp.Or(e.page.Title, e.page.brief())))
	}
	return no()
}

// titledLocked reports whether a word before the title says that the page is locked,
// and is no part of the title that a note gives.
func (e *exam) titledLocked() bool {
	for _, part := range titleParts(e.page.Title) {
		word, _, set := strings.Cut(part, ":")
		word = foldWords(word)
		if set && lockedTitles()[word] && !slices.ContainsFunc(e.cited, func(title string) bool { return strings.HasPrefix(foldWords(title), word) }) {
			return true
		}
	}
	return false
}

// titledLogIn reports whether the title of a page of a few words ends in what pages
// for logging in are called, and is not its heading as well, as that of a text is:
// “Small Library Login”.
func (e *exam) titledLogIn() bool {
	return e.page.Words < thinWords && slices.ContainsFunc(e.tongue(), func(said string) bool {
		return slices.ContainsFunc([]string{" login", " log in", " sign in"}, func(end string) bool { return strings.HasSuffix(said, end) }) && !slices.Contains(e.heading(), said)
	})
}

// besideHeading reports whether a part of the title, before the name of the site, is
// a heading: then a box for logging in stands beside what it heads.
func (e *exam) besideHeading() bool {
	parts := titleParts(e.page.Title)
	return slices.ContainsFunc(parts[:len(parts)-1], func(part string) bool {
		folded := foldWords(part)
		return folded != "" && slices.ContainsFunc(e.page.Headings, func(h string) bool { return foldWords(h) == folded })
	})
}

// asksPassword reports whether a page is hardly more than a field for a password, and
// none that says of an error. Where any address of a site shows it, it is a door.
func (e *exam) asksPassword() bool {
	return e.page.Password && e.page.Words < thinWords &&
		errorPhrases().in(e.tongue()) == "" && errorPhrases().in(e.heading()) == "" && e.message() == ""
}

var (
	// What WordPress says before the title of a page that is locked, by its translations.
	lockedTitles = wordSet(`protected geschützt protégé protegido protegida protetto protetta beveiligd skyddad skyddat beskyttet suojattu zabezpieczone zabezpieczony chráněno защищено`)
	// What stands beside the field.
	lockSentences = newPhrases(`
password protected · password to view · passwortgeschützt · passwort geschützt · protégé par mot de passe · protégé par un mot de passe · protégée par mot de passe · protegido por contraseña · protegida por contraseña · protegido con contraseña · protetto da password · protetta da password · protegido por senha · protegida por senha · protegido por palavra passe · beveiligd met een wachtwoord · met een wachtwoord beveiligd · lösenordsskyddat · lösenordsskyddad · passordbeskyttet · beskyttet med passord · adgangskodebeskyttet · beskyttet med adgangskode · suojattu salasanalla · zabezpieczona hasłem · zabezpieczony hasłem · chráněn heslem · chráněna heslem · защищено паролем · защищена паролем
`)
)
