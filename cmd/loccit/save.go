package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"

	"loccit/cache"
	"loccit/report"
	"loccit/verify"
	"loccit/verify/archive"
)

// saveSettings are what the flags of save decide.
type saveSettings struct {
	url    endpoint
	dryRun bool
}

// saveKeys are those of an account at archive.org. They stand in no report, no
// log and no error.
type saveKeys struct{ access, secret string }

// The environment variables that give the keys; they win over loccit.toml.
const accessVariable, secretVariable = "LOCCIT_SPN_ACCESS", "LOCCIT_SPN_SECRET"

func (c *cli) saveCommand() *cobra.Command {
	var set saveSettings
	cmd := &cobra.Command{
		Use:   "save [DOC...]",
		Short: "Offer live, unarchived sources to Save Page Now",
		Long: `Save offers the sources of documents, or all that the cache knows, to Save Page
Now of the Wayback Machine: those that were seen live, and of which the archives
said that they hold no good snapshot. It asks no site itself: audit first.

It wants the keys of an account at archive.org, from
https://archive.org/account/s3.php: in ` + accessVariable + ` and
` + secretVariable + `, or in loccit.toml as access and secret of [save].

What is captured becomes public: the URLs, and what stands there. Nothing is
captured again that is younger than 30 days. A run that was stopped goes on
where it was; captures count against the daily quota of the account.

Exit codes: 0 all is saved, or nothing was to be; 1 something cannot be saved;
2 could not run; 3 something is left for another run.`,
		Example: `  loccit save --dry-run article.md     what would be offered
  loccit save article.md
  loccit save                          everything in the cache`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.saveSources(cmd.Context(), args, set) },
	}
	fs := cmd.Flags()
	fs.BoolVar(&set.dryRun, "dry-run", false, "list what would be offered, and offer nothing")
	fs.Var(&set.url, "save-url", "offer to Save Page Now at `URL` (default https://web.archive.org)")
	fs.BoolVar(&c.set.private, "private", false, "no archive hears of any source: then nothing can be saved")
	fs.StringVar(&c.set.cache, "cache", c.set.cache, "the `FILE` that remembers observations")
	fs.Var(&c.set.maxAge, "max-age", "how long ago a source may have been seen live (default 7d)")
	fs.Var(&c.set.timeout, "timeout", "time for one request")
	fs.StringSliceVar(&c.set.exclude, "exclude", nil, "never offer URLs that match `GLOB`; may be repeated")
	fs.StringVar(&c.set.contact, "contact", "", "a `URL` or mail address that the User-Agent names, for those who run the archive")
	return cmd
}

// saveSources offers what the cache says is live and not archived.
func (c *cli) saveSources(ctx context.Context, args []string, set saveSettings) (err error) {
	if c.set.private {
		return errors.New("--private keeps archives from hearing of any source, and save would tell them; leave one of the two out")
	}
	docs, failed, err := c.readDocuments(ctx, args)
	if err != nil {
		return &exitError{exitIncomplete, errors.New("interrupted while reading, before anything was offered")}
	}
	if failed > 0 {
		return &exitError{code: exitFailed, err: fmt.Errorf("%s could not be read; nothing was offered", plural(failed, "document"))}
	}
	store, err := c.openThere("audit first, so that it is known what is live and not archived")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	wanted, err := c.unarchived(ctx, store, docs, len(args) > 0)
	if err != nil {
		return err
	}
	if len(wanted) == 0 {
		c.notef("nothing to save: no source was seen live lately that the archives said they do not hold")
		return nil
	}
	if set.dryRun {
		for _, u := range wanted {
			fmt.Fprintln(c.stdout, u)
		}
		c.notef("%s would be offered", plural(len(wanted), "source"))
		return nil
	}
	return c.offer(ctx, store, wanted, set)
}

// unarchived are the URLs of sources that were seen live, and of which the
// archives that were asked hold nothing good, sorted by key. Addresses that
// only this network knows, or that hold a password, are none of them.
func (c *cli) unarchived(ctx context.Context, store *cache.Cache, docs []*verify.Document, named bool) ([]string, error) {
	sources := verify.Sources(docs)
	if !named {
		keys, err := store.Keys(ctx)
		if err != nil {
			return nil, err
		}
		for _, k := range keys {
			sources = append(sources, verify.Source{Key: k, URL: k})
		}
	}
	evidence, err := remembered(ctx, store, sources)
	if err != nil {
		return nil, err
	}
	judged, _ := verify.Judge(docs, sources, evidence, verify.Comparison{}, nil, c.now())
	g := verify.Gatherer{Exclude: c.set.exclude, Hosts: c.hosts}
	var wanted []string
	for _, s := range judged.Sources {
		live := s.State == verify.Live || s.State == verify.Moved
		lacking := s.Archive.State == verify.None || s.Archive.State == verify.Weak
		if live && lacking && verify.Fresh(s.Visit, s.Checked, s.State, c.now(), c.set.maxAge.duration()) && g.Asks(s.URL) && public(s.URL) {
			address, _, _ := strings.Cut(s.URL, "#")
			wanted = append(wanted, address)
		}
	}
	return wanted, nil
}

// remembered is what the cache knows of sources, without a question to anyone.
func remembered(ctx context.Context, store *cache.Cache, sources []verify.Source) ([]verify.Evidence, error) {
	at := make(map[string]int, len(sources))
	keys := make([]string, len(sources))
	for i, s := range sources {
		keys[i], at[s.Key] = s.Key, i
	}
	found, err := store.Latest(ctx, keys)
	if err != nil {
		return nil, err
	}
	evidence := make([]verify.Evidence, len(sources))
	lookups := make([][]verify.Observation, len(sources))
	for _, o := range found {
		i := at[o.Key]
		switch e := &evidence[i]; o.Kind {
		case verify.KindVisit:
			e.Visit, e.Checked, e.Cached = o.Visit, o.At, true
		case verify.KindLookup:
			lookups[i] = append(lookups[i], o)
			e.Archive = verify.Hold(lookups[i])
		}
	}
	return evidence, nil
}

// public reports whether an archive could reach address, and may hear of it.
func public(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || !strings.Contains(u.Hostname(), ".") && !strings.Contains(u.Hostname(), ":") {
		return false
	}
	host := strings.ToLower(u.Hostname())
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsGlobalUnicast() && !ip.IsPrivate()
	}
	for _, end := range []string{".local", ".localhost", ".internal", ".lan", ".home.arpa", ".onion"} {
		if strings.HasSuffix(host, end) {
			return false
		}
	}
	return true
}

// offer hands urls to Save Page Now, and stores what was captured as what the
// archive holds.
func (c *cli) offer(ctx context.Context, store *cache.Cache, urls []string, set saveSettings) error {
	keys := c.keys()
	if keys.access == "" || keys.secret == "" {
		return fmt.Errorf("%w; set %s and %s, or access and secret of [save] in loccit.toml", archive.ErrKeys, accessVariable, secretVariable)
	}
	fetcher := c.fetcher()
	fetcher.AllowPrivate = set.url != "" // the address was given on purpose
	defer fetcher.Close()
	begun, now := time.Now(), c.now()
	saver, err := archive.NewSaver(keys.access, keys.secret, archive.Options{
		Endpoint: string(set.url), Memory: store, Transport: fetcher.Transport(), Agent: c.agent(), Timeout: time.Duration(c.set.timeout),
		Now: func() time.Time { return now.Add(time.Since(begun)) },
	})
	if err != nil {
		return err
	}
	saved, lost, later := 0, 0, 0
	err = saver.Save(ctx, urls, func(s archive.Saved) error {
		switch {
		case s.Failure == "":
			saved++
			fmt.Fprintf(c.stdout, "%s\tsaved\t%s\n", s.URL, s.Snapshot().URL)
			return store.Add(context.WithoutCancel(ctx), held(s, now))
		case s.Again:
			later++
			fmt.Fprintf(c.stdout, "%s\tlater\t%s: %s\n", s.URL, s.Failure, report.Plain(s.Why))
		default:
			lost++
			fmt.Fprintf(c.stdout, "%s\tfailed\t%s: %s\n", s.URL, s.Failure, report.Plain(s.Why))
		}
		return nil
	})
	left := len(urls) - saved - lost - later
	c.notef("%d saved, %d cannot be saved, %d left for another run", saved, lost, later+left)
	var pause *verify.Pause
	switch {
	case errors.Is(err, archive.ErrQuota), errors.As(err, &pause), ctx.Err() != nil:
		return &exitError{exitIncomplete, fmt.Errorf("incomplete: %s", cmp.Or(why(ctx), fmt.Sprint(err)))}
	case errors.Is(err, archive.ErrKeys):
		return fmt.Errorf("%w; set %s and %s, or access and secret of [save] in loccit.toml", err, accessVariable, secretVariable)
	case err != nil:
		return err
	case later > 0:
		return &exitError{code: exitIncomplete}
	case lost > 0:
		return &exitError{code: exitFindings}
	}
	return nil
}

// why is the reason of a context that has ended.
func why(ctx context.Context) string {
	if ctx.Err() != nil {
		return "interrupted; what is under way is asked about by the next run"
	}
	return ""
}

// held is a capture as the answer of the archive that made it: its index knows
// of it hours later.
func held(s archive.Saved, now time.Time) verify.Observation {
	return verify.Observation{
		Kind: verify.KindLookup, Key: verify.Key(s.URL), By: "wayback", At: now,
		Lookup: &verify.Lookup{Snapshots: []verify.Snapshot{s.Snapshot()}},
	}
}

// keys are those of the environment, else those of loccit.toml.
func (c *cli) keys() saveKeys {
	return saveKeys{cmp.Or(os.Getenv(accessVariable), c.spn.access), cmp.Or(os.Getenv(secretVariable), c.spn.secret)}
}

// readSaveKeys takes [save] of loccit.toml. Its errors name keys of the file,
// and never a value.
func (c *cli) readSaveKeys(conf *config) error {
	var file struct {
		Save struct {
			Access string `toml:"access"`
			Secret string `toml:"secret"`
		} `toml:"save"`
	}
	data, err := toml.Marshal(map[string]any{"save": conf.values["save"]})
	if err == nil {
		err = toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&file)
	}
	if err != nil {
		return fmt.Errorf("%s:%d: [save] takes access and secret, two words in quotation marks", conf.path, conf.lines["save"])
	}
	c.spn = saveKeys{file.Save.Access, file.Save.Secret}
	return nil
}
