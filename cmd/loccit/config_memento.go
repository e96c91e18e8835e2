package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"loccit/verify"
	"loccit/verify/archive"
)

// readMementos takes the [[memento]] tables of the file: archives that speak
// the Memento protocol (RFC 7089), which --archive may name from then on.
func (c *cli) readMementos(conf *config) error {
	tables, err := conf.tables("memento")
	if err != nil {
		return err
	}
	for _, t := range tables {
		t.only("name", "timegate", "timemap", "playback", "rate")
		e := archive.Endpoints{Name: t.text("name"), TimeGate: t.address("timegate"), TimeMap: t.address("timemap"), Playback: t.address("playback"), Rate: t.whole("rate")}
		switch {
		case e.Name == "":
			t.fail("", errors.New(`which archive? write name = "ukwa"`))
		case e.Name == "none" || slices.Contains(archive.Names(), e.Name) || slices.ContainsFunc(c.mementos, func(m archive.Endpoints) bool { return m.Name == e.Name }):
			t.fail("name", fmt.Errorf("there is an archive called %q already", e.Name))
		case e.TimeGate == "" && e.TimeMap == "":
			t.fail("", errors.New("give a timegate, a timemap, or both"))
		}
		if t.err != nil {
			return t.err
		}
		c.mementos = append(c.mementos, e)
	}
	return nil
}

// address is the URL in a key; a source's URL is put behind it.
func (t *table) address(key string) string {
	raw := t.text(key)
	if raw == "" {
		return ""
	}
	if u, err := url.Parse(raw); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		t.fail(key, errors.New("not a URL: write one that a source's URL can be put behind, such as https://archive.example/timegate/"))
	}
	return raw
}

// checkArchives reports a name that no archive has, in --archive or in the line of
// loccit.toml that gave it, now that all of the file is read.
func (c *cli) checkArchives() error {
	known := append(archive.Names(), "none")
	for _, m := range c.mementos {
		known = append(known, m.Name)
	}
	for _, name := range c.set.archives.values {
		if !slices.Contains(known, name) {
			return fmt.Errorf("%s: %w", cmp.Or(c.archivesAt, "--archive"), unknown("archive", name, known))
		}
	}
	return nil
}

// asksNoArchive reports whether --private or --archive none keeps archives out.
func (c *cli) asksNoArchive() bool {
	return c.set.private || !slices.ContainsFunc(c.set.archives.values, func(name string) bool { return name != "none" })
}

// archives are those that are to be asked, in the order of --archive; none of
// them with --private.
func (c *cli) archives(o archive.Options) ([]verify.Archive, error) {
	var asked []verify.Archive
	for _, name := range c.set.archives.values {
		if name == "none" || c.set.private {
			continue
		}
		if k := slices.IndexFunc(c.mementos, func(m archive.Endpoints) bool { return m.Name == name }); k >= 0 {
			asked = append(asked, archive.NewMementoAt(c.mementos[k], o))
			continue
		}
		o.Endpoint = ""
		if name == "wayback" {
			o.Endpoint = string(c.set.waybackURL)
		}
		a, err := archive.New(name, o)
		if err != nil {
			return nil, err
		}
		asked = append(asked, a)
	}
	return asked, nil
}
