package verify

import (
	"strings"
	"testing"
	"time"
)

// noted is a report on a text with one note and one finding on it.
func noted(path, label, note string, above string) (*Report, *Finding) {
	d := &Document{Path: path, Text: above + "It was so." + label + "\n\n" + label + " " + note}
	start := len(d.Text) - len(note)
	d.Notes = []Note{{Label: label, Series: 1, Span: Span{start, len(d.Text)}}}
	d.Citations = []Citation{{Note: 0, Span: Span{start, len(d.Text)}, URL: "https://example.org/a"}}
	c := NewCase([]*Document{d}, nil, time.Time{})
	return &Report{Documents: c.Documents}, &Finding{Rule: "dead-link", Where: c.AtCitation(0, 0)}
}

func TestFingerprint(t *testing.T) {
	r, f := noted("a.txt", "1", "Holm, https://example.org/a", "")
	known := r.Fingerprint(f)
	if len(known) != 32 || strings.Trim(known, "0123456789abcdef") != "" {
		t.Errorf("%q is not 32 hexadecimal digits", known)
	}
	same := map[string]string{}
	for name, parts := range map[string][4]string{
		"a paragraph above":    {"a.txt", "1", "Holm, https://example.org/a", "A new paragraph.\n\n"},
		"another label":        {"a.txt", "2", "Holm, https://example.org/a", ""},
		"another file name":    {"b.txt", "1", "Holm, https://example.org/a", ""},
		"another line break":   {"a.txt", "1", "Holm,\n  https://example.org/a", ""},
		"CHANGED: the note":    {"a.txt", "1", "Holm, 4, https://example.org/a", ""},
		"CHANGED: a note more": {"a.txt", "1", "Holm, https://example.org/a Also here.", ""},
	} {
		r, f := noted(parts[0], parts[1], parts[2], parts[3])
		same[name] = r.Fingerprint(f)
		if changed := strings.HasPrefix(name, "CHANGED"); (same[name] != known) != changed {
			t.Errorf("%s: fingerprint %s, known %s", name, same[name], known)
		}
	}
	f.Rule = "soft-404"
	if r.Fingerprint(f) == known {
		t.Error("another rule has the same fingerprint")
	}
}

func TestFingerprintOutsideOfNotes(t *testing.T) {
	r, _ := noted("a.txt", "1", "Holm", "First.7 Second.8 ")
	at := func(words string) *Finding {
		i := strings.Index(r.Documents[0].Text, words)
		return &Finding{Rule: "note-missing", Where: AtSpan(0, Span{i, i + len(words)})}
	}
	if r.Fingerprint(at("7")) == r.Fingerprint(at("8")) {
		t.Error("two calls share a fingerprint")
	}
	if r.Fingerprint(&Finding{Rule: "note-order", Where: AtDocument(0)}) == r.Fingerprint(at("7")) {
		t.Error("the document and a call share a fingerprint")
	}
}
