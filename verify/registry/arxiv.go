package registry

import (
	"context"
	"encoding/xml"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"loccit/verify"
)

// ArXiv asks the API of arXiv (https://info.arxiv.org/help/api/user-manual.html).
type ArXiv struct{ *desk }

// NewArXiv returns a provider for https://export.arxiv.org, or for the server
// at o.Endpoint, which has /api/query below it. It wants three seconds between
// two questions, and one connection.
func NewArXiv(o Options) *ArXiv {
	return &ArXiv{newDesk("registry/arxiv", "arXiv", "https://export.arxiv.org", 3*time.Second, o)}
}

// Name is "arxiv".
func (r *ArXiv) Name() string { return "arxiv" }

// Holds is true of arXiv numbers.
func (r *ArXiv) Holds(id string) bool { return strings.HasPrefix(id, verify.ArXivPrefix) }

// A feed is an answer of the API, as far as it is read.
type feed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Total   *int     `xml:"http://a9.com/-/spec/opensearch/1.1/ totalResults"`
	Entries []entry  `xml:"http://www.w3.org/2005/Atom entry"`
}

type entry struct {
	ID        string `xml:"http://www.w3.org/2005/Atom id"`
	Title     string `xml:"http://www.w3.org/2005/Atom title"`
	Summary   string `xml:"http://www.w3.org/2005/Atom summary"`
	Published string `xml:"http://www.w3.org/2005/Atom published"`
	Updated   string `xml:"http://www.w3.org/2005/Atom updated"`
	Comment   string `xml:"http://arxiv.org/schemas/atom comment"`
	Journal   string `xml:"http://arxiv.org/schemas/atom journal_ref"`
	Authors   []struct {
		Name string `xml:"http://www.w3.org/2005/Atom name"`
	} `xml:"http://www.w3.org/2005/Atom author"`
}

// Record asks for the latest version of a paper. An empty feed is no more than
// that arXiv did not find it: its API gives some on bad days, too.
func (r *ArXiv) Record(ctx context.Context, id string) (*verify.Record, error) {
	number := strings.TrimPrefix(id, verify.ArXivPrefix)
	query := url.Values{"id_list": {number}, "max_results": {"1"}}
	a, err := r.get(ctx, r.base+"/api/query?"+query.Encode())
	if err != nil {
		return nil, err
	}
	var f feed
	if xml.Unmarshal(a.body, &f) != nil || a.status != http.StatusOK || f.Total == nil {
		return nil, r.nonsense(a)
	}
	if *f.Total == 0 && len(f.Entries) == 0 {
		return &verify.Record{Entry: verify.NotHere}, nil
	}
	if len(f.Entries) != 1 {
		return nil, r.nonsense(a)
	}
	e := &f.Entries[0]
	version, ok := e.versionOf(number)
	if !ok { // an error is an entry, too
		return nil, r.nonsense(a)
	}
	return e.record(version), nil
}

// versionOf reads http://arxiv.org/abs/2101.00001v2.
func (e *entry) versionOf(number string) (int, bool) {
	_, found, ok := strings.Cut(strings.ToLower(strings.TrimSpace(e.ID)), "arxiv.org/abs/")
	rest, same := strings.CutPrefix(found, number)
	if !ok || !same {
		return 0, false
	}
	version, err := strconv.Atoi(strings.TrimPrefix(rest, "v"))
	return version, rest == "" || err == nil
}

func (e *entry) record(version int) *verify.Record {
	r := &verify.Record{Entry: verify.Registered, Type: "preprint", Container: "arXiv", Version: version}
	r.Titles = appendNew(nil, e.Title)
	for _, p := range e.Authors[:min(len(e.Authors), mostAuthors)] {
		r.Authors = appendNew(r.Authors, p.Name)
	}
	for _, moment := range []string{e.Published, e.Updated} {
		day, _, _ := strings.Cut(strings.TrimSpace(moment), "T")
		r.Dates = appendNew(r.Dates, day)
	}
	for _, said := range []string{e.Comment, e.Summary} {
		if withdrawn(said) {
			day, _, _ := strings.Cut(strings.TrimSpace(e.Updated), "T")
			r.Notices = []verify.Notice{{Type: "withdrawal", Date: day, By: "arXiv"}}
			r.Detail = tidy(said)
			break
		}
	}
	return r
}

// The words by which arXiv and its authors take a paper back. They stand at the
// beginning; further back they tell of other papers, and "withdrawn from" a
// conference is none.
var takenBack = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^\W*(?:arxiv admin note: )?(?:(?:this|the) (?:\w+ ){1,3}(?:has been|have been|is|was) (?:now |temporarily )?|(?:this )?(?:paper|article|submission|manuscript|version|v\d+) (?:has been |is )?)?(withdrawn|removed|retracted)\b(?: (from))?( by arxiv)?`)
})

func withdrawn(said string) bool {
	m := takenBack().FindStringSubmatch(tidy(said))
	if m == nil || m[2] != "" {
		return false
	}
	return !strings.EqualFold(m[1], "removed") || m[3] != ""
}
