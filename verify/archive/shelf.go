package archive

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"loccit/verify"
	"loccit/verify/budget"
)

// A shelf is an archive with an index of its captures and a playback that shows
// them by time and URL: the Wayback Machine, and what is built like it.
type shelf struct {
	*service
	index    *budget.Budget
	replays  *budget.Budget
	question func(rawURL string, near time.Time) string // the URL that asks the index
	read     func(*answer) ([]capture, error)           // reads what it answers, where trouble found none
	raw      func(stamp, original string) string        // where the captured bytes are
	page     func(stamp, original string) string        // where a person sees the capture
	last     func(ctx context.Context, q verify.Question) *capture
	speaks   atomic.Bool // the playback has shown a capture, so that its 404 means something
}

// kept is how many snapshots a Lookup holds at most, and how many captures are
// opened to find a good one.
const kept = 5

var errMute = errors.New("its answer is empty")

const onlyErrors = "nothing but errors was captured"

// Lookup is Ask about a source of which nothing more is known.
func (s *shelf) Lookup(ctx context.Context, rawURL string, near time.Time) (*verify.Lookup, error) {
	return s.Ask(ctx, verify.Question{URL: rawURL, Near: near})
}

// Ask finds the captures of a source, and opens them, best first, until one
// shows it. For a source that is live it looks at the playback first, which may
// be asked many times as often as the index, and at the index where that leaves
// the question open.
func (s *shelf) Ask(ctx context.Context, q verify.Question) (*verify.Lookup, error) {
	glanced := q.State == verify.Live || q.State == verify.Moved
	if glanced {
		l, err := s.glance(ctx, q)
		glanced = err != nil
		if ctx.Err() != nil || paused(err) || err == nil && s.settles(l) {
			return l, err
		}
	}
	l, captures, err := s.find(ctx, q)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case paused(err):
		return nil, err
	case errors.Is(err, errMute): // nothing at all may be "none", or a server that is ill: the playback tells
		if !glanced {
			if seen, failed := s.glance(ctx, q); failed == nil {
				return seen, nil
			}
		}
		return nil, cmp.Or(ctx.Err(), err)
	case err != nil:
		return s.resort(ctx, q, err, glanced)
	case l.Excluded:
		return l, nil
	case len(captures) == 0 && l.Detail == "":
		// What was captured in the last hours may not be in the index yet.
		if seen, err := s.glance(ctx, q); err == nil {
			seen.Detail = cmp.Or(seen.Detail, l.Detail)
			return seen, nil
		}
		return l, ctx.Err()
	}
	return s.sift(ctx, q, l, captures, len(captures))
}

// Left is how long the budgets hold back questions about sources in trouble,
// each of which takes one of the index, and about live ones, each of which takes
// two of the playback as a rule.
func (s *shelf) Left(urgent, leisurely int) time.Duration {
	return max(s.index.Span(urgent), s.replays.Span(2*urgent+2*leisurely))
}

// settles reports whether what the playback said leaves nothing to ask the
// index. That there is nothing is believed of a playback that is known to be
// one: a server that answers 404 to everything is none.
func (s *shelf) settles(l *verify.Lookup) bool {
	if len(l.Snapshots) > 0 {
		return !l.Snapshots[0].Doubt
	}
	return l.Excluded || l.Detail == "" && s.speaks.Load()
}

// find asks the index.
func (s *shelf) find(ctx context.Context, q verify.Question) (*verify.Lookup, []capture, error) {
	l := &verify.Lookup{Near: q.Near}
	a, err := s.get(ctx, s.index, s.question(q.URL, q.Near), 4<<20)
	if err != nil {
		return nil, nil, err
	}
	if blocked(a) {
		l.Excluded, l.Detail = true, s.keptOut()
		return l, nil, nil
	}
	if err := s.troubleIndex(ctx, a); err != nil {
		return nil, nil, err
	}
	captures, err := s.read(a)
	if err == nil && a.status == http.StatusOK && len(bytes.TrimSpace(a.body)) == 0 {
		err = errMute
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the index of %s: %w", s.archive, err)
	}
	good := shown(captures)
	if len(good) == 0 && len(captures) > 0 {
		l.Detail = onlyErrors
	}
	return l, choose(good, q.URL, q.Near), nil
}

func (s *shelf) troubleIndex(ctx context.Context, a *answer) error {
	if err := s.trouble(ctx, a, s.index); err != nil {
		return err
	}
	if a.status >= 300 && a.status < 400 || a.truncated {
		return fmt.Errorf("the index of %s: %w (status %d, %d bytes)", s.archive, errNonsense, a.status, len(a.body))
	}
	return nil
}

// sift opens captures until one shows the source, of the n that there are; n is
// 0 where an archive chose. Those that do not show it stay behind it, each with
// what speaks against it.
func (s *shelf) sift(ctx context.Context, q verify.Question, l *verify.Lookup, captures []capture, n int) (*verify.Lookup, error) {
	for _, c := range captures[:min(max(0, kept-len(l.Snapshots)), len(captures))] {
		seen, err := s.look(ctx, q, &c)
		switch {
		case errors.Is(ctx.Err(), context.Canceled):
			return nil, ctx.Err()
		case err != nil: // nothing is known of the others either
			l.Snapshots = append(l.Snapshots, s.doubted(&c, q.Near, n, "it could not be opened: "+err.Error()))
			return l, nil
		case seen.excluded:
			return &verify.Lookup{Near: q.Near, Excluded: true, Detail: s.keptOut()}, nil
		case seen.doubt == "":
			c.settle(seen)
			shot := s.snapshot(&c, q.Near, n)
			shot.Page = seen.page
			l.Snapshots = append([]verify.Snapshot{shot}, l.Snapshots...)
			return l, nil
		}
		c.status = cmp.Or(c.status, seen.status)
		l.Snapshots = append(l.Snapshots, s.doubted(&c, q.Near, n, seen.doubt))
	}
	return l, nil
}

// settle takes over what opening a capture showed of it.
func (c *capture) settle(seen *showing) {
	c.at, c.status = seen.at.UTC(), seen.status
	if r, ok := parseReplay(c.place); ok && c.loose {
		r.stamp = seen.stamp
		c.stamp, c.place = r.stamp, r.String()
	}
}

// look opens one capture: its raw bytes, or what a person sees where an archive
// does not give those.
func (s *shelf) look(ctx context.Context, q verify.Question, c *capture) (*showing, error) {
	o := s.opening(q)
	o.drift = c.loose
	if c.place == "" {
		return o.open(ctx, s.raw(c.stamp, c.original))
	}
	raw := c.raw()
	if raw == c.place && s.raw != nil && !c.at.IsZero() { // its address does not tell, and its owner says where the bytes are
		raw = s.raw(c.at.UTC().Format(stampLayout), c.original)
	}
	seen, err := o.open(ctx, raw)
	if err == nil && seen.absent && raw != c.place {
		return o.open(ctx, c.place)
	}
	return seen, err
}

// glance asks the playback for the capture closest to the moment wanted, or to
// now.
func (s *shelf) glance(ctx context.Context, q verify.Question) (*verify.Lookup, error) {
	near := q.Near
	if near.IsZero() {
		near = s.now()
	}
	o := s.opening(q)
	o.drift = true
	seen, err := o.open(ctx, s.raw(near.UTC().Format(stampLayout), q.URL))
	if err != nil {
		return nil, err
	}
	l := &verify.Lookup{Near: q.Near}
	switch {
	case seen.excluded:
		l.Excluded, l.Detail = true, s.keptOut()
	case seen.absent:
	case seen.at.IsZero(): // it shows none, and says why
		l.Detail = seen.doubt
	case class(seen.status) > 1:
		l.Detail = onlyErrors
	default:
		shot := s.doubted(&seen.capture, q.Near, 0, seen.doubt)
		if !shot.Doubt {
			shot.Page = seen.page
		}
		l.Snapshots = []verify.Snapshot{shot}
	}
	return l, nil
}

// resort answers where the index did not: by the playback, else by whatever
// else the archive has. They are believed in what they find, and in nothing
// else: the outage stays one. A playback that has failed already is left alone.
func (s *shelf) resort(ctx context.Context, q verify.Question, outage error, glanced bool) (*verify.Lookup, error) {
	l, err := &verify.Lookup{}, outage
	if !glanced {
		l, err = s.glance(ctx, q)
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err == nil && (l.Excluded || len(l.Snapshots) > 0):
		return l, nil
	case s.last == nil:
		return nil, outage
	}
	if c := s.last(ctx, q); c != nil {
		return s.sift(ctx, q, &verify.Lookup{Near: q.Near}, []capture{*c}, 1)
	}
	return nil, outage
}

func (s *shelf) opening(q verify.Question) *opening {
	return &opening{service: s.service, budget: s.replays, source: q.URL, titles: q.Titles, speaks: &s.speaks}
}

// doubted is the snapshot of a capture that doubt speaks against, where it is
// not empty.
func (s *shelf) doubted(c *capture, near time.Time, n int, doubt string) verify.Snapshot {
	shot := s.snapshot(c, near, n)
	if doubt != "" {
		shot.Doubt, shot.Why = true, shot.Why+"; "+doubt
	}
	return shot
}

func (s *shelf) snapshot(c *capture, near time.Time, n int) verify.Snapshot {
	place := c.place
	if place == "" {
		place = s.page(c.stamp, c.original)
	}
	return verify.Snapshot{
		URL:      place,
		Original: c.original,
		Captured: c.at,
		Status:   c.status,
		Type:     c.media,
		Digest:   c.digest,
		Length:   c.length,
		Why:      c.why(near, n),
		Doubt:    class(c.status) > 0 || c.thin,
	}
}

func (s *shelf) keptOut() string { return "the site keeps " + s.archive + " out" }

func paused(err error) bool {
	var p *verify.Pause
	return errors.As(err, &p)
}
