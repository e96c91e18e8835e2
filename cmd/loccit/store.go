package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/sync/errgroup"

	"loccit/cache"
	"loccit/verify"
)

// beginOpening opens the cache while something else is done; openCache waits
// for it.
func (c *cli) beginOpening() {
	type opened struct {
		store *cache.Cache
		err   error
	}
	done := make(chan opened, 1)
	go func() {
		store, err := c.openNow()
		done <- opened{store, err}
	}()
	c.opening = func() (*cache.Cache, error) { o := <-done; return o.store, o.err }
}

// openCache opens the store of observations; nil where none is wanted.
func (c *cli) openCache() (*cache.Cache, error) {
	if opened := c.opening; opened != nil {
		c.opening = nil
		return opened()
	}
	return c.openNow()
}

func (c *cli) openNow() (*cache.Cache, error) {
	if c.set.noCache {
		return nil, nil
	}
	if c.set.cache == "" {
		return nil, fmt.Errorf("%w, or use --no-cache", errNoFolder())
	}
	return cache.Open(c.set.cache, cache.Options{})
}

// openNeeded opens the cache for a command that is nothing without one.
func (c *cli) openNeeded() (*cache.Cache, error) {
	if c.set.cache == "" {
		return nil, errNoFolder()
	}
	store, err := cache.Open(c.set.cache, cache.Options{})
	var unfit *cache.Error
	if errors.As(err, &unfit) {
		err = unfit.Needed()
	}
	return store, err
}

// openThere is openNeeded for what only a cache with something in it can answer: one
// that is not there yet is not made; first says what would.
func (c *cli) openThere(first string) (*cache.Cache, error) {
	if _, err := os.Stat(c.set.cache); c.set.cache != "" && errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no cache at %s yet: %s", c.set.cache, first)
	}
	return c.openNeeded()
}

// errNoFolder is that of a user without a folder of her own, as of a service.
func errNoFolder() error {
	return errors.New("the system names no cache folder: give one with --cache FILE")
}

// finish waits for what is still done beside the command's own work, and tells
// what went wrong with it since it was last asked. A cache that was opened and not
// wanted after all is closed, whatever is wrong with it.
func (c *cli) finish() error {
	if c.opening != nil {
		if store, _ := c.openCache(); store != nil {
			c.rest.Go(store.Close)
		}
	}
	err := c.rest.Wait()
	c.rest = errgroup.Group{} // which would tell the error again
	return err
}

// record corrects what is remembered of a run.
func (c *cli) record(ctx context.Context, run verify.Run) error {
	if err := c.finish(); err != nil {
		return err
	}
	store, err := c.openCache()
	if err != nil || store == nil {
		return err
	}
	return errors.Join(store.Record(context.WithoutCancel(ctx), run), store.Close())
}

// recallLives notes of what is gone, and is in no archive, whether an earlier visit
// showed it.
func recallLives(ctx context.Context, store *cache.Cache, sources []verify.Source, evidence []verify.Evidence) error {
	if store == nil {
		return nil
	}
	for i := range evidence {
		e := &evidence[i]
		if e.Visit == nil || e.Archive.State != verify.None || verify.Classify(e.Visit, nil, nil).State != verify.Dead {
			continue
		}
		visits, err := store.Visits(ctx, sources[i].Key)
		if err != nil {
			return err
		}
		e.Lived = verify.Lived(visits)
	}
	return nil
}
