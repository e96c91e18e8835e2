package registry

import (
	"context"
	"net/http"
	"strings"
	"time"

	"loccit/verify"
)

// DOI asks the handle system, by the proxy at doi.org, whether a DOI is
// registered with any agency (https://www.doi.org/doi-handbook/, 5.2, and
// https://www.handle.net/proxy_servlet.html). What it is of it does not know.
type DOI struct{ *desk }

// NewDOI returns a provider for https://doi.org, or for the server at
// o.Endpoint, which has /api/handles below it. No limit is published; it is
// asked five times a second at most.
func NewDOI(o Options) *DOI {
	return &DOI{newDesk("registry/doi", "doi.org", "https://doi.org", 200*time.Millisecond, o)}
}

// Name is "doi".
func (r *DOI) Name() string { return "doi" }

// Holds is true of DOIs, and of arXiv numbers, each of which has a DOI.
func (r *DOI) Holds(id string) bool {
	return strings.HasPrefix(id, verify.DOIPrefix) || strings.HasPrefix(id, verify.ArXivPrefix)
}

// The codes of the handle system.
const (
	handleFound    = 1
	handleMissing  = 100
	handleNoValues = 200 // there is such a handle
)

// Record asks whether there is such a handle. That there is none is asked a
// second time, of those who registered the prefix: a mirror may not know of it
// yet.
func (r *DOI) Record(ctx context.Context, id string) (*verify.Record, error) {
	handle := strings.TrimPrefix(id, verify.DOIPrefix)
	if number, ok := strings.CutPrefix(id, verify.ArXivPrefix); ok {
		handle = "10.48550/arXiv." + number
	}
	for _, query := range [...]string{"", "?auth=true"} {
		found, err := r.look(ctx, handle, query)
		if err != nil {
			return nil, err
		}
		if found {
			return &verify.Record{Entry: verify.Registered}, nil
		}
	}
	return &verify.Record{Entry: verify.Unregistered, Detail: "asked twice"}, nil
}

func (r *DOI) look(ctx context.Context, handle, query string) (found bool, err error) {
	a, err := r.get(ctx, r.base+"/api/handles/"+inPath(handle)+query)
	if err != nil {
		return false, err
	}
	var said struct {
		Code   int    `json:"responseCode"`
		Handle string `json:"handle"`
	}
	if err := r.read(a, &said); err != nil {
		return false, err
	}
	if !strings.EqualFold(said.Handle, handle) {
		return false, r.nonsense(a)
	}
	switch {
	case (said.Code == handleFound || said.Code == handleNoValues) && a.status == http.StatusOK:
		return true, nil
	case said.Code == handleMissing && (a.status == http.StatusNotFound || a.status == http.StatusOK):
		return false, nil
	}
	return false, r.nonsense(a)
}
