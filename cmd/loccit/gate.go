package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"loccit/report"
	"loccit/verify"
)

func (c *cli) gateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "gate [flags] DOC...",
		Short: "An audit, and a verdict: yes or no",
		Long: `Gate audits documents and says yes or no: it stops for what is new, sure and not
waived, and for nothing else.

New is what is not in the baseline: findings are known by their rule, their
source and the words of their note, so that a paragraph added above changes
nothing, and a changed note is new again. Sure is what rests on an answer or on
the text alone; what may heal (unreachable, blocked) does not stop it, unless
--stop-for names its rule. Waived is what [[waiver]] of loccit.toml answers for.

Where more than --max-unjudged of the sources are unreachable or unchecked, it
does not say yes: a gate that cannot see exits with 3.

Exit codes: 0 yes; 1 no; 2 could not run, or a document could not be read;
3 incomplete, or too little could be judged.`,
		Example: `  loccit gate --baseline known.json --write-baseline book/   what is known today
  loccit gate --baseline known.json book/                    stops for what is new
  loccit gate --changed-since origin/main book/              a pull request
  loccit gate --stop-for unreachable-link article.txt`,
		Args: atLeastOneDocument,
		RunE: func(cmd *cobra.Command, args []string) error { return c.gate(cmd.Context(), cmd.Root(), args) },
	}
	c.set.reportFlags(cmd.Flags())
	c.set.gateFlags(cmd.Flags())
	c.set.cacheFlags(cmd.Flags())
	c.set.webFlags(cmd.Flags())
	return cmd
}

// gateFlags decide what a gate stops for.
func (s *settings) gateFlags(fs *pflag.FlagSet) {
	fs.StringVar(&s.baseline, "baseline", "", "what `FILE` knows is old, and does not stop the gate")
	fs.BoolVar(&s.writeBaseline, "write-baseline", false, "write what is found into the file of --baseline")
	fs.StringVar(&s.changedSince, "changed-since", "", "look only at notes that differ from this `REV` of the git work tree")
	fs.Var(&s.maxUnjudged, "max-unjudged", "how many sources may be unreachable or unchecked")
	fs.Var(&s.stopFor, "stop-for", "stop for these rules whatever their severity, and though what they find may heal")
}

// gate audits the documents that args name, and says yes or no.
func (c *cli) gate(ctx context.Context, root *cobra.Command, args []string) error {
	started := c.now()
	c.gating = true
	known, err := c.readBaseline()
	if err != nil {
		return err
	}
	docs, failed, err := c.openDocuments(ctx, args)
	if err := nothingToExamine(docs, failed, err); err != nil {
		return err
	}
	if err := c.checkTargets(args, docs); err != nil {
		return err
	}
	if c.set.changedSince != "" {
		if docs, err = c.changedSince(ctx, c.set.changedSince, docs); err != nil {
			return err
		}
	}
	r, err := c.examine(ctx, "gate", docs, started)
	if err != nil {
		return err
	}
	if err := c.rule(ctx, r, known, failed); err != nil {
		return err
	}
	r.Gate.Next = c.next(r, root, args)
	if err := c.write(r); err != nil {
		return err
	}
	last := c.set.format.value == "text" || c.set.format.value == "github" // the report ends with the verdict itself
	if !last || c.set.output != "" && c.set.output != "-" {
		c.notef("%s", report.Verdict(r.Gate))
	}
	return gateCode(r.Gate)
}

// rule puts the gate's ruling into r, and writes the baseline where that is
// asked for: then the new one holds.
func (c *cli) rule(ctx context.Context, r *verify.Report, known *verify.Baseline, failed int) error {
	policy := c.policy(known)
	g := verify.Gate(r, policy)
	healed := g.Healed
	if c.set.writeBaseline {
		if g.Why != "" || failed > 0 {
			c.notef("%s stays as it was: a baseline is written from a run that saw everything", c.set.baseline)
		} else {
			if err := report.SaveBaseline(c.set.baseline, g.Kept); err != nil {
				return err
			}
			c.notef("%s knows %s", c.set.baseline, plural(g.Kept.Size(), "finding"))
			policy.Baseline = g.Kept
			g = verify.Gate(r, policy)
		}
	}
	g.Failed = failed
	r.Findings, r.Gate = g.Findings, g
	r.Remarks = append(r.Remarks, verify.HealedRemarks(healed)...)
	if g.Why != r.Run.Why {
		r.Run.Why = g.Why
		return c.record(ctx, r.Run)
	}
	return nil
}

// policy is what the settings make the gate stop for.
func (c *cli) policy(known *verify.Baseline) verify.Policy {
	p := verify.Policy{
		StopFor: c.set.stopFor.values, MaxUnjudged: c.set.maxUnjudged.share(), Baseline: known,
		Checked: c.rules(), Name: c.nameInBaseline,
	}
	p.FailOn, p.Never = c.failOn()
	return p
}

// nameInBaseline is the path of a document from the folder of the baseline, so
// that it means the same wherever loccit is run.
func (c *cli) nameInBaseline(path string) string {
	if path == "-" || isURL(path) || c.set.baseline == "" {
		return path
	}
	dir, err := filepath.Abs(filepath.Dir(c.set.baseline))
	if err != nil {
		return filepath.ToSlash(path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return filepath.ToSlash(path)
	}
	rel, err := filepath.Rel(dir, abs)
	if err != nil {
		rel = abs
	}
	return filepath.ToSlash(rel)
}

// readBaseline reads the file of --baseline; nil where none is wanted. One that
// is to be written need not be there yet.
func (c *cli) readBaseline() (*verify.Baseline, error) {
	if c.set.baseline == "" {
		if c.set.writeBaseline {
			return nil, errors.New("--write-baseline: into which file? name it with --baseline FILE")
		}
		return nil, nil
	}
	data, err := os.ReadFile(c.set.baseline)
	switch {
	case errors.Is(err, fs.ErrNotExist) && c.set.writeBaseline:
		if err := writable(c.set.baseline); err != nil {
			return nil, fmt.Errorf("%s: %w", c.set.baseline, err)
		}
		return nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: no such file; --write-baseline makes it", c.set.baseline)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", c.set.baseline, plainError(err))
	}
	known, err := verify.ParseBaseline(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.set.baseline, err)
	}
	return known, nil
}

func gateCode(g *verify.Ruling) error {
	switch {
	case g.Failed > 0:
		return &exitError{code: exitFailed}
	case g.Why != "":
		return &exitError{code: exitIncomplete}
	case g.Stops > 0:
		return &exitError{code: exitFindings}
	}
	return nil
}

// next is what to run after the verdict.
func (c *cli) next(r *verify.Report, root *cobra.Command, args []string) string {
	docs := quoted(args)
	baseline := c.set.baseline
	if baseline == "" {
		baseline = "known.json"
	}
	anew := "loccit gate --baseline " + quoted([]string{baseline}) + " --write-baseline " + docs
	switch g := r.Gate; {
	case g.Failed > 0:
		return "loccit notes DOC, for a document that could not be read"
	case g.Why == "unjudged" && c.set.offline:
		return "loccit gate " + docs + ", without --offline"
	case g.Why == "unjudged":
		return "loccit gate " + docs + " again later, or open them by hand and say so in [[seen]] of loccit.toml"
	case g.Why != "":
		return "loccit gate " + docs + ", when the network is well; it asks for what is missing alone"
	case g.Stops > 0 && mendable(r) && hasCommand(root, "fix"):
		return "loccit fix " + docs
	case g.Stops > 0:
		rules := g.StoppingRules()
		return "loccit rules " + strings.Join(rules[:min(4, len(rules))], " ")
	case len(g.Healed) > 0 && c.set.changedSince == "":
		return anew
	case slices.ContainsFunc(r.Findings, func(f verify.Finding) bool { return f.Waived == nil && !f.Baseline }):
		return "loccit audit " + docs + ", for what does not stop it"
	}
	return "nothing"
}

// mendable reports whether something that stops the gate has a repair.
func mendable(r *verify.Report) bool {
	return slices.ContainsFunc(r.Findings, func(f verify.Finding) bool {
		return f.Stops && f.Suggestion != nil && f.Suggestion.Kind != "replace-text"
	})
}

func hasCommand(root *cobra.Command, name string) bool {
	return slices.ContainsFunc(root.Commands(), func(cmd *cobra.Command) bool { return cmd.Name() == name })
}

// quoted are arguments as a shell takes them.
func quoted(args []string) string {
	words := slices.Clone(args)
	for i, w := range words {
		if w == "" || strings.ContainsAny(w, " \t\n'\"\\$`&|;<>()*?[]#~!{}") {
			words[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(words, " ")
}

// sightings are what editors have seen by hand, with the day until which each
// counts.
func (c *cli) sightings() []verify.Seen {
	seen := slices.Clone(c.seen)
	for i := range seen {
		on := time.Date(seen[i].On.Year, time.Month(seen[i].On.Month), seen[i].On.Day, 12, 0, 0, 0, time.UTC)
		seen[i].Until = verify.DateOf(on.Add(time.Duration(c.set.seenFor)))
	}
	return seen
}
