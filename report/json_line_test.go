package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// stringByGo is s as encoding/json writes it.
func stringByGo(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func stringOf(s string) string {
	var l jsonLine
	l.quote(s)
	return string(l.bytes)
}

func TestQuoteIsThatOfEncodingJSON(t *testing.T) {
	for r := rune(0); r < 0x3000; r++ {
		if s := "a" + string(r) + "b"; stringOf(s) != stringByGo(t, s) {
			t.Errorf("%U is written as %s, want %s", r, stringOf(s), stringByGo(t, s))
		}
	}
	for b := range 256 { // most of these are no UTF-8
		for _, s := range []string{string([]byte{byte(b)}), string([]byte{'a', byte(b), 0xE2, 0x80})} {
			if stringOf(s) != stringByGo(t, s) {
				t.Errorf("% x is written as %s, want %s", s, stringOf(s), stringByGo(t, s))
			}
		}
	}
}

func FuzzQuote(f *testing.F) {
	for _, s := range []string{"", `“So,” he said, "no \ no"`, "a\x00\x1f\x7f\n\t\r\b\f", "\u2028\u2029\ufffd", "\xed\xa0\x80\xff", "<a&b>", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := stringOf(s), stringByGo(t, s); got != want {
			t.Errorf("%q is written as %s, want %s", s, got, want)
		}
		var back string
		if err := json.Unmarshal([]byte(stringOf(s)), &back); err != nil || utf8.ValidString(s) && back != s {
			t.Errorf("%q comes back as %q (%v)", s, back, err)
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
