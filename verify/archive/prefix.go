package archive

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"loccit/verify"
)

var _ verify.Searcher = (*Wayback)(nil)

// Prefix asks the index once which URLs it knows that begin with prefix and
// hold token anywhere, 50 at most, one capture each: what a damaged URL may
// have been. prefix ends before the first doubtful place and has one segment of
// a path at least; token is the rarest piece that is not in doubt, and may be
// empty.
func (w *Wayback) Prefix(ctx context.Context, prefix, token string) ([]verify.Snapshot, error) {
	q := url.Values{
		"url":       {prefix},
		"matchType": {"prefix"},
		"output":    {"json"},
		"filter":    {"!statuscode:[45].*"},
		"collapse":  {"urlkey"},
		"fl":        {"urlkey,original,timestamp,statuscode"},
		"limit":     {"50"},
	}
	if token != "" { // keys are in lower case
		q.Add("filter", "urlkey:.*"+regexp.QuoteMeta(strings.ToLower(token))+".*")
	}
	a, err := w.get(ctx, w.index, w.endpoint+"/cdx/search/cdx?"+q.Encode(), 4<<20)
	if err != nil {
		return nil, err
	}
	if blocked(a) {
		return nil, nil
	}
	if err := w.troubleIndex(ctx, a); err != nil {
		return nil, err
	}
	captures, err := w.rows(a)
	if err != nil {
		return nil, fmt.Errorf("the index of %s: %w", w.archive, err)
	}
	var found []verify.Snapshot
	for _, c := range shown(captures) {
		found = append(found, verify.Snapshot{URL: w.page(c.stamp, c.original), Original: c.original, Captured: c.at, Status: c.status})
	}
	return found, nil
}
