package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"loccit/report"
	"loccit/verify"
)

func (c *cli) notesCommand() *cobra.Command {
	format := choice{"text", []string{"text", "json"}}
	cmd := &cobra.Command{
		Use:   "notes DOC...",
		Short: "The parse alone: notes, calls, citations; never touches the network",
		Example: `  loccit notes article.txt
  loccit notes --format json article.md | jq '.documents[].notes[].label'`,
		Args: atLeastOneDocument,
		RunE: func(cmd *cobra.Command, args []string) error { return c.notes(cmd, args, format.value) },
	}
	cmd.Flags().VarP(&format, "format", "f", "write the parse as")
	return cmd
}

func (c *cli) notes(cmd *cobra.Command, args []string, format string) error {
	for _, a := range args {
		if isURL(a) {
			return fmt.Errorf("%s: notes never touches the network; save the page first, or use audit", a)
		}
	}
	started := c.now()
	docs, failed, err := c.readDocuments(cmd.Context(), args)
	if err != nil {
		return &exitError{exitIncomplete, errors.New("interrupted")}
	}
	if format == "json" && len(docs) > 0 {
		err = c.notesJSON(docs, started)
	} else {
		err = c.notesText(docs)
	}
	if err == nil && failed > 0 {
		err = &exitError{code: exitFailed}
	}
	return err
}

func (c *cli) notesText(docs []*verify.Document) error {
	for i, d := range docs {
		if i > 0 {
			fmt.Fprintln(c.stdout)
		}
		if err := report.Notes(c.stdout, d); err != nil {
			return fmt.Errorf("writing the notes: %w", err)
		}
	}
	return nil
}

// notesJSON writes the parse in the shape of the JSON report: nothing visited,
// nothing judged.
func (c *cli) notesJSON(docs []*verify.Document, started time.Time) error {
	sources := verify.Sources(docs)
	evidence := make([]verify.Evidence, len(sources))
	for i := range evidence {
		evidence[i].Skipped = "offline"
	}
	parsed, _ := verify.Judge(docs, sources, evidence, verify.Comparison{}, nil, started)
	w, err := report.ByName("json")
	if err != nil {
		return err
	}
	run := verify.Run{Command: "notes", Started: started, Finished: c.now(), Offline: true}
	return w.Write(c.stdout, &verify.Report{Version: version(), Run: run, Documents: docs, Sources: parsed.Sources}, report.Options{})
}
