package registry

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"loccit/verify"
)

// DataCite asks the REST API of DataCite, which registers DOIs of data,
// software, theses and reports (https://support.datacite.org/docs/api).
type DataCite struct{ *desk }

// NewDataCite returns a provider for https://api.datacite.org, or for the
// server at o.Endpoint, which has /dois below it. It answers 3,000 questions in
// five minutes, and is asked four a second.
func NewDataCite(o Options) *DataCite {
	return &DataCite{newDesk("registry/datacite", "DataCite", "https://api.datacite.org", 250*time.Millisecond, o)}
}

// Name is "datacite".
func (c *DataCite) Name() string { return "datacite" }

// Holds is true of DOIs.
func (c *DataCite) Holds(id string) bool { return strings.HasPrefix(id, verify.DOIPrefix) }

// A document is an answer in the form of JSON:API, as far as it is read.
type document struct {
	Data *struct {
		Attributes struct {
			DOI       string
			Titles    []struct{ Title string }
			Creators  []struct{ Name, GivenName, FamilyName string }
			Publisher json.RawMessage // a name, or an object with one
			Year      int             `json:"publicationYear"`
			Dates     []struct{ Date, DateType string }
			Types     struct {
				General string `json:"resourceTypeGeneral"`
			}
		}
	}
	Errors []struct{ Status string }
}

// Record asks for the work of a DOI.
func (c *DataCite) Record(ctx context.Context, id string) (*verify.Record, error) {
	doi := strings.TrimPrefix(id, verify.DOIPrefix)
	a, err := c.get(ctx, c.base+"/dois/"+inPath(doi))
	if err != nil {
		return nil, err
	}
	var said document
	if err := c.read(a, &said); err != nil {
		return nil, err
	}
	switch {
	case a.status == http.StatusNotFound && len(said.Errors) > 0 && said.Errors[0].Status == "404":
		return &verify.Record{Entry: verify.NotHere}, nil
	case a.status != http.StatusOK || said.Data == nil || !strings.EqualFold(said.Data.Attributes.DOI, doi):
		return nil, c.nonsense(a)
	}
	w := &said.Data.Attributes
	r := &verify.Record{Entry: verify.Registered, Type: w.Types.General, Container: publisher(w.Publisher)}
	for _, t := range w.Titles[:min(len(w.Titles), mostTitles)] {
		r.Titles = appendNew(r.Titles, t.Title)
	}
	for _, p := range w.Creators[:min(len(w.Creators), mostAuthors)] {
		r.Authors = appendNew(r.Authors, cmp.Or(strings.TrimSpace(p.GivenName+" "+p.FamilyName), p.Name))
	}
	for _, d := range w.Dates {
		if d.DateType == "Issued" && len(r.Dates) == 0 {
			r.Dates = appendNew(r.Dates, d.Date)
		}
	}
	r.Dates = appendNew(r.Dates, verify.Date{Year: w.Year}.String())
	return r, nil
}

func publisher(raw json.RawMessage) string {
	var name string
	if json.Unmarshal(raw, &name) == nil {
		return tidy(name)
	}
	var object struct{ Name string }
	_ = json.Unmarshal(raw, &object) // a publisher in another form is none
	return tidy(object.Name)
}
