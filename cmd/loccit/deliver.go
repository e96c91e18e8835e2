package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"loccit/cache"
	"loccit/report"
	"loccit/verify"
)

// deliver writes the reports of a night so that each change is told once,
// whenever the process is killed. They are written beside their places; then
// the night promises what they tell; then they take their places, and the
// promise is kept. A night that finds a promise knows from the first report,
// whether it still lies beside its place, if it was told. To standard output
// nothing can be written in one step: a night that is killed in that moment is
// told again.
func (n *night) deliver(ctx context.Context, r *verify.Report) (err error) {
	staged, err := n.stage(r)
	if err != nil {
		return err
	}
	put := 0
	defer func() {
		for _, s := range staged[put:] {
			err = errors.Join(err, s.Drop())
		}
	}()
	d := cache.Delivery{Run: r.Run, Changes: r.Night.Changes, Told: n.told}
	for _, s := range staged {
		if s.Beside != "" {
			d.Files = append(d.Files, cache.File{Beside: s.Beside, Place: s.Place})
		}
	}
	if err := n.store.Promise(ctx, d); err != nil {
		return err
	}
	for ; put < len(staged) && err == nil; put++ {
		if err = staged[put].Put(); err != nil {
			break
		}
	}
	if err == nil && n.toStdout() {
		err = n.print(r)
	}
	if err != nil && put == 0 {
		return errors.Join(err, n.store.Break(ctx))
	}
	for _, s := range staged[:put] {
		n.notef("report in %s", s.Place)
	}
	return errors.Join(err, n.store.Keep(ctx, d))
}

// toStdout reports whether standard output gets a report.
func (c *cli) toStdout() bool { return c.set.output == "" || c.set.output == "-" }

// stage writes all reports that go into files beside their places. Files whose
// place is no regular one come last: they cannot wait.
func (c *cli) stage(r *verify.Report) (staged []*report.Staged, err error) {
	files := append([]reportFile(nil), c.set.reports...)
	if !c.toStdout() {
		files = append(files, reportFile{c.set.format.value, c.set.output})
	}
	var direct []*report.Staged
	for _, f := range files {
		w, err := report.ByName(f.format)
		if err != nil {
			return nil, err
		}
		s, err := report.Stage(f.path, w, r, report.Options{Fails: c.counts})
		if err != nil {
			for _, s := range staged {
				err = errors.Join(err, s.Drop())
			}
			return nil, err
		}
		if s.Beside == "" {
			direct = append(direct, s)
		} else {
			staged = append(staged, s)
		}
	}
	return append(staged, direct...), nil
}

// settle keeps or breaks what a night that was killed had promised.
func (c *cli) settle(ctx context.Context, store *cache.Cache) error {
	d, err := store.Promised(ctx)
	if err != nil || d == nil {
		return err
	}
	told := false
	for i, f := range d.Files {
		_, err := os.Stat(f.Beside)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			told = told || i == 0 // the first takes its place before the others
			continue
		case err != nil:
			return fmt.Errorf("looking for a report of the night before: %w", err)
		case told:
			err = os.Rename(f.Beside, f.Place)
		default:
			err = os.Remove(f.Beside)
		}
		if err != nil {
			return fmt.Errorf("finishing a report of the night before: %w", err)
		}
	}
	if !told {
		return store.Break(ctx)
	}
	c.notef("the last night was told, and ended before it noted that; it is noted now")
	return store.Keep(ctx, *d)
}
