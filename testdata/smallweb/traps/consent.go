package traps

import "loccit/testdata/smallweb"

// consents are walls of consent in place of the page, and what looks like them.
func consents() []Trap {
	shown := func(name, path, title, body, cited, state, reason string) Trap {
		return Trap{Name: name, Web: site("f.example", path, smallweb.HTML(title, body)), Cites: []Cited{{"http://f.example" + path, cited, state, reason, 1}}}
	}
	const choice = "<p>We and our partners use cookies and other data to measure audiences and to show advertisements. You can change your choice at any time.</p><button>Accept all</button><button>Reject all</button>"
	return []Trap{
		shown("a gate of privacy in place of the page", "/a/7", "Small Media Privacy Gate", "<h1>Small Media</h1>"+choice, "A story", "blocked", "consent-wall"),
		shown("before you continue, in place of the page", "/a/7", "Before you continue to The Daily Small", "<h1>Before you continue</h1>"+choice, "A story", "blocked", "consent-wall"),
		shown("a wall of consent in German", "/a/7", "Wir schätzen Ihre Privatsphäre | Kleine Zeitung", "<p>Wir und unsere Partner verwenden Cookies, um Anzeigen und Inhalte auszuwählen.</p><button>Alle akzeptieren</button>", "", "blocked", "consent-wall"),
		shown("a wall of consent in French", "/a/7", "Avant de continuer - Le Petit Jour", "<h1>Avant de continuer</h1><p>Nous utilisons des cookies avec votre consentement.</p><button>Tout accepter</button>", "", "blocked", "consent-wall"),
		shown("a story that begins before you continue", "/a/7", "Before you continue to grieve: a letter", "<h1>Before you continue to grieve</h1>"+smallweb.Prose("letter", 90), "", "live", "http-200"),
		shown("a banner of cookies above a short page", "/a/7", "Tide Mills", "<div><h2>We value your privacy</h2>"+choice+"</div><h1>Tide Mills</h1>"+smallweb.Prose("mills", 60), "", "live", "http-200"),
		shown("the page of a site about its cookies", "/legal/cookie-consent", "Cookie consent", "<h1>Cookie consent</h1>"+choice, "", "live", "http-200"),
		shown("a note about a page on privacy", "/a/7", "Your privacy choices", "<h1>Your privacy choices</h1>"+choice, "Your privacy choices", "live", "http-200"),
		shown("a study of walls of consent", "/a/7", "Cookie walls | Journal of Small Law", "<h1>Cookie walls</h1>"+smallweb.Prose("walls", 400), "", "live", "http-200"),
	}
}
