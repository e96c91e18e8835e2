package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const configName = "loccit.toml"

// A config is loccit.toml as read: the values, and the line of each key.
type config struct {
	path   string
	data   []byte
	values map[string]any
	lines  map[string]int
}

// configure sets the flags of cmd that the command line did not give from
// loccit.toml: the file that --config names, or the first one found from this
// folder upward. A key that no flag of any command has is an error.
func (c *cli) configure(cmd *cobra.Command) error {
	path := c.set.config
	if path == "" {
		path = findConfig()
	}
	if path == "" {
		return nil
	}
	conf, err := readConfig(path)
	if err != nil {
		return err
	}
	known := append(allFlags(cmd.Root()), tableNames()...)
	for _, key := range conf.keys() {
		table, err := c.readTables(conf, key)
		if err != nil {
			return err
		}
		if table {
			continue
		}
		if slices.Contains(noKeys(), key) {
			return fmt.Errorf("%s:%d: --%s stands on the command line alone, for it would hold for every run; take it out here", path, conf.lines[key], key)
		}
		if !slices.Contains(known, key) {
			return fmt.Errorf("%s:%d: %w", path, conf.lines[key], unknown("key", key, known))
		}
		if key == "archive" && !cmd.Flags().Changed(key) {
			c.archivesAt = fmt.Sprintf("%s:%d: archive", path, conf.lines[key])
		}
		if err := conf.apply(cmd, key); err != nil {
			return fmt.Errorf("%s:%d: %s: %w", path, conf.lines[key], key, err)
		}
	}
	c.logf("settings from %s", path)
	return nil
}

// findConfig looks for loccit.toml in this folder and those above it.
func findConfig() string {
	here, err := os.Getwd()
	if err != nil {
		return ""
	}
	dir := here
	for {
		path := filepath.Join(dir, configName)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			if rel, err := filepath.Rel(here, path); err == nil {
				return rel // as an editor would name it, and a report on any machine
			}
			return path
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

func readConfig(path string) (*config, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no such file", path)
	}
	if err != nil {
		return nil, fmt.Errorf("reading settings: %w", err)
	}
	conf := &config{path: path, data: data}
	if err := toml.Unmarshal(data, &conf.values); err != nil {
		var bad *toml.DecodeError
		if errors.As(err, &bad) {
			row, _ := bad.Position()
			return nil, fmt.Errorf("%s:%d: %s", path, row, strings.TrimPrefix(bad.Error(), "toml: "))
		}
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	conf.lines = keyLines(data)
	return conf, nil
}

// keyLines are the lines of the top-level keys and tables. The data has been
// parsed before, so that an error cannot come.
func keyLines(data []byte) map[string]int {
	lines := map[string]int{}
	p := unstable.Parser{}
	p.Reset(data)
	top := true
	for p.NextExpression() {
		e := p.Expression()
		table := e.Kind == unstable.Table || e.Kind == unstable.ArrayTable
		if !table && !top {
			continue
		}
		top = top && !table
		for it := e.Key(); it.Next(); {
			key := string(it.Node().Data)
			if _, ok := lines[key]; !ok {
				lines[key] = p.Shape(it.Node().Raw).Start.Line
			}
			break
		}
	}
	return lines
}

// keys are the keys of the file, in the order of their lines.
func (conf *config) keys() []string {
	var keys []string
	for k := range conf.values {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return conf.lines[a] - conf.lines[b] })
	return keys
}

// apply sets the flag named key, where cmd has it and the command line did not
// give it.
func (conf *config) apply(cmd *cobra.Command, key string) error {
	flag := cmd.Flags().Lookup(key)
	if flag == nil || flag.Changed {
		return nil
	}
	words, err := asWords(conf.values[key])
	if err != nil {
		return err
	}
	for _, w := range words {
		if flag.Value.Type() == "bool" && w != "true" && w != "false" {
			return fmt.Errorf("%q is %w", w, errBool)
		}
		if err := cmd.Flags().Set(key, conf.resolve(flag, w)); err != nil {
			var cause error = errors.Unwrap(err)
			if cause == nil {
				cause = err
			}
			return cause
		}
	}
	return nil
}

// resolve makes the path of a flag that takes a file relative to the folder of
// loccit.toml, so that it means the same from every folder below.
func (conf *config) resolve(flag *pflag.Flag, word string) string {
	name, _ := pflag.UnquoteUsage(flag)
	before, path := "", word
	if name == "FORMAT=FILE" {
		format, file, _ := strings.Cut(word, "=")
		name, before, path = "FILE", format+"=", file
	}
	if name != "FILE" || path == "" || path == "-" || filepath.IsAbs(path) || isURL(path) {
		return word
	}
	return before + filepath.Join(filepath.Dir(conf.path), path)
}

// asWords writes a TOML value as flags take it: one word, or one for each
// element of a list.
func asWords(v any) ([]string, error) {
	switch v := v.(type) {
	case []any:
		var words []string
		for _, e := range v {
			if _, nested := e.([]any); nested {
				return nil, errors.New("a list within a list")
			}
			w, err := asWords(e)
			if err != nil {
				return nil, err
			}
			words = append(words, w...)
		}
		return words, nil
	case map[string]any:
		return nil, errors.New("a table, where a value belongs")
	}
	return []string{fmt.Sprint(v)}, nil
}

// noKeys are flags that stand on the command line alone: a file of settings that
// is found from any folder below must not change manuscripts, or forgive what a
// gate finds.
func noKeys() []string { return []string{"help", "config", "write", "write-baseline"} }

// allFlags are the names of the flags of all commands, sorted: the keys that
// loccit.toml may hold.
func allFlags(root *cobra.Command) []string {
	var names []string
	add := func(f *pflag.Flag) {
		if !f.Hidden && !slices.Contains(noKeys(), f.Name) {
			names = append(names, f.Name)
		}
	}
	root.PersistentFlags().VisitAll(add)
	for _, cmd := range root.Commands() {
		cmd.Flags().VisitAll(add)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
