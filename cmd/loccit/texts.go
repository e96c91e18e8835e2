package main

import (
	"context"
	"sync"

	"loccit/cache"
)

// shelfOfTexts brings back the texts of pages that the cache has. Its first
// failure ends it: what follows is judged without texts, and the run fails.
// It serves several goroutines.
type shelfOfTexts struct {
	ctx   context.Context
	store *cache.Cache // nil where there is none

	lock sync.Mutex
	err  error
}

func (t *shelfOfTexts) read(sum string) string {
	if t.store == nil || t.failed() {
		return ""
	}
	found, err := t.store.Texts(t.ctx, []string{sum})
	if err != nil {
		t.lock.Lock()
		defer t.lock.Unlock()
		t.err = err
	}
	return found[sum]
}

func (t *shelfOfTexts) failed() bool {
	t.lock.Lock()
	defer t.lock.Unlock()
	return t.err != nil
}
