package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"loccit/report"
	"loccit/verify"
	"loccit/verify/archive"
	"loccit/verify/registry"
	"loccit/verify/rule"
)

// settings are what flags and loccit.toml decide.
type settings struct {
	config         string
	quiet, verbose bool
	noColor        bool
	progress       choice
	now            moment

	format  choice
	output  string
	reports reportFiles
	failOn  choice
	seenFor duration
	enable  choices
	disable choices

	baseline      string
	writeBaseline bool
	changedSince  string
	maxUnjudged   percent
	stopFor       choices

	cache   string
	noCache bool
	maxAge  age

	offline      bool
	concurrency  count
	perHost      count
	hostDelay    duration
	timeout      duration
	retries      count
	deadline     duration
	archives     choices // their names are known once loccit.toml is read
	private      bool
	archiveRate  rate
	waybackURL   endpoint
	registries   choices
	arxivURL     endpoint
	doiURL       endpoint
	crossrefURL  endpoint
	dataciteURL  endpoint
	allowPrivate bool
	exclude      []string
	robots       choice
	contact      string

	documents   []string
	maxRequests count
}

// newSettings are the defaults.
func newSettings() *settings {
	rules := ruleIDs()
	return &settings{
		progress:    choice{"auto", []string{"auto", "always", "never"}},
		format:      choice{"text", reportNames()},
		failOn:      choice{"error", []string{"error", "warning", "advice", "never"}},
		seenFor:     duration(180 * 24 * time.Hour),
		maxUnjudged: 5,
		stopFor:     choices{what: "rule", words: rules},
		enable:      choices{what: "rule", words: rules},
		disable:     choices{what: "rule", words: rules},
		cache:       defaultCache(),
		concurrency: count{256, 1, 10_000},
		perHost:     count{4, 1, 1_000},
		hostDelay:   duration(100 * time.Millisecond),
		timeout:     duration(20 * time.Second),
		retries:     count{2, 0, 20},
		archives:    choices{what: "archive", values: []string{"wayback"}},
		archiveRate: 20,
		registries:  choices{what: "registry", values: registry.Names(), words: registryNames()},
		maxRequests: count{0, 0, 1_000_000_000},
		robots:      choice{"ignore", []string{"ignore", "respect"}},
	}
}

func reportNames() []string {
	var names []string
	for _, w := range report.Writers() {
		names = append(names, w.Name)
	}
	return names
}

func ruleIDs() []string {
	var ids []string
	for _, r := range rule.Catalogue() {
		ids = append(ids, r.ID)
	}
	return ids
}

// defaultCache is loccit.db in the user's cache folder, or nothing where the
// system names none.
func defaultCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "loccit", "loccit.db")
}

// commonFlags are those that every command takes.
func (s *settings) commonFlags(fs *pflag.FlagSet) {
	fs.StringVar(&s.config, "config", "", "read settings from `FILE` (default loccit.toml, searched upward)")
	fs.BoolVarP(&s.quiet, "quiet", "q", false, "say nothing on standard error but errors")
	fs.BoolVarP(&s.verbose, "verbose", "v", false, "say on standard error what is being done, and in a text report all that was compared")
	fs.BoolVar(&s.noColor, "no-color", false, "no colours, on a terminal too")
	fs.Var(&s.progress, "progress", "show progress on standard error")
	fs.Var(&s.now, "now", "take this moment, such as 2026-03-01T04:00:00Z, as the present of the run")
}

// reportFlags decide what is written and what counts.
func (s *settings) reportFlags(fs *pflag.FlagSet) {
	fs.VarP(&s.format, "format", "f", "write the report as")
	fs.StringVarP(&s.output, "output", "o", "", "write the report to `FILE` instead of standard output")
	fs.Var(&s.reports, "report", "write another report, such as html=report.html; may be repeated")
	fs.Var(&metricsFile{&s.reports}, "metrics", "write counts for Prometheus to `FILE`, as its textfile collector reads them")
	fs.Var(&s.failOn, "fail-on", "exit with 1 on a finding of this severity or above")
	fs.Var(&s.seenFor, "seen-for", "how long a source that an editor has seen by hand ([[seen]] in loccit.toml) counts as live")
	fs.Var(&s.enable, "enable", "check these rules only; may be repeated")
	fs.Var(&s.disable, "disable", "leave these rules out; may be repeated")
}

// cacheFlags decide where observations are remembered, and for how long.
func (s *settings) cacheFlags(fs *pflag.FlagSet) {
	fs.StringVar(&s.cache, "cache", s.cache, "remember observations in `FILE`")
	fs.BoolVar(&s.noCache, "no-cache", false, "remember nothing")
}

// webFlags decide how the web is asked.
func (s *settings) webFlags(fs *pflag.FlagSet) {
	fs.Var(&s.maxAge, "max-age", "how old an observation may be (default by state: live 7d, blocked 3d, dead 1d)")
	fs.BoolVar(&s.offline, "offline", false, "no network at all: sources come from the cache or stay unchecked")
	fs.Var(&s.concurrency, "concurrency", "requests at once in all")
	fs.Var(&s.perHost, "per-host", "requests at once on one host")
	fs.Var(&s.hostDelay, "host-delay", "time between two requests to one host")
	fs.Var(&s.timeout, "timeout", "time for one request")
	fs.Var(&s.retries, "retries", "tries after the first, where another may help")
	fs.Var(&s.deadline, "deadline", "time for the whole run; what is left then stays unchecked")
	fs.Var(&s.archives, "archive", "web archives to ask: "+strings.Join(archive.Names(), ", ")+", those of [[memento]] in loccit.toml, or none")
	fs.BoolVar(&s.private, "private", false, "ask the cited hosts alone: no archive, no registry")
	fs.Var(&s.archiveRate, "archive-rate", "questions to one archive")
	fs.Var(&s.waybackURL, "wayback-url", "ask the Wayback Machine at `URL` (default https://web.archive.org)")
	fs.Var(&s.registries, "registries", "registries to ask about DOIs and arXiv numbers: "+strings.Join(registryNames(), ", "))
	for _, name := range registry.Names() {
		fs.Var(s.registryURLs()[name], name+"-url", "ask "+verify.RegistryName(name)+" at another address")
	}
	fs.BoolVar(&s.allowPrivate, "allow-private", false, "allow loopback, private and link-local addresses")
	fs.StringSliceVar(&s.exclude, "exclude", nil, "never ask URLs that match `GLOB`; may be repeated")
	fs.Var(&s.robots, "robots", "what robots.txt says: ignore or respect")
	fs.StringVar(&s.contact, "contact", "", "a `URL` or mail address that the User-Agent names, for those who run the sites")
}

// keeps reports whether the settings leave a rule standing. One that is disabled
// stays out, even when it is enabled too.
func (s *settings) keeps(id string) bool {
	return !slices.Contains(s.disable.values, id) && (len(s.enable.values) == 0 || slices.Contains(s.enable.values, id))
}

// A reportFile is one more report to write: a format and where it goes.
type reportFile struct{ format, path string }

// A metricsFile is a flag for one more report, of counts.
type metricsFile struct{ reports *reportFiles }

func (m *metricsFile) String() string { return "" }
func (m *metricsFile) Type() string   { return "FILE" }
func (m *metricsFile) Set(path string) error {
	if path == "" || path == "-" {
		return fmt.Errorf("name a file")
	}
	*m.reports = append(*m.reports, reportFile{"metrics", path})
	return nil
}

// reportFiles is a flag that takes FORMAT=FILE and may be repeated.
type reportFiles []reportFile

func (r *reportFiles) String() string {
	var words []string
	for _, f := range *r {
		words = append(words, f.format+"="+f.path)
	}
	return strings.Join(words, ",")
}
func (r *reportFiles) Type() string { return "FORMAT=FILE" }
func (r *reportFiles) Set(s string) error {
	format, path, ok := strings.Cut(s, "=")
	if !ok || path == "" {
		return fmt.Errorf("write a format, = and a file, such as html=report.html")
	}
	if path == "-" {
		return fmt.Errorf("standard output takes the report of --format alone; name a file")
	}
	if err := (&choice{words: reportNames()}).Set(format); err != nil {
		return err
	}
	*r = append(*r, reportFile{format, path})
	return nil
}
