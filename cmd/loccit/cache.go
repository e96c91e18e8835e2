package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"loccit/cache"
)

func (c *cli) cacheCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "What is remembered: count it, thin it, export it",
		Args:  c.noSuchCommand,
		RunE:  c.helpOnly,
	}
	cmd.PersistentFlags().StringVar(&c.set.cache, "cache", c.set.cache, "the `FILE` that remembers observations")
	cmd.AddCommand(c.cacheStat(), c.cachePrune(), c.cacheExport())
	return cmd
}

func (c *cli) cacheStat() *cobra.Command {
	return &cobra.Command{
		Use:   "stat",
		Short: "How many observations there are, of what, and how old",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withCache(func(store *cache.Cache) error {
				s, err := store.Stat(cmd.Context())
				if err != nil {
					return err
				}
				return c.printStat(s)
			})
		},
	}
}

func (c *cli) cachePrune() *cobra.Command {
	older := duration(90 * 24 * time.Hour)
	cmd := &cobra.Command{
		Use:   "prune",
		Short: "Drop old observations; the latest of each source, and each change, stay",
		Example: `  loccit cache prune
  loccit cache prune --older-than 30d`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withCache(func(store *cache.Cache) error {
				p, err := store.Prune(cmd.Context(), c.now().Add(-time.Duration(older)))
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(c.stdout, "dropped %s, %s, %s\n", plural(p.Observations, "observation"),
					plural(p.Texts, "page text"), plural(p.Runs, "run"))
				return err
			})
		},
	}
	cmd.Flags().Var(&older, "older-than", "drop what is older than this")
	return cmd
}

func (c *cli) cacheExport() *cobra.Command {
	return &cobra.Command{
		Use:   "export",
		Short: "Every observation as a line of JSON, oldest first",
		Long: `Export writes every observation as a line of JSON, in the order they arrived:
key, kind (visit, probe or lookup), by, at, and a visit (url, hops, final,
status, failure, detail, attempts, confirmed, elapsed_ns, header, page, lacks)
or a lookup (near, snapshots, excluded, failure, detail). Names are those of
the JSON report where it has the same; what is empty may be missing. Members
may be added, and none is renamed.`,
		Example: `  loccit cache export | gzip > observations.jsonl.gz`,
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.withCache(func(store *cache.Cache) error {
				return store.Export(cmd.Context(), c.stdout)
			})
		},
	}
}

// withCache opens the cache that must be there already: counting or thinning
// one that is not would only make an empty file.
func (c *cli) withCache(do func(*cache.Cache) error) (err error) {
	store, err := c.openThere("the first audit makes it")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return do(store)
}

func (c *cli) printStat(s cache.Stat) error {
	w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "file\t%s\n", s.Path)
	fmt.Fprintf(w, "size\t%.1f MB\n", float64(s.Bytes)/1e6)
	fmt.Fprintf(w, "sources\t%d\n", s.Sources)
	fmt.Fprintf(w, "observations\t%d\n", s.Observations)
	for _, k := range slices.Sorted(maps.Keys(s.ByKind)) {
		fmt.Fprintf(w, "  of them %ss\t%d\n", k, s.ByKind[k])
	}
	fmt.Fprintf(w, "page texts\t%d (%.1f MB compressed)\n", s.Texts, float64(s.TextBytes)/1e6)
	fmt.Fprintf(w, "runs\t%d\n", s.Runs)
	if s.Observations > 0 {
		fmt.Fprintf(w, "oldest\t%s\n", s.Oldest.Local().Format(time.DateTime))
		fmt.Fprintf(w, "newest\t%s\n", s.Newest.Local().Format(time.DateTime))
	}
	return w.Flush()
}
