package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A capture is one row of an archive's index: a moment at which it fetched a
// URL.
type capture struct {
	stamp    string // as the archive writes it; playback wants it back like that
	at       time.Time
	original string
	media    string
	status   int // 0 for a revisit and where the row does not say
	digest   string
	length   int    // 0 where the row does not say
	full     int    // the length of the longest capture of this digest; set by choose
	thin     bool   // much shorter than others of the source; set by choose
	place    string // where a person sees it, where the stamp alone does not tell
	loose    bool   // a TimeGate sends there without a word about the moment
}

// fields of a row where no header names them, and by the names that the
// dialects of the Wayback Machine and of pywb give them.
var fields = []string{"urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"}

var dialects = map[string]string{"url": "original", "mime": "mimetype", "status": "statuscode", "m": "mimetype"}

// parseCDX reads an index's answer in any of the forms that they give it: an
// array of arrays whose first names the columns, an object a line, or words
// parted by spaces. Nothing, and an empty array, is no capture. A row that
// cannot be made out is left out; if that leaves none, or if the answer is no
// index's at all, that is an error.
func parseCDX(body []byte) ([]capture, error) {
	body = bytes.TrimSpace(body)
	var rows []map[string]string
	var err error
	switch {
	case len(body) == 0:
		return nil, nil
	case body[0] == '[':
		rows, err = arrayRows(body)
	case body[0] == '{':
		rows, err = objectRows(body)
	default:
		rows, err = textRows(body)
	}
	if err != nil {
		return nil, err
	}
	captures := make([]capture, 0, len(rows))
	for _, r := range rows {
		if c, ok := newCapture(r); ok {
			captures = append(captures, c)
		}
	}
	if len(rows) > 0 && len(captures) == 0 {
		return nil, fmt.Errorf("none of its %d rows can be made out", len(rows))
	}
	return distinct(captures), nil
}

func arrayRows(body []byte) ([]map[string]string, error) {
	var table [][]any
	if err := json.Unmarshal(body, &table); err != nil {
		return nil, fmt.Errorf("%w: %w", errNonsense, err)
	}
	if len(table) == 0 {
		return nil, nil
	}
	var names []string
	for _, n := range table[0] {
		names = append(names, fmt.Sprint(n))
	}
	var rows []map[string]string
	for _, values := range table[1:] {
		if len(values) == 0 { // stands before a resume key
			break
		}
		row := map[string]string{}
		for i := range min(len(values), len(names)) {
			row[names[i]] = fmt.Sprint(values[i])
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func objectRows(body []byte) ([]map[string]string, error) {
	var rows []map[string]string
	for line := range bytes.Lines(body) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		var values map[string]any
		if err := json.Unmarshal(line, &values); err != nil {
			return nil, fmt.Errorf("%w: %w", errNonsense, err)
		}
		row := map[string]string{}
		for name, v := range values {
			if known, ok := dialects[name]; ok {
				name = known
			}
			row[name] = fmt.Sprint(v)
		}
		if row["timestamp"] == "" {
			return nil, fmt.Errorf("%w: a row without a timestamp", errNonsense)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func textRows(body []byte) ([]map[string]string, error) {
	var rows []map[string]string
	for line := range strings.Lines(string(body)) {
		words := strings.Fields(line)
		if len(words) == 0 { // stands before a resume key
			break
		}
		if len(words) < 3 || !digits(words[1]) {
			return nil, fmt.Errorf("%w: %.40q", errNonsense, line)
		}
		row := map[string]string{}
		for i, name := range fields[:min(len(words), len(fields))] {
			row[name] = words[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// newCapture makes sense of one row, if there is any: the index holds rows of
// mailto: and data: URLs too.
func newCapture(row map[string]string) (capture, bool) {
	c := capture{stamp: row["timestamp"], original: row["original"], media: word(row["mimetype"]), digest: word(row["digest"])}
	var err error
	if c.at, err = parseStamp(c.stamp); err != nil {
		return c, false
	}
	u, err := url.Parse(c.original)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return c, false
	}
	c.status, _ = strconv.Atoi(row["statuscode"])
	c.length, _ = strconv.Atoi(row["length"])
	return c, true
}

// word is s unless it is the "-" that stands for nothing.
func word(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

const stampLayout = "20060102150405"

// parseStamp reads the fourteen digits of a timestamp. Some rows of 2000 have a
// month or a day 00 that was put in between good digits, and has pushed two out
// at the end; see parse_timestamp of https://github.com/edgi-govdata-archiving/wayback.
func parseStamp(s string) (time.Time, error) {
	if len(s) != len(stampLayout) || !digits(s) {
		return time.Time{}, errors.New("no timestamp")
	}
	for _, at := range []int{4, 6} {
		if s[at:at+2] == "00" {
			s = s[:at] + s[at+2:] + "00"
		}
	}
	return time.Parse(stampLayout, s)
}

// distinct leaves one of rows that are the same, which the index repeats.
func distinct(captures []capture) []capture {
	seen := map[capture]bool{}
	kept := captures[:0]
	for _, c := range captures {
		if !seen[c] {
			seen[c] = true
			kept = append(kept, c)
		}
	}
	return kept
}
