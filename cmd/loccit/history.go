package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"loccit/cache"
	"loccit/report"
	"loccit/verify"
)

func (c *cli) historyCommand() *cobra.Command {
	format := choice{"text", []string{"text", "json"}}
	cmd := &cobra.Command{
		Use:   "history URL",
		Short: "Every state that a source was seen in, with its time and reason",
		Long: `History tells in which states a source was seen, from when to when and why, what
archives answered about it, and what nights told of it. It looks at the cache
alone. What an observation means is judged by today's rules, without the titles
that notes give the source.`,
		Example: `  loccit history https://paper.example/report
  loccit history --format json https://paper.example/report | jq '.states[-1]'`,
		Args: exactlyOneURL,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withCache(func(store *cache.Cache) error {
				return c.history(cmd.Context(), store, args[0], format.value)
			})
		},
	}
	cmd.Flags().VarP(&format, "format", "f", "write the history as")
	cmd.Flags().StringVar(&c.set.cache, "cache", c.set.cache, "the `FILE` that remembers observations")
	return cmd
}

func exactlyOneURL(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("of which source? name one URL\nrun %s --help for examples", cmd.CommandPath())
	}
	return nil
}

// A past is all that is known of one source, over time.
type past struct {
	url      string
	spells   []verify.Spell
	keepings []verify.Keeping
	tellings []cache.Telling
}

func (c *cli) history(ctx context.Context, store *cache.Cache, url, format string) error {
	p, err := readPast(ctx, store, url)
	if err != nil {
		return err
	}
	if len(p.spells)+len(p.keepings)+len(p.tellings) == 0 {
		return unknownSource(ctx, store, url)
	}
	if format == "json" {
		return c.historyJSON(p)
	}
	return c.historyText(p)
}

func readPast(ctx context.Context, store *cache.Cache, url string) (*past, error) {
	p := &past{url: url}
	seen, err := store.History(ctx, url)
	if err != nil {
		return nil, err
	}
	var probes []verify.Observation
	known := map[string]bool{}
	for _, o := range seen {
		if o.Kind != verify.KindVisit || o.Visit == nil || known[verify.Site(o.Visit.Final)] {
			continue
		}
		site := verify.Site(o.Visit.Final)
		known[site] = true
		said, err := store.History(ctx, site)
		if err != nil {
			return nil, err
		}
		probes = append(probes, said...)
	}
	p.spells, p.keepings = verify.Spells(seen, probes), verify.Keepings(seen)
	p.tellings, err = store.Tellings(ctx, url)
	return p, err
}

// unknownSource names the source that was most likely meant.
func unknownSource(ctx context.Context, store *cache.Cache, url string) error {
	if !strings.Contains(url, "://") {
		return fmt.Errorf("%s: not a URL; write it as it is cited, with https://", url)
	}
	near, err := store.Near(ctx, url, 500)
	if err != nil {
		return err
	}
	if n := nearest(url, near); n != "" {
		return fmt.Errorf("%s: never seen; did you mean %s?", url, n)
	}
	if len(near) > 0 {
		return fmt.Errorf("%s: never seen; of its site the cache knows %s, such as %s", url, plural(len(near), "source"), near[0])
	}
	return fmt.Errorf("%s: never seen, and nothing else of its site; the cache is %s", url, store.Path())
}

func (c *cli) historyText(p *past) error {
	fmt.Fprintln(c.stdout, report.Plain(p.url))
	w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	for _, s := range p.spells {
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", s.State, period(s.From, s.To), plural(s.Visits, "visit"), s.Reason, report.Plain(s.Detail))
	}
	for _, k := range p.keepings {
		what := report.Plain(k.Snapshot)
		if what == "" {
			what = report.Plain(k.Why)
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", k.State, period(k.From, k.To), plural(k.Answers, "answer"), k.Provider, what)
	}
	for _, t := range p.tellings {
		fmt.Fprintf(w, "  told\t%s\t\t%s\t%s → %s\n", period(t.At, t.At), t.Kind, t.From, t.To)
	}
	return w.Flush()
}

// period is a time from when to when, or one moment, in UTC.
func period(from, to time.Time) string {
	const form = "2006-01-02 15:04"
	a, b := from.UTC().Format(form), to.UTC().Format(form)
	if a == b {
		return a
	}
	return a + " – " + b
}

type jsonPast struct {
	URL      string        `json:"url"`
	Key      string        `json:"key"`
	States   []jsonSpell   `json:"states"`
	Archives []jsonKeeping `json:"archives"`
	Told     []jsonTelling `json:"told"`
}

type jsonSpell struct {
	State    string    `json:"state"`
	Reason   string    `json:"reason"`
	Detail   string    `json:"detail,omitempty"`
	FinalURL string    `json:"final_url,omitempty"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Visits   int       `json:"visits"`
}

type jsonKeeping struct {
	Provider string    `json:"provider"`
	State    string    `json:"state"`
	Snapshot string    `json:"snapshot,omitempty"`
	Captured time.Time `json:"captured,omitzero"`
	Why      string    `json:"why,omitempty"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Answers  int       `json:"answers"`
}

type jsonTelling struct {
	Kind  string    `json:"kind"`
	From  string    `json:"from"`
	To    string    `json:"to"`
	Since time.Time `json:"since,omitzero"`
	At    time.Time `json:"at"`
	Run   string    `json:"run"`
	Link  string    `json:"link,omitempty"`
}

func (c *cli) historyJSON(p *past) error {
	j := jsonPast{URL: p.url, Key: verify.Key(p.url), States: []jsonSpell{}, Archives: []jsonKeeping{}, Told: []jsonTelling{}}
	for _, s := range p.spells {
		j.States = append(j.States, jsonSpell{s.State.String(), s.Reason, s.Detail, s.Final, s.From, s.To, s.Visits})
	}
	for _, k := range p.keepings {
		j.Archives = append(j.Archives, jsonKeeping{k.Provider, k.State.String(), k.Snapshot, k.Captured.UTC(), k.Why, k.From, k.To, k.Answers})
	}
	for _, t := range p.tellings {
		j.Told = append(j.Told, jsonTelling{t.Kind, t.From, t.To, t.Since, t.At, t.Run, t.Link})
	}
	e := json.NewEncoder(c.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(j)
}
