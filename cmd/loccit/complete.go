package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"loccit/verify/archive"
)

// completeFlags offers a shell the words that the flags of cmd take.
func completeFlags(cmd *cobra.Command, flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		var complete cobra.CompletionFunc
		switch v := f.Value.(type) {
		case *choice:
			complete = cobra.FixedCompletions(v.words, cobra.ShellCompDirectiveNoFileComp)
		case *choices:
			words := v.words
			if f.Name == "archive" { // those of [[memento]] are known later
				words = append(archive.Names(), "none")
			}
			complete = completeList(words)
		case *reportFiles:
			complete = completeReport
		default:
			return
		}
		// The error is for a flag that is not there, or that has words already.
		_ = cmd.RegisterFlagCompletionFunc(f.Name, complete)
	})
}

// completeList offers words for a list, and behind a comma those that it lacks.
func completeList(words []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		given := typed[:strings.LastIndexByte(typed, ',')+1]
		var offered []string
		for _, w := range words {
			if !strings.Contains(","+given, ","+w+",") {
				offered = append(offered, given+w)
			}
		}
		return offered, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeReport offers the formats of FORMAT=FILE; the file is the shell's own.
func completeReport(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	if strings.Contains(typed, "=") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var offered []string
	for _, name := range reportNames() {
		offered = append(offered, name+"=")
	}
	return offered, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// completeNothing keeps a shell from offering files to a command that takes none.
func completeNothing(cmd *cobra.Command) {
	switch cmd.Name() {
	case "demo", "history", "init", "nightly", "schema", "version":
		cmd.ValidArgsFunction = cobra.NoFileCompletions
	}
	for _, sub := range cmd.Commands() {
		if cmd.Name() == "cache" {
			sub.ValidArgsFunction = cobra.NoFileCompletions
		}
	}
}
