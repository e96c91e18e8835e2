package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"loccit/testdata/smallweb"
)

// doorVariable names the door of the small web that a script has opened.
const doorVariable = "LOCCIT_SMALL_WEB"

// mainInSmallWeb is main, but for a script with a small web of its own: then
// the command visits that, by name, over loopback, and takes for PDFs what time
// the machine needs.
func mainInSmallWeb() {
	paceCollector()
	c := &cli{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	if door := os.Getenv(doorVariable); door != "" {
		visitor, err := smallweb.Through(door)
		if err != nil {
			fmt.Fprintln(os.Stderr, "loccit:", err)
			os.Exit(exitFailed)
		}
		c.small, c.paper = visitor, time.Hour
	}
	os.Exit(c.run(os.Args[1:]))
}

// A scriptWeb is the small web of one script, with its archive.
type scriptWeb struct {
	*smallweb.Web
	captures []smallweb.Capture
}

func openSmallWeb(env *testscript.Env) error {
	w, err := smallweb.Start()
	if err != nil {
		return err
	}
	env.Defer(w.Close)
	door, err := w.Door()
	if err != nil {
		return err
	}
	env.Setenv(doorVariable, door)
	env.Values[doorVariable] = &scriptWeb{Web: w}
	return nil
}

const archiveHost = "web.archive.org"

// smallWeb changes the small web of a script:
//
//	web page URL TITLE [FILE]   an honest page, with the words of FILE
//	web status URL CODE         a page of that status: 404, 403, 503, ...
//	web move URL TARGET         a permanent redirect
//	web soft URL                a "not found" page that says 200
//	web wall URL                a bot wall
//	web park HOST               a domain for sale
//	web vanish HOST             a name that the DNS does not know
//	web refuse HOST             a host that refuses connections
//	web open HOST               found and connected to again
//	web capture URL STAMP TITLE a snapshot in the archive; STAMP as 20210716120000
//	web archive up|down
//	web network up|down
//	web asked URL N             fails where URL was not asked N times so far
func smallWeb(ts *testscript.TestScript, neg bool, args []string) {
	w := ts.Value(doorVariable).(*scriptWeb)
	if neg || len(args) < 2 {
		ts.Fatalf("usage: web WHAT URL [ARGUMENT]...")
	}
	what, about, more := args[0], args[1], append(args[2:], "", "")
	switch what {
	case "page":
		page := smallweb.Article(more[0])
		if more[1] != "" {
			page = smallweb.HTML(more[0], "<h1>"+more[0]+"</h1><p>"+ts.ReadFile(more[1])+"</p>")
		}
		w.Handle(about, page)
	case "file": // with its media type
		w.Handle(about, smallweb.Raw(more[0], ts.ReadFile(more[1])))
	case "status":
		code, err := strconv.Atoi(more[0])
		ts.Check(err)
		w.Handle(about, smallweb.With(code, smallweb.HTML(http.StatusText(code), "<h1>"+http.StatusText(code)+"</h1>")))
	case "move":
		w.Handle(about, smallweb.To(http.StatusMovedPermanently, more[0]))
	case "soft":
		w.Handle(about, smallweb.SoftNotFound())
	case "wall":
		w.Handle(about, smallweb.Challenge())
	case "park":
		w.Site(about).Page("/*", smallweb.Parked(about))
	case "vanish":
		w.Site(about).Unresolved(notFound(about))
	case "refuse":
		w.Site(about).Refusing()
	case "open":
		w.Site(about).Open()
	case "capture":
		w.captures = append(w.captures, smallweb.Capture{URL: about, At: more[0], Page: "<title>" + more[1] + "</title><h1>" + more[1] + "</h1>" + smallweb.Prose(more[1], 120)})
		w.openArchive()
	case "archive":
		w.openArchive()
		if about == "down" {
			for _, path := range []string{"/cdx/search/cdx", "/web/*"} {
				w.Site(archiveHost).Page(path, smallweb.Status(http.StatusServiceUnavailable))
			}
		}
	case "network":
		w.Cut(about == "down")
	case "asked":
		if n := w.Asked(about); strconv.Itoa(n) != more[0] {
			ts.Fatalf("%s was asked %d times, want %s", about, n, more[0])
		}
	default:
		ts.Fatalf("web %s: what is that?", what)
	}
}

func (w *scriptWeb) openArchive() {
	w.Archive(archiveHost, w.captures...).Rest(http.NotFoundHandler())
}

func notFound(host string) error {
	return &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}
