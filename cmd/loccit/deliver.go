package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"loccit/cache"
	"loccit/report"
	"loccit/verify"
)

// deliver writes the reports of a night so that each place is told each change
// once, whenever the process is killed. First the night promises where the
// reports will lie beside their places, and writes them there; then it promises
// what they tell; then they take their places, and the promise is kept. A night
// that finds a promise sees from the reports that still lie beside their places
// who was told. To standard output nothing can be written in one step: a night
// that is killed in that moment is told again. Notices wait in the cache from the
// moment when the promise is kept.
func (n *night) deliver(ctx context.Context, r *verify.Report) error {
	desk, err := n.reserve()
	if err != nil {
		return err
	}
	notices, err := n.notices(r, n.places())
	if err != nil {
		return err
	}
	d := cache.Delivery{Files: desk.files(), Owed: n.owed}
	if err := n.store.Promise(ctx, d); err != nil {
		return err
	}
	if err := desk.write(r, n.owed, report.Options{Fails: n.counts}); err != nil {
		return errors.Join(err, clearAway(ctx, n.store, d))
	}
	d.Run, d.Changes, d.Told, d.Ready = r.Run, r.Night.Changes, n.told, true
	d.Notices = notices
	if err := n.store.Promise(ctx, d); err != nil {
		return errors.Join(err, desk.drop())
	}
	put, err := desk.put()
	if err == nil && n.toStdout() {
		err = n.print(r)
	}
	rest := cache.Delivery{Files: d.Files, Owed: n.owed}
	if err != nil && put == 0 {
		return errors.Join(err, giveUp(ctx, n.store, rest))
	}
	for _, s := range desk.staged[:put] {
		n.notef("report in %s", s.Place)
	}
	rest.Owed = map[string][]verify.Change{}
	for _, s := range desk.staged[put:] {
		owe(rest.Owed, s.Place, n.owed[s.Place], r.Night.Changes)
	}
	return errors.Join(err, keepWord(ctx, n.store, d, rest))
}

// keepWord notes that d was told, and what is left of it to do.
func keepWord(ctx context.Context, store *cache.Cache, d, rest cache.Delivery) error {
	if err := store.Keep(ctx, d, rest); err != nil {
		return err
	}
	return clearAway(ctx, store, rest)
}

// giveUp takes a promise back: nobody was told.
func giveUp(ctx context.Context, store *cache.Cache, rest cache.Delivery) error {
	if err := store.Promise(ctx, rest); err != nil {
		return err
	}
	return clearAway(ctx, store, rest)
}

// clearAway takes away the files of d that lie beside their places, which nobody
// waits for any more, and then forgets where they lay. What is owed stays.
func clearAway(ctx context.Context, store *cache.Cache, d cache.Delivery) (err error) {
	for _, f := range d.Files {
		if gone := os.Remove(f.Beside); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, fmt.Errorf("clearing a report away: %w", gone))
		}
	}
	if err != nil {
		return err
	}
	return store.Promise(ctx, cache.Delivery{Owed: d.Owed})
}

// owe adds changes to what is owed to a place.
func owe(owed map[string][]verify.Change, place string, lists ...[]verify.Change) {
	if all := slices.Concat(lists...); len(all) > 0 {
		owed[place] = all
	}
}

// A desk is where the reports of a night go that are written into files. Those
// whose place is no regular file come last: they cannot wait beside it.
type desk struct {
	staged  []*report.Staged
	formats []report.Writer
}

func (c *cli) reserve() (*desk, error) {
	files := slices.Clone(c.set.reports)
	if !c.toStdout() {
		files = append(files, reportFile{c.set.format.value, c.set.output})
	}
	var first, last desk
	for _, f := range files {
		w, err := report.ByName(f.format)
		if err != nil {
			return nil, err
		}
		s, err := report.Reserve(f.path)
		if err != nil {
			return nil, err
		}
		to := &first
		if s.Beside == "" {
			to = &last
		}
		to.staged, to.formats = append(to.staged, s), append(to.formats, w)
	}
	return &desk{append(first.staged, last.staged...), append(first.formats, last.formats...)}, nil
}

func (d *desk) files() (files []cache.File) {
	for _, s := range d.staged {
		if s.Beside != "" {
			files = append(files, cache.File{Beside: s.Beside, Place: s.Place})
		}
	}
	return files
}

// write writes all reports beside their places, or none. A place that is owed
// changes of nights before gets them, too.
func (d *desk) write(r *verify.Report, owed map[string][]verify.Change, o report.Options) error {
	for i, s := range d.staged {
		told := *r
		if before := owed[s.Place]; len(before) > 0 {
			night := *r.Night
			night.Changes = slices.Concat(before, night.Changes)
			verify.SortChanges(night.Changes)
			told.Night = &night
		}
		if err := s.Write(d.formats[i], &told, o); err != nil {
			return errors.Join(err, d.drop())
		}
	}
	return nil
}

// put lets the reports take their places, and tells how many did.
func (d *desk) put() (int, error) {
	for i, s := range d.staged {
		if err := s.Put(); err != nil {
			return i, err
		}
	}
	return len(d.staged), nil
}

// drop takes away all reports that were not put.
func (d *desk) drop() (err error) {
	for _, s := range d.staged {
		err = errors.Join(err, s.Drop())
	}
	return err
}

// toStdout reports whether standard output gets a report.
func (c *cli) toStdout() bool { return c.set.output == "" || c.set.output == "-" }

// settle keeps or breaks what a night that was killed had promised, and returns
// what places are still owed.
func (c *cli) settle(ctx context.Context, store *cache.Cache) (owed map[string][]verify.Change, err error) {
	d, err := store.Promised(ctx)
	if err != nil || d == nil {
		return nil, err
	}
	waiting := map[string]bool{} // places whose report still lies beside them
	for _, f := range d.Files {
		_, err := os.Stat(f.Beside)
		switch {
		case err == nil:
			waiting[f.Place] = true
		case !errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("looking for a report of the night before: %w", err)
		}
	}
	rest := cache.Delivery{Files: d.Files, Owed: d.Owed}
	if !d.Ready || len(waiting) == len(d.Files) {
		return rest.Owed, giveUp(ctx, store, rest)
	}
	rest.Owed = map[string][]verify.Change{}
	for place, before := range d.Owed {
		if !slices.ContainsFunc(d.Files, func(f cache.File) bool { return f.Place == place }) {
			owe(rest.Owed, place, before) // it was none of that night's places
		}
	}
	for place := range waiting {
		owe(rest.Owed, place, d.Owed[place], d.Changes)
	}
	c.notef("the last night was told, and ended before it noted that; it is noted now")
	return rest.Owed, keepWord(ctx, store, *d, rest)
}
