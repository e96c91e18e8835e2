package report

import (
	"time"

	"loccit/verify"
)

// night writes what a nightly run has to tell.
func (j *jsonStream) night(r reading) {
	n := r.Night
	j.list(" ", "changes", len(n.Changes), func(l *jsonLine, i int) { l.change(&n.Changes[i]) })
	j.list(" ", "still_broken", len(n.Broken), func(l *jsonLine, i int) { l.broken(&n.Broken[i], r.Run.Started) })
	j.list(" ", "waivers_ending", len(n.Ending), func(l *jsonLine, i int) { l.ending(&n.Ending[i]) })
	j.field("night").plan(n)
}

func (l *jsonLine) change(c *verify.Change) {
	l.object()
	l.text("url", c.URL)
	l.text("kind", c.Kind)
	l.optionalText("from", c.From)
	l.text("to", c.To)
	l.optionalMoment("since", c.Since)
	l.optionalText("detail", c.Detail)
	l.optionalText("link", c.Link)
	l.waived(c.Waived)
	l.endObject()
}

func (l *jsonLine) broken(b *verify.Broken, now time.Time) {
	l.object()
	l.text("url", b.URL)
	l.text("state", b.State.String())
	l.moment("since", b.Since)
	l.number("days", daysSince(b.Since, now))
	l.optionalText("detail", b.Detail)
	l.waived(b.Waived)
	l.endObject()
}

func (l *jsonLine) ending(w *verify.Waiver) {
	l.object()
	l.optionalText("rule", w.Rule)
	l.optionalText("url", w.URL)
	l.waiver(w)
	l.endObject()
}

func (l *jsonLine) plan(n *verify.Night) {
	l.object()
	l.number("asked", n.Asked)
	l.number("left", n.Left)
	l.endObject()
}
