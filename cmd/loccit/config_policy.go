package main

import (
	"errors"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"loccit/verify"
)

// readSeverities takes [severity]: how much the findings of a rule matter in
// this house.
func (c *cli) readSeverities(conf *config) error {
	t, err := conf.table("severity")
	if err != nil {
		return err
	}
	c.severities = map[string]verify.Severity{}
	words := []string{"advice", "warning", "error"} // in the order of verify.Severity
	for _, id := range t.keys() {
		if !slices.Contains(ruleIDs(), id) {
			t.only(ruleIDs()...)
			return t.err
		}
		i := slices.Index(words, t.text(id))
		if i < 0 {
			t.fail(id, unknown("severity", t.text(id), words))
		}
		c.severities[id] = verify.Severity(max(i, 0))
	}
	return t.err
}

// readWaivers takes the [[waiver]] tables: findings that may stand.
func (c *cli) readWaivers(conf *config) error {
	tables, err := conf.tables("waiver")
	if err != nil {
		return err
	}
	for _, t := range tables {
		t.only("rule", "url", "reason", "until", "by")
		w := verify.Waiver{
			Rule: t.text("rule"), URL: t.text("url"), Reason: strings.TrimSpace(t.text("reason")),
			Until: t.date("until"), By: t.text("by"), File: filepath.ToSlash(conf.path), Line: t.line,
		}
		switch {
		case w.Rule == "" && w.URL == "":
			t.fail("", errors.New("of what? give it a rule, a url, or both"))
		case w.Rule != "" && !slices.Contains(ruleIDs(), w.Rule):
			t.fail("rule", unknown("rule", w.Rule, ruleIDs()))
		case w.Reason == "":
			t.fail("", errors.New(`why? write reason = "..."`))
		}
		if t.err != nil {
			return t.err
		}
		c.waivers = append(c.waivers, w)
	}
	return nil
}

// readSeen takes the [[seen]] tables: sources that an editor opened by hand.
func (c *cli) readSeen(conf *config) error {
	tables, err := conf.tables("seen")
	if err != nil {
		return err
	}
	for _, t := range tables {
		t.only("url", "on", "by")
		s := verify.Seen{URL: t.text("url"), On: t.date("on"), By: strings.TrimSpace(t.text("by")), File: filepath.ToSlash(conf.path), Line: t.line}
		if u, err := url.Parse(s.URL); s.URL == "" || err == nil && u.Host == "" {
			t.fail("url", errors.New("not a URL; write it as the note cites it"))
		}
		switch {
		case s.On.IsZero():
			t.fail("", errors.New("when? write on = 2026-03-01"))
		case s.By == "":
			t.fail("", errors.New(`by whom? write by = "..."`))
		}
		if t.err != nil {
			return t.err
		}
		c.seen = append(c.seen, s)
	}
	return nil
}
