package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"loccit/verify"
)

// A table is one [name] or [[name]] of loccit.toml, with the lines of its
// keys. Its getters remember the first thing that is wrong.
type table struct {
	path, name string
	line       int
	values     map[string]any
	lines      map[string]int
	err        error
}

// tables are the [[name]] tables of the file, in their order.
func (conf *config) tables(name string) ([]*table, error) {
	list, ok := conf.values[name].([]any)
	if !ok {
		return nil, fmt.Errorf("%s:%d: write [[%s]] with two brackets: there may be several", conf.path, conf.lines[name], name)
	}
	heads := tableHeads(conf.data, name)
	var tables []*table
	for i, v := range list {
		values, ok := v.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s:%d: %s: a table is wanted: write [[%s]]", conf.path, conf.lines[name], name, name)
		}
		t := &table{path: conf.path, name: "[[" + name + "]]", line: conf.lines[name], values: values}
		if i < len(heads) {
			t.line, t.lines = heads[i].line, heads[i].keys
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// table is the one [name] table of the file.
func (conf *config) table(name string) (*table, error) {
	values, ok := conf.values[name].(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s:%d: write [%s] as a table, and a line for each key", conf.path, conf.lines[name], name)
	}
	t := &table{path: conf.path, name: "[" + name + "]", line: conf.lines[name], values: values}
	if heads := tableHeads(conf.data, name); len(heads) > 0 {
		t.line, t.lines = heads[0].line, heads[0].keys
	}
	return t, nil
}

// A head is the line of a table and those of its keys.
type head struct {
	line int
	keys map[string]int
}

// tableHeads finds the tables of that name. The data has been parsed before,
// so that an error cannot come.
func tableHeads(data []byte, name string) []head {
	var heads []head
	within := false
	p := unstable.Parser{}
	p.Reset(data)
	for p.NextExpression() {
		e := p.Expression()
		var key string
		line := 0
		for it := e.Key(); it.Next(); {
			key, line = string(it.Node().Data), p.Shape(it.Node().Raw).Start.Line
			break
		}
		switch {
		case e.Kind == unstable.Table || e.Kind == unstable.ArrayTable:
			if within = key == name; within {
				heads = append(heads, head{line, map[string]int{}})
			}
		case within && e.Kind == unstable.KeyValue:
			heads[len(heads)-1].keys[key] = line
		}
	}
	return heads
}

// lineOf is the line of a key, or of the table where the key is not known.
func (t *table) lineOf(key string) int {
	if line := t.lines[key]; line > 0 {
		return line
	}
	return t.line
}

// fail keeps the first error, with its place.
func (t *table) fail(key string, err error) {
	if t.err == nil && key != "" {
		err = fmt.Errorf("%s: %w", key, err)
	}
	if t.err == nil {
		t.err = fmt.Errorf("%s:%d: %s: %w", t.path, t.lineOf(key), t.name, err)
	}
}

// keys are those that are given, by line.
func (t *table) keys() []string {
	var keys []string
	for k := range t.values {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return t.lineOf(a) - t.lineOf(b) })
	return keys
}

// only refuses keys that are none of known.
func (t *table) only(known ...string) {
	for _, k := range t.keys() {
		if !slices.Contains(known, k) && t.err == nil {
			t.err = fmt.Errorf("%s:%d: %s: %w", t.path, t.lineOf(k), t.name, unknown("key", k, known))
		}
	}
}

func (t *table) text(key string) string {
	switch v := t.values[key].(type) {
	case nil:
	case string:
		return v
	default:
		t.fail(key, errors.New("not a text; put it between quotation marks"))
	}
	return ""
}

func (t *table) whole(key string) int {
	switch v := t.values[key].(type) {
	case nil:
	case int64:
		if v >= 0 && v < 1_000_000 {
			return int(v)
		}
		t.fail(key, errors.New("not a whole number from 1"))
	default:
		t.fail(key, errors.New("not a whole number from 1"))
	}
	return 0
}

func (t *table) yes(key string) bool {
	switch v := t.values[key].(type) {
	case nil:
	case bool:
		return v
	default:
		t.fail(key, errors.New("neither true nor false"))
	}
	return false
}

// date is a day, written as TOML has it or as a text.
func (t *table) date(key string) verify.Date {
	wrong := errors.New("not a date; write 2026-03-01")
	switch v := t.values[key].(type) {
	case nil:
	case toml.LocalDate:
		return verify.Date{Year: v.Year, Month: v.Month, Day: v.Day}
	case string:
		at, err := time.Parse(time.DateOnly, v)
		if err == nil {
			return verify.DateOf(at)
		}
		t.fail(key, wrong)
	default:
		t.fail(key, wrong)
	}
	return verify.Date{}
}
