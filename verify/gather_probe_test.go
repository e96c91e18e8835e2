package verify_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"loccit/verify"
)

// A run that ends between a visit and the question whether its site shows the
// same page for nonsense leaves that question to the next one.
func TestASiteNeverSoundedIsSoundedLater(t *testing.T) {
	story := &verify.Page{Title: "The mill at Selby", MediaType: "text/html", Words: 900, Text: strings.Repeat("The wheel turned. ", 300)}
	asks := verify.Source{Key: "http://a.example/story/1", URL: "http://a.example/story/1"}
	other := verify.Source{Key: "http://a.example/story/2", URL: "http://a.example/story/2"}
	page := seen(asks.Key, 1, 200)
	page.Visit.Page = story
	more := seen(other.Key, 1, 200)
	more.Visit.Page = story
	gone := seen(asks.Key, 1, 404)
	sounded := seen("http://a.example/", 5, 404)
	sounded.Kind = verify.KindProbe
	mute := verify.Observation{Kind: verify.KindProbe, Key: sounded.Key, By: "web", At: sounded.At, Visit: &verify.Visit{Failure: "timeout"}}
	for _, tc := range []struct {
		name    string
		held    []verify.Observation
		offline bool
		title   string // that the note gives
		asked   int
	}{
		{name: "never sounded", held: []verify.Observation{page, more}, asked: 1},
		{name: "sounded some days ago", held: []verify.Observation{page, more, sounded}},
		{name: "gave no answer some days ago", held: []verify.Observation{page, more, mute}},
		{name: "offline", held: []verify.Observation{page, more}, offline: true},
		{name: "the page bears the title", held: []verify.Observation{page, more}, title: "The mill at Selby"},
		{name: "gone anyhow", held: []verify.Observation{gone, more}, title: "The mill at Selby"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			doc := &verify.Document{Citations: []verify.Citation{{URL: asks.URL, Title: tc.title}, {URL: other.URL, Title: tc.title}}}
			one, two := asks, other
			one.CitedBy, two.CitedBy = []verify.Ref{{Document: 0, Citation: 0}}, []verify.Ref{{Document: 0, Citation: 1}}
			web, store := &clerk{}, &shelf{held: tc.held}
			g := &verify.Gatherer{Web: web, Store: store, Offline: tc.offline, Pause: time.Nanosecond, Now: func() time.Time { return tonight }}
			evidence, err := g.Gather(t.Context(), []*verify.Document{doc}, []verify.Source{one, two})
			if err != nil {
				t.Fatal(err)
			}
			if len(web.asked) != tc.asked || slices.Contains(web.asked, asks.URL) {
				t.Errorf("asked %v, want %d made-up address", web.asked, tc.asked)
			}
			for i, e := range evidence {
				if !e.Cached || (e.Probe == nil) != (tc.asked == 0 && len(tc.held) < 3) {
					t.Errorf("source %d: cached %v, probe %v", i, e.Cached, e.Probe)
				}
			}
			if want := []string{"http://a.example/"}; tc.asked > 0 && !slices.Equal(store.more, want) {
				t.Errorf("stored %v, want %v", store.more, want)
			}
		})
	}
}

// A site that gives nonsense no answer is not asked for it in every run.
func TestNoAnswerToNonsenseIsRemembered(t *testing.T) {
	const cited = "http://a.example/story/1"
	web, store := &deafTo{cited: cited}, &shelf{}
	g := &verify.Gatherer{Web: web, Store: store, Now: func() time.Time { return tonight }}
	evidence, err := g.Gather(t.Context(), nil, []verify.Source{{Key: cited, URL: cited}})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{cited, "http://a.example/"}; !slices.Equal(store.more, want) {
		t.Errorf("stored %v, want %v", store.more, want)
	}
	if v := verify.Classify(evidence[0].Visit, nil, evidence[0].Probe.Visit); v.State != verify.Live || len(web.asked) != 2 {
		t.Errorf("%v after asking for %v; want live, which was asked for and a made-up address", v, web.asked)
	}
}

// deafTo gives an answer to what is cited alone.
type deafTo struct {
	cited string
	asked []string
}

func (d *deafTo) Fetch(_ context.Context, r verify.Request) (*verify.Answer, error) {
	d.asked = append(d.asked, r.URL)
	if r.URL != d.cited {
		return &verify.Answer{Requests: 1, Failure: "timeout", Detail: "no answer"}, nil
	}
	return &verify.Answer{Requests: 1, Status: 200, Page: &verify.Page{Title: "The mill at Selby", MediaType: "text/html", Words: 900}}, nil
}

// What a source means does not hang on what else of its site is cited: a page that
// bears the title of its note is not judged by what was asked for its neighbour.
func TestANeighboursProbeIsTheNeighbours(t *testing.T) {
	doc := &verify.Document{Citations: []verify.Citation{
		{URL: "http://a.example/salt-roads", Title: "Salt roads"}, {URL: "http://a.example/mill-house"},
	}}
	var sources []verify.Source
	for i, c := range doc.Citations {
		sources = append(sources, verify.Source{Key: c.URL, URL: c.URL, CitedBy: []verify.Ref{{Citation: i}}})
	}
	g := &verify.Gatherer{Web: echoing{}, Now: func() time.Time { return tonight }}
	evidence, err := g.Gather(t.Context(), []*verify.Document{doc}, sources)
	if err != nil {
		t.Fatal(err)
	}
	if evidence[0].Probe != nil || evidence[1].Probe == nil {
		t.Errorf("judged by %v and %v, want the second alone", evidence[0].Probe, evidence[1].Probe)
	}
}

// echoing titles its pages by their addresses, whatever they are.
type echoing struct{}

func (echoing) Fetch(_ context.Context, r verify.Request) (*verify.Answer, error) {
	_, path, _ := strings.Cut(strings.TrimPrefix(r.URL, "http://"), "/")
	title := strings.ReplaceAll(path, "-", " ")
	return &verify.Answer{Requests: 1, Status: 200, Page: &verify.Page{Title: title, MediaType: "text/html", Words: 900}}, nil
}
