package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (c *cli) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init",
		Short: "Write a commented loccit.toml into this folder",
		Long: `Init writes loccit.toml with every key, its default and what it does, all
commented out. A file that is there already is left as it is.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f, err := os.OpenFile(configName, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
			if errors.Is(err, fs.ErrExist) {
				return fmt.Errorf("%s is here already, and stays as it is", configName)
			}
			if err != nil {
				return fmt.Errorf("writing %s: %w", configName, plainError(err))
			}
			_, err = f.Write(commentedConfig(cmd.Root()))
			if err = errors.Join(err, f.Close()); err != nil {
				return fmt.Errorf("writing %s: %w", configName, err)
			}
			c.notef("wrote %s", configName)
			return nil
		},
	}
}

// commentedConfig is a loccit.toml made from the flags, so that it is never
// behind them.
func commentedConfig(root *cobra.Command) []byte {
	var b bytes.Buffer
	b.WriteString("# Settings of loccit. The keys are the names of flags; a flag on the command line wins.\n" +
		"# Paths are relative to this file. Take the # away from what you change.\n")
	seen := map[string]bool{}
	write := func(f *pflag.Flag) {
		if !seen[f.Name] && !f.Hidden && !slices.Contains(noKeys(), f.Name) {
			seen[f.Name] = true
			writeKey(&b, f)
		}
	}
	for _, name := range []string{"audit", "gate", "nightly"} {
		cmd, _, err := root.Find([]string{name})
		if err != nil {
			panic("loccit: no command " + name)
		}
		cmd.LocalNonPersistentFlags().VisitAll(write)
	}
	root.PersistentFlags().VisitAll(write)
	b.WriteString(tableExamples)
	return b.Bytes()
}

func writeKey(b *bytes.Buffer, f *pflag.Flag) {
	name, usage := pflag.UnquoteUsage(f)
	fmt.Fprintf(b, "\n# %s", usage)
	if strings.Contains(name, "|") {
		fmt.Fprintf(b, " (%s)", strings.ReplaceAll(name, "|", ", "))
	}
	fmt.Fprintf(b, "\n# %s = %s\n", f.Name, tomlValue(f))
}

// tomlValue writes the default of a flag as TOML.
func tomlValue(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool", "N", "int":
		return f.DefValue
	case "list", "stringSlice", "stringArray", "FORMAT=FILE":
		words := strings.Split(strings.Trim(f.DefValue, "[]"), ",")
		if words[0] == "" {
			return "[]"
		}
		return `["` + strings.Join(words, `", "`) + `"]`
	}
	if f.Name == "cache" {
		return `"loccit.db"` // the default lies in the user's folder, which no shared file should name
	}
	return fmt.Sprintf("%q", f.DefValue)
}

const tableExamples = `
# How much the findings of a rule matter in this house: error, warning or advice.
# [severity]
# archive-missing = "advice"
# moved-link = "warning"

# What may stand. Without a rule it holds for all, without a url for all sources.
# [[waiver]]
# rule = "dead-link"
# url = "https://old.example.com/*"   # a URL, or a glob
# reason = "the author keeps a printout"
# until = 2027-01-31                  # the last day; without it, for good
# by = "H. Brandt"

# What an editor opened by hand, because programs do not get in: it counts as
# live for as long as seen-for says.
# [[seen]]
# url = "https://library.example.com/catalogue/4711"
# on = 2026-03-01
# by = "H. Brandt"

# Settings for single hosts; the first that fits holds.
# [[host]]
# host = "*.example.com"
# limit = 1        # requests at once
# delay = "2s"     # between two requests
# skip = false     # true: never asked

# Archives that speak the Memento protocol; archive = ["wayback", "ukwa"] then asks this one, too.
# [[memento]]
# name = "ukwa"
# timegate = "https://www.webarchive.org.uk/wayback/archive/"
# timemap = "https://www.webarchive.org.uk/wayback/archive/timemap/link/"
# playback = "https://www.webarchive.org.uk/wayback/archive/"  # where TIMESTAMPid_/URL shows the bytes; may be left out
# rate = 20        # questions a minute

# Who is told what changed in a night: by mail, webhook, chat or file. always = true
# tells of nights too in which nothing changed. Passwords and tokens stand in the
# environment alone.
# [[notice]]
# kind = "mail"
# to = ["desk@example.com"]
# from = "loccit@example.com"
# server = "smtp.example.com:587"
# tls = "starttls"                       # starttls, implicit (port 465) or none
# user = "loccit"                        # for a log-in
# password-env = "LOCCIT_SMTP_PASSWORD"  # the variable that holds the password
# always = false
# [[notice]]
# kind = "chat"                          # Slack, Mattermost and others that take {"text": "..."}
# url-env = "LOCCIT_CHAT_URL"            # such URLs are secrets
# [[notice]]
# kind = "webhook"                       # the changes as JSON
# url = "https://cms.example.com/hooks/loccit"
# token-env = "LOCCIT_WEBHOOK_TOKEN"     # sent as a bearer token
# [[notice]]
# kind = "file"                          # appended: text, or a line of JSON where it ends with .jsonl
# path = "nights.txt"

# The keys with which loccit save asks Save Page Now, where they do not stand in
# the environment (LOCCIT_SPN_ACCESS, LOCCIT_SPN_SECRET). Keep such a file to yourself.
# [save]
# access = ""
# secret = ""
`
