package main

import (
	"context"

	"loccit/cache"
)

// shelfOfTexts brings back the texts of pages that the cache has. Its first
// failure ends it: what follows is judged without texts, and the run fails.
type shelfOfTexts struct {
	ctx   context.Context
	store *cache.Cache // nil where there is none
	err   error
}

func (t *shelfOfTexts) read(sum string) string {
	if t.store == nil || t.err != nil {
		return ""
	}
	var found map[string]string
	found, t.err = t.store.Texts(t.ctx, []string{sum})
	return found[sum]
}
