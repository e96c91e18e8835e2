package traps

import (
	"net/http"
	"slices"
	"strings"

	"loccit/testdata/smallweb"
)

// kept are pages that a site has and shows to whoever has the password, doors that
// any of its addresses leads to, and pages that only look so.
func kept() []Trap {
	const title = "Letters from the Pump House"
	one := func(name, titled, body, state, reason string) Trap {
		return alone(name, bare(titled, body), title, state, reason)
	}
	field := `<form method=post><input type=password name=word><button>Open</button></form>`
	menus := "<ul>" + strings.Repeat("<li><a href=/x>Tide tables</a>", 80) + "</ul>"
	menu := "<p>" + smallweb.Prose("menu", 70) + "</p>"
	behind := func(name, door, titled, body, state, reason string) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			w.Site("k.example").Rest(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
				if r.URL.Path == door {
					bare(titled, body).ServeHTTP(out, r)
					return
				}
				smallweb.To(302, door).ServeHTTP(out, r)
			}))
		}, Cites: []Cited{{"http://k.example/report", title, state, reason, 1}}}
	}
	everywhere := func(name, titled, body, state, reason string) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) { w.Site("k.example").Rest(bare(titled, body)) },
			Cites: []Cited{{"http://k.example/report", title, state, reason, 1}}}
	}
	return []Trap{
		one("a log-in below menus", "Log in - Small Club", menus+"<h1>Log in</h1>"+field, "blocked", "login-wall"),
		one("a refusal below menus", "Access denied | Small Club", menus+"<h1>Access denied</h1><p>You are not authorized to see this.</p>", "blocked", "bot-wall"),
		alone("members of a club, and a box for them", bare("Members - Small Club", "<h1>Members</h1><p>Cooper, Smith, Wright.</p><div>Log in</div>"+field), "Who Belonged", "live", "http-200"),
		alone("a guest book that asks for a word", bare("Guest Book - Small Mill", "<h1>Guest Book</h1><p>A fine mill. To take out what you wrote, enter the password.</p>"+field), "The Guest Book", "live", "http-200"),
		alone("a comic on puzzles", bare("Squares - Small Comics", `<h1>Squares</h1><div class="captcha-comic"><img src=/c.png></div>`), "Select All Rivers", "live", "http-200"),
		one("a letter that is locked", title+" - Small Blog", "<h1>"+title+"</h1><p>This letter is password protected.</p>"+field, "blocked", "login-wall"),
		one("a letter that is locked, in German", title+" - Kleines Blog", "<h1>"+title+"</h1><p>Dieser Brief ist passwortgeschützt.</p>"+field, "blocked", "login-wall"),
		one("a letter that its title calls locked, beside a menu", "Protégé : "+title+" - Petit blog", menu+"<h1>"+title+"</h1>"+field, "blocked", "login-wall"),
		one("a letter with a locked postscript", title+" - Small Blog", "<h1>"+title+"</h1>"+smallweb.Prose("letter", 120)+"<p>The postscript is password protected.</p>"+field, "live", "http-200"),
		one("a letter with a field in a corner", title+" - Small Blog", "<h1>"+title+"</h1><p>The pump stopped on Friday.</p><p>Log in: </p>"+field, "live", "http-200"),
		one("a library's door beside pages of its own", "Small Library Login", "<h1>Welcome to the Small Library</h1>"+field, "blocked", "login-wall"),
		alone("a note on the word, beside a field", bare("The First Login", "<h1>The First Login</h1><p>It was made at night.</p>"+field), "How It Began", "live", "http-200"),
		alone("an essay on what is protected", bare("Protected: Letters of the Marsh - Small Blog", "<h1>Protected: Letters of the Marsh</h1>"+smallweb.Prose("marsh", 80)+field), "Protected: Letters of the Marsh", "live", "http-200"),
		behind("every address leads to a door", "/private/", "Small Journal", "<h1>A small journal among friends</h1>"+field, "blocked", "login-wall"),
		behind("every address leads to a shop that is to open", "/password", "Small Shop – Opening Soon", "<h1>Opening soon</h1><p>Come back in May.</p>"+field, "blocked", "login-wall"),
		behind("every address leads to an error beside a log-in", "/sorry-page", "Small Journal", "<h1>Page not found</h1>"+field, "suspect", "soft-404"),
		everywhere("every address is the log-in of a court", "Small Court: Docket Login", "<h1>Docket Login</h1><p>For parties and their lawyers.</p>"+field, "blocked", "login-wall"),
		everywhere("every address asks for consent, and is titled so", "Consent | Kleine Zeitung", "<h1>Mit Werbung und Cookies weiterlesen</h1><p>Zustimmen und weiter</p>", "blocked", "consent-wall"),
		everywhere("every address asks for a proof, in French", "Petite revue - Vérification", "<p>Montrez que vous n'êtes pas un robot.</p>", "blocked", "bot-wall"),
		everywhere("every address is a pause", "Small Box Office", "<h1>Your browsing activity has been paused</h1><p>Something odd was seen.</p>", "blocked", "bot-wall"),
		everywhere("every address is looked at, and a heading says whose", "k.example", "<h1>k.example</h1><h2>One moment</h2><p>A service looks at readers. This is shown while it verifies you are not a bot.</p>", "blocked", "bot-wall"),
		everywhere("every address has a puzzle of a make of its own", "Small Journal", `<p>Click to begin.</p><div class="frc-captcha"></div>`, "blocked", "bot-wall"),
		everywhere("every address has a script that looks at readers", "", `<script>window.rbzns={a:"1"};winsocks();</script><p>.</p>`, "blocked", "bot-wall"),
		everywhere("every address sells a subscription", "Small Economist", "<h1>Continue reading with a subscription</h1><p>One coin a week.</p>", "blocked", "paywall"),
		everywhere("every address is for readers of one country", "Small Films", "<h1>We’re sorry, our films can only be streamed within the United Kingdom.</h1>", "blocked", "region-wall"),
		{Name: "a short page that moved, with a field in a corner", Web: func(w *smallweb.Web) {
			w.Handle("http://k.example/report", smallweb.To(301, "/trades/coopers"))
			w.Handle("http://k.example/trades/coopers", bare("Coopers of Selby - Small Blog", "<h1>Coopers of Selby</h1><p>There were four.</p>"+field))
		}, Cites: []Cited{{"http://k.example/report", "The Barrel Makers", "moved", "http-301", 1}}},
		one("a board that is for its members, in Chinese", "提示信息", "<p>抱歉，您没有权限访问该版块</p><p>您需要登录后才可以继续本操作</p>"+field, "blocked", "bot-wall"),
	}
}

// named are pages that say what is gone by name, or by another word than page, and
// pages that speak of such things.
func named() []Trap {
	const title = "The Pump House Papers"
	one := func(name, titled, body string) Trap {
		return alone(name, bare(titled, body), title, "suspect", "soft-404")
	}
	fine := func(name, title, body string) Trap {
		return alone(name, bare(title+" - Small Blog", "<h1>"+title+"</h1>"+body), title, "live", "http-200")
	}
	return slices.Concat([]Trap{
		one("a file in somebody's trash", "Small Drive - File is in owner's trash", "<p>Ask the owner to put it back.</p>"),
		one("an item that was withdrawn", "Item Withdrawn - Small Repository", "<h1>Item Withdrawn</h1><p>The item has been withdrawn from the repository. Questions go to its keepers, who know why, and when it was.</p>"),
		one("a paper that was removed for a reason", "Small Papers", "<p>This paper has been removed from Small Papers at the request of its author.</p>"),
		one("a community that there is not", "Small Boards: a notice", "<p>The community you are trying to reach does not exist.</p>"),
		one("a blog that there is not, by name", "Small Blogs", "<h1>k.example doesn’t exist</h1><p>Would you like to have it?</p>"),
		one("a help centre that has closed", "Help Center Closed | Small Desk", "<h1>Oops, this help center no longer exists</h1>"),
		one("a server that works, and no site", "", "<h1>It works!</h1>"),
		one("a server's page, and no site", "Web Server's Default Page", "<p>This page is made by the server.</p>"),
		one("a board whose database fails", "Small Board", "<h1>Database error</h1><p>The database has encountered a problem. Load the page again.</p>"),
		one("a film that cannot be seen, in Japanese", "お探しの動画は視聴できません", "<p>ほかの動画をご覧ください。</p>"),
		one("an object that there is not, in German", "Kleine Sammlung", "<h1>Objekt nicht gefunden</h1><p>Das Objekt wurde vom Haus, das es zeigte, zurückgezogen.</p>"),
		one("a sitting that was ended, in German", "Kleines Archiv", "<h1>Ihre Sitzung wurde beendet</h1><p>Bitte von vorn beginnen.</p>"),
		one("a record that is missing", "Small Catalogue", "<h1>Missing Record</h1><p>Go back to the search.</p>"),
		one("a page that does not seem to exist", "Small City", "<h1>This page does not seem to exist…</h1><p>Look elsewhere.</p>"),
		alone("a short story beside a film that is gone", bare("Saved by Oarsmen - Small Post", "<h1>Saved by Oarsmen</h1><p>Oarsmen saved a calf at Selby.</p><div>This video is no longer available.</div>"), "Calf Pulled from River", "live", "http-200"),
		fine("a label in a museum", "A Figurehead", "<p>Item withdrawn from display.</p>"),
		alone("a label in a museum, under another title", bare("Item withdrawn - Small Museum", "<h1>Item withdrawn</h1><p>The figurehead of a brig, of oak, was taken from the hall in the winter of the flood, and stands in the store, where it can be seen on Fridays by whoever asks for it.</p>"), "The Oak Lady", "live", "http-200"),
		alone("a family album", bare("Album of the Coopers - Small Archive", "<h1>Album of the Coopers</h1><p>The album is missing.</p><p>Its plates are with us.</p>"), "Faces of a Family", "live", "http-200"),
		alone("a film that is to be seen in one house", bare("The Lock - Small Films", "<h1>The Lock</h1><p>It can only be viewed in the reading room.</p>"), "A Film of 1931", "live", "http-200"),
		alone("the second part of a tale", bare("Continue reading with Part Two - Small Tales", "<h1>Continue reading with Part Two</h1><p>She opened the sluice.</p>"), "The Sluice Keeper", "live", "http-200"),
		fine("a note on an outage", "Site unavailable", "<p>Sunday - The site is currently unavailable.</p>"),
		fine("an essay on a first server", "It Works!", "<p>So it said, and it did.</p>"),
		fine("a paper's own notice", "Withdrawn: On Pumps", "<p>This paper has been withdrawn at the request of its author.</p>"),
		fine("an essay on consent", "Consent", "<p>Cookies were not yet known. Nobody asked her. She went down to the pump all the same, and found what she had come to find.</p>"),
		alone("an essay on a word, under another title", bare("A Word on Trust - Small Blog", "<h1>A Word on Trust</h1><p>The community does not exist that would hold such a man for an honest one, and so he went his way, over the dyke, to where nobody knew his name or his debts.</p>"), "Trust among Neighbours", "live", "http-200"),
	}, slugs(), asides())
}

// asides are lines of short pages that speak of walls and errors, under a heading of
// the page's own, on sites that answer nonsense as they should.
func asides() []Trap {
	aside := func(title, text string) Trap {
		return Trap{Name: "a short page: " + title, Web: site("c.example", "/1931/12", bare(title+" - Small Chronicle", "<h1>"+title+"</h1>"+text)),
			Cites: []Cited{{"http://c.example/1931/12", "The Herring Years", "live", "http-200", 1}}, Host: map[string]int{"c.example": 2}}
	}
	return []Trap{
		aside("Papers of the Board", "<p>Access restricted</p><p>Twelve boxes; ask the keeper.</p>"),
		aside("The gutting machine", "<p>Are you a robot? the girls asked it.</p>"),
		aside("Anglers and the mayor", "<p>“You have been blocked,” forty anglers read on Sunday.</p>"),
		aside("Rules for drifters", "<p>This page is no longer updated.</p><p>Nets: thirty.</p>"),
		aside("Which mesh for herring", "<p>Thirty.</p><p>This post has been deleted.</p>"),
		aside("Diary of a skipper", "<p>The page is missing.</p><p>May 4. Wind from the north.</p>"),
		{Name: "a wall under a heading that says nothing of it", Web: func(w *smallweb.Web) {
			w.Site("c.example").Rest(bare("Small Steps - Small Chronicle", "<h1>Small Steps</h1><p>Please verify you are human.</p>"))
		}, Cites: []Cited{{"http://c.example/1931/12", "The Herring Years", "blocked", "bot-wall", 1}}, Host: map[string]int{"c.example": 2}},
	}
}

// slugs are short posts at addresses that are made of their titles, as blogs make
// them, on sites that answer nonsense as they should: a line in them is no message.
func slugs() []Trap {
	slug := func(path, title, text string) Trap {
		return Trap{Name: "a short post: " + title, Web: site("b.example", path, bare(title+" - Small Blog", "<h1>"+title+"</h1><p>"+text+"</p>")),
			Cites: []Cited{{"http://b.example" + path, title, "live", "http-200", 1}}, Host: map[string]int{"b.example": 2}}
	}
	soft := slug("/2015/05/on-calm", "On Calm", "There is nothing here.")
	soft.Name, soft.Web = "a short post where nonsense gets a page", func(w *smallweb.Web) {
		w.Handle("http://b.example/2015/05/on-calm", bare("On Calm - Small Blog", "<h1>On Calm</h1><p>There is nothing here.</p>"))
		w.Site("b.example").Rest(bare("Page not found - Small Blog", "<h1>Page not found</h1>"))
	}
	return []Trap{
		soft,
		slug("/2015/05/an-apology", "An Apology", "Sorry. The page that we printed on Monday was wrong, and it has been taken out."),
		slug("/2015/05/on-stillness", "On Stillness", "There is nothing here."),
		slug("/2015/05/gone-rowing", "Gone Rowing", "We couldn't find another hand, so the mill stands until Monday."),
		slug("/2015/05/a-broken-chain", "A Broken Chain", "The link you followed may be broken, said the smith."),
		slug("/2015/05/nothing-to-tell", "Nothing to Tell", "No results."),
	}
}
