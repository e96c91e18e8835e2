package main

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"loccit/verify"
)

// A meter shows how far a run has come, on standard error. The zero meter
// shows nothing.
type meter struct {
	bar *progressbar.ProgressBar
}

// newMeter shows progress where --progress asks for it, or where standard
// error is a terminal.
func (c *cli) newMeter() *meter {
	wanted := c.set.progress.value == "always" || c.set.progress.value == "auto" && isTerminal(c.stderr)
	if c.set.quiet || !wanted {
		return &meter{}
	}
	return &meter{progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(c.stderr),
		progressbar.OptionEnableColorCodes(false),
		progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionFullWidth(),
	)}
}

// progress shows how far a Gatherer has come: its visits first, then what
// archives were asked.
func (m *meter) progress(p verify.Progress) {
	if p.Visited < p.Sources || p.Questions == 0 {
		m.show("sources", p.Visited, p.Sources)
		return
	}
	what := "archives and registries"
	if p.Left > 0 {
		what = fmt.Sprintf("archives and registries (%s left)", p.Left.Round(time.Second))
	}
	m.show(what, p.Answered, p.Questions)
}

// show says that done of total are done; what names them.
func (m *meter) show(what string, done, total int) {
	if m.bar == nil || total == 0 {
		return
	}
	m.bar.ChangeMax(total)
	m.bar.Describe(fmt.Sprintf("%-8s", what))
	_ = m.bar.Set(done) // a terminal that has gone away is no reason to stop
}

// close takes the bar off the terminal.
func (m *meter) close() {
	if m.bar != nil {
		_ = m.bar.Clear()
	}
}
