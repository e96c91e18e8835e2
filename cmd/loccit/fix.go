package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"loccit/report"
	"loccit/verify"
	"loccit/verify/format"
	"loccit/verify/mend"
)

// fixSettings are what the flags of fix decide.
type fixSettings struct {
	write      bool
	confidence choice
	archives   bool
}

func (c *cli) fixCommand() *cobra.Command {
	set := fixSettings{confidence: choice{"high", []string{"high", "medium", "low"}}}
	cmd := &cobra.Command{
		Use:   "fix [--write] DOC...",
		Short: "URL repairs and archive links as a unified diff, or written in place",
		Long: `Fix does what audit does, and then puts repaired URLs in place of damaged ones,
and with --archive-links the links of snapshots behind sources that are dead.
It prints a unified diff that patch takes; with --write it changes the files,
and keeps what they were as DOC.orig, or DOC.orig.2 and so on: no file that is
there already is overwritten.

Text, Markdown, HTML, LaTeX, MediaWiki, DokuWiki, DocBook, lists of URLs, DOCX
and ODT can be changed; of all others the repairs are listed. The diff of a DOCX
or an ODT is one of its text, and --write alone can apply it. What is not
certain is left as it is, and said on standard error. A second run changes
nothing more.

Exit codes: 0 all that is proposed is in the diff, or written; 1 something was
left for you to do; 2 could not run, or a document could not be read or written;
3 incomplete (what is known so far is in the diff all the same).`,
		Example: `  loccit fix article.md                        see what would change
  loccit fix article.md | patch article.md
  loccit fix --write --archive-links book/*.docx
  loccit fix --confidence medium article.txt   repairs that are less sure, too`,
		Args: atLeastOneDocument,
		RunE: func(cmd *cobra.Command, args []string) error { return c.fix(cmd.Context(), args, set) },
	}
	cmd.Flags().BoolVarP(&set.write, "write", "w", false, "change the files, and keep what they were as DOC.orig")
	cmd.Flags().Var(&set.confidence, "confidence", "take repairs that are at least this sure")
	cmd.Flags().BoolVar(&set.archives, "archive-links", false, "add the link of a snapshot to citations of what is dead")
	c.set.cacheFlags(cmd.Flags())
	c.set.webFlags(cmd.Flags())
	return cmd
}

// policy is what fix asks for.
func (s *fixSettings) policy() mend.Policy {
	least := map[string]verify.Confidence{"high": verify.High, "medium": verify.Medium, "low": verify.Low}
	return mend.Policy{Least: least[s.confidence.value], Archives: s.archives}
}

// fix reads and examines the documents that args name, and mends them.
func (c *cli) fix(ctx context.Context, args []string, set fixSettings) error {
	for _, a := range args {
		if isURL(a) {
			return fmt.Errorf("%s: fix changes files; save the page first", a)
		}
	}
	if set.write && slices.Contains(args, "-") {
		return errors.New("standard input cannot be written to; leave --write out for a diff")
	}
	var stdin []byte
	if slices.Contains(args, "-") {
		var err error
		if stdin, err = c.readStdin(ctx); err != nil {
			return fmt.Errorf("reading standard input: %w", err)
		}
		c.stdin = bytes.NewReader(stdin)
	}
	if set.archives && c.asksNoArchive() && !c.set.offline {
		c.notef("no archive is asked, so that only snapshots that are remembered can be added")
	}
	started := c.now()
	docs, failed, err := c.openDocuments(ctx, args)
	if err := nothingToExamine(docs, failed, err); err != nil {
		return err
	}
	r, err := c.examine(ctx, "fix", docs, started)
	if err != nil {
		return err
	}
	left, places := 0, map[string]string{}
	for d := range docs {
		if c.sameFile(docs[d].Path, places) {
			continue
		}
		n, err := c.fixDocument(ctx, r, d, set, stdin)
		if err != nil {
			failed++
			c.errorf("%s: %v", docs[d].Path, err)
		}
		left += n
	}
	switch {
	case failed > 0:
		return &exitError{exitFailed, fmt.Errorf("%s could not be read or changed", plural(failed, "document"))}
	case !r.Run.Complete():
		return &exitError{exitIncomplete, fmt.Errorf("incomplete: %s", r.Run.Why)}
	case left > 0:
		return &exitError{code: exitFindings}
	}
	return nil
}

// sameFile reports, and says, that path is another name of a file that was mended
// before: places are those files, with the names by which they were.
func (c *cli) sameFile(path string, places map[string]string) bool {
	place, err := filepath.EvalSymlinks(path)
	if err != nil { // standard input; or whoever opens it says what is wrong
		return false
	}
	before, known := places[place]
	if known {
		c.notef("%s: the same file as %s", path, before)
	}
	places[place] = path
	return known
}

// fixDocument mends one document, and returns how much of what is proposed was
// left.
func (c *cli) fixDocument(ctx context.Context, r *verify.Report, at int, set fixSettings, stdin []byte) (left int, err error) {
	d := r.Documents[at]
	orders := mend.Orders(r, at, set.policy())
	c.sayUnsure(r, at, set)
	if set.archives {
		c.sayUnknown(r, at)
	}
	if len(orders) == 0 {
		return 0, nil
	}
	if !mend.Writable(d.Format) {
		c.errorf("%s: fix cannot write %s; change by hand:", d.Path, strings.ToUpper(d.Format))
		for _, o := range orders {
			fmt.Fprintf(c.stderr, "  %s\n", proposal(d, o))
		}
		return len(orders), nil
	}
	in := verify.Input{Path: d.Path, Data: stdin}
	if d.Path != "-" {
		if in, err = c.reopen(ctx, d); err != nil {
			return 0, err
		}
	}
	result, err := mend.Mend(in, d, orders, readers(ctx))
	if err != nil {
		return 0, err
	}
	for _, l := range result.Left {
		c.errorf("%s: left as it is: %s: %s", d.Path, proposal(d, l.Order), l.Why)
	}
	if len(result.Done) == 0 {
		return len(result.Left), nil
	}
	if set.write {
		backup, err := replaceFile(d.Path, in.Data, result.Data)
		if err != nil {
			return 0, err
		}
		c.notef("%s: %s; as it was: %s", d.Path, changes(result.Done), backup)
		return len(result.Left), nil
	}
	c.notef("%s: %s", d.Path, changes(result.Done))
	return len(result.Left), c.printDiff(c.stdout, in, d, result)
}

// reopen reads a document again, which must be the one that was examined:
// visiting its sources may have taken an hour.
func (c *cli) reopen(ctx context.Context, d *verify.Document) (verify.Input, error) {
	in, err := c.open(ctx, d.Path)
	if err == nil && checksum(in.Data) != d.SHA256 {
		err = errors.New("the file was changed while its sources were visited; run fix again")
	}
	return in, err
}

// sayUnsure tells of repairs that are less sure than what is asked for.
func (c *cli) sayUnsure(r *verify.Report, at int, set fixSettings) {
	all := len(mend.Orders(r, at, mend.Policy{Least: verify.Low}))
	sure := len(mend.Orders(r, at, mend.Policy{Least: set.policy().Least}))
	if all > sure {
		c.notef("%s: %s of lower confidence not taken: look at them with --confidence low", r.Documents[at].Path, plural(all-sure, "repair"))
	}
}

// sayUnknown tells of dead sources of which no archive could be asked: a later
// run may find their snapshots.
func (c *cli) sayUnknown(r *verify.Report, at int) {
	unknown := 0
	for i := range r.Sources {
		s := &r.Sources[i]
		if s.State == verify.Dead && s.Archive.State == verify.Unknown && slices.ContainsFunc(s.CitedBy, func(ref verify.Ref) bool { return ref.Document == at }) {
			unknown++
		}
	}
	if unknown > 0 {
		c.notef("%s: the archive could not be asked about %s; run again later", r.Documents[at].Path, plural(unknown, "dead source"))
	}
}

// proposal is an order in words: which note, and what is to be there.
func proposal(d *verify.Document, o mend.Order) string {
	cite := &d.Citations[o.Citation]
	words := "note " + d.Notes[cite.Note].Label + ": " + cite.URL
	if o.URL != "" {
		words += " -> " + o.URL
	}
	if o.Archive != "" {
		words += ", archived at " + o.Archive
	}
	return report.Plain(words)
}

// changes counts what was done.
func changes(done []mend.Order) string {
	repairs, snapshots := 0, 0
	for _, o := range done {
		if o.URL != "" {
			repairs++
		}
		if o.Archive != "" {
			snapshots++
		}
	}
	return plural(repairs, "repair") + ", " + plural(snapshots, "archive link")
}

// diffName is the name of a file as patch and git read it in a diff: in quotes
// where a line cannot hold it, and with a tab behind it where it holds a space.
func diffName(name string) string {
	special := func(r rune) bool { return r < ' ' || r == 0x7f || r == '"' || r == '\\' }
	if strings.ContainsFunc(name, special) {
		var b strings.Builder
		for _, c := range []byte(name) {
			switch {
			case c == '"' || c == '\\':
				b.Write([]byte{'\\', c})
			case c < ' ' || c >= 0x7f:
				fmt.Fprintf(&b, `\%03o`, c)
			default:
				b.WriteByte(c)
			}
		}
		return `"` + b.String() + `"`
	}
	if strings.Contains(name, " ") {
		return name + "\t"
	}
	return name
}

// printDiff writes the diff of a document: of its bytes, where it is lines of
// text, else of its text, under a name that patch finds no file by.
func (c *cli) printDiff(w io.Writer, in verify.Input, d *verify.Document, r *mend.Result) error {
	name, before, after := in.Path, string(in.Data), string(r.Data)
	if name == "-" {
		name = "stdin"
	}
	if d.Format == "docx" || d.Format == "odt" {
		name, before, after = name+" (its text)", d.Text, r.After.Text
	} else if text, coding, err := format.Source(d.Format, in.Data); err == nil && coding.Wide() {
		name, before = name+" (as UTF-8)", text
		if after, _, err = format.Source(d.Format, r.Data); err != nil {
			return fmt.Errorf("reading what was mended: %w", err)
		}
	}
	if name != in.Path && in.Path != "-" {
		c.notef("%s: patch cannot apply this diff; use --write", in.Path)
	}
	name = diffName(name)
	diff, err := udiff.ToUnified(name, name, before, udiff.Lines(before, after), udiff.DefaultContextLines)
	if err == nil {
		_, err = io.WriteString(w, diff)
	}
	if err != nil {
		return fmt.Errorf("writing the diff: %w", err)
	}
	return nil
}
