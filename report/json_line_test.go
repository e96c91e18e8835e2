package report

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"
	"unicode/utf8"
)

// What is no UTF-8 is told, and the rest comes back as it was.
func TestQuote(t *testing.T) {
	for s, want := range map[string]string{
		"":                             `""`,
		`“So,” he said, "no \ no"`:     `"“So,” he said, \"no \\ no\""`,
		"a\x00\x1f\x7f\n\t\r\b\f":      `"a\u0000\u001f` + "\x7f" + `\n\t\r\b\f"`,
		"<a href=x>&amp;</a>":          `"<a href=x>&amp;</a>"`,
		"half a rune \xe2\x80, a byte": `"half a rune ` + "\ufffd\ufffd" + `, a byte"`,
	} {
		var l jsonLine
		l.quote(s)
		if got := string(l.bytes); got != want {
			t.Errorf("%q is written as %s, want %s", s, got, want)
		}
	}
}

func FuzzQuote(f *testing.F) {
	for _, s := range []string{"", `“So,” he said, "no \ no"`, "a\x00\x1f\x7f\n\t\r\b\f", "\u2028\u2029\ufffd", "\xed\xa0\x80\xff", "<a&b>", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var l jsonLine
		l.quote(s)
		var back string
		if err := json.Unmarshal(l.bytes, &back); err != nil || back != s && utf8.ValidString(s) {
			t.Errorf("%q is written as %s, which comes back as %q (%v)", s, l.bytes, back, err)
		}
	})
}

// A line holds commas where JSON wants them, and nowhere else.
func TestLineIsJSON(t *testing.T) {
	var l jsonLine
	l.object()
	l.array("none")
	l.endArray()
	l.texts("list", []string{"{", "[ ", ""})
	l.objectIn("empty")
	l.endObject()
	l.optionalText("left out", "")
	l.optionalNumber("left out", 0)
	l.optionalTruth("left out", false)
	l.optionalMoment("left out", time.Time{})
	l.truth("yes", true)
	l.number("less", -7)
	l.decimal("part", 0.001)
	l.array("objects")
	for range 2 {
		l.object()
		l.text("a", "b ")
		l.moment("at", time.Date(2026, 11, 23, 9, 30, 0, 5000, time.FixedZone("", 3600)))
		l.endObject()
	}
	l.endArray()
	l.endObject()
	want := `{"none":[],"list":["{","[ ",""],"empty":{},"yes":true,"less":-7,"part":0.001,"objects":[` +
		`{"a":"b ","at":"2026-11-23T08:30:00.000005Z"},{"a":"b ","at":"2026-11-23T08:30:00.000005Z"}]}`
	if got := string(l.bytes); got != want || !json.Valid(l.bytes) || l.err != nil {
		t.Errorf("got  %s (%v)\nwant %s", got, l.err, want)
	}
}

func TestLineTellsOfAMomentThatCannotBeSaid(t *testing.T) {
	r := sample(t)
	r.Sources[3].Checked = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)
	w, err := ByName("json")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(&bytes.Buffer{}, r, Options{}); err == nil {
		t.Error("the year 12026 was written; RFC 3339 has no such years")
	}
}
