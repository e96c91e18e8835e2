package archive

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"loccit/verify"
)

// Memento asks any archive that speaks the Memento protocol (RFC 7089), by its
// TimeGate, its TimeMap, or both.
type Memento struct {
	shelf
	name     string
	timeGate string
	timeMap  string
}

var _ verify.Asker = (*Memento)(nil)

// NewMemento returns a provider called name. timeGate and timeMap are the URLs
// that a source's URL is put behind, as they stand in
// https://github.com/oduwsdl/MemGator/blob/master/docs/archives.json; either may
// be empty. o.Endpoint is not used.
func NewMemento(name, timeGate, timeMap string, o Options) *Memento {
	m := &Memento{name: name, timeGate: timeGate, timeMap: timeMap}
	s := newService(name, o)
	m.service, m.index, m.replays = s, s.index(name, o.Rate, 20), s.playback(name, 60)
	return m
}

// Endpoints are where an archive answers that speaks the Memento protocol. A
// source's URL is put behind each of them.
type Endpoints struct {
	Name              string
	TimeGate, TimeMap string // either may be empty
	Playback          string // TIMESTAMPid_/URL behind it shows the captured bytes; empty where the archive's own links tell
	Rate              int    // questions in a minute; 0 for that of Options
}

// NewMementoAt returns a provider for the archive at e.
func NewMementoAt(e Endpoints, o Options) *Memento {
	if e.Rate > 0 {
		o.Rate = e.Rate
	}
	m := NewMemento(e.Name, e.TimeGate, e.TimeMap, o)
	if e.Playback != "" {
		m.raw = func(stamp, original string) string { return e.Playback + stamp + "id_/" + original }
	}
	return m
}

// Name is the one that the archive was given.
func (m *Memento) Name() string { return m.name }

// Lookup is Ask about a source of which nothing more is known.
func (m *Memento) Lookup(ctx context.Context, rawURL string, near time.Time) (*verify.Lookup, error) {
	return m.Ask(ctx, verify.Question{URL: rawURL, Near: near})
}

// Ask finds the captures of a source by the TimeGate, and opens the best. The
// TimeMap is asked where that leaves the question open: where the TimeGate has
// nothing, where all that it names came after the moment wanted, and where none
// of it shows the source. A TimeGate may name one capture of hundreds, and that
// an error.
func (m *Memento) Ask(ctx context.Context, q verify.Question) (*verify.Lookup, error) {
	l := &verify.Lookup{Near: q.Near}
	named, outage := m.byGate(ctx, q)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case paused(outage):
		return nil, outage
	case len(named) > 0 && (m.timeMap == "" || !late(named, q.Near)):
		var err error
		l, err = m.siftNamed(ctx, q, l, named)
		if err != nil || m.timeMap == "" || l.Excluded || !l.Snapshots[0].Doubt {
			return l, err
		}
	}
	return m.askMap(ctx, q, l, named, outage)
}

// siftNamed opens what the TimeGate named: of one capture that is the archive's
// choice, and says nothing of how many there are.
func (m *Memento) siftNamed(ctx context.Context, q verify.Question, l *verify.Lookup, named []capture) (*verify.Lookup, error) {
	n := len(named)
	if n == 1 {
		n = 0
	}
	return m.sift(ctx, q, l, choose(named, q.URL, q.Near), n)
}

// askMap adds to l what the TimeMap knows beyond what the TimeGate named.
func (m *Memento) askMap(ctx context.Context, q verify.Question, l *verify.Lookup, named []capture, outage error) (*verify.Lookup, error) {
	listed, err := m.byMap(ctx, q)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case paused(err), err != nil && len(named) == 0:
		return nil, errors.Join(outage, err)
	case err != nil && len(l.Snapshots) == 0:
		return m.siftNamed(ctx, q, l, named)
	case err != nil:
		return l, nil
	}
	for _, c := range named {
		if !slices.ContainsFunc(listed, func(o capture) bool { return o.place == c.place }) {
			listed = append(listed, c)
		}
	}
	if len(listed) == 0 && outage != nil {
		return nil, outage
	}
	rest := slices.DeleteFunc(slices.Clone(listed), func(c capture) bool {
		return slices.ContainsFunc(l.Snapshots, func(s verify.Snapshot) bool { return s.URL == c.place })
	})
	l, err = m.sift(ctx, q, l, choose(rest, q.URL, q.Near), len(listed))
	if err == nil && len(listed) > 0 && len(l.Snapshots) == len(listed) && allErrors(l) {
		l.Snapshots, l.Detail = nil, onlyErrors
	}
	return l, err
}

// late reports whether all captures came after the moment wanted, and not on
// its day.
func late(captures []capture, near time.Time) bool {
	return !near.IsZero() && !slices.ContainsFunc(captures, func(c capture) bool { return c.at.Before(near.Add(24 * time.Hour)) })
}

// allErrors reports whether every snapshot was opened and shows an archived
// error.
func allErrors(l *verify.Lookup) bool {
	return !slices.ContainsFunc(l.Snapshots, func(s verify.Snapshot) bool { return class(s.Status) < 2 })
}

// byGate asks for the capture closest to the moment wanted; the answer's links
// name its neighbours too.
func (m *Memento) byGate(ctx context.Context, q verify.Question) ([]capture, error) {
	if m.timeGate == "" {
		return nil, nil
	}
	near := q.Near
	if near.IsZero() {
		near = m.now()
	}
	a, err := m.get(ctx, m.index, m.timeGate+q.URL, pageBytes, "Accept-Datetime", near.UTC().Format(http.TimeFormat))
	if err != nil {
		return nil, err
	}
	at, shown := a.memento()
	if !shown {
		if err := m.trouble(ctx, a, m.index); err != nil {
			return nil, err
		}
	}
	captures := mementos(parseLinks(strings.Join(a.header["Link"], ", ")), a.url, m.now())
	switch {
	case shown: // the TimeGate is the archive's own address of the capture (RFC 7089, section 4.2.2)
		c := placed(m.contentLocation(a), at, q.URL)
		if !slices.ContainsFunc(captures, func(o capture) bool { return o.place == c.place }) {
			captures = append(captures, c)
		}
	case a.status >= 300 && a.status < 400:
		return m.redirected(a, captures, q)
	case a.status == http.StatusNotFound, len(captures) > 0:
	default:
		return nil, fmt.Errorf("the TimeGate of %s: %w (status %d)", m.archive, errNonsense, a.status)
	}
	return captures, nil
}

// redirected adds the capture that a TimeGate sends to.
func (m *Memento) redirected(a *answer, captures []capture, q verify.Question) ([]capture, error) {
	to, err := a.location()
	if err != nil {
		return nil, fmt.Errorf("the TimeGate of %s: %w: %w", m.archive, errNonsense, err)
	}
	r, ok := parseReplay(to)
	if ok {
		r.flag = ""
		to = r.String()
	}
	if slices.ContainsFunc(captures, func(c capture) bool { return c.place == to }) {
		return captures, nil
	}
	switch {
	case ok:
	case !strings.Contains(strings.ToLower(strings.Join(a.header["Vary"], ",")), "accept-datetime"):
		// Every TimeGate says this (RFC 7089, section 2.1.2): what does not is a
		// log-in, or a page about the archive.
		return nil, fmt.Errorf("the TimeGate of %s: %w: it sends to %s", m.archive, errNonsense, clip(to))
	default:
		// When it was captured is told by opening it.
		return append(captures, capture{at: q.Near, original: q.URL, place: to}), nil
	}
	at, err := parseStamp(r.stamp)
	if err != nil {
		return nil, fmt.Errorf("the TimeGate of %s: %w: it sends to %s", m.archive, errNonsense, clip(to))
	}
	return append(captures, capture{stamp: r.stamp, at: at, original: r.original, place: to, loose: true}), nil
}

// byMap reads the list of all captures, or of those around the moment wanted
// where the list comes in parts.
func (m *Memento) byMap(ctx context.Context, q verify.Question) ([]capture, error) {
	if m.timeMap == "" {
		return nil, nil
	}
	place := m.timeMap + q.URL
	for range 2 {
		a, err := m.get(ctx, m.index, place, 8<<20, "Accept", "application/link-format")
		if err != nil {
			return nil, err
		}
		if err := m.trouble(ctx, a, m.index); err != nil {
			return nil, err
		}
		if a.status == http.StatusNotFound {
			return nil, nil
		}
		links := parseLinks(string(a.body))
		isMap := slices.ContainsFunc(links, func(l link) bool { return len(l.rels) > 0 })
		if a.status != http.StatusOK || !isMap {
			return nil, fmt.Errorf("the TimeMap of %s: %w (status %d)", m.archive, errNonsense, a.status)
		}
		captures := mementos(links, a.url, m.now())
		part := partOf(links, place, q.Near)
		if len(captures) > 0 || part == "" {
			return captures, nil
		}
		place = part
	}
	return nil, nil
}

// partOf is the part of a TimeMap that covers near, or the last one (RFC 7089,
// section 5.1.2).
func partOf(links []link, self string, near time.Time) string {
	last := ""
	for i := range links {
		l := &links[i]
		if !l.is("timemap") || l.is("self") || l.target == self || !sameHost(l.target, self) {
			continue
		}
		last = l.target
		if until, ok := l.moment("until"); ok && !near.IsZero() && near.Before(until) {
			break
		}
	}
	return last
}

// contentLocation is the address of the capture that a TimeGate shows at once,
// which is not its own where it says so (RFC 7089, section 4.2.2).
func (m *Memento) contentLocation(a *answer) string {
	from, err := url.Parse(a.url)
	if err != nil {
		return a.url
	}
	at, err := from.Parse(a.header.Get("Content-Location"))
	if err != nil || !sameHost(at.String(), a.url) {
		return a.url
	}
	if _, ok := parseReplay(at.String()); !ok {
		return a.url
	}
	return at.String()
}

// placed is the capture at an address of the archive: that for people, without
// a flag such as pywb's mp_.
func placed(place string, at time.Time, original string) capture {
	c := capture{at: at.UTC(), original: original, place: place}
	if r, ok := parseReplay(place); ok {
		r.flag = ""
		c.stamp, c.original, c.place = r.stamp, r.original, r.String()
	}
	return c
}

// raw is where the captured bytes are: archives that are built like the
// Wayback Machine give them under the flag id_.
func (c *capture) raw() string {
	if r, ok := parseReplay(c.place); ok {
		r.flag = "id_"
		return r.String()
	}
	return c.place
}
