package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"loccit/cache"
	"loccit/report"
	"loccit/verify"
	"loccit/verify/content"
	"loccit/verify/repair"
	"loccit/verify/rule"
)

func (c *cli) auditCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit [flags] DOC...",
		Short: "Every note, every source, one report",
		Long: `Audit reads documents, takes the citations of their notes apart, visits every
cited URL once, asks web archives about it, and writes one report.

DOC is a file, a folder, a glob, a URL, or - for standard input.

Exit codes: 0 passed; 1 findings at or above --fail-on; 2 could not run, or a
document could not be read; 3 incomplete (the report is still written).`,
		Example: `  loccit audit article.txt
  loccit audit --offline article.txt            the text alone, no network
  loccit audit -f html -o report.html chapters/
  loccit audit --report json=r.json --report html=r.html *.md
  pdftotext paper.pdf - | loccit audit -`,
		Args: atLeastOneDocument,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.audit(cmd.Context(), "audit", args)
		},
	}
	c.set.reportFlags(cmd.Flags())
	c.set.cacheFlags(cmd.Flags())
	c.set.webFlags(cmd.Flags())
	return cmd
}

func atLeastOneDocument(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("which document? name a file, a folder, a glob, a URL, or - for standard input\nrun %s --help for examples", cmd.CommandPath())
	}
	return nil
}

// audit reads the documents that args name, and reports on them.
func (c *cli) audit(ctx context.Context, command string, args []string) error {
	started := c.now()
	docs, failed, err := c.openDocuments(ctx, args)
	if err := nothingToExamine(docs, failed, err); err != nil {
		return err
	}
	if err := c.checkTargets(args, docs); err != nil {
		return err
	}
	r, err := c.examine(ctx, command, docs, started)
	if err != nil {
		return err
	}
	if err := c.write(r); err != nil {
		return err
	}
	return c.verdict(r, failed)
}

// examine is the pipeline from citations to findings: gather, judge, report.
func (c *cli) examine(ctx context.Context, command string, docs []*verify.Document, started time.Time) (*verify.Report, error) {
	c.sayNoteless(docs)
	sources, mender := c.sources(docs)
	run := verify.Run{ID: runID(started), Command: command, Started: started, Offline: c.set.offline, Since: c.only.Revision()}
	store, err := c.openCache()
	if err != nil {
		return nil, err
	}
	if store != nil {
		defer c.rest.Go(store.Close)
	}
	evidence, err := c.gather(ctx, store, &run, nil, docs, sources, mender)
	if err != nil {
		return nil, err
	}
	if store != nil { // an interrupted run is remembered, too
		if err := store.Record(context.WithoutCancel(ctx), run); err != nil {
			return nil, err
		}
	}
	return c.judge(ctx, store, run, docs, sources, evidence)
}

// sources are those that the documents cite, with what makes them look damaged,
// and who mends them.
func (c *cli) sources(docs []*verify.Document) ([]verify.Source, verify.Mender) {
	sources := c.only.Sources(docs, verify.Sources(docs))
	mender := repair.Examine(docs, sources)
	for i, damage := range mender.Damages() {
		sources[i].Damage = damage
	}
	return sources, mender
}

// judge makes the report of what a run has gathered.
func (c *cli) judge(ctx context.Context, store *cache.Cache, run verify.Run, docs []*verify.Document, sources []verify.Source, evidence []verify.Evidence) (*verify.Report, error) {
	if err := recallLives(context.WithoutCancel(ctx), store, sources, evidence); err != nil {
		return nil, err
	}
	verify.AddSeen(sources, evidence, c.sightings())
	texts := &shelfOfTexts{ctx: context.WithoutCancel(ctx), store: store} // an interrupted run is judged, too
	judged, findings := verify.Judge(docs, sources, evidence, content.Comparison(texts.read), c.rules(), run.Started)
	if texts.err != nil {
		return nil, texts.err
	}
	r := &verify.Report{
		Version: version(), Run: run, Documents: docs, Sources: judged.Sources, Repaired: judged.Repaired, Checks: judged.AllChecks(),
		Findings: c.only.Findings(docs, findings), Rules: c.catalogue(),
	}
	c.answer(r, run.Started)
	return r, nil
}

// answer adds to r what editors have said in loccit.toml, and what is to be
// said of that.
func (c *cli) answer(r *verify.Report, now time.Time) {
	if c.only != nil {
		r.Remarks = append(r.Remarks, c.only.Remark(r.Documents))
	}
	r.Remarks = append(r.Remarks, verify.SeenRemarks(r.Sources, now)...)
	var said []verify.Remark
	r.Findings, said = verify.Waive(r, c.waivers, c.rules(), now)
	r.Remarks = append(r.Remarks, said...)
}

// runID names a run by its start, and by its process where two start at once.
func runID(started time.Time) string {
	return fmt.Sprintf("%s-%d", started.UTC().Format("20060102T150405.000"), os.Getpid())
}

// sayNoteless names the documents in which nothing is to be checked.
func (c *cli) sayNoteless(docs []*verify.Document) {
	for _, d := range docs {
		if len(d.Notes) == 0 {
			c.notef("%s: no numbered notes found in this text", d.Path)
		}
	}
}

// now is the present of the run: the clock, or --now.
func (c *cli) now() time.Time {
	if !c.set.now.IsZero() {
		return c.set.now.Time
	}
	return time.Now()
}

// rules are those of the catalogue that the settings keep.
func (c *cli) rules() []verify.Rule {
	var kept []verify.Rule
	for _, r := range c.catalogue() {
		if c.set.keeps(r.ID) {
			kept = append(kept, r)
		}
	}
	return kept
}

// catalogue is every rule, with the severity that this house gives it.
func (c *cli) catalogue() []verify.Rule {
	all := rule.Catalogue()
	for i := range all {
		if s, ok := c.severities[all[i].ID]; ok {
			all[i].Severity = s
		}
	}
	return all
}

// write writes the report to where it is wanted, and every other report that
// was asked for.
func (c *cli) write(r *verify.Report) error {
	if err := c.jobSummary(r); err != nil {
		return err
	}
	for _, f := range c.set.reports {
		if err := c.save(f.path, f.format, r); err != nil {
			return err
		}
	}
	if c.set.output != "" && c.set.output != "-" {
		return c.save(c.set.output, c.set.format.value, r)
	}
	return c.print(r)
}

// jobSummary adds the report to the page of a GitHub job, where --format github
// speaks to one.
func (c *cli) jobSummary(r *verify.Report) (err error) {
	path := os.Getenv("GITHUB_STEP_SUMMARY")
	if path == "" || c.set.format.value != "github" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("opening the job summary: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return report.JobSummary(f, r)
}

// print writes the report to standard output.
func (c *cli) print(r *verify.Report) error {
	w, err := report.ByName(c.set.format.value)
	if err != nil {
		return err
	}
	o := report.Options{Colour: c.colour(c.stdout), Width: width(c.stdout), Verbose: c.set.verbose, Fails: c.counts}
	return w.Write(c.stdout, r, o)
}

func (c *cli) save(path, format string, r *verify.Report) error {
	w, err := report.ByName(format)
	if err != nil {
		return err
	}
	if err := report.Save(path, w, r, report.Options{Fails: c.counts}); err != nil {
		return err
	}
	c.notef("%s report in %s", format, path)
	return nil
}

// verdict is the exit code of a report.
func (c *cli) verdict(r *verify.Report, failed int) error {
	switch {
	case failed > 0:
		return &exitError{exitFailed, fmt.Errorf("%s could not be read", plural(failed, "document"))}
	case !r.Run.Complete():
		return &exitError{exitIncomplete, fmt.Errorf("incomplete: %s", r.Run.Why)}
	case slices.ContainsFunc(r.Findings, c.counts):
		return &exitError{code: exitFindings}
	}
	return nil
}

// counts reports whether f makes the run fail.
func (c *cli) counts(f verify.Finding) bool {
	from, never := c.failOn()
	return f.Stops || !c.gating && !never && f.Severity >= from && f.Waived == nil && !f.Baseline
}

// failOn is the least severity that makes a run fail, or that none does.
func (c *cli) failOn() (from verify.Severity, never bool) {
	switch c.set.failOn.value {
	case "advice":
		return verify.Advice, false
	case "warning":
		return verify.Warning, false
	case "never":
		return verify.Error, true
	}
	return verify.Error, false
}
