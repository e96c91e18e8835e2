package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"loccit/verify"
	"loccit/verify/rule"
)

func (c *cli) rulesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rules [ID]...",
		Short: "The catalogue of rules, or single ones explained",
		Example: `  loccit rules
  loccit rules dead-link url-damaged`,
		Args:              oneOf("rule", ruleIDs),
		ValidArgsFunction: completeRules,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.listRules()
			}
			return c.explainRules(args)
		},
	}
}

// completeRules offers the rules with their titles to a shell.
func completeRules(_ *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	var words []string
	for _, r := range rule.Catalogue() {
		words = append(words, cobra.CompletionWithDesc(r.ID, r.Title))
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

func (c *cli) listRules() error {
	wide := 0
	for _, id := range ruleIDs() {
		wide = max(wide, len(id))
	}
	w := bufio.NewWriter(c.stdout)
	group := ""
	for _, r := range c.catalogue() {
		if r.Group != group {
			group = r.Group
			fmt.Fprintln(w, group)
		}
		fmt.Fprintf(w, "  %-*s  %-7s  %s\n", wide, r.ID, r.Severity, r.Title)
	}
	return w.Flush()
}

func (c *cli) explainRules(ids []string) error {
	byID := map[string]verify.Rule{}
	for _, r := range c.catalogue() {
		byID[r.ID] = r
	}
	for i, id := range ids {
		if i > 0 {
			fmt.Fprintln(c.stdout)
		}
		r := byID[id]
		if _, err := fmt.Fprintf(c.stdout, "%s (%s)\n%s\n\n%s\n", r.ID, r.Severity, r.Title, strings.TrimSpace(r.Doc)); err != nil {
			return err
		}
		if r.Heals {
			fmt.Fprintln(c.stdout, "\nWhat it finds may heal by itself, or be our side: a gate stops for it only where\n--stop-for names it.")
		}
	}
	return nil
}
