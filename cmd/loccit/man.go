package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"
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
			printable(root)
			if err := doc.GenManTree(root, head, args[0]); err != nil {
				return fmt.Errorf("writing the man pages: %w", err)
			}
			c.notef("man pages in %s", args[0])
			return nil
		},
	}
}

// printable makes the flags of cmd and of those below it fit for a page: the
// cache is not that of who makes it, and the words that a flag takes, which
// --help shows in place of its value, stand behind what it does.
func printable(cmd *cobra.Command) {
	for _, flags := range [...]*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags()} {
		flags.VisitAll(func(f *pflag.Flag) {
			if f.Name == "cache" {
				f.DefValue = "loccit/loccit.db in the user's cache folder"
			}
			words := " (" + strings.ReplaceAll(f.Value.Type(), "|", ", ") + ")"
			if strings.Contains(words, ",") && !strings.HasSuffix(f.Usage, words) { // commands may share a flag
				f.Usage += words
			}
		})
	}
	for _, sub := range cmd.Commands() {
		printable(sub)
	}
}
