package main

import (
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"loccit/testdata/smallweb"
	"loccit/verify"
	"loccit/verify/format"
)

func (c *cli) demoCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "A sample article audited against a small web inside the process",
		Long: `Demo audits an article of seventeen notes against a small web that it serves
to itself: pages that live, moved, died, pretend, keep programs out, and an
archive that holds some of them. Nothing leaves the machine, and nothing is
remembered. It exits with 1, as an audit with errors does.`,
		Example: `  loccit demo
  loccit demo -f html -o demo.html`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.demo(cmd) },
	}
	c.set.reportFlags(cmd.Flags())
	return cmd
}

func (c *cli) demo(cmd *cobra.Command) error {
	small, err := smallweb.Start()
	if err != nil {
		return fmt.Errorf("starting the small web: %w", err)
	}
	defer small.Close()
	small.Estuary()
	c.small = small
	c.set.noCache, c.set.retries.value, c.set.hostDelay = true, 1, 0

	started := c.now()
	article := verify.Input{Path: "tide-mills.txt", Data: []byte(smallweb.TideMills)}
	d, err := verify.Read(article, format.Readers())
	if err != nil {
		return fmt.Errorf("reading the article: %w", err)
	}
	d.Citations = verify.Cite(d)
	r, err := c.examine(cmd.Context(), "demo", []*verify.Document{d}, started)
	if err != nil {
		return err
	}
	if err := c.write(r); err != nil {
		return err
	}
	return c.verdict(r, 0)
}

// noProxy keeps a demo within the process.
func noProxy(*url.URL) (*url.URL, error) { return nil, nil }
