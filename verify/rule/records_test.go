package rule

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"loccit/verify"
)

// readRecords gives each source what registries said of its identifiers:
// IDENTIFIER REGISTRY ENTRY, or a failure after an exclamation mark.
func readRecords(t *testing.T, docs []*verify.Document, standings []verify.Standing, records string) {
	for _, line := range lines(records) {
		words := fields(line)
		o := verify.Observation{Kind: verify.KindRecord, Key: words[0], By: words[1], Record: &verify.Record{Entry: verify.Entry(words[2])}}
		if failure, ok := strings.CutPrefix(words[2], "!"); ok {
			o.Record.Entry, o.Record.Failure = "", failure
		}
		for _, w := range words[3:] {
			key, value, _ := strings.Cut(w, "=")
			setRecordField(t, o.Record, key, value)
		}
		found := false
		for i := range standings {
			for _, ref := range standings[i].CitedBy {
				if slices.Contains(docs[ref.Document].Citations[ref.Citation].Identifiers(), o.Key) {
					standings[i].Records = append(standings[i].Records, o)
					found = true
					break
				}
			}
		}
		if !found {
			t.Fatalf("no citation gives %s", o.Key)
		}
	}
}

func setRecordField(t *testing.T, r *verify.Record, key, value string) {
	notice := func() verify.Notice {
		parts := append(strings.Split(value, ","), "", "", "")
		return verify.Notice{Type: parts[0], Date: parts[1], DOI: parts[2], By: parts[3]}
	}
	switch key {
	case "title":
		r.Titles = append(r.Titles, value)
	case "author":
		r.Authors = append(r.Authors, value)
	case "date":
		r.Dates = append(r.Dates, value)
	case "container":
		r.Container = value
	case "version":
		r.Version, _ = strconv.Atoi(value)
	case "detail":
		r.Detail = value
	case "notice":
		r.Notices = append(r.Notices, notice())
	case "about":
		r.About = append(r.About, notice())
	default:
		t.Fatalf("a record has no field %q", key)
	}
}
