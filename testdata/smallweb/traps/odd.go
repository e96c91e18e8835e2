package traps

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"loccit/testdata/smallweb"
)

// spoken is an answer as these bytes, after which the connection is closed.
func spoken(answer string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		io.WriteString(conn, answer)
		conn.Close()
	})
}

// odd are answers that bend or break HTTP.
func odd() []Trap {
	text := "<title>How the posts began</title>" + smallweb.Prose("posts", 60)
	one := func(name, answer, state, reason string, most int) Trap {
		return Trap{Name: name, Web: site("v.example", "/a", spoken(answer)), Cites: []Cited{{"http://v.example/a", "How the posts began", state, reason, most}}}
	}
	return []Trap{
		one("a length that is a lie, and a page all the same", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n"+text, "live", "http-200", 1),
		one("a length that is a lie, and nothing after it", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n", "unreachable", "connection-lost", 3),
		one("two lengths", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello..", "unreachable", "bad-answer", 2),
		one("a length below nothing", "HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\nhello", "unreachable", "bad-answer", 2),
		one("chunks that are rubbish", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", "unreachable", "bad-answer", 2),
		one("chunks that turn to rubbish behind the page", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"+fmt.Sprintf("%x\r\n%s\r\n", len(text), text)+"zz\r\n", "live", "http-200", 1),
		one("a chunk of endless size", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello\r\n", "unreachable", "bad-answer", 2),
		one("HTTP/1.0 without a length", "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n"+text, "live", "http-200", 1),
		one("lines that end in LF alone", "HTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\n\n"+text, "live", "http-200", 1),
		one("a folded header", "HTTP/1.1 200 OK\r\nX-Long: one\r\n two\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"+text, "live", "http-200", 1),
		one("no reason phrase", "HTTP/1.1 200\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"+text, "live", "http-200", 1),
		one("hints before the answer", "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"+text, "live", "http-200", 1),
		one("a hundred hints and no answer", strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n", 100), "unreachable", "", 3),
		one("another protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", "unreachable", "http-101", 1),
		one("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"+text, "unreachable", "bad-answer", 2),
		one("a status of no kind", "HTTP/1.1 799 Odd\r\nContent-Length: 0\r\n\r\n", "unreachable", "http-799", 1),
		one("226 is an answer", "HTTP/1.1 226 IM Used\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"+text, "live", "http-226", 1),
		one("a colon in front of the name of a header", "HTTP/1.1 200 OK\r\n: x\r\nContent-Type: text/html\r\n\r\n"+text, "unreachable", "bad-answer", 2),
		one("a control byte in a cookie", "HTTP/1.1 200 OK\r\nSet-Cookie: a=\x01b; path=/\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"+text, "unreachable", "bad-answer", 2),
		one("300 with a choice", "HTTP/1.1 300 Multiple Choices\r\nContent-Length: 0\r\n\r\n", "unreachable", "http-300", 1),
		one("an unasked 304", "HTTP/1.1 304 Not Modified\r\n\r\n", "unreachable", "http-304", 1),
		one("a cut in packed text", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"+packed(text)[:40], "unreachable", "connection-lost", 3),
		one("a rubbish tail of packed text", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"+packed(text)+"rubbish", "live", "http-200", 1),
		one("unknown transfer coding", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: gzip\r\nConnection: close\r\n\r\n"+text, "unreachable", "bad-answer", 2),
	}
}

// packings are bodies packed in other ways.
func packings() []Trap {
	var bare, wrapped bytes.Buffer
	f, _ := flate.NewWriter(&bare, 9)
	io.WriteString(f, "<title>Packed barely</title>")
	f.Close()
	z := zlib.NewWriter(&wrapped)
	io.WriteString(z, "<title>Packed twice over</title>")
	z.Close()
	return []Trap{
		{Name: "deflate, as the standard has it and as servers do", Web: func(w *smallweb.Web) {
			w.Handle("http://z.example/bare", smallweb.Headed(smallweb.Raw("text/html", bare.String()), "Content-Encoding", "deflate"))
			w.Handle("http://z.example/zlib", smallweb.Headed(smallweb.Raw("text/html", wrapped.String()), "Content-Encoding", "deflate"))
		}, Cites: []Cited{{"http://z.example/bare", "Packed barely", "live", "http-200", 1}, {"http://z.example/zlib", "Packed twice over", "live", "http-200", 1}}},
		{Name: "zstd that nobody asked for", Web: site("z.example", "/a", smallweb.Headed(smallweb.Raw("text/html", "\x28\xb5\x2f\xfdrubbish"), "Content-Encoding", "zstd")),
			Cites: []Cited{{"http://z.example/a", "A story", "live", "http-200", 1}}},
		{Name: "deflate that is rubbish", Web: site("z.example", "/a", smallweb.Headed(smallweb.Raw("text/html", "\x78\x9c\xff\xff\xff\xff\xff"), "Content-Encoding", "deflate")),
			Cites: []Cited{{"http://z.example/a", "A story", "unreachable", "", 3}}},
	}
}

// turns are redirects that are written oddly.
func turns() []Trap {
	to := func(name, location, at, state, reason string) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			w.Handle("http://t.example/x/a", spoken("HTTP/1.1 301 Moved\r\nLocation: "+location+"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
			if at != "" {
				w.Handle(at, page("The new place"))
			}
		}, Cites: []Cited{{"http://t.example/x/a", "The new place", state, reason, 1}}}
	}
	return []Trap{
		to("to a script", "javascript:location='/x/b'", "", "unreachable", "redirect-off-web"),
		to("to data", "data:text/html,<title>The new place</title>", "", "unreachable", "redirect-off-web"),
		to("to a file", "file:///etc/passwd", "", "unreachable", "redirect-off-web"),
		to("to an address with spaces", "/x/the new place", "http://t.example/x/the%20new%20place", "moved", "http-301"),
		to("to a relative address with dots", "../y/./b?c=../d", "http://t.example/y/b?c=../d", "moved", "http-301"),
		to("to a query alone", "?page=2", "http://t.example/x/a?page=2", "moved", "http-301"),
		to("to an international name in its own letters", "http://bücher.example/neu", "http://xn--bcher-kva.example/neu", "moved", "http-301"),
		to("to letters in an old charset", "/x/caf\xe9", "http://t.example/x/caf%E9", "moved", "http-301"),
		to("to a host with a dot at its end", "http://n.example./b", "http://n.example/b", "moved", "http-301"),
		to("to a host in capitals", "HTTP://N.EXAMPLE:80/b", "http://n.example/b", "moved", "http-301"),
		to("to a host without a scheme", "//n.example/b", "http://n.example/b", "moved", "http-301"),
		to("to a fragment of text", "/x/b#:~:text=the%20report", "http://t.example/x/b", "moved", "http-301"),
		to("to a scheme and a path", "http:/x/b", "http://t.example/x/b", "moved", "http-301"),
		to("to backslashes", `\x\b`, "http://t.example/x/b", "moved", "http-301"),
		to("to a host behind a backslash", `/\n.example/b`, "http://n.example/b", "moved", "http-301"),
		to("to a port that is none", "http://t.example:99999/b", "", "unreachable", "url-malformed"),
		to("private, as IPv4 in IPv6", "http://[::ffff:127.0.0.1]/", "", "unreachable", "private-address"),
		to("private, as IPv4 in IPv6 in hexadecimal", "http://[::ffff:7f00:1]/", "", "unreachable", "private-address"),
		to("private, as old IPv4 in IPv6", "http://[::127.0.0.1]/", "", "unreachable", "private-address"),
		to("private, by 6to4", "http://[2002:7f00:1::]/", "", "unreachable", "private-address"),
		to("private, as a decimal number", "http://2130706433/", "", "unreachable", "private-address"),
		to("private, in octal", "http://0177.0.0.01/", "", "unreachable", "private-address"),
		to("private, in hexadecimal", "http://0x7f000001/", "", "unreachable", "private-address"),
		to("private, in full-width digits", "http://１２７.０.０.１/", "", "unreachable", "private-address"),
		to("private, in digits in circles", "http://①②⑦.⓪.⓪.①/", "", "unreachable", "private-address"),
		to("private, with a dot at its end", "http://127.0.0.1./", "", "unreachable", "private-address"),
		to("private, with a zone", "http://[fe80::1%25eth0]/", "", "unreachable", "private-address"),
		to("private, behind a user name", "http://t.example@127.0.0.1/", "", "unreachable", "private-address"),
		to("private, behind a user name and a backslash", `http://t.example\@127.0.0.1/`, "", "dead", "http-404"),
		{Name: "a user name in a redirect is not sent", Web: func(w *smallweb.Web) {
			w.Handle("http://t.example/x/a", smallweb.To(302, "http://me:secret@n.example/b"))
			w.Handle("http://n.example/b", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") != "" || r.Header.Get("Referer") != "" {
					w.WriteHeader(500)
					return
				}
				page("No secrets").ServeHTTP(w, r)
			}))
		}, Cites: []Cited{{"http://t.example/x/a", "No secrets", "live", "http-200", 1}}},
		{Name: "a cookie for another host stays at home", Web: func(w *smallweb.Web) {
			w.Handle("http://t.example/x/a", smallweb.Headed(smallweb.To(302, "http://n.example/b"), "Set-Cookie", "k=1; Domain=n.example", "Set-Cookie", "l=1; Domain=example"))
			w.Handle("http://n.example/b", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Cookie") != "" {
					w.WriteHeader(500)
					return
				}
				page("No cookie came").ServeHTTP(w, r)
			}))
		}, Cites: []Cited{{"http://t.example/x/a", "No cookie came", "live", "http-200", 1}}},
	}
}

// refreshes are pages that send on, in odd spellings.
func refreshes() []Trap {
	refresh := func(name, content, state, reason string) Trap {
		return Trap{Name: name, Web: func(w *smallweb.Web) {
			w.Handle("http://t.example/x/a", smallweb.Raw("text/html", "<meta http-equiv=refresh content="+content+"><title>The new place</title>"))
			w.Handle("http://t.example/x/b", page("The new place"))
		}, Cites: []Cited{{"http://t.example/x/a", "The new place", state, reason, 1}}, Host: map[string]int{"t.example": 2}}
	}
	return []Trap{
		refresh("a refresh without url=", `"0; b"`, "live", "http-200"),
		refresh("a refresh without quotes", `0;url=b`, "live", "http-200"),
		refresh("a refresh in doubled quotes", `"0;URL=&quot;b&quot;"`, "live", "http-200"),
		refresh("a refresh with an open quote", `"0;url='b"`, "live", "http-200"),
		refresh("a refresh with a comma and spaces", `" 0 , url = b "`, "live", "http-200"),
		{Name: "a page that loads itself again and again", Web: site("t.example", "/x/a", smallweb.Raw("text/html", `<meta http-equiv=refresh content="0; url=a"><title>Loading</title>`)),
			Cites: []Cited{{"http://t.example/x/a", "The new place", "unreachable", "redirect-loop", 1}}},
		{Name: "a page that loads itself again with a cookie", Web: site("t.example", "/x/a", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Cookie") == "" {
				smallweb.Headed(smallweb.Raw("text/html", `<meta http-equiv=refresh content="0; url=a"><title>Loading</title>`), "Set-Cookie", "k=1").ServeHTTP(w, r)
				return
			}
			page("The new place").ServeHTTP(w, r)
		})), Cites: []Cited{{"http://t.example/x/a", "The new place", "live", "http-200", 2}}},
		{Name: "a wall that loads itself again", Web: site("t.example", "/x/a", smallweb.Raw("text/html", `<meta http-equiv=refresh content="0; url=a"><title>Just a moment...</title>`)),
			Cites: []Cited{{"http://t.example/x/a", "The new place", "blocked", "bot-wall", 1}}},
		{Name: "a picture that is loaded again every other second", Web: site("t.example", "/x/a", smallweb.Raw("text/html", `<meta http-equiv=refresh content="2; url=a"><title>The harbour, now</title><img src=now.jpg>`)),
			Cites: []Cited{{"http://t.example/x/a", "The harbour, now", "live", "http-200", 1}}},
		{Name: "a page with text that loads itself again at once", Web: site("t.example", "/x/a", smallweb.Raw("text/html", `<meta http-equiv=refresh content="0; url=a"><title>Tide tables</title>`+smallweb.Prose("tides", 80))),
			Cites: []Cited{{"http://t.example/x/a", "Tide tables", "live", "http-200", 1}}},
		{Name: "a refresh that stands in a template", Web: func(w *smallweb.Web) {
			w.Handle("http://t.example/x/a", smallweb.Raw("text/html", `<title>Tide tables</title><template><meta http-equiv=refresh content="0; url=/"></template>`+smallweb.Prose("tides", 80)))
			w.Handle("http://t.example/", page("Home"))
		}, Cites: []Cited{{"http://t.example/x/a", "Tide tables", "live", "http-200", 1}}, Host: map[string]int{"t.example": 1}},
		refresh("a refresh to a script is no redirect", `"0;url=javascript:void(0)"`, "live", "http-200"),
		refresh("a refresh into a program is no redirect", `"0;url=someapp://open/7"`, "live", "http-200"),
	}
}

// pleas are answers that ask for patience.
func pleas() []Trap {
	ask := func(name string, status int, after string, most int) Trap {
		return Trap{Name: name, Web: site("b.example", "/a", smallweb.Steps(smallweb.Headed(smallweb.Status(status), "Retry-After", after), page("Let in"))),
			Cites: []Cited{{"http://b.example/a", "Let in", "live", "http-200", most}}}
	}
	past := time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat)
	return []Trap{
		ask("429 until a date that is past", 429, past, 2),
		ask("429 for less than no time", 429, "-5", 2),
		ask("429 for a fraction of a second", 429, "0.5", 2),
		ask("429 for longer than numbers go", 429, strings.Repeat("9", 40), 2),
		ask("429 for a word", 429, "soon", 2),
		ask("503 until a date that is past", 503, past, 2),
		ask("503 until a date in a year", 503, time.Now().Add(365*24*time.Hour).UTC().Format(http.TimeFormat), 2),
		{Name: "503 that wants an hour, for ever", Web: func(w *smallweb.Web) {
			w.Site("b.example").Rest(smallweb.Headed(smallweb.Status(503), "Retry-After", "3600"))
		}, Cites: many("http://b.example/%d", 6, "unreachable", "http-503", 3), With: single, Host: map[string]int{"b.example": 3}},
		{Name: "one address with 503 and Retry-After beside others that are well", Web: func(w *smallweb.Web) {
			w.Site("b.example").Page("/0", smallweb.Headed(smallweb.Status(503), "Retry-After", "1")).Rest(page("Well"))
		}, Cites: []Cited{{"http://b.example/0", "", "unreachable", "http-503", 3}, {"http://b.example/1", "Well", "live", "http-200", 1}, {"http://b.example/2", "Well", "live", "http-200", 1}}, With: single},
		{Name: "goodbye after each answer over HTTP/2", Web: func(w *smallweb.Web) {
			w.Site("s.example").Rest(smallweb.Headed(page("Well"), "Connection", "close"))
		}, Cites: []Cited{{"https://s.example/1", "Well", "live", "http-200", 1}, {"https://s.example/2", "Well", "live", "http-200", 1}, {"https://s.example/3", "Well", "live", "http-200", 1}}},
		{Name: "a stream that breaks over HTTP/2", Web: func(w *smallweb.Web) {
			w.Site("s.example").Page("/1", smallweb.Steps(smallweb.Hangup(), page("Well"))).Page("/2", smallweb.Hangup())
		}, Cites: []Cited{{"https://s.example/1", "Well", "live", "http-200", 2}, {"https://s.example/2", "", "unreachable", "connection-lost", 3}}},
	}
}

// pretences are pages that are something else than they look.
func pretences() []Trap {
	shown := func(name, title, body, cited, state, reason string) Trap {
		return Trap{Name: name, Web: site("f.example", "/a/7", smallweb.HTML(title, body)), Cites: []Cited{{"http://f.example/a/7", cited, state, reason, 1}}}
	}
	return []Trap{
		{Name: "error titles of more languages", Web: func(w *smallweb.Web) {
			for i, title := range moreErrorTitles() {
				w.Handle(fmt.Sprintf("http://f%d.example/a", i), smallweb.HTML(title, "<p>…"))
			}
		}, Cites: each(moreErrorTitles(), "http://f%d.example/a", "suspect", "soft-404")},
		shown("a lesson about missing pages", "How to design a 404 page that helps - Small Web School", "<h1>How to design a 404 page that helps</h1>"+smallweb.Prose("lesson", 200), "", "live", "http-200"),
		shown("a story with an error in its title", "Page not found: how towns lose their newspapers | The Daily Small", "<h1>Page not found: how towns lose their newspapers</h1>"+smallweb.Prose("towns", 400), "", "live", "http-200"),
		shown("a film called Error 404", "Error 404 (2021 film)", "<h1>Error 404</h1>"+smallweb.Prose("film", 400), "Error 404", "live", "http-200"),
		shown("a story about a captcha", "Are you a robot? The story of the captcha", "<h1>Are you a robot? The story of the captcha</h1>"+smallweb.Prose("captcha", 200), "", "live", "http-200"),
		shown("a story about domains for sale", "When a domain is for sale, who profits?", "<h1>When a domain is for sale, who profits?</h1>"+smallweb.Prose("domains", 200), "", "live", "http-200"),
		shown("a lander that a script opens", "", `<script>window.onload=function(){window.location.href="/lander"}</script>`, "A story", "suspect", "parked-domain"),
		shown("a parked page with links", "f.example", "<h1>f.example</h1><p>This domain may be for sale</p><ul><li>Loans<li>Insurance<li>Travel</ul><a href='https://www.bodis.com/'>x</a><script src='https://www.bodis.com/p.js'></script>", "A story", "suspect", "parked-domain"),
		shown("the page of a new server", "Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>", "A story", "suspect", ""),
		shown("a suspended account", "Account Suspended", "<h1>This Account has been suspended.</h1><p>Contact your hosting provider for more information.</p>", "A story", "suspect", ""),
		{Name: "sent to a consent wall", Web: func(w *smallweb.Web) {
			w.Site("f.example").Rest(smallweb.To(302, "http://consent.f.example/collect"))
			w.Site("consent.f.example").Rest(smallweb.HTML("Your privacy choices", "<h1>We value your privacy</h1><p>We and our partners store cookies.</p><button>Accept all</button>"))
		}, Cites: []Cited{{"http://f.example/a/7", "A story", "blocked", "consent-wall", 1}}},
		{Name: "sent to sign in, by scripts", Web: func(w *smallweb.Web) {
			w.Handle("http://f.example/a", smallweb.To(302, "/signin?next=%2Fa"))
			w.Handle("http://f.example/signin?next=%2Fa", smallweb.HTML("Small Network", "<div id=root></div><script src=/app.js></script>"))
		}, Cites: []Cited{{"http://f.example/a", "A story", "blocked", "login-wall", 1}}},
		{Name: "Cloudflare's challenge with 200 and with 503, without its header", Web: func(w *smallweb.Web) {
			challenge := smallweb.HTML("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script>")
			w.Handle("http://c1.example/a", challenge)
			w.Handle("http://c2.example/a", smallweb.With(503, challenge))
			w.Handle("http://c3.example/a", smallweb.With(403, challenge))
		}, Cites: []Cited{{"http://c1.example/a", "A story", "blocked", "bot-wall", 1}, {"http://c2.example/a", "A story", "blocked", "bot-wall", 3}, {"http://c3.example/a", "A story", "blocked", "", 1}}},
	}
}

// moreErrorTitles are those of error pages in languages of smaller webs.
func moreErrorTitles() []string {
	return []string{
		"Pàgina no trobada", "Páxina non atopada", "Ez da orria aurkitu", "Síðan fannst ekki", "Lehte ei leitud", "Lapa nav atrasta", "Puslapis nerastas",
		"Stranica nije pronađena", "Strani ni mogoče najti", "Pagina nu a fost găsită", "Страницата не е намерена", "Faqja nuk u gjet",
		"გვერდი ვერ მოიძებნა", "Էջը չի գտնվել", "صفحه یافت نشد", "Halaman tidak dijumpai", "Hindi nahanap ang pahina", "Бет табылмады",
		"Bladsy nie gevind nie", "Ukurasa haukupatikana", "Níor aimsíodh an leathanach", "Ni chanfuwyd y dudalen", "Хуудас олдсонгүй", "Paĝo ne trovita",
	}
}
