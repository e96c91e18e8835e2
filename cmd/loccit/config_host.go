package main

import (
	"errors"
	"strings"
	"time"

	"loccit/verify"
)

// readHosts takes the [[host]] tables of the file: what single hosts are owed.
func (c *cli) readHosts(conf *config) error {
	tables, err := conf.tables("host")
	if err != nil {
		return err
	}
	for _, t := range tables {
		t.only("host", "limit", "delay", "skip")
		h := verify.HostSetting{Host: strings.ToLower(t.text("host")), Limit: t.whole("limit"), Skip: t.yes("skip")}
		if h.Host == "" {
			t.fail("", errors.New(`which host? write host = "*.example.com"`))
		}
		if _, ok := t.values["delay"]; ok {
			h.Delay = t.delay()
		}
		if t.err != nil {
			return t.err
		}
		c.hosts = append(c.hosts, h)
	}
	return nil
}

// delay is never 0, which would mean: as for other hosts.
func (t *table) delay() time.Duration {
	d, err := parseDuration(t.text("delay"))
	if err != nil {
		t.fail("delay", err)
	}
	if d == 0 {
		return -time.Nanosecond
	}
	return d
}

// readTables takes what loccit.toml says in tables, where it says something.
func (c *cli) readTables(conf *config, key string) (known bool, err error) {
	readers := map[string]func(*config) error{
		"host": c.readHosts, "memento": c.readMementos, "severity": c.readSeverities, "waiver": c.readWaivers, "seen": c.readSeen,
		"save": c.readSaveKeys, "notice": c.readNotices,
	}
	read, known := readers[key]
	if !known {
		return false, nil
	}
	return true, read(conf)
}

// tableNames are the keys of loccit.toml that are no flags.
func tableNames() []string {
	return []string{"host", "memento", "notice", "save", "seen", "severity", "waiver"}
}
