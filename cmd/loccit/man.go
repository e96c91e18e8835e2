package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (c *cli) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Writes the man pages",
		Long: `Man writes a man page for each command into the folder DIR, made from the same
words as --help. SOURCE_DATE_EPOCH sets their date.`,
		Example: `  loccit man ~/.local/share/man/man1
  loccit man man1 && man -l man1/loccit-audit.1`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("into which folder? run %s --help for examples", cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return fmt.Errorf("making the folder for the man pages: %w", err)
			}
			now := c.now()
			head := &doc.GenManHeader{Section: "1", Source: "loccit " + release, Manual: "loccit", Date: &now}
			if os.Getenv("SOURCE_DATE_EPOCH") != "" {
				head.Date = nil
			}
			root := cmd.Root()
			root.DisableAutoGenTag = true
			for _, sub := range root.Commands() {
				if f := sub.Flags().Lookup("cache"); f != nil {
					f.DefValue = "loccit/loccit.db in the user's cache folder" // not that of who makes the page
				}
			}
			if err := doc.GenManTree(root, head, args[0]); err != nil {
				return fmt.Errorf("writing the man pages: %w", err)
			}
			c.notef("man pages in %s", args[0])
			return nil
		},
	}
}
