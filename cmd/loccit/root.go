package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"loccit/cache"
	"loccit/verify"
	"loccit/verify/archive"
)

// A cli is one run of the command: its streams and its settings.
type cli struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	set            *settings
	hosts          []verify.HostSetting // of loccit.toml, as what follows
	mementos       []archive.Endpoints
	archivesAt     string // the line of loccit.toml that names the archives; empty for --archive
	spn            saveKeys
	parties        []party
	severities     map[string]verify.Severity
	waivers        []verify.Waiver
	seen           []verify.Seen
	gating         bool                    // findings fail by the gate's ruling alone
	only           *verify.Selection       // what is looked at; nil for everything
	fetched        map[string]verify.Input // documents of the web that were read already, by URL
	pace           pace                    // of reading them
	pause          time.Duration           // before a 404 is looked at again; 0 for the Gatherer's own
	paper          time.Duration           // that a source that is a PDF may take; 0 for paperTime
	small          world                   // a demo's own web, or a test's; nil for the real one

	opening func() (*cache.Cache, error) // waits for the cache that is being opened beside; nil for none
	rest    errgroup.Group               // what is closed beside
}

// A world is a web of names and addresses, as the real one is.
type world interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
	Connect(ctx context.Context, network, address string) (net.Conn, error)
	Roots() *x509.CertPool
}

// root is the command with all commands under it.
func (c *cli) root() *cobra.Command {
	c.set = newSettings()
	root := &cobra.Command{
		Use:   "loccit",
		Short: "Is the source still there, and does it say so?",
		Long: `loccit reads the numbered notes of a document, takes every citation apart,
visits every cited URL once, asks web archives about it, and writes a report
that an editor can act on.`,
		Example: `  loccit demo                              see it work, without a network
  loccit audit article.txt                 every note, every source, one report
  loccit audit -f html -o report.html book/
  loccit gate --baseline known.json book/  yes or no, for a pipeline
  loccit nightly                           what changed in all that loccit.toml names
  loccit notes article.txt                 the notes and citations alone
  loccit rules dead-link                   what a rule means, and what to do`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          c.noSuchCommand,
		RunE:          c.helpOnly,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.configure(cmd); err != nil {
				return err
			}
			return c.checkArchives()
		},
	}
	root.SetIn(c.stdin)
	root.SetOut(c.stdout)
	root.SetErr(c.stderr)
	c.set.commonFlags(root.PersistentFlags())
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(c.auditCommand(), c.gateCommand(), c.nightlyCommand(), c.historyCommand(), c.fixCommand(), c.notesCommand(), c.rulesCommand(), c.cacheCommand(), c.saveCommand(),
		c.initCommand(), c.demoCommand(), c.schemaCommand(), c.manCommand(), c.versionCommand(), c.pdfCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	completeFlags(root, root.PersistentFlags())
	for _, cmd := range root.Commands() {
		completeFlags(cmd, cmd.Flags())
		completeNothing(cmd)
		switch cmd.Name() {
		case "completion": // cobra's own answers a wrong word with a help text, and passes
			cmd.Args, cmd.RunE = c.noSuchCommand, c.helpOnly
		case "help":
			cmd.Run, cmd.RunE = nil, c.help
		}
	}
	return root
}

// helpOnly answers a call without a command.
func (c *cli) helpOnly(cmd *cobra.Command, _ []string) error {
	cmd.SetOut(c.stderr)
	_ = cmd.Help()
	return &exitError{code: exitFailed}
}

// help explains the command that args name.
func (c *cli) help(cmd *cobra.Command, args []string) error {
	about := cmd.Root()
	for _, a := range args {
		var sub *cobra.Command
		for _, s := range about.Commands() {
			if s.Name() == a {
				sub = s
			}
		}
		if sub == nil {
			return c.noSuchCommand(about, []string{a})
		}
		about = sub
	}
	about.InitDefaultHelpFlag()
	return about.Help()
}

// noSuchCommand names the command that was most likely meant.
func (c *cli) noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if _, err := os.Stat(args[0]); err == nil && !cmd.HasParent() {
		return fmt.Errorf("unknown command %q; to audit that file: loccit audit %s", args[0], args[0])
	}
	var names []string
	for _, sub := range cmd.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	return fmt.Errorf("%w\nrun %s --help for the commands", unknown("command", args[0], names), cmd.CommandPath())
}

// flagError names the flag that was most likely meant, and puts what is wrong
// with a value in few words.
func flagError(cmd *cobra.Command, err error) error {
	var missing *pflag.NotExistError
	if errors.As(err, &missing) {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		name := missing.GetSpecifiedName()
		if n := nearest(name, names); n != "" && len(name) > 1 {
			return fmt.Errorf("unknown flag --%s; did you mean --%s?", name, n)
		}
		return fmt.Errorf("unknown flag %s; run %s --help for the flags", flagAsGiven(missing, name), cmd.CommandPath())
	}
	var bad *pflag.InvalidValueError
	if errors.As(err, &bad) {
		if bad.GetFlag().Value.Type() == "bool" {
			return fmt.Errorf("--%s %s: %w", bad.GetFlag().Name, bad.GetValue(), errBool)
		}
		return fmt.Errorf("--%s %s: %w", bad.GetFlag().Name, bad.GetValue(), bad.Unwrap())
	}
	return err
}

func flagAsGiven(e *pflag.NotExistError, name string) string {
	if e.GetSpecifiedShortnames() != "" {
		return "-" + name
	}
	return "--" + name
}

// noArguments is for commands that take flags alone.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes flags alone, and %q is none; run %[1]s --help for them", cmd.CommandPath(), args[0])
	}
	return nil
}

// oneOf is for commands whose arguments come from a list of words.
func oneOf(what string, words func() []string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		for _, a := range args {
			if !slices.Contains(words(), a) {
				return unknown(what, a, words())
			}
		}
		return nil
	}
}

// logf says on standard error what is being done, where --verbose asks for it.
func (c *cli) logf(format string, args ...any) {
	if c.set.verbose {
		c.errorf(format, args...)
	}
}

// notef says on standard error what an editor should know, unless --quiet.
func (c *cli) notef(format string, args ...any) {
	if !c.set.quiet {
		c.errorf(format, args...)
	}
}

// errorf says on standard error what went wrong.
func (c *cli) errorf(format string, args ...any) {
	fmt.Fprintf(c.stderr, "loccit: "+format+"\n", args...)
}

// colour reports whether w is a terminal that takes colours.
func (c *cli) colour(w io.Writer) bool {
	return !c.set.noColor && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(w)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width is how many columns w shows, 0 where it is no terminal.
func width(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	n, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return n
}

// plural writes a number with its noun: 1 note, 2 notes.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, strings.TrimSpace(noun))
}
