package report

import (
	"strings"
	"time"

	"loccit/verify"
)

type jsonSource struct {
	Key       string      `json:"key"`
	URL       string      `json:"url"`
	State     string      `json:"state"`
	Reason    string      `json:"reason,omitempty"`
	Detail    string      `json:"detail,omitempty"`
	Status    int         `json:"status,omitempty"`
	FinalURL  string      `json:"final_url,omitempty"`
	Redirects []jsonHop   `json:"redirects"`
	Checked   time.Time   `json:"checked,omitzero"`
	Cached    *bool       `json:"cached,omitempty"` // absent without a visit
	Attempts  int         `json:"attempts,omitempty"`
	ElapsedMS *float64    `json:"elapsed_ms,omitempty"`
	Page      *jsonPage   `json:"page,omitempty"`
	Archive   jsonHolding `json:"archive"`
	Repair    *jsonRepair `json:"repair,omitempty"`
	Seen      *jsonSeen   `json:"seen,omitempty"`
	CitedBy   []jsonRef   `json:"cited_by"`
}

// A jsonSeen is an editor's word for a source.
type jsonSeen struct {
	By    string `json:"by"`
	On    string `json:"on"`
	Until string `json:"until"`
}

type jsonHop struct {
	URL    string `json:"url"`
	Status int    `json:"status"`
}

type jsonPage struct {
	Title     string `json:"title,omitempty"`
	Author    string `json:"author,omitempty"`
	Published string `json:"published,omitempty"`
	Site      string `json:"site,omitempty"`
	Language  string `json:"language,omitempty"`
	MediaType string `json:"media_type,omitempty"`
	Words     int    `json:"words"`
	Truncated bool   `json:"truncated,omitempty"`
}

type jsonHolding struct {
	State    string    `json:"state"`
	Provider string    `json:"provider,omitempty"`
	Snapshot string    `json:"snapshot,omitempty"`
	Captured time.Time `json:"captured,omitzero"`
	Why      string    `json:"why,omitempty"`
}

type jsonRepair struct {
	URL        string   `json:"url"`
	Confidence string   `json:"confidence"`
	Evidence   []string `json:"evidence"`
}

func jsonSourceOf(r reading, s *verify.Standing) jsonSource {
	h := s.Archive
	j := jsonSource{
		Key: s.Key, URL: s.URL, State: s.State.String(), Reason: s.Reason, Detail: s.Detail,
		Redirects: []jsonHop{}, Checked: s.Checked.UTC(),
		Archive: jsonHolding{h.State.String(), h.Provider, h.Snapshot, h.Captured.UTC(), h.Why},
		CitedBy: make([]jsonRef, 0, len(s.CitedBy)),
	}
	if s.Visit != nil {
		j.visited(s.Visit, s.Cached)
	}
	if s.Repair != nil {
		j.Repair = &jsonRepair{s.Repair.URL, s.Repair.Confidence.String(), notNull(s.Repair.Evidence)}
	}
	if s.Seen != nil {
		j.Seen = &jsonSeen{s.Seen.By, isoDate(s.Seen.On), isoDate(s.Seen.Until)}
	}
	for _, ref := range s.CitedBy {
		by := jsonRefTo(r.Documents[ref.Document], ref.Citation)
		by.Document = &ref.Document
		j.CitedBy = append(j.CitedBy, by)
	}
	return j
}

func (j *jsonSource) visited(v *verify.Visit, cached bool) {
	ms := float64(v.Elapsed.Microseconds()) / 1000
	j.Status, j.FinalURL, j.Attempts, j.Cached, j.ElapsedMS = v.Status, v.Final, v.Attempts, &cached, &ms
	for _, hop := range v.Hops {
		j.Redirects = append(j.Redirects, jsonHop{hop.URL, hop.Status})
	}
	if p := v.Page; p != nil {
		j.Page = &jsonPage{p.Title, strings.Join(p.By(), "; "), p.Published, p.Site, p.Language, p.MediaType, p.Words, p.Truncated}
	}
}
