package archive

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"loccit/verify"
)

// Arquivo asks Arquivo.pt, the Portuguese web archive, which keeps pages of
// the whole world, or a pywb server that answers as it does.
type Arquivo struct {
	shelf
	endpoint string
}

var _ verify.Asker = (*Arquivo)(nil)

// NewArquivo returns a provider for https://arquivo.pt, or for the server at
// o.Endpoint, which has /wayback/cdx, /wayback and /noFrame/replay below it.
// Who asks more than 250 times a minute is blocked for good, so index and
// playback together are asked less than half of that.
// https://github.com/arquivo/pwa-technologies/wiki/Arquivo.pt-API
func NewArquivo(o Options) *Arquivo {
	a := &Arquivo{endpoint: strings.TrimSuffix(o.Endpoint, "/")}
	if a.endpoint == "" {
		a.endpoint = "https://arquivo.pt"
	}
	s := newService("Arquivo.pt", o)
	a.service, a.index, a.replays = s, s.index("arquivo", o.Rate, 40), s.playback("arquivo", 60)
	a.question, a.read = a.ask, rowsOfPywb
	a.raw = func(stamp, original string) string {
		return a.endpoint + "/noFrame/replay/" + stamp + "id_/" + original
	}
	a.page = func(stamp, original string) string { return a.endpoint + "/wayback/" + stamp + "/" + original }
	return a
}

// Name is "arquivo".
func (a *Arquivo) Name() string { return "arquivo" }

// ask is the question in pywb's dialect of the index, whose filters begin with
// how they match: =, ~ or, for any part of the field, nothing.
// https://github.com/webrecorder/pywb/wiki/CDX-Server-API
func (a *Arquivo) ask(rawURL string, near time.Time) string {
	q := url.Values{
		"url":    {rawURL},
		"output": {"json"},
		"filter": {"!~status:[45].*"},
		"sort":   {"reverse"},
		"limit":  {"25"},
	}
	if !near.IsZero() {
		q.Set("sort", "closest")
		q.Set("closest", near.UTC().Format(stampLayout))
	}
	return a.endpoint + "/wayback/cdx?" + q.Encode()
}

// rowsOfPywb knows the 404 by which pywb says that there is no capture.
func rowsOfPywb(a *answer) ([]capture, error) {
	if a.status == http.StatusNotFound && strings.Contains(string(a.body), "No Captures found") {
		return nil, nil
	}
	if a.status != http.StatusOK {
		return nil, fmt.Errorf("%w (status %d)", errNonsense, a.status)
	}
	return parseCDX(a.body)
}
