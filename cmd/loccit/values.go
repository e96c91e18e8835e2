package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

var errBool = errors.New("neither true nor false")

// A choice is a flag that takes one of a few words.
type choice struct {
	value string
	words []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.words, "|") }
func (c *choice) Set(s string) error {
	if !slices.Contains(c.words, s) {
		return unknown("value", s, c.words)
	}
	c.value = s
	return nil
}

// choices is a flag that takes several of a few words, by commas or repeated.
// The first that is given replaces the default.
type choices struct {
	what   string
	values []string
	words  []string
	given  bool
}

func (c *choices) String() string { return strings.Join(c.values, ",") }
func (c *choices) Type() string   { return "list" }
func (c *choices) Set(s string) error {
	if !c.given {
		c.values, c.given = nil, true
	}
	for _, w := range strings.Split(s, ",") {
		w = strings.TrimSpace(w)
		if c.words != nil && !slices.Contains(c.words, w) {
			return unknown(c.what, w, c.words)
		}
		c.values = append(c.values, w)
	}
	return nil
}

// A duration is a flag that takes Go's durations, and days and weeks: 90s,
// 1h30m, 7d, 2w.
type duration time.Duration

func (d *duration) String() string { return shortDuration(time.Duration(*d)) }
func (d *duration) Type() string   { return "duration" }
func (d *duration) Set(s string) error {
	v, err := parseDuration(s)
	if err != nil {
		return err
	}
	*d = duration(v)
	return nil
}

var errDuration = errors.New("not a duration; write 500ms, 20s, 5m, 12h, 7d or 2w")

func parseDuration(s string) (time.Duration, error) {
	unit := map[byte]time.Duration{'d': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	if n := len(s); n > 1 && unit[s[n-1]] > 0 {
		v, err := strconv.ParseFloat(s[:n-1], 64)
		if err != nil || !(v >= 0 && v < 100_000) {
			return 0, errDuration
		}
		return time.Duration(v * float64(unit[s[n-1]])), nil
	}
	v, err := time.ParseDuration(s)
	if err != nil || v < 0 {
		return 0, errDuration
	}
	return v, nil
}

// An age is a duration that may be left open.
type age struct {
	value time.Duration
	given bool
}

func (a *age) String() string { return shortDuration(a.value) }
func (a *age) Type() string   { return "duration" }
func (a *age) Set(s string) error {
	v, err := parseDuration(s)
	if err == nil {
		a.value, a.given = v, true
	}
	return err
}

// duration is a for a Gatherer: 0 on the command line means that nothing is
// fresh, and not that nothing was said.
func (a *age) duration() time.Duration {
	if a.given && a.value == 0 {
		return -1
	}
	return a.value
}

// shortDuration writes a duration without parts that are zero: 20s, not 0h0m20s.
func shortDuration(d time.Duration) string {
	if d == 0 {
		return ""
	}
	if d%(24*time.Hour) == 0 {
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	}
	s := d.String()
	s = strings.TrimSuffix(s, "m0s") + map[bool]string{true: "m"}[strings.HasSuffix(s, "m0s")]
	return strings.TrimSuffix(s, "h0m") + map[bool]string{true: "h"}[strings.HasSuffix(s, "h0m")]
}

// A rate is a flag that takes a number of questions a minute: 20/min, or 20.
type rate float64

func (r *rate) String() string { return strconv.FormatFloat(float64(*r), 'g', -1, 64) + "/min" }
func (r *rate) Type() string   { return "N/min" }

// perMinute is at least one question.
func (r *rate) perMinute() int { return max(1, int(*r)) }
func (r *rate) Set(s string) error {
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "/min"), 64)
	if err != nil || !(v > 0 && v < 1e6) {
		return errors.New("not a rate; write a number a minute, such as 20/min")
	}
	*r = rate(v)
	return nil
}

// A percent is a flag that takes a share from 0 to 100: 5%, or 5.
type percent float64

func (p *percent) String() string { return strconv.FormatFloat(float64(*p), 'g', -1, 64) + "%" }
func (p *percent) Type() string   { return "N%" }

// share is from 0 to 1.
func (p *percent) share() float64 { return float64(*p) / 100 }
func (p *percent) Set(s string) error {
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(s, "%")), 64)
	if err != nil || !(v >= 0 && v <= 100) {
		return errors.New("not a share; write a number of percent from 0% to 100%, such as 5%")
	}
	*p = percent(v)
	return nil
}

// A moment is a flag that takes a time of RFC 3339.
type moment struct{ time.Time }

func (m *moment) String() string {
	if m.IsZero() {
		return ""
	}
	return m.Format(time.RFC3339)
}
func (m *moment) Type() string { return "time" }
func (m *moment) Set(s string) error {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return errors.New("not a time of RFC 3339; write 2026-03-01T04:00:00Z")
	}
	m.Time = t
	return nil
}

// A count is a flag that takes a whole number within bounds.
type count struct{ value, min, max int }

func (c *count) String() string { return strconv.Itoa(c.value) }
func (c *count) Type() string   { return "N" }
func (c *count) Set(s string) error {
	v, err := strconv.Atoi(s)
	if err != nil || v < c.min || v > c.max {
		return fmt.Errorf("not a whole number from %d to %d", c.min, c.max)
	}
	c.value = v
	return nil
}
