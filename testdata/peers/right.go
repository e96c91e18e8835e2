package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// A verdict is what a checker says of a link, in the two words that all of
// them have.
type verdict int

const (
	other  verdict = iota // left out, or neither
	ok                    // loccit: live, moved
	broken                // loccit: suspect, dead, unreachable
)

// is tells whether v is right of a source in that state. Whoever knows no
// third word for a wall may call it fine, but not broken.
func (v verdict) is(state string) bool {
	switch state {
	case "live", "moved":
		return v == ok
	case "blocked":
		return v != broken
	}
	return v == broken
}

// right prints what part of the traps in DIR/questions.json a tool got right,
// by what it wrote to DIR/TOOL.out. A trap counts when all of its links do.
func right(tool, dir string) error {
	b, err := os.ReadFile(dir + "/questions.json")
	if err != nil {
		return err
	}
	var questions []question
	if err := json.Unmarshal(b, &questions); err != nil {
		return err
	}
	out, err := os.ReadFile(dir + "/" + tool + ".out")
	if err != nil {
		return err
	}
	read := readers[tool]
	if read == nil {
		return fmt.Errorf("no reader for %s", tool)
	}
	verdicts := said{}
	if tool == "lychee" && len(out) == 0 { // stopped before its end, where it writes its report
		if out, err = os.ReadFile(dir + "/lychee.err"); err != nil {
			return err
		}
		read = readLycheeLog
	}
	if err := read(out, verdicts); err != nil {
		return fmt.Errorf("reading what %s says: %w", tool, err)
	}
	n := 0
	var wrong strings.Builder
	for _, q := range questions {
		fine := true
		for _, l := range q.Links {
			if v := verdicts[key(l.URL)]; !v.is(l.State) {
				fine = false
				fmt.Fprintf(&wrong, "%s: %s is %s, said to be %s\n", q.Name, l.URL, l.State, [...]string{"neither", "ok", "broken"}[v])
			}
		}
		if fine {
			n++
		}
	}
	fmt.Printf("%d of %d\n", n, len(questions))
	return os.WriteFile(dir+"/"+tool+".wrong", []byte(wrong.String()), 0o644)
}

// said is what a tool says of each link, by key.
type said map[string]verdict

// say keeps the worst of what is said of a link.
func (s said) say(link string, v verdict) { s[key(link)] = max(s[key(link)], v) }

// key is a URL as all tools can be made to spell it.
func key(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	host, err := idna.ToASCII(strings.ToLower(u.Host))
	if err != nil {
		host = u.Host
	}
	k := u.Scheme + "://" + host + "/" + strings.TrimPrefix(u.Path, "/")
	if u.RawQuery != "" {
		k += "?" + strings.ToLower(u.RawQuery)
	}
	return k
}

var readers = map[string]func([]byte, said) error{
	"loccit": readLoccit, "lychee": readLychee, "linkinator": readLinkinator, "linkchecker": readLinkChecker, "blc": readBLC, "muffet": readMuffet,
}

func readLoccit(out []byte, s said) error {
	var report struct{ Sources []struct{ URL, State string } }
	err := json.Unmarshal(out, &report)
	for _, source := range report.Sources {
		switch source.State {
		case "live", "moved":
			s.say(source.URL, ok)
		case "suspect", "dead", "unreachable":
			s.say(source.URL, broken)
		}
	}
	return err
}

func readLychee(out []byte, s said) error {
	var report map[string]json.RawMessage
	if err := json.Unmarshal(out, &report); err != nil {
		return err
	}
	for name, v := range map[string]verdict{"success_map": ok, "error_map": broken, "timeout_map": broken} {
		var links map[string][]struct{ URL string }
		if len(report[name]) > 0 {
			if err := json.Unmarshal(report[name], &links); err != nil {
				return err
			}
		}
		for _, list := range links {
			for _, l := range list {
				s.say(l.URL, v)
			}
		}
	}
	return nil
}

var lineLychee = regexp.MustCompile(`(?m)^\s*\[(\w+)\] (\S+)`)

// readLycheeLog reads what it says on the way.
func readLycheeLog(out []byte, s said) error {
	for _, m := range lineLychee.FindAllSubmatch(out, -1) {
		switch {
		case m[1][0] == '2' || string(m[1]) == "OK":
			s.say(string(m[2]), ok)
		case !slices.Contains([]string{"EXCLUDED", "IGNORED", "UNSUPPORTED", "WARN", "DEBUG", "INFO"}, string(m[1])):
			s.say(string(m[2]), broken)
		}
	}
	return nil
}

func readLinkinator(out []byte, s said) error {
	if i := bytes.IndexByte(out, '{'); i > 0 {
		out = out[i:]
	}
	var report struct{ Links []struct{ URL, State string } }
	err := json.Unmarshal(out, &report)
	for _, l := range report.Links {
		switch l.State {
		case "OK":
			s.say(l.URL, ok)
		case "BROKEN":
			s.say(l.URL, broken)
		}
	}
	return err
}

// readLinkChecker reads its CSV: url;…;result;…;valid, among others.
func readLinkChecker(out []byte, s said) error {
	r := csv.NewReader(bytes.NewReader(out))
	r.Comma, r.Comment, r.FieldsPerRecord, r.LazyQuotes = ';', '#', -1, true
	rows, err := r.ReadAll()
	var at map[string]int
	for _, row := range rows {
		if at == nil {
			at = map[string]int{}
			for i, name := range row {
				at[name] = i
			}
			continue
		}
		if len(row) < len(at) {
			continue
		}
		v := broken
		if row[at["valid"]] == "True" {
			v = ok
		}
		s.say(row[at["urlname"]], v)
	}
	return err
}

var lineBLC = regexp.MustCompile(`(?m)─(OK|BROKEN)─+ *(\S+)`)

func readBLC(out []byte, s said) error {
	for _, m := range lineBLC.FindAllSubmatch(out, -1) {
		v := ok
		if string(m[1]) == "BROKEN" {
			v = broken
		}
		s.say(string(m[2]), v)
	}
	return nil
}

func readMuffet(out []byte, s said) error {
	var pages []struct {
		Links []struct{ URL, Error string }
	}
	err := json.Unmarshal(out, &pages)
	for _, p := range pages {
		for _, l := range p.Links {
			v := ok
			if l.Error != "" {
				v = broken
			}
			s.say(l.URL, v)
		}
	}
	return err
}
