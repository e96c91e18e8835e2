package archive

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"loccit/verify"
	"loccit/verify/budget"
)

// An opening looks at one capture before it is offered to an editor: at the
// bytes that were archived, through the archive's playback.
type opening struct {
	*service
	budget *budget.Budget
	source string       // the URL as it was cited
	titles []string     // that notes give the source
	drift  bool         // the archive may show the capture that is closest to the one asked for
	speaks *atomic.Bool // set when the archive shows a capture, or itself in saying that there is none; may be nil
}

// A showing is what opening a capture showed.
type showing struct {
	capture
	doubt    string // why it may not show the source; empty when nothing speaks against it
	absent   bool   // the archive says that it holds no capture at all
	excluded bool   // the archive says that the site keeps it out
	page     *verify.Page
}

// Limits of what is followed and read.
const (
	redirects = 5       // archived ones
	steps     = 10      // requests, jumps of the archive's own among them
	pageBytes = 1 << 20 // of an archived page
	apart     = 90 * 24 * time.Hour
)

// open goes from place to the page that was archived there. An error means that
// the archive could not be asked; whatever it answered is a showing.
func (o *opening) open(ctx context.Context, place string) (*showing, error) {
	p := &path{
		opening: o, place: place,
		visit: verify.Visit{URL: o.source, Final: o.source, Attempts: 1, Confirmed: true},
		seen:  map[string]bool{},
	}
	for range steps {
		a, err := o.get(ctx, o.budget, p.place, pageBytes)
		if err != nil {
			return nil, err
		}
		more, err := p.step(ctx, a)
		if err != nil {
			return nil, err
		}
		if !more {
			return p.end(), nil
		}
	}
	p.fail("redirect-excess", "the archive redirects more than %d times", steps)
	return p.end(), nil
}

// A path is one way from a capture's address to what it shows.
type path struct {
	*opening
	showing
	place string // where to look next
	begun bool   // a capture was shown
	visit verify.Visit
	seen  map[string]bool // originals on the way
	hops  int
}

// step takes in one answer, and reports whether there is another place to look.
func (p *path) step(ctx context.Context, a *answer) (more bool, err error) {
	at, archived := a.memento()
	switch {
	case archived:
		return p.archived(a, at), nil
	case blocked(a), excludedPage(a):
		p.excluded = true
		return false, nil
	case a.status == http.StatusNotFound && p.begun:
		p.doubtOnce("it leads to " + clip(p.visit.Final) + ", which was not archived")
		return false, nil
	case a.status == http.StatusNotFound:
		p.absent = true
		p.spoke(ofArchive(a))
		p.doubtOnce("the archive cannot show it")
		return false, nil
	case a.status >= 300 && a.status < 400:
		return p.jump(a)
	case a.status == http.StatusBadRequest && bytes.Contains(a.body, []byte("Self Redirect")): // pywb's word for it
		p.doubtOnce("a redirect was captured that leads to itself")
		return false, nil
	}
	if err := p.trouble(ctx, a, p.budget); err != nil {
		return false, err
	}
	return false, fmt.Errorf("%s: %w: status %d without the time of a capture", p.archive, errNonsense, a.status)
}

// jump follows the archive's own redirect. To the same capture, written
// otherwise, it means nothing; to another one it means that the one asked for
// cannot be shown.
func (p *path) jump(a *answer) (bool, error) {
	next, err := a.location()
	if err != nil {
		return false, fmt.Errorf("%s: %w: %w", p.archive, errNonsense, err)
	}
	to, ok := parseReplay(next)
	if !ok || !sameHost(next, p.place) {
		return false, fmt.Errorf("%s: %w: it sends to %s", p.archive, errNonsense, clip(next))
	}
	from, _ := parseReplay(p.place)
	if from.stamp != to.stamp {
		when, err := parseStamp(to.stamp)
		if err != nil {
			return false, fmt.Errorf("%s: %w: it sends to %s", p.archive, errNonsense, clip(next))
		}
		switch {
		case p.begun && when.Sub(p.at).Abs() > apart:
			p.doubtOnce("it leads to a capture that is " + span(when.Sub(p.at)) + " apart")
		case !p.begun && !p.drift:
			p.doubtOnce("the archive cannot show this capture, and jumps to that of " + when.Format(time.DateOnly))
			return false, nil
		}
	}
	p.spoke(true)
	p.place = next
	return true, nil
}

func (p *path) spoke(yes bool) {
	if yes && p.speaks != nil {
		p.speaks.Store(true)
	}
}

// archived takes in what was captured.
func (p *path) archived(a *answer, at time.Time) bool {
	here, ok := parseReplay(p.place)
	original := originalOf(a.header)
	if original == "" && ok {
		original = here.original
	}
	if !p.begun {
		p.begin(a, at, original, here)
	}
	if a.status >= 300 && a.status < 400 && a.header.Get("Location") != "" {
		return p.follow(a, here, ok, original)
	}
	p.visit.Status = a.status
	p.visit.Header.ContentType = a.contentType()
	p.visit.Page = readPage(a)
	return false
}

// begin notes which capture it is that the archive shows.
func (p *path) begin(a *answer, at time.Time, original string, here replay) {
	p.begun = true
	p.spoke(true)
	p.at, p.original, p.status, p.media = at, original, a.status, mediaType(a.contentType())
	p.stamp = here.stamp
	if wanted, err := parseStamp(here.stamp); err != nil || !wanted.Equal(at) {
		// pywb shows the closest capture under the time that was asked for.
		p.stamp = at.UTC().Format(stampLayout)
		if err == nil && !p.drift && at.Sub(wanted).Abs() > 24*time.Hour {
			p.doubtOnce("the archive cannot show this capture, and shows that of " + at.Format(time.DateOnly))
		}
	}
	if original != "" && unlike(original, p.source) > 1 {
		p.doubtOnce("it shows another address, " + clip(original))
	}
}

// follow goes where the captured redirect sends, within the archive.
func (p *path) follow(a *answer, here replay, ok bool, original string) bool {
	p.visit.Hops = append(p.visit.Hops, verify.Hop{URL: original, Status: a.status})
	next, err := a.location()
	if err != nil {
		return p.fail("redirect-broken", "a redirect was captured that leads nowhere")
	}
	to, rewritten := parseReplay(next)
	if !rewritten || !sameHost(next, p.place) {
		// The Location is the one of the site itself, left as it was.
		if !ok {
			return p.fail("redirect-broken", "a redirect was captured, to %s", clip(next))
		}
		from, err := url.Parse(original)
		if err != nil {
			return p.fail("redirect-broken", "a redirect was captured, to %s", clip(next))
		}
		target, err := from.Parse(a.header.Get("Location"))
		if err != nil {
			return p.fail("redirect-broken", "a redirect was captured that leads nowhere")
		}
		to = here
		to.original = target.String()
	}
	p.visit.Final = to.original
	// From http to https and to and from www is folded alike by an archive, and
	// is a step of its own: only the same address in full is a loop.
	if p.hops++; p.hops > redirects {
		return p.fail("redirect-excess", "redirects were captured one after another, more than %d", redirects)
	}
	to.flag = "id_"
	p.seen[verify.Key(original)], p.seen[p.place] = true, true
	if p.seen[verify.Key(to.original)] || p.seen[to.String()] {
		return p.fail("redirect-loop", "a redirect was captured that leads in a circle, by %s", clip(to.original))
	}
	p.place = to.String()
	return true
}

func (p *path) fail(reason, detail string, args ...any) bool {
	p.visit.Failure, p.visit.Detail = reason, fmt.Sprintf(detail, args...)
	return false
}

func (p *path) doubtOnce(why string) {
	if p.doubt == "" {
		p.doubt = why
	}
}

// end judges what the capture shows by the judge of the live web.
func (p *path) end() *showing {
	switch {
	case p.excluded, p.absent, p.doubt != "":
		return &p.showing
	case p.visit.Failure != "":
		p.doubt = p.visit.Detail
		return &p.showing
	case class(p.visit.Status) > 1:
		p.doubt = fmt.Sprintf("an error was captured (status %d), not a page", p.visit.Status)
		return &p.showing
	}
	switch v := verify.Classify(&p.visit, p.titles, nil); v.State {
	case verify.Suspect, verify.Blocked, verify.Unreachable, verify.Dead:
		p.doubt = "what was captured is not the source: " + v.Detail
	default:
		p.page = p.visit.Page
		p.doubt = otherTitle(p.visit.Page, p.titles)
		if p.status >= 300 && p.status < 400 { // the redirect was captured, and so was its target
			p.status = p.visit.Status
		}
	}
	return &p.showing
}

// excludedPage knows the page that the Wayback Machine shows, with status 200,
// for what it must not show.
func excludedPage(a *answer) bool {
	return a.status == http.StatusOK && bytes.Contains(a.body, []byte("has been excluded from the Wayback Machine"))
}

// ofArchive reports whether a 404 bears the marks of the Wayback Machine, and
// not of any server that knows no such path.
func ofArchive(a *answer) bool {
	for name := range a.header {
		if strings.HasPrefix(name, "X-Archive-") || name == "X-App-Server" {
			return true
		}
	}
	return bytes.Contains(a.body, []byte("Wayback Machine"))
}

// location is where an answer sends, as an absolute URL.
func (a *answer) location() (string, error) {
	to := a.header.Get("Location")
	if to == "" {
		return "", fmt.Errorf("a redirect without a target")
	}
	from, err := url.Parse(a.url)
	if err != nil {
		return "", err
	}
	// An archive's own address holds the original's as it was; resolving it
	// would tidy that.
	if strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "https://") {
		return to, nil
	}
	if strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") {
		return from.Scheme + "://" + from.Host + to, nil
	}
	u, err := from.Parse(to)
	if err != nil {
		return "", err
	}
	return u.String(), nil
}

func (a *answer) contentType() string { return a.header.Get("Content-Type") }

func sameHost(a, b string) bool { return verify.Host(a) == verify.Host(b) }

// clip shortens an address for a sentence.
func clip(s string) string {
	const limit = 120
	if len(s) > limit {
		return strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return s
}
