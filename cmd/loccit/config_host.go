package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"loccit/verify"
)

// A hostTable is [[host]] of loccit.toml: what one host is owed.
type hostTable struct {
	Host  string `toml:"host"`
	Limit int    `toml:"limit"`
	Delay string `toml:"delay"`
	Skip  bool   `toml:"skip"`
}

// hosts are the [[host]] tables of the file, in their order.
func (conf *config) hosts() ([]verify.HostSetting, error) {
	var file struct {
		Host []hostTable `toml:"host"`
	}
	tables, ok := conf.values["host"].([]any)
	if !ok {
		return nil, fmt.Errorf("%s:%d: write [[host]] with two brackets: there may be several", conf.path, conf.lines["host"])
	}
	data, err := toml.Marshal(map[string]any{"host": tables})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", conf.path, err)
	}
	if err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&file); err != nil {
		return nil, conf.hostError(err)
	}
	var hosts []verify.HostSetting
	for i, t := range file.Host {
		h, err := t.setting()
		if err != nil {
			return nil, fmt.Errorf("%s:%d: [[host]] %d: %w", conf.path, conf.lines["host"], i+1, err)
		}
		hosts = append(hosts, h)
	}
	return hosts, nil
}

// setting checks one table.
func (t hostTable) setting() (verify.HostSetting, error) {
	h := verify.HostSetting{Host: strings.ToLower(t.Host), Limit: t.Limit, Skip: t.Skip}
	if t.Host == "" {
		return h, errors.New(`which host? write host = "*.example.com"`)
	}
	if t.Limit < 0 {
		return h, errors.New("limit: not a whole number from 1")
	}
	if t.Delay == "" {
		return h, nil
	}
	delay, err := parseDuration(t.Delay)
	if err != nil {
		return h, fmt.Errorf("delay: %w", err)
	}
	h.Delay = delay
	if delay == 0 {
		h.Delay = -time.Nanosecond // 0 would mean: as for other hosts
	}
	return h, nil
}

// hostError names an unknown key of [[host]] with its line in the file.
func (conf *config) hostError(err error) error {
	var missing *toml.StrictMissingError
	if !errors.As(err, &missing) || len(missing.Errors) == 0 {
		return fmt.Errorf("%s:%d: [[host]]: %s", conf.path, conf.lines["host"], strings.TrimPrefix(err.Error(), "toml: "))
	}
	key := missing.Errors[0].Key()
	name := key[len(key)-1]
	return fmt.Errorf("%s:%d: [[host]]: %w", conf.path, conf.lineOf(name), unknown("key", name, []string{"host", "limit", "delay", "skip"}))
}

// lineOf finds the line after [[host]] on which a key is set.
func (conf *config) lineOf(key string) int {
	data, err := os.ReadFile(conf.path)
	if err != nil {
		return conf.lines["host"]
	}
	for i, line := range strings.Split(string(data), "\n") {
		if i+1 > conf.lines["host"] && strings.HasPrefix(strings.TrimSpace(line), key) {
			return i + 1
		}
	}
	return conf.lines["host"]
}
